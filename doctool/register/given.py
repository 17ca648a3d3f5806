"""Numbers that a letter brings: whose they are by the book, and their line where the book does not have them yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from doctool.errors import DoctoolError
from doctool.model.penomoran import Penomoran, Susunan, baca_sisipan
from doctool.register import likeness
from doctool.register.lines import add, by_printed, select, write
from doctool.register.order import refuse_backdated, refuse_between
from doctool.register.records import Keadaan, Surat, SuratKeluar
from doctool.register.series import advance, next_of, series
from doctool.register.taking import again, use_number

_MEND = "perbaiki tanggal atau nomornya; nomor baru diambil dari buku bila kunci nomor dihapus"


@dataclass(frozen=True, slots=True)
class Given:
    """Where a number that a letter brings stands in the book: on `line`, or at `urut` and `sisipan` of the series in
    `made`, where nobody has it yet; both None: it does not follow the office's pattern and is not in the book."""

    line: SuratKeluar | None = None
    made: Susunan | None = None
    urut: int = 0
    sisipan: int = 0

    @property
    def outside(self) -> bool:
        """Whether the book does not keep the number."""
        return self.line is None and self.made is None


def look_up(
    db: sqlite3.Connection, rules: Penomoran, letter: Surat, mine: SuratKeluar | None, gone: Callable[[str], bool]
) -> Given:
    """Where the number that `letter` brings stands; nothing is written. `mine` is the line that the letter has.

    Raises DoctoolError for a number of another letter, a cancelled one, one that lies ahead, or a second one.
    """
    if mine is not None and not bears(mine, letter.nomor):
        raise DoctoolError(
            f"surat ini sudah bernomor {mine.nomor} di buku agenda, sekarang diminta {letter.nomor}",
            "hapus nomor yang diminta itu supaya nomornya tetap; bila perlu nomor lain, batalkan dahulu: "
            f'doctool surat nomor batal "{mine.nomor}" --alasan ...',
        )
    if mine is not None:
        return Given(mine)
    there = by_printed(db, letter.nomor, letter.tanggal.year)
    if there is None:
        return _new_place(db, rules, letter)
    if there.keadaan is Keadaan.BATAL:
        raise DoctoolError(
            f"nomor {there.nomor} sudah batal: {there.alasan}", "nomor batal tidak dipakai lagi; hapus kunci nomor"
        )
    if there.keadaan is Keadaan.TERBIT and not _is_its(letter, there, gone):
        raise _belongs_to_another(there, letter)
    return Given(there)


def bears(line: SuratKeluar, nomor: str) -> bool:
    """Whether `nomor` is the printed number of `line`, however it is spaced."""
    return "".join(line.nomor.split()) == "".join(nomor.split())


def carry_out(db: sqlite3.Connection, rules: Penomoran, letter: Surat, given: Given) -> SuratKeluar | None:
    """Note the letter on its line, or write a new line; None for a number that the book does not keep."""
    line, made = given.line, given.made
    if line is not None and line.keadaan is Keadaan.DIPESAN:
        return use_number(db, rules, letter, line)
    if line is not None:
        return again(db, rules, letter, line) if line.kunci else write(db, letter, line)
    if made is None:
        return None
    current = series(db, made.deret, made.tahun)
    if not given.sisipan and given.urut == current.berikut:
        advance(db, current)
    return add(db, made, letter, given.urut, given.sisipan, Keadaan.TERBIT, letter.nomor)


def _is_its(letter: Surat, line: SuratKeluar, gone: Callable[[str], bool]) -> bool:
    """Whether an issued number is that of `letter`: of a letter that is no longer there, or that was noted in the book
    without its data (by hand, or from an older book), and says the same."""
    if line.kunci:
        known = likeness.says_the_same(letter, line) or likeness.misspelt(letter, line)
        return gone(line.kunci) and (known or likeness.doubtful(letter, line))
    return (not line.hal or likeness.alike(letter.hal, line.hal)) and (
        not line.tujuan or not letter.tujuan or likeness.alike(letter.tujuan, line.tujuan)
    )


def _belongs_to_another(line: SuratKeluar, letter: Surat) -> DoctoolError:
    of = f' dari "{line.kunci.partition("#")[0]}"' if line.kunci else ""
    what = f'"{line.hal}"' if line.hal else line.jenis
    to = f" kepada {line.tujuan}" if line.tujuan else ""
    hint = "hapus nomor itu supaya nomor diambil dari buku agenda"
    if not line.kunci:
        hint += "; bila suratnya memang itu, samakan hal dan tujuannya dengan buku"
    return DoctoolError(f"nomor {letter.nomor} di buku agenda milik surat lain: {what}{to}{of}", hint)


def _new_place(db: sqlite3.Connection, rules: Penomoran, letter: Surat) -> Given:
    """The place in its series of a number that the book does not have."""
    parts = rules.baca(letter.nomor, letter.jenis)
    running = baca_sisipan(parts["urut"]) if parts else None
    if parts is None or running is None:
        return Given()
    year = letter.tanggal.year
    if parts.get("tahun", str(year)) != str(year):
        raise DoctoolError(f"nomor {letter.nomor} menyebut tahun lain daripada suratnya, {year}", "samakan keduanya")
    about = {name: parts.get(name, "") or getattr(letter, name) for name in ("klasifikasi", "unit", "keamanan")}
    made = rules.susun(jenis=letter.jenis, tanggal=letter.tanggal, **about)
    urut, mark = running
    taken = select(db, "deret = ? AND tahun = ? AND urut = ? AND sisipan = ?", (made.deret, year, urut, mark))
    if taken:
        raise _same_running_number(taken[0], letter)
    following = next_of(db, made.deret, year)
    if urut > following or (mark and urut >= following):
        raise DoctoolError(
            f"nomor {letter.nomor} belum sampai: nomor berikutnya {following}",
            "hapus nomor itu supaya nomor diambil dari buku agenda; bila nomor sebelumnya dipakai di luar buku ini, "
            f"sebutkan dahulu: doctool surat nomor mulai {urut}",
        )
    if urut == following:
        refuse_backdated(db, made, letter.tanggal)
    else:
        refuse_between(db, (made.deret, year, urut, mark), letter.nomor, letter.tanggal, _MEND)
    return Given(None, made, urut, mark)


def _same_running_number(line: SuratKeluar, letter: Surat) -> DoctoolError:
    other = _belongs_to_another(line, replace(letter, nomor=line.nomor))
    return DoctoolError(f"nomor urut pada {letter.nomor} sudah dipakai; {other.message}", other.hint)
