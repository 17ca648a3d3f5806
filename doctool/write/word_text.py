"""Paragraphs and runs of WordprocessingML (ECMA-376 part 1, 17.3)."""

from __future__ import annotations

from collections.abc import Sequence

from doctool.drawing import Align, Padding, Paragraph, TextStyle
from doctool.write.xml import Attributes, Element, el

TWIPS_PER_HALF_POINT = 10
# The lowest line that Word sets is 1 pt; such paragraphs carry anchors and part tables, and hold no text.
HAIR = 20
NO_PADDING = Padding()

_JC = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}


def paragraphs(texts: Sequence[Paragraph], padding: Padding = NO_PADDING) -> list[Element]:
    """`texts` one below the other in a cell or shape, `padding` away from its edges.

    Word and LibreOffice both set two paragraphs apart by the larger of the upper one's w:after and the lower
    one's w:before, while the drawing adds them up. So the whole distance is written as w:before, and w:after
    only where nothing follows. The padding is written as indents and distances too: cell margins would be
    shared by a whole row (Word takes the largest top margin of the row's cells for all of them).
    """
    written: list[Element] = []
    above = padding.top
    for number, text in enumerate(texts):
        last = number == len(texts) - 1
        after = text.after + padding.bottom if last else 0
        written.append(_paragraph(text, padding, above + text.before, after))
        above = text.after
    return written


def hair(height: int = HAIR, *content: Element, page_break: bool = False, section: Element | None = None) -> Element:
    """An empty paragraph `height` twips high; `content` is what hangs on it (a drawing)."""
    tiny = _run_properties_element(el("w:sz", {"w:val": 2}), el("w:szCs", {"w:val": 2}))
    properties = el(
        "w:pPr",
        None,
        el("w:pageBreakBefore") if page_break else None,
        el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": height, "w:lineRule": "exact"}),
        tiny,
        section,
    )
    run = el("w:r", None, _run_properties_element(el("w:sz", {"w:val": 2}), el("w:szCs", {"w:val": 2})), *content)
    return el("w:p", None, properties, run if content else None)


def picture_paragraph(inline: Element, padding: Padding) -> Element:
    """A paragraph around an inline picture: its line is as high as the picture, never exact (that would clip)."""
    properties = el(
        "w:pPr",
        None,
        el("w:spacing", {"w:before": padding.top, "w:after": padding.bottom, "w:line": 240, "w:lineRule": "auto"}),
        el("w:ind", {"w:left": padding.left, "w:right": padding.right}),
        el("w:jc", {"w:val": "center"}),
    )
    tiny = _run_properties_element(el("w:sz", {"w:val": 2}), el("w:szCs", {"w:val": 2}))
    return el("w:p", None, properties, el("w:r", None, tiny, inline))


def run_properties(style: TextStyle) -> Element:
    """The w:rPr of `style`; sizes are rounded to the half points that Word keeps (17.3.2.38)."""
    size = {"w:val": round(style.size / TWIPS_PER_HALF_POINT)}
    font = {f"w:{script}": style.font for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    return _run_properties_element(
        el("w:rFonts", font),
        el("w:b") if style.bold else None,
        el("w:i") if style.italic else None,
        el("w:color", {"w:val": style.color}) if style.color else None,
        el("w:sz", size),
        el("w:szCs", size),
        el("w:u", {"w:val": "single"}) if style.underline else None,
    )


def _run_properties_element(*properties: Element | None) -> Element:
    return el("w:rPr", None, *properties)


def _paragraph(text: Paragraph, padding: Padding, before: int, after: int) -> Element:
    spacing: Attributes = {"w:before": before, "w:after": after, "w:line": text.pitch, "w:lineRule": "exact"}
    start = padding.left + text.left + text.indent
    indent = {"w:left": start, "w:right": padding.right}
    tabs = None
    if text.marker:
        indent["w:hanging"] = text.indent
        tabs = el("w:tabs", None, el("w:tab", {"w:val": "left", "w:pos": start}))
    properties = el(
        "w:pPr",
        None,
        tabs,
        el("w:spacing", spacing),
        el("w:ind", indent),
        el("w:jc", {"w:val": _JC[text.align]}),
        run_properties(text.style),
    )
    content: list[Element] = []
    if text.marker:
        content = [_text(text.marker), el("w:tab")]
    if text.text:
        content.append(_text(text.text))
    run = el("w:r", None, run_properties(text.style), *content) if content else None
    return el("w:p", None, properties, run)


def _text(text: str) -> Element:
    return el("w:t", {"xml:space": "preserve"}, text=text)
