"""The one way out: a file appears whole or not at all, and an old one stays until the new one is whole.

Written to a temporary name in the same folder, flushed to the disk, renamed. A killed run leaves at most
a `.part` file, which `sweep` removes.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from doctool.errors import WriteError, system_reason

#: Seconds between attempts at replacing a file that another program holds open. Word and virus scanners
#: on Windows let go of a file within about a second; a document that stays open does not.
RETRY_PAUSES_S = (0.2, 0.5, 1.0)

PART_SUFFIX = ".part"


def write_bytes(path: Path, data: bytes, *, root: Path | None = None) -> None:
    """Put `data` at `path`, making its folder; an existing file is replaced in one step.

    `root` is the folder that everything must stay in: a symbolic link at `path`, or among the folders
    between `root` and `path`, is refused. Raises WriteError with the reason.
    """
    _refuse_links(path, root)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = _write_part(path, data)
    except OSError as error:
        raise _write_error(path, error) from error
    try:
        _replace(part, path)
    except OSError as error:
        raise _write_error(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def write_text(path: Path, text: str, *, root: Path | None = None) -> None:
    """`write_bytes` of `text` as UTF-8 with the line ends it has."""
    write_bytes(path, text.encode("utf-8"), root=root)


def remove(path: Path, *, root: Path | None = None) -> None:
    """Remove the file at `path`, if there is one; same refusals and errors as `write_bytes`."""
    _refuse_links(path, root)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _write_error(path, error) from error


def sweep(folder: Path) -> int:
    """Remove what killed runs left in `folder` and below; the number of files removed.

    Only for a folder that this run has locked (doctool.lock).
    """
    count = 0
    for part in sorted(folder.rglob(f".*{PART_SUFFIX}")):
        if part.is_file() and not part.is_symlink():
            with contextlib.suppress(OSError):
                part.unlink()
                count += 1
    return count


def _refuse_links(path: Path, root: Path | None) -> None:
    places = [path]
    if root is not None:
        for parent in path.parents:
            if parent == root:
                break
            places.append(parent)
    for place in places:
        if place.is_symlink():
            raise WriteError(
                f'"{place}" adalah tautan (symbolic link), jadi tidak ditulisi',
                "hapus tautan itu, atau pilih folder keluaran lain dengan -o",
            )


def _write_part(path: Path, data: bytes) -> Path:
    part = path.with_name(f".{path.name}.{os.getpid()}{PART_SUFFIX}")
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    return part


def _replace(part: Path, path: Path) -> None:
    for pause in RETRY_PAUSES_S:
        try:
            os.replace(part, path)
        except PermissionError:
            time.sleep(pause)
        else:
            return
    os.replace(part, path)


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut; Windows has no such call and needs none."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _write_error(path: Path, error: OSError) -> WriteError:
    if isinstance(error, PermissionError):
        return WriteError(
            f'berkas "{path}" tidak dapat ditulis: sedang dibuka program lain (misalnya Word), '
            "atau Anda tidak berhak menulis di folder itu",
            "tutup berkas itu lalu ulangi",
        )
    return WriteError(
        f'berkas "{path}" tidak dapat ditulis: {system_reason(error)}', "periksa disk dan folder tujuannya"
    )
