"""A file that came in as sheets of cells, by the reader of its kind."""

from __future__ import annotations

from doctool.border.workbook import Incoming, Kind
from doctool.forms.cells import Book
from doctool.forms.ods_parts import read_ods
from doctool.forms.xls_child import read_xls
from doctool.forms.xlsx_parts import read_xlsx

_READERS = {Kind.XLSX: read_xlsx, Kind.ODS: read_ods, Kind.XLS: read_xls}


def open_book(file: Incoming) -> Book:
    """The sheets of a workbook. Raises RefusedError."""
    return _READERS[file.kind](file)
