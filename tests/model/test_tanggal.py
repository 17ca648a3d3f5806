"""Dates as offices write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.indonesian import tanggal
from doctool.model.sop import Sop
from doctool.model.tanggal import Tanggal


def _read(text: str) -> Tanggal:
    return Tanggal.model_validate(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-09", "9 Januari 2024", "09 Januari 2024", "Selasa, 9 Januari 2024", "SELASA 9 JANUARI 2024",
        "9 Jan 2024", "9 Jan. 2024", "09/01/2024", "9-1-2024", "9.1.2024", "9 / 1 / 2024", "9-Jan-2024",
        " 9  Januari 2024. ",
    ],
)  # fmt: skip
def test_a_whole_date_is_read_however_it_is_written(text: str) -> None:
    assert _read(text).date == date(2024, 1, 9)


@pytest.mark.parametrize(
    ("text", "month"), [("8 Pebruari 2024", 2), ("8 Nopember 2024", 11), ("8 Agust 2024", 8), ("8 Sept 2024", 9)]
)
def test_old_spellings_and_abbreviations_are_read(text: str, month: int) -> None:
    assert _read(text).date == date(2024, month, 8)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Januari 2024", (2024, 1, None)),
        ("... Januari 2024", (2024, 1, None)),
        ("2024-01", (2024, 1, None)),
        ("2024", (2024, None, None)),
    ],
)
def test_part_of_a_date_is_read_as_far_as_it_goes(text: str, parts: tuple[int | None, ...]) -> None:
    read = _read(text)
    assert (read.tahun, read.bulan, read.hari) == parts
    assert read.terbaca
    assert read.date is None
    assert read.cetak() == text


@pytest.mark.parametrize(
    "text",
    [
        "31 Februari 2024", "29 Februari 2023", "32/01/2024", "9/13/2024", "0 Mei 2024",
        "Memiliki Sikap Rapi, Teliti dan Ramah", "9 Januari 24", "9 Janu 2024", "0024", "9-1/2024",
        "", "-", "belum ada",
    ],
)  # fmt: skip
def test_what_is_no_date_is_kept_and_not_read(text: str) -> None:
    read = _read(text)
    assert not read.terbaca
    assert read.cetak("dd MMMM yyyy") == text


def test_empty_and_a_dash_are_two_things() -> None:
    assert (_read(" ").kosong, _read(" ").setrip) == (True, False)
    assert (_read("-").kosong, _read("-").setrip) == (False, True)


def test_a_whole_date_is_printed_in_the_house_pattern() -> None:
    assert _read("09 Januari 2024").cetak("d MMMM yyyy") == "9 Januari 2024"
    assert _read("2022-08-01").cetak("dd MMMM yyyy") == "01 Agustus 2022"
    assert _read("jum'at, 1-11-2024").cetak() == "Jumat, 1 November 2024"


def test_a_wrong_day_of_the_week_is_seen_and_not_mended() -> None:
    wrong = _read("Senin, 9 Januari 2024")
    assert wrong.hari_keliru
    assert wrong.cetak() == "Senin, 9 Januari 2024"
    assert not _read("Selasa, 9 Januari 2024").hari_keliru
    assert not _read("9 Januari 2024").hari_keliru


def test_a_date_may_come_as_text_mapping_or_tanggal() -> None:
    read = _read("1 Agustus 2022")
    assert Tanggal.model_validate({"teks": "1 Agustus 2022"}) == read
    assert Tanggal.model_validate(read.model_dump()) == read
    assert Sop(tanggal_revisi=read).tanggal_revisi == read
    assert Sop.model_validate({"tanggal_revisi": "-"}).tanggal_revisi == _read("-")


@settings(deadline=None)
@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["d MMMM yyyy", "dd MMMM yyyy", "EEEE, d MMMM yyyy", "dd/MM/yyyy", "d-MM-yyyy", "yyyy-MM-dd"]),
)
def test_every_day_is_read_back_from_every_way_to_write_it(day: date, pattern: str) -> None:
    read = _read(tanggal(day.year, day.month, day.day, pattern))
    assert read.date == day
    assert not read.hari_keliru


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_is_too_strange_to_keep(text: str) -> None:
    assert _read(text).teks == text
