"""The buku agenda masuk: letters received with their No. Agenda, and the disposisi given on them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from doctool.errors import DoctoolError
from doctool.indonesian import gabung
from doctool.register.database import Register
from doctool.register.order import say
from doctool.register.records import Disposisi, SuratMasuk, TerimaSurat, clean, cleaned, of_row
from doctool.register.series import MASUK, Loncatan, advance, begin_at, gaps, series

_COLUMNS = (
    "id, tahun, agenda, diterima, asal, nomor_surat, tanggal_surat, hal, lampiran, sifat, klasifikasi, keterangan,"
    " batal"
)


def record(register: Register, letter: TerimaSurat, *, again: bool = False) -> SuratMasuk:
    """Record a letter received; its No. Agenda is the year's next.

    Raises DoctoolError for a letter without a sender, or one that is recorded already unless `again`.
    """
    letter = cleaned(letter)
    _refuse_senderless(letter)
    with register.change("catat masuk", f"{letter.asal}: {letter.hal}") as db:
        if letter.nomor_surat and not again:
            _refuse_recorded(db, letter)
        number = advance(db, series(db, MASUK, letter.diterima.year))
        return add_letter(db, letter, number)


def dispose(
    register: Register, agenda: int, *, year: int, dari: str, kepada: Sequence[str], isi: str, tanggal: date,
    batas: date | None = None,
) -> SuratMasuk:
    """Record a disposisi to each of `kepada`. Raises DoctoolError."""
    sender, text = clean(dari, "dari"), clean(isi, "isi disposisi")
    receivers = [one for one in (clean(name, "kepada") for name in kepada) if one]
    if not receivers or not text:
        raise DoctoolError("disposisi perlu penerima dan isi", "sebutkan --kepada dan --isi")
    with register.change("disposisi", f"agenda {agenda}/{year}: {', '.join(receivers)}") as db:
        line = _valid(db, agenda, year)
        if tanggal < line.surat.diterima:
            raise DoctoolError(
                f"tanggal disposisi mendahului tanggal diterima surat No. Agenda {agenda}", "periksa --tanggal"
            )
        if batas is not None and batas < tanggal:
            raise DoctoolError(
                f"batas waktu {say(batas)} mendahului tanggal disposisi, {say(tanggal)}",
                "periksa --batas; disposisi yang sudah lewat dicatat dengan --tanggal",
            )
        for name in receivers:
            db.execute(
                "INSERT INTO disposisi (masuk, dari, kepada, isi, tanggal, batas, catatan)"
                " VALUES (?, ?, ?, ?, ?, ?, '')",
                (line.id, sender, name, text, tanggal.isoformat(), batas.isoformat() if batas else None),
            )
        return _one(db, agenda, year)


def finish(
    register: Register, agenda: int, *, year: int, tanggal: date, kepada: str = "", catatan: str = ""
) -> SuratMasuk:
    """Mark the open disposisi of a letter as done on `tanggal`; only those to `kepada`, if named."""
    name, note = clean(kepada, "kepada"), clean(catatan, "catatan")
    with register.change("selesai", f"agenda {agenda}/{year} {name}") as db:
        line = _valid(db, agenda, year)
        still_open = [one for one in line.disposisi if one.selesai is None]
        chosen = [one for one in still_open if not name or one.kepada.casefold() == name.casefold()]
        if not chosen:
            waiting = ", ".join(one.kepada for one in still_open)
            about = f" untuk {name}" if name else ""
            raise DoctoolError(
                f"surat No. Agenda {agenda} tidak punya disposisi{about} yang belum selesai",
                f"yang belum selesai: {waiting}" if waiting else "lihat: doctool surat masuk lihat",
            )
        for one in chosen:
            if tanggal < one.tanggal:
                raise DoctoolError(f"tanggal selesai mendahului disposisi kepada {one.kepada}", "periksa --tanggal")
            db.execute(
                "UPDATE disposisi SET selesai = ?, catatan = ? WHERE id = ?", (tanggal.isoformat(), note, one.id)
            )
        return _one(db, agenda, year)


def amend(
    register: Register, agenda: int, changes: Mapping[str, str | date], *, year: int, again: bool = False
) -> SuratMasuk:
    """Write anew what was recorded wrongly: `changes` of fields of TerimaSurat; the log keeps what stood there.

    Raises DoctoolError as `record` does, for a letter that is batal, and for a day of receipt in another year.
    """
    with register.change("ubah masuk", f"agenda {agenda}/{year}: {', '.join(changes)}") as db:
        line = _valid(db, agenda, year)
        letter = cleaned(replace(line.surat, **dict(changes)))  # type: ignore[arg-type]  # names and values of fields
        _refuse_senderless(letter)
        _refuse_other_day(line, letter.diterima)
        if letter.nomor_surat and not again and {"asal", "nomor_surat"} & set(changes):
            _refuse_recorded(db, letter, but=line.id)
        old = "; ".join(f"{name}: {getattr(line.surat, name) or '-'}" for name in changes)
        register.log(db, "sebelum diubah", f"agenda {agenda}/{year}: {old}")
        stored = {name: getattr(letter, name) for name in changes}
        _store(db, line.id, {name: one.isoformat() if isinstance(one, date) else one for name, one in stored.items()})
        return _one(db, agenda, year)


def cancel(register: Register, agenda: int, reason: str, *, year: int) -> SuratMasuk:
    """Mark a letter that was recorded by mistake as batal: it stays in the book with its reason, its No. Agenda is
    never given again. Raises DoctoolError."""
    reason = clean(reason, "alasan")
    if not reason:
        raise DoctoolError("alasan pembatalan belum diisi", 'sebutkan, misalnya --alasan "tercatat dua kali"')
    with register.change("batal masuk", f"agenda {agenda}/{year}: {reason}") as db:
        line = _valid(db, agenda, year)
        _store(db, line.id, {"batal": reason})
        return _one(db, agenda, year)


def start(register: Register, number: int, *, year: int, reason: str = "") -> None:
    """Make `number` the next No. Agenda of `year`. Raises DoctoolError."""
    with register.change("mulai masuk", f"{year}: {number}") as db:
        begin_at(db, series(db, MASUK, year), number, clean(reason, "alasan"))


def letters(register: Register, *, year: int | None = None, state: str = "") -> list[SuratMasuk]:
    """The letters received, in the order of their No. Agenda; `state` (baru, didisposisi, selesai, batal) picks."""
    with register.read() as db:
        found = _select(db, "? IS NULL OR tahun = ?", (year, year))
    return [line for line in found if not state or line.keadaan == state]


def unwritten(register: Register, *, year: int) -> list[Loncatan]:
    """The explained gaps of a year in the book: No. Agenda that have no line, and why."""
    with register.read() as db:
        return [gap for gap in gaps(db, year) if gap.deret == MASUK]


def find(register: Register, agenda: int, *, year: int) -> SuratMasuk:
    """One letter received. Raises DoctoolError."""
    with register.read() as db:
        return _one(db, agenda, year)


def add_letter(db: sqlite3.Connection, letter: TerimaSurat, number: int, *, cancelled: str = "") -> SuratMasuk:
    """Write a line under a No. Agenda that nobody has; `cancelled` says why it is batal."""
    day = letter.tanggal_surat
    db.execute(
        "INSERT INTO masuk (tahun, agenda, diterima, asal, nomor_surat, tanggal_surat, hal, lampiran, sifat,"
        " klasifikasi, keterangan, batal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            letter.diterima.year, number, letter.diterima.isoformat(), letter.asal, letter.nomor_surat,
            day.isoformat() if day else None, letter.hal, letter.lampiran, letter.sifat, letter.klasifikasi,
            letter.keterangan, cancelled,
        ),
    )
    return _one(db, number, letter.diterima.year)


def _store(db: sqlite3.Connection, number: int, values: Mapping[str, str]) -> None:
    names = ", ".join(f"{name} = :{name}" for name in values)
    db.execute(f"UPDATE masuk SET {names} WHERE id = :id", {**values, "id": number})  # noqa: S608


def _refuse_senderless(letter: TerimaSurat) -> None:
    if not letter.asal:
        raise DoctoolError("asal surat belum diisi", "sebutkan pengirimnya dengan --asal")


def _refuse_other_day(line: SuratMasuk, day: date) -> None:
    if day.year != line.tahun:
        raise DoctoolError(
            f"surat No. Agenda {line.agenda} ada di buku tahun {line.tahun}",
            "batalkan dengan: doctool surat masuk batal, lalu catat di tahun yang benar",
        )
    if any(one.tanggal < day for one in line.disposisi):
        raise DoctoolError("tanggal diterima sesudah tanggal disposisinya", "periksa --tanggal")


def _refuse_recorded(db: sqlite3.Connection, letter: TerimaSurat, *, but: int = 0) -> None:
    rows = db.execute(
        "SELECT tahun, agenda, asal FROM masuk WHERE nomor_surat = ? AND batal = '' AND id <> ?",
        (letter.nomor_surat, but),
    )
    for row in rows:
        if row["asal"].casefold() == letter.asal.casefold():
            raise DoctoolError(
                f"surat {letter.nomor_surat} dari {letter.asal} sudah dicatat: No. Agenda {row['agenda']} "
                f"tahun {row['tahun']}",
                "bila ini surat lain yang bernomor sama, catat dengan --tetap",
            )


def _valid(db: sqlite3.Connection, agenda: int, year: int) -> SuratMasuk:
    """A letter that something can still be done with."""
    line = _one(db, agenda, year)
    if line.batal:
        raise DoctoolError(f"surat No. Agenda {agenda} tahun {year} sudah batal: {line.batal}", "periksa nomornya")
    return line


def _one(db: sqlite3.Connection, agenda: int, year: int) -> SuratMasuk:
    found = _select(db, "agenda = ? AND tahun = ?", (agenda, year))
    if not found:
        rows = db.execute("SELECT tahun FROM masuk WHERE agenda = ? ORDER BY tahun", (agenda,))
        others = [str(row[0]) for row in rows]
        hint = f"No. Agenda itu ada di buku tahun {gabung(others)}; sebutkan tahunnya dengan --tahun"
        raise DoctoolError(
            f"No. Agenda {agenda} tahun {year} tidak ada", hint if others else "lihat: doctool surat masuk lihat"
        )
    return found[0]


def _select(db: sqlite3.Connection, condition: str, values: tuple[object, ...]) -> list[SuratMasuk]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM masuk WHERE {condition} ORDER BY tahun, agenda", values  # noqa: S608
    ).fetchall()
    tasks: dict[int, list[Disposisi]] = {}
    chosen = f"SELECT id FROM masuk WHERE {condition}"  # noqa: S608
    for row in db.execute(f"SELECT * FROM disposisi WHERE masuk IN ({chosen}) ORDER BY id", values):  # noqa: S608
        tasks.setdefault(row["masuk"], []).append(of_row(Disposisi, row))
    return [
        SuratMasuk(
            row["id"], row["tahun"], row["agenda"], of_row(TerimaSurat, row), tuple(tasks.get(row["id"], ())),
            row["batal"],
        )
        for row in rows
    ]
