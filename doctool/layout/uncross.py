"""Laying crossing wires anew, and those that go far round: together with others, in other orders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doctool.layout.conflicts import conflicts
from doctool.layout.laid import Laid
from doctool.layout.lattice import FORBIDDEN

#: The most searches that laying crossing wires anew may take.
SEARCHES = 150
#: From how much more than its cheapest course a wire is thought to go far round.
DETOUR = 15.0


class Uncrossing:
    """Betters the courses of `laid`, all of which are legal."""

    def __init__(self, laid: Laid) -> None:
        self.laid = laid
        self._least = [0.0] * len(laid.wires)
        self._find_least()
        self._most = laid.searches + SEARCHES

    def run(self) -> None:
        """Lay crossing wires and those that go far round anew with others, in other orders; what is not better
        is put back."""
        for pair in self.laid.crossings():
            if pair in self.laid.crossings():
                for group in self._groups(*pair):
                    if self._better(group):
                        break
        spare = [self._detour(wire) for wire in range(len(self.laid.wires))]
        for wire in sorted(range(len(spare)), key=lambda at: (-spare[at], at)):
            if spare[wire] > DETOUR:
                for group in self._rounds(wire):
                    if self._better(group):
                        break

    def _detour(self, wire: int) -> float:
        """How much more a wire costs beside the others than alone."""
        path = self.laid.take(wire)
        cost = self.laid.cost_of(wire, path)
        self.laid.put(wire, path)
        return cost - self._least[wire]

    def _find_least(self) -> None:
        """What each wire would cost if it had the page for itself; no search for a better way need go on beyond."""
        kept = [self.laid.take(wire) for wire in range(len(self.laid.wires))]
        for wire, errand in enumerate(self.laid.errands):
            found = self.laid.lattice.search(errand, FORBIDDEN)
            self._least[wire] = found[1] if found else 0.0
        for wire, path in enumerate(kept):
            self.laid.put(wire, path)

    def _groups(self, a: int, b: int) -> Iterator[list[int]]:
        """Orders in which to lay two crossing wires, alone and with those that dock where they dock."""
        beside = []
        for wire in (a, b):
            ends = {self.laid.wires[wire].source, self.laid.wires[wire].target}
            beside.append([
                at for at, one in enumerate(self.laid.wires) if at not in (a, b) and ends & {one.source, one.target}
            ])
        yield [b, a]
        yield [a, b]
        yield [a, b, *beside[0]]
        yield [b, a, *beside[1]]
        yield [*beside[1], b, a]

    def _rounds(self, wire: int) -> Iterator[list[int]]:
        """Orders in which to lay a wire that goes far round: before those that dock where it docks."""
        one = self.laid.wires[wire]
        source, target = ([at for at in self.laid.docked(end) if at != wire] for end in (one.source, one.target))
        yield [wire, *source]
        yield [wire, *target]
        yield [wire, *source, *(at for at in target if at not in source)]

    def _better(self, group: Sequence[int]) -> bool:
        """Lay `group` anew in this order if that is cheaper than it was, else put everything back."""
        if self.laid.searches > self._most:
            return False
        kept, left = [], -1e-6
        for wire in group:
            kept.append(self.laid.take(wire))
            left += self.laid.cost_of(wire, kept[-1]) - self._least[wire]
        if self._lay(group, left):
            return True
        for wire in group:
            self.laid.take(wire)
        for wire, path in zip(group, kept, strict=True):
            self.laid.put(wire, path)
        return False

    def _lay(self, group: Sequence[int], spare: float) -> bool:
        """Lay `group` in this order for at most `spare` more than the least; False, and some may lie, if that
        cannot be."""
        for wire in group:
            spare += self._least[wire]
            found = self.laid.lattice.search(self.laid.errands[wire], FORBIDDEN, self.laid.first(wire), spare)
            self.laid.searches += 1
            if found is None:
                return False
            spare -= found[1]
            self.laid.put(wire, found[0])
        return not any(conflicts(self.laid, wire) for wire in group)
