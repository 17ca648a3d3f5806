"""The template of reports: its styles by name, its margins; and the report's own paper, typeface and spacing in them.

A style is found by its name, which Word keeps in English for its own styles whatever language it speaks ("heading 1",
"toc 1"; ECMA-376 part 1, 17.7.4.9). One that an office has deleted is taken from the built-in template.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from doctool.border.word import NoWordFileError, open_whole
from doctool.errors import ContentError
from doctool.model.dokumen import Dokumen
from doctool.units import PAPERS, mm, pt
from doctool.write.document_xml import BEFORE_SIZE, insert_property
from doctool.write.xml import Element, el, name

#: The names of the styles that the writer uses (scripts/report_styles.py makes them).
HEADINGS = ("heading 1", "heading 2", "heading 3", "heading 4")
CONTENTS = ("toc 1", "toc 2", "toc 3")
_NAME, _BASE = name("w:name"), name("w:basedOn")
_LINKS = (_BASE, name("w:next"), name("w:link"))
_VALUE, _ID = name("w:val"), name("w:styleId")
_SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class Page:
    """A page, upright or lying: its sides and margins (top, right, bottom, left) in twips."""

    width: int
    height: int
    margins: tuple[int, int, int, int]

    @property
    def text_width(self) -> int:
        return self.width - self.margins[1] - self.margins[3]

    @property
    def text_height(self) -> int:
        return self.height - self.margins[0] - self.margins[2]

    def lying(self) -> Page:
        """The page turned: the side that is bound comes to the top."""
        top, right, bottom, left = self.margins
        return Page(self.height, self.width, (left, top, right, bottom))


class Template:
    """The styles and the page of one report. Raises ContentError for a template that cannot be read."""

    def __init__(self, dokumen: Dokumen, data: bytes | None = None) -> None:
        self.root, margins = _read(data) if data is not None else _read(built_in())
        _complete(self.root)
        self.ids = {_name_of(one): one.get(_ID, "") for one in self.root.iterchildren(name("w:style"))}
        paper = PAPERS[dokumen.kertas]
        if dokumen.tepi_mm is not None:
            top, right, bottom, left = (mm(side) for side in dokumen.tepi_mm)
            margins = top, right, bottom, left
        self.page = Page(paper.width, paper.height, margins)
        self._size = dokumen.ukuran_pt
        self._apply(dokumen)

    def id(self, style: str) -> str:
        """The id of the style that is called `style` ("heading 1", "Isi Laporan")."""
        return self.ids[style.lower()]

    def element(self, style: str) -> Element:
        """The style that is called `style`."""
        wanted = self.id(style)
        return next(one for one in self.root.iterchildren(name("w:style")) if one.get(_ID) == wanted)

    def fill(self, place: str) -> str:
        """The fill that the style of tables gives to `place` ("firstRow"); "" for none."""
        for part in self.element("Tabel Laporan").iterchildren(name("w:tblStylePr")):
            shade = part.find(f"{name('w:tcPr')}/{name('w:shd')}")
            if part.get(name("w:type")) == place and shade is not None:
                return shade.get(name("w:fill"), "")
        return ""

    @property
    def cell_size(self) -> float:
        """The size of the text of tables, in points."""
        size = self.element("Sel Tabel").find(f"{name('w:rPr')}/{name('w:sz')}")
        return self._size if size is None else int(size.get(_VALUE, "")) / 2

    def _apply(self, dokumen: Dokumen) -> None:
        """Paper, typeface, size and spacing of the report, where the styles do not say otherwise."""
        looks = _child(_child(_child(self.root, "w:docDefaults", 0), "w:rPrDefault", 0), "w:rPr", 0)
        half_points = str(round(dokumen.ukuran_pt * 2))
        fonts = el("w:rFonts", {f"w:{script}": dokumen.huruf for script in ("ascii", "hAnsi", "eastAsia", "cs")})
        for new in (el("w:szCs", {"w:val": half_points}), el("w:sz", {"w:val": half_points}), fonts):
            old = looks.find(new.tag)
            if old is not None:
                looks.remove(old)
            looks.insert(0 if new is fonts else sum(one.tag in BEFORE_SIZE for one in looks), new)
        normal = self.element("Normal")
        for tag in ("w:rFonts", "w:sz", "w:szCs"):
            for old in normal.findall(f"{name('w:rPr')}/{name(tag)}"):
                _remove(old)
        line: dict[str, str | int] = {"w:line": round(240 * dokumen.spasi), "w:lineRule": "auto"}
        for style in ("Isi Laporan", "Daftar Laporan", "Tengah"):
            _set(_properties(self.element(style)), "w:spacing", line)
        self._right_edge()

    def _right_edge(self) -> None:
        """The page numbers of the contents stand at the right edge of the text, after dots."""
        for style in (*CONTENTS, "table of figures"):
            right = el("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": self.page.text_width})
            insert_property(_properties(self.element(style)), el("w:tabs", None, right))

    def set_indent(self, style: str, indent: Element) -> None:
        """Let the paragraphs of a style begin and end as `indent` (a w:ind) says."""
        insert_property(_properties(self.element(style)), indent)

    def indent(self, style: str) -> tuple[int, int]:
        """Where the lines of a style begin, and by how much its first line begins before the others, in twips."""
        found = self.element(style).find(f"{name('w:pPr')}/{name('w:ind')}")
        values = [] if found is None else [found.get(name(f"w:{key}"), "0") for key in ("left", "hanging")]
        left, hanging = (int(one) if one.lstrip("-").isdigit() else 0 for one in values or ("0", "0"))
        return left, hanging


@cache
def built_in() -> bytes:
    """The template that comes with doctool."""
    return files("doctool").joinpath("data", "templates", "laporan.docx").read_bytes()


def number_style(style: Element, number: int, level: int) -> None:
    """Tie a style of headings to a level of the list `number`."""
    tied = el("w:numPr", None, el("w:ilvl", {"w:val": level}), el("w:numId", {"w:val": number}))
    insert_property(_properties(style), tied)


def _read(data: bytes) -> tuple[Element, tuple[int, int, int, int]]:
    """The styles of a template, and its margins in twips."""
    try:
        package = open_whole(data)
        styles, document = package.xml("word/styles.xml"), package.xml("word/document.xml")
    except NoWordFileError as error:
        hint = f"{error.hint}, atau hapus agar templat bawaan dipakai"
        raise ContentError(f"templat laporan tidak dapat dibaca: {error}", hint=hint) from error
    margins = document.find(f".//{name('w:pgMar')}")
    found = {} if margins is None else {side: margins.get(name(f"w:{side}"), "") for side in _SIDES}
    sizes = tuple(abs(int(found.get(side) or pt(72))) for side in _SIDES)
    return styles, (sizes[0], sizes[1], sizes[2], sizes[3])


def _complete(styles: Element) -> None:
    """Add the styles of the built-in template that `styles` lack."""
    present = {_name_of(one): one.get(_ID, "") for one in styles.iterchildren(name("w:style"))}
    ours, _ = _read(built_in())
    names = {one.get(_ID, ""): _name_of(one) for one in ours.iterchildren(name("w:style"))}
    taken = set(present.values())
    missing = [one for one in ours.iterchildren(name("w:style")) if _name_of(one) not in present]
    for one in missing:
        wanted = free = one.get(_ID, "")
        while free in taken:
            free += "x"
        taken.add(free)
        present[names[wanted]] = free
    for one in missing:
        added = copy.deepcopy(one)
        added.set(_ID, present[_name_of(one)])
        for link in (link for tag in _LINKS for link in added.findall(tag)):
            link.set(_VALUE, present[names[link.get(_VALUE, "")]])
        styles.append(added)


def _name_of(style: Element) -> str:
    found = style.find(_NAME)
    return "" if found is None else found.get(_VALUE, "").lower()


def _properties(style: Element) -> Element:
    """The w:pPr of a style, made in its place where there is none."""
    found = style.find(name("w:pPr"))
    if found is None:
        found = el("w:pPr")
        after = [one for one in style if one.tag in (name("w:rPr"), name("w:tblPr"))]
        style.insert(style.index(after[0]) if after else len(style), found)
    return found


def _set(properties: Element, tag: str, values: dict[str, str | int]) -> None:
    found = properties.find(name(tag))
    if found is None:
        insert_property(properties, el(tag, values))
        return
    for key, value in values.items():
        found.set(name(key), str(value))


def _child(parent: Element, tag: str, place: int) -> Element:
    found = parent.find(name(tag))
    if found is None:
        found = el(tag)
        parent.insert(place, found)
    return found


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
