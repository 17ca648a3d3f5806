"""What an SOP's files stand on, as SHA-256: its text, its office, the program and the libraries that write."""

from __future__ import annotations

import os
import sys
import zlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import doctool
from doctool.border.limits import TEXT_BYTES
from doctool.border.picture import read_picture
from doctool.border.plain_file import read_plain
from doctool.catalog.load import KANTOR_FILE
from doctool.fingerprint import digest_of_parts

if TYPE_CHECKING:
    from doctool.loaded import LoadedKantor

#: Libraries whose versions may change the bytes of a sheet, or what is found in an SOP.
_LIBRARIES = ("lxml", "pillow", "pydantic", "python-docx", "PyYAML", "XlsxWriter")
#: Parts of doctool that no file and no finding stands on.
_ASIDE = frozenset({"__pycache__", "cli"})


@cache
def program() -> str:
    """SHA-256 over doctool's own files and the versions of what it stands on: a sheet made by another program than
    this one is not taken for its own."""
    parts: list[str | bytes] = [doctool.__version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, *map(_version, _LIBRARIES)]
    root = os.path.dirname(doctool.__file__)
    for folder, inside, names in os.walk(root):
        inside[:] = sorted(set(inside) - _ASIDE)
        parts.append(os.path.relpath(folder, root).replace(os.sep, "/"))
        for name in sorted(names):
            with open(os.path.join(folder, name), "rb") as file:
                parts += [name, file.read()]
    return digest_of_parts(*parts)


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def office_text(folder: Path) -> bytes | None:
    """The bytes of the kantor.yaml in `folder`; None where it cannot be read."""
    try:
        return read_plain(folder / KANTOR_FILE, TEXT_BYTES)
    except OSError:
        return None


def crest(office: LoadedKantor) -> bytes:
    """The bytes of the office's crest, b"" where it has none that can be used."""
    picture = read_picture(office.folder, office.kantor.kop.logo or "")
    return picture.data if picture is not None else b""
