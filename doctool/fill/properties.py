"""The properties of a Word file (docProps/core.xml, ECMA-376 part 2, 11), written from the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import Template
from lxml import etree
from markupsafe import Markup, escape

from doctool.fill.environment import environment
from doctool.fill.faults import filling, place_of

NAME = "docProps/core.xml"
_PLACE = place_of(NAME)
#: The longest text that a property holds.
_MOST = 255
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_OWN = {
    f"{_DC}title", f"{_DC}subject", f"{_DC}creator", f"{_DC}language", f"{_CP}lastModifiedBy", f"{_CP}revision",
    f"{_TERMS}created", f"{_TERMS}modified",
}  # fmt: skip
_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
)
_END = "</cp:coreProperties>"


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says of itself; `day` is the date of its content, None where it has none."""

    title: str
    subject: str
    author: str
    day: date | None = None
    language: str = "id-ID"


class PropertiesPart:
    """The template's other properties, filled as its text is, and the file's own."""

    def __init__(self, core: bytes) -> None:
        """BrokenTemplateError where a property of the template holds a tag that Jinja cannot read."""
        kept: list[tuple[str, Template]] = []
        static = ""
        with filling(_PLACE):
            for element in etree.fromstring(core):
                # A tag in a property that is written anew is evaluated too: what it may not do is told, not dropped.
                name = "" if element.tag in _OWN else _prefixed(str(element.tag))
                text = element.text or ""
                if "{" in text:
                    kept.append((name, environment().from_string(text)))
                elif name and text:
                    static += f"<{name}>{_short(text)}</{name}>"
        self._kept, self._static = kept, static

    def fill(self, values: Mapping[str, Any], own: Properties) -> str:
        """The part; only inside `metered()`."""
        with filling(_PLACE):
            texts = [(name, Markup(template.render(values)).unescape()) for name, template in self._kept]  # noqa: S704 - _short escapes
        kept = "".join(f"<{name}>{_short(text)}</{name}>" for name, text in texts if name)
        author = _short(own.author)
        moment = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{own.day.isoformat()}T00:00:00Z</dcterms:{name}>'
            for name in ("created", "modified")
            if own.day is not None
        )
        return (
            f"{_START}<dc:title>{_short(own.title)}</dc:title><dc:subject>{_short(own.subject)}</dc:subject>"
            f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
            f"<dc:language>{_short(own.language)}</dc:language><cp:revision>1</cp:revision>{moment}{self._static}{kept}{_END}"
        )


def _prefixed(tag: str) -> str:
    """The name of a property with its prefix, "" for one that is not of the standard."""
    for space, prefix in ((_DC, "dc"), (_CP, "cp")):
        if tag.startswith(space):
            return f"{prefix}:{tag[len(space):]}"
    return ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return str(escape(line if len(line) <= _MOST else line[: _MOST - 1] + "…"))
