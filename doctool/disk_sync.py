"""Many new files made to last through a power cut at once: one call for a batch, where the system has one.

On Linux `syncfs` writes out the file system that a folder lies on, and says so where that failed; elsewhere each file
is flushed by itself. Which files are whole after a cut is then known for the batch, not file by file.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

#: Windows: names longer than MAX_PATH (260) are taken as they are after this prefix.
_LONG = "\\\\?\\"
#: A folder's own limit is 12 less, for a name of 8.3 in it.
_SHORT_ENOUGH = 248


def sync_batch(folder: Path, files: Iterable[Path]) -> None:
    """Make `files`, all on the file system of `folder` and written just now, last. Raises OSError."""
    call = _syncfs()
    if call is not None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            if call(handle) == 0:
                return
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(handle)
    for file in files:
        handle = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    if sys.platform != "win32":
        with contextlib.suppress(OSError):  # a folder that cannot be opened is no reason to fail: the files last
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def system_path(path: Path) -> str:
    """`path` as the system takes it at any length; on Windows an absolute path beyond MAX_PATH needs a prefix."""
    if sys.platform == "win32":
        return _long_path(os.path.abspath(path))
    return str(path)


def _long_path(path: str) -> str:
    if len(path) < _SHORT_ENOUGH or path.startswith(_LONG):
        return path
    return f"{_LONG}UNC\\{path[2:]}" if path.startswith("\\\\") else f"{_LONG}{path}"


@cache
def _syncfs() -> Callable[[int], int] | None:
    """Linux's syncfs(2), None where there is none."""
    if sys.platform != "linux":
        return None
    try:
        call = ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None
    call.argtypes = [ctypes.c_int]
    call.restype = ctypes.c_int

    def syncfs(handle: int) -> int:
        return int(call(handle))

    return syncfs
