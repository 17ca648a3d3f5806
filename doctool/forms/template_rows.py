"""The rows of a template, cut once into text and places for values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string

from doctool.forms.cell_text import CellValue, Look, RichText, escape, line_count
from doctool.forms.formulas import AFTER, NEXT, OWN, Reckoned
from doctool.forms.names import ROW
from doctool.forms.references import Base, Formula, RowMap, parse_formula, write_formula
from doctool.forms.template_book import BrokenFormTemplateError, M, SheetPart, TemplateBook, letters_on_a_line
from doctool.forms.template_texts import Pieces, plain_xml, text_pieces
from doctool.forms.template_widths import plain_widths

#: Height of a line by its size of type, what a cell keeps free above and below (points), and Excel's highest row.
_LEADING, _AIR, _HIGHEST = 1.22, 4.0, 409.0
#: Width of a column of which nothing is said.
_USUAL = 8.43
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_KEPT_ATTRIBUTES = ("s", "customFormat", "hidden", "outlineLevel", "collapsed")


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that takes a value. `field` names it; "" where `pieces` are a text with several names, or `formula` is
    the template's own. `room`: letters on a line, 0 where lines are not broken; `line`: points of a line; `span`: first
    and last of its columns, from 1."""

    look: Look
    field: str = ""
    pieces: Pieces = ()
    formula: Formula = ()
    room: float = 0
    line: float = 0
    span: tuple[int, int] = (1, 1)

    def fitted(self, widths: Mapping[int, float]) -> Slot:
        """The same cell in columns of other widths."""
        if not self.room:
            return self
        return replace(self, room=letters_on_a_line(self.line / _LEADING, _spanned(widths, self.span)))

    def cell(self, values: Mapping[str, CellValue], base: Base, maps: Mapping[str, RowMap]) -> str:
        """The cell from its style on."""
        if self.field:
            return self.look.cell(values.get(self.field))
        if self.formula:
            return f"{self.look.plain}><f>{escape(write_formula(self.formula, base, maps))}</f></c>"
        return f'{self.look.plain} t="inlineStr"><is>{self.text(values, escape)}</is></c>'

    def text(self, values: Mapping[str, CellValue], made: Callable[[str], str] = str) -> str:
        """The text of `pieces` with its values."""
        return "".join(
            made(_plain(values.get(one))) if number % 2 else one for number, one in enumerate(self.pieces)
        )

    @property
    def raises(self) -> bool:
        """Whether it may make its row higher."""
        return bool(self.room) or self.field == "kunci"

    def lines(self, values: Mapping[str, CellValue]) -> float:
        """The points that the lines of its text take."""
        if self.field:
            value = values.get(self.field)
            if isinstance(value, RichText):
                return value.size * _LEADING
            return line_count(value, self.room) * self.line if self.room and isinstance(value, str) and value else 0
        text = re.sub(r"<[^>]*>", "", self.text(values)) if self.room and self.pieces else ""
        return line_count(text, self.room) * self.line if text else 0


def _plain(value: CellValue) -> str:
    if isinstance(value, RichText):
        return value.text
    return "" if value is None or isinstance(value, Reckoned) else str(value)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a template. `pattern`: the kind of row it stands for, "" for a row that is there once. `text` has OWN
    for its number and %s for its height and each slot; `tall` are the slots that may make it higher."""

    number: int
    pattern: str
    text: str
    height: float
    slots: tuple[Slot, ...]
    tall: tuple[Slot, ...]

    def fitted(self, widths: Mapping[int, float]) -> Row:
        """The same row in columns of other widths."""
        slots = tuple(slot.fitted(widths) for slot in self.slots)
        return replace(self, slots=slots, tall=tuple(slot for slot in slots if slot.raises))

    def high(self, values: Mapping[str, CellValue]) -> float:
        """Its height in points."""
        if not self.tall:
            return self.height
        return min(_HIGHEST, max(self.height, max([slot.lines(values) for slot in self.tall]) + _AIR))

    def write(
        self, row: int, height: float, values: Mapping[str, CellValue], map_: RowMap, maps: Mapping[str, RowMap]
    ) -> str:
        """The XML of the row as row `row`."""
        base = Base(map_, self.number, row)
        made = self.text % (f"{height:g}", *[slot.cell(values, base, maps) for slot in self.slots])
        made = made.replace(OWN, str(row))
        if NEXT in made or AFTER in made:
            made = made.replace(NEXT, str(row + 1)).replace(AFTER, str(row + 2))
        return made


class RowReader:
    """Reads the rows of one sheet of a template."""

    def __init__(self, book: TemplateBook, sheet: SheetPart) -> None:
        self._book, self._sheet = book, sheet
        self._widths = dict(plain_widths(sheet.root))
        self._merges = _merges(sheet.root)
        self._shared: dict[str, tuple[str, str]] = {}
        standard = sheet.root.find(f"{M}sheetFormatPr")
        self._height = float(standard.get("defaultRowHeight", "15")) if standard is not None else 15.0
        #: Shared strings that hold placeholders.
        self.used: set[int] = set()
        #: Where each field stands: pattern, field, column letters.
        self.places: list[tuple[str, str, str]] = []

    def rows(self) -> Iterator[Row]:
        """Every row, in order."""
        data = self._sheet.root.find(f"{M}sheetData")
        for element in data if data is not None else ():
            yield self._row(element)

    def _row(self, element: etree._Element) -> Row:
        number = int(element.get("r", "0"))
        cells = [cell for cell in element if cell.tag == f"{M}c"]
        pattern = next((name for cell in cells if (name := _pattern(self._pieces(cell)))), "")
        slots: list[Slot] = []
        made = [self._cell(cell, pattern, slots) for cell in cells]
        attributes = "".join(
            f' {name}="{element.get(name)}"' for name in _KEPT_ATTRIBUTES if element.get(name) is not None
        )
        tall = tuple(slot for slot in slots if slot.raises)
        if not tall and element.get("customHeight"):
            attributes += ' customHeight="1"'
        height = float(element.get("ht", self._height))
        start = f'<row r="{OWN}" ht="%s"{attributes}>'
        return Row(number, pattern, f"{start}{''.join(made)}</row>", height, tuple(slots), tall)

    def _cell(self, cell: etree._Element, pattern: str, slots: list[Slot]) -> str:
        """The cell's text, with %s from its style on where it takes a value."""
        address = cell.get("r", "")
        found = _ADDRESS.fullmatch(address)
        if found is None:
            raise BrokenFormTemplateError("memuat sel tanpa alamat", "simpan ulang di Excel")
        start = f'<c r="{found[1]}{OWN}"'
        pieces = self._pieces(cell)
        if pieces:
            if cell.get("t") == "s":
                self.used.add(int(cell.findtext(f"{M}v", "0")))
            slots.append(self._slot(cell, found[1], pieces, pattern))
            return f"{start}%s"
        formula = cell.find(f"{M}f")
        if formula is not None:
            slots.append(Slot(self._look(cell), formula=self._formula(formula, address)))
            return f"{start}%s"
        kept = deepcopy(cell)
        kept.tail = None
        for name in ("r", "cm", "vm"):
            kept.attrib.pop(name, "")
        xml = plain_xml(kept).replace("%", "%%")
        return start + xml.removeprefix("<c")

    def _slot(self, cell: etree._Element, column: str, pieces: Pieces, pattern: str) -> Slot:
        style = cell.get("s", "0")
        styles = self._book.styles
        number = column_index_from_string(column)
        span = self._merges.get(cell.get("r", ""), (number, number))
        room = letters_on_a_line(styles.size(style), _spanned(self._widths, span)) if styles.wraps(style) else 0
        line = styles.size(style) * _LEADING
        whole = len(pieces) == 3 and pieces[0] == "<t>" and pieces[2] == "</t>"
        if not whole:
            return Slot(self._look(cell), pieces=pieces, room=room, line=line, span=span)
        field = "kunci" if pieces[1].startswith(ROW) else pieces[1]
        if pattern:
            self.places.append((pattern, field, column))
        return Slot(self._look(cell), field, room=room, line=line, span=span)

    def _look(self, cell: etree._Element) -> Look:
        style = cell.get("s", "0")
        return Look(f' s="{style}"', f' s="{self._book.styles.quoted(style)}"')

    def _pieces(self, cell: etree._Element) -> Pieces:
        """The text of a cell as XML and names in turn; () where it names nothing."""
        text = self._book.text(cell)
        return () if text is None else text_pieces(text)

    def _formula(self, element: etree._Element, address: str) -> Formula:
        kind = element.get("t", "normal")
        text = element.text or ""
        if kind == "shared":
            index = element.get("si", "")
            if text:
                self._shared[index] = (text, address)
            elif index in self._shared:
                master, origin = self._shared[index]
                text = Translator(f"={master}", origin).translate_formula(address)[1:]
        if kind in ("array", "dataTable") or not text:
            raise BrokenFormTemplateError(
                "memuat rumus larik (array) atau tabel data, yang tidak dapat dipindah", "ganti dengan rumus biasa",
                self._sheet.cell(address),
            )  # fmt: skip
        return parse_formula(text)


def _pattern(pieces: Pieces) -> str:
    """The kind of row that a cell names: "baris.indikator"."""
    return next((one.removeprefix(ROW) for one in pieces[1::2] if one.startswith(ROW)), "")


def _spanned(widths: Mapping[int, float], span: tuple[int, int]) -> float:
    """The width of columns together."""
    return sum(widths.get(number, _USUAL) for number in range(span[0], span[1] + 1))


def _merges(root: etree._Element) -> dict[str, tuple[int, int]]:
    """First and last column of merged cells by their first cell."""
    found = {}
    for one in root.iterfind(f"{M}mergeCells/{M}mergeCell"):
        start, _, end = one.get("ref", "").partition(":")
        left, right = _ADDRESS.fullmatch(start), _ADDRESS.fullmatch(end)
        if left is not None and right is not None:
            found[start] = column_index_from_string(left[1]), column_index_from_string(right[1])
    return found
