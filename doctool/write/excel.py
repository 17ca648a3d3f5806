"""A Drawing as an Excel workbook (.xlsx, ECMA-376 transitional). Every decision is in the Drawing.

Cells hold all text of the tables; symbols, arrows and labels are native shapes tied to the cells. The parts are
written here and not by a library: openpyxl cannot write shapes and drops them when it saves a file again.
"""

from __future__ import annotations

from doctool.border.picture import read_picture
from doctool.drawing import Drawing
from doctool.write.excel_drawing import sheet_drawing
from doctool.write.excel_grid import Sheet, sheets_of
from doctool.write.excel_sheet import address, worksheet
from doctool.write.excel_styles import Styles
from doctool.write.excel_text import Strings
from doctool.write.fonts import fonts_of
from doctool.write.package import OFFICE, Package, Part
from doctool.write.properties import add_properties
from doctool.write.theme import theme
from doctool.write.xml import Attributes, Element, el, root, serialize

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"


def write_xlsx(drawing: Drawing) -> bytes:
    """The .xlsx file of `drawing`; equal drawings give equal bytes. ValueError if it has no page."""
    if not drawing.pages:
        raise ValueError("a document needs at least one page")
    return _Writer(drawing).write()


class _Writer:
    """The package while it is being written, and what its sheets share."""

    def __init__(self, drawing: Drawing) -> None:
        self.drawing = drawing
        self.sheets = sheets_of(drawing)
        self.package = Package()
        self.styles, self.strings = Styles(), Strings()
        self.media: dict[str, Part | None] = {}

    def write(self) -> bytes:
        book = self.package.add(Part("xl/workbook.xml", f"{_SHEET}sheet.main+xml", b""))
        links = [
            book.relate(f"{OFFICE}worksheet", self._sheet(sheet, number).name)
            for number, sheet in enumerate(self.sheets, 1)
        ]
        book.data = serialize(self._workbook(links))
        self._add(book, "theme", "xl/theme/theme1.xml", _THEME, theme(fonts_of(self.drawing)[0]))
        self._add(book, "styles", "xl/styles.xml", f"{_SHEET}styles+xml", self.styles.element())
        self._add(book, "sharedStrings", "xl/sharedStrings.xml", f"{_SHEET}sharedStrings+xml", self.strings.element())
        self.package.top.relate(f"{OFFICE}officeDocument", book.name)
        add_properties(self.package, self.drawing.properties)
        return self.package.to_bytes()

    def _add(self, book: Part, relation: str, name: str, content_type: str, element: Element) -> None:
        part = self.package.add(Part(name, content_type, serialize(element)))
        book.relate(f"{OFFICE}{relation}", part.name)

    def _sheet(self, sheet: Sheet, number: int) -> Part:
        part = self.package.add(Part(f"xl/worksheets/sheet{number}.xml", f"{_SHEET}worksheet+xml", b""))
        drawn = Part(f"xl/drawings/drawing{number}.xml", _DRAWING, b"")
        pictures = {placed.cell.image: self._picture(drawn, placed.cell.image) for placed in sheet.cells}
        shapes = sheet_drawing(sheet, self.drawing.line_width, pictures)
        link = ""
        if shapes is not None:
            drawn.data = serialize(shapes)
            link = part.relate(f"{OFFICE}drawing", self.package.add(drawn).name)
        part.data = serialize(worksheet(sheet, self.styles, self.strings, number == 1, link))
        return part

    def _picture(self, drawn: Part, image: str) -> str:
        """The id of the link from the drawing `drawn` to the picture's part; "" if there is no usable picture."""
        if image not in self.media:
            picture = read_picture(self.drawing.image_root, image) if image else None
            part = None
            if picture:
                number = sum(one is not None for one in self.media.values()) + 1
                name = f"xl/media/image{number}.{picture.extension}"
                part = self.package.add(Part(name, picture.media_type, picture.data))
            self.media[image] = part
        found = self.media[image]
        return drawn.relate(f"{OFFICE}image", found.name) if found else ""

    def _workbook(self, links: list[str]) -> Element:
        entries = [
            el("s:sheet", {"name": sheet.name, "sheetId": number, "r:id": link})
            for number, (sheet, link) in enumerate(zip(self.sheets, links, strict=True), 1)
        ]
        return root(
            "s:workbook",
            ("r",),
            None,
            el("s:bookViews", None, el("s:workbookView")),
            el("s:sheets", None, *entries),
            el("s:definedNames", None, *self._print_areas(), *self._print_titles()),
        )

    def _print_areas(self) -> list[Element]:
        return [
            _print_name("Area", number, sheet, f"$A$1:{_last_cell(sheet)}") for number, sheet in enumerate(self.sheets)
        ]

    def _print_titles(self) -> list[Element]:
        return [
            _print_name("Titles", number, sheet, f"${sheet.titles[0] + 1}:${sheet.titles[1]}")
            for number, sheet in enumerate(self.sheets)
            if sheet.titles
        ]


def _print_name(what: str, number: int, sheet: Sheet, area: str) -> Element:
    names: Attributes = {"name": f"_xlnm.Print_{what}", "localSheetId": number}
    return el("s:definedName", names, text=f"'{sheet.name}'!{area}")


def _last_cell(sheet: Sheet) -> str:
    return address(len(sheet.levels) - 2, len(sheet.edges) - 2, "$")
