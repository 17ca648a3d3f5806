"""Text of cells: shared strings, rich where a cell has several styles (ECMA-376 part 1, 18.4).

A cell has no paragraphs and no lines of exact height. Its paragraphs become lines of one text that the office
program breaks anew, with their markers in front; a distance between two of them becomes an empty line of that
height, since a cell knows no other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from doctool.drawing import Paragraph, TextStyle
from doctool.units import pt
from doctool.write.excel_styles import font_properties
from doctool.write.xml import Element, el, root

Run = tuple[str, TextStyle]

#: Distances below this are not worth an empty line.
LEAST_GAP = pt(4)
#: A line of Arial or its stand-in is this many times its size high, in Excel as in LibreOffice.
LINE_HEIGHT = 1.15
#: What Excel would take for the escape of a character (18.4.12, ST_Xstring of part 1, 22.9.2.19).
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HALF_POINT = 10


def cell_runs(paragraphs: Sequence[Paragraph], above: bool = True, below: int = 0) -> list[Run]:
    """`paragraphs` as pieces of one text. `above` keeps the distance before the first, `below` (twips) is what an
    empty line at the end keeps free."""
    runs: list[Run] = []
    gap = 0
    for number, paragraph in enumerate(paragraphs):
        gap += paragraph.before
        if number:
            _append(runs, "\n", paragraphs[number - 1].style)
        if gap >= LEAST_GAP and (number or above):
            _append(runs, " \n", _gap_style(paragraph.style, gap))
        text = f"{paragraph.marker} {paragraph.text}".strip() if paragraph.marker else paragraph.text
        _append(runs, text, paragraph.style)
        gap = paragraph.after
    if paragraphs and below >= LEAST_GAP:
        _append(runs, "\n ", _gap_style(paragraphs[-1].style, below))
    return [run for run in runs if run[0]]


class Strings:
    """The shared strings of a workbook, each once."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[Run, ...], int] = {}
        self._uses = 0

    def number(self, runs: Sequence[Run]) -> int:
        """The number of the string made of `runs`; of one run only the text counts, the cell has its style."""
        key = tuple(runs) if len(runs) > 1 else ((runs[0][0], _PLAIN),)
        self._uses += 1
        return self._numbers.setdefault(key, len(self._numbers))

    def element(self) -> Element:
        """The root of sharedStrings.xml."""
        items = [_item(runs) for runs in self._numbers]
        return root("s:sst", (), {"count": self._uses, "uniqueCount": len(items)}, *items)


_PLAIN = TextStyle("", 0)


def _append(runs: list[Run], text: str, style: TextStyle) -> None:
    if runs and runs[-1][1] == style:
        runs[-1] = (runs[-1][0] + text, style)
    else:
        runs.append((text, style))


def _gap_style(style: TextStyle, gap: int) -> TextStyle:
    size = max(1, round(gap / LINE_HEIGHT / _HALF_POINT)) * _HALF_POINT
    return replace(style, size=size, bold=False, italic=False, underline=False)


def _item(runs: tuple[Run, ...]) -> Element:
    if len(runs) == 1:
        return el("s:si", None, _text(runs[0][0]))
    pieces = [
        el("s:r", None, el("s:rPr", None, *font_properties(style, "s:rFont")), _text(text)) for text, style in runs
    ]
    return el("s:si", None, *pieces)


def _text(text: str) -> Element:
    return el("s:t", {"xml:space": "preserve"}, text=_ESCAPE.sub("_x005F_", text))
