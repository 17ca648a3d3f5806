"""A table of a form in the sheet that came back, and how its headings and keys are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from doctool.forms.cells import Sheet
from doctool.forms.field_map import Kolom
from doctool.forms.written import tidy


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

    @property
    def label_column(self) -> int:
        """The column in which rows print their text; 0 where there is none."""
        return next((self.columns[name] for name in ("indikator", "uraian") if name in self.columns), 0)


def plain_heading(text: str) -> str:
    """A heading without case, spaces and signs."""
    return re.sub(r"[\W_]+", "", text).casefold()


def key_text(sheet: Sheet, row: int, column: int) -> str:
    """A key as it is compared."""
    return tidy(sheet.at(row, column).text).casefold() if len(sheet.at(row, column).text) <= 60 else ""
