"""A sheet of a template, cut once; written for each form with its rows and everything that refers to them moved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from doctool.forms.cell_text import CellValue
from doctool.forms.field_map import Jenis
from doctool.forms.names import HEAD_ROWS, TABLE_ROWS
from doctool.forms.references import RowMap
from doctool.forms.template_book import BrokenFormTemplateError, SheetPart, TemplateBook
from doctool.forms.template_page import PageParts, closing
from doctool.forms.template_pieces import Piece, Written, as_xml, join
from doctool.forms.template_ranges import RangeParts
from doctool.forms.template_rows import Row, RowReader
from doctool.forms.template_widths import Columns, Needs
from doctool.model.kinerja import Pita

#: Parts of a sheet that are left out: they are made anew, or belong to one user's window.
_DROPPED = {
    "dimension", "customSheetViews", "sortState", "dataConsolidate", "scenarios", "cellWatches", "smartTags",
    "webPublishItems",
}  # fmt: skip
#: Parts that cannot be moved, and what to do.
_REFUSED = {
    "legacyDrawing": ("memuat komentar (catatan) sel", "hapus komentarnya; petunjuk ditulis dalam sel"),
    "tableParts": ("memuat tabel Excel", "ubah menjadi rentang biasa: Table Design, Convert to Range"),
    "oleObjects": ("memuat objek tertanam", "hapus objeknya"),
    "controls": ("memuat tombol atau kotak isian", "hapus; pilihan dibuat dengan Data Validation"),
}
#: What may follow the breaks between rows in a sheet (ECMA-376 part 1, 18.3.1.99).
_AFTER_BREAKS = {
    "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawingHF",
    "drawingHF", "picture", "webPublishItems", "extLst",
}  # fmt: skip
#: Rows that stay on the page of the row above them.
_JOINED = {Jenis.PEMBILANG, Jenis.PENYEBUT}
#: The height of rows of which the sheet says nothing, in points.
_ROW_PT = 15.0
Fills = Mapping[int, Sequence[tuple[Row, Mapping[str, CellValue]]]]


class SheetTemplate:
    """One visible sheet."""

    def __init__(self, book: TemplateBook, sheet: SheetPart, scale: Sequence[Pita] = (), paper: str = "A4") -> None:
        self.name, self.part = sheet.name, sheet.part
        reader = RowReader(book, sheet)
        self.rows = list(reader.rows())
        self.used, self.places = reader.used, reader.places
        self.blocks = list(_blocks(self.rows))
        self._columns = Columns(sheet.root, self.columns(tuple(TABLE_ROWS[self.name])))
        self._page = PageParts(book, sheet, paper)
        self._kept: dict[tuple[int, int], str] = {}
        self._fitted: dict[Needs, dict[int, Row]] = {}
        self._cut(sheet.root, {**RangeParts(book, sheet, self.blocks, scale).parts(), **self._page.parts()})

    def _cut(self, root: etree._Element, special: Mapping[str, Any]) -> None:
        """The parts of the sheet before and after its rows."""
        before: list[Piece] = [_opening(root)]
        after: list[Piece] = []
        pieces, broken = before, not self._page.flows
        for child in root:
            name = etree.QName(child).localname
            if name in _AFTER_BREAKS and not broken:
                pieces.append(closing)
                broken = True
            if name == "sheetData":
                pieces.append("<sheetData>")
                pieces = after
                pieces.append("</sheetData>")
            elif name == "cols":
                pieces.append(_cols)
            elif name in _REFUSED:
                message, hint = _REFUSED[name]
                raise BrokenFormTemplateError(f'lembar "{self.name}" {message}', hint)
            elif name in special:
                pieces += special[name](child)
            elif name not in _DROPPED:
                pieces.append(as_xml(child))
        if not broken:
            after.append(closing)
        after.append("</worksheet>")
        self._before, self._after = _together(before), _together(after)

    def columns(self, patterns: Sequence[str]) -> dict[str, str]:
        """The columns of the fields that stand in rows of `patterns`."""
        found: dict[str, str] = {}
        for pattern, name, column in self.places:
            if pattern in patterns:
                found.setdefault(name, column)
        return found

    def write(self, form: Written, needs: Needs, fills: Fills) -> str:
        """The sheet's XML; `fills` has for each block (by its first template row) its rows with their values. Columns
        have the width that `needs` asks for."""
        widths, form.cols = self._columns.fitted(needs)
        form.widths = [widths[number] for number in self._columns.printed]
        rows = self._rows(needs, widths)
        made: list[str] = []
        paged = _Paged()
        done: set[int] = set()
        for row in self.rows:
            if not row.pattern:
                made.append(self._single(rows[row.number], form, paged))
                continue
            block = form.map.block(row.number)
            if block is None or block.first in done:
                continue
            done.add(block.first)
            for place, (pattern, values) in enumerate(fills[block.first], start=block.start):
                one = rows[pattern.number]
                height = one.high(values)
                paged.add(place, height, one.pattern)
                made.append(one.write(place, height, values, form.map, form.maps))
        self._page.divide(form, paged.heights, paged.table, paged.joined)
        return f"{join(self._before, form)}{''.join(made)}{join(self._after, form)}"

    def _rows(self, needs: Needs, widths: Mapping[int, float]) -> dict[int, Row]:
        """The rows by their number in the template, in columns of these widths."""
        found = self._fitted.get(needs)
        if found is None:
            found = self._fitted[needs] = {row.number: row.fitted(widths) for row in self.rows}
        return found

    def _single(self, row: Row, form: Written, paged: _Paged) -> str:
        """A row that is there once. One that takes no values is made once for each place where it came to stand."""
        place = form.map.start(row.number)
        height = row.high(form.texts)
        paged.add(place, height, "")
        if row.slots:
            return row.write(place, height, form.texts, form.map, form.maps)
        key = row.number, place
        if key not in self._kept:
            self._kept[key] = row.write(place, height, {}, RowMap(), {})
        return self._kept[key]


class _Paged:
    """The rows of a form as they are laid on pages, counted from 0: their heights in points, those of its table, those
    that stay by the row above them."""

    def __init__(self) -> None:
        self.heights: list[float] = []
        self.table: list[int] = []
        self.joined: set[int] = set()

    def add(self, place: int, height: float, pattern: str) -> None:
        """The row `place` (from 1), after those that the template does not name."""
        self.heights += [_ROW_PT] * (place - 1 - len(self.heights))
        self.heights.append(height)
        if pattern and pattern not in HEAD_ROWS:
            self.table.append(place - 1)
            if pattern in _JOINED:
                self.joined.add(place - 1)


def _cols(form: Written) -> str:
    return form.cols


def _blocks(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """First and last row of each run of pattern rows; a row of the head that is repeated is a run of its own."""
    start: Row | None = None
    last: Row | None = None
    for row in rows:
        follows = (
            start is not None and last is not None and row.pattern and row.number == last.number + 1
            and (row.pattern in HEAD_ROWS) == (start.pattern in HEAD_ROWS) and row.pattern not in HEAD_ROWS
        )  # fmt: skip
        if start is not None and last is not None and not follows:
            yield start.number, last.number
            start = None
        if row.pattern:
            start = start or row
            last = row
    if start is not None and last is not None:
        yield start.number, last.number


def _opening(root: etree._Element) -> str:
    """The declaration and the start tag of a sheet."""
    spaces: dict[Any, str] = dict(root.nsmap)
    empty = etree.Element(root.tag, {str(key): str(value) for key, value in root.attrib.items()}, nsmap=spaces)
    text = etree.tostring(empty, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text.removesuffix("/>")}>'


def _together(pieces: Sequence[Piece]) -> list[Piece]:
    """The same pieces with texts that follow one another joined."""
    made: list[Piece] = []
    for one in pieces:
        if isinstance(one, str) and made and isinstance(made[-1], str):
            made[-1] += one
        else:
            made.append(one)
    return made
