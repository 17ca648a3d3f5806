"""Numbers as people write them: what can mean one thing is read, the rest is asked back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctool.forms.written import larger, read_written
from doctool.indonesian import angka


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("95,37", "95.37"), ("95,37 %", "95.37"), ("95,37 persen", "95.37"), ("1.250,5", "1250.5"), ("95.37", "95.37"),
        ("1,250.5", "1250.5"), ("1.250.000", "1250000"), ("1,250,000", "1250000"), ("1 250", "1250"),
        ("0,125", "0.125"), ("0.125", "0.125"), ("seratus", "100"), ("Dua puluh lima", "25"), ("12 orang", "12"),
        ("１２，５", "12.5"),
        ("\u00a0 12\u00a0", "12"), ("\u200b12", "12"), ("−5", "-5"), ("+7", "7"), ("1½", "1.5"), ("007", "7"),
        ("٣", "3"),
        ("Rp 1.250.000,-", "1250000"), ("Rp1.250.000,00", "1250000"), ("99999999999999999999", "99999999999999999999"),
    ],
)  # fmt: skip
def test_what_says_one_number_is_read_exactly(text: str, value: str) -> None:
    found = read_written(text)
    assert (found.value, found.fault) == (Decimal(value), "")


@pytest.mark.parametrize("text", ["-", "–", "n/a", "N/A", "na", "belum ada data", "tidak diukur", "", "   "])
def test_nothing_measured_is_no_number(text: str) -> None:
    found = read_written(text)
    assert (found.none, found.value) == (True, None)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("1,250", "tulis 1250 bila ribuan, atau 1,25 bila pecahan"),
        ("1.250", "tulis 1250 bila ribuan, atau 1,25 bila pecahan"),
        ("nihil", "tulis 0 bila nol"), ("±90", "angka pastinya"), ("sekitar 90", "angka pastinya"),
        ("> 90", "angka pastinya"),
        ("80-90", "satu angka"), ("80 s.d. 90", "satu angka"), ("5/10", "hasil baginya"), ("=5+3", "hasilnya"),
        ("11.131.99.967,00", "tanpa titik ribuan"), ("95,3,7", "tanpa titik ribuan"), ("95,", "tanpa titik ribuan"),
        ("10²", "angkanya saja"), ("abc", "angkanya saja"), ("95 %%", "angkanya saja"), ("9" * 80, "angkanya saja"),
    ],
)  # fmt: skip
def test_what_could_mean_two_things_is_asked_back(text: str, advice: str) -> None:
    found = read_written(text)
    assert found.value is None
    assert found.fault
    assert advice in found.advice


def test_a_point_groups_thousands_of_what_is_counted() -> None:
    assert read_written("1.250", counts=True).value == 1250
    assert read_written("1,250", counts=True).value is None
    assert read_written("1.250 dokumen", counts=True).value == 1250


def test_what_stands_after_the_number_is_known() -> None:
    assert (read_written("12 orang").unit, read_written("5 %").percent) == ("orang", True)
    assert read_written("1e5").unit == "e5"


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Rp 5 juta", "juta", 5_000_000), ("Rp 612,5 juta", "juta", 612_500_000), ("Rp1,5 M", "m", None),
        ("Rp 500 ribu", "ribu", 500_000), ("5 rb orang", "rb", 5_000), ("12 lusin", "lusin", 144), ("2 T", "t", None),
        ("Rp 5.000.000", "", None), ("12 orang", "", None),
    ],
)  # fmt: skip
def test_a_word_that_makes_a_number_larger_is_kept_with_it(text: str, word: str, meant: int | None) -> None:
    assert larger(read_written(text)) == (word, meant)


@given(st.decimals(0, 10**9, places=2))
def test_every_number_printed_the_indonesian_way_is_read_back(value: Decimal) -> None:
    found = read_written(angka(value, 2))
    assert found.value == value


@given(st.text(max_size=200))
def test_any_text_is_a_number_or_nothing_or_a_fault_with_advice(text: str) -> None:
    found = read_written(text)
    assert (found.value is not None) + found.none + bool(found.fault) == 1
    assert not found.fault or found.advice
