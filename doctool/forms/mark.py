"""Cells of a workbook marked: a fill and a comment each, everything else as it is (ECMA-376 Part 1, 18.7 and 18.8).

Done in the XML, because a library that reads and saves a workbook loses what it does not know: allowed ranges of a
protected sheet, for one. A comment has its box in a VML drawing, which is how Excel still shows it (Part 4, 19).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from doctool.border.xml import parse_xml
from doctool.fill.package import Package, read_parts

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_M, _R, _P, _T = (f"{{{name}}}" for name in (_MAIN, _OFFICE, _PACKAGE, _TYPES))
#: What follows legacyDrawing in a sheet (18.3.1.99).
_AFTER = {
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
}  # fmt: skip
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
#: Longest text of a comment, its characters in a line, and the size of its box in points.
LONGEST, _PER_LINE, _WIDTH_PT, _LINE_PT = 1_000, 44, 230, 12
#: The drawing's namespaces, the kind of its boxes, and how each looks: what Excel itself writes.
_NAMES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_LOOK = (
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div>'
    "</v:textbox>"
)
_CELL = re.compile(r"([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked cell ("L14"), its comment, and whether it is filled."""

    cell: str
    text: str
    filled: bool = True


def mark_cells(data: bytes, marks: Mapping[str, Sequence[Mark]], author: str, colour: str = "FFC000") -> bytes:
    """The workbook `data` with the marks of each sheet, by its name; cells that are not there are made.

    `colour` is that of the fill (RRGGBB). KeyError for a sheet that the workbook does not have.
    """
    parts = read_parts(data)
    styles = _Styles(parts["xl/styles.xml"], colour)
    sheets = _sheets(parts)
    for number, (name, given) in enumerate(marks.items(), start=1):
        if given:
            _mark(parts, sheets[name], number, sorted(given, key=lambda one: _place(one.cell)), author, styles)
    parts["xl/styles.xml"] = styles.bytes()
    return Package(parts, frozenset()).pack({})


def _parse(data: bytes) -> etree._Element:
    return parse_xml(data)


def _write(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _root(name: str, namespace: str) -> etree._Element:
    return _parse(f'<{name} xmlns="{namespace}"/>'.encode())


def _place(cell: str) -> tuple[int, int]:
    """Row and column of a cell, from 1."""
    found = _CELL.fullmatch(cell)
    if found is None:
        raise ValueError(cell)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The part of each sheet by its name."""
    relations = {one.get("Id"): one.get("Target", "") for one in _parse(parts["xl/_rels/workbook.xml.rels"])}
    found = {}
    for one in _parse(parts["xl/workbook.xml"]).iterfind(f"{_M}sheets/{_M}sheet"):
        target = posixpath.join("/xl", relations[one.get(f"{_R}id")])  # a target may be absolute
        found[one.get("name", "")] = posixpath.normpath(target).lstrip("/")
    return found


def _mark(
    parts: dict[str, bytes], sheet: str, number: int, marks: Sequence[Mark], author: str, styles: _Styles
) -> None:
    root = _parse(parts[sheet])
    for one in marks:
        cell = _cell(root, one.cell)
        if one.filled:
            cell.set("s", str(styles.filled(int(cell.get("s", "0")))))
    comments, drawing = f"xl/commentsTanda{number}.xml", f"xl/drawings/vmlTanda{number}.vml"
    _relate(parts, sheet, root, comments, drawing)
    parts[sheet] = _write(root)
    parts[comments] = _comments(marks, author)
    parts[drawing] = _boxes(marks, number)
    _declare(parts, comments)


def _cell(root: etree._Element, name: str) -> etree._Element:
    """The cell called `name`, made where it is not there."""
    row_number, column = _place(name)
    data = root.find(f"{_M}sheetData")
    if data is None:
        raise KeyError("sheetData")
    rows = list(data)
    row = next((one for one in rows if int(one.get("r", "0")) == row_number), None)
    if row is None:
        row = etree.Element(f"{_M}row", r=str(row_number))
        data.insert(sum(int(one.get("r", "0")) < row_number for one in rows), row)
    cells = list(row)
    found = next((one for one in cells if one.get("r") == name), None)
    if found is None:
        found = etree.Element(f"{_M}c", r=name)
        row.insert(sum(_place(one.get("r", "A1"))[1] < column for one in cells), found)
    return found


def _relate(parts: dict[str, bytes], sheet: str, root: etree._Element, comments: str, drawing: str) -> None:
    """Relations of the sheet to its comments and their boxes."""
    folder, name = posixpath.split(sheet)
    place = f"{folder}/_rels/{name}.rels"
    relations = _parse(parts[place]) if place in parts else _root("Relationships", _PACKAGE)
    taken = {one.get("Id") for one in relations}
    for what, target in (("vmlDrawing", drawing), ("comments", comments)):
        key = next(f"rIdTanda{count}" for count in range(1, 10) if f"rIdTanda{count}" not in taken)
        taken.add(key)
        etree.SubElement(
            relations, f"{_P}Relationship", Id=key, Type=f"{_OFFICE}/{what}", Target=posixpath.relpath(target, folder)
        )
        if what == "vmlDrawing":
            legacy = etree.Element(f"{_M}legacyDrawing")
            legacy.set(f"{_R}id", key)
            later = next((at for at, one in enumerate(root) if etree.QName(one).localname in _AFTER), len(root))
            root.insert(later, legacy)
    parts[place] = _write(relations)


def _declare(parts: dict[str, bytes], comments: str) -> None:
    types = _parse(parts["[Content_Types].xml"])
    etree.SubElement(types, f"{_T}Override", PartName=f"/{comments}", ContentType=_COMMENTS)
    if all(one.get("Extension") != "vml" for one in types.iterfind(f"{_T}Default")):
        types.insert(0, etree.Element(f"{_T}Default", Extension="vml", ContentType=_VML))
    parts["[Content_Types].xml"] = _write(types)


def _comments(marks: Sequence[Mark], author: str) -> bytes:
    root = _root("comments", _MAIN)
    etree.SubElement(etree.SubElement(root, f"{_M}authors"), f"{_M}author").text = author
    listed = etree.SubElement(root, f"{_M}commentList")
    for one in marks:
        comment = etree.SubElement(listed, f"{_M}comment", ref=one.cell, authorId="0")
        text = etree.SubElement(etree.SubElement(comment, f"{_M}text"), f"{_M}t")
        text.text = _printable(one.text)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _write(root)


def _printable(text: str) -> str:
    """What XML can hold and a box can show."""
    plain = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"


def _boxes(marks: Sequence[Mark], number: int) -> bytes:
    """The boxes of the comments, hidden until the pointer is over the cell."""
    shapes = []
    for count, one in enumerate(marks, start=1):
        row, column = _place(one.cell)
        lines = sum(1 + len(line) // _PER_LINE for line in one.text[:LONGEST].split("\n"))
        height = (lines + 1) * _LINE_PT
        shapes.append(
            f'<v:shape id="_x0000_s{number * 1024 + count}" type="#_x0000_t202" style="position:absolute;'
            f'margin-left:60pt;margin-top:6pt;width:{_WIDTH_PT}pt;height:{height}pt;z-index:{count};visibility:hidden" '
            f'{_LOOK}<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:AutoFill>False</x:AutoFill>'
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
        )
    head = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
    return f"<xml {_NAMES}>{head}{_TYPE}{''.join(shapes)}</xml>".encode()


class _Styles:
    """The styles of the workbook with, for each format that is asked for, the same one filled."""

    def __init__(self, data: bytes, colour: str) -> None:
        self._root = _parse(data)
        self._colour = colour
        self._made: dict[int, int] = {}
        self._fill: int | None = None

    def filled(self, number: int) -> int:
        """The format `number` with the fill."""
        if number not in self._made:
            formats = self._root.find(f"{_M}cellXfs")
            if formats is None:
                raise KeyError("cellXfs")
            made = deepcopy(formats[number])
            made.set("fillId", str(self._filling()))
            made.set("applyFill", "1")
            formats.append(made)
            formats.set("count", str(len(formats)))
            self._made[number] = len(formats) - 1
        return self._made[number]

    def _filling(self) -> int:
        fills = self._root.find(f"{_M}fills")
        if fills is None:
            raise KeyError("fills")
        if self._fill is None:
            pattern = etree.SubElement(etree.SubElement(fills, f"{_M}fill"), f"{_M}patternFill", patternType="solid")
            etree.SubElement(pattern, f"{_M}fgColor", rgb=f"FF{self._colour}")
            etree.SubElement(pattern, f"{_M}bgColor", indexed="64")
            fills.set("count", str(len(fills)))
            self._fill = len(fills) - 1
        return self._fill

    def bytes(self) -> bytes:
        """The part."""
        return _write(self._root)
