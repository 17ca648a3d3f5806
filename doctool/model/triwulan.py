"""Quarters: what the realisasi of quarters I to IV come to, and the target that holds until a quarter.

A quarter that was not measured is told and never taken as 0: a sum or mean that lacks one has no value. Quarters for
which no target is set (written "-") need not be measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from doctool.indonesian import baca_angka, gabung
from doctool.model.capaian import REALISASI_DIGITS, Capaian, Patokan, ratio, reckon, sum_exact, usable
from doctool.model.kinerja import TRIWULAN, AturanKinerja, Indikator, Target

Nilai = TypeVar("Nilai")
#: A numerator and a denominator; either may be missing.
Pasangan = tuple[Decimal | None, Decimal | None]

_PERCENT = re.compile(r"%|persen|prosen|persentase", re.IGNORECASE)
_PER_MANY = re.compile(r"per\s+(?P<many>[\d.]+)\b", re.IGNORECASE)
_PER_MIL = re.compile(r"‰|per\s?mil|promil", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Terkumpul:
    """The realisasi until a quarter: a number, a grade, or None with `alasan`; `kurang`: quarters (1 to 4) that should
    have been measured and were not."""

    nilai: Decimal | str | None
    kurang: tuple[int, ...] = ()
    alasan: str = ""


def quarter_names(quarters: Sequence[int]) -> str:
    """Quarters in a sentence: "triwulan I dan III"."""
    return f"triwulan {gabung([TRIWULAN[one - 1] for one in quarters])}"


def quarters_measured(indikator: Indikator) -> tuple[bool, ...]:
    """Which quarters are to be measured: those with a target; all where no quarter has one."""
    set_ = tuple(not one.tidak_ada for one in indikator.target_triwulan)
    return set_ if any(set_) else (True,) * 4


def factor(satuan: str) -> Decimal:
    """By what a numerator over its denominator is multiplied to be in `satuan`: 100 for %, 1000 for "per 1.000"."""
    if _PERCENT.search(satuan):
        return Decimal(100)
    many = _PER_MANY.search(satuan)
    number = baca_angka(many["many"]) if many else None
    if number is not None and usable(number):
        return number
    return Decimal(1000) if _PER_MIL.search(satuan) else Decimal(1)


def realisasi_of(pembilang: Decimal | None, penyebut: Decimal | None, satuan: str) -> Terkumpul:
    """The realisasi that a numerator and a denominator make, or why none."""
    if pembilang is None or penyebut is None:
        lacking = gabung([name for name, one in (("pembilang", pembilang), ("penyebut", penyebut)) if one is None])
        return Terkumpul(None, alasan=f"{lacking} belum diisi")
    if not usable(pembilang) or not usable(penyebut):
        return Terkumpul(None, alasan="pembilang atau penyebut terlalu besar atau terlalu kecil untuk dihitung")
    value = ratio(pembilang, penyebut, factor(satuan))
    return Terkumpul(value, alasan="" if value is not None else "penyebut 0, tidak dapat menjadi pembagi")


def accumulate(
    indikator: Indikator, realisasi: Sequence[Decimal | str | None], sampai: int = 4
) -> Terkumpul:
    """The realisasi until quarter `sampai` of the realisasi of each quarter (I first; None or "": not measured).

    Sum and mean need every quarter that is to be measured. The last value is that of the last measured quarter, and
    none where a later one should have been measured.
    """
    values = [None if isinstance(one, str) and not one.strip() else one for one in (*realisasi, *(None,) * 4)[:sampai]]
    lacking = _lacking(indikator, values)
    filled = [(number, one) for number, one in enumerate(values, start=1) if one is not None]
    if not filled:
        return Terkumpul(None, lacking, "realisasi belum diisi")
    if indikator.akumulasi == "terakhir" or indikator.rumus_dipakai == "tingkat":
        return _last(filled, lacking)
    if lacking:
        return Terkumpul(None, lacking, f"realisasi {quarter_names(lacking)} belum diisi")
    numbers = [one for _, one in filled if isinstance(one, Decimal) and usable(one)]
    if len(numbers) != len(filled):
        return Terkumpul(None, lacking, "realisasi triwulan bukan bilangan yang dapat dihitung")
    total = sum_exact(numbers)
    if indikator.akumulasi == "jumlah":
        return Terkumpul(total)
    return Terkumpul(ratio(total, Decimal(len(numbers)), Decimal(1), digits=REALISASI_DIGITS))


def accumulate_ratio(indikator: Indikator, pasangan: Sequence[Pasangan], sampai: int = 4) -> Terkumpul:
    """The realisasi until quarter `sampai` of an indicator that is a numerator over a denominator.

    jumlah: numerators and denominators are each added, then divided (percentages are not added); terakhir and
    rata-rata: of the quarters' own realisasi. A quarter with one of the two only was not measured.
    """
    pairs = [*pasangan, *((None, None),) * 4][:sampai]
    if indikator.akumulasi != "jumlah":
        each = [realisasi_of(top, below, indikator.satuan) for top, below in pairs]
        found = accumulate(indikator, [one.nilai for one in each], sampai)
        why = next((f"triwulan {TRIWULAN[at]}: {one.alasan}" for at, one in enumerate(each)
                    if None not in pairs[at] and one.alasan), "")
        return Terkumpul(None, found.kurang, why) if found.nilai is None and why else found
    whole = [None if None in pair else pair for pair in pairs]
    lacking = _lacking(indikator, whole)
    filled = [(top, below) for top, below in pairs if top is not None and below is not None]
    if not filled:
        return Terkumpul(None, lacking, "pembilang dan penyebut belum diisi")
    if lacking:
        return Terkumpul(None, lacking, f"pembilang dan penyebut {quarter_names(lacking)} belum diisi lengkap")
    if not all(usable(one) for pair in filled for one in pair):
        return Terkumpul(None, lacking, "pembilang atau penyebut terlalu besar atau terlalu kecil untuk dihitung")
    return realisasi_of(sum_exact([top for top, _ in filled]), sum_exact([low for _, low in filled]), indikator.satuan)


def _lacking(indikator: Indikator, values: Sequence[object]) -> tuple[int, ...]:
    needed = quarters_measured(indikator)
    return tuple(number for number, one in enumerate(values, start=1) if one is None and needed[number - 1])


def _last(filled: Sequence[tuple[int, Decimal | str]], lacking: tuple[int, ...]) -> Terkumpul:
    number, value = filled[-1]
    later = tuple(one for one in lacking if one > number)
    if later:
        return Terkumpul(None, lacking, f"realisasi {quarter_names(later)} belum diisi")
    return Terkumpul(value, lacking)


def target_until(indikator: Indikator, sampai: int = 4) -> Patokan:
    """The target that holds until quarter `sampai`; for IV that of the year.

    For a sum the targets of the quarters are added (unless they are written cumulatively), for a mean their mean is
    taken; for the last value, and for numerators and denominators added up, it is that of the quarter itself.
    """
    if sampai >= 4:
        return Patokan.dari(indikator.target)
    if not indikator.target_triwulan:
        return Patokan(alasan="target triwulan tidak ditetapkan")
    own = indikator.target_triwulan[sampai - 1]
    added_up = indikator.akumulasi != "terakhir" and not (indikator.akumulasi == "jumlah" and indikator.berbanding)
    if not added_up or indikator.target_kumulatif or indikator.rumus_dipakai == "tingkat":
        if own.tidak_ada:
            return Patokan(alasan=f"target triwulan {TRIWULAN[sampai - 1]} tidak ditetapkan")
        return Patokan.dari(own)
    return _combined(indikator, [one for one in indikator.target_triwulan[:sampai] if not one.tidak_ada], sampai)


def _combined(indikator: Indikator, targets: Sequence[Target], sampai: int) -> Patokan:
    if not targets:
        return Patokan(alasan=f"target sampai triwulan {TRIWULAN[sampai - 1]} tidak ditetapkan")
    divisor = Decimal(len(targets)) if indikator.akumulasi == "rata-rata" else Decimal(1)
    if indikator.rumus_dipakai == "rentang":
        ranges = [one.rentang for one in targets if one.rentang is not None]
        low, high = (_divided([one[end] for one in ranges], divisor) for end in (0, 1))
        if len(ranges) == len(targets) and low is not None and high is not None:
            return Patokan(rentang=(low, high))
        return Patokan(alasan="target triwulan bukan rentang, padahal rumusnya rentang")
    numbers = [value for one in targets if (value := one.nilai) is not None]
    total = _divided(numbers, divisor)
    if len(numbers) == len(targets) and total is not None:
        return Patokan(nilai=total)
    return Patokan(alasan=f"target triwulan bukan bilangan, padahal rumusnya {indikator.rumus_dipakai}")


def _divided(values: Sequence[Decimal], divisor: Decimal) -> Decimal | None:
    if not all(usable(one) for one in values):
        return None
    return ratio(sum_exact(values), divisor, Decimal(1))


def reckon_until(
    indikator: Indikator, realisasi: Sequence[Decimal | str | None] | Sequence[Pasangan], sampai: int = 4,
    aturan: AturanKinerja | None = None,
) -> tuple[Terkumpul, Patokan, Capaian]:
    """Realisasi, target and capaian until quarter `sampai`; `realisasi` of each quarter is a value, or a pair of
    numerator and denominator."""
    pairs: list[Pasangan] = []
    values: list[Decimal | str | None] = []
    for one in realisasi:
        if isinstance(one, tuple):
            pairs.append(one)
        else:
            values.append(one)
    until = accumulate_ratio(indikator, pairs, sampai) if pairs else accumulate(indikator, values, sampai)
    against = target_until(indikator, sampai)
    if until.nilai is None:
        return until, against, Capaian(alasan=until.alasan)
    return until, against, reckon(indikator, until.nilai, against, aturan)
