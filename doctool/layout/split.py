"""Texts cut in two where a page ends: the paragraphs that fit a height, and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doctool.drawing import Paragraph

#: Fewer lines of a paragraph are not left alone on either side of a cut, where more can be kept together.
KEPT = 2


def cut(paragraphs: Sequence[Paragraph], room: int) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """`paragraphs` as far as they fit into `room` twips, and the rest; no line is lost, and none appears twice.

    Where not even a line fits, all is rest.
    """
    taken: list[Paragraph] = []
    left = room
    for index, one in enumerate(paragraphs):
        if one.height <= left:
            taken.append(one)
            left -= one.height
            continue
        count = (left - one.before) // one.pitch
        if count >= KEPT and len(one.lines) - count < KEPT:
            count = len(one.lines) - KEPT
        if count < min(KEPT, len(one.lines)) and taken:
            return tuple(taken), tuple(paragraphs[index:])
        if count < 1:
            return tuple(taken), tuple(paragraphs[index:])
        first, rest = _cut_lines(one, count)
        return (*taken, first), (rest, *paragraphs[index + 1 :])
    return tuple(taken), ()


def _cut_lines(one: Paragraph, count: int) -> tuple[Paragraph, Paragraph]:
    """`one` up to its line `count`, and from there without its marker."""
    at = 0
    for line in one.lines[:count]:
        at = one.text.index(line, at) + len(line)
    first = replace(one, text=one.text[:at], lines=one.lines[:count], after=0)
    return first, replace(one, text=one.text[at:].lstrip(), lines=one.lines[count:], marker="", before=0)
