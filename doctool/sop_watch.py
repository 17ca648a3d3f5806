"""SOPs of a workspace made again whenever they, their office or its crest are saved.

What tells that something changed only says when to look; what did change is seen by comparing times and sizes.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.catalog.index import Workspace
from doctool.catalog.load import SOP_FOLDER
from doctool.errors import BusyError
from doctool.model.terbitan import TERBITAN_FOLDER
from doctool.pipeline import NOTES, NOTES_FILE, BuildOptions, BuildResult, build_sops
from doctool.sop_notes import Notes

if TYPE_CHECKING:
    from doctool.catalog.index import Entry

#: Seconds between looks where nothing tells of changes, and at the latest where something does.
POLL_S, AT_LATEST_S = 0.1, 1.0
#: Of many files looks are rarer: the time that one takes is at most this part of the whole.
_SHARE = 0.05
#: Seconds in which nothing may change any more before it is read: editors write in several steps.
QUIET_S = 0.03
#: The same for watchfiles, and how long it gathers changes that go on, both in milliseconds.
_STEP_MS, _GATHER_MS = 20, 200

#: Time, size and number of each file.
Seen = dict[Path, tuple[int, int, int]]
Choose = Callable[[Workspace], Sequence["Entry"]]


@dataclass(frozen=True, slots=True)
class Round:
    """What became of SOPs after a change, how long it took in seconds, and files of SOPs that are no longer there."""

    results: tuple[BuildResult, ...]
    seconds: float
    gone: tuple[Path, ...] = ()


class Watch:
    """The SOPs that `choose` takes from the workspace at `root`, kept built as `options` say; `today` tells the day."""

    def __init__(self, root: Path, choose: Choose, options: BuildOptions, today: Callable[[], date]) -> None:
        self._root, self._choose, self._options, self._today = root, choose, options, today
        self._catalog = Workspace(root).catalog
        self._seen: Seen = {}
        self._notes: Notes | None = None
        self._pause_s = POLL_S

    def first(self) -> Round:
        """Build all. Raises DoctoolError."""
        began = time.perf_counter()
        self._seen = look(self._catalog)
        workspace = Workspace(self._root)
        results = build_sops(workspace, self._choose(workspace), replace(self._options, today=self._today()))
        self._notes = Notes(self._options.out, self._options.out / NOTES / NOTES_FILE)
        return Round(tuple(results), time.perf_counter() - began)

    def again(self) -> Round | None:
        """Build what changed since; None where nothing did. Raises DoctoolError; after BusyError the same changes are
        found again."""
        began = time.perf_counter()
        now = look(self._catalog)
        self._pause_s = max(POLL_S, (time.perf_counter() - began) / _SHARE)
        if now == self._seen:
            return None
        now = self._settled(now)
        began = time.perf_counter()
        changed = {path for path in now.keys() | self._seen.keys() if now.get(path) != self._seen.get(path)}
        before, self._seen = self._seen, now
        gone = tuple(sorted(path for path in changed if path not in now and path.parent.name == SOP_FOLDER))
        workspace = Workspace(self._root)
        offices = {self._office(path) for path in changed if path.parent.name != SOP_FOLDER}
        entries = [one for one in self._choose(workspace) if one.path in changed or one.kantor in offices]
        if not entries and not gone:
            return None
        try:
            options = replace(self._options, today=self._today())
            results = build_sops(workspace, entries, options, notes=self._notes) if entries else []
        except BusyError:
            self._seen = before
            raise
        return Round(tuple(results), time.perf_counter() - began, gone)

    def _settled(self, now: Seen) -> Seen:
        """What is there once nothing has changed for a moment."""
        while True:
            time.sleep(QUIET_S)
            later = look(self._catalog)
            if later == now:
                return now
            now = later

    def _office(self, path: Path) -> str:
        return path.relative_to(self._catalog).parts[0]

    def moments(self, *, poll: bool = False) -> Iterator[None]:
        """When to call `again`: at once after changes where watchfiles is installed and `poll` is not wished."""
        watch = None if poll else _watchfiles()
        if watch is None:
            while True:
                time.sleep(self._pause_s)
                yield
        yield  # what changed before the watching began
        for _ in watch(
            self._catalog, watch_filter=None, step=_STEP_MS, debounce=_GATHER_MS, yield_on_timeout=True,
            rust_timeout=int(AT_LATEST_S * 1000), raise_interrupt=True,
        ):  # fmt: skip
            yield


def _watchfiles() -> Callable[..., Iterator[object]] | None:
    """What tells of changes, None where it is not installed."""
    try:
        import watchfiles
    except ImportError:
        return None
    return watchfiles.watch


def look(catalog: Path) -> Seen:
    """The files of the offices in the folder `catalog` that sheets are made of: texts of SOPs and offices, crests."""
    found: Seen = {}
    folders = [catalog]
    while folders:
        try:
            with os.scandir(folders.pop()) as inside:
                for one in inside:
                    if one.name.startswith((".", "~")) or one.name == TERBITAN_FOLDER:
                        continue
                    if one.is_dir(follow_symlinks=False):
                        folders.append(Path(one.path))
                    else:
                        what = one.stat()
                        found[Path(one.path)] = (what.st_mtime_ns, what.st_size, what.st_ino)
        except OSError:  # gone since, or being replaced: the next look tells
            continue
    return found
