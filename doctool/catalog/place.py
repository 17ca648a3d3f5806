"""Where a data file lies: in whose office's folder, and whether it is one of the user's own files."""

from __future__ import annotations

from pathlib import Path

from doctool.catalog.index import DATA_FOLDER, Workspace
from doctool.errors import ContentError
from doctool.findings import Finding, Where
from doctool.loaded import LoadedKantor
from doctool.refusal import error, refuse


def is_own(path: Path, folder: Path) -> bool:
    """Whether `path` below `folder` is a file that is neither hidden nor left behind by a program, nor in such a
    folder."""
    inner = path.relative_to(folder).parts
    return path.is_file() and not any(part.startswith((".", "~")) for part in inner)


def required_office(path: Path, file: str, workspace: Workspace | None) -> LoadedKantor:
    """The office in whose folder of data/ the file lies. Raises ContentError (D16) where there is none."""
    if workspace is None:
        hint = "pindah ke ruang kerja, atau buat yang baru dengan: doctool baru kantor"
        raise refuse(file, [error("D16", Where(file), "berkas ini tidak di dalam ruang kerja", hint)])
    workspace.check_place(path)
    code = workspace.office_of(path)
    if code is None:
        hint = f"taruh di {DATA_FOLDER}/<kantor>/; kantor yang ada: {', '.join(workspace.offices())}"
        raise refuse(file, [error("D16", Where(file), "kantor berkas ini tidak dapat dikenali", hint)])
    return workspace.load_kantor(code)


def office_at(path: Path, file: str, workspace: Workspace | None, findings: list[Finding]) -> LoadedKantor | None:
    """`required_office`; None where there is none, which `findings` then say."""
    try:
        return required_office(path, file, workspace)
    except ContentError as problem:
        findings.extend(problem.findings)
        return None
