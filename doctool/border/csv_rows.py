"""CSV files as rows of text, whatever parts their columns: semicolons (Indonesian Excel), commas or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

_DELIMITERS = (";", ",", "\t")


def csv_rows(text: str, score: Callable[[list[list[str]]], int]) -> tuple[list[list[str]], int]:
    """The records of `text` and how many lines stand above them (Excel's "sep=;").

    Parted by the sign that a line "sep=" names, else by the one whose records `score` best. No records where the quotes
    do not pair, so that no row is swallowed by another.
    """
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        return _records(rest, first.strip()[4]), 1
    return max((_records(text, sign) for sign in _DELIMITERS), key=score), 0


def _records(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
