"""Shapes, connectors and labels of a page as one group of Word's (docs/notes/word-shapes.md).

The children of the group keep their places on the page: the group's child space is the page in EMU.
Connectors come first, so that a shape's white fill hides the first fraction of a point of an arrow that had
to be begun inside it (doctool.write.connector).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from doctool.drawing import Box, Label, Page, Paragraph, Polyline, Shape
from doctool.write.connector import connector
from doctool.write.drawingml import (
    PRESETS,
    WHITE,
    Bounds,
    bounds,
    connector_properties,
    dashed_frame,
    glue,
    no_outline,
    outline,
    preset,
    solid,
)
from doctool.write.xml import Attributes, Element, el

#: Turns the paragraphs of a shape into w:p elements.
TextWriter = Callable[[Sequence[Paragraph]], list[Element]]


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
        boxes.append(bounds(shape.box))
    for label in page.labels:
        children.append(_label(label, next(ids), write_text))
        boxes.append(bounds(label.box))
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    place, size = {"x": left, "y": top}, {"cx": right - left, "cy": bottom - top}
    frame = el("a:xfrm", None, el("a:off", place), el("a:ext", size), el("a:chOff", place), el("a:chExt", size))
    group = el("wpg:wgp", None, el("wpg:cNvGrpSpPr"), el("wpg:grpSpPr", None, frame), *children)
    return group, (left, top, right, bottom)


def frame_shape(width: int, height: int, line_width: int) -> Element:
    """A dashed grey frame of `width` x `height` twips, the stand-in for a picture that is not there."""
    properties = dashed_frame("wps:spPr", Box(0, 0, width, height), line_width)
    return el("wps:wsp", None, el("wps:cNvSpPr"), properties, el("wps:bodyPr"))


def _shape(shape: Shape, line_width: int, shape_id: int, write_text: TextWriter) -> Element:
    names: Attributes = {"id": shape_id, "name": shape.key, "descr": shape.title}
    return el(
        "wps:wsp",
        None,
        el("wps:cNvPr", names),
        el("wps:cNvSpPr"),
        preset("wps:spPr", shape.box, PRESETS[shape.kind], solid(WHITE), outline(line_width)),
        _text_box(shape.paragraphs, write_text),
        _body("square"),
    )


def _label(label: Label, shape_id: int, write_text: TextWriter) -> Element:
    """The free text of `label`, on a white ground that no rule of the table runs through."""
    return el(
        "wps:wsp",
        None,
        el("wps:cNvPr", {"id": shape_id, "name": label.key}),
        el("wps:cNvSpPr", {"txBox": 1}),
        preset("wps:spPr", label.box, "rect", solid(WHITE), no_outline()),
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


def _connector(line: Polyline, line_width: int, shape_id: int, shape_ids: dict[str, int]) -> Element:
    return el(
        "wps:wsp",
        None,
        el("wps:cNvPr", {"id": shape_id, "name": line.key}),
        el("wps:cNvCnPr", None, *glue(line, shape_ids)),
        connector_properties("wps:spPr", line, line_width),
        el("wps:bodyPr"),
    )
