"""The money spent, as a returned form tells it."""

from __future__ import annotations

from doctool.forms.answers import Answers
from doctool.forms.content import Form
from doctool.forms.field_map import Jenis
from doctool.forms.locked import check_row, reckoned
from doctool.forms.notes import Notes
from doctool.forms.number_rules import RUPIAH
from doctool.forms.numbers import read_number
from doctool.forms.recognise import Known
from doctool.forms.rows import MoneyRow, Value
from doctool.forms.table import Table
from doctool.forms.values import read_text
from doctool.indonesian import angka
from doctool.model.pengembalian import AnggaranKembali


def read_money(table: Table, form: Form, known: Known, notes: Notes) -> tuple[AnggaranKembali, ...]:
    """The rows that a bidang fills in, in the form's order."""
    answers = Answers(table, notes)
    made = []
    for row in form.money:
        at = answers.row(row.kunci, str(row.values["uraian"]))
        if not at:
            if row.jenis is Jenis.RINCIAN:
                made.append(AnggaranKembali(row.kunci, answers.read(0, "realisasi", "", read_text)))
            continue
        if row.jenis is Jenis.RINCIAN:
            _locked(row, at, table, known, notes)
            made.append(_spent(row, at, answers, notes))
        elif "realisasi" in table.columns:
            reckoned(table.sheet, at, table.columns["realisasi"], f"{row.kunci}, realisasi", notes)
    everything = frozenset(one.field for one in table.fields)
    answers.leftovers(
        [one.kunci for one in form.money],
        {one.kunci: everything if one.jenis is Jenis.RINCIAN else everything - {"keterangan"} for one in form.money},
    )
    return tuple(made)


def _locked(row: MoneyRow, at: int, table: Table, known: Known, notes: Notes) -> None:
    values: dict[str, Value] = {"uraian": row.values["uraian"], "pagu": "" if row.pagu is None else row.pagu}
    check_row(table, at, row.kunci, values, ("uraian", "pagu"), known, notes)


def _spent(row: MoneyRow, at: int, answers: Answers, notes: Notes) -> AnggaranKembali:
    what = f"{row.kunci}, realisasi"
    spent = answers.read(at, "realisasi", what, lambda cell, where: read_number(cell, RUPIAH, where))
    note = answers.read(at, "keterangan", f"{row.kunci}, keterangan", read_text)
    if spent.nilai is not None and row.pagu is not None and spent.nilai > row.pagu:
        notes.warning("F25", f"{row.kunci}: realisasi {angka(spent.nilai)} lebih besar daripada pagu {angka(row.pagu)}",
                      "periksa angkanya", cell=spent.sel, text=spent.tertulis)  # fmt: skip
    return AnggaranKembali(row.kunci, spent, note)
