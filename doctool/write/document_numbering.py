"""The lists of a Word file: the one of the headings, and one for each Daftar (ECMA-376 part 1, 17.9).

Chapters are counted by a level that shows nothing, in Arabic: "BAB III" is printed by a field beside it, because
LibreOffice before 7.6 does not read w:isLgl and would number the paragraphs below a Roman level "III.1".
"""

from __future__ import annotations

from typing import Literal

from doctool.write.xml import Element, el, root

Mark = Literal["titik", "1", "a", "A", "i", "I"]
#: The lists of numbered headings, and of those without a number.
HEADINGS, UNNUMBERED = 1, 2
LEVELS = 9
_FORMATS: dict[Mark, str] = {
    "titik": "bullet", "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_BULLETS = ("•", "–")
#: How far each level of a list is indented, and how far its number hangs out, in twips: in running text and in cells.
STEP, CELL_STEP = 454, 284
# Where the text of headings 2 to 4 begins.
_HEADING_INDENT = (0, 624, 794, 454)


class Numbering:
    """The lists of one document, made as they are asked for."""

    def __init__(self, heading_styles: tuple[str, ...]) -> None:
        self._abstract = [_headings(heading_styles), _silent(len(heading_styles))]
        self._kinds: dict[tuple[Mark, bool], int] = {}
        self._numbers = [
            el("w:num", {"w:numId": place + 1}, el("w:abstractNumId", {"w:val": place})) for place in range(2)
        ]

    def new_list(self, mark: Mark, level: int, start: int, in_cell: bool) -> int:
        """The number of a fresh list that counts from `start` at `level` (0 to 8)."""
        kind = self._kinds.setdefault((mark, in_cell), len(self._abstract))
        if kind == len(self._abstract):
            self._abstract.append(_list(kind, mark, CELL_STEP if in_cell else STEP))
        number = len(self._numbers) + 1
        begins = el("w:lvlOverride", {"w:ilvl": level}, el("w:startOverride", {"w:val": start}))
        made = el("w:num", {"w:numId": number}, el("w:abstractNumId", {"w:val": kind}), begins)
        self._numbers.append(made)
        return number

    def part(self) -> Element:
        """numbering.xml."""
        part = root("w:numbering", ())
        part.extend([*self._abstract, *self._numbers])
        return part


def number(list_number: int, level: int) -> Element:
    """The w:numPr of a paragraph."""
    return el("w:numPr", None, el("w:ilvl", {"w:val": level}), el("w:numId", {"w:val": list_number}))


def _headings(styles: tuple[str, ...]) -> Element:
    texts = ("", "%1.%2", "%1.%2.%3", "%4.")
    levels = [
        el(
            "w:lvl",
            {"w:ilvl": level},
            el("w:start", {"w:val": 1}),
            el("w:numFmt", {"w:val": "lowerLetter" if level == 3 else "decimal"}),
            el("w:pStyle", {"w:val": style}),
            el("w:suff", {"w:val": "tab" if level else "nothing"}),
            el("w:lvlText", {"w:val": texts[level]}),
            el("w:lvlJc", {"w:val": "left"}),
            _indent(_HEADING_INDENT[level], _HEADING_INDENT[level]),
        )
        for level, style in enumerate(styles)
    ]
    return el("w:abstractNum", {"w:abstractNumId": 0}, el("w:multiLevelType", {"w:val": "multilevel"}), *levels)


def _silent(levels: int) -> Element:
    """The list of headings without a number; it counts for itself and shows nothing."""
    made = [
        el(
            "w:lvl",
            {"w:ilvl": level},
            el("w:start", {"w:val": 1}),
            el("w:numFmt", {"w:val": "none"}),
            el("w:suff", {"w:val": "nothing"}),
            el("w:lvlText", {"w:val": ""}),
            el("w:lvlJc", {"w:val": "left"}),
            el("w:pPr", None, el("w:ind", {"w:left": 0, "w:firstLine": 0})),
        )
        for level in range(levels)
    ]
    return el("w:abstractNum", {"w:abstractNumId": 1}, el("w:multiLevelType", {"w:val": "multilevel"}), *made)


def _list(kind: int, mark: Mark, step: int) -> Element:
    levels = [
        el(
            "w:lvl",
            {"w:ilvl": level},
            el("w:start", {"w:val": 1}),
            el("w:numFmt", {"w:val": _FORMATS[mark]}),
            el("w:lvlText", {"w:val": _BULLETS[level % 2] if mark == "titik" else f"%{level + 1}."}),
            el("w:lvlJc", {"w:val": "left"}),
            _indent(step * (level + 1), step),
        )
        for level in range(LEVELS)
    ]
    kind_of = el("w:multiLevelType", {"w:val": "hybridMultilevel"})
    return el("w:abstractNum", {"w:abstractNumId": kind}, kind_of, *levels)


def _indent(left: int, hanging: int) -> Element:
    tabs = el("w:tabs", None, el("w:tab", {"w:val": "num", "w:pos": left}))
    return el("w:pPr", None, tabs, el("w:ind", {"w:left": left, "w:hanging": hanging}))
