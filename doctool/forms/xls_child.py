"""A returned .xls (Excel 97 to 2003) as sheets of cells, through calamine in a process of its own.

calamine is compiled code that ends the whole process on some damaged files; a child with limits of time and memory
then ends, and the file is refused. The old format tells calamine neither formulas nor number formats nor what is
hidden: such a sheet is not `complete`, and whether a number was shown in percent is asked back.
"""

from __future__ import annotations

import contextlib
import importlib.util
import multiprocessing
import sys
from datetime import date, datetime, time, timedelta
from multiprocessing.connection import Connection
from typing import Any

from doctool.border import Incoming, RefusedError
from doctool.forms.cells import MAX_CELLS, MAX_COLUMN, MAX_ROW, MAX_SHEETS, Book, Cell, Rupa, Sheet, exact, plain

LIMIT_S, LIMIT_BYTES = 15.0, 1_000_000_000
_AS_XLSX = "buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx"
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
#: What the child answers where the file is protected.
_PROTECTED = "protected"


def read_xls(file: Incoming) -> Book:
    """The sheets of a workbook. Raises RefusedError where it cannot be read, or calamine is not installed."""
    if importlib.util.find_spec("python_calamine") is None:
        raise RefusedError(file.name, "berformat lama (.xls), yang belum dapat dibaca di sini", f"{_AS_XLSX}, "
                           "atau pasang pembacanya: pip install 'doctool[xls]'")  # fmt: skip
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, file.data), daemon=True)
    child.start()
    theirs.close()
    try:
        answer = ours.recv() if ours.poll(LIMIT_S) else None
    except (EOFError, OSError):
        answer = None
    finally:
        if child.is_alive():
            child.kill()
        child.join()
        ours.close()
    if answer == _PROTECTED:
        raise RefusedError(file.name, "dilindungi kata sandi", "buka di Excel, hapus kata sandinya, lalu simpan ulang")
    if not isinstance(answer, Book):
        raise RefusedError(file.name, "rusak: berkas .xls ini tidak terbaca", f"minta dikirim ulang, atau {_AS_XLSX}")
    return answer


def _child(pipe: Connection, data: bytes) -> None:
    """In the child: read and answer, or be silent."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stderr = None  # a panic of compiled code is no message for users
    import python_calamine

    try:
        pipe.send(_read(data))
    except python_calamine.PasswordError:
        pipe.send(_PROTECTED)
    except BaseException:  # also PanicException, which is no Exception
        pipe.close()


def _read(data: bytes) -> Book:
    import io

    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    made = Book()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for one in book.sheets_metadata[:MAX_SHEETS]:
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
        made.sheets.append(sheet)
    return made


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
