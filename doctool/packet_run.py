"""The run of a packet: tasks to the workers, PDFs beside them, files into place; bounded in all that is under way.

One thread does all of it. Workers and LibreOffices are given work while there is room, what they give back is written
by the batch, and a recipient whose pieces are all in place goes on to its next step (cover sheet, one PDF).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import closing, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from doctool.border.pdf import PdfError, count_pages
from doctool.errors import DoctoolError, WriteError
from doctool.fingerprint import digest
from doctool.packet_job import Cause, FileJob, Job, Trouble, Wish
from doctool.packet_journal import Written
from doctool.packet_kept import Kept
from doctool.packet_store import DiskFullError, Failed, PacketStore
from doctool.packets.making import RECIPIENTS_EACH
from doctool.packets.nouns import Borongan, Tugas

if TYPE_CHECKING:
    from doctool.packet_pdf import Converted, PdfLines
    from doctool.packets.making import Maker
    from doctool.packets.nouns import Hasil
    from doctool.worker_pool import Pool

#: Seconds that a written file waits for its batch at most.
_FLUSH_S = 2.0
#: Called with (recipients done, recipients in all, name of the last).
Progress = Callable[[int, int, str], None]
Steps = Callable[[Job], Iterator[Sequence[Wish]]]


class Stopped(Exception):  # noqa: N818 - no error: the run ends early and says why
    """Nothing more can be written."""

    def __init__(self, error: WriteError) -> None:
        super().__init__(error.message)
        self.error = error


class Run:
    """Makes what `jobs` lack. `pdfs` None: LibreOffice is missing, `no_pdf` says so."""

    def __init__(
        self, maker: Maker, store: PacketStore, pool: Pool, pdfs: PdfLines | None, no_pdf: tuple[str, str],
        steps: Callable[[Job], Iterator[Sequence[Wish]]], progress: Progress,
    ) -> None:  # fmt: skip
        self._maker, self._store, self._pool, self._pdfs = maker, store, pool, pdfs
        self._no_pdf, self._steps, self._progress = no_pdf, steps, progress
        self.troubles: list[Trouble] = []
        self.files = 0
        self._by_id: dict[str, str] = {}
        self._wanted: dict[str, list[tuple[Job, Wish]]] = {}
        self._kept = Kept()
        self._pages: dict[str, int] = {}
        self._common: set[str] = set()
        self._last_sha = ("", "")
        self._placing: dict[str, tuple[Job, FileJob]] = {}
        self._flushed = time.monotonic()
        self._extra: deque[Borongan] = deque()
        self._ready: deque[Job] = deque()
        self._done = self._total = 0

    def expect(self, batch: Borongan) -> None:
        """Take over a batch that the workers were given ahead: its documents are kept until somebody wants them."""
        for task in batch.tugas:
            self._by_id[task.id] = task.bahan
            self._common.add(task.bahan)
            self._wanted.setdefault(task.bahan, [])

    def go(self, jobs: Sequence[Job], total: int) -> None:
        """Do all that is to be done. Raises Stopped where nothing more can be written."""
        self._total = total
        with closing(self._kept):
            try:
                self._do(self._feed(jobs))
            except Stopped:
                self._end_whole()
                raise

    def _do(self, feed: Iterator[Borongan] | None) -> None:
        """Hand out work and take what comes back until nothing is left."""
        while True:
            while self._extra and self._pool.room():
                self._pool.submit(self._extra.popleft())
            while feed is not None and self._pool.room():
                batch = next(feed, None)
                if batch is None:
                    feed = None
                else:
                    self._pool.submit(batch)
            self._advance()
            converting = self._pdfs.open if self._pdfs is not None else 0
            if self._pdfs is not None:
                self._pdfs.hurry(feed is None and not self._pool.busy)
            if feed is None and not self._pool.busy and not self._extra and not converting:
                if not self._placing:
                    return
                self._flush()
                continue
            self._collect(converting)
            if self._placing and time.monotonic() - self._flushed > _FLUSH_S:
                self._flush()

    def flush(self) -> None:
        """Put in place what is finished: for a run that is interrupted."""
        if self._placing:
            self._settle(self._store.flush())

    def _collect(self, converting: int) -> None:
        """Take what workers and LibreOffices have done, waiting a moment for the first of them."""
        futures = self._pool.futures
        if futures:
            done, _ = wait(futures, 0.05 if converting else 1.0, FIRST_COMPLETED)
            for one in self._pool.collect(done):
                self._result(one)
            self._pool.check()
        if self._pdfs is not None and converting:
            for made in self._pdfs.take(0.0 if futures else 0.3):
                self._converted(made)

    def _feed(self, jobs: Sequence[Job]) -> Iterator[Borongan]:
        """The tasks for the workers, bundle by bundle; what needs no worker is done on the way."""
        chunk: list[Tugas] = []
        people = 0
        for job in jobs:
            before = len(chunk)
            if any(one.todo for one in job.files):
                chunk += self._begin(job)
            if not job.waiting:
                self._ready.append(job)
            people += len(chunk) > before
            if people == RECIPIENTS_EACH:
                yield self._maker.bundle(chunk)
                chunk, people = [], 0
            self._advance()
        if chunk:
            yield self._maker.bundle(chunk)

    def _begin(self, job: Job) -> list[Tugas]:
        """Have the missing files of a recipient made; the tasks for workers."""
        try:
            made = self._maker.files(job.kiriman, job.nomor)
        except DoctoolError as error:
            self._trouble(job, "", error.message, error.hint or "", "isi")
            return []
        tasks: list[Tugas] = []
        finished: list[tuple[Tugas, bytes]] = []
        for file, one in zip(job.files, made, strict=True):
            if not file.todo:
                continue
            wish = Wish(file, suffix=f".{one.tugas.bentuk}" if one.diubah else "")
            job.waiting += 1
            job.touched = True
            if one.tugas.jenis == "formulir":
                self._common.add(one.tugas.bahan)
            if one.tugas.jenis != "surat" and one.diubah:
                self._common.add(file.bahan)
            under_way = one.tugas.bahan in self._wanted
            self._wanted.setdefault(one.tugas.bahan, []).append((job, wish))
            if not under_way:
                data = one.tugas.data if isinstance(one.tugas.data, bytes) else self._kept.get(one.tugas.bahan)
                if data is None:
                    tasks.append(one.tugas)
                else:
                    finished.append((one.tugas, data))
        for task, data in finished:
            self._made(task.bahan, data, self._sha(task.bahan, data), self._count(task.bahan, data))
        for task in tasks:
            self._by_id[task.id] = task.bahan
        return tasks

    def _sha(self, key: str, data: bytes) -> str:
        """The SHA-256 of a document that many get, reckoned once while it is the last."""
        if self._last_sha[0] != key:
            self._last_sha = (key, digest(data))
        return self._last_sha[1]

    def _count(self, key: str, data: bytes) -> int:
        """The pages of a finished PDF, counted once; 0 for any other document, and for a PDF that cannot be read."""
        if key not in self._pages and data.startswith(b"%PDF-"):
            try:
                self._pages[key] = count_pages(data)
            except PdfError:  # locked or odd: it is handed on as it is
                self._pages[key] = 0
        return self._pages.get(key, 0)

    def _result(self, one: Hasil) -> None:
        key = self._by_id.pop(one.id)
        if one.error:
            for job, wish in self._wanted.pop(key):
                self._lost(job, wish.file, one.error, one.hint, "bug" if one.bug else "isi", one.bug)
        else:
            self._made(key, one.data, one.sha256, one.pages)

    def _made(self, key: str, data: bytes, sha: str, pages: int = 0) -> None:
        """A document is there: as it is for some, to be a PDF for others."""
        wanted = self._wanted.pop(key)
        self._keep(key, data, pages)
        for job, wish in wanted:
            if wish.suffix:
                self._convert(job, wish, data)
            else:
                self._put(job, wish, data, sha, pages)

    def _convert(self, job: Job, wish: Wish, data: bytes) -> None:
        key = wish.file.bahan
        found = self._kept.get(key)
        if found is not None:
            self._put(job, replace(wish, suffix=""), found, self._sha(key, found), self._kept.pages(key))
            return
        if self._pdfs is None:
            self._lost(job, wish.file, *self._no_pdf, "luar")
            return
        waiting = self._wanted.setdefault(key, [])
        waiting.append((job, wish))
        if len(waiting) == 1:
            try:
                self._pdfs.add(key, data, wish.suffix)
            except OSError as error:
                self._converted_badly(key, f"berkas sementara tidak dapat ditulis ({error.strerror})", "periksa disk")

    def _converted(self, made: Converted) -> None:
        if made.error:
            self._converted_badly(made.id, made.error, made.hint)
            return
        sha = digest(made.data)
        wanted = self._wanted.pop(made.id)
        self._keep(made.id, made.data, made.pages)
        for job, wish in wanted:
            self._put(job, wish, made.data, sha, made.pages)

    def _converted_badly(self, key: str, reason: str, hint: str) -> None:
        for job, wish in self._wanted.pop(key):
            self._lost(job, wish.file, reason, hint, "luar")

    def _put(self, job: Job, wish: Wish, data: bytes, sha: str, pages: int = 0) -> None:
        """Have a file put in place, or kept for the step that needs it."""
        file = wish.file
        if not wish.keep:
            job.parts[file.nama] = data
            self._less(job)
            return
        file.written = Written(file.nama, sha, len(data), file.bahan, pages)
        self._placing[file.nama] = (job, file)
        try:
            self._settle(self._store.put(file.written, data), due=False)
        except DiskFullError as error:
            del self._placing[file.nama]
            file.written = None
            raise Stopped(error) from error
        except WriteError as error:
            del self._placing[file.nama]
            self._lost(job, file, error.message, error.hint or "", "tulis")

    def _flush(self) -> None:
        self._settle(self._store.flush())

    def _settle(self, failed: list[Failed], *, due: bool = True) -> None:
        """What was put in place, and what could not be; nothing where the batch was not `due`."""
        if not due and self._store.waiting:
            return
        self._flushed = time.monotonic()
        placed, self._placing = self._placing, {}
        full = next((one.error for one in failed if isinstance(one.error, DiskFullError)), None)
        for one in failed:
            job, file = placed.pop(one.nama)
            self._lost(job, file, one.error.message, one.error.hint or "", "tulis")
        for job, _ in placed.values():
            self.files += 1
            self._less(job)
        if full is not None:
            raise Stopped(full)

    def _less(self, job: Job) -> None:
        job.waiting -= 1
        if job.waiting == 0:
            self._ready.append(job)

    def _lost(self, job: Job, file: FileJob, reason: str, hint: str, cause: Cause, bug: str = "") -> None:
        """A file that a recipient does not get."""
        file.written = None
        self._trouble(job, file.potongan, reason, hint, cause, bug)
        self._less(job)

    def _trouble(self, job: Job, piece: str, reason: str, hint: str, cause: Cause, bug: str = "") -> None:
        person = job.kiriman.penerima
        job.failed = True
        self.troubles.append(Trouble(person.kunci, person.nama, piece, reason, hint, cause, bug))

    def _advance(self) -> None:
        """Take recipients whose files are all there to their next step."""
        while self._ready:
            job = self._ready.popleft()
            try:
                wishes = self._next(job)
            except DoctoolError as error:
                self._trouble(job, "", error.message, error.hint or "", "isi")
                wishes = None
            if wishes is None:
                self._end(job)
            elif not wishes:
                self._ready.append(job)
            else:
                self._grant(job, wishes)

    def _end_whole(self) -> None:
        """End recipients who lacked nothing any more when nothing more could be written."""
        while self._ready:
            job = self._ready.popleft()
            with suppress(DoctoolError):
                if job.whole and self._next(job) is None:
                    self._end(job)

    def _next(self, job: Job) -> Sequence[Wish] | None:
        """The next step of a recipient whose files are all there, None after the last."""
        if job.steps is None:
            job.steps = self._steps(job)
        return next(job.steps, None)

    def _grant(self, job: Job, wishes: Sequence[Wish]) -> None:
        """Have the files of a recipient's next step made."""
        job.waiting += len(wishes)
        job.touched = True
        for wish in wishes:
            if wish.join is not None:
                task = Tugas(wish.file.nama, "gabung", "pdf", wish.file.bahan, wish.join)
                self._by_id[task.id] = task.bahan
                self._wanted.setdefault(task.bahan, []).append((job, wish))
                self._extra.append(Borongan((task,)))
            elif wish.suffix:
                self._convert(job, wish, wish.data)
            else:
                self._put(job, wish, wish.data, digest(wish.data))

    def _end(self, job: Job) -> None:
        job.parts.clear()
        job.steps = None
        job.ended = True
        self._done += job.touched
        if job.touched:
            self._progress(self._done, self._total, job.kiriman.penerima.nama)

    def _keep(self, key: str, data: bytes, pages: int) -> None:
        """Keep a document that others may get as well (letters are each recipient's own)."""
        if key in self._common:
            self._kept.add(key, data, pages)
