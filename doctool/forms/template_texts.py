"""Texts of a template's cells (CT_Rst, ECMA-376 part 1, 18.4.8) cut at their placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from doctool.forms.cell_text import escape
from doctool.forms.names import PLACEHOLDER
from doctool.forms.template_book import M

#: A text with placeholders: XML and names in turn, beginning with XML.
Pieces = tuple[str, ...]


def text_pieces(text: etree._Element) -> Pieces:
    """A text (CT_Rst) as XML and names in turn. Names that stand across runs make one run of all."""
    whole = "".join(node.text or "" for node in _texts(text))
    if not PLACEHOLDER.search(whole):
        return ()
    runs = text.findall(f"{M}r")
    within = sum(len(PLACEHOLDER.findall(node.text or "")) for node in _texts(text))
    if runs and within == len(PLACEHOLDER.findall(whole)):
        parts: list[str] = [""]
        for run in runs:
            properties = run.find(f"{M}rPr")
            parts[-1] += "<r>" + (plain_xml(properties) if properties is not None else "")
            _add(parts, run.findtext(f"{M}t", ""))
            parts[-1] += "</r>"
        return tuple(parts)
    first = runs[0].find(f"{M}rPr") if runs else None
    before, after = (f"<r>{plain_xml(first)}", "</r>") if first is not None else ("", "")
    parts = [before]
    _add(parts, whole)
    parts[-1] += after
    return tuple(parts)


def _add(parts: list[str], text: str) -> None:
    """The element t of `text`, cut at its names, at the end of `parts`."""
    cut = PLACEHOLDER.split(text)
    mixed = len(cut) > 1 and any(cut[::2])
    parts[-1] += '<t xml:space="preserve">' if mixed or text != text.strip() else "<t>"
    for number, one in enumerate(cut):
        if number % 2:
            parts += [one, ""]
        else:
            parts[-1] += escape(one)
    parts[-1] += "</t>"


def _texts(text: etree._Element) -> Iterator[etree._Element]:
    """The elements t of a text without its phonetic ones."""
    return (node for node in text.iter(f"{M}t") if not any(one.tag == f"{M}rPh" for one in node.iterancestors()))


def plain_xml(element: etree._Element) -> str:
    """An element without the declarations of namespaces that stand on its root."""
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", etree.tostring(element, encoding="unicode", with_tail=False))
