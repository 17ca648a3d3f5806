"""Texts that would be formulas, put into every workbook that doctool makes of forms and of what they are made of."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import product

import openpyxl

from doctool.border.workbook import inspect
from doctool.forms.collected import collect
from doctool.forms.content import Form, forms_for
from doctool.forms.expected import Expected
from doctool.forms.mending import mended
from doctool.forms.read import read_return
from doctool.forms.recap import compile_recap
from doctool.forms.recap_book import recap_book
from doctool.forms.status import status_of
from doctool.forms.status_book import status_book
from doctool.indicators.write import write_workbook
from doctool.loaded import LoadedKinerja
from doctool.model.pengembalian import TEKS, Pengembalian
from tests.forms.damage import INJECTIONS
from tests.forms.samples import compiled, indicator, loaded, year

#: What may stand before a formula so that it does not look like one: a blank, a tab, a line, quotes, other equal signs.
_BEFORE = (
    "", " ", "\t", "\n", "'", '"', "\u200b", "\ufeff", "＝", "\u00a0", ";", "=", "+", "-", "@", "{=", "＋", "－", "＠",
)  # fmt: skip
#: Formulas of arrays, and errors as they are shown.
_WHOLE = ("{=1+1}", '{=HYPERLINK("http://127.0.0.1")}', "#N/A", "#REF!")
#: More than 300 texts, each another.
PAYLOADS = tuple(dict.fromkeys([*(start + text for start, text in product(_BEFORE, INJECTIONS)), *_WHOLE]))
#: Groups of as many as a form has texts whose first would be read as a number.
_NUMBERS = frozenset(at // len(TEKS) for at, text in enumerate(PAYLOADS) if at % len(TEKS) == 0 and "62 811" in text)
_DAY = date(2026, 10, 5)


def books(texts: Sequence[str] = PAYLOADS) -> dict[str, bytes]:
    """Workbooks by the name of their kind, each with all of the texts."""
    form, expected, filled = _entered(texts)
    back = _read_back(texts)
    rekap = compile_recap(expected.loaded, 4, collect([back], 4))
    return {
        "formulir terisi": filled,
        "formulir dari data": compiled().write(forms_for(_year_of(texts))[0]),
        "formulir untuk diperbaiki": mended(compiled(), form, back, back.temuan)[0],
        "rekap": recap_book(expected.loaded.office, rekap),
        "status": status_book(expected.loaded.office, status_of(expected.loaded, [back], 4, {}, _DAY)),
        "buku data": data_book(texts),
    }


def data_book(texts: Sequence[str]) -> bytes:
    """The workbook of indicators that say the texts."""
    named = _year_of(texts)
    return write_workbook(named.kinerja, named.office.kantor)


def _year_of(texts: Sequence[str]) -> LoadedKinerja:
    return loaded(year(*(
        indicator(f"K{number}", uraian=" ".join(text.split()), sumber_data=text, bukti_dukung=text)
        for number, text in enumerate(texts)
    )))  # fmt: skip


def _entered(texts: Sequence[str], *, also_as_number: bool = False) -> tuple[Form, Expected, bytes]:
    """A form, what is expected of it, and its workbook with the texts in every field of texts; the first of each row
    also where a number is asked for."""
    groups = [texts[at : at + len(TEKS)] for at in range(0, len(texts), len(TEKS))]
    expected = Expected(loaded(year(*(indicator(f"K{number}") for number in range(len(groups))))))
    (form,) = forms_for(expected.loaded)
    typed = {f"K{number}": dict(zip(TEKS, group, strict=False)) for number, group in enumerate(groups)}
    if also_as_number:
        typed = {
            key: {**each, "realisasi_tw1": group[0]} if at not in _NUMBERS else each
            for at, ((key, each), group) in enumerate(zip(typed.items(), groups, strict=True))
        }
    return form, expected, compiled().write(form, typed)


def _read_back(texts: Sequence[str]) -> Pengembalian:
    _, expected, data = _entered(texts, also_as_number=True)
    back = read_return(inspect(data, "=1+1.xlsx"), [expected], diterima=_DAY).kembali
    assert back is not None
    return back


def problems(kind: str, data: bytes, before: bytes | None = None) -> list[str]:
    """Formulas that were texts, and texts that are gone, in a workbook of `books`; `before` is the workbook before
    another program saved it. The status has only those texts that are told (F35)."""
    texts, formulas = _cells(data)
    allowed = _cells(before)[1] if before is not None else formulas
    shown = {_plain(text) for text in PAYLOADS if kind != "status" or _plain(text).startswith(("=", "+", "-", "@"))}
    found = [f"{at}: {formula[:60]} is a formula" for at, formula in formulas.items()
             if at not in allowed or _plain(formula) in shown]  # fmt: skip
    have = {_plain(text) for text in texts.values()}
    return found + [f"{text!r} is not there" for text in sorted(shown - have) if text]


def _cells(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    """The texts and the formulas of a workbook, by sheet and cell."""
    texts: dict[str, str] = {}
    formulas: dict[str, str] = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formulas[f"{sheet.title}!{cell.coordinate}"] = str(cell.value)
                elif isinstance(cell.value, str):
                    texts[f"{sheet.title}!{cell.coordinate}"] = cell.value
    return texts, formulas


def _plain(text: str) -> str:
    """A text as it is compared: runs of blanks are one, those at the ends none."""
    return " ".join(text.split())
