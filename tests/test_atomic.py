"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from doctool import atomic
from doctool.errors import WriteError


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.part"))


def test_writes_new_and_replaces_old(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.docx"
    atomic.write_bytes(path, b"one")
    atomic.write_bytes(path, b"two")
    assert path.read_bytes() == b"two"
    assert parts(tmp_path) == []


def test_text_keeps_its_line_ends(tmp_path: Path) -> None:
    atomic.write_text(tmp_path / "a.txt", "é\nb\r\n")
    assert (tmp_path / "a.txt").read_bytes() == "é\nb\r\n".encode()


@pytest.mark.parametrize(
    ("call", "number", "word"),
    [("fsync", errno.ENOSPC, "disk penuh"), ("replace", errno.EIO, "tidak dapat ditulis")],
)
def test_keeps_the_old_file_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int, word: str
) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def fail(*_args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, call, fail)
    with pytest.raises(WriteError, match=word):
        atomic.write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert parts(tmp_path) == []


def test_waits_for_a_file_that_word_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "RETRY_PAUSES_S", (0.0, 0.0, 0.0))
    real, attempts = os.replace, []

    def busy_twice(source: str, target: str) -> None:
        attempts.append(target)
        if len(attempts) < 3:
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(atomic.os, "replace", busy_twice)
    atomic.write_bytes(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_bytes() == b"new"
    assert len(attempts) == 3


def test_says_that_a_file_is_open_in_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "RETRY_PAUSES_S", (0.0,))
    path = tmp_path / "a.docx"
    path.write_bytes(b"old")

    def busy(_source: str, _target: str) -> None:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(atomic.os, "replace", busy)
    with pytest.raises(WriteError, match="sedang dibuka"):
        atomic.write_bytes(path, b"new")
    assert path.read_bytes() == b"old"
    assert parts(tmp_path) == []


def test_refuses_a_link_as_target(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"mine")
    link = tmp_path / "a.docx"
    link.symlink_to(secret)
    with pytest.raises(WriteError, match="tautan"):
        atomic.write_bytes(link, b"new")
    assert secret.read_bytes() == b"mine"


def test_refuses_a_linked_folder_below_the_root(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    root = tmp_path / "output"
    root.mkdir()
    (root / "sop").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(WriteError, match="tautan"):
        atomic.write_bytes(root / "sop" / "a.docx", b"new", root=root)
    assert list(elsewhere.iterdir()) == []


def test_says_when_a_folder_stands_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(WriteError, match="itu folder, bukan berkas"):
        atomic.write_bytes(tmp_path / "a.docx", b"new")


def test_sweeps_what_killed_runs_left(tmp_path: Path) -> None:
    (tmp_path / "sop").mkdir()
    left = tmp_path / "sop" / ".a.docx.123.part"
    left.write_bytes(b"half")
    kept = tmp_path / "sop" / "notes.part"
    kept.write_bytes(b"a person's own file")
    assert atomic.sweep(tmp_path) == 1
    assert not left.exists()
    assert kept.exists()


def test_says_when_a_file_stands_where_a_folder_belongs(tmp_path: Path) -> None:
    (tmp_path / "sop").write_bytes(b"a file")
    with pytest.raises(WriteError, match=r"tidak dapat ditulis: (sudah ada berkas|bagian dari tempatnya)"):
        atomic.write_bytes(tmp_path / "sop" / "a.docx", b"new")
