"""Whether two letters say the same, or nearly: how a letter is known again when its data moved or a slip was mended."""

from __future__ import annotations

import difflib
import re
from functools import lru_cache

from doctool.indonesian import BULAN, HARI
from doctool.register.records import Surat, SuratKeluar

#: A letter whose day moved further is another one.
MOST_DAYS = 14
#: How alike two spellings of one word are.
_ALIKE = 0.8
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[ivxlcdm]+")
#: Words that make another letter of a letter however alike they are.
_TELLING = frozenset(word.lower() for word in (*BULAN, *HARI)) | {
    "pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh",
}


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared."""
    return tuple(_WORD.findall(text.casefold()))


def same(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their case, spaces and punctuation."""
    return words(one) == words(other)


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same but for slips of spelling: other numbers, months, days are other texts."""
    first, second = words(one), words(other)
    if len(first) != len(second):
        return False
    return all(a == b or _misspelt(a, b) for a, b in zip(first, second, strict=True))


def _misspelt(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 4 or not (one + other).isalpha() or {one, other} & _TELLING:
        return False
    if _ROMAN.fullmatch(one) or _ROMAN.fullmatch(other):
        return False
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def says_the_same(letter: Surat, line: SuratKeluar) -> bool:
    """Whether `letter` is of the kind, day, hal and addressees of `line`; one without a day is of every day."""
    return _same_day(letter, line) and same(letter.hal, line.hal) and same(letter.tujuan, line.tujuan)


def misspelt(letter: Surat, line: SuratKeluar) -> bool:
    """Whether `letter` differs from `line` in slips of spelling only."""
    return _same_day(letter, line) and alike(letter.hal, line.hal) and alike(letter.tujuan, line.tujuan)


def doubtful(letter: Surat, line: SuratKeluar) -> bool:
    """Whether `letter` may be that of `line` with its day or its hal changed, or another to the same addressees."""
    if letter.jenis != line.jenis or abs((letter.tanggal - line.tanggal).days) > MOST_DAYS or not words(letter.tujuan):
        return False
    if not _same_day(letter, line) and not (words(letter.hal) and alike(letter.hal, line.hal)):
        return False
    return alike(letter.tujuan, line.tujuan)


def _same_day(letter: Surat, line: SuratKeluar) -> bool:
    return letter.jenis == line.jenis and (not letter.bertanggal or letter.tanggal == line.tanggal)
