"""A sheet of a template, cut once; written for each form with its rows and everything that refers to them moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial
from itertools import pairwise
from typing import Any

from lxml import etree
from openpyxl.utils import column_index_from_string

from doctool.forms.cell_text import CellValue, escape
from doctool.forms.field_map import REALISASI_TW
from doctool.forms.names import GRADES, PLACEHOLDER, TABLE_ROWS
from doctool.forms.references import Area, Base, RowMap, parse_areas, parse_formula, write_formula
from doctool.forms.template_book import REL, BrokenFormTemplateError, M, SheetPart, TemplateBook
from doctool.forms.template_pieces import Marks, Piece, Written, as_xml, container, join
from doctool.forms.template_rows import Row, RowReader
from doctool.model.kinerja import Pita

X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
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
_EXTENSIONS = {f"{X14}conditionalFormattings", f"{X14}dataValidations"}
#: The formula of a list of a validation that stands for the grades of an indicator.
_LIST = re.compile(rf'"\s*\{{\{{\s*{GRADES}\s*\}}\}}\s*"')
_LONGEST_LIST = 255
#: Codes of Excel's paper: A4, Folio (8.5 x 13 inches), which offices call F4, and A3.
PAPER = {"A4": 9, "F4": 14, "A3": 8}
#: Characters of a column of realisasi of a quarter after the form's own, at most.
_LATER = 3.0


class SheetTemplate:
    """One visible sheet."""

    def __init__(self, book: TemplateBook, sheet: SheetPart, scale: Sequence[Pita] = (), paper: str = "A4") -> None:
        self.name, self.part = sheet.name, sheet.part
        self._sheet, self._book = sheet, book
        reader = RowReader(book, sheet)
        self.rows = list(reader.rows())
        self.used, self.places = reader.used, reader.places
        self.blocks = list(_blocks(self.rows, sheet))
        self._scale, self._paper = scale, paper
        self._kept: dict[tuple[int, int], str] = {}
        root = sheet.root
        self._before: list[Piece] = [_opening(root)]
        self._after: list[Piece] = []
        pieces = self._before
        for child in root:
            name = etree.QName(child).localname
            if name == "sheetData":
                pieces.append("<sheetData>")
                pieces = self._after
                pieces.append("</sheetData>")
            elif name not in _DROPPED:
                pieces += self._part(name, child)
        self._after.append("</worksheet>")
        self._before, self._after = _together(self._before), _together(self._after)

    def columns(self, patterns: Sequence[str]) -> dict[str, str]:
        """The columns of the fields that stand in rows of `patterns`."""
        found: dict[str, str] = {}
        for pattern, name, column in self.places:
            if pattern in patterns:
                found.setdefault(name, column)
        return found

    def write(self, form: Written, fills: Mapping[int, Sequence[tuple[Row, Mapping[str, CellValue]]]]) -> str:
        """The sheet's XML; `fills` has for each block (by its first template row) its rows with their values."""
        made: list[str] = []
        texts = form.texts
        done: set[int] = set()
        for row in self.rows:
            if not row.pattern:
                place = form.map.start(row.number)
                made.append(row.write(place, texts, form.map, form.maps) if row.slots else self._fixed(row, place))
                continue
            block = form.map.block(row.number)
            if block is None or block.first in done:
                continue
            done.add(block.first)
            made += [
                pattern.write(place, values, form.map, form.maps)
                for place, (pattern, values) in enumerate(fills[block.first], start=block.start)
            ]
        return f"{join(self._before, form)}{''.join(made)}{join(self._after, form)}"

    def _fixed(self, row: Row, place: int) -> str:
        """A row that takes no values; there are as many of it as there are places where it came to stand."""
        key = row.number, place
        if key not in self._kept:
            self._kept[key] = row.write(place, {}, RowMap(), {})
        return self._kept[key]

    def _part(self, name: str, element: etree._Element) -> Iterator[Piece]:
        if name in _REFUSED:
            message, hint = _REFUSED[name]
            raise BrokenFormTemplateError(f'lembar "{self.name}" {message}', hint)
        special: dict[str, Callable[[etree._Element], Iterator[Piece]]] = {
            "sheetViews": self._views, "mergeCells": self._merges, "conditionalFormatting": self._colours,
            "dataValidations": self._ranged, "protectedRanges": self._ranged, "hyperlinks": self._hyperlinks,
            "ignoredErrors": self._ranged, "rowBreaks": self._breaks, "autoFilter": self._filter,
            "headerFooter": self._footers, "pageSetup": self._page, "extLst": self._extensions, "cols": self._widths,
        }  # fmt: skip
        if name in special:
            yield from special[name](element)
        else:
            yield as_xml(element)

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

    def _widths(self, element: etree._Element) -> Iterator[Piece]:
        """The columns; realisasi of quarters after the form's own is narrow, which leaves the paper to the others."""
        found = self.columns(tuple(TABLE_ROWS[self.name]))
        quarters = {
            column_index_from_string(found[one]): number for number, one in enumerate(REALISASI_TW, 1) if one in found
        }
        marks = Marks()
        for one in list(element):
            first, last = int(one.get("min", "1")), int(one.get("max", "1"))
            cuts = sorted({first, last + 1, *(at + more for at in quarters for more in (0, 1) if first <= at <= last)})
            for start, after in pairwise(cuts):
                part = deepcopy(one)
                part.set("min", str(start))
                part.set("max", str(after - 1))
                if start in quarters and part.get("width"):
                    part.set("width", marks.add(partial(_width, quarters[start], part.get("width", ""))))
                one.addprevious(part)
            element.remove(one)
        yield from marks.cut(element)

    def _merges(self, element: etree._Element) -> Iterator[Piece]:
        areas = [self._areas(one, "ref") for one in element.iterfind(f"{M}mergeCell")]
        flat = [area for group in areas for area in group]
        for area in flat:
            block = next((one for one in self.blocks if one[0] <= area.last and area.first <= one[1]), None)
            if block is not None and area.first != area.last:
                raise BrokenFormTemplateError(
                    "adalah sel gabungan yang melintasi baris pola", "pisahkan: Merge & Center, Unmerge Cells",
                    self._sheet.cell(area.write(area.first, area.last)),
                )  # fmt: skip

        above = [area for area in flat if not self.blocks or area.last < self.blocks[0][0]]
        fixed = "".join(_merge(area, area.first, area.last) for area in above)
        rest = [area for area in flat if area not in above]

        def made(form: Written) -> str:
            found = fixed + "".join(
                _merge(area, first, last) for area in rest for first, last in _merged(form, area)
            )
            return f"<mergeCells>{found}</mergeCells>" if found else ""

        yield made

    def _colours(self, element: etree._Element) -> Iterator[Piece]:
        for rule in element.findall(f"{M}cfRule"):
            if any(PLACEHOLDER.search(one.text or "") for one in rule.iterfind(f"{M}formula")):
                self._banded(element, rule)
        yield self._element(element)

    def _banded(self, element: etree._Element, rule: etree._Element) -> None:
        """One rule for each of the office's bands in the place of the one that names the band."""
        for one in self._scale:
            made = deepcopy(rule)
            made.set("dxfId", str(self._book.styles.coloured(int(rule.get("dxfId", "0")), one.warna)))
            for formula in made.iterfind(f"{M}formula"):
                formula.text = one.nama.replace('"', '""').join(PLACEHOLDER.split(formula.text or "")[::2])
            rule.addprevious(made)
        element.remove(rule)

    def _ranged(self, element: etree._Element) -> Iterator[Piece]:
        element.attrib.pop("count", "")
        yield container(element, [self._element(child) for child in element])

    def _element(self, element: etree._Element) -> Callable[[Written], str]:
        """An element with sqref and formulas: made for the rows that it covers, left out where it covers none."""
        texts = (one for one in element.iter() if isinstance(one.tag, str))
        listed = [one for one in texts if _LIST.fullmatch((one.text or "").strip())]
        if listed:
            return self._graded(element, listed[0])
        areas = self._sqref(element)
        marks = Marks()
        _set_sqref(element, marks.add(lambda form: form.areas(areas)[0]))
        for one in list(element.iter(f"{M}formula", f"{M}formula1", f"{M}formula2", f"{XM}f")):
            if one.text:
                one.text = marks.add(self._moved(one.text, areas))
        return partial(_where_any, areas, list(marks.cut(element)))

    def _moved(self, text: str, areas: tuple[Area, ...]) -> Callable[[Written], str]:
        formula = parse_formula(text)

        def made(form: Written) -> str:
            _, row, pattern = form.areas(areas)
            return escape(write_formula(formula, Base(form.map, pattern, row), form.maps))

        return made

    def _graded(self, element: etree._Element, listed: etree._Element) -> Callable[[Written], str]:
        """A list of grades: once for the rows of each list; none where a list is too long for one."""
        areas = self._sqref(element)
        marks = Marks()
        _set_sqref(element, marks.add(lambda _: "\ue002"))
        listed.text = marks.add(lambda _: "\ue003")
        pieces = list(marks.cut(element))

        def made(form: Written) -> str:
            groups: dict[tuple[str, ...], list[str]] = {}
            for area in areas:
                for first, last in form.map.runs(area.first, area.last):
                    for row in range(first, last + 1):
                        groups.setdefault(form.grades.get(row, ()), []).append(area.write(row, row))
            xml = join(pieces, form) if groups else ""
            return "".join(
                xml.replace("\ue002", " ".join(cells)).replace("\ue003", escape(_listed(grades)))
                for grades, cells in groups.items()
                if grades and "," not in "".join(grades) and len(_listed(grades)) <= _LONGEST_LIST
            )

        return made

    def _sqref(self, element: etree._Element) -> tuple[Area, ...]:
        inner = element.find(f"{XM}sqref")
        return self._areas(element, "sqref") if inner is None else self._parsed(inner.text or "")

    def _areas(self, element: etree._Element, name: str) -> tuple[Area, ...]:
        return self._parsed(element.get(name, ""))

    def _parsed(self, text: str) -> tuple[Area, ...]:
        try:
            return parse_areas(text)
        except ValueError as error:
            raise BrokenFormTemplateError(
                "berlaku untuk seluruh kolom atau baris", "batasi pada sel tabel saja", self._sheet.cell(text)
            ) from error

    def _hyperlinks(self, element: etree._Element) -> Iterator[Piece]:
        made = []
        for one in element:
            marks = Marks()
            areas = self._areas(one, "ref")
            one.set("ref", marks.add(partial(_first, areas)))
            made.append(partial(_where_any, areas, list(marks.cut(one))))
        yield container(element, made)

    def _breaks(self, element: etree._Element) -> Iterator[Piece]:
        marks = Marks()
        for one in element.iterfind(f"{M}brk"):
            row = int(one.get("id", "0"))
            one.set("id", marks.add(partial(_below, row)))
        yield from marks.cut(element)

    def _filter(self, element: etree._Element) -> Iterator[Piece]:
        marks = Marks()
        area = self._areas(element, "ref")[0]
        element.set("ref", marks.add(partial(_whole, area)))
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
        element.attrib.pop(f"{{{REL}}}id", "")
        element.set("paperSize", str(PAPER[self._paper]))
        for name in ("paperHeight", "paperWidth"):
            element.attrib.pop(name, "")
        yield as_xml(element)

    def _extensions(self, element: etree._Element) -> Iterator[Piece]:
        """Validations and colours in Excel's newer form; other extensions are left out."""
        made = []
        for extension in element:
            inner = extension[0] if len(extension) else None
            if inner is None or inner.tag not in _EXTENSIONS:
                continue
            inner.attrib.pop("count", "")
            made.append(container(extension, [container(inner, [self._element(one) for one in inner])]))
        yield container(element, made)


def _width(quarter: int, width: str, form: Written) -> str:
    return width if quarter <= form.sampai else f"{min(float(width), _LATER):g}"


def _frozen(row: int, form: Written) -> str:
    return str(form.map.start(row) - 1)


def _corner(area: Area, form: Written) -> str:
    return f"{area.left}{form.map.start(area.first)}"


def _first(areas: tuple[Area, ...], form: Written) -> str:
    return form.areas(areas)[0].partition(" ")[0]


def _where_any(areas: tuple[Area, ...], pieces: Sequence[Piece], form: Written) -> str:
    return join(pieces, form) if form.areas(areas)[0] else ""


def _below(row: int, form: Written) -> str:
    return str(form.map.end(row))


def _whole(area: Area, form: Written) -> str:
    first = form.map.start(area.first)
    return area.write(first, max(first, form.map.end(area.last)))


def _footer(name: str, form: Written) -> str:
    return escape(str(form.texts.get(name, "")).replace("&", "&&"))


def _merge(area: Area, first: int, last: int) -> str:
    return f'<mergeCell ref="{area.write(first, last)}"/>'


def _merged(form: Written, area: Area) -> list[tuple[int, int]]:
    block = form.map.block(area.first)
    if block is None:
        return [(form.map.start(area.first), form.map.start(area.last))]
    return [(row, row) for row in block.rows.get(area.first, ())]


def _listed(grades: Sequence[str]) -> str:
    return '"' + ",".join(grades).replace('"', '""') + '"'


def _set_sqref(element: etree._Element, text: str) -> None:
    inner = element.find(f"{XM}sqref")
    if inner is None:
        element.set("sqref", text)
    else:
        inner.text = text


def _blocks(rows: Sequence[Row], sheet: SheetPart) -> Iterator[tuple[int, int]]:
    """First and last row of each run of pattern rows; a row of the head that is repeated is a run of its own."""
    start: Row | None = None
    last: Row | None = None
    for row in rows:
        follows = (
            start is not None and last is not None and row.pattern and row.number == last.number + 1
            and (row.pattern in _ALONE) == (start.pattern in _ALONE) and row.pattern not in _ALONE
        )  # fmt: skip
        if start is not None and last is not None and not follows:
            yield start.number, last.number
            start = None
        if row.pattern:
            start = start or row
            last = row
    if start is not None and last is not None:
        yield start.number, last.number


_ALONE = {"kop", "catatan"}


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

