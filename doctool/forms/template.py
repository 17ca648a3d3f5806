"""The template of the form isian, read once for an office; each form costs only its own rows and packing.

What never changes (styles, theme, pictures, shared strings) is copied as the deflated bytes it already is; the sheets
are text with places for row numbers and values.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from doctool.fill.package import Package
from doctool.forms.cell_text import CellValue, RichText, escape, rich
from doctool.forms.content import Form
from doctool.forms.crest import SheetPictures
from doctool.forms.field_map import LEMBAR_ANGGARAN, LEMBAR_IDENTITAS, LEMBAR_KINERJA, TABEL
from doctool.forms.fills import GRADED, indicator_rows, money_rows
from doctool.forms.formulas import Entries, IndicatorFormulas
from doctool.forms.identity import IdentitySheet
from doctool.forms.names import HEAD_ROWS, INSTEAD, TABLE_ROWS
from doctool.forms.references import Base, Block, Formula, RowMap, parse_formula, write_formula
from doctool.forms.template_book import STYLES, WORKBOOK, M, TemplateBook, to_bytes
from doctool.forms.template_pieces import Written
from doctool.forms.template_rows import Row
from doctool.forms.template_sheet import SheetTemplate
from doctool.forms.template_widths import needs_of
from doctool.loaded import LoadedKantor
from doctool.model.capaian import bands
from doctool.model.kantor import Kantor

_CORE = "docProps/core.xml"
#: Lines of the kop: points where the office gives none, and at most.
_KOP_PT, _KOP_MOST_PT = 11.0, 13.0
_NO_ENTRIES: Mapping[str, Entries] = {}
Fill = tuple[Row, Mapping[str, CellValue]]


class CompiledForm:
    """A template ready to be written for the forms of one office."""

    def __init__(self, book: TemplateBook, office: LoadedKantor) -> None:
        """`book` is used up. Raises BrokenFormTemplateError for what cannot be moved with its rows."""
        kantor = office.kantor
        self._sheets = {
            name: SheetTemplate(book, book.sheets[name], bands(kantor.kinerja), _paper(kantor, name)) for name in TABEL
        }
        for sheet in self._sheets.values():
            book.blank(sheet.used)
        kop = _kop(office)
        self._kop = kop
        pictures = [SheetPictures(book, book.sheets[name], office, sum(one.size for one in kop)) for name in TABEL]
        self._pictures = [one for one in pictures if one.part]
        self._workbook = _Workbook(book)
        self._identity = book.sheets[LEMBAR_IDENTITAS].part
        self._kind = {name: {row.number: row.pattern for row in one.rows} for name, one in self._sheets.items()}
        self._patterns = {name: _patterns(sheet) for name, sheet in self._sheets.items()}
        #: The columns of the fields by sheet.
        self.columns = {name: sheet.columns(tuple(TABLE_ROWS[name])) for name, sheet in self._sheets.items()}
        self._identity_sheet = IdentitySheet(self.columns)
        self._formulas = IndicatorFormulas(self.columns[LEMBAR_KINERJA], kantor.kinerja)
        book.parts[STYLES] = to_bytes(book.styles.root)
        changing = {WORKBOOK, _CORE, self._identity, *(sheet.part for sheet in self._sheets.values())}
        changing |= {one.part for one in self._pictures}
        book.parts.setdefault(_CORE, b"")
        self._package = Package(book.parts, frozenset(changing))

    def write(self, form: Form, entries: Mapping[str, Entries] = _NO_ENTRIES) -> bytes:
        """The workbook of a form; `entries` are values to fill in, by the row's key and field."""
        tables = {name: self._table(name, form, entries) for name in TABEL}
        maps = {name: made.map for name, made in tables.items()}
        starts = {name: made.start for name, made in tables.items()}
        parts = {
            self._identity: self._identity_sheet.write(form, starts),
            WORKBOOK: self._workbook.write(maps, hidden=not form.money),
            _CORE: _core(form),
        }
        for name, made in tables.items():
            texts: dict[str, CellValue] = {**form.texts}
            written = Written(made.map, maps, texts | dict(made.texts), made.grades, form.sampai)
            needs = needs_of(name, form, entries)
            parts[self._sheets[name].part] = self._sheets[name].write(written, needs, made.fills)
        for one in self._pictures:
            parts[one.part] = one.write(maps[one.sheet])
        return self._package.pack({name: text.encode() for name, text in parts.items()})

    def _table(self, name: str, form: Form, entries: Mapping[str, Entries]) -> _Sheet:
        """The blocks of a sheet with their rows."""
        made = _Sheet()
        blocks = []
        shift = 0
        for first, last in self._sheets[name].blocks:
            start = first + shift
            fills = self._fills(name, self._kind[name][first], start, form, entries, made)
            blocks.append(Block(first, last, start, [row.number for row, _ in fills]))
            made.fills[first] = fills
            shift += len(fills) - (last - first + 1)
        made.map = RowMap(tuple(blocks))
        return made

    def _fills(
        self, name: str, kind: str, start: int, form: Form, entries: Mapping[str, Entries], made: _Sheet
    ) -> list[Fill]:
        """The rows of a block, whose first row will be `start`, with their values."""
        patterns = self._patterns[name]
        lines: Sequence[CellValue] = self._kop if kind == "kop" else form.notes
        if kind in HEAD_ROWS:
            return [(patterns[kind], {"kunci": line}) for line in lines]
        made.start = start
        if name == LEMBAR_ANGGARAN:
            rows, made.texts = money_rows(form, entries, self.columns[name], start)
        else:
            rows = indicator_rows(form, entries, self._formulas)
            grades = ((place, one) for place, one in enumerate(form.indicators, start) if one.pattern == GRADED)
            made.grades = {place: one.indikator.tingkatan for place, one in grades}
        return [(patterns[pattern], values) for pattern, values in rows]


def _patterns(sheet: SheetTemplate) -> dict[str, Row]:
    """The rows that stand for many by their kind; those left out have another's."""
    found = {row.pattern: row for row in sheet.rows if row.pattern}
    return found | {name: found[other] for name, other in INSTEAD.items() if name not in found and other in found}


@dataclass(slots=True)
class _Sheet:
    """A sheet of a form while it is made."""

    map: RowMap = field(default_factory=RowMap)
    start: int = 0
    fills: dict[int, list[Fill]] = field(default_factory=dict)
    grades: dict[int, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, CellValue] = field(default_factory=dict)


class _Workbook:
    """The workbook part: its names moved with their rows; where there is no money its sheet is hidden, and has no
    print area, for which LibreOffice would print it all the same."""

    def __init__(self, book: TemplateBook) -> None:
        root = book.workbook
        for sheet in root.iterfind(f"{M}sheets/{M}sheet"):
            if sheet.get("name") == LEMBAR_IDENTITAS:
                sheet.set("state", "hidden")
        for view in root.iterfind(f"{M}bookViews/{M}workbookView"):
            view.attrib.pop("activeTab", "")
            view.attrib.pop("firstSheet", "")
        calculation = root.find(f"{M}calcPr")
        if calculation is not None:
            calculation.set("fullCalcOnLoad", "1")
        self._with, self._without = _named(root), _named(_unprinted(root))

    def write(self, maps: Mapping[str, RowMap], *, hidden: bool) -> str:
        """The part for a form."""
        base = Base(RowMap(), 1, 1)
        formulas, pieces = self._without if hidden else self._with
        made = [pieces[0]]
        for formula, piece in zip(formulas, pieces[1:], strict=True):
            made += [escape(write_formula(formula, base, maps)), piece]
        return "".join(made)


def _unprinted(root: etree._Element) -> etree._Element:
    """A copy in which the sheet of the money is hidden and without its print area."""
    root = deepcopy(root)
    for number, sheet in enumerate(root.iterfind(f"{M}sheets/{M}sheet")):
        if sheet.get("name") == LEMBAR_ANGGARAN:
            sheet.set("state", "hidden")
            for one in list(root.iterfind(f"{M}definedNames/{M}definedName[@localSheetId='{number}']")):
                if one.get("name") == "_xlnm.Print_Area":
                    cast(etree._Element, one.getparent()).remove(one)
    return root


def _named(root: etree._Element) -> tuple[list[Formula], list[str]]:
    """The formulas of the names, and the XML of a copy cut where they stand."""
    root = deepcopy(root)
    formulas = []
    for one in root.iterfind(f"{M}definedNames/{M}definedName"):
        if one.text:
            formulas.append(parse_formula(one.text))
            one.text = "\ue000"
    return formulas, to_bytes(root).decode().split("\ue000")


def _paper(kantor: Kantor, sheet: str) -> str:
    """The paper of a sheet: the wide one of the indicators may have its own."""
    return kantor.kinerja.kertas or kantor.gaya.kertas if sheet == LEMBAR_KINERJA else kantor.gaya.kertas


def _kop(office: LoadedKantor) -> list[RichText]:
    kantor = office.kantor
    return [
        rich([(line.teks, min(line.ukuran or _KOP_PT, _KOP_MOST_PT), line.tebal)], kantor.gaya.huruf)
        for line in kantor.kop.baris
    ]


def _core(form: Form) -> str:
    """The properties of the file: what it is, whose, no dates (Part 2, 11)."""
    author = escape(form.office.kantor.nama)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(form.title)}</dc:title><dc:subject>{form.kode}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy><dc:language>id-ID</dc:language></cp:coreProperties>"
    )
