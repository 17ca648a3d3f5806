"""Reading a file whole: never one that does not end, as a pipe or a device, and none longer than is wanted."""

from __future__ import annotations

import errno
import hashlib
import stat
from pathlib import Path


class TooLongError(OSError):
    """A file that is longer than is wanted; who words the system's errors words this one too."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(errno.EFBIG, f"longer than {most} bytes", str(path))


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of the file at `path`, at most `most`. Raises TooLongError, and OSError, also for what is no file."""
    if _size(path) > most:
        raise TooLongError(path, most)
    data = _first(path, most + 1)
    if len(data) > most:
        raise TooLongError(path, most)
    return data


def read_start(path: Path, most: int) -> bytes:
    """The first bytes of the file at `path`, at most `most`. Raises OSError, also for what is no file."""
    _size(path)
    return _first(path, most)


def plain_digest(path: Path) -> str:
    """SHA-256 of the file at `path` in hexadecimal, however long it is. Raises OSError, also for what is no file."""
    _size(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ESPIPE, "is no plain file", str(path))
    return status.st_size


def _first(path: Path, most: int) -> bytes:
    with path.open("rb") as file:
        return file.read(most)
