"""Answers that stand in the wrong quarter: a row of them slid to the right, or was entered one column too far."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from doctool.forms.field_map import AKHIR_PEMBILANG, AKHIR_PENYEBUT, TRIWULAN
from doctool.forms.notes import Notes
from doctool.forms.shown import one_line, shown
from doctool.forms.table import Table
from doctool.forms.values import Reader
from doctool.model.kinerja import Indikator
from doctool.model.pengembalian import IndikatorKembali, Jawaban
from doctool.model.triwulan import accumulate, quarters_measured

#: How far what a form shows may be from what is reckoned here: Excel keeps 15 digits of each step.
_NEAR = Decimal("1e-9")
#: Signs of what was written that are quoted.
_QUOTED = 60


def too_early(one: IndikatorKembali, sampai: int, notes: Notes) -> None:
    """Note answers in quarters after the form's own, `sampai` (F38)."""
    for key, given in ((one.kode, one.realisasi), (one.kode + AKHIR_PEMBILANG, one.pembilang),
                       (one.kode + AKHIR_PENYEBUT, one.penyebut)):  # fmt: skip
        for number, answer in list(enumerate(given))[sampai:]:
            if answer.keadaan in ("terisi", "salah"):
                place = f"di triwulan {TRIWULAN[number]}, formulir ini sampai triwulan {TRIWULAN[sampai - 1]}"
                _note(notes, key, place, answer.sel, answer.tertulis)


def _note(notes: Notes, key: str, place: str, cell: str, text: str) -> None:
    message = f'{key}: "{one_line(text)[:_QUOTED]}" ada {place}; mungkin isian bergeser ke kanan'
    notes.error("F38", message, "pindahkan ke triwulan yang benar", cell=cell, text=text)


def beyond_the_quarters(
    table: Table, at: int, key: str, value: Reader, notes: Notes,
    own: Sequence[Jawaban] = (), indikator: Indikator | None = None, sampai: int = 4,
) -> None:
    """Note an answer right after the quarters of the row `at` (F38): a number or a grade, as `value` reads it.

    In a row of `indikator` that has a realisasi of the year, made of its answers `own`, only where the first of them is
    empty, and not where the cell says what they come to: then its formula was typed over, and nothing slid.
    """
    column = table.columns["realisasi_tahun"]
    cell, where = table.sheet.at(at, column), table.sheet.name_of(at, column)
    if not table.sheet.complete or cell.formula:
        return
    answer, _ = value(cell, where)
    if cell.number is None and answer.keadaan != "terisi":
        return
    if indikator is not None and not _slid(answer, own, indikator, sampai):
        return
    _note(notes, key, "sesudah triwulan IV", where, shown(cell))


def _slid(answer: Jawaban, own: Sequence[Jawaban], indikator: Indikator, sampai: int) -> bool:
    if own[0].keadaan != "kosong":
        return False
    if quarters_measured(indikator)[0]:
        return True
    usual, said = accumulate(indikator, [one.hitungan for one in own], sampai).nilai, answer.hitungan
    if isinstance(usual, Decimal) and isinstance(said, Decimal):
        return abs(usual - said) > _NEAR * abs(usual)
    return usual != said
