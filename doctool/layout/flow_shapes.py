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

#: How far words beside a connector stay from those of the next, and how far they may stand aside for that.
_APART, _ASIDE = pt(2), pt(10)


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
    """The words beside the off-page connectors, whose shapes are given by key: to which pages, from which.

    Neighbours that have no room for them move aside a little, else only say the numbers.
    """
    rows: dict[int, list[Pentagon]] = {}
    for one in pentagons:
        shape = shapes[one.key].box
        y = shape.bottom + 24 if one.out == one.down else shape.y - 24 - line_pitch(page.sheet.small)
        rows.setdefault(y, []).append(one)
    placed: dict[str, Label] = {}
    for y, row in rows.items():
        placed |= _beside_one_another(page, sorted(row, key=lambda one: shapes[one.key].box.x), shapes, y)
    return [placed[one.key] for one in pentagons]


def _beside_one_another(page: FlowRows, row: Sequence[Pentagon], shapes: dict[str, Shape], y: int) -> dict[str, Label]:
    """The labels at `y` of connectors from left to right, by the connectors' keys."""
    left, right = page.grid.lanes[0] + 20, page.grid.lanes[-1] - 20
    for short in (False, True):
        texts = [_pages_of(page, one, short=short) for one in row]
        boxes = [label_box(page, text) for text in texts]
        wanted = [
            max(left, min(shapes[one.key].box.center_x - box.width // 2, right - box.width))
            for one, box in zip(row, boxes, strict=True)
        ]
        starts = _spread(wanted, [box.width for box in boxes], right)
        if all(abs(x - at) <= _ASIDE for x, at in zip(starts, wanted, strict=True)):
            break
    return {
        one.key: Label(f"hal-{one.key}", one.key, replace(box, x=x, y=y), label_text(page, text))
        for one, box, x, text in zip(row, boxes, starts, texts, strict=True)
    }


def _pages_of(page: FlowRows, one: Pentagon, *, short: bool) -> str:
    words = page.sheet.loaded.label
    pages = ", ".join(str(number) for number in sorted(page.partners[(one.letter_of[0], one.out, one.down)]))
    return pages if short else f"{words.ke_halaman if one.out else words.dari_halaman} {pages}"


def _spread(wanted: Sequence[int], widths: Sequence[int], right: int) -> list[int]:
    """Where labels begin that want to begin at `wanted` (ascending), `_APART` from one another and left of `right`."""
    starts = list(wanted)
    for at in range(1, len(starts)):
        starts[at] = max(starts[at], starts[at - 1] + widths[at - 1] + _APART)
    for at in reversed(range(len(starts))):
        limit = right if at + 1 == len(starts) else starts[at + 1] - _APART
        starts[at] = min(starts[at], limit - widths[at])
    return starts


def label_box(page: FlowRows, text: str) -> Box:
    """The size of a label, at no place yet."""
    return Box(0, 0, text_width(text, page.sheet.small) + 4, line_pitch(page.sheet.small))


def label_text(page: FlowRows, text: str) -> Paragraph:
    """The text of a label, in one line."""
    return Paragraph(text, page.sheet.small, (text,), line_pitch(page.sheet.small), Align.CENTER)
