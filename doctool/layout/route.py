"""Routing: orthogonal lines on a lattice of tracks, so that no two lines ever share a piece they may not share.

The lattice has one vertical line in the middle of each lane and some tracks beside each lane rule, one
horizontal line in the middle of each row and some tracks beside each row rule; all tracks keep their distance
from rules, shapes and each other. A shape stands on the crossing of its lane's and its row's axis and is
docked from its four sides. Each wire is a shortest path (A*) by length, bends, crossings and preferred sides;
pieces used by others cost more and more (negotiated congestion, McMurchie and Ebeling 1995) until no two wires
are in conflict. Then wires that cross are laid anew together, in other orders, as long as that pays. Ties are
broken by order, so the same input gives the same paths.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doctool.drawing import Box, Point, Side
from doctool.layout.lattice import CROSSING, FORBIDDEN, SIDES, Errand, Lattice, Track
from doctool.units import pt

#: First price of a conflict and its growth a round.
FIRST_PRICE, GROWTH = 80.0, 1.5
ROUNDS = 40
#: What a piece in conflict costs more from round to round.
SORE = 12.0
#: Every so many rounds the ports around what is left in conflict are given out anew.
CLEAR = 5
#: What it costs to leave by another side than a mate that has the same exit.
SPLIT = 15.0
#: An arrow head at its usual length, and what a last piece costs that is too short for one.
WHOLE_HEAD, TIGHT = pt(6), 4.0
#: What bends cost more for lines that have too many.
STRAIGHTEN = 2.5
#: The most searches that laying crossing wires anew may take, and those (and so many a wire) after which
#: conflicts are let stand; none of 200 random sheets needed more than 13 a wire.
SEARCHES, GIVE_UP, GIVE_UP_A_WIRE = 150, 300, 12
#: From how much more than its cheapest course a wire is thought to go far round.
DETOUR = 15.0


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


class Router:
    """Routes `wires` between `terminals` over the tracks `xs` and `ys` (sorted)."""

    def __init__(
        self, xs: Sequence[Track], ys: Sequence[Track], terminals: Sequence[Terminal], wires: Sequence[Wire]
    ) -> None:
        self.terminals, self.wires = terminals, wires
        self.lattice = Lattice(xs, ys)
        lane = {track.axis: index for index, track in enumerate(xs) if track.axis is not None}
        row = {track.axis: index for index, track in enumerate(ys) if track.axis is not None}
        place = [row[one.row] * len(xs) + lane[one.lane] for one in terminals]
        for vertex in place:
            self.lattice.solid[vertex] = 1
        self.errands = [self._errand(at, place) for at in range(len(wires))]
        self.paths: list[list[int] | None] = [None] * len(wires)
        self.searches = 0
        self._most = 0
        self._least = [0.0] * len(wires)

    def _errand(self, wire: int, place: Sequence[int]) -> Errand:
        one = self.wires[wire]
        mates = sum(1 << at for at, other in enumerate(self.wires) if at != wire and self._mates(one, other))
        return Errand(
            place[one.source],
            place[one.target],
            tuple(self.terminals[one.source].out.get(side) for side in SIDES),
            tuple(self.terminals[one.target].into.get(side) for side in SIDES),
            mates,
            FORBIDDEN if one.named else SPLIT,
            tight=tuple(TIGHT if self._near(place[one.target], one.target, side) else 0.0 for side in SIDES),
        )

    def _near(self, vertex: int, shape: int, side: Side) -> bool:
        """Whether the track nearest to `shape` (at `vertex`) on `side` leaves no room for a whole arrow head."""
        lattice, port = self.lattice, _port(self.terminals[shape].box, side)
        step = {Side.RIGHT: 1, Side.LEFT: -1, Side.BOTTOM: lattice.width, Side.TOP: -lattice.width}[side]
        beside = vertex + step
        if not 0 <= beside < len(lattice.x):
            return False
        return abs(lattice.x[beside] - port.x) + abs(lattice.y[beside] - port.y) <= WHOLE_HEAD

    def _mates(self, one: Wire, other: Wire) -> bool:
        """Whether two wires may share a piece: the same exit, or the same shape they run into."""
        return one.fork == other.fork or one.target == other.target

    # -- laying -----------------------------------------------------------------------------------------

    def _take(self, wire: int) -> list[int] | None:
        path = self.paths[wire]
        if path is not None:
            self.lattice.take(wire, path)
            self.paths[wire] = None
        return path

    def _put(self, wire: int, path: list[int] | None) -> None:
        if path is not None:
            self.lattice.put(wire, path)
            self.paths[wire] = path

    def _again(self, wire: int, price: float) -> None:
        """Lay a wire anew; where it stays if there is no path."""
        old = self._take(wire)
        self.searches += 1
        found = self.lattice.search(self.errands[wire], price, self._first(wire))
        self._put(wire, found[0] if found else old)

    def _first(self, wire: int) -> int | None:
        """The first vertex of a mate that has already left by this wire's exit."""
        for other, path in enumerate(self.paths):
            if other != wire and path is not None and self.wires[other].fork == self.wires[wire].fork:
                return path[1]
        return None

    def _cost(self, wire: int, path: Sequence[int] | None) -> float:
        """What `path` costs `wire` beside what is laid now."""
        return self.lattice.cost(self.errands[wire], path or (), FORBIDDEN, self._first(wire))

    def _rank(self, wire: int) -> tuple[bool, int, int]:
        one = self.wires[wire]
        a, b = self.terminals[one.source], self.terminals[one.target]
        return (one.back, abs(a.row - b.row) * 3 + abs(a.lane - b.lane), wire)

    # -- conflicts --------------------------------------------------------------------------------------

    def _conflicts(self, wire: int) -> list[int]:
        """The units where `wire` lies as it may not."""
        path = self.paths[wire]
        if path is None:
            return []
        lattice, self_bit = self.lattice, 1 << wire
        found: list[int] = []
        before = -1
        for vertex, (unit, way) in zip(path, lattice.steps(path), strict=False):
            same, against = (lattice.backward, lattice.onward) if way & 1 else (lattice.onward, lattice.backward)
            others = same[unit] & ~self_bit
            if (
                lattice.wall[unit]
                or against[unit] & ~self_bit
                or (others and any(not self._may_share(wire, other) for other in _bits(others)))
            ):
                found.append(unit)
            if before >= 0:
                beside = lattice.beside(vertex, before, way) & ~self_bit
                if beside and any(not self._may_meet(wire, other, vertex) for other in _bits(beside)):
                    found.append(unit)
            before = way
        return found

    def _may_share(self, wire: int, other: int) -> bool:
        one, two = self.wires[wire], self.wires[other]
        mine, theirs = self._course(wire), self._course(other)
        if one.fork == two.fork and mine[1] == theirs[1]:
            return _only_beginning(mine, theirs)
        if one.target == two.target and mine[-2] == theirs[-2]:
            return _only_beginning(mine[::-1], theirs[::-1])
        return False

    def _may_meet(self, wire: int, other: int, at: int) -> bool:
        """Whether the wires may touch at vertex `at`: where their common piece begins or ends."""
        mine, theirs = self._course(wire), self._course(other)
        one, two = self.wires[wire], self.wires[other]
        if one.fork == two.fork and at in mine[: _prefix(mine, theirs)]:
            return True
        return one.target == two.target and at in mine[len(mine) - _prefix(mine[::-1], theirs[::-1]) :]

    def _course(self, wire: int) -> list[int]:
        return self.paths[wire] or []

    def _bad(self, wire: int) -> bool:
        return self.paths[wire] is None or bool(self._conflicts(wire))

    # -- the whole --------------------------------------------------------------------------------------

    def run(self, rounds: int = ROUNDS, most: float = math.inf) -> list[int]:
        """Route every wire; the wires (by index) that could not be routed legally, empty when all is well.
        Nothing is bettered that would cost more than `most` even without a crossing."""
        order = sorted(range(len(self.wires)), key=self._rank)
        for wire in order:
            self._again(wire, FIRST_PRICE)
        left = self.mend(order, rounds)
        if not left:
            for _ in range(2):
                for wire in order:
                    self._again(wire, FORBIDDEN)
            left = self.mend(order)
        if not left and self.cost() - CROSSING * len(self._crossings()) < most:
            self._uncross()
        return left

    def mend(self, order: Sequence[int] | None = None, rounds: int = ROUNDS) -> list[int]:
        """Tear up and lay again what is in conflict, at rising prices; what remains in conflict."""
        order = order or range(len(self.wires))
        price = FIRST_PRICE
        for turn in range(rounds):
            bad = [wire for wire in order if self._bad(wire)]
            if not bad:
                return []
            if self.searches > GIVE_UP + GIVE_UP_A_WIRE * len(self.wires):
                return bad
            for wire in bad:
                for unit in self._conflicts(wire):
                    self.lattice.history[unit] += SORE
            if turn % CLEAR == CLEAR - 1:
                self._clear_around(bad, price)
            for wire in bad:
                if self._bad(wire):
                    self._again(wire, price)
            price = min(price * GROWTH, FORBIDDEN / 10)
        return [wire for wire in order if self._bad(wire)]

    def _clear_around(self, bad: Sequence[int], price: float) -> None:
        """Free the ports of the shapes that wires in conflict dock at: those wires choose first, exits before
        entries, then the others again."""
        for shape in sorted({end for wire in bad for end in (self.wires[wire].source, self.wires[wire].target)}):
            docked = self._docked(shape)
            for wire in docked:
                self._take(wire)
            for wire in sorted(docked, key=lambda at: (at not in bad, self.wires[at].source != shape, at)):
                self._again(wire, price)

    def _docked(self, shape: int) -> list[int]:
        return [at for at, one in enumerate(self.wires) if shape in (one.source, one.target)]

    def straighten(self, wires: Sequence[int]) -> list[int]:
        """Lay `wires` anew with dearer bends; what remains in conflict."""
        for wire in wires:
            self.errands[wire] = replace(self.errands[wire], bend=self.errands[wire].bend * STRAIGHTEN)
            self._take(wire)
        for wire in wires:
            self._again(wire, FIRST_PRICE)
        return self.mend()

    # -- crossings --------------------------------------------------------------------------------------

    def _uncross(self) -> None:
        """Lay crossing wires and those that go far round anew with others, in other orders; what is not better
        is put back."""
        self._find_least()
        self._most = self.searches + SEARCHES
        for pair in self._crossings():
            if pair in self._crossings():
                for group in self._groups(*pair):
                    if self._better(group):
                        break
        spare = [self._detour(wire) for wire in range(len(self.wires))]
        for wire in sorted(range(len(spare)), key=lambda at: (-spare[at], at)):
            if spare[wire] > DETOUR:
                for group in self._rounds(wire):
                    if self._better(group):
                        break

    def _detour(self, wire: int) -> float:
        """How much more a wire costs beside the others than alone."""
        path = self._take(wire)
        cost = self._cost(wire, path)
        self._put(wire, path)
        return cost - self._least[wire]

    def _find_least(self) -> None:
        """What each wire would cost if it had the page for itself; no search for a better way need go on beyond."""
        kept = [self._take(wire) for wire in range(len(self.wires))]
        for wire, errand in enumerate(self.errands):
            found = self.lattice.search(errand, FORBIDDEN)
            self._least[wire] = found[1] if found else 0.0
        for wire, path in enumerate(kept):
            self._put(wire, path)

    def _groups(self, a: int, b: int) -> Iterator[list[int]]:
        """Orders in which to lay two crossing wires, alone and with those that dock where they dock."""
        beside = []
        for wire in (a, b):
            ends = {self.wires[wire].source, self.wires[wire].target}
            beside.append([
                at for at, one in enumerate(self.wires) if at not in (a, b) and ends & {one.source, one.target}
            ])
        yield [b, a]
        yield [a, b]
        yield [a, b, *beside[0]]
        yield [b, a, *beside[1]]
        yield [*beside[1], b, a]

    def _rounds(self, wire: int) -> Iterator[list[int]]:
        """Orders in which to lay a wire that goes far round: before those that dock where it docks."""
        one = self.wires[wire]
        source, target = ([at for at in self._docked(end) if at != wire] for end in (one.source, one.target))
        yield [wire, *source]
        yield [wire, *target]
        yield [wire, *source, *(at for at in target if at not in source)]

    def _better(self, group: Sequence[int]) -> bool:
        """Lay `group` anew in this order if that is cheaper than it was, else put everything back."""
        if self.searches > self._most:
            return False
        kept, left = [], -1e-6
        for wire in group:
            kept.append(self._take(wire))
            left += self._cost(wire, kept[-1]) - self._least[wire]
        if self._lay(group, left):
            return True
        for wire in group:
            self._take(wire)
        for wire, path in zip(group, kept, strict=True):
            self._put(wire, path)
        return False

    def _lay(self, group: Sequence[int], spare: float) -> bool:
        """Lay `group` in this order for at most `spare` more than the least; False, and some may lie, if that
        cannot be."""
        for wire in group:
            spare += self._least[wire]
            found = self.lattice.search(self.errands[wire], FORBIDDEN, self._first(wire), spare)
            self.searches += 1
            if found is None:
                return False
            spare -= found[1]
            self._put(wire, found[0])
        return not any(self._conflicts(wire) for wire in group)

    def _crossings(self) -> list[tuple[int, int]]:
        lattice = self.lattice
        found = {
            (min(a, b), max(a, b))
            for across, upright in zip(lattice.across, lattice.upright, strict=True)
            if across and upright
            for a in _bits(across)
            for b in _bits(upright)
            if a != b
        }
        return sorted(found)

    def crossing(self) -> list[int]:
        """The wires that cross another."""
        return sorted({wire for pair in self._crossings() for wire in pair})

    def cost(self) -> float:
        """The price of the whole: length, bends, sides, crossings and touches, each pair of wires once."""
        total = 0.0
        kept = []
        for wire in range(len(self.wires)):
            kept.append(self._take(wire))
            total += self._cost(wire, kept[-1])
        for wire, path in enumerate(kept):
            self._put(wire, path)
        return total

    # -- the outcome ------------------------------------------------------------------------------------

    def wall(self, box: Box) -> None:
        """Close the lattice where a label stands."""
        self.lattice.close(box)

    def path(self, wire: int) -> Path:
        """The course of `wire` in twips, from port to port."""
        one = self.wires[wire]
        points = [Point(self.lattice.x[vertex], self.lattice.y[vertex]) for vertex in self._course(wire)]
        source_side = _side(points[0], points[1])
        target_side = _side(points[-1], points[-2])
        points[0] = _port(self.terminals[one.source].box, source_side)
        points[-1] = _port(self.terminals[one.target].box, target_side)
        return Path(_straight(points), source_side, target_side)


def _bits(mask: int) -> Iterator[int]:
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _only_beginning(mine: list[int], theirs: list[int]) -> bool:
    """Whether the pieces both paths use are just their common beginning."""
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
