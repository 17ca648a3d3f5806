"""Names of the elements of a Word file, and small readings of their attributes (ECMA-376 part 1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

Element = etree._Element

_OFFICE = "http://schemas.openxmlformats.org"
W = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
M = f"{{{_OFFICE}/officeDocument/2006/math}}"
R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
A = f"{{{_OFFICE}/drawingml/2006/main}}"
PIC = f"{{{_OFFICE}/drawingml/2006/picture}}"
WP = f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}"
MC = f"{{{_OFFICE}/markup-compatibility/2006}}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

#: Elements that hold others of their own level.
THROUGH = frozenset(
    f"{W}{name}" for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "dir", "bdo", "hyperlink")
)
DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_OFF = ("0", "false", "off", "none")


def val(parent: Element | None, path: str, default: str = "") -> str:
    """The attribute w:val of the element at `path` below `parent` ("w:pPr/w:jc" without prefixes: "pPr/jc")."""
    found = child(parent, path)
    return default if found is None else found.get(f"{W}val") or default


def child(parent: Element | None, path: str) -> Element | None:
    """The element at `path` below `parent`, names of the main namespace without prefix."""
    return None if parent is None else parent.find(_full(path))


@cache
def _full(path: str) -> str:
    return "/".join(f"{W}{name}" for name in path.split("/"))


def switch(parent: Element | None, name: str) -> bool | None:
    """Whether the on/off element `name` (ECMA-376 part 1, 17.17.4) is on; None where it is not said."""
    found = child(parent, name)
    return None if found is None else (found.get(f"{W}val") or "1").lower() not in _OFF


def whole(text: str | None, default: int = 0) -> int:
    """`text` as a whole number of sensible size; decimals are cut off ("1440.0")."""
    try:
        number = int(float(text or ""))
    except (ValueError, OverflowError):
        return default
    return max(-10_000_000, min(number, 10_000_000_000))


def within(element: Element, *tags: str) -> Iterator[Element]:
    """The children `tags` of `element`, also in content controls and tracked blocks, but not in what is deleted."""
    for one in element:
        if one.tag in tags:
            yield one
        elif one.tag in THROUGH:
            yield from within(one, *tags)
        elif one.tag == f"{W}sdt":
            content = one.find(f"{W}sdtContent")
            if content is not None:
                yield from within(content, *tags)


def letters(element: Element) -> str:
    """All texts of `element` that would print, without a second copy for old programs, on one line."""
    pieces: list[str] = []
    for one in element.iter(f"{W}t", f"{M}t", f"{W}p", f"{W}tab", f"{W}br"):
        if any(above.tag == f"{MC}Fallback" for above in one.iterancestors()):
            continue
        pieces.append(one.text or "" if one.tag in (f"{W}t", f"{M}t") else " ")
    return " ".join("".join(pieces).split())
