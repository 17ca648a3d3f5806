"""The numbers of the letters of a run, in one transaction: those they bring, their own once more, new ones."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from doctool.errors import DoctoolError
from doctool.model.penomoran import Penomoran
from doctool.register.database import Register
from doctool.register.given import Given, bears, carry_out, look_up
from doctool.register.lines import by_key
from doctool.register.order import say
from doctool.register.recognise import Known, may_be, recognise
from doctool.register.records import Surat, SuratKeluar, cleaned
from doctool.register.taking import again, take_number

#: A number that the book does not keep.
OUTSIDE = (
    "nomor ini tidak mengikuti pola nomor kantor dan tidak ada di buku agenda; nomornya tidak dicatat, jadi tidak "
    "dijaga dari kembar"
)
OUTSIDE_HINT = "perbaiki nomornya, atau hapus kunci nomor supaya nomornya diambil dari buku agenda"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How letters are numbered: `gone` tells whether the letter of a key is no longer there; `insert` allows marked
    insertions; `same`: letters that are nearly those of a lost key are these (True), others (False), or refused."""

    gone: Callable[[str], bool]
    insert: bool = False
    same: bool | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """What came of a letter: its `nomor`, or the `error` that says why it has none; `note` is what is to be said of
    its number besides."""

    nomor: str = ""
    note: str = ""
    error: DoctoolError | None = None


def number_letters(
    register: Register, rules: Penomoran, letters: Sequence[Surat], wishes: Wishes
) -> list[Numbered]:
    """A number for each of `letters`, in one transaction, in their order; those that bring theirs come first.

    A letter keeps its number also where its file was moved or a slip in its row was mended. Letters of one
    day may be moved to another together.
    """
    found: dict[int, Numbered] = {}
    clean: dict[int, Surat] = {}
    for at, letter in enumerate(letters):
        try:
            clean[at] = cleaned(letter)
        except DoctoolError as error:
            found[at] = Numbered(error=error)
    with register.change("ambil", f"{len(letters)} surat") as db:
        places = list(clean)
        known = recognise(db, [clean[at] for at in places], wishes.gone)
        before = {places[index]: one for index, one in known.items()}
        left = sorted(places, key=lambda at: not clean[at].nomor)
        lost = len(left) + 1
        while left and len(left) < lost:  # all of a day moved to a later one: the last number must go first
            lost = len(left)
            for at in left:
                try:
                    found[at] = _number(db, rules, clean[at], before.get(at), wishes)
                except DoctoolError as error:  # nothing of this letter was written: all is looked at before writing
                    found[at] = Numbered(error=error)
            left = [at for at in reversed(left) if found[at].error is not None and by_key(db, clean[at].kunci)]
    return [found[at] for at in range(len(letters))]


def check_given(register: Register, rules: Penomoran, letter: Surat, gone: Callable[[str], bool]) -> Given:
    """Where the number that `letter` brings stands in the book, which is only read. Raises DoctoolError as
    `number_letters` refuses it."""
    letter = cleaned(letter)
    with register.read() as db:
        own = recognise(db, [letter], gone).get(0)
        return look_up(db, rules, letter, _mine(db, letter, own, None)[0], gone)


def _number(
    db: sqlite3.Connection, rules: Penomoran, letter: Surat, known: Known | None, wishes: Wishes
) -> Numbered:
    mine, note = _mine(db, letter, known, wishes.same)
    if letter.nomor:
        line = carry_out(db, rules, letter, look_up(db, rules, letter, mine, wishes.gone))
        return Numbered(letter.nomor, note if line is not None else OUTSIDE)
    line = again(db, rules, letter, mine) if mine is not None else take_number(db, rules, letter, wishes.insert, "")
    return Numbered(line.nomor, note)


def _mine(
    db: sqlite3.Connection, letter: Surat, known: Known | None, same: bool | None
) -> tuple[SuratKeluar | None, str]:
    """The line of `letter`, by its key or as it was before, and what is to be said of that."""
    mine = by_key(db, letter.kunci)
    if mine is not None or known is None:
        return mine, ""
    line = known.line
    if known.sure:
        return line, f"dikenali sebagai surat yang sudah bernomor {line.nomor}; nomornya tetap"
    if letter.nomor or same is False:
        return line if letter.nomor and bears(line, letter.nomor) else None, ""
    if not may_be(db, letter, line):
        return None, (
            f"mirip surat bernomor {line.nomor} ({_told(line)}), yang datanya tidak ada lagi, dan mengambil nomor "
            "baru karena urutan tanggalnya; bila surat itu tidak jadi dikirim, batalkan nomornya"
        )
    if same:
        return line, f"dianggap surat yang sudah bernomor {line.nomor}; nomornya tetap"
    raise DoctoolError(
        f"surat ini tadinya bernomor {line.nomor}? Buku agenda mencatat nomor itu untuk {_told(line)}, "
        "yang datanya tidak ada lagi",
        "bila suratnya itu juga, hanya diperbaiki, ulangi dengan --surat-sama; bila surat lain, dengan --surat-baru",
    )


def _told(line: SuratKeluar) -> str:
    return f'"{line.hal}" kepada {line.tujuan}, {say(line.tanggal)}'
