"""What a form reckons, as formulas and as the results that Excel would show.

The formulas say what model/capaian.py and model/triwulan.py say: "" is not measured yet, n/a cannot be reckoned, and
neither is ever 0. Excel reckons with binary fractions, so percentages are rounded to ten decimals: 91 is 91.

A formula has marks for rows: OWN its own, NEXT and AFTER the two below it (pembilang and penyebut).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from doctool.forms.field_map import REALISASI_TW, TARGET_TW
from doctool.model.capaian import Capaian, Patokan, band, bands, ratio, rounded
from doctool.model.kinerja import AturanKinerja, Indikator
from doctool.model.triwulan import factor, quarters_measured, realisasi_of, reckon_until, target_until

OWN, NEXT, AFTER = "\x00", "\x01", "\x02"
NA, REACHED, MISSED = "n/a", "Tercapai", "Tidak tercapai"
#: Decimals that percentages and quotients keep, and the longest text in a formula (Excel).
_DECIMALS, _LONGEST = 10, 255

Value = Decimal | str | None
#: What a person entered, by field.
Entries = Mapping[str, Value]
_NOTHING: Entries = {}


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A cell with a formula (without "=", with marks for rows) and its result: "" shows nothing."""

    formula: str
    value: Decimal | str = ""


class IndicatorFormulas:
    """The formulas of the rows of indicators, for a template whose columns are `columns` (field to letters)."""

    def __init__(self, columns: Mapping[str, str], aturan: AturanKinerja) -> None:
        self._columns = columns
        self._aturan = aturan
        self._kept: dict[object, tuple[str, str, str]] = {}
        self._quarters: dict[Decimal, tuple[str, ...]] = {}

    def row(
        self, indikator: Indikator, sampai: int, entries: Entries = _NOTHING,
        parts: tuple[Entries, Entries] = (_NOTHING, _NOTHING),
    ) -> dict[str, Reckoned]:
        """The reckoned cells of an indicator; `parts` are the entries of its pembilang and penyebut."""
        year, capaian, kategori = self._formulas(indikator, sampai)
        if not (parts[0] or parts[1] if indikator.berbanding else entries):
            found = {"realisasi_tahun": Reckoned(year), "capaian": Reckoned(capaian), "kategori": Reckoned(kategori)}
            if indikator.berbanding:
                found |= zip(REALISASI_TW, map(Reckoned, self._quarter(indikator)), strict=True)
            return found
        found = {}
        values: list[Decimal | str | None] = [entries.get(one) for one in REALISASI_TW]
        pairs = [(_number(parts[0].get(one)), _number(parts[1].get(one))) for one in REALISASI_TW]
        if indikator.berbanding:
            for field, formula, (top, below) in zip(REALISASI_TW, self._quarter(indikator), pairs, strict=True):
                one = realisasi_of(top, below, indikator.satuan).nilai
                na = NA if top is not None and below is not None else ""
                found[field] = Reckoned(formula, _short(one) if isinstance(one, Decimal) else na)
        until, _, reached = reckon_until(indikator, pairs if indikator.berbanding else values, sampai, self._aturan)
        na = NA if indikator.berbanding and "penyebut 0" in until.alasan else ""
        shown = until.nilai if until.nilai is not None else na
        found["realisasi_tahun"] = Reckoned(year, _short(shown) if isinstance(shown, Decimal) else shown)
        blank = shown == ""
        percent = "" if blank else NA if reached.nilai is None else rounded(reached.nilai, _DECIMALS)
        found["capaian"] = Reckoned(capaian, percent)
        found["kategori"] = Reckoned(kategori, "" if blank else shown_band(reached, self._aturan))
        return found

    def _quarter(self, indikator: Indikator) -> tuple[str, ...]:
        """Realisasi of each quarter of a numerator over a denominator."""
        times = factor(indikator.satuan)
        if times not in self._quarters:
            self._quarters[times] = tuple(
                f'IF(COUNT({one}{NEXT}:{one}{AFTER})<2,"",IF({one}{AFTER}=0,"{NA}",{one}{NEXT}/{one}{AFTER}'
                f"{_times(times)}))"
                for one in (self._columns[field] for field in REALISASI_TW)
            )
        return self._quarters[times]

    def _formulas(self, indikator: Indikator, sampai: int) -> tuple[str, str, str]:
        patokan = target_until(indikator, sampai)
        key = (
            indikator.rumus_dipakai, indikator.akumulasi, quarters_measured(indikator), sampai, patokan,
            indikator.tingkatan, indikator.berbanding, factor(indikator.satuan) if indikator.berbanding else None,
            self._target_field(indikator, sampai),
        )  # fmt: skip
        found = self._kept.get(key)
        if found is None:
            year = self._ratio_year(indikator, sampai) if indikator.berbanding else self._year(indikator, sampai)
            found = year, self._capaian(indikator, patokan, sampai), self._kategori(indikator, patokan)
            self._kept[key] = found
        return found

    def _cells(self, sampai: int, row: str = OWN) -> list[str]:
        return [f"{self._columns[field]}{row}" for field in REALISASI_TW[:sampai]]

    def _needed(self, indikator: Indikator, cells: Sequence[str]) -> list[str]:
        return [cell for cell, wanted in zip(cells, quarters_measured(indikator), strict=False) if wanted]

    def _year(self, indikator: Indikator, sampai: int) -> str:
        cells = self._cells(sampai)
        needed = self._needed(indikator, cells)
        if indikator.akumulasi == "terakhir" or indikator.rumus_dipakai == "tingkat":
            return _last(cells, needed, '{0}<>""', '""')
        counted = ",".join(needed)
        lacking = f"COUNT({counted})<{len(needed)}" if needed else f"COUNT({','.join(cells)})=0"
        name = "SUM" if indikator.akumulasi == "jumlah" else "AVERAGE"
        whole = ",".join(cells)
        return f'IF(OR({lacking},COUNTA({whole})>COUNT({whole})),"",{name}({whole}))'

    def _ratio_year(self, indikator: Indikator, sampai: int) -> str:
        cells = self._cells(sampai)
        needed = self._needed(indikator, cells)
        whole = ",".join(cells)
        undone = _if_any([f'{one}="{NA}"' for one in cells], f'"{NA}"', '""')
        if indikator.akumulasi == "terakhir":
            return _last(cells, needed, "ISNUMBER({0})", undone)
        if indikator.akumulasi == "rata-rata":
            lacking = f"COUNT({','.join(needed)})<{len(needed)}" if needed else f"COUNT({whole})=0"
            return f"IF({lacking},{undone},AVERAGE({whole}))"
        tops, lows = self._cells(sampai, NEXT), self._cells(sampai, AFTER)
        pairs = [f"COUNT({top},{low})=2" for top, low in zip(tops, lows, strict=True)]
        wanted = [pair for cell, pair in zip(cells, pairs, strict=True) if cell in needed]
        ready = f"AND({','.join(wanted)})" if wanted else f"OR({','.join(pairs)})"
        top, low = (
            "+".join(f"IF({pair},{one},0)" for pair, one in zip(pairs, row, strict=True)) for row in (tops, lows)
        )
        return f'IF({ready},IF({low}=0,"{NA}",({top})/({low}){_times(factor(indikator.satuan))}),"")'

    def _target_field(self, indikator: Indikator, sampai: int) -> str:
        """The field that holds the target as a number; "" where it is made of several."""
        if sampai >= 4:
            return "target"
        single = indikator.akumulasi == "terakhir" or indikator.target_kumulatif
        return TARGET_TW[sampai - 1] if single else ""

    def _capaian(self, indikator: Indikator, patokan: Patokan, sampai: int) -> str:
        reached = f"{self._columns['realisasi_tahun']}{OWN}"
        inner = self._percent(indikator, patokan, sampai, reached)
        if inner == f'"{NA}"':
            return f'IF({reached}="","",{inner})'
        return f'IF({reached}="","",IF(ISNUMBER({reached}),{inner},"{NA}"))'

    def _percent(self, indikator: Indikator, patokan: Patokan, sampai: int, reached: str) -> str:
        rumus = indikator.rumus_dipakai
        if patokan.alasan or rumus == "tingkat":
            return f'"{NA}"'
        if rumus == "rentang":
            return self._range(patokan, reached)
        if patokan.nilai is None or patokan.nilai <= 0:
            return f'"{NA}"'
        field = self._target_field(indikator, sampai)
        target = f"{self._columns[field]}{OWN}" if field and field in self._columns else _literal(patokan.nilai)
        if rumus == "naik":
            return self._within(f"{reached}/{target}*100")
        if rumus == "turun-selisih":
            return self._within(f"(2*{target}-{reached})/{target}*100")
        return f'IF({reached}<=0,"{NA}",{self._within(f"{target}/{reached}*100")})'

    def _range(self, patokan: Patokan, reached: str) -> str:
        if patokan.rentang is None:
            return f'"{NA}"'
        low, high = patokan.rentang
        below, above = (
            f'"{NA}"' if bound <= 0 else self._within(f"{reached}/{_literal(bound)}*100") for bound in (low, high)
        )
        return (
            f"IF({reached}<{_literal(low)},{below},IF({reached}>{_literal(high)},{above},{self._within('100')}))"
        )

    def _within(self, formula: str) -> str:
        """Rounded, and within the office's floor and cap."""
        made = f"ROUND({formula},{_DECIMALS})"
        if self._aturan.lantai_nol:
            made = f"MAX(0,{made})"
        cap = self._aturan.batas
        return f"MIN({_literal(cap)},{made})" if cap is not None and self._aturan.batas_pada == "indikator" else made

    def _kategori(self, indikator: Indikator, patokan: Patokan) -> str:
        if indikator.rumus_dipakai == "tingkat":
            return self._grade(indikator, patokan)
        percent = f"{self._columns['capaian']}{OWN}"
        scale = bands(self._aturan)
        made = _text(scale[-1].nama)
        for one in reversed(scale[:-1]):
            made = f"IF({percent}>={_literal(one.mulai or Decimal(0))},{_text(one.nama)},{made})"
        return f'IF({percent}="","",IF(ISNUMBER({percent}),{made},"{NA}"))'

    def _grade(self, indikator: Indikator, patokan: Patokan) -> str:
        reached = f"{self._columns['realisasi_tahun']}{OWN}"
        order = [_folded(one) for one in indikator.tingkatan]
        wanted = patokan.tingkat or (f"{patokan.nilai:f}".replace(".", ",") if patokan.nilai is not None else "")
        if patokan.alasan or _folded(wanted) not in order:
            return f'IF({reached}="","","{NA}")'
        place = f"MATCH(TRIM({reached}),{{{','.join(_text(' '.join(one.split())) for one in indikator.tingkatan)}}},0)"
        verdict = f'IF({place}>={order.index(_folded(wanted)) + 1},"{REACHED}","{MISSED}")'
        return f'IF({reached}="","",IF(ISNUMBER({place}),{verdict},"{NA}"))'


def shown_band(reached: Capaian, aturan: AturanKinerja) -> str:
    """What the column Kategori shows for a capaian of which the realisasi is known."""
    if reached.bertingkat and reached.tercapai is not None:
        return REACHED if reached.tercapai else MISSED
    found = band(None if reached.nilai is None else rounded(reached.nilai, _DECIMALS), aturan)
    return found.nama[:_LONGEST] if found is not None else NA


def _if_any(conditions: Sequence[str], then: str, otherwise: str) -> str:
    return f"IF(OR({','.join(conditions)}),{then},{otherwise})"


def _last(cells: Sequence[str], needed: Sequence[str], filled: str, otherwise: str) -> str:
    """The last filled of `cells`; none where a later one is needed."""
    first = cells.index(needed[-1]) if needed else 0
    made = otherwise
    for one in cells[first:]:
        made = f"IF({filled.format(one)},{one},{made})"
    return made


def share(top: str, below: str) -> str:
    """Realisasi in percent of the money: `top` of `below`."""
    return f'IF(COUNT({top},{below})<2,"",IF({below}=0,"{NA}",ROUND({top}/{below}*100,{_DECIMALS})))'


def share_value(top: Decimal | None, below: Decimal | None) -> Decimal | str:
    """What `share` shows."""
    if top is None or below is None:
        return ""
    value = ratio(top, below)
    return NA if value is None else rounded(value, _DECIMALS)


def total(cells: Sequence[str]) -> str:
    """The sum of `cells` and ranges, nothing where none has a number."""
    parts = [",".join(cells[at : at + 200]) for at in range(0, len(cells), 200)] or ['""']
    whole = parts[0] if len(parts) == 1 else None
    count = f"COUNT({whole})" if whole else "+".join(f"COUNT({one})" for one in parts)
    added = f"SUM({whole})" if whole else "+".join(f"SUM({one})" for one in parts)
    return f'IF({count}=0,"",{added})'


def total_value(values: Sequence[Decimal | None]) -> Decimal | None:
    """What `total` shows; None for nothing."""
    known = [one for one in values if one is not None]
    return sum(known, Decimal(0)) if known else None


def _times(times: Decimal) -> str:
    return "" if times == 1 else f"*{_literal(times)}"


def _literal(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _text(text: str) -> str:
    quoted = text[:_LONGEST].replace('"', '""')
    return f'"{quoted}"'


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _short(value: Decimal) -> Decimal:
    return rounded(value, _DECIMALS)
