"""Pengembalian: what one bidang returned in its form isian, value by value, with where each stands and what was found.

Plain data, kept as JSON (`to_json`, `from_json`) for the status, the rekap and the laporan: numbers as text with all
their digits. Targets are not in it: they are the office's data, whatever stands in the form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from doctool.errors import ContentError
from doctool.findings import Finding, Severity
from doctool.model.catatan import read_record

#: terisi: there is a value; kosong: nothing was entered; tidak diukur: said so ("-", "n/a"); salah: what was entered
#: cannot be used, a finding says why.
Keadaan = Literal["terisi", "kosong", "tidak diukur", "salah"]
#: By what a form was recognised, the surest first.
Pengenal = Literal["lembar identitas", "kode formulir", "kode baris"]
#: The texts of an indicator that a bidang writes.
TEKS = ("pendorong", "hambatan", "solusi", "sumber_data", "bukti_dukung")


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What was entered in a cell: `tertulis` as it stands there, and what it says: a number (`nilai`) or a text
    (`teks`; also a grade). `sel` is "Form Isian!L9", "" where the form has no such cell any more."""

    keadaan: Keadaan = "kosong"
    nilai: Decimal | None = None
    teks: str = ""
    tertulis: str = ""
    sel: str = ""

    @property
    def hitungan(self) -> Decimal | str | None:
        """The value as the calculator takes it; None where there is none that can be used."""
        if self.keadaan != "terisi":
            return None
        return self.nilai if self.nilai is not None else self.teks or None


@dataclass(frozen=True, slots=True)
class IndikatorKembali:
    """The answers to an indicator. `realisasi` of quarters I to IV, or `pembilang` and `penyebut` where it is made of
    them (the other is empty). `tampil`: what the form's own formulas showed, by field (capaian, realisasi_tahun and,
    where realisasi is reckoned, realisasi_tw1 to 4)."""

    kode: str
    realisasi: tuple[Jawaban, ...] = ()
    pembilang: tuple[Jawaban, ...] = ()
    penyebut: tuple[Jawaban, ...] = ()
    teks: dict[str, Jawaban] = field(default_factory=dict)
    tampil: dict[str, Jawaban] = field(default_factory=dict)

    @property
    def jawaban(self) -> tuple[Jawaban, ...]:
        """All its numbers."""
        return (*self.realisasi, *self.pembilang, *self.penyebut)


@dataclass(frozen=True, slots=True)
class AnggaranKembali:
    """The money spent on a row of the budget, by the row's key ("A/1.2.3")."""

    kunci: str
    realisasi: Jawaban
    keterangan: Jawaban = Jawaban()


@dataclass(frozen=True, slots=True)
class Komentar:
    """A comment that someone left at a cell."""

    sel: str
    teks: str


@dataclass(frozen=True, slots=True)
class Pengembalian:
    """A returned form. `berkas` is its name, `sha256` that of its bytes, `disimpan` when it was last saved (ISO 8601,
    "" not known), `diterima` the day it was read. `sidik` is the fingerprint of the data that the form was made of,
    `triwulan` the quarter (1 to 4) until which it reckons, as its identity says."""

    kantor: str
    tahun: int
    bidang: str
    seksi: str
    berkas: str
    sha256: str
    dikenali: Pengenal
    sidik: str = ""
    triwulan: int = 4
    disimpan: str = ""
    diterima: date | None = None
    indikator: tuple[IndikatorKembali, ...] = ()
    anggaran: tuple[AnggaranKembali, ...] = ()
    komentar: tuple[Komentar, ...] = ()
    temuan: tuple[Finding, ...] = ()
    versi: int = 1

    @property
    def galat(self) -> tuple[Finding, ...]:
        """The findings for which it has to be mended."""
        return tuple(one for one in self.temuan if one.severity is Severity.ERROR)

    @property
    def layak(self) -> bool:
        """Whether it can be used as it is: nothing in it has to be mended."""
        return not self.galat

    @property
    def terisi(self) -> int:
        """How many numbers and grades were entered."""
        answers = [*(one for row in self.indikator for one in row.jawaban), *(row.realisasi for row in self.anggaran)]
        return sum(one.keadaan != "kosong" for one in answers)


@cache
def _adapter() -> TypeAdapter[Pengembalian]:
    return TypeAdapter(Pengembalian)


def to_json(returned: Pengembalian) -> bytes:
    """The return as JSON: the same return gives the same bytes."""
    return _adapter().dump_json(returned, indent=2) + b"\n"


def from_json(data: bytes, file: str) -> Pengembalian:
    """The return in `data`, the content of `file`. Raises ContentError where it is none of this version."""
    wrong = f'"{file}" bukan catatan pengembalian yang dikenal'
    found = read_record(_adapter(), data, wrong, "hapus berkas itu, lalu baca ulang formulirnya")
    if found.versi != 1:
        raise ContentError(f'"{file}" dibuat doctool yang lebih baru', hint="perbarui doctool")
    return found
