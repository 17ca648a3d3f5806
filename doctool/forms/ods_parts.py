"""A returned .ods as sheets of cells (OpenDocument 1.3, part 3): LibreOffice's own format.

Read here and not by a library, because none tells which numbers are percent, which cells are formulas, and what is
hidden or noted; without that 0.9537 would have to be asked back. Repeated cells are spread out only within the limits
of `cells`, so that a row repeated a million times costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from doctool.border.workbook import Incoming, RefusedError
from doctool.border.xml import parse_xml
from doctool.forms.cells import MAX_CELLS, MAX_COLUMN, MAX_ROW, MAX_SHEETS, Book, Cell, Rupa, Sheet, exact, plain

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_AGAIN = "minta dikirim ulang, atau buka di LibreOffice lalu simpan ulang"
_ROWS = {f"{_TABLE}table-row-group", f"{_TABLE}table-rows", f"{_TABLE}table-header-rows"}
_COLUMNS = {f"{_TABLE}table-column-group", f"{_TABLE}table-columns", f"{_TABLE}table-header-columns"}
_NUMBERS = {"float": Rupa.BILANGAN, "currency": Rupa.BILANGAN, "percentage": Rupa.PERSEN}


def read_ods(file: Incoming) -> Book:
    """The sheets of a workbook. Raises RefusedError where its content cannot be read: it is one part."""
    data = file.read("content.xml")
    try:
        if data is None:
            raise ValueError("content.xml")
        tree = parse_xml(data)
    except ValueError as error:
        raise RefusedError(file.name, "rusak: isinya tidak terbaca", _AGAIN) from error
    made = Book(saved=_saved(file))
    hidden = _hidden_styles(tree)
    for number, table in enumerate(tree.iterfind(f".//{_OFFICE}spreadsheet/{_TABLE}table")):
        if number >= MAX_SHEETS:
            made.faults.append(("", f"lebih dari {MAX_SHEETS} lembar; selebihnya tidak dibaca"))
            break
        if made.full():
            break
        sheet = Sheet(table.get(f"{_TABLE}name", "")[:80], table.get(f"{_TABLE}style-name", "") in hidden)
        _columns(sheet, table)
        _rows(sheet, table)
        if sheet.beyond > MAX_CELLS:
            sheet.cells.clear()
            made.faults.append((sheet.name, f'lembar "{sheet.name}" terlalu besar, jadi isinya tidak dibaca'))
        made.sheets.append(sheet)
    return made


def _saved(file: Incoming) -> str:
    data = file.read("meta.xml") or b""
    found = re.search(rb"<dc:date>(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?Z?</dc:date>", data)
    return found[1].decode() if found else ""


def _hidden_styles(tree: etree._Element) -> set[str]:
    """The table styles that do not show their sheet."""
    found = set()
    for style in tree.iterfind(f".//{_STYLE}style"):
        shown = style.find(f"{_STYLE}table-properties")
        if shown is not None and shown.get(f"{_TABLE}display") == "false":
            found.add(style.get(f"{_STYLE}name", ""))
    return found


def _inside(parent: etree._Element, groups: set[str], tag: str) -> Iterator[etree._Element]:
    """The elements `tag` of a table, also those in (nested) groups."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in groups:
            yield from _inside(child, groups, tag)


def _repeated(element: etree._Element, name: str) -> int:
    text = element.get(f"{_TABLE}number-{name}-repeated", "1")
    return int(text) if re.fullmatch(r"[0-9]{1,7}", text) and text.strip("0") else 1


def _columns(sheet: Sheet, table: etree._Element) -> None:
    at = 1
    for column in _inside(table, _COLUMNS, f"{_TABLE}table-column"):
        count = _repeated(column, "columns")
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden_columns.update(range(at, min(at + count, MAX_COLUMN + 1)))
        at += count


def _rows(sheet: Sheet, table: etree._Element) -> None:
    at = 1
    for row in _inside(table, _ROWS, f"{_TABLE}table-row"):
        count = _repeated(row, "rows")
        hidden = row.get(f"{_TABLE}visibility", "visible") != "visible"
        filled = any(_holds(cell) for cell in row)
        for number in range(at, min(at + count, MAX_ROW + 1)):
            if hidden:
                sheet.hidden_rows.add(number)
            if filled:
                _row(sheet, row, number)
        if filled:
            sheet.beyond += max(0, at + count - max(at, MAX_ROW + 1))
        at += count
        if sheet.beyond > MAX_CELLS:
            return


def _holds(cell: etree._Element) -> bool:
    spans = f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned"
    return len(cell) > 0 or cell.get(f"{_OFFICE}value-type") is not None or any(cell.get(name) for name in spans)


def _row(sheet: Sheet, row: etree._Element, number: int) -> None:
    column = 1
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        count = _repeated(cell, "columns")
        if _holds(cell):
            found = _cell(cell)
            for place in range(column, min(column + count, MAX_COLUMN + 1)):
                if found.rupa is not Rupa.KOSONG or found.formula:
                    sheet.put((number, place), found)
            if found.rupa is not Rupa.KOSONG:
                sheet.beyond += max(0, column + count - max(column, MAX_COLUMN + 1))
            _spans(sheet, cell, number, column)
            _note(sheet, cell, number, column)
        column += count


def _spans(sheet: Sheet, cell: etree._Element, row: int, column: int) -> None:
    across, down = (_whole(cell.get(f"{_TABLE}number-{name}-spanned")) for name in ("columns", "rows"))
    if (across > 1 or down > 1) and len(sheet.merged) < MAX_ROW:
        sheet.merged.append((row, column, row + max(down, 1) - 1, column + max(across, 1) - 1))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,7}", text) else 1


def _note(sheet: Sheet, cell: etree._Element, row: int, column: int) -> None:
    note = cell.find(f"{_OFFICE}annotation")
    if note is not None and len(sheet.comments) < MAX_ROW:
        sheet.comments[row, column] = "\n".join(_said(one) for one in note.iterfind(f"{_TEXT}p"))[:2_000]


def _cell(cell: etree._Element) -> Cell:
    kind = cell.get(f"{_OFFICE}value-type", "")
    formula = cell.get(f"{_TABLE}formula", "")
    formula = f"={formula.partition('=')[2]}" if formula else ""
    text = "\n".join(_said(one) for one in cell.iterfind(f"{_TEXT}p"))
    if cell.get(f"{_CALC}value-type") == "error":
        return Cell(Rupa.GALAT, text, None, formula)
    if kind in _NUMBERS:
        return _number(kind, cell.get(f"{_OFFICE}value", ""), formula)
    if kind == "date":
        return Cell(Rupa.TANGGAL, cell.get(f"{_OFFICE}date-value", "")[:10], None, formula)
    if kind == "time":
        return Cell(Rupa.TANGGAL, text or cell.get(f"{_OFFICE}time-value", ""), None, formula)
    if kind == "boolean":
        return Cell(Rupa.LOGIKA, cell.get(f"{_OFFICE}boolean-value", "").upper(), None, formula)
    said = cell.get(f"{_OFFICE}string-value", text)
    return Cell(Rupa.TEKS if said else Rupa.KOSONG, said, None, formula)


def _number(kind: str, written: str, formula: str) -> Cell:
    number = None
    if re.fullmatch(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,4})?", written, re.ASCII):
        number = exact(float(written))
    if number is None:
        return Cell(Rupa.GALAT, f"nilai rusak: {written[:40]}", None, formula)
    return Cell(_NUMBERS[kind], plain(number), number, formula)


def _said(paragraph: etree._Element) -> str:
    """The text of a paragraph: its runs, with the spaces and line ends that are elements (OpenDocument 6.1)."""
    said = [paragraph.text or ""]
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            said.append(" " * min(_whole(child.get(f"{_TEXT}c")), 200))
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            said.append("\t" if child.tag == f"{_TEXT}tab" else "\n")
        elif child.tag in (f"{_TEXT}span", f"{_TEXT}a"):
            said.append(_said(child))
        said.append(child.tail or "")
    return "".join(said)
