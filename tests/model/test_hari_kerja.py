"""Working days: weekends and the office's own holidays do not count, deadlines fall on working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from doctool.model.hari_kerja import Tenggat, add_working_days, days_off, is_working_day, working_days_after
from doctool.model.kinerja import AturanKinerja

# July 2026: the 1st is a Wednesday, the 4th and 5th are a weekend.
FRIDAY, MONDAY = date(2026, 7, 3), date(2026, 7, 6)


def july(day: int) -> date:
    return date(2026, 7, day)


def test_five_working_days_after_a_friday_is_the_next_friday() -> None:
    assert add_working_days(FRIDAY, 5) == july(10)


def test_sent_on_a_saturday_the_first_working_day_is_monday() -> None:
    assert add_working_days(july(4), 1) == MONDAY


def test_a_day_off_moves_the_deadline_and_one_on_a_sunday_does_not() -> None:
    assert add_working_days(FRIDAY, 5, {july(7)}) == july(13)
    assert add_working_days(FRIDAY, 5, {july(5)}) == july(10)


def test_no_days_is_the_day_itself() -> None:
    assert add_working_days(july(4), 0) == july(4)


def test_days_off_are_read_as_the_office_writes_them() -> None:
    rule = AturanKinerja.model_validate({"libur": ["2026-08-17", "25 Desember 2026", "1/1/2026"]})
    assert days_off(rule) == {date(2026, 8, 17), date(2026, 12, 25), date(2026, 1, 1)}


@pytest.mark.parametrize("text", ["Agustus 2026", "Idul Fitri", "", "31 Februari 2026"])
def test_a_day_off_that_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="bukan tanggal lengkap"):
        AturanKinerja.model_validate({"libur": ["2026-01-01", text]})


def test_a_deadline_counts_late_and_left_in_working_days() -> None:
    rule = AturanKinerja.model_validate({"hari_pengembalian": "5", "libur": ["2026-07-13"]})
    due = Tenggat.dari(FRIDAY, rule)
    assert due.batas == july(10)
    assert [due.terlambat(july(day)) for day in (9, 10, 11, 12, 13, 14, 15)] == [0, 0, 0, 0, 0, 1, 2]
    assert [due.tersisa(july(day)) for day in (3, 4, 8, 10, 14)] == [5, 5, 2, 0, 0]


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60), st.sets(st.integers(1, 90), max_size=20))
def test_adding_and_counting_agree(start: date, count: int, off: set[int]) -> None:
    closed = {start + timedelta(days=number) for number in off}
    end = add_working_days(start, count, closed)
    assert is_working_day(end, closed)
    assert working_days_after(start, end, closed) == count
