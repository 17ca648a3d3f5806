"""What goes wrong on the way of a whole run: the system at any call, one row of a thousand; what many packets cost."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, ROOT, begin_book, make_workspace, write_recipients
from doctool import disk_sync, packet_store
from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.packet_job import PacketBuild, PacketOptions
from doctool.packet_pipeline import build_packet

WORDS = frozenset({"docx", "xlsx"})
#: What a run for three recipients calls to write its files, and how often; what the system may answer.
CALLS = {"write": 12, "sync": 8, "replace": 15, "makedirs": 13, "unlink": 14}
ERRORS = (errno.EACCES, errno.EIO, errno.ENOSPC)
#: Set for the scorecard: each call fails with each error.
EVERY_ERROR = bool(os.environ.get("DOCTOOL_EVERY_ERROR"))
#: What is said of the packet as a whole, which tells what there is.
RETOLD = frozenset({"manifes.json", "gagal.csv", "00_Daftar-Ekspedisi.xlsx"})


def build(root: Path, **more: Any) -> PacketBuild:
    options = replace(PacketOptions(root / "output", DAY, workers=1, formats=WORDS), **more)
    return build_packet(Workspace(root), root / "data" / OFFICE / "paket" / NAME / "paket.yaml", options)


def tree(root: Path) -> dict[str, bytes]:
    out = root / "output" / "paket" / OFFICE / NAME
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


# --- the system, at any call --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A workspace with a packet for three recipients, with its register; what an undisturbed run makes of it."""
    root = tmp_path_factory.mktemp("asal") / "ruang"
    make_workspace(root, 3, [LETTER, FORM], zip={"per": "penerima"})
    shutil.copytree(root, root.parent / "acuan")
    begin_book(root.parent / "acuan")
    assert build(root.parent / "acuan").troubles == []
    return root, tree(root.parent / "acuan")


@dataclass(slots=True)
class Spoiled:
    """How often a call was made, and of which arguments those calls were that failed."""

    calls: int = 0
    hit: list[str] = field(default_factory=list)


def spoil(patch: pytest.MonkeyPatch, place: str, at: int, number: int) -> Spoiled:
    """Have the `at`-th call of `place` fail (with a full disk, all that follow too); a write fails half-way."""
    made = Spoiled()

    def failing(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if not any("output" in str(one) for one in args):
                return real(*args, **kwargs)
            made.calls += 1
            if made.calls == at or (number == errno.ENOSPC and made.calls > at > 0):
                made.hit.append(" ".join(map(str, args[:2])))
                error = OSError(number, os.strerror(number), str(args[0]))
                if place == "write":
                    return real(args[0], _half(b"".join(args[1]), error))
                raise error
            return real(*args, **kwargs)

        return call

    if place == "write":
        patch.setattr(packet_store, "_write_part", failing(packet_store._write_part))
    elif place == "sync":
        patch.setattr(packet_store, "sync_batch", failing(disk_sync.sync_batch))
    else:
        patch.setattr(os, place, failing(getattr(os, place)))
    return made


def _half(data: bytes, error: OSError) -> Iterator[bytes]:
    yield data[: len(data) // 2]
    raise error


def errors(at: int) -> tuple[int, ...]:
    """What the system answers at a call: in the test suite one of the errors by turns, else each of them."""
    return ERRORS if EVERY_ERROR else (ERRORS[at % len(ERRORS)],)


def test_the_places_are_all_that_a_run_calls(
    small: tuple[Path, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, calls in CALLS.items():
        root = tmp_path / place
        shutil.copytree(small[0], root)
        begin_book(root)
        with monkeypatch.context() as patch:
            made = spoil(patch, place, 0, errno.EIO)
            assert build(root).troubles == []
        assert (place, made.calls, made.hit) == (place, calls, [])


PLACES = [(place, at, number) for place, calls in CALLS.items() for at in range(1, calls + 1) for number in errors(at)]


@pytest.mark.parametrize(
    ("place", "at", "number"), PLACES, ids=[f"{place}-{at}-{errno.errorcode[number]}" for place, at, number in PLACES]
)
def test_an_error_of_the_system_costs_what_it_hit_and_the_next_run_mends_it(
    place: str, at: int, number: int, small: tuple[Path, dict[str, bytes]], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    bare, wanted = small
    root = tmp_path / "ruang"
    shutil.copytree(bare, root)
    begin_book(root)
    with monkeypatch.context() as patch:
        spoiled = spoil(patch, place, at, number)
        result = build(root)
    assert spoiled.hit
    found = tree(root)
    # No file is torn or left half-way, and it is told, unless nothing was lost.
    assert [name for name, data in found.items() if name not in RETOLD and data != wanted.get(name)] == []
    assert result.troubles or result.stopped or found == wanted
    assert [one for one in result.troubles if one.bug] == []
    # Who is said to have its packet has all of it; of whom it is not said that is told by name.
    states = {kunci: (folder, state) for kunci, _, folder, _, state in result.results}
    assert len(states) == 3
    for kunci, (folder, state) in states.items():
        own = {name for name in wanted if name.startswith(f"{folder}/")}
        assert (state == "jadi") == (own <= found.keys())
        assert state == "jadi" or kunci in {one.kunci for one in result.troubles}
    # One error costs one recipient at most; that a batch of files does not last concerns all that are in it.
    failed = [kunci for kunci, (_, state) in states.items() if state != "jadi"]
    assert number == errno.ENOSPC or len(failed) <= (3 if place == "sync" else 1)
    assert result.made == 3 - len(failed)
    assert build(root, resume=True).troubles == []
    assert tree(root) == wanted
    assert not list((root / "output" / ".doctool").rglob("siap/*"))


# --- one row of a thousand ----------------------------------------------------------------------------------------


@pytest.mark.lambat
def test_one_bad_row_among_a_thousand_costs_its_own_packet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "ruang"
    make_workspace(root, 1000, [LETTER], lembar_depan=False)
    begin_book(root)
    people = root / "data" / OFFICE / "paket" / NAME
    write_recipients(people, [f"unit-{number:04}" for number in range(1, 1001)])
    lines = (people / "penerima.csv").read_text(encoding="utf-8").splitlines()
    lines[700] = lines[700].replace("Camat Contoh 700", "{{ nomor }}")
    (people / "penerima.csv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    monkeypatch.chdir(root)
    result = CliRunner().invoke(cli, ["paket", "buat", NAME])
    assert result.exit_code == 3, result.output
    assert "999 paket dibuat, 0 sudah mutakhir, 1 gagal" in result.stderr
    out = root / "output" / "paket" / OFFICE / NAME
    assert len(list(out.glob("*/1_*.docx"))) == 999
    rows = list(csv.reader(io.StringIO((out / "gagal.csv").read_bytes().decode("utf-8-sig")), delimiter=";"))[1:]
    assert [row[1] for row in rows] == ["unit-0700"]
    assert "penerima.csv:C701" in rows[0][4]


# --- what many packets cost ---------------------------------------------------------------------------------------

_MANY = """
import json, os, resource, sys, threading, time
from pathlib import Path
from tests.packets.test_faults import build

def cost():
    pages = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return pages / 1e6, len(os.listdir("/proc/self/fd")), threading.active_count()

def cpu():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))

few, many = map(Path, sys.argv[1:])
build(few)
before, start = cost(), cpu()
result = build(many)
after = cost()
assert result.troubles == [], result.troubles
print(json.dumps({"files": result.files, "cpu": cpu() - start, "mb": after[0] - before[0],
                  "open": after[1] - before[1], "threads": after[2] - before[2]}))
"""


@pytest.mark.lambat
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_many_packets_leave_no_file_open_and_little_memory(tmp_path: Path) -> None:
    """A short form of thousands: what 400 packets leave behind after 20 is what 3,000 leave, only sooner told."""
    for name, count in (("few", 20), ("many", 400)):
        make_workspace(tmp_path / name, count, [LETTER, FORM])
        begin_book(tmp_path / name)
    command = [sys.executable, "-c", _MANY, str(tmp_path / "few"), str(tmp_path / "many")]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    found = json.loads(done.stdout)
    assert found["files"] == 1200
    assert found["mb"] < 50
    assert (found["open"], found["threads"]) == (0, 0)
    assert found["cpu"] / 1200 < 0.060  # seconds for a document, with planning, checking and numbers


@pytest.mark.lambat
@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None or sys.platform == "win32", reason="needs LibreOffice and its times")
def test_pdfs_by_the_list_take_a_third_of_a_second(tmp_path: Path) -> None:
    import resource

    from doctool.packet_pdf import PdfLines

    soffice = find_soffice()
    assert soffice is not None
    root = tmp_path / "ruang"
    make_workspace(root, 50, [LETTER], lembar_depan=False)
    begin_book(root)
    assert build(root).made == 50
    letters = sorted((root / "output" / "paket" / OFFICE / NAME).glob("*/1_*.docx"))
    start = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    lines = PdfLines(soffice, 1)
    for one in letters:
        lines.add(one.parent.name, one.read_bytes(), ".docx")
    lines.hurry(True)
    found = []
    while lines.open:
        found += lines.take(1.0)
    lines.close()
    assert [one.pages for one in found if not one.error] == [1] * 50
    assert (sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - start) / 50 < 0.35
