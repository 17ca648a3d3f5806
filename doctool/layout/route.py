"""Routing: orthogonal lines on a lattice of tracks, so that no two lines ever share a piece they may not share.

The lattice has one vertical line in the middle of each lane and some tracks beside each lane rule, one
horizontal line in the middle of each row and some tracks beside each row rule; all tracks keep their distance
from rules, shapes and each other. A shape stands on the crossing of its lane's and its row's axis and is
docked from its four sides. Each wire is a shortest path (A*) by length, bends, crossings and preferred sides;
pieces used by others cost more and more (negotiated congestion, McMurchie and Ebeling 1995) until no two wires
are in conflict. Ties are broken by order, so the same input gives the same paths.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from doctool.drawing import Box, Point, Side

#: Cost of a bend, a crossing, a touch of a line with the same end, and a twip of length.
BEND, CROSSING, TOUCH, TWIP = 10.0, 44.0, 3.0, 0.003
#: First price of a conflict, its growth a round, and the price when only better legal paths are sought.
FIRST_PRICE, GROWTH, FORBIDDEN = 80.0, 1.5, 1e6
ROUNDS = 40
#: Every so many rounds the ports around what is left in conflict are given out anew.
CLEAR = 5
#: Sides in the order of `_MOVES`.
SIDES = (Side.RIGHT, Side.LEFT, Side.BOTTOM, Side.TOP)


@dataclass(frozen=True, slots=True)
class Track:
    """A line of the lattice: its position in twips, its lane or row if it is an axis, its price a twip."""

    at: int
    axis: int | None = None
    weight: float = 1.0


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
    """An edge to be routed, between terminals by index; wires of one `fork` leave by one exit."""

    key: str
    source: int
    target: int
    fork: str
    back: bool


@dataclass(frozen=True, slots=True)
class Path:
    """The course of a wire."""

    points: tuple[Point, ...]
    source_side: Side
    target_side: Side


@dataclass
class Router:
    """Routes `wires` between `terminals` over the tracks `xs` and `ys` (sorted)."""

    xs: Sequence[Track]
    ys: Sequence[Track]
    terminals: Sequence[Terminal]
    wires: Sequence[Wire]
    walls: set[tuple[int, bool]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.width = len(self.xs)
        self.size = self.width * len(self.ys)
        lane = {track.axis: index for index, track in enumerate(self.xs) if track.axis is not None}
        row = {track.axis: index for index, track in enumerate(self.ys) if track.axis is not None}
        self.place = [row[one.row] * self.width + lane[one.lane] for one in self.terminals]
        self.shape_at = {vertex: index for index, vertex in enumerate(self.place)}
        #: unit (vertex, vertical) -> wires on it, with the direction they run in
        self.units: dict[tuple[int, bool], dict[int, int]] = {}
        #: vertex -> wires through it: 0 straight across, 1 straight down or up, 2 a bend
        self.corners: dict[int, dict[int, int]] = {}
        self.history: dict[tuple[int, bool], float] = {}
        self.paths: list[list[int] | None] = [None] * len(self.wires)
        self.bend = [BEND] * len(self.wires)

    # -- occupation -------------------------------------------------------------------------------------

    def _unit(self, a: int, b: int) -> tuple[tuple[int, bool], int]:
        step = b - a
        return ((min(a, b), abs(step) != 1), 1 if step > 0 else -1)

    def _mode(self, before: int, at: int, after: int) -> int:
        first, second = abs(at - before) != 1, abs(after - at) != 1
        return 2 if first != second else int(first)

    def _put(self, wire: int, path: list[int]) -> None:
        self.paths[wire] = path
        for a, b in itertools.pairwise(path):
            unit, direction = self._unit(a, b)
            self.units.setdefault(unit, {})[wire] = direction
        for before, at, after in zip(path, path[1:], path[2:], strict=False):
            self.corners.setdefault(at, {})[wire] = self._mode(before, at, after)

    def _take(self, wire: int) -> None:
        path = self.paths[wire]
        if path is None:
            return
        for a, b in itertools.pairwise(path):
            self.units[self._unit(a, b)[0]].pop(wire, None)
        for at in path[1:-1]:
            self.corners[at].pop(wire, None)
        self.paths[wire] = None

    # -- conflicts --------------------------------------------------------------------------------------

    def _mates(self, a: int, b: int) -> bool:
        """Whether two wires may share a piece: the same exit, or the same shape they run into."""
        one, two = self.wires[a], self.wires[b]
        return one.fork == two.fork or one.target == two.target

    def _course(self, wire: int) -> list[int]:
        return self.paths[wire] or []

    def _in_conflict(self, wire: int) -> list[tuple[int, bool]]:
        """The units where `wire` lies as it may not."""
        path = self.paths[wire]
        if path is None:
            return []
        found: list[tuple[int, bool]] = []
        for a, b in itertools.pairwise(path):
            unit, direction = self._unit(a, b)
            if unit in self.walls or any(
                self._clash(wire, other, direction, way) for other, way in self.units[unit].items() if other != wire
            ):
                found.append(unit)
        for before, at, after in zip(path, path[1:], path[2:], strict=False):
            mode = self._mode(before, at, after)
            for other, their in self.corners[at].items():
                if other != wire and mode + their != 1 and not self._meet(wire, other, at):
                    found.append(self._unit(before, at)[0])
        return found

    def _clash(self, wire: int, other: int, direction: int, way: int) -> bool:
        if direction != way:
            return True
        one, two = self.wires[wire], self.wires[other]
        mine, theirs = self._course(wire), self._course(other)
        if one.fork == two.fork and mine[1] == theirs[1]:
            return not _common(mine, theirs)
        if one.target == two.target and mine[-2] == theirs[-2]:
            return not _common(mine[::-1], theirs[::-1])
        return True

    def _meet(self, wire: int, other: int, at: int) -> bool:
        """Whether the wires may touch at vertex `at`: where their common piece begins or ends."""
        mine, theirs = self._course(wire), self._course(other)
        one, two = self.wires[wire], self.wires[other]
        if one.fork == two.fork and at in mine[: _prefix(mine, theirs)]:
            return True
        return one.target == two.target and at in mine[len(mine) - _prefix(mine[::-1], theirs[::-1]) :]

    # -- search -----------------------------------------------------------------------------------------

    def _search(self, wire: int, price: float) -> list[int] | None:
        one = self.wires[wire]
        width, xs, ys = self.width, self.xs, self.ys
        source, goal = self.place[one.source], self.place[one.target]
        out, into = self.terminals[one.source].out, self.terminals[one.target].into
        goal_x, goal_y = xs[goal % width].at, ys[goal // width].at
        forced = self._forced(wire)
        bend = self.bend[wire]
        moves = (1, -1, width, -width)
        queue: list[tuple[float, int, float, int, int]] = []
        best: dict[tuple[int, int], float] = {}
        came: dict[tuple[int, int], tuple[int, int]] = {}
        count = 0
        heapq.heappush(queue, (0.0, count, 0.0, source, -1))
        units, corners = self.units, self.corners
        mate = [self._mates(wire, other) for other in range(len(self.wires))]
        while queue:
            _, _, cost, at, heading = heapq.heappop(queue)
            if heading >= 0 and best.get((at, heading), 1e18) < cost:
                continue
            if at == goal and heading >= 0:
                return _trace(came, at, heading, source)
            column = at % width
            for way, step in enumerate(moves):
                if heading >= 0 and (way ^ 1) == heading:
                    continue
                if (way == 0 and column == width - 1) or (way == 1 and column == 0):
                    continue
                to = at + step
                if to < 0 or to >= self.size:
                    continue
                shape = self.shape_at.get(to)
                if shape is not None and to != goal:
                    continue
                new = cost
                if at == source:
                    if SIDES[way] not in out or (forced is not None and to != forced):
                        continue
                    new += out[SIDES[way]]
                if to == goal:
                    side = SIDES[way ^ 1]
                    if side not in into:
                        continue
                    new += into[side]
                vertical = way > 1
                if vertical:
                    track = xs[column]
                    new += abs(ys[to // width].at - ys[at // width].at) * TWIP * track.weight
                else:
                    track = ys[at // width]
                    new += abs(xs[to % width].at - xs[column].at) * TWIP * track.weight
                unit = (min(at, to), vertical)
                if unit in self.walls:
                    new += price
                new += self.history.get(unit, 0.0) if price < FORBIDDEN else 0.0
                direction = 1 if step > 0 else -1
                for other, their in units.get(unit, {}).items():
                    if not mate[other] or their != direction:
                        new += price
                if heading >= 0:
                    mode = int(vertical) if (heading > 1) == vertical else 2
                    if mode == 2:
                        new += bend
                    for other, their in corners.get(at, {}).items():
                        if mode + their == 1:
                            new += CROSSING
                        elif mate[other]:
                            new += TOUCH
                        else:
                            new += price
                key = (to, way)
                if new < best.get(key, 1e18) - 1e-9:
                    best[key] = new
                    came[key] = (at, heading)
                    count += 1
                    rest = (abs(xs[to % width].at - goal_x) + abs(ys[to // width].at - goal_y)) * TWIP
                    heapq.heappush(queue, (new + rest, count, new, to, way))
        return None

    def _forced(self, wire: int) -> int | None:
        """The first vertex of a mate that has already left by this wire's exit."""
        for other, path in enumerate(self.paths):
            if other != wire and path is not None and self.wires[other].fork == self.wires[wire].fork:
                return path[1]
        return None

    # -- the whole --------------------------------------------------------------------------------------

    def run(self) -> list[int]:
        """Route every wire; the wires (by index) that could not be routed legally, empty when all is well."""
        order = sorted(range(len(self.wires)), key=self._rank)
        for wire in order:
            if self.paths[wire] is None:
                self._again(wire, FIRST_PRICE)
        left = self.mend(order)
        if not left:
            for _ in range(2):
                for wire in order:
                    self._again(wire, FORBIDDEN)
            left = self.mend(order)
        return left

    def _rank(self, wire: int) -> tuple[bool, int, int]:
        one = self.wires[wire]
        a, b = self.terminals[one.source], self.terminals[one.target]
        return (one.back, abs(a.row - b.row) * 3 + abs(a.lane - b.lane), wire)

    def mend(self, order: Sequence[int] | None = None) -> list[int]:
        """Tear up and lay again what is in conflict, at rising prices; what remains in conflict."""
        order = order or range(len(self.wires))
        price = FIRST_PRICE
        for turn in range(ROUNDS):
            bad = [wire for wire in order if self.paths[wire] is None or self._in_conflict(wire)]
            if not bad:
                return []
            for wire in bad:
                for unit in self._in_conflict(wire):
                    self.history[unit] = self.history.get(unit, 0.0) + 12.0
            if turn % CLEAR == CLEAR - 1:
                self._clear_around(bad, price)
            for wire in bad:
                if self.paths[wire] is None or self._in_conflict(wire):
                    self._again(wire, price)
            price = min(price * GROWTH, FORBIDDEN / 10)
        return [wire for wire in order if self.paths[wire] is None or self._in_conflict(wire)]

    def _clear_around(self, bad: Sequence[int], price: float) -> None:
        """Free the ports of the shapes that wires in conflict dock at: those wires choose first, exits before
        entries, then the others again."""
        for shape in sorted({end for wire in bad for end in (self.wires[wire].source, self.wires[wire].target)}):
            docked = [at for at, one in enumerate(self.wires) if shape in (one.source, one.target)]
            for wire in docked:
                self._take(wire)
            for wire in sorted(docked, key=lambda at: (at not in bad, self.wires[at].source != shape, at)):
                self._again(wire, price)

    def straighten(self, wires: Sequence[int]) -> list[int]:
        """Lay `wires` anew with dearer bends; what remains in conflict."""
        for wire in wires:
            self.bend[wire] *= 2.5
            self._take(wire)
        for wire in wires:
            self._again(wire, FIRST_PRICE)
        return self.mend()

    def _again(self, wire: int, price: float) -> None:
        old = self.paths[wire]
        self._take(wire)
        path = self._search(wire, price)
        if path is None:
            path = old
        if path is not None:
            self._put(wire, path)

    def wall(self, box: Box) -> None:
        """Close the lattice where a label stands."""
        for row, y in enumerate(self.ys):
            if not box.y - 20 <= y.at <= box.bottom + 20:
                continue
            for column in range(self.width - 1):
                if self.xs[column].at < box.right and self.xs[column + 1].at > box.x:
                    self.walls.add((row * self.width + column, False))
        for column, x in enumerate(self.xs):
            if not box.x - 20 <= x.at <= box.right + 20:
                continue
            for row in range(len(self.ys) - 1):
                if self.ys[row].at < box.bottom and self.ys[row + 1].at > box.y:
                    self.walls.add((row * self.width + column, True))

    def path(self, wire: int) -> Path:
        """The course of `wire` in twips, from port to port."""
        vertices = self._course(wire)
        one = self.wires[wire]
        points = [Point(self.xs[v % self.width].at, self.ys[v // self.width].at) for v in vertices]
        source_side = _side(points[0], points[1])
        target_side = _side(points[-1], points[-2])
        points[0] = _port(self.terminals[one.source].box, source_side)
        points[-1] = _port(self.terminals[one.target].box, target_side)
        return Path(_straight(points), source_side, target_side)


def _common(mine: list[int], theirs: list[int]) -> bool:
    """Whether the vertices both paths use are just their common beginning."""
    end = _prefix(mine, theirs)
    shared = {(a, b) for a, b in zip(theirs[end - 1 :], theirs[end:], strict=False)}
    return not any(pair in shared for pair in zip(mine[end - 1 :], mine[end:], strict=False))


def _prefix(a: list[int], b: list[int]) -> int:
    count = 0
    for one, two in zip(a, b, strict=False):
        if one != two:
            break
        count += 1
    return count


def _trace(came: dict[tuple[int, int], tuple[int, int]], at: int, heading: int, source: int) -> list[int]:
    path = [at]
    key = (at, heading)
    while key[0] != source:
        key = came[key]
        path.append(key[0])
    return path[::-1]


def _side(at: Point, to: Point) -> Side:
    if to.x != at.x:
        return Side.RIGHT if to.x > at.x else Side.LEFT
    return Side.BOTTOM if to.y > at.y else Side.TOP


def _port(box: Box, side: Side) -> Point:
    if side is Side.TOP:
        return Point(box.center_x, box.y)
    if side is Side.BOTTOM:
        return Point(box.center_x, box.bottom)
    return Point(box.x if side is Side.LEFT else box.right, box.center_y)


def _straight(points: list[Point]) -> tuple[Point, ...]:
    """The points where the line bends, and its ends."""
    out = [points[0]]
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        if not (before.x == at.x == after.x or before.y == at.y == after.y):
            out.append(at)
    out.append(points[-1])
    return tuple(out)
