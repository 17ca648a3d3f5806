"""Text of a Drawing in HTML: paragraphs that keep the planned lines and can still be searched and copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from doctool.drawing import Align, Paragraph
from doctool.write.html_style import StyleSheet, font_list, length
from doctool.write.xml import Element


def node(tag: str, attributes: Mapping[str, str] | None = None, *children: Element | str | None) -> Element:
    """An element without namespace; attributes that are "" are left out, texts may stand between the children."""
    element = etree.Element(tag, {key: value for key, value in (attributes or {}).items() if value})
    for child in children:
        if isinstance(child, str):
            append_text(element, child)
        elif child is not None:
            element.append(child)
    return element


def append_text(element: Element, text: str) -> None:
    """Add `text` after all that `element` holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def paragraphs(
    texts: Sequence[Paragraph], css: StyleSheet, base_font: str, links: Mapping[str, str] | None = None
) -> list[Element]:
    """`texts` as p elements; a text that `links` knows becomes a link to the address it gives."""
    return [paragraph(one, css, base_font, (links or {}).get(one.text, "")) for one in texts]


def paragraph(text: Paragraph, css: StyleSheet, base_font: str, address: str = "", name: str = "") -> Element:
    """`text` as a p element, with the class `name` besides its look.

    Each planned line is held together. Between two lines there is a space so wide that nothing fits after it
    (word-spacing of p), which is dropped where the line ends: lines end where planned, while a search or a copy sees
    running text. A word that runs on over a line's end has nothing there, but may break (overflow-wrap of p). The
    marker belongs to the first line.
    """
    style = text.style
    look = css.look(
        font_family=font_list(style.font) if style.font != base_font else "",
        font_size=length(style.size),
        font_weight="bold" if style.bold else "",
        font_style="italic" if style.italic else "",
        text_decoration="underline" if style.underline else "",
        color=f"#{style.color}" if style.color else "",
        line_height=length(text.pitch),
        min_height=length(text.before + text.pitch * len(text.lines) + text.after),
        padding=_padding(text),
        text_indent=length(-text.indent) if text.marker else "",
        text_align=text.align.value if text.align is not Align.LEFT else "",
    )
    block = node("p", {"class": f"{name} {look}".strip()})
    marker = _marker(text, css)
    inside = node("a", {"href": address}) if address else block
    for line, spaced in _lines(text):
        wrong = line != " ".join(line.split())
        inside.append(node("span", {"class": "l p" if wrong else "l"}, marker, line))
        marker = None
        if spaced:
            append_text(inside, " ")
    if address:
        block.append(inside)
    return block


def _marker(text: Paragraph, css: StyleSheet) -> Element | None:
    """The marker, with a tab up to where the text begins (text-indent of p puts it into the indent).

    An inline-block of that width would cut the text in two for who searches it.
    """
    if not text.marker:
        return None
    return node("span", {"class": f"m {css.look(tab_size=length(text.indent))}"}, f"{text.marker}\t")


def _padding(text: Paragraph) -> str:
    top, left, bottom = length(text.before), length(text.left + text.indent), length(text.after)
    return "" if top == left == bottom == "0" else f"{top} 0 {bottom} {left}"


def _lines(text: Paragraph) -> Iterator[tuple[str, bool]]:
    """Each line, and whether a space follows it in the text."""
    position = 0
    for line in text.lines:
        ink = len("".join(line.split()))
        while ink and position < len(text.text):
            ink -= not text.text[position].isspace()
            position += 1
        yield line, text.text[position : position + 1].isspace()
