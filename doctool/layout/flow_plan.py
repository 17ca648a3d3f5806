"""Laying the lines of one page: between which symbols they run, and where the off-page connectors stand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doctool.drawing import Label, Shape, Side
from doctool.layout.flow_rows import FlowRows
from doctool.layout.flow_shapes import page_labels, page_shapes
from doctool.layout.graph import Edge
from doctool.layout.grid import tracks
from doctool.layout.laid import Laid
from doctool.layout.paginate import Pentagon
from doctool.layout.route import ROUNDS, route
from doctool.layout.wires import Terminal, Wire
from doctool.units import pt

#: What each side of a symbol costs a line that goes out and one that comes in.
LEAVE = {Side.BOTTOM: 0.0, Side.RIGHT: 3.0, Side.LEFT: 3.0, Side.TOP: 16.0}
ENTER = {Side.TOP: 0.0, Side.LEFT: 3.0, Side.RIGHT: 3.0, Side.BOTTOM: 14.0}
#: Half the height of what may stand in a row without symbols.
HALF_EMPTY = pt(12)
#: How far an off-page connector may move aside, the most places and
#: searches tried on a page, and how long each is mended.
ASIDE, MOVES, MOVE_SEARCHES, FEW_ROUNDS = 3, 4, 300, 6


class RefusedError(Exception):
    """A page has no legal routing at these row heights; carries the edges that are left."""

    def __init__(self, edges: Sequence[str]) -> None:
        super().__init__()
        self.edges = edges


@dataclass(frozen=True, slots=True)
class Plan:
    """A page's off-page connectors, shapes, their labels, the lines between them and what they cost; `left` are
    the wires (by index) that have no legal course."""

    pentagons: list[Pentagon]
    shapes: list[Shape]
    labels: list[Label]
    wires: list[Wire]
    edges: list[Edge]
    laid: Laid
    left: list[int]
    cost: float

    def refuse(self) -> None:
        """RefusedError where wires are left that could not be laid."""
        if self.left:
            raise RefusedError([self.wires[one].key for one in self.left])


def arranged(page: FlowRows) -> Plan:
    """The plan whose off-page connectors stand where their lines cross the fewest others."""
    plan = _plan(page, page.pentagons)
    tried, searches = 0, 0
    while True:
        for pentagons in _moves(page, plan):
            tried += 1
            if tried > MOVES or searches > MOVE_SEARCHES:
                return plan
            other = _plan(page, pentagons, FEW_ROUNDS, plan.cost)
            searches += other.laid.searches
            if not other.left and (plan.left or other.cost < plan.cost - 1):
                plan = other
                break
        else:
            return plan


def _plan(page: FlowRows, pentagons: list[Pentagon], rounds: int = ROUNDS, most: float = math.inf) -> Plan:
    """Shapes and lines with the off-page connectors at these places."""
    shapes = page_shapes(page, pentagons)
    by_key = {shape.key: shape for shape in shapes}
    labels = page_labels(page, pentagons, by_key)
    wires, edges = _wires(page, pentagons, shapes)
    half_rows = [0] * len(page.body)
    for shape in shapes:
        row = shape.row - page.head
        half_rows[row] = max(half_rows[row], shape.box.height // 2)
    xs = tracks(page.grid.lanes, [page.sheet.symbol_width // 2] * page.columns.lanes)
    ys = tracks(page.grid.rows, [one or HALF_EMPTY for one in half_rows])
    laid = Laid(xs, ys, _terminals(page, pentagons, shapes), wires)
    for one in labels:
        laid.lattice.close(one.box)
    left = route(laid, rounds, most)
    return Plan(pentagons, shapes, labels, wires, edges, laid, left, laid.cost())


def _moves(page: FlowRows, plan: Plan) -> Iterator[list[Pentagon]]:
    """Other places for the off-page connectors whose lines cross others: aside, or changed with another."""
    index = {shape.key: at for at, shape in enumerate(plan.shapes)}
    docks = {end for at in plan.laid.crossing() for end in (plan.wires[at].source, plan.wires[at].target)}
    for at, one in enumerate(plan.pentagons):
        if index[one.key] not in docks:
            continue
        beside = {
            other.lane: position
            for position, other in enumerate(plan.pentagons)
            if page.strip_row(other) == page.strip_row(one) and position != at
        }
        lanes = sorted(range(page.columns.lanes), key=lambda lane: (abs(lane - one.lane), lane))
        for lane in lanes[1 : 2 * ASIDE + 1]:
            pentagons = list(plan.pentagons)
            pentagons[at] = replace(one, lane=lane)
            if lane in beside:
                pentagons[beside[lane]] = replace(pentagons[beside[lane]], lane=one.lane)
            elif any(abs(lane - other) <= page.sheet.apart for other in beside):
                continue
            yield pentagons


def _terminals(page: FlowRows, pentagons: Sequence[Pentagon], shapes: list[Shape]) -> list[Terminal]:
    strip = {one.key: one for one in pentagons}
    out = []
    for shape in shapes:
        leave, enter = LEAVE, ENTER
        if shape.key in strip:
            below = strip[shape.key].out == strip[shape.key].down
            leave = enter = {Side.TOP if below else Side.BOTTOM: 0.0, Side.LEFT: 4.0, Side.RIGHT: 4.0}
        out.append(Terminal(shape.key, shape.row - page.head, shape.lane, shape.box, leave, enter))
    return out


def _wires(page: FlowRows, pentagons: Sequence[Pentagon], shapes: list[Shape]) -> tuple[list[Wire], list[Edge]]:
    index = {shape.key: at for at, shape in enumerate(shapes)}
    row_of = {node.key: node.row for node in page.sheet.graph.nodes}
    connector = {(one.letter_of[0], one.out, one.down): index[one.key] for one in pentagons}
    wires: list[Wire] = []
    edges: list[Edge] = []
    seen: set[tuple[int, int, str]] = set()
    for edge in page.sheet.graph.edges:
        if edge.source not in index and edge.target not in index:
            continue
        down = row_of[edge.source] < row_of[edge.target]
        source = index[edge.source] if edge.source in index else connector[(edge.target, False, down)]
        target = index[edge.target] if edge.target in index else connector[(edge.target, True, down)]
        fork = edge.fork if edge.source in index else shapes[source].key
        if (source, target, fork) in seen:
            continue
        seen.add((source, target, fork))
        back = shapes[source].row > shapes[target].row
        wires.append(Wire(edge.key, source, target, fork, back, bool(edge.label)))
        edges.append(edge)
    return wires, edges
