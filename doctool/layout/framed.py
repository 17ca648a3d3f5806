"""Tables from slots: places given by their edges, put on one grid of columns and rows.

A sheet's rows do not share their columns (two halves, label and value, three columns of items). Each slot
says where it begins and ends; the grid is all their edges together (ECMA-376 17.4.17 gridSpan, 17.4.84 vMerge).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from doctool.drawing import NO_BORDER, Border, Cell, Padding, Paragraph, Row, Side, Table, VAlign

#: Rules in eighths of a point: the outer frame 0.75 pt, the rules inside 0.5 pt.
OUTER = 6
INNER = 4

NO_PADDING = Padding()
ALL_SIDES = (Side.TOP, Side.RIGHT, Side.BOTTOM, Side.LEFT)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a table and what stands there; edges in twips from the table's top left corner.

    `open` are the sides without a rule. `image` as in `Cell`.
    """

    left: int
    top: int
    right: int
    bottom: int
    paragraphs: tuple[Paragraph, ...] = ()
    valign: VAlign = VAlign.TOP
    padding: Padding = NO_PADDING
    open: tuple[Side, ...] = ()
    image: str = ""
    image_size: tuple[int, int] = (0, 0)


def framed_table(name: str, x: int, y: int, slots: Iterable[Slot]) -> Table:
    """The table `name` at (x, y) of `slots`, which cover its rectangle without gap or overlap.

    Rows are "at least" as high as planned, so that a small edit does not clip a text.
    """
    placed = sorted(slots, key=lambda slot: (slot.top, slot.left))
    across = sorted({edge for slot in placed for edge in (slot.left, slot.right)})
    down = sorted({edge for slot in placed for edge in (slot.top, slot.bottom)})
    column = {edge: index for index, edge in enumerate(across)}
    row = {edge: index for index, edge in enumerate(down)}
    cells = tuple(
        Cell(
            row[slot.top],
            column[slot.left],
            slot.paragraphs,
            row_span=row[slot.bottom] - row[slot.top],
            col_span=column[slot.right] - column[slot.left],
            valign=slot.valign,
            border=_border(slot, across[0], down[0], across[-1], down[-1]),
            padding=slot.padding,
            image=slot.image,
            image_size=slot.image_size,
        )
        for slot in placed
    )
    return Table(
        name,
        x + across[0],
        y + down[0],
        columns=tuple(end - start for start, end in pairwise(across)),
        rows=tuple(Row(end - start, exact=False) for start, end in pairwise(down)),
        cells=cells,
    )


def _border(slot: Slot, left: int, top: int, right: int, bottom: int) -> Border:
    if slot.open == ALL_SIDES:
        return NO_BORDER

    def rule(side: Side, at_edge: bool) -> int:
        if side in slot.open:
            return 0
        return OUTER if at_edge else INNER

    return Border(
        top=rule(Side.TOP, slot.top == top),
        right=rule(Side.RIGHT, slot.right == right),
        bottom=rule(Side.BOTTOM, slot.bottom == bottom),
        left=rule(Side.LEFT, slot.left == left),
    )
