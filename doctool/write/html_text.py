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

    Each planned line is held together, and between two lines there is a space (or, within a word, nothing):
    so lines end where planned, while a search or a copy sees running text.
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
        text_align=text.align.value if text.align is not Align.LEFT else "",
    )
    block = node("p", {"class": f"{name} {look}".strip()})
    if text.marker:
        block.append(node("span", {"class": f"m {css.look(left=length(text.left))}"}, f"{text.marker} "))
    inside = node("a", {"href": address}) if address else block
    for line, spaced in _lines(text):
        wrong = line != " ".join(line.split())
        inside.append(node("span", {"class": "l p" if wrong else "l"}, line))
        if spaced is None:
            continue
        if spaced:
            append_text(inside, " ")
        else:
            inside.append(node("wbr"))
    if address:
        block.append(inside)
    return block


def _padding(text: Paragraph) -> str:
    top, left, bottom = length(text.before), length(text.left + text.indent), length(text.after)
    return "" if top == left == bottom == "0" else f"{top} 0 {bottom} {left}"


def _lines(text: Paragraph) -> Iterator[tuple[str, bool | None]]:
    """Each line, and whether a space follows it in the text (None after the last)."""
    position = 0
    for number, line in enumerate(text.lines, 1):
        if number == len(text.lines):
            yield line, None
            return
        ink = len("".join(line.split()))
        while ink and position < len(text.text):
            ink -= not text.text[position].isspace()
            position += 1
        yield line, text.text[position : position + 1].isspace()
