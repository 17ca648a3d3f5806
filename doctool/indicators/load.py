"""From a YAML file or an Excel workbook to the indicators of an office for one year.

Both give the same model. All that is wrong is said at once, with file:line:column or sheet!cell (codes Y.., D.. of
docs/catalog.md).
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import read_start
from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.indicators.sheets import build
from doctool.indicators.workbook import read_sheets
from doctool.loaded import LoadedKantor, LoadedKinerja
from doctool.model.kinerja import Kinerja
from doctool.model.laporan import LAPORAN_FILE, PEMBANDING_FILE
from doctool.refusal import error, refuse

#: Folder of the indicators below data/<kantor>/, and the file in it that says what they are compared with.
KINERJA_FOLDER, PEMBANDING = "kinerja", "pembanding"
YAML_SUFFIXES = frozenset({".yaml", ".yml"})
TABLE_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_TOP = re.compile(r"^sasaran[ \t]*:", re.MULTILINE)


def load_kinerja(path: Path, workspace: Workspace | None) -> LoadedKinerja:
    """The indicators in the file at `path`, a workbook by its suffix. Raises ContentError with all findings.

    The office is that of its folder data/<kantor>/, or the only one there is.
    """
    file = shown_path(path)
    office, refusal = _office(path, file, workspace)
    findings: list[Finding] = list(refusal.findings) if refusal is not None else []
    if path.suffix.lower() in TABLE_SUFFIXES:
        made = build(read_sheets(path, file), file, office.kantor.bidang if office else {}, path.stem)
        source = made.source()
        findings += made.findings
    else:
        source = read_yaml(path)
    kinerja, faults = _validated(source)
    findings += faults
    told = tuple(sorted((one for one in findings if one.severity is Severity.WARNING), key=Finding.sort_key))
    if kinerja is None or office is None or len(told) < len(findings):
        raise refuse_all(source, findings)
    return LoadedKinerja(kinerja, source.positions, office, file, told)


def _validated(source: Source) -> tuple[Kinerja | None, list[Finding]]:
    """The model, or what is wrong, in a workbook with hints that speak of cells."""
    kinerja, findings = validate(Kinerja, source)
    if source.positions.sheet is None:
        return kinerja, findings
    if "tahun" not in source.data:  # said already, with where it may stand
        findings = [one for one in findings if not (one.code == "D02" and '"tahun"' in one.message)]
    return kinerja, [
        replace(one, message="penanggung jawab belum diisi", hint="isi bidang penanggung jawabnya")
        if one.code == "D02" and '"bidang"' in one.message else one
        for one in findings
    ]


def _office(
    path: Path, file: str, workspace: Workspace | None
) -> tuple[LoadedKantor | None, ContentError | None]:
    """The office of the file at `path`, or why there is none."""
    try:
        if workspace is None:
            hint = "pindah ke ruang kerja, atau buat yang baru dengan: doctool baru kantor"
            raise refuse(file, [error("D16", Where(file), "berkas ini tidak di dalam ruang kerja", hint)])
        known = workspace.offices()
        code = workspace.office_of(path) or (known[0] if len(known) == 1 else None)
        if code is None:
            hint = f"taruh di {DATA_FOLDER}/<kantor>/{KINERJA_FOLDER}/; kantor yang ada: {', '.join(known)}"
            raise refuse(file, [error("D16", Where(file), "kantor berkas ini tidak dapat dikenali", hint)])
        return workspace.load_kantor(code), None
    except ContentError as problem:
        return None, problem


def is_kinerja(path: Path) -> bool:
    """Whether a file holds indicators: it lies in a folder `kinerja`, or is YAML with the key `sasaran`; a laporan, and
    what indicators are compared with, are files of their own."""
    suffix = path.suffix.lower()
    if path.name in (LAPORAN_FILE, PEMBANDING_FILE):
        return False
    if path.stem.casefold() in {PEMBANDING, "laporan"}:  # what they are compared with; a report, which has sasaran too
        return False
    if path.parent.name == KINERJA_FOLDER:
        return suffix in YAML_SUFFIXES | TABLE_SUFFIXES
    if suffix not in YAML_SUFFIXES:
        return False
    try:
        return _TOP.search(read_start(path, TEXT_BYTES).decode("utf-8-sig", errors="replace")) is not None
    except OSError:
        return False


def kinerja_files(place: Workspace | Path) -> list[Path]:
    """The files of indicators of a workspace, data/<kantor>/kinerja/*, or below a folder; sorted."""
    if isinstance(place, Workspace):
        folders = [place.root / DATA_FOLDER / code / KINERJA_FOLDER for code in place.offices()]
    elif place.name == KINERJA_FOLDER:
        folders = [place]
    else:
        folders = [one for one in place.rglob(KINERJA_FOLDER)
                   if not any(part.startswith((".", "~")) for part in one.relative_to(place).parts)]
    return sorted(
        path for folder in folders if folder.is_dir() for path in folder.iterdir()
        if path.is_file() and is_kinerja(path) and not path.name.startswith((".", "~"))
    )
