"""The sheets of two SOPs beside each other, with what changed coloured and numbered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from lxml import etree

from doctool.compare.marks import Mark, Where
from doctool.drawing import Box, Drawing, Page, PageKind
from doctool.write.html_text import node
from doctool.write.svg import write_svg
from doctool.write.svg_table import frame
from doctool.write.svg_text import number
from doctool.write.xml import Element, el

_KIND = {PageKind.COVER: "Sampul", PageKind.IDENTITY: "Lembar identitas", PageKind.FLOWCHART: "Lembar prosedur"}
#: The number of a change: height of its ground and width for each sign, in twips; beside a row it stands in the margin.
_HEIGHT, _SIGN, _SIDE = 260, 118, 60

#: The Drawing of an SOP with its marks, or why there is none.
Sheets = tuple[Drawing, Sequence[Mark]] | str


def sheet_pairs(old: Sheets, new: Sheets, names: tuple[str, str]) -> Iterator[Element]:
    """The pages of the two SOPs in pairs of one kind and procedure."""
    pictures = [_pictures(one, side) for one, side in ((old, "l"), (new, "b"))]
    pages = [one[0].pages if isinstance(one, tuple) else () for one in (old, new)]
    kinds = list(dict.fromkeys((page.kind, page.procedure or 0) for side in pages for page in side))
    kinds.sort(key=lambda one: (list(_KIND).index(one[0]), one[1]))
    for one, name in zip((old, new), names, strict=True):
        if isinstance(one, str):
            yield node("p", {"class": "tiada"}, f"{name}: {one}")
    for kind in kinds:
        sides = [[page for page in side if (page.kind, page.procedure or 0) == kind] for side in pages]
        for place, pair in enumerate(zip_longest(*sides), 1):
            title = f"{_KIND[kind[0]]}{f' {place}' if max(map(len, sides)) > 1 else ''}"
            some = next(page for page in pair if page is not None)
            figures = [
                _figure(page, pictures[side], names[side], title) for side, page in enumerate(pair)
            ]  # fmt: skip
            tall = "tegak" if some.height > some.width else ""
            yield node("div", {"class": f"pasangan {tall}".strip()}, node("h3", None, title), *figures)


def _figure(page: Page | None, pictures: dict[int, Element], name: str, title: str) -> Element:
    if page is None:
        return node("p", {"class": "tiada"}, f"{name}: tidak ada {title.lower()}")
    return node("figure", None, node("figcaption", None, name), pictures[page.number])


def _pictures(sheets: Sheets, side: str) -> dict[int, Element]:
    """Each page as an svg element, its marks on top. `side` keeps the ids of two documents apart."""
    if isinstance(sheets, str):
        return {}
    drawing, found = sheets
    out: dict[int, Element] = {}
    seen: set[int] = set()
    for page, text in zip(drawing.pages, write_svg(drawing), strict=True):
        picture = etree.fromstring(text)
        for one in picture.iter():
            for key in ("id", "aria-labelledby"):
                if value := one.get(key):
                    one.set(key, " ".join(f"{side}-{part}" for part in value.split()))
        del picture.attrib["width"], picture.attrib["height"]
        picture.extend(_marks([mark for mark in found if mark.halaman == page.number], side, seen))
        out[page.number] = picture
    return out


def _marks(found: Sequence[Mark], side: str, seen: set[int]) -> Iterator[Element]:
    """The boxes of a page; those of one place share one with all their numbers. The first box of a change on the sheets
    is the one that the list leads to."""
    boxes: dict[tuple[Box, str, Where], list[int]] = {}
    for mark in found:
        known = boxes.setdefault((mark.box, mark.look, mark.letak), [])
        known += [mark.nomor] if mark.nomor not in known else []
    for (box, look, where), numbers in sorted(boxes.items(), key=lambda one: -one[0][0].width * one[0][0].height):
        new = [one for one in numbers if one not in seen]
        seen.update(new)
        ids = [f"{side}-u{one}" for one in new]
        text = ", ".join(map(str, numbers))
        link = el("svg:a", {"class": f"tanda {look}", "href": f"#u{numbers[0]}", "aria-label": f"Perubahan {text}"})
        if ids:
            link.set("id", ids[0])
        link.extend([el("svg:g", {"id": one}) for one in ids[1:]])
        link.append(el("svg:rect", {"class": "latar", **frame(box)}))
        link.extend(_badge(box, text, where))
        yield link


def _badge(box: Box, text: str, where: Where) -> list[Element]:
    """The numbers of the changes: in the margin beside a row, in the middle of an empty symbol, on the upper edge of a
    lane, else in the upper right corner."""
    width = _SIGN * len(text) + 80
    x, y = box.right - width, box.y
    if where == "samping":
        x, y = box.x - width - _SIDE, box.y + _SIDE
    elif where == "atas":
        x, y = box.center_x - width // 2, box.y - _HEIGHT + _SIDE // 2
    elif where == "tengah":
        x, y = box.center_x - width // 2, box.center_y - _HEIGHT // 2
    words = {"x": number(x + width / 2), "y": number(y + _HEIGHT * 0.76), "text-anchor": "middle"}
    return [
        el("svg:rect", {"class": "nomor", "rx": 2, **frame(Box(x, y, width, _HEIGHT))}),
        el("svg:text", words, text=text),
    ]
