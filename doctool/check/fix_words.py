"""Safe corrections of words: spelling and words that stand twice (S29, S07)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from doctool.check.fix import Doubt, Fix, Judged, in_capitals, kept, name_like
from doctool.check.rule import Path
from doctool.check.spelling import Certainty, Misspelling, capitals_of, misspellings
from doctool.check.words import word_set

_NAME = "mungkin nama"
_QUOTED = "di dalam kutipan, alamat atau nama peraturan"
_SENTENCE = "pembetulannya bergantung pada kalimatnya"

#: What never stands alone: a space before it is a slip.
_NEVER_ALONE = word_set("nya annya kannya")
_TWICE = re.compile(r"\b(?P<word>[^\W\d_]{2,})(?P<more>(?:[ \t]+(?P=word)\b)+)", re.IGNORECASE)
#: Words that never stand twice in a row.
_ONCE = word_set(
    """
    dan atau serta yang untuk dengan dari pada dalam oleh sebagai bahwa terhadap di ke agar kepada akan telah adalah
    tentang guna
    """
)
#: Words that mean what they mean only when said twice, with a hyphen.
_ALWAYS_TWICE = word_set("masing rata undang hati lain kira")


def word_fixes(path: Path, text: str, known: Set[str], *, name: bool = False) -> Iterator[Judged]:
    """What is wrong with the words of `text`, and whether it is mended.

    `known` are words in small letters that the file writes in one piece; `name`: the whole text is a name or title,
    in which only slips of the pen are mended.
    """
    for found in misspellings(text):
        reason = _doubt(text, found, known, name)
        if reason:
            yield Doubt("S29", path, found.start, found.written, reason)
        else:
            old = text[found.start : found.end]
            yield Fix("S29", path, found.start, old, _right(text, found))
    yield from _twice(path, text, name)


def _doubt(text: str, found: Misspelling, known: Set[str], name: bool) -> str:
    """Why `found` is not mended; "" if it is."""
    if kept(text, found.start, found.end):
        return _QUOTED
    if " ".join(re.split(" +", text[found.start : found.end])) != found.written:
        return _SENTENCE
    if found.certainty is Certainty.SURE:
        return ""
    if found.certainty is Certainty.DOUBTFUL:
        return _SENTENCE
    if found.broken and not found.known:
        tail = found.written.split()[-1]
        if tail not in _NEVER_ALONE and found.right.lower() not in known:
            return "belum tentu satu kata"
    if name or name_like(text, found.start, found.end):
        return _NAME
    return ""


def _right(text: str, found: Misspelling) -> str:
    """The right words, each with a capital in a title."""
    right = capitals_of(found.written, found.right)
    if found.written[0].isupper() and not found.written.isupper() and in_capitals(text) and " " in right:
        return " ".join(one if one in ("di", "ke") else one[0].upper() + one[1:] for one in right.split(" "))
    return right


def _twice(path: Path, text: str, name: bool) -> Iterator[Judged]:
    code = "S07" if name and len(path) == 1 else "S29"
    for found in _TWICE.finditer(text):
        word = found["word"]
        if kept(text, found.start(), found.end()):
            yield Doubt(code, path, found.start(), found[0], _QUOTED)
        elif word.lower() in _ONCE and (found[0].islower() or found[0].isupper() or not name):
            yield Fix(code, path, found.start(), found[0], word)
        elif word.lower() in _ALWAYS_TWICE and len(found["more"].split()) == 1:
            yield Fix(code, path, found.start(), found[0], f"{word}-{found['more'].strip()}")
        else:
            reason = f'tulis "{word}" sekali, atau "{word}-{word}" bila kata ulang'
            yield Doubt(code, path, found.start(), found[0], reason)
