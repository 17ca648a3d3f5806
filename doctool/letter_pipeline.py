"""From the data of letters to their files in the output folder, with the number of each from the buku agenda.

One letter that fails does not stop the others: what became of each is a `LetterResult`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.errors import ContentError, DoctoolError
from doctool.fill.markers import SUFFIX
from doctool.findings import Finding, Severity
from doctool.letter_agenda import BOOK, Agenda, AgendaWish
from doctool.letter_origin import origin_of, refuse_other
from doctool.manifest import Manifest
from doctool.pdf_queue import PdfQueue
from doctool.pipeline import NOTES, BuildResult, Progress, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedNaskah
    from doctool.model.surat import Jenis

#: What can be made of a letter.
LETTER_FORMATS = ("docx", "pdf")
#: Where an office keeps its own templates, below the workspace.
TEMPLATES = Path("templates") / "docx"


@dataclass(frozen=True, slots=True)
class LetterOptions:
    """What to make and how. `nomor` None: that of each letter's data, else from the buku agenda; `agenda`: of which
    letters received, for lembar disposisi; `srikandi`: with SRIKANDI's markers for number, date and signer;
    `insert`: a back-dated letter takes a marked insertion; `same`: letters that are nearly those of lost data are these
    (True) or others (False), None: they are refused."""

    formats: frozenset[str]
    out: Path
    today: date
    overwrite: bool = False
    dry_run: bool = False
    nomor: str | None = None
    agenda: AgendaWish | None = None
    srikandi: bool = False
    insert: bool = False
    same: bool | None = None


@dataclass(slots=True)
class LetterResult(BuildResult):
    """What became of one letter: besides what a `BuildResult` says, its kind, its number and where its data stands."""

    jenis: str = ""
    nomor: str = ""
    source: str = ""


@dataclass(slots=True)
class LetterBuild:
    """The results of all letters, and what is to be said of the tables they come from."""

    results: list[LetterResult] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Job:
    """A letter that was read: what becomes of it, its files in the output folder without their suffix, and where
    its data come from (`letter_origin`)."""

    loaded: LoadedNaskah
    result: LetterResult
    stem: Path
    origin: str = BOOK


def build_letters(
    workspace: Workspace, sources: Sequence[tuple[Path, Jenis | None]], options: LetterOptions,
    progress: Progress | None = None, made: Sequence[LoadedNaskah] = (),
) -> LetterBuild:
    """Make the letters in the files `sources`, each with its kind (None: as it says itself), and those `made` from
    other data.

    Files: <out>/surat/<kantor>/<nama>.docx and .pdf, <nama>-srikandi.docx for SRIKANDI. Raises BusyError where another
    run uses the output folder.
    """
    notes = options.out / NOTES
    build = LetterBuild()
    with nullcontext() if options.dry_run else lock.hold(notes / "kunci"):
        manifest = Manifest(options.out, notes / "manifes.jsonl")
        if not options.dry_run:
            atomic.sweep(options.out)
            manifest.compact()
        agenda = Agenda(workspace.root, options.today, options.agenda)
        jobs = read_letters(workspace, sources, build, agenda)
        jobs += [replace(_job(build, one, one.positions.file, agenda), origin=one.positions.file) for one in made]
        _refuse_twins(jobs, options)
        good = [job for job in jobs if not job.result.reason]
        refuse_one_number(jobs, options)
        pdfs = PdfQueue(manifest, dry_run=options.dry_run)
        writer = _Writer(workspace, options, manifest, pdfs)
        ready = [job for job in good if writer.free(job)]
        number(workspace, ready, jobs, options)
        for count, job in enumerate(ready):
            if progress is not None:
                progress(count, len(ready), job.result.address)
            if not job.result.reason:
                writer.write(job)
        if progress is not None:
            progress(len(ready), len(ready), "")
        pdfs.convert()
    return build


def read_letters(
    workspace: Workspace, sources: Sequence[tuple[Path, Jenis | None]], build: LetterBuild, agenda: Agenda
) -> list[Job]:
    """Read and check the letters of `sources`, and the sheets that `agenda` is asked for without data; a result for
    each goes to `build`, a job for what could be read. Raises DoctoolError where such a sheet cannot be made."""
    from doctool.letters.load import load_letters

    jobs: list[Job] = []
    for path, jenis in sources:
        try:
            batch = load_letters(path, jenis, workspace)
        except ContentError as error:
            _failed(build, path.name, str(path), error)
            continue
        build.findings.extend(batch.findings)
        for one in batch.letters:
            if one.loaded is None:
                _failed(build, one.nama, batch.file, one.error)
                continue
            try:
                made = (_job(build, loaded, batch.file, agenda) for loaded in agenda.wanted(one.loaded))
                jobs.extend(replace(job, origin=origin_of(workspace.root, path)) for job in made)
            except DoctoolError as error:
                _failed(build, one.nama, batch.file, error)
    jobs.extend(_job(build, loaded, BOOK, agenda) for loaded in agenda.sheets())
    return jobs


def _failed(build: LetterBuild, name: str, source: str, error: DoctoolError | None) -> None:
    result = LetterResult(name, source=source)
    build.results.append(result)
    if error is not None:
        result.fail(error)


def _job(build: LetterBuild, loaded: LoadedNaskah, source: str, agenda: Agenda) -> Job:
    """A letter that was read, filled from the book and checked; its result says what was found."""
    from doctool.check.naskah import check_letter

    result = LetterResult(f"{loaded.office.kode}/{loaded.nama}", source=source, jenis=loaded.naskah.jenis)
    build.results.append(result)
    found: list[Finding] = []
    try:
        loaded, found = agenda.fill(loaded)
    except DoctoolError as error:
        result.fail(error)
    result.add([*found, *check_letter(loaded)])
    errors = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    if errors and not result.reason:
        first = errors[0]
        more = f" (dan {len(errors) - 1} galat lain)" if len(errors) > 1 else ""
        result.fail(ContentError(f"{first.where}: {first.message}{more}", hint=first.hint))
    return Job(loaded, result, Path("surat") / loaded.office.kode / loaded.nama)


def _refuse_twins(jobs: Sequence[Job], options: LetterOptions) -> None:
    """Two letters never go to one file: the first has it, the others are told."""
    seen: dict[str, Job] = {}
    for job in jobs:
        first = seen.setdefault(job.stem.as_posix().casefold(), job)
        if first is not job and not job.result.reason:
            job.result.fail(ContentError(
                f"nama berkasnya sama dengan {_called(first, job)}",
                hint="ganti nama berkas datanya, atau beri kolom Nama Berkas dalam tabel",
            ))
        job.stem = options.out / (job.stem.with_name(f"{job.stem.name}{SUFFIX}") if options.srikandi else job.stem)


def _called(other: Job, job: Job) -> str:
    """How a letter is told from `job`: by its row in the same table, else by its file."""
    if other.loaded.positions.sheet is not None and other.result.source == job.result.source:
        return f"surat di baris {other.loaded.positions.where(()).line}"
    return f'surat dari "{other.result.source}"'


def refuse_one_number(jobs: Sequence[Job], options: LetterOptions) -> None:
    """DoctoolError where one number is asked for several letters."""
    if options.nomor is not None and len(jobs) > 1:
        raise DoctoolError("--nomor hanya untuk satu surat", "tulis nomor di tiap surat, atau pakai buku agenda")


def number(workspace: Workspace, jobs: Sequence[Job], read: Sequence[Job], options: LetterOptions) -> None:
    """Give each letter of `jobs` its number; one that cannot have it fails. `read`: all that were read in this run.

    SRIKANDI gives its letters theirs.
    """
    if options.srikandi:
        return
    from doctool.letter_numbers import NumberWishes, numbers

    wishes = NumberWishes(options.today, options.dry_run, options.insert, options.nomor, options.same)
    letters = [job.loaded for job in jobs]
    mine = {id(job) for job in jobs}
    given = numbers(workspace.root, letters, wishes, others=[job.loaded for job in read if id(job) not in mine])
    for job, one in zip(jobs, given, strict=True):
        job.result.nomor = one.nomor
        if one.error is not None:
            job.result.fail(one.error)
        if one.finding is not None:
            job.result.add([one.finding])


class _Writer:
    def __init__(self, workspace: Workspace, options: LetterOptions, manifest: Manifest, pdfs: PdfQueue) -> None:
        from doctool.letters.render import Renderer

        self.workspace = workspace
        self.options = options
        self.manifest = manifest
        self.pdfs = pdfs
        self.renderer = Renderer(own_templates(workspace), markers=options.srikandi)

    def _targets(self, job: Job) -> dict[str, Path]:
        made = (name for name in LETTER_FORMATS if name in self.options.formats)
        return {name: _with_suffix(job.stem, name) for name in made}

    def free(self, job: Job) -> bool:
        """Whether the places of a letter's files are free: looked at before it takes a number."""
        try:
            targets = list(self._targets(job).values())
            refuse_changed(self.manifest, targets, job.result, overwrite=self.options.overwrite)
            if not self.options.overwrite:
                places = [_with_suffix(job.stem, name) for name in LETTER_FORMATS]
                refuse_other(self.manifest, self.workspace.root, places, job.origin)
        except DoctoolError as error:
            job.result.fail(error)
        return not job.result.reason

    def write(self, job: Job) -> None:
        """Render one letter and write it; its PDF waits."""
        with job.result.faults():
            self._write(job)

    def _write(self, job: Job) -> None:
        docx = self.renderer.render(job.loaded, nomor=job.result.nomor)
        targets = self._targets(job)
        if not self.options.dry_run:
            for path in targets.values():
                self.manifest.claim(path, job.origin)
        if "docx" in targets:
            if not self.options.dry_run:
                self.manifest.write(targets["docx"], docx)
            job.result.files.append(targets["docx"])
        if "pdf" in targets:
            self.pdfs.add(job.result, docx, targets["pdf"])


def _with_suffix(stem: Path, suffix: str) -> Path:
    """`stem` with `suffix` added; a name may hold dots, so `with_suffix` would not do."""
    return stem.with_name(f"{stem.name}.{suffix}")


def own_templates(workspace: Workspace) -> Path | None:
    """The folder of the office's own templates, None where the workspace has none."""
    folder = workspace.root / TEMPLATES
    return folder if folder.is_dir() else None


def preview(workspace: Workspace, job: Job, nomor: str | None, *, srikandi: bool = False) -> str:
    """The text of a letter as it would be printed, with this number."""
    from doctool.letters.render import render_letter
    from doctool.letters.text import text_of

    templates = own_templates(workspace)
    return text_of(render_letter(job.loaded, nomor=nomor, templates=templates, markers=srikandi))
