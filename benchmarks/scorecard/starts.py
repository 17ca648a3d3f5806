"""Many want one output folder in the same moment: one has it, the others are told who; a killed holder's lock is taken
over."""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections import Counter
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

from benchmarks.packet_case import FORM, LETTER, NAME, OFFICE, ROOT, begin_book, make_workspace
from benchmarks.scorecard.faults import doctool
from benchmarks.soak import wrong_numbers
from doctool import lock
from doctool.errors import BusyError

#: Recipients of the packet that all starts of the program want to make: seconds of work, where asking for the lock
#: takes tenths.
RECIPIENTS = 400
#: Seconds that all of it may take.
_LIMIT_S = 300.0
_BUSY = 5
#: The program, held back when everything is imported until the last writer of the pipe `go` is gone.
_HELD_BACK = """
import os, runpy, sys
import doctool.cli.main, doctool.cli.paket_buat, doctool.packet_pipeline
ready, go = int(sys.argv.pop(1)), int(sys.argv.pop(1))
os.write(ready, b".")
os.read(go, 1)
runpy.run_module("doctool", run_name="__main__", alter_sys=True)
"""
_LOCK = Path("output", ".doctool", "kunci")


def programs(folder: Path, count: int) -> list[str]:
    """`count` starts of the program, released in the same moment, make one packet: one makes all of it, the others end
    with exit code 5 and name the process of the one. (Not on Windows.)"""
    make_workspace(folder, RECIPIENTS, [LETTER, FORM])
    begin_book(folder)
    ready_read, ready_write = os.pipe()
    go_read, go_write = os.pipe()
    command = [sys.executable, "-c", _HELD_BACK, str(ready_write), str(go_read), "paket", "buat", NAME]
    crowd = [
        subprocess.Popen(
            [*command, "--format", "docx,xlsx"], cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
            pass_fds=(ready_write, go_read),
        )
        for _ in range(count)
    ]  # fmt: skip
    os.close(ready_write)
    waiting = 0
    while waiting < count and (came := os.read(ready_read, count)):
        waiting += len(came)
    os.close(go_write)
    said = [one.communicate(timeout=_LIMIT_S)[1].decode("utf-8", "replace") for one in crowd]
    os.close(go_read)
    os.close(ready_read)
    codes = Counter(one.returncode for one in crowd)
    faults = [f"only {waiting} of {count} came as far as the start"] if waiting != count else []
    if codes != {0: 1, _BUSY: count - 1}:
        faults.append(f"exit codes and how often each: {dict(codes)}")
    for one, words in zip(crowd, said, strict=True):
        if one.returncode == 0 and f"{RECIPIENTS} paket dibuat, 0 sudah mutakhir" not in words:
            faults.append(f"the one that runs says: {words.strip()[-160:]}")
    holder = next((one.pid for one in crowd if one.returncode == 0), 0)
    refused = [words for one, words in zip(crowd, said, strict=True) if one.returncode == _BUSY]
    faults += [f"refused as: {words.strip()[-160:]}" for words in refused if f"proses {holder} di " not in words]
    return [*faults, *_lacking(folder)]


def _lacking(folder: Path) -> list[str]:
    """What the packet lacks when it is made: a cover sheet, a letter and a form each, and each number once."""
    files = len(list((folder / "output" / "paket" / OFFICE / NAME).glob("[0-9]*/[0-9]*")))
    faults = [f"{files} files, not {3 * RECIPIENTS}"] if files != 3 * RECIPIENTS else []
    return faults + wrong_numbers(folder, RECIPIENTS, "the packet")


def killed(folder: Path) -> list[str]:
    """The program is killed with SIGKILL while it makes a packet: its lock still names it; the next run takes the lock
    over and finishes the packet."""
    make_workspace(folder, RECIPIENTS, [LETTER, FORM])
    begin_book(folder)
    run = subprocess.Popen(
        [sys.executable, "-m", "doctool", "paket", "buat", NAME, "--format", "docx,xlsx"], cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    end = time.monotonic() + _LIMIT_S
    while run.poll() is None and _holder(folder) != run.pid and time.monotonic() < end:
        time.sleep(0.01)
    run.kill()
    faults = [f"ended with {run.returncode} before it was killed"] if run.wait() >= 0 else []
    faults += [] if _holder(folder) == run.pid else ["the lock does not name the one that was killed"]
    after = doctool(folder, "paket", "buat", NAME, "--format", "docx,xlsx", "--lanjutkan")
    said = after.stderr.decode("utf-8", "replace").strip()[-160:]
    faults += [f"the run after the killed one ends with {after.returncode}: {said}"] if after.returncode else []
    return [*faults, *_lacking(folder)]


def _holder(folder: Path) -> int:
    """The process that the lock names, 0 where it names none."""
    try:
        return int(json.loads((folder / _LOCK).read_text(encoding="utf-8"))["pid"])
    except (OSError, ValueError):
        return 0


def processes(folder: Path, count: int) -> list[str]:
    """`count` processes that want one output folder in the same moment: one has it, the others are told who; a run of
    the program is refused with exit code 5; a killed holder's lock is taken over."""
    file = folder / _LOCK
    get = multiprocessing.get_context
    context = get("fork") if sys.platform == "linux" else get("spawn")
    barrier = context.Barrier(count + 1)
    pairs = [context.Pipe(duplex=False) for _ in range(count)]
    crowd = [context.Process(target=_want, args=(file, barrier, sender)) for _, sender in pairs]
    for one in crowd:
        one.start()
    barrier.wait()
    said = [receiver.recv() for receiver, _ in pairs]
    holders = [one for one, word in zip(crowd, said, strict=True) if word == "held"]
    faults = [f"{len(holders)} of {count} hold the folder"] if len(holders) != 1 else []
    if holders:
        pid = holders[0].pid
        faults += [f"refused as: {word}" for word in said if word != "held" and f"proses {pid} di " not in word]
        for one in holders:
            one.kill()
            one.join()
        with lock.hold(file):
            make_workspace(folder, 2, [LETTER], lembar_depan=False)
            begin_book(folder)
            run = doctool(folder, "paket", "buat", NAME)
            faults += [f"a run beside another ends with {run.returncode}"] if run.returncode != _BUSY else []
        run = doctool(folder, "paket", "buat", NAME)
        faults += [f"the run after it ends with {run.returncode}"] if run.returncode else []
    for one in crowd:
        one.join()
    return faults


def _want(file: Path, barrier: Barrier, told: Connection) -> None:
    """Ask for the lock when all others do; whoever gets it keeps it until it is killed."""
    barrier.wait()
    try:
        with lock.hold(file):
            told.send("held")
            time.sleep(_LIMIT_S)
    except BusyError as error:
        told.send(error.message)
