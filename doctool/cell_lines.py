"""How many lines a text takes in a cell of a printed workbook, and what of it fits into Excel's highest row."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

#: Lines of 12 pt in Excel's highest row.
_MOST_LINES = 33
#: Width of a digit of Calibri 11, by which Excel counts columns; what an indent takes, in points.
_DIGIT_PT, _INDENT_PT = 5.25, 9.0
_SAFE = 0.95


def line_count(text: str, width: float) -> int:
    """Lines of Arial 9 that `text` takes in a column `width` digits of Calibri 11 wide, a little generously."""
    lines = 0
    room = max(4, int(width * 1.1))
    for paragraph in text.split("\n"):
        used = room + 1
        for word in paragraph.split() or [""]:
            if used + 1 + len(word) <= room:
                used += 1 + len(word)
            else:
                lines += max(1, -(-len(word) // room))
                used = len(word) % room or len(word)
    return lines


def printed_lines(text: str, width: float, font: str) -> int:
    """Lines of 9 pt that `text` takes in an indented cell of a column `width` digits of Calibri 11 wide.

    Words are measured with the typeface's advances, a little generously: Excel, LibreOffice and the scale of the page
    round them differently.
    """
    room = (width * _DIGIT_PT - _INDENT_PT) * _SAFE
    lines = 0
    for paragraph in text.split("\n"):
        used = room + 1
        for word in paragraph.split() or [""]:
            wide = text_width(word, font)
            if used + text_width(" ", font) + wide <= room:
                used += text_width(" ", font) + wide
            else:
                lines += max(1, -int(-wide // room))
                used = wide % room
    return lines


def in_rows(text: str, width: float, font: str) -> list[str]:
    """`text` in one piece, or in as many of about one length as it takes for each to fit into Excel's highest row."""
    words = text.split(" ")
    for count in range(1, len(words) + 1):
        size = -(-len(words) // count)
        pieces = [" ".join(words[at : at + size]) for at in range(0, len(words), size)]
        if all(printed_lines(piece, width, font) <= _MOST_LINES for piece in pieces):
            return pieces
    return words


def text_width(word: str, font: str, size: float = 9.0, *, bold: bool = False) -> float:
    """Width of a line of `size` points, in points."""
    units, default, advances = _advances(font, bold)
    return size * sum(advances.get(sign, default) for sign in word) / units


@cache
def _advances(font: str, bold: bool) -> tuple[int, int, dict[str, int]]:
    """Units per em of a typeface of the package, the advance of a character it lacks, and those of its characters."""
    name = font.lower().replace(" ", "_")
    text = resources.files("doctool").joinpath("data", "fonts", f"{name}.json").read_text(encoding="utf-8")
    face = json.loads(text)["faces"]["bold" if bold else "regular"]
    known = {chr(first + at): advance for first, run in face["runs"] for at, advance in enumerate(run)}
    return face["units"], face["default"], known


def shortened(text: str, width: float, cut: str) -> str:
    """`text`, cut with the note `cut` where it is taller than Excel's highest row (409 pt)."""
    if line_count(text, width) <= _MOST_LINES:
        return text
    shown = text[: int(width * 1.1) * (_MOST_LINES - 3)]
    while line_count(shown + cut, width) > _MOST_LINES:
        shown = shown[: len(shown) * 9 // 10]
    return shown.rstrip() + cut
