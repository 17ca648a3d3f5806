"""The Daftar Ekspedisi as an Excel workbook: a row for each recipient, with room for a signature.

Handed back filled in, its rows are known again by the recipient's key in a hidden column, else by the name; another
hidden column says of which packet they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from doctool.house_workbook import Across, Column, HouseBook, house_of
from doctool.indonesian import tanggal
from doctool.loaded import LoadedKantor
from doctool.packets.handover import BarisEkspedisi

LIST_NAME = "00_Daftar-Ekspedisi"
_CUT = "… (terpotong)"
_COLUMNS = (
    Column("No.", 5, True), Column("Penerima", 40), Column("Isi paket", 19, True), Column("Nomor surat", 25, True),
    Column("Tanggal", 17, True), Column("Nama penerima", 26), Column("Tanda tangan", 22),
)  # fmt: skip
#: Headings of the hidden columns: the recipient's key, and of which packet the list is.
_HIDDEN = ("Kunci", "Paket")
#: Points that a signature needs.
_SIGNATURE_PT = 34.0


def handover_book(office: LoadedKantor, judul: str, rows: Sequence[BarisEkspedisi], day: str = "") -> bytes:
    """The workbook of a packet called `judul`; `day` is its date as printed. The same rows give the same bytes."""
    book = HouseBook(house_of(office), f"Daftar Ekspedisi {judul}")
    sheet = book.sheet("Daftar Ekspedisi", [column.width for column in _COLUMNS])
    titles = ["DAFTAR EKSPEDISI", judul.upper(), *([f"TANGGAL {day.upper()}"] if day else [])]
    top = sheet.titles(titles, sheet.letterhead())
    lines: list[list[str] | Across] = [_line(one) for one in rows]
    lines = lines or [Across("Belum ada penerima.")]
    sheet.table(_COLUMNS, lines, top, _CUT, lowest=_SIGNATURE_PT)
    hidden = len(_COLUMNS)
    sheet.inner.set_column(hidden, hidden + 1, 12, None, {"hidden": True})
    for at, heading in enumerate(_HIDDEN):
        sheet.inner.write_string(top, hidden + at, heading)
    for row, one in enumerate(rows, start=top + 2):
        sheet.inner.write_string(row, hidden, one.kunci)
        sheet.inner.write_string(row, hidden + 1, one.paket)
    sheet.inner.print_area(0, 0, top + 1 + len(lines), hidden - 1)
    sheet.page(top, left=f"Daftar Ekspedisi {judul}")
    return book.bytes()


def _line(one: BarisEkspedisi) -> list[str]:
    record = one.catatan
    day = printed_day(record.tanggal) if record is not None else ""
    name = record.diterima_oleh if record is not None else ""
    how = f"({record.cara})" if record is not None and record.cara not in ("", "langsung") else ""
    return [f"{one.urut}.", one.nama, one.isi, one.nomor or "-", day, name, how]


def printed_day(text: str) -> str:
    """A day such as 2026-11-21 as it is printed; "" for ""."""
    if not text:
        return ""
    day = date.fromisoformat(text)
    return tanggal(day.year, day.month, day.day)
