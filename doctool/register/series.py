"""Series of running numbers: what comes next, from where they begin, and what explains a number without a line."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from doctool.errors import DoctoolError

#: The series of the buku agenda masuk; a series of letters sent never has this name (it is "umum" or has a space).
MASUK = "masuk"


@dataclass(frozen=True, slots=True)
class Deret:
    """A series in a year: its next running number. `perlu_mulai`: after a restore, nobody knows it."""

    deret: str
    tahun: int
    berikut: int
    perlu_mulai: bool

    @property
    def sebutan(self) -> str:
        """How it is called in messages."""
        return _called(self.deret, self.tahun)


@dataclass(frozen=True, slots=True)
class Loncatan:
    """Running numbers from `dari` to `sampai` that the book does not hold, and why."""

    deret: str
    tahun: int
    dari: int
    sampai: int
    sebab: str

    @property
    def sebutan(self) -> str:
        """How its series is called in messages."""
        return _called(self.deret, self.tahun)


def _called(deret: str, tahun: int) -> str:
    return f"buku agenda masuk tahun {tahun}" if deret == MASUK else f"deret {deret} tahun {tahun}"


def all_series(db: sqlite3.Connection) -> list[Deret]:
    """Every series, by name and year."""
    rows = db.execute("SELECT deret, tahun, berikut, perlu_mulai FROM deret ORDER BY deret, tahun")
    return [Deret(row[0], row[1], row[2], bool(row[3])) for row in rows]


def skipped(db: sqlite3.Connection) -> list[Loncatan]:
    """All explained gaps."""
    rows = db.execute("SELECT deret, tahun, dari, sampai, sebab FROM loncatan ORDER BY deret, tahun, dari")
    return [Loncatan(*row) for row in rows]


def gaps(db: sqlite3.Connection, year: int) -> list[Loncatan]:
    """The explained gaps of a year, without the numbers in them that the book has all the same."""
    found: list[Loncatan] = []
    for gap in skipped(db):
        if gap.tahun != year:
            continue
        start = gap.dari
        for there in _there(db, gap):
            if there > start:
                found.append(replace(gap, dari=start, sampai=there - 1))
            start = there + 1
        if start <= gap.sampai:
            found.append(replace(gap, dari=start))
    return found


def _there(db: sqlite3.Connection, gap: Loncatan) -> list[int]:
    """The running numbers inside a gap that the book has."""
    span = (gap.tahun, gap.dari, gap.sampai)
    if gap.deret == MASUK:
        rows = db.execute("SELECT agenda FROM masuk WHERE tahun = ? AND agenda BETWEEN ? AND ? ORDER BY 1", span)
    else:
        rows = db.execute(
            "SELECT urut FROM keluar WHERE tahun = ? AND urut BETWEEN ? AND ? AND deret = ? AND sisipan = 0 ORDER BY 1",
            (*span, gap.deret),
        )
    return [int(row[0]) for row in rows]


def series(db: sqlite3.Connection, name: str, year: int) -> Deret:
    """The series `name` in `year`, begun at 1 if it is new."""
    row = db.execute("SELECT berikut, perlu_mulai FROM deret WHERE deret = ? AND tahun = ?", (name, year)).fetchone()
    if row is None:
        waits = _after_restore(db)
        db.execute("INSERT INTO deret VALUES (?, ?, 1, ?)", (name, year, waits))
        return Deret(name, year, 1, waits)
    return Deret(name, year, row[0], bool(row[1]))


def next_of(db: sqlite3.Connection, name: str, year: int) -> int:
    """The next running number of a series, without beginning it."""
    row = db.execute("SELECT berikut FROM deret WHERE deret = ? AND tahun = ?", (name, year)).fetchone()
    return int(row[0]) if row else 1


def _after_restore(db: sqlite3.Connection) -> bool:
    """Whether a new series may have had numbers that a restored copy does not know: while any series waits."""
    return bool(db.execute("SELECT count(*) FROM deret WHERE perlu_mulai").fetchone()[0])


def advance(db: sqlite3.Connection, one: Deret) -> int:
    """Take the next running number of the series. Raises DoctoolError while it is not known."""
    if one.perlu_mulai:
        raise DoctoolError(
            f"buku agenda baru dipulihkan dari cadangan; nomor terakhir {one.sebutan} belum dipastikan",
            "lihat nomor terakhir pada surat yang sudah keluar, lalu sebutkan nomor berikutnya: "
            f"doctool surat {'masuk' if one.deret == MASUK else 'nomor'} mulai NOMOR",
        )
    db.execute("UPDATE deret SET berikut = berikut + 1 WHERE deret = ? AND tahun = ?", (one.deret, one.tahun))
    return one.berikut


def begin_at(db: sqlite3.Connection, one: Deret, urut: int, reason: str) -> None:
    """Make `urut` the next number; the numbers left out are explained by `reason`, or by what happened.

    Raises DoctoolError for a number that lies behind.
    """
    if urut < one.berikut:
        raise DoctoolError(
            f"{one.sebutan} sudah sampai {one.berikut - 1}; tidak dapat dimulai dari {urut}",
            f"nomor berikutnya paling kecil {one.berikut}",
        )
    if urut > one.berikut:
        lost = "diambil sesudah cadangan dibuat, hilang bersama buku yang rusak"
        reason = reason or (lost if one.perlu_mulai else f"buku agenda ini dimulai dari nomor {urut}")
        skip(db, Loncatan(one.deret, one.tahun, one.berikut, urut - 1, reason))
    db.execute(
        "UPDATE deret SET berikut = ?, perlu_mulai = 0 WHERE deret = ? AND tahun = ?", (urut, one.deret, one.tahun)
    )


def skip(db: sqlite3.Connection, gap: Loncatan) -> None:
    """Explain a gap."""
    db.execute(
        "INSERT INTO loncatan (deret, tahun, dari, sampai, sebab) VALUES (?, ?, ?, ?, ?)",
        (gap.deret, gap.tahun, gap.dari, gap.sampai, gap.sebab),
    )
