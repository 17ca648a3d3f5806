"""From the indicators of offices to their forms in the output folder, one for each bidang or seksi.

One form or office that fails does not stop the others: what became of each is a `FormResult`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.catalog.index import DATA_FOLDER
from doctool.catalog.source import shown_path
from doctool.check.kinerja import check_kinerja, check_kinerja_files
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Severity
from doctool.form_returns import load_returns
from doctool.forms.carried import carried
from doctool.forms.content import Form, forms_for
from doctool.forms.write import compile_form
from doctool.indicators.load import KINERJA_FOLDER, kinerja_files, load_kinerja
from doctool.manifest import Manifest
from doctool.pipeline import NOTES, BuildResult, Progress, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Workspace
    from doctool.loaded import LoadedKinerja

#: Folder of the forms below the output folder, and of the offices' own templates below the workspace.
FORM_FOLDER = "formulir"
TEMPLATES = Path("templates") / "xlsx"


@dataclass(frozen=True, slots=True)
class FormOptions:
    """What to make and how. `bidang`: only these (by key), all where empty; `sampai`: the quarter until which the
    forms reckon."""

    out: Path
    bidang: tuple[str, ...] = ()
    per_seksi: bool = False
    sampai: int = 4
    overwrite: bool = False
    dry_run: bool = False


@dataclass(slots=True)
class FormResult(BuildResult):
    """What became of one form; of a whole file of indicators where that could not be used (`bidang` is "")."""

    kantor: str = ""
    tahun: int = 0
    bidang: str = ""
    seksi: str = ""
    kode: str = ""
    source: str = ""


def build_forms(
    workspace: Workspace, kantor: str | None, tahun: int | None, options: FormOptions,
    progress: Progress | None = None,
) -> list[FormResult]:
    """Make the forms of an office (None: of all) for a year (None: the newest of each).

    Files: <out>/formulir/<kantor>/<tahun>/form-isian-<tahun>-<bidang>.xlsx. What was returned
    for earlier quarters, and accepted, stands in them. Raises DoctoolError where there are no
    indicators, or a bidang that no office has was asked for; BusyError where another run uses the output folder.
    """
    results: list[FormResult] = []
    chosen = _chosen(workspace, kantor, tahun, results)
    wanted = [(one, _forms(one, options)) for one in chosen]
    _refuse_unknown(options, wanted, results)
    notes = options.out / NOTES
    with nullcontext() if options.dry_run else lock.hold(notes / "kunci"):
        manifest = Manifest(options.out, notes / "manifes.jsonl")
        if not options.dry_run:
            atomic.sweep(options.out)
            manifest.compact()
        done, total = 0, sum(len(forms) for _, forms in wanted)
        for loaded, forms in wanted:
            for result in _write(workspace, loaded, forms, options, manifest):
                results.append(result)
                done += 1
                if progress is not None:
                    progress(done, total, result.address)
    return results


def _chosen(
    workspace: Workspace, kantor: str | None, tahun: int | None, results: list[FormResult]
) -> list[LoadedKinerja]:
    """The indicators that forms are made of; a file that cannot be used is a result that says so."""
    if kantor is not None and kantor not in workspace.offices():
        raise DoctoolError(f'tidak ada kantor "{kantor}"', f"yang ada: {', '.join(workspace.offices())}")
    files = [path for path in kinerja_files(workspace) if kantor in (None, workspace.office_of(path))]
    if tahun is not None:
        files = [path for path in files if not path.stem.isdecimal() or int(path.stem) == tahun]
    loaded: list[LoadedKinerja] = []
    for path in files:
        result = FormResult(f"{workspace.office_of(path)}/{path.stem}", source=shown_path(path))
        with result.faults():
            loaded.append(load_kinerja(path, workspace))
        if result.reason:
            results.append(result)
    if not files:
        what = " ".join(str(one) for one in (kantor, tahun) if one is not None)
        raise DoctoolError(
            f"tidak ada data kinerja {what}".rstrip() + " di ruang kerja ini",
            f"taruh di {DATA_FOLDER}/<kantor>/{KINERJA_FOLDER}/<tahun>.yaml, atau buat dengan: doctool baru formulir",
        )
    return _of_the_year(loaded, tahun, results)


def _of_the_year(
    loaded: Sequence[LoadedKinerja], tahun: int | None, results: list[FormResult]
) -> list[LoadedKinerja]:
    """Of each office the year asked for, else its newest; two files of one year and files with errors fail."""
    years: dict[str, int] = {}
    for one in loaded:
        years[one.office.kode] = max(years.get(one.office.kode, 0), one.kinerja.tahun)
    found = [one for one in loaded if one.kinerja.tahun == (tahun or years[one.office.kode])]
    twins = check_kinerja_files(found)
    good = []
    for one in found:
        findings = [*check_kinerja(one), *(twin for twin in twins if twin.where.file == one.file)]
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        if not errors:
            good.append(one)
            continue
        first = errors[0]
        more = f" (dan {len(errors) - 1} galat lain)" if len(errors) > 1 else ""
        result = FormResult(f"{one.office.kode}/{one.kinerja.tahun}", source=one.file)
        result.fail(ContentError(f"{first.where}: {first.message}{more}", tuple(errors), hint=first.hint))
        results.append(result)
    return good


def _forms(loaded: LoadedKinerja, options: FormOptions) -> list[Form]:
    made = forms_for(loaded, options.per_seksi, sampai=options.sampai)
    return [one for one in made if not options.bidang or one.bidang in options.bidang]


def _refuse_unknown(
    options: FormOptions, wanted: Sequence[tuple[LoadedKinerja, list[Form]]], failed: Sequence[FormResult]
) -> None:
    have = {form.bidang for _, forms in wanted for form in forms}
    unknown = [one for one in options.bidang if one not in have]
    if unknown and not failed:
        known = sorted({form.bidang for loaded, _ in wanted for form in forms_for(loaded)})
        raise DoctoolError(
            f'bidang "{unknown[0]}" tidak menjadi penanggung jawab apa pun dalam data kinerja',
            f"yang ada: {', '.join(known)}" if known else "periksa datanya dengan doctool periksa",
        )


def _write(
    workspace: Workspace, loaded: LoadedKinerja, forms: Sequence[Form], options: FormOptions, manifest: Manifest
) -> list[FormResult]:
    """The forms of one office."""
    folder = options.out / FORM_FOLDER / loaded.office.kode / str(loaded.kinerja.tahun)
    results = [
        FormResult(
            f"{form.office.kode}/{form.tahun}/{form.file_name.removesuffix('.xlsx')}", kantor=form.office.kode,
            tahun=form.tahun, bidang=form.bidang, seksi=form.seksi, kode=form.kode, source=loaded.file,
        )
        for form in forms
    ]  # fmt: skip
    whole = FormResult(f"{loaded.office.kode}/{loaded.kinerja.tahun}", source=loaded.file)
    with whole.faults():
        template = compile_form(loaded.office, own_templates(workspace))
        returns = load_returns(workspace, loaded.office.kode, loaded.kinerja.tahun)
        for form, result in zip(forms, results, strict=True):
            with result.faults():
                path = folder / form.file_name
                refuse_changed(manifest, [path], result, overwrite=options.overwrite)
                data = template.write(*carried(form, returns))
                if not options.dry_run:
                    manifest.write(path, data)
                result.files.append(path)
    return [whole] if whole.reason else results


def own_templates(workspace: Workspace) -> Path | None:
    """The folder of the office's own templates of forms, None where the workspace has none."""
    folder = workspace.root / TEMPLATES
    return folder if folder.is_dir() else None
