"""The Daftar Ekspedisi as an Excel workbook: a row for each recipient with room for a signature, then who hands over.

Handed back filled in, its rows are known again by the recipient's key in a hidden column, else by the name; another
hidden column says of which packet they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doctool.forms.print_pages import PT_PER_MM, closing_break, scale_to_width
from doctool.house_workbook import (
    BOTTOM_MM,
    MARGIN_MM,
    PAPER_MM,
    ROW_PT,
    TOP_MM,
    Across,
    Column,
    HouseBook,
    HouseSheet,
    house_of,
)
from doctool.indonesian import tanggal
from doctool.loaded import LoadedKantor
from doctool.packets.handover import CARA, BarisEkspedisi

LIST_NAME = "00_Daftar-Ekspedisi"
_CUT = "… (terpotong)"
_COLUMNS = (
    Column("No.", 5, True), Column("Penerima", 38), Column("Isi paket", 18, True), Column("Nomor surat", 24, True),
    Column("Tanggal", 17, True), Column("Nama penerima", 25), Column("Cara", 11, True), Column("Tanda tangan", 23),
)  # fmt: skip
#: Where the way of handing over stands, which the list that comes back may say. Who hands over signs below: what is
#: written there is taken for no recipient's day or name.
_HOW = 6
#: Headings of the hidden columns: the recipient's key, and of which packet the list is.
_HIDDEN = ("Kunci", "Paket")
#: Points that a signature needs.
_SIGNATURE_PT = 34.0
#: Of a line of the place for who hands over, and of the row above it.
_LINE_PT, _GAP_PT = 14.0, 12.0
_DOTS = "." * 24
#: What Excel adds to a column's width in characters: 5 of the 7 pixels of a digit.
_PADDING = 5 / 7


def handover_book(office: LoadedKantor, judul: str, rows: Sequence[BarisEkspedisi], day: str = "") -> bytes:
    """The workbook of a packet called `judul`; `day` is its date as printed. The same rows give the same bytes."""
    book = HouseBook(house_of(office), f"Daftar Ekspedisi {judul}")
    sheet = book.sheet("Daftar Ekspedisi", [column.width for column in _COLUMNS])
    titles = ["DAFTAR EKSPEDISI", judul.upper(), *([f"TANGGAL {day.upper()}"] if day else [])]
    top = sheet.titles(titles, sheet.letterhead())
    pattern = office.kantor.gaya.tanggal
    lines: list[list[str] | Across] = [_line(one, pattern) for one in rows]
    lines = lines or [Across("Belum ada penerima.")]
    end = sheet.table(_COLUMNS, lines, top, _CUT, lowest=_SIGNATURE_PT)
    hidden = len(_COLUMNS)
    sheet.inner.set_column(hidden, hidden + 1, 12, None, {"hidden": True})
    for at, heading in enumerate(_HIDDEN):
        sheet.inner.write_string(top, hidden + at, heading)
    for row, one in enumerate(rows, start=top + 2):
        sheet.inner.write_string(row, hidden, one.kunci)
        sheet.inner.write_string(row, hidden + 1, one.paket)
    sheet.inner.data_validation(top + 2, _HOW, end - 1, _HOW, {"validate": "list", "source": list(CARA)})
    _giver(sheet, end + 1, office.kantor.tempat_surat)
    sheet.inner.print_area(0, 0, end + 1, hidden - 1)
    _pages(sheet, top, range(top + 2, end), f"Daftar Ekspedisi {judul}")
    return book.bytes()


def _line(one: BarisEkspedisi, pattern: str) -> list[str]:
    record = one.catatan
    day = printed_day(record.tanggal, pattern) if record is not None else ""
    name, how = (record.diterima_oleh, record.cara) if record is not None else ("", "")
    return [f"{one.urut}.", one.nama, one.isi, one.nomor or "-", day, name, how, ""]


def _giver(sheet: HouseSheet, row: int, place: str) -> None:
    """The place for who hands over, in one row: no page ends within it."""
    said = f"{place}, {_DOTS}\nYang menyerahkan,\n\n\n\n({_DOTS}{_DOTS})\nNIP {_DOTS}"
    look = sheet.book.look(font_size=10, align="center", valign="top", text_wrap=True)
    sheet.set_height(row - 1, _GAP_PT)
    sheet.set_height(row, _LINE_PT * (said.count("\n") + 1))
    sheet.inner.merge_range(row, _HOW, row, len(_COLUMNS) - 1, said, look)


def _pages(sheet: HouseSheet, top: int, rows: range, left: str) -> None:
    """Set the pages up, so that no row stands alone on the last one, nor who hands over without any."""
    sheet.page(top, left=left)
    long, short = PAPER_MM[sheet.book.house.paper]
    scale = scale_to_width([one + _PADDING for one in sheet.widths], (long - 2 * MARGIN_MM) * PT_PER_MM)
    heights = [sheet.heights.get(row, ROW_PT) for row in range(rows.stop + 2)]
    room = (short - TOP_MM - BOTTOM_MM) * PT_PER_MM * 100 / scale
    start = closing_break(heights, room, sum(heights[top : top + 2]), rows)
    if start is not None:
        sheet.inner.set_print_scale(scale)
        sheet.inner.set_h_pagebreaks([start])


def printed_day(text: str, pattern: str) -> str:
    """A day such as 2026-11-21 as the office prints days; "" for ""."""
    if not text:
        return ""
    day = date.fromisoformat(text)
    return tanggal(day.year, day.month, day.day, pattern)
