"""A Dokumen as a Word file (.docx, ECMA-376 transitional): native headings, lists, fields, footnotes, tables, charts.

Everything that counts is a field or a list number with its right result in the file, and nothing asks to be updated:
Word opens it without a question, and updates it all with Ctrl+A, F9. Only page numbers have to be told from outside
(`Contents`; doctool/report_contents.py reads them from the rendered PDF).
"""

from __future__ import annotations

from dataclasses import replace

from doctool.drawing import Properties
from doctool.model.dokumen import Bagian, DaftarIsi, Dokumen
from doctool.write.document_blocks import Blocks
from doctool.write.document_contents import Contents
from doctool.write.document_ink import WORD, Ink, Room
from doctool.write.document_notes import add_notes, separators
from doctool.write.document_numbering import HEADINGS
from doctool.write.document_page import above_and_below, in_the_middle
from doctool.write.document_sections import Section, section_properties, sections_of
from doctool.write.document_sheets import sheet_writer, sheets
from doctool.write.document_template import HEADINGS as HEADING_STYLES
from doctool.write.document_template import Template, number_style
from doctool.write.document_xml import add_property, bookmarked, paragraph
from doctool.write.fonts import fonts_of
from doctool.write.package import OFFICE, Part
from doctool.write.properties import add_properties
from doctool.write.theme import theme
from doctool.write.word_parts import font_table, settings
from doctool.write.xml import Element, el, name, root, serialize

LANGUAGE = "id-ID"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_PREFIXES = ("r", "a", "pic", "wp", "c")
#: What sheets need besides: shapes, in markup that older programs pass over.
_SHEET_PREFIXES = ("wps", "wpg", "mc")

__all__ = ["Contents", "write_document"]


def write_document(dokumen: Dokumen, contents: Contents | None = None, template: bytes | None = None) -> bytes:
    """The .docx file of `dokumen`; the same input gives the same bytes.

    `contents` are the page numbers of its lists; None marks them as not yet filled. `template` is the office's own
    Word template, None the built-in one. Raises ContentError for a template that cannot be read, ValueError for a
    picture that is neither PNG nor JPEG. What a text asks for and nobody has put in its place (Angka, Permintaan, a
    Rujukan to an unknown key) is printed as it was asked for, marked.
    """
    dokumen = dokumen if dokumen.bagian else replace(dokumen, bagian=(Bagian(()),))  # Word wants a page at least
    ink = Ink(dokumen, Template(dokumen, template))
    body = _body(ink, contents)
    page = ink.template.page
    add_notes(ink, Room(page.text_width, page.text_height))
    _add_parts(ink)
    prefixes = (*_PREFIXES, *(_SHEET_PREFIXES if any(one.lembar is not None for one in dokumen.bagian) else ()))
    ink.document.data = serialize(root("w:document", prefixes, None, body))
    ink.package.top.relate(f"{OFFICE}officeDocument", ink.document.name)
    properties = Properties(title=dokumen.judul, creator=dokumen.pengarang, language=LANGUAGE)
    add_properties(ink.package, properties)
    return ink.package.to_bytes()


def _body(ink: Ink, contents: Contents | None) -> Element:
    body, blocks = el("w:body"), Blocks(ink, contents)
    sections = sections_of(ink.dokumen)
    writer = sheet_writer(ink) if any(one.lembar is not None for one in sections) else None
    for place, section in enumerate(sections):
        if writer is not None and section.lembar is not None:
            written, properties = sheets(ink, writer, section)
        else:
            written, properties = _section(ink, blocks, section), section_properties(ink, section)
        first = next(one for top in written for one in top.iter(name("w:p")))
        first[1:1] = bookmarked(next(ink.bookmarks), section.bookmark, [])
        body.extend(written)
        if place == len(sections) - 1:
            body.append(properties)
        else:
            add_property(written[-1], properties)
    return body


def _section(ink: Ink, blocks: Blocks, section: Section) -> list[Element]:
    """The paragraphs and tables of a section, the last of them a paragraph."""
    page = ink.template.page.lying() if section.melintang else ink.template.page
    room = Room(page.text_width, page.text_height)
    written = blocks.write(section.blok, room)
    if section.tengah:
        written = [in_the_middle(ink, written, room)]
    elif section.bawah:
        written = [above_and_below(ink, written, blocks.write(section.bawah, room), room)]
    # LibreOffice loses the page numbers of a section whose last paragraph ends a TOC field.
    ends_in_list = bool(section.blok) and isinstance(section.blok[-1], DaftarIsi)
    if not written or ends_in_list or written[-1].tag != name("w:p"):
        written.append(paragraph(ink.style("Sela")))
    return written


def _add_parts(ink: Ink) -> None:
    """Styles, lists, settings, fonts, theme."""
    for level, style in enumerate(HEADING_STYLES):
        number_style(ink.template.element(style), HEADINGS, level)
    setting = settings(LANGUAGE)
    _no_stretching(setting)
    if ink.notes:
        separators(setting)
    parts = {
        "styles": ink.template.root,
        "numbering": ink.numbering.part(),
        "settings": setting,
        "fontTable": font_table(_fonts(ink.dokumen)),
    }
    for kind, element in parts.items():
        part = ink.package.add(Part(f"word/{kind}.xml", f"{WORD}{kind}+xml", serialize(element)))
        ink.document.relate(f"{OFFICE}{kind}", part.name)
    themes = Part("word/theme/theme1.xml", _THEME, serialize(theme(ink.dokumen.huruf)))
    ink.document.relate(f"{OFFICE}theme", ink.package.add(themes).name)


def _fonts(dokumen: Dokumen) -> list[str]:
    """The typefaces of the document and of its sheets, each once."""
    drawings = [one.lembar for one in dokumen.bagian if one.lembar is not None]
    return list(dict.fromkeys([dokumen.huruf, *(font for drawing in drawings for font in fonts_of(drawing))]))


def _no_stretching(settings: Element) -> None:
    """A justified line that ends with a line break is not stretched (17.15.3.20)."""
    compat = settings.find(name("w:compat"))
    if compat is not None:
        compat.insert(0, el("w:doNotExpandShiftReturn"))
