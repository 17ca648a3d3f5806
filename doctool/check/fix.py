"""Corrections that are safe, and what is better left to the author; the passages that are nobody's to mend."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from doctool.check.rule import Path


@dataclass(frozen=True, slots=True)
class Fix:
    """`old` at character `at` of the text at `path` becomes `new`. Those of one `group` belong together."""

    code: str
    path: Path
    at: int
    old: str
    new: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What rule `code` finds at character `at` of the text at `path` and is left alone, and why."""

    code: str
    path: Path
    at: int
    text: str
    reason: str


Judged = Fix | Doubt
#: The texts of a file by their paths in it.
Scalars = Mapping[Path, str]

_QUOTED = r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|‘[^’\n]*’|(?<!\w)'[^'\n]+'(?!\w)|`[^`\n]*`"
_ADDRESS = r"\S*(?:@|://|\\|_)\S*|\bwww\.\S+|\w+(?:\.[^\W\d_]\w+)+"
_LAW = (
    r"\b(?:undang-undang|uu|peraturan|perpu|per(?:pres|men|da|bup|wal|gub|ka|ban)\w*|pp|keputusan|kep(?:pres|men)\w*"
    r"|instruksi|inpres|surat\s+edaran)\b[^.;\n]*?\b(?:nomor|no)\b[^;\n]*"
)
_KEPT = re.compile(f"{_QUOTED}|{_ADDRESS}|{_LAW}", re.IGNORECASE)
_STARTS = re.compile(r"(?:^|[.:;?!]\s|\(|\n)\s*(?:(?:\d{1,2}|[a-z])[.)]\s+|[-•–]\s+)?")
_WORD = re.compile(r"[^\W\d_]+")
#: From this share of capitalised words on a capital tells nothing.
_TITLE = 0.6
_SHORT = 3


def kept(text: str, start: int, end: int) -> bool:
    """Whether [start, end) of `text` touches a quotation, an address or the name of a regulation."""
    return any(one.start() < end and start < one.end() for one in _KEPT.finditer(text))


def opens(text: str, at: int) -> bool:
    """Whether a sentence or an item of a list begins at `at`."""
    return any(one.end() == at for one in _STARTS.finditer(text))


def in_capitals(text: str) -> bool:
    """Whether the words of `text` behind the first are capitalised anyway, as in a title."""
    words = [one for one in _WORD.findall(text)[1:] if len(one) > _SHORT]
    return bool(words) and sum(one[0].isupper() for one in words) >= _TITLE * len(words)


def name_like(text: str, start: int, end: int) -> bool:
    """Whether the words at [start, end) may be (part of) a name: a capital within a sentence."""
    words = text[start:end]
    if words.islower() or in_capitals(text):
        return False
    return words.isupper() or not opens(text, start)


def below(scalars: Scalars, path: Path) -> list[tuple[Path, str]]:
    """The texts at and below `path`; where a short form leaves steps of it out of the file, that one text."""
    found = [(one, text) for one, text in scalars.items() if one[: len(path)] == path]
    shorter = path
    while not found and shorter:
        shorter = shorter[:-1]
        if any(one[: len(shorter)] == shorter for one in scalars):
            return [(shorter, scalars[shorter])] if shorter in scalars else []
    return found
