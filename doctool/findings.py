"""Findings: problems in a document, as values.

A finding has a stable code (`S14`, `Y03`), a severity, a place, a message and a hint; message and hint
are Bahasa Indonesia. Findings are collected, never raised one at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_DIGITS = re.compile(r"(\d+)")


class Severity(StrEnum):
    """How bad a finding is; the values are printed."""

    ERROR = "galat"
    WARNING = "peringatan"


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a text file; line and column count from 1, 0 means "the whole file".

    In a table of a workbook or a CSV file `cell` names the place as Excel does ("Surat!C5"); in a Word file `place`
    names it as Word shows it ("badan, tabel 2, baris 3").
    """

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""
    place: str = ""

    def __str__(self) -> str:
        if self.place:
            return f"{self.file}: {self.place}"
        if self.cell:
            return f"{self.file}:{self.cell}"
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem in a document.

    `text` is the offending text as the author wrote it (empty if the text is missing), `hint` says what
    to do, `basis` names the rule's source (a clause or "praktik").
    """

    code: str
    severity: Severity
    where: Where
    message: str
    hint: str = ""
    text: str = ""
    basis: str = ""

    def sort_key(self) -> tuple[str, int, int, tuple[str | int, ...], tuple[str | int, ...], str, str]:
        """Document order (row 9 before row 11), then code, then message: the same input lists the same way."""
        where = self.where
        places = _natural(where.cell), _natural(where.place)
        return (where.file, where.line, where.column, *places, self.code, self.message)


def _natural(text: str) -> tuple[str | int, ...]:
    """A text as its words and numbers in turn, to be sorted as people count."""
    if not text:  # as nearly always
        return ("",)
    return tuple(int(part) if number % 2 else part for number, part in enumerate(_DIGITS.split(text)))
