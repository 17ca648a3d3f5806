"""DrawingML that Word and Excel have in common: outlines, fills, connectors and their glue (ECMA-376 part 1, 20.1).

The hosts differ in the elements around it (wps:wsp in Word, xdr:sp in Excel) and in how text is written; both
pass the tag that they call the properties of a shape (wps:spPr, xdr:spPr). Places are on the page or on the
sheet, in twips; EMU only in the elements.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from doctool.drawing import Box, Polyline, ShapeKind, Side
from doctool.units import to_emu
from doctool.write.connector import MEDIUM_HEAD, TURN, connector, head_length
from doctool.write.xml import Element, el

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

Bounds = tuple[int, int, int, int]


def free_ids() -> Iterator[int]:
    """1, 2, 3, ...: one counter a document keeps the ids of its drawings unique."""
    return count(1)


def bounds(box: Box) -> Bounds:
    """Left, top, right and bottom of `box` in EMU."""
    return to_emu(box.x), to_emu(box.y), to_emu(box.right), to_emu(box.bottom)


def frame(box: Box) -> Element:
    """The a:xfrm of something that stands upright in `box`."""
    left, top, right, bottom = bounds(box)
    return el(
        "a:xfrm", None, el("a:off", {"x": left, "y": top}), el("a:ext", {"cx": right - left, "cy": bottom - top})
    )


def solid(color: str) -> Element:
    """A fill of one colour, RRGGBB."""
    return el("a:solidFill", None, el("a:srgbClr", {"val": color}))


def outline(line_width: int, *rest: Element, color: str = BLACK) -> Element:
    """An a:ln `line_width` eighths of a point wide; `rest` are its dash, joint and ends."""
    return el("a:ln", {"w": line_width * EMU_PER_PT // 8}, solid(color), *rest)


def no_outline() -> Element:
    """An a:ln that is not drawn."""
    return el("a:ln", None, el("a:noFill"))


def preset(tag: str, box: Box, shape: str, fill: Element, line: Element) -> Element:
    """The properties `tag` of the preset `shape` in `box`."""
    return el(tag, None, frame(box), el("a:prstGeom", {"prst": shape}, el("a:avLst")), fill, line)


def dashed_frame(tag: str, box: Box, line_width: int) -> Element:
    """The properties `tag` of the dashed grey frame that stands in for a picture that is not there."""
    line = outline(line_width, el("a:prstDash", {"val": "dash"}), color=GREY)
    return preset(tag, box, PRESETS[ShapeKind.FRAME], el("a:noFill"), line)


def arrow_outline(line: Polyline, line_width: int) -> Element:
    """The a:ln of an arrow: its dash, its corners, its head."""
    rest: list[Element] = [el("a:prstDash", {"val": "dash"})] if line.dashed else []
    rest.append(el("a:miter", {"lim": 800000}))
    if line.head:
        size = "med" if head_length(line.points) == MEDIUM_HEAD else "sm"
        rest.append(el("a:tailEnd", {"type": "triangle", "w": size, "len": size}))
    return outline(line_width, *rest)


def connector_properties(tag: str, line: Polyline, line_width: int) -> Element:
    """The properties `tag` of the preset connector that runs along `line` (doctool.write.connector)."""
    form = connector(line.points)
    turn = {"rot": TURN} if form.turned else {}
    flips = {name: 1 for name, on in (("flipH", form.flip_h), ("flipV", form.flip_v)) if on}
    place = el("a:off", {"x": form.x, "y": form.y})
    size = el("a:ext", {"cx": form.width, "cy": form.height})
    guides = [
        el("a:gd", {"name": f"adj{number}", "fmla": f"val {value}"}) for number, value in enumerate(form.adjust, 1)
    ]
    geometry = el("a:prstGeom", {"prst": form.preset}, el("a:avLst", None, *guides))
    return el(tag, None, el("a:xfrm", {**turn, **flips}, place, size), geometry, arrow_outline(line, line_width))


def glue(line: Polyline, shape_ids: Mapping[str, int]) -> tuple[Element, Element]:
    """Where `line` is tied to its shapes: a:stCxn and a:endCxn. `shape_ids` gives the id of each shape's key."""
    start = el("a:stCxn", {"id": shape_ids[line.source], "idx": SITES[line.source_side]})
    return start, el("a:endCxn", {"id": shape_ids[line.target], "idx": SITES[line.target_side]})
