"""Values of the recap as a cell shows them: a number with its format, or why there is none. Never 0 for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from doctool.indonesian import angka, gabung
from doctool.model.capaian import Patokan, rounded
from doctool.model.kinerja import Target
from doctool.model.pengembalian import Keadaan
from doctool.model.rekap import IndikatorRekap, Isian, PeriodeRekap

#: Indonesian in number formats (its language's number, hexadecimal).
INDONESIAN = "[$-421]"
#: Decimals that a value is shown with at most, and that percentages and means always have.
_MOST, _PERCENT = 4, 2
NOT_ENTERED, NOT_MEASURED, WRONG = "belum diisi", "n/a", "perlu diperbaiki"
_STATES: dict[Keadaan, str] = {
    "kosong": NOT_ENTERED, "tidak diukur": "tidak diukur", "salah": WRONG, "terisi": NOT_MEASURED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: a number with its decimals, or a text."""

    number: Decimal | None = None
    text: str = ""
    decimals: int = 0

    @property
    def format(self) -> str:
        """Excel's number format, with a little space at the right; LibreOffice prints it as Indonesian whatever its
        language, Excel as its own is."""
        return number_format(self.decimals) + "_)"

    @property
    def missing(self) -> bool:
        """Whether there is no value."""
        return self.number is None and self.text in (*_STATES.values(), NOT_MEASURED)


def number_format(decimals: int) -> str:
    """Excel's format of a number with so many decimals."""
    return f"{INDONESIAN}#,##0" + (f".{'0' * decimals}" if decimals else "")


def shown_number(value: Decimal) -> Shown:
    """A number with the decimals it has, at most four."""
    exponent = rounded(value, _MOST).normalize().as_tuple().exponent
    return Shown(value, decimals=max(0, -exponent) if isinstance(exponent, int) else 0)


def percent(value: Decimal | None, otherwise: str = NOT_MEASURED) -> Shown:
    """A percentage or a mean with two decimals, or the text `otherwise`."""
    return Shown(text=otherwise) if value is None else Shown(value, decimals=_PERCENT)


def rupiah(value: Decimal | None, otherwise: str = NOT_ENTERED) -> Shown:
    """An amount of money."""
    return Shown(text=otherwise) if value is None else Shown(value, decimals=0 if value == int(value) else 2)


def without(one: Isian) -> str:
    """Why a value that was wanted is not there."""
    return _STATES[one.keadaan]


def entered(one: Isian, *, percentage: bool = False) -> Shown:
    """What was entered in a quarter; `percentage`: a quotient, with two decimals."""
    value = one.hitungan
    if isinstance(value, Decimal):
        return Shown(value, decimals=_PERCENT) if percentage else shown_number(value)
    return Shown(text=value or _STATES[one.keadaan])


def quarter(one: PeriodeRekap, *, percentage: bool = False) -> Shown:
    """The realisasi of a quarter; "-" where none was wanted and none given."""
    nothing = one.realisasi.keadaan == "kosong"
    unwanted = bool(one.target) and Target(teks=one.target).tidak_ada
    return Shown(text="-") if nothing and unwanted else entered(one.realisasi, percentage=percentage)


def target_text(text: str) -> Shown:
    """A target as the office wrote it: a number, a range, a grade, or "-"."""
    target = Target(teks=text)
    return shown_number(target.nilai) if target.nilai is not None else Shown(text=text.strip() or "-")


def against(one: Patokan) -> Shown:
    """What a realisasi is measured against."""
    if one.nilai is not None:
        return shown_number(one.nilai)
    if one.rentang is not None:
        low, high = one.rentang
        return Shown(text=f"{angka(low)} - {angka(high)}")
    return Shown(text=one.tingkat or "-")


def until(one: PeriodeRekap, *, percentage: bool = False) -> Shown:
    """The realisasi until a quarter; a mean or a quotient with two decimals."""
    if one.sampai is not None:
        short = shown_number(one.sampai)
        return Shown(one.sampai, decimals=_PERCENT) if percentage or short.decimals > _PERCENT else short
    if one.tingkat:
        return Shown(text=one.tingkat)
    return Shown(text=WRONG if one.salah else NOT_ENTERED if one.kurang else NOT_MEASURED)


def capaian(one: PeriodeRekap) -> Shown:
    """The capaian until a quarter: a percentage, "belum diisi", or "n/a"."""
    if one.capaian.nilai is not None:
        return percent(one.capaian.nilai)
    return until(one) if not one.terisi else Shown(text=NOT_MEASURED)


def remark(one: IndikatorRekap) -> str:
    """Why there is no capaian, or what the office's rule did to it."""
    last = one.akhir
    if last.capaian.nilai is not None:
        outside = "di luar rentang target" if one.rumus == "rentang" and last.capaian.tercapai is False else ""
        return _sentence("; ".join(text for text in (outside, last.capaian.catatan) if text))
    wrong = [
        f'isian "{given.tertulis[:40]}"' if given.tertulis else f"isian sel {given.asal.sel}" for part in one.periode
        for given in (part.realisasi, part.pembilang, part.penyebut) if given.keadaan == "salah" and given.asal
    ]  # fmt: skip
    if wrong and not last.terisi:
        return _sentence(f"{gabung(wrong)} {WRONG}")
    unwanted = not last.terisi and not last.kurang and last.patokan.alasan
    return _sentence(unwanted or last.capaian.alasan)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
