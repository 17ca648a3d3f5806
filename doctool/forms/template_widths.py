"""The columns of a form: wide enough for its codes and numbers, which columns of text make room for.

A sheet never becomes wider than its template, so its type is never printed smaller. Widths are Excel's units.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lxml import etree
from openpyxl.utils import column_index_from_string

from doctool.cell_lines import text_width
from doctool.forms.cell_text import CellValue
from doctool.forms.content import Form
from doctool.forms.field_map import LEMBAR_KINERJA, REALISASI_TW, TARGET_TW, Jenis
from doctool.forms.formulas import Entries
from doctool.forms.template_book import M

#: A unit on paper (a digit of Calibri 11), the room that a cell keeps at its sides, in points; steps of widths.
_UNIT_PT, _SIDES_PT, _STEP = 5.577, 4.0, 0.25
#: Width of a column of realisasi of a quarter after the form's own, at most.
_LATER = 3.0
#: What columns of text keep of their width where others need it, and the least width of those of codes and targets.
_KEEP = {"indikator": 0.78, "pendorong": 0.91, "hambatan": 0.91, "solusi": 0.91, "uraian": 0.7, "keterangan": 0.7}
_NARROW = {"kunci": 5.0, **dict.fromkeys(TARGET_TW, 3.8)}
#: What a numerator or denominator is taken to be, as long as it is not known.
_SEVEN = "1.234.567"
_FONT = "Arial"
#: Rows whose realisasi is entered.
_ENTERED = {Jenis.INDIKATOR, Jenis.PEMBILANG, Jenis.PENYEBUT}


@dataclass(frozen=True, slots=True)
class Needs:
    """What a form needs: the quarter it reckons until, and the width of what stands in its columns, by field."""

    sampai: int
    widths: tuple[tuple[str, float], ...]


def needs_of(name: str, form: Form, entries: Mapping[str, Entries]) -> Needs:
    """What the rows of the sheet `name` need in a form with `entries`."""
    if name != LEMBAR_KINERJA:
        return Needs(form.sampai, (("kunci", max((_wide(one.kunci) for one in form.money), default=0)),))
    key = year = quarter = entered = ratio = 0.0
    for row in form.indicators:
        key = max(key, _wide(row.kunci))
        values = row.values
        if row.jenis in (Jenis.PEMBILANG, Jenis.PENYEBUT):
            ratio = _SEVEN_WIDE
        else:
            year = max(year, _value(values["target"]))
            quarter = max(quarter, *[_value(values[field]) for field in TARGET_TW])
        if row.jenis in _ENTERED and (given := entries.get(row.kunci)):
            entered = max(entered, *[_value(given.get(field)) for field in REALISASI_TW])
    made = {"kunci": key, "target": year, "realisasi_tahun": max(year, 0 if ratio else entered)}
    made |= dict.fromkeys(TARGET_TW, quarter)
    made |= dict.fromkeys(REALISASI_TW[: form.sampai], max(ratio, entered, year))
    return Needs(form.sampai, tuple(made.items()))


@lru_cache(maxsize=4096)
def _wide(text: str) -> float:
    """The width of a column that shows `text` whole on one line, in steps."""
    units = (text_width(text, _FONT) + _SIDES_PT) / _UNIT_PT
    return -(-units // _STEP) * _STEP


_SEVEN_WIDE = _wide(_SEVEN)


def _value(value: CellValue) -> float:
    """The same for a number as the forms show it, and for a range or a grade; 0 for other texts."""
    if isinstance(value, str):
        return _wide(value) if len(value) <= len(_SEVEN) else 0.0
    if not isinstance(value, Decimal):
        return 0.0
    return _wide(f"{value:,.0f}" if value >= 10_000 else f"{value.normalize():f}")


class Columns:
    """The columns of a sheet of a template; `fields` says in which column (letters) each field stands."""

    def __init__(self, root: etree._Element, fields: Mapping[str, str]) -> None:
        found = root.find(f"{M}cols")
        self._cols = [] if found is None else list(_single(found))
        self._own = dict(plain_widths(root))
        places = {field: column_index_from_string(letters) for field, letters in fields.items()}
        self._at = {field: number for field, number in places.items() if number in self._own}
        #: The columns as far as the table goes, by their numbers.
        self.printed = [number for number in self._own if number <= max(places.values(), default=0)]
        self._known: dict[Needs, tuple[dict[int, float], str]] = {}

    def fitted(self, needs: Needs) -> tuple[dict[int, float], str]:
        """The width of every column (by its number from 1) and the part that says so."""
        found = self._known.get(needs)
        if found is None:
            widths = self._fit(needs)
            found = self._known[needs] = widths, "".join(self._part(widths))
        return found

    def _fit(self, needs: Needs) -> dict[int, float]:
        wanted = {self._at[field]: width for field, width in needs.widths if field in self._at}
        made = dict(self._own)
        for field in REALISASI_TW[needs.sampai :]:
            if field in self._at:
                made[self._at[field]] = min(made[self._at[field]], _LATER)
        kept = {self._at[field]: keep for field, keep in _KEEP.items() if field in self._at}
        least = {at: self._own[at] * keep for at, keep in kept.items()}
        for field, narrowest in _NARROW.items():
            if field in self._at:
                least[self._at[field]] = max(wanted.get(self._at[field], 0), narrowest)
        give = {at: made[at] - width for at, width in least.items() if made[at] > width}
        take = {at: width - made[at] for at, width in wanted.items() if width > made.get(at, 0) > 0}
        free = sum(self._own.values()) - sum(made.values())
        key = self._at.get("kunci", 0)
        room = free + sum(give.values())
        codes = min(take.pop(key, 0.0), room)
        numbers = sum(take.values())
        share = min(1.0, (room - codes) / numbers) if numbers else 0.0
        for at, more in take.items():
            made[at] += more * share
        if codes:
            made[key] += codes
        given = max(0.0, codes + numbers * share - free)
        for at, most in give.items():
            made[at] -= given * most / (room - free) if room > free else 0
        return made

    def _part(self, widths: Mapping[int, float]) -> Iterator[str]:
        if self._cols:
            yield "<cols>"
            for number, attributes in self._cols:
                last = attributes.get("max", str(number))
                own = ' customWidth="1"' if attributes.get("customWidth") in ("1", "true") else ""
                more = "".join(f' {name}="{value}"' for name, value in attributes.items() if name not in _PLACED)
                width = widths.get(number, 0.0)
                if width != self._own.get(number, 0.0):
                    more = f' width="{width:g}" customWidth="1"{more}'
                elif "width" in attributes:
                    more = f' width="{attributes["width"]}"{own}{more}'
                yield f'<col min="{number}" max="{last}"{more}/>'
            yield "</cols>"


_PLACED = {"min", "max", "width", "customWidth"}
#: Columns that may differ; those to the right of them stay together.
_MOST = 256


def _single(cols: etree._Element) -> Iterator[tuple[int, dict[str, str]]]:
    """Every column on its own, with its attributes."""
    for one in deepcopy(cols):
        attributes = {str(name): str(value) for name, value in one.attrib.items()}
        first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
        for number in range(first, min(last, _MOST) + 1):
            yield number, {**attributes, "max": str(number)}
        if last > _MOST:
            yield max(first, _MOST + 1), attributes


def plain_widths(root: etree._Element) -> Iterator[tuple[int, float]]:
    """The width of each column that the sheet names, by its number from 1; 0 for a hidden one."""
    for one in root.iterfind(f"{M}cols/{M}col"):
        width = 0.0 if one.get("hidden") in ("1", "true") else float(one.get("width", "8.43"))
        for number in range(int(one.get("min", "1")), min(int(one.get("max", "1")), _MOST) + 1):
            yield number, width
