"""Where the pages of a printed sheet end: its print scale, and the one break that keeps a signature by its table.

Excel takes no manual break on a sheet that is fitted to a page's width, so a sheet that needs one is given a scale
instead. Lengths are points before scaling; rows count from 0.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

#: A unit of column width on paper, at most: a digit of Calibri 11 as printers of 600 dots to the inch round it.
UNIT_PRINTED_PT = 5.64
#: Sides of the paper in millimetres, the long one first; F4 is Excel's Folio (8.5 x 13 inches).
PAPER_MM = {"A4": (297.0, 210.0), "F4": (330.2, 215.9), "A3": (420.0, 297.0)}
PT_PER_MM = 72 / 25.4
#: Rows of the table that stand on the page of the signature, at least.
LEAST_ROWS = 2
#: What programs differ in when they fill a page.
_DOUBT = 0.02


def scale_to_width(widths: Sequence[float], room: float) -> int:
    """The print scale (percent, 10 to 100) at which columns of `widths` (units of Excel) go on `room` points."""
    wide = sum(widths) * UNIT_PRINTED_PT
    return max(10, min(100, int(100 * room / wide))) if wide else 100


def closing_break(
    heights: Sequence[float], room: float, head: float, table: Sequence[int], joined: Collection[int] = ()
) -> int | None:
    """The row that has to begin a page so that the last page holds `LEAST_ROWS` rows of the table.

    `heights` of all rows; `room` of a page; `head`: what is repeated on every page after the first; `table`: the rows
    of the table that count; `joined`: rows that are not parted from the one above them. None where pages end well
    by themselves, or where nothing helps (the rows are higher than a page).
    """
    if not table:
        return None
    counted = sorted(table)
    least = min(LEAST_ROWS, len(counted))
    starts = [_last_page(heights, room * share, head) for share in (1 - _DOUBT, 1 + _DOUBT)]
    if all(start is None or sum(row >= start for row in counted) >= least for start in starts):
        return None
    for number in range(least, 0, -1):
        start = counted[-number]
        while start in joined:
            start -= 1
        if start and sum(heights[start:]) + head <= room * (1 - _DOUBT):
            return start
    return None


def _last_page(heights: Sequence[float], room: float, head: float) -> int | None:
    """The row at which the last page begins; None where there is one page."""
    used, start = 0.0, None
    for row, height in enumerate(heights):
        if used + height > room and used:
            used, start = head, row
        used += height
    return start
