"""The tables of a report as an Excel workbook: each on a sheet of its own, real numbers, notes below.

The same material gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from doctool.cell_lines import in_rows, printed_lines, shortened
from doctool.house_workbook import ROW_PT, HouseBook, HouseSheet, house_of
from doctool.model.dokumen import Baris, Sel, Tabel
from doctool.reports.reckoned import Hitungan, caption, cell_text, note_texts

#: Width of a table of 100 parts in characters; of a row its lines, and what it has besides, in points.
_WIDTH, _LINE_PT, _PAD_PT = 1.25, 12, 5
_HEAD, _ALIGN = "#E7E6E6", {"kiri": "left", "tengah": "center", "kanan": "right", "penuh": "justify"}
_CUT = "… (terpotong)"
#: Indonesian in number formats, with a little space at the right.
_FORMAT = "[$-421]#,##0{}_)"


def tables_book(made: Hitungan) -> bytes:
    """The workbook of every table that covers all sasaran; charts and tables of one sasaran are in the JSON."""
    office, laporan = made.bahan.office, made.bahan.loaded.laporan
    sample = " (ANGKA CONTOH)" if laporan.contoh else ""
    book = HouseBook(house_of(office), f"TABEL LAPORAN KINERJA {made.bahan.tahun}{sample}")
    left = f"{office.kantor.nama} - tabel laporan kinerja {made.bahan.sampai}{sample.lower()}"
    for asked, one in made.tabel:
        if not asked.pilihan:
            _sheet(book, asked.nama, one, left)
    return book.bytes()


def _sheet(book: HouseBook, name: str, one: Tabel, left: str) -> None:
    sheet = book.sheet(name, [part * _WIDTH for part in one.lebar])
    top = _title(sheet, caption(one))
    row = top
    covered: set[tuple[int, int]] = set()
    heads = sum(line.jenis == "kepala" for line in one.baris)
    for at, line in enumerate(one.baris):
        _row(sheet, row, line, covered)
        row += 1
        if heads == 1 and at == 0:
            _numbers(sheet, row, len(one.lebar))
            row += 1
    sheet.set_height(row, 6)
    notes = (piece for text in note_texts(one) for piece in in_rows(text, sum(sheet.widths), book.house.font))
    for at, text in enumerate(notes, start=row + 1):
        _across(sheet, at, text, font_size=9, align="left", valign="top", text_wrap=True)
    sheet.page(top, left=left)


def _title(sheet: HouseSheet, text: str) -> int:
    """The caption over all columns; the row of the head."""
    _across(sheet, 0, text, font_size=12, bold=True, align="center", text_wrap=True)
    sheet.set_height(0, 17.0 * max(1, printed_lines(text, sum(sheet.widths) / 1.5, sheet.book.house.font)))
    sheet.set_height(1, 6)
    return 2


def _across(sheet: HouseSheet, row: int, text: str, **look: object) -> None:
    sheet.inner.merge_range(row, 0, row, len(sheet.widths) - 1, "", sheet.book.look(**look))
    sheet.inner.write_string(row, 0, text, sheet.book.look(**look))
    lines = printed_lines(text, sum(sheet.widths), sheet.book.house.font)
    sheet.set_height(row, _LINE_PT * lines + _PAD_PT)


def _numbers(sheet: HouseSheet, row: int, columns: int) -> None:
    """The row of column numbers below a head of one row, so that every head is two rows, which repeat."""
    look = sheet.book.look(font_size=9, bold=True, align="center", border=1, bg_color=_HEAD)
    for column in range(columns):
        sheet.inner.write_string(row, column, str(column + 1), look)
    sheet.set_height(row, 12)


def _row(sheet: HouseSheet, row: int, line: Baris, covered: set[tuple[int, int]]) -> None:
    """A row of cells; `covered` are the places that cells of earlier rows reach into."""
    lines = 1
    for column, cell in _placed(row, line, covered):
        width = sum(sheet.widths[column : column + cell.kolom])
        text = shortened(cell_text(cell), width, _CUT)
        if cell.baris == 1:
            lines = max(lines, printed_lines(text, width, sheet.book.house.font))
        _cell(sheet, row, column, cell, text, head=line.jenis == "kepala")
    sheet.set_height(row, max(ROW_PT, _LINE_PT * lines + _PAD_PT))


def _placed(row: int, line: Baris, covered: set[tuple[int, int]]) -> Iterator[tuple[int, Sel]]:
    """The cells of a row with their columns; places that are taken are passed over."""
    column = 0
    for cell in line.sel:
        while (row, column) in covered:
            column += 1
        covered |= {(row + down, column + right) for down in range(cell.baris) for right in range(cell.kolom)}
        yield column, cell
        column += cell.kolom


def _cell(sheet: HouseSheet, row: int, column: int, cell: Sel, text: str, *, head: bool) -> None:
    fill = _HEAD if head else f"#{cell.warna}" if cell.warna else ""
    look: dict[str, Any] = {
        "font_size": 9, "border": 1, "align": _ALIGN[cell.rata], "valign": "vcenter" if head else "top",
        "bold": head or cell.tebal, "text_wrap": True, **({"bg_color": fill} if fill else {}),
    }  # fmt: skip
    if cell.baris > 1 or cell.kolom > 1:
        last = row + cell.baris - 1, column + cell.kolom - 1
        sheet.inner.merge_range(row, column, *last, "", sheet.book.look(**look))
    if cell.nilai is not None:
        decimals = len(text.partition(",")[2])
        shape = _FORMAT.format("." + "0" * decimals if decimals else "")
        sheet.inner.write_number(row, column, float(cell.nilai), sheet.book.look(**look, num_format=shape))
    elif text:
        sheet.inner.write_string(row, column, text, sheet.book.look(**look))
    else:
        sheet.inner.write_blank(row, column, None, sheet.book.look(**look))
