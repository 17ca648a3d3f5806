"""A Drawing as a Word file (.docx, ECMA-376 transitional). Every decision is in the Drawing."""

from __future__ import annotations

from doctool.border.picture import Picture
from doctool.drawing import Drawing, Page, Paragraph
from doctool.write.drawingml import free_ids
from doctool.write.fonts import fonts_of
from doctool.write.package import OFFICE, Package, Part
from doctool.write.properties import add_properties
from doctool.write.theme import theme
from doctool.write.word_pages import PageWriter, page_runs, page_setup
from doctool.write.word_parts import font_table, footer, settings, styles
from doctool.write.word_text import hair
from doctool.write.xml import Element, el, root, serialize

_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def write_docx(drawing: Drawing) -> bytes:
    """The .docx file of `drawing`; equal drawings give equal bytes.

    ValueError when the drawing breaks what layout promises: at least one page, tables from top to bottom
    at least 1 pt apart, the first at least 1 pt below the top margin.
    """
    if not drawing.pages:
        raise ValueError("a document needs at least one page")
    return _Writer(drawing).write()


class _Writer:
    """The package while it is being written: its parts and the document's links."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.package = Package()
        self.document = self.package.add(Part("word/document.xml", f"{_WORD}document.main+xml", b""))
        self.has_footers = any(page.footer for page in drawing.pages)
        self.footers: dict[Paragraph | None, str] = {}
        self.pictures = 0
        self.pages = PageWriter(free_ids(), self._link)

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
        runs = page_runs(self.drawing.pages)
        for number, pages in enumerate(runs):
            for position, page in enumerate(pages):
                body.extend(self.pages.page(self.drawing, page, new_page=position > 0))
            section = self._section(pages[0])
            body.append(hair(section=section if number < len(runs) - 1 else None))
            if number == len(runs) - 1:
                body.append(section)
        return root("w:document", ("r", "a", "pic", "wp", "wps", "wpg", "mc"), None, body)

    def _section(self, page: Page) -> Element:
        reference = None
        if self.has_footers:
            reference = el("w:footerReference", {"w:type": "default", "r:id": self._footer(page.footer)})
        setup = page_setup(page, page.footer.height if page.footer else 0)
        return el("w:sectPr", None, reference, el("w:type", {"w:val": "nextPage"}), *setup)

    def _footer(self, text: Paragraph | None) -> str:
        """The id of the link to the footer that says `text`."""
        if text not in self.footers:
            name = f"word/footer{len(self.footers) + 1}.xml"
            part = self.package.add(Part(name, f"{_WORD}footer+xml", serialize(footer(text))))
            self.footers[text] = self.document.relate(f"{OFFICE}footer", part.name)
        return self.footers[text]

    def _link(self, picture: Picture) -> str:
        """The id of the link to a new part that holds `picture`."""
        self.pictures += 1
        name = f"word/media/image{self.pictures}.{picture.extension}"
        part = self.package.add(Part(name, picture.media_type, picture.data))
        return self.document.relate(f"{OFFICE}image", part.name)
