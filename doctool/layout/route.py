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
from collections.abc import Sequence
from dataclasses import replace

from doctool.layout.conflicts import conflicts, is_bad
from doctool.layout.laid import Laid
from doctool.layout.lattice import CROSSING, FORBIDDEN
from doctool.layout.uncross import Uncrossing

#: First price of a conflict and its growth a round.
FIRST_PRICE, GROWTH = 80.0, 1.5
ROUNDS = 40
#: What a piece in conflict costs more from round to round.
SORE = 12.0
#: Every so many rounds the ports around what is left in conflict are given out anew.
CLEAR = 5
#: What bends cost more for lines that have too many.
STRAIGHTEN = 2.5
#: The searches (and so many a wire) after which conflicts are let stand; none of 200 random sheets needed more than
#: 13 a wire.
GIVE_UP, GIVE_UP_A_WIRE = 300, 12


def route(laid: Laid, rounds: int = ROUNDS, most: float = math.inf) -> list[int]:
    """Route every wire; the wires (by index) that could not be routed legally, empty when all is well.
    Nothing is bettered that would cost more than `most` even without a crossing."""
    order = sorted(range(len(laid.wires)), key=laid.rank)
    for wire in order:
        laid.again(wire, FIRST_PRICE)
    left = mend(laid, order, rounds)
    if not left:
        for _ in range(2):
            for wire in order:
                laid.again(wire, FORBIDDEN)
        left = mend(laid, order)
    if not left and laid.cost() - CROSSING * len(laid.crossings()) < most:
        Uncrossing(laid).run()
    return left


def mend(laid: Laid, order: Sequence[int] | None = None, rounds: int = ROUNDS) -> list[int]:
    """Tear up and lay again what is in conflict, at rising prices; what remains in conflict."""
    order = order or range(len(laid.wires))
    price = FIRST_PRICE
    for turn in range(rounds):
        bad = [wire for wire in order if is_bad(laid, wire)]
        if not bad:
            return []
        if laid.searches > GIVE_UP + GIVE_UP_A_WIRE * len(laid.wires):
            return bad
        for wire in bad:
            for unit in conflicts(laid, wire):
                laid.lattice.history[unit] += SORE
        if turn % CLEAR == CLEAR - 1:
            _clear_around(laid, bad, price)
        for wire in bad:
            if is_bad(laid, wire):
                laid.again(wire, price)
        price = min(price * GROWTH, FORBIDDEN / 10)
    return [wire for wire in order if is_bad(laid, wire)]


def straighten(laid: Laid, wires: Sequence[int]) -> list[int]:
    """Lay `wires` anew with dearer bends; what remains in conflict."""
    for wire in wires:
        laid.errands[wire] = replace(laid.errands[wire], bend=laid.errands[wire].bend * STRAIGHTEN)
        laid.take(wire)
    for wire in wires:
        laid.again(wire, FIRST_PRICE)
    return mend(laid)


def _clear_around(laid: Laid, bad: Sequence[int], price: float) -> None:
    """Free the ports of the shapes that wires in conflict dock at: those wires choose first, exits before
    entries, then the others again."""
    for shape in sorted({end for wire in bad for end in (laid.wires[wire].source, laid.wires[wire].target)}):
        docked = laid.docked(shape)
        for wire in docked:
            laid.take(wire)
        for wire in sorted(docked, key=lambda at: (at not in bad, laid.wires[at].source != shape, at)):
            laid.again(wire, price)
