"""A short version of `make soak`: packets killed at random moments are finished exactly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.soak import soak

pytestmark = [
    pytest.mark.lambat,
    pytest.mark.skipif(sys.platform != "linux", reason="finds workers in /proc"),
]


def test_killed_runs_are_finished_exactly(tmp_path: Path) -> None:
    outcome = soak(tmp_path, recipients=16, kills=4, seed=20260105)
    assert outcome.faults == []
    assert sum(outcome.kills.values()) == 4
    assert outcome.kills["conductor"] >= 1
    assert outcome.kills["worker"] >= 1
