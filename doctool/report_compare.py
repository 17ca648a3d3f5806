"""Which two drafts of a report are compared: frozen ones by their number, the final one, or the report as it is now."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.errors import ContentError, DoctoolError
from doctool.model.beku import Beku
from doctool.report_frozen import draft_record, frozen_of, read_frozen
from doctool.report_history import load_history
from doctool.report_pipeline import assemble_report
from doctool.reports.compare import Perbedaan, compare
from doctool.reports.load import load_laporan

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedLaporan

#: The report as it is now, and the final one, beside the numbers of drafts.
NOW, FINAL = "sekarang", "final"


def compare_drafts(
    workspace: Workspace, path: Path, today: date, first: str = "", second: str = "", *, newest: bool = False,
    out: Path | None = None,
) -> Perbedaan:
    """What changed between two drafts of the report in the file at `path`, each a number, "final" or "sekarang"; ""
    means the draft before the other one, and at last the report as it is now. Raises DoctoolError."""
    loaded = load_laporan(path, workspace)
    history, state = load_history(loaded)
    to = second or NOW
    if not first:
        before = int(to) - 1 if to.isdecimal() else state.draf
        if before < 1:
            what = "tidak ada draf sebelum draf 1" if to.isdecimal() else "belum ada draf yang diajukan"
            raise ContentError(what, hint="sebut yang dibandingkan dengan --dari dan --ke")
        first = str(before)

    def record(name: str) -> Beku:
        if name == NOW:
            return _now(workspace, loaded, today, newest=newest, out=out)
        if name != FINAL and not (name.isdecimal() and int(name) > 0):
            raise DoctoolError(f'"{name}" bukan nomor draf', "tulis nomor draf, final, atau sekarang")
        return draft_record(loaded, history, None if name == FINAL else int(name))

    return compare(record(first), record(to))


def compare_files(first: Path, second: Path) -> Perbedaan:
    """What changed between two records that were kept as files. Raises ContentError."""
    return compare(read_frozen(first), read_frozen(second))


def _now(
    workspace: Workspace, loaded: LoadedLaporan, today: date, *, newest: bool, out: Path | None
) -> Beku:
    """The report as it is now."""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        made = assemble_report(workspace, loaded, today, Path(name), newest=newest, out=out)
        return frozen_of(workspace, made)
