"""Paragraphs: texts broken for a width, with hanging markers, and their heights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from doctool.drawing import Align, Paragraph, TextStyle
from doctool.layout.measure import line_pitch, text_width, wrap
from doctool.model.dasar import split_marker


def marker_indent(marker: str, style: TextStyle) -> int:
    """How far `marker` moves its text to the right, in twips: its width and a space; 0 for no marker."""
    return text_width(f"{marker} ", style) if marker else 0


def paragraph(
    text: str,
    style: TextStyle,
    width: int,
    *,
    align: Align = Align.LEFT,
    marker: str = "",
    indent: int | None = None,
    left: int = 0,
    before: int = 0,
    after: int = 0,
    pitch: int | None = None,
) -> Paragraph:
    """`text` as a paragraph in a column `width` twips wide.

    The lines are broken for `width` less `left` and `indent`. `indent` None: the marker's width and a space.
    `pitch` None: 1.2 x the size. All lengths are twips.
    """
    hang = marker_indent(marker, style) if indent is None else indent
    return Paragraph(
        text=text,
        style=style,
        lines=wrap(text, style, width - left - hang),
        pitch=line_pitch(style) if pitch is None else pitch,
        align=align,
        marker=marker,
        indent=hang,
        left=left,
        before=before,
        after=after,
    )


def paragraphs(
    lines: Sequence[str],
    style: TextStyle,
    width: int,
    *,
    align: Align = Align.LEFT,
    before: int = 0,
    after: int = 0,
    between: int = 0,
    pitch: int | None = None,
) -> tuple[Paragraph, ...]:
    """The text of a cell (`doctool.model.dasar.Isi`) as paragraphs, one a line; () for no lines.

    A line may begin with a marker ("- Surat", "1. Surat"), which hangs; neighbours with markers share the
    widest one's indent, so that their texts align. `before` is the space above the first paragraph, `after` below
    the last, `between` above all others, in twips.
    """
    pairs = [split_marker(line) for line in lines]
    last = len(pairs) - 1
    return tuple(
        paragraph(
            text,
            style,
            width,
            align=Align.LEFT if marker else align,
            marker=marker,
            indent=indent,
            before=between if index else before,
            after=after if index == last else 0,
            pitch=pitch,
        )
        for index, ((marker, text), indent) in enumerate(zip(pairs, _indents(pairs, style), strict=True))
    )


def _indents(pairs: Sequence[tuple[str, str]], style: TextStyle) -> list[int]:
    """The indent of each line: the widest in its run of lines with markers, 0 without a marker."""
    out: list[int] = []
    start = 0
    while start < len(pairs):
        end = start + 1
        while end < len(pairs) and bool(pairs[end][0]) == bool(pairs[start][0]):
            end += 1
        widest = max(marker_indent(marker, style) for marker, _ in pairs[start:end])
        out.extend([widest] * (end - start))
        start = end
    return out


def height(items: Iterable[Paragraph]) -> int:
    """The height of paragraphs below each other, in twips; 0 for none."""
    return sum(item.height for item in items)
