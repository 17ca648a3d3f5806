"""The buku agenda keluar: numbers taken, reserved, cancelled and inserted, each together with what it is for."""

from __future__ import annotations

from dataclasses import replace

from doctool.errors import DoctoolError
from doctool.model.penomoran import Penomoran
from doctool.register.database import Register
from doctool.register.lines import COLUMNS, by_id, one
from doctool.register.order import refuse_backdated
from doctool.register.records import Keadaan, Surat, SuratKeluar, clean, cleaned, of_row
from doctool.register.series import MASUK, Loncatan, begin_at, gaps, series
from doctool.register.taking import compose, next_number, take_number


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
        return take_number(db, rules, letter, insert, reserved)


def reserve(register: Register, rules: Penomoran, letter: Surat, count: int = 1) -> list[SuratKeluar]:
    """Reserve `count` numbers (1 to 100), for `take(reserved=...)` on that day or later. Raises DoctoolError."""
    if not 1 <= count <= 100:
        raise DoctoolError(f"{count} nomor tidak dapat dipesan sekaligus", "pesan 1 sampai 100 nomor")
    letter = replace(cleaned(letter), kunci="", berkas="")
    with register.change("pesan", f"{count} {letter.jenis}: {letter.hal}") as db:
        made = compose(rules, letter)
        refuse_backdated(db, made, letter.tanggal)
        return [next_number(db, made, letter, Keadaan.DIPESAN) for _ in range(count)]


def cancel(register: Register, nomor: str, reason: str, *, year: int | None = None) -> SuratKeluar:
    """Cancel a number: it stays in the book with its reason and is never used again. Raises DoctoolError."""
    reason = clean(reason, "alasan")
    if not reason:
        raise DoctoolError("alasan pembatalan belum diisi", 'sebutkan, misalnya --alasan "salah tujuan"')
    with register.change("batal", f"{nomor}: {reason}") as db:
        line = one(db, nomor, year)
        if line.keadaan is Keadaan.BATAL:
            raise DoctoolError(f"nomor {line.nomor} sudah batal: {line.alasan}", "tidak ada yang perlu dilakukan")
        db.execute("UPDATE keluar SET keadaan = 'batal', alasan = ? WHERE id = ?", (reason, line.id))
        return by_id(db, line.id)


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
            f"SELECT {COLUMNS} FROM keluar WHERE (?1 IS NULL OR tahun = ?1) AND (?2 IS NULL OR keadaan = ?2)"  # noqa: S608
            " AND (?3 = '' OR jenis = ?3) ORDER BY tahun, deret <> 'umum', deret, urut, sisipan",
            (year, state, jenis),
        )]  # fmt: skip


def unwritten(register: Register, *, year: int) -> list[Loncatan]:
    """The explained gaps of a year in the book: running numbers that have no line, and why."""
    with register.read() as db:
        return [gap for gap in gaps(db, year) if gap.deret != MASUK]


def find(register: Register, nomor: str, *, year: int | None = None) -> SuratKeluar:
    """The line of a number, printed ("470/123/Disdukcapil/2024") or running ("123"). Raises DoctoolError."""
    with register.read() as db:
        return one(db, nomor, year)
