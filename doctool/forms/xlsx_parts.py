"""A returned .xlsx as sheets of cells, read part by part (ECMA-376, part 1, SpreadsheetML).

openpyxl reads a workbook as a whole or not at all: damage to a theme or to the date of printing costs every answer, a
cell that is there twice is silently replaced, and of a formula it gives the text or the result. Here each part is read
by itself, what cannot be read is told, and nothing is kept beyond the limits of `cells`. The parts come from
`doctool.border`, which has refused document types, so that lxml meets no entities.
"""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from doctool.border.workbook import Incoming, RefusedError
from doctool.border.xml import XmlError, parse_xml, stream_xml
from doctool.forms.cells import (
    MAX_CELLS,
    MAX_COLUMN,
    MAX_ROW,
    MAX_SHEETS,
    Book,
    Cell,
    Place,
    Rupa,
    Sheet,
    exact,
    plain,
)
from doctool.forms.number_format import Form, form_of, shown_day

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_AGAIN = "minta dikirim ulang, atau buka di Excel lalu simpan ulang"


def read_xlsx(file: Incoming) -> Book:
    """The sheets of a workbook. Raises RefusedError where not even their list can be read."""
    home = _office_document(file)
    book = _xml(file, home)
    if book is None:
        raise RefusedError(file.name, "rusak: daftar lembarnya tidak terbaca", _AGAIN)
    made = Book(saved=_saved(file))
    relations = _relations(file, home)
    strings, styles = _strings(file, relations, made), _styles(file, relations, made)
    epoch = 1904 if _flag(book.find(".//{*}workbookPr"), "date1904") else 1900
    for number, entry in enumerate(book.iterfind(".//{*}sheets/{*}sheet")):
        if number >= MAX_SHEETS:
            made.faults.append(("", f"lebih dari {MAX_SHEETS} lembar; selebihnya tidak dibaca"))
            break
        if made.full():
            break
        known = next((str(value) for key, value in entry.items() if str(key).endswith("}id")), "")
        target = relations.get(known, ("", ""))
        if target[0].endswith("/chartsheet"):
            continue
        sheet = Sheet(entry.get("name", "")[:80], entry.get("state", "visible") != "visible")
        _Reader(file, target[1], sheet, strings, styles, epoch).read(made)
        made.sheets.append(sheet)
    return made


def _xml(file: Incoming, part: str) -> etree._Element | None:
    """A part as a tree, None where it is absent or damaged."""
    data = file.read(part)
    if data is None:
        return None
    try:
        return parse_xml(data)
    except XmlError:
        return None


def _office_document(file: Incoming) -> str:
    """The name of the workbook part, by the package's relations, else by habit."""
    for kind, target in _relations(file, "").values():
        if kind.endswith("/officeDocument"):
            return target
    return "xl/workbook.xml"


def _relations(file: Incoming, part: str) -> dict[str, tuple[str, str]]:
    """The relations of a part by id: their kind, and the part they lead to."""
    folder, name = posixpath.split(part)
    tree = _xml(file, posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, tuple[str, str]] = {}
    for one in tree.iterfind("{*}Relationship") if tree is not None else ():
        target = one.get("Target", "")
        path = target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[one.get("Id", "")] = (one.get("Type", ""), path)
    return found


def _of_kind(relations: dict[str, tuple[str, str]], kind: str) -> str | None:
    return next((target for name, target in relations.values() if name.endswith(f"/{kind}")), None)


def _saved(file: Incoming) -> str:
    tree = _xml(file, "docProps/core.xml")
    found = tree.findtext(".//{*}modified") if tree is not None else None
    text = (found or "").strip()
    return text if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z", text) else ""


def _strings(file: Incoming, relations: dict[str, tuple[str, str]], book: Book) -> list[str] | None:
    """The shared strings (18.4.9); None where they cannot be trusted."""
    part = _of_kind(relations, "sharedStrings")
    if part is None:
        return []
    tree = _xml(file, part)
    found = [_runs(one) for one in tree.iterfind("{*}si")] if tree is not None else None
    told = tree.get("uniqueCount", "") if tree is not None else ""
    nested = tree is not None and sum(1 for _ in tree.iter("{*}si")) != len(found or ())
    if found is None or nested or (told.isdigit() and int(told) != len(found)):
        book.faults.append(("", "bagian teks di dalam berkas rusak, jadi sel-sel teks tidak terbaca"))
        return None
    return found


def _runs(item: etree._Element) -> str:
    """The text of a string item or a comment: its runs, without phonetic ones."""
    texts = [
        node.text or "" for node in item.iter("{*}t")
        if not any(etree.QName(above).localname == "rPh" for above in node.iterancestors())
    ]
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(texts))


def _styles(file: Incoming, relations: dict[str, tuple[str, str]], book: Book) -> list[Form] | None:
    """The form of numbers by cell style (18.8.10); None where it cannot be read."""
    part = _of_kind(relations, "styles")
    tree = _xml(file, part) if part else None
    if tree is None:
        if part:
            book.faults.append(("", "bagian format di dalam berkas rusak, jadi persen dan tanggal tidak dikenali"))
        return None
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in tree.iterfind(".//{*}numFmts/{*}numFmt")}
    return [form_of(one.get("numFmtId", "0"), own) for one in tree.iterfind("{*}cellXfs/{*}xf")]


def _flag(element: etree._Element | None, name: str) -> bool:
    return element is not None and element.get(name, "0") in {"1", "true", "on"}


def split_ref(ref: str) -> Place | None:
    """"C5" as (5, 3); None where it is no cell."""
    found = _REF.fullmatch(ref)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


class _Reader:
    """One sheet, read as a stream; each row is let go of once it is read."""

    def __init__(
        self, file: Incoming, part: str, sheet: Sheet, strings: list[str] | None, styles: list[Form] | None, epoch: int
    ) -> None:
        self.file, self.part, self.sheet = file, part, sheet
        self.strings, self.styles, self.epoch = strings, styles, epoch
        self.row = 0

    def read(self, book: Book) -> None:
        """Fill the sheet; what is not readable as a whole has no cells, since damage may have moved them."""
        data = self.file.read(self.part)
        try:
            if data is None:
                raise ValueError(self.part)
            for element in stream_xml(data, ("{*}row", "{*}col", "{*}mergeCell")):
                self._take(element)
        except ValueError:
            self.sheet.cells.clear()
            book.faults.append((self.sheet.name, f'lembar "{self.sheet.name}" rusak, jadi isinya tidak terbaca'))
        self._comments()

    def _take(self, element: etree._Element) -> None:
        kind = etree.QName(element).localname
        if kind == "row":
            self._row(element)
        elif kind == "col":
            if _flag(element, "hidden") or element.get("width") == "0":
                first, last = _whole(element.get("min")), _whole(element.get("max"))
                self.sheet.hidden_columns.update(range(first, min(last, MAX_COLUMN) + 1))
        else:
            ends = [split_ref(one) for one in element.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] is not None and ends[1] is not None and len(self.sheet.merged) < MAX_ROW:
                self.sheet.merged.append((*ends[0], *ends[1]))

    def _row(self, row: etree._Element) -> None:
        self.row = _whole(row.get("r")) or self.row + 1
        if _flag(row, "hidden") or row.get("ht") == "0":
            self.sheet.hidden_rows.add(self.row)
        if self.row > MAX_ROW:
            self.sheet.beyond += len(row)
            return
        column = 0
        for cell in row.iterfind("{*}c"):
            place = split_ref(cell.get("r", "")) or (self.row, column + 1)
            column = place[1]
            found = self._cell(cell)
            if found is not None:
                self.sheet.put(place, found)
            if self.sheet.beyond > MAX_CELLS:
                raise ValueError("cells without end")

    def _cell(self, cell: etree._Element) -> Cell | None:
        """A cell (18.3.1.4); None where it holds nothing."""
        formula = cell.find("{*}f")
        written = "" if formula is None else f"={formula.text or ''}"
        kind, value = cell.get("t", "n"), cell.findtext("{*}v")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return _said(_runs(inline) if inline is not None else "", written)
        if value is None or (kind != "str" and not value.strip()):
            return Cell(Rupa.KOSONG, formula=written) if written else None
        return self._typed(kind, value, cell.get("s", "0"), written)

    def _typed(self, kind: str, value: str, style: str, formula: str) -> Cell:
        if kind == "s":
            text = self._shared(value.strip())
            return Cell(Rupa.GALAT, "teks tidak terbaca", None, formula) if text is None else _said(text, formula)
        if kind == "str":
            return _said(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value), formula)
        if kind == "b":
            return Cell(Rupa.LOGIKA, "TRUE" if value.strip() == "1" else "FALSE", None, formula)
        if kind == "e":
            return Cell(Rupa.GALAT, value.strip(), None, formula)
        if kind == "d":
            return Cell(Rupa.TANGGAL, value.strip()[:10], None, formula)
        return self._number(kind, value.strip(), style, formula)

    def _shared(self, index: str) -> str | None:
        if self.strings is None or not index.isascii() or not index.isdigit() or int(index) >= len(self.strings):
            return None
        return self.strings[int(index)]

    def _number(self, kind: str, value: str, style: str, formula: str) -> Cell:
        number = None
        if kind == "n" and re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?", value, re.ASCII):
            number = exact(float(value))
        if number is None:
            return Cell(Rupa.GALAT, f"nilai rusak: {value[:40]}", None, formula)
        form = self._form(style)
        if form is Form.TANGGAL:
            return Cell(Rupa.TANGGAL, shown_day(number, self.epoch) or plain(number), number, formula)
        rupa = {Form.PERSEN: Rupa.PERSEN, Form.BIASA: Rupa.BILANGAN}.get(form, Rupa.BILANGAN_SAJA)
        return Cell(rupa, plain(number), number, formula)

    def _form(self, style: str) -> Form:
        if self.styles is None or not style.isascii() or not style.isdigit() or int(style) >= len(self.styles):
            return Form.TIDAK_DIKETAHUI
        return self.styles[int(style)]

    def _comments(self) -> None:
        part = _of_kind(_relations(self.file, self.part), "comments")
        tree = _xml(self.file, part) if part else None
        for one in tree.iterfind(".//{*}comment") if tree is not None else ():
            place = split_ref(one.get("ref", ""))
            if place is not None and len(self.sheet.comments) < MAX_ROW:
                self.sheet.comments[place] = _runs(one)[:2_000]


def _said(text: str, formula: str) -> Cell:
    """A cell with text; an empty text is an empty cell."""
    return Cell(Rupa.TEKS if text else Rupa.KOSONG, text, None, formula)


def _whole(text: str | None) -> int:
    """A row or column number; 0 where it is none."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,7}", text) else 0
