"""The stages in order: an SOP of the catalogue becomes its files in the output folder.

One SOP that fails does not stop the others: what became of each is a `BuildResult`. Only this module (and
what it calls under the lock) writes below the output folder.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.collector import nothing_to_collect, passed_over
from doctool.errors import BUG, BUG_HINT, ContentError, DoctoolError, OutsideProgramError, machine_error
from doctool.findings import Finding, Severity
from doctool.manifest import Manifest, State
from doctool.pdf_queue import PdfQueue

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.loaded import LoadedSop
    from doctool.sop_draw import Drawn
    from doctool.sop_notes import Notes
    from doctool.sop_reader import Known

#: What can be made of an SOP.
FORMATS = ("docx", "xlsx", "pdf", "svg", "html")

#: Where doctool keeps its own notes below the output folder.
NOTES = ".doctool"

#: Among them, what SOPs and their files were made of.
NOTES_FILE = "sop.catatan"

_SVG_PAGE = re.compile(r"(.+)\.hal-\d+\.svg", re.DOTALL)

#: Called with (SOPs done, SOPs in all, address of the one at hand).
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What to make and how: `overwrite` also replaces what a person changed; `dry_run` writes nothing; `anew` makes
    again what is as it would be made; `workers` processes draw, 0: as many as it is worth."""

    formats: frozenset[str]
    out: Path
    overwrite: bool = False
    dry_run: bool = False
    today: date | None = None
    anew: bool = False
    workers: int = 0


@dataclass(slots=True)
class BuildResult:
    """What became of one SOP.

    `files` are the files made (or, in a dry run, that would be), `states` what stood there before; `current` says that
    they stood there already as they would be made, and nothing was done; `old` are
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
    current: bool = False

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
        findings = tuple(findings)
        if not findings:
            return
        known = {(one.where, one.code, one.message) for one in self.findings}
        self.findings += tuple(one for one in findings if (one.where, one.code, one.message) not in known)


def build_sops(
    workspace: Workspace, entries: Sequence[Entry], options: BuildOptions, progress: Progress | None = None,
    notes: Notes | None = None,
) -> list[BuildResult]:
    """Build `entries`; one result for each, in order. What is as it would be made again is left as it is.

    Files: <out>/sop/<kantor>/<slug>.docx, .xlsx, .pdf, .html and <slug>.hal-<page>.svg. `notes` are those of a build
    before by this process, which then tidies nothing up. Raises BusyError where another run uses the output folder.
    """
    from doctool.sop_notes import Notes

    folder = options.out / NOTES
    with nullcontext() if options.dry_run else lock.hold(folder / "kunci"):
        with nothing_to_collect():
            manifest = Manifest(options.out, folder / "manifes.jsonl")
            if notes is None:
                notes = Notes(options.out, folder / NOTES_FILE, dry_run=options.dry_run)
                if not options.dry_run:
                    atomic.sweep(options.out)
                    manifest.compact()
                    notes.compact(one.address for one in workspace.entries())
            items = [_Item(one, BuildResult(one.address)) for one in entries]
            build = _Build(workspace, items, options, manifest, notes)
            build.read()
            build.check()
        with passed_over():
            build.draw(progress)
            build.convert(progress)
        for item in build.items:
            if item.result.reason:
                stem = stem_of(options.out, item.entry)
                item.result.old = tuple(one for one in made_of(stem) if one not in item.result.files)
        return [item.result for item in build.items]


@dataclass(slots=True)
class _Item:
    """An SOP on its way: as read (None where it cannot be), and the links of its HTML."""

    entry: Entry
    result: BuildResult
    known: Known | None = None
    links: dict[str, str] = field(default_factory=dict)
    drawn: Drawn | None = None


class _Build:
    def __init__(
        self, workspace: Workspace, items: list[_Item], options: BuildOptions, manifest: Manifest, notes: Notes
    ) -> None:
        from doctool.sop_current import Sheets
        from doctool.sop_reader import Reader

        self.workspace, self.items, self.options, self.manifest = workspace, items, options, manifest
        self.reader, self.sheets = Reader(workspace, notes), Sheets(notes)
        self.pdfs = PdfQueue(manifest, dry_run=options.dry_run, clock=False)
        self.pages: dict[Path, dict[str, list[str]]] = {}

    def read(self) -> None:
        """Read each SOP; a result says where it cannot be read."""
        for item in self.items:
            try:
                item.known = self.reader.read(item.entry)
            except DoctoolError as error:
                item.result.fail(error)

    def check(self) -> None:
        """The findings of each SOP; with the rules between SOPs only where the whole catalogue is at hand."""
        from doctool.check.run import check_catalog

        known = [item.known for item in self.items if item.known is not None]
        whole = len(self.items) == len(self.workspace.entries())
        by_file: dict[str, list[Finding]] = {}
        lasting = {one.loaded.address: one.lasting for one in known}
        sops = [one.loaded for one in known]
        for finding in check_catalog(sops, today=self.options.today, between=whole, lasting=lasting):
            by_file.setdefault(finding.where.file, []).append(finding)
        for item in self.items:
            if item.known is not None:
                item.result.findings = tuple(by_file.get(item.known.loaded.positions.file, ()))

    def draw(self, progress: Progress | None) -> None:
        """Lay out and write what is not as it would be made; PDFs wait for `convert`."""
        from doctool.sop_draw import DrawJob, draw_all, workers_for

        self._link()
        wanted = self.options.formats | ({"docx"} if "pdf" in self.options.formats else set())
        todo: list[tuple[_Item, Known, DrawJob]] = []
        for item in self.items:
            if item.known is not None:
                with item.result.faults():
                    if not self._current(item, item.known):
                        item.known = known = self.reader.whole(item.entry, item.known)
                        todo.append((item, known, DrawJob(known.loaded, frozenset(wanted), item.links)))
        done = len(self.items) - len(todo)
        workers = workers_for(len(todo), self.options.workers)
        if progress is not None and todo:
            progress(done, len(self.items), todo[0][0].entry.address)
        for number, drawn in draw_all([job for _, _, job in todo], workers):
            (item, known, _), done = todo[number], done + 1
            with item.result.faults():
                self._take(item, known, drawn)
            if progress is not None:
                progress(done, len(self.items), item.entry.address)

    def _link(self) -> None:
        """The links of each HTML."""
        from doctool.catalog.related import Register
        from doctool.sop_products import html_links

        read = [item.known.loaded for item in self.items if item.known is not None]
        if "html" not in self.options.formats or not any(one.sop.keterkaitan for one in read):
            return
        register = Register(self.workspace, self.reader.all_known(read), all_known=True)
        for item in self.items:
            if item.known is not None:
                with item.result.faults():
                    item.links = html_links(item.known.loaded, register)

    def _current(self, item: _Item, known: Known) -> bool:
        """Whether nothing is to be done, which the result then says. Raises ContentError where nothing may be made."""
        result, stem = item.result, stem_of(self.options.out, item.entry)
        _refuse_errors(known.loaded, result)
        if self.options.anew or self.options.overwrite:
            return False
        files = self.sheets.current(item.entry, known, self.options.formats, item.links, stem.parent)
        if files is None or ("svg" in self.options.formats and self._has_others(stem, files)):
            return False
        result.pages, told = self.sheets.told(item.entry, known)
        result.add(told)
        _refuse_errors(known.loaded, result)
        result.current, result.files = True, list(files)
        result.states = dict.fromkeys(files, State.SAME)
        return True

    def _has_others(self, stem: Path, files: Sequence[Path]) -> bool:
        """Whether an SOP has more SVG pages than `files`; each folder is looked at once."""
        if stem.parent not in self.pages:
            self.pages[stem.parent] = svg_names(stem.parent)
        names = {one.name for one in files}
        return not names.issuperset(self.pages[stem.parent].get(stem.name, ()))

    def _take(self, item: _Item, known: Known, drawn: Drawn) -> None:
        """Write what was drawn of an SOP."""
        result, options, item.drawn = item.result, self.options, drawn
        result.add(drawn.findings)
        if drawn.fault is not None:
            raise drawn.fault
        _refuse_errors(known.loaded, result)
        result.pages = drawn.pages
        stem = stem_of(options.out, item.entry)
        docx = drawn.files.get(_beside(stem, ".docx").name, b"")
        made = {
            name: data for name, data in drawn.files.items() if "docx" in options.formats or not name.endswith(".docx")
        }
        files = {stem.with_name(name): data for name, data in made.items()}
        stale = [path for path in svg_pages(stem) if path not in files] if "svg" in options.formats else []
        pdf = _beside(stem, ".pdf") if "pdf" in options.formats else None
        refuse_changed(self.manifest, [*files, *stale, *([pdf] if pdf else [])], result, overwrite=options.overwrite)
        if not options.dry_run:
            self.manifest.write_all(files)
            for path in stale:
                atomic.remove(path, root=options.out)
            self.sheets.keep(item.entry, known, drawn, item.links, made)
        result.files.extend(files)
        if pdf is not None:
            self.pdfs.add(result, docx, pdf, result.pages)
        drawn.files = {}

    def convert(self, progress: Progress | None) -> None:
        """Make the PDFs that wait."""
        if progress is not None and self.pdfs.waiting:
            progress(len(self.items), len(self.items), "PDF")
        self.pdfs.convert()
        for item in self.items:
            if item.known is None or item.drawn is None or self.options.dry_run:
                continue
            pdf = _beside(stem_of(self.options.out, item.entry), ".pdf")
            if pdf in item.result.files:
                made = {pdf.name: read_plain(pdf, MADE_BYTES)}
                self.sheets.keep(item.entry, item.known, item.drawn, item.links, made)


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
    errors = result.count(Severity.ERROR) if loaded.sop.status == "disahkan" else 0
    if errors:
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
    return sorted(stem.parent / name for name in svg_names(stem.parent).get(stem.name, ()))


def svg_names(folder: Path) -> dict[str, list[str]]:
    """The names of the SVG pages in `folder`, by the slug of their SOP."""
    found: dict[str, list[str]] = {}
    for name in os.listdir(folder) if folder.is_dir() else ():
        page = _SVG_PAGE.fullmatch(name)
        if page is not None:
            found.setdefault(page[1], []).append(name)
    return found
