"""What `doctool periksa` does: load what was asked for, check it, list the findings in order.

Rules between SOPs need the whole catalogue; so the whole workspace is loaded, and the findings of the
files asked for are kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from doctool.book.choose import listing_findings
from doctool.book.load import book_files, is_buku, load_buku
from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.load import KANTOR_FILE, SOP_FOLDER, load_path
from doctool.catalog.source import shown_path
from doctool.check.kinerja import check_kinerja, check_kinerja_files
from doctool.check.naskah import check_letter
from doctool.check.run import by_house_rules, check_catalog, check_office, check_sop
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding
from doctool.indicators.load import is_kinerja, kinerja_files, load_kinerja
from doctool.layout.advice import all_findings, sheet_findings
from doctool.letter_agenda import Agenda
from doctool.letter_numbers import given_findings
from doctool.letters.load import TABLE_SUFFIXES, is_letter, letter_files, load_letters
from doctool.loaded import LoadedKantor, LoadedKinerja, LoadedNaskah, LoadedSop
from doctool.model.surat import Jenis
from doctool.model.terbitan import TERBITAN_FOLDER
from doctool.packets.load import is_paket, load_paket, packet_of, paket_files
from doctool.periodic.counts import read_counts
from doctool.periodic.load import berkala_files, is_berkala, load_berkala
from doctool.reports.load import (
    is_laporan,
    is_pembanding,
    laporan_files,
    load_laporan,
    load_pembanding,
    pembanding_files,
)
from doctool.sop_frozen import frozen_findings

_SUFFIXES = {".yaml", ".yml"}


@dataclass(slots=True)
class Inspection:
    """The files looked at, as shown to the user, and their findings in the order of files and lines."""

    files: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def inspect(
    paths: Sequence[Path], *, today: date, drawn: bool = False, jenis: Jenis | None = None
) -> Inspection:
    """Check `paths`: workspaces, folders and files of one, letters, indicators and reports among them, or offices and
    SOPs that lie elsewhere.

    A file of Excel or CSV is a table of letters of `jenis`, or of the kind that its headings tell; those in folders are
    not asked for.
    Everything asked for in one workspace is checked with the rules between SOPs. `drawn` also lays each SOP out
    and judges its pages, which takes a fifth of a second for each. Raises DoctoolError where there is nothing to
    check.
    """
    groups: dict[Path | None, _Group] = {}
    for path in (one.absolute() for one in paths):
        workspace = _workspace(path)
        root = workspace.root if workspace is not None else None
        if root not in groups:
            groups[root] = _Group(workspace, today, all_findings if drawn else sheet_findings, jenis)
        groups[root].add(path)
    files: set[str] = set()
    findings: set[Finding] = set()
    for group in groups.values():
        findings |= group.check()
        files |= group.shown
    if not files:
        names = ", ".join(f'"{shown_path(path)}"' for path in paths)
        raise DoctoolError(
            f"tidak ada SOP, kantor, surat, indikator, laporan atau paket yang diperiksa di {names}",
            "sebutkan berkas .yaml, tabel surat (.xlsx, .csv) atau folder kantor, atau jalankan di dalam ruang kerja",
        )
    return Inspection(files, sorted(findings, key=Finding.sort_key))


class _Group:
    """What was asked for in one workspace; `workspace` None: what lies in none. `judge` finds what makes the sheets
    of an SOP hard to read."""

    def __init__(
        self, workspace: Workspace | None, today: date, judge: Callable[[LoadedSop], list[Finding]],
        jenis: Jenis | None,
    ) -> None:
        self.workspace = workspace
        self.today = today
        self.judge = judge
        self.jenis = jenis
        entries = workspace.entries() if workspace is not None else []
        self.entries = {entry.path: entry for entry in entries}
        self.asked: list[Path] = []
        self.files: dict[Path, None] = {}  # in order, each once
        self.letters: dict[Path, None] = {}
        self.kinerja: dict[Path, None] = {}
        self.packets: dict[Path, None] = {}
        self.reports: dict[Path, None] = {}  # with what their indicators are compared with
        self.books: dict[Path, None] = {}

    @property
    def shown(self) -> set[str]:
        """The files as they are called in findings."""
        asked = (*self.files, *self.letters, *self.kinerja, *self.reports, *self.packets, *self.books)
        return {shown_path(file) for file in asked}

    def add(self, path: Path) -> None:
        """Ask for `path`: a file, or what a folder holds of offices and SOPs."""
        self.asked.append(path)
        if path.is_file():
            found = [path]
            packet = packet_of(path)
            if packet is not None:
                self.packets[packet] = None
                return
            if _is_report(path):
                self.reports[path] = None
                return
            if is_buku(path):
                self.books[path] = None
                return
            if path not in self.entries and is_kinerja(path):
                self.kinerja[path] = None
                return
            if path not in self.entries and path.name != KANTOR_FILE and _holds_letters(path):
                self.letters[path] = None
                return
        elif self.workspace is not None and path in (self.workspace.root, self.workspace.catalog):
            offices = [self.workspace.catalog / code / KANTOR_FILE for code in self.workspace.offices()]
            found = [*offices, *self.entries]
            if path == self.workspace.root and (path / DATA_FOLDER).is_dir():
                self._add_letters(letter_files(path / DATA_FOLDER))
            self.packets.update(dict.fromkeys(paket_files(self.workspace)))
            self.kinerja.update(dict.fromkeys(kinerja_files(self.workspace)))
            self.reports.update(dict.fromkeys((*pembanding_files(self.workspace), *laporan_files(self.workspace))))
            self.reports.update(dict.fromkeys(berkala_files(self.workspace)))
            self.books.update(dict.fromkeys(book_files(self.workspace)))
        else:
            found = sorted(one for one in path.rglob("*") if _is_content(one, path))
            self._add_letters(one for one in letter_files(path) if one not in found)
            self.packets.update(dict.fromkeys(paket_files(path)))
            self.kinerja.update(dict.fromkeys(kinerja_files(path)))
            self.reports.update(dict.fromkeys((*pembanding_files(path), *laporan_files(path), *berkala_files(path))))
            self.books.update(dict.fromkeys(book_files(path)))
        self.files.update(dict.fromkeys(found))

    def _add_letters(self, paths: Iterable[Path]) -> None:
        self.letters.update(dict.fromkeys(one for one in paths if packet_of(one) is None))

    def check(self) -> set[Finding]:
        """The findings of the files asked for, also against the other SOPs of the workspace."""
        findings = self._of_letters() | self._of_kinerja() | self._of_reports() | self._of_packets() | self._of_books()
        mine: list[LoadedSop] = []
        offices = False
        for file in self.files:
            try:
                loaded = self._load(file)
            except ContentError as error:
                findings.update(error.findings)
                continue
            if isinstance(loaded, LoadedSop):
                mine.append(loaded)
                findings.update(by_house_rules(loaded.office, self.judge(loaded)))
            else:
                offices = True
                findings.update(check_office(loaded))
        if len(self.files) == 1 and mine:
            findings.update(check_sop(mine[0], today=self.today, known=self._others()))
        elif mine or offices:
            found = check_catalog([*mine, *self._others()], today=self.today)
            shown = self.shown
            findings.update(one for one in found if one.where.file in shown)
        if self.workspace is not None:
            findings.update(frozen_findings(self.workspace, self.asked, mine))
        return findings

    def _of_letters(self) -> set[Finding]:
        """The findings of the letters asked for, of each and of the numbers that they bring."""
        findings: set[Finding] = set()
        read: list[LoadedNaskah] = []
        for path in self.letters:
            try:
                batch = load_letters(path, self.jenis if _is_table(path) else None, self.workspace)
            except ContentError as error:
                findings.update(error.findings)
                continue
            findings.update(batch.findings)
            for one in batch.letters:
                if one.loaded is not None:
                    read.append(one.loaded)
                    findings.update(self._checked(one.loaded))
                elif one.error is not None:
                    findings.update(one.error.findings)
        if self.workspace is not None:
            findings.update(given_findings(self.workspace.root, read, self.today))
        return findings

    def _of_kinerja(self) -> set[Finding]:
        """The findings of the files of indicators asked for."""
        findings: set[Finding] = set()
        read: list[LoadedKinerja] = []
        for path in self.kinerja:
            try:
                read.append(load_kinerja(path, self.workspace))
            except ContentError as error:
                findings.update(error.findings)
                continue
            findings.update(check_kinerja(read[-1]))
        return findings | set(check_kinerja_files(read))

    def _of_reports(self) -> set[Finding]:
        """The findings of the reports asked for, of what their indicators are compared with, and of daily counts.

        What a report is put together of is loaded only where there is one.
        """
        if not self.reports:
            return set()
        from doctool.report_checking import report_findings

        findings: set[Finding] = set()
        for path in self.reports:
            try:
                if is_berkala(path):
                    findings.update(read_counts(load_berkala(path, self.workspace), self.today).temuan)
                elif not is_laporan(path):
                    load_pembanding(path, self.workspace)
                elif self.workspace is None:
                    load_laporan(path, None)
                else:
                    findings.update(report_findings(self.workspace, path, self.today))
            except ContentError as error:
                findings.update(error.findings)
        return findings

    def _of_packets(self) -> set[Finding]:
        """The findings of the packets asked for: of each letter of each recipient, and of all that they are made of."""
        findings: set[Finding] = set()
        for path in self.packets:
            if self.workspace is None:
                try:
                    load_paket(path, None)
                except ContentError as error:
                    findings.update(error.findings)
                continue
            from doctool.packet_checking import packet_findings

            findings.update(packet_findings(self.workspace, path, self.today, self.workspace.root / "output"))
        return findings

    def _of_books(self) -> set[Finding]:
        """The findings of the books asked for, and of the SOPs that they name."""
        findings: set[Finding] = set()
        for path in self.books:
            try:
                loaded = load_buku(path, self.workspace)
                if self.workspace is not None:
                    findings.update(listing_findings(self.workspace, loaded))
            except ContentError as error:
                findings.update(error.findings)
        return findings

    def _checked(self, loaded: LoadedNaskah) -> list[Finding]:
        """The findings of a letter, and of what the buku agenda masuk says of it."""
        if self.workspace is None:
            return check_letter(loaded)
        filled, found = Agenda(self.workspace.root, self.today).fill(loaded)
        return [*found, *check_letter(filled)]

    def _load(self, file: Path) -> LoadedSop | LoadedKantor:
        """By way of the workspace where it knows the file (an office is then read once), else alone."""
        if self.workspace is not None:
            if file in self.entries:
                return self.workspace.load(self.entries[file])
            if file.name == KANTOR_FILE and file.parent.parent == self.workspace.catalog:
                return self.workspace.load_kantor(file.parent.name)
        return load_path(file)

    def _others(self) -> list[LoadedSop]:
        """The other SOPs of the workspace that can be read; what is wrong with the rest was not asked."""
        found: list[LoadedSop] = []
        for path, entry in self.entries.items():
            if path not in self.files and self.workspace is not None:
                with contextlib.suppress(ContentError):
                    found.append(self.workspace.load(entry))
        return found


def _is_content(path: Path, folder: Path) -> bool:
    """Whether a file met in `folder` is an office or an SOP: kantor.yaml, or a YAML file in a folder `sop`."""
    below = path.relative_to(folder).parts
    if any(part.startswith((".", "~")) for part in below) or TERBITAN_FOLDER in below[:-1]:
        return False  # what was published is checked before it is, and never changes again
    if path.name == KANTOR_FILE:
        return path.is_file()
    return path.suffix.lower() in _SUFFIXES and path.parent.name == SOP_FOLDER and path.is_file()


def _workspace(path: Path) -> Workspace | None:
    """The workspace whose catalogue or data hold `path`, or whose root it is; for a letter the one around it."""
    try:
        found = Workspace.find(path if path.is_dir() else path.parent)
    except DoctoolError:
        return None
    mine = found.root == path or any(path.is_relative_to(one) for one in (found.catalog, found.root / DATA_FOLDER))
    alone = path.is_file() and (_holds_letters(path) or is_kinerja(path) or _is_report(path) or is_paket(path))
    return found if mine or alone else None


def _is_report(path: Path) -> bool:
    return is_laporan(path) or is_pembanding(path) or is_berkala(path)


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in TABLE_SUFFIXES


def _holds_letters(path: Path) -> bool:
    """Whether the file at `path` is a letter or a table of them."""
    return _is_table(path) or is_letter(path)
