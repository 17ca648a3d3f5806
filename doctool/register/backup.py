"""Copies of the book: one for each day on which it changes, made before the day's first change."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from doctool import atomic
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain

BACKUP_FOLDER = "cadangan"
_NAME = re.compile(r"agenda-\d{4}-\d\d-\d\d\.sqlite")


def backups(folder: Path) -> list[Path]:
    """The copies of the book in `folder`, newest last."""
    place = folder / BACKUP_FOLDER
    if not place.is_dir():
        return []
    return sorted(path for path in place.iterdir() if _NAME.fullmatch(path.name) and path.is_file())


def day_of(backup: Path) -> date:
    """The day whose first change the copy was made before."""
    return date.fromisoformat(backup.stem.removeprefix("agenda-"))


def keep_daily(file: Path, today: date, keep: int) -> Path | None:
    """Copy the book as it was last committed, unless today's copy is there; the copy, None if none was made.

    Called inside a write transaction, so that one process makes the copy and none changes the book meanwhile; read
    through a connection of its own, because SQLite lets no backup begin on one that is writing. The `keep` newest
    copies stay, older ones are removed.
    """
    folder = file.parent
    target = folder / BACKUP_FOLDER / f"agenda-{today.isoformat()}.sqlite"
    if target.exists():
        return None
    atomic.sweep(target.parent)  # what a killed process left; no other is here, whoever writes has the lock
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        data = copy.serialize()
    atomic.write_bytes(target, data, root=folder)
    for old in backups(folder)[:-keep]:
        atomic.remove(old, root=folder)
    return target


def is_sound(file: Path) -> bool:
    """Whether `file`, which nobody is using, is a whole SQLite file."""
    try:
        data = read_plain(file, MADE_BYTES)
        if len(data) < 512:
            return False
        pages, size = int.from_bytes(data[28:32], "big"), int.from_bytes(data[16:18], "big")
        if pages * (65536 if size == 1 else size) != len(data):
            return False
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except (OSError, sqlite3.Error):
        return False
