"""Where the fields of a form stand in the sheet that came back: columns by their headings, rows by their keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from doctool.forms.cells import Sheet
from doctool.forms.field_map import Kolom
from doctool.forms.find_columns import Proof, Recorded, find_columns, take_where_written
from doctool.forms.find_rows import find_rows
from doctool.forms.table import Table, key_text, plain_heading

#: Rows above the first row of the table in which headings may stand.
_HEADING_ROWS = 10


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
    find_columns(table, fields, above, recorded)
    if table.lost or table.twice:
        take_where_written(table, recorded, {keys[key_text(sheet, row, column)]: row for row in key_rows}, proof)
    if 2 * count < len(keys) and len(table.columns) < len(fields) // 2:
        return None
    if count:
        table.columns["kunci"] = column
    elif "kunci" not in table.columns:
        table.columns["kunci"] = 0
    find_rows(table, keys, labels, [one.field for one in fields if one.terbuka])
    return table


def key_column(sheet: Sheet, keys: Collection[str]) -> tuple[int, int]:
    """The column with most of the keys (casefolded), the left one first, and how many it has."""
    found: dict[int, set[str]] = {}
    for row, column in sheet.cells:
        text = key_text(sheet, row, column)
        if text in keys:
            found.setdefault(column, set()).add(text)
    best = max(found, key=lambda column: (len(found[column]), -column), default=0)
    return best, len(found.get(best, ()))


def fits(table: Table, labels: Mapping[str, str]) -> bool:
    """Whether most rows print their text in the column whose heading says so: the headings are those of the cells."""
    column = table.label_column
    printed = {key: plain_heading(table.sheet.text(rows[0], column)) for key, rows in table.rows.items()}
    same = sum(text == plain_heading(labels[key]) for key, text in printed.items())
    return not column or 2 * same >= len(table.rows)
