"""One page of a flowchart sheet: the table, the symbols on it, then lines and labels."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from doctool.drawing import (
    NO_BORDER,
    Align,
    Box,
    Cell,
    Label,
    Padding,
    Page,
    PageKind,
    Paragraph,
    Polyline,
    Row,
    Shape,
    ShapeKind,
    Side,
    Table,
    VAlign,
)
from doctool.layout.columns import PAD
from doctool.layout.flow_sheet import STRIP, SYMBOL, FlowSheet
from doctool.layout.footer import status_footer
from doctool.layout.graph import Edge, Node
from doctool.layout.grid import Grid, tracks
from doctool.layout.labels import places
from doctool.layout.laid import Laid
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.paginate import Pentagon, strips
from doctool.layout.route import ROUNDS, mend, route, straighten
from doctool.layout.text import height, paragraph
from doctool.layout.wires import Terminal, Wire
from doctool.units import pt

#: Ends and bends of a line: at most four bends (bentConnector5, ECMA-376 20.1.10.56).
MOST_POINTS = 6
#: What each side of a symbol costs a line that goes out and one that comes in.
LEAVE = {Side.BOTTOM: 0.0, Side.RIGHT: 3.0, Side.LEFT: 3.0, Side.TOP: 16.0}
ENTER = {Side.TOP: 0.0, Side.LEFT: 3.0, Side.RIGHT: 3.0, Side.BOTTOM: 14.0}
#: Half the height of what may stand in a row without symbols.
HALF_EMPTY = pt(12)
#: How often lines are laid anew for the labels' sake, and from how far off a label is worth it (points).
CLEARINGS, FAR = 12, 30.0
#: How far an off-page connector may move aside, the most places and
#: searches tried on a page, and how long each is mended.
ASIDE, MOVES, MOVE_SEARCHES, FEW_ROUNDS = 3, 4, 300, 6


class RefusedError(Exception):
    """A page has no legal routing at these row heights; carries the edges that are left."""

    def __init__(self, edges: Sequence[str]) -> None:
        super().__init__()
        self.edges = edges


@dataclass(frozen=True, slots=True)
class _Plan:
    """A page's off-page connectors, shapes, their labels, and the lines between them."""

    pentagons: list[Pentagon]
    shapes: list[Shape]
    labels: list[Label]
    wires: list[Wire]
    edges: list[Edge]
    laid: Laid
    left: list[int]
    cost: float

    def refuse(self, left: list[int]) -> None:
        if left:
            raise RefusedError([self.wires[one].key for one in left])


class PageBuilder:
    """Builds the page of the body rows [first, end). `letters` names the off-page connectors, `partners` the
    pages where each goes on."""

    def __init__(
        self,
        sheet: FlowSheet,
        first: int,
        end: int,
        heights: list[int],
        number: int,
        opening: bool,
        closing: bool,
        letters: dict[tuple[str, bool], str],
        partners: dict[tuple[str, bool, bool], set[int]],
    ):
        self.sheet, self.first, self.end, self.number = sheet, first, end, number
        self.opening, self.closing = opening, closing
        self.letters, self.partners = letters, partners
        self.columns, self.frame = sheet.columns, sheet.frame
        self.pentagons, self.above, self.under = strips(sheet.graph, first, end, self.columns.lanes, sheet.apart)
        self.head = len(self.columns.head_rows)
        self.top = self.frame.top + (sheet.title_height if opening else 0)
        self.body = [STRIP] * self.above + heights[first:end] + [STRIP] * self.under
        left = self.frame.margin.left + sum(self.columns.widths[: self.columns.first_lane])
        self.grid = Grid(
            tuple(left + sheet.lane_width * lane for lane in range(self.columns.lanes + 1)),
            tuple(accumulate(self.body, initial=self.top + self.columns.head_height)),
        )

    def build(self) -> Page:
        """The page; RefusedError if its lines cannot be laid."""
        plan = self._arranged()
        plan.refuse(plan.left)
        try:
            lines, exits = self._lines_and_labels(plan, False)
        except RefusedError:
            plan = self._arranged()
            plan.refuse(plan.left)
            lines, exits = self._lines_and_labels(plan, True)
        return Page(
            self.number,
            PageKind.FLOWCHART,
            self.frame.width,
            self.frame.height,
            self.frame.margin,
            self._tables(),
            tuple(plan.shapes),
            tuple(lines),
            tuple(plan.labels + exits),
            status_footer(self.sheet.loaded, self.number, self.frame.inner_width),
            self._description(),
            lane_columns=(self.columns.first_lane, self.columns.first_lane + self.columns.lanes),
        )

    def _description(self) -> str:
        graph = self.sheet.graph
        steps = [
            node.title + self._exits(node)
            for node in graph.nodes
            if self.first <= node.row < self.end and node.title
        ]
        name = self.sheet.loaded.sop.nama_sop or "SOP"
        return f"Diagram alir {name}: " + "; ".join(steps)

    def _exits(self, node: Node) -> str:
        """Where the named exits of `node` lead, in brackets."""
        numbers, rows = self.sheet.procedure.numbers(), self.sheet.graph.rows
        row_of = {one.key: rows[one.row] for one in self.sheet.graph.nodes}
        said = []
        for edge in self.sheet.graph.edges:
            row = row_of[edge.target]
            if edge.source == node.key and edge.label and row is not None:
                said.append(f"{edge.label}: ke kegiatan {numbers[row] or f'baris ke-{row + 1}'}")
        return f" ({', '.join(said)})" if said else ""

    # -- tables -----------------------------------------------------------------------------------------

    def _tables(self) -> tuple[Table, ...]:
        sheet, columns, left = self.sheet, self.columns, self.frame.margin.left
        out: list[Table] = []
        if self.opening and sheet.title:
            rows = (Row(height(sheet.title) + pt(6)),)
            cell = Cell(0, 0, sheet.title, border=NO_BORDER)
            out.append(Table("judul-prosedur", left, self.frame.top, (self.frame.inner_width,), rows, (cell,)))
        rows_list = list(columns.head_rows)
        cells = list(columns.head_cells)
        for index, one in enumerate(self.body):
            row = self.first + index - self.above
            inside = self.first <= row < self.end
            rows_list.append(Row(one, kegiatan=sheet.graph.rows[row] if inside else None))
            texts = sheet.texts[row] if inside else {}
            for col, name in enumerate(columns.names):
                padding = PAD if name != "pelaksana" else Padding()
                at = self.head + index
                cells.append(Cell(at, col, texts.get(col, ()), valign=VAlign.CENTER, padding=padding))
        out.append(Table("prosedur", left, self.top, columns.widths, tuple(rows_list), tuple(cells)))
        y = self.grid.rows[-1]
        for table in sheet.tail if self.closing else ():
            out.append(replace(table, y=y + 40))
            y += 40 + table.height
        return tuple(out)

    # -- shapes -----------------------------------------------------------------------------------------

    def _shapes(self, pentagons: Sequence[Pentagon]) -> list[Shape]:
        out: list[Shape] = []
        for node in self.sheet.graph.nodes:
            if self.first <= node.row < self.end:
                row = node.row - self.first + self.above
                box = self.grid.box(row, node.lane, self.sheet.symbol_width, self.sheet.shape_height(node))
                inside = self.sheet.inside[node.key]
                out.append(self._shape(node.key, node.kind, box, row, node.lane, inside, node.title))
        for one in pentagons:
            row = self._strip_row(one)
            width = min(self.sheet.symbol_width, pt(26)) // 40 * 40
            box = self.grid.box(row, one.lane, width, SYMBOL[ShapeKind.OFF_PAGE])
            name = self.letters[one.letter_of]
            text = paragraph(name, self.sheet.small, width, align=Align.CENTER)
            title = f"Penghubung halaman {name}, {'lanjut ke' if one.out else 'dari'} halaman lain"
            out.append(self._shape(one.key, ShapeKind.OFF_PAGE, box, row, one.lane, (text,), title))
        return out

    def _shape(
        self, key: str, kind: ShapeKind, box: Box, row: int, lane: int, text: tuple[Paragraph, ...], title: str
    ) -> Shape:
        return Shape(key, kind, box, self.head + row, self.columns.first_lane + lane, lane, text, title)

    def _strip_row(self, one: Pentagon) -> int:
        below = one.out == one.down
        return len(self.body) - self.under + one.strip if below else self.above - 1 - one.strip

    def _page_labels(self, pentagons: Sequence[Pentagon], shapes: dict[str, Shape]) -> list[Label]:
        words, lanes = self.sheet.loaded.label, self.grid.lanes
        out: list[Label] = []
        for one in pentagons:
            pages = ", ".join(str(page) for page in sorted(self.partners[(one.letter_of[0], one.out, one.down)]))
            text = f"{words.ke_halaman if one.out else words.dari_halaman} {pages}"
            box = self._label_box(text)
            shape = shapes[one.key].box
            x = max(lanes[0] + 20, min(shape.center_x - box.width // 2, lanes[-1] - 20 - box.width))
            y = shape.bottom + 24 if one.out == one.down else shape.y - 24 - box.height
            out.append(Label(f"hal-{one.key}", one.key, replace(box, x=x, y=y), self._label_text(text)))
        return out

    def _label_box(self, text: str) -> Box:
        return Box(0, 0, text_width(text, self.sheet.small) + 4, line_pitch(self.sheet.small))

    def _label_text(self, text: str) -> Paragraph:
        return Paragraph(text, self.sheet.small, (text,), line_pitch(self.sheet.small), Align.CENTER)

    # -- lines ------------------------------------------------------------------------------------------

    def _plan(self, pentagons: list[Pentagon], rounds: int = ROUNDS, most: float = math.inf) -> _Plan:
        """Shapes and lines with the off-page connectors at these places."""
        shapes = self._shapes(pentagons)
        by_key = {shape.key: shape for shape in shapes}
        labels = self._page_labels(pentagons, by_key)
        wires, edges = self._wires(pentagons, shapes)
        half_rows = [0] * len(self.body)
        for shape in shapes:
            row = shape.row - self.head
            half_rows[row] = max(half_rows[row], shape.box.height // 2)
        xs = tracks(self.grid.lanes, [self.sheet.symbol_width // 2] * self.columns.lanes)
        ys = tracks(self.grid.rows, [one or HALF_EMPTY for one in half_rows])
        laid = Laid(xs, ys, self._terminals(pentagons, shapes), wires)
        for one in labels:
            laid.lattice.close(one.box)
        left = route(laid, rounds, most)
        return _Plan(pentagons, shapes, labels, wires, edges, laid, left, laid.cost())

    def _arranged(self) -> _Plan:
        """The plan whose off-page connectors stand where their lines cross the fewest others."""
        plan = self._plan(self.pentagons)
        tried, searches = 0, 0
        while True:
            for pentagons in self._moves(plan):
                tried += 1
                if tried > MOVES or searches > MOVE_SEARCHES:
                    return plan
                other = self._plan(pentagons, FEW_ROUNDS, plan.cost)
                searches += other.laid.searches
                if not other.left and (plan.left or other.cost < plan.cost - 1):
                    plan = other
                    break
            else:
                return plan

    def _moves(self, plan: _Plan) -> Iterator[list[Pentagon]]:
        """Other places for the off-page connectors whose lines cross others: aside, or changed with another."""
        index = {shape.key: at for at, shape in enumerate(plan.shapes)}
        docks = {end for at in plan.laid.crossing() for end in (plan.wires[at].source, plan.wires[at].target)}
        for at, one in enumerate(plan.pentagons):
            if index[one.key] not in docks:
                continue
            beside = {
                other.lane: position
                for position, other in enumerate(plan.pentagons)
                if self._strip_row(other) == self._strip_row(one) and position != at
            }
            lanes = sorted(range(self.columns.lanes), key=lambda lane: (abs(lane - one.lane), lane))
            for lane in lanes[1 : 2 * ASIDE + 1]:
                pentagons = list(plan.pentagons)
                pentagons[at] = replace(one, lane=lane)
                if lane in beside:
                    pentagons[beside[lane]] = replace(pentagons[beside[lane]], lane=one.lane)
                elif any(abs(lane - other) <= self.sheet.apart for other in beside):
                    continue
                yield pentagons

    def _terminals(self, pentagons: Sequence[Pentagon], shapes: list[Shape]) -> list[Terminal]:
        strip = {one.key: one for one in pentagons}
        out = []
        for shape in shapes:
            leave, enter = LEAVE, ENTER
            if shape.key in strip:
                below = strip[shape.key].out == strip[shape.key].down
                leave = enter = {Side.TOP if below else Side.BOTTOM: 0.0, Side.LEFT: 4.0, Side.RIGHT: 4.0}
            out.append(Terminal(shape.key, shape.row - self.head, shape.lane, shape.box, leave, enter))
        return out

    def _wires(self, pentagons: Sequence[Pentagon], shapes: list[Shape]) -> tuple[list[Wire], list[Edge]]:
        index = {shape.key: at for at, shape in enumerate(shapes)}
        row_of = {node.key: node.row for node in self.sheet.graph.nodes}
        connector = {(one.letter_of[0], one.out, one.down): index[one.key] for one in pentagons}
        wires: list[Wire] = []
        edges: list[Edge] = []
        seen: set[tuple[int, int, str]] = set()
        for edge in self.sheet.graph.edges:
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

    def _lines(self, plan: _Plan) -> list[Polyline]:
        out: list[Polyline] = []
        headed: set[tuple[int, Side]] = set()
        for at, wire in enumerate(plan.wires):
            path = plan.laid.path(at)
            port = (wire.target, path.target_side)
            out.append(
                Polyline(
                    wire.key,
                    plan.shapes[wire.source].key,
                    plan.shapes[wire.target].key,
                    path.source_side,
                    path.target_side,
                    path.points,
                    wire.fork,
                    head=port not in headed,
                )
            )
            headed.add(port)
        return out

    # -- exit labels ------------------------------------------------------------------------------------

    def _lines_and_labels(self, plan: _Plan, short: bool) -> tuple[list[Polyline], list[Label]]:
        """Lines and exit labels; where no place is left for a label, one is cleared and its lines laid anew."""
        best: tuple[float, list[Polyline], list[Label]] | None = None
        blamed = [edge.key for edge in plan.edges if edge.label]
        for _ in range(CLEARINGS):
            lines = self._lines(plan)
            long = [at for at, line in enumerate(lines) if len(line.points) > MOST_POINTS]
            crowded: Box | None = None
            if long:
                blamed = [plan.wires[at].key for at in long]
                left = straighten(plan.laid, long)
            else:
                labels, crowded, far = self._place(plan, lines, short)
                if labels is not None and (best is None or plan.laid.cost() + far < best[0]):
                    best = (plan.laid.cost() + far, lines, labels)
                if crowded is None:
                    break
                plan.laid.lattice.close(crowded)
                left = mend(plan.laid)
            if left:
                blamed = [plan.wires[at].key for at in left]
                break
        if best is None:
            raise RefusedError(blamed)
        return best[1], best[2]

    def _place(
        self, plan: _Plan, lines: list[Polyline], short: bool
    ) -> tuple[list[Label] | None, Box | None, float]:
        """The exit labels (None if one has no place), a place to clear of lines for one that has none or only
        one far off, and how far off they stand in all."""
        nodes = {node.key for node in self.sheet.graph.nodes}
        taken = [label.box for label in plan.labels]
        labels: list[Label] = []
        done: set[str] = set()
        crowded: Box | None = None
        far = 0.0
        for line, edge in zip(lines, plan.edges, strict=True):
            if not edge.label or line.fork in done or line.source not in nodes:
                continue
            done.add(line.fork)
            text = edge.label
            free, struck = places(line, self._label_box(text), self.grid, lines, plan.shapes, taken)
            if free is None and short:
                text = text[:1].upper()
                free, struck = places(line, self._label_box(text), self.grid, lines, plan.shapes, taken)
            if free is None:
                return None, struck.box if struck is not None else None, 0.0
            if free.cost > FAR and struck is not None and struck.cost < free.cost:
                crowded = crowded or struck.box
            far += free.cost
            taken.append(free.box)
            labels.append(Label(f"l-{line.key}", line.key, free.box, self._label_text(text)))
        return labels, crowded, far
