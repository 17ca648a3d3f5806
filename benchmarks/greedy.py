"""A greedy router to compare with: each edge for itself, as browser-based SOP editors do it.

For each edge in order it tries the 16 pairs of sides with paths of no, one or two bends (straight, L, and Z
or C through the plain midpoint), scores length plus a penalty for each bend, and takes the best path that
misses all boxes, else the best of those that hit one. It knows no tracks and no other edge. It is given
the shapes of a page where doctool put them, so that only the lines differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product

from doctool.drawing import Page, Point, Polyline, Shape, Side
from doctool.layout.segments import OUTWARD, Segment, segments_of
from doctool.units import pt

BEND_PENALTY = pt(20)
CLEARANCE = pt(12)  # how far a C swings out beyond the outer of its two ends


def reroute(page: Page) -> Page:
    """`page` with each line found greedily; labels are left out, as they belong to doctool's lines."""
    shapes = {shape.key: shape for shape in page.shapes}
    lines = tuple(_route(line, shapes, page.shapes) for line in page.lines)
    return replace(page, lines=lines, labels=())


def _route(line: Polyline, shapes: dict[str, Shape], every: tuple[Shape, ...]) -> Polyline:
    source, target = shapes[line.source], shapes[line.target]
    best: tuple[tuple[bool, int, int], Side, Side, tuple[Point, ...]] | None = None
    order = 0
    for out, into in product(Side, Side):
        for points in _paths(source.port(out), out, target.port(into), into):
            pieces = segments_of(points)
            hits = any(_hits(pieces, shape, shape.key == source.key, shape.key == target.key) for shape in every)
            cost = sum(piece.length for piece in pieces) + BEND_PENALTY * (len(pieces) - 1)
            rank = (hits, cost, order)
            order += 1
            if best is None or rank < best[0]:
                best = (rank, out, into, points)
    assert best is not None, "a C with both ends on one side always exists"
    return replace(line, source_side=best[1], target_side=best[2], points=best[3], head=True)


def _paths(start: Point, out: Side, end: Point, into: Side) -> Iterator[tuple[Point, ...]]:
    """Paths of at most two bends that leave `out` outward and enter `into` inward."""
    middle = Point((start.x + end.x) // 2, (start.y + end.y) // 2)
    tries: list[tuple[Point, ...]] = [(start, end)]
    across = out in (Side.LEFT, Side.RIGHT)
    if across != (into in (Side.LEFT, Side.RIGHT)):
        tries.append((start, Point(end.x, start.y) if across else Point(start.x, end.y), end))
    elif out is not into:
        tries.append(_by_way_of(start, end, across, middle.x if across else middle.y))
    else:
        ends = (start.x, end.x) if across else (start.y, end.y)
        beyond = max(ends) + CLEARANCE if out in (Side.RIGHT, Side.BOTTOM) else min(ends) - CLEARANCE
        tries.append(_by_way_of(start, end, across, beyond))
    for points in tries:
        if _legal(points, out, into):
            yield points


def _by_way_of(start: Point, end: Point, across: bool, at: int) -> tuple[Point, ...]:
    if across:
        return (start, Point(at, start.y), Point(at, end.y), end)
    return (start, Point(start.x, at), Point(end.x, at), end)


def _legal(points: tuple[Point, ...], out: Side, into: Side) -> bool:
    if any(a.x != b.x and a.y != b.y for a, b in pairwise(points)):
        return False
    pieces = segments_of(points)
    dx, dy = OUTWARD[into]
    return bool(pieces) and pieces[0].direction == OUTWARD[out] and pieces[-1].direction == (-dx, -dy)


def _hits(pieces: tuple[Segment, ...], shape: Shape, is_source: bool, is_target: bool) -> bool:
    last = len(pieces) - 1
    for index, piece in enumerate(pieces):
        stretch = piece.within(shape.box)
        docks = (is_source and index == 0) or (is_target and index == last)
        if stretch is not None and not (docks and stretch[0] == stretch[1]):
            return True
    return False
