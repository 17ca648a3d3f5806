"""What the flowchart sheets of one Prosedur are made of: paper, columns, texts, and how high each row must be."""

from __future__ import annotations

from dataclasses import dataclass, replace

from doctool.drawing import NO_BORDER, Align, Cell, Padding, Paragraph, Row, ShapeKind, Table, TextStyle
from doctool.layout.columns import NUMBER, PAD, Columns, cell_lines, cell_paragraphs, fit_columns
from doctool.layout.graph import Graph, Node, make_graph
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.paginate import strips
from doctool.layout.paraf import lowered, paraf_table, wanted
from doctool.layout.signature import signature_table
from doctool.layout.split import cut
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
#: What a row that goes on from the page before begins with.
CONTINUED = "(lanjutan)"


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


class FlowSheet:
    """The texts and sizes of one Prosedur; `last` if it is the last of its SOP."""

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

    def split(self, most: int) -> None:
        """Cut rows whose texts are higher than `most` twips into several; symbols stay in the first, the others
        say that they continue it."""
        rows: list[int | None] = []
        texts: list[dict[int, tuple[Paragraph, ...]]] = []
        place: dict[int, int] = {}
        for index, kegiatan in enumerate(self.graph.rows):
            place[index] = len(rows)
            parts = self._parts(self.texts[index], most - self._text_padding)
            rows += [kegiatan] + [None] * (len(parts) - 1)
            texts += parts
        nodes = tuple(replace(node, row=place[node.row]) for node in self.graph.nodes)
        self.graph = replace(self.graph, rows=tuple(rows), nodes=nodes)
        self.texts = texts

    def _parts(self, texts: dict[int, tuple[Paragraph, ...]], room: int) -> list[dict[int, tuple[Paragraph, ...]]]:
        parts: list[dict[int, tuple[Paragraph, ...]]] = []
        rest = texts
        lead: dict[int, tuple[Paragraph, ...]] = {}
        while any(rest.values()):
            pieces = {col: cut(lines, room - height(lead.get(col, ()))) for col, lines in rest.items()}
            if parts and not any(taken for taken, _ in pieces.values()):
                parts[-1] = {col: (*lines, *rest[col]) for col, lines in parts[-1].items()}
                break
            parts.append({col: (*lead.get(col, ()), *taken) for col, (taken, _) in pieces.items()})
            rest = {col: left for col, (_, left) in pieces.items()}
            lead = self._lead(texts)
        return parts or [texts]

    def _lead(self, texts: dict[int, tuple[Paragraph, ...]]) -> dict[int, tuple[Paragraph, ...]]:
        """What a continued row begins with: its number again, and that it is continued."""
        style, widths = replace(self.columns.style, italic=True), self.columns.widths
        lead: dict[int, tuple[Paragraph, ...]] = {}
        for col, name in enumerate(self.columns.names):
            if name == NUMBER:
                lead[col] = texts[col]
            elif name == "kegiatan":
                lead[col] = cell_paragraphs((CONTINUED,), name, style, widths[col])
        return lead

    @property
    def _text_padding(self) -> int:
        return PAD.top + PAD.bottom + line_pitch(self.columns.style) // 2

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

    def shape_height(self, node: Node) -> int:
        """How high the symbol of `node` is, in twips."""
        text = height(self.inside[node.key])
        return max(SYMBOL[node.kind], (text + pt(6)) // 40 * 40 + 40 if text > pt(12) else 0)

    def heights(self, extra: int) -> list[int]:
        """The heights of the body rows in twips, symbols having `extra` more room."""
        heights = []
        for index in range(len(self.graph.rows)):
            text = max((height(lines) for lines in self.texts[index].values()), default=0)
            shapes = [self.shape_height(node) for node in self.graph.nodes if node.row == index]
            need = max(shapes) + 2 * AIR if shapes else 0
            row = max(text + self._text_padding, need + extra)
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
        """What stands under the flow on the last page: footnotes, signatures and the block for paraf, at y = 0."""
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
        rule = wanted(self.loaded, "prosedur") if last else None
        if rule is not None:
            tables.append(lowered(paraf_table(rule, left, 0, width, replace(self.columns.style, size=pt(8)))))
        return tables

    # -- room on a page ---------------------------------------------------------------------------------

    @property
    def apart(self) -> int:
        """Free lanes between two off-page connectors: narrow lanes leave no room for their page labels."""
        return 1 if self.lane_width < pt(48) else 0

    @property
    def title_height(self) -> int:
        """What the title above the first page's table takes, its gap included."""
        return height(self.title) + pt(6) + 20 if self.title else 0

    @property
    def page_room(self) -> int:
        """The height that rows may take on a page with a strip of off-page connectors above and below."""
        return self.frame.bottom - self.frame.top - self.columns.head_height - self.title_height - 2 * STRIP

    def room(self, first: int, end: int, page: int) -> int:
        """The height that rows [first, end) may take on the `page`-th page of the procedure."""
        room = self.frame.bottom - self.frame.top - self.columns.head_height
        if page == 1:
            room -= self.title_height
        if end == len(self.graph.rows):
            room -= sum(one.height + 40 for one in self.tail)
        _, above, under = strips(self.graph, first, end, self.columns.lanes, self.apart)
        return room - (above + under) * STRIP
