"""Rules for .xlsx files that no schema and no validator knows, or that they know but may be absent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from tests.gate_lint_xlsx_values import sheet_faults, workbook_faults
from tests.gate_package import (
    LEFTOVER,
    SITE_TOLERANCE,
    TURN,
    PackageError,
    Parts,
    at,
    open_parts,
    package_faults,
    readable,
)  # fmt: skip

NS = {
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
ADDRESS = re.compile(r"([A-Z]+)(\d+)")
#: Limits of Excel that no schema has: characters of a cell, of a sheet's name, of a footer; the highest row, in pt.
TEXT, NAME, FOOTER, ROW = 32767, 31, 255, 409.5


def lint_xlsx(data: bytes, *, formulas: bool = False) -> list[str]:
    """Breaches of the rules in the file `data`, one line each. A broken zip is said alone ("zip: ...").

    `formulas`: it may hold formulas, each with its result.
    """
    try:
        parts, names = open_parts(data, "xl/workbook.xml")
    except PackageError as error:
        return [f"zip: {error}"]
    found = [*package_faults(parts, names), *_workbook(parts["xl/workbook.xml"]), *readable(workbook_faults(parts))]
    strings, styles = _strings(parts), parts.get("xl/styles.xml")
    formats = 0 if styles is None else len(styles.findall("s:cellXfs/s:xf", NS))
    looks = 0 if styles is None else len(styles.findall("s:dxfs/s:dxf", NS))
    found += _shared(strings)
    for name, part in parts.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            found += [f"{name}: {line}" for line in readable(_sheet(part, len(strings), formats, formulas))]
            found += [f"{name}: {line}" for line in readable(sheet_faults(part, looks))]
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            for branch in ("Choice", "Fallback"):
                found += [f"{name}: {line}" for line in readable(_drawing(part, branch))]
    return found


def _shared(strings: list[str]) -> Iterator[str]:
    for number, text in enumerate(strings):
        if len(text) > TEXT:
            yield f"xl/sharedStrings.xml: a text has {len(text)} characters: text {number}"
        if LEFTOVER.search(text):
            yield f"xl/sharedStrings.xml: a placeholder was left over: {text[:60]}: text {number}"


def _workbook(book: etree._Element) -> Iterator[str]:
    names = [sheet.get("name", "") for sheet in book.findall("s:sheets/s:sheet", NS)]
    for name, times in Counter(name.casefold() for name in names).items():
        if times > 1:
            yield f"xl/workbook.xml: the sheet {name} is there {times} times"
    for name in names:
        if not 0 < len(name) <= NAME or set(name) & set("[]:*?/\\") or name.startswith("'") or name.endswith("'"):
            yield f"xl/workbook.xml: {name!r} cannot be the name of a sheet"


def _strings(parts: Parts) -> list[str]:
    part = parts.get("xl/sharedStrings.xml")
    items = [] if part is None else part.findall("s:si", NS)
    return [_text(item) for item in items]


def _text(item: etree._Element) -> str:
    return "".join(node.text or "" for node in item.iter(f"{{{NS['s']}}}t"))


def _sheet(sheet: etree._Element, strings: int, formats: int, formulas: bool) -> Iterator[str]:
    rows = [int(row.get("r")) for row in sheet.iterfind("s:sheetData/s:row", NS)]
    if rows != sorted(set(rows)):
        wrong = next(two for one, two in pairwise(rows) if two <= one)
        yield f"rows are not in order: row {wrong}"
    for row in sheet.iterfind("s:sheetData/s:row", NS):
        height = row.get("ht")  # without one Excel finds the height itself
        if height is not None and not 0 < float(height) <= ROW:
            yield f"row {row.get('r')} is {height} pt high"
        places = [_place(cell.get("r")) for cell in row]
        if places != sorted(set(places)) or {place[0] for place in places} - {int(row.get("r"))}:
            yield f"cells of row {row.get('r')} are not in order"
        for cell in row:
            if int(cell.get("s", "0")) >= formats:
                yield f"the format of {cell.get('r')} is not defined"
            if cell.find("s:f", NS) is not None and not formulas:
                yield f"{cell.get('r')} holds a formula"
            if cell.find("s:f", NS) is not None and cell.find("s:v", NS) is None:
                yield f"the formula of {cell.get('r')} has no result"
            if LEFTOVER.search(_text(cell)) or len(_text(cell)) > TEXT:
                yield f"the text of {cell.get('r')} is not finished or too long"
            if cell.get("t") == "s" and int(cell.findtext("s:v", "", NS)) >= strings:
                yield f"the text of {cell.get('r')} is not there"
    yield from _merges(sheet)
    for text in sheet.iterfind("s:headerFooter/s:oddFooter", NS):
        if LEFTOVER.search(text.text or ""):
            yield f"a placeholder was left over in the footer: {at(text)}"
        if len(text.text or "") > FOOTER:
            yield f"the footer is too long: {at(text)}"


def _merges(sheet: etree._Element) -> Iterator[str]:
    taken: set[tuple[int, int]] = set()
    for merge in sheet.iterfind("s:mergeCells/s:mergeCell", NS):
        (top, left), (bottom, right) = (_place(mark) for mark in merge.get("ref").split(":"))
        places = {(row, col) for row in range(top, bottom + 1) for col in range(left, right + 1)}
        if taken & places:
            yield f"{merge.get('ref')} overlaps another merged cell"
        taken |= places


def _place(address: str) -> tuple[int, int]:
    letters, digits = ADDRESS.fullmatch(address).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(digits), column


def _drawing(part: etree._Element, branch: str) -> Iterator[str]:
    """What is wrong with the drawing for readers that take `branch` of every mc:AlternateContent."""
    other = {"Choice": "Fallback", "Fallback": "Choice"}[branch]
    seen = [
        anchor
        for anchor in part.iter(f"{{{NS['xdr']}}}twoCellAnchor", f"{{{NS['xdr']}}}oneCellAnchor")
        if not any(etree.QName(above).localname == other for above in anchor.iterancestors())
    ]
    if len(seen) != len(part):
        yield f"{branch}: {len(part)} things, {len(seen)} anchors"
    ids = Counter(anchor.find(".//xdr:cNvPr", NS).get("id") for anchor in seen)
    yield from (f"{branch}: drawing id {number} is used {times} times" for number, times in ids.items() if times > 1)
    shapes = {anchor.find(".//xdr:cNvPr", NS).get("id"): anchor for anchor in seen if len(anchor.findall("xdr:sp", NS))}
    for anchor in seen:
        two = anchor.find("xdr:to", NS) is not None
        if two and any(_mark(anchor, "from", axis) > _mark(anchor, "to", axis) for axis in ("col", "row")):
            yield f"{branch}: an anchor ends before it begins: {at(anchor)}"
        arrow = anchor.find("xdr:cxnSp", NS)
        if arrow is not None:
            yield from _connections(arrow, shapes)


def _mark(anchor: etree._Element, end: str, axis: str) -> tuple[int, int]:
    return tuple(int(anchor.findtext(f"xdr:{end}/xdr:{axis}{more}", "", NS)) for more in ("", "Off"))  # type: ignore[return-value]


def _connections(arrow: etree._Element, shapes: dict[str, etree._Element]) -> Iterator[str]:
    """Arrows begin and end at the connection sites that they name."""
    name = arrow.find(".//xdr:cNvPr", NS).get("name")
    for end, place in zip(("stCxn", "endCxn"), _ends(arrow), strict=True):
        link = arrow.find(f".//a:{end}", NS)
        shape = None if link is None else shapes.get(link.get("id"))
        if shape is None:
            yield f"{end} of arrow {name} names no shape"
            continue
        x, y, width, height = _frame(shape)
        sites = [(x + width / 2, y), (x, y + height / 2), (x + width / 2, y + height), (x + width, y + height / 2)]
        site = sites[int(link.get("idx"))]
        if max(abs(site[0] - place[0]), abs(site[1] - place[1])) > SITE_TOLERANCE:
            yield f"{end} of arrow {name} is not at its shape's connection site"


def _frame(shape: etree._Element) -> tuple[int, int, int, int]:
    off, ext = shape.find(".//a:xfrm/a:off", NS), shape.find(".//a:xfrm/a:ext", NS)
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))


def _ends(arrow: etree._Element) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a preset connector begins and ends: its corners top left and bottom right, flipped, then turned."""
    frame = arrow.find(".//a:xfrm", NS)
    x, y, width, height = _frame(arrow)
    half_x = -width / 2 if frame.get("flipH") == "1" else width / 2
    half_y = -height / 2 if frame.get("flipV") == "1" else height / 2
    if int(frame.get("rot", "0")) == TURN:
        half_x, half_y = -half_y, half_x
    middle_x, middle_y = x + width / 2, y + height / 2
    return (middle_x - half_x, middle_y - half_y), (middle_x + half_x, middle_y + half_y)
