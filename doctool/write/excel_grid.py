"""Pages of a Drawing as sheets of a workbook: which pages share a sheet, and the grid of its columns and rows.

Pages of one kind that look alike (paper, margins, footer) stand one below the other on one sheet, with a page
break between. A flowchart that goes on over several pages is such a sheet: the head of its table stands there
once and is printed on every page (print titles), so that below it the kegiatan follow each other as in any
workbook and only the strips of the off-page connectors stand between. A page whose table has other columns or
another head (the next procedure of the SOP) begins a new sheet.

Columns are those of the table "prosedur" where there is one, else every edge of any table of the sheet. In the
first case the edges of other tables (signatures, footnotes) move to the nearest edge: a lane cut in two would
have to be merged in every row and could no longer be edited.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from doctool.drawing import Box, Cell, Drawing, Page, PageKind, Point, Table

#: Edges nearer than this (twips) are one edge.
SAME_EDGE = 20
#: The highest row that Excel has is 409.5 pt (ECMA-376 part 1, 18.3.1.73 ht); a higher one is cut into several.
MAX_ROW = 8100
FLOW = "prosedur"
NAMES = {PageKind.COVER: "Sampul", PageKind.IDENTITY: "Identitas", PageKind.FLOWCHART: "Prosedur"}


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of the Drawing on a sheet: its first and last row and column there, counted from 0, and its box
    from the sheet's corner in twips."""

    cell: Cell
    top: int
    left: int
    bottom: int
    right: int
    box: Box


@dataclass(slots=True)
class Sheet:
    """A sheet: `x` is the page's place of its left edge; `edges` and `levels` are the edges of its columns and
    rows from its corner, all in twips. `breaks` are the rows that begin a new page, `titles` the rows printed on
    every page (first, after the last), `frozen` the rows and columns that stay in view. `tops` gives for each
    page what is to be taken from a place on it to get the place on the sheet.
    """

    name: str
    pages: list[Page]
    x: int
    edges: list[int]
    main: bool
    levels: list[int] = field(default_factory=lambda: [0])
    cells: list[Placed] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    titles: tuple[int, int] | None = None
    frozen: tuple[int, int] = (0, 0)
    tops: list[int] = field(default_factory=list)

    @property
    def first(self) -> Page:
        return self.pages[0]

    def place(self, page: int, point: Point) -> Point:
        """Where `point` of the sheet's `page`-th page is on the sheet."""
        return Point(point.x - self.x, point.y - self.tops[page])

    def place_box(self, page: int, box: Box) -> Box:
        """Where `box` of the sheet's `page`-th page is on the sheet."""
        return Box(box.x - self.x, box.y - self.tops[page], box.width, box.height)


def sheets_of(drawing: Drawing) -> list[Sheet]:
    """The sheets of `drawing` in the order of its pages; their names are unique."""
    runs: list[list[Page]] = []
    for page in drawing.pages:
        if runs and _goes_on(runs[-1][0], page):
            runs[-1].append(page)
        else:
            runs.append([page])
    kinds = [run[0].kind for run in runs]
    sheets = []
    for number, run in enumerate(runs):
        name = NAMES[run[0].kind]
        if kinds.count(run[0].kind) > 1:
            name = f"{name} {kinds[: number + 1].count(run[0].kind)}"
        sheets.append(_lay(name, run))
    return sheets


def footer_pattern(page: Page) -> tuple[str, str]:
    """The text of `page`'s footer before and after its page number; all of it before where it tells none."""
    text = page.footer.text if page.footer else ""
    found = list(re.finditer(rf"(?<!\w){page.number}(?!\w)", text))
    return (text[: found[-1].start()], text[found[-1].end() :]) if found else (text, "")


def _goes_on(first: Page, page: Page) -> bool:
    """Whether `page` can stand on the sheet that `first` begins."""
    if _look(first) != _look(page) or not page.tables:
        return False
    if page.kind is not PageKind.FLOWCHART:
        return True
    table, other = _flow(first), page.tables[0]
    return table is not None and other.name == FLOW and _head(table) == _head(other)


def _look(page: Page) -> tuple[object, ...]:
    style = page.footer and (page.footer.style, page.footer.align, footer_pattern(page))
    top = page.tables[0].y if page.tables else None
    return page.kind, page.procedure, page.width, page.height, page.margin, style, top


def _flow(page: Page) -> Table | None:
    return next((table for table in page.tables if table.name == FLOW), None)


def _head_rows(table: Table) -> int:
    return next((number for number, row in enumerate(table.rows) if not row.header), len(table.rows))


def _head(table: Table) -> tuple[object, ...]:
    rows = _head_rows(table)
    return table.x, table.columns, table.rows[:rows], [cell for cell in table.cells if cell.row < rows]


def _lay(name: str, pages: list[Page]) -> Sheet:
    flow = _flow(pages[0])
    tables = [flow] if flow else [table for page in pages for table in page.tables]
    inner = (pages[0].margin.left, pages[0].width - pages[0].margin.right)
    places = _distinct([edge for table in tables for edge in _edges(table)] or inner)
    sheet = Sheet(name, pages, places[0], [place - places[0] for place in places], flow is not None)
    for number, page in enumerate(pages):
        _add_page(sheet, page, number)
    return sheet


def _add_page(sheet: Sheet, page: Page, number: int) -> None:
    """Put the tables of `page` below what is on `sheet`; a head that is there already is not repeated."""
    if number:
        sheet.breaks.append(len(sheet.levels) - 1)
    y = page.tables[0].y if page.tables else page.margin.top
    skipped = 0
    if number and sheet.titles:
        skipped = sheet.titles[1] - sheet.titles[0]
        y += sum(row.height for row in page.tables[0].rows[:skipped])
    sheet.tops.append(y - sheet.levels[-1])
    for table in page.tables:
        if table.y > y:
            _add_row(sheet, table.y - y)
        _add_table(sheet, table, skipped if table is page.tables[0] else 0)
        y = table.y + table.height
        if table.name == FLOW and sheet.titles is None and _head_rows(table):
            _freeze(sheet, page, table)
    if not page.tables:
        _add_row(sheet, page.height - page.margin.top - page.margin.bottom)


def _freeze(sheet: Sheet, page: Page, table: Table) -> None:
    """The head of `table`, just added, is printed on every page and stays in view, with the columns before the
    lanes where these take no more than two fifths of the sheet."""
    below = sheet.levels.index(table.y - sheet.tops[0] + sum(row.height for row in table.rows[: _head_rows(table)]))
    sheet.titles = (sheet.levels.index(table.y - sheet.tops[0]), below)
    lanes = page.lane_columns[0]
    sheet.frozen = (below, lanes if sum(table.columns[:lanes]) * 5 <= sheet.edges[-1] * 2 else 0)


def _add_table(sheet: Sheet, table: Table, skipped: int) -> None:
    start = sheet.levels[-1]
    firsts = []
    for row in table.rows[skipped:]:
        firsts.append(len(sheet.levels) - 1)
        _add_row(sheet, row.height)
    firsts.append(len(sheet.levels) - 1)
    columns = _columns(sheet, table)
    for cell in table.cells:
        if cell.row < skipped:
            continue
        top, bottom = firsts[cell.row - skipped], firsts[cell.row - skipped + cell.row_span]
        left, right = columns[cell.col], columns[cell.col + cell.col_span]
        box = Box(
            sheet.edges[left],
            sheet.levels[top],
            sheet.edges[right] - sheet.edges[left],
            sheet.levels[bottom] - sheet.levels[top],
        )
        sheet.cells.append(Placed(cell, top, left, bottom - 1, right - 1, box))
    height = sum(row.height for row in table.rows[skipped:])
    assert sheet.levels[-1] == start + height  # noqa: S101 (rows are added, never rounded)


def _add_row(sheet: Sheet, height: int) -> None:
    """A row `height` twips high, in equal parts where Excel has none so high."""
    parts = -(-height // MAX_ROW)
    start = sheet.levels[-1]
    sheet.levels += [start + height * part // parts for part in range(1, parts + 1)]


def _columns(sheet: Sheet, table: Table) -> list[int]:
    """For each edge of `table`, the number of the sheet's edge that it stands on."""
    places = [edge - sheet.x for edge in _edges(table)]
    if not sheet.main or table.name == FLOW:
        return [_nearest(sheet.edges, place) for place in places]
    found = [_nearest(sheet.edges, places[0])]
    for number, place in enumerate(places[1:-1], 1):
        edge = _nearest(sheet.edges, place)
        if not _has_text(table, number - 1) and sheet.edges[edge] > place:
            edge -= 1  # the empty cell at the left gives way
        elif not _has_text(table, number) and sheet.edges[edge] < place:
            edge += 1
        found.append(min(max(edge, found[-1] + 1), len(sheet.edges) - len(places) + number))
    return [*found, max(_nearest(sheet.edges, places[-1]), found[-1] + 1)]


def _has_text(table: Table, column: int) -> bool:
    return any(cell.paragraphs and cell.col <= column < cell.col + cell.col_span for cell in table.cells)


def _edges(table: Table) -> list[int]:
    return list(accumulate(table.columns, initial=table.x))


def _distinct(places: Iterable[int]) -> list[int]:
    """`places` in order, those that nearly meet taken as the first of them."""
    kept: list[int] = []
    for place in sorted(places):
        if not kept or place - kept[-1] >= SAME_EDGE:
            kept.append(place)
    return kept


def _nearest(edges: Sequence[int], place: int) -> int:
    right = bisect_left(edges, place)
    if right == 0:
        return 0
    if right == len(edges):
        return right - 1
    return right if edges[right] - place < place - edges[right - 1] else right - 1


def widths(levels: Sequence[int]) -> list[int]:
    """The distances between neighbouring edges."""
    return [after - before for before, after in pairwise(levels)]
