"""One LibreOffice with a profile of its own that converts list after list, watched file by file."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path

from doctool.convert.guard import Guard
from doctool.convert.libreoffice import HOW_TO_GET_IT, PROFILE_FOLDER, kill_group, make_profile, start
from doctool.errors import OutsideProgramError, system_reason

#: Seconds that a file alone with a fresh LibreOffice has (a cold start), and any other file of a list at most.
FIRST_LIMIT_S, NEXT_LIMIT_S = 90.0, 60.0
#: In a list a file has so many times what the slowest so far took, and so many seconds at least; the start of
#: LibreOffice so many times what it took so far.
PATIENCE, LEAST_S, PATIENCE_AT_START = 10.0, 5.0, 3.0
#: Seconds between looks at what is done.
_LOOK_S = 0.05
#: LibreOffice grows with every file; its profile is kept, it begins anew.
FILES_PER_CALL = 50


class Ended(StrEnum):
    """How a call ended: by itself, with an error, killed at its time limit, or because the run was stopped."""

    ITSELF = "selesai"
    DIED = "mati"
    HUNG = "macet"
    STOPPED = "dihentikan"


class Pace:
    """How long files of a run take, for all its lines.

    Whoever takes many times as long in a list is let go for the sake of the others, and tried alone with all the time
    that there is: so a file that hangs costs the others seconds, and one that is only slow does not fail.
    """

    def __init__(self, limits_s: tuple[float, float]) -> None:
        self._limits = limits_s
        self._slowest = [0.0, 0.0]

    def took(self, seconds: float, *, later: bool) -> None:
        """A file was done so long after the start of its call, or after the one before it (`later`)."""
        self._slowest[later] = max(self._slowest[later], seconds)

    def limit_s(self, *, later: bool, alone: bool) -> float:
        """Seconds for a file that is the first of its call, or a `later` one."""
        start, slowest = self._slowest
        if alone or (not later and not start):  # nobody knows yet how long LibreOffice takes to start here
            return self._limits[0]
        patience = max(LEAST_S, PATIENCE * slowest)
        return min(self._limits[later], patience if later else patience + PATIENCE_AT_START * start)


class OfficeLine:
    """A LibreOffice that works in `folder`, at a `pace` that it shares with others."""

    def __init__(self, soffice: Path, folder: Path, guard: Guard, pace: Pace) -> None:
        self._soffice, self._folder, self._guard = soffice, folder, guard
        self._pace = pace
        self._profile = ""

    def convert(self, files: Sequence[Path], out: Path, made: Callable[[Path], None], stop: threading.Event) -> Ended:
        """Convert `files`, of different names, to PDFs in the folder `out`; `made` is called with each PDF when
        LibreOffice has gone on to the next. Raises OutsideProgramError where it cannot be started."""
        process = self._begin(files, out)
        watch = _Watch([f"{file.stem}.pdf" for file in files], out, made, self._pace)
        ended = Ended.ITSELF
        try:
            while process.poll() is None and ended is Ended.ITSELF:
                watch.look(whole=False)
                if stop.is_set():
                    ended = Ended.STOPPED
                elif watch.idle_s() > self._pace.limit_s(later=watch.seen > 0, alone=len(files) == 1):
                    ended = Ended.HUNG
                else:
                    _wait(process)
        finally:
            kill_group(process)
            self._guard.release(process.pid)
        if ended is Ended.ITSELF and process.returncode:
            ended = Ended.DIED
        if ended is not Ended.ITSELF:
            self._profile = ""  # what it left half written there is not used again
        if ended is not Ended.STOPPED:
            watch.look(whole=True)
        return ended

    def _begin(self, files: Sequence[Path], out: Path) -> subprocess.Popen[bytes]:
        if not self._profile:
            shutil.rmtree(self._folder / PROFILE_FOLDER, ignore_errors=True)
            self._profile = make_profile(self._folder)
        out.mkdir(parents=True, exist_ok=True)
        command = [
            str(self._soffice), self._profile, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", "pdf", "--outdir", str(out), *map(str, files),
        ]
        try:
            process = start(command, subprocess.DEVNULL)
        except OSError as error:
            raise OutsideProgramError(
                f'LibreOffice "{self._soffice}" tidak dapat dijalankan: {system_reason(error)}', HOW_TO_GET_IT
            ) from error
        self._guard.watch(process.pid)
        return process


class _Watch:
    """The PDFs of a call as they come into the folder `out`; `seen`: how many there are."""

    def __init__(self, names: Sequence[str], out: Path, made: Callable[[Path], None], pace: Pace) -> None:
        self._names, self._out, self._made, self._pace = names, out, made, pace
        self._told: set[str] = set()
        self._since = time.monotonic()
        self.seen = 0

    def look(self, *, whole: bool) -> None:
        """Tell of the PDFs that are done; unless the call is over (`whole`) the last in order may be half written."""
        there = set(os.listdir(self._out))
        found = [name for name in self._names if name in there]
        if len(found) > self.seen:
            self._pace.took(self.idle_s(), later=self.seen > 0)
            self.seen, self._since = len(found), time.monotonic()
        for name in found if whole else found[:-1]:
            if name not in self._told:
                self._told.add(name)
                self._made(self._out / name)

    def idle_s(self) -> float:
        """Seconds since the last PDF came."""
        return time.monotonic() - self._since


def _wait(process: subprocess.Popen[bytes]) -> None:
    """Until the process ends, for as long as one look may take."""
    try:
        process.wait(timeout=_LOOK_S)
    except subprocess.TimeoutExpired:
        return
