"""What is routed: shapes, the wires between them and their courses; and what a course is in twips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from doctool.drawing import Box, Point, Side


@dataclass(frozen=True, slots=True)
class Terminal:
    """A shape as the router sees it: where it stands and what each side costs, going out and coming in."""

    key: str
    row: int
    lane: int
    box: Box
    out: dict[Side, float]
    into: dict[Side, float]


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge to be routed, between terminals by index; wires of one `fork` may share their beginning, and must
    leave by one exit if the exit is `named`."""

    key: str
    source: int
    target: int
    fork: str
    back: bool
    named: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The course of a wire."""

    points: tuple[Point, ...]
    source_side: Side
    target_side: Side


def side_towards(at: Point, to: Point) -> Side:
    """The side of a shape at `at` that a line to `to` leaves by."""
    if to.x != at.x:
        return Side.RIGHT if to.x > at.x else Side.LEFT
    return Side.BOTTOM if to.y > at.y else Side.TOP


def port(box: Box, side: Side) -> Point:
    """The middle of a side of `box`, where lines dock."""
    if side is Side.TOP:
        return Point(box.center_x, box.y)
    if side is Side.BOTTOM:
        return Point(box.center_x, box.bottom)
    return Point(box.x if side is Side.LEFT else box.right, box.center_y)


def straight(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points where the line bends, and its ends."""
    out = [points[0]]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        if not (before.x == at.x == after.x or before.y == at.y == after.y):
            out.append(at)
    out.append(points[-1])
    return tuple(out)
