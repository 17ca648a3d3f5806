"""A change of some words within a text that stands on several lines: only the lines with those words change."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from doctool.catalog.edit_nodes import LaidOut, Node
from doctool.catalog.edit_splice import Splice

_LINE_END = re.compile(r"[\r\n]")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


def patch(laid: LaidOut, node: Node, text: str) -> list[Splice] | None:
    """What makes `node` say `text` by changing words where they stand; None where that cannot be told.

    Where a line end stood between two words that go, their lines become one.
    """
    offsets = character_offsets(laid.text, node)
    if offsets is None:
        return None
    old, new = _TOKEN.findall(node.value.rstrip("\n")), _TOKEN.findall(text)
    starts = [0]
    for token in old:
        starts.append(starts[-1] + len(token))
    out: list[Splice] = []
    for kind, first, last, begin, until in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        start, end = offsets[starts[first]][0], offsets[starts[last] - 1][1] if last > first else None
        end = start if end is None else end
        words = "".join(new[begin:until])
        if "\n" in words or (node.style == "|" and _LINE_END.search(laid.text, start, end)):
            return None
        if node.style == '"' and re.search(r'["\\]', words):
            return None
        out.append(Splice(start, end, words.replace("'", "''") if node.style == "'" else words))
    return out


def character_offsets(text: str, node: Node) -> list[tuple[int, int]] | None:
    """Where each character of the node's value stands in `text`, and one more for its end; blanks may be line ends
    with indentation. None where the value is written otherwise than it reads (escapes)."""
    at = node.start
    if node.style in ("|", ">"):
        at = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?").match(text, at).end()  # type: ignore[union-attr]
    elif node.style:
        at += 1
        if node.style == '"' and "\\" in text[node.start : node.end]:
            return None
    out: list[tuple[int, int]] = []
    value = node.value.rstrip("\n")
    for number, char in enumerate(value):
        if char.isspace():
            out.append((at, at))
            continue
        blank = at
        while at < node.end and text[at].isspace():
            at += 1
        _blanks(out, number, value, blank, at)
        if text[at : at + 1] != char:
            return None
        length = 2 if node.style == "'" and char == "'" else 1
        out.append((at, at + length))
        at += length
    out.append((at, at))
    return out


def _blanks(out: list[tuple[int, int]], number: int, value: str, start: int, end: int) -> None:
    """Give the blanks before character `number` their places: one each, the last one the rest."""
    first = number
    while first and value[first - 1].isspace():
        first -= 1
    for at in range(first, number):
        begin = min(start + (at - first), end)
        out[at] = (begin, end if at == number - 1 else min(begin + 1, end))
