"""From a table with one letter a row to the trees that become letters, each value with its cell."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any

from doctool.catalog.source import Source
from doctool.findings import Finding, Severity, Where
from doctool.letters.headings import DIABAIKAN, NAMA, Kolom, column_of, known_headings, plain_heading
from doctool.letters.sheet import Sheet
from doctool.loaded import Path as Steps
from doctool.loaded import Positions
from doctool.model.surat import NASKAH, Jenis
from doctool.refusal import error, refuse

#: The headings stand in one of the first rows; offices write a title above.
_FIRST_ROWS = 10


@dataclass(frozen=True)
class Row:
    """A letter of a table: its source, the name of its file ("" where the table has none), faults of its cells."""

    source: Source
    nama: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Table:
    """The letters of a table, and what is to be said of its columns."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]


def kinds_of(sheet: Sheet) -> list[Jenis]:
    """The kinds of letter that the headings of `sheet` fit best: one where they tell, several where they do not, none
    where no heading is known.

    The kind that knows most of the headings; of several, that which lacks the fewest columns that it needs.
    """
    scores: dict[Jenis, tuple[int, int]] = {}
    for kind in NASKAH:
        needed = _needed(kind).keys()
        rows = {row: _columns_in(sheet, row, kind) for row in _first_rows(sheet)}
        found = max(rows.values(), key=len, default=set())
        if found:
            scores[kind] = (len(found), -len(needed - found))
    best = max(scores.values(), default=None)
    return [kind for kind, score in scores.items() if score == best]


def _columns_in(sheet: Sheet, row: int, jenis: Jenis) -> set[tuple[str | int, ...]]:
    """The keys of a letter that the texts of a row name."""
    named = (column_of(text, jenis) for (at, _), text in sheet.cells.items() if at == row)
    return {column.path for column in named if column is not None}


def _first_rows(sheet: Sheet) -> list[int]:
    return sorted({row for row, _column in sheet.cells})[:_FIRST_ROWS]


def rows_of(sheet: Sheet, jenis: Jenis) -> Table:
    """The letters of `sheet`. Raises ContentError where it has no headings, or one stands twice."""
    head = _heading_row(sheet, jenis)
    columns: dict[int, Kolom] = {}
    findings = list(sheet.findings)
    by_path: dict[Steps, str] = {}
    for (row, column), text in sorted(sheet.cells.items()):
        if row != head or plain_heading(text) in DIABAIKAN:
            continue
        found = column_of(text, jenis)
        if found is None:
            findings.append(_unknown(sheet, (row, column), text, jenis))
            continue
        if found.path in by_path:
            message = f'kolom "{text}" sama artinya dengan kolom "{by_path[found.path]}"'
            raise refuse(sheet.file, [error("D17", sheet.where(row, column), message, "hapus salah satu", text)])
        by_path[found.path] = text
        columns[column] = found
    _refuse_lacking(sheet, head, columns, jenis)
    numbers = sorted({row for row, column in (*sheet.cells, *sheet.faults) if row > head and column in columns})
    if not numbers:
        hint = "isi satu surat tiap baris di bawah judul kolom"
        raise refuse(sheet.file, [error("D17", Where(sheet.file), "tabel ini belum berisi surat", hint)])
    titled = {column for row, column in sheet.cells if row == head}
    lost = {place: text for place, text in sheet.cells.items() if place[0] > head and place[1] not in titled}
    findings.extend(_untitled(sheet, place, text) for place, text in sorted(lost.items()) if sheet.name)
    rows = [_row(sheet, number, columns) for number in numbers]
    if not sheet.name:
        rows = [_with_lost(row, [_untitled(sheet, at, text) for at, text in sorted(lost.items()) if at[0] == number])
                for row, number in zip(rows, numbers, strict=True)]
    return Table(tuple(rows), tuple(findings))


def _refuse_lacking(sheet: Sheet, head: int, columns: dict[int, Kolom], jenis: Jenis) -> None:
    """ContentError with each column that every letter of `jenis` needs and the table does not have: told once, not for
    each row."""
    there = {column.path for column in columns.values()}
    where = sheet.where(head, min(columns))
    lacking = [name for path, name in _needed(jenis).items() if path not in there]
    if lacking:
        hint = "tambahkan kolom itu; isinya boleh kosong bila suratnya boleh begitu"
        raise refuse(sheet.file, [error("D17", where, f'kolom "{name}" belum ada', hint) for name in lacking])


def _needed(jenis: Jenis) -> dict[Steps, str]:
    """The columns that every letter of `jenis` needs, by their key, as offices call them."""
    found: dict[Steps, str] = {}
    for name, column in known_headings(jenis).items():
        if column.wajib:
            found.setdefault(column.path, _shown(name if len(column.path) > 1 else str(column.path[0])))
    return found


def _untitled(sheet: Sheet, place: tuple[int, int], text: str) -> Finding:
    """A text in a column without a heading: a note beside a table of Excel; in a CSV file the row was torn apart."""
    severity = Severity.WARNING if sheet.name else Severity.ERROR
    hint = "beri judul kolom, atau hapus" if sheet.name else "beri tanda kutip ganda pada isi yang memuat tanda pemisah"
    return Finding("D19", severity, sheet.where(*place), "isi ini berada di luar kolom yang berjudul", hint, text)


def _with_lost(row: Row, faults: list[Finding]) -> Row:
    return Row(row.source, row.nama, (*row.findings, *faults))


def _heading_row(sheet: Sheet, jenis: Jenis) -> int:
    """The row among the first with the most headings that are known."""
    counts = {
        row: sum(column_of(text, jenis) is not None for (at, _), text in sheet.cells.items() if at == row)
        for row in _first_rows(sheet)
    }
    best = max(counts, key=lambda row: (counts[row], -row), default=0)
    if not best or not counts[best]:
        known = ", ".join(_needed(jenis).values())
        hint = f"tulis judul kolom di baris pertama, misalnya: {known}"
        raise refuse(sheet.file, [error("D17", Where(sheet.file), "judul kolom tidak ditemukan", hint)])
    return best


def _shown(heading: str) -> str:
    return heading[:1].upper() + heading[1:]


def _unknown(sheet: Sheet, place: tuple[int, int], text: str, jenis: Jenis) -> Finding:
    guess = difflib.get_close_matches(plain_heading(text), sorted(known_headings(jenis)), n=1, cutoff=0.8)
    advice = f'maksudnya "{_shown(guess[0])}"?' if guess else "isinya tidak masuk ke surat"
    return Finding("D19", Severity.WARNING, sheet.where(*place), "kolom ini tidak dikenal", advice, text)


def _row(sheet: Sheet, number: int, columns: dict[int, Kolom]) -> Row:
    data: dict[str, Any] = {}
    values: dict[Steps, tuple[int, int]] = {(): (number, 1)}
    name = ""
    faults: list[Finding] = []
    for column, spec in sorted(columns.items(), key=lambda one: str(one[1].path)):
        place = (number, column)
        if place in sheet.faults:
            faults.append(sheet.faults[place])
        text = sheet.cells.get(place, "")
        if spec is NAMA:
            name = text
        elif text or (spec.wajib and (len(spec.path) < 2 or spec.path[1] not in range(1, 9))):
            _put(data, values, spec, text, place)
    for key in ("kepada", "kiriman"):
        if isinstance(data.get(key), list):
            data[key] = [one for one in data[key] if one]
    positions = Positions(sheet.file, values, {}, sheet.name)
    return Row(Source(sheet.file, data, positions, ()), name, tuple(faults))


def _put(
    data: dict[str, Any], values: dict[Steps, tuple[int, int]], spec: Kolom, text: str, place: tuple[int, int]
) -> None:
    """Set the value of a cell in the tree, with its place and that of each item of a list."""
    value: Any = text
    if spec.bentuk != "teks":
        sign = r"\n" if spec.bentuk == "alinea" else r"[;\n]"
        value = [part.strip() for part in re.split(sign, text) if part.strip()]
        values.update({(*spec.path, index): place for index in range(len(value))})
    values[spec.path] = place
    first = str(spec.path[0])
    values.setdefault((first,), place)
    if len(spec.path) == 1:
        data[first] = value
    elif len(spec.path) == 2:
        data.setdefault(first, {})[str(spec.path[1])] = value
    else:
        index = int(spec.path[1])
        listed: list[dict[str, Any]] = data.setdefault(first, [])
        listed.extend({} for _ in range(index + 1 - len(listed)))
        listed[index][str(spec.path[2])] = value
        values.setdefault((first, index), place)
