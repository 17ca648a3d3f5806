"""Finished sheets (drawings) as sections of a Dokumen: their own paper and margins, the document's page numbers.

The document's styles must not move a letter of a sheet. So every paragraph of a sheet has a style that stands on no
other and says everything itself, and the heading that names the sheets in the contents, in Word's navigation and in a
PDF made of the file is a line 1 pt high in a style of its own, white on white.
"""

from __future__ import annotations

from dataclasses import replace

from doctool.border.picture import Picture
from doctool.drawing import Page
from doctool.model.dokumen import Judul, tulisan
from doctool.write.document_ink import Ink
from doctool.write.document_sections import Section, page_numbers, running_part
from doctool.write.document_xml import add_property, bookmarked, field, paragraph, text_run
from doctool.write.word_pages import PageWriter, page_runs, page_setup
from doctool.write.word_text import HAIR, hair
from doctool.write.xml import Attributes, Element, el, name

_BODY, _HEADING = "Lembar", "Judul Lembar"
_WHITE, _GREY = "FFFFFF", "595959"
#: Size in half points and height in twips of the footer's one line.
_FOOT_SIZE, FOOT_HEIGHT = 16, 192
_OFF = ("w:b", "w:bCs", "w:i", "w:iCs", "w:caps", "w:smallCaps")


def sheet_writer(ink: Ink) -> PageWriter:
    """The writer of the sheets of a document; one for all, so that a crest is stored once."""
    _add_style(ink, _BODY, 20, "auto", 240, "auto")
    _add_style(ink, _HEADING, 2, _WHITE, HAIR, "exact")

    def link(picture: Picture) -> str:
        return ink.picture(picture.data, ink.document)

    return PageWriter(ink.drawings, link)


def sheets(ink: Ink, writer: PageWriter, section: Section) -> tuple[list[Element], Element]:
    """The paragraphs and tables of the sheets of `section`, the last of them a paragraph, and the w:sectPr for it."""
    drawing = section.lembar
    if drawing is None or not drawing.pages:
        raise ValueError("a section of sheets needs at least one page")
    written: list[Element] = []
    heading = _heading(ink, section)
    # The document's footer stands in the place of their own.
    runs = page_runs([replace(page, footer=None) for page in drawing.pages])
    for number, pages in enumerate(runs):
        for position, page in enumerate(pages):
            blocks = writer.page(drawing, page, new_page=position > 0, heading=heading)
            heading = None
            written += blocks
        written.append(hair())
        if number < len(runs) - 1:
            add_property(written[-1], _properties(ink, section, pages[0], first=number == 0))
    for top in written:
        for one in top.iter(name("w:p")):
            _style(ink, one)
    return written, _properties(ink, section, runs[-1][0], first=len(runs) == 1)


def _heading(ink: Ink, section: Section) -> Element | None:
    """The unseen line of the section's heading, with the bookmarks that contents and references ask for."""
    judul = next((one for one in section.blok if isinstance(one, Judul)), None)
    if judul is None:
        return None
    found = ink.next_heading()
    words = [text_run(found.text or tulisan(judul.isi))]
    for bookmark in (found.target, found.bookmark):
        words = bookmarked(next(ink.bookmarks), bookmark, words)
    return paragraph(ink.style(_HEADING), words, el("w:outlineLvl", {"w:val": found.level - 1}))


def _properties(ink: Ink, section: Section, page: Page, *, first: bool) -> Element:
    """The w:sectPr of pages like `page`; `first`: they are the first of the section, whose number it sets."""
    references = {
        "w:headerReference": running_part(ink, "header", _styled(ink, hair())),
        "w:footerReference": running_part(ink, "footer", _footer(ink, section, page)),
    }
    setup = page_setup(page, FOOT_HEIGHT)
    numbers = page_numbers(section.halaman, section.mulai if first else None)
    links = [el(tag, {"w:type": "default", "r:id": link}) for tag, link in references.items()]
    return el("w:sectPr", None, *links, el("w:type", {"w:val": "nextPage"}), *setup, numbers)


def _footer(ink: Ink, section: Section, page: Page) -> Element:
    """One line: the section's text at the left, the page number at the right."""
    if not section.kepala:
        return _styled(ink, hair())
    looks = _bold_looks() if section.tegas else _foot_looks()
    content = [text_run(section.kaki, *looks)] if section.kaki else []
    if section.halaman != "tidak":
        content += [text_run("\t", *_foot_looks()), *field("PAGE", "1", *_foot_looks())]
    tab = el("w:tab", {"w:val": "right", "w:pos": page.width - page.margin.left - page.margin.right})
    line = el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": FOOT_HEIGHT, "w:lineRule": "exact"})
    return paragraph(ink.style(_BODY), content, el("w:tabs", None, tab), line)


def _foot_looks() -> tuple[Element, ...]:
    size = {"w:val": _FOOT_SIZE}
    return el("w:color", {"w:val": _GREY}), el("w:sz", size), el("w:szCs", size)


def _bold_looks() -> tuple[Element, ...]:
    size = {"w:val": _FOOT_SIZE}
    return el("w:b"), el("w:bCs"), el("w:sz", size), el("w:szCs", size)


def _style(ink: Ink, target: Element) -> None:
    """Give a paragraph of a sheet its style, if it has none."""
    properties = target.find(name("w:pPr"))
    if properties is None or properties.find(name("w:pStyle")) is None:
        add_property(target, el("w:pStyle", {"w:val": ink.style(_BODY)}))


def _styled(ink: Ink, target: Element) -> Element:
    _style(ink, target)
    return target


def _add_style(ink: Ink, style: str, size: int, color: str, line: int, rule: str) -> None:
    """Add a style that inherits nothing that would be seen; an office's template may have one of that name."""
    if style.lower() in ink.template.ids:
        return
    free = style.replace(" ", "")
    while free in ink.template.ids.values():
        free += "x"
    font = {f"w:{script}": ink.dokumen.huruf for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    run = el(
        "w:rPr",
        None,
        el("w:rFonts", font),
        *(el(tag, {"w:val": 0}) for tag in _OFF),
        el("w:color", {"w:val": color}),
        el("w:spacing", {"w:val": 0}),
        el("w:kern", {"w:val": 0}),
        el("w:position", {"w:val": 0}),
        el("w:sz", {"w:val": size}),
        el("w:szCs", {"w:val": size}),
        el("w:u", {"w:val": "none"}),
    )
    properties = el(
        "w:pPr",
        None,
        *(el(tag, {"w:val": 0}) for tag in ("w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl")),
        el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": line, "w:lineRule": rule}),
        el("w:ind", {"w:left": 0, "w:right": 0, "w:firstLine": 0}),
        el("w:jc", {"w:val": "left"}),
    )
    kind: Attributes = {"w:type": "paragraph", "w:customStyle": 1, "w:styleId": free}
    ink.template.root.append(el("w:style", kind, el("w:name", {"w:val": style}), properties, run))
    ink.template.ids[style.lower()] = free
