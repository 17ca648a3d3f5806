"""Which wires lie as they may not: on a piece of another's way, or touching it where they have nothing in common."""

from __future__ import annotations

from doctool.layout.laid import Laid, bits


def is_bad(laid: Laid, wire: int) -> bool:
    """Whether `wire` does not lie, or not as it may."""
    return laid.paths[wire] is None or bool(conflicts(laid, wire))


def conflicts(laid: Laid, wire: int) -> list[int]:
    """The units where `wire` lies as it may not."""
    path = laid.paths[wire]
    if path is None:
        return []
    lattice, self_bit = laid.lattice, 1 << wire
    found: list[int] = []
    before = -1
    for vertex, (unit, way) in zip(path, lattice.steps(path), strict=False):
        same, against = (lattice.backward, lattice.onward) if way & 1 else (lattice.onward, lattice.backward)
        others = same[unit] & ~self_bit
        if (
            lattice.wall[unit]
            or against[unit] & ~self_bit
            or (others and any(not _may_share(laid, wire, other) for other in bits(others)))
        ):
            found.append(unit)
        if before >= 0:
            beside = lattice.beside(vertex, before, way) & ~self_bit
            if beside and any(not _may_meet(laid, wire, other, vertex) for other in bits(beside)):
                found.append(unit)
        before = way
    return found


def _may_share(laid: Laid, wire: int, other: int) -> bool:
    one, two = laid.wires[wire], laid.wires[other]
    mine, theirs = laid.course(wire), laid.course(other)
    if one.fork == two.fork and mine[1] == theirs[1]:
        return _only_beginning(mine, theirs)
    if one.target == two.target and mine[-2] == theirs[-2]:
        return _only_beginning(mine[::-1], theirs[::-1])
    return False


def _may_meet(laid: Laid, wire: int, other: int, at: int) -> bool:
    """Whether the wires may touch at vertex `at`: where their common piece begins or ends."""
    mine, theirs = laid.course(wire), laid.course(other)
    one, two = laid.wires[wire], laid.wires[other]
    if one.fork == two.fork and at in mine[: _prefix(mine, theirs)]:
        return True
    return one.target == two.target and at in mine[len(mine) - _prefix(mine[::-1], theirs[::-1]) :]


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
