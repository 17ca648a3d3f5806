"""A table in an Excel file from outside: headings mapped to fields, rows as text with their cells.

The file is looked at before it is opened (doctool.border). Only the first rows and columns are read, never `max_row`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from doctool.border.cells import UNREADABLE, streamed
from doctool.border.workbook import Kind, take_in
from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where

#: Limits of what is read: an agenda of 20 letters a working day has 5,000 rows.
MAX_ROWS, MAX_COLUMNS, MAX_BLANK_ROWS, HEADING_ROWS = 50_000, 60, 200, 30


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number in the sheet, the text of each field, and the cell each field stands in ("B12")."""

    number: int
    values: dict[str, str]
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings; `warnings` name columns that nobody knows, and more."""

    file: str
    sheet: str
    rows: tuple[Row, ...]
    warnings: tuple[Finding, ...]

    def where(self, cell: str) -> Where:
        """A cell as a place: `buku.xlsx, Lembar1!B12`."""
        return Where(f"{self.file}, {self.sheet}!{cell}")


def fault(code: str, where: Where, message: str, hint: str = "", text: str = "") -> Finding:
    """An error in the workbook."""
    return Finding(code, Severity.ERROR, where, message, hint, text)


def read_table(file: Path, headings: Mapping[str, Sequence[str]], needed: Sequence[str]) -> Table:
    """The first sheet's table whose headings name all of `needed`.

    `headings` maps a field to the names its column may have, best first, compared without case, points and spaces.
    Raises ContentError with the reason.
    """
    incoming = take_in(file, kinds=(Kind.XLSX,))
    try:
        with streamed(incoming) as book:
            sheets = [(sheet.title, list(_cells(sheet))) for sheet in book.worksheets[:20]]
    except UNREADABLE as error:
        raise _refused(file, f"rusak atau bukan buku kerja Excel ({type(error).__name__})") from error
    by_name = {_plain(name): (field, rank) for field, names in headings.items() for rank, name in enumerate(names)}
    for title, rows in sheets:
        for at, (_, cells) in enumerate(rows[:HEADING_ROWS]):
            found = _fields(cells, by_name)
            if set(needed) <= set(found.values()):
                return _table(file, title, cells, found, rows[at + 1 :])
    wanted = ", ".join(headings[field][0] for field in needed)
    raise _refused(
        file, f"tidak punya lembar dengan judul kolom {wanted} pada {HEADING_ROWS} baris pertamanya",
        "judul yang dikenal: " + ", ".join(names[0] for names in headings.values()),
    )


def _table(file: Path, sheet: str, heads: list[Any], found: dict[int, str], rows: list[tuple[int, list[Any]]]) -> Table:
    where = f"{file.name}, {sheet}!"
    unknown = tuple(
        Finding(
            "X02", Severity.WARNING, Where(f"{where}{_letter(column)}"),
            f'kolom "{_text(head)}" tidak dikenal, jadi tidak dibaca', "ganti judulnya bila isinya perlu", _text(head),
        )
        for column, head in enumerate(heads) if _text(head) and column not in found
    )
    made: list[Row] = []
    passed: list[Finding] = []
    for number, cells in rows:
        alone = _text_alone(cells)
        if alone is not None:
            message = "baris ini hanya berisi satu teks (judul bagian atau catatan), jadi tidak dibaca"
            place = f"{where}{_letter(alone)}{number}"
            passed.append(Finding("X10", Severity.WARNING, Where(place), message, "", _text(cells[alone])))
            continue
        values = {field: _text(cells[column]) for column, field in found.items() if column < len(cells)}
        if any(values.values()) and not _is_column_numbers(values):
            made.append(Row(number, values, {field: f"{_letter(column)}{number}" for column, field in found.items()}))
    return Table(file.name, sheet, tuple(made), (*unknown, *passed))


def _text_alone(cells: list[Any]) -> int | None:
    """The column of the only text of a row, of several words: what parts a book or explains it, and no letter."""
    filled = [column for column, cell in enumerate(cells) if _text(cell)]
    alone = filled[0] if len(filled) == 1 else None
    return alone if alone is not None and len(re.findall(r"[^\W\d_]{2,}", _text(cells[alone]))) > 1 else None


def _is_column_numbers(values: dict[str, str]) -> bool:
    """The row of column numbers (1, 2, 3, ... or (1), (2), ...) that many agendas print under their headings."""
    marks = [re.sub(r"[()\s]", "", value) for value in values.values() if value]
    return len(marks) > 3 and all(mark.isdigit() and int(mark) <= MAX_COLUMNS for mark in marks)


def _cells(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    blank = 0
    for number, row in enumerate(sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True), start=1):
        cells = list(row)
        blank = blank + 1 if all(cell is None or cell == "" for cell in cells) else 0
        if blank > MAX_BLANK_ROWS:
            return
        yield number, cells


def _fields(cells: list[Any], by_name: Mapping[str, tuple[str, int]]) -> dict[int, str]:
    """The field of each column; of two columns of one field the name that is listed first counts, then the left one."""
    ranked: dict[str, tuple[int, int]] = {}
    for column, cell in enumerate(cells):
        field, rank = by_name.get(_plain(_text(cell)), ("", 0))
        if field:
            ranked[field] = min(ranked.get(field, (rank, column)), (rank, column))
    return {column: field for field, (_rank, column) in sorted(ranked.items(), key=lambda one: one[1][1])}


def _text(value: Any) -> str:
    """A cell's value as text: a day as 2024-07-15, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(str(value).split())


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


def _letter(column: int) -> str:
    """The letters of a column, counted from 0."""
    text, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _refused(file: Path, reason: str, hint: str = "") -> ContentError:
    return ContentError(f'berkas "{file}" {reason}', hint=hint or "simpan ulang dari Excel sebagai .xlsx")
