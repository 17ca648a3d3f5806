"""Page breaks and the ends of cut edges.

A page holds consecutive body rows. An edge between pages ends on an off-page connector in a strip below or
above the rows of its page and goes on from one with the same letter on the other page. One letter serves all
edges that come to the same node from the same direction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doctool.drawing import ShapeKind
from doctool.layout.graph import Edge, Graph

#: Prices of a break: a pair of off-page connectors, a decision as the page's last row, a page of one row, a last
#: page of two, a twip of blank space.
CUT, AFTER_DECISION, ALONE, TWO, BLANK, PAGE = 40.0, 80.0, 300.0, 150.0, 0.004, 200.0


@dataclass(frozen=True, slots=True)
class Pentagon:
    """An off-page connector to be placed: `down` says which way its edges run through the pages."""

    key: str
    letter_of: tuple[str, bool]
    out: bool
    down: bool
    lane: int
    strip: int


def divide(graph: Graph, heights: Sequence[int], room: Callable[[int, int, int], int]) -> list[tuple[int, int]] | None:
    """The rows of each page as (first, end); None if a row does not fit. `room(first, end, page)` is the
    height that the rows of such a page may take (strips taken off)."""
    count = len(heights)
    row_of = {node.key: node.row for node in graph.nodes}
    cuts = [len(_pairs(graph, row_of, at)) for at in range(count + 1)]
    decisions = {node.row for node in graph.nodes if node.kind is ShapeKind.DECISION}
    best: list[float] = [0.0] + [1e18] * count
    back = [-1] * (count + 1)
    for first in range(count):
        if best[first] >= 1e18:
            continue
        total = 0
        for end in range(first + 1, count + 1):
            total += heights[end - 1]
            left = room(first, end, 1 if first == 0 else 2) - total
            if left < 0:
                if end - first > 14 or left < -6000:
                    break
                continue
            price = best[first] + PAGE
            if end < count:
                price += CUT * cuts[end] + BLANK * left
                price += AFTER_DECISION if end - 1 in decisions else 0
            if end - first == 1 and count > 1:
                price += ALONE
            elif end == count and first == count - 2 > 0:
                price += TWO
            if price <= best[end] + 1e-9:  # of equals the one whose earlier pages are fuller
                best[end], back[end] = price, first
    if best[count] >= 1e18:
        return None
    pages: list[tuple[int, int]] = []
    at = count
    while at > 0:
        pages.append((back[at], at))
        at = back[at]
    return pages[::-1]


def _pairs(graph: Graph, row_of: dict[str, int], at: int) -> set[tuple[str, bool]]:
    """What goes over a break before row `at`: (target, runs down), one for each letter."""
    over: set[tuple[str, bool]] = set()
    for edge in graph.edges:
        source, target = row_of[edge.source], row_of[edge.target]
        if min(source, target) < at <= max(source, target):
            over.add((edge.target, source < target))
    return over


def crossing_edges(graph: Graph, first: int, end: int) -> list[tuple[Edge, bool, bool]]:
    """Edges with just one end in rows [first, end): (edge, goes out of the page, runs down)."""
    row_of = {node.key: node.row for node in graph.nodes}
    found: list[tuple[Edge, bool, bool]] = []
    for edge in graph.edges:
        source, target = row_of[edge.source], row_of[edge.target]
        inside = first <= source < end
        if inside != (first <= target < end):
            found.append((edge, inside, source < target))
    return found


def strips(graph: Graph, first: int, end: int, lanes: int, apart: int) -> tuple[list[Pentagon], int, int]:
    """The pentagons of a page and the numbers of strip rows above and below its rows.

    `apart` lanes lie free between two pentagons of a strip (their page labels need the room). `strip`
    counts from the rows outwards.
    """
    lane_of = {node.key: node.lane for node in graph.nodes}
    wanted: dict[tuple[str, bool, bool], int] = {}
    for edge, out, down in crossing_edges(graph, first, end):
        wanted.setdefault((edge.target, out, down), lane_of[edge.source if out else edge.target])
    used: dict[tuple[bool, int], set[int]] = {}
    placed: list[Pentagon] = []
    for (target, out, down), lane in wanted.items():
        below = out == down
        strip = 0
        while True:
            taken = used.setdefault((below, strip), set())
            free = [one for one in range(lanes) if all(abs(one - other) > apart for other in taken)]
            near = min(free, key=lambda one: (abs(one - lane), one), default=None)
            if near is not None and (abs(near - lane) <= 2 or not taken or strip >= 2):
                break
            strip += 1
        taken.add(near)
        way = "turun" if down else "naik"
        key = f"{'keluar' if out else 'masuk'}-{way}-{target}"
        placed.append(Pentagon(key, (target, down), out, down, near, strip))
    above = max((one.strip + 1 for one in placed if one.out != one.down), default=0)
    under = max((one.strip + 1 for one in placed if one.out == one.down), default=0)
    return placed, above, under


def letter(number: int) -> str:
    """0 is A, 25 Z, 26 AA."""
    out = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(65 + rest) + out
    return out
