"""The workbook that a chart carries, which Word opens for "Edit Data" (ECMA-376 part 1, 21.2.2.63 c:externalData)."""

from __future__ import annotations

import io

from doctool.model.dokumen import Bagan
from doctool.text_book import text_book

SHEET = "Data"


def chart_workbook(bagan: Bagan) -> bytes:
    """The figures of `bagan`: categories in column A, a column for each series; what was not measured is empty."""
    out = io.BytesIO()
    workbook = text_book(out, "Data bagan")
    figures = workbook.add_format({"num_format": number_format(bagan.desimal)})
    sheet = workbook.add_worksheet(SHEET)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, max(len(bagan.seri), 1), 16)
    for row, category in enumerate(bagan.kategori, 1):
        sheet.write_string(row, 0, category)
    for column, seri in enumerate(bagan.seri, 1):
        sheet.write_string(0, column, seri.nama)
        for row, value in enumerate(seri.nilai[: len(bagan.kategori)], 1):
            if value is not None:
                sheet.write_number(row, column, float(value), figures)
    workbook.close()
    return out.getvalue()


def number_format(decimals: int) -> str:
    """The number format of figures with `decimals`. Separators are those of the reader's machine, except where the
    program asks the language ([$-421]: Indonesian; 18.8.31), as LibreOffice does."""
    return "[$-421]#,##0" + (f".{'0' * decimals}" if decimals > 0 else "")


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: "A", "Z", "AA"."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
