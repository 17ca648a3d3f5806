"""What `doctool periksa` does: load what was asked for, check it, list the findings in order.

Rules between SOPs need the whole catalogue; so the whole workspace is loaded, and the findings of the
files asked for are kept.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from doctool.catalog.index import Workspace
from doctool.catalog.load import KANTOR_FILE, SOP_FOLDER, load_path
from doctool.catalog.source import shown_path
from doctool.check.run import check_catalog, check_sop
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Finding
from doctool.loaded import LoadedKantor, LoadedSop

_SUFFIXES = {".yaml", ".yml"}


@dataclass(slots=True)
class Inspection:
    """The files looked at, as shown to the user, and their findings in the order of files and lines."""

    files: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def inspect(paths: Sequence[Path], *, today: date | None = None) -> Inspection:
    """Check `paths`: workspaces, folders and files of one, or offices and SOPs that lie elsewhere.

    A folder is checked with the rules between SOPs, a file against the other SOPs of its workspace.
    Raises DoctoolError where there is nothing to check.
    """
    files: set[str] = set()
    findings: set[Finding] = set()
    for path in paths:
        one = _Inspector(path.absolute(), today)
        one.run()
        files |= one.files
        findings |= one.findings
    if not files:
        names = ", ".join(f'"{shown_path(path)}"' for path in paths)
        raise DoctoolError(
            f"tidak ada SOP atau kantor yang diperiksa di {names}",
            "sebutkan berkas .yaml atau folder kantor, atau jalankan di dalam ruang kerja",
        )
    return Inspection(files, sorted(findings, key=Finding.sort_key))


class _Inspector:
    """The inspection of one path (absolute)."""

    def __init__(self, path: Path, today: date | None) -> None:
        self.path = path
        self.today = today
        self.workspace = _workspace(path)
        self.files: set[str] = set()
        self.findings: set[Finding] = set()
        entries = self.workspace.entries() if self.workspace is not None else []
        self.entries = {entry.path: entry for entry in entries}

    def run(self) -> None:
        mine = self._mine()
        loaded = [sop for file in mine if (sop := self._load(file)) is not None]
        self.files = {shown_path(file) for file in mine}
        around = self._around(set(mine)) if mine else []
        if self.path.is_file():
            for sop in loaded:
                self.findings.update(check_sop(sop, today=self.today, known=around))
        elif loaded:
            found = check_catalog([*loaded, *around], today=self.today)
            self.findings.update(one for one in found if one.where.file in self.files)

    def _mine(self) -> list[Path]:
        """The files that were asked for: offices first, so that their findings are known before their SOPs'."""
        if self.path.is_file():
            return [self.path]
        if self.workspace is not None and self.path in (self.workspace.root, self.workspace.catalog):
            return self._catalogue()
        in_folder = sorted(path for path in self.path.rglob("*") if self._is_content(path))
        return [path for path in in_folder if path.name == KANTOR_FILE] + [
            path for path in in_folder if path.name != KANTOR_FILE
        ]

    def _is_content(self, path: Path) -> bool:
        """Whether a file met in a folder is an office or an SOP: kantor.yaml, or a YAML file in a folder `sop`."""
        if any(part.startswith((".", "~")) for part in path.relative_to(self.path).parts):
            return False
        if path.name == KANTOR_FILE:
            return path.is_file()
        return path.suffix.lower() in _SUFFIXES and path.parent.name == SOP_FOLDER and path.is_file()

    def _catalogue(self) -> list[Path]:
        """All offices and SOPs of the workspace."""
        if self.workspace is None:
            return []
        offices = [self.workspace.catalog / code / KANTOR_FILE for code in self.workspace.offices()]
        return [*offices, *self.entries]

    def _load(self, file: Path) -> LoadedSop | None:
        """The SOP in `file`; None for an office, and for what cannot be read, which gives findings."""
        try:
            loaded = self._load_any(file)
        except ContentError as error:
            self.findings.update(error.findings)
            return None
        return loaded if isinstance(loaded, LoadedSop) else None

    def _load_any(self, file: Path) -> LoadedSop | LoadedKantor:
        """By way of the workspace where it knows the file (an office is then read once), else alone."""
        if self.workspace is not None:
            if file in self.entries:
                return self.workspace.load(self.entries[file])
            if file.name == KANTOR_FILE and file.parent.parent == self.workspace.catalog:
                return self.workspace.load_kantor(file.parent.name)
        return load_path(file)

    def _around(self, mine: set[Path]) -> list[LoadedSop]:
        """The other SOPs of the workspace that can be read; what is wrong with the rest was not asked."""
        found: list[LoadedSop] = []
        for path, entry in self.entries.items():
            if path not in mine and self.workspace is not None:
                with contextlib.suppress(ContentError):
                    found.append(self.workspace.load(entry))
        return found


def _workspace(path: Path) -> Workspace | None:
    """The workspace whose catalogue holds `path`, or that `path` holds."""
    try:
        found = Workspace.find(path if path.is_dir() else path.parent)
    except DoctoolError:
        return None
    return found if path.is_relative_to(found.catalog) or found.root == path else None
