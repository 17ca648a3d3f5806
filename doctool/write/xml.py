"""XML by prefixed names: `el("w:p", {"w:rsidR": "0"}, child, ...)`.

One table of namespaces for every writer, so that no writer spells a namespace twice and the prefixes in
the files are always the usual ones (mc:Choice names prefixes in its Requires, ECMA-376 part 3, 10.2.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element
Attributes: TypeAlias = Mapping[str, str | int]

NAMESPACES: dict[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "xdr14": "http://schemas.microsoft.com/office/excel/2010/spreadsheetDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "svg": "http://www.w3.org/2000/svg",
}
# Parts of one namespace read better, and some readers insist on it, without a prefix.
_UNPREFIXED = {"ct", "rel", "ep", "s", "svg"}


@cache
def name(prefixed: str) -> str:
    """`prefixed` ("w:p") in lxml's notation ("{http://...}p"); a name without prefix stays as it is."""
    prefix, colon, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else prefixed


@cache
def _nsmap(prefixes: tuple[str, ...]) -> dict[Any, str]:  # lxml takes None for "no prefix", its stubs do not
    return {(None if prefix in _UNPREFIXED else prefix): NAMESPACES[prefix] for prefix in prefixes if prefix != "xml"}


def el(tag: str, attributes: Attributes | None = None, *children: Element | None, text: str = "") -> Element:
    """An element `tag` ("w:p") with its attributes and children in the order given; None is left out."""
    values = {name(key): str(value) for key, value in (attributes or {}).items()}
    prefixes = (tag.partition(":")[0], *(key.partition(":")[0] for key in attributes or {} if ":" in key))
    element = etree.Element(name(tag), values, nsmap=_nsmap(prefixes))
    if text:
        element.text = text
    element.extend([child for child in children if child is not None])
    return element


def root(tag: str, prefixes: tuple[str, ...], attributes: Attributes | None = None, *children: Element) -> Element:
    """The root of a part: an element on which all `prefixes` are declared."""
    values = {name(key): str(value) for key, value in (attributes or {}).items()}
    element = etree.Element(name(tag), values, nsmap=_nsmap((tag.partition(":")[0], *prefixes)))
    element.extend(children)
    return element


def serialize(element: Element) -> bytes:
    """`element` as a whole XML file in UTF-8; the same tree always gives the same bytes."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)
