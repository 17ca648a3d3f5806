"""Which rows stand on one page of a flowchart sheet and where: what tables, symbols and lines are placed by."""

from __future__ import annotations

from itertools import accumulate

from doctool.layout.flow_sheet import STRIP, FlowSheet
from doctool.layout.grid import Grid
from doctool.layout.paginate import Pentagon, strips


class FlowRows:
    """The body rows [first, end) of `sheet` on page `number`, between strips for off-page connectors (`above` and
    `under` rows of them). `letters` names the connectors, `partners` the pages where each goes on; `body` are the
    heights of the rows in twips, `head` how many rows are above them, `top` where the table begins."""

    def __init__(
        self,
        sheet: FlowSheet,
        first: int,
        end: int,
        heights: list[int],
        number: int,
        opening: bool,
        closing: bool,
        letters: dict[tuple[str, bool], str],
        partners: dict[tuple[str, bool, bool], set[int]],
    ):
        self.sheet, self.first, self.end, self.number = sheet, first, end, number
        self.opening, self.closing = opening, closing
        self.letters, self.partners = letters, partners
        self.columns, self.frame = sheet.columns, sheet.frame
        self.pentagons, self.above, self.under = strips(sheet.graph, first, end, self.columns.lanes, sheet.apart)
        self.head = len(self.columns.head_rows)
        self.top = self.frame.top + (sheet.title_height if opening else 0)
        self.body = [STRIP] * self.above + heights[first:end] + [STRIP] * self.under
        left = self.frame.margin.left + sum(self.columns.widths[: self.columns.first_lane])
        self.grid = Grid(
            tuple(left + sheet.lane_width * lane for lane in range(self.columns.lanes + 1)),
            tuple(accumulate(self.body, initial=self.top + self.columns.head_height)),
        )

    def strip_row(self, one: Pentagon) -> int:
        """The row of an off-page connector, counted on the page."""
        below = one.out == one.down
        return len(self.body) - self.under + one.strip if below else self.above - 1 - one.strip
