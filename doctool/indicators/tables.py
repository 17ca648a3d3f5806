"""Which sheet holds which table, and what its columns are called."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from doctool.findings import Finding, Severity
from doctool.indicators.headings import DIABAIKAN, Lembar, kind_fits, known_headings, plain_heading, title_of
from doctool.indicators.workbook import Isi
from doctool.refusal import error, refuse

#: The headings stand in one of the first rows; offices write a title above.
FIRST_ROWS = 20
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True)
class Tabel:
    """A table of a sheet: the key of each column, the rows below the headings."""

    isi: Isi
    lembar: Lembar
    kepala: int
    kolom: dict[int, str]

    def rows(self) -> list[int]:
        """The rows with content in a column that is read; a row of column numbers under the headings is none."""
        numbers = sorted({row for row, column in (*self.isi.sel, *self.isi.faults)
                          if row > self.kepala and column in self.kolom})
        return [row for row in numbers if not self._is_column_numbers(row)]

    def _is_column_numbers(self, row: int) -> bool:
        texts = [text for column in self.kolom if (text := self.isi.teks(row, column))]
        return row <= self.kepala + 2 and len(texts) > 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)

    def column(self, key: str) -> int:
        """The column of a key, 0 where the table has none."""
        return next((column for column, one in self.kolom.items() if one == key), 0)


def tables_of(sheets: list[Isi]) -> dict[Lembar, Tabel]:
    """The table of each kind. Raises ContentError (D17) for a second of one kind: its rows would be lost."""
    found: dict[Lembar, Tabel] = {}
    for isi in sheets:
        table = _table(isi)
        if table is None:
            continue
        before = found.get(table.lembar)
        if before is not None:
            message = f'lembar "{isi.nama}" juga berisi {table.lembar.value.lower()}, selain "{before.isi.nama}"'
            where = isi.where(table.kepala, min(table.kolom))
            raise refuse(isi.file, [error("D17", where, message, "gabungkan menjadi satu lembar")])
        found[table.lembar] = table
    return found


def _table(isi: Isi) -> Tabel | None:
    """The table of a sheet: the row of headings, or two of them, that names most columns of a kind."""
    best: tuple[int, Tabel] | None = None
    for row in sorted({row for row, _ in isi.sel})[:FIRST_ROWS]:
        for lembar in Lembar:
            for depth in (1, 2):
                columns = _columns(isi, row, depth, lembar)
                if not kind_fits(lembar, frozenset(columns.values())):
                    continue
                score = len(set(columns.values()))
                if best is None or score > best[0]:
                    best = (score, Tabel(isi, lembar, row + depth - 1, columns))
    return best[1] if best is not None else None


def _columns(isi: Isi, row: int, depth: int, lembar: Lembar) -> dict[int, str]:
    known = known_headings(lembar)
    found: dict[int, str] = {}
    for column in sorted({column for at, column in isi.sel if row <= at < row + depth}):
        for text in _headings(isi, row, depth, column):
            key = known.get(plain_heading(text))
            if key is not None:
                found[column] = key
                break
    return found


def _headings(isi: Isi, row: int, depth: int, column: int) -> list[str]:
    """What a column may be called: over two rows both texts together, else the one that is there."""
    upper, lower = _spread(isi, row, column), isi.teks(row + 1, column) if depth == 2 else ""
    if depth == 2 and upper and lower and upper != lower:
        return [f"{upper} {lower}"]
    return [upper or lower] if depth == 2 else [upper]


def _spread(isi: Isi, row: int, column: int) -> str:
    """The text of a cell; of merged cells their first's."""
    for top, left, bottom, right in isi.gabungan:
        if top <= row <= bottom and left <= column <= right:
            return isi.teks(top, left)
    return isi.teks(row, column)


def column_findings(table: Tabel) -> list[Finding]:
    """Columns that nobody knows, texts outside of columns (warnings), one column twice (an error)."""
    isi = table.isi
    found: list[Finding] = []
    seen: dict[str, int] = {}
    for column, key in sorted(table.kolom.items()):
        if key in seen:
            text = isi.teks(table.kepala, column)
            where, title = isi.where(table.kepala, column), title_of(table.lembar, key)
            found.append(error("D17", where, f'kolom "{title}" ada dua kali', "hapus salah satu", text))
        seen.setdefault(key, column)
    known = known_headings(table.lembar)
    titled = set(table.kolom)
    for column in sorted({column for row, column in isi.sel if row == table.kepala} - titled):
        text = isi.teks(table.kepala, column)
        titled.add(column)
        if plain_heading(text) in DIABAIKAN:
            continue
        near = difflib.get_close_matches(plain_heading(text), sorted(known), n=1, cutoff=0.8)
        advice = f'maksudnya "{title_of(table.lembar, known[near[0]])}"?' if near else "isinya tidak dibaca"
        where = isi.where(table.kepala, column)
        found.append(Finding("D19", Severity.WARNING, where, "kolom ini tidak dikenal", advice, text))
    for place in sorted(isi.sel):
        if place[0] > table.kepala and place[1] not in titled:
            where, text = isi.where(*place), isi.teks(*place)
            hint = "beri judul kolom, atau hapus"
            found.append(
                Finding("D19", Severity.WARNING, where, "isi ini berada di luar kolom yang berjudul", hint, text))
    found += [one for place, one in sorted(isi.faults.items()) if one.code == "D17" and place[1] not in titled]
    return found
