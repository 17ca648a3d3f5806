"""The wires of a page as they lie: laying them on the lattice one by one, what they cost, which of them cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doctool.drawing import Point, Side
from doctool.layout.lattice import FORBIDDEN, SIDES, Errand, Lattice, Track
from doctool.layout.wires import Path, Terminal, Wire, port, side_towards, straight
from doctool.units import pt

#: What it costs to leave by another side than a mate that has the same exit.
SPLIT = 15.0
#: An arrow head at its usual length, and what a last piece costs that is too short for one.
WHOLE_HEAD, TIGHT = pt(6), 4.0


class Laid:
    """The courses of `wires` between `terminals` over the tracks `xs` and `ys` (sorted), wires by index; none lies
    at first. `searches` counts the paths that were looked for."""

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
        lattice, end = self.lattice, port(self.terminals[shape].box, side)
        step = {Side.RIGHT: 1, Side.LEFT: -1, Side.BOTTOM: lattice.width, Side.TOP: -lattice.width}[side]
        beside = vertex + step
        if not 0 <= beside < len(lattice.x):
            return False
        return abs(lattice.x[beside] - end.x) + abs(lattice.y[beside] - end.y) <= WHOLE_HEAD

    def _mates(self, one: Wire, other: Wire) -> bool:
        """Whether two wires may share a piece: the same exit, or the same shape they run into."""
        return one.fork == other.fork or one.target == other.target

    def take(self, wire: int) -> list[int] | None:
        """Take a wire up; its course, None where it did not lie."""
        path = self.paths[wire]
        if path is not None:
            self.lattice.take(wire, path)
            self.paths[wire] = None
        return path

    def put(self, wire: int, path: list[int] | None) -> None:
        """Lay a wire on `path`."""
        if path is not None:
            self.lattice.put(wire, path)
            self.paths[wire] = path

    def again(self, wire: int, price: float) -> None:
        """Lay a wire anew; where it stays if there is no path."""
        old = self.take(wire)
        self.searches += 1
        found = self.lattice.search(self.errands[wire], price, self.first(wire))
        self.put(wire, found[0] if found else old)

    def first(self, wire: int) -> int | None:
        """The first vertex of a mate that has already left by this wire's exit."""
        for other, path in enumerate(self.paths):
            if other != wire and path is not None and self.wires[other].fork == self.wires[wire].fork:
                return path[1]
        return None

    def course(self, wire: int) -> list[int]:
        """The vertices that a wire runs through, none where it does not lie."""
        return self.paths[wire] or []

    def docked(self, shape: int) -> list[int]:
        """The wires that begin or end at `shape`."""
        return [at for at, one in enumerate(self.wires) if shape in (one.source, one.target)]

    def rank(self, wire: int) -> tuple[bool, int, int]:
        """What wires are sorted by before they are first laid: short ones first, those that lead back last."""
        one = self.wires[wire]
        a, b = self.terminals[one.source], self.terminals[one.target]
        return (one.back, abs(a.row - b.row) * 3 + abs(a.lane - b.lane), wire)

    def cost_of(self, wire: int, path: Sequence[int] | None) -> float:
        """What `path` costs `wire` beside what is laid now."""
        return self.lattice.cost(self.errands[wire], path or (), FORBIDDEN, self.first(wire))

    def cost(self) -> float:
        """The price of the whole: length, bends, sides, crossings and touches, each pair of wires once."""
        total = 0.0
        kept = []
        for wire in range(len(self.wires)):
            kept.append(self.take(wire))
            total += self.cost_of(wire, kept[-1])
        for wire, path in enumerate(kept):
            self.put(wire, path)
        return total

    def crossings(self) -> list[tuple[int, int]]:
        """The pairs of wires that cross."""
        lattice = self.lattice
        found = {
            (min(a, b), max(a, b))
            for across, upright in zip(lattice.across, lattice.upright, strict=True)
            if across and upright
            for a in bits(across)
            for b in bits(upright)
            if a != b
        }
        return sorted(found)

    def crossing(self) -> list[int]:
        """The wires that cross another."""
        return sorted({wire for pair in self.crossings() for wire in pair})

    def path(self, wire: int) -> Path:
        """The course of `wire` in twips, from port to port."""
        one = self.wires[wire]
        points = [Point(self.lattice.x[vertex], self.lattice.y[vertex]) for vertex in self.course(wire)]
        source_side = side_towards(points[0], points[1])
        target_side = side_towards(points[-1], points[-2])
        points[0] = port(self.terminals[one.source].box, source_side)
        points[-1] = port(self.terminals[one.target].box, target_side)
        return Path(straight(points), source_side, target_side)


def bits(mask: int) -> Iterator[int]:
    """The wires in a bit mask, in order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
