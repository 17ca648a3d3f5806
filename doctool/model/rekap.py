"""Rekap: what the bidang have returned until a quarter, compiled, with where each figure came from.

Plain data that the workbook prints and the laporan kinerja is written from. It is kept as JSON beside the workbook
(`to_json`, `from_json`): numbers as text with all their digits, what was not measured as null with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from doctool.errors import ContentError
from doctool.findings import Finding
from doctool.model.capaian import Capaian, Patokan, RataRata
from doctool.model.catatan import read_record
from doctool.model.kinerja import TRIWULAN, Akumulasi, Pita, Rumus
from doctool.model.pengembalian import Keadaan

Tingkat = Literal["program", "kegiatan", "sub kegiatan"]


@dataclass(frozen=True, slots=True)
class Asal:
    """Where a value stands: the file as it came in, its sheet and cell, its SHA-256, the day it was received."""

    berkas: str
    lembar: str
    sel: str
    sha256: str
    diterima: date | None = None

    def __str__(self) -> str:
        return f"{self.berkas}: {self.lembar}!{self.sel}"


@dataclass(frozen=True, slots=True)
class Isian:
    """A value that a bidang entered: a number, or a text (a grade, a narrative), with what it is worth.

    What is not filled in, not measured or wrong has no value; `tertulis` is what stands in the cell.
    """

    nilai: Decimal | None = None
    teks: str = ""
    keadaan: Keadaan = "kosong"
    tertulis: str = ""
    asal: Asal | None = None

    @property
    def hitungan(self) -> Decimal | str | None:
        """The value as the calculator takes it; None where there is none that can be used."""
        if self.keadaan != "terisi":
            return None
        return self.nilai if self.nilai is not None else self.teks.strip() or None


#: A value that nobody entered.
KOSONG = Isian()


@dataclass(frozen=True, slots=True)
class PeriodeRekap:
    """An indicator in one quarter and until it.

    `target` and `realisasi` are the quarter's own (`pembilang` and `penyebut` where it is made of them); `patokan`,
    `sampai` (a number, or a grade in `tingkat`) and `capaian` hold until the quarter. Without a number `capaian` says
    why. `kurang`: quarters that should have been measured; `salah`: quarters until it whose value has to be mended.
    """

    triwulan: int
    target: str
    realisasi: Isian
    pembilang: Isian
    penyebut: Isian
    patokan: Patokan
    sampai: Decimal | None
    tingkat: str
    capaian: Capaian
    kategori: str = ""
    kurang: tuple[int, ...] = ()
    salah: tuple[int, ...] = ()

    @property
    def terisi(self) -> bool:
        """Whether there is a realisasi until the quarter."""
        return self.sampai is not None or bool(self.tingkat)


@dataclass(frozen=True, slots=True)
class IndikatorRekap:
    """An indicator with its quarters from I to that of the recap, and the narrative of its bidang."""

    kode: str
    sasaran: int
    uraian: str
    satuan: str
    rumus: Rumus
    akumulasi: Akumulasi
    target: str
    bidang: str
    seksi: str
    bobot: Decimal | None
    periode: tuple[PeriodeRekap, ...]
    pendorong: Isian = KOSONG
    hambatan: Isian = KOSONG
    solusi: Isian = KOSONG
    sumber_data: Isian = KOSONG
    bukti_dukung: Isian = KOSONG

    @property
    def akhir(self) -> PeriodeRekap:
        """The last quarter: what the recap is about."""
        return self.periode[-1]


@dataclass(frozen=True, slots=True)
class SasaranRekap:
    """A sasaran (numbered from 1) with its indicators and the mean of those that were measured."""

    nomor: int
    uraian: str
    indikator: tuple[IndikatorRekap, ...]
    rata_rata: RataRata


@dataclass(frozen=True, slots=True)
class BidangRekap:
    """A bidang of the office: when its form came back (None: it did not), its indicators, their mean."""

    kunci: str
    nama: str
    diterima: date | None
    berkas: tuple[str, ...]
    indikator: tuple[str, ...]
    rata_rata: RataRata


@dataclass(frozen=True, slots=True)
class AnggaranRekap:
    """A level of the budget. Of a level that is broken down, the sums of the `semua` rows below it.

    `realisasi` is the sum of the `terisi` rows that were filled in, `pagu_terisi` the pagu of those; serapan is of
    these, so that what was not reported does not count as 0.
    """

    kunci: str
    tingkat: Tingkat
    kode: str
    uraian: str
    bidang: str
    pagu: Decimal | None
    realisasi: Decimal | None
    pagu_terisi: Decimal | None
    serapan: Decimal | None
    terisi: int
    semua: int
    keterangan: str = ""
    isian: Isian = KOSONG
    dirinci: bool = False


@dataclass(frozen=True, slots=True)
class Rekap:
    """The recap of an office until a quarter (1 to 4) of a year."""

    kantor: str
    nama_kantor: str
    tahun: int
    triwulan: int
    sasaran: tuple[SasaranRekap, ...]
    bidang: tuple[BidangRekap, ...]
    rata_rata: RataRata
    anggaran: tuple[AnggaranRekap, ...]
    total: AnggaranRekap | None
    pita: tuple[Pita, ...]
    aturan: str
    temuan: tuple[Finding, ...] = ()
    versi: int = 1

    @property
    def nama_triwulan(self) -> str:
        """The quarter as it is printed: "II"."""
        return TRIWULAN[self.triwulan - 1]

    def indikator(self) -> tuple[IndikatorRekap, ...]:
        """All indicators in order."""
        return tuple(one for sasaran in self.sasaran for one in sasaran.indikator)


@cache
def _adapter() -> TypeAdapter[Rekap]:
    return TypeAdapter(Rekap)


def to_json(rekap: Rekap) -> bytes:
    """The recap as JSON: the same recap gives the same bytes."""
    return _adapter().dump_json(rekap, indent=2) + b"\n"


def from_json(data: bytes, file: str = "rekap.json") -> Rekap:
    """The recap in `data`. Raises ContentError where it is none of this version."""
    wrong, hint = f'"{file}" bukan rekap yang dikenal', "buat ulang dengan: doctool formulir rekap"
    found = read_record(_adapter(), data, wrong, hint)
    quarters = [tuple(part.triwulan for part in one.periode) for one in found.indikator()]
    if not 1 <= found.triwulan <= len(TRIWULAN) or set(quarters) - {tuple(range(1, found.triwulan + 1))}:
        raise ContentError(f"{wrong}: triwulannya tidak cocok", hint=hint)
    return found
