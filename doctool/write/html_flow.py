"""The flowchart of a sheet in HTML: each symbol in its cell, the arrows over the table, and both in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from doctool.drawing import Drawing, Page, Shape, ShapeKind, Table
from doctool.write.html_style import StyleSheet
from doctool.write.html_text import node
from doctool.write.svg import arrow, label_text, symbol
from doctool.write.svg_table import background
from doctool.write.svg_text import number
from doctool.write.xml import Element, el

_KIND = {ShapeKind.PROCESS: "Proses", ShapeKind.DECISION: "Keputusan", ShapeKind.OFF_PAGE: "Penghubung halaman"}


@dataclass(frozen=True, slots=True)
class _End:
    """An off-page connector: its letter, where it is, whether the flow leaves the page there."""

    letter: str
    page: int
    key: str
    out: bool


class Connectors:
    """All off-page connectors of a document, to find where each goes on."""

    def __init__(self, drawing: Drawing) -> None:
        self._ends = [end for page in drawing.pages for end in _ends(page)]

    def partner(self, page: Page, shape: Shape) -> _End | None:
        """The nearest connector with the same letter on another page where the flow runs the other way."""
        own = next((end for end in self._ends if (end.page, end.key) == (page.number, shape.key)), None)
        if own is None:
            return None
        found = [
            end for end in self._ends
            if end.letter == own.letter and end.out is not own.out and end.page != own.page
        ]  # fmt: skip
        return min(found, key=lambda end: (abs(end.page - own.page), end.page), default=None)


def _ends(page: Page) -> Iterator[_End]:
    left = {line.target for line in page.lines}
    for shape in page.shapes:
        if shape.kind is ShapeKind.OFF_PAGE:
            yield _End(" ".join(one.text for one in shape.paragraphs), page.number, shape.key, shape.key in left)


def place(page: int, key: str) -> str:
    """The id of the symbol `key` of a page."""
    return f"hal-{page}-{key}"


class FlowWriter:
    """Writes the symbols and the arrows of one page; `line_width` in eighths of a point."""

    def __init__(self, page: Page, css: StyleSheet, base_font: str, line_width: int, connectors: Connectors) -> None:
        self.page, self.css, self.base_font, self.line_width = page, css, base_font, line_width
        self.connectors = connectors
        self.names = {shape.key: _name(page, shape) for shape in page.shapes}
        owners = {label.owner: label.paragraph.text for label in page.labels}
        #: What is written beside an exit, by its fork.
        self.exits = {line.fork: owners[line.key] for line in page.lines if line.key in owners}

    def symbols(self, table: Table, row: int, col: int) -> list[Element]:
        """The symbols that stand in a cell of `table`, placed from its corner."""
        here = [one for one in self.page.shapes if (one.row, one.col) == (row, col)]
        return [self._symbol(one, table.x, table.y) for one in here]

    def loose_symbols(self) -> list[Element]:
        """The symbols of a page without a table for them."""
        return [] if any(one.name == "prosedur" for one in self.page.tables) else [
            self._symbol(one, 0, 0) for one in self.page.shapes
        ]  # fmt: skip

    def _symbol(self, shape: Shape, x: int, y: int) -> Element:
        """`shape`, placed from (x, y)."""
        box = shape.box
        spot = self.css.look(x=number(box.x - x), y=number(box.y - y), dx=number(box.width), dy=number(box.height))
        drawn = symbol(shape, self.line_width, self.base_font)
        view = f"{number(box.x)} {number(box.y)} {number(box.width)} {number(box.height)}"
        said = self._said(shape)
        partner = self.connectors.partner(self.page, shape)
        if partner is None:
            look = {"class": f"simbol {spot}", "viewBox": view, "role": "img", "aria-label": said}
            title = el("svg:title", text=shape.title) if shape.title else None
            return el("svg:svg", {**look, "data-key": shape.key}, title, *drawn)
        inner = el("svg:svg", {"class": "simbol", "viewBox": view, "aria-hidden": "true"}, *drawn)
        way = "lanjut ke" if partner.out is False else "lanjutan dari"
        return node(
            "a",
            {
                "class": f"simbol {spot}",
                "id": place(self.page.number, shape.key),
                "href": "#" + quote(place(partner.page, partner.key)),
                "aria-label": f"Penghubung {partner.letter}, {way} halaman {partner.page}",
                "title": f"{way.capitalize()} halaman {partner.page}",
                "data-key": shape.key,
            },
            inner,
        )

    def _said(self, shape: Shape) -> str:
        """A symbol in words: what it is, and where its arrows lead."""
        inside = " ".join(one.text for one in shape.paragraphs)
        kind = _KIND.get(shape.kind, "")
        words = ": ".join(part for part in (kind, inside) if part) or "Simbol"
        ways = [
            f"{exit_text}: ke {goal}" if exit_text else f"Lanjut ke {goal}" for exit_text, goal in self._ways(shape.key)
        ]
        return f"{words}. {'; '.join(ways)}".rstrip(". ") + "."

    def _ways(self, key: str) -> list[tuple[str, str]]:
        """The exits of a symbol: what is written beside each, and the name of what it leads to."""
        return [
            (self.exits.get(line.fork, ""), self.names.get(line.target, "")) for line in self.page.lines
            if line.source == key
        ]  # fmt: skip

    def arrows(self) -> Element | None:
        """The arrows and the free texts, over the table, with a description of the whole flow for who cannot see it."""
        page = self.page
        if not (page.lines or page.labels):
            return None
        name = f"hal-{page.number}-arus"
        told = el("svg:desc", {"id": name}, text=self.told())
        look = {"class": "lapis", "viewBox": view_box(page), "role": "img", "aria-labelledby": name}
        lines = [arrow(line, self.line_width) for line in page.lines]
        return el("svg:svg", look, told, *lines, *[label_text(one, self.base_font) for one in page.labels])

    def told(self) -> str:
        """The steps of the page, then its arrows, in one text."""
        steps = []
        for shape in self.page.shapes:
            for exit_text, goal in self._ways(shape.key):
                steps.append(f"{self.names[shape.key]}{f' ({exit_text})' if exit_text else ''} ke {goal}")
        arrows = f"Panah: {'; '.join(steps)}." if steps else ""
        return " ".join(part for part in (_sentence(self.page.description), arrows) if part)


def _sentence(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."


def _name(page: Page, shape: Shape) -> str:
    """What a symbol is called among others: "6. Kabid", "penghubung A (ke hal. 4)"."""
    if shape.kind is ShapeKind.OFF_PAGE:
        beside = next((one.paragraph.text for one in page.labels if one.owner == shape.key), "")
        inside = " ".join(one.text for one in shape.paragraphs)
        return f"penghubung {inside}" + (f" ({beside})" if beside else "")
    return shape.title.partition(": ")[0] or shape.key


def view_box(page: Page) -> str:
    """The viewBox of a picture as large as the page."""
    return f"0 0 {number(page.width)} {number(page.height)}"


def backdrop(page: Page) -> Element:
    """Fills and rules of all tables of the page, for eyes only."""
    drawn = [part for table in page.tables for part in background(table)]
    return el("svg:svg", {"class": "lapis", "viewBox": view_box(page), "aria-hidden": "true"}, *drawn)
