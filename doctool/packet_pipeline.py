"""The conductor of a packet: planned, checked, numbered, made, noted. Faults cost what they hit; the rest goes on.

A run that was killed is finished by the next one: what is there as its journal says is not made again, numbers are the
register's and stay. Only this module and what it calls under the lock writes below the output folder.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import lock
from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import read_plain
from doctool.convert.libreoffice import HOW_TO_GET_IT, find_soffice
from doctool.errors import WriteError
from doctool.findings import Finding
from doctool.indonesian import tanggal
from doctool.packet_checking import check
from doctool.packet_close import Closer
from doctool.packet_finish import Finisher
from doctool.packet_given import give_numbers
from doctool.packet_job import Job, PacketBuild, PacketOptions, Trouble
from doctool.packet_outlook import counts, plan
from doctool.packet_places import NOTES, packet_folder, packet_notes
from doctool.packet_producer import older_pdfs
from doctool.packet_run import Progress, Run, Stopped
from doctool.packet_sources import OpenPacket, open_packet
from doctool.packet_store import JOURNAL, PacketStore
from doctool.packet_survey import Survey, only_formats
from doctool.packet_work import work
from doctool.packets.nouns import Gagal
from doctool.worker_pool import Machines, Pool, ThisMachine, ThisProcess, Work, cores

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.packet_pdf import PdfLines

#: The day of a packet's first run, which letters without a day bear; kept, so that a run finished later says the same.
_DAY_FILE = "hari.txt"
_NO_PDF = ("PDF tidak dibuat: LibreOffice tidak ditemukan", HOW_TO_GET_IT)
#: Bundles that are given to the workers before anything is checked: their documents wait in memory, some 10 KB each.
_AHEAD = 25
#: Called with what is being done.
Tell = Callable[[str], None]


def build_packet(
    workspace: Workspace, path: Path, options: PacketOptions, progress: Progress | None = None, tell: Tell | None = None
) -> PacketBuild:
    """Make the packet in the file paket.yaml at `path`.

    Files: <out>/paket/<kantor>/<nama>/. Raises ContentError where nothing of it can be made, BusyError where another
    run uses the output folder, OutsideProgramError where a scheduler does not answer.
    """
    start = time.monotonic()
    progress, tell = progress or (lambda *_: None), tell or (lambda _: None)
    with _pool(path, options) as pool, nullcontext() if options.dry_run else lock.hold(options.out / NOTES / "kunci"):
        build = _Conductor(workspace, path, options, pool, progress, tell).build()
    build.seconds = time.monotonic() - start
    return build


@contextlib.contextmanager
def _pool(path: Path, options: PacketOptions) -> Iterator[Pool]:
    """The workers, begun at once where all is to be made: they start while it is planned, and before the lock is held,
    so that none of them holds it too."""
    with _machines(options) as (machines, do):
        pool = Pool(machines, do)
        try:
            if not options.dry_run and not _begun(path, options):
                pool.warm()
            yield pool
        finally:
            pool.close()


def _begun(path: Path, options: PacketOptions) -> bool:
    """Whether the packet was ever made in the output folder."""
    path = path.absolute()
    return (packet_notes(options.out, path.parents[2].name, path.parent.name) / JOURNAL).exists()


class _Conductor:
    def __init__(
        self, workspace: Workspace, path: Path, options: PacketOptions, pool: Pool, progress: Progress, tell: Tell
    ) -> None:
        self._pool = pool
        self._options, self._progress, self._tell = options, progress, tell
        path = path.absolute()
        kantor, nama = path.parents[2].name, path.parent.name
        folder, notes = packet_folder(options.out, kantor, nama), packet_notes(options.out, kantor, nama)
        if options.resume and not (notes / _DAY_FILE).exists():
            tell(f'paket "{kantor}/{nama}" belum pernah dibuat di "{options.out}", jadi dibuat dari awal')
        self._today = options.today or _kept_day(notes / _DAY_FILE) or options.now
        opened = open_packet(workspace, path, self._today, options.out)
        opened = replace(
            opened, rencana=replace(opened.rencana, kiriman=only_formats(opened.rencana.kiriman, options.formats))
        )
        fresh = not options.dry_run and not _begun(path, options)
        self._ahead = list(islice(opened.maker.ahead(opened.rencana.kiriman), _AHEAD)) if fresh else []
        for batch in self._ahead:
            pool.submit(batch)  # they are made while the rest is checked and numbered
        self._rencana = check(opened, options.out, self._today)
        self._opened: OpenPacket = opened
        self._result = PacketBuild(opened.paket.address, folder, len(self._rencana.kiriman) + len(self._rencana.gagal))
        self._result.troubles += [_refused(one) for one in self._rencana.gagal]
        self._store = PacketStore(options.out, folder, notes, dry_run=options.dry_run)
        self._notes = notes

    def build(self) -> PacketBuild:
        """Number, survey, make and note."""
        result = self._result
        if not self._options.dry_run:
            with contextlib.suppress(OSError):  # without it, letters without a day bear that of the next run
                (self._notes / _DAY_FILE).write_text(self._today.isoformat(), encoding="utf-8", newline="\n")
        given, troubles, found = give_numbers(self._opened, self._rencana.kiriman, self._options, self._today)
        result.troubles += troubles
        result.findings = tuple(sorted({*self._rencana.temuan, *found}, key=Finding.sort_key))
        survey = Survey(self._opened, self._store, self._options)
        out = {one.kunci for one in troubles}
        found_jobs = (
            survey.job(one, given.get(one.penerima.kunci, {}))
            for one in self._rencana.kiriman if one.penerima.kunci not in out
        )
        jobs = [one for one in found_jobs if one is not None]
        if self._options.dry_run:
            result.troubles += survey.troubles
            self._foresee(survey, jobs)
        else:
            self._make(survey, jobs)
        return result

    def _foresee(self, survey: Survey, jobs: Sequence[Job]) -> None:
        """What a run would make."""
        planned = plan(jobs, self._finisher(survey), survey.plan)
        self._result.troubles += [survey.left(job, file) for job, file in planned.left]
        good = [one for one in jobs if one.whole]
        if planned.files or good:
            self._closer(good, survey.revision).outlook(planned, pdf=self._pdf and find_soffice() is not None)
        self._result.planned = planned
        self._result.plan = [(self._result.folder / name, state) for name, state in planned.files.items()]

    def _finisher(self, survey: Survey) -> Finisher:
        return Finisher(
            self._opened, self._store, survey, revision=survey.revision, count=self._result.recipients, day=self._day,
            pdf=self._pdf,
        )  # fmt: skip

    def _closer(self, good: Sequence[Job], revision: str) -> Closer:
        return Closer(
            self._opened, self._store, good, revision=revision, day=self._day, overwrite=self._options.overwrite,
            redo_pdf=self._options.redo_pdf,
        )  # fmt: skip

    @property
    def _pdf(self) -> bool:
        """Whether PDFs are wanted."""
        return self._options.formats is None or "pdf" in self._options.formats

    @property
    def _day(self) -> str:
        """The day of the packet, as its office prints days."""
        own, pattern = self._opened.paket.paket.tanggal, self._opened.paket.office.kantor.gaya.tanggal
        day = self._today
        return own.cetak(pattern) if own is not None else tanggal(day.year, day.month, day.day, pattern)

    def _make(self, survey: Survey, jobs: Sequence[Job]) -> None:
        result = self._result
        finisher = self._finisher(survey)
        expected = counts(jobs, finisher, result.recipients)
        self._tell(expected.line())
        soffice = find_soffice() if self._pdf else None
        older = older_pdfs(jobs, self._store.folder, soffice) if soffice is not None else ""
        if older:
            self._tell(older)
        with _pdf_lines(soffice) as pdfs:
            run = Run(
                self._opened.maker, self._store, self._pool, pdfs, _NO_PDF, finisher.steps, self._progress
            )  # fmt: skip
            for batch in self._ahead:
                run.expect(batch)
            try:
                run.go(jobs, expected.touched)
            except Stopped as error:
                result.stopped = error.error.message
                self._note_stop(jobs, error.error)
            except KeyboardInterrupt:
                with contextlib.suppress(Stopped):
                    run.flush()
                raise
            result.files = run.files
            result.troubles += [*survey.troubles, *run.troubles]
            self._close(jobs, survey.revision, pdfs)

    def _note_stop(self, jobs: Sequence[Job], error: WriteError) -> None:
        for one in jobs:
            if not one.failed and not (one.ended and one.whole):
                one.failed = True
                person = one.kiriman.penerima
                self._result.troubles.append(
                    Trouble(person.kunci, person.nama, "", f"belum dibuat: {error.message}", error.hint or "", "tulis")
                )

    def _close(self, jobs: Sequence[Job], revision: str, pdfs: PdfLines | None) -> None:
        """Note what was made; a note that cannot be written costs no packet."""
        result = self._result
        good = [one for one in jobs if one.whole]
        result.made = sum(one.touched for one in good)
        result.kept = len(good) - result.made
        result.results = [
            (one.kunci, one.kiriman.penerima.nama, one.kiriman.penerima.folder, _number(one), _state(one))
            for one in jobs
        ]
        closer = self._closer(good, revision)
        try:
            closer.close(pdfs, result.troubles, tidy=not result.troubles)
        except WriteError as error:
            result.troubles.append(Trouble("", "", "", error.message, error.hint or "", "tulis"))
        result.troubles += closer.troubles
        result.findings += closer.findings
        result.listed = closer.listed


@contextlib.contextmanager
def _machines(options: PacketOptions) -> Iterator[tuple[Machines, Work]]:
    """Where the work is done, and what is done there."""
    if not options.scheduler:
        count = options.workers or cores()
        yield ThisMachine(count) if count > 1 else ThisProcess(), work
        return
    from doctool.packet_dask import Cluster, OneAtATime

    cluster = Cluster(options.scheduler)
    try:
        yield cluster, OneAtATime(work)
    finally:
        cluster.end()


@contextlib.contextmanager
def _pdf_lines(soffice: Path | None) -> Iterator[PdfLines | None]:
    """LibreOffices for PDFs, None where none are wanted or there is no LibreOffice."""
    if soffice is None:
        yield None
        return
    from doctool.packet_pdf import PdfLines

    lines = PdfLines(soffice, cores())
    try:
        yield lines
    finally:
        lines.close()


def _kept_day(file: Path) -> date | None:
    try:
        return date.fromisoformat(read_plain(file, TEXT_BYTES).decode("utf-8").strip())
    except (OSError, ValueError):
        return None


def _refused(one: Gagal) -> Trouble:
    hint = next((finding.hint for finding in one.findings if finding.hint), "")
    return Trouble(one.kunci, one.nama or str(one.where), "", one.alasan, hint)


def _number(job: Job) -> str:
    return next((file.nomor for file in job.files if file.nomor), "")


def _state(job: Job) -> str:
    if job.whole:
        return "jadi" if job.touched else "tetap"
    return "sebagian" if any(one.written is not None for one in job.files) else "gagal"
