"""Reading a file whole: never one that does not end, as a pipe or a device, and none longer than is wanted."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


class TooLongError(OSError):
    """A file that is longer than is wanted; who words the system's errors words this one too."""

    def __init__(self, path: Path, most: int) -> None:
        super().__init__(errno.EFBIG, f"longer than {most} bytes", str(path))


def read_plain(path: Path, most: int) -> bytes:
    """The bytes of the file at `path`, at most `most`. Raises TooLongError, and OSError, also for what is no file."""
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ESPIPE, "is no plain file", str(path))
    if status.st_size > most:
        raise TooLongError(path, most)
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLongError(path, most)
    return data
