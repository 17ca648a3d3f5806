"""Tables of WordprocessingML at fixed places with fixed columns (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from doctool.drawing import NO_BORDER, Border, Cell, Padding, Row, Table, VAlign
from doctool.units import TWIPS_PER_PT
from doctool.write.word_text import hair, paragraphs, picture_paragraph
from doctool.write.xml import Attributes, Element, el

#: Gives the inline drawing (a run's child) for a cell with an image.
ImageWriter = Callable[[Cell], Element]

_VALIGN = {VAlign.TOP: "top", VAlign.CENTER: "center", VAlign.BOTTOM: "bottom"}
_NO_MARGINS = ("top", "left", "bottom", "right")


def table(drawn: Table, left_margin: int, write_image: ImageWriter) -> Element:
    """`drawn` as w:tbl, its left edge (x - left_margin) from the text's left edge.

    Cell margins are 0 and paddings are indents (doctool.write.word_text), so that the table's edge is the
    same line for Word and LibreOffice. Places that no cell covers get an empty cell without rules.
    """
    zero = [el(f"w:{side}", {"w:w": 0, "w:type": "dxa"}) for side in _NO_MARGINS]
    properties = el(
        "w:tblPr",
        None,
        el("w:tblW", {"w:w": drawn.width, "w:type": "dxa"}),
        el("w:tblInd", {"w:w": drawn.x - left_margin, "w:type": "dxa"}),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblCellMar", None, *zero),
        el("w:tblCaption", {"w:val": drawn.name}),
    )
    grid = el("w:tblGrid", None, *[el("w:gridCol", {"w:w": width}) for width in drawn.columns])
    places = _places(drawn)
    rows = [_row(drawn, number, places, write_image) for number in range(len(drawn.rows))]
    return el("w:tbl", None, properties, grid, *rows)


def _places(drawn: Table) -> dict[tuple[int, int], Cell]:
    """Which cell covers each (row, column) of the grid."""
    return {
        (row, col): cell
        for cell in drawn.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    }


def _row(drawn: Table, number: int, places: dict[tuple[int, int], Cell], write_image: ImageWriter) -> Element:
    cells: list[Element] = []
    col = 0
    while col < len(drawn.columns):
        cell = places.get((number, col)) or Cell(number, col, border=NO_BORDER)
        width = sum(drawn.columns[cell.col : cell.col + cell.col_span])
        cells.append(_cell(cell, number, width, write_image))
        col = cell.col + cell.col_span
    below = _overhang(drawn) if number == len(drawn.rows) - 1 else 0
    return el("w:tr", None, _row_properties(drawn.rows[number], below), *cells)


def _overhang(drawn: Table) -> int:
    """How far the table's bottom rule stands below its last row, in twips.

    A rule belongs to the row under it; the last one is drawn below the row and moves what follows. The last
    row is written so much lower, and what follows stays in its place. A double rule is three times as thick.
    """
    borders = [cell.border for cell in drawn.cells if cell.row + cell.row_span == len(drawn.rows)]
    eighths = max((border.bottom * (3 if border.double_bottom else 1) for border in borders), default=0)
    return round(eighths * TWIPS_PER_PT / 8)


def _row_properties(row: Row, below: int) -> Element:
    height: Attributes = {"w:val": max(1, row.height - below), "w:hRule": "exact" if row.exact else "atLeast"}
    return el(
        "w:trPr",
        None,
        el("w:cantSplit"),
        el("w:trHeight", height),
        el("w:tblHeader") if row.header else None,
    )


def _cell(cell: Cell, row: int, width: int, write_image: ImageWriter) -> Element:
    """The part of `cell` in `row`: the cell itself in its first row, a continuation (17.4.84) below."""
    first, last = row == cell.row, row == cell.row + cell.row_span - 1
    merge = None
    if cell.row_span > 1:
        merge = el("w:vMerge", {"w:val": "restart"}) if first else el("w:vMerge")
    border = cell.border
    properties = el(
        "w:tcPr",
        None,
        el("w:tcW", {"w:w": width, "w:type": "dxa"}),
        el("w:gridSpan", {"w:val": cell.col_span}) if cell.col_span > 1 else None,
        merge,
        el(
            "w:tcBorders",
            None,
            _rule("top", border.top if first else 0),
            _rule("left", border.left),
            _bottom_rule(border) if last else _rule("bottom", 0),
            _rule("right", border.right),
        ),
        el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.fill}) if cell.fill else None,
        _side_margins(cell.padding) if cell.turned else None,
        el("w:textDirection", {"w:val": "btLr"}) if cell.turned else None,
        el("w:vAlign", {"w:val": _VALIGN[cell.valign]}),
    )
    return el("w:tc", None, properties, *(_content(cell, write_image) if first else [hair()]))


def _content(cell: Cell, write_image: ImageWriter) -> list[Element]:
    padding = _turn(cell.padding) if cell.turned else cell.padding
    content: list[Element] = []
    if cell.image:
        content.append(picture_paragraph(write_image(cell), replace(padding, bottom=0) if cell.paragraphs else padding))
        padding = replace(padding, top=0)
    if cell.paragraphs:
        content += paragraphs(cell.paragraphs, padding)
    return content or [hair()]


def _turn(padding: Padding) -> Padding:
    """The indents of text that runs from bottom to top: its lines begin at the cell's bottom edge."""
    return Padding(left=padding.bottom, right=padding.top)


def _side_margins(padding: Padding) -> Element:
    """The sides of a cell of turned text as cell margins: LibreOffice swaps "before" and "after" of turned text.

    Unlike top and bottom margins, these are each cell's own.
    """
    sides = {"left": padding.left, "right": padding.right}
    return el("w:tcMar", None, *[el(f"w:{side}", {"w:w": width, "w:type": "dxa"}) for side, width in sides.items()])


def _rule(side: str, width: int, kind: str = "single") -> Element:
    if width == 0:
        return el(f"w:{side}", {"w:val": "nil"})
    return el(f"w:{side}", {"w:val": kind, "w:sz": width, "w:space": 0, "w:color": "000000"})


def _bottom_rule(border: Border) -> Element:
    return _rule("bottom", border.bottom, "double" if border.double_bottom else "single")
