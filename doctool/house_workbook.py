"""A printed Excel workbook in the house style: kop with crest, titles, tables whose head repeats on every page.

Everything is given as plain values; text stays text, whatever it begins with (`text_book`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doctool.border.picture import open_picture, read_picture
from doctool.cell_lines import printed_lines, shortened
from doctool.loaded import LoadedKantor
from doctool.text_book import text_book

#: Excel's codes of paper: A4, and Folio (8.5 x 13 inches), which offices call F4.
PAPER = {"A4": 9, "F4": 14}
#: Sides of the paper in millimetres, the long one first (Folio is 330.2 x 215.9).
PAPER_MM = {"A4": (297.0, 210.0), "F4": (330.2, 215.9)}
#: Margins in millimetres: left and right, top, bottom, and where the footer stands.
MARGIN_MM, TOP_MM, BOTTOM_MM, FOOTER_MM = 15.0, 15.0, 18.0, 8.0
#: Largest side of the crest; sheets are measured in pixels of 96 to the inch.
_CREST_PX = 68
#: Height of a line of the kop by its size of type.
_LEADING = 1.45
#: A line of a table and the room above and below its text, in points.
_LINE_PT, _ROOM_PT = 12, 7
#: Height of a row of which nothing is said, and of Excel's highest, in points.
ROW_PT, _HIGHEST_PT = 15.0, 409.0
_MM_IN = 25.4
#: Excel's borders by the kop's rule: double, medium, none.
RULES = {"ganda": 6, "tunggal": 2, "tidak": 0}


@dataclass(frozen=True, slots=True)
class KopLine:
    """A line of the kop, its size in points."""

    text: str
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class House:
    """The house style: typeface, paper ("A4", "F4"), the kop with its rule (Excel's border) and crest (PNG or JPEG)."""

    name: str
    font: str
    paper: str
    kop: tuple[KopLine, ...]
    rule: int
    crest: bytes | None = None


def house_of(office: LoadedKantor) -> House:
    """The house style of an office; without a crest where it names no sound picture."""
    kop, gaya = office.kantor.kop, office.kantor.gaya
    lines = tuple(KopLine(line.teks, line.ukuran or 11, line.tebal) for line in kop.baris)
    picture = read_picture(office.folder, kop.logo or "")
    crest = picture.data if picture is not None else None
    return House(office.kantor.nama, gaya.huruf, gaya.kertas, lines, RULES[kop.garis], crest)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, width in characters, whether its texts are centred."""

    heading: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Across:
    """A row of a table with one text over all columns: what parts its rows (`part`), or a remark."""

    text: str
    part: bool = False


class HouseBook:
    """A workbook under way; `bytes` ends it."""

    def __init__(self, house: House, title: str) -> None:
        self.house = house
        self._buffer = io.BytesIO()
        self.inner = text_book(self._buffer, title, house.name)
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def sheet(self, name: str, widths: Sequence[float]) -> HouseSheet:
        """A new sheet with columns of so many characters."""
        return HouseSheet(self, name, widths)

    def look(self, **look: object) -> Any:
        """A format in the house's typeface, the same for the same wishes."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            wishes = {"font_name": self.house.font, "valign": "vcenter", **look}
            self._formats[key] = self.inner.add_format(wishes)
        return self._formats[key]

    def bytes(self) -> bytes:
        """The finished workbook."""
        self.inner.close()
        return self._buffer.getvalue()


class HouseSheet:
    """A sheet of a `HouseBook`, filled from top to bottom; rows and columns count from 0."""

    def __init__(self, book: HouseBook, name: str, widths: Sequence[float]) -> None:
        self.book = book
        self.inner = book.inner.add_worksheet(name)
        self.widths = tuple(widths)
        #: Heights that were set, in points by row; other rows have Excel's own, `ROW_PT`.
        self.heights: dict[int, float] = {}
        for number, width in enumerate(widths):
            self.inner.set_column(number, number, width)

    def set_height(self, row: int, points: float) -> None:
        """Make a row so high, at most as high as Excel has it."""
        points = min(points, _HIGHEST_PT)
        self.heights[row] = points
        self.inner.set_row(row, points)

    def letterhead(self) -> int:
        """The kop over all columns and its rule; the first row after it."""
        house, last = self.book.house, len(self.widths) - 1
        for row, line in enumerate(house.kop):
            rule = house.rule if row == len(house.kop) - 1 else 0
            look = self.book.look(font_size=line.size, bold=line.bold, align="center", bottom=rule)
            self.set_height(row, line.size * _LEADING)
            self.inner.merge_range(row, 0, row, last, line.text, look)
        self._crest(sum(line.size * _LEADING for line in house.kop))
        return len(house.kop) + 1

    def _crest(self, height_pt: float) -> None:
        """The office's crest at the left of the kop, above its rule."""
        if self.book.house.crest is None:
            return
        with open_picture(self.book.house.crest) as opened:
            image = opened.convert("RGBA")
        image.thumbnail((_CREST_PX * 4, _CREST_PX * 4))  # and without the resolution that the file may name
        data = io.BytesIO()
        image.save(data, "PNG")
        room = min(_CREST_PX, (height_pt - 5) * 96 / 72)
        scale = room / max(image.size)
        self.inner.insert_image(0, 1, "lambang.png", {
            "image_data": data, "x_scale": scale, "y_scale": scale, "y_offset": 2,
        })

    def titles(self, titles: Sequence[str], top: int) -> int:
        """The title lines from row `top` on; the first row of what follows."""
        look = self.book.look(font_size=12, bold=True, align="center")
        for row, title in enumerate(titles, start=top):
            self.set_height(row, 17)
            self.inner.merge_range(row, 0, row, len(self.widths) - 1, title, look)
        return top + len(titles) + 1

    def heads(self, headings: Sequence[str], top: int, height: float = 26) -> int:
        """Headings and column numbers in rows `top` and the next; the first row after them."""
        head = self.book.look(
            font_size=9, bold=True, align="center", text_wrap=True, border=1, bg_color="#E7E6E6"
        )
        self.set_height(top, height)
        self.set_height(top + 1, 12)
        for number, heading in enumerate(headings):
            self.inner.write_string(top, number, heading, head)
            self.inner.write_string(top + 1, number, str(number + 1), head)
        return top + 2

    def text(self, row: int, column: int, text: str, **look: object) -> None:
        """A text in a bordered cell."""
        shown = {"font_size": 9, "align": "left", "valign": "top", "text_wrap": True, "border": 1, **look}
        if text:
            self.inner.write_string(row, column, text, self.book.look(**shown))
        else:
            self.inner.write_blank(row, column, None, self.book.look(**shown))

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str] | Across], top: int, cut: str,
        lowest: float = 0.0,
    ) -> int:  # fmt: skip
        """Headings, column numbers and the rows, each row as high as its longest text; the row after the last.

        `cut` is put where a text does not fit into Excel's highest row. `lowest` is the height in points that a row has
        at least.
        """
        first = self.heads([column.heading for column in columns], top)
        for row, given in enumerate(rows, start=first):
            if isinstance(given, Across):
                self._across(row, given, cut)
                continue
            lines = 1
            for number, (text, column) in enumerate(zip(given, columns, strict=True)):
                shown = shortened(text, column.width, cut)
                lines = max(lines, printed_lines(shown, column.width, self.book.house.font))
                side = {"align": "center"} if column.centred else {"align": "left", "indent": 1}
                self.text(row, number, shown, valign="vcenter", **side)
            self.set_height(row, max(_LINE_PT * lines + _ROOM_PT, lowest))
        return first + len(rows)

    def _across(self, row: int, given: Across, cut: str) -> None:
        how = {"bold": True, "bg_color": "#F2F2F2"} if given.part else {"italic": True}
        look = self.book.look(font_size=9, align="left", indent=1, text_wrap=True, border=1, **how)
        text = shortened(given.text, sum(self.widths), cut)
        self.inner.merge_range(row, 0, row, len(self.widths) - 1, text, look)
        lines = printed_lines(text, sum(self.widths), self.book.house.font)
        self.set_height(row, _LINE_PT * lines + _ROOM_PT)

    def page(self, top: int, *, fit: bool = True, left: str = "") -> None:
        """Paper on its side, margins, rows `top` and the next repeated on every page, page numbers, `left` at the foot;
        `fit`: all columns on one page."""
        self.inner.set_paper(PAPER[self.book.house.paper])
        self.inner.set_landscape()
        if fit:
            self.inner.fit_to_pages(1, 0)
        margin = MARGIN_MM / _MM_IN
        self.inner.set_margins(left=margin, right=margin, top=TOP_MM / _MM_IN, bottom=BOTTOM_MM / _MM_IN)
        look = f'&"{self.book.house.font},Regular"&8'
        said = f"&L{look}{left.replace('&', '&&')}" if left else ""
        side = "&R" if left else "&C"  # a long text at the left would run into the middle
        self.inner.set_footer(f"{said}{side}{look}Halaman &P dari &N", {"margin": FOOTER_MM / _MM_IN})
        self.inner.center_horizontally()
        if fit:
            self.inner.repeat_rows(top, top + 1)
            self.inner.freeze_panes(top + 2, 0)
