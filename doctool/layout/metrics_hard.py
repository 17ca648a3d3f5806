"""The rules that a page must keep, each judged from the finished page alone.

H1 a line enters no box but at its own port. H2 no two lines lie on one another (a join or a fork may).
H3 a port serves one way and one exit. H4 lines dock at right angles, on the port, with room for the head.
H5 no line runs along a table rule. H6 a label touches nothing. H7 shapes stay in their cells, lines in the
lanes. H8 all pieces are horizontal or vertical. H9 parallel lines keep apart. H11 at most 4 bends.
H10, the pairs of off-page connectors, needs all pages: see `doctool.layout.metrics_pages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import hypot

from doctool.drawing import Box, Page, Polyline, Shape, Side, Table
from doctool.layout.segments import OUTWARD, Segment, bends_of, related, segments_of
from doctool.units import pt, to_pt

OVERLAP = pt(0.5)  # lines that share more than this, or run closer than this, are one line to the eye
DOCK_TOLERANCE = pt(0.6)  # what a reader does not see between an arrow's tip and its box
HEAD_LENGTH = pt(4)  # a small arrow head on a line of 0.75 pt
RULE_DISTANCE = pt(1)
RULE_STRETCH = pt(3)
TRACK_DISTANCE = pt(2.9)
MAX_BENDS = 4  # bentConnector5, the longest preset (ECMA-376 part 1, 20.1.10.56), has four


@dataclass(frozen=True, slots=True)
class Violation:
    """A hard rule that a page breaks: `rule` is "H1" to "H11", `keys` name the shapes, lines, labels."""

    rule: str
    message: str
    keys: tuple[str, ...]
    page: int

    def __str__(self) -> str:
        return f"{self.rule} page {self.page}: {self.message} [{', '.join(self.keys)}]"


@dataclass(frozen=True)
class Sheet:
    """A page with its lines cut into pieces and its shapes by key, made once for all rules."""

    page: Page
    shapes: Mapping[str, Shape]
    pieces: Mapping[str, tuple[Segment, ...]]

    @classmethod
    def of(cls, page: Page) -> Sheet:
        pieces = {line.key: segments_of(line.points) for line in page.lines}
        return cls(page, {shape.key: shape for shape in page.shapes}, pieces)

    @property
    def table(self) -> Table | None:
        """The table of the procedure, None on a page without one."""
        return next((table for table in self.page.tables if table.name == "prosedur"), None)


def hard_violations(page: Page) -> list[Violation]:
    """Every break of H1 to H9 and H11 on `page`, in the order of the rules; empty on a page without lines."""
    sheet = Sheet.of(page)
    rules = (_h1, _h2_h9, _h3, _h4, _h5, _h6, _h7, _h8, _h11)
    found = [
        Violation(rule, message, keys, page.number) for check in rules for rule, message, keys in check(sheet)
    ]
    return sorted(found, key=lambda one: int(one.rule[1:]))


Found = Iterator[tuple[str, str, tuple[str, ...]]]


def _h1(sheet: Sheet) -> Found:
    for line in sheet.page.lines:
        pieces = sheet.pieces[line.key]
        for shape in sheet.page.shapes:
            for index, piece in enumerate(pieces):
                stretch = piece.within(shape.box)
                if stretch is None:
                    continue
                docks = (shape.key == line.source and index == 0) or (
                    shape.key == line.target and index == len(pieces) - 1
                )
                if not docks or stretch[1] - stretch[0] > DOCK_TOLERANCE:
                    yield "H1", f"piece {index + 1} runs into the box", (line.key, shape.key)


def _h2_h9(sheet: Sheet) -> Found:
    for a, b in combinations(sheet.page.lines, 2):
        together = related(a, b)
        for one in sheet.pieces[a.key]:
            for other in sheet.pieces[b.key]:
                if one.horizontal != other.horizontal or one.overlap(other) <= OVERLAP:
                    continue
                gap = abs(one.at - other.at)
                if gap < OVERLAP and (not together or (gap == 0 and one.forward != other.forward)):
                    yield "H2", f"{to_pt(one.overlap(other)):.1f} pt of two lines are one", (a.key, b.key)
                elif OVERLAP <= gap < TRACK_DISTANCE and not together:
                    yield "H9", f"two lines run {to_pt(gap):.2f} pt apart", (a.key, b.key)
    for line in sheet.page.lines:
        for one, other in combinations(sheet.pieces[line.key], 2):
            if one.horizontal == other.horizontal and one.overlap(other) > OVERLAP:
                gap = abs(one.at - other.at)
                if gap < TRACK_DISTANCE:
                    yield "H9", f"the line runs {to_pt(gap):.2f} pt beside itself", (line.key,)


def _h3(sheet: Sheet) -> Found:
    outs: dict[tuple[str, Side], set[str]] = {}
    ins: dict[tuple[str, Side], str] = {}
    for line in sheet.page.lines:
        outs.setdefault((line.source, line.source_side), set()).add(line.fork)
        ins.setdefault((line.target, line.target_side), line.key)
    for port, forks in outs.items():
        key, side = port
        if len(forks) > 1:
            yield "H3", f"{len(forks)} exits share the {side} port", (key, *sorted(forks))
        if port in ins:
            yield "H3", f"the {side} port is an entry and an exit", (key, ins[port])


def _h4(sheet: Sheet) -> Found:
    headed = {(line.target, line.target_side) for line in sheet.page.lines if line.head}
    for line in sheet.page.lines:
        pieces = sheet.pieces[line.key]
        if pieces:
            yield from _docking(line, pieces)
            yield from _ports(sheet, line)
        if (line.target, line.target_side) not in headed:
            yield "H4", "no arrow into the port has a head", (line.key,)


def _docking(line: Polyline, pieces: tuple[Segment, ...]) -> Found:
    outward = OUTWARD[line.source_side]
    dx, dy = OUTWARD[line.target_side]
    if pieces[0].direction != outward:
        yield "H4", f"does not leave straight out of the {line.source_side} side", (line.key,)
    if pieces[-1].direction != (-dx, -dy):
        yield "H4", f"does not run straight into the {line.target_side} side", (line.key,)
    if pieces[-1].length < HEAD_LENGTH:
        yield "H4", f"last piece of {to_pt(pieces[-1].length):.2f} pt is shorter than the head", (line.key,)


def _ports(sheet: Sheet, line: Polyline) -> Found:
    ends = (
        (line.source, line.source_side, line.points[0], "begins"),
        (line.target, line.target_side, line.points[-1], "ends"),
    )
    for key, side, point, verb in ends:
        shape = sheet.shapes.get(key)
        if shape is None:
            continue  # H10 reports the line that leaves or reaches nothing
        port = shape.port(side)
        if hypot(point.x - port.x, point.y - port.y) > DOCK_TOLERANCE:
            yield "H4", f"{verb} off the {side} port", (line.key, key)


def _h5(sheet: Sheet) -> Found:
    table = sheet.table
    if table is None:
        return
    rules = table_rules(table)
    for line in sheet.page.lines:
        for piece in sheet.pieces[line.key]:
            for rule in rules:
                if (
                    rule.horizontal == piece.horizontal
                    and abs(rule.at - piece.at) < RULE_DISTANCE
                    and rule.overlap(piece) > RULE_STRETCH
                ):
                    yield "H5", f"runs along the table rule at {to_pt(rule.at):.2f} pt", (line.key,)


def table_rules(table: Table) -> tuple[Segment, ...]:
    """The rules of `table` as drawn: the edges of its cells that have a border, joined end to end.

    A place that no cell covers counts as a cell with a border.
    """
    cells = [(table.cell_box(cell), cell.border) for cell in table.cells]
    edges: dict[tuple[bool, int], list[tuple[int, int]]] = {}
    for box, border in cells:
        for width, horizontal, at in (
            (border.top, True, box.y),
            (border.bottom, True, box.bottom),
            (border.left, False, box.x),
            (border.right, False, box.right),
        ):
            if width:
                ends = (box.x, box.right) if horizontal else (box.y, box.bottom)
                edges.setdefault((horizontal, at), []).append(ends)
    for box in _bare_places(table):
        for at in (box.y, box.bottom):
            edges.setdefault((True, at), []).append((box.x, box.right))
        for at in (box.x, box.right):
            edges.setdefault((False, at), []).append((box.y, box.bottom))
    return tuple(
        Segment(horizontal, at, lo, hi, True)
        for (horizontal, at), ends in sorted(edges.items())
        for lo, hi in _joined(ends)
    )


def _bare_places(table: Table) -> Iterator[Box]:
    covered = {
        (row, col)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }
    y = table.y
    for row, one in enumerate(table.rows):
        x = table.x
        for col, width in enumerate(table.columns):
            if (row, col) not in covered:
                yield Box(x, y, width, one.height)
            x += width
        y += one.height


def _joined(ends: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for lo, hi in sorted(ends):
        if out and lo <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], hi))
        else:
            out.append((lo, hi))
    return out


def _h6(sheet: Sheet) -> Found:
    area = lane_area(sheet.page)
    for label in sheet.page.labels:
        for shape in sheet.page.shapes:
            if shape.meets(label.box):
                yield "H6", "the label lies on a shape", (label.key, shape.key)
        for line in sheet.page.lines:
            if any(piece.enters(label.box) for piece in sheet.pieces[line.key]):
                yield "H6", "a line strikes through the label", (label.key, line.key)
        if area is not None and not _inside(label.box, area):
            yield "H6", "the label leaves the lanes", (label.key,)
    for one, other in combinations(sheet.page.labels, 2):
        if _cover(one.box, other.box):
            yield "H6", "two labels lie on one another", (one.key, other.key)


def _cover(a: Box, b: Box) -> bool:
    return a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom


def _inside(inner: Box, outer: Box) -> bool:
    return (
        outer.x <= inner.x and inner.right <= outer.right and outer.y <= inner.y and inner.bottom <= outer.bottom
    )


def lane_area(page: Page) -> Box | None:
    """The part of the procedure's table that is for drawing: the lane columns of all rows below the head.

    None on a page without lanes.
    """
    first, end = page.lane_columns
    table = next((one for one in page.tables if one.name == "prosedur"), None)
    if table is None or first >= end:
        return None
    head = sum(row.height for row in table.rows if row.header)
    x = table.x + sum(table.columns[:first])
    return Box(x, table.y + head, sum(table.columns[first:end]), table.height - head)


def _h7(sheet: Sheet) -> Found:
    page, table, area = sheet.page, sheet.table, lane_area(sheet.page)
    if table is not None:
        for shape in page.shapes:
            if not any(_inside(shape.box, box) for box in _cells_at(table, shape.row, shape.col)):
                yield "H7", f"leaves its cell (row {shape.row}, column {shape.col})", (shape.key,)
    for one, other in combinations(page.shapes, 2):
        if _cover(one.box, other.box):
            yield "H7", "two shapes lie on one another", (one.key, other.key)
    for line in page.lines:
        if area is None:
            yield "H7", "the page has no lanes for the line", (line.key,)
        elif not all(_inside(Box(point.x, point.y, 0, 0), area) for point in line.points):
            yield "H7", "leaves the lanes", (line.key,)


def _cells_at(table: Table, row: int, col: int) -> Iterator[Box]:
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.row_span and cell.col <= col < cell.col + cell.col_span:
            yield table.cell_box(cell)


def _h8(sheet: Sheet) -> Found:
    for line in sheet.page.lines:
        if len(line.points) < 2:
            yield "H8", "has less than two points", (line.key,)
        for number, (a, b) in enumerate(pairwise(line.points), start=1):
            if a == b:
                yield "H8", f"piece {number} has no length", (line.key,)
            elif a.x != b.x and a.y != b.y:
                yield "H8", f"piece {number} is slanted", (line.key,)
        pieces = sheet.pieces[line.key]
        for one, other in pairwise(pieces):
            if one.horizontal == other.horizontal:
                yield "H8", "turns back on itself", (line.key,)


def _h11(sheet: Sheet) -> Found:
    for line in sheet.page.lines:
        bends = bends_of(sheet.pieces[line.key])
        if bends > MAX_BENDS:
            yield "H11", f"has {bends} bends", (line.key,)
