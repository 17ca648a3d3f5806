"""What reading a file gives: the model, and where each of its values stands in the file.

These are nouns: `doctool.catalog` makes them, the checks and the layout take them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from doctool.findings import Finding, Where
from doctool.model.buku import Buku
from doctool.model.kantor import Kantor, Label, gabung_label
from doctool.model.kinerja import Kinerja
from doctool.model.laporan import Laporan, Pembanding
from doctool.model.monitoring import Pemantauan
from doctool.model.sop import Sop
from doctool.model.surat import Naskah

Path = tuple[str | int, ...]


def cell_name(sheet: str, row: int, column: int) -> str:
    """A cell as Excel names it: "Surat!C5", or "C5" where the file has no sheets; row and column from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{row}" if sheet else f"{letters}{row}"


@dataclass(frozen=True)
class Positions:
    """Line and column (from 1) of every value of a YAML file, by its path of keys and indexes.

    `values` holds where a value begins, `keys` where the key before it begins (for mapping entries). In a table
    they are row and column, and `sheet` is the name of the sheet ("" in a CSV file; None in a text file). Where a
    file's values stand on several sheets, `sheets` names the sheet of the values below a key of the first level.
    """

    file: str
    values: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    sheet: str | None = None
    sheets: Mapping[str, str] = field(default_factory=dict)

    def where(self, path: Path) -> Where:
        """The place of the value at `path`, or of the nearest value around it that the file has.

        `path` is the model's; steps that a short form leaves out of the file (`disahkan_oleh: kadis` has no
        index and no key `pejabat`) are passed over.
        """
        found = self.values.get(path)
        if found is None:
            known: Path = ()
            for step in path:
                if (*known, step) in self.values:
                    known = (*known, step)
            found = self.values.get(known)
        return self._place(found, path) if found is not None else Where(self.file)

    def where_key(self, path: Path) -> Where:
        """The place of the key at `path`; of the value around it where the key is absent."""
        found = self.keys.get(path)
        return self._place(found, path) if found is not None else self.where(path)

    def _place(self, found: tuple[int, int], path: Path) -> Where:
        sheet = self.sheets.get(str(path[0]), self.sheet) if path else self.sheet
        return Where(self.file, *found, cell_name(sheet, *found) if sheet is not None else "")


@dataclass(frozen=True)
class LoadedKantor:
    """An office: its code (folder name), its data and their places; `folder` is its absolute folder."""

    kode: str
    kantor: Kantor
    positions: Positions
    folder: str


@dataclass(frozen=True)
class LoadedSop:
    """An SOP with its office. `address` is `kantor/slug`; `file` the path shown to the user; `monitoring` what was
    noted of its monitoring and evaluation."""

    slug: str
    sop: Sop
    positions: Positions
    office: LoadedKantor
    monitoring: tuple[Pemantauan, ...] = ()

    @property
    def address(self) -> str:
        return f"{self.office.kode}/{self.slug}"

    @property
    def kantor(self) -> Kantor:
        return self.office.kantor

    @property
    def label(self) -> Label:
        """The printed words: the SOP's, then the house style's, then doctool's own."""
        return gabung_label(self.sop.label, self.kantor.gaya.label)

    @property
    def nomor_revisi(self) -> str:
        """The number of the revision as the office writes it: of the last entry of `revisi`, else of the first text."""
        return self.sop.revisi[-1].nomor if self.sop.revisi else self.kantor.sop.revisi(0)


@dataclass(frozen=True)
class LoadedNaskah:
    """A letter of an office: its name (of the file, with the row's number for tables), its data and their places."""

    nama: str
    naskah: Naskah
    positions: Positions
    office: LoadedKantor


@dataclass(frozen=True)
class LoadedKinerja:
    """The indicators of an office for one year; `file` is the path shown to the user, `findings` what is to be said of
    a file that could be read all the same (columns that nobody knows)."""

    kinerja: Kinerja
    positions: Positions
    office: LoadedKantor
    file: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class LoadedLaporan:
    """A laporan kinerja: `nama` is its folder's name, `folder` that folder (absolute), `file` the path shown to the
    user, `findings` what is to be said of one that could be read all the same (texts and lampiran that are not there).
    """

    nama: str
    laporan: Laporan
    positions: Positions
    office: LoadedKantor
    file: str
    folder: str
    findings: tuple[Finding, ...] = ()

    @property
    def address(self) -> str:
        """`kantor/nama`."""
        return f"{self.office.kode}/{self.nama}"


@dataclass(frozen=True)
class LoadedPembanding:
    """What the indicators of an office are compared with; `file` is the path shown to the user."""

    pembanding: Pembanding
    positions: Positions
    office: LoadedKantor
    file: str


@dataclass(frozen=True)
class LoadedBuku:
    """A book of SOPs: `nama` is its file's name without the ending, `file` the path shown to the user. An office
    without such a file has one in which everything is empty; `ada` is then False."""

    nama: str
    buku: Buku
    positions: Positions
    office: LoadedKantor
    file: str
    ada: bool = True
