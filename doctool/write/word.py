"""A Drawing as a Word file (.docx, ECMA-376 transitional). Every decision is in the Drawing.

How a place on the page becomes Word's running text: each page begins with a paragraph 1 pt high that carries
the page's drawing; then come the tables, each under a paragraph exactly as high as the gap above it; the next
page's first paragraph starts the new page and, after a last table, is the paragraph that Word demands there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from doctool.drawing import Cell, Drawing, Padding, Page, Paragraph
from doctool.picture import read_picture
from doctool.write.drawingml import free_ids
from doctool.write.fonts import fonts_of
from doctool.write.package import OFFICE, Package, Part
from doctool.write.properties import add_properties
from doctool.write.theme import theme
from doctool.write.word_drawing import inline_frame, inline_picture, page_drawing
from doctool.write.word_parts import font_table, footer, settings, styles
from doctool.write.word_table import table
from doctool.write.word_text import HAIR, hair, paragraphs
from doctool.write.xml import Attributes, Element, el, root, serialize

_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
# A section's last paragraph stands below its last table; the text area is this much longer than the drawing's,
# so that a table that fills the page to the last twip never pushes that paragraph onto an empty page.
BOTTOM_SLACK = 2 * HAIR


def write_docx(drawing: Drawing) -> bytes:
    """The .docx file of `drawing`; equal drawings give equal bytes.

    ValueError when the drawing breaks what layout promises: at least one page, tables from top to bottom
    at least 1 pt apart, the first at least 1 pt below the top margin.
    """
    if not drawing.pages:
        raise ValueError("a document needs at least one page")
    return _Writer(drawing).write()


class _Writer:
    """The package while it is being written: its parts, the document's links, the ids used so far."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.package = Package()
        self.ids: Iterator[int] = free_ids()
        self.document = self.package.add(Part("word/document.xml", f"{_WORD}document.main+xml", b""))
        self.has_footers = any(page.footer for page in drawing.pages)
        self.footers: dict[Paragraph | None, str] = {}
        self.pictures: dict[str, str] = {}

    def write(self) -> bytes:
        self.document.data = serialize(self._document())
        language, fonts = self.drawing.properties.language, fonts_of(self.drawing)
        self._add("styles", styles(fonts[0], language))
        self._add("settings", settings(language))
        self._add("fontTable", font_table(fonts))
        themes = Part("word/theme/theme1.xml", _THEME, serialize(theme(fonts[0])))
        self.document.relate(f"{OFFICE}theme", self.package.add(themes).name)
        self.package.top.relate(f"{OFFICE}officeDocument", self.document.name)
        add_properties(self.package, self.drawing.properties, len(self.drawing.pages))
        return self.package.to_bytes()

    def _add(self, kind: str, element: Element) -> None:
        part = Part(f"word/{kind}.xml", f"{_WORD}{kind}+xml", serialize(element))
        self.document.relate(f"{OFFICE}{kind}", self.package.add(part).name)

    def _document(self) -> Element:
        body = el("w:body")
        runs = [list(pages) for _, pages in groupby(self.drawing.pages, key=_section_key)]
        for number, pages in enumerate(runs):
            for position, page in enumerate(pages):
                body.extend(self._page(page, new_page=position > 0))
            section = self._section(pages[0])
            body.append(hair(section=section if number < len(runs) - 1 else None))
            if number == len(runs) - 1:
                body.append(section)
        return root("w:document", ("r", "a", "pic", "wp", "wps", "wpg", "mc"), None, body)

    def _page(self, page: Page, new_page: bool) -> list[Element]:
        anchor = [self._drawing(page)] if page.shapes or page.lines or page.labels else []
        blocks = [hair(HAIR, *anchor, page_break=new_page)]
        below = page.margin.top + HAIR
        for number, drawn in enumerate(page.tables):
            gap = drawn.y - below
            if gap < 0 or (number and gap < HAIR):
                raise ValueError(f"page {page.number}: table {drawn.name} is not below what precedes it ({gap} twips)")
            if gap:
                blocks.append(hair(gap))
            blocks.append(table(drawn, page.margin.left, self._image))
            below = drawn.y + drawn.height
        return blocks

    def _section(self, page: Page) -> Element:
        orientation = {"w:orient": "landscape"} if page.width > page.height else {}
        size: Attributes = {"w:w": page.width, "w:h": page.height, **orientation}
        margin, foot = page.margin, page.footer.height if page.footer else 0
        margins = {
            "w:top": margin.top,
            "w:right": margin.right,
            "w:bottom": max(0, margin.bottom - BOTTOM_SLACK),
            "w:left": margin.left,
            "w:header": margin.top // 2,
            "w:footer": max(0, margin.bottom - foot) // 2,
            "w:gutter": 0,
        }
        reference = None
        if self.has_footers:
            reference = el("w:footerReference", {"w:type": "default", "r:id": self._footer(page.footer)})
        return el(
            "w:sectPr",
            None,
            reference,
            el("w:type", {"w:val": "nextPage"}),
            el("w:pgSz", size),
            el("w:pgMar", margins),
        )

    def _footer(self, text: Paragraph | None) -> str:
        """The id of the link to the footer that says `text`."""
        if text not in self.footers:
            name = f"word/footer{len(self.footers) + 1}.xml"
            part = self.package.add(Part(name, f"{_WORD}footer+xml", serialize(footer(text))))
            self.footers[text] = self.document.relate(f"{OFFICE}footer", part.name)
        return self.footers[text]

    def _drawing(self, page: Page) -> Element:
        return page_drawing(page, self.drawing.line_width, self.ids, paragraphs)

    def _image(self, cell: Cell) -> Element:
        link = self._picture(cell.image)
        if link:
            return inline_picture(link, self.ids, cell.image_size)
        return inline_frame(self.ids, cell.image_size, self.drawing.line_width)

    def _picture(self, image: str) -> str:
        """The id of the link to the picture's part; "" if there is no usable picture."""
        if image not in self.pictures:
            picture, link = read_picture(self.drawing.image_root, image), ""
            if picture:
                name = f"word/media/image{len(self.pictures) + 1}.{picture.extension}"
                part = self.package.add(Part(name, picture.media_type, picture.data))
                link = self.document.relate(f"{OFFICE}image", part.name)
            self.pictures[image] = link
        return self.pictures[image]


def _section_key(page: Page) -> tuple[int, int, Padding, Paragraph | None, int]:
    """What pages of one section have in common. A page with a drawing is a section of its own: when LibreOffice
    saves the file again, it forgets a page break before the paragraph that carries a drawing."""
    drawn = page.shapes or page.lines or page.labels
    return page.width, page.height, page.margin, page.footer, page.number if drawn else 0
