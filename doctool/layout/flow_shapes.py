"""The symbols of one page of a flowchart sheet, and the words at its off-page connectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doctool.drawing import Align, Box, Label, Paragraph, Shape, ShapeKind
from doctool.layout.flow_rows import FlowRows
from doctool.layout.flow_sheet import SYMBOL
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.paginate import Pentagon
from doctool.layout.text import paragraph
from doctool.units import pt


def page_shapes(page: FlowRows, pentagons: Sequence[Pentagon]) -> list[Shape]:
    """The symbols of the kegiatan, then the off-page connectors."""
    out: list[Shape] = []
    for node in page.sheet.graph.nodes:
        if page.first <= node.row < page.end:
            row = node.row - page.first + page.above
            box = page.grid.box(row, node.lane, page.sheet.symbol_width, page.sheet.shape_height(node))
            inside = page.sheet.inside[node.key]
            out.append(_shape(page, node.key, node.kind, box, row, node.lane, inside, node.title))
    for one in pentagons:
        row = page.strip_row(one)
        width = min(page.sheet.symbol_width, pt(26)) // 40 * 40
        box = page.grid.box(row, one.lane, width, SYMBOL[ShapeKind.OFF_PAGE])
        name = page.letters[one.letter_of]
        text = paragraph(name, page.sheet.small, width, align=Align.CENTER)
        title = f"Penghubung halaman {name}, {'lanjut ke' if one.out else 'dari'} halaman lain"
        out.append(_shape(page, one.key, ShapeKind.OFF_PAGE, box, row, one.lane, (text,), title))
    return out


def _shape(
    page: FlowRows, key: str, kind: ShapeKind, box: Box, row: int, lane: int, text: tuple[Paragraph, ...], title: str
) -> Shape:
    return Shape(key, kind, box, page.head + row, page.columns.first_lane + lane, lane, text, title)


def page_labels(page: FlowRows, pentagons: Sequence[Pentagon], shapes: dict[str, Shape]) -> list[Label]:
    """The words beside the off-page connectors, whose shapes are given by key: to which pages, from which."""
    words, lanes = page.sheet.loaded.label, page.grid.lanes
    out: list[Label] = []
    for one in pentagons:
        pages = ", ".join(str(number) for number in sorted(page.partners[(one.letter_of[0], one.out, one.down)]))
        text = f"{words.ke_halaman if one.out else words.dari_halaman} {pages}"
        box = label_box(page, text)
        shape = shapes[one.key].box
        x = max(lanes[0] + 20, min(shape.center_x - box.width // 2, lanes[-1] - 20 - box.width))
        y = shape.bottom + 24 if one.out == one.down else shape.y - 24 - box.height
        out.append(Label(f"hal-{one.key}", one.key, replace(box, x=x, y=y), label_text(page, text)))
    return out


def label_box(page: FlowRows, text: str) -> Box:
    """The size of a label, at no place yet."""
    return Box(0, 0, text_width(text, page.sheet.small) + 4, line_pitch(page.sheet.small))


def label_text(page: FlowRows, text: str) -> Paragraph:
    """The text of a label, in one line."""
    return Paragraph(text, page.sheet.small, (text,), line_pitch(page.sheet.small), Align.CENTER)
