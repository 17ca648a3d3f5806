"""The shapes of a sheet, tied to its cells: whoever moves or resizes rows and columns moves the shapes with them.

Every anchor has two cells (ECMA-376 part 1, 20.5.2.33 twoCellAnchor); the place within a cell is told from the
cell's corner. An arrow is there twice, in mc:AlternateContent: as a connector that is glued to its shapes for
Excel 2010 and later, which understand the namespace xdr14, and as a plain line of the same course for all
others. LibreOffice would lay a bent connector anew and wrongly, and takes the line (docs/notes/excel-shapes.md).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from doctool.drawing import Align, Box, Label, Paragraph, Point, Polyline, Shape
from doctool.units import EMU_PER_TWIP, TWIPS_PER_PT, to_emu
from doctool.write.connector import connector, normalise
from doctool.write.drawingml import (
    PRESETS,
    WHITE,
    arrow_outline,
    connector_properties,
    dashed_frame,
    frame,
    free_ids,
    glue,
    no_outline,
    outline,
    preset,
    solid,
)
from doctool.write.excel_grid import Placed, Sheet
from doctool.write.excel_sheet import space_above
from doctool.write.xml import Attributes, Element, el, root

_ALIGN = {Align.LEFT: "l", Align.CENTER: "ctr", Align.RIGHT: "r", Align.JUSTIFY: "just"}
_POINTS = 100  # text sizes and line heights are in hundredths of a point
Bounds = tuple[int, int, int, int]


def sheet_drawing(sheet: Sheet, line_width: int, pictures: dict[str, str]) -> Element | None:
    """The root of the sheet's drawing part, None if it has none. `pictures` gives the id of the link to each
    picture; one without a link is an empty frame."""
    ids = free_ids()
    next(ids)  # Excel counts from 2
    anchors: list[Element] = []
    for placed in sheet.cells:
        if placed.cell.image:
            anchors.append(_picture(sheet, placed, pictures.get(placed.cell.image, ""), ids, line_width))
    for number, page in enumerate(sheet.pages):
        shapes = [replace(one, box=sheet.place_box(number, one.box)) for one in page.shapes]
        lines = [replace(one, points=tuple(sheet.place(number, at) for at in one.points)) for one in page.lines]
        labels = [replace(one, box=sheet.place_box(number, one.box)) for one in page.labels]
        prefix = f"{page.number}-" if len(sheet.pages) > 1 else ""
        anchors += _flow(sheet, shapes, lines, labels, ids, line_width, prefix)
    return root("xdr:wsDr", ("a", "r", "mc", "xdr14"), None, *anchors) if anchors else None


def _flow(
    sheet: Sheet, shapes: Sequence[Shape], lines: Sequence[Polyline], labels: Sequence[Label],
    ids: Iterator[int], line_width: int, prefix: str,
) -> Iterator[Element]:
    """The anchors of one page's flow: arrows first, under the white of the shapes."""
    shape_ids = {shape.key: next(ids) for shape in shapes}
    titles = {shape.key: shape.title for shape in shapes}
    for line in lines:
        told = f"Panah dari: {titles[line.source]} Ke: {titles[line.target]}"
        glued = _connector(sheet, line, line_width, shape_ids, _names(ids, prefix + line.key, told))
        plain = _line(sheet, line, line_width, _names(ids, prefix + line.key, told))
        choice = el("mc:Choice", {"Requires": "xdr14"}, glued)
        yield el("mc:AlternateContent", None, choice, el("mc:Fallback", None, plain))
    for shape in shapes:
        names: Attributes = {"id": shape_ids[shape.key], "name": prefix + shape.key, "descr": shape.title}
        look = preset("xdr:spPr", shape.box, PRESETS[shape.kind], solid(WHITE), outline(line_width))
        yield _anchor(sheet, shape.box, _shape(names, look, shape.paragraphs, "square"))
    for label in labels:
        look = preset("xdr:spPr", label.box, "rect", solid(WHITE), no_outline())  # no rule runs through its text
        names = {"id": next(ids), "name": prefix + label.key}
        yield _anchor(sheet, label.box, _shape(names, look, (label.paragraph,), "none", text_box=True))


def _names(ids: Iterator[int], name: str, description: str) -> Attributes:
    return {"id": next(ids), "name": name, "descr": description}


def _anchor(sheet: Sheet, box: Box, content: Element, edit_as: str = "twoCell") -> Element:
    emu = (to_emu(box.x), to_emu(box.y), to_emu(box.right), to_emu(box.bottom))
    return _anchor_emu(sheet, emu, content, edit_as)


def _anchor_emu(sheet: Sheet, box: Bounds, content: Element, edit_as: str = "twoCell") -> Element:
    """`content` between the cells that hold the corners of `box` (left, top, right, bottom in EMU)."""
    left, top, right, bottom = box
    marks = _mark("xdr:from", sheet, left, top), _mark("xdr:to", sheet, right, bottom)
    return el("xdr:twoCellAnchor", {"editAs": edit_as}, *marks, content, el("xdr:clientData"))


def _mark(tag: str, sheet: Sheet, x: int, y: int) -> Element:
    column, across = _within(sheet.edges, x)
    row, down = _within(sheet.levels, y)
    values = {"xdr:col": column, "xdr:colOff": across, "xdr:row": row, "xdr:rowOff": down}
    return el(tag, None, *[el(name, None, text=str(value)) for name, value in values.items()])


def _within(edges: Sequence[int], place: int) -> tuple[int, int]:
    """The column (or row) that holds `place` (EMU), and how far into it the place is."""
    place = max(0, place)
    number = bisect_right(edges, place // EMU_PER_TWIP) - 1
    return number, place - to_emu(edges[number])


def _shape(
    names: Attributes, properties: Element, texts: Sequence[Paragraph], wrap: str, text_box: bool = False
) -> Element:
    kind = el("xdr:cNvSpPr", {"txBox": 1} if text_box else None)
    return el(
        "xdr:sp",
        {"macro": "", "textlink": ""},
        el("xdr:nvSpPr", None, el("xdr:cNvPr", names), kind),
        properties,
        _text(texts, wrap) if texts else None,
    )


def _text(texts: Sequence[Paragraph], wrap: str) -> Element:
    inset = dict.fromkeys(("lIns", "tIns", "rIns", "bIns"), 0)
    body: Attributes = {"vertOverflow": "overflow", "horzOverflow": "overflow", "wrap": wrap, **inset}
    return el(
        "xdr:txBody",
        None,
        el("a:bodyPr", {**body, "rtlCol": 0, "anchor": "ctr"}, el("a:noAutofit")),
        el("a:lstStyle"),
        *[_paragraph(text) for text in texts],
    )


def _paragraph(text: Paragraph) -> Element:
    style = text.style
    pitch = el("a:lnSpc", None, el("a:spcPts", {"val": text.pitch * _POINTS // TWIPS_PER_PT}))
    looks = {name: 1 for name, on in (("b", style.bold), ("i", style.italic)) if on}
    underline = {"u": "sng"} if style.underline else {}
    size: Attributes = {"lang": "id-ID", "sz": style.size * _POINTS // TWIPS_PER_PT}
    properties = el(
        "a:rPr",
        {**size, **looks, **underline},
        solid(style.color or "000000"),
        el("a:latin", {"typeface": style.font}),
        el("a:cs", {"typeface": style.font}),
    )
    run = el("a:r", None, properties, el("a:t", None, text=text.text))
    return el("a:p", None, el("a:pPr", {"algn": _ALIGN[text.align]}, pitch), run)


def _connector(
    sheet: Sheet, line: Polyline, line_width: int, shape_ids: dict[str, int], names: Attributes
) -> Element:
    """The arrow as a connector, glued. Its anchor is its frame as seen, after the turn."""
    content = el(
        "xdr:cxnSp",
        {"macro": ""},
        el(
            "xdr:nvCxnSpPr",
            None,
            el("xdr:cNvPr", names),
            el("xdr:cNvCxnSpPr", None, *glue(line, shape_ids)),
        ),
        connector_properties("xdr:spPr", line, line_width),
    )
    return _anchor_emu(sheet, connector(line.points).bounds, content)


def _line(sheet: Sheet, line: Polyline, line_width: int, names: Attributes) -> Element:
    """The arrow as a plain line through its points."""
    points = normalise(line.points)
    box = _around(points)
    spots = [el("a:pt", {"x": to_emu(point.x - box.x), "y": to_emu(point.y - box.y)}) for point in points]
    steps = [el("a:moveTo", None, spots[0]), *[el("a:lnTo", None, spot) for spot in spots[1:]]]
    size: Attributes = {"w": to_emu(box.width), "h": to_emu(box.height), "fill": "none"}
    geometry = el(
        "a:custGeom",
        None,
        *[el(f"a:{name}") for name in ("avLst", "gdLst", "ahLst", "cxnLst")],
        el("a:rect", {"l": "l", "t": "t", "r": "r", "b": "b"}),
        el("a:pathLst", None, el("a:path", size, *steps)),
    )
    properties = el("xdr:spPr", None, frame(box), geometry, el("a:noFill"), arrow_outline(line, line_width))
    return _anchor(sheet, box, _shape(names, properties, (), ""))


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _picture(sheet: Sheet, placed: Placed, link: str, ids: Iterator[int], line_width: int) -> Element:
    """The picture of a cell, or its empty frame, in the middle of the cell above its text."""
    cell, cell_box, number = placed.cell, placed.box, next(ids)
    width, height = cell.image_size
    left, right = cell_box.x + cell.padding.left, cell_box.right - cell.padding.right
    box = Box((left + right - width) // 2, cell_box.y + space_above(cell, cell_box.height), width, height)
    if not link:
        names: Attributes = {"id": number, "name": f"Logo {number}", "descr": "Tempat logo"}
        return _anchor(sheet, box, _shape(names, dashed_frame("xdr:spPr", box, line_width), (), ""), "oneCell")
    names = {"id": number, "name": f"Logo {number}", "descr": "Logo"}
    locks = el("xdr:cNvPicPr", None, el("a:picLocks", {"noChangeAspect": 1}))
    content = el(
        "xdr:pic",
        None,
        el("xdr:nvPicPr", None, el("xdr:cNvPr", names), locks),
        el("xdr:blipFill", None, el("a:blip", {"r:embed": link}), el("a:stretch", None, el("a:fillRect"))),
        el("xdr:spPr", None, frame(box), el("a:prstGeom", {"prst": "rect"}, el("a:avLst"))),
    )
    return _anchor(sheet, box, content, "oneCell")
