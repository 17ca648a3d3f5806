"""What the parts of a packet's way hand to each other: recipients, a plan, tasks and what came of them. Plain data.

A plan (`Rencana`) names every file of every recipient before anything is made. A file stands on a task (`Tugas`) whose
`bahan` is the SHA-256 over everything it is made of: equal `bahan` is equal bytes, so what is up to date is not made
again and what several recipients get is made once. Tasks travel in a `Borongan` with what they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from doctool.findings import Finding, Severity, Where
from doctool.loaded import LoadedKantor, Positions
from doctool.model.paket import Paket

#: What a task makes: a letter (docx), a form (xlsx), nothing because its bytes are finished, the one PDF of a
#: recipient from its pieces, or the sheets of an SOP (outside packets).
JenisTugas = Literal["surat", "formulir", "jadi", "gabung", "sop"]


@dataclass(frozen=True)
class LoadedPaket:
    """A packet: `nama` is its folder's name, `folder` that folder (absolute), `file` paket.yaml as shown to the user,
    `root` the workspace (absolute)."""

    nama: str
    paket: Paket
    positions: Positions
    office: LoadedKantor
    file: str
    folder: str
    root: str
    findings: tuple[Finding, ...] = ()

    @property
    def address(self) -> str:
        """`kantor/nama`."""
        return f"{self.office.kode}/{self.nama}"


class Kolom(Mapping[str, str]):
    """The texts of a recipient by column; `names` says the place of each column and is one for all recipients."""

    __slots__ = ("_names", "_texts")

    def __init__(self, names: Mapping[str, int], texts: tuple[str, ...]) -> None:
        self._names, self._texts = names, texts

    def __getitem__(self, name: str) -> str:
        return self._texts[self._names[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Letak(Protocol):
    """Where the rows of a list of recipients stand, and their cells by the place of the heading (None: the row)."""

    def where(self, baris: int, judul: int | None = None) -> Where:
        """The place of a row or of a cell."""


@dataclass(frozen=True, slots=True)
class Penerima:
    """A recipient.

    `kunci`: plain ASCII, the same for the same recipient whatever others there are; `urut`: its place in the list, from
    1; `kolom`: its texts by column, with `kunci`, `nama` and `urut` among them; `letak`, `baris`: its list and its row
    there; `judul`: the places of the headings of its columns; `folder`: the name of its folder,
    another for each. Thousands are held at once: what several share is one object, and places are told when asked.
    """

    kunci: str
    nama: str
    urut: int
    kolom: Mapping[str, str]
    letak: Letak
    baris: int
    judul: Mapping[str, int] = field(default_factory=dict)
    folder: str = ""

    @property
    def where(self) -> Where:
        """Its row."""
        return self.letak.where(self.baris)

    @property
    def cells(self) -> dict[str, Where]:
        """Where its columns stand."""
        return {name: self.letak.where(self.baris, at) for name, at in self.judul.items()}

    def cell(self, kolom: str) -> Where:
        """Where a column stands, filled or empty; the row where it has no place of its own."""
        return self.letak.where(self.baris, self.judul.get(kolom))


@dataclass(frozen=True, slots=True)
class Gagal:
    """A recipient that cannot have its packet: how it is called, its place, and why."""

    nama: str
    where: Where
    findings: tuple[Finding, ...]
    urut: int = 0
    kunci: str = ""

    @property
    def alasan(self) -> str:
        """The first reason, in one line."""
        errors = [one for one in self.findings if one.severity is Severity.ERROR] or list(self.findings)
        more = f" (dan {len(errors) - 1} galat lain)" if len(errors) > 1 else ""
        return f"{errors[0].where}: {errors[0].message}{more}" if errors else ""


@dataclass(frozen=True, slots=True)
class Bagian:
    """A piece of one recipient's packet.

    `tempat`: its place in `paket.isi`, from 0; `nomor`: its place among the recipient's own, from 1; `nama`: its files'
    name without suffix; `bentuk`: the suffixes of its files, in order; `sumber`: what it is made of ("surat",
    "formulir:<bidang>:<seksi>", "sop:<alamat>", "laporan:<nama>", "berkas:<path below the workspace>").
    """

    tempat: int
    nomor: int
    judul: str
    nama: str
    bentuk: tuple[str, ...]
    sumber: str

    def files(self) -> tuple[str, ...]:
        """The names of its files in the recipient's folder."""
        return tuple(f"{self.nama}.{one}" for one in self.bentuk)

    @property
    def jenis(self) -> str:
        """What it is: surat, formulir, sop, laporan or berkas."""
        return self.sumber.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Kiriman:
    """A recipient with the pieces it gets."""

    penerima: Penerima
    bagian: tuple[Bagian, ...]


@dataclass(frozen=True, slots=True)
class Rencana:
    """What will be made for whom. `gagal`: recipients that cannot have theirs; `temuan`: all findings so far, those of
    `gagal` too; `kolom`: the columns that texts may name."""

    paket: LoadedPaket
    kiriman: tuple[Kiriman, ...]
    gagal: tuple[Gagal, ...] = ()
    temuan: tuple[Finding, ...] = ()
    kolom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tugas:
    """One document to be made.

    `id`: "<kunci>/<tempat + 1>.<bentuk>"; `bentuk`: the suffix of what it makes ("docx", "xlsx", "pdf"); `bahan`:
    SHA-256 over data, template, office, number and version; `data`: plain and picklable, for "jadi" the bytes
    themselves; `alat`: the keys of what it shares with others, in `Borongan.alat`.
    """

    id: str
    jenis: JenisTugas
    bentuk: str
    bahan: str
    data: Mapping[str, Any] | bytes = b""
    alat: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Berkas:
    """A file of a recipient's folder and the task that makes it; `judul` is its bookmark in the one PDF, for `gabung`.
    Where the suffix of `nama` is not `tugas.bentuk`, it is what LibreOffice makes of that: a PDF."""

    nama: str
    judul: str
    tugas: Tugas
    gabung: bool = True

    @property
    def diubah(self) -> bool:
        """Whether the file is a PDF of what the task makes."""
        return not self.nama.endswith(f".{self.tugas.bentuk}")


@dataclass(frozen=True, slots=True)
class Borongan:
    """Tasks that go to a worker together, with what they share by its SHA-256."""

    tugas: tuple[Tugas, ...]
    alat: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hasil:
    """What a worker gives back: the bytes of a document and their SHA-256, or the `error` that says why there are none
    (`hint`: what to do; `bug`: it is doctool's own, with the traceback for --debug)."""

    id: str
    data: bytes = b""
    sha256: str = ""
    pages: int = 0
    error: str = ""
    hint: str = ""
    bug: str = ""
