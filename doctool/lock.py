"""One run at a time on one output folder.

The operating system holds the lock (flock; on Windows msvcrt), so a lock dies with its process: what a
killed run leaves behind is only the text that tells who it was, and the next run takes over.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO

from doctool.border.json_text import read_json
from doctool.border.limits import TEXT_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import BusyError, WriteError, system_reason

#: Windows locks bytes, and locked bytes cannot be read: lock one far behind the text.
_LOCKED_BYTE = 1 << 30
#: Seconds that a run which has taken the lock may need to write who it is.
_SIGNING_S = 1.0


@contextlib.contextmanager
def hold(file: Path) -> Iterator[None]:
    """Hold the lock `file` (made if absent) for the length of the block.

    Raises BusyError, naming the process, the machine and the start of the other run, where it is held.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = file.open("a+", encoding="utf-8", newline="\n")
    except OSError as error:
        raise WriteError(
            f'folder keluaran "{file.parent.parent}" tidak dapat ditulisi: {system_reason(error)}',
            "pilih folder lain dengan -o",
        ) from error
    with handle:
        if not _try_lock(handle):
            raise BusyError(_busy_message(file), "tunggu sampai selesai, atau pilih folder keluaran lain dengan -o")
        try:
            _sign(handle)
            yield
        finally:
            handle.seek(0)
            handle.truncate()
            _unlock(handle)


def _sign(handle: IO[str]) -> None:
    now = datetime.now().astimezone()
    owner = {"pid": os.getpid(), "mesin": socket.gethostname(), "mulai": now.isoformat(timespec="seconds")}
    handle.seek(0)
    handle.truncate()
    handle.write(json.dumps(owner) + "\n")
    handle.flush()


def _owner(file: Path) -> str:
    """Who holds the lock, "" where the text does not say."""
    try:
        owner = read_json(read_plain(file, TEXT_BYTES))
        return f"proses {owner['pid']} di {owner['mesin']}, mulai {owner['mulai']}"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _busy_message(file: Path) -> str:
    who = _owner(file)
    end = time.monotonic() + _SIGNING_S
    while not who and time.monotonic() < end:  # whoever has just taken the lock has not signed yet
        time.sleep(0.02)
        who = _owner(file)
    who = who or "proses lain"
    return f'folder keluaran "{file.parent.parent}" sedang dipakai doctool yang lain ({who})'


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: IO[str]) -> bool:
        handle.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: IO[str]) -> None:
        handle.seek(_LOCKED_BYTE)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: IO[str]) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: IO[str]) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
