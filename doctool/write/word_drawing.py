"""Drawings in Word's text: the page's group of shapes and the pictures in cells (ECMA-376 part 1, 20.4).

Shapes and groups are elements of Word 2010, so they stand in mc:AlternateContent. No VML is written beside
them: only Word 2007 and older would read it, and a second copy of the drawing can only disagree.
"""

from __future__ import annotations

from collections.abc import Iterator

from doctool.drawing import Page
from doctool.units import to_emu
from doctool.write.word_shapes import TextWriter, frame_shape, page_group
from doctool.write.xml import NAMESPACES, Element, el

# The stacking order of the first drawing of a page as Word itself writes it; each page has only one.
RELATIVE_HEIGHT = 251_658_240
_NO_DISTANCE = dict.fromkeys(("distT", "distB", "distL", "distR"), 0)
_NO_EFFECT = {"l": 0, "t": 0, "r": 0, "b": 0}


def page_drawing(page: Page, line_width: int, ids: Iterator[int], write_text: TextWriter) -> Element:
    """The group of `page`, placed from the corner of the page, in front of the text, which it does not move."""
    number = next(ids)
    group, (left, top, right, bottom) = page_group(page, line_width, ids, write_text)
    layer = {"simplePos": 0, "relativeHeight": RELATIVE_HEIGHT, "behindDoc": 0, "locked": 0}
    anchor = el(
        "wp:anchor",
        {**_NO_DISTANCE, **layer, "layoutInCell": 1, "allowOverlap": 1},
        el("wp:simplePos", {"x": 0, "y": 0}),
        el("wp:positionH", {"relativeFrom": "page"}, el("wp:posOffset", None, text=str(left))),
        el("wp:positionV", {"relativeFrom": "page"}, el("wp:posOffset", None, text=str(top))),
        el("wp:extent", {"cx": right - left, "cy": bottom - top}),
        el("wp:effectExtent", _NO_EFFECT),
        el("wp:wrapNone"),
        el("wp:docPr", {"id": number, "name": f"Bagan alir {page.number}", "descr": page.description}),
        el("wp:cNvGraphicFramePr"),
        _graphic("wpg", group),
    )
    return _alternate("wpg", anchor)


def inline_picture(link: str, ids: Iterator[int], size: tuple[int, int]) -> Element:
    """The picture behind the relationship `link`, `size` (width, height) in twips, as a run's child."""
    extent = {"cx": to_emu(size[0]), "cy": to_emu(size[1])}
    number = next(ids)
    picture = el(
        "pic:pic",
        None,
        el("pic:nvPicPr", None, el("pic:cNvPr", {"id": next(ids), "name": f"Logo {number}"}), el("pic:cNvPicPr")),
        el("pic:blipFill", None, el("a:blip", {"r:embed": link}), el("a:stretch", None, el("a:fillRect"))),
        el(
            "pic:spPr",
            None,
            el("a:xfrm", None, el("a:off", {"x": 0, "y": 0}), el("a:ext", extent)),
            el("a:prstGeom", {"prst": "rect"}, el("a:avLst")),
        ),
    )
    return el("w:drawing", None, _inline(number, "Logo", extent, _graphic("pic", picture)))


def inline_frame(ids: Iterator[int], size: tuple[int, int], line_width: int) -> Element:
    """An empty frame of `size` where the picture would be, as a run's child."""
    extent = {"cx": to_emu(size[0]), "cy": to_emu(size[1])}
    frame = _graphic("wps", frame_shape(size[0], size[1], line_width))
    return _alternate("wps", _inline(next(ids), "Tempat logo", extent, frame))


def _inline(number: int, description: str, extent: dict[str, int], graphic: Element) -> Element:
    return el(
        "wp:inline",
        _NO_DISTANCE,
        el("wp:extent", extent),
        el("wp:effectExtent", _NO_EFFECT),
        el("wp:docPr", {"id": number, "name": f"Logo {number}", "descr": description}),
        el("wp:cNvGraphicFramePr"),
        graphic,
    )


def _graphic(kind: str, content: Element) -> Element:
    return el("a:graphic", None, el("a:graphicData", {"uri": NAMESPACES[kind]}, content))


def _alternate(requires: str, placed: Element) -> Element:
    return el("mc:AlternateContent", None, el("mc:Choice", {"Requires": requires}, el("w:drawing", None, placed)))
