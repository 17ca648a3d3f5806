"""Numbers, dates and lists in Indonesian words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.indonesian import TERBILANG_LIMIT, angka, baca_angka, baca_terbilang, gabung, nama_hari, tanggal, terbilang


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (15, "lima belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (210, "dua ratus sepuluh"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (2024, "dua ribu dua puluh empat"),
        (11_000, "sebelas ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (3_001_001_001, "tiga miliar satu juta seribu satu"),
        (10**12, "satu triliun"),
        (-5, "minus lima"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert terbilang(number) == words


def test_numbers_too_large_for_words_are_refused() -> None:
    with pytest.raises(ValueError, match="terlalu besar"):
        terbilang(TERBILANG_LIMIT)


@settings(deadline=None)
@given(st.one_of(st.integers(0, 10_000), st.integers(0, TERBILANG_LIMIT - 1)))
def test_words_read_back_are_the_number(number: int) -> None:
    assert baca_terbilang(terbilang(number)) == number


def test_no_two_numbers_have_the_same_words() -> None:
    words = [terbilang(number) for number in range(20_000)]
    assert len(set(words)) == len(words)
    assert not any("satu ratus" in one or one.startswith("satu ribu") for one in words)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Sepuluh", 10),
        ("Lima Belas", 15),
        ("DUABELAS", 12),
        ("satu ribu", 1000),
        ("dua milyar", 2 * 10**9),
        ("seratus dua puluh", 120),
    ],
)
def test_words_as_offices_write_them(words: str, number: int) -> None:
    assert baca_terbilang(words) == number


@pytest.mark.parametrize(
    "words",
    ["", "hari", "lima enam", "belas", "puluh dua", "sepuluh belas", "ribu", "juta satu", "nol satu", "satu nol"],
)
def test_other_words_are_no_number(words: str) -> None:
    assert baca_terbilang(words) is None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("d MMMM yyyy", "9 Januari 2024"),
        ("dd MMMM yyyy", "09 Januari 2024"),
        ("EEEE, d MMMM yyyy", "Selasa, 9 Januari 2024"),
        ("dd/MM/yyyy", "09/01/2024"),
    ],
)
def test_dates(pattern: str, text: str) -> None:
    assert tanggal(2024, 1, 9, pattern) == text


def test_a_date_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        tanggal(2024, 2, 31)


def test_sunday_is_minggu() -> None:
    assert nama_hari(date(2024, 1, 7)) == "Minggu"


@pytest.mark.parametrize(
    ("items", "text"),
    [([], ""), (["ATK"], "ATK"), (["ATK", "meja"], "ATK dan meja"), (["ATK", "meja", "kursi"], "ATK, meja, dan kursi")],
)
def test_lists(items: list[str], text: str) -> None:
    assert gabung(items) == text


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (1250, None, "1.250"),
        (Decimal("1250.50"), None, "1.250,5"),
        (Decimal("95.37"), None, "95,37"),
        (98.5, 2, "98,50"),
        (1_250_000, 2, "1.250.000,00"),
        (Decimal("1E+3"), None, "1.000"),
        (100, None, "100"),
    ],
)
def test_numbers_have_a_decimal_comma(number: int | float | Decimal, decimals: int | None, text: str) -> None:
    assert angka(number, decimals) == text


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=3))
def test_numbers_read_back(number: Decimal) -> None:
    assert baca_angka(angka(number)) == number


@pytest.mark.parametrize(("text", "number"), [("½", "0.5"), ("1½", "1.5"), ("2 ¼", "2.25"), ("007", "7")])
def test_fractions_and_zeros_are_read(text: str, number: str) -> None:
    assert baca_angka(text) == Decimal(number)


@pytest.mark.parametrize("text", ["", "1.5", "1,2,3", "1.25.000", "a", "½½", "1,5½", "-1"])
def test_what_could_be_two_numbers_is_not_read(text: str) -> None:
    assert baca_angka(text) is None
