"""SOPs, their tables, and what is read of tables."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from doctool.border.workbook import inspect
from doctool.catalog.load import load_path
from doctool.findings import Finding
from doctool.forms.open_book import open_book
from doctool.loaded import LoadedSop
from doctool.sop_table import checked
from doctool.steps.read import read_exported

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*ROOT.glob("sop_catalog/*/sop/*.yaml"), *ROOT.glob("tests/data/bentuk*/sop/*.yaml")])
NAME = "tabel.xlsx"


def sop_at(slug: str) -> LoadedSop:
    """The SOP of a file of the catalogue or of the shapes."""
    loaded = load_path(next(path for path in FILES if path.stem == slug))
    assert isinstance(loaded, LoadedSop)
    return loaded


def reread(data: bytes, like: LoadedSop) -> tuple[LoadedSop, tuple[Finding, ...]]:
    """The SOP of a table, of the office of `like`, and what the table was told. Raises ContentError."""
    found = read_exported(open_book(inspect(data, NAME)), NAME)
    return checked(found.source, Path(f"{like.slug}.yaml"), like.office), found.findings


def edited(data: bytes, change: Callable[[Any], object]) -> bytes:
    """A workbook that a person changed."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def column(sheet: Any, heading: str) -> int:
    """The column under a heading of a sheet."""
    return next(cell.column for cell in sheet[4] if cell.value == heading)


def put(sheet: Any, row: int, heading: str, value: object) -> None:
    """Put a value into the column under a heading; rows count from 1 below the headings."""
    sheet.cell(4 + row, column(sheet, heading)).value = value
