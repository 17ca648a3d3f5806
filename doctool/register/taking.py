"""How a letter comes to its number: the next one, its own once more, a reserved one, an insertion.

All inside a transaction of the caller; all is looked at before anything is written.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from doctool.errors import DoctoolError
from doctool.model.penomoran import Penomoran, Susunan
from doctool.register.lines import add, by_key, one, write
from doctool.register.order import last_day, refuse_backdated, say
from doctool.register.records import Keadaan, Surat, SuratKeluar
from doctool.register.series import advance, series

#: What a letter that uses a reserved number may leave to what it was reserved for.
_RESERVED_FOR = ("hal", "tujuan", "lampiran", "penandatangan", "keterangan")


def take_number(db: sqlite3.Connection, rules: Penomoran, letter: Surat, insert: bool, reserved: str) -> SuratKeluar:
    """The letter's own number, the one `reserved` names, or a new one; `insert`: an insertion where it is backdated."""
    same = by_key(db, letter.kunci)
    if same is not None:
        return again(db, rules, letter, same)
    if reserved:
        return use_number(db, rules, letter, one(db, reserved, letter.tanggal.year))
    made = compose(rules, letter)
    if not insert:
        refuse_backdated(db, made, letter.tanggal)
    elif last_day(db, made) > letter.tanggal.isoformat():
        return _insert(db, made, letter)
    return next_number(db, made, letter, Keadaan.TERBIT)


def compose(rules: Penomoran, letter: Surat) -> Susunan:
    """The parts of the letter's number but its running number. Raises DoctoolError."""
    if not letter.jenis:
        raise DoctoolError("jenis surat belum diisi", "misalnya --jenis nota-dinas")
    return rules.susun(
        jenis=letter.jenis, tanggal=letter.tanggal, klasifikasi=letter.klasifikasi, unit=letter.unit,
        keamanan=letter.keamanan,
    )


def again(db: sqlite3.Connection, rules: Penomoran, letter: Surat, line: SuratKeluar) -> SuratKeluar:
    """The letter's own number once more, with what changed in the letter noted."""
    asked = {
        "jenis": letter.jenis, "klasifikasi": letter.klasifikasi, "keamanan": letter.keamanan,
        "unit": rules.unit_bidang.get(letter.unit, letter.unit),
        "tahun": letter.tanggal.year if letter.bertanggal else 0,
    }
    for name, value in asked.items():
        if value and value != getattr(line, name):
            raise DoctoolError(
                f"surat ini sudah bernomor {line.nomor} dengan {name} {getattr(line, name)}, sekarang diminta {value}",
                "nomor yang sudah diambil tidak berubah; bila perlu nomor lain, batalkan dahulu: "
                f'doctool surat nomor batal "{line.nomor}" --alasan ...',
            )
    return write(db, letter, line)


def use_number(db: sqlite3.Connection, rules: Penomoran, letter: Surat, line: SuratKeluar) -> SuratKeluar:
    """A reserved number for `letter`, which must be what it was reserved for."""
    if line.keadaan is not Keadaan.DIPESAN:
        raise DoctoolError(f"nomor {line.nomor} tidak dipesan, melainkan {line.keadaan}", "ambil nomor lain")
    if letter.jenis != line.jenis:
        raise DoctoolError(f"nomor {line.nomor} dipesan untuk {line.jenis}, bukan {letter.jenis}", "ambil nomor lain")
    given = replace(
        letter, klasifikasi=letter.klasifikasi or line.klasifikasi, unit=letter.unit or line.unit,
        keamanan=letter.keamanan or line.keamanan,
    )
    made = compose(rules, given)
    if made.nomor(line.urut, line.sisipan) != line.nomor:
        raise DoctoolError(
            f"nomor {line.nomor} dipesan untuk klasifikasi {line.klasifikasi or '-'}, unit {line.unit or '-'}, "
            f"keamanan {line.keamanan}, tanggal {say(line.tanggal)}; surat ini lain",
            "samakan suratnya, atau ambil nomor baru",
        )
    said = {name: getattr(letter, name) or getattr(line, name) for name in _RESERVED_FOR}
    return write(db, replace(letter, **said), line)


def next_number(db: sqlite3.Connection, made: Susunan, letter: Surat, state: Keadaan) -> SuratKeluar:
    """The series' next number for `letter`."""
    current = series(db, made.deret, made.tahun)
    _refuse_used(db, made, made.nomor(current.berikut))
    return add(db, made, letter, advance(db, current), 0, state)


def _insert(db: sqlite3.Connection, made: Susunan, letter: Surat) -> SuratKeluar:
    """A marked insertion after the last number that is not later than the letter; 0.a before the first of all."""
    at = (made.deret, made.tahun)
    before = db.execute(
        "SELECT max(urut) FROM keluar WHERE deret = ? AND tahun = ? AND sisipan = 0 AND keadaan <> 'batal'"
        " AND tanggal <= ?", (*at, letter.tanggal.isoformat()),
    ).fetchone()[0]
    if before is None:
        first = db.execute("SELECT min(urut) FROM keluar WHERE deret = ? AND tahun = ?", at).fetchone()[0]
        before = max(0, int(first) - 1)
    last = db.execute(
        "SELECT max(sisipan) FROM keluar WHERE deret = ? AND tahun = ? AND urut = ?", (*at, before)
    ).fetchone()[0]
    mark = (last or 0) + 1
    _refuse_used(db, made, made.nomor(before, mark))
    return add(db, made, letter, before, mark, Keadaan.TERBIT)


def _refuse_used(db: sqlite3.Connection, made: Susunan, nomor: str) -> None:
    """No two letters of a year may bear the same printed number, whatever series they count in."""
    row = db.execute("SELECT deret FROM keluar WHERE tahun = ? AND nomor = ?", (made.tahun, nomor)).fetchone()
    if row is not None:
        raise DoctoolError(
            f"nomor {nomor} dari deret {made.deret} sudah dipakai di deret {row[0]}",
            "bedakan polanya di kantor.yaml (penomoran), misalnya dengan {jenis} atau {unit}",
        )
