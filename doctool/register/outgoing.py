"""The buku agenda keluar: numbers taken, reserved, cancelled and inserted, each together with what it is for."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date

from doctool.errors import DoctoolError
from doctool.indonesian import tanggal as write_day
from doctool.model.penomoran import Penomoran, Susunan, baca_sisipan, tulis_urut
from doctool.register.database import Register
from doctool.register.records import Keadaan, Surat, SuratKeluar, clean, cleaned, of_row
from doctool.register.series import advance, begin_at, series

_COLUMNS = ", ".join(field.name for field in fields(SuratKeluar))
#: What a letter rendered again may change; its number stays.
_FREE = ("tanggal", "hal", "tujuan", "lampiran", "penandatangan", "berkas", "keterangan")


def take(
    register: Register, rules: Penomoran, letter: Surat, *, insert: bool = False, reserved: str = ""
) -> SuratKeluar:
    """Take a number for `letter`, in one transaction with what it is for.

    A letter whose key has a number keeps it. `insert` allows a marked insertion (123.a) for a letter dated before
    the series' last number; without it such a letter is refused. `reserved` names a reserved number to use.
    Raises DoctoolError.
    """
    letter = cleaned(letter)
    with register.change("ambil", f"{letter.jenis}: {letter.hal}") as db:
        return _take(db, rules, letter, insert, reserved)


def take_many(
    register: Register, rules: Penomoran, letters: Sequence[Surat], *, insert: bool = False
) -> list[SuratKeluar | DoctoolError]:
    """Numbers for many letters in one transaction, in their order; a letter that cannot have one gives the reason."""
    taken: list[SuratKeluar | DoctoolError] = []
    with register.change("ambil", f"{len(letters)} surat") as db:
        for letter in letters:
            try:
                taken.append(_take(db, rules, cleaned(letter), insert, ""))
            except DoctoolError as error:  # nothing of this letter was written: all is looked at before writing
                taken.append(error)
    return taken


def reserve(register: Register, rules: Penomoran, letter: Surat, count: int = 1) -> list[SuratKeluar]:
    """Reserve `count` numbers (1 to 100), for `take(reserved=...)` on that day or later. Raises DoctoolError."""
    if not 1 <= count <= 100:
        raise DoctoolError(f"{count} nomor tidak dapat dipesan sekaligus", "pesan 1 sampai 100 nomor")
    letter = replace(cleaned(letter), kunci="", berkas="")
    with register.change("pesan", f"{count} {letter.jenis}: {letter.hal}") as db:
        made = _compose(rules, letter)
        _refuse_backdated(db, made, letter.tanggal)
        return [_next(db, made, letter, Keadaan.DIPESAN) for _ in range(count)]


def cancel(register: Register, nomor: str, reason: str, *, year: int | None = None) -> SuratKeluar:
    """Cancel a number: it stays in the book with its reason and is never used again. Raises DoctoolError."""
    reason = clean(reason, "alasan")
    if not reason:
        raise DoctoolError("alasan pembatalan belum diisi", 'sebutkan, misalnya --alasan "salah tujuan"')
    with register.change("batal", f"{nomor}: {reason}") as db:
        line = _one(db, nomor, year)
        if line.keadaan is Keadaan.BATAL:
            raise DoctoolError(f"nomor {line.nomor} sudah batal: {line.alasan}", "tidak ada yang perlu dilakukan")
        db.execute("UPDATE keluar SET keadaan = 'batal', alasan = ? WHERE id = ?", (reason, line.id))
        return _by_id(db, line.id)


def start(
    register: Register, rules: Penomoran, urut: int, *, year: int, jenis: str = "surat-dinas", klasifikasi: str = "",
    unit: str = "", reason: str = "",
) -> str:
    """Make `urut` the next number of a series, for an office that begins in mid-year; the name of the series."""
    name = rules.deret(jenis=jenis, klasifikasi=klasifikasi, unit=unit)
    with register.change("mulai", f"{name} {year}: {urut}") as db:
        begin_at(db, series(db, name, year), urut, clean(reason, "alasan"))
    return name


def lines(
    register: Register, *, year: int | None = None, state: Keadaan | None = None, jenis: str = ""
) -> list[SuratKeluar]:
    """The lines of the book in the order of their numbers, series after series."""
    with register.read() as db:
        return [of_row(SuratKeluar, row) for row in db.execute(
            f"SELECT {_COLUMNS} FROM keluar WHERE (?1 IS NULL OR tahun = ?1) AND (?2 IS NULL OR keadaan = ?2)"  # noqa: S608
            " AND (?3 = '' OR jenis = ?3) ORDER BY tahun, deret <> 'umum', deret, urut, sisipan",
            (year, state, jenis),
        )]  # fmt: skip


def find(register: Register, nomor: str, *, year: int | None = None) -> SuratKeluar:
    """The line of a number, printed ("470/123/Disdukcapil/2024") or running ("123"). Raises DoctoolError."""
    with register.read() as db:
        return _one(db, nomor, year)


def find_key(register: Register, key: str) -> SuratKeluar | None:
    """The line of the letter with this key, None if it has no number."""
    with register.read() as db:
        return _by_key(db, clean(key, "kunci"))


def _take(db: sqlite3.Connection, rules: Penomoran, letter: Surat, insert: bool, reserved: str) -> SuratKeluar:
    same = _by_key(db, letter.kunci)
    if same is not None:
        return _again(db, rules, letter, same)
    if reserved:
        return _use(db, rules, letter, _one(db, reserved, letter.tanggal.year))
    made = _compose(rules, letter)
    if not insert:
        _refuse_backdated(db, made, letter.tanggal)
    elif _last_day(db, made) > letter.tanggal.isoformat():
        return _insert(db, made, letter)
    return _next(db, made, letter, Keadaan.TERBIT)


def _compose(rules: Penomoran, letter: Surat) -> Susunan:
    if not letter.jenis:
        raise DoctoolError("jenis surat belum diisi", "misalnya --jenis nota-dinas")
    return rules.susun(
        jenis=letter.jenis, tanggal=letter.tanggal, klasifikasi=letter.klasifikasi, unit=letter.unit,
        keamanan=letter.keamanan,
    )


def _again(db: sqlite3.Connection, rules: Penomoran, letter: Surat, line: SuratKeluar) -> SuratKeluar:
    """The letter's own number once more, with what changed in the letter noted."""
    asked = {
        "jenis": letter.jenis, "klasifikasi": letter.klasifikasi, "keamanan": letter.keamanan,
        "unit": rules.unit_bidang.get(letter.unit, letter.unit), "tahun": letter.tanggal.year,
    }
    for name, value in asked.items():
        if value and value != getattr(line, name):
            raise DoctoolError(
                f"surat ini sudah bernomor {line.nomor} dengan {name} {getattr(line, name)}, sekarang diminta {value}",
                "nomor yang sudah diambil tidak berubah; bila perlu nomor lain, batalkan dahulu: "
                f'doctool surat nomor batal "{line.nomor}" --alasan ...',
            )
    return _write(db, letter, line)


def _use(db: sqlite3.Connection, rules: Penomoran, letter: Surat, line: SuratKeluar) -> SuratKeluar:
    """A reserved number for `letter`, which must be what it was reserved for."""
    if line.keadaan is not Keadaan.DIPESAN:
        raise DoctoolError(f"nomor {line.nomor} tidak dipesan, melainkan {line.keadaan}", "ambil nomor lain")
    if letter.jenis != line.jenis:
        raise DoctoolError(f"nomor {line.nomor} dipesan untuk {line.jenis}, bukan {letter.jenis}", "ambil nomor lain")
    given = replace(
        letter, klasifikasi=letter.klasifikasi or line.klasifikasi, unit=letter.unit or line.unit,
        keamanan=letter.keamanan or line.keamanan,
    )
    made = _compose(rules, given)
    if made.nomor(line.urut, line.sisipan) != line.nomor:
        raise DoctoolError(
            f"nomor {line.nomor} dipesan untuk klasifikasi {line.klasifikasi or '-'}, unit {line.unit or '-'}, "
            f"keamanan {line.keamanan}, tanggal {_say(line.tanggal)}; surat ini lain",
            "samakan suratnya, atau ambil nomor baru",
        )
    return _write(db, letter, line)


def _write(db: sqlite3.Connection, letter: Surat, line: SuratKeluar) -> SuratKeluar:
    if letter.tanggal < line.tanggal_urut:
        raise DoctoolError(
            f"nomor {line.nomor} diambil untuk tanggal {_say(line.tanggal_urut)}; "
            f"surat bertanggal {_say(letter.tanggal)} mendahuluinya",
            "batalkan nomor itu lalu ambil lagi dengan --sisipan, atau perbaiki tanggal suratnya",
        )
    values = {name: getattr(letter, name) for name in _FREE}
    values["tanggal"] = letter.tanggal.isoformat()
    values |= {"kunci": letter.kunci or line.kunci, "keadaan": Keadaan.TERBIT}
    changes = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE keluar SET {changes} WHERE id = :id", {**values, "id": line.id})  # noqa: S608
    return _by_id(db, line.id)


def _next(db: sqlite3.Connection, made: Susunan, letter: Surat, state: Keadaan) -> SuratKeluar:
    one = series(db, made.deret, made.tahun)
    _refuse_used(db, made, made.nomor(one.berikut))
    return _add(db, made, letter, advance(db, one), 0, state)


def _insert(db: sqlite3.Connection, made: Susunan, letter: Surat) -> SuratKeluar:
    """A marked insertion after the last number that is not later than the letter; 0.a before the first of all."""
    at = (made.deret, made.tahun)
    before = db.execute(
        "SELECT max(urut) FROM keluar WHERE deret = ? AND tahun = ? AND sisipan = 0 AND keadaan <> 'batal'"
        " AND tanggal_urut <= ?", (*at, letter.tanggal.isoformat()),
    ).fetchone()[0]
    if before is None:
        first = db.execute("SELECT min(urut) FROM keluar WHERE deret = ? AND tahun = ?", at).fetchone()[0]
        before = max(0, int(first) - 1)
    last = db.execute(
        "SELECT max(sisipan) FROM keluar WHERE deret = ? AND tahun = ? AND urut = ?", (*at, before)
    ).fetchone()[0]
    mark = (last or 0) + 1
    _refuse_used(db, made, made.nomor(before, mark))
    return _add(db, made, letter, before, mark, Keadaan.TERBIT)


def _add(
    db: sqlite3.Connection, made: Susunan, letter: Surat, urut: int, mark: int, state: Keadaan
) -> SuratKeluar:
    day = letter.tanggal.isoformat()
    values = {
        "deret": made.deret, "tahun": made.tahun, "urut": urut, "sisipan": mark, "nomor": made.nomor(urut, mark),
        "keadaan": state, "jenis": letter.jenis, "klasifikasi": made.nilai["klasifikasi"], "unit": made.nilai["unit"],
        "keamanan": made.nilai["keamanan"], "tanggal_urut": day, "tanggal": day, "alasan": "", "kunci": letter.kunci,
    }
    values |= {name: getattr(letter, name) for name in _FREE if name != "tanggal"}
    return add_line(db, values)


def add_line(db: sqlite3.Connection, values: dict[str, object]) -> SuratKeluar:
    """Write a line whose number nobody has."""
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    made = db.execute(f"INSERT INTO keluar ({names}) VALUES ({marks})", values)  # noqa: S608
    return _by_id(db, int(made.lastrowid or 0))


def _last_day(db: sqlite3.Connection, made: Susunan) -> str:
    """The latest day in the series, "" if it has no number yet."""
    row = db.execute(
        "SELECT max(tanggal_urut) FROM keluar WHERE deret = ? AND tahun = ? AND keadaan <> 'batal' AND sisipan = 0",
        (made.deret, made.tahun),
    ).fetchone()
    return row[0] or ""


def _refuse_backdated(db: sqlite3.Connection, made: Susunan, day: date) -> None:
    last = _last_day(db, made)
    if last > day.isoformat():
        raise DoctoolError(
            f"tanggal {_say(day)} mendahului nomor terakhir deret {made.deret} ({_say(date.fromisoformat(last))}); "
            "urutan tanggal di buku agenda tidak boleh berbalik",
            "perbaiki tanggalnya, atau pakai --sisipan untuk nomor sisipan seperti "
            f"{tulis_urut(123, 1)}",
        )


def _refuse_used(db: sqlite3.Connection, made: Susunan, nomor: str) -> None:
    """No two letters of a year may bear the same printed number, whatever series they count in."""
    row = db.execute("SELECT deret FROM keluar WHERE tahun = ? AND nomor = ?", (made.tahun, nomor)).fetchone()
    if row is not None:
        raise DoctoolError(
            f"nomor {nomor} dari deret {made.deret} sudah dipakai di deret {row[0]}",
            "bedakan polanya di kantor.yaml (penomoran), misalnya dengan {jenis} atau {unit}",
        )


def _one(db: sqlite3.Connection, nomor: str, year: int | None) -> SuratKeluar:
    wanted = "".join(nomor.split())
    if not wanted:
        raise DoctoolError("nomor belum diisi", "tulis nomor surat, atau nomor urutnya")
    found = _select(db, "replace(nomor, ' ', '') = ? AND (? IS NULL OR tahun = ?)", (wanted, year, year))
    running = baca_sisipan(nomor)
    if not found and running is not None:
        found = _select(db, "urut = ? AND sisipan = ? AND (? IS NULL OR tahun = ?)", (*running, year, year))
    if not found:
        raise DoctoolError(f'nomor "{nomor}" tidak ada di buku agenda', "lihat: doctool surat nomor lihat")
    if len(found) > 1:
        listed = ", ".join(f"{line.nomor} ({line.tahun})" for line in found[:6])
        raise DoctoolError(f'"{nomor}" menunjuk lebih dari satu nomor: {listed}', "sebut lengkap, atau dengan --tahun")
    return found[0]


def _by_key(db: sqlite3.Connection, key: str) -> SuratKeluar | None:
    found = _select(db, "kunci = ? AND keadaan <> 'batal'", (key,)) if key else []
    return found[0] if found else None


def _by_id(db: sqlite3.Connection, number: int) -> SuratKeluar:
    return _select(db, "id = ?", (number,))[0]


def _select(db: sqlite3.Connection, condition: str, values: Iterable[object]) -> list[SuratKeluar]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM keluar WHERE {condition} ORDER BY tahun, deret, urut, sisipan",  # noqa: S608
        tuple(values),
    )
    return [of_row(SuratKeluar, row) for row in rows]


def _say(day: date) -> str:
    return write_day(day.year, day.month, day.day)
