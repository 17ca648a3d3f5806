"""The workbook as its file says it: sheets, cells, anchors, print set-up."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from lxml import etree
from PIL import Image

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.drawing import Cell, Drawing, Page, PageKind, Row, Table
from doctool.units import PAPERS, pt
from doctool.write.excel import write_xlsx
from tests.gate import check_xlsx, xsd_folder
from tests.gate_lint_xlsx import NS
from tests.geometry import Rect, pdf_arrow_tips, pdf_boxes, pdf_paths, way_of
from tests.write.specimens import (
    MARGIN,
    PAD,
    PROPERTIES,
    connector_page,
    drawing,
    flowchart_page,
    identity_page,
    path_forms,
    text,
)

libreoffice = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed"),
]
TOLERANCE = 0.6


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def rewrite(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    """The file with one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as again:
        for one in archive.namelist():
            content = archive.read(one)
            again.writestr(one, change(content.decode()).encode() if one == name else content)
    return out.getvalue()


def book_of(*pages: Page) -> tuple[bytes, openpyxl.Workbook]:
    data = write_xlsx(drawing(*pages))
    assert check_xlsx(data, sdk=False) == []
    return data, openpyxl.load_workbook(io.BytesIO(data))


def second(page: Page) -> Page:
    """The next page of `page`'s flow: the same head, rows of its own."""
    table = page.table("prosedur")
    cells = tuple(
        replace(cell, paragraphs=tuple(text(f"{one.text} lagi") for one in cell.paragraphs))
        if not table.rows[cell.row].header
        else cell
        for cell in table.cells
    )
    foot = text(f"Kaki {page.number + 1}") if page.footer else None
    return replace(page, number=page.number + 1, tables=(replace(table, cells=cells),), footer=foot)


def cell_page(number: int, *words: str) -> Page:
    """A page with one row for each of `words`."""
    cells = tuple(Cell(row, 0, (text(one),), padding=PAD) for row, one in enumerate(words))
    table = Table("identitas", MARGIN.left, MARGIN.top + 20, (pt(200),), tuple(Row(pt(20)) for _ in words), cells)
    return Page(number, PageKind.IDENTITY, PAPERS["A4"].width, PAPERS["A4"].height, MARGIN, (table,))


def test_a_drawing_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        write_xlsx(Drawing(PROPERTIES, ()))


def test_equal_drawings_give_equal_bytes() -> None:
    pages = identity_page(1), flowchart_page(2, footer="Kaki 2")
    assert write_xlsx(drawing(*pages)) == write_xlsx(drawing(*pages))


def test_kinds_of_pages_are_sheets() -> None:
    cover = replace(identity_page(1), kind=PageKind.COVER)
    flow = flowchart_page(3)
    _, book = book_of(cover, identity_page(2), flow, second(flow))
    assert book.sheetnames == ["Sampul", "Identitas", "Prosedur"]
    assert book.active.title == "Sampul"
    assert book.properties.title == PROPERTIES.title


def test_a_flow_of_two_pages_is_one_sheet_with_its_head_once() -> None:
    flow = flowchart_page(1)
    _, book = book_of(flow, second(flow))
    sheet = book["Prosedur"]
    assert sheet.print_title_rows == "$1:$2"
    assert [mark.id for mark in sheet.row_breaks.brk] == [5]
    assert sheet.print_area == "'Prosedur'!$A$1:$F$8"
    assert sheet.freeze_panes == "C3"
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value]
    assert values.count("Pelaksana") == 1
    assert " \nMemeriksa\n \nulang" in values  # distances of 4 pt and more are empty lines
    assert "a. a < b & c\nb. dua" in values
    heights = [sheet.row_dimensions[number].height for number in range(1, 9)]
    assert heights == [16, 34, 70, 80, 24, 70, 80, 24]


def test_another_head_is_another_sheet() -> None:
    flow = flowchart_page(1)
    table = flow.table("prosedur")
    other = replace(flow, number=2, tables=(replace(table, columns=(*table.columns[:-1], pt(100))),))
    _, book = book_of(flow, other)
    assert book.sheetnames == ["Prosedur 1", "Prosedur 2"]


def test_paper_margins_and_footer_are_those_of_the_page() -> None:
    flow = flowchart_page(3, footer="Biaya & waktu 3")
    _, book = book_of(flow, second(replace(flow, footer=text("Biaya & waktu 3"))))
    sheet = book["Prosedur 1"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.firstPageNumber == 3
    assert sheet.page_setup.useFirstPageNumber
    assert sheet.page_margins.top == pytest.approx((MARGIN.top + 20) / 1440, abs=0.001)
    assert sheet.oddFooter.center.text == "Biaya && waktu &P"
    assert sheet.oddFooter.center.font == "Arial,Regular"


def test_f4_is_folio() -> None:
    paper = PAPERS["F4"].landscape()
    _, book = book_of(replace(flowchart_page(1), width=paper.width, height=paper.height))
    assert book["Prosedur"].page_setup.paperSize == 14


PAYLOADS = ("=1+1", "+62 811", "-5", "@SUM(A1)", "'kutip", "=HYPERLINK(\"http://x\")", "#N/A", "1e5", "_x0041_", "TRUE")


def test_no_text_becomes_a_formula_or_a_number() -> None:
    data, book = book_of(cell_page(1, *PAYLOADS))
    cells = [row[0] for row in book["Identitas"].iter_rows()]
    assert [(cell.value, cell.data_type) for cell in cells[:5]] == [(one, "s") for one in PAYLOADS[:5]]
    assert [cell.data_type for cell in cells] == ["s"] * len(PAYLOADS)
    assert [cell.quotePrefix for cell in cells] == [one[0] in "=+-@'" for one in PAYLOADS]
    strings = part(data, "xl/sharedStrings.xml")
    assert "_x005F_x0041_" in [node.text for node in strings.iter(f"{{{NS['s']}}}t")]


def test_a_row_higher_than_excel_has_is_cut_and_merged() -> None:
    page = cell_page(1, "atas", "tinggi")
    table = replace(page.tables[0], rows=(Row(pt(20)), Row(pt(600))))
    _, book = book_of(replace(page, tables=(table,)))
    sheet = book["Identitas"]
    assert [sheet.row_dimensions[number].height for number in (1, 2, 3)] == [20, 300, 300]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A2:A3"]


def ruled(data: bytes, place: str) -> set[str]:
    """The sides at which the cell `place` of the first sheet has a rule (openpyxl evens out merged cells)."""
    styles = part(data, "xl/styles.xml")
    cell = part(data, "xl/worksheets/sheet1.xml").find(f".//s:c[@r='{place}']", NS)
    number = styles.findall("s:cellXfs/s:xf", NS)[int(cell.get("s"))].get("borderId")
    border = styles.findall("s:borders/s:border", NS)[int(number)]
    return {etree.QName(side).localname for side in border if side.get("style")}


def test_a_merged_cell_has_its_rules_around_it() -> None:
    data, book = book_of(flowchart_page(1))
    assert ruled(data, "C1") == {"left", "top", "bottom"}
    assert ruled(data, "D1") == {"top", "bottom"}
    assert ruled(data, "E1") == {"right", "top", "bottom"}
    assert ruled(data, "A2") == {"left", "right", "bottom"}
    sheet = book["Prosedur"]
    assert sheet["E2"].alignment.textRotation == 90
    assert sheet["A1"].fill.fgColor.rgb == "FFD9E2F3"


def test_edges_of_signatures_move_to_columns_of_the_flow() -> None:
    flow = flowchart_page(1)
    table = flow.table("prosedur")
    signers = (Cell(0, 0), Cell(0, 1, (text("Kepala"),)))
    below = Table("tanda-tangan", table.x, table.y + table.height + 200, (pt(300), pt(204)), (Row(pt(40)),), signers)
    _, book = book_of(replace(flow, tables=(table, below)))
    sheet = book["Prosedur"]
    assert len(sheet.column_dimensions) == len(table.columns)
    assert sheet["D7"].value == "Kepala"  # the empty place at the left gives way
    assert "D7:F7" in [str(one) for one in sheet.merged_cells.ranges]


def test_a_logo_is_a_picture_over_its_cell(tmp_path: Path) -> None:
    Image.new("RGB", (40, 60), "red").save(tmp_path / "logo.png")
    page = identity_page(1, image="logo.png")
    data = write_xlsx(replace(drawing(page), image_root=str(tmp_path)))
    assert check_xlsx(data, sdk=False) == []
    tree = part(data, "xl/drawings/drawing1.xml")
    assert len(tree.findall("xdr:twoCellAnchor/xdr:pic", NS)) == 1
    assert {one.findtext("xdr:col", "", NS) for one in tree.findall("xdr:twoCellAnchor/xdr:from", NS)} == {"0"}
    empty = part(write_xlsx(drawing(page)), "xl/drawings/drawing1.xml")
    assert empty.find("xdr:twoCellAnchor/xdr:sp/xdr:nvSpPr/xdr:cNvPr", NS).get("descr") == "Tempat logo"


def test_each_symbol_is_native_anchored_to_its_cell_and_described() -> None:
    page = flowchart_page(1)
    tree = part(write_xlsx(drawing(page)), "xl/drawings/drawing1.xml")
    anchors = {one.find(".//xdr:cNvPr", NS).get("name"): one for one in tree.findall("xdr:twoCellAnchor", NS)}
    for shape in page.shapes:
        anchor = anchors[shape.key]
        assert anchor.get("editAs") == "twoCell"
        assert {anchor.findtext(f"xdr:{end}/xdr:row", "", NS) for end in ("from", "to")} == {str(shape.row)}
        assert {anchor.findtext(f"xdr:{end}/xdr:col", "", NS) for end in ("from", "to")} == {str(shape.col)}
        assert anchor.find(".//xdr:cNvPr", NS).get("descr") == shape.title
        assert anchor.find(".//a:prstGeom", NS).get("prst").startswith("flowChart")
    assert {"".join(anchors[label.key].itertext()).strip()[-2:] for label in page.labels} == {"Ya", "ak"}


def test_each_arrow_is_a_glued_connector_for_excel_and_a_line_for_others() -> None:
    page = flowchart_page(1)
    tree = part(write_xlsx(drawing(page)), "xl/drawings/drawing1.xml")
    pairs = tree.findall("mc:AlternateContent", NS)
    assert len(pairs) == len(page.lines)
    for pair in pairs:
        choice, fallback = pair
        assert choice.get("Requires") in choice.nsmap
        assert choice.find(".//xdr:cxnSp//a:stCxn", NS) is not None
        assert fallback.find(".//xdr:sp//a:custGeom", NS) is not None
        assert len(fallback.findall(".//a:tailEnd", NS)) == 1


@pytest.mark.skipif(xsd_folder() is None, reason="the schemas are not here")
@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("worksheets/sheet1.xml", "<mergeCells", "<merge", "mergeCells|merge"),
        ("worksheets/sheet1.xml", 'ht="34"', 'ht="500"', "is 500 pt high"),
        ("worksheets/sheet1.xml", 'ref="A1:A2"', 'ref="A1:C2"', "overlaps"),
        ("worksheets/sheet1.xml", 't="s"><v>0', 't="s"><v>99', "is not there"),
        ("worksheets/sheet1.xml", ' s="1"', ' s="99"', "is not defined"),
        ("workbook.xml", 'name="Prosedur"', 'name="Pro/sedur"', "cannot be the name"),
        ("drawings/drawing1.xml", 'endCxn id="2"', 'endCxn id="77"', "names no shape"),
        ("drawings/drawing1.xml", 'stCxn id="2" idx="3"', 'stCxn id="2" idx="0"', "is not at its"),
        ("drawings/drawing1.xml", "flowChartDecision", "flowChartPilihan", "flowChartPilihan"),
        ("drawings/drawing1.xml", "<a:pathLst>", "<a:path/><a:pathLst>", r"\(Fallback\)"),
    ],
)
def test_the_gate_catches(name: str, old: str, new: str, said: str) -> None:
    sound = write_xlsx(drawing(flowchart_page(1)))

    def change(content: str) -> str:
        assert old in content
        content = content.replace("</mergeCells>", f"</{new[1:]}>") if old == "<mergeCells" else content
        return content.replace(old, new, 1)

    found = check_xlsx(rewrite(sound, f"xl/{name}", change), sdk=False)
    assert any(re.search(said, line) for line in found), found


# --- as LibreOffice prints it


def rendered(folder: Path, **files: bytes) -> dict[str, pdfplumber.PDF]:
    paths = {name: folder / f"{name}.xlsx" for name in files}
    for name, path in paths.items():
        path.write_bytes(files[name])
    results = convert_to_pdf(list(paths.values()), folder)
    assert [one.reason for one in results if not one.ok] == []
    return {name: pdfplumber.open(one.pdf) for name, one in zip(paths, results, strict=True) if one.pdf}


class TestPrinted:
    pytestmark = libreoffice

    def test_arrows_of_every_form_run_as_planned(self, tmp_path: Path) -> None:
        page = connector_page(1, list(path_forms())[::3])
        with rendered(tmp_path, panah=write_xlsx(drawing(page)))["panah"] as pdf:
            assert len(pdf.pages) == 1
            shown = pdf.pages[0]
            tips, paths = pdf_arrow_tips(shown), [way for one in pdf_paths(shown) for way in (one, one[::-1])]
            assert len(page.lines) > 25
            for line in page.lines:
                spots = [(point.x / 20, point.y / 20) for point in line.points]
                assert any(tip.way == way_of(line.points) and near(tip[:2], spots[-1]) for tip in tips), line.key
                # the last corner lies under the head
                assert any(
                    len(path) == len(spots) and all(map(near, path[:-1], spots[:-1])) for path in paths
                ), line.key

    def test_a_row_made_higher_takes_its_shapes_along(self, tmp_path: Path) -> None:
        page = flowchart_page(1)
        table, more = page.table("prosedur"), 30.0
        data = write_xlsx(drawing(page))
        higher = rewrite(data, "xl/worksheets/sheet1.xml", lambda one: one.replace('ht="70"', 'ht="100"', 1))
        below = (table.y + sum(row.height for row in table.rows[:3])) / 20
        with rendered(tmp_path, tinggi=higher)["tinggi"] as pdf:
            boxes, tips = pdf_boxes(pdf.pages[0]), pdf_arrow_tips(pdf.pages[0])
        for shape in page.shapes:
            box = shape.box
            down = more if box.y / 20 >= below else 0.0
            wanted = Rect(box.x / 20, box.y / 20 + down, box.right / 20, box.bottom / 20 + down)
            assert any(one.is_near(wanted, TOLERANCE) for one in boxes), shape.key
        for line in page.lines:
            x, y = line.points[-1].x / 20, line.points[-1].y / 20
            assert any(near(tip[:2], (x, y + (more if y >= below else 0.0))) for tip in tips), line.key


def near(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return all(abs(one - other) <= TOLERANCE for one, other in zip(a, b, strict=True))
