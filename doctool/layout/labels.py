"""Labels beside lines: the place nearest to the exit where a label strikes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from doctool.drawing import Box, Point, Polyline, Shape
from doctool.layout.grid import Grid
from doctool.units import pt

GAP = pt(1.5)
#: How far off a short segment a label may stand and beyond its end, for the sake of the symbol beside it.
LIFTS, OVERS = (GAP, pt(3), pt(5), pt(7)), (pt(6), pt(4), pt(2), 0)
#: How near a label may come to a symbol or another label, in twips.
CLEAR = 8
#: Price of a twip from the exit (1 a point) and of a bend between; so many segments of a line are looked at.
DISTANCE, BEND, SEGMENTS = 0.05, 5.0, 3
#: Price of a lane's rule and of a row's rule through a label, and of a line, in points of distance.
LANE_RULE, ROW_RULE, LINE = 15.0, 8.0, 40.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label may stand and what that costs, in points from its exit; `struck` if lines run there."""

    box: Box
    cost: float
    struck: bool = False


def _along(a: Point, b: Point, width: int, height: int) -> Iterator[tuple[Box, float]]:
    """Places beside the segment from `a` to `b`, nearest to `a` first, with their price from `a` on."""
    if a.y == b.y:
        sign = 1 if b.x > a.x else -1
        for step in range(0, max(1, abs(b.x - a.x)), pt(2)):
            start = a.x + sign * (pt(1) + step)
            x = start if sign > 0 else start - width
            yield Box(x, a.y - GAP - height, width, height), step * DISTANCE
            yield Box(x, a.y + GAP, width, height), step * DISTANCE + 4
        if abs(b.x - a.x) < width:
            yield from _at_its_end(a, b, width, height)
        return
    sign = 1 if b.y > a.y else -1
    for step in range(0, max(1, abs(b.y - a.y)), pt(2)):
        start = a.y + sign * (pt(1) + step)
        y = start if sign > 0 else start - height
        yield Box(a.x + GAP + 10, y, width, height), step * DISTANCE
        yield Box(a.x - GAP - 10 - width, y, width, height), step * DISTANCE + 2


def _at_its_end(a: Point, b: Point, width: int, height: int) -> Iterator[tuple[Box, float]]:
    """Places about the end of a level segment shorter than a label, over or under the symbol's slope."""
    for lift in LIFTS:
        for over in OVERS:
            x = b.x + over - width if b.x > a.x else b.x - over
            yield Box(x, a.y - lift - height, width, height), lift * DISTANCE
            yield Box(x, a.y + lift, width, height), lift * DISTANCE + 4


def candidates(points: Sequence[Point], width: int, height: int) -> list[tuple[float, Box]]:
    """Places along the line's first segments, cheapest first."""
    found: list[tuple[float, Box]] = []
    before = 0.0
    for a, b in islice(pairwise(points), SEGMENTS):
        for box, price in _along(a, b, width, height):
            found.append((before + price, box))
        before += (abs(a.x - b.x) + abs(a.y - b.y)) * DISTANCE + BEND
    found.sort(key=lambda one: (one[0], one[1].x, one[1].y))
    return found


def apart(a: Box, b: Box, gap: int = 0) -> bool:
    """Whether two boxes have at least `gap` twips between them."""
    return a.right + gap <= b.x or b.right + gap <= a.x or a.bottom + gap <= b.y or b.bottom + gap <= a.y


def strikes(box: Box, line: Polyline, gap: int = 16) -> bool:
    """Whether `line` runs through `box` (or nearer than `gap` twips)."""
    for a, b in zip(line.points, line.points[1:], strict=False):
        if (
            min(a.x, b.x) < box.right + gap
            and max(a.x, b.x) > box.x - gap
            and min(a.y, b.y) < box.bottom + gap
            and max(a.y, b.y) > box.y - gap
        ):
            return True
    return False


def places(
    line: Polyline, size: Box, grid: Grid, lines: Sequence[Polyline], shapes: Sequence[Shape], taken: Sequence[Box]
) -> tuple[Place | None, Place | None]:
    """The best place for a label of `size` beside `line` clear of all `lines`, `shapes` and of the boxes `taken`,
    and the best if lines may run there; None where there is none."""
    free: Place | None = None
    struck: Place | None = None
    for price, box in candidates(line.points, size.width, size.height):
        if (free is not None and price >= free.cost) or not grid.holds(box) or strikes(box, line):
            continue
        if any(one.meets(box, CLEAR) for one in shapes) or not all(apart(box, one, CLEAR) for one in taken):
            continue
        across, down = grid.rules_through(box)
        cost = price + LANE_RULE * across + ROW_RULE * down
        hits = sum(1 for other in lines if other is not line and strikes(box, other))
        if not hits:
            if free is None or cost < free.cost:
                free = Place(box, cost)
        elif struck is None or cost + LINE * hits < struck.cost:
            struck = Place(box, cost + LINE * hits, True)
    return free, struck
