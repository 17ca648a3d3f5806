"""Cell references of a template, moved to where its rows go when a pattern row becomes many.

Rows count from 1. A sheet's pattern rows stand in blocks; a block becomes as many rows as the form has, and
everything below it moves. References in formulas are found by openpyxl's tokenizer (ECMA-376 part 1, 18.17).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

LAST_ROW = 1_048_576
_SHEET = re.compile(r"(?P<sheet>'(?:[^']|'')+'|[^'!:]+)!(?P<rest>.+)", re.DOTALL)
_CELL = r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})"
_AREA = re.compile(rf"{_CELL}(?::{_CELL})?")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
Runs = list[tuple[int, int]]


@dataclass(frozen=True)
class Block:
    """Template rows `first` to `last`, all patterns, that became the rows from `start` on; `patterns[i]` is the
    template row of which the i-th of them is made."""

    first: int
    last: int
    start: int
    patterns: Sequence[int]

    @property
    def end(self) -> int:
        """The last row made; the one above the block where none was."""
        return self.start + len(self.patterns) - 1

    @cached_property
    def rows(self) -> Mapping[int, list[int]]:
        """The rows made of each pattern."""
        found: dict[int, list[int]] = {}
        for row, pattern in enumerate(self.patterns, start=self.start):
            found.setdefault(pattern, []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class RowMap:
    """Where the rows of a template's sheet stand in one form."""

    blocks: tuple[Block, ...] = ()

    def block(self, row: int) -> Block | None:
        """The block that template row `row` belongs to."""
        return next((one for one in self.blocks if one.first <= row <= one.last), None)

    def start(self, row: int) -> int:
        """Where template row `row` stands; of a pattern the first row of its block."""
        shift = 0
        for one in self.blocks:
            if row < one.first:
                break
            if row <= one.last:
                return one.start
            shift += len(one.patterns) - (one.last - one.first + 1)
        return min(row + shift, LAST_ROW)

    def end(self, row: int) -> int:
        """As `start`; of a pattern the last row of its block."""
        block = self.block(row)
        return self.start(row) if block is None else block.end

    def runs(self, first: int, last: int) -> Runs:
        """The rows made of template rows `first` to `last`, as runs of rows that follow one another."""
        found: Runs = []
        at = first
        for one in self.blocks:
            if one.last < at or one.first > last:
                continue
            if at < one.first:
                _join(found, self.start(at), self.start(one.first - 1))
            if at <= one.first and one.last <= last:
                if one.patterns:
                    _join(found, one.start, one.end)
            elif at == last:
                for row in one.rows.get(at, ()):
                    _join(found, row, row)
            else:
                for row, pattern in enumerate(one.patterns, start=one.start):
                    if at <= pattern <= last:
                        _join(found, row, row)
            at = one.last + 1
        if at <= last:
            _join(found, self.start(at), self.start(last))
        return found


def _join(runs: Runs, first: int, last: int) -> None:
    if runs and runs[-1][1] + 1 == first:
        runs[-1] = (runs[-1][0], last)
    else:
        runs.append((first, last))


@dataclass(frozen=True, slots=True)
class Base:
    """Where a formula stands: the map of its sheet, its template row and the row made of that."""

    map: RowMap
    pattern: int
    row: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference of a formula: to a sheet ("" its own), as text before and after the rows."""

    sheet: str
    before: str
    first: int
    between: str = ""
    last: int | None = None

    def at(self, base: Base, maps: Mapping[str, RowMap]) -> str:
        """The reference for a formula that stands at `base`."""
        rows = maps.get(self.sheet) if self.sheet else base.map
        if rows is None:
            return self.before + str(self.first) + (f"{self.between}{self.last}" if self.last else "")
        own = None if self.sheet else base.map.block(base.pattern)
        first = _moved(self.first, rows, base, own, end=False)
        if self.last is None:
            return f"{self.before}{first if first else self.first}"
        return f"{self.before}{first}{self.between}{max(first, _moved(self.last, rows, base, own, end=True))}"


def _moved(row: int, rows: RowMap, base: Base, own: Block | None, *, end: bool) -> int:
    """Where a reference to template row `row` points: within the base's own block as far from it as in the template."""
    if own is not None and own.first <= row <= own.last:
        return base.row + row - base.pattern
    block = rows.block(row)
    if block is None:
        return rows.start(row)
    # A block without rows: the row above it, which holds no number.
    return max(1, (block.end if end else min(block.start, max(block.end, 1))))


Formula = tuple["str | Reference", ...]


def parse_formula(text: str) -> Formula:
    """A formula (without its "=") cut at its references; whole columns and names stay text."""
    pieces: list[str | Reference] = []
    for token in Tokenizer(f"={text}").items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            pieces.append(_reference(token.value) or token.value)
        else:
            pieces.append(token.value)
    return tuple(pieces)


def _reference(text: str) -> Reference | None:
    found = _SHEET.fullmatch(text)
    sheet, rest = (found["sheet"], found["rest"]) if found else ("", text)
    lead = f"{sheet}!" if sheet else ""
    name = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    area = _AREA.fullmatch(rest)
    if area:
        before, first, after, last = area.groups()
        return Reference(name, lead + before, int(first), f":{after}" if last else "", int(last) if last else None)
    rows = _ROWS.fullmatch(rest)
    if rows:
        return Reference(name, lead + rows[1], int(rows[2]), f":{rows[3]}", int(rows[4]))
    return None


def write_formula(formula: Formula, base: Base, maps: Mapping[str, RowMap]) -> str:
    """The text of a formula that stands at `base`."""
    return "".join(one if isinstance(one, str) else one.at(base, maps) for one in formula)


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells by its columns and template rows."""

    left: str
    first: int
    right: str
    last: int

    def write(self, first: int, last: int) -> str:
        """The range with these rows."""
        return f"{self.left}{first}" if (self.left, first) == (self.right, last) else (
            f"{self.left}{first}:{self.right}{last}"
        )


def parse_areas(sqref: str) -> tuple[Area, ...]:
    """The ranges of an attribute like sqref (ECMA-376, ST_Sqref). ValueError for what is none."""
    return tuple(_area(one) for one in sqref.split())


def _area(text: str) -> Area:
    found = _AREA.fullmatch(text)
    if found is None:
        raise ValueError(text)
    left, first, right, last = found.groups()
    return Area(left, int(first), right or left, int(last or first))


def write_areas(areas: Sequence[Area], rows: RowMap) -> tuple[str, int, int]:
    """The cells made of `areas`, the row of the first and its template row; ("", 0, 0) where there are none."""
    found = [(start, end, area) for area in areas for start, end in rows.runs(area.first, area.last)]
    if not found:
        return "", 0, 0
    if len(areas) > 1:
        found.sort(key=lambda one: one[0])
    start, _, area = found[0]
    return " ".join([area.write(first, last) for first, last, area in found]), start, area.first


def references(formula: Formula) -> Iterator[Reference]:
    """The references in a formula."""
    return (one for one in formula if isinstance(one, Reference))
