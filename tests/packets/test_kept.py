"""Documents that several recipients get wait in a file, not in memory."""

from __future__ import annotations

import tracemalloc

import pytest

from doctool.packet_kept import Kept


def test_documents_come_back_as_they_were_and_take_no_memory() -> None:
    kept = Kept()
    tracemalloc.start()
    for number in range(200):
        kept.add(str(number), bytes([number]) * 50_000, number)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 1_000_000
    for number in (199, 0, 100, 100):
        assert kept.get(str(number)) == bytes([number]) * 50_000
        assert kept.pages(str(number)) == number
    assert kept.get("lain") is None
    kept.close()
    assert kept.get("100") is None


def test_what_does_not_fit_is_not_kept() -> None:
    kept = Kept(most=10)
    kept.add("a", b"12345678", 0)
    kept.add("b", b"12345678", 0)
    kept.add("c", b"12", 0)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"12345678", None, b"12")
    kept.close()


def test_a_disk_without_room_costs_no_packet(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    kept = Kept()
    kept.add("a", b"x", 0)
    assert kept.get("a") is None
