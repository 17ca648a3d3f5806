"""The letter templates: those that the office keeps in its workspace, else those of the package."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from doctool.border.limits import TEMPLATE
from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.word import NoWordFileError, open_whole
from doctool.errors import ContentError, DoctoolError, system_reason
from doctool.fill.markers import SUFFIX
from doctool.model.surat import Jenis


@dataclass(frozen=True, slots=True)
class Template:
    """A Word file with placeholders: its kind, its name as shown to the user, its bytes, and whether it is doctool's
    own or comes from outside."""

    kind: Jenis
    name: str
    data: bytes
    builtin: bool = False


def find_template(kind: Jenis, folder: Path | None = None, *, markers: bool = False) -> Template:
    """The template of `kind`: `<kind>.docx` in `folder` (templates/docx of the workspace), else doctool's own.

    With `markers` the office's `<kind>-srikandi.docx` goes before both.
    DoctoolError where the office's file cannot be read, ContentError where it is no Word file.
    """
    path = folder / f"{kind}.docx" if folder is not None else None
    if folder is not None and markers and (folder / f"{kind}{SUFFIX}.docx").exists():
        path = folder / f"{kind}{SUFFIX}.docx"
    if path is None or not path.exists():
        return Template(kind, f"templat bawaan {kind}.docx", own_template(kind), builtin=True)
    try:
        data = read_plain(path, TEMPLATE.file)
    except TooLongError as error:
        message = f'templat "{path}" lebih besar dari {TEMPLATE.file // 1_000_000} MB'
        raise ContentError(message, hint="perkecil gambarnya") from error
    except OSError as error:
        raise DoctoolError(
            f'templat "{path}" tidak dapat dibaca: {system_reason(error)}', "tutup berkas itu di Word, lalu ulangi"
        ) from error
    _check(path, data)
    return Template(kind, str(path), data)


def own_template(kind: Jenis) -> bytes:
    """doctool's own template of `kind`."""
    return (files("doctool") / "data" / "templates" / f"{kind}.docx").read_bytes()


def _check(path: Path, data: bytes) -> None:
    try:
        open_whole(data)
    except NoWordFileError as error:
        raise ContentError(f'templat "{path}" tidak dapat dipakai: {error}', hint=error.hint) from error
