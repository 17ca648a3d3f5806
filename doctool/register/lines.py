"""Lines of the buku agenda keluar: found, written, changed. All inside a transaction of the caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import fields

from doctool.errors import DoctoolError
from doctool.model.penomoran import Susunan, baca_sisipan
from doctool.register.order import refuse_turned
from doctool.register.records import Keadaan, Surat, SuratKeluar, of_row

COLUMNS = ", ".join(field.name for field in fields(SuratKeluar))
#: What a letter rendered again may change; its number stays.
FREE = ("tanggal", "hal", "tujuan", "lampiran", "penandatangan", "berkas", "keterangan")


def select(db: sqlite3.Connection, condition: str, values: Iterable[object]) -> list[SuratKeluar]:
    """The lines for which `condition` holds, in the order of their numbers."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM keluar WHERE {condition} ORDER BY tahun, deret, urut, sisipan",  # noqa: S608
        tuple(values),
    )
    return [of_row(SuratKeluar, row) for row in rows]


def by_id(db: sqlite3.Connection, number: int) -> SuratKeluar:
    """The line with this id."""
    return select(db, "id = ?", (number,))[0]


def by_key(db: sqlite3.Connection, key: str) -> SuratKeluar | None:
    """The line of the letter with this key; None where it has no number, or a cancelled one."""
    # Without "kunci <> ''" SQLite does not take the index of the keys, which leaves out the empty ones.
    found = select(db, "kunci = ? AND kunci <> '' AND keadaan <> 'batal'", (key,)) if key else []
    return found[0] if found else None


def by_printed(db: sqlite3.Connection, nomor: str, year: int) -> SuratKeluar | None:
    """The line that bears the printed number `nomor` in `year`, however it is spaced."""
    found = select(db, "replace(nomor, ' ', '') = ? AND tahun = ?", ("".join(nomor.split()), year))
    return found[0] if found else None


def one(db: sqlite3.Connection, nomor: str, year: int | None) -> SuratKeluar:
    """The line of a number, printed or running. Raises DoctoolError where there is none, or more than one."""
    wanted = "".join(nomor.split())
    if not wanted:
        raise DoctoolError("nomor belum diisi", "tulis nomor surat, atau nomor urutnya")
    found = select(db, "replace(nomor, ' ', '') = ? AND (? IS NULL OR tahun = ?)", (wanted, year, year))
    running = baca_sisipan(nomor)
    if not found and running is not None:
        found = select(db, "urut = ? AND sisipan = ? AND (? IS NULL OR tahun = ?)", (*running, year, year))
    if not found:
        raise DoctoolError(f'nomor "{nomor}" tidak ada di buku agenda', "lihat: doctool surat nomor lihat")
    if len(found) > 1:
        listed = ", ".join(f"{line.nomor} ({line.tahun})" for line in found[:6])
        raise DoctoolError(f'"{nomor}" menunjuk lebih dari satu nomor: {listed}', "sebut lengkap, atau dengan --tahun")
    return found[0]


def add_line(db: sqlite3.Connection, values: Mapping[str, object]) -> SuratKeluar:
    """Write a line whose number nobody has."""
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    made = db.execute(f"INSERT INTO keluar ({names}) VALUES ({marks})", dict(values))  # noqa: S608
    return by_id(db, int(made.lastrowid or 0))


def add(
    db: sqlite3.Connection, made: Susunan, letter: Surat, urut: int, mark: int, state: Keadaan, nomor: str = ""
) -> SuratKeluar:
    """Write the line of `letter` with the running number `urut` and its insertion; `nomor` where its letter prints
    the number otherwise than the pattern."""
    day = letter.tanggal.isoformat()
    values = {
        "deret": made.deret, "tahun": made.tahun, "urut": urut, "sisipan": mark,
        "nomor": nomor or made.nomor(urut, mark), "keadaan": state, "jenis": letter.jenis,
        "klasifikasi": made.nilai["klasifikasi"], "unit": made.nilai["unit"], "keamanan": made.nilai["keamanan"],
        "tanggal_urut": day, "tanggal": day, "alasan": "", "kunci": letter.kunci,
    }
    values |= {name: getattr(letter, name) for name in FREE if name != "tanggal"}
    return add_line(db, values)


def write(db: sqlite3.Connection, letter: Surat, line: SuratKeluar) -> SuratKeluar:
    """Note on `line` what its letter says now. A letter without a day of its own keeps the line's.

    Raises DoctoolError for a day that would turn the order of the book.
    """
    day = letter.tanggal if letter.bertanggal or line.keadaan is not Keadaan.TERBIT else line.tanggal
    refuse_turned(db, line, day)
    values = {name: getattr(letter, name) for name in FREE}
    values["tanggal"] = day.isoformat()
    values |= {"kunci": letter.kunci or line.kunci, "jenis": letter.jenis, "keadaan": Keadaan.TERBIT}
    changes = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE keluar SET {changes} WHERE id = :id", {**values, "id": line.id})  # noqa: S608
    return by_id(db, line.id)
