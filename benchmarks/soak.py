"""Packets killed at random moments, and finished: the same files, no number lost or given twice (make soak).

    python -m benchmarks.soak [--kills 180] [--pdf-kills 20] [--publish-kills 200] [--recipients 200] [--seed N]

Every time a fresh workspace makes its packets; somewhere on the way the conductor, a worker or LibreOffice is killed
(in turn). What is there then must be whole, `--lanjutkan` must finish it, and in the end every file must be that of a
run that nobody disturbed, byte for byte, with no temporary file left and each number of the register given once.
Publishing an SOP is killed as well (`publish_kills`).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, ROOT, SOP, begin_book, make_workspace
from benchmarks.publish_kills import end_well, publish_soak
from benchmarks.publish_kills import report as report_published
from doctool.register import outgoing
from doctool.register.audit import audit
from doctool.register.database import Register

#: Whom the kills hit, in turn; LibreOffice only where there are PDFs.
WHOM = ("conductor", "worker")
WHOM_PDF = ("conductor", "soffice", "worker")
#: The earliest moment of a kill, of the time that its victim is there: a conductor's first tenth is Python's own start.
_EARLIEST = {"conductor": 0.1, "soffice": 0.0, "worker": 0.0}
#: A run that takes longer than this hangs.
_LIMIT_S = 300.0
#: Faults after which nothing more is learnt.
_ENOUGH = 20


@dataclass
class Outcome:
    """What a soak gave: kills by whom they hit, those that came too late, files of a packet, and what went wrong."""

    kills: Counter[str] = field(default_factory=Counter)
    late: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    files: int = 0


def soak(folder: Path, *, recipients: int, kills: int, seed: int, pdf: bool = False) -> Outcome:
    """Kill `kills` runs for `recipients` recipients at random moments."""
    chance = random.Random(seed)
    start = time.monotonic()
    outcome = Outcome()
    piece = {**LETTER, "bentuk": ["docx", "pdf"]} if pdf else LETTER
    make_workspace(folder / "asal", recipients, [piece, FORM, SOP])
    shutil.copytree(folder / "asal", folder / "acuan")
    begin_book(folder / "acuan")
    whom = WHOM_PDF if pdf else WHOM
    run = _begin(folder / "acuan", pdf=pdf)
    there = _there(run, whom)
    end_well(run, outcome.faults, "undisturbed", _LIMIT_S)
    wanted = tree(folder / "acuan")
    outcome.files = len(wanted)
    outcome.faults += wrong_numbers(folder / "acuan", recipients, "undisturbed")
    for count in range(3 * kills):
        if sum(outcome.kills.values()) == kills:
            break
        victim = whom[count % len(whom)]
        one = f"kill {count + 1} of {victim} (seed {seed})"
        work = folder / "kerja"
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(folder / "asal", work)
        begin_book(work)
        after_s = chance.uniform(_EARLIEST[victim], 1.0) * there[victim]
        if not _kill(_begin(work, pdf=pdf), victim, after_s, outcome, one):
            outcome.late += 1
            there[victim] *= 0.8  # the undisturbed run had less of the machine than this one
        outcome.faults += _torn(tree(work), wanted, one)
        before = _times(work)
        end_well(_begin(work, "--lanjutkan", pdf=pdf), outcome.faults, one, _LIMIT_S)
        after = _times(work)
        again = [name for name, at in before.items() if after.get(name, at) != at]
        outcome.faults += [f"{one}: made again though it was there: {name}" for name in again[:3]]
        outcome.faults += _differences(tree(work), wanted, one)
        outcome.faults += wrong_numbers(work, recipients, one)
        outcome.faults += _left(work, one)
        if len(outcome.faults) > _ENOUGH:
            break
    outcome.seconds = time.monotonic() - start
    return outcome


def _begin(root: Path, *more: str, pdf: bool) -> subprocess.Popen[bytes]:
    """Start making the packets of a workspace, in a process group of its own."""
    formats = "docx,xlsx,pdf" if pdf else "docx,xlsx"
    command = [sys.executable, "-m", "doctool", "paket", "buat", NAME, "--pekerja", "2", "--format", formats, *more]
    return subprocess.Popen(
        command, cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip


def _there(run: subprocess.Popen[bytes], whom: Sequence[str]) -> dict[str, float]:
    """How many seconds each of `whom` is there, from the first time that it is seen to the last."""
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    while run.poll() is None:
        now = time.monotonic()
        for one in whom:
            if _pid(run, one):
                first.setdefault(one, now)
                last[one] = now
        time.sleep(0.01)
    return {one: last[one] - first[one] if one in first else 0.0 for one in whom}


def _kill(run: subprocess.Popen[bytes], whom: str, after_s: float, outcome: Outcome, what: str) -> bool:
    """Kill the conductor, a worker or LibreOffice so many seconds after it is first seen; False where there was none
    any more. A run whose helper was killed must end well by itself."""
    first, hit = 0.0, False
    while run.poll() is None and not hit:
        pid = _pid(run, whom)
        first = first or (time.monotonic() if pid else 0.0)
        if pid and time.monotonic() >= first + after_s:
            hit = _kill_pid(pid)
            outcome.kills[whom] += hit
        time.sleep(0.01)
    if whom == "conductor" and hit:
        run.communicate()
    else:
        end_well(run, outcome.faults, f"{what}, the run itself", _LIMIT_S)
    return hit


def _pid(run: subprocess.Popen[bytes], whom: str) -> int:
    """The conductor, or the first of its workers or LibreOffices; 0 where there is none."""
    return run.pid if whom == "conductor" else next(iter(_helpers(run.pid, whom)), 0)


def _kill_pid(pid: int) -> bool:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _helpers(conductor: int, whom: str) -> list[int]:
    """The processes that a conductor started: its workers, or its LibreOffices."""
    parents: dict[int, tuple[int, str]] = {}
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                stat = (place / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                said = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            except OSError:
                continue
            if stat[0] != "Z":
                parents[int(place.name)] = (int(stat[1]), said)
    found = []
    for pid, (parent, said) in sorted(parents.items()):
        above, at = [], parent
        while at in parents and at not in above:
            above.append(at)
            at = parents[at][0]
        if conductor not in above:
            continue
        if whom == "soffice" and "soffice.bin" in said:
            found.append(pid)
        # A worker is a copy of the conductor, or of the server of workers that the conductor started.
        copied = " paket buat " in said and parent == conductor
        if whom == "worker" and (copied or ("forkserver" in said and parent != conductor)):
            found.append(pid)
    return found


def tree(root: Path) -> dict[str, str]:
    """The SHA-256 of every file of the packet."""
    folder = root / "output" / "paket"
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*") if path.is_file()
    }  # fmt: skip


def _times(root: Path) -> dict[str, int]:
    """When each file of a recipient was written."""
    folder = root / "output" / "paket" / OFFICE / NAME
    return {str(path): path.stat().st_mtime_ns for path in folder.glob("*/*") if path.is_file()}


def _torn(found: dict[str, str], wanted: dict[str, str], what: str) -> list[str]:
    """Files that are neither absent nor whole."""
    return [f"{what}: torn: {name}" for name, sha in found.items() if wanted.get(name) != sha]


def _differences(found: dict[str, str], wanted: dict[str, str], what: str) -> list[str]:
    missing = [f"{what}: missing: {name}" for name in sorted(wanted.keys() - found.keys())[:5]]
    strange = [f"{what}: not wanted: {name}" for name in sorted(found.keys() - wanted.keys())[:5]]
    return [*missing, *strange, *_torn(found, {**found, **wanted}, what)[:5]]


def wrong_numbers(root: Path, recipients: int, what: str) -> list[str]:
    """What is wrong with the register of a packet: each letter has one number, none is left out."""
    with Register.of(root, OFFICE, today=DAY) as book:
        faults = [f"{what}: {one}" for one in audit(book)]
        lines = outgoing.lines(book)
    if sorted(one.urut for one in lines) != list(range(1, recipients + 1)):
        faults.append(f"{what}: the register does not hold 1 to {recipients}, each once")
    if len({one.kunci for one in lines}) != recipients:
        faults.append(f"{what}: not every recipient has a number of its own")
    return faults


def _left(root: Path, what: str) -> list[str]:
    """Temporary files that are left."""
    out = root / "output"
    left = [path for path in out.rglob("*") if path.is_file() and (path.parent.name == "siap" or ".part" in path.name)]
    return [f"{what}: left behind: {path.relative_to(out)}" for path in left[:3]]


def report(outcome: Outcome, what: str) -> str:
    """One line about a soak."""
    hit = ", ".join(f"{count} of {whom}" for whom, count in sorted(outcome.kills.items()))
    return (
        f"{what}: {sum(outcome.kills.values())} kills ({hit}; {outcome.late} came too late), {outcome.files} files, "
        f"{outcome.seconds:.0f} s, {len(outcome.faults)} faults"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the soak and print its figures; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(prog="benchmarks.soak", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=180)
    parser.add_argument("--pdf-kills", type=int, default=20)
    parser.add_argument("--publish-kills", type=int, default=200)
    parser.add_argument("--recipients", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20260105)
    options = parser.parse_args(arguments)
    faults: list[str] = []
    for what, kills, pdf in (("without PDF", options.kills, False), ("with PDF", options.pdf_kills, True)):
        if kills:
            with tempfile.TemporaryDirectory(prefix="doctool-soak-") as name:
                made = soak(Path(name), recipients=options.recipients, kills=kills, seed=options.seed, pdf=pdf)
            print(report(made, what), flush=True)
            faults += made.faults
    if options.publish_kills:
        with tempfile.TemporaryDirectory(prefix="doctool-soak-") as name:
            published = publish_soak(Path(name), kills=options.publish_kills, seed=options.seed)
        print(report_published(published), flush=True)
        faults += published.faults
    for fault in faults[:20]:
        print(f"  {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
