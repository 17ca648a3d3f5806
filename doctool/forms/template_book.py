"""A template of a form taken apart: its sheets, texts and styles (ECMA-376 part 1, 18)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from lxml import etree

from doctool.border.workbook import Kind, inspect
from doctool.border.xml import XmlError, parse_xml
from doctool.fill.package import read_parts
from doctool.findings import Finding, Severity, Where

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
M = f"{{{MAIN}}}"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
WORKBOOK, STYLES, TYPES, STRINGS = "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/sharedStrings.xml"
_CHAIN = "xl/calcChain.xml"
BASIS = "praktik"
#: Characters per point of type: the mean width of a letter of Arial is half its size.
_LETTER = 0.485
#: A unit of column width in points: a digit of Calibri or Arial 11 on a screen of 96 dpi.
UNIT_PT = 5.25


class BrokenFormTemplateError(Exception):
    """A template that cannot be used; `message` and `hint` are Bahasa Indonesia, `cell` its place ("" the file)."""

    def __init__(self, message: str, hint: str, cell: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.cell = message, hint, cell


def finding(code: str, name: str, cell: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding in the template file `name`."""
    return Finding(code, severity, Where(name, cell=cell), message, hint, basis=BASIS)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, its part, its tree (with the main namespace as default) and its relations (id to part)."""

    name: str
    part: str
    root: etree._Element
    relations: dict[str, tuple[str, str]]

    def cell(self, address: str) -> str:
        """A place in this sheet as findings name it."""
        return f"{self.name}!{address}"


class TemplateBook:
    """The parts of a template, parsed once."""

    def __init__(self, data: bytes, name: str) -> None:
        """Raises RefusedError for what is no sound workbook, BrokenFormTemplateError for what is not read."""
        inspect(data, name, (Kind.XLSX,))
        self.parts = read_parts(data)
        self.workbook = self._tree(WORKBOOK)
        if etree.QName(self.workbook).namespace != MAIN:
            raise BrokenFormTemplateError(
                "disimpan sebagai Strict Open XML", "simpan ulang di Excel dengan jenis Excel Workbook (.xlsx)"
            )
        if any(part.startswith("xl/externalLinks/") for part in self.parts):
            hint = "putuskan tautannya: Data, Edit Links, Break Link"
            raise BrokenFormTemplateError("menaut ke buku kerja lain", hint)
        self.sheets = dict(self._sheets())
        self.strings = list(self._tree(STRINGS)) if STRINGS in self.parts else []
        self.styles = Styles(self._tree(STYLES))
        self._drop_chain()

    def _tree(self, part: str) -> etree._Element:
        if part not in self.parts:
            raise BrokenFormTemplateError(f"tidak lengkap: bagian {part} tidak ada", "simpan ulang di Excel")
        try:
            return _with_default(parse_xml(self.parts[part], comments=False))
        except XmlError as error:
            raise BrokenFormTemplateError(f"rusak di bagian {part}", "simpan ulang di Excel") from error

    def _sheets(self) -> Iterator[tuple[str, SheetPart]]:
        related = self.relations(WORKBOOK)
        for sheet in self.workbook.iterfind(f"{M}sheets/{M}sheet"):
            kind, part = related.get(sheet.get(f"{{{REL}}}id", ""), ("", ""))
            if kind.endswith("/worksheet"):
                name = sheet.get("name", "")
                yield name, SheetPart(name, part, self._tree(part), self.relations(part))

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: id to type and target part."""
        folder, _, file = part.rpartition("/")
        own = f"{folder}/_rels/{file}.rels"
        if own not in self.parts:
            return {}
        return {
            one.get("Id", ""): (one.get("Type", ""), _target(folder, one.get("Target", "")))
            for one in parse_xml(self.parts[own], comments=False).iterfind(f"{_PACKAGE}Relationship")
            if one.get("TargetMode") != "External"
        }

    def text(self, cell: etree._Element) -> etree._Element | None:
        """The text of a cell as an element with t, or r with t (CT_Rst); None where it holds no text."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return cell.find(f"{M}is")
        value = cell.findtext(f"{M}v", "")
        if kind == "s" and value.isdigit() and int(value) < len(self.strings):
            return self.strings[int(value)]
        return None

    def blank(self, numbers: set[int]) -> None:
        """Take texts that only the template has out of the shared strings; their numbers stay."""
        if not numbers:
            return
        for number in numbers:
            for child in list(self.strings[number]):
                self.strings[number].remove(child)
            etree.SubElement(self.strings[number], f"{M}t")
        root = self.strings[0].getparent()
        if root is not None:
            self.parts[STRINGS] = to_bytes(root)

    def _drop_chain(self) -> None:
        """Without the order of calculation, which Excel makes anew (18.6): rows move."""
        if self.parts.pop(_CHAIN, None) is None:
            return
        types = parse_xml(self.parts[TYPES], comments=False)
        for one in types.findall(f"{_TYPES}Override[@PartName='/{_CHAIN}']"):
            types.remove(one)
        self.parts[TYPES] = to_bytes(types)
        name = "xl/_rels/workbook.xml.rels"
        relations = parse_xml(self.parts[name], comments=False)
        for one in relations.findall(f"{_PACKAGE}Relationship"):
            if one.get("Type", "").endswith("/calcChain"):
                relations.remove(one)
        self.parts[name] = to_bytes(relations)


def _with_default(root: etree._Element) -> etree._Element:
    """The same tree with the main namespace as the default one, whatever prefix the program gave it."""
    if etree.QName(root).namespace != MAIN or root.nsmap.get(None) == MAIN:
        return root
    others = {prefix: uri for prefix, uri in root.nsmap.items() if prefix and uri != MAIN}
    spaces: dict[Any, str] = {None: MAIN, **others}
    made = etree.Element(root.tag, {str(key): str(value) for key, value in root.attrib.items()}, nsmap=spaces)
    made.extend(list(root))
    return made


def _target(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def letters_on_a_line(size: float, width: float) -> float:
    """How many letters of `size` points go on a line of a column `width` units wide."""
    return max(2.0, (width * UNIT_PT - 3) / (size * _LETTER))


def to_bytes(root: etree._Element) -> bytes:
    """A part with its declaration."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


class Styles:
    """The styles of a template; more are added for texts that look like formulas and for the office's colours."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        formats, fonts = root.find(f"{M}cellXfs"), root.find(f"{M}fonts")
        if formats is None or fonts is None or not len(formats):
            raise BrokenFormTemplateError("tidak lengkap: gaya selnya tidak ada", "simpan ulang di Excel")
        self._formats, self._fonts = formats, fonts
        self._quoted: dict[str, str] = {}

    def quoted(self, number: str) -> str:
        """The style like `number` whose texts stay texts when they are edited (quotePrefix, 18.8.45)."""
        if number not in self._quoted:
            made = deepcopy(self._format(number))
            made.set("quotePrefix", "1")
            self._formats.append(made)
            self._formats.set("count", str(len(self._formats)))
            self._quoted[number] = str(len(self._formats) - 1)
        return self._quoted[number]

    def _format(self, number: str) -> etree._Element:
        place = int(number)
        return self._formats[place if place < len(self._formats) else 0]

    def size(self, number: str) -> float:
        """The size of type of a style, in points."""
        place = int(self._format(number).get("fontId", "0"))
        font = self._fonts[place] if place < len(self._fonts) else None
        found = None if font is None else font.find(f"{M}sz")
        return float(found.get("val", "11")) if found is not None else 11.0

    def wraps(self, number: str) -> bool:
        """Whether texts of a style are broken into lines."""
        alignment = self._format(number).find(f"{M}alignment")
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def locked(self, number: str) -> bool:
        """Whether cells of a style are locked once their sheet is protected (18.8.33)."""
        protection = self._format(number).find(f"{M}protection")
        return protection is None or protection.get("locked", "1") in ("1", "true")

    def coloured(self, number: int, colour: str) -> int:
        """The conditional format like `number` with the fill `colour` (RRGGBB); itself for ""."""
        formats = self.root.find(f"{M}dxfs")
        if not colour or formats is None or number >= len(formats):
            return number
        made = deepcopy(formats[number])
        for old in made.findall(f"{M}fill"):
            made.remove(old)
        fill = etree.Element(f"{M}fill")
        pattern = etree.SubElement(fill, f"{M}patternFill")
        etree.SubElement(pattern, f"{M}bgColor", rgb=f"FF{colour.upper()}")
        before = [one for one in made if etree.QName(one).localname in ("font", "numFmt")]
        made.insert(len(before), fill)
        formats.append(made)
        formats.set("count", str(len(formats)))
        return len(formats) - 1
