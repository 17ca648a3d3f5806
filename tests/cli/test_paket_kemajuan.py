"""The line that shows how far a run of packets is."""

from __future__ import annotations

import time

import pytest

from doctool.cli.console import Console
from doctool.cli.paket_hasil import progress


def shown(live: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str = "Bidang") -> str:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    monkeypatch.setattr(Console, "progress_wanted", lambda _: live)
    show = progress(Console())
    now[0] += 20
    show(2, 30, name)
    return capsys.readouterr().err


def test_minutes_and_seconds_are_not_read_as_a_fraction(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "[2/30] 0,1 paket/detik, sisa 4 menit 40 detik" in shown(False, monkeypatch, capsys)


def test_a_long_name_does_not_wrap_the_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = shown(True, monkeypatch, capsys, "Bidang " * 40)
    assert "Bidang Bidang" in line
    assert len(line) < 90
