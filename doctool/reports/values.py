"""Values as the report prints them: a number written the Indonesian way with the number beside it, or "n/a" and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from doctool.indonesian import angka
from doctool.model.capaian import Capaian, Patokan, printed, rounded
from doctool.model.kinerja import Target
from doctool.model.rekap import IndikatorRekap, Isian, PeriodeRekap

NA = "n/a"
#: Decimals that a target is printed with at most; percentages, means and realisasi have two at most.
_MOST, _TWO = 4, 2
_PERCENT_UNITS = frozenset({"%", "persen", "prosen"})
_WHY = {
    "kosong": "belum diisi", "tidak diukur": "ditulis tidak diukur", "salah": "isiannya perlu diperbaiki",
    "terisi": "tidak ada",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Nilai:
    """What is printed. `angka` is the unrounded number, None for what is text; `alasan` says why there is none."""

    teks: str
    angka: Decimal | None = None
    alasan: str = ""

    @property
    def ada(self) -> bool:
        """Whether there is a value, a number or a grade."""
        return self.teks != NA


def tidak_ada(alasan: str) -> Nilai:
    """What was not measured, and why."""
    return Nilai(NA, None, alasan or "tidak terukur")


def bulat(jumlah: int) -> Nilai:
    """A count."""
    return Nilai(angka(jumlah), Decimal(jumlah))


def bilangan(value: Decimal, most: int = _MOST) -> Nilai:
    """A number with the decimals it has, at most so many."""
    short = rounded(value, most)
    return Nilai(angka(short if short else abs(short)), value)


def tertulis(value: Decimal) -> Nilai:
    """A number with the decimals that it was written with, at most four."""
    exponent = value.as_tuple().exponent
    return Nilai(printed(value, min(_MOST, max(0, -exponent if isinstance(exponent, int) else 0))), value)


def persen(value: Decimal | None, alasan: str = "", *, tanda: bool = False) -> Nilai:
    """A percentage with two decimals; `tanda`: with its sign, as in running text."""
    if value is None:
        return tidak_ada(alasan)
    return Nilai(printed(value) + ("%" if tanda else ""), value)


def rupiah(value: Decimal | None, alasan: str = "", *, tanda: bool = False) -> Nilai:
    """Money: in a table without decimals where it has none, in running text "Rp1.250.000,00"."""
    if value is None:
        return tidak_ada(alasan)
    if tanda:
        text = printed(value)
        return Nilai(f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}", value)
    return Nilai(printed(value, 0 if value == value.to_integral_value() else _TWO), value)


def bersatuan(value: Nilai, satuan: str) -> Nilai:
    """A number or range in running text: with its percent sign where that is its unit."""
    if not value.teks[-1:].isdigit() or satuan.strip().casefold() not in _PERCENT_UNITS:
        return value
    return Nilai(f"{value.teks}%", value.angka)


def target_tertulis(text: str) -> Nilai:
    """A target as the office wrote it: a number, a range, a grade; "-" where there is none."""
    return patokan(Patokan.dari(Target(teks=text))) if not Target(teks=text).tidak_ada else Nilai("-")


def patokan(one: Patokan) -> Nilai:
    """What a realisasi is measured against."""
    if one.nilai is not None:
        return bilangan(one.nilai)
    if one.rentang is not None:
        return Nilai("-".join(angka(end) for end in one.rentang))
    return Nilai(one.tingkat) if one.tingkat else tidak_ada(one.alasan or "target tidak ditetapkan")


def realisasi(row: IndikatorRekap) -> Nilai:
    """The realisasi until the recap's quarter; a quotient or a mean with two decimals."""
    last = row.akhir
    if last.sampai is not None:
        return _measured(last.sampai, fixed=berbanding(row) or row.akumulasi == "rata-rata")
    return Nilai(last.tingkat) if last.tingkat else tidak_ada(_why_not(last))


def realisasi_triwulan(row: IndikatorRekap, one: PeriodeRekap) -> Nilai:
    """The realisasi of a quarter itself; "-" where none was wanted and none given."""
    if one.realisasi.keadaan == "kosong" and one.target and Target(teks=one.target).tidak_ada:
        return Nilai("-")
    return isian(one.realisasi, fixed=berbanding(row))


def isian(one: Isian, *, fixed: bool = False) -> Nilai:
    """What was entered; `fixed`: with two decimals."""
    value = one.hitungan
    if isinstance(value, Decimal):
        return _measured(value, fixed=fixed)
    return Nilai(value) if value else tidak_ada(_WHY[one.keadaan])


def _measured(value: Decimal, *, fixed: bool) -> Nilai:
    return Nilai(printed(value), value) if fixed else bilangan(value, _TWO)


def capaian(one: Capaian, *, tanda: bool = False) -> Nilai:
    """A capaian in percent; without one why: a grade has none."""
    if one.bertingkat and one.tercapai is not None:
        return tidak_ada("bertarget tingkat, tidak dipersenkan")
    return persen(one.nilai, one.alasan, tanda=tanda)


def kategori(row: IndikatorRekap) -> Nilai:
    """The band; of a grade whether it was reached."""
    last = row.akhir
    if last.kategori:
        return Nilai(last.kategori)
    if last.capaian.bertingkat and last.capaian.tercapai is not None:
        return Nilai("Tercapai" if last.capaian.tercapai else "Tidak tercapai")
    return tidak_ada(last.capaian.alasan)


def berbanding(row: IndikatorRekap) -> bool:
    """Whether its realisasi is made of a numerator and a denominator."""
    return any(part.keadaan != "kosong" for one in row.periode for part in (one.pembilang, one.penyebut))


def _why_not(last: PeriodeRekap) -> str:
    if last.salah:
        return "isian realisasi perlu diperbaiki"
    return last.capaian.alasan or "realisasi belum diisi"
