"""Tables of a Drawing in SVG: fills, rules, pictures and text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from itertools import accumulate

from doctool.border.picture import read_picture
from doctool.drawing import Box, Cell, Table, VAlign
from doctool.units import TWIPS_PER_PT
from doctool.write.svg_text import number, offset, text_block
from doctool.write.xml import Element, el

#: Where a rule of the grid may be: (row, column) of the cell right of an upright or below a level grid line.
Edges = dict[tuple[int, int], tuple[int, bool]]


def table(drawn: Table, base_font: str, image_root: str, frame_width: int) -> Element:
    """`drawn` as a group; `frame_width` (eighths of a point) is for the frames of missing pictures."""
    group = el("svg:g", {"class": drawn.name}, *background(drawn))
    for cell in drawn.cells:
        group.extend(_content(cell, drawn.cell_box(cell), base_font, image_root, frame_width))
    return group


def background(drawn: Table) -> list[Element]:
    """What stands behind the text of `drawn`: fills, then rules."""
    filled = [cell for cell in drawn.cells if cell.fill]
    fills = [el("svg:rect", {**frame(drawn.cell_box(cell)), "fill": f"#{cell.fill}"}) for cell in filled]
    return [*fills, *_rules(drawn)]


def frame(box: Box) -> dict[str, str]:
    """The attributes of an svg:rect or svg:image that place it in `box`."""
    return {"x": number(box.x), "y": number(box.y), "width": number(box.width), "height": number(box.height)}


def stroke(eighths: int) -> str:
    """A line's width in points."""
    return number(eighths * TWIPS_PER_PT / 8)


def _content(cell: Cell, box: Box, base_font: str, image_root: str, frame_width: int) -> Iterator[Element]:
    pad = cell.padding
    inner = Box(box.x + pad.left, box.y + pad.top, box.width - pad.left - pad.right, box.height - pad.top - pad.bottom)
    if cell.turned:
        yield _turned(cell, inner, base_font)
        return
    if cell.image:
        width, height = cell.image_size
        both = height + sum(text.height for text in cell.paragraphs)
        top = inner.y + offset(both, inner.height, cell.valign)
        yield _image(cell, Box(inner.x + (inner.width - width) // 2, top, width, height), image_root, frame_width)
        below = top + height
        inner = Box(inner.x, below, inner.width, inner.bottom - below)
    yield from text_block(cell.paragraphs, inner, VAlign.TOP if cell.image else cell.valign, base_font)


def _turned(cell: Cell, inner: Box, base_font: str) -> Element:
    """Text from bottom to top: set in a box that lies on its side, then turned about the box's lower left corner."""
    turn = f"translate({number(inner.x)} {number(inner.bottom)}) rotate(-90)"
    lying = Box(0, 0, inner.height, inner.width)
    return el("svg:g", {"transform": turn}, *text_block(cell.paragraphs, lying, cell.valign, base_font))


def _image(cell: Cell, box: Box, image_root: str, frame_width: int) -> Element:
    picture = read_picture(image_root, cell.image)
    if picture is None:
        look = {
            "fill": "none", "stroke": "#999", "stroke-width": stroke(frame_width), "stroke-dasharray": "4 3",
        }  # fmt: skip
        return el("svg:rect", {**frame(box), **look})
    link = f"data:{picture.media_type};base64,{b64encode(picture.data).decode('ascii')}"
    return el("svg:image", {**frame(box), "preserveAspectRatio": "none", "href": link}, el("svg:title", text="Logo"))


def _rules(drawn: Table) -> list[Element]:
    """One svg:path for each width of rule; where two cells meet the wider of their rules is drawn, as in Word."""
    level, upright = _edges(drawn)
    xs = [drawn.x, *(drawn.x + width for width in accumulate(drawn.columns))]
    ys = [drawn.y, *(drawn.y + height for height in accumulate(row.height for row in drawn.rows))]
    paths: dict[int, list[str]] = {}
    for (row, first, last), (width, double) in _runs(level):
        for y in _double(ys[row], width) if double else (ys[row],):
            paths.setdefault(width, []).append(f"M{number(xs[first])} {number(y)}H{number(xs[last])}")
    turned = {(col, row): rule for (row, col), rule in upright.items()}
    for (col, first, last), (width, _) in _runs(turned):
        paths.setdefault(width, []).append(f"M{number(xs[col])} {number(ys[first])}V{number(ys[last])}")
    return [
        el("svg:path", {"d": "".join(paths[width]), "stroke": "#000", "stroke-width": stroke(width), "fill": "none",
                        "stroke-linecap": "square"})
        for width in sorted(paths)
    ]  # fmt: skip


def _edges(drawn: Table) -> tuple[Edges, Edges]:
    """The level and the upright rules of every grid place, the wider one where two cells share it."""
    level: Edges = {}
    upright: Edges = {}
    for cell in drawn.cells:
        bottom, right = cell.row + cell.row_span, cell.col + cell.col_span
        border = cell.border
        for col in range(cell.col, right):
            _widen(level, (cell.row, col), (border.top, False))
            _widen(level, (bottom, col), (border.bottom, border.double_bottom))
        for row in range(cell.row, bottom):
            _widen(upright, (row, cell.col), (border.left, False))
            _widen(upright, (row, right), (border.right, False))
    return level, upright


def _widen(edges: Edges, place: tuple[int, int], rule: tuple[int, bool]) -> None:
    if rule[0]:
        edges[place] = max(edges.get(place, (0, False)), rule)


def _runs(edges: Edges) -> Iterator[tuple[tuple[int, int, int], tuple[int, bool]]]:
    """Neighbouring equal rules as one: (line, first place, place after the last), rule."""
    run: tuple[int, int, int] | None = None
    rule = (0, False)
    for (line, place), next_rule in sorted(edges.items()):
        if run and run[0] == line and run[2] == place and rule == next_rule:
            run = (line, run[1], place + 1)
            continue
        if run:
            yield run, rule
        run, rule = (line, place, place + 1), next_rule
    if run:
        yield run, rule


def _double(y: int, eighths: int) -> tuple[float, float]:
    """The heights of a double rule's two lines: both above the cell's edge, one line's width apart."""
    width = eighths * TWIPS_PER_PT / 8
    return y - 2.5 * width, y - 0.5 * width
