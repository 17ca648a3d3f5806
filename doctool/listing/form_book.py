"""The monitoring form as an Excel workbook: the judgement is chosen from a list."""

from __future__ import annotations

from doctool.house_workbook import Column, HouseBook, HouseSheet, house_of
from doctool.listing.form import JUDUL, PENILAIAN, Formulir, prosedur

_CUT = "… (terpotong)"
_COLUMNS = (
    Column("No.", 4, True), Column("Prosedur", 46), Column("Penilaian terhadap Penerapan", 17, True),
    Column("Catatan Hasil Penilaian", 36), Column("Tindakan yang Harus Diambil", 34), Column("Paraf Penilai", 12, True),
)  # fmt: skip
_JUDGED = 2
#: Points that a row has at least, to write in by hand.
_LOWEST_PT = 40.0
#: Empty rows that the signature takes.
_SIGNATURE_ROWS = 4


def form_book(form: Formulir) -> bytes:
    """The workbook of a form; the same form gives the same bytes."""
    office = form.office
    book = HouseBook(house_of(office), JUDUL)
    sheet = book.sheet("Monitoring", [column.width for column in _COLUMNS])
    top = sheet.titles([JUDUL.upper()], sheet.letterhead())
    plain = book.look(font_size=9, align="left", text_wrap=True)
    for row, (name, value) in enumerate(form.fakta, start=top):
        sheet.inner.merge_range(row, 0, row, len(_COLUMNS) - 1, f"{name}: {value}", plain)
    top += len(form.fakta) + 1
    rows = [
        (str(number), "\n".join(prosedur(row, form.today)), "", "", "", "")
        for number, row in enumerate(form.baris, start=1)
    ]
    end = sheet.table(_COLUMNS, rows, top, _CUT, lowest=_LOWEST_PT)
    sheet.inner.data_validation(top + 2, _JUDGED, end - 1, _JUDGED, {
        "validate": "list", "source": list(PENILAIAN), "error_title": "Penilaian",
        "error_message": f"Pilih {' atau '.join(PENILAIAN)}.",
    })  # fmt: skip
    _signature(sheet, form, end + 1)
    sheet.page(top, left=f"{JUDUL}, {office.kantor.nama}")
    return book.bytes()


def _signature(sheet: HouseSheet, form: Formulir, top: int) -> None:
    """Place and day, who judges, room to sign, name and NIP, over the last two columns."""
    above, below = form.tanda_tangan
    look = sheet.book.look(font_size=9, align="center")
    lines = (*above, *("",) * _SIGNATURE_ROWS, *below)
    for row, text in enumerate(lines, start=top):
        sheet.inner.merge_range(row, len(_COLUMNS) - 2, row, len(_COLUMNS) - 1, text, look)
