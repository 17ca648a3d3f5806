"""Where the fields of a form stand in the sheet that came back: columns by their headings, rows by their keys.

Rows and columns may have been moved, added, deleted or copied; what is found by name counts, what stands where it
once was counts only between the same neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from doctool.forms.cells import MAX_COLUMN, Rupa, Sheet
from doctool.forms.field_map import TRIWULAN, Kolom
from doctool.forms.row_labels import RowLabels
from doctool.forms.written import tidy

#: Rows above the first row of the table in which headings may stand.
_HEADING_ROWS = 10
#: Rows between the table and a row that was moved out of it.
_FAR = 3
_TOTAL = re.compile(r"\s*(?:sub\s*)?(?:jumlah|total)\b", re.IGNORECASE)


@dataclass(slots=True)
class Table:
    """A table of the form: `columns` by field, `rows` by key (more than one where a key is there twice).

    `lost` are fields without a column, `twice` those with more than one (`doubtful` are their columns), `renamed` those
    whose heading was changed, `swapped` keys that stand in rows of others, `other` columns that belong to no field
    (with their heading); `added` are rows without a known key that hold something, by whether there is an answer in
    them; `moved` are known rows far below the others; `heads` and `last` are the rows around it.
    """

    sheet: Sheet
    name: str
    fields: Sequence[Kolom]
    columns: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    swapped: dict[str, list[int]] = field(default_factory=dict)
    moved: list[int] = field(default_factory=list)
    other: dict[int, str] = field(default_factory=dict)
    added: dict[int, bool] = field(default_factory=dict)
    doubtful: set[int] = field(default_factory=set)
    heads: int = 0
    last: int = 0

    @property
    def place(self) -> str:
        """The cell at which is told what is true of the whole table."""
        return self.sheet.name_of(self.heads or 1, 1)


#: The columns that the hidden sheet names: letters and heading by sheet and field.
Recorded = Mapping[tuple[str, str], tuple[str, str]]
Proof = Callable[[Sheet, Mapping[str, int], Mapping[str, int]], bool]


def plain_heading(text: str) -> str:
    """A heading without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", text).casefold()


def key_column(sheet: Sheet, keys: Collection[str]) -> tuple[int, int]:
    """The column with most of the keys (casefolded), the left one first, and how many it has."""
    found: dict[int, set[str]] = {}
    for row, column in sheet.cells:
        text = key_text(sheet, row, column)
        if text in keys:
            found.setdefault(column, set()).add(text)
    best = max(found, key=lambda column: (len(found[column]), -column), default=0)
    return best, len(found.get(best, ()))


def key_text(sheet: Sheet, row: int, column: int) -> str:
    """A key as it is compared."""
    return tidy(sheet.at(row, column).text).casefold() if len(sheet.at(row, column).text) <= 60 else ""


def locate(
    sheet: Sheet, name: str, fields: Sequence[Kolom], keys: Mapping[str, str],
    recorded: Recorded, labels: Mapping[str, str], proof: Proof,
) -> Table | None:
    """The table `name` in `sheet`; `keys` are the known ones by their casefolded text, `labels` the text that each row
    prints in the column of its name. None where the sheet has too few of the keys and headings.

    `proof` says whether columns, given rows, hold the data that they should: where headings are missing, columns that
    all stand where they were written are believed before the headings that are left.
    """
    column, count = key_column(sheet, keys)
    key_rows = [row for row, at in sheet.cells if at == column and key_text(sheet, row, column) in keys]
    first = min(key_rows, default=0)
    table = Table(sheet, name, fields)
    above = range(max(1, first - _HEADING_ROWS), first) if first else range(1, 4 * _HEADING_ROWS)
    _columns(table, fields, above, recorded)
    if table.lost or table.twice:
        _where_written(table, recorded, {keys[key_text(sheet, row, column)]: row for row in key_rows}, proof)
    if 2 * count < len(keys) and len(table.columns) < len(fields) // 2:
        return None
    if count:
        table.columns["kunci"] = column
    elif "kunci" not in table.columns:
        table.columns["kunci"] = 0
    _rows(table, keys, labels, [one.field for one in fields if one.terbuka])
    return table


def _columns(
    table: Table, fields: Sequence[Kolom], above: Iterable[int], recorded: Recorded
) -> None:
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


def _where_written(table: Table, recorded: Recorded, rows: Mapping[str, int], proof: Proof) -> None:
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


def _rows(table: Table, keys: Mapping[str, str], labels: Mapping[str, str], answers: Sequence[str]) -> None:
    """Find the rows by their keys, else by the text that they print; list those that nobody knows."""
    sheet, column = table.sheet, table.columns["kunci"]
    filled = sorted({row for (row, _), cell in sheet.cells.items() if row > table.heads and cell.text.strip()})
    loose: list[int] = []
    for row in filled:
        key = keys.get(key_text(sheet, row, column)) if column else None
        if key is not None:
            table.rows.setdefault(key, []).append(row)
        else:
            loose.append(row)
    _by_labels(table, labels, filled, loose)
    known = [row for rows in (*table.rows.values(), *table.swapped.values()) for row in rows]
    first, table.last = min(known, default=0), _end(table, known)
    reach = table.last
    for before, row in pairwise([table.last, *(row for row in filled if row > table.last)]):
        if row != before + 1:
            break
        reach = row
    open_columns = [table.columns[name] for name in answers if name in table.columns]
    for row in loose:
        if row not in known and (first <= row or (table.heads and not _is_numbering(table, row))):
            _add(table, row, reach, open_columns)


def _end(table: Table, known: Sequence[int]) -> int:
    """The last row of the table but for few rows that were moved far below it, which are `moved`."""
    rows = sorted(known)
    for place in range(len(rows) - 1, len(rows) // 2, -1):
        if rows[place] - rows[place - 1] > _FAR:
            rows = rows[:place]
    table.moved = [row for row in sorted(known) if rows and row > rows[-1]]
    return rows[-1] if rows else 0


def fits(table: Table, labels: Mapping[str, str]) -> bool:
    """Whether most rows print their text in the column whose heading says so: the headings are those of the cells."""
    column = next((table.columns[name] for name in ("indikator", "uraian") if name in table.columns), 0)
    printed = {key: plain_heading(table.sheet.text(rows[0], column)) for key, rows in table.rows.items()}
    same = sum(text == plain_heading(labels[key]) for key, text in printed.items())
    return not column or 2 * same >= len(table.rows)


def _by_labels(table: Table, labels: Mapping[str, str], filled: Sequence[int], loose: list[int]) -> None:
    """Rows whose key was spoiled, or is another's, are known by the text that they print."""
    column = next((table.columns[name] for name in ("indikator", "uraian") if name in table.columns), 0)
    if not column:
        return
    texts = {row: plain_heading(table.sheet.text(row, column)) for row in filled}
    settled = RowLabels(table.rows, texts, {key: plain_heading(label) for key, label in labels.items()})
    settled.settle(loose)
    table.swapped = settled.swapped
    table.renamed += settled.found


def _is_numbering(table: Table, row: int) -> bool:
    """The row of column numbers below the headings: (1), (2), ... or 1, 2, ..."""
    texts = [table.sheet.text(row, column) for column in table.columns.values()]
    marks = [re.sub(r"[()\s.]", "", text) for text in texts if text]
    return len(marks) > len(texts) // 2 and all(mark.isdigit() and len(mark) < 3 for mark in marks)


def _add(table: Table, row: int, reach: int, answers: Sequence[int]) -> None:
    """Note a row without a known key: within the table if it holds anything, below it if it holds a number."""
    sheet = table.sheet
    label = sheet.text(row, table.columns["kunci"]) if table.columns["kunci"] else ""
    if _TOTAL.match(label) or any(_TOTAL.match(sheet.text(row, column)) for column in range(1, 5)):
        return
    cells = [sheet.at(row, column) for column in answers]
    numbers = any(one.rupa in (Rupa.BILANGAN, Rupa.BILANGAN_SAJA, Rupa.PERSEN) and not one.formula for one in cells)
    if row <= reach:
        table.added[row] = any(one.text.strip() and not one.formula for one in cells)
    elif numbers:
        table.added[row] = True
