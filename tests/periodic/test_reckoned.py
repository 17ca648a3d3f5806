"""Figures of a day, a week, a month against values worked by hand from tests/periodic/case.py."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from doctool.periodic import periods
from doctool.periodic.periods import Periode
from doctool.periodic.reckoned import Hitungan, Ukuran, reckon, total_of, weeks
from doctool.periodic.shown import notes
from tests.periodic.case import TABLE, TODAY, counts, load, make

WEEK = periods.minggu(date(2025, 7, 9))
JULY = periods.bulan(date(2025, 7, 1))


def made(root: Path, wanted: Periode, today: date = TODAY, table: str = TABLE, **more: Any) -> Hitungan:
    make(root, table, **more)
    return reckon(load(root), counts(root, today), wanted, today)


def figures(row: Ukuran) -> list[Decimal | None]:
    """Now, before, difference, month, year."""
    return [row.kini.angka, row.lalu.angka, row.selisih,
            row.bulan.angka if row.bulan else None, row.tahun.angka if row.tahun else None]  # fmt: skip


def test_a_day_is_compared_with_the_working_day_before(tmp_path: Path) -> None:
    found = made(tmp_path, periods.harian(date(2025, 7, 7)))
    assert found.lalu == periods.harian(date(2025, 7, 4)), "not Sunday"
    ktp, kia, blanko = found.baris
    assert figures(ktp) == [20, 9, 11, 54, 59]
    assert figures(kia) == [5, 4, 1, 14, 15]
    assert figures(blanko) == [46, 66, -20, None, None], "what is there is not added up"
    total = found.kelompok[0].jumlah
    assert total is not None
    assert figures(total) == [25, 13, 12, 68, 74]


def test_after_a_holiday_and_a_day_left_empty_the_day_before_is_the_one_left_empty(tmp_path: Path) -> None:
    found = made(tmp_path, periods.harian(date(2025, 7, 11)))
    assert found.lalu == periods.harian(date(2025, 7, 9)), "Thursday is a holiday"
    ktp = found.baris[0]
    assert (ktp.kini.angka, ktp.lalu.angka, ktp.selisih) == (30, None, None)
    assert ktp.lalu.kurang == (date(2025, 7, 9),)
    assert found.sebagian == ((date(2025, 7, 11), ("Cetak KIA",)),)


def test_a_week_names_what_was_not_filled_in_and_counts_the_saturday(tmp_path: Path) -> None:
    found = made(tmp_path, WEEK)
    assert [day.day for day in found.hari] == [7, 8, 9, 11, 12], "holiday and Sunday left out, Saturday in"
    assert found.kosong == (date(2025, 7, 9),)
    ktp, kia, blanko = found.baris
    assert figures(ktp) == [1252, 39, 1213, 1286, 1291]
    assert ktp.kini.kurang == (date(2025, 7, 9),)
    assert kia.kini.kurang == (date(2025, 7, 9), date(2025, 7, 11))
    assert (blanko.kini.angka, blanko.kini.lengkap) == (498, True), "its last value is there"
    assert list(notes(found)) == [
        "Belum diisi: Rabu, 9 Juli 2025.",
        "Belum diisi Jumat, 11 Juli 2025: Cetak KIA.",
        "* Belum lengkap: dijumlahkan dari hari yang sudah diisi saja.",
        "Jumlah tahun ini dihitung sejak 30 Juni 2025, mulai pencatatan.",
        "Sisa blanko: keadaan terakhir, tidak dijumlahkan.",
    ]


def test_days_that_have_not_come_are_not_missing(tmp_path: Path) -> None:
    until_tuesday = "\n".join(TABLE.splitlines()[:8]) + "\n"
    found = made(tmp_path, WEEK, date(2025, 7, 8), until_tuesday)
    assert found.kosong == ()
    assert [day.day for day in found.hari] == [7, 8]
    assert found.baris[0].kini.lengkap


def test_a_month_has_its_weeks_and_the_month_before(tmp_path: Path) -> None:
    found = made(tmp_path, JULY, date(2025, 7, 12))
    assert figures(found.baris[0]) == [1286, 5, 1281, 1286, 1291]
    total = found.kelompok[0].jumlah
    assert total is not None
    assert [(one.awal.day, one.akhir.day, total_of(total, one)) for one in weeks(found)] == [(1, 4, 43), (7, 12, 1264)]
    assert found.baris[0].rata_rata == Decimal("160.8"), "1286 over the eight days that were filled in"


def test_what_was_counted_before_recording_began_goes_into_its_own_year_only(tmp_path: Path) -> None:
    things = [{"nama": "Kartu", "isi": [
        {"kode": "ktp", "nama": "KTP-el", "satuan": "keping", "awal": "1.000"}]}]  # fmt: skip
    found = made(tmp_path, JULY, kelompok=things)
    assert figures(found.baris[0])[4] == 2291
    assert any("sampai dengan 29 Juni 2025" in note for note in notes(found))
    monday = date(2026, 1, 5)
    later = made(tmp_path, periods.harian(monday), monday, TABLE + "2026-01-05;3;1;1;\n", kelompok=things)
    assert figures(later.baris[0])[3:] == [3, 3]
    assert not any("sampai dengan" in note for note in notes(later))


def test_an_office_that_works_on_saturdays_misses_them(tmp_path: Path) -> None:
    days = ["senin", "selasa", "rabu", "kamis", "jumat", "sabtu"]
    found = made(tmp_path, periods.minggu(date(2025, 7, 1)), hari_kerja=days)
    assert found.kosong == (date(2025, 7, 5),)


@pytest.mark.parametrize(
    ("one", "key", "name"),
    [
        (periods.harian(date(2025, 7, 7)), "harian/2025-07-07", "Senin, 7 Juli 2025"),
        (WEEK, "mingguan/2025-W28", "7 s.d. 13 Juli 2025 (minggu ke-28)"),
        (periods.minggu(date(2025, 7, 1)), "mingguan/2025-W27", "30 Juni s.d. 6 Juli 2025 (minggu ke-27)"),
        (periods.minggu(date(2026, 1, 1)), "mingguan/2026-W01", "29 Desember 2025 s.d. 4 Januari 2026 (minggu ke-1)"),
        (JULY, "bulanan/2025-07", "Juli 2025"),
    ],
)
def test_periods_have_keys_and_names(one: Periode, key: str, name: str) -> None:
    assert (one.kunci, one.nama) == (key, name)


def test_weeks_and_months_are_read_back() -> None:
    assert periods.baca_minggu("2025-W28") == periods.baca_minggu("2025-28") == WEEK
    assert periods.baca_minggu("2025-W53") is None
    assert periods.baca_bulan("2025-7") == JULY
    assert periods.baca_bulan("2025-13") is None
