"""Parts of a template's sheet that belong to cells: merged cells, validations, colours, allowed ranges, links, filters.

Each is cut once; for every form it is written for the rows that its pattern rows became.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import partial

from lxml import etree

from doctool.forms.cell_text import escape
from doctool.forms.names import GRADES, PLACEHOLDER
from doctool.forms.references import Area, Base, parse_areas, parse_formula, write_formula
from doctool.forms.template_book import BrokenFormTemplateError, M, SheetPart, TemplateBook
from doctool.forms.template_pieces import Marks, Piece, Written, container, join
from doctool.model.kinerja import Pita

Parts = Mapping[str, Callable[[etree._Element], Iterator[Piece]]]
X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_EXTENSIONS = {f"{X14}conditionalFormattings", f"{X14}dataValidations"}
#: The formula of a list of a validation that stands for the grades of an indicator.
_LIST = re.compile(rf'"\s*\{{\{{\s*{GRADES}\s*\}}\}}\s*"')
_LONGEST_LIST = 255


class RangeParts:
    """The parts of one sheet that belong to ranges of cells. `blocks`: first and last row of each run of patterns."""

    def __init__(
        self, book: TemplateBook, sheet: SheetPart, blocks: Sequence[tuple[int, int]], scale: Sequence[Pita]
    ) -> None:
        self._book, self._sheet, self._blocks, self._scale = book, sheet, blocks, scale

    def parts(self) -> Parts:
        """How each kind of part is cut, by the name of its element. Raises BrokenFormTemplateError when it is."""
        return {
            "mergeCells": self._merges, "conditionalFormatting": self._colours, "dataValidations": self._ranged,
            "protectedRanges": self._ranged, "ignoredErrors": self._ranged, "hyperlinks": self._hyperlinks,
            "autoFilter": self._filter, "extLst": self._extensions,
        }  # fmt: skip

    def _merges(self, element: etree._Element) -> Iterator[Piece]:
        areas = [self._areas(one, "ref") for one in element.iterfind(f"{M}mergeCell")]
        flat = [area for group in areas for area in group]
        for area in flat:
            block = next((one for one in self._blocks if one[0] <= area.last and area.first <= one[1]), None)
            if block is not None and area.first != area.last:
                raise BrokenFormTemplateError(
                    "adalah sel gabungan yang melintasi baris pola", "pisahkan: Merge & Center, Unmerge Cells",
                    self._sheet.cell(area.write(area.first, area.last)),
                )  # fmt: skip

        above = [area for area in flat if not self._blocks or area.last < self._blocks[0][0]]
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

    def _filter(self, element: etree._Element) -> Iterator[Piece]:
        marks = Marks()
        area = self._areas(element, "ref")[0]
        element.set("ref", marks.add(partial(_whole, area)))
        yield from marks.cut(element)

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


def _first(areas: tuple[Area, ...], form: Written) -> str:
    return form.areas(areas)[0].partition(" ")[0]


def _where_any(areas: tuple[Area, ...], pieces: Sequence[Piece], form: Written) -> str:
    return join(pieces, form) if form.areas(areas)[0] else ""


def _whole(area: Area, form: Written) -> str:
    first = form.map.start(area.first)
    return area.write(first, max(first, form.map.end(area.last)))


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
