"""Pages of drawings as Word's running text, alone (doctool.write.word) or as sheets of a longer document.

How a place on the page becomes running text: each page begins with a paragraph 1 pt high that carries the page's
drawing; then come the tables, each under a paragraph exactly as high as the gap above it; the next page's first
paragraph starts the new page and, after a last table, is the paragraph that Word demands there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from doctool.border.picture import Picture, read_picture
from doctool.drawing import Cell, Drawing, Padding, Page, Paragraph
from doctool.write.word_drawing import inline_frame, inline_picture, page_drawing
from doctool.write.word_table import table
from doctool.write.word_text import HAIR, hair, paragraphs
from doctool.write.xml import Attributes, Element, el

# A section's last paragraph stands below its last table; the text area is this much longer than the drawing's,
# so that a table that fills the page to the last twip never pushes that paragraph onto an empty page.
BOTTOM_SLACK = 2 * HAIR


@dataclass(slots=True)
class PageWriter:
    """Writes pages of one document part. `ids` gives numbers that no other drawing of the document has, `link` the id
    of the link from the part to a picture."""

    ids: Iterator[int]
    link: Callable[[Picture], str]
    _links: dict[tuple[str, str], str] = field(default_factory=dict)

    def page(self, drawing: Drawing, page: Page, *, new_page: bool, heading: Element | None = None) -> list[Element]:
        """The paragraphs and tables of `page`; `new_page`: it is not the first of its section. `heading` is a paragraph
        of the height HAIR that stands in place of the empty one at the top.

        ValueError when the drawing breaks what layout promises: tables from top to bottom at least 1 pt apart, the
        first at least 1 pt below the top margin.
        """
        anchor = [page_drawing(page, drawing.line_width, self.ids, paragraphs)] if is_drawn(page) else []
        blocks = [hair(HAIR, *anchor, page_break=new_page)]
        if heading is not None:
            heading.extend(blocks[0].findall("{*}r"))
            blocks = [heading]
        below = page.margin.top + HAIR
        for number, drawn in enumerate(page.tables):
            gap = drawn.y - below
            if gap < 0 or (number and gap < HAIR):
                raise ValueError(f"page {page.number}: table {drawn.name} is not below what precedes it ({gap} twips)")
            if gap:
                blocks.append(hair(gap))
            blocks.append(table(drawn, page.margin.left, lambda cell: self._image(drawing, cell)))
            below = drawn.y + drawn.height
        return blocks

    def _image(self, drawing: Drawing, cell: Cell) -> Element:
        key = (drawing.image_root, cell.image)
        if key not in self._links:
            picture = read_picture(*key)
            self._links[key] = self.link(picture) if picture else ""
        if self._links[key]:
            return inline_picture(self._links[key], self.ids, cell.image_size)
        return inline_frame(self.ids, cell.image_size, drawing.line_width)


def is_drawn(page: Page) -> bool:
    """Whether anything but tables stands on `page`."""
    return bool(page.shapes or page.lines or page.labels)


def page_runs(pages: Sequence[Page]) -> list[list[Page]]:
    """`pages` cut where a new section begins."""
    return [list(run) for _, run in groupby(pages, key=_section_key)]


def page_setup(page: Page, foot: int) -> tuple[Element, Element]:
    """The w:pgSz and w:pgMar of a section of pages like `page`, with a footer `foot` twips high."""
    orientation = {"w:orient": "landscape"} if page.width > page.height else {}
    size: Attributes = {"w:w": page.width, "w:h": page.height, **orientation}
    margin = page.margin
    margins = {
        "w:top": margin.top,
        "w:right": margin.right,
        "w:bottom": max(0, margin.bottom - BOTTOM_SLACK),
        "w:left": margin.left,
        "w:header": margin.top // 2,
        "w:footer": max(0, margin.bottom - foot) // 2,
        "w:gutter": 0,
    }
    return el("w:pgSz", size), el("w:pgMar", margins)


def _section_key(page: Page) -> tuple[int, int, Padding, Paragraph | None, int]:
    """What pages of one section have in common. A page with a drawing is a section of its own: when LibreOffice
    saves the file again, it forgets a page break before the paragraph that carries a drawing."""
    return page.width, page.height, page.margin, page.footer, page.number if is_drawn(page) else 0
