"""The order of the buku agenda keluar: in a series the days never go back, whatever is taken, used or changed."""

from __future__ import annotations

import sqlite3
from datetime import date

from doctool.errors import DoctoolError
from doctool.indonesian import tanggal as write_day
from doctool.model.penomoran import Susunan, tulis_urut
from doctool.register.records import Keadaan, SuratKeluar

#: A number and the day of its letter.
Neighbour = tuple[str, date]


def last_day(db: sqlite3.Connection, made: Susunan) -> str:
    """The latest day in the series, "" if it has no number yet."""
    row = db.execute(
        "SELECT max(tanggal) FROM keluar WHERE deret = ? AND tahun = ? AND keadaan <> 'batal' AND sisipan = 0",
        (made.deret, made.tahun),
    ).fetchone()
    return row[0] or ""


def refuse_backdated(db: sqlite3.Connection, made: Susunan, day: date) -> None:
    """DoctoolError for a new number on a day before the series' last one."""
    last = last_day(db, made)
    if last > day.isoformat():
        raise DoctoolError(
            f"tanggal {say(day)} mendahului nomor terakhir deret {made.deret} ({say(date.fromisoformat(last))}); "
            "urutan tanggal di buku agenda tidak boleh berbalik",
            "perbaiki tanggalnya, atau pakai --sisipan untuk nomor sisipan seperti "
            f"{tulis_urut(123, 1)}",
        )


def neighbours(
    db: sqlite3.Connection, deret: str, tahun: int, urut: int, sisipan: int
) -> tuple[Neighbour | None, Neighbour | None]:
    """The numbers with letters before and after a place of a series; insertions count for neither."""
    found: list[Neighbour | None] = []
    where = "deret = ? AND tahun = ? AND sisipan = 0 AND keadaan = 'terbit' AND urut"
    for sign, way, at in (("<", "DESC", urut + bool(sisipan)), (">", "ASC", urut)):
        row = db.execute(
            f"SELECT nomor, tanggal FROM keluar WHERE {where} {sign} ? ORDER BY urut {way} LIMIT 1",  # noqa: S608
            (deret, tahun, at),
        ).fetchone()
        found.append((row[0], date.fromisoformat(row[1])) if row else None)
    return found[0], found[1]


def fits(db: sqlite3.Connection, line: SuratKeluar, day: date) -> bool:
    """Whether `line` may bear the day `day` without turning the order."""
    try:
        refuse_turned(db, line, day)
    except DoctoolError:
        return False
    return True


def refuse_turned(db: sqlite3.Connection, line: SuratKeluar, day: date) -> None:
    """DoctoolError where the letter of `line` may not be of the day `day`: before the day its number was taken for or
    the number before it, or after the number that follows."""
    if day == line.tanggal and line.keadaan is Keadaan.TERBIT:
        return
    mend = "batalkan nomor itu lalu ambil lagi{0}, atau perbaiki tanggal suratnya"
    if day < line.tanggal_urut:
        raise DoctoolError(
            f"nomor {line.nomor} diambil untuk tanggal {say(line.tanggal_urut)}; "
            f"surat bertanggal {say(day)} mendahuluinya", mend.format(" dengan --sisipan"),
        )
    refuse_between(db, (line.deret, line.tahun, line.urut, line.sisipan), line.nomor, day, mend)


def refuse_between(
    db: sqlite3.Connection, place: tuple[str, int, int, int], nomor: str, day: date, mend: str
) -> None:
    """DoctoolError where `day` does not lie between the numbers around `place` (series, year, running number,
    insertion); `mend` is the advice, with a place for how to take another number."""
    before, after = neighbours(db, *place)
    if before is not None and day < before[1]:
        raise DoctoolError(
            f"nomor {nomor} tidak dapat bertanggal {say(day)}: nomor sebelumnya, {before[0]}, bertanggal "
            f"{say(before[1])}, dan urutan tanggal di buku agenda tidak boleh berbalik",
            mend.format(" dengan --sisipan"),
        )
    if after is not None and day > after[1]:
        raise DoctoolError(
            f"nomor {nomor} tidak dapat bertanggal {say(day)}: nomor sesudahnya, {after[0]}, bertanggal "
            f"{say(after[1])}, dan urutan tanggal di buku agenda tidak boleh berbalik",
            mend.format(""),
        )


def say(day: date) -> str:
    """A day as it is told: "15 Juli 2024"."""
    return write_day(day.year, day.month, day.day)
