"""`doctool perbaiki`: safe corrections written into the files of SOPs, offices and letters, and nothing else changed.

A correction is made only if the file still loads with it, the flow of every procedure is what it was, and no rule
finds anything that it did not find before; else it is left, with its reason. What was not corrected keeps its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from doctool import atomic
from doctool.border.text import read_bytes
from doctool.catalog.edit import Penyunting
from doctool.catalog.index import Workspace
from doctool.catalog.load import KANTOR_FILE, SOP_FOLDER, find_kantor, kantor_of, load_kantor, sop_of
from doctool.catalog.source import Source, Tree, shown_path
from doctool.check.fix import Doubt, Fix, Judged, Scalars
from doctool.check.fix_all import fixes_of_letter, fixes_of_office, fixes_of_sop
from doctool.check.naskah import check_letter
from doctool.check.run import by_house_rules, check_office, check_sop
from doctool.errors import ContentError, DoctoolError, WriteError
from doctool.findings import Finding, Severity, Where
from doctool.layout.advice import sheet_findings
from doctool.letters.load import is_letter, letter_of
from doctool.loaded import LoadedKantor, LoadedNaskah, LoadedSop
from doctool.loaded import Path as Steps
from doctool.model.alur import baca_alur
from doctool.model.terbitan import TERBITAN_FOLDER
from doctool.sop_store import hold_office

#: A correction may uncover another, or make room for one that was refused; more rounds than this no text has needed.
MOST_ROUNDS = 20
#: Statuses whose text was decided on: it changes by a revision only.
DECIDED = ("disahkan", "dicabut")

Document = LoadedSop | LoadedKantor | LoadedNaskah
Read = Callable[[Source], Document]
Mark = tuple[str, Severity, Steps | Where]
_NEW_FINDING = "pembetulannya menimbulkan temuan lain"


@dataclass(frozen=True, slots=True)
class Told:
    """A correction, or (`reason`) what was left alone, at its place in the file as it was."""

    where: Where
    code: str
    old: str
    new: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of a file: the corrections, what was left, or the error that kept it from being touched; `passed`: a
    text that was decided on and that nobody named, which is no failure."""

    file: str
    fixed: tuple[Told, ...] = ()
    left: tuple[Told, ...] = ()
    error: DoctoolError | None = None
    passed: bool = False


class DecidedError(ContentError):
    """The SOP is in force or was withdrawn: a revision comes first."""


def mend(
    paths: Iterable[Path], workspace: Workspace | None, *, today: date, dry_run: bool = False,
    named: Collection[Path] | None = None,
) -> list[Mended]:
    """Correct the files at `paths`, one after the other; a file that cannot be read stays as it is and is told.

    `named` are those that were asked for by themselves and not with their folder (None: all).
    With `dry_run` nothing is written. Files of an office that another run is revising or publishing are told, too.
    """
    out: list[Mended] = []
    for path in paths:
        try:
            with nullcontext() if dry_run else _hold(path, workspace):
                out.append(_mend_file(path, workspace, today, dry_run))
        except DecidedError as error:
            out.append(Mended(shown_path(path), error=error, passed=named is not None and path not in named))
        except DoctoolError as error:
            out.append(Mended(shown_path(path), error=error))
    return out


def _hold(path: Path, workspace: Workspace | None) -> AbstractContextManager[None]:
    """The lock of the office that the file belongs to; none where it belongs to no workspace."""
    office = workspace.office_of(path) if workspace is not None else None
    return hold_office(workspace, office) if workspace is not None and office is not None else nullcontext()


def content_files(folder: Path) -> list[Path]:
    """The SOPs and the kantor.yaml in `folder` and below, sorted; what was published is left out."""
    return sorted(path for path in folder.rglob("*.y*ml") if _is_content(path, folder))


def _is_content(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    if TERBITAN_FOLDER in parts or any(part.startswith((".", "~")) for part in parts) or not path.is_file():
        return False
    sop = path.suffix.lower() in (".yaml", ".yml") and path.absolute().parent.name == SOP_FOLDER
    return sop or path.name == KANTOR_FILE


def _mend_file(path: Path, workspace: Workspace | None, today: date, dry_run: bool) -> Mended:
    file = shown_path(path)
    _refuse_published(path, file, workspace)
    data = read_bytes(path, file)
    mender = _Mender(Penyunting.of_bytes(data, file), _reader(path, workspace), today)
    result = mender.mend()
    if result.fixed and not dry_run:
        if read_bytes(path, file) != data:
            raise WriteError(f'berkas "{file}" berubah selagi diperbaiki', "simpan berkas itu, lalu ulangi")
        atomic.write_bytes(path, mender.editor.data)
    return result


def _refuse_published(path: Path, file: str, workspace: Workspace | None) -> None:
    """What was published is never changed again."""
    inside = workspace is not None and path.absolute().is_relative_to(workspace.catalog)
    if inside and TERBITAN_FOLDER in path.absolute().parts:
        raise ContentError(
            f'"{file}" adalah naskah terbitan; terbitan tidak pernah diubah',
            hint="perbaiki SOP yang sedang dikerjakan, lalu terbitkan sebagai revisi",
        )


def _reader(path: Path, workspace: Workspace | None) -> Read:
    """How the file at `path` is read: by its name an office, by what it says a letter, else an SOP."""
    if path.name == KANTOR_FILE:
        return lambda source: kantor_of(source, path.absolute().parent)
    if is_letter(path):
        return lambda source: letter_of(source, path, None, workspace)
    office = load_kantor(find_kantor(path))
    return lambda source: sop_of(source, path, office)


class _Mender:
    """The corrections of one file; `editor` holds its text with those made."""

    def __init__(self, editor: Penyunting, read: Read, today: date) -> None:
        self.editor, self.read, self.today = editor, read, today
        self.document = read(editor.source)
        self.marks: frozenset[Mark] | None = None  # of `document`, reckoned when there is something to mend
        self.fixed: list[Told] = []
        self.refused: list[Fix] = []

    def mend(self) -> Mended:
        """Correct what is safe."""
        if isinstance(self.document, LoadedSop) and self.document.sop.status in DECIDED:
            status = self.document.sop.status
            raise DecidedError(
                f'"{self.editor.file}" berstatus {status}, jadi naskahnya tidak diubah',
                hint=f'buka revisi dahulu: doctool sop revisi {self.document.address} --alasan "..."',
            )
        first = {_said(one): self._told(one) for one in reversed(self._judged()) if isinstance(one, Doubt)}
        for _ in range(MOST_ROUNDS):
            fixes = [one for one in self._judged() if isinstance(one, Fix)]
            if not fixes or not self._round(fixes):
                break
        left = [first.get(_said(one)) or self._told(one) for one in self._judged() if isinstance(one, Doubt)]
        left += [self._told(Doubt(one.code, one.path, one.at, one.old, _NEW_FINDING)) for one in self.refused]
        return Mended(self.editor.file, tuple(sorted(self.fixed, key=_place)), tuple(sorted(left, key=_place)))

    def _judged(self) -> list[Judged]:
        scalars: Scalars = dict(_scalars(self.editor.source.data))
        if isinstance(self.document, LoadedSop):
            return fixes_of_sop(self.document, scalars)
        if isinstance(self.document, LoadedKantor):
            return fixes_of_office(self.document, scalars)
        return fixes_of_letter(self.document, scalars)

    def _round(self, fixes: list[Fix]) -> bool:
        """Make what can be made of `fixes`, all at once or else group by group; whether anything was."""
        self.refused = []
        if self._attempt(fixes):
            return True
        groups: dict[str, list[Fix]] = {}
        for number, one in enumerate(fixes):
            groups.setdefault(one.group or f"({number})", []).append(one)
        made = False
        for group in groups.values():
            if self._attempt(group):
                made = True
            else:
                self.refused.extend(group)
        return made

    def _attempt(self, fixes: list[Fix]) -> bool:
        """Make `fixes`, unless something else would become wrong; overlapping ones wait for the next round."""
        before = self.editor.text
        told: list[Told] = []
        try:
            for _path, ours in _by_text(fixes):
                told.extend(self._told(one) for one in ours)
            source = self.editor.source
            self.editor.set_texts({path: _mended(_scalar(source, path), ours) for path, ours in _by_text(fixes)})
            document = self.read(self.editor.source)
        except ContentError:
            document = None
        marks = self._marks(document) if document is not None else frozenset()
        if document is None or _flow(document) != _flow(self.document) or not marks <= self._known():
            self.editor = Penyunting(before, self.editor.file)
            return False
        self.document, self.marks = document, marks
        self.fixed.extend(told)
        return True

    def _known(self) -> frozenset[Mark]:
        if self.marks is None:
            self.marks = self._marks(self.document)
        return self.marks

    def _marks(self, document: Document) -> frozenset[Mark]:
        """The findings by rule and by the value they are said of: lines and words may change with what is mended."""
        known = document.positions
        places = {(known.file, *place): path for path, place in (*known.values.items(), *known.keys.items())}
        return frozenset(
            (one.code, one.severity, places.get((one.where.file, one.where.line, one.where.column), one.where))
            for one in self._findings(document)
        )

    def _findings(self, document: Document) -> list[Finding]:
        if isinstance(document, LoadedSop):
            drawn = by_house_rules(document.office, sheet_findings(document))
            return [*check_sop(document, today=self.today), *drawn]
        return check_office(document) if isinstance(document, LoadedKantor) else check_letter(document)

    def _told(self, one: Judged) -> Told:
        where = self.editor.where(one.path, one.at)
        if isinstance(one, Fix):
            return Told(where, one.code, one.old, one.new)
        return Told(where, one.code, one.text, reason=one.reason)


def _said(one: Doubt) -> tuple[str, Steps, str]:
    """What makes a doubt the same before and after corrections beside it."""
    return one.code, one.path, one.text


def _place(told: Told) -> tuple[int, int, str, str]:
    return told.where.line, told.where.column, told.code, told.old


def _flow(document: Document) -> object:
    """The nodes and arcs of an SOP, without their words."""
    if not isinstance(document, LoadedSop):
        return None
    flows = [baca_alur(one, document.label) for _path, one in document.sop.prosedur()]
    return [
        (
            flow.lajur, [replace(node, teks="") for node in flow.simpul], [replace(arc, label="") for arc in flow.arus],
            [(one.kode, one.path) for one in flow.masalah],
        )
        for flow in flows
    ]


def _scalars(tree: Tree, path: Steps = ()) -> Iterable[tuple[Steps, str]]:
    if isinstance(tree, str):
        yield path, tree
        return
    for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree):
        yield from _scalars(inner, (*path, step))


def _scalar(source: Source, path: Steps) -> str:
    value = source.at(path)
    return value if isinstance(value, str) else ""


def _by_text(fixes: Sequence[Fix]) -> list[tuple[Steps, list[Fix]]]:
    """The fixes of each text in their order, without those that overlap an earlier one."""
    out: dict[Steps, list[Fix]] = {}
    for one in sorted(fixes, key=lambda fix: (fix.at, -len(fix.old))):
        ours = out.setdefault(one.path, [])
        if not ours or one.at >= ours[-1].at + len(ours[-1].old):
            ours.append(one)
    return list(out.items())


def _mended(text: str, fixes: Sequence[Fix]) -> str:
    for one in reversed(fixes):
        text = text[: one.at] + one.new + text[one.at + len(one.old) :]
    return text
