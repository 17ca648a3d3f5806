"""What doctool writes of the shipped data is what it wrote before, part by part; a change needs a reason.

Renewed with DOCTOOL_GOLDEN=tulis; then write the sum that the test names, with the reason, at the end of REASONS.md.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.scorecard.made import Maker, shipped
from tests.golden_parts import FOLDER, first_difference, golden_file, snapshot, told, total

WRITE = os.environ.get("DOCTOOL_GOLDEN") == "tulis"


@pytest.fixture(scope="module")
def makers() -> dict[str, Maker]:
    return shipped()


def test_there_are_as_many_as_are_shipped(makers: dict[str, Maker]) -> None:
    assert len(makers) >= 60
    if not WRITE:
        assert {path.name for path in FOLDER.glob("*.txt")} == {golden_file(name).name for name in makers}


def test_every_part_is_its_golden(makers: dict[str, Maker]) -> None:
    changed = {}
    for name, make in makers.items():
        found, file = snapshot(make(), Path(name).suffix), golden_file(name)
        if WRITE:
            file.write_text(found, encoding="utf-8", newline="\n")
        golden = file.read_text(encoding="utf-8") if file.is_file() else ""
        if found != golden:
            changed[name] = first_difference(found, golden)
    assert changed == {}


def test_a_changed_golden_has_its_reason() -> None:
    assert told() == total(), f"add to tests/golden/parts/REASONS.md: - {total()}: why"
