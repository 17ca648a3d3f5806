"""The SOPs of sop_catalog/ as workbooks that LibreOffice prints: held to the same plan as the docx, on the page.

And the round trip: a docx and an xlsx that LibreOffice opened and saved again still hold every text and have
every node and tip in its place.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pdfplumber
import pytest

from doctool.catalog.load import load_path
from doctool.convert.libreoffice import convert_to_pdf
from doctool.drawing import Drawing
from doctool.layout.engine import lay_out
from doctool.loaded import LoadedSop
from doctool.write.excel import write_xlsx
from doctool.write.word import write_docx
from tests.gate import check_docx, check_xlsx
from tests.geometry import astray, frames_of, nearest, pdf_arrow_tips, pdf_boxes, pdf_paths, pdf_rules, way_of
from tests.resave import resave
from tests.test_rendered import (
    EVERY,
    SMALL,
    SOPS,
    TOLERANCE,
    TWO_PAGES,
    corners_of,
    dense,
    in_box,
    load,
    needs_libreoffice,
    off,
    on_a_small_page,
    procedure,
    sheets,
    text_cells,
    words_of,
)

pytestmark = needs_libreoffice
KINDS = ("xlsx", "xlsx-lagi", "docx-lagi")
BARE = f"{TWO_PAGES} without footers"
DATA = Path(__file__).parent / "data"
#: Turned heads on F4; two procedures, footnotes; two signers under the flow.
RARE = ("bentuk-f4/sop/lima-belas-lajur", "bentuk/sop/beberapa-bagian", "bentuk/sop/tanda-tangan-di-bawah-alur")
ALL = (*EVERY, BARE, *RARE)
CASES = [(kind, address) for kind in KINDS for address in ALL]
rendered = pytest.mark.parametrize(("kind", "address"), CASES)


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    made = {address: lay_out(load(address)) for address in SOPS}
    made[SMALL] = lay_out(on_a_small_page(load(TWO_PAGES)))
    plan = made[TWO_PAGES]
    made[BARE] = replace(plan, pages=tuple(replace(page, footer=None) for page in plan.pages))
    for name in RARE:
        loaded = load_path(DATA / f"{name}.yaml")
        assert isinstance(loaded, LoadedSop)
        made[name] = lay_out(loaded)
    return made


@pytest.fixture(scope="module")
def pdfs(drawings: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The PDF of each kind of file: our xlsx, and LibreOffice's own xlsx and docx made of ours."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("docx", *KINDS)}
    files: dict[str, list[Path]] = {}
    for ending, write in (("xlsx", write_xlsx), ("docx", write_docx)):
        files[ending] = [folders[ending] / f"{number}.{ending}" for number in range(len(drawings))]
        for file, drawing in zip(files[ending], drawings.values(), strict=True):
            file.write_bytes(write(drawing))
        files[f"{ending}-lagi"] = resave(files[ending], folders[f"{ending}-lagi"])
    made: dict[tuple[str, str], Path] = {}
    for kind in KINDS:
        planned = {file: len(drawing.pages) for file, drawing in zip(files[kind], drawings.values(), strict=True)}
        results = convert_to_pdf(files[kind], folders[kind], expected_pages=planned)
        assert [result.reason for result in results if not result.ok] == []
        made |= {(kind, address): one.pdf for address, one in zip(drawings, results, strict=True) if one.pdf}
    return made


@rendered
def test_every_shape_is_in_its_box(kind: str, address: str, drawings, pdfs) -> None:
    seen = 0
    for page, shown in sheets(drawings[address], pdfs[kind, address]):
        assert astray(page, shown, TOLERANCE) == []
        assert len(pdf_boxes(shown)) <= len(page.shapes) + frames_of(page)
        seen += len(page.shapes)
    assert seen >= 3


@rendered
def test_every_arrow_ends_on_its_node(kind: str, address: str, drawings, pdfs) -> None:
    for page, shown in sheets(drawings[address], pdfs[kind, address]):
        tips = pdf_arrow_tips(shown)
        assert len(tips) == sum(line.head for line in page.lines)
        for line in page.lines:
            x, y = line.points[-1].x / 20, line.points[-1].y / 20
            way = way_of(line.points)
            near = [tip for tip in tips if tip.way == way and max(abs(tip.x - x), abs(tip.y - y)) <= TOLERANCE]
            assert near or not line.head, line.key


@pytest.mark.parametrize("kind", ["xlsx", "xlsx-lagi"])
@pytest.mark.parametrize("address", ALL)
def test_every_arrow_of_a_workbook_runs_as_planned(kind: str, address: str, drawings, pdfs) -> None:
    for page, shown in sheets(drawings[address], pdfs[kind, address]):
        paths = [way for path in pdf_paths(shown) for way in (path, path[::-1])]
        for line in page.lines:
            corners = [(point.x / 20, point.y / 20) for point in corners_of(line.points)]
            assert min(off(path, corners, line.head) for path in paths) <= TOLERANCE, line.key


@rendered
def test_every_row_and_column_of_the_table_is_in_its_place(kind: str, address: str, drawings, pdfs) -> None:
    for page, shown in sheets(drawings[address], pdfs[kind, address]):
        table = procedure(page)
        if table is None:
            continue
        level, upright = pdf_rules(shown)
        places = [(table.y + sum(row.height for row in table.rows[:end])) / 20 for end in range(len(table.rows) + 1)]
        assert max(nearest(y, level) for y in places) <= TOLERANCE
        places = [(table.x + sum(table.columns[:end])) / 20 for end in range(len(table.columns) + 1)]
        assert max(nearest(x, upright) for x in places) <= TOLERANCE


@pytest.mark.parametrize("kind", ["xlsx", "xlsx-lagi"])
@pytest.mark.parametrize("address", ALL)
def test_every_text_of_the_table_is_in_its_cell(kind: str, address: str, drawings, pdfs) -> None:
    """The heads too, on every page, though the sheet has them once."""
    for page, shown in sheets(drawings[address], pdfs[kind, address]):
        table = procedure(page)
        for cell in text_cells(page, table) if table else ():
            wanted = "".join(one.marker + one.text for one in cell.paragraphs)
            found = "".join(char["text"] for char in in_box(shown, table.cell_box(cell)))
            assert dense(found) == dense(wanted), f"page {page.number}, row {cell.row}, column {cell.col}"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("address", SOPS)
def test_every_text_of_the_yaml_is_printed_whole(kind: str, address: str, pdfs) -> None:
    with pdfplumber.open(pdfs[kind, address]) as pdf:
        printed = "".join(dense("".join(char["text"] for char in page.chars)) for page in pdf.pages)
    assert [text for text in words_of(address) if dense(text.removeprefix("- ")) not in printed] == []


@pytest.mark.parametrize("kind", KINDS)
def test_footers_tell_the_page_in_the_document(kind: str, drawings, pdfs) -> None:
    seen = 0
    for page, shown in sheets(drawings[TWO_PAGES], pdfs[kind, TWO_PAGES]):
        if page.footer:
            seen += 1
            assert dense(page.footer.text) in dense("".join(char["text"] for char in shown.chars))
    assert seen == 3


@pytest.mark.parametrize("address", ALL)
def test_the_workbook_is_valid_and_openpyxl_finds_every_text(address: str, drawings) -> None:
    data = write_xlsx(drawings[address])
    assert check_xlsx(data) == []
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    whole = dense("\n".join(found))
    texts = [
        one.text
        for page in drawings[address].pages
        for table in page.tables
        for cell in table.cells
        for one in cell.paragraphs
    ]
    assert len(texts) > 50
    assert [text for text in texts if dense(text) not in whole] == []


@pytest.mark.parametrize("address", [SMALL, BARE])
def test_the_docx_is_valid(address: str, drawings) -> None:
    assert check_docx(write_docx(drawings[address])) == []
