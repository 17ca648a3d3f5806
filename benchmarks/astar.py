"""An A* router to compare with: edge after edge on doctool's lattice, none ever taken up again.

Each edge in the order of the page takes the cheapest path by length, bends and crossings beside those that
lie already; a piece that another line uses costs, but is not forbidden. What the first edges do is final, as
in routers of this kind. It is given the shapes of a page where doctool put them, so that only the lines
differ.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from doctool.drawing import Page, Point, Polyline, Shape, ShapeKind, Side
from doctool.layout.flow_plan import ENTER, LEAVE
from doctool.layout.grid import tracks
from doctool.layout.lattice import SIDES, Errand, Lattice

#: What a piece costs that another line uses: two bends and a half.
SHARED = 25.0
PENTAGON = dict.fromkeys(Side, 4.0)


def reroute(page: Page) -> Page:
    """`page` with each line found by A*; labels are left out, as they belong to doctool's lines."""
    table = page.table("prosedur")
    first, end = page.lane_columns
    edges_x = list(accumulate(table.columns[:end], initial=table.x))[first:]
    edges_y = list(accumulate((row.height for row in table.rows), initial=table.y))
    head = sum(row.header for row in table.rows)
    half_x = max((shape.box.width // 2 for shape in page.shapes if shape.kind is not ShapeKind.OFF_PAGE), default=400)
    half_y = [
        max((shape.box.height // 2 for shape in page.shapes if shape.row == row), default=240)
        for row in range(head, len(table.rows))
    ]
    xs, ys = tracks(edges_x, [half_x] * (end - first)), tracks(edges_y[head:], half_y)
    lattice = Lattice(xs, ys)
    column = {track.axis: at for at, track in enumerate(xs) if track.axis is not None}
    row = {track.axis: at for at, track in enumerate(ys) if track.axis is not None}
    place = {shape.key: row[shape.row - head] * len(xs) + column[shape.lane] for shape in page.shapes}
    for vertex in place.values():
        lattice.solid[vertex] = 1
    shapes = {shape.key: shape for shape in page.shapes}
    lines: list[Polyline] = []
    for at, line in enumerate(page.lines):
        mates = sum(1 << other for other, one in enumerate(page.lines[:at]) if mate(line, one))
        found = lattice.search(errand(line, shapes, place, mates), SHARED)
        assert found is not None, "pieces cost, none is closed"
        lattice.put(at, found[0])
        lines.append(drawn(line, shapes, [Point(lattice.x[vertex], lattice.y[vertex]) for vertex in found[0]]))
    return replace(page, lines=tuple(lines), labels=())


def mate(line: Polyline, other: Polyline) -> bool:
    return line.fork == other.fork or line.target == other.target


def errand(line: Polyline, shapes: dict[str, Shape], place: dict[str, int], mates: int) -> Errand:
    """The search for `line`: any side of its shapes, at doctool's prices."""
    out = PENTAGON if shapes[line.source].kind is ShapeKind.OFF_PAGE else LEAVE
    into = PENTAGON if shapes[line.target].kind is ShapeKind.OFF_PAGE else ENTER
    return Errand(
        place[line.source],
        place[line.target],
        tuple(out[side] for side in SIDES),
        tuple(into[side] for side in SIDES),
        mates,
        0.0,
    )


def drawn(line: Polyline, shapes: dict[str, Shape], points: list[Point]) -> Polyline:
    """`line` along `points` (from centre to centre), from port to port."""
    source_side, target_side = side(points[0], points[1]), side(points[-1], points[-2])
    points = [shapes[line.source].port(source_side), *points[1:-1], shapes[line.target].port(target_side)]
    bends = [
        at
        for before, at, after in zip(points, points[1:], points[2:], strict=False)
        if not (before.x == at.x == after.x or before.y == at.y == after.y)
    ]
    course = (points[0], *bends, points[-1])
    return replace(line, source_side=source_side, target_side=target_side, points=course, head=True)


def side(at: Point, to: Point) -> Side:
    if to.x != at.x:
        return Side.RIGHT if to.x > at.x else Side.LEFT
    return Side.BOTTOM if to.y > at.y else Side.TOP
