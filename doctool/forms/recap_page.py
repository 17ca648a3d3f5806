"""What the sheets of the recap have in common: rows as high as their texts, values with their look, bands, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from doctool.cell_lines import printed_lines, shortened
from doctool.forms.print_pages import PAPER_MM, PT_PER_MM, closing_break, scale_to_width
from doctool.forms.recap_values import Shown, percent
from doctool.house_workbook import BOTTOM_MM, MARGIN_MM, ROW_PT, TOP_MM, HouseSheet
from doctool.model.capaian import RataRata
from doctool.model.kinerja import AturanKinerja, Pita
from doctool.model.rekap import Rekap

#: Fill of a group's head and of a mean's row; height of a line of 9 pt and what a row has besides.
GROUP, MEAN = "#D9E1F2", "#F2F2F2"
LINE_PT, PAD_PT = 12, 4
#: The same for a row of so many lines, in which nothing of the next one shows.
_BARE_PT = 0.5
#: What Excel adds to a column's width in characters: 5 of the 7 pixels of a digit.
_PADDING = 5 / 7
#: What cells have that are not indented, in characters.
_NO_INDENT = 1.2
#: Room for a signature, and the height of its lines.
_SIGN_ROOM, _SIGN_PT = "\n" * 5, 14
#: How a text is marked that does not fit into a row.
CUT = "… (terpotong; lengkapnya di formulir bidang)"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table over so many columns: a text or a value, with what its look has besides the table's."""

    shown: Shown
    look: Mapping[str, object]
    columns: int = 1


def words(text: str, columns: int = 1, **look: object) -> Cell:
    """A cell of text."""
    return Cell(Shown(text=text), {"valign": "top", **look}, columns)


def value(shown: Shown, **look: object) -> Cell:
    """A cell of a value: numbers at the right, what stands instead of one in the middle and in grey italics."""
    if shown.number is not None:
        return Cell(shown, {"valign": "top", "align": "right", **look})
    missing = {"italic": True, "font_color": "#595959"} if shown.missing else {}
    return Cell(shown, {"valign": "top", "align": "center", **missing, **look})


class Page:
    """A sheet filled row by row."""

    def __init__(self, sheet: HouseSheet, top: int) -> None:
        self.sheet = sheet
        self.row = top
        #: Rows of the table that a signature may stand below, and those that stay by the row above them.
        self._table: list[int] = []
        self._joined: set[int] = set()
        self._headed = False

    def line(self, cells: Sequence[Cell], lines: int | None = None, *, closing: bool = False) -> int:
        """A row of the table, as high as its longest text, or of so many `lines` with every text whole; its number.

        One that is `closing` (a mean, a sum) stays on the page of the row above it.
        """
        if closing or self._headed:
            self._joined.add(self.row)
        if not closing:
            self._table.append(self.row)
        self._headed = False
        high, column = 1, 0
        for cell in cells:
            width = sum(self.sheet.widths[column : column + cell.columns])
            text = shortened(cell.shown.text, width, CUT) if lines is None else cell.shown.text
            high = max(high, self._lines(text, width)) if lines is None else lines
            if cell.shown.number is not None:
                put_number(self.sheet, self.row, column, cell.shown.number, num_format=cell.shown.format, **cell.look)
            elif cell.columns > 1:
                self.span(text, column, column + cell.columns - 1, border=1, **cell.look)
            else:
                self.sheet.text(self.row, column, text, **cell.look)
            column += cell.columns
        return self._next(high, PAD_PT if lines is None else _BARE_PT)

    def band(self, text: str, fill: str = GROUP, *, bold: bool = True) -> None:
        """A row over the whole table."""
        self.span(text, 0, len(self.sheet.widths) - 1, bold=bold, bg_color=fill, border=1)
        self._next(self._lines(text, sum(self.sheet.widths)))
        self._headed = True

    def note(self, text: str, **look: object) -> None:
        """A paragraph without borders over the whole table."""
        self.span(text, 0, len(self.sheet.widths) - 1, **look)
        self._next(self._lines(text, sum(self.sheet.widths)))

    def span(self, text: str, first: int, last: int, **look: object) -> None:
        """A text over the columns `first` to `last` of the row at hand."""
        wishes = {"font_size": 9, "valign": "vcenter", "text_wrap": True, **look}
        self.sheet.inner.merge_range(self.row, first, self.row, last, "", self.sheet.book.look(**wishes))
        if text:
            self.sheet.inner.write_string(self.row, first, text, self.sheet.book.look(**wishes))

    def signature(self, above: str, name: str, below: str, columns: int) -> None:
        """Who signs, over the last columns, in one row: a page never ends within it."""
        first, last = len(self.sheet.widths) - columns, len(self.sheet.widths) - 1
        look = {"font_size": 10, "align": "center", "valign": "top", "text_wrap": True}
        inner, book = self.sheet.inner, self.sheet.book
        inner.merge_range(self.row, first, self.row, last, "", book.look(**look))
        plain, named = book.look(font_size=10), book.look(font_size=10, bold=True, underline=1)
        pieces = (plain, f"{above}{_SIGN_ROOM}", named, name, plain, f"\n{below}")
        inner.write_rich_string(self.row, first, *pieces, book.look(**look))
        width = sum(self.sheet.widths[first:])
        lines = self._lines(above, width) + self._lines(below, width)
        self.sheet.set_height(self.row, (lines + _SIGN_ROOM.count("\n") + 1) * _SIGN_PT)
        self.row += 1

    def skip(self, height: float = LINE_PT) -> None:
        """An empty row."""
        self.sheet.set_height(self.row, height)
        self.row += 1

    def paged(self, heads: int, left: str) -> None:
        """Set the page up once every row is there: all columns on one, the row `heads` and the next repeated, `left` at
        the foot. Where the last page would hold fewer than two rows of the table, one more begins above them."""
        self.sheet.page(heads, left=left)
        long, short = PAPER_MM[self.sheet.book.house.paper]
        scale = scale_to_width([width + _PADDING for width in self.sheet.widths], (long - 2 * MARGIN_MM) * PT_PER_MM)
        room = (short - TOP_MM - BOTTOM_MM) * PT_PER_MM * 100 / scale
        heights = [self.sheet.heights.get(row, ROW_PT) for row in range(self.row)]
        start = closing_break(heights, room, sum(heights[heads : heads + 2]), self._table, self._joined)
        if start is not None:
            self.sheet.inner.set_print_scale(scale)
            self.sheet.inner.set_h_pagebreaks([start])

    def _next(self, lines: int, more: float = PAD_PT) -> int:
        self.sheet.set_height(self.row, LINE_PT * lines + more)
        self.row += 1
        return self.row - 1

    def _lines(self, text: str, width: float) -> int:
        return printed_lines(text, width + _NO_INDENT, self.sheet.book.house.font)


def put_number(sheet: HouseSheet, row: int, column: int, number: Decimal, **look: object) -> None:
    """A number in a bordered cell, unrounded."""
    wishes = {"font_size": 9, "border": 1, **look}
    sheet.inner.write_number(row, column, float(number), sheet.book.look(**wishes))


def fill_of(name: str, rekap: Rekap) -> dict[str, Any]:
    """The fill of a band by its name, nothing where it has no colour."""
    colour = next((one.warna for one in rekap.pita if one.nama == name), "")
    return {"bg_color": f"#{colour}"} if colour else {}


def mean_cells(mean: RataRata, rekap: Rekap, found: Pita | None) -> tuple[Cell, Cell]:
    """Value and band of a mean."""
    name = found.nama if found is not None else ""
    look: dict[str, Any] = {"bold": True, "bg_color": MEAN, **fill_of(name, rekap)}
    return value(percent(mean.nilai), **look), words(name or "-", align="center", **look)


def legend(page: Page, rekap: Rekap, rule: AturanKinerja) -> None:
    """The rule of the bands and of the means, as it was applied."""
    page.note(rekap.aturan)
    if rule.batas is not None:
        where = "tiap indikator" if rule.batas_pada == "indikator" else "rata-rata"
        page.note(f"Capaian dibatasi paling tinggi {percent(rule.batas).number} persen pada {where}.")
    page.note(
        "Rata-rata hanya dari indikator yang terukur. Yang belum diisi atau tidak dapat diukur (n/a) tidak dihitung "
        "dan tidak dianggap 0."
    )
