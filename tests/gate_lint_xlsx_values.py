"""Rules for values inside .xlsx files that Excel refuses or repairs, and that no schema and no validator knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.gate_package import Parts, at

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NS = {"s": S[1:-1]}
#: Limits of Excel: characters of a formula, of a list, a prompt and a title of a rule; the last column and row.
FORMULA, LIST, PROMPT, TITLE = 8192, 255, 255, 32
LAST_COLUMN, LAST_ROW = 16384, 1048576
#: Number formats below are Excel's own.
OWN_FORMATS = 164
_QUOTED = re.compile(r'"[^"]*"|\'[^\']*\'')


def workbook_faults(parts: Parts) -> Iterator[str]:
    """Names, sheets and formats that do not fit together."""
    book = parts["xl/workbook.xml"]
    sheets = book.findall("s:sheets/s:sheet", NS)
    if sheets and all(one.get("state", "visible") != "visible" for one in sheets):
        yield "xl/workbook.xml: every sheet is hidden: sheets"
    names = book.findall("s:definedNames/s:definedName", NS)
    for one in names:
        place = one.get("localSheetId")
        if place is not None and int(place) >= len(sheets):
            yield f"xl/workbook.xml: {one.get('name')} is of sheet {place}, which is not there: {at(one)}"
    for (name, place), times in Counter((one.get("name", ""), one.get("localSheetId")) for one in names).items():
        if times > 1:
            yield f"xl/workbook.xml: the name {name} is there {times} times (sheet {place})"
    if "xl/styles.xml" in parts:
        yield from (f"xl/styles.xml: {line}" for line in _formats(parts["xl/styles.xml"]))


def _formats(styles: etree._Element) -> Iterator[str]:
    """Formats of cells that name fonts, fills, borders or number formats that are not there."""
    own = {one.get("numFmtId") for one in styles.findall("s:numFmts/s:numFmt", NS)}
    counts = {kind: len(styles.findall(f"s:{kind}s/s:{kind}", NS)) for kind in ("font", "fill", "border")}
    for one in styles.findall("s:cellXfs/s:xf", NS):
        for kind, count in counts.items():
            number = one.get(f"{kind}Id", "0")
            if int(number) >= count:
                yield f"{kind} {number} is not defined: {at(one)}"
        number = one.get("numFmtId", "0")
        if int(number) >= OWN_FORMATS and number not in own:
            yield f"number format {number} is not defined: {at(one)}"


def sheet_faults(sheet: etree._Element, looks: int) -> Iterator[str]:
    """Columns, formulas, rules of answers and of colours of a sheet; `looks`: how many the colour rules may name."""
    yield from _columns(sheet)
    yield from _formulas(sheet)
    for rule in sheet.iterfind("s:dataValidations/s:dataValidation", NS):
        where = rule.get("sqref")
        said = rule.findtext("s:formula1", "", NS)
        if rule.get("type") == "list" and said.startswith('"') and len(said) - 2 > LIST:
            yield f"the list of {where} has {len(said) - 2} characters"
        for key, most in (("prompt", PROMPT), ("error", PROMPT), ("promptTitle", TITLE), ("errorTitle", TITLE)):
            if len(rule.get(key, "")) > most:
                yield f"the {key} of {where} has {len(rule.get(key, ''))} characters"
    for rule in sheet.iterfind("s:conditionalFormatting/s:cfRule", NS):
        look = rule.get("dxfId")
        if look is not None and int(look) >= looks:
            yield f"the look (dxf) {look} is not defined: {at(rule)}"


def _columns(sheet: etree._Element) -> Iterator[str]:
    last = 0
    for one in sheet.iterfind("s:cols/s:col", NS):
        first, end = int(one.get("min")), int(one.get("max"))
        if end < first:
            yield f"col {first} ends at {end}: {at(one)}"
        if first <= last:
            yield f"columns {first} to {end} are there twice or out of order: {at(one)}"
        last = max(last, end)
    for cell in sheet.iter(f"{S}c"):
        letters = cell.get("r", "").rstrip("0123456789")
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if column > LAST_COLUMN or int(cell.get("r")[len(letters) :]) > LAST_ROW:
            yield f"{cell.get('r')} is beyond the last cell of a sheet"


def _formulas(sheet: etree._Element) -> Iterator[str]:
    for cell in sheet.iterfind(".//s:c[s:f]", NS):
        text = cell.findtext("s:f", "", NS)
        if len(text) > FORMULA:
            yield f"the formula of {cell.get('r')} has {len(text)} characters"
        if text.startswith("="):
            yield f"the formula of {cell.get('r')} begins with ="
        bare = _QUOTED.sub("", text)
        if bare.count("(") != bare.count(")"):
            yield f"the formula of {cell.get('r')} does not close its parentheses"
