"""The daftar SOP as an Excel workbook: a sheet for each table, with the office's kop."""

from __future__ import annotations

from doctool.cell_lines import printed_lines
from doctool.house_workbook import Across, HouseBook, house_of
from doctool.listing.listed import DaftarSop
from doctool.listing.rows import panjang
from doctool.listing.tables import Tabel, tabel

_CUT = "… (terpotong)"
_LINE_PT, _ROOM_PT = 12, 4


def daftar_book(listed: DaftarSop) -> bytes:
    """The workbook; the same list gives the same bytes."""
    office = listed.office
    book = HouseBook(house_of(office), f"Daftar SOP {office.kantor.nama}")
    for one in tabel(listed):
        _sheet(book, one, listed)
    return book.bytes()


def _sheet(book: HouseBook, table: Tabel, listed: DaftarSop) -> None:
    columns = table.kolom
    sheet = book.sheet(table.nama, [column.width for column in columns])
    titles = [table.judul.upper(), f"KEADAAN TANGGAL {panjang(listed.today).upper()}"]
    top = sheet.titles(titles, sheet.letterhead())
    rows: list[tuple[str, ...] | Across] = [*table.baris] or [Across(table.kosong)]
    end = sheet.table(columns, rows, top, _CUT)
    if table.baris:
        sums = sum(not row[0] for row in table.baris)
        # below the headings, which stay in their place, and without the row of sums
        sheet.inner.autofilter(top + 1, 0, end - 1 - sums, len(columns) - 1)
    look = book.look(font_size=9, align="left", valign="top", text_wrap=True)
    width = sum(sheet.widths)
    for row, text in enumerate(table.catatan, start=end + 1):
        sheet.inner.merge_range(row, 0, row, len(columns) - 1, text, look)
        sheet.set_height(row, _LINE_PT * printed_lines(text, width, book.house.font) + _ROOM_PT)
    sheet.page(top, left=f"{table.judul}, {listed.office.kantor.nama}")
