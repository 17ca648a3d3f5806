"""The text of a letter's docx, to be looked at before many are written."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any


def text_of(docx: bytes) -> str:
    """The lines of `docx` from top to bottom; the cells of a table's row stand on one line."""
    from docx import Document

    lines = [line.rstrip() for line in _lines(Document(BytesIO(docx)))]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept).strip("\n")


def _lines(part: Any) -> Iterator[str]:
    from docx.table import Table

    for one in part.iter_inner_content():
        if isinstance(one, Table):
            for row in one.rows:
                yield "  ".join(" / ".join(_cell(cell)) for cell in _once(row.cells)).strip()
        else:
            yield from one.text.split("\n")


def _cell(cell: Any) -> list[str]:
    return [" ".join(line.split()) for line in _lines(cell) if line.strip()]


def _once(cells: Any) -> Iterator[Any]:
    """The cells of a row, one that spans several columns once."""
    last: Any = None
    for cell in cells:
        if last is None or cell._tc is not last:
            yield cell
        last = cell._tc
