"""A draft of a report, frozen when it was handed in, and the final one: what it said and what it was made of.

Kept as JSON (data/<kantor>/laporan/<nama>/draf/<n>.json, draf/final.json) and never written again: figures by name, the
parts in their order with their texts, tables as cells, and the SHA-256 of every source by its path in the workspace.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, TypeAlias

from pydantic import TypeAdapter

from doctool.model.catatan import read_record

#: What a text of a part is: running text, an item of a list, a note below a table, a signature.
JenisTeks = Literal["paragraf", "butir", "catatan", "tanda-tangan"]


@dataclass(frozen=True, slots=True)
class AngkaBeku:
    """A figure as it is printed, with all its digits ("" for what is text or was not measured), and why it is not."""

    teks: str
    nilai: str = ""
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class TeksBeku:
    """A paragraph. References stand as "[lihat: bab penutup]", footnotes as "[catatan kaki: ...]"."""

    teks: str
    jenis: JenisTeks = "paragraf"
    blok: Literal["teks"] = "teks"


@dataclass(frozen=True, slots=True)
class TabelBeku:
    """A table, or the numbers of a chart: heads of the columns (from top to bottom), rows of cells below them.

    A cell over several columns or rows stands in its first place, the places that it covers are empty.
    """

    kunci: str
    judul: str
    kolom: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    blok: Literal["tabel", "bagan"] = "tabel"


@dataclass(frozen=True, slots=True)
class GambarBeku:
    """A picture by its caption and the SHA-256 of its bytes."""

    judul: str
    sha256: str
    blok: Literal["gambar"] = "gambar"


IsiBeku: TypeAlias = TeksBeku | TabelBeku | GambarBeku


@dataclass(frozen=True, slots=True)
class BagianBeku:
    """What stands below a heading, up to the next one. `jalur` are the headings from the chapter down to its own (none:
    before the first heading); `kunci` names it where the outline does ("bab:penutup")."""

    jalur: tuple[str, ...]
    kunci: str
    isi: tuple[IsiBeku, ...] = ()

    @property
    def judul(self) -> str:
        """Its headings in one line."""
        return " > ".join(one for one in self.jalur if one) or "Sampul"


@dataclass(frozen=True, slots=True)
class LampiranBeku:
    """A lampiran: title, file ("" for one that doctool makes), its pages, the SHA-256 of the file."""

    judul: str
    berkas: str
    halaman: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Beku:
    """A frozen report. `draf` is its number; `final`: the one that was signed, then `berkas` are its files by name with
    their SHA-256. `tanggal` is the day of the step as 2026-01-12; `doctool` the version that made it."""

    laporan: str
    judul: str
    tahun: int
    triwulan: int
    bidang: str
    draf: int
    final: bool
    tanggal: str
    angka: dict[str, AngkaBeku]
    bagian: tuple[BagianBeku, ...]
    lampiran: tuple[LampiranBeku, ...]
    sumber: dict[str, str]
    berkas: dict[str, str] = field(default_factory=dict)
    doctool: str = ""
    versi: int = 1

    @property
    def nama(self) -> str:
        """How it is called: "draf 2", "laporan final"."""
        return "laporan final" if self.final else f"draf {self.draf}" if self.draf else "laporan sekarang"

    def isi_saja(self) -> Beku:
        """Only what it says: without its sources, files, day and signatures."""
        parts = tuple(
            replace(one, isi=tuple(
                item for item in one.isi if not (isinstance(item, TeksBeku) and item.jenis == "tanda-tangan")
            ))
            for one in self.bagian
        )  # fmt: skip
        return replace(self, bagian=parts, sumber={}, berkas={}, tanggal="", doctool="", draf=0, final=False)


@cache
def _adapter() -> TypeAdapter[Beku]:
    return TypeAdapter(Beku)


def to_json(beku: Beku) -> bytes:
    """The record as JSON: the same report gives the same bytes."""
    return _adapter().dump_json(beku, indent=1) + b"\n"


def from_json(data: bytes, file: str) -> Beku:
    """The record in `data`. Raises ContentError where it is none."""
    return read_record(_adapter(), data, f'"{file}" bukan catatan isi draf laporan', "ambil lagi dari cadangan")
