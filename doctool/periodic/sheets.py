"""A table of daily counts as sheets of cells: every visible sheet of an Excel workbook, or a CSV file."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from doctool.border.csv_rows import csv_rows
from doctool.border.foreign import other_kind
from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.text import FORBIDDEN, decode, forbidden_message
from doctool.errors import system_reason
from doctool.findings import Where
from doctool.indicators.headings import plain_heading
from doctool.indicators.workbook import MAX_COLUMNS, MAX_ROWS, Isi, Sel, read_sheets
from doctool.refusal import error, refuse

MAX_BYTES = 5_000_000
_ARCHIVES = (b"PK", bytes.fromhex("D0CF11E0"))
_FIRST_ROWS = 20


def read_table(path: Path, file: str, headings: Collection[str]) -> list[Isi]:
    """The sheets of the table at `path`, called `file`; a CSV file is one sheet without a name.

    `headings`, as `plain_heading` writes them, tell by which sign a CSV file is parted. What a file is, its content
    says. Raises ContentError (D17, Y04) for what is no table.
    """
    try:
        data = read_plain(path, MAX_BYTES)
    except TooLongError:
        data = b"PK"  # no CSV: the reader of workbooks says what it is
    except OSError as problem:
        fault = error("D17", Where(file), f"tidak dapat dibaca: {system_reason(problem)}", "periksa hak aksesnya")
        raise refuse(file, [fault]) from problem
    if data.startswith(_ARCHIVES) or not other_kind(data)[0].endswith("(CSV)"):
        return read_sheets(path, file)
    return [_csv(decode(data, file), file, headings)]


def _csv(text: str, file: str, headings: Collection[str]) -> Isi:
    def known(rows: list[list[str]]) -> int:
        return max((sum(plain_heading(cell) in headings for cell in row) for row in rows[:_FIRST_ROWS]), default=0)

    rows, above = csv_rows(text, known)
    if not rows and text.strip():
        fault = error("D17", Where(file), "berkas CSV ini tidak dapat dibaca", "periksa tanda kutip yang tidak ditutup")
        raise refuse(file, [fault])
    if len(rows) > MAX_ROWS or max(map(len, rows), default=0) > MAX_COLUMNS:
        hint = f"pakai paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom"
        raise refuse(file, [error("D17", Where(file), "tabel ini terlalu besar", hint)])
    isi = Isi(file, "")
    for number, row in enumerate(rows, start=1 + above):
        for column, cell in enumerate(row, start=1):
            text, char = cell.strip(), FORBIDDEN.search(cell.strip().replace("\n", " "))
            if char is not None:
                hint = "hapus karakter itu, lalu ketik ulang bila perlu"
                isi.faults[number, column] = error("D18", isi.where(number, column), forbidden_message(char[0]), hint)
            elif text:
                isi.sel[number, column] = Sel(text)
    return isi
