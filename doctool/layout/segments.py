"""Horizontal and vertical pieces of lines, and how they meet. Whole twips, exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from doctool.drawing import Box, Point, Polyline, Side

#: Which way a line leaves a side, as (dx, dy); it enters a side the other way.
OUTWARD: dict[Side, tuple[int, int]] = {
    Side.TOP: (0, -1),
    Side.LEFT: (-1, 0),
    Side.BOTTOM: (0, 1),
    Side.RIGHT: (1, 0),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece from `start` to `end` along x (`horizontal`) or y, at the other coordinate `at`.

    `lo` and `hi` are start and end in rising order; `forward` says that the line runs from lo to hi.
    """

    horizontal: bool
    at: int
    lo: int
    hi: int
    forward: bool

    @property
    def length(self) -> int:
        return self.hi - self.lo

    @property
    def direction(self) -> tuple[int, int]:
        step = 1 if self.forward else -1
        return (step, 0) if self.horizontal else (0, step)

    def enters(self, box: Box) -> bool:
        """Whether a part of the piece lies inside `box` (its edge is not inside)."""
        near, far, first, last = _sides(self, box)
        return near < self.at < far and self.lo < last and self.hi > first

    def within(self, box: Box) -> tuple[int, int] | None:
        """The stretch (lo, hi) of the piece that lies in or on the edge of `box`, None if there is none."""
        near, far, first, last = _sides(self, box)
        lo, hi = max(self.lo, first), min(self.hi, last)
        return (lo, hi) if near <= self.at <= far and lo <= hi else None

    def overlap(self, other: Segment) -> int:
        """How far two parallel pieces run beside each other; negative is the gap between their ends."""
        return min(self.hi, other.hi) - max(self.lo, other.lo)


def _sides(segment: Segment, box: Box) -> tuple[int, int, int, int]:
    if segment.horizontal:
        return box.y, box.bottom, box.x, box.right
    return box.x, box.right, box.y, box.bottom


def segments_of(points: Sequence[Point]) -> tuple[Segment, ...]:
    """The pieces of a line from its first point on; pieces that go on in one direction are one piece.

    Pieces of no length are left out, and slanted ones (which rule H8 reports) as well.
    """
    out: list[Segment] = []
    for a, b in pairwise(points):
        if (a.x == b.x) == (a.y == b.y):
            continue
        horizontal = a.y == b.y
        start, end = (a.x, b.x) if horizontal else (a.y, b.y)
        at = a.y if horizontal else a.x
        piece = Segment(horizontal, at, min(start, end), max(start, end), end > start)
        last = out[-1] if out else None
        if last is not None and last.direction == piece.direction and last.at == piece.at:
            piece = Segment(horizontal, at, min(last.lo, piece.lo), max(last.hi, piece.hi), piece.forward)
            out.pop()
        out.append(piece)
    return tuple(out)


def bends_of(pieces: Sequence[Segment]) -> int:
    """How many corners the line of these pieces has."""
    return max(0, len(pieces) - 1)


def crossing_point(a: Segment, b: Segment) -> Point:
    """Where the (endless) lines of two perpendicular pieces cross."""
    return Point(b.at, a.at) if a.horizontal else Point(a.at, b.at)


def depth(a: Segment, b: Segment) -> int:
    """How deep inside both perpendicular pieces their crossing lies: the distance from the nearest of
    the four ends. 0 on an end, negative when they do not meet (the size is the gap)."""
    return min(b.at - a.lo, a.hi - b.at, a.at - b.lo, b.hi - a.at)


def related(a: Polyline, b: Polyline) -> bool:
    """Whether two lines may share a piece: a join (same target, same side) or a fork (same exit)."""
    return a.fork == b.fork or (a.target == b.target and a.target_side == b.target_side)
