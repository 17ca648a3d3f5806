"""The rows of a form's table in the sheet that came back: by their keys, else by the text that they print."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from doctool.forms.cells import Rupa
from doctool.forms.row_labels import RowLabels
from doctool.forms.table import Table, key_text, plain_heading

#: Rows between the table and a row that was moved out of it.
_FAR = 3
_TOTAL = re.compile(r"\s*(?:sub\s*)?(?:jumlah|total)\b", re.IGNORECASE)


def find_rows(table: Table, keys: Mapping[str, str], labels: Mapping[str, str], answers: Sequence[str]) -> None:
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


def _by_labels(table: Table, labels: Mapping[str, str], filled: Sequence[int], loose: list[int]) -> None:
    """Rows whose key was spoiled, or is another's, are known by the text that they print."""
    column = table.label_column
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
