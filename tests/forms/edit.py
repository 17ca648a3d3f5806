"""A workbook changed as people change one, on its XML: quick enough for thousands of damaged forms."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from tests.hostile_workbooks import pack, parts

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def letters(column: int) -> str:
    """A column as Excel names it."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def number(text: str) -> int:
    """A column by its letters."""
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - ord("A") + 1
    return value


def moved(ref: str, move: Callable[[int, int], tuple[int, int]]) -> str:
    """A reference or a range, each end moved."""
    def one(found: re.Match[str]) -> str:
        row, column = move(int(found[2]), number(found[1]))
        return f"{letters(column)}{row}"

    return _REF.sub(one, ref)


class Sheet:
    """A sheet's XML."""

    def __init__(self, data: bytes) -> None:
        self.root = etree.fromstring(data)
        found = self.root.find(f"{{{MAIN}}}sheetData")
        assert found is not None
        self.data = found

    def rows(self) -> dict[int, etree._Element]:
        """The rows by number."""
        return {int(row.get("r", "0")): row for row in self.data}

    def row(self, place: int) -> etree._Element:
        """A row, made where it is not there."""
        known = self.rows()
        if place in known:
            return known[place]
        made = etree.Element(f"{{{MAIN}}}row", r=str(place))
        self.data.insert(sum(one < place for one in known), made)
        return made

    def cell(self, row: int, column: int) -> etree._Element:
        """A cell, made where it is not there."""
        line, ref = self.row(row), f"{letters(column)}{row}"
        for one in line:
            if one.get("r") == ref:
                return one
        made = etree.Element(f"{{{MAIN}}}c", r=ref)
        line.insert(sum(number(str(_REF.fullmatch(one.get("r", "A1"))[1])) < column for one in line), made)  # type: ignore[index]
        return made

    def put(self, row: int, column: int, kind: str, value: str, *, style: str = "", formula: str = "") -> None:
        """What a cell holds: kind n, b, e, str as in the file, or inlineStr; "" empties it."""
        cell = self.cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if style:
            cell.set("s", style)
        if not kind:
            return
        if kind != "n":
            cell.set("t", kind)
        if kind == "inlineStr":
            text = etree.SubElement(etree.SubElement(cell, f"{{{MAIN}}}is"), f"{{{MAIN}}}t")
            text.text = value
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            return
        if formula:
            etree.SubElement(cell, f"{{{MAIN}}}f").text = formula
        etree.SubElement(cell, f"{{{MAIN}}}v").text = value

    def content(self, row: int, column: int) -> tuple[list[etree._Element], str | None]:
        """What a cell holds, to be put elsewhere."""
        cell = self.cell(row, column)
        return [etree.fromstring(etree.tostring(child)) for child in cell], cell.get("t")

    def set_content(self, row: int, column: int, content: tuple[list[etree._Element], str | None]) -> None:
        """Put what `content` gave."""
        cell = self.cell(row, column)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if content[1]:
            cell.set("t", content[1])
        cell.extend(etree.fromstring(etree.tostring(child)) for child in content[0])

    def move(self, where: Callable[[int, int], tuple[int, int]]) -> None:
        """Every cell to `where(row, column)`; a row 0 deletes it. Cells move, formulas keep their text."""
        cells: list[tuple[int, int, etree._Element]] = []
        heights: dict[int, dict[str, str]] = {}
        for at, row in self.rows().items():
            heights.setdefault(where(at, 1)[0], {str(key): str(value) for key, value in row.attrib.items()})
            for cell in row:
                found = _REF.fullmatch(cell.get("r", ""))
                assert found is not None
                cells.append((*where(at, number(found[1])), cell))
        for old in list(self.data):
            self.data.remove(old)
        for place in sorted({row for row, _, _ in cells if row}):
            line = etree.SubElement(self.data, f"{{{MAIN}}}row")
            line.attrib.update({**heights.get(place, {}), "r": str(place)})
            for row, column, cell in sorted(cells, key=lambda one: one[:2]):
                if row == place and column:
                    cell.set("r", f"{letters(column)}{row}")
                    line.append(cell)
        self._merges(where)

    def _merges(self, where: Callable[[int, int], tuple[int, int]]) -> None:
        found = self.root.find(f"{{{MAIN}}}mergeCells")
        for one in list(found) if found is not None else []:
            ends = [where(int(row), number(column)) for column, row in _REF.findall(one.get("ref", ""))]
            if any(not row or not column for row, column in ends):
                found.remove(one)  # type: ignore[union-attr]
            else:
                one.set("ref", moved(one.get("ref", ""), where))

    def merge(self, ref: str) -> None:
        """Merge a range."""
        found = self.root.find(f"{{{MAIN}}}mergeCells")
        assert found is not None
        etree.SubElement(found, f"{{{MAIN}}}mergeCell", ref=ref)

    def hide_row(self, row: int) -> None:
        self.row(row).set("hidden", "1")

    def hide_column(self, column: int) -> None:
        made = etree.Element(f"{{{MAIN}}}cols")
        etree.SubElement(made, f"{{{MAIN}}}col", min=str(column), max=str(column), width="0", hidden="1")
        old = self.root.find(f"{{{MAIN}}}cols")
        if old is not None:
            self.root.replace(old, made)

    def save(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


class Book:
    """The sheets of a form: `form`, `money`, `identity`; `parts` are all the others."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts(data)
        self.form, self.money, self.identity = (
            Sheet(self.parts[f"xl/worksheets/sheet{place}.xml"]) for place in (1, 2, 3)
        )
        self.workbook = etree.fromstring(self.parts["xl/workbook.xml"])

    def sheet(self, name: str) -> Sheet:
        """The sheet of a table by its name in the form."""
        return self.form if name == "Form Isian" else self.money

    def style(self, number_format: int) -> str:
        """A cell style with a built-in number format: 10 percent, 14 a date."""
        styles = etree.fromstring(self.parts["xl/styles.xml"])
        found = styles.find(f"{{{MAIN}}}cellXfs")
        assert found is not None
        zero = dict.fromkeys(("fontId", "fillId", "borderId", "xfId"), "0")
        etree.SubElement(found, f"{{{MAIN}}}xf", zero | {"numFmtId": str(number_format), "applyNumberFormat": "1"})
        found.set("count", str(len(found)))
        self.parts["xl/styles.xml"] = etree.tostring(styles, xml_declaration=True, encoding="UTF-8", standalone=True)
        return str(len(found) - 1)

    def sheet_entries(self) -> list[etree._Element]:
        """The entries of the list of sheets."""
        found = self.workbook.find(f"{{{MAIN}}}sheets")
        assert found is not None
        return list(found)

    def remove_entry(self, place: int) -> None:
        """Take a sheet out of the list."""
        found = self.workbook.find(f"{{{MAIN}}}sheets")
        assert found is not None
        found.remove(found[place])
        self.drop_names()

    def drop_names(self) -> None:
        """Forget the defined names, which count sheets by place."""
        found = self.workbook.find(f"{{{MAIN}}}definedNames")
        if found is not None:
            self.workbook.remove(found)

    def add_sheet(self, name: str, data: bytes) -> None:
        """One more sheet at the end."""
        self.parts["xl/worksheets/sheet9.xml"] = data
        rels = etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        etree.SubElement(rels, f"{{{PACKAGE}}}Relationship", Id="rId99", Type=f"{DOCUMENT}/worksheet",
                         Target="worksheets/sheet9.xml")  # fmt: skip
        self.parts["xl/_rels/workbook.xml.rels"] = etree.tostring(rels)
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
        entry = f'<Override PartName="/xl/worksheets/sheet9.xml" ContentType="{kind}"/></Types>'.encode()
        self.parts["[Content_Types].xml"] = self.parts["[Content_Types].xml"].replace(b"</Types>", entry)
        found = self.workbook.find(f"{{{MAIN}}}sheets")
        assert found is not None
        made = etree.SubElement(found, f"{{{MAIN}}}sheet", name=name, sheetId="9")
        made.set(f"{{{DOCUMENT}}}id", "rId99")

    def comment(self, ref: str, text: str) -> None:
        """A comment at a cell of the sheet of indicators."""
        comments = etree.Element(f"{{{MAIN}}}comments")
        etree.SubElement(etree.SubElement(comments, f"{{{MAIN}}}authors"), f"{{{MAIN}}}author").text = "Budi"
        found = etree.SubElement(etree.SubElement(comments, f"{{{MAIN}}}commentList"), f"{{{MAIN}}}comment", ref=ref,
                                 authorId="0")  # fmt: skip
        run = etree.SubElement(etree.SubElement(found, f"{{{MAIN}}}text"), f"{{{MAIN}}}r")
        etree.SubElement(run, f"{{{MAIN}}}t").text = text
        self.parts["xl/comments1.xml"] = etree.tostring(comments)
        part = "xl/worksheets/_rels/sheet1.xml.rels"
        rels = etree.fromstring(self.parts.get(part, f'<Relationships xmlns="{PACKAGE}"/>'.encode()))
        etree.SubElement(rels, f"{{{PACKAGE}}}Relationship", Id="rId98", Type=f"{DOCUMENT}/comments",
                         Target="../comments1.xml")  # fmt: skip
        self.parts[part] = etree.tostring(rels)

    def save(self) -> bytes:
        """The workbook's bytes."""
        for place, sheet in ((1, self.form), (2, self.money), (3, self.identity)):
            name = f"xl/worksheets/sheet{place}.xml"
            if name in self.parts:
                self.parts[name] = sheet.save()
        self.parts["xl/workbook.xml"] = etree.tostring(self.workbook, xml_declaration=True, encoding="UTF-8")
        return pack(self.parts)
