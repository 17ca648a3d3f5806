"""Files of a packet: whole or not there, known again, never a person's overwritten; whatever goes wrong on the way."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from doctool import packet_store
from doctool.disk_sync import _long_path
from doctool.errors import WriteError
from doctool.manifest import State
from doctool.packet_journal import Written
from doctool.packet_store import BATCH_FILES, DiskFullError, PacketStore


def store(tmp_path: Path) -> PacketStore:
    out = tmp_path / "output"
    return PacketStore(out, out / "paket" / "k" / "p", out / ".doctool" / "paket" / "k" / "p")


def written(nama: str, data: bytes, bahan: str = "b1", pages: int = 0) -> Written:
    return Written(nama, hashlib.sha256(data).hexdigest(), len(data), bahan, pages)


def put(to: PacketStore, nama: str, data: bytes, bahan: str = "b1") -> None:
    assert to.put(written(nama, data, bahan), data) == []


def left(tmp_path: Path) -> list[str]:
    """The temporary files in the output folder."""
    return sorted(p.name for p in (tmp_path / "output").rglob("*") if p.is_file() and p.parent.name == "siap")


def test_files_appear_with_their_batch_and_are_known_again(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "001_A/1.docx", b"satu")
    put(one, "002_B/1.docx", b"dua", "b2")
    assert not (one.folder / "001_A").exists()
    assert one.flush() == []
    assert (one.folder / "002_B/1.docx").read_bytes() == b"dua"
    assert left(tmp_path) == []
    again = store(tmp_path)
    look = again.look("002_B/1.docx")
    assert (look.state, look.written) == (State.OURS, written("002_B/1.docx", b"dua", "b2"))
    assert again.look("003_C/1.docx").state is State.NEW


def test_a_full_batch_is_put_in_place_at_once(tmp_path: Path) -> None:
    one = store(tmp_path)
    for number in range(BATCH_FILES):
        put(one, f"{number:03}/1.docx", b"isi")
    assert len(list(one.folder.iterdir())) == BATCH_FILES


def test_a_file_changed_by_a_person_is_told(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "001_A/1.docx", b"satu")
    one.flush()
    (one.folder / "001_A/1.docx").write_bytes(b"diubah orang")
    assert store(tmp_path).look("001_A/1.docx").state is State.CHANGED
    assert not store(tmp_path).forget("001_A/1.docx")
    assert (one.folder / "001_A/1.docx").read_bytes() == b"diubah orang"


def test_a_file_made_before_and_after_a_kill_is_ours_either_way(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "1.docx", b"lama", "b1")
    one.flush()
    put(one, "1.docx", b"baru", "b2")
    one._note([one._pending[0][0]])  # killed between the journal's line and the renaming
    again = store(tmp_path)
    assert again.look("1.docx").written == written("1.docx", b"lama", "b1")
    assert left(tmp_path) == []
    put(again, "1.docx", b"baru", "b2")
    again.flush()
    assert store(tmp_path).look("1.docx").written == written("1.docx", b"baru", "b2")


def test_a_journal_torn_by_a_kill_is_read_and_gone_on_with(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "1.docx", b"satu")
    one.flush()
    with (one.notes / "jurnal.jsonl").open("ab") as file:
        file.write(b'{"berkas": "2.docx", "sha2')
    again = store(tmp_path)
    assert again.look("1.docx").state is State.OURS
    put(again, "3.docx", b"tiga")
    again.flush()
    assert store(tmp_path).look("3.docx").state is State.OURS
    assert all(json.loads(line) for line in (one.notes / "jurnal.jsonl").read_text("utf-8").splitlines())


def test_without_its_journal_the_manifest_knows_the_files(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "1.docx", b"satu", "b7")
    one.flush()
    entry = {"nama": "1.docx", "sha256": hashlib.sha256(b"satu").hexdigest(), "ukuran": 4, "bahan": "b7"}
    one.note_file("manifes.json", json.dumps({"berkas": [entry]}).encode())
    (one.notes / "jurnal.jsonl").unlink()
    assert store(tmp_path).look("1.docx").written == written("1.docx", b"satu", "b7")
    (one.folder / "manifes.json").write_bytes(b'{"berkas": [{"nama": 3}]}')
    assert store(tmp_path).look("1.docx").state is State.CHANGED


def test_a_file_no_longer_planned_goes_with_its_folder(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "001_A/1.docx", b"satu")
    put(one, "002_B/1.docx", b"dua")
    one.flush()
    assert one.forget("001_A/1.docx")
    assert [p.name for p in one.folder.iterdir()] == ["002_B"]
    one.end([])
    assert store(tmp_path).names() == ["002_B/1.docx"]


def test_the_journal_is_shortened_to_what_is_there(tmp_path: Path) -> None:
    one = store(tmp_path)
    for number in range(5):
        put(one, "1.docx", f"isi {number}".encode(), f"b{number}")
        one.flush()
    one.end([written("1.docx", b"isi 4", "b4")])
    assert len((one.notes / "jurnal.jsonl").read_text("utf-8").splitlines()) == 1
    assert store(tmp_path).look("1.docx").written == written("1.docx", b"isi 4", "b4")


def test_a_note_that_is_the_same_is_not_written_again(tmp_path: Path) -> None:
    one = store(tmp_path)
    one.note_file("manifes.json", b"{}")
    before = (one.folder / "manifes.json").stat().st_mtime_ns
    one.note_file("manifes.json", b"{}")
    assert (one.folder / "manifes.json").stat().st_mtime_ns == before
    assert left(tmp_path) == []


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "luar"
    outside.mkdir()
    one = store(tmp_path)
    one.folder.mkdir(parents=True)
    (one.folder / "001_A").symlink_to(outside)
    put(one, "001_A/1.docx", b"satu")
    put(one, "002_B/1.docx", b"dua")
    [failed] = one.flush()
    assert failed.nama == "001_A/1.docx"
    assert "tautan" in failed.error.message
    assert list(outside.iterdir()) == []
    assert (one.folder / "002_B/1.docx").read_bytes() == b"dua"


def test_a_name_too_long_costs_that_file_only(tmp_path: Path) -> None:
    one = store(tmp_path)
    put(one, "x" * 300 + ".docx", b"satu")
    put(one, "2.docx", b"dua")
    [failed] = one.flush()
    assert "terlalu panjang" in failed.error.message
    assert (one.folder / "2.docx").read_bytes() == b"dua"


def test_long_paths_of_windows_get_their_prefix() -> None:
    deep = "C:\\" + "\\".join(["map" * 20] * 5)
    assert _long_path(deep) == f"\\\\?\\{deep}"
    assert _long_path("\\\\server\\bagi" + deep[2:]) == "\\\\?\\UNC\\server\\bagi" + deep[2:]
    assert _long_path("C:\\pendek") == "C:\\pendek"
    assert _long_path(f"\\\\?\\{deep}") == f"\\\\?\\{deep}"


# --- what the system may answer at any place ---------------------------------------------------------------------

Call = Callable[..., Any]
#: What is called for every batch, where it can fail.
PLACES = ("open", "write", "sync_batch", "makedirs", "replace")
ERRORS = (errno.EACCES, errno.EIO, errno.ENOSPC)


def spoil(monkeypatch: pytest.MonkeyPatch, place: str, at: int, number: int) -> list[int]:
    """Have the `at`-th call of `place` fail with the error `number`; the list grows with each call."""
    calls: list[int] = []

    def failing(real: Call) -> Call:
        def call(*args: Any, **kwargs: Any) -> Any:
            calls.append(1)
            if len(calls) == at:
                raise OSError(number, os.strerror(number), str(args[0]) if args else None)
            return real(*args, **kwargs)

        return call

    if place == "open":
        monkeypatch.setattr(packet_store, "open", failing(open), raising=False)
    elif place == "write":
        real = open

        def opened(*args: Any, **kwargs: Any) -> Any:
            file = real(*args, **kwargs)
            return Spoilt(file, failing(file.write)) if "w" in str(args[1:]) else file

        monkeypatch.setattr(packet_store, "open", opened, raising=False)
    elif place == "sync_batch":
        monkeypatch.setattr(packet_store, "sync_batch", failing(packet_store.sync_batch))
    else:
        monkeypatch.setattr(os, place, failing(getattr(os, place)))
    return calls


class Spoilt:
    """An open file whose writing may fail half-way."""

    def __init__(self, file: Any, write: Call) -> None:
        self.file, self.write = file, write

    def __enter__(self) -> Spoilt:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self.file.write(b"sepo")
        self.file.close()


def run(to: PacketStore) -> tuple[set[str], bool]:
    """Put twelve files in three batches as a run does; what failed, and whether the run ended early."""
    failed: set[str] = set()
    for number in range(12):
        name = f"{number:03}/1.docx"
        try:
            failed |= {one.nama for one in to.put(written(name, b"baru", "b2"), b"baru")}
            if number % 4 == 3:
                failed |= {one.nama for one in to.flush()}
        except DiskFullError:
            failed |= {one.nama for one in to.flush()}
            return failed | {f"{later:03}/1.docx" for later in range(number, 12)}, True
        except WriteError:
            failed.add(name)
    return failed | {one.nama for one in to.flush()}, False


@pytest.mark.parametrize("number", ERRORS)
@pytest.mark.parametrize("place", PLACES)
def test_an_error_of_the_system_anywhere_costs_what_it_hit(
    place: str, number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in (1, 2, 3, 5, 9, 12):
        here = tmp_path / f"{at}"
        old = store(here)
        for count in range(0, 12, 2):
            put(old, f"{count:03}/1.docx", b"lama")
        old.flush()
        one = store(here)
        with monkeypatch.context() as patch:
            calls = spoil(patch, place, at, number)
            failed, stopped = run(one)
        hit = len(calls) >= at
        assert bool(failed) == hit
        assert not stopped or (hit and number == errno.ENOSPC)
        for count in range(12):
            path = one.folder / f"{count:03}/1.docx"
            found = path.read_bytes() if path.exists() else None
            name = f"{count:03}/1.docx"
            assert found == b"baru" or (name in failed and found == (b"lama" if count % 2 == 0 else None))
            assert found is None or one.look(name).state is State.OURS
        assert run(store(here)) == (set(), False)  # the error is gone: all is made
        assert {p.read_bytes() for p in one.folder.rglob("*.docx")} == {b"baru"}
        assert left(here) == []


def test_the_reasons_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = store(tmp_path)
    put(one, "1.docx", b"satu")
    spoil(monkeypatch, "replace", 1, errno.EACCES)
    [failed] = one.flush()
    assert "sedang dibuka program lain" in failed.error.message
    assert "--lanjutkan" in (failed.error.hint or "")
    spoil(monkeypatch, "open", 1, errno.ENOSPC)
    with pytest.raises(DiskFullError, match="disk penuh"):
        one.put(written("2.docx", b"dua"), b"dua")


# --- the disk is really full ----------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a disk")
    place = tmp_path / "kecil"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)], stdin=subprocess.DEVNULL, capture_output=True
    )
    if done.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], stdin=subprocess.DEVNULL, check=True)


def test_a_full_disk_keeps_old_files_and_the_run_is_finished_when_there_is_room(small_disk: Path) -> None:
    faults = []
    for point in range(30):
        here = small_disk / f"{point}"
        old = store(here)
        for count in range(0, 12, 2):
            put(old, f"{count:03}/1.docx", b"lama")
        assert old.flush() == []
        free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
        (small_disk / "penuh").write_bytes(b"0" * max(0, free - point * 4096))
        failed, _ = run(store(here))
        (small_disk / "penuh").unlink()
        after = store(here)
        for count in range(12):
            path = after.folder / f"{count:03}/1.docx"
            found = path.read_bytes() if path.exists() else None
            if found not in ((b"baru",) if path.parent.name + "/1.docx" not in failed else (b"lama", None)):
                faults.append(f"{point}: {path.name} {found!r}")
        if not failed and point < 8:  # twelve new files and the journal need some pages
            faults.append(f"{point}: nothing failed")
        if run(after) != (set(), False) or {p.read_bytes() for p in after.folder.rglob("*.docx")} != {b"baru"}:
            faults.append(f"{point}: not finished afterwards")
        subprocess.run(["rm", "-rf", str(here)], check=True)
    assert faults == []


# --- killed at any moment -------------------------------------------------------------------------------------------

_WRITER = """
import hashlib, sys
from pathlib import Path
from doctool.packet_store import PacketStore
from doctool.packet_journal import Written
out = Path(sys.argv[1])
store = PacketStore(out, out / "p", out / ".doctool" / "p")
print("mulai", flush=True)
for number in range(100000):
    data = bytes([number % 251]) * 20000
    name = f"{number % 300:03}/1.docx"
    store.put(Written(name, hashlib.sha256(data).hexdigest(), len(data), str(number)), data)
"""


def test_a_kill_tears_no_file_and_leaves_none_behind(tmp_path: Path) -> None:
    for count in range(8):
        process = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.037 * count)
        process.kill()
        process.wait()
        process.stdout.close()
        after = PacketStore(tmp_path, tmp_path / "p", tmp_path / ".doctool" / "p")
        assert list((tmp_path / ".doctool" / "p" / "siap").iterdir()) == []
        files = sorted((tmp_path / "p").rglob("*.docx"))
        torn = [path for path in files if len(data := path.read_bytes()) != 20000 or len(set(data)) != 1]
        assert torn == []
        strange = [path for path in files if after.look(f"{path.parent.name}/1.docx").state is not State.OURS]
        assert strange == []
    assert len(files) > 8
