"""Native charts of the recap: capaian of each indicator in the colour of its band, target and realisasi by quarter.

What was not measured is an empty cell, which a chart leaves out; a text would be drawn as 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from doctool.forms.recap_page import put_number
from doctool.forms.recap_sheets import title_of
from doctool.forms.recap_values import NOT_ENTERED, NOT_MEASURED, WRONG, number_format, shown_number
from doctool.house_workbook import BOTTOM_MM, MARGIN_MM, PAPER_MM, TOP_MM, HouseBook, HouseSheet
from doctool.model.kinerja import TRIWULAN
from doctool.model.rekap import IndikatorRekap, PeriodeRekap, Rekap

CHARTS, DATA = "Grafik", "Data Grafik"
#: Colours of target (its lower and upper end) and realisasi; of a bar whose band has none.
_TARGET, _UPPER, _REACHED, _NO_BAND = "#7F7F7F", "#BFBFBF", "#2F75B5", "#BFBFBF"
_GRID = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
#: Charts side by side and one below another on a page, and bars in one chart.
_ACROSS, _DOWN, _BARS = 3, 3, 20
_PX_MM = 96 / 25.4
#: Space between charts; a cell of the grid; height of a bar, and of a chart besides its bars.
_GAP, _CELL, _ROW, _BAR, _AXES = 8, 90, 20, 36, 90
#: Rows of the title; characters of an indicator in a chart's title.
_TITLE_ROWS, _LONGEST = 2, 60
#: The column of the data in which the title of an indicator's chart stands.
_TITLE_COLUMN = 7
#: Below this an axis has decimals.
_FINE = Decimal(10)


def charts(book: HouseBook, rekap: Rekap, left: str) -> None:
    """A sheet for each page of charts; their data are on a sheet of their own (`chart_data`)."""
    pages = _Pages(book, left)
    for first, last in _capaian_places(rekap):
        page = pages.new(f"GRAFIK CAPAIAN KINERJA {title_of(rekap)}")
        height = min(pages.height, _AXES + _BAR * (last - first + 1))
        page.put(_bars(book, rekap, first, last), 0, 0, (pages.width, height))
    lines = [one for one in rekap.indikator() if _drawable(one)]
    size = (pages.width - (_ACROSS - 1) * _GAP) // _ACROSS, (pages.height - (_DOWN - 1) * _GAP) // _DOWN
    for at, one in enumerate(lines):
        if at % (_ACROSS * _DOWN) == 0:
            page = pages.new(f"TARGET DAN REALISASI TIAP INDIKATOR {title_of(rekap)}")
        down, across = divmod(at % (_ACROSS * _DOWN), _ACROSS)
        page.put(_quarters(book, rekap, one), across * (size[0] + _GAP), down * (size[1] + _GAP), size)


class _Pages:
    """Sheets of charts: each a grid of cells that fits on one page of the house's paper. Sizes are in pixels."""

    def __init__(self, book: HouseBook, left: str) -> None:
        self.book, self.left = book, left
        long, short = PAPER_MM[book.house.paper]
        self.columns = int((long - 2 * MARGIN_MM) * _PX_MM) // _CELL
        self.rows = int((short - TOP_MM - BOTTOM_MM) * _PX_MM) // _ROW
        self.width, self.height = self.columns * _CELL, (self.rows - _TITLE_ROWS) * _ROW
        self.count = 0

    def new(self, title: str) -> _Page:
        """The next page."""
        self.count += 1
        sheet = self.book.sheet(CHARTS if self.count == 1 else f"{CHARTS} {self.count}", [1] * self.columns)
        sheet.inner.set_column_pixels(0, self.columns - 1, _CELL)
        for row in range(self.rows):
            sheet.inner.set_row_pixels(row, _ROW)
        sheet.inner.merge_range(
            0, 0, 0, self.columns - 1, title, self.book.look(font_size=12, bold=True, align="center")
        )
        sheet.page(0, fit=False, left=self.left)
        sheet.inner.fit_to_pages(1, 1)
        sheet.inner.hide_gridlines(2)
        sheet.inner.print_area(0, 0, self.rows - 1, self.columns - 1)
        return _Page(sheet)


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: HouseSheet

    def put(self, chart: Any, x: int, y: int, size: tuple[int, int]) -> None:
        """A chart whose upper left corner stands at `x`, `y` below the title."""
        chart.set_size({"width": size[0], "height": size[1]})
        self.sheet.inner.insert_chart(_TITLE_ROWS, 0, chart, {"x_offset": x, "y_offset": y})


def _capaian_places(rekap: Rekap) -> list[tuple[int, int]]:
    """First and last place of the indicators of each chart of bars."""
    count = len(rekap.indikator())
    return [(first, min(first + _BARS, count) - 1) for first in range(0, count, _BARS)]


def _drawable(one: IndikatorRekap) -> bool:
    """Whether there is a number to draw."""
    return any(part.sampai is not None for part in one.periode)


def _bars(book: HouseBook, rekap: Rekap, first: int, last: int) -> Any:
    """Capaian of the indicators in the places `first` to `last`, each in the colour of its band."""
    font = {"name": book.house.font}
    chart = book.inner.add_chart({"type": "bar"})
    top = 1
    measured = [one.akhir.capaian.nilai for one in rekap.indikator()[first : last + 1]]
    points = [
        {"fill": {"color": _band_colour(one, rekap)}, "border": {"color": "#595959"}}
        for one in rekap.indikator()[first : last + 1]
    ]
    chart.add_series({
        "name": "Capaian (%)", "categories": [DATA, top + first, 0, top + last, 0],
        "values": [DATA, top + first, 1, top + last, 1], "points": points, "gap": 45,
        "data_labels": {"value": True, "num_format": number_format(2), "font": {**font, "size": 9}},
    })  # fmt: skip
    chart.show_hidden_data()
    chart.set_title({"name": "Capaian tiap indikator (%), warna menurut kategori", "name_font": {**font, "size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "crossing": "max", "interval_unit": 1, "num_font": {**font, "size": 9}})
    chart.set_x_axis({
        "num_font": {**font, "size": 9}, "num_format": number_format(0), "min": _floor(measured), **_GRID,
    })  # fmt: skip
    return chart


def _band_colour(one: IndikatorRekap, rekap: Rekap) -> str:
    colour = next((band.warna for band in rekap.pita if band.nama == one.akhir.kategori), "")
    return f"#{colour}" if colour else _NO_BAND


def _quarters(book: HouseBook, rekap: Rekap, one: IndikatorRekap) -> Any:
    """Target and realisasi until each quarter of one indicator."""
    font = {"name": book.house.font}
    first, last = _rows_of(rekap, one)
    chart = book.inner.add_chart({"type": "column"})
    drawn = [number for part in one.periode for number in _drawn(part) if number is not None]
    decimals = min(2, max(shown_number(number).decimals for number in drawn))
    ranged = any(part.patokan.rentang is not None for part in one.periode)
    series: list[tuple[str, int, str]] = [("Target terendah" if ranged else "Target", 4, _TARGET)]
    series += [("Target tertinggi", 5, _UPPER)] if ranged else []
    for name, column, colour in (*series, ("Realisasi", 6, _REACHED)):
        chart.add_series({
            "name": name, "categories": [DATA, first, 3, last, 3], "values": [DATA, first, column, last, column],
            "fill": {"color": colour}, "gap": 60,
            "data_labels": {"value": True, "num_format": number_format(decimals), "font": {**font, "size": 7}},
        })  # fmt: skip
    chart.show_hidden_data()
    # by its cell: a title such as "Antrean!A1" would be taken for a reference
    chart.set_title({"name": [DATA, first, _TITLE_COLUMN], "name_font": {**font, "size": 8, "bold": True}})
    chart.set_legend({"position": "bottom", "font": {**font, "size": 8}})
    chart.set_x_axis({"num_font": {**font, "size": 8}})
    high = max(map(abs, drawn), default=Decimal(0)) < _FINE
    axis = {"num_format": number_format(decimals if high else 0), "min": _floor(drawn)}
    chart.set_y_axis({**axis, "num_font": {**font, "size": 8}, **_GRID})
    return chart


def _title(one: IndikatorRekap) -> str:
    short = one.uraian if len(one.uraian) <= _LONGEST else f"{one.uraian[: _LONGEST - 1].rstrip()}…"
    return f"{one.kode} {short}{f' ({one.satuan})' if one.satuan else ''}"


def _floor(values: Sequence[Decimal | None]) -> int | None:
    """Where an axis begins: at 0, so that bars are as long as their numbers are large; None below 0."""
    return None if any(one is not None and one < 0 for one in values) else 0


def _rows_of(rekap: Rekap, wanted: IndikatorRekap) -> tuple[int, int]:
    """First and last row of an indicator's quarters on the sheet of data."""
    row = 1
    for one in rekap.indikator():
        if one.kode == wanted.kode:
            break
        row += len(one.periode)
    return row, row + len(wanted.periode) - 1


def chart_data(book: HouseBook, rekap: Rekap, left: str) -> None:
    """What the charts draw: capaian of each indicator, target and realisasi until each quarter; empty: not measured."""
    sheet = book.sheet(DATA, [34, 12, 12, 10, 14, 14, 14, 60])
    for column, text in enumerate(
        ("Indikator", "Capaian (%)", "Kode", "Triwulan", "Target", "Target tertinggi", "Realisasi", "Judul grafik")
    ):
        sheet.text(0, column, text, bold=True, align="center", bg_color="#E7E6E6")
    for row, one in enumerate(rekap.indikator(), start=1):
        measured = one.akhir.capaian.nilai
        sheet.text(row, 0, one.kode if measured is not None else _unmeasured(one), text_wrap=False)
        _number(sheet, row, 1, measured)
    row = 1
    for one in rekap.indikator():
        sheet.text(row, _TITLE_COLUMN, _title(one), text_wrap=False)
        for part in one.periode:
            sheet.text(row, 2, one.kode)
            until = "" if one.akumulasi == "terakhir" else "s.d. "
            sheet.text(row, 3, f"{until}Tw {TRIWULAN[part.triwulan - 1]}", align="center")
            for column, number in enumerate(_drawn(part), start=4):
                _number(sheet, row, column, number)
            row += 1
    sheet.page(0, left=left)
    sheet.inner.repeat_rows(0)
    sheet.inner.freeze_panes(1, 0)
    sheet.inner.hide()  # it is not printed then


def _unmeasured(one: IndikatorRekap) -> str:
    """The name of a bar that is not there; without blanks, so that it stays on one line."""
    last = one.akhir
    why = NOT_MEASURED if last.terisi or not last.kurang else WRONG if last.salah else NOT_ENTERED
    return f"{one.kode} ({why})".replace(" ", "\N{NO-BREAK SPACE}")


def _drawn(part: PeriodeRekap) -> Sequence[Decimal | None]:
    """Target, its upper end and realisasi until a quarter."""
    target = part.patokan
    low, high = target.rentang if target.rentang is not None else (target.nilai, None)
    return low, high, part.sampai


def _number(sheet: HouseSheet, row: int, column: int, number: Decimal | None) -> None:
    """A number; nothing at all for None: what a chart keeps of an empty but bordered cell is 0."""
    if number is not None:
        put_number(sheet, row, column, number, num_format=number_format(2))
