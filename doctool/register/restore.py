"""From a damaged book back to the newest sound copy, without giving again the numbers that the copy lacks."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doctool import atomic
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import DoctoolError, WriteError, system_reason
from doctool.register import backup
from doctool.register.database import DamagedError, Register


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: the copy that is the book now, its day, and where the damaged file was put (None: it was gone)."""

    copy: Path
    day: date
    aside: Path | None


def restore(register: Register) -> Restored:
    """Make the newest sound copy the book; the damaged file is kept beside it as agenda-rusak-*.sqlite.

    Every series then waits for `mulai`: numbers taken since the copy are in no book, and are asked of the user.
    Raises DoctoolError where the book is sound, or no copy is.
    """
    _refuse_sound(register)
    copies = [path for path in backup.backups(register.file.parent) if backup.is_sound(path)]
    if not copies:
        raise DoctoolError(
            f'tidak ada cadangan yang utuh di "{register.file.parent / backup.BACKUP_FOLDER}"',
            "minta salinan dari cadangan komputer; atau mulai buku baru dan baca buku agenda lama dari Excel",
        )
    copy = copies[-1]
    if register.trial:
        return Restored(copy, backup.day_of(copy), None)
    aside = _put_aside(register)
    atomic.write_bytes(register.file, read_plain(copy, MADE_BYTES), root=register.file.parent)
    with register.change("pulihkan", copy.name) as db:
        # Letters of last year's series are still numbered in January.
        db.execute("UPDATE deret SET perlu_mulai = 1 WHERE tahun >= ?", (backup.day_of(copy).year - 1,))
    return Restored(copy, backup.day_of(copy), aside)


def _refuse_sound(register: Register) -> None:
    with contextlib.suppress(DamagedError), register:
        if not register.faults():
            raise DoctoolError("buku agenda utuh, jadi tidak perlu dipulihkan", "tidak ada yang perlu dilakukan")


def _put_aside(register: Register) -> Path | None:
    """Move the damaged file and its journal away: a journal left behind would be played into the restored book."""
    file = register.file
    number, aside = 1, file.with_name(f"agenda-rusak-{register.today.isoformat()}.sqlite")
    while aside.exists():
        number += 1
        aside = file.with_name(f"agenda-rusak-{register.today.isoformat()}-{number}.sqlite")
    moved: Path | None = None
    try:
        journal = file.with_name(file.name + "-journal")
        if journal.exists():
            os.replace(journal, aside.with_name(aside.name + "-journal"))
        if file.exists():
            os.replace(file, aside)
            moved = aside
    except OSError as error:
        raise WriteError(
            f'"{file}" tidak dapat dipindahkan: {system_reason(error)}', "tutup program lain yang membukanya"
        ) from error
    return moved
