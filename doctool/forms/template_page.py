"""Parts of a template's sheet that belong to its window and its paper, and where the printed form is divided.

A form is fitted to the width of its page. Where its signature would stand without two rows of the table it is given
the scale instead, and a break above them (`print_pages`); a template with breaks of its own keeps those.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial

from lxml import etree

from doctool.forms.cell_text import escape
from doctool.forms.names import PLACEHOLDER
from doctool.forms.print_pages import PAPER_MM, PT_PER_MM, closing_break, scale_to_width
from doctool.forms.references import Area, parse_areas
from doctool.forms.template_book import REL, M, SheetPart, TemplateBook
from doctool.forms.template_pieces import Marks, Piece, Written, as_xml

#: Codes of Excel's paper: A4, Folio (8.5 x 13 inches), which offices call F4, and A3.
PAPER = {"A4": 9, "F4": 14, "A3": 8}
_TITLES = re.compile(r"\$(\d+):\$(\d+)$")
_PT_IN = 72.0
#: Excel's margins where a sheet names none, in inches.
_MARGINS = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}


class PageParts:
    """The parts of one sheet that belong to its window and its paper."""

    def __init__(self, book: TemplateBook, sheet: SheetPart, paper: str) -> None:
        self._sheet, self._paper = sheet, paper
        setup, fit = sheet.root.find(f"{M}pageSetup"), sheet.root.find(f"{M}sheetPr/{M}pageSetUpPr")
        fitted = fit is not None and fit.get("fitToPage") in ("1", "true")
        one_wide = setup is not None and (setup.get("fitToWidth", "1"), setup.get("fitToHeight", "1")) == ("1", "0")
        #: Whether it is fitted to a page's width and goes on as many pages as it takes, without breaks of its own.
        self.flows = fitted and one_wide and sheet.root.find(f"{M}rowBreaks") is None
        self._repeated = _repeated(book, sheet.name)
        self._room = _room(sheet.root, setup, paper)

    def parts(self) -> Mapping[str, Callable[[etree._Element], Iterator[Piece]]]:
        """How each kind of part is cut, by the name of its element."""
        return {
            "sheetPr": self._properties, "sheetViews": self._views, "rowBreaks": self._breaks,
            "headerFooter": self._footers, "pageSetup": self._page,
        }  # fmt: skip

    def divide(
        self, form: Written, heights: Sequence[float], table: Sequence[int], joined: Collection[int]
    ) -> None:
        """Set the form's break and scale, where it needs one. `heights` (points) of all its rows from the first on;
        `table` and `joined` count rows from 0."""
        if not self.flows:
            return
        wide, high = self._room
        scale = scale_to_width(form.widths, wide)
        first, last = (form.map.start(row) for row in self._repeated)
        head = sum(heights[first - 1 : last]) if first else 0.0
        start = closing_break(heights, high * 100 / scale, head, table, joined)
        if start is not None:
            form.closing, form.scale = start, scale

    def _properties(self, element: etree._Element) -> Iterator[Piece]:
        if not self.flows:
            yield as_xml(element)
            return
        marks = Marks()
        for one in element.iterfind(f"{M}pageSetUpPr"):
            one.set("fitToPage", marks.add(_fitted))
        yield from marks.cut(element)

    def _views(self, element: etree._Element) -> Iterator[Piece]:
        marks = Marks()
        for pane in element.iter(f"{M}pane"):
            if pane.get("ySplit") and pane.get("state") in ("frozen", "frozenSplit"):
                split = int(float(pane.get("ySplit", "0"))) + 1
                pane.set("ySplit", marks.add(partial(_frozen, split)))
        for one in element.iter(f"{M}pane", f"{M}selection", f"{M}sheetView"):
            for name in ("topLeftCell", "activeCell", "sqref"):
                if one.get(name):
                    area = parse_areas(one.get(name, ""))[0]
                    one.set(name, marks.add(partial(_corner, area)))
        yield from marks.cut(element)

    def _breaks(self, element: etree._Element) -> Iterator[Piece]:
        marks = Marks()
        for one in element.iterfind(f"{M}brk"):
            row = int(one.get("id", "0"))
            one.set("id", marks.add(partial(_below, row)))
        yield from marks.cut(element)

    def _footers(self, element: etree._Element) -> Iterator[Piece]:
        marks = Marks()
        for one in element:
            names = PLACEHOLDER.split(one.text or "")
            if len(names) > 1:
                one.text = "".join(
                    marks.add(partial(_footer, text)) if number % 2 else text
                    for number, text in enumerate(names)
                )
        yield from marks.cut(element)

    def _page(self, element: etree._Element) -> Iterator[Piece]:
        """The office's paper; without the settings of the printer of whoever made the template."""
        element.set("paperSize", str(PAPER[self._paper]))
        for name in (f"{{{REL}}}id", "paperHeight", "paperWidth"):
            element.attrib.pop(name, "")
        if not self.flows:
            yield as_xml(element)
            return
        scaled = deepcopy(element)
        for name in ("fitToWidth", "fitToHeight"):
            scaled.attrib.pop(name, "")
        scaled.set("scale", "\ue000")
        before, _, after = _bare(as_xml(scaled)).partition("\ue000")
        yield partial(_either, as_xml(element), before, after)


def closing(form: Written) -> str:
    """The part with the break of a form, nothing where it has none."""
    if form.closing is None:
        return ""
    brk = f'<brk id="{form.closing}" max="16383" man="1"/>'
    return f'<rowBreaks count="1" manualBreakCount="1">{brk}</rowBreaks>'


def _repeated(book: TemplateBook, name: str) -> tuple[int, int]:
    """The template's rows that are repeated on every page; (0, 0) where none are."""
    names = [sheet.get("name") for sheet in book.workbook.iterfind(f"{M}sheets/{M}sheet")]
    for one in book.workbook.iterfind(f"{M}definedNames/{M}definedName[@name='_xlnm.Print_Titles']"):
        found = _TITLES.search(one.text or "")
        if found is not None and one.get("localSheetId") == str(names.index(name)):
            return int(found[1]), int(found[2])
    return 0, 0


def _room(root: etree._Element, setup: etree._Element | None, paper: str) -> tuple[float, float]:
    """Width and height of a page within its margins, in points."""
    long, short = (side * PT_PER_MM for side in PAPER_MM[paper])
    upright = setup is None or setup.get("orientation") != "landscape"
    wide, high = (short, long) if upright else (long, short)
    given = root.find(f"{M}pageMargins")
    margin = {
        name: _PT_IN * float(given.get(name, standard) if given is not None else standard)
        for name, standard in _MARGINS.items()
    }
    return wide - margin["left"] - margin["right"], high - margin["top"] - margin["bottom"]


def _bare(text: str) -> str:
    """An element's text without the declarations that stand on the root of its sheet (a copy repeats them)."""
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", text)


def _either(fitted: str, before: str, after: str, form: Written) -> str:
    return fitted if form.closing is None else f"{before}{form.scale}{after}"


def _fitted(form: Written) -> str:
    return "1" if form.closing is None else "0"


def _frozen(row: int, form: Written) -> str:
    return str(form.map.start(row) - 1)


def _corner(area: Area, form: Written) -> str:
    return f"{area.left}{form.map.start(area.first)}"


def _below(row: int, form: Written) -> str:
    return str(form.map.end(row))


def _footer(name: str, form: Written) -> str:
    return escape(str(form.texts.get(name, "")).replace("&", "&&"))
