"""Pieces of a text to be replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """[start, end) of the text becomes `words`, whose lines end with "\\n"."""

    start: int
    end: int
    words: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """`text` with the pieces (that do not overlap) replaced."""
    out: list[str] = []
    at = 0
    for one in sorted(splices):
        out.extend((text[at : one.start], one.words))
        at = one.end
    return "".join((*out, text[at:]))
