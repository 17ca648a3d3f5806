"""The flowchart sheets: rows, shapes, routed lines and labels of one Prosedur, page by page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    TextStyle,
    VAlign,
)
from doctool.errors import LayoutError
from doctool.findings import Finding, Severity
from doctool.layout.columns import PAD, Columns, cell_lines, cell_paragraphs, fit_columns
from doctool.layout.footer import status_footer
from doctool.layout.graph import Edge, Graph, Node, make_graph
from doctool.layout.labels import apart, candidates, strikes
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.paginate import Pentagon, crossing_edges, divide, letter, strips
from doctool.layout.route import Router, Terminal, Track, Wire
from doctool.layout.signature import signature_table
from doctool.layout.text import height, paragraph
from doctool.loaded import LoadedSop, Path
from doctool.model.prosedur import Prosedur
from doctool.units import PAPERS, mm, pt

#: Heights of the symbols; a symbol with text grows.
SYMBOL = {
    ShapeKind.PROCESS: pt(18),
    ShapeKind.TERMINATOR: pt(18),
    ShapeKind.DECISION: pt(24),
    ShapeKind.OFF_PAGE: pt(20),
}
WIDEST_SYMBOL = pt(48)
#: Space between a symbol and its row's rules: room for a label and for tracks.
AIR = pt(12.5)
STRIP = pt(48)
#: First track beside a rule, distance of tracks, and from the last track to a symbol (an arrow head's length).
FIRST_TRACK, TRACK, HEAD = pt(2.5), pt(3), pt(4.6)
#: What rows grow by when a page has no legal routing, and how often that is tried.
GROWTH, TRIES = pt(8), 4
#: Ends and bends of a line: at most four bends (bentConnector5, ECMA-376 20.1.10.56).
MOST_POINTS = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """The sheet of paper: sizes and margins in twips."""

    width: int
    height: int
    margin: Padding

    @property
    def inner_width(self) -> int:
        return self.width - self.margin.left - self.margin.right

    @property
    def top(self) -> int:
        return self.margin.top + 20

    @property
    def bottom(self) -> int:
        return self.height - self.margin.bottom - 40


def frame_of(loaded: LoadedSop) -> Frame:
    """The paper of the flowchart sheets by the house style."""
    gaya = loaded.kantor.gaya
    paper = PAPERS[gaya.kertas]
    if gaya.prosedur.orientasi == "lanskap":
        paper = paper.landscape()
    edge = gaya.prosedur.margin
    return Frame(
        paper.width, paper.height, Padding(mm(edge.atas_mm), mm(edge.kanan_mm), mm(edge.bawah_mm), mm(edge.kiri_mm))
    )


class _RefusedError(Exception):
    """A page has no legal routing at these row heights; carries the edges that are left."""

    def __init__(self, edges: Sequence[str]) -> None:
        super().__init__()
        self.edges = edges


class Sheet:
    """Lays out one Prosedur."""

    def __init__(self, loaded: LoadedSop, path: Path, procedure: Prosedur, last: bool) -> None:
        self.loaded, self.path, self.procedure = loaded, path, procedure
        self.frame = frame_of(loaded)
        self.graph: Graph = make_graph(loaded, path, procedure)
        self.columns: Columns = fit_columns(loaded, procedure, self.frame.inner_width)
        self.small = TextStyle(loaded.kantor.gaya.huruf, pt(8))
        self.lane_width = self.columns.widths[self.columns.first_lane]
        self.symbol_width = self._symbol_width()
        self.texts = [self._row_text(kegiatan) for kegiatan in self.graph.rows]
        self.inside = {node.key: self._inside(node) for node in self.graph.nodes}
        self.title = self._title()
        self.tail = self._tail(last)

    # -- texts and sizes --------------------------------------------------------------------------------

    def _symbol_width(self) -> int:
        lane = self.lane_width
        width = min(WIDEST_SYMBOL, lane - 2 * max(pt(10.5), lane // 5))
        return max(width, pt(16)) // 40 * 40

    def _row_text(self, kegiatan: int | None) -> dict[int, tuple[Paragraph, ...]]:
        if kegiatan is None:
            return {}
        row, number = self.procedure.kegiatan[kegiatan], self.procedure.numbers()[kegiatan]
        return {
            col: cell_paragraphs(cell_lines(row, number, name), name, self.columns.style, self.columns.widths[col])
            for col, name in enumerate(self.columns.names)
            if name != "pelaksana"
        }

    def _inside(self, node: Node) -> tuple[Paragraph, ...]:
        width = self.symbol_width - pt(3)
        if not node.text:
            return ()
        own = node.kind is not ShapeKind.TERMINATOR or " " in node.text
        if not own and text_width(node.text, self.small) > width:
            return ()
        return (paragraph(node.text, self.small, width, align=Align.CENTER),)

    def _shape_height(self, node: Node) -> int:
        text = height(self.inside[node.key])
        return max(SYMBOL[node.kind], (text + pt(6)) // 40 * 40 + 40 if text > pt(12) else 0)

    def _heights(self, extra: int) -> list[int]:
        heights = []
        for index in range(len(self.graph.rows)):
            text = max((height(lines) for lines in self.texts[index].values()), default=0)
            shapes = [self._shape_height(node) for node in self.graph.nodes if node.row == index]
            need = max(shapes) + 2 * AIR if shapes else 0
            row = max(text + PAD.top + PAD.bottom + line_pitch(self.columns.style) // 2, need + extra)
            heights.append(-(-row // 40) * 40)
        return heights

    def _title(self) -> tuple[Paragraph, ...]:
        sop, style = self.loaded.sop, self.loaded.kantor.gaya.prosedur
        text = sop.judul_prosedur or (sop.nama_sop or "" if style.judul else "")
        bold = replace(self.columns.style, size=self.columns.style.size + pt(1.5), bold=True)
        lines = [text] if text and self.path in ((), ("bagian", 0)) else []
        lines += [self.procedure.judul] if self.procedure.judul else []
        return tuple(
            paragraph(one, bold, self.frame.inner_width, align=Align.CENTER)
            for line in lines
            for one in line.splitlines()
        )

    def _tail(self, last: bool) -> list[Table]:
        """What stands under the flow on the last page: footnotes and signatures, at y = 0."""
        tables: list[Table] = []
        width, left = self.frame.inner_width, self.frame.margin.left
        if self.procedure.catatan_kaki:
            notes = tuple(paragraph(one, self.small, width) for one in self.procedure.catatan_kaki)
            tables.append(
                Table(
                    "catatan-kaki",
                    left,
                    0,
                    (width,),
                    (Row(height(notes) + pt(4), exact=False),),
                    (Cell(0, 0, notes, border=NO_BORDER, padding=Padding(pt(2), 0, 0, 0)),),
                )
            )
        if last and self.loaded.sop.tanda_tangan_alur:
            style = replace(self.columns.style, size=max(self.columns.style.size, pt(9)))
            tables.append(signature_table(self.loaded, self.loaded.sop.tanda_tangan_alur, left, 0, width, style))
        return tables

    # -- pages ------------------------------------------------------------------------------------------

    def pages(self, first_number: int) -> tuple[Page, ...]:
        """The pages, numbered from `first_number`; LayoutError if there is no legal drawing."""
        refused: Sequence[str] = ()
        for attempt in range(TRIES):
            heights = self._heights(attempt * GROWTH)
            spans = divide(self.graph, heights, self._room)
            if spans is None:
                break
            try:
                return self._draw(spans, heights, first_number)
            except _RefusedError as error:
                refused = error.edges
        raise self._failure(refused)

    def _failure(self, edges: Sequence[str]) -> LayoutError:
        if not edges:
            return LayoutError(
                f"satu kegiatan {self.loaded.address} lebih tinggi daripada satu halaman",
                hint="ringkas teksnya atau bagi menjadi beberapa kegiatan",
            )
        numbers = self.procedure.numbers()
        row_of = {node.key: self.graph.rows[node.row] for node in self.graph.nodes}
        findings = []
        for edge in self.graph.edges:
            if edge.key in edges:
                source, target = row_of[edge.source], row_of[edge.target]
                names = [numbers[one] or f"baris ke-{one + 1}" for one in (source, target) if one is not None]
                findings.append(
                    Finding(
                        "A08",
                        Severity.ERROR,
                        self.loaded.positions.where((*self.path, "kegiatan", source or 0)),
                        f"arus dari kegiatan {' ke kegiatan '.join(names)} "
                        "tidak dapat digambar tanpa menimpa garis lain",
                        "pecah kegiatan itu, kurangi arus yang masuk atau keluar, atau pakai kertas yang lebih lebar",
                    )
                )
        return LayoutError(f"alur {self.loaded.address} terlalu padat untuk digambar dengan benar", tuple(findings))

    @property
    def _apart(self) -> int:
        return 1 if self.lane_width < pt(48) else 0

    def _room(self, first: int, end: int, page: int) -> int:
        room = self.frame.bottom - self.frame.top - self.columns.head_height
        if page == 1 and self.title:
            room -= height(self.title) + pt(6) + 20
        if end == len(self.graph.rows):
            room -= sum(one.height + 40 for one in self.tail)
        _, above, under = strips(self.graph, first, end, self.columns.lanes, self._apart)
        return room - (above + under) * STRIP

    def _draw(self, spans: list[tuple[int, int]], heights: list[int], number: int) -> tuple[Page, ...]:
        page_of = {row: number + at for at, (first, end) in enumerate(spans) for row in range(first, end)}
        row_of = {node.key: node.row for node in self.graph.nodes}
        letters: dict[tuple[str, bool], str] = {}
        for first, end in spans:
            for one in strips(self.graph, first, end, self.columns.lanes, self._apart)[0]:
                letters.setdefault(one.letter_of, letter(len(letters)))
        pages = []
        for at, (first, end) in enumerate(spans):
            partners: dict[tuple[str, bool, bool], set[int]] = {}
            for edge, out, down in crossing_edges(self.graph, first, end):
                other = page_of[row_of[edge.target if out else edge.source]]
                partners.setdefault((edge.target, out, down), set()).add(other)
            builder = _PageBuilder(self, first, end, heights, number + at, at == 0, at == len(spans) - 1)
            pages.append(builder.build(letters, partners))
        return tuple(pages)


class _PageBuilder:
    """One page: the table, the shapes on it, then lines and labels."""

    def __init__(
        self, sheet: Sheet, first: int, end: int, heights: list[int], number: int, opening: bool, closing: bool
    ):
        self.sheet, self.first, self.end, self.number = sheet, first, end, number
        self.opening, self.closing = opening, closing
        self.columns, self.frame = sheet.columns, sheet.frame
        self.pentagons, self.above, self.under = strips(sheet.graph, first, end, self.columns.lanes, sheet._apart)
        self.head = len(self.columns.head_rows)
        title = height(sheet.title) + pt(6) if opening and sheet.title else 0
        self.top = self.frame.top + (title + 20 if title else 0)
        self.body = [STRIP] * self.above + heights[first:end] + [STRIP] * self.under
        self.row_edges = [self.top + self.columns.head_height]
        for one in self.body:
            self.row_edges.append(self.row_edges[-1] + one)
        left = self.frame.margin.left + sum(self.columns.widths[: self.columns.first_lane])
        self.lane_edges = [left + sheet.lane_width * lane for lane in range(self.columns.lanes + 1)]

    # -- tables -----------------------------------------------------------------------------------------

    def tables(self) -> tuple[Table, ...]:
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
                valign = VAlign.CENTER if name in ("no", "waktu") else VAlign.TOP
                cells.append(
                    Cell(
                        self.head + index,
                        col,
                        texts.get(col, ()),
                        valign=valign,
                        padding=PAD if name != "pelaksana" else Padding(),
                    )
                )
        out.append(Table("prosedur", left, self.top, columns.widths, tuple(rows_list), tuple(cells)))
        y = self.row_edges[-1]
        for table in sheet.tail if self.closing else ():
            out.append(replace(table, y=y + 40))
            y += 40 + table.height
        return tuple(out)

    # -- shapes -----------------------------------------------------------------------------------------

    def _box(self, row: int, lane: int, tall: int) -> Box:
        """The box of a symbol in the middle of body row `row` and `lane`."""
        center_x = (self.lane_edges[lane] + self.lane_edges[lane + 1]) // 2
        center_y = (self.row_edges[row] + self.row_edges[row + 1]) // 2
        width = self.sheet.symbol_width
        return Box(center_x - width // 2, center_y - tall // 2, width, tall)

    def shapes(self, letters: dict[tuple[str, bool], str]) -> list[Shape]:
        out: list[Shape] = []
        for node in self.sheet.graph.nodes:
            if self.first <= node.row < self.end:
                row = node.row - self.first + self.above
                box = self._box(row, node.lane, self.sheet._shape_height(node))
                out.append(
                    Shape(
                        node.key,
                        node.kind,
                        box,
                        self.head + row,
                        self.columns.first_lane + node.lane,
                        node.lane,
                        self.sheet.inside[node.key],
                        node.title,
                    )
                )
        for one in self.pentagons:
            row = self._strip_row(one)
            width = min(self.sheet.symbol_width, pt(26)) // 40 * 40
            box = self._box(row, one.lane, SYMBOL[ShapeKind.OFF_PAGE])
            box = Box(box.center_x - width // 2, box.y, width, box.height)
            name = letters[one.letter_of]
            text = paragraph(name, self.sheet.small, width, align=Align.CENTER)
            title = f"Penghubung halaman {name}, {'lanjut ke' if one.out else 'dari'} halaman lain"
            out.append(
                Shape(
                    one.key,
                    ShapeKind.OFF_PAGE,
                    box,
                    self.head + row,
                    self.columns.first_lane + one.lane,
                    one.lane,
                    (text,),
                    title,
                )
            )
        return out

    def _strip_row(self, one: Pentagon) -> int:
        below = one.out == one.down
        return len(self.body) - self.under + one.strip if below else self.above - 1 - one.strip

    def _page_labels(self, shapes: dict[str, Shape], partners: dict[tuple[str, bool, bool], set[int]]) -> list[Label]:
        words = self.sheet.loaded.label
        out: list[Label] = []
        for one in self.pentagons:
            pages = ", ".join(str(page) for page in sorted(partners[(one.letter_of[0], one.out, one.down)]))
            text = f"{words.ke_halaman if one.out else words.dari_halaman} {pages}"
            box = self._label_box(text)
            shape = shapes[one.key].box
            x = shape.center_x - box.width // 2
            x = max(self.lane_edges[0] + 20, min(x, self.lane_edges[-1] - 20 - box.width))
            below = one.out == one.down
            y = shape.bottom + 24 if below else shape.y - 24 - box.height
            out.append(Label(f"hal-{one.key}", one.key, replace(box, x=x, y=y), self._label_text(text, box.width)))
        return out

    def _label_box(self, text: str) -> Box:
        return Box(0, 0, text_width(text, self.sheet.small) + 4, line_pitch(self.sheet.small))

    def _label_text(self, text: str, width: int) -> Paragraph:
        return Paragraph(text, self.sheet.small, (text,), line_pitch(self.sheet.small), Align.CENTER)

    # -- lattice ----------------------------------------------------------------------------------------

    def _tracks(self, edges: list[int], half: list[int]) -> list[Track]:
        """Axes in the middle of each band and tracks beside its edges; `half` is half of what stands there."""
        out: list[Track] = []
        for band in range(len(edges) - 1):
            low, high = edges[band], edges[band + 1]
            middle = (low + high) // 2
            free = middle - half[band] - low
            count = min(4, (free - HEAD - FIRST_TRACK) // TRACK + 1) if free >= HEAD + FIRST_TRACK else 0
            step = min(pt(5), (free - HEAD - FIRST_TRACK) // max(1, count - 1)) if count > 1 else TRACK
            first = FIRST_TRACK if count > 1 else max(FIRST_TRACK, min(pt(5), free - HEAD))
            offsets = [first + step * at for at in range(count)]
            weights = [_weight(at, count) for at in range(count)]
            out += [Track(low + one, None, weight) for one, weight in zip(offsets, weights, strict=True)]
            out.append(Track(middle, band))
            out += [
                Track(high - one, None, weight) for one, weight in reversed(list(zip(offsets, weights, strict=True)))
            ]
        return out

    def _terminals(self, shapes: list[Shape]) -> list[Terminal]:
        strip = {one.key: one for one in self.pentagons}
        out = []
        for shape in shapes:
            leave = {Side.BOTTOM: 0.0, Side.RIGHT: 3.0, Side.LEFT: 3.0, Side.TOP: 16.0}
            enter = {Side.TOP: 0.0, Side.LEFT: 3.0, Side.RIGHT: 3.0, Side.BOTTOM: 14.0}
            if shape.key in strip:
                below = strip[shape.key].out == strip[shape.key].down
                sides = {Side.TOP if below else Side.BOTTOM: 0.0, Side.LEFT: 4.0, Side.RIGHT: 4.0}
                leave = enter = sides
            out.append(Terminal(shape.key, shape.row - self.head, shape.lane, shape.box, leave, enter))
        return out

    def _wires(self, index: dict[str, int], shapes: list[Shape]) -> tuple[list[Wire], list[Edge]]:
        wires: list[Wire] = []
        edges: list[Edge] = []
        seen: set[tuple[int, int, str]] = set()
        for edge in self.sheet.graph.edges:
            ends = []
            for key, out in ((edge.source, False), (edge.target, True)):
                if key in index:
                    ends.append(index[key])
                    continue
                found = [
                    index[one.key]
                    for one in self.pentagons
                    if one.letter_of[0] == edge.target and one.out == out and one.down == self._down(edge)
                ]
                ends += found[:1]
            if len(ends) < 2 or not (edge.source in index or edge.target in index):
                continue
            source, target = ends
            fork = edge.fork if edge.source in index else shapes[source].key
            if (source, target, fork) in seen:
                continue
            seen.add((source, target, fork))
            back = shapes[source].row > shapes[target].row
            wires.append(Wire(edge.key, source, target, fork, back))
            edges.append(edge)
        return wires, edges

    def _down(self, edge: Edge) -> bool:
        row = {node.key: node.row for node in self.sheet.graph.nodes}
        return row[edge.source] < row[edge.target]

    # -- the page ---------------------------------------------------------------------------------------

    def build(self, letters: dict[tuple[str, bool], str], partners: dict[tuple[str, bool, bool], set[int]]) -> Page:
        shapes = self.shapes(letters)
        by_key = {shape.key: shape for shape in shapes}
        index = {shape.key: at for at, shape in enumerate(shapes)}
        wires, edges = self._wires(index, shapes)
        half_rows = [0] * len(self.body)
        for shape in shapes:
            row = shape.row - self.head
            half_rows[row] = max(half_rows[row], shape.box.height // 2)
        half_lanes = [self.sheet.symbol_width // 2] * self.columns.lanes
        xs = self._tracks(self.lane_edges, half_lanes)
        ys = self._tracks(self.row_edges, [one or pt(12) for one in half_rows])
        terminals = self._terminals(shapes)
        labels = self._page_labels(by_key, partners)
        for short in (False, True):
            router = Router(xs, ys, terminals, wires)
            for one in labels:
                router.wall(one.box)
            self._refuse(router.run(), wires)
            try:
                lines, exits = self._lines_and_labels(router, wires, edges, shapes, labels, short)
                break
            except _RefusedError:
                if short:
                    raise
        table_columns = (self.columns.first_lane, self.columns.first_lane + self.columns.lanes)
        return Page(
            self.number,
            PageKind.FLOWCHART,
            self.frame.width,
            self.frame.height,
            self.frame.margin,
            self.tables(),
            tuple(shapes),
            tuple(lines),
            tuple(labels + exits),
            status_footer(self.sheet.loaded, self.number, self.frame.inner_width),
            self._description(),
            lane_columns=table_columns,
        )

    def _refuse(self, left: list[int], wires: list[Wire]) -> None:
        if left:
            raise _RefusedError([wires[one].key for one in left])

    def _description(self) -> str:
        steps = [node.title for node in self.sheet.graph.nodes if self.first <= node.row < self.end and node.title]
        name = self.sheet.loaded.sop.nama_sop or "SOP"
        return f"Diagram alir {name}: " + "; ".join(steps)

    def _lines(self, router: Router, wires: list[Wire], shapes: list[Shape]) -> list[Polyline]:
        out: list[Polyline] = []
        headed: set[tuple[int, Side]] = set()
        for at, wire in enumerate(wires):
            path = router.path(at)
            port = (wire.target, path.target_side)
            out.append(
                Polyline(
                    wire.key,
                    shapes[wire.source].key,
                    shapes[wire.target].key,
                    path.source_side,
                    path.target_side,
                    path.points,
                    wire.fork,
                    head=port not in headed,
                )
            )
            headed.add(port)
        return out

    def _lines_and_labels(
        self,
        router: Router,
        wires: list[Wire],
        edges: list[Edge],
        shapes: list[Shape],
        fixed: list[Label],
        short: bool,
    ) -> tuple[list[Polyline], list[Label]]:
        """Lines and exit labels; where no place is left for a label, one is cleared and its lines laid anew."""
        for _ in range(12):
            lines = self._lines(router, wires, shapes)
            long = [at for at, line in enumerate(lines) if len(line.points) > MOST_POINTS]
            if long:
                self._refuse(router.straighten(long), wires)
                continue
            labels, crowded = self._place(lines, edges, shapes, fixed, short)
            if crowded is None:
                return lines, labels
            router.wall(crowded)
            self._refuse(router.mend(), wires)
        raise _RefusedError([edge.key for edge in edges if edge.label])

    def _place(
        self,
        lines: list[Polyline],
        edges: list[Edge],
        shapes: list[Shape],
        fixed: list[Label],
        short: bool,
    ) -> tuple[list[Label], Box | None]:
        placed: list[Label] = []
        done: set[str] = set()
        for line, edge in zip(lines, edges, strict=True):
            if not edge.label or line.fork in done or line.source not in {n.key for n in self.sheet.graph.nodes}:
                continue
            done.add(line.fork)
            text = edge.label
            box, crowded = self._find(line, text, lines, shapes, [*fixed, *placed])
            if box is None and short:
                text = text[:1].upper()
                box, crowded = self._find(line, text, lines, shapes, [*fixed, *placed])
            if box is None:
                if crowded is None:
                    raise _RefusedError([line.key])
                return placed, crowded
            placed.append(Label(f"l-{line.key}", line.key, box, self._label_text(text, box.width)))
        return placed, None

    def _find(
        self, line: Polyline, text: str, lines: list[Polyline], shapes: list[Shape], labels: list[Label]
    ) -> tuple[Box | None, Box | None]:
        size = self._label_box(text)
        best: tuple[float, Box] | None = None
        least: tuple[float, Box] | None = None
        rules = [*self.lane_edges]
        for price, box in candidates(line.points, size.width, size.height):
            if not (self.lane_edges[0] < box.x and box.right < self.lane_edges[-1]):
                continue
            if not (self.row_edges[0] < box.y and box.bottom < self.row_edges[-1]) or strikes(box, line):
                continue
            if not all(apart(box, shape.box, 8) for shape in shapes) or not all(
                apart(box, one.box, 8) for one in labels
            ):
                continue
            cost = price + 15 * sum(1 for x in rules if box.x < x < box.right)
            cost += 8 * sum(1 for y in self.row_edges if box.y < y < box.bottom)
            hits = sum(1 for other in lines if other is not line and strikes(box, other))
            if not hits:
                best = min(best or (cost, box), (cost, box), key=lambda one: one[0])
            elif least is None or cost + 40 * hits < least[0]:
                least = (cost + 40 * hits, box)
        if best is not None:
            return best[1], None
        return None, least[1] if least is not None else None


def _weight(at: int, count: int) -> float:
    """The price of a track: dearer right beside the rule and right beside the symbols."""
    if count > 2 and at in (0, count - 1):
        return 1.12
    return 1.06 if count > 1 and at == 0 else 1.0


def flowchart_pages(loaded: LoadedSop, first_number: int) -> tuple[Page, ...]:
    """The flowchart sheets of all procedures of an SOP, numbered from `first_number`."""
    pages: list[Page] = []
    procedures = loaded.sop.prosedur()
    for at, (path, procedure) in enumerate(procedures):
        if procedure.kegiatan:
            sheet = Sheet(loaded, path, procedure, at == len(procedures) - 1)
            pages.extend(sheet.pages(first_number + len(pages)))
    return tuple(pages)
