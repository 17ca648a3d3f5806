"""What the rules look at: one SOP with its office, its procedures and their flows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from doctool.check.rule import Path
from doctool.loaded import LoadedSop
from doctool.model.alur import Alur, SimpulAlur, baca_alur
from doctool.model.dasar import DaftarButir, split_marker
from doctool.model.kantor import Penandatangan
from doctool.model.prosedur import Kegiatan, Pelaksana, Prosedur, Simpul

#: The lists of the identity sheet, with their names in messages.
DAFTAR = {
    "dasar_hukum": "Dasar Hukum",
    "keterkaitan": "Keterkaitan",
    "peringatan": "Peringatan",
    "kualifikasi_pelaksana": "Kualifikasi Pelaksana",
    "peralatan_perlengkapan": "Peralatan/Perlengkapan",
    "pencatatan_pendataan": "Pencatatan dan Pendataan",
}


@dataclass(frozen=True)
class ProcedureView:
    """A procedure with its path in the file, printed row numbers, lanes and flow."""

    path: Path
    prosedur: Prosedur
    numbers: tuple[str, ...]
    lanes: tuple[Pelaksana, ...]
    alur: Alur

    @property
    def rows(self) -> tuple[Kegiatan, ...]:
        return self.prosedur.kegiatan

    def row_path(self, index: int, *below: str | int) -> Path:
        """The path of row `index` (from 0), or of what is below it."""
        return (*self.path, "kegiatan", index, *below)

    def row_name(self, index: int) -> str:
        """How messages call row `index`: by its printed number, or by its place."""
        number = self.numbers[index].rstrip(".")
        return f"kegiatan {number}" if number else f"baris ke-{index + 1}"

    def source(self, node: SimpulAlur) -> Simpul:
        """What the author wrote of `node`."""
        return self.rows[node.baris].nodes()[node.urutan][1]

    def is_heading(self, index: int) -> bool:
        """Whether row `index` carries no work: no number and nothing in the mutu baku columns."""
        row = self.rows[index]
        return row.nomor == "" and not (row.kelengkapan or row.output or (row.waktu and row.waktu.teks))


class Context:
    """One SOP under examination. `today` None: rules about the calendar are not applied."""

    def __init__(self, loaded: LoadedSop, today: date | None = None) -> None:
        self.loaded = loaded
        self.sop = loaded.sop
        self.kantor = loaded.kantor
        self.today = today
        self.draft = loaded.sop.status in ("draft", "reviu")
        label = loaded.label
        self.procedures = tuple(
            ProcedureView(path, one, one.numbers(), one.lanes(), baca_alur(one, label))
            for path, one in loaded.sop.prosedur()
        )

    def list_of(self, field: str) -> DaftarButir | None:
        """The list `field` of the identity sheet (a key of `DAFTAR`); None where the key is absent."""
        value: DaftarButir | None = getattr(self.sop, field)
        return value

    def item_path(self, field: str, index: int) -> Path:
        """The path of an item of a list, however the author wrote the list."""
        values = self.loaded.positions.values
        base: Path = (field, "butir", index) if (field, "butir") in values else (field, index)
        return (*base, "teks") if (*base, "teks") in values else base

    def items(self, field: str) -> tuple[tuple[Path, str], ...]:
        """The items of a list with their paths; empty items and a lone "-" left out."""
        value = self.list_of(field)
        if value is None:
            return ()
        return tuple(
            (self.item_path(field, index), item.teks)
            for index, item in enumerate(value.butir)
            if item.teks.strip() not in ("", "-")
        )

    def signers(self) -> tuple[tuple[Path, Penandatangan], ...]:
        """The signers of the identity sheet, completed from kantor.yaml, with their paths."""
        out: list[tuple[Path, Penandatangan]] = []
        for index, signer in enumerate(self.sop.disahkan_oleh or ()):
            path: Path = ("disahkan_oleh", index)
            if path not in self.loaded.positions.values:
                path = ("disahkan_oleh",)
            out.append((path, self.kantor.lengkapi(signer)))
        return tuple(out)


def plain(line: str) -> str:
    """A line of a cell without its marker."""
    return split_marker(line)[1].strip()


def filled(value: str | tuple[str, ...] | None) -> bool:
    """Whether a cell says something ("-" does: there is none)."""
    if value is None:
        return False
    return bool(value.strip()) if isinstance(value, str) else any(line.strip() for line in value)
