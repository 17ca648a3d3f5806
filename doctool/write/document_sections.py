"""Sections of the Word file: those of the Dokumen, cut where a wide table needs lying pages; headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from doctool.drawing import Drawing
from doctool.model.dokumen import Bagian, Blok, Dokumen, GantiHalaman, Halaman, Judul, Tabel
from doctool.write.document_ink import WORD, Ink
from doctool.write.document_plan import roman
from doctool.write.document_template import Page
from doctool.write.document_xml import field, paragraph, text_run
from doctool.write.package import OFFICE, Part
from doctool.write.xml import Element, el, root, serialize

_FORMATS: dict[Halaman, str] = {"romawi": "lowerRoman", "arab": "decimal", "tidak": "decimal"}
#: Header and footer stand halfway in the margin.
_MIDDLE = 2


@dataclass(frozen=True, slots=True)
class Section:
    """A run of pages of the Word file: blocks, direction, page numbers. `bookmark` stands at its first paragraph."""

    blok: tuple[Blok, ...]
    bookmark: str
    melintang: bool
    halaman: Halaman
    mulai: int | None
    tengah: bool
    kepala: bool
    bawah: tuple[Blok, ...] = ()
    lembar: Drawing | None = None
    kaki: str = ""
    tegas: bool = False


def sections_of(dokumen: Dokumen) -> list[Section]:
    """The sections of the Word file in order. A wide table has lying pages of its own within an upright section,
    together with the headings just above it; the page numbers go on."""
    made: list[Section] = []
    for bagian in dokumen.bagian:
        cut = list(_cut(bagian))
        for place, (melintang, blok) in enumerate(cut):
            made.append(
                Section(
                    blok,
                    f"_Bag{len(made) + 1:06}",
                    melintang,
                    bagian.halaman,
                    bagian.mulai if place == 0 else None,
                    bagian.tengah,
                    bagian.kepala,
                    bagian.bawah if place == len(cut) - 1 else (),
                    bagian.lembar,
                    bagian.kaki,
                    bagian.tegas,
                )
            )
    return made


def printed_number(halaman: Halaman, number: int) -> str:
    """The page number as it is printed; "" where pages have none."""
    if halaman == "tidak":
        return ""
    return roman(number).lower() if halaman == "romawi" else str(number)


def section_properties(ink: Ink, section: Section) -> Element:
    """The w:sectPr of `section`; its header and footer are made when there are none like them yet."""
    page = ink.template.page.lying() if section.melintang else ink.template.page
    top, right, bottom, left = page.margins
    turned = {"w:orient": "landscape"} if section.melintang else {}
    return el(
        "w:sectPr",
        None,
        el("w:headerReference", {"w:type": "default", "r:id": _header(ink)}),
        el("w:footerReference", {"w:type": "default", "r:id": _footer(ink, section, page)}),
        el("w:type", {"w:val": "nextPage"}),
        el("w:pgSz", {"w:w": page.width, "w:h": page.height, **turned}),
        el("w:pgMar", {"w:top": top, "w:right": right, "w:bottom": bottom, "w:left": left,
                       "w:header": top // _MIDDLE, "w:footer": bottom // _MIDDLE, "w:gutter": 0}),
        page_numbers(section.halaman, section.mulai),
    )  # fmt: skip


def page_numbers(halaman: Halaman, mulai: int | None) -> Element:
    """The w:pgNumType of a section."""
    return el("w:pgNumType", {"w:fmt": _FORMATS[halaman], **({} if mulai is None else {"w:start": mulai})})


def _cut(bagian: Bagian) -> Iterator[tuple[bool, tuple[Blok, ...]]]:
    """(lying, blocks): the section in one, or cut around its wide tables."""
    if bagian.melintang or not any(isinstance(one, Tabel) and one.melintang for one in bagian.isi):
        yield bagian.melintang, bagian.isi
        return
    waiting: list[Blok] = []
    lying: list[Blok] = []
    for one in bagian.isi:
        wide = isinstance(one, Tabel) and one.melintang
        if wide:
            headings = _headings_at_end(waiting)
            if any(not isinstance(one, GantiHalaman) for one in waiting):
                if lying:
                    yield True, tuple(lying)
                    lying = []
                yield False, tuple(waiting)
            waiting = []
            lying += [*headings, one]
        else:
            waiting.append(one)
    yield True, tuple(lying)
    if any(not isinstance(one, GantiHalaman) for one in waiting):
        yield False, tuple(waiting)


def _headings_at_end(blok: list[Blok]) -> list[Blok]:
    """Take the headings off the end of `blok`: they belong to what follows."""
    place = len(blok)
    while place and isinstance(blok[place - 1], Judul):
        place -= 1
    headings = blok[place:]
    del blok[place:]
    return headings


def _header(ink: Ink) -> str:
    """The id of the link to the header: the status of a draft, on every page of the document."""
    status = ink.dokumen.status
    style = ink.style("Status Draf" if status else "header")
    return running_part(ink, "header", paragraph(style, [text_run(status)] if status else []))


def _footer(ink: Ink, section: Section, page: Page) -> str:
    """The id of the link to the footer: the report's text at the left, the page number at the right."""
    content: list[Element] = []
    if section.kepala:
        content = [text_run(ink.dokumen.kaki)] if ink.dokumen.kaki else []
        if section.halaman != "tidak":
            content += [text_run("\t"), *field("PAGE", "1")]
    tab = el("w:tab", {"w:val": "right", "w:pos": page.text_width})
    rule = el("w:top", {"w:val": "single", "w:sz": 4, "w:space": 4, "w:color": "808080"})
    looks = [el("w:pBdr", None, rule), el("w:tabs", None, tab)] if content else []
    return running_part(ink, "footer", paragraph(ink.style("footer"), content, *looks))


def running_part(ink: Ink, kind: Literal["header", "footer"], content: Element) -> str:
    """The id of the link to the header or footer that holds `content`, made when there is none like it yet."""
    data = serialize(root("w:hdr" if kind == "header" else "w:ftr", ("r",), None, content))
    same = [part for part in ink.package.parts if part.name.startswith(f"word/{kind}")]
    found = next((part for part in same if part.data == data), None)
    if found is None:
        found = ink.package.add(Part(f"word/{kind}{len(same) + 1}.xml", f"{WORD}{kind}+xml", data))
    return ink.document.relate(f"{OFFICE}{kind}", found.name)
