"""Labels beside lines: the place nearest to the exit where a label strikes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from doctool.drawing import Box, Point, Polyline
from doctool.layout.grid import Grid
from doctool.units import pt

GAP = pt(1.5)
#: Price of a lane's rule and of a row's rule through a label, and of a line, in points of distance.
LANE_RULE, ROW_RULE, LINE = 15.0, 8.0, 40.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label may stand and what that costs, in points from its exit; `struck` if lines run there."""

    box: Box
    cost: float
    struck: bool = False


def _along(a: Point, b: Point, width: int, height: int) -> Iterator[tuple[Box, float]]:
    """Places beside the segment from `a` to `b`, nearest to `a` first, with their price."""
    if a.y == b.y:
        sign = 1 if b.x > a.x else -1
        for step in range(0, max(1, abs(b.x - a.x)), pt(2)):
            start = a.x + sign * (pt(1) + step)
            x = start if sign > 0 else start - width
            yield Box(x, a.y - GAP - height, width, height), step * 0.05
            yield Box(x, a.y + GAP, width, height), step * 0.05 + 4
        return
    sign = 1 if b.y > a.y else -1
    for step in range(0, max(1, abs(b.y - a.y)), pt(2)):
        start = a.y + sign * (pt(1) + step)
        y = start if sign > 0 else start - height
        yield Box(a.x + GAP + 10, y, width, height), step * 0.05
        yield Box(a.x - GAP - 10 - width, y, width, height), step * 0.05 + 2


def candidates(points: Sequence[Point], width: int, height: int) -> list[tuple[float, Box]]:
    """Places along the line's first segments, cheapest first."""
    found: list[tuple[float, Box]] = []
    for index in range(min(3, len(points) - 1)):
        for box, price in _along(points[index], points[index + 1], width, height):
            found.append((price + 10 * index, box))
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
    line: Polyline, size: Box, grid: Grid, lines: Sequence[Polyline], taken: Sequence[Box]
) -> tuple[Place | None, Place | None]:
    """The best place for a label of `size` beside `line` clear of all `lines` and of the boxes `taken`, and the
    best if lines may run there; None where there is none."""
    free: Place | None = None
    struck: Place | None = None
    for price, box in candidates(line.points, size.width, size.height):
        if (free is not None and price >= free.cost) or not grid.holds(box) or strikes(box, line):
            continue
        if not all(apart(box, one, 8) for one in taken):
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
