"""The columns of a form's table in the sheet that came back: by their headings, else by where they were written.

Columns may have been moved, added, deleted or copied; what is found by name counts, what stands where it once was
counts only between the same neighbours, or where the data of the office proves it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from doctool.forms.cells import MAX_COLUMN, Sheet
from doctool.forms.field_map import TRIWULAN, Kolom
from doctool.forms.table import Table, plain_heading

#: The columns that the hidden sheet names: letters and heading by sheet and field.
Recorded = Mapping[tuple[str, str], tuple[str, str]]
Proof = Callable[[Sheet, Mapping[str, int], Mapping[str, int]], bool]


def find_columns(table: Table, fields: Sequence[Kolom], above: Iterable[int], recorded: Recorded) -> None:
    """Find the column of each field by its heading, below the heading of its group where it has one."""
    sheet = table.sheet
    found: dict[str, list[int]] = {one.field: [] for one in fields}
    for row in above:
        texts = [(column, plain_heading(sheet.text(row, column))) for column in range(1, MAX_COLUMN + 1)
                 if (row, column) in sheet.cells]  # fmt: skip
        known = {plain_heading(name): one.field for one in fields for name in _headings(table, one, recorded)
                 if not one.induk}  # fmt: skip
        hits = [(column, known[text]) for column, text in texts if text in known]
        groups = _groups(sheet, row, texts, fields)
        if len(hits) + len(groups) >= 2 or (hits and len(fields) < 4):
            table.heads = row + (1 if groups else 0)
            for column, name in [*hits, *groups]:
                found[name].append(column)
    _headless_group(table, fields, found)
    for one in fields:
        places = sorted(set(found[one.field]))
        if len(places) == 1:
            table.columns[one.field] = places[0]
        elif places:
            table.twice.append(one.field)
            table.doubtful.update(places)
            was = _letters(recorded.get((table.name, one.field), ("", ""))[0])
            if was in places:
                table.columns[one.field] = was
    _between_neighbours(table, fields, recorded)
    table.lost = [one.field for one in fields if one.field not in table.columns and one.field not in table.twice
                  and (not recorded or (table.name, one.field) in recorded)]  # fmt: skip
    taken = {column for places in found.values() for column in places} | set(table.columns.values())
    if table.heads:
        table.other = {
            column: sheet.text(table.heads, column) for column in range(1, MAX_COLUMN + 1)
            if column not in taken and sheet.text(table.heads, column)
        }  # fmt: skip


def _headless_group(table: Table, fields: Sequence[Kolom], found: dict[str, list[int]]) -> None:
    """The columns of the one group whose own heading is gone: those below the others that no group has taken."""
    groups = {one.induk: [each for each in fields if each.induk == one.induk] for one in fields if one.induk}
    lost = [name for name, members in groups.items() if not any(found[one.field] for one in members)]
    if len(lost) != 1 or len(groups) < 2:
        return
    taken = {column for places in found.values() for column in places}
    names = {plain_heading(one.judul): one.field for one in groups[lost[0]]}
    for column in range(1, MAX_COLUMN + 1):
        field_name = names.get(plain_heading(table.sheet.text(table.heads, column)))
        if field_name is not None and column not in taken:
            found[field_name].append(column)


def take_where_written(table: Table, recorded: Recorded, rows: Mapping[str, int], proof: Proof) -> None:
    """Take the columns as they were written where all that can be proved stands there: only headings were lost."""
    written = {one.field: _letters(recorded.get((table.name, one.field), ("", ""))[0]) for one in table.fields}
    written = {name: column for name, column in written.items() if column}
    if not written or not rows or not proof(table.sheet, written, rows):
        return
    places = [*rows.values(), table.heads]
    empty = {name for name, column in written.items() if not any(table.sheet.text(row, column) for row in places)}
    lost = [name for name in table.lost if name in empty or name not in written]
    moved = {name for name, column in written.items() if name not in lost and table.columns.get(name) != column}
    table.renamed += [name for name in written if name in moved and name not in table.renamed]
    table.columns = {name: column for name, column in written.items() if name not in lost}
    table.lost, table.twice, table.doubtful = lost, [], set()
    table.other = {column: text for column, text in table.other.items() if column not in table.columns.values()}


def _headings(table: Table, one: Kolom, recorded: Recorded) -> tuple[str, ...]:
    said = recorded.get((table.name, one.field), ("", ""))[1]
    if said:
        return (said,)
    until = tuple(f"Realisasi s.d. triwulan {number}" for number in TRIWULAN) if one.field == "realisasi_tahun" else ()
    return (one.judul, *until)


def _groups(
    sheet: Sheet, row: int, texts: Sequence[tuple[int, str]], fields: Sequence[Kolom]
) -> list[tuple[int, str]]:
    """The columns below the headings of groups in `row`: those of the next row until the next group begins, be it
    without its heading, which shows in that the names begin again."""
    parents = {plain_heading(one.induk) for one in fields if one.induk}
    made: list[tuple[int, str]] = []
    for place, (column, text) in enumerate(texts):
        if text not in parents:
            continue
        end = texts[place + 1][0] if place + 1 < len(texts) else MAX_COLUMN + 1
        children = {plain_heading(one.judul): one.field for one in fields if plain_heading(one.induk) == text}
        order = list(children)
        last = 0
        for at in range(column, end):
            child = plain_heading(sheet.text(row + 1, at))
            if child in children:
                if order.index(child) < last:
                    break
                last = order.index(child)
                made.append((at, children[child]))
    return made


def _between_neighbours(
    table: Table, fields: Sequence[Kolom], recorded: Recorded
) -> None:
    """A column whose heading was changed is still known where its neighbours stand where they were written."""
    was = {one.field: _letters(recorded.get((table.name, one.field), ("", ""))[0]) for one in fields}
    at = {column: name for name, column in was.items() if column}
    for name, column in was.items():
        if not column or name in table.columns or name in table.twice or column in table.columns.values():
            continue
        neighbours = [at[side] for side in (column - 1, column + 1) if side in at]
        if neighbours and all(table.columns.get(one) == was[one] for one in neighbours):
            table.columns[name] = column
            table.renamed.append(name)


def _letters(text: str) -> int:
    """A column by its letters, from 1; 0 where they are none."""
    if not re.fullmatch(r"[A-Z]{1,3}", text):
        return 0
    number = 0
    for letter in text:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
