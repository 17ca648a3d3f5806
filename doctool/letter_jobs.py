"""The letters of a run as they are read: what is asked for, which letters there are, what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.errors import ContentError, DoctoolError
from doctool.fill.markers import SUFFIX
from doctool.findings import Finding, Severity
from doctool.letter_agenda import BOOK, Agenda, AgendaWish
from doctool.letter_origin import origin_of
from doctool.pipeline import BuildResult

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedNaskah
    from doctool.model.surat import Jenis


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
                made = (job_of(build, loaded, batch.file, agenda) for loaded in agenda.wanted(one.loaded))
                jobs.extend(replace(job, origin=origin_of(workspace.root, path)) for job in made)
            except DoctoolError as error:
                _failed(build, one.nama, batch.file, error)
    jobs.extend(job_of(build, loaded, BOOK, agenda) for loaded in agenda.sheets())
    return jobs


def _failed(build: LetterBuild, name: str, source: str, error: DoctoolError | None) -> None:
    result = LetterResult(name, source=source)
    build.results.append(result)
    if error is not None:
        result.fail(error)


def job_of(build: LetterBuild, loaded: LoadedNaskah, source: str, agenda: Agenda) -> Job:
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


def refuse_twins(jobs: Sequence[Job], options: LetterOptions) -> None:
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
