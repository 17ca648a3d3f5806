"""The PDFs of a run: one LibreOffice for each core, with lists of files, while other documents are still being made.

The file that makes LibreOffice hang or die is found and tried again alone; the others go on without it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from doctool.border.limits import MADE_BYTES
from doctool.border.pdf import count_pages
from doctool.border.plain_file import read_plain
from doctool.convert.guard import Guard
from doctool.convert.libreoffice import HANGS_BEFORE_GIVING_UP, HOW_TO_GET_IT, is_whole, refusal
from doctool.convert.line import FILES_PER_CALL, FIRST_LIMIT_S, NEXT_LIMIT_S, Ended, OfficeLine, Pace
from doctool.convert.steady import steady
from doctool.errors import BUG, BUG_HINT, DoctoolError, system_reason

#: How often a file that makes LibreOffice die is tried alone; one that makes it hang only once.
_TRIES_ALONE = 2
#: Seconds without another document after which a list that is not full goes on its way.
_GATHER_S = 0.1
#: What is done about a piece that is not even tried.
_MEND = "buka berkasnya lalu simpan ulang, atau tulis gabung: tidak pada potongan itu"
_GIVEN_UP = "LibreOffice tidak menjawab pada berkas-berkas sebelumnya, jadi tidak dicoba lagi"


@dataclass(frozen=True, slots=True)
class Converted:
    """What became of a document: its PDF with the number of pages, or the `error` and what to do (`hint`)."""

    id: str
    data: bytes = b""
    pages: int = 0
    error: str = ""
    hint: str = ""


@dataclass(slots=True)
class _File:
    id: str
    path: Path
    tries: int = 0


class PdfLines:
    """LibreOffices that work side by side, `lines` of them, each in a thread of its own; one more tries suspects alone,
    so that the others need not wait for what hangs.

    `limits_s`: seconds for a file alone, and for any other one at most.
    """

    def __init__(
        self, soffice: Path, lines: int, *, limits_s: tuple[float, float] = (FIRST_LIMIT_S, NEXT_LIMIT_S)
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="doctool-"))
        self._guard = Guard()
        self._guard.folder(self._folder)
        self._change = threading.Condition()
        self._ready: deque[_File] = deque()
        self._alone: deque[_File] = deque()
        self._done: deque[Converted] = deque()
        self._stop = threading.Event()
        self._hurry = self._started = self._worked = False
        self._count = self._empty = self._open = 0
        self._idle = 0
        self._added = 0.0
        pace, spare = Pace(limits_s), max(1, lines)
        self._threads = [
            threading.Thread(
                target=self._work, args=(soffice, number, pace, number == spare), name=f"pdf-{number}", daemon=True
            )
            for number in range(spare + 1)
        ]

    @property
    def open(self) -> int:
        """How many documents were added and not taken."""
        return self._open

    def add(self, id_: str, data: bytes, suffix: str) -> None:
        """Have the PDF of a document made; `suffix` with its dot. Raises OSError where it cannot be put aside."""
        with self._change:
            self._count += 1
            path = self._folder / f"{self._count:07}{suffix}"
        path.write_bytes(data)
        reason = refusal(path)
        with self._change:
            self._open += 1
            self._added = time.monotonic()
            if reason:
                self._done.append(Converted(id_, error=f"PDF tidak dibuat: {reason}", hint=_MEND))
            else:
                self._ready.append(_File(id_, path))
            self._change.notify_all()
            if not self._started:
                self._started = True
                for thread in self._threads:
                    thread.start()

    def hurry(self, wanted: bool) -> None:
        """Whether nothing more will be added soon, so that lists need not be full."""
        with self._change:
            if self._hurry != wanted:
                self._hurry = wanted
                self._change.notify_all()

    def take(self, wait_s: float = 0.0) -> list[Converted]:
        """What is done, waiting for the first at most so long."""
        with self._change:
            if not self._done and wait_s and self._open:
                self._change.wait_for(lambda: bool(self._done), wait_s)
            done = list(self._done)
            self._done.clear()
            self._open -= len(done)
        return done

    def close(self) -> None:
        """Kill what still runs and remove the temporary files."""
        with self._change:
            self._stop.set()
            self._change.notify_all()
        for thread in self._threads if self._started else ():
            thread.join()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._guard.end()

    def _work(self, soffice: Path, number: int, pace: Pace, spare: bool) -> None:
        place = self._folder / f"jalur-{number}"
        place.mkdir()
        line = OfficeLine(soffice, place, self._guard, pace)
        calls = 0
        while True:
            batch = self._next(spare=spare)
            if not batch:
                return
            calls += 1
            try:
                self._call(line, batch, place / str(calls))
            except Exception as error:  # nobody else would hear of it, and the run would wait for ever
                self._fail([one for one in batch if one.path.exists()], *_reason(error))

    def _next(self, *, spare: bool) -> list[_File]:
        """The files of the next call, () when the run is over: this line's share of what waits (not for the `spare`
        one), or a suspect alone."""
        with self._change:
            self._idle += not spare
            try:
                while not self._stop.is_set():
                    if self._empty >= HANGS_BEFORE_GIVING_UP:
                        self._give_up()
                    share = 0 if spare else self._share()
                    if share:
                        return [self._ready.popleft() for _ in range(share)]
                    if self._alone and (spare or not self._ready):
                        return [self._alone.popleft()]
                    self._change.wait(_GATHER_S if self._hurry and self._ready and not spare else None)
            finally:
                self._idle -= not spare
        return []

    def _share(self) -> int:
        """How many of the waiting files a line takes, 0 while more are to be gathered."""
        quiet = time.monotonic() - self._added
        if len(self._ready) >= FILES_PER_CALL or (self._hurry and self._ready and quiet > _GATHER_S):
            return min(FILES_PER_CALL, -(-len(self._ready) // self._idle))
        return 0

    def _call(self, line: OfficeLine, batch: Sequence[_File], out: Path) -> None:
        by_name = {one.path.with_suffix(".pdf").name: one for one in batch}
        whole: set[str] = set()

        def made(pdf: Path) -> None:
            if is_whole(pdf):
                data = steady(read_plain(pdf, MADE_BYTES))
                whole.add(pdf.name)
                by_name[pdf.name].path.unlink()
                self._tell([Converted(by_name[pdf.name].id, data, count_pages(data))])
                pdf.unlink()

        start = time.monotonic()
        out.mkdir()
        ended = line.convert([one.path for one in batch], out, made, self._stop)
        if ended is Ended.STOPPED:
            return
        torn = {name for name in os.listdir(out) if name in by_name}
        shutil.rmtree(out, ignore_errors=True)
        missing = [(at, one) for at, (name, one) in enumerate(by_name.items()) if name not in whole]
        with self._change:
            self._worked |= bool(whole)
            if whole or (ended is Ended.ITSELF and len(batch) == 1):
                self._empty = 0
            elif len(batch) > 1 or not self._worked:  # where LibreOffice works, a suspect says nothing about it
                self._empty += 1
        if len(batch) == 1:
            self._judge_alone(missing, ended, torn=bool(torn), seconds=time.monotonic() - start)
            return
        reached = max((at for at, name in enumerate(by_name) if name in whole or name in torn), default=-1)
        suspects = [one for at, one in missing if at <= reached]
        later = [one for at, one in missing if at > reached]
        if not suspects or ended is Ended.ITSELF:
            # LibreOffice went on to the end without a word, or stopped at the first that has no PDF.
            suspects, later = [*suspects, *later[: None if ended is Ended.ITSELF else 1]], (
                [] if ended is Ended.ITSELF else later[1:]
            )
        with self._change:
            self._alone.extend(suspects)
            self._ready.extendleft(reversed(later))
            self._change.notify_all()

    def _judge_alone(self, missing: list[tuple[int, _File]], ended: Ended, *, torn: bool, seconds: float) -> None:
        for _, one in missing:
            one.tries += 1
            if ended is Ended.HUNG:
                reason = f"LibreOffice tidak selesai dalam {seconds:.0f} detik dan dihentikan"
            elif one.tries < _TRIES_ALONE:
                with self._change:
                    self._alone.append(one)
                    self._change.notify_all()
                continue
            elif torn:
                reason = "LibreOffice menulis PDF yang rusak"
            elif ended is Ended.DIED:
                reason = "LibreOffice berhenti karena berkas ini"
            else:
                reason = "LibreOffice tidak menghasilkan PDF; berkas mungkin rusak atau berkata sandi"
            self._fail([one], reason, "buka berkas itu di Word atau LibreOffice dan simpan ulang, lalu --lanjutkan")

    def _give_up(self) -> None:
        """LibreOffice itself is broken: whatever waits fails."""
        waiting = [*self._alone, *self._ready]
        self._alone.clear()
        self._ready.clear()
        self._done.extend(
            Converted(one.id, error=f"PDF tidak dibuat: {_GIVEN_UP}", hint=HOW_TO_GET_IT) for one in waiting
        )
        self._change.notify_all()

    def _fail(self, batch: Sequence[_File], reason: str, hint: str) -> None:
        self._tell([Converted(one.id, error=f"PDF tidak dibuat: {reason}", hint=hint) for one in batch])

    def _tell(self, found: Sequence[Converted]) -> None:
        with self._change:
            self._done.extend(found)
            self._change.notify_all()


def _reason(error: Exception) -> tuple[str, str]:
    """Why a call could not even be made, and what to do."""
    if isinstance(error, DoctoolError):
        return error.message, error.hint or ""
    if isinstance(error, OSError):  # the temporary folder is full or gone
        return f"berkas sementara tidak dapat ditulis: {system_reason(error)}", "periksa ruang disk"
    return f"{BUG} ({type(error).__name__}: {error})", BUG_HINT
