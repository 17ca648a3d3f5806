"""The rows of a template, cut once into text and places for values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from openpyxl.formula.translate import Translator
from openpyxl.utils import column_index_from_string, get_column_letter

from doctool.forms.cell_text import CellValue, Look, RichText, escape, line_count
from doctool.forms.formulas import AFTER, NEXT, OWN, Reckoned
from doctool.forms.names import PLACEHOLDER, ROW
from doctool.forms.references import Base, Formula, RowMap, parse_formula, write_formula
from doctool.forms.template_book import BrokenFormTemplateError, M, SheetPart, TemplateBook

#: Height of a line by its size of type, what a cell keeps free above and below (points), and Excel's highest row.
_LEADING, _AIR, _HIGHEST = 1.22, 4.0, 409.0
_ADDRESS = re.compile(r"([A-Z]{1,3})(\d+)")
_KEPT_ATTRIBUTES = ("s", "customFormat", "hidden", "outlineLevel", "collapsed")
#: A text with placeholders: XML and names in turn, beginning with XML.
Pieces = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell that takes a value. `field` names it; "" where `pieces` are a text with several names, or `formula` is
    the template's own. `room`: letters on a line, 0 where lines are not broken; `line`: points of a line."""

    look: Look
    field: str = ""
    pieces: Pieces = ()
    formula: Formula = ()
    room: float = 0
    line: float = 0

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

    def write(self, row: int, values: Mapping[str, CellValue], map_: RowMap, maps: Mapping[str, RowMap]) -> str:
        """The XML of the row as row `row`."""
        base = Base(map_, self.number, row)
        height = self.height
        if self.tall:
            height = min(_HIGHEST, max(height, max([slot.lines(values) for slot in self.tall]) + _AIR))
        made = self.text % (f"{height:g}", *[slot.cell(values, base, maps) for slot in self.slots])
        made = made.replace(OWN, str(row))
        if NEXT in made or AFTER in made:
            made = made.replace(NEXT, str(row + 1)).replace(AFTER, str(row + 2))
        return made


class RowReader:
    """Reads the rows of one sheet of a template."""

    def __init__(self, book: TemplateBook, sheet: SheetPart) -> None:
        self._book, self._sheet = book, sheet
        self._widths = dict(_widths(sheet.root))
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
        tall = tuple(slot for slot in slots if slot.room or slot.field == "kunci")
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
            slots.append(Slot(self._look(cell), formula=self._formula(formula, address, pattern)))
            return f"{start}%s"
        kept = deepcopy(cell)
        kept.tail = None
        for name in ("r", "cm", "vm"):
            kept.attrib.pop(name, "")
        xml = _plain_xml(kept).replace("%", "%%")
        return start + xml.removeprefix("<c")

    def _slot(self, cell: etree._Element, column: str, pieces: Pieces, pattern: str) -> Slot:
        style = cell.get("s", "0")
        styles = self._book.styles
        width = self._merges.get(cell.get("r", ""), 0) or self._widths.get(column, 8.43)
        room = styles.letters(style, width) if styles.wraps(style) else 0
        line = styles.size(style) * _LEADING
        whole = len(pieces) == 3 and pieces[0] == "<t>" and pieces[2] == "</t>"
        if not whole:
            return Slot(self._look(cell), pieces=pieces, room=room, line=line)
        field = "kunci" if pieces[1].startswith(ROW) else pieces[1]
        if pattern:
            self.places.append((pattern, field, column))
        return Slot(self._look(cell), field, room=room, line=line)

    def _look(self, cell: etree._Element) -> Look:
        style = cell.get("s", "0")
        return Look(f' s="{style}"', f' s="{self._book.styles.quoted(style)}"')

    def _pieces(self, cell: etree._Element) -> Pieces:
        """The text of a cell as XML and names in turn; () where it names nothing."""
        text = self._book.text(cell)
        return () if text is None else text_pieces(text)

    def _formula(self, element: etree._Element, address: str, pattern: str) -> Formula:
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


def text_pieces(text: etree._Element) -> Pieces:
    """A text (CT_Rst) as XML and names in turn. Names that stand across runs make one run of all."""
    whole = "".join(node.text or "" for node in _texts(text))
    if not PLACEHOLDER.search(whole):
        return ()
    runs = text.findall(f"{M}r")
    within = sum(len(PLACEHOLDER.findall(node.text or "")) for node in _texts(text))
    if runs and within == len(PLACEHOLDER.findall(whole)):
        parts: list[str] = [""]
        for run in runs:
            properties = run.find(f"{M}rPr")
            parts[-1] += "<r>" + (_plain_xml(properties) if properties is not None else "")
            _add(parts, run.findtext(f"{M}t", ""))
            parts[-1] += "</r>"
        return tuple(parts)
    first = runs[0].find(f"{M}rPr") if runs else None
    before, after = (f"<r>{_plain_xml(first)}", "</r>") if first is not None else ("", "")
    parts = [before]
    _add(parts, whole)
    parts[-1] += after
    return tuple(parts)


def _add(parts: list[str], text: str) -> None:
    """The element t of `text`, cut at its names, at the end of `parts`."""
    cut = PLACEHOLDER.split(text)
    mixed = len(cut) > 1 and any(cut[::2])
    parts[-1] += '<t xml:space="preserve">' if mixed or text != text.strip() else "<t>"
    for number, one in enumerate(cut):
        if number % 2:
            parts += [one, ""]
        else:
            parts[-1] += escape(one)
    parts[-1] += "</t>"


def _texts(text: etree._Element) -> Iterator[etree._Element]:
    """The elements t of a text without its phonetic ones."""
    return (node for node in text.iter(f"{M}t") if not any(one.tag == f"{M}rPh" for one in node.iterancestors()))


def _pattern(pieces: Pieces) -> str:
    """The kind of row that a cell names: "baris.indikator"."""
    return next((one.removeprefix(ROW) for one in pieces[1::2] if one.startswith(ROW)), "")


def _plain_xml(element: etree._Element) -> str:
    """An element without the declarations of namespaces that stand on its root."""
    return re.sub(r' xmlns(?::\w+)?="[^"]*"', "", etree.tostring(element, encoding="unicode", with_tail=False))


def _widths(root: etree._Element) -> Iterator[tuple[str, float]]:
    for one in root.iterfind(f"{M}cols/{M}col"):
        width = 0.0 if one.get("hidden") in ("1", "true") else float(one.get("width", "8.43"))
        for number in range(int(one.get("min", "1")), min(int(one.get("max", "1")), 256) + 1):
            yield get_column_letter(number), width


def _merges(root: etree._Element) -> dict[str, float]:
    """The width of merged cells by their first."""
    widths = dict(_widths(root))
    found = {}
    for one in root.iterfind(f"{M}mergeCells/{M}mergeCell"):
        start, _, end = one.get("ref", "").partition(":")
        left, right = _ADDRESS.fullmatch(start), _ADDRESS.fullmatch(end)
        if left is not None and right is not None:
            columns = range(column_index_from_string(left[1]), column_index_from_string(right[1]) + 1)
            found[start] = sum(widths.get(get_column_letter(number), 8.43) for number in columns)
    return found
