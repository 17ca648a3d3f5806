"""Whether every text of a page has room: nothing clipped, nothing too small, nothing over the margins.

T1 a text is higher or wider than its place. T2 a text is smaller than 8 points. T3 a table stands over the
margins of its page, or over another table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doctool.drawing import Cell, Page, Paragraph, ShapeKind, Table
from doctool.layout.measure import text_width
from doctool.layout.metrics_hard import Violation
from doctool.units import pt, to_pt

SMALLEST_TEXT = pt(8)
#: The part of an off-page connector that holds text: its sides are upright down to four fifths of the height
#: (flowChartOffpageConnector in presetShapeDefinitions.xml of ECMA-376).
PENTAGON_TEXT = 4 / 5


@dataclass(frozen=True, slots=True)
class _Place:
    """Paragraphs and the room they have; `where` names the place in messages."""

    where: str
    paragraphs: Sequence[Paragraph]
    width: int
    height: float


def text_violations(page: Page) -> list[Violation]:
    """Every text of `page` that is clipped or too small, and every table that stands over an edge."""
    found = [
        Violation(rule, message, (place.where,), page.number)
        for place in _places(page)
        for rule, message in _judge(place)
    ]
    return found + [Violation("T3", message, (name,), page.number) for name, message in _edges(page)]


def broken_words(page: Page) -> tuple[str, ...]:
    """The words of `page` that are broken between characters, for want of width; better none."""
    found: list[str] = []
    for place in _places(page):
        for one in place.paragraphs:
            rest = one.text
            for line, following in pairwise(one.lines):
                rest = rest[rest.find(line) + len(line) :]
                if rest.startswith(following) and line[-1:].isalnum() and following[:1].isalnum():
                    found.append(f"{line.split(' ')[-1]}|{following.split(' ')[0]}")
    return tuple(found)


def _places(page: Page) -> Iterator[_Place]:
    for table in page.tables:
        for cell in table.cells:
            if cell.paragraphs:
                yield _cell_place(table, cell)
    for shape in page.shapes:
        if shape.paragraphs:
            height = shape.box.height * (PENTAGON_TEXT if shape.kind is ShapeKind.OFF_PAGE else 1)
            yield _Place(shape.key, shape.paragraphs, shape.box.width, height)
    for label in page.labels:
        yield _Place(label.key, (label.paragraph,), label.box.width, label.box.height)
    if page.footer is not None:
        width = page.width - page.margin.left - page.margin.right
        yield _Place("footer", (page.footer,), width, page.margin.bottom)


def _cell_place(table: Table, cell: Cell) -> _Place:
    box, pad = table.cell_box(cell), cell.padding
    width, height = box.width - pad.left - pad.right, box.height - pad.top - pad.bottom
    if cell.turned:
        width, height = height, width
    height -= cell.image_size[1] if cell.image else 0
    return _Place(f"{table.name} r{cell.row} c{cell.col}", cell.paragraphs, width, height)


def _judge(place: _Place) -> Iterator[tuple[str, str]]:
    height = sum(one.height for one in place.paragraphs)
    if height > place.height:
        yield "T1", f"text {to_pt(height):.1f} pt high in a place of {place.height / 20:.1f} pt"
    for one in place.paragraphs:
        if one.text and one.style.size < SMALLEST_TEXT:
            yield "T2", f'"{one.text}" is set in {to_pt(one.style.size):g} pt'
        room = place.width - one.left - one.indent
        for line in one.lines:
            if len(line) > 1 and text_width(line, one.style) > room:
                yield "T1", f'"{line}" is wider than its place of {to_pt(room):.1f} pt'


def _edges(page: Page) -> Iterator[tuple[str, str]]:
    right, bottom = page.width - page.margin.right, page.height - page.margin.bottom
    for table in page.tables:
        if table.x < page.margin.left or table.x + table.width > right:
            yield table.name, "the table is wider than the page leaves room for"
        if table.y < page.margin.top or table.y + table.height > bottom:
            yield table.name, "the table is higher than the page leaves room for"
    for upper, lower in pairwise(sorted(page.tables, key=lambda one: one.y)):
        if upper.y + upper.height > lower.y and upper.x < lower.x + lower.width and lower.x < upper.x + upper.width:
            yield lower.name, f'the table stands over the table "{upper.name}"'
