"""What a reader of a list of recipients would overlook: rows that Excel hides, and cells merged over several rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from doctool.border.plain_file import read_start
from doctool.border.workbook import RefusedError, take_in
from doctool.findings import Finding, Severity
from doctool.forms.open_book import open_book
from doctool.letters.sheet import Sheet

#: Rows that are named in one message.
_NAMED = 5
_HIDDEN_HINT = "menyembunyikan atau menyaring tidak menghapus; hapus baris yang bukan penerima, atau tampilkan kembali"
_MERGED_HINT = "pisahkan selnya, lalu isi setiap baris"


def overlooked(path: Path, sheet: Sheet, head: int) -> Iterator[Finding]:
    """D19 for the rows of the table `sheet` in the workbook at `path` that are hidden but read, and for cells below its
    headings (row `head`) that lost their text by being merged. Nothing of files that are no .xlsx or .ods."""
    try:
        if read_start(path, 4) != b"PK\x03\x04":
            return
        book = open_book(take_in(path))
    except (OSError, RefusedError):
        return  # the table was read all the same, by a reader that needs less of the file
    seen = next((one for one in book.sheets if one.name == sheet.name[:80]), None)
    if seen is None:
        return
    filled = {row for row, _ in sheet.cells}
    rows = sorted(row for row in seen.hidden_rows if row > head and row in filled)
    if rows:
        named = ", ".join(map(str, rows[:_NAMED])) + (f" dan {len(rows) - _NAMED} lagi" if rows[_NAMED:] else "")
        first = min(column for row, column in sheet.cells if row == rows[0])
        message = f"baris tersembunyi tetap dibaca: {named}"
        yield Finding("D19", Severity.WARNING, sheet.where(rows[0], first), message, _HIDDEN_HINT)
    for top, left, bottom, right in sorted(set(seen.merged)):
        text = sheet.cells.get((top, left), "")
        lost = [row for row in range(top + 1, bottom + 1) if row in filled]
        if top > head and left == right and text and lost:
            message = f"sel ini digabung dengan baris {top}, jadi isinya tidak terbaca di sini"
            yield Finding("D19", Severity.WARNING, sheet.where(lost[0], left), message, _MERGED_HINT, text)
