"""The lattice that lines run on: its tracks, what lies on them, and shortest paths through it.

A vertex is where two tracks meet (row * width + column), a unit the piece between two neighbours. Who lies
where is kept in bit masks (bit n is wire n), so that a search step costs a few integer operations.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from doctool.drawing import Box, Side

#: Cost of a bend, a crossing, a touch of a line with the same end, and a twip of length.
BEND, CROSSING, TOUCH, TWIP = 10.0, 44.0, 1.0, 0.004
#: The price of a conflict from which on only paths without one are looked for.
FORBIDDEN = 1e6
#: How near a line may come to a box that is closed, in twips.
EDGE = 20
#: The side of a shape that a line leaves by when it runs right, left, down and up; way ^ 1 is the opposite.
SIDES = (Side.RIGHT, Side.LEFT, Side.BOTTOM, Side.TOP)

_FAR = 1e18


@dataclass(frozen=True, slots=True)
class Track:
    """A line of the lattice: its position in twips, its lane or row if it is an axis, its price a twip."""

    at: int
    axis: int | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Errand:
    """What a search is for: vertices of both shapes, price of each way out and in (None: not allowed), who may
    share pieces with it (bit mask), the price of another way out than theirs, and that of a bend; `tight` is the
    price, by way in, of a bend so near the goal that no whole arrow head fits after it."""

    source: int
    goal: int
    out: tuple[float | None, ...]
    into: tuple[float | None, ...]
    mates: int
    split: float
    bend: float = BEND
    tight: tuple[float, ...] = (0.0,) * 4


class Lattice:
    """Tracks `xs` and `ys` (sorted), shapes on some vertices, and the wires laid so far."""

    def __init__(self, xs: Sequence[Track], ys: Sequence[Track]) -> None:
        self.xs, self.ys = xs, ys
        self.width = len(xs)
        size = self.width * len(ys)
        self.x = [track.at for track in xs] * len(ys)
        self.y = [track.at for track in ys for _ in xs]
        #: unit 2 v runs from vertex v to the right, 2 v + 1 downwards
        self.length = [0.0] * (2 * size)
        self.wall = bytearray(2 * size)
        self.history = [0.0] * (2 * size)
        #: wires on a unit, running right or down, and running left or up
        self.onward, self.backward = [0] * (2 * size), [0] * (2 * size)
        #: wires through a vertex: straight across, straight down or up, with a bend
        self.across, self.upright, self.bends = [0] * size, [0] * size, [0] * size
        self.solid = bytearray(size)
        self.moves: list[list[tuple[int, int, int]]] = [[] for _ in range(size)]
        for vertex in range(size):
            row, column = divmod(vertex, self.width)
            if column + 1 < self.width:
                self.length[2 * vertex] = (xs[column + 1].at - xs[column].at) * TWIP * ys[row].weight
                self.moves[vertex].append((0, vertex + 1, 2 * vertex))
                self.moves[vertex + 1].append((1, vertex, 2 * vertex))
            if row + 1 < len(ys):
                self.length[2 * vertex + 1] = (ys[row + 1].at - ys[row].at) * TWIP * xs[column].weight
                self.moves[vertex].append((2, vertex + self.width, 2 * vertex + 1))
                self.moves[vertex + self.width].append((3, vertex, 2 * vertex + 1))

    def close(self, box: Box) -> None:
        """Wall the pieces that run through `box` or close by it."""
        across = range(self._from(self.xs, box.x) - 1, self._from(self.xs, box.right))
        down = range(self._from(self.ys, box.y) - 1, self._from(self.ys, box.bottom))
        for row in range(self._from(self.ys, box.y - EDGE), self._from(self.ys, box.bottom + EDGE + 1)):
            for column in across:
                if 0 <= column < self.width - 1:
                    self.wall[2 * (row * self.width + column)] = 1
        for column in range(self._from(self.xs, box.x - EDGE), self._from(self.xs, box.right + EDGE + 1)):
            for row in down:
                if 0 <= row < len(self.ys) - 1:
                    self.wall[2 * (row * self.width + column) + 1] = 1

    def _from(self, tracks: Sequence[Track], at: int) -> int:
        """The first of `tracks` that does not lie before `at`."""
        return bisect_left(tracks, at, key=lambda track: track.at)

    # -- what lies where --------------------------------------------------------------------------------

    def steps(self, path: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Each piece of `path` as (unit, way)."""
        for a, b in pairwise(path):
            if b == a + 1:
                yield 2 * a, 0
            elif b == a - 1:
                yield 2 * b, 1
            elif b > a:
                yield 2 * a + 1, 2
            else:
                yield 2 * b + 1, 3

    def put(self, wire: int, path: Sequence[int]) -> None:
        """Lay `wire` along `path`."""
        self._flip(1 << wire, path)

    def take(self, wire: int, path: Sequence[int]) -> None:
        """Take `wire` off `path`."""
        self._flip(1 << wire, path)

    def _flip(self, bit: int, path: Sequence[int]) -> None:
        before = -1
        for vertex, (unit, way) in zip(path, self.steps(path), strict=False):
            (self.backward if way & 1 else self.onward)[unit] ^= bit
            if before >= 0:
                kind = self.bends if way != before else self.across if way < 2 else self.upright
                kind[vertex] ^= bit
            before = way

    # -- prices -----------------------------------------------------------------------------------------

    def cost(self, errand: Errand, path: Sequence[int], price: float, first: int | None = None) -> float:
        """What `path` costs beside all that is laid; `price` a conflict, `first` as for `search`."""
        strangers = ~errand.mates
        total = 0.0
        last = before = -1
        for vertex, (unit, way) in zip(path, self.steps(path), strict=False):
            total += self.length[unit] + price * self.wall[unit]
            same, against = (self.backward, self.onward) if way & 1 else (self.onward, self.backward)
            total += price * ((same[unit] & strangers).bit_count() + against[unit].bit_count())
            if before < 0:
                total += (errand.out[way] or 0.0) + (errand.split if first not in (None, path[1]) else 0.0)
            else:
                total += self._passing(vertex, before, way, errand, price)
            last, before = before, way
        if last not in (-1, before):
            total += errand.tight[before ^ 1]
        return total + (errand.into[before ^ 1] or 0.0)

    def beside(self, vertex: int, before: int, way: int) -> int:
        """Who passes `vertex` so that a line through it would touch them (bit mask)."""
        across, upright, bends = self.across[vertex], self.upright[vertex], self.bends[vertex]
        if before != way:
            return across | upright | bends
        return bends | (across if way < 2 else upright)

    def _passing(self, vertex: int, before: int, way: int, errand: Errand, price: float) -> float:
        total, beside = 0.0, self.beside(vertex, before, way)
        if before != way:
            total = errand.bend
        else:
            crossing = self.upright[vertex] if way < 2 else self.across[vertex]
            total = CROSSING * crossing.bit_count()
        if beside:
            mates = (beside & errand.mates).bit_count()
            total += TOUCH * mates + price * (beside.bit_count() - mates)
        return total

    # -- search -----------------------------------------------------------------------------------------

    def search(
        self, errand: Errand, price: float, first: int | None = None, bound: float = _FAR
    ) -> tuple[list[int], float] | None:
        """The cheapest path and its cost, None if there is none below `bound`; `price` is that of a conflict,
        `first` the vertex that its mates pass first."""
        x, y, moves, solid = self.x, self.y, self.moves, self.solid
        length, wall, history = self.length, self.wall, self.history
        onward, backward = self.onward, self.backward
        across, upright, bends = self.across, self.upright, self.bends
        source, goal, out, into, bend = errand.source, errand.goal, errand.out, errand.into, errand.bend
        tight, mates, strangers, split = errand.tight, errand.mates, ~errand.mates, errand.split
        strict = price >= FORBIDDEN
        goal_x, goal_y = x[goal], y[goal]
        best = [_FAR] * (4 * len(x))
        came = [-1] * (4 * len(x))
        number = count()
        queue: list[tuple[float, int, float, int, int]] = [(0.0, next(number), 0.0, source, -1)]
        pop, push = heapq.heappop, heapq.heappush
        while queue:
            _, _, cost, at, heading = pop(queue)
            if heading >= 0 and best[4 * at + heading] < cost:
                continue
            if at == goal:
                return self._trace(came, at, heading, source), cost
            for way, to, unit in moves[at]:
                if way ^ 1 == heading or (solid[to] and to != goal):
                    continue
                new = cost + length[unit]
                if at == source:
                    leave = out[way]
                    if leave is None:
                        continue
                    new += leave
                    if first is not None and to != first:
                        if split >= FORBIDDEN:
                            continue
                        new += split
                if to == goal:
                    enter = into[way ^ 1]
                    if enter is None:
                        continue
                    new += enter
                    if heading >= 0 and way != heading:
                        new += tight[way ^ 1]
                if way & 1:
                    clash, against = backward[unit] & strangers, onward[unit]
                else:
                    clash, against = onward[unit] & strangers, backward[unit]
                if clash or against or wall[unit]:
                    if strict:
                        continue
                    new += price * (clash.bit_count() + against.bit_count() + wall[unit])
                if not strict:
                    new += history[unit]
                if heading >= 0:
                    if way != heading:
                        new += bend
                        crossing = 0
                        beside = across[at] | upright[at] | bends[at]
                    elif way < 2:
                        crossing, beside = upright[at], across[at] | bends[at]
                    else:
                        crossing, beside = across[at], upright[at] | bends[at]
                    if crossing:
                        new += CROSSING * crossing.bit_count()
                    if beside:
                        alien = beside & strangers
                        if alien:
                            if strict:
                                continue
                            new += price * alien.bit_count()
                        new += TOUCH * (beside & mates).bit_count()
                state = 4 * to + way
                if new < best[state] - 1e-9:
                    dx, dy = goal_x - x[to], goal_y - y[to]
                    if way < 2:
                        turns = 2 if (dx < 0 if way == 0 else dx > 0) else 1 if dy else 0
                    else:
                        turns = 2 if (dy < 0 if way == 2 else dy > 0) else 1 if dx else 0
                    rest = (abs(dx) + abs(dy)) * TWIP + turns * bend
                    if new + rest >= bound:
                        continue
                    best[state] = new
                    came[state] = 4 * at + heading if heading >= 0 else -1
                    push(queue, (new + rest, next(number), new, to, way))
        return None

    def _trace(self, came: list[int], at: int, heading: int, source: int) -> list[int]:
        path = [at]
        state = came[4 * at + heading]
        while state >= 0:
            path.append(state // 4)
            state = came[state]
        path.append(source)
        return path[::-1]
