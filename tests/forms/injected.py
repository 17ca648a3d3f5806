"""Texts that would be formulas, put into every workbook that doctool makes of forms and of what they are made of."""

from __future__ import annotations

import io
from datetime import date
from itertools import product

import openpyxl

from doctool.border.workbook import inspect
from doctool.forms.collected import collect
from doctool.forms.content import forms_for
from doctool.forms.expected import Expected
from doctool.forms.mending import mended
from doctool.forms.read import read_return
from doctool.forms.recap import compile_recap
from doctool.forms.recap_book import recap_book
from doctool.forms.status import status_of
from doctool.forms.status_book import status_book
from doctool.indicators.write import write_workbook
from doctool.model.pengembalian import TEKS
from tests.forms.damage import INJECTIONS
from tests.forms.samples import compiled, indicator, loaded, year

#: What may stand before a formula so that it does not look like one: a blank, a tab, a line, quotes, other equal signs.
_BEFORE = ("", " ", "\t", "\n", "'", '"', "\u200b", "\ufeff", "＝", "\u00a0", ";", "=", "+", "-", "@", "{=")
#: 256 texts, each another.
PAYLOADS = tuple(dict.fromkeys(start + text for start, text in product(_BEFORE, INJECTIONS)))
_DAY = date(2026, 10, 5)


def books() -> dict[str, bytes]:
    """Workbooks by the name of their kind, each with all of the payloads."""
    groups = [PAYLOADS[at : at + len(TEKS)] for at in range(0, len(PAYLOADS), len(TEKS))]
    data = year(*(indicator(f"K{number}") for number in range(len(groups))))
    expected = Expected(loaded(data))
    (form,) = forms_for(expected.loaded)
    texts = {f"K{number}": dict(zip(TEKS, group, strict=False)) for number, group in enumerate(groups)}
    filled = compiled().write(form, texts)
    typed = {key: {**each, "realisasi_tw1": next(iter(each.values()))} for key, each in texts.items()}
    back = read_return(inspect(compiled().write(form, typed), "=1+1.xlsx"), [expected], diterima=_DAY).kembali
    assert back is not None
    rekap = compile_recap(expected.loaded, 4, collect([back], 4))
    named = loaded(year(*(
        indicator(f"K{number}", uraian=" ".join(text.split()), sumber_data=text, bukti_dukung=text)
        for number, text in enumerate(PAYLOADS)
    )))  # fmt: skip
    return {
        "formulir terisi": filled,
        "formulir dari data": compiled().write(forms_for(named)[0]),
        "formulir untuk diperbaiki": mended(compiled(), form, back, back.temuan)[0],
        "rekap": recap_book(expected.loaded.office, rekap),
        "status": status_book(expected.loaded.office, status_of(expected.loaded, [back], 4, {}, _DAY)),
        "buku data": write_workbook(named.kinerja, named.office.kantor),
    }


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
