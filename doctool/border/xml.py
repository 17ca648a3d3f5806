"""XML and HTML from outside: without document types, entities, network or an encoding in which one of them could hide.

No office program writes a document type; it is how a small file becomes a large one or reads another (XML 1.0, 2.8).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PLAIN = {b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<")
#: "<?xm" in EBCDIC, which parsers know without being told (XML 1.0, appendix F).
_EBCDIC = b"\x4c\x6f\xa7\x94"
_BLANK = b"\xef\xbb\xbf \t\r\n"
#: Office programs write declarations of 60 bytes.
_DECLARATION = 500


class XmlError(ValueError):
    """XML that is damaged or, with `dtd`, has a document type."""

    def __init__(self, message: str, *, dtd: bool = False) -> None:
        super().__init__(message)
        self.dtd = dtd


def has_dtd(content: bytes) -> bool:
    """A document type or an entity, or an encoding in which one could hide."""
    if content[:200].lstrip(_BLANK).startswith(_WIDE) or b"\0" in content[:200]:
        content = content.replace(b"\0", b"")
    head = content[: 2 * _DECLARATION].lstrip(_BLANK + b"\xff\xfe")
    if head.startswith(_EBCDIC):
        return True
    if head.startswith(b"<?xml"):
        end = head.find(b"?>", 0, _DECLARATION)
        named = _ENCODING.search(head, 0, max(end, 0))
        if end < 0 or (named is not None and named[1].lower() not in _PLAIN | {b"utf-16"}):
            return True
    return _DTD.search(content) is not None


def looks_like_xml(head: bytes) -> bool:
    """Whether what begins with `head` is XML, or may be: nothing but blanks is."""
    start = head.lstrip(_BLANK)
    return not start or start.startswith((b"<", *_WIDE, _EBCDIC))


def parse_xml(content: bytes, *, comments: bool = True) -> etree._Element:
    """The root of `content`, without its comments where not `comments`. Raises XmlError."""
    from lxml import etree

    if has_dtd(content):
        raise XmlError("document type", dtd=True)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=not comments
    )
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise XmlError(str(error)) from error


def stream_xml(content: bytes, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The elements of `content` with `tags` one after the other, each gone when the next is asked for. Raises XmlError.

    For parts of many megabytes, of which only one element at a time is needed.
    """
    from lxml import etree

    if has_dtd(content):
        raise XmlError("document type", dtd=True)
    try:
        for _event, element in etree.iterparse(
            io.BytesIO(content), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        ):
            yield element
            element.clear(keep_tail=False)
            above = element.getparent()
            while above is not None and element.getprevious() is not None:
                del above[0]
    except etree.XMLSyntaxError as error:
        raise XmlError(str(error)) from error


def parse_html(content: bytes) -> etree._Element:
    """The root of a web page in UTF-8, mended as browsers mend it. Raises XmlError for one without any content."""
    from lxml import etree, html

    try:
        return html.document_fromstring(content, parser=html.HTMLParser(no_network=True, encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise XmlError(str(error)) from error
