"""A returned .xls (Excel 97 to 2003) as sheets of cells, through calamine in a process of its own.

calamine is compiled code that ends the whole process on some damaged files; a child with limits of time and memory
then ends, and the file is refused. What calamine does not tell (formulas, percent, what is hidden) `xls_records` does;
where it cannot, the sheet is not `complete`, and whether a number was shown in percent is asked back.

The child is this module run as a program: the file on its standard input, JSON on its output, which is read as data.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import struct
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from doctool.border.workbook import Incoming, RefusedError
from doctool.forms.cells import MAX_CELLS, MAX_COLUMN, MAX_ROW, MAX_SHEETS, Book, Cell, Rupa, Sheet, exact, plain
from doctool.forms.number_format import Form
from doctool.forms.xls_records import Facts, facts_of

LIMIT_S, LIMIT_BYTES = 15.0, 1_000_000_000
_AS_XLSX = "buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx"
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
#: The old format keeps the texts of comments among its drawings, which are not read.
COMMENT = "(komentar dalam berkas .xls; buka berkasnya untuk membacanya)"
#: What the child answers where the file is protected.
_PROTECTED = "protected"


def read_xls(file: Incoming) -> Book:
    """The sheets of a workbook. Raises RefusedError where it cannot be read, or calamine is not installed."""
    if importlib.util.find_spec("python_calamine") is None:
        hint = f"{_AS_XLSX}, atau pasang pembacanya: pip install 'doctool[xls]'"
        raise RefusedError(file.name, "berformat lama (.xls), yang belum dapat dibaca di sini", hint)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__], input=file.data, capture_output=True, timeout=LIMIT_S,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        answer = json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer == _PROTECTED:
        raise RefusedError(file.name, "dilindungi kata sandi", "buka di Excel, hapus kata sandinya, lalu simpan ulang")
    if not isinstance(answer, list):
        raise RefusedError(file.name, "rusak: berkas .xls ini tidak terbaca", f"minta dikirim ulang, atau {_AS_XLSX}")
    made = Book([_sheet(one) for one in answer])
    made.full()
    return made


def _sheet(said: Mapping[str, Any]) -> Sheet:
    """A sheet as the child told it."""
    sheet = Sheet(str(said["name"]), bool(said["hidden"]), complete=bool(said["complete"]))
    for row, column, rupa, text, number, formula in said["cells"]:
        value = Decimal(number) if number is not None else None
        sheet.put((int(row), int(column)), Cell(Rupa(rupa), str(text), value, str(formula)))
    sheet.hidden_rows, sheet.hidden_columns = set(map(int, said["rows"])), set(map(int, said["columns"]))
    sheet.comments = {(int(row), int(column)): COMMENT for row, column in said["notes"]}
    sheet.merged = [(int(a), int(b), int(c), int(d)) for a, b, c, d in said["merged"]]
    return sheet


def main() -> int:
    """In the child: read the workbook on standard input and answer, or fail without a word."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import python_calamine

    try:
        answer: object = [_told(one) for one in _read(sys.stdin.buffer.read()).sheets]
    except python_calamine.PasswordError:
        answer = _PROTECTED
    except BaseException:  # also PanicException, which is no Exception
        return 1
    sys.stdout.buffer.write(json.dumps(answer).encode("utf-8", "surrogatepass"))
    return 0


def _told(sheet: Sheet) -> dict[str, Any]:
    cells = [
        (*place, one.rupa, one.text, None if one.number is None else str(one.number), one.formula)
        for place, one in sheet.cells.items()
    ]  # fmt: skip
    return {
        "name": sheet.name, "hidden": sheet.hidden, "complete": sheet.complete, "cells": cells, "merged": sheet.merged,
        "rows": sorted(sheet.hidden_rows), "columns": sorted(sheet.hidden_columns), "notes": sorted(sheet.comments),
    }  # fmt: skip


def _read(data: bytes) -> Book:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    made = Book()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    try:
        facts = facts_of(data)
    except (ValueError, struct.error, IndexError):
        facts = []
    known = len(facts) == len(book.sheets_metadata)
    for place, one in enumerate(book.sheets_metadata[:MAX_SHEETS]):
        if made.full():
            break
        if one.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = Sheet(one.name[:80], one.visible is not SheetVisibleEnum.Visible, complete=False)
        source = book.get_sheet_by_name(one.name)
        for number, row in enumerate(source.to_python(skip_empty_area=False, nrows=MAX_ROW), start=1):
            for column, value in enumerate(row[:MAX_COLUMN], start=1):
                cell = to_cell(value)
                if cell is not None and len(sheet.cells) < MAX_CELLS:
                    sheet.put((number, column), cell)
        ranges = source.merged_cell_ranges or []
        sheet.merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in ranges[:MAX_ROW]]
        if known:
            _apply(sheet, facts[place])
        made.sheets.append(sheet)
    return made


def _apply(sheet: Sheet, facts: Facts) -> None:
    """What the file's records say of the cells of a sheet."""
    sheet.complete = True
    sheet.hidden_rows, sheet.hidden_columns = facts.hidden_rows, facts.hidden_columns
    sheet.comments = dict.fromkeys(facts.notes, COMMENT)
    for place, text in facts.errors.items():
        sheet.cells[place] = Cell(Rupa.GALAT, text)
    for place, cell in sheet.cells.items():
        form = facts.forms.get(place, Form.TIDAK_DIKETAHUI)
        rupa = {Form.BIASA: Rupa.BILANGAN, Form.PERSEN: Rupa.PERSEN}.get(form, cell.rupa)
        formula = "=…" if place in facts.formulas else ""
        if (cell.rupa is Rupa.BILANGAN_SAJA and rupa is not cell.rupa) or formula:
            kind = rupa if cell.rupa is Rupa.BILANGAN_SAJA else cell.rupa
            sheet.cells[place] = Cell(kind, cell.text, cell.number, formula)


def to_cell(value: Any) -> Cell | None:
    """A value of calamine as a cell; None where it is empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return Cell(Rupa.LOGIKA, "TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        number = exact(float(value))
        return Cell(Rupa.GALAT, f"nilai rusak: {value}") if number is None else Cell(
            Rupa.BILANGAN_SAJA, plain(number), number
        )
    if isinstance(value, datetime | date):
        return Cell(Rupa.TANGGAL, value.isoformat()[:10])
    if isinstance(value, time | timedelta):
        return Cell(Rupa.TANGGAL, str(value))
    text = str(value)
    return Cell(Rupa.GALAT if text in _ERRORS else Rupa.TEKS, text)


if __name__ == "__main__":
    sys.exit(main())
