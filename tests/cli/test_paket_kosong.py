"""Packets of which nothing was made, and lists of failures that could not be written: what is said of them."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.packet_case import FORM, LETTER, NAME, OFFICE, begin_book, make_workspace, write_recipients
from doctool.cli.main import cli
from doctool.packet_store import PacketStore, write_error

UNITS = ["unit-0001", "unit-0002"]
WORDS = ("--format", "docx,xlsx", "--pekerja", "1")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a packet for two recipients; the tests run in it."""
    make_workspace(tmp_path, 2, [LETTER, FORM])
    begin_book(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(command: str, *more: str) -> Result:
    return CliRunner().invoke(cli, ["paket", command, NAME, *more])


def bad(root: Path, units: list[str]) -> None:
    write_recipients(root / "data" / OFFICE / "paket" / NAME, UNITS, bad=units)


def test_where_everybody_failed_nothing_is_the_same_and_nothing_to_be_handed_over(root: Path) -> None:
    bad(root, UNITS)
    assert run("buat", *WORDS).exit_code == 1
    checked = run("verifikasi")
    assert checked.exit_code == 1
    assert "Paket ini kosong" in checked.stdout
    assert "semuanya sama" not in checked.output
    given = run("ekspedisi")
    assert "tidak satu penerima pun jadi" in given.stderr
    assert "0 dari 0" not in given.output


def test_where_one_was_made_the_rest_is_as_before(root: Path) -> None:
    bad(root, UNITS[:1])
    assert run("buat", *WORDS).exit_code == 3
    assert run("verifikasi").exit_code == 0
    assert "0 dari 1 penerima" in run("ekspedisi").stderr


def test_a_list_of_failures_that_could_not_be_written_is_not_named(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad(root, UNITS[:1])
    assert "Yang gagal: output" in run("buat", *WORDS).stderr.replace("\\", "/")

    def full(store: PacketStore, nama: str, data: bytes) -> None:
        raise write_error(store.folder / nama, OSError(errno.ENOSPC, "penuh"))

    monkeypatch.setattr(PacketStore, "note_file", full)
    said = run("buat", *WORDS).stderr
    assert "gagal.csv tidak dapat ditulis" in said
    assert "Yang gagal: output" not in said.replace("\\", "/")
