"""DrawingML of the flowchart: shapes, connectors and labels as one group (docs/notes/word-shapes.md).

The children of the group keep their places on the page: the group's child space is the page in EMU.
Connectors come first, so that a shape's white fill hides the first fraction of a point of an arrow that had
to be begun inside it (doctool.write.connector).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from doctool.drawing import Box, Label, Page, Paragraph, Polyline, Shape, ShapeKind, Side
from doctool.units import to_emu
from doctool.write.connector import MEDIUM_HEAD, TURN, connector, head_length
from doctool.write.xml import Attributes, Element, el

EMU_PER_PT = 12700
WHITE, BLACK, GREY = "FFFFFF", "000000", "999999"

PRESETS = {
    ShapeKind.TERMINATOR: "flowChartTerminator",
    ShapeKind.PROCESS: "flowChartProcess",
    ShapeKind.DECISION: "flowChartDecision",
    ShapeKind.OFF_PAGE: "flowChartOffpageConnector",
    ShapeKind.FRAME: "rect",
}
# Connection sites of these presets (their cxnLst in presetShapeDefinitions.xml).
SITES = {Side.TOP: 0, Side.LEFT: 1, Side.BOTTOM: 2, Side.RIGHT: 3}

#: Turns the paragraphs of a shape into elements of the host's own language (w:p in Word).
TextWriter = Callable[[Sequence[Paragraph]], list[Element]]
Bounds = tuple[int, int, int, int]


def page_group(page: Page, line_width: int, ids: Iterator[int], write_text: TextWriter) -> tuple[Element, Bounds]:
    """The wpg:wgp of `page`'s shapes, lines and labels, and its (left, top, right, bottom) on the page in EMU.

    `ids` gives numbers not used before in the document; the page must have at least one shape or line.
    """
    shape_ids = {shape.key: next(ids) for shape in page.shapes}
    children: list[Element] = []
    boxes: list[Bounds] = []
    for line in page.lines:
        children.append(_connector(line, line_width, next(ids), shape_ids))
        boxes.append(connector(line.points).bounds)
    for shape in page.shapes:
        children.append(_shape(shape, line_width, shape_ids[shape.key], write_text))
        boxes.append(_bounds(shape.box))
    for label in page.labels:
        children.append(_label(label, next(ids), write_text))
        boxes.append(_bounds(label.box))
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    place, size = {"x": left, "y": top}, {"cx": right - left, "cy": bottom - top}
    frame = el("a:xfrm", None, el("a:off", place), el("a:ext", size), el("a:chOff", place), el("a:chExt", size))
    group = el("wpg:wgp", None, el("wpg:cNvGrpSpPr"), el("wpg:grpSpPr", None, frame), *children)
    return group, (left, top, right, bottom)


def frame_shape(width: int, height: int, line_width: int) -> Element:
    """A dashed grey frame of `width` x `height` twips, the stand-in for a picture that is not there."""
    line = _line(line_width, el("a:prstDash", {"val": "dash"}), color=GREY)
    return el(
        "wps:wsp",
        None,
        el("wps:cNvSpPr"),
        _properties(Box(0, 0, width, height), "rect", el("a:noFill"), line),
        el("wps:bodyPr"),
    )


def free_ids() -> Iterator[int]:
    """1, 2, 3, ...: one counter a document keeps wp:docPr and cNvPr ids unique."""
    return count(1)


def _bounds(box: Box) -> Bounds:
    return to_emu(box.x), to_emu(box.y), to_emu(box.right), to_emu(box.bottom)


def _shape(shape: Shape, line_width: int, shape_id: int, write_text: TextWriter) -> Element:
    names: Attributes = {"id": shape_id, "name": shape.key, "descr": shape.title}
    fill = el("a:solidFill", None, el("a:srgbClr", {"val": WHITE}))
    return el(
        "wps:wsp",
        None,
        el("wps:cNvPr", names),
        el("wps:cNvSpPr"),
        _properties(shape.box, PRESETS[shape.kind], fill, _line(line_width)),
        _text_box(shape.paragraphs, write_text),
        _body("square"),
    )


def _label(label: Label, shape_id: int, write_text: TextWriter) -> Element:
    no_line = el("a:ln", None, el("a:noFill"))
    return el(
        "wps:wsp",
        None,
        el("wps:cNvPr", {"id": shape_id, "name": label.key}),
        el("wps:cNvSpPr", {"txBox": 1}),
        _properties(label.box, "rect", el("a:noFill"), no_line),
        _text_box((label.paragraph,), write_text),
        _body("none"),
    )


def _text_box(paragraphs: Sequence[Paragraph], write_text: TextWriter) -> Element | None:
    if not paragraphs:
        return None
    return el("wps:txbx", None, el("w:txbxContent", None, *write_text(paragraphs)))


def _body(wrap: str) -> Element:
    attributes: Attributes = {"rot": 0, "vert": "horz", "wrap": wrap, "lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0}
    return el("wps:bodyPr", {**attributes, "anchor": "ctr", "anchorCtr": 0}, el("a:noAutofit"))


def _properties(box: Box, preset: str, fill: Element, line: Element) -> Element:
    left, top, right, bottom = _bounds(box)
    place, size = el("a:off", {"x": left, "y": top}), el("a:ext", {"cx": right - left, "cy": bottom - top})
    geometry = el("a:prstGeom", {"prst": preset}, el("a:avLst"))
    return el("wps:spPr", None, el("a:xfrm", None, place, size), geometry, fill, line)


def _line(line_width: int, *rest: Element, color: str = BLACK) -> Element:
    fill = el("a:solidFill", None, el("a:srgbClr", {"val": color}))
    return el("a:ln", {"w": line_width * EMU_PER_PT // 8}, fill, *rest)


def _connector(line: Polyline, line_width: int, shape_id: int, shape_ids: dict[str, int]) -> Element:
    form = connector(line.points)
    turn = {"rot": TURN} if form.turned else {}
    flips = {name: 1 for name, on in (("flipH", form.flip_h), ("flipV", form.flip_v)) if on}
    frame = el(
        "a:xfrm",
        {**turn, **flips},
        el("a:off", {"x": form.x, "y": form.y}),
        el("a:ext", {"cx": form.width, "cy": form.height}),
    )
    guides = [
        el("a:gd", {"name": f"adj{number}", "fmla": f"val {value}"}) for number, value in enumerate(form.adjust, 1)
    ]
    stroke: list[Element] = [el("a:prstDash", {"val": "dash"})] if line.dashed else []
    stroke.append(el("a:miter", {"lim": 800000}))
    if line.head:
        size = "med" if head_length(line.points) == MEDIUM_HEAD else "sm"
        stroke.append(el("a:tailEnd", {"type": "triangle", "w": size, "len": size}))
    start = el("a:stCxn", {"id": shape_ids[line.source], "idx": SITES[line.source_side]})
    end = el("a:endCxn", {"id": shape_ids[line.target], "idx": SITES[line.target_side]})
    return el(
        "wps:wsp",
        None,
        el("wps:cNvPr", {"id": shape_id, "name": line.key}),
        el("wps:cNvCnPr", None, start, end),
        el(
            "wps:spPr",
            None,
            frame,
            el("a:prstGeom", {"prst": form.preset}, el("a:avLst", None, *guides)),
            _line(line_width, *stroke),
        ),
        el("wps:bodyPr"),
    )
