"""A Drawing as SVG pictures, one for each page, complete in themselves. Every decision is in the Drawing."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from doctool.drawing import Box, Drawing, Label, Page, Point, Polyline, Shape, ShapeKind, VAlign
from doctool.units import TWIPS_PER_PT, to_mm
from doctool.write.connector import head_length, normalise
from doctool.write.fonts import fonts_of
from doctool.write.svg_table import frame, stroke, table
from doctool.write.svg_text import font_family, number, text_block
from doctool.write.xml import Element, el, root

WHITE, BLACK = "#fff", "#000"
# flowChartTerminator (presetShapeDefinitions.xml): its ends are quarter ellipses this part of the width wide.
TERMINATOR_RADIUS = 3475 / 21600
# flowChartOffpageConnector: the sides are upright down to four fifths of the height; text stands above that.
PENTAGON_SHOULDER = 4 / 5
# DrawingML's preset "dash": four line widths on, three off (ECMA-376 part 1, 20.1.10.48).
DASH, GAP = 4, 3


def write_svg(drawing: Drawing) -> tuple[str, ...]:
    """One SVG file's text for each page of `drawing`, in points, as large as the paper."""
    base_font = fonts_of(drawing)[0]
    return tuple(
        etree.tostring(_page(page, drawing, base_font), encoding="unicode", pretty_print=True) for page in drawing.pages
    )


def _page(page: Page, drawing: Drawing, base_font: str) -> Element:
    names = f"halaman-{page.number}-judul halaman-{page.number}-uraian"
    picture = root(
        "svg:svg",
        (),
        {
            "viewBox": f"0 0 {number(page.width)} {number(page.height)}",
            "width": f"{to_mm(page.width):.2f}mm",
            "height": f"{to_mm(page.height):.2f}mm",
            "role": "graphics-document",
            "aria-labelledby": names if page.description else names.split()[0],
            "xml:lang": drawing.properties.language,
            "font-family": font_family(base_font),
        },
        el("svg:title", {"id": f"halaman-{page.number}-judul"}, text=_title(page, drawing)),
    )
    if page.description:
        picture.append(el("svg:desc", {"id": f"halaman-{page.number}-uraian"}, text=page.description))
    picture.append(el("svg:rect", {**frame(Box(0, 0, page.width, page.height)), "fill": WHITE}))
    width = drawing.line_width
    picture.extend([table(drawn, base_font, drawing.image_root, width) for drawn in page.tables])
    if page.shapes or page.lines or page.labels:
        flow = el("svg:g", {"class": "bagan-alir"})
        flow.append(el("svg:g", {"aria-hidden": "true"}, *[arrow(line, width) for line in page.lines]))
        flow.extend([_shape(shape, width, base_font) for shape in page.shapes])
        flow.extend([label_text(label, base_font) for label in page.labels])
        picture.append(flow)
    if page.footer:
        picture.extend(text_block((page.footer,), footer_box(page, page.footer.height), VAlign.TOP, base_font))
    return picture


def footer_box(page: Page, height: int) -> Box:
    """Where a footer `height` twips high stands: in the middle of the bottom margin."""
    left, bottom = page.margin.left, page.height - max(0, page.margin.bottom - height) // 2
    return Box(left, bottom - height, page.width - left - page.margin.right, height)


def _title(page: Page, drawing: Drawing) -> str:
    return f"{drawing.properties.title}, halaman {page.number} dari {len(drawing.pages)}"


def _shape(shape: Shape, line_width: int, base_font: str) -> Element:
    title = el("svg:title", text=shape.title) if shape.title else None
    look = {"role": "graphics-symbol", "data-key": shape.key}
    return el("svg:g", look, title, *symbol(shape, line_width, base_font))


def symbol(shape: Shape, line_width: int, base_font: str) -> list[Element]:
    """The outline of `shape` and the text in it."""
    look = {"fill": WHITE, "stroke": BLACK, "stroke-width": stroke(line_width)}
    box = area = shape.box
    if shape.kind is ShapeKind.OFF_PAGE:
        area = Box(box.x, box.y, box.width, round(box.height * PENTAGON_SHOULDER))
    return [_outline(shape.kind, box, look), *text_block(shape.paragraphs, area, VAlign.CENTER, base_font)]


def _outline(kind: ShapeKind, box: Box, look: dict[str, str]) -> Element:
    if kind is ShapeKind.DECISION:
        corners = [(box.center_x, box.y), (box.right, box.center_y), (box.center_x, box.bottom), (box.x, box.center_y)]
        return el("svg:polygon", {"points": _points(corners), **look})
    if kind is ShapeKind.OFF_PAGE:
        shoulder = box.y + box.height * PENTAGON_SHOULDER
        corners = [(box.x, box.y), (box.right, box.y)]
        rest = [(box.right, shoulder), (box.center_x, box.bottom), (box.x, shoulder)]
        return el("svg:polygon", {"points": _points([*corners, *rest]), **look})
    round_ends = {}
    if kind is ShapeKind.TERMINATOR:
        round_ends = {"rx": number(box.width * TERMINATOR_RADIUS), "ry": number(box.height / 2)}
    return el("svg:rect", {**frame(box), **round_ends, **look})


def arrow(line: Polyline, line_width: int) -> Element:
    """`line` with its head, where it has one."""
    path = list(normalise(line.points))
    dash = {}
    if line.dashed:
        on, off = line_width * DASH, line_width * GAP
        dash = {"stroke-dasharray": f"{stroke(on)} {stroke(off)}"}
    head = None
    if line.head:
        length = head_length(path)
        base, corners = _head(path[-2], path[-1], length)
        head = el("svg:polygon", {"points": _points(corners), "fill": BLACK})
        path[-1] = base
    look = {"fill": "none", "stroke": BLACK, "stroke-width": stroke(line_width), **dash}
    return el("svg:g", {"data-key": line.key}, el("svg:polyline", {"points": _points(path), **look}), head)


def _head(before: Point, tip: Point, length: int) -> tuple[Point, list[tuple[float, float]]]:
    """The end of the line under the head (a tenth inside it, so that no gap shows) and the head's corners."""
    step_x, step_y = _sign(tip.x - before.x), _sign(tip.y - before.y)
    x, y = tip.x - step_x * length, tip.y - step_y * length
    half = length / 2
    inside = TWIPS_PER_PT * 2 // 5
    base = Point(x + step_x * inside, y + step_y * inside)
    return base, [(tip.x, tip.y), (x + step_y * half, y + step_x * half), (x - step_y * half, y - step_x * half)]


def label_text(label: Label, base_font: str) -> Element:
    """The free text of `label`, on a white ground that no rule of the table runs through."""
    ground = el("svg:rect", {**frame(label.box), "fill": WHITE})
    text = text_block((label.paragraph,), label.box, VAlign.CENTER, base_font)
    return el("svg:g", {"data-key": label.key}, ground, *text)


def _points(corners: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
