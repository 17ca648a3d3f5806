"""Text of a Drawing in SVG: each line at the place where Word and LibreOffice set it."""

from __future__ import annotations

from collections.abc import Sequence

from doctool.drawing import Align, Box, Paragraph, TextStyle, VAlign
from doctool.write.fonts import family
from doctool.write.xml import Attributes, Element, el

# In a line of exact height the baseline is at four fifths of it (LibreOffice and Word alike).
BASELINE_FIFTHS = 4
_ANCHOR = {Align.CENTER: "middle", Align.RIGHT: "end"}


def number(twips: float) -> str:
    """Twips as points with at most two decimals ("12.5"); whole twips lose nothing."""
    text = f"{twips / 20:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def font_family(font: str) -> str:
    """The CSS list of `font`, its free twin and a generic face."""
    stand_in = family(font)
    names = [font, stand_in.substitute] if stand_in.substitute else [font]
    return ", ".join([f"'{name}'" if " " in name else name for name in names] + [stand_in.css])


def text_block(paragraphs: Sequence[Paragraph], area: Box, valign: VAlign, base_font: str) -> list[Element]:
    """The lines of `paragraphs` in `area` as svg:text elements; `base_font` is the one that needs no saying.

    Justified lines are left ragged: SVG can only stretch a line letter by letter, which reads badly.
    """
    written: list[Element] = []
    y = area.y + offset(sum(text.height for text in paragraphs), area.height, valign)
    for text in paragraphs:
        written += _paragraph(text, area.x, y, area.width, base_font)
        y += text.height
    return written


def offset(height: int, room: int, valign: VAlign) -> int:
    """How far below the top of `room` something `height` high begins, in twips; never above the top."""
    if valign is VAlign.TOP:
        return 0
    return max(0, (room - height) // 2 if valign is VAlign.CENTER else room - height)


def _paragraph(text: Paragraph, x: int, y: int, width: int, base_font: str) -> list[Element]:
    left = x + text.left + text.indent
    room = width - text.left - text.indent
    look = _look(text.style, base_font)
    written: list[Element] = []
    for line_number, line in enumerate(text.lines):
        baseline = number(y + text.before + line_number * text.pitch + text.pitch * BASELINE_FIFTHS / 5)
        if text.marker and line_number == 0:
            written.append(_text(text.marker, {"x": number(left - text.indent), "y": baseline, **look}))
        if not line:
            continue
        place = {"x": number(_anchor(left, room, text.align)), "y": baseline}
        if text.align in _ANCHOR:
            place["text-anchor"] = _ANCHOR[text.align]
        written.append(_text(line, {**place, **look}))
    return written


def _anchor(left: int, room: int, align: Align) -> float:
    """The x that the text hangs on: its left end, its middle or its right end."""
    return left + {Align.CENTER: room / 2, Align.RIGHT: room}.get(align, 0)


def _look(style: TextStyle, base_font: str) -> dict[str, str]:
    look = {"font-size": number(style.size)}
    if style.font != base_font:
        look["font-family"] = font_family(style.font)
    if style.bold:
        look["font-weight"] = "bold"
    if style.italic:
        look["font-style"] = "italic"
    if style.color:
        look["fill"] = f"#{style.color}"
    if style.underline:
        look["text-decoration"] = "underline"
    return look


def _text(words: str, attributes: Attributes) -> Element:
    keep = {"xml:space": "preserve"} if words != " ".join(words.split()) else {}
    return el("svg:text", {**attributes, **keep}, text=words)
