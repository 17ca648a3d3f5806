"""Make the sample table of daily counts of data/kab-semarang and the records of its reports (invented, and say so).

    python -m scripts.make_sample_counts
"""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from xlsxwriter import Workbook

from doctool.atomic import write_text
from doctool.indonesian import BULAN
from doctool.model.berkala import BukuBerkala
from doctool.periodic.periods import bulan, harian, minggu
from doctool.periodic.records import RECORDS_FILE, as_text, with_made, with_received

TARGET = Path(__file__).parent.parent / "data/kab-semarang/laporan-berkala/pelayanan-adminduk/isian-2025.xlsx"
#: Headings and about how many a day.
THINGS = (
    ("KTP-el", 92), ("KK", 64), ("KIA", 31), ("Pindah", 11), ("Datang", 12), ("Akta lahir", 23), ("Akta mati", 10),
    ("Akta kawin", 1), ("Akta cerai", 0), ("IKD", 28), ("Aduan", 1),
)  # fmt: skip
CLOSED = {date(2025, 6, 6), date(2025, 6, 9), date(2025, 6, 27)}
#: Nothing filled in on this day; these things not on that one.
FORGOTTEN, PARTLY, NOT_THERE = date(2025, 7, 23), date(2025, 7, 16), {"IKD", "Aduan"}
NOTES = {
    date(2025, 7, 9): "Jaringan ke pusat terganggu pukul 09.00-11.00",
    date(2025, 7, 19): "Jemput bola di Kecamatan Bergas (Sabtu)",
}
EXTRA = date(2025, 7, 19)
DELIVERED = {date(2025, 6, 16): 2000, date(2025, 7, 14): 2500}


def main() -> None:
    """Write the workbook and the records; the same bytes each time."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": "CONTOH isian harian", "created": datetime(1980, 1, 1, tzinfo=UTC)})
    chance, stock = random.Random("isian contoh"), 1400  # noqa: S311 - sample figures
    head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "bg_color": "#E7E6E6"})
    cell, day_look = book.add_format({"border": 1}), book.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
    for month in (6, 7):
        sheet = book.add_worksheet(f"{BULAN[month - 1]} 2025")
        sheet.write_string(0, 0, "ISIAN HARIAN PELAYANAN (CONTOH: angka bukan data resmi)")
        headings = ("Tanggal", *(name for name, _ in THINGS), "Sisa blanko", "Keterangan")
        for column, name in enumerate(headings):
            sheet.write_string(2, column, name, head)
        sheet.set_column(0, 0, 12)
        sheet.set_column(len(headings) - 1, len(headings) - 1, 48)
        sheet.freeze_panes(3, 1)
        for row, day in enumerate(_days(month), start=3):
            sheet.write_datetime(row, 0, datetime(day.year, day.month, day.day), day_look)  # noqa: DTZ001 - Excel has no zones
            for column in range(1, len(headings)):
                sheet.write_blank(row, column, None, cell)
            if day == FORGOTTEN:
                continue
            share = 0.25 if day == EXTRA else 1.0
            for column, (name, mean) in enumerate(THINGS, start=1):
                count = max(0, round(share * (mean + chance.gauss(0, 1) * mean**0.5 * 1.6)))
                if mean <= 1:
                    count = chance.choice((0, 0, 1, 1, 2)) if mean else chance.choice((0, 0, 0, 1))
                if name == "KTP-el":
                    stock += DELIVERED.get(day, 0) - count
                if day != PARTLY or name not in NOT_THERE:
                    sheet.write_number(row, column, count, cell)
            sheet.write_number(row, len(THINGS) + 1, stock, cell)
            if day in NOTES:
                sheet.write_string(row, len(THINGS) + 2, NOTES[day], cell)
    book.close()
    TARGET.write_bytes(buffer.getvalue())
    write_text(TARGET.with_name(RECORDS_FILE), as_text(records()))


def records() -> BukuBerkala:
    """Reports of July that were made and received: all but the day that was forgotten and the last ones."""
    book, agenda = BukuBerkala(), 211
    days = [day for day in _days(7) if day != EXTRA]
    wanted = [harian(day) for day in days if day != FORGOTTEN]
    wanted += [minggu(day) for day in days if day.weekday() == 4] + [bulan(days[-1])]
    for one in sorted(wanted, key=lambda one: (one.akhir, one.awal)):
        made = max(day for day in days if day <= one.akhir)
        book = with_made(book, one, made, "Administrator (APK)")
        following = next((day for day in days if day > made), None)
        if following is None:
            continue
        agenda += 1
        book = with_received(book, one, "sub-koord", made, str(agenda))
        if made < date(2025, 7, 29):
            book = with_received(book, one, "kabid", following)
    return book


def _days(month: int) -> Iterator[date]:
    """The working days of a month, and the one Saturday."""
    day = date(2025, month, 1)
    while day.month == month:
        if (day.weekday() < 5 and day not in CLOSED) or day == EXTRA:
            yield day
        day += timedelta(days=1)


if __name__ == "__main__":
    main()
