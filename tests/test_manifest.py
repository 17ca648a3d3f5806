"""Hand-made changes are recognised, doctool's own files are not mistaken for them."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from doctool import atomic
from doctool.errors import WriteError
from doctool.manifest import Manifest, State


def open_manifest(root: Path) -> Manifest:
    return Manifest(root, root / ".doctool" / "manifes.jsonl")


def test_tells_new_own_and_changed_files_apart(tmp_path: Path) -> None:
    path = tmp_path / "sop" / "a.docx"
    manifest = open_manifest(tmp_path)
    assert manifest.state(path) is State.NEW
    manifest.write(path, b"one")
    assert manifest.state(path) is State.OURS
    later = open_manifest(tmp_path)
    assert later.state(path) is State.OURS
    path.write_bytes(b"one, with a remark of the kepala dinas")
    assert later.state(path) is State.CHANGED


def test_file_of_unknown_origin_counts_as_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"someone's")
    assert open_manifest(tmp_path).state(path) is State.CHANGED


def test_run_killed_before_or_after_the_rename_is_no_hand_made_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.docx"
    open_manifest(tmp_path).write(path, b"old")

    def killed(*_args: object, **_more: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "write_bytes", killed)
        with pytest.raises(KeyboardInterrupt):
            open_manifest(tmp_path).write(path, b"new")
    assert open_manifest(tmp_path).state(path) is State.OURS
    path.write_bytes(b"new")
    assert open_manifest(tmp_path).state(path) is State.OURS


def test_compact_keeps_one_line_a_file_and_survives_a_torn_line(tmp_path: Path) -> None:
    manifest = open_manifest(tmp_path)
    for data in (b"one", b"two", b"three"):
        manifest.write(tmp_path / "a.docx", data)
    manifest.write(tmp_path / "gone.docx", b"x")
    (tmp_path / "gone.docx").unlink()
    with manifest.file.open("a", encoding="utf-8") as file:
        file.write('{"berkas": "b.do')
    again = open_manifest(tmp_path)
    again.compact()
    assert manifest.file.read_text(encoding="utf-8").count("\n") == 1
    assert open_manifest(tmp_path).state(tmp_path / "a.docx") is State.OURS


def test_manifest_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / ".doctool").write_text("a file where a folder belongs", encoding="utf-8")
    with pytest.raises(WriteError, match="catatan keluaran"):
        open_manifest(tmp_path).write(tmp_path / "a.docx", b"one")


WRITER = """
import sys
from pathlib import Path
from doctool.manifest import Manifest
root = Path(sys.argv[1])
manifest = Manifest(root, root / ".doctool" / "manifes.jsonl")
print("begin", flush=True)
for turn in range(10**6):
    for number in range(5):
        manifest.write(root / f"{number}.docx", (b"%d " % turn) * 40_000)
"""


def test_killed_at_any_moment_nothing_is_torn_or_mistaken(tmp_path: Path) -> None:
    """kill -9 at 12 random moments: every file is whole and doctool's own, and leftovers are swept."""
    rng = random.Random(3)
    for _ in range(12):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(rng.uniform(0.0, 0.15))
        process.kill()
        process.communicate()
        manifest = open_manifest(tmp_path)
        for path in sorted(tmp_path.glob("*.docx")):
            words = path.read_bytes().split()
            assert (len(words), len(set(words))) == (40_000, 1), path
            assert manifest.state(path) is State.OURS
        atomic.sweep(tmp_path)
        manifest.compact()
        assert list(tmp_path.rglob("*.part")) == []


def test_remembers_where_the_data_of_a_file_come_from(tmp_path: Path) -> None:
    path = tmp_path / "surat" / "a.docx"
    manifest = open_manifest(tmp_path)
    assert manifest.origin(path) == ""
    manifest.claim(path, "data/é/a.yaml")
    manifest.write(path, b"one")
    manifest.claim(tmp_path / "gone.docx", "b.yaml")
    manifest.compact()
    later = open_manifest(tmp_path)
    assert later.origin(path) == "data/é/a.yaml"
    assert later.origin(tmp_path / "gone.docx") == ""
    assert later.state(path) is State.OURS
    later.claim(path, "data/é/a.yaml")
    assert (tmp_path / ".doctool" / "manifes.jsonl").read_text(encoding="utf-8").count("asal") == 1
