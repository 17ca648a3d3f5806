"""HTML within a Markdown text: a few tags are looks that Markdown has no sign for, all other tags are left out and
named (M07); what stands between tags stays, and what is no tag of HTML ("<nama kantor>") is text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from markdown_it.common.html_blocks import block_names

from doctool.model.dokumen import Teks

_INLINE = {
    "a", "abbr", "acronym", "audio", "b", "bdi", "bdo", "big", "br", "button", "canvas", "cite", "code", "data",
    "del", "dfn", "em", "embed", "font", "i", "img", "input", "ins", "kbd", "label", "map", "mark", "meter",
    "object", "output", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "script", "select",
    "small", "span", "strike", "strong", "style", "sub", "sup", "svg", "template", "textarea", "time", "tt", "u",
    "var", "video", "wbr",
}  # fmt: skip
_NAMES = frozenset(_INLINE | set(block_names))
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)(?:[\s/][^<>]*)?>")
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|<![A-Za-z][^>]*>|<!\[CDATA\[|\]\]>|</?[A-Za-z][^<>]*>", re.DOTALL
)


def is_break(tag: str) -> bool:
    """Whether `tag` is a line break."""
    return bool(re.fullmatch(r"<br\s*/?>", tag, re.IGNORECASE))


def styled(base: Teks, name: str) -> Teks | None:
    """`base` in the look that the element `name` gives it; None for an element without a look of its own."""
    match name:
        case "b" | "strong":
            return replace(base, tebal=True)
        case "i" | "em":
            return replace(base, miring=True)
        case "s" | "del":
            return replace(base, coret=True)
        case "u" | "ins":
            return replace(base, garis_bawah=True)
        case "sup":
            return replace(base, posisi="naik")
        case "sub":
            return replace(base, posisi="turun")
    return None


def look(tag: str, base: Teks) -> tuple[str, Teks] | None:
    """The name of a look that `tag` (without attributes) opens, and `base` with it; None for any other tag."""
    match = re.fullmatch(r"<([a-z]+)>", tag, re.IGNORECASE)
    name = match[1].casefold() if match else ""
    found = styled(base, name)
    return (name, found) if found else None


def is_text(tag: str) -> bool:
    """Whether `tag` only looks like HTML."""
    match = _TAG.fullmatch(tag)
    return match is not None and match[1].casefold() not in _NAMES


def has_tags(raw: str) -> bool:
    """Whether `raw` holds anything that `without_tags` leaves out."""
    return any(not is_text(match[0]) for match in _MARKUP.finditer(raw))


def without_tags(raw: str) -> Iterator[str]:
    """The paragraphs of text in a piece of HTML, each with its lines."""
    text = _MARKUP.sub(lambda match: match[0] if is_text(match[0]) else " ", raw)
    for paragraph in re.split(r"\n[ \t]*\n", html.unescape(text)):
        lines = [" ".join(line.split()) for line in paragraph.split("\n")]
        if any(lines):
            yield "\n".join(line for line in lines if line)
