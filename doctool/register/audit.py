"""Whether the book holds together: a sound file, every running number there or explained, days in order."""

from __future__ import annotations

import sqlite3
from itertools import pairwise

from doctool.register import backup
from doctool.register.database import Register
from doctool.register.series import MASUK, Deret, all_series, skipped


def audit(register: Register) -> list[str]:
    """What is wrong with the book, one sentence in Bahasa Indonesia each; none for a sound one.

    Raises DamagedError where the file cannot be read at all.
    """
    found = [f"berkasnya rusak: {fault}" for fault in register.faults()]
    if found:
        return found
    with register.read() as db:
        for one in all_series(db):
            found += _unexplained(db, one)
            if one.deret != MASUK:
                found += _turned(db, one)
            if one.perlu_mulai:
                found.append(f"{one.sebutan}: nomor berikutnya belum dipastikan sesudah pemulihan")
    strange = [path.name for path in register.file.parent.glob("agenda*.sqlite") if path != register.file]
    found += [
        f'ada berkas lain "{name}" di samping buku agenda: mungkin salinan, jangan ambil nomor dari sana'
        for name in sorted(strange) if not name.startswith("agenda-rusak")
    ]
    found += [
        f'cadangan "{path.name}" rusak' for path in backup.backups(register.file.parent) if not backup.is_sound(path)
    ]
    return found


def _unexplained(db: sqlite3.Connection, one: Deret) -> list[str]:
    """Running numbers below the next one that neither a line nor a noted gap accounts for, and the other way round."""
    if one.deret == MASUK:
        rows = db.execute("SELECT agenda FROM masuk WHERE tahun = ?", (one.tahun,))
    else:
        rows = db.execute(
            "SELECT urut FROM keluar WHERE deret = ? AND tahun = ? AND sisipan = 0", (one.deret, one.tahun)
        )
    there = {int(row[0]) for row in rows}
    explained = {
        number for gap in skipped(db) if (gap.deret, gap.tahun) == (one.deret, one.tahun)
        for number in range(gap.dari, gap.sampai + 1)
    }
    found = [
        f"{one.sebutan}: nomor urut {number} tidak ada di buku dan tidak dijelaskan"
        for number in range(1, one.berikut) if number not in there and number not in explained
    ]
    return found + [
        f"{one.sebutan}: nomor urut {number} ada, padahal nomor berikutnya {one.berikut}"
        for number in sorted(there) if number >= one.berikut
    ]


def _turned(db: sqlite3.Connection, one: Deret) -> list[str]:
    rows = db.execute(
        "SELECT nomor, tanggal FROM keluar WHERE deret = ? AND tahun = ? AND sisipan = 0 AND keadaan = 'terbit'"
        " ORDER BY urut", (one.deret, one.tahun),
    ).fetchall()
    return [
        f"{one.sebutan}: tanggal {after[0]} ({after[1]}) mendahului {before[0]} ({before[1]})"
        for before, after in pairwise(rows) if after[1] < before[1]
    ]
