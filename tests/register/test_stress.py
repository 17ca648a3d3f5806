"""Many processes, killed at random moments (the long version is make stress), and speed."""

from __future__ import annotations

from pathlib import Path

from benchmarks.numbers import LIMIT_S, speed, stress


def test_killed_processes_lose_and_double_no_number(tmp_path: Path) -> None:
    outcome = stress(tmp_path, workers=6, each=40, kills=12, seed=7)
    assert outcome.faults == ()
    assert (outcome.numbers, outcome.kills) == (240, 12)


def test_numbers_for_a_mail_merge_are_quick(tmp_path: Path) -> None:
    single, many = speed(tmp_path, 200)
    assert many < LIMIT_S / 10
    assert single < LIMIT_S * 4  # a busy disk; make stress holds the promise on a quiet one
