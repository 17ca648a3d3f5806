"""Damaged PDFs among the lampiran: refused by name or whole, never a page less without a word."""

from __future__ import annotations

from pathlib import Path

from benchmarks.scorecard.damaged_pdfs import join_damaged

COPIES = 400


def test_no_page_is_lost_in_silence(tmp_path: Path) -> None:
    found = join_damaged(tmp_path, COPIES, 11)
    assert found.faults == ()
    assert found.kept > 20  # damage that touches no page
    assert found.refused > COPIES // 2
