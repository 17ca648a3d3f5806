"""Text widths and line breaks from the advance-width tables that the package ships (no font is needed).

Widths are sums of advances without kerning, which is how Word and LibreOffice set a document that does not ask
for kerning (ECMA-376 part 1, 17.3.2.19 kern). Lines break after spaces, hyphens and dashes (UAX 14 with the
changes of LibreOffice).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from doctool.drawing import TextStyle

#: Where the advances of a typeface are; every value of doctool.model.kantor.Huruf has one.
FONT_FILES = {
    "Arial": "arial.json",
    "Times New Roman": "times_new_roman.json",
    "Calibri": "calibri.json",
    "Cambria": "cambria.json",
    "Bookman Old Style": "bookman_old_style.json",
}

#: Widths of characters that join, space or vanish without ink; the tables may lack them.
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"

#: Where a line may break inside a word, as LibreOffice was seen to break: after a hyphen, a dash, "!", "?", an
#: ellipsis, "|" or a zero-width space, unless closing punctuation follows; before an em dash.
_BREAK = re.compile(
    r"""
      (?<= [-‐–—] ) (?= [^-‐–—/.,:;!?)\]}"“”'’…\u00a0\u2060] )
    | (?<= [!?…] ) (?= [\w(\[{] )
    | (?<= [|\u200b] ) (?= . )
    | (?<= [^(\[{"“”'‘’\u00a0\u2060—] ) (?= — )
    """,
    re.VERBOSE,
)
#: In the first word of a paragraph ("Kelengkapan/Persyaratan") also after a slash, but not within a number.
_BREAK_FIRST = re.compile(rf"{_BREAK.pattern} | (?<= / ) (?= [^\W\d_] ) | (?<= [^\d]/ ) (?= \d )", re.VERBOSE)
_SPECIAL = re.compile(r"[-‐–—!?…|/\u200b]")
#: These do not begin a line, even after a space ("Dasar Hukum :" stays whole).
_NO_START = frozenset(":;,.!?)]}/")
_WHITE = re.compile(r"[\t\n\r]+")


class _Advances(dict[str, int]):
    """Advance of each character in font units; one that the face lacks takes the face's widest letter."""

    def __init__(self, known: dict[str, int], default: int) -> None:
        super().__init__(known)
        self.default = default

    def __missing__(self, char: str) -> int:
        self[char] = self.default
        return self.default


@dataclass(frozen=True, slots=True)
class Face:
    """One face: units per em, advances, and the distances of the font's own line above and below the baseline.

    `ascent`, `descent` (positive) and `line_gap` are in font units (hhea table).
    """

    units: int
    advances: _Advances
    ascent: int
    descent: int
    line_gap: int


@cache
def face(font: str, bold: bool = False, italic: bool = False) -> Face:
    """The face of the typeface called `font`; KeyError if the package has no table of it."""
    text = resources.files("doctool").joinpath("data", "fonts", FONT_FILES[font]).read_text(encoding="utf-8")
    name = {(0, 0): "regular", (1, 0): "bold", (0, 1): "italic", (1, 1): "bold_italic"}[(bold, italic)]
    data = json.loads(text)["faces"][name]
    known = {chr(first + offset): advance for first, run in data["runs"] for offset, advance in enumerate(run)}
    known.update(dict.fromkeys(_NO_WIDTH, 0))
    known.setdefault("\u2011", known["-"])
    known["\u00a0"] = known[" "]
    known["\t"] = known[" "]
    return Face(data["units"], _Advances(known, data["default"]), data["ascent"], data["descent"], data["line_gap"])


def _units(text: str, style: TextStyle) -> int:
    """Width of `text` in font units of its face."""
    return sum(map(face(style.font, style.bold, style.italic).advances.__getitem__, text))


def text_width(text: str, style: TextStyle) -> int:
    """Width of `text` on one line, in twips, rounded up; 0 for an empty text."""
    units = face(style.font, style.bold, style.italic).units
    return -(-_units(text, style) * style.size // units)


def line_pitch(style: TextStyle) -> int:
    """The exact line distance for `style` in twips: 1.2 x size, rounded to whole twips."""
    return (style.size * 6 + 2) // 5


def _pieces(text: str) -> list[tuple[str, bool]]:
    """`text` cut wherever a line may break: (piece, whether a space at a possible break stands before it)."""
    out: list[tuple[str, bool]] = []
    for word in text.split(" "):
        pieces = (_BREAK if out else _BREAK_FIRST).split(word) if _SPECIAL.search(word) else [word]
        if out and word[:1] in _NO_START and word:
            last, spaced = out[-1]
            out[-1] = (f"{last} {pieces[0]}", spaced)
        else:
            out.append((pieces[0], bool(out)))
        out.extend((piece, False) for piece in pieces[1:])
    return out


def _by_characters(word: str, advances: _Advances, room: int, limit: int) -> list[str]:
    """`word` cut into stretches of at most `room` (the first) and `limit` units, never an empty one."""
    out: list[str] = []
    start, used = 0, 0
    for index, char in enumerate(word):
        used += advances[char]
        if used > room and index > start:
            out.append(word[start:index])
            start, used, room = index, advances[char], limit
    out.append(word[start:])
    return out


@lru_cache(maxsize=8192)
def wrap(text: str, style: TextStyle, width: int, first_indent: int = 0) -> tuple[str, ...]:
    """`text` broken into lines no wider than `width` twips; ("",) for an empty text.

    Greedy, as Word and LibreOffice break; the first line has `first_indent` twips less. Spaces at a break are not
    in the lines; no-break spaces hold. A word wider than a whole line is broken between characters, at least one
    on a line, so only a line of one character can be wider than `width`. Tabs and line ends count as spaces.
    """
    used_face = face(style.font, style.bold, style.italic)
    advances = used_face.advances
    measure = advances.__getitem__
    limit = max(width, 0) * used_face.units // style.size
    room = max(width - first_indent, 0) * used_face.units // style.size
    space = advances[" "]
    lines: list[str] = []
    line, used = "", 0
    for piece, spaced in _pieces(_WHITE.sub(" ", text)):
        advance = sum(map(measure, piece))
        gap = space if spaced and line else 0
        if used + gap + advance <= room:
            line, used = (f"{line} {piece}" if gap else line + piece), used + gap + advance
            continue
        if line:
            lines.append(line.rstrip(" "))
            room = limit
        line, used = piece, advance
        if advance > room:
            *full, line = (part.strip(" ") for part in _by_characters(piece, advances, room, limit))
            lines.extend(part for part in full if part)
            room = limit if full else room
            used = sum(map(measure, line))
    return (*lines, line.rstrip(" "))
