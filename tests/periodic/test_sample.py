"""The sample of data/kab-semarang: made by its script, without a finding, with one report missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from doctool.catalog.index import Workspace
from doctool.periodic.counts import read_counts
from doctool.periodic.load import choose_berkala, load_berkala
from doctool.periodic.records import RECORDS_FILE, load_records, rows
from scripts import make_sample_counts

ROOT = Path(__file__).resolve().parents[2]


def test_the_script_makes_the_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there = make_sample_counts.TARGET
    monkeypatch.setattr(make_sample_counts, "TARGET", tmp_path / there.name)
    make_sample_counts.main()
    for name in (there.name, RECORDS_FILE):
        assert (tmp_path / name).read_bytes() == there.with_name(name).read_bytes()


def test_the_sample_has_no_finding_and_misses_the_day_that_was_left_empty() -> None:
    workspace = Workspace(ROOT)
    loaded = load_berkala(choose_berkala(workspace, "pelayanan-adminduk", "kab-semarang"), workspace)
    found = read_counts(loaded, date(2025, 8, 1))
    assert found.temuan == ()
    listed = rows(loaded, found, load_records(loaded), date(2025, 7, 1), date(2025, 7, 31), date(2025, 8, 1))
    assert {kind: len(one) for kind, one in listed.items()} == {"harian": 23, "mingguan": 4, "bulanan": 1}
    missing = [one.periode.kunci for reports in listed.values() for one in reports if one.dibuat is None]
    assert missing == ["harian/2025-07-23"]
