"""Paragraphs, runs, bookmarks and fields of a Word file's running text (ECMA-376 part 1, 17.3, 17.13.6, 17.16)."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable

from doctool.write.xml import Element, el, name

# The order in which w:pPr wants its children (CT_PPr); Word refuses any other.
_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr",
    "sectPr",
)  # fmt: skip
_PLACE = {name(f"w:{tag}"): place for place, tag in enumerate(_ORDER)}
#: What w:rPr wants before the size (CT_RPr).
BEFORE_SIZE = {
    name(f"w:{tag}")
    for tag in (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
        "position",
    )
}  # fmt: skip
#: What XML cannot hold, though a text may (ECMA-376 uses XML 1.0, 2.2).
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PIECES = re.compile(r"([\t\n])")
_CODE = re.compile(r"(?<=[A-Z])-(?=\d)")
JC = {"kiri": "left", "tengah": "center", "kanan": "right", "penuh": "both"}


def paragraph(style: str, content: Iterable[Element] = (), *properties: Element | None) -> Element:
    """A paragraph in the style with the id `style`; `properties` in any order."""
    inside = sorted((one for one in properties if one is not None), key=lambda one: _PLACE[str(one.tag)])
    made = el("w:p", None, el("w:pPr", None, el("w:pStyle", {"w:val": style}), *inside))
    made.extend(content)
    return made


def add_property(target: Element, added: Element) -> None:
    """Give the paragraph `target` one more property, in its place; one that it has already is replaced."""
    properties = target.find(name("w:pPr"))
    if properties is None:
        properties = el("w:pPr")
        target.insert(0, properties)
    insert_property(properties, added)


def insert_property(properties: Element, added: Element) -> None:
    """Put `added` in its place among `properties` (a w:pPr), instead of one that is there already."""
    old = properties.find(added.tag)
    if old is not None:
        properties.remove(old)
    last = len(_ORDER)
    place = sum(_PLACE.get(str(one.tag), last) < _PLACE[str(added.tag)] for one in properties)
    properties.insert(place, added)


def keep_with_next(block: Element) -> None:
    """Keep the end of `block` (a paragraph, or the last row of a table) on the page of what follows."""
    rows = block.findall(name("w:tr"))
    keep_row(rows[-1]) if rows else add_property(block, el("w:keepNext"))


def keep_row(row: Element) -> None:
    """Keep a row on the page of the next: Word asks the row's paragraphs."""
    for target in row.iter(name("w:p")):
        add_property(target, el("w:keepNext"))


def set_size(within: Element, points: float) -> None:
    """Set every paragraph and run of `within` in `points`, but for those that have a size of their own."""
    for target in within.iter(name("w:p")):
        properties = target.find(name("w:pPr"))
        if properties is not None and properties.find(name("w:rPr")) is None:
            insert_property(properties, el("w:rPr"))
    for target in within.iter(name("w:r")):
        if target.find(name("w:rPr")) is None:
            target.insert(0, el("w:rPr"))
    for looks in (one for one in within.iter(name("w:rPr")) if one.find(name("w:sz")) is None):
        place = sum(one.tag in BEFORE_SIZE for one in looks)
        for tag in ("w:szCs", "w:sz"):
            looks.insert(place, el(tag, {"w:val": round(points * 2)}))


def hold_codes(paragraph: Element) -> None:
    """Keep codes such as "IKU-1" on one line: their hyphens become those at which no line breaks (17.3.3.18)."""
    for text in list(paragraph.iter(name("w:t"))):
        first, *others = _CODE.split(text.text or "")
        within = text.getparent()
        if not others or within is None:
            continue
        text.text = first
        place = within.index(text) + 1
        for piece in others:
            held = [el("w:noBreakHyphen"), el("w:t", {"xml:space": "preserve"}, text=piece)]
            within[place:place] = held
            place += len(held)


def text_run(text: str, *properties: Element | None, style: str = "") -> Element:
    """`text` as a run; tabs and line ends become those of Word."""
    content: list[Element] = []
    for piece in _PIECES.split(_UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))):
        if piece in ("\t", "\n"):
            content.append(el("w:tab" if piece == "\t" else "w:br"))
        elif piece:
            content.append(el("w:t", {"xml:space": "preserve"}, text=piece))
    return run(*content, properties=properties, style=style)


def run(*content: Element, properties: Iterable[Element | None] = (), style: str = "") -> Element:
    """A run around `content`, in the character style with the id `style`."""
    inside = [one for one in properties if one is not None]
    if style:
        inside.insert(0, el("w:rStyle", {"w:val": style}))
    return el("w:r", None, el("w:rPr", None, *inside) if inside else None, *content)


def line_break() -> Element:
    """A run that begins a new line."""
    return run(el("w:br"))


def field(instruction: str, shown: str, *properties: Element | None) -> list[Element]:
    """A field that shows `shown` until it is updated; `properties` are those of its runs."""
    looks = [one for one in properties if one is not None]

    def mark(kind: str) -> Element:
        return run(el("w:fldChar", {"w:fldCharType": kind}), properties=copy.deepcopy(looks))

    code = el("w:instrText", {"xml:space": "preserve"}, text=f" {instruction} ")
    return [
        mark("begin"),
        run(code, properties=copy.deepcopy(looks)),
        mark("separate"),
        text_run(shown, *copy.deepcopy(looks)),
        mark("end"),
    ]


def bookmarked(number: int, bookmark: str, content: list[Element]) -> list[Element]:
    """`content` between the two ends of a bookmark; `number` is its id in the part."""
    start = el("w:bookmarkStart", {"w:id": number, "w:name": bookmark})
    return [start, *content, el("w:bookmarkEnd", {"w:id": number})]


def spacing(before: int = 0, after: int = 0) -> Element:
    """w:spacing in twips."""
    return el("w:spacing", {"w:before": before, "w:after": after})
