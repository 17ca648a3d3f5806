"""The files and the frozen record of a draft that is handed in, and of the final report."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import ContentError
from doctool.findings import Finding, Severity
from doctool.fingerprint import digest
from doctool.model.beku import to_json
from doctool.model.reviu import FINAL_FOLDER
from doctool.report_checking import checked
from doctool.report_frozen import frozen_of, frozen_path, keep, refuse_other
from doctool.report_pipeline import Rakitan, ReportOptions, assemble_report, build_report
from doctool.report_prints import digest_of
from doctool.report_review import status_text
from doctool.reports.load import load_laporan

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.model.beku import Beku
    from doctool.model.reviu import Keadaan, LangkahReviu
    from doctool.pipeline import BuildResult


@dataclass(frozen=True, slots=True)
class Making:
    """A report to be made: the file laporan.yaml, where it will be once it is made, the day, and what becomes of it."""

    workspace: Workspace
    path: Path
    after: Keadaan
    day: date
    options: ReportOptions
    result: BuildResult

    @property
    def step(self) -> LangkahReviu:
        """The step that is being done."""
        if self.after.langkah is None:
            raise ValueError("a stage that follows a step has one")
        return self.after.langkah


def make_draft(making: Making, *, files: bool) -> LangkahReviu | None:
    """Make and freeze a draft: its step with the hashes of both; None where it could not be made, which the result then
    says. Without `files` no docx and pdf are made."""
    status = status_text(making.after)
    made = _built(making, status) if files else _assembled(making, status)
    if made is None:
        return None
    prints = _prints(making) if files else {}
    record = frozen_of(making.workspace, made, making.step.draf, making.day)
    return _kept(making, record, frozen_path(making.path.parent, record.draf), prints)


def make_final(making: Making, draft: Beku) -> LangkahReviu | None:
    """Make, check and freeze the final report; its step, None where it could not be made. Raises ContentError where the
    report has errors, or no longer says what `draft` said."""

    def accept(made: Rakitan) -> None:
        checks = checked(making.workspace, made.bahan, making.day, final=True, out=making.options.out)
        refuse_errors([*made.tersusun.temuan, *checks])
        _refuse_changed(draft, frozen_of(making.workspace, made), making.result.address)

    made = _built(making, "", accept)
    if made is None:
        return None
    prints = _prints(making)
    _archive(making)
    record = frozen_of(making.workspace, made, making.step.draf, making.day, final=True, files=prints)
    return _kept(making, record, frozen_path(making.path.parent, None), prints)


def refuse_errors(found: Sequence[Finding]) -> None:
    """ContentError where a report that is to be signed has errors."""
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        more = f" (dan {len(errors) - 1} galat lain)" if len(errors) > 1 else ""
        message = f"belum dapat disahkan: {errors[0].where}: {errors[0].message}{more}"
        hint = "perbaiki galatnya; bila isi laporan berubah karenanya, kembalikan drafnya dan ajukan lagi"
        raise ContentError(message, tuple(errors), hint)


def _refuse_changed(draft: Beku, now: Beku, name: str) -> None:
    """ContentError where a report no longer says what the draft said that was approved; signatures aside."""
    if draft.isi_saja() != now.isi_saja():
        raise ContentError(
            f"belum dapat disahkan: isinya sudah berubah sejak draf {draft.draf} diajukan",
            hint=f"lihat perubahannya dengan: doctool laporan banding {name}; lalu kembalikan dan ajukan lagi",
        )


def _built(making: Making, status: str, accept: Callable[[Rakitan], None] | None = None) -> Rakitan | None:
    """The report with its files; None where they could not be made. What became of them goes to the result."""
    options = replace(making.options, status=status)
    built, made = build_report(making.workspace, making.path, making.day, options, accept)
    result = making.result
    result.files, result.states = [*built.files], dict(built.states)
    result.add(built.findings)
    result.reason, result.hint, result.bug = built.reason, built.hint, built.bug
    result.content, result.outside = built.content, built.outside
    return None if built.reason else made


def _assembled(making: Making, status: str) -> Rakitan:
    """The report without files."""
    loaded, options = load_laporan(making.path, making.workspace), making.options
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        made = assemble_report(
            making.workspace, loaded, making.day, Path(name), status=status, newest=options.newest, out=options.out
        )
    making.result.add(made.tersusun.temuan)
    return made


def _prints(making: Making) -> dict[str, str]:
    """The SHA-256 of the files that were made, by name."""
    return {} if making.options.dry_run else {path.name: digest_of(path) for path in making.result.files}


def _archive(making: Making) -> None:
    """Keep the files of the final report beside its data. Raises ContentError where others are kept there."""
    folder = making.path.parent / FINAL_FOLDER
    wanted = {folder / path.name: path for path in making.result.files}
    if making.options.dry_run:
        making.result.files += wanted
        return
    data = {place: read_plain(path, MADE_BYTES) for place, path in wanted.items()}
    for place, content in data.items():
        refuse_other(place, content)
    for place, content in data.items():
        keep(place, content)
        making.result.files.append(place)


def _kept(making: Making, record: Beku, place: Path, prints: Mapping[str, str]) -> LangkahReviu:
    """Freeze the record of a report; the step that notes it."""
    data = to_json(record)
    if not making.options.dry_run:
        keep(place, data)
    making.result.files.append(place)
    return making.step.model_copy(update={"isi": digest(data), "berkas": dict(prints)})
