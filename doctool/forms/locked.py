"""Cells of a returned form that nobody should have changed: texts and targets of the data, and formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from doctool.forms.cells import Cell, Rupa, Sheet
from doctool.forms.field_map import TARGET_TW, TRIWULAN
from doctool.forms.notes import Notes
from doctool.forms.recognise import Known
from doctool.forms.rows import Value
from doctool.forms.shown import as_text, one_line, same_number, shown
from doctool.forms.table import Table
from doctool.forms.written import tidy
from doctool.indonesian import angka
from doctool.model.kinerja import Target
from doctool.model.pengembalian import Jawaban

#: Texts that no number is read by; compared where the form was surely made of the data as it is now.
_BESIDE = frozenset({"sasaran", "formula", "penanggung_jawab"})
#: The targets, in the order of the records of the hidden sheet.
_RECORDED = ("target", *TARGET_TW)
_NAMES = {
    "indikator": "uraian indikator", "satuan": "satuan", "target": "target tahun", "uraian": "uraian", "pagu": "pagu",
    "sasaran": "sasaran", "formula": "cara hitung capaian", "penanggung_jawab": "penanggung jawab",
    **{name: f"target triwulan {number}" for name, number in zip(TARGET_TW, TRIWULAN, strict=True)},
}  # fmt: skip


def same(cell: Cell, value: Value) -> bool:
    """Whether a locked cell shows a value of the data, however it is formatted."""
    if cell.formula:
        return False
    if isinstance(value, Decimal):
        return same_number(cell, value)
    if not value.strip():
        return not as_text(cell)
    written, wanted = Target(teks=as_text(cell)), Target(teks=value)
    if wanted.tidak_ada or written.tidak_ada:
        return wanted.tidak_ada and written.tidak_ada
    return tidy(as_text(cell)).casefold() == tidy(value).casefold() or (
        wanted.rentang is not None and wanted.rentang == written.rentang
    )


def check_row(
    table: Table, row: int, key: str, values: Mapping[str, Value], fields: Sequence[str], known: Known, notes: Notes
) -> None:
    """Compare the locked cells of a row with the data as it is now, and with the data as it was when it was sent."""
    recorded = known.records.rows.get((table.name, key), ())[2:]
    sent = dict(zip(_RECORDED if "target" in fields else ("pagu",), recorded, strict=False))
    for name in fields:
        column = table.columns.get(name)
        value = values.get(name, "")
        if name in _BESIDE and known.current is not True:
            continue
        if column is None or same(table.sheet.at(row, column), value):
            continue
        cell = table.sheet.at(row, column)
        wanted = angka(value) if isinstance(value, Decimal) else one_line(value)
        where, what = table.sheet.name_of(row, column), f"{key}, {_NAMES[name]}"
        if known.current is False and (name not in sent or same(cell, _as_value(sent[name]))):
            message = f'{what}: formulir dibuat dengan "{one_line(shown(cell))}", data kini "{wanted}"'
            if name == "satuan":
                notes.error("F08", message, "kirim formulir baru, karena angkanya dapat berarti lain", cell=where)
            else:
                notes.warning("F08", message, "yang dipakai data kini", cell=where)
        else:
            note = notes.warning if name in _BESIDE else notes.error
            note(
                "F15", f'{what} diubah menjadi "{one_line(shown(cell))}", seharusnya "{wanted}"',
                "kembalikan seperti semula; usul perubahan disampaikan dengan nota dinas", cell=where,
                text=one_line(shown(cell)),
            )


def _as_value(text: str) -> Value:
    """A value as the hidden sheet has it: a number with a decimal point, or a text."""
    return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?(?:E[+-]?\d+)?", text) else text


def reckoned(sheet: Sheet, row: int, column: int, what: str, notes: Notes, *, matters: bool = False) -> Jawaban:
    """What a cell with a formula shows; one whose formula was typed over is noted. `matters`: its value was to come
    from other cells that are then not filled in."""
    cell, where = sheet.at(row, column), sheet.name_of(row, column)
    if sheet.complete and not cell.formula and cell.rupa is not Rupa.KOSONG:
        hint = "isi baris pembilang dan penyebut di bawahnya" if matters else "nilai ini dihitung ulang dari isian"
        note = notes.error if matters else notes.warning
        written = one_line(shown(cell))
        note("F16", f'{what}: rumusnya ditimpa dengan "{written}"', hint, cell=where, text=written)
    if cell.rupa in (Rupa.BILANGAN, Rupa.BILANGAN_SAJA):
        return Jawaban("terisi", cell.number, "", shown(cell), where)
    if cell.rupa is Rupa.PERSEN and cell.number is not None:
        return Jawaban("terisi", cell.number * 100, "", shown(cell), where)
    text = cell.text.strip()
    return Jawaban("terisi", None, text, text, where) if text else Jawaban(sel=where)
