"""Texts of workbooks stay texts, also when somebody edits their cells."""

from __future__ import annotations

import io

import openpyxl

from doctool.text_book import text_book

FORMULA_LIKE = ("=1+1", "-", "+62 812", "@bidang", "'kutipan")


def test_texts_that_look_like_formulas_are_marked_and_look_as_they_should() -> None:
    out = io.BytesIO()
    with text_book(out, "Uji", "Kota Contoh") as book:
        bold = book.add_format({"bold": True, "border": 1})
        sheet = book.add_worksheet("Isi")
        for row, text in enumerate((*FORMULA_LIKE, "biasa", "12", "https://contoh.id")):
            sheet.write_string(row, 0, text, bold)
            sheet.merge_range(row, 1, row, 3, text, bold)
            sheet.write_string(row, 4, text)
    found = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert found.properties.title == "Uji"
    rows = [(row[0], row[1], row[4]) for row in found["Isi"].iter_rows()]
    for row, marked in zip(rows, [True] * len(FORMULA_LIKE) + [False] * 3, strict=True):
        assert [cell.data_type for cell in row] == ["s", "s", "s"]
        assert {cell.value for cell in row} == {row[0].value}
        assert [cell.quotePrefix for cell in row] == [marked] * 3
        assert [cell.font.b for cell in row] == [True, True, False]
        assert [cell.border.left.style for cell in row] == ["thin", "thin", None]
        assert [cell.hyperlink for cell in row] == [None, None, None]
