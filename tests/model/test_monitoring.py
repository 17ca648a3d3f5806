"""When monitoring and evaluation are due, in months as people count them."""

from __future__ import annotations

from datetime import date

import pytest

from doctool.model.aturan_sop import AturanSop
from doctool.model.monitoring import Pemantauan, jatuh_tempo, lamanya, months_between, months_later
from doctool.model.sop import Sop


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 5), 1, date(2025, 1, 5)),
        (date(2024, 6, 30), 6, date(2024, 12, 30)),
    ],
)
def test_a_month_without_that_day_ends_earlier(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
    assert months_between(day, later) == months


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2024, 2, 5), date(2024, 2, 5), ""),
        (date(2024, 2, 5), date(2024, 2, 17), "12 hari"),
        (date(2024, 2, 5), date(2024, 8, 4), "5 bulan"),
        (date(2024, 2, 5), date(2026, 2, 5), "2 tahun"),
        (date(2024, 2, 5), date(2026, 5, 5), "2 tahun 3 bulan"),
        (date(2024, 2, 5), date(2023, 1, 1), ""),
    ],
)
def test_how_long_it_is_in_words(start: date, end: date, words: str) -> None:
    assert lamanya(start, end) == words


def _due(*notes: tuple[str, str], today: date, **fields: object) -> list[date] | None:
    sop = Sop.model_validate({"tanggal_efektif": "1 Februari 2024", **fields})
    found = jatuh_tempo(
        sop, AturanSop(), [Pemantauan.model_validate({"jenis": kind, "tanggal": day}) for kind, day in notes], today
    )
    return [one.tempo for one in found] if found is not None else None


def test_both_are_counted_from_the_day_of_effect_and_what_was_noted_since() -> None:
    today = date(2025, 6, 1)
    assert _due(today=today) == [date(2024, 8, 1), date(2025, 2, 1)]
    assert _due(("monitoring", "2024-07-15"), today=today) == [date(2025, 1, 15), date(2025, 2, 1)]
    both = (("evaluasi", "2025-01-20"), ("monitoring", "2024-07-15"))
    assert _due(*both, today=today) == [date(2025, 7, 20), date(2026, 1, 20)]
    assert _due(("evaluasi", "2025-07-01"), today=today) == [date(2024, 8, 1), date(2025, 2, 1)]
    assert _due(today=today, revisi=[{"nomor": "1", "tanggal": "1 Mei 2025"}]) == [date(2025, 11, 1), date(2026, 5, 1)]


def test_an_sop_without_a_day_of_effect_is_never_due() -> None:
    assert _due(today=date(2025, 6, 1), tanggal_efektif="-") is None


def test_one_that_takes_effect_later_is_due_from_then_on() -> None:
    assert _due(today=date(2023, 6, 1)) == [date(2024, 8, 1), date(2025, 2, 1)]
    assert _due(("monitoring", "2024-07-15"), today=date(2024, 8, 1), tanggal_efektif="") == [
        date(2025, 1, 15), date(2025, 7, 15),
    ]  # fmt: skip


def test_a_planned_review_is_no_day_to_count_from() -> None:
    planned = {"tanggal_revisi": "1 Mei 2024", "revisi_rencana": "ya"}
    assert _due(today=date(2024, 6, 1), **planned) == [date(2024, 8, 1), date(2025, 2, 1)]
    assert _due(today=date(2024, 6, 1), tanggal_revisi="1 Mei 2024") == [date(2024, 11, 1), date(2025, 5, 1)]
    signed = {"tanggal_efektif": "", "tanggal_pengesahan": "1 Maret 2024"}
    assert _due(today=date(2024, 6, 1), **signed) == [date(2024, 9, 1), date(2025, 3, 1)]
