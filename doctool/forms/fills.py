"""The values of a form's rows, with what is reckoned from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from doctool.forms.cell_text import CellValue
from doctool.forms.content import Form
from doctool.forms.field_map import AKHIR_PEMBILANG, AKHIR_PENYEBUT, REALISASI_TW, Jenis
from doctool.forms.formulas import OWN, Entries, IndicatorFormulas, Reckoned, share, share_value, total, total_value
from doctool.forms.rows import MoneyRow

#: The pattern of the rows that take a grade.
GRADED = "indikator_tingkat"
#: A row: the kind of its pattern and its values by field.
Filled = tuple[str, Mapping[str, CellValue]]
_NOTHING: Entries = {}


def indicator_rows(form: Form, entries: Mapping[str, Entries], formulas: IndicatorFormulas) -> list[Filled]:
    """The rows of the sheet of indicators; `entries` by the row's key and field."""
    made: list[Filled] = []
    for one in form.indicators:
        values: dict[str, CellValue] = {**one.values, **entries.get(one.kunci, _NOTHING), "kunci": one.kunci}
        if one.jenis is Jenis.INDIKATOR:
            values |= formulas.row(one.indikator, form.sampai, _quarters(entries, one.kunci))
        elif one.jenis is Jenis.PERBANDINGAN:
            parts = _quarters(entries, one.kunci + AKHIR_PEMBILANG), _quarters(entries, one.kunci + AKHIR_PENYEBUT)
            values |= formulas.row(one.indikator, form.sampai, _NOTHING, parts)
        made.append((one.pattern, values))
    return made


def _quarters(entries: Mapping[str, Entries], key: str) -> Entries:
    """The quarters of a row that are filled in."""
    given = entries.get(key, _NOTHING)
    return {name: given[name] for name in REALISASI_TW if given.get(name) not in (None, "")} if given else given


def money_rows(
    form: Form, entries: Mapping[str, Entries], columns: Mapping[str, str], start: int
) -> tuple[list[Filled], Mapping[str, CellValue]]:
    """The rows of the sheet of the money, the first of which is row `start`, and the sums below them."""
    pagu = [one.pagu for one in form.money]
    realisasi = [_entered(one, entries) for one in form.money]
    for place in range(len(form.money) - 1, -1, -1):  # parts stand below what they are parts of
        parts = form.money[place].parts
        if parts:
            pagu[place] = total_value([pagu[part] for part in parts])
            realisasi[place] = total_value([realisasi[part] for part in parts])
    percent = share(f"{columns['realisasi']}{OWN}", f"{columns['pagu']}{OWN}")
    made: list[Filled] = []
    for place, one in enumerate(form.money):
        values: dict[str, CellValue] = {**one.values, "pagu": pagu[place], "realisasi": realisasi[place]}
        values |= {**entries.get(one.kunci, _NOTHING), "kunci": one.kunci}
        values["persen"] = Reckoned(percent, share_value(realisasi[place], pagu[place]))
        if one.parts:
            rows = [start + part for part in one.parts]
            values["pagu"] = _sum(columns["pagu"], rows, pagu[place])
            values["realisasi"] = _sum(columns["realisasi"], rows, realisasi[place])
        made.append((one.jenis.value, values))
    inner = {part for one in form.money for part in one.parts}
    top = [place for place in range(len(form.money)) if place not in inner]
    rows = [start + place for place in top]
    all_pagu, all_realisasi = (total_value([column[place] for place in top]) for column in (pagu, realisasi))
    return made, {
        "jumlah_pagu": _sum(columns["pagu"], rows, all_pagu),
        "jumlah_realisasi": _sum(columns["realisasi"], rows, all_realisasi),
        "jumlah_persen": Reckoned(percent, share_value(all_realisasi, all_pagu)),
    }


def _entered(one: MoneyRow, entries: Mapping[str, Entries]) -> Decimal | None:
    """The realisasi of a row that has no parts, as far as it is a number."""
    value = entries.get(one.kunci, _NOTHING).get("realisasi")
    return value if isinstance(value, Decimal) else None


def _sum(column: str, rows: Sequence[int], value: Decimal | None) -> Reckoned:
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][1] + 1 == row:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    cells = [f"{column}{first}" if first == last else f"{column}{first}:{column}{last}" for first, last in runs]
    return Reckoned(total(cells) if cells else '""', "" if value is None else value)
