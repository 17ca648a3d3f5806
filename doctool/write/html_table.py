"""Tables of a Drawing in HTML: real tables with heads, in reading order. Their rules are drawn behind them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from itertools import groupby

from doctool.border.picture import read_picture
from doctool.drawing import Cell, Page, Table, VAlign
from doctool.write.html_flow import FlowWriter
from doctool.write.html_style import StyleSheet, length
from doctool.write.html_text import node, paragraphs
from doctool.write.svg_text import number
from doctool.write.xml import Element

#: The tables that hold data, with their captions; all others only place text.
_CAPTIONS = {"identitas": "Identitas SOP", "prosedur": "Prosedur dan diagram alir"}
_VALIGN = {VAlign.TOP: "top", VAlign.CENTER: "middle", VAlign.BOTTOM: "bottom"}
_FLEX = {VAlign.TOP: "", VAlign.CENTER: "center", VAlign.BOTTOM: "flex-end"}


class TableWriter:
    """Writes the tables of one page."""

    def __init__(
        self, page: Page, css: StyleSheet, base_font: str, image_root: str, flow: FlowWriter, links: Mapping[str, str]
    ) -> None:
        self.page, self.css, self.base_font, self.image_root = page, css, base_font, image_root
        self.flow, self.links = flow, links

    def table(self, drawn: Table) -> Element:
        """`drawn` at its place."""
        caption = _CAPTIONS.get(drawn.name, "")
        where = self.css.look(x=number(drawn.x), y=number(drawn.y), width=length(drawn.width))
        table = node("table", {"class": where, "role": "" if caption else "presentation"})
        if caption:
            told = f"{caption}, halaman {self.page.number}"
            table.append(node("caption", None, node("span", {"class": "sr"}, told)))
        columns = [node("col", {"class": self.css.look(width=length(width))}) for width in drawn.columns]
        table.append(node("colgroup", None, *columns))
        for header, rows in groupby(self._rows(drawn), key=lambda row: row[0]):
            part = node("thead" if header else "tbody", None, *[row for _, row in rows])
            part.tail = "\n"
            table.append(part)
        table.tail = "\n"
        return table

    def _rows(self, drawn: Table) -> Iterator[tuple[bool, Element]]:
        """The rows, and whether each is one of the table's head."""
        cells: dict[int, list[Cell]] = {}
        for cell in drawn.cells:
            cells.setdefault(cell.row, []).append(cell)
        for index, row in enumerate(drawn.rows):
            line = node("tr", {"class": self.css.look(height=length(row.height))})
            line.extend([self._cell(drawn, cell) for cell in sorted(cells.get(index, ()), key=lambda one: one.col)])
            line.tail = "\n"
            yield row.header, line

    def _cell(self, drawn: Table, cell: Cell) -> Element:
        box, pad = drawn.cell_box(cell), cell.padding
        sides = [length(side) for side in (pad.top, pad.right, pad.bottom, pad.left)]
        look = {
            "class": self.css.look(
                padding=" ".join(sides) if set(sides) != {"0"} else "", vertical_align=_VALIGN[cell.valign]
            ),
            "rowspan": str(cell.row_span) if cell.row_span > 1 else "",
            "colspan": str(cell.col_span) if cell.col_span > 1 else "",
        }
        scope = _scope(drawn, cell)
        inside = [*self._picture(cell), *self._texts(drawn, cell)]
        if cell.turned:
            width, height = box.width - pad.left - pad.right, box.height - pad.top - pad.bottom
            turned = self.css.look(width=length(width), height=length(height), justify_content=_FLEX[cell.valign])
            inside = [node("div", {"class": f"putar {turned}"}, *inside)]
        if drawn.name == "prosedur":
            inside += self.flow.symbols(drawn, cell.row, cell.col)
        return node("th" if scope else "td", {**look, "scope": scope}, *inside)

    def _texts(self, drawn: Table, cell: Cell) -> list[Element]:
        links = self.links if drawn.name == "identitas" else {}
        return paragraphs(cell.paragraphs, self.css, self.base_font, links)

    def _picture(self, cell: Cell) -> Iterator[Element]:
        """The crest of a cell, or the empty frame where it would be."""
        if not cell.image:
            return
        width, height = (length(side) for side in cell.image_size)
        size = self.css.look(width=width, height=height)
        picture = read_picture(self.image_root, cell.image)
        if picture is None:
            yield node("span", {"class": f"bingkai {size}"})
        else:
            data = b64encode(picture.data).decode("ascii")
            yield node("img", {"class": size, "src": f"data:{picture.media_type};base64,{data}", "alt": "Logo"})


def _scope(drawn: Table, cell: Cell) -> str:
    """What `cell` is the head of: "col", "colgroup", "row", or nothing."""
    if drawn.name not in _CAPTIONS or not cell.paragraphs:
        return ""
    if drawn.rows[cell.row].header or (drawn.name == "identitas" and _all_bold(drawn, cell.row)):
        return "colgroup" if cell.col_span > 1 else "col"
    return "row" if drawn.name == "prosedur" and cell.col == 0 else ""


def _all_bold(drawn: Table, row: int) -> bool:
    """Whether all texts of a row are bold, as the headings of the identity sheet's lists are."""
    texts = [text for cell in drawn.cells if cell.row == row for text in cell.paragraphs if text.text.strip()]
    return bool(texts) and all(text.style.bold for text in texts)
