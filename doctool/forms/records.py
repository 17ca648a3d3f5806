"""What a form says of itself: the records of its hidden sheet, and the code lines on the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from doctool.forms.cells import Book, Rupa, Sheet
from doctool.forms.field_map import CATATAN_BARIS, CATATAN_KOLOM, IDENTITAS, PENANDA, KodeFormulir, cari_kode


@dataclass(slots=True)
class Records:
    """The hidden sheet: identity, columns (sheet, field) as (letters, heading), rows (sheet, key) as what follows."""

    identity: dict[str, str] = field(default_factory=dict)
    columns: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    rows: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


def read_records(book: Book) -> tuple[Records | None, Sheet | None]:
    """The records of the hidden sheet and that sheet; None where there is none."""
    for sheet in book.sheets:
        rows = [[sheet.text(row, column) for column in range(1, 12)] for row in sorted({row for row, _ in sheet.cells})]
        if any(tuple(row[:2]) == PENANDA for row in rows):
            return _records(rows), sheet
    return None, None


def _records(rows: Sequence[Sequence[str]]) -> Records:
    found = Records()
    for kind, *rest in rows:
        if kind in IDENTITAS:
            found.identity.setdefault(kind, rest[0])
        elif kind == CATATAN_KOLOM:
            found.columns.setdefault((rest[0], rest[1]), (rest[2], rest[3]))
        elif kind == CATATAN_BARIS:
            found.rows.setdefault((rest[0], rest[1]), tuple(rest[2:]))
    return found


def codes_in(book: Book, besides: Sheet | None) -> Iterator[tuple[Sheet, tuple[int, int], str, KodeFormulir | None]]:
    """Every code line: its sheet and cell, the code as written and what it says (None: mistyped)."""
    for sheet in book.sheets:
        if sheet is besides:
            continue
        for place, cell in sorted(sheet.cells.items()):
            if cell.rupa is Rupa.TEKS and "DT" in cell.text.upper() and len(cell.text) < 1_000:
                for written, code in cari_kode(cell.text):
                    yield sheet, place, written, code
