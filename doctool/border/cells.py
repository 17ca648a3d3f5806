"""The cells of a workbook that was let in, read as a stream: a stray cell far away costs nothing."""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from doctool.border.workbook import Incoming

#: What a damaged workbook makes openpyxl raise: of the archive, of its XML, and of what it lacks.
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError, ArithmeticError, AssertionError, OSError,
)
#: Place, value, number format and kind of a cell.
StreamedCell = tuple[tuple[int, int], Any, str, str]


@contextlib.contextmanager
def streamed(incoming: Incoming, *, calculated: bool = True) -> Iterator[Any]:
    """openpyxl's workbook, read as a stream: the values, or the formulas where not `calculated`. Raises UNREADABLE."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that are not read, such as lists of choices
        book = load_workbook(io.BytesIO(incoming.data), read_only=True, data_only=calculated)
        try:
            yield book
        finally:
            book.close()


def visible_cells(incoming: Incoming, *, calculated: bool, most: int) -> Iterator[tuple[str, list[StreamedCell]]]:
    """The first `most` sheets, as far as they are visible, with their cells that hold something. Raises UNREADABLE.

    A wrong size noted in the file is not believed.
    """
    with streamed(incoming, calculated=calculated) as book:
        for sheet in book.worksheets[:most]:
            if sheet.sheet_state == "visible":
                sheet.reset_dimensions()
                yield sheet.title, [
                    ((cell.row, cell.column), cell.value, cell.number_format, cell.data_type)
                    for row in sheet.iter_rows() for cell in row if cell.value is not None
                ]
