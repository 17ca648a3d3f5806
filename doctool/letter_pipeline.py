"""From the data of letters to their files in the output folder, with the number of each from the buku agenda.

One letter that fails does not stop the others: what became of each is a `LetterResult`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.errors import DoctoolError
from doctool.letter_agenda import Agenda
from doctool.letter_jobs import (
    Job,
    LetterBuild,
    LetterOptions,
    LetterResult,
    job_of,
    read_letters,
    refuse_one_number,
    refuse_twins,
)
from doctool.letter_origin import origin_of, refuse_other
from doctool.manifest import Manifest
from doctool.pdf_queue import PdfQueue
from doctool.pipeline import NOTES, Progress, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedNaskah
    from doctool.model.surat import Jenis

#: What can be made of a letter.
LETTER_FORMATS = ("docx", "pdf")
#: Where an office keeps its own templates, below the workspace.
TEMPLATES = Path("templates") / "docx"


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
        jobs += [_made(build, one, workspace, agenda) for one in made]
        refuse_twins(jobs, options)
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


def _made(build: LetterBuild, loaded: LoadedNaskah, workspace: Workspace, agenda: Agenda) -> Job:
    """A letter made from other data: its place stands for the file that it does not have."""
    place = loaded.positions.file
    return replace(job_of(build, loaded, place, agenda), origin=origin_of(workspace.root, Path(place)))


def number(workspace: Workspace, jobs: Sequence[Job], read: Sequence[Job], options: LetterOptions) -> None:
    """Give each letter of `jobs` its number; one that cannot have it fails. `read`: all that were read in this run.

    SRIKANDI gives its letters theirs.
    """
    if options.srikandi:
        return
    from doctool.letter_numbers import NumberWishes, numbers

    wishes = NumberWishes(options.today, options.dry_run, options.insert, options.nomor, options.same)
    letters = [job.loaded for job in jobs]
    given = numbers(workspace.root, letters, wishes, read=[job.loaded for job in read])
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


def preview_letters(
    workspace: Workspace, sources: Sequence[tuple[Path, Jenis | None]], options: LetterOptions, build: LetterBuild
) -> tuple[LetterResult | None, str]:
    """The first letter of `sources` that can be read, and its text as it would be printed; nothing is written.

    All are read and numbered as they would be, so that `build` holds what would become of each.
    """
    from doctool.letters.render import render_letter
    from doctool.letters.text import text_of

    jobs = read_letters(workspace, sources, build, Agenda(workspace.root, options.today, options.agenda))
    refuse_twins(jobs, options)
    refuse_one_number(jobs, options)
    good = [job for job in jobs if not job.result.reason]
    number(workspace, good, jobs, replace(options, dry_run=True))
    if not good:
        return None, ""
    first = good[0]
    nomor = None if options.srikandi else first.result.nomor
    templates = own_templates(workspace)
    docx = render_letter(first.loaded, nomor=nomor, templates=templates, markers=options.srikandi)
    return first.result, text_of(docx)
