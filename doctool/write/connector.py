"""A polyline as one of DrawingML's preset connectors.

The presets straightConnector1 and bentConnector2 to bentConnector5 (ECMA-376 part 1, 20.1.9.8 and
presetShapeDefinitions.xml) all start in the top left corner going right and end in the bottom right corner.
Every other path is got from them by flips and one turn of 90 degrees; docs/notes/word-shapes.md shows how.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from doctool.drawing import Point
from doctool.units import pt, to_emu

# A bend's place is a share of the frame's side. Where start and end are at one height or in one column that side
# is nothing and could place no bend; it gets this much (0.2 pt), taken at the start, so that the tip stays exact.
# It must be whole twips: LibreOffice rounds frames to twips, and a rounded side would shift the bends.
LEAST_SIDE = to_emu(4)
MAX_BENDS = 4
TURN = 5_400_000  # 90 degrees in 1/60000 degree, ECMA-376 part 1, 20.1.10.3 ST_Angle
WHOLE = 100_000  # an adjustment of 100 %
# Lengths (and widths) of "medium" and "small" triangular heads on lines up to 2 pt, as Word and LibreOffice draw
# them. A head must be shorter than the piece it sits on, or it would cover the last bend.
MEDIUM_HEAD, SMALL_HEAD = pt(6), pt(4)


@dataclass(frozen=True, slots=True)
class Connector:
    """A preset with its frame. (x, y, width, height) is the xfrm in EMU, before the turn; `adjust` are the
    preset's adj1, adj2, ... in 1/100000 of the frame; `bounds` is (left, top, right, bottom) of the frame
    as seen on the page, after the turn: what counts for the extent of a group."""

    preset: str
    x: int
    y: int
    width: int
    height: int
    turned: bool
    flip_h: bool
    flip_v: bool
    adjust: tuple[int, ...]
    bounds: tuple[int, int, int, int]


def normalise(points: Sequence[Point]) -> tuple[Point, ...]:
    """`points` without repeated points and without points in the middle of a straight piece."""
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) >= 2 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def head_length(points: Sequence[Point]) -> int:
    """How long the head at the end of `points` is drawn, in twips: MEDIUM_HEAD where there is room for it."""
    before, tip = normalise(points)[-2:]
    return MEDIUM_HEAD if abs(tip.x - before.x) + abs(tip.y - before.y) > MEDIUM_HEAD else SMALL_HEAD


def connector(points: Sequence[Point]) -> Connector:
    """The connector that runs exactly along `points` (twips).

    ValueError when `points` is not a path of 1 to 5 upright and level pieces: layout promises that.
    """
    path = normalise(points)
    bends = len(path) - 2
    if not 0 <= bends <= MAX_BENDS or any(a.x != b.x and a.y != b.y for a, b in pairwise(path)):
        raise ValueError(f"not an orthogonal path of at most {MAX_BENDS} bends: {list(points)}")
    emu = [(to_emu(point.x), to_emu(point.y)) for point in path]
    return _straight_connector(emu) if bends == 0 else _bent_connector(emu)


def _straight(a: Point, b: Point, c: Point) -> bool:
    return a.x == b.x == c.x or a.y == b.y == c.y


def _straight_connector(path: list[tuple[int, int]]) -> Connector:
    (x0, y0), (x1, y1) = path
    left, top, right, bottom = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    bounds = (left, top, right, bottom)
    return Connector("straightConnector1", left, top, right - left, bottom - top, False, x1 < x0, y1 < y0, (), bounds)


def _bent_connector(path: list[tuple[int, int]]) -> Connector:
    upright = path[0][0] == path[1][0]  # the first piece goes up or down
    along = 1 if upright else 0
    start, size, sign = [0, 0], [0, 0], [1, 1]
    for axis in (0, 1):
        start[axis], size[axis], sign[axis] = _span([point[axis] for point in path])
    adjust = tuple(
        _share(path[bend], start, size, sign, along if bend % 2 else 1 - along) for bend in range(1, len(path) - 2)
    )
    end = path[-1]
    left, top = min(start[0], end[0]), min(start[1], end[1])
    bounds = (left, top, left + size[0], top + size[1])
    preset = f"bentConnector{len(path) - 1}"
    if not upright:
        return Connector(preset, left, top, size[0], size[1], False, sign[0] < 0, sign[1] < 0, adjust, bounds)
    x, y = left + (size[0] - size[1]) // 2, top + (size[1] - size[0]) // 2
    return Connector(preset, x, y, size[1], size[0], True, sign[1] < 0, sign[0] > 0, adjust, bounds)


def _span(values: list[int]) -> tuple[int, int, int]:
    """Along one axis: where the path starts (its end stays), how far off the end is, in which direction."""
    distance = values[-1] - values[0]
    sign = 1 if distance >= 0 else -1
    if distance == 0:
        first_move = next((value - values[0] for value in values if value != values[0]), 1)
        sign = 1 if first_move > 0 else -1
    size = max(LEAST_SIDE, abs(distance))
    return values[-1] - sign * size, size, sign


def _share(point: tuple[int, int], start: list[int], size: list[int], sign: list[int], axis: int) -> int:
    """How far along `axis` the bend at `point` is, in 1/100000 of the frame's side."""
    return round((point[axis] - start[axis]) * sign[axis] * WHOLE / size[axis])
