"""Wrong spellings in a text: where they stand, what is right, and how sure that is (ejaan.tsv)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from doctool.check.words import read_table, word_set


class Certainty(Enum):
    """How sure a correction is; the values stand in the third column of ejaan.tsv."""

    SURE = "pasti"
    USUAL = ""
    DOUBTFUL = "ragu"


@dataclass(frozen=True, slots=True)
class Misspelling:
    """[start, end) of a text: its words as `written` (parted by single spaces), the `right` ones in small letters.

    `broken`: a space stands within a word ("permintaa n"); `known`: the table says so, not only the pieces.
    """

    start: int
    end: int
    written: str
    right: str
    certainty: Certainty
    broken: bool = False
    known: bool = True


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, ...], tuple[str, Certainty]]:
    return {
        tuple(wrong.lower().split()): (right, Certainty("".join(rest)))
        for wrong, right, *rest in read_table("ejaan.tsv")
    }


_PIECES = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
#: What an OCR or a narrow column breaks off the end of a word ("permintaa n", "mengkonsultasik an").
_FRAGMENTS = word_set("an kan nya annya kannya ng lah")
_LONE_LETTER = frozenset("bcdfghjklmnpqrstvwxyz")
#: A letter after these words is a name ("huruf b", "lampiran c"), no fragment.
_BEFORE_LETTER = word_set(
    "huruf butir lampiran angka poin point ayat pasal kelas tipe jenis model form formulir kolom"
)


def _fragments(pieces: Sequence[str]) -> Iterator[int]:
    """The place of each piece that a space has broken off the end of the word before it."""
    for at in range(1, len(pieces)):
        head, tail = pieces[at - 1], pieces[at]
        following = pieces[at + 1] if at + 1 < len(pieces) else ""
        if len(head) < 5 or not head.isalpha():
            continue
        lone = tail in _LONE_LETTER and following not in (".", ")") and head.lower() not in _BEFORE_LETTER
        if lone or tail in _FRAGMENTS:
            yield at


@lru_cache(maxsize=4096)
def misspellings(text: str) -> tuple[Misspelling, ...]:
    """The wrong spellings in `text`: first the words of the table in their order, then the broken words."""
    found = list(_PIECES.finditer(text))
    pieces = [one[0] for one in found]
    lowered = [one.lower() for one in pieces]
    broken = list(_fragments(pieces))
    torn = {at for tail in broken for at in (tail, tail - 1)}
    out: list[Misspelling] = []

    def add(first: int, length: int, right: str, certainty: Certainty, torn: bool = False, known: bool = True) -> None:
        start, end = found[first].start(), found[first + length - 1].end()
        out.append(
            Misspelling(start, end, " ".join(pieces[first : first + length]), right, certainty, torn, known)
        )

    for at in range(len(pieces)):
        if at in torn:
            continue
        for length in (3, 2, 1):
            entry = _table().get(tuple(lowered[at : at + length])) if at + length <= len(pieces) else None
            if entry is not None:
                add(at, length, *entry)
                break
    for at in broken:
        joined = pieces[at - 1] + pieces[at]
        entry = _table().get((joined.lower(),))
        right, certainty = entry if entry is not None else (joined, Certainty.USUAL)
        add(at - 1, 2, right, certainty, True, entry is not None)
    return tuple(out)


def capitals_of(written: str, right: str) -> str:
    """`right` with the capitals of `written`."""
    if written.isupper():
        return right.upper()
    return right[0].upper() + right[1:] if written[0].isupper() else right
