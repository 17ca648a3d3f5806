"""Pages whose text does not begin at their top: separator sheets, covers.

A cell as high as the page's text stands for it: LibreOffice does not know w:vAlign of sections (ECMA-376 part 1,
17.6.23).
"""

from __future__ import annotations

from doctool.write.document_ink import Ink, Room
from doctool.write.document_xml import add_property, paragraph
from doctool.write.xml import Element, el, name

# What is left free below a cell of the page's height, for the paragraph that must follow its table.
_BELOW_CELL = 200
#: The part of the page that its foot has.
_FOOT = 0.3


def in_the_middle(ink: Ink, blocks: list[Element], room: Room) -> Element:
    """`blocks` in the middle of the page."""
    return _page(room, (_row(ink, blocks, room.width, room.height - _BELOW_CELL, "center"),))


def above_and_below(ink: Ink, above: list[Element], below: list[Element], room: Room) -> Element:
    """`above` at the top of the page, `below` at its foot."""
    foot = int(room.height * _FOOT)
    head = room.height - _BELOW_CELL - foot
    return _page(room, (_row(ink, above, room.width, head, "top"), _row(ink, below, room.width, foot, "bottom")))


def _row(ink: Ink, blocks: list[Element], width: int, height: int, place: str) -> Element:
    """A row of one cell; a page break within it has no place there."""
    for one in (one for block in blocks for one in block.iter(name("w:p"))):
        add_property(one, el("w:pageBreakBefore", {"w:val": 0}))
    if not blocks or blocks[-1].tag != name("w:p"):
        blocks.append(paragraph(ink.style("Sela")))
    properties = el("w:tcPr", None, el("w:tcW", {"w:w": width, "w:type": "dxa"}), el("w:vAlign", {"w:val": place}))
    high = el("w:trHeight", {"w:val": height, "w:hRule": "atLeast"})
    return el("w:tr", None, el("w:trPr", None, high), el("w:tc", None, properties, *blocks))


def _page(room: Room, rows: tuple[Element, ...]) -> Element:
    return el(
        "w:tbl",
        None,
        el(
            "w:tblPr",
            None,
            el("w:tblW", {"w:w": room.width, "w:type": "dxa"}),
            el("w:tblLayout", {"w:type": "fixed"}),
        ),
        el("w:tblGrid", None, el("w:gridCol", {"w:w": room.width})),
        *rows,
    )
