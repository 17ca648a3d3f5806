"""Capaian: how far a realisasi reaches its target, in percent, by the formula that the indicator names.

R is the realisasi, T the target:

| rumus | capaian | |
| --- | --- | --- |
| naik | R / T x 100 | higher is better |
| turun-selisih | (2T - R) / T x 100 | lower is better; negative where R is more than twice T |
| turun-banding | T / R x 100 | lower is better |
| rentang | 100 inside; above R / upper x 100, below R / lower x 100 | the rule of staff targets (SKP) |
| tingkat | none: reached or not by the order of the grades | no percentage is made up |

What cannot be reckoned has no value but a reason (Bahasa Indonesia); nothing is ever taken as 0. Decimals only, with
more digits inside than are given out, so that a result which is exactly 91 is 91; rounding is for print (`printed`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation

from doctool.indonesian import angka
from doctool.model.kinerja import AturanKinerja, Indikator, Pita, Target

#: Digits of the arithmetic; of a realisasi made of a numerator and a denominator; of a capaian; of an average. Each is
#: rounded to fewer digits than what it is made of, so that thirds which add up to a whole are one.
_DIGITS, REALISASI_DIGITS, CAPAIAN_DIGITS, AVERAGE_DIGITS = 80, 60, 40, 28
_INSIDE = Context(prec=_DIGITS, rounding=ROUND_HALF_UP, traps=[InvalidOperation, DivisionByZero])
_HUNDRED = Decimal(100)
#: Numbers beyond this, and below its inverse, are typing errors; with them arithmetic would lose digits silently.
LARGEST = Decimal(10) ** 30

#: The scale of Permendagri 86/2017 as regional governments use it; the last band takes the rest. Light colours, which
#: print as different greys.
PITA_BAWAAN = (
    Pita(mulai=Decimal(91), nama="Sangat Tinggi", warna="A9D08E"),
    Pita(mulai=Decimal(76), nama="Tinggi", warna="E2EFDA"),
    Pita(mulai=Decimal(66), nama="Sedang", warna="FFF2CC"),
    Pita(mulai=Decimal(51), nama="Rendah", warna="F8CBAD"),
    Pita(mulai=None, nama="Sangat Rendah", warna="F4A6A6"),
)


@dataclass(frozen=True, slots=True)
class Patokan:
    """What a realisasi is measured against: a number, a range or a grade; or none, and why."""

    nilai: Decimal | None = None
    rentang: tuple[Decimal, Decimal] | None = None
    tingkat: str = ""
    alasan: str = ""

    @classmethod
    def dari(cls, target: Target) -> Patokan:
        """A target as it is written."""
        if target.tidak_ada:
            return cls(alasan="target tidak ditetapkan")
        return cls(target.nilai, target.rentang, target.tingkat)


@dataclass(frozen=True, slots=True)
class Capaian:
    """`nilai` in percent, unrounded, or None with `alasan`.

    `asli` is the value before cap and floor, `catatan` says what they did. `tercapai` says whether the target was
    reached, also where there is no percentage (None: not known); `bertingkat`: by grades, which have none.
    """

    nilai: Decimal | None = None
    alasan: str = ""
    tercapai: bool | None = None
    asli: Decimal | None = None
    catatan: str = ""
    bertingkat: bool = False

    @property
    def terukur(self) -> bool:
        """Whether there is a percentage."""
        return self.nilai is not None


@dataclass(frozen=True, slots=True)
class RataRata:
    """The mean of what was measured: `terukur` of `semua` indicators; `tingkat` of the rest have a grade instead."""

    nilai: Decimal | None
    terukur: int
    semua: int
    tingkat: int = 0
    berbobot: bool = False

    @property
    def keterangan(self) -> str:
        """How many the mean is of, as it is printed below it."""
        how = "rata-rata berbobot" if self.berbobot else "rata-rata"
        text = f"{how} dari {self.terukur} indikator yang terukur, dari {self.semua} indikator"
        return f"{text} ({self.tingkat} indikator bertarget tingkat tidak dipersenkan)" if self.tingkat else text


def rounded(value: Decimal, desimal: int = 2) -> Decimal:
    """`value` rounded half up for print; the unrounded one goes on being reckoned with."""
    wide = Context(prec=max(_DIGITS, value.adjusted() + desimal + 2), rounding=ROUND_HALF_UP)
    return value.quantize(Decimal(1).scaleb(-desimal), context=wide)


def printed(value: Decimal | None, desimal: int = 2) -> str:
    """`value` as it is printed: "186,52", "n/a" for None; never "-0,00"."""
    if value is None:
        return "n/a"
    short = rounded(value, desimal)
    return angka(short if short else abs(short), desimal)


def ratio(top: Decimal, below: Decimal, times: Decimal = _HUNDRED, *, digits: int = REALISASI_DIGITS) -> Decimal | None:
    """`top` / `below` x `times` to so many digits; None where `below` is 0."""
    if not below:
        return None
    value = _INSIDE.divide(_INSIDE.multiply(top, times), below)
    return Context(prec=digits, rounding=ROUND_HALF_UP).plus(value)


def reckon(
    indikator: Indikator, realisasi: Decimal | str | None, patokan: Patokan | Target | None = None,
    aturan: AturanKinerja | None = None,
) -> Capaian:
    """The capaian of a realisasi: a number, or the grade as text; None and "" are not measured.

    `patokan`: what it is measured against (None: the target of the year). `aturan`: cap and floor of the office.
    """
    against = indikator.target if patokan is None else patokan
    if isinstance(against, Target):
        against = Patokan.dari(against)
    if realisasi is None or (isinstance(realisasi, str) and not realisasi.strip()):
        return Capaian(alasan="realisasi belum diisi")
    if against.alasan:
        return Capaian(alasan=against.alasan)
    found = _raw(indikator, realisasi, against)
    if found.nilai is None:
        return found
    value, note = _within(found.nilai, aturan)
    return replace(found, nilai=value, asli=found.nilai, catatan=note)


def usable(value: Decimal) -> bool:
    """Whether arithmetic with `value` loses nothing: finite, not beyond `LARGEST` and not below its inverse."""
    return value.is_finite() and abs(value) <= LARGEST and (not value or abs(value) * LARGEST >= 1)


def _raw(indikator: Indikator, realisasi: Decimal | str, against: Patokan) -> Capaian:
    rumus = indikator.rumus_dipakai
    if rumus == "tingkat":
        return _by_grade(indikator, realisasi, against)
    if isinstance(realisasi, str):
        return Capaian(alasan=f'realisasi "{realisasi.strip()}" bukan bilangan')
    numbers = (realisasi, against.nilai or Decimal(0), *(against.rentang or ()))
    if not all(usable(one) for one in numbers):
        return Capaian(alasan="bilangannya terlalu besar atau terlalu kecil untuk dihitung")
    if rumus == "rentang":
        return _by_range(realisasi, against)
    target = against.nilai
    if target is None:
        return Capaian(alasan=f"target bukan bilangan, padahal rumusnya {rumus}")
    reached = realisasi >= target if rumus == "naik" else realisasi <= target
    if target <= 0:
        return Capaian(None, "target negatif" if target else "target 0, tidak dapat menjadi pembagi", reached)
    if rumus == "naik":
        return Capaian(_percent(realisasi, target), "", reached)
    if rumus == "turun-selisih":
        rest = _INSIDE.subtract(_INSIDE.multiply(Decimal(2), target), realisasi)
        return Capaian(_percent(rest, target), "", reached)
    if realisasi <= 0:
        why = "realisasi negatif" if realisasi else "realisasi 0, tidak dapat menjadi pembagi pada rumus T/R"
        return Capaian(None, why, reached)
    return Capaian(_percent(target, realisasi), "", reached)


def _percent(top: Decimal, below: Decimal) -> Decimal | None:
    return ratio(top, below, digits=CAPAIAN_DIGITS)


def _by_range(realisasi: Decimal, against: Patokan) -> Capaian:
    if against.rentang is None:
        return Capaian(alasan="target bukan rentang, padahal rumusnya rentang")
    low, high = against.rentang
    if low <= realisasi <= high:
        return Capaian(_HUNDRED, "", tercapai=True)
    bound = high if realisasi > high else low
    if bound <= 0:
        return Capaian(None, "batas rentang 0 atau negatif, tidak dapat menjadi pembagi", tercapai=False)
    return Capaian(_percent(realisasi, bound), "", tercapai=False)


def _by_grade(indikator: Indikator, realisasi: Decimal | str, against: Patokan) -> Capaian:
    order = [_folded(one) for one in indikator.tingkatan]
    listed = ", ".join(indikator.tingkatan) or "belum ditulis"
    written = realisasi if isinstance(realisasi, str) else angka(realisasi)
    wanted = against.tingkat or (angka(against.nilai) if against.nilai is not None else "")
    for what, text in (("target", wanted), ("realisasi", written)):
        if _folded(text) not in order:
            why = f'tingkat {what} "{text.strip()}" tidak ada dalam urutan tingkatan ({listed})'
            return Capaian(alasan=why, bertingkat=True)
    reached = order.index(_folded(written)) >= order.index(_folded(wanted))
    why = f"target berupa tingkat: {'tercapai' if reached else 'tidak tercapai'}"
    return Capaian(None, why, reached, bertingkat=True)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _within(value: Decimal, aturan: AturanKinerja | None) -> tuple[Decimal, str]:
    """The value within the office's floor and, where it is laid on each indicator, its cap; and what was done."""
    if aturan is None:
        return value, ""
    if aturan.lantai_nol and value < 0:
        return Decimal(0), f"dinaikkan dari {printed(value)} menjadi 0 menurut aturan kantor"
    if aturan.batas is not None and aturan.batas_pada == "indikator" and value > aturan.batas:
        return aturan.batas, f"dibatasi dari {printed(value)} menjadi {printed(aturan.batas)} menurut aturan kantor"
    return value, ""


def average(
    results: Sequence[Capaian], aturan: AturanKinerja | None = None, bobot: Sequence[Decimal | None] = ()
) -> RataRata:
    """The mean of the measured ones only, each within the office's cap where that is for the mean.

    `bobot`: the weight of each result; used where every measured one has a weight above 0.
    """
    cap = aturan.batas if aturan is not None and aturan.batas_pada == "rata-rata" else None
    grades = sum(one.bertingkat and one.tercapai is not None for one in results)
    at = [index for index, one in enumerate(results) if one.nilai is not None]
    values = [value if cap is None else min(value, cap) for one in results if (value := one.nilai) is not None]
    weights = [bobot[index] for index in at] if len(bobot) == len(results) else []
    given = [one for one in weights if one is not None and one > 0]
    weighted = bool(values) and len(given) == len(values)
    used = given if weighted else [Decimal(1)] * len(values)
    total = sum_exact([_INSIDE.multiply(value, weight) for value, weight in zip(values, used, strict=True)])
    mean = ratio(total, sum_exact(used), Decimal(1), digits=AVERAGE_DIGITS)
    return RataRata(mean, len(values), len(results), grades, weighted)


def sum_exact(values: Sequence[Decimal]) -> Decimal:
    """The sum with the digits of the arithmetic inside, whatever the caller's decimal context is."""
    total = Decimal(0)
    for value in values:
        total = _INSIDE.add(total, value)
    return total


def bands(aturan: AturanKinerja | None = None) -> tuple[Pita, ...]:
    """The office's bands from the highest, or the scale of Permendagri 86/2017."""
    return aturan.pita if aturan is not None and aturan.pita else PITA_BAWAAN


def band(value: Decimal | None, aturan: AturanKinerja | None = None) -> Pita | None:
    """The band of an unrounded capaian: the first whose lower bound it reaches, else the last; None for None."""
    if value is None:
        return None
    scale = bands(aturan)
    return next((one for one in scale if one.mulai is not None and value >= one.mulai), scale[-1])


def band_rule(aturan: AturanKinerja | None = None) -> str:
    """The rule as it is printed: "Sangat Tinggi: 91 ke atas; Tinggi: 76 sampai kurang dari 91; ..."."""
    scale = bands(aturan)
    parts: list[str] = []
    above = ""
    for one in scale:
        start = "" if one.mulai is None or one is scale[-1] else angka(one.mulai)
        low, high = start and f"{start} ", above and f"kurang dari {above}"
        if low and high:
            parts.append(f"{one.nama}: {low}sampai {high}")
        else:
            parts.append(f"{one.nama}: {high or (f'{low}ke atas' if low else 'semua nilai')}")
        above = start
    source = "" if aturan is not None and aturan.pita else " (skala Permendagri 86/2017)"
    return f"Kategori capaian dalam persen, dinilai sebelum dibulatkan{source}: {'; '.join(parts)}."
