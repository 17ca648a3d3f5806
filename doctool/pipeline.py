"""The stages in order: an SOP of the catalogue becomes its files in the output folder.

One SOP that fails does not stop the others: what became of each is a `BuildResult`. Only this module (and
what it calls under the lock) writes below the output folder.
"""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.errors import BUG, BUG_HINT, ContentError, DoctoolError, OutsideProgramError, machine_error
from doctool.findings import Finding, Severity
from doctool.manifest import Manifest, State
from doctool.pdf_queue import PdfQueue

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.catalog.related import Register
    from doctool.loaded import LoadedSop

#: What can be made of an SOP.
FORMATS = ("docx", "xlsx", "pdf", "svg", "html")

#: Where doctool keeps its own notes below the output folder.
NOTES = ".doctool"

#: Called with (SOPs done, SOPs in all, address of the one at hand).
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to make and how: `overwrite` also replaces what a person changed; `dry_run` writes nothing."""

    formats: frozenset[str]
    out: Path
    overwrite: bool = False
    dry_run: bool = False
    today: date | None = None


@dataclass(slots=True)
class BuildResult:
    """What became of one SOP.

    `files` are the files made (or, in a dry run, that would be), `states` what stood there before; `old` are
    files of an earlier run that a failure left as they were, so that they look current and are not. `reason`
    is empty unless the SOP failed, wholly or for one format; `content` says that its data is why, `outside`
    that LibreOffice is missing or failed, `bug` that doctool itself is.
    """

    address: str
    files: list[Path] = field(default_factory=list)
    states: dict[Path, State] = field(default_factory=dict)
    old: tuple[Path, ...] = ()
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    hint: str = ""
    content: bool = False
    outside: bool = False
    bug: Exception | None = None

    def count(self, severity: Severity) -> int:
        """How many findings of `severity` the SOP has."""
        return sum(one.severity is severity for one in self.findings)

    def fail(self, error: DoctoolError) -> None:
        """Note why the SOP failed."""
        self.reason, self.hint = error.message, error.hint or ""
        self.outside = isinstance(error, OutsideProgramError)
        if isinstance(error, ContentError):
            self.content = True
            self.add(error.findings)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """What goes wrong inside is noted and costs this one only, not the others; a bug is called one."""
        try:
            yield
        except DoctoolError as error:
            self.fail(error)
        except OSError as error:
            self.fail(machine_error(error))
        except Exception as error:  # kept for --debug
            self.bug = error
            self.reason = f"{BUG} ({type(error).__name__}: {error})"
            self.hint = BUG_HINT

    def add(self, findings: Iterable[Finding]) -> None:
        """Note findings that are not noted yet; the layout names no basis of what the check has found as well."""
        known = {(one.where, one.code, one.message) for one in self.findings}
        self.findings += tuple(one for one in findings if (one.where, one.code, one.message) not in known)


def build_sops(
    workspace: Workspace, entries: Sequence[Entry], options: BuildOptions, progress: Progress | None = None
) -> list[BuildResult]:
    """Build `entries` in order; one result for each.

    Files: <out>/sop/<kantor>/<slug>.docx, .xlsx, .pdf, .html and <slug>.hal-<page>.svg. Raises BusyError
    where another run uses the output folder.
    """
    from doctool.catalog.related import Register

    notes = options.out / NOTES
    with nullcontext() if options.dry_run else lock.hold(notes / "kunci"):
        manifest = Manifest(options.out, notes / "manifes.jsonl")
        if not options.dry_run:
            atomic.sweep(options.out)
            manifest.compact()
        results = [BuildResult(entry.address) for entry in entries]
        loaded = _load_all(workspace, entries, results)
        _check_all(loaded, results, whole=len(entries) == len(workspace.entries()), today=options.today)
        register = Register(workspace, [sop for sop in loaded if sop is not None])
        pdfs = PdfQueue(manifest, dry_run=options.dry_run, clock=False)
        builder = _Builder(options, manifest, register, pdfs)
        for number, (entry, sop, result) in enumerate(zip(entries, loaded, results, strict=True)):
            if progress is not None:
                progress(number, len(results), result.address)
            if sop is not None:
                builder.build(entry, sop, result)
        if progress is not None and pdfs.waiting:
            progress(len(results), len(results), "PDF")
        pdfs.convert()
        for entry, result in zip(entries, results, strict=True):
            if result.reason:
                result.old = tuple(one for one in made_of(stem_of(options.out, entry)) if one not in result.files)
        return results


def _load_all(
    workspace: Workspace, entries: Sequence[Entry], results: Sequence[BuildResult]
) -> list[LoadedSop | None]:
    """Each SOP, None where it cannot be read, which its result then says."""
    loaded: list[LoadedSop | None] = []
    for entry, result in zip(entries, results, strict=True):
        try:
            loaded.append(workspace.load(entry))
        except DoctoolError as error:
            result.fail(error)
            loaded.append(None)
    return loaded


def _check_all(
    loaded: Sequence[LoadedSop | None], results: Sequence[BuildResult], *, whole: bool, today: date | None
) -> None:
    """The findings of each SOP; with the rules between SOPs only where the `whole` catalogue is at hand."""
    from doctool.check.run import check_catalog, check_sop

    by_file: dict[str, list[Finding]] = {}
    if whole:
        for finding in check_catalog([sop for sop in loaded if sop is not None], today=today):
            by_file.setdefault(finding.where.file, []).append(finding)
    for sop, result in zip(loaded, results, strict=True):
        if sop is not None:
            found = by_file.get(sop.positions.file, []) if whole else check_sop(sop, today=today)
            result.findings = tuple(found)


class _Builder:
    def __init__(self, options: BuildOptions, manifest: Manifest, register: Register, pdfs: PdfQueue) -> None:
        self.options = options
        self.manifest = manifest
        self.register = register
        self.pdfs = pdfs

    def build(self, entry: Entry, loaded: LoadedSop, result: BuildResult) -> None:
        """Lay out and write one SOP; its PDF waits for `convert`."""
        with result.faults():
            _refuse_errors(loaded, result)
            self._write(entry, loaded, result)

    def _write(self, entry: Entry, loaded: LoadedSop, result: BuildResult) -> None:
        from doctool.check.run import by_house_rules
        from doctool.layout.advice import drawing_findings, sheet_findings
        from doctool.layout.engine import lay_out
        from doctool.sop_products import html_links, products

        formats = self.options.formats
        result.add(by_house_rules(loaded.office, sheet_findings(loaded)))
        drawing = lay_out(loaded)
        result.add(by_house_rules(loaded.office, drawing_findings(loaded, drawing)))
        _refuse_errors(loaded, result)
        result.pages = len(drawing.pages)
        stem = stem_of(self.options.out, entry)
        wanted = formats | ({"docx"} if "pdf" in formats else set())
        made = products(drawing, entry.slug, wanted, html_links(loaded, self.register))
        docx = made.get(_beside(stem, ".docx").name, b"")
        files = {
            stem.with_name(name): data for name, data in made.items() if "docx" in formats or not name.endswith(".docx")
        }
        stale = [path for path in svg_pages(stem) if path not in files] if "svg" in formats else []
        pdf = _beside(stem, ".pdf") if "pdf" in formats else None
        refuse_changed(
            self.manifest, [*files, *stale, *([pdf] if pdf else [])], result, overwrite=self.options.overwrite
        )
        if not self.options.dry_run:
            for path, data in files.items():
                self.manifest.write(path, data)
                result.files.append(path)
            for path in stale:
                atomic.remove(path, root=self.options.out)
        else:
            result.files.extend(files)
        if pdf is not None:
            self.pdfs.add(result, docx, pdf, result.pages)


def refuse_changed(manifest: Manifest, paths: Sequence[Path], result: BuildResult, *, overwrite: bool) -> None:
    """Look at what stands in the places of `paths`; before any of them is written.

    Raises DoctoolError where a person made or changed one, unless the user wishes to `overwrite`.
    """
    result.states = {path: manifest.state(path) for path in paths}
    changed = [path for path, state in result.states.items() if state is State.CHANGED]
    if changed and not overwrite:
        names = ", ".join(f'"{path}"' for path in changed)
        raise DoctoolError(
            f"tidak ditimpa karena diubah atau dibuat orang sejak dibuat doctool: {names}",
            "simpan dahulu di tempat lain bila masih perlu, lalu ulangi dengan --timpa",
        )


def _refuse_errors(loaded: LoadedSop, result: BuildResult) -> None:
    """ContentError where an SOP that is disahkan has errors."""
    errors = result.count(Severity.ERROR)
    if loaded.sop.status == "disahkan" and errors:
        raise ContentError(
            f"berstatus disahkan tetapi masih ada {errors} galat, jadi tidak dibuat",
            hint="perbaiki galatnya (doctool periksa --tata-letak), atau ubah statusnya menjadi draft",
        )


def stem_of(out: Path, entry: Entry) -> Path:
    """The files of an SOP in the output folder, without what tells them apart at the end."""
    return out / "sop" / entry.kantor / entry.slug


def _beside(stem: Path, ending: str) -> Path:
    """`stem` with `ending` added; a slug may hold dots, so `with_suffix` would not do."""
    return stem.with_name(stem.name + ending)


def made_of(stem: Path) -> list[Path]:
    """The files of an SOP, of any format, that stand in the output folder."""
    single = [_beside(stem, f".{name}") for name in FORMATS if name != "svg"]
    return [path for path in (*single, *svg_pages(stem)) if path.is_file()]


def svg_pages(stem: Path) -> list[Path]:
    """The SVG pages of an SOP that stand in the output folder."""
    found = stem.parent.glob(f"{glob.escape(stem.name)}.hal-*.svg")
    return sorted(path for path in found if path.name[len(stem.name) + len(".hal-") : -len(".svg")].isdigit())
