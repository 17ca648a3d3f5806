"""The status of the forms as an Excel workbook: one table of the bidang, one of what was found in their returns."""

from __future__ import annotations

from doctool.findings import Severity
from doctool.forms.recap_lists import place
from doctool.forms.status import Status, StatusBidang
from doctool.house_workbook import Column, HouseBook, house_of
from doctool.indonesian import tanggal
from doctool.loaded import LoadedKantor
from doctool.model.kinerja import TRIWULAN

_CUT = "… (terpotong)"
_BIDANG = (
    Column("No.", 5, True), Column("Bidang", 40), Column("Keadaan", 17, True), Column("Dikirim", 18, True),
    Column("Batas waktu", 18, True), Column("Diterima", 18, True), Column("Galat", 8, True),
    Column("Peringatan", 11, True), Column("Keterangan", 36),
)  # fmt: skip
_TEMUAN = (
    Column("No.", 5, True), Column("Bidang", 28), Column("Kode", 7, True), Column("Tingkat", 11, True),
    Column("Tempat", 40), Column("Isi", 22), Column("Temuan", 52), Column("Yang perlu dilakukan", 40),
)  # fmt: skip


def status_book(office: LoadedKantor, status: Status) -> bytes:
    """The workbook on the office's paper; the same status gives the same bytes."""
    period = f"TRIWULAN {TRIWULAN[status.triwulan - 1]} TAHUN {status.tahun}"
    day = tanggal(status.hari_ini.year, status.hari_ini.month, status.hari_ini.day)
    book = HouseBook(house_of(office), f"STATUS PENGEMBALIAN FORMULIR {period}")
    sheet = book.sheet("Status", [column.width for column in _BIDANG])
    titles = ("STATUS PENGEMBALIAN FORMULIR ISIAN DATA KINERJA", period, f"KEADAAN TANGGAL {day.upper()}")
    top = sheet.titles(titles, sheet.letterhead())
    sheet.table(_BIDANG, [_row(number, one) for number, one in enumerate(status.bidang, start=1)], top, _CUT)
    sheet.page(top)
    found = [
        (one.nama, finding) for one in status.bidang for finding in one.temuan
    ]
    if found:
        sheet = book.sheet("Temuan", [column.width for column in _TEMUAN])
        top = sheet.titles((f"TEMUAN DALAM FORMULIR {period}",), 0)
        rows = [
            [str(number), name, one.code, str(one.severity), place(one), one.text, one.message, one.hint]
            for number, (name, one) in enumerate(found, start=1)
        ]
        sheet.table(_TEMUAN, rows, top, _CUT)
        sheet.page(top)
    return book.bytes()


def _row(number: int, one: StatusBidang) -> list[str]:
    due = one.tenggat
    days = [due.dikirim if due else None, due.batas if due else None, one.diterima]
    counts = [str(one.jumlah(severity)) if one.kembali else "-" for severity in (Severity.ERROR, Severity.WARNING)]
    return [
        str(number), one.nama, one.keadaan,
        *(tanggal(day.year, day.month, day.day) if day is not None else "-" for day in days),
        *counts, one.keterangan,
    ]  # fmt: skip
