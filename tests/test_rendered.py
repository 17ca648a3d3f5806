"""The SOPs of sop_catalog/ as LibreOffice prints them: every word is there, every shape and arrow where the
plan has it. With them goes one of them on a small page, so that flows are cut. The SVG is held to the same plan.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
import yaml
from lxml import etree

from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.drawing import Box, Cell, Drawing, Page, Point, ShapeKind, Table, VAlign
from doctool.layout.engine import lay_out
from doctool.layout.metrics import all_violations, drawn_flow, text_violations
from doctool.layout.metrics_pages import connectors
from doctool.loaded import LoadedSop
from doctool.model.alur import baca_alur
from doctool.model.kantor import Margin
from doctool.write.svg import write_svg
from doctool.write.word import write_docx
from tests.geometry import astray, frames_of, nearest, pdf_arrow_tips, pdf_boxes, pdf_paths, pdf_rules, way_of

ROOT = Path(__file__).resolve().parents[1]
CATALOG = ROOT / "sop_catalog"
TOLERANCE = 0.6  # pt
DESCENT = 1.8  # pt; what letters of 8 pt reach below their baseline
SOPS = [entry.address for entry in Workspace(ROOT).entries()]
TWO_PAGES = "kota-probolinggo/pengumpulan-data-kinerja-dan-penyusunan-laporan-kinerja"  # as its source prints it
SMALL = f"{TWO_PAGES} on a small page"
EVERY = [*SOPS, SMALL]

#: Keys whose values steer doctool and are not printed.
CONTROL = {
    "status", "id", "kode", "bentuk", "ya", "tidak", "ke", "paralel", "penanda", "kolom", "sop", "luar", "pejabat",
    "revisi_rencana", "klasifikasi", "riwayat_status", "revisi", "glosarium", "tebal", "ukuran",
}

needs_libreoffice = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed"),
]
rendered = pytest.mark.parametrize("address", EVERY)


def load(address: str) -> LoadedSop:
    workspace = Workspace(ROOT)
    (entry,) = workspace.select([address])
    return workspace.load(entry)


def on_a_small_page(loaded: LoadedSop) -> LoadedSop:
    """The SOP with the widest margins above and below that an office may set: 9 cm are left."""
    kantor = loaded.kantor
    margin = Margin(atas_mm=60, bawah_mm=60, kiri_mm=12, kanan_mm=12)
    style = kantor.gaya.prosedur.model_copy(update={"margin": margin})
    kantor = kantor.model_copy(update={"gaya": kantor.gaya.model_copy(update={"prosedur": style})})
    return replace(loaded, office=replace(loaded.office, kantor=kantor))


@pytest.fixture(scope="module")
def drawings() -> dict[str, Drawing]:
    made = {address: lay_out(load(address)) for address in SOPS}
    return {**made, SMALL: lay_out(on_a_small_page(load(TWO_PAGES)))}


@pytest.fixture(scope="module")
def pdfs(drawings: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("rendered")
    files = {address: folder / f"{number}.docx" for number, address in enumerate(drawings)}
    for address, file in files.items():
        file.write_bytes(write_docx(drawings[address]))
    planned = {file: len(drawings[address].pages) for address, file in files.items()}
    results = convert_to_pdf(list(files.values()), folder, expected_pages=planned)
    assert [result.reason for result in results if not result.ok] == []
    return {address: result.pdf for address, result in zip(drawings, results, strict=True) if result.pdf}


def sheets(drawing: Drawing, pdf: Path) -> Iterator[tuple[Page, Any]]:
    with pdfplumber.open(pdf) as shown:
        assert len(shown.pages) == len(drawing.pages)
        yield from zip(drawing.pages, shown.pages, strict=True)


# --- words


def dense(text: str) -> str:
    """`text` without spaces, line breaks, ligatures and capitals."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def read_yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (all values as text, no objects)


def printed_texts(data: Any) -> Iterator[str]:
    """Every text of a YAML tree that is to be printed, line by line."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "label":
                yield from value.values()
            elif key == "kegiatan" and isinstance(value, list):
                for row in value:
                    yield from printed_texts({key: one for key, one in row.items() if key != "pelaksana"})
                    yield from (exit["label"] for exit in row.get("keluar", []))
            elif key not in CONTROL and key not in {"disahkan_oleh", "tanda_tangan_alur", "keluar"}:
                yield from printed_texts(value)
    elif isinstance(data, list):
        for one in data:
            yield from printed_texts(one)
    else:
        yield from str(data).splitlines()


def signer_texts(signer: Any, officials: dict[str, dict[str, str]]) -> list[str]:
    """What is printed of a signer: his own fields, the rest from the official he names."""
    if isinstance(signer, str):
        signer = {"pejabat": signer}
    given = {**officials.get(signer.get("pejabat", ""), {}), **signer}
    return [text for key, text in given.items() if key not in {"pejabat", "status"}]


def words_of(address: str) -> list[str]:
    """Every text that the two YAML files of an SOP say is on its sheets."""
    office, slug = address.split("/")
    kantor = read_yaml(CATALOG / office / "kantor.yaml")
    sop = read_yaml(CATALOG / office / "sop" / f"{slug}.yaml")
    texts = [*printed_texts(sop), *printed_texts(kantor["kop"]["baris"])]
    for key in ("disahkan_oleh", "tanda_tangan_alur"):
        texts += signer_texts(sop.get(key, ""), kantor["pejabat"])
    return [text for text in texts if text.strip() and not re.fullmatch(r"\d+", text)]


@pytest.mark.parametrize("address", SOPS)
class TestWords:
    pytestmark = needs_libreoffice

    def test_every_text_of_the_yaml_is_printed_whole(self, address: str, pdfs: dict[str, Path]) -> None:
        with pdfplumber.open(pdfs[address]) as pdf:
            printed = "".join(dense("".join(char["text"] for char in page.chars)) for page in pdf.pages)
        texts = words_of(address)
        assert len(texts) > 50
        assert [text for text in texts if dense(text.removeprefix("- ")) not in printed] == []


# --- places


def procedure(page: Page) -> Table | None:
    return next((table for table in page.tables if table.name == "prosedur"), None)


def in_box(page: Any, box: Box) -> list[dict[str, Any]]:
    """The upright characters whose middle lies in `box`, in the order they are drawn."""
    return [
        char
        for char in page.chars
        if char["upright"]
        and box.x / 20 <= (char["x0"] + char["x1"]) / 2 <= box.right / 20
        and box.y / 20 <= (char["top"] + char["bottom"]) / 2 <= box.bottom / 20
    ]


def text_cells(page: Page, table: Table) -> Iterator[Cell]:
    """The cells with upright text outside the lanes' drawing."""
    first, end = page.lane_columns
    for cell in table.cells:
        drawn_on = first <= cell.col < end and not table.rows[cell.row].header
        if cell.paragraphs and not cell.turned and not drawn_on:
            yield cell


def middle_baseline(cell: Cell, box: Box) -> float:
    """Halfway between the first and the last baseline of `cell`, in points (four fifths down a line of exact
    height). A text that a renderer breaks into one line less keeps it, as the cell is centred."""
    assert cell.valign is VAlign.CENTER
    room = box.height - cell.padding.top - cell.padding.bottom
    spare = max(0.0, room - sum(one.height for one in cell.paragraphs))
    first, last = cell.paragraphs[0], cell.paragraphs[-1]
    top = box.y + cell.padding.top + spare / 2 + first.before + first.pitch * 0.8
    bottom = box.bottom - cell.padding.bottom - spare / 2 - last.after - last.pitch * 0.2
    return (top + bottom) / 40


@rendered
class TestPlaces:
    pytestmark = needs_libreoffice

    def test_every_kegiatan_stands_once_between_its_rules(
        self, address: str, drawings: dict[str, Drawing], pdfs: dict[str, Path]
    ) -> None:
        seen: list[int] = []
        for page, shown in sheets(drawings[address], pdfs[address]):
            table = procedure(page)
            if table is None:
                continue
            level, upright = pdf_rules(shown)
            y = table.y
            for row in table.rows:
                if row.kegiatan is not None:
                    seen.append(row.kegiatan)
                    assert nearest(y / 20, level) <= TOLERANCE, f"upper rule of kegiatan {row.kegiatan + 1}"
                    assert nearest((y + row.height) / 20, level) <= TOLERANCE
                y += row.height
            x = table.x
            for width in table.columns:
                assert nearest(x / 20, upright) <= TOLERANCE
                x += width
        sop = load(TWO_PAGES if address == SMALL else address).sop
        assert seen == list(range(len(sop.kegiatan or ())))

    def test_every_text_of_the_table_is_in_its_cell(
        self, address: str, drawings: dict[str, Drawing], pdfs: dict[str, Path]
    ) -> None:
        for page, shown in sheets(drawings[address], pdfs[address]):
            table = procedure(page)
            for cell in text_cells(page, table) if table else ():
                assert table is not None
                box = table.cell_box(cell)
                chars = in_box(shown, box)
                wanted = "".join(one.marker + one.text for one in cell.paragraphs)
                where = f"page {page.number}, row {cell.row}, column {cell.col}"
                assert dense("".join(char["text"] for char in chars)) == dense(wanted), where
                if dense(wanted):
                    baselines = [shown.height - char["matrix"][5] for char in chars]
                    middle = (min(baselines) + max(baselines)) / 2
                    assert abs(middle_baseline(cell, box) - middle) <= TOLERANCE, where
                    assert max(baselines) <= box.bottom / 20 - DESCENT, f"{where}: more lines than planned"

    def test_every_shape_is_in_its_box(
        self, address: str, drawings: dict[str, Drawing], pdfs: dict[str, Path]
    ) -> None:
        for page, shown in sheets(drawings[address], pdfs[address]):
            assert astray(page, shown, TOLERANCE) == []
            assert len(pdf_boxes(shown)) <= len(page.shapes) + frames_of(page)

    def test_every_arrow_runs_and_ends_where_it_should(
        self, address: str, drawings: dict[str, Drawing], pdfs: dict[str, Path]
    ) -> None:
        for page, shown in sheets(drawings[address], pdfs[address]):
            tips = pdf_arrow_tips(shown)
            paths = [way for path in pdf_paths(shown) for way in (path, path[::-1])]
            assert len(tips) == sum(line.head for line in page.lines)
            for line in page.lines:
                corners = [(point.x / 20, point.y / 20) for point in corners_of(line.points)]
                assert min(off(path, corners, line.head) for path in paths) <= TOLERANCE, line.key
                if line.head:
                    x, y = corners[-1]
                    assert any(
                        max(abs(tip.x - x), abs(tip.y - y)) <= TOLERANCE and tip.way == way_of(line.points)
                        for tip in tips
                    ), line.key


def corners_of(points: tuple[Point, ...]) -> list[Point]:
    """The two ends of a line and the points where it turns."""
    threes = zip(points, points[1:], points[2:], strict=False)
    inner = [b for a, b, c in threes if not (a.x == b.x == c.x or a.y == b.y == c.y)]
    return [points[0], *inner, points[-1]]


def off(path: list[tuple[float, float]], wanted: list[tuple[float, float]], head: bool) -> float:
    """How far the corners of a drawn path are from the wanted ones, without the end that lies under a head."""
    if len(path) != len(wanted):
        return float("inf")
    pairs = list(zip(path, wanted, strict=True))
    return max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in (pairs[:-1] if head else pairs))


# --- the plan itself, and the pages a flow is cut into


@rendered
def test_the_sheets_keep_every_hard_rule(address: str, drawings: dict[str, Drawing]) -> None:
    assert [str(one) for one in all_violations(drawings[address])] == []


@rendered
def test_no_text_is_clipped_or_small(address: str, drawings: dict[str, Drawing]) -> None:
    assert [str(one) for page in drawings[address].pages for one in text_violations(page)] == []


@rendered
def test_the_arrows_say_the_flow_of_the_sop(address: str, drawings: dict[str, Drawing]) -> None:
    loaded = load(TWO_PAGES if address == SMALL else address)
    ((_, only),) = loaded.sop.prosedur()
    flow = baca_alur(only, loaded.label)
    at = [(node.baris, node.lajur) for node in flow.simpul]
    drawn = drawn_flow(drawings[address])
    assert {one[:2] for one in drawn} == {(at[arc.dari], at[arc.ke]) for arc in flow.arus}
    labels = {(at[arc.dari], at[arc.ke]): arc.label for arc in flow.arus}
    assert {one: labels[one[:2]] for one in drawn if one[2] not in {labels[one[:2]], labels[one[:2]][:1]}} == {}


def flow_pages(drawing: Drawing) -> list[Page]:
    return [page for page in drawing.pages if procedure(page)]


def test_the_source_of_two_pages_and_the_small_page_are_cut(drawings: dict[str, Drawing]) -> None:
    assert len(flow_pages(drawings[TWO_PAGES])) >= 2
    assert len(flow_pages(drawings[SMALL])) > len(flow_pages(drawings[TWO_PAGES]))


@pytest.mark.parametrize("address", [TWO_PAGES, SMALL])
def test_every_cut_has_its_pair_of_letters_and_none_is_left_over(address: str, drawings: dict[str, Drawing]) -> None:
    drawing = drawings[address]
    ends = connectors(drawing)
    assert ends, "a flow over several pages has off-page connectors"
    for letter in {one.letter for one in ends}:
        assert letter.isalpha()
        assert sum(one.into for one in ends if one.letter == letter) == 1
        assert sum(one.out for one in ends if one.letter == letter) >= 1
    assert all(one.out != one.into for one in ends)


@pytest.mark.parametrize("address", [TWO_PAGES, SMALL])
@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_the_head_is_printed_on_every_page(address: str, drawings: dict[str, Drawing], pdfs: dict[str, Path]) -> None:
    heads: list[tuple[tuple[int, int, str], ...]] = []
    for page, shown in sheets(drawings[address], pdfs[address]):
        table = procedure(page)
        if table is None:
            continue
        cells = [cell for cell in table.cells if table.rows[cell.row].header and not cell.turned]
        heads.append(
            tuple(
                (cell.row, cell.col, dense("".join(char["text"] for char in in_box(shown, table.cell_box(cell)))))
                for cell in cells
            )
        )
    assert len(set(heads)) == 1
    assert "aktivitas" in {text for _, _, text in heads[0]}


# --- SVG

NS = {"svg": "http://www.w3.org/2000/svg"}


def numbers(text: str) -> list[float]:
    return [float(one) for one in re.findall(r"-?[\d.]+", text)]


def svg_box(group: Any) -> tuple[float, ...]:
    """The bounding box of the outline in a group."""
    rect = group.find("svg:rect", NS)
    if rect is not None:
        x, y, width, height = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        return (x, y, x + width, y + height)
    flat = numbers(group.find("svg:polygon", NS).get("points"))
    xs, ys = flat[0::2], flat[1::2]
    return (min(xs), min(ys), max(xs), max(ys))


@rendered
def test_the_svg_has_every_shape_line_and_text_in_its_place(address: str, drawings: dict[str, Drawing]) -> None:
    drawing = drawings[address]
    for page, text in zip(drawing.pages, write_svg(drawing), strict=True):
        picture = etree.fromstring(text.encode())
        groups = {group.get("data-key"): group for group in picture.iterfind(".//svg:g[@data-key]", NS)}
        for shape in page.shapes:
            box = shape.box
            wanted = (box.x / 20, box.y / 20, box.right / 20, box.bottom / 20)
            assert svg_box(groups[shape.key]) == pytest.approx(wanted, abs=0.05), shape.key
        for line in page.lines:
            flat = numbers(groups[line.key].find("svg:polyline", NS).get("points"))
            drawn = list(zip(flat[0::2], flat[1::2], strict=True))
            corners = [(point.x / 20, point.y / 20) for point in corners_of(line.points)]
            assert off(drawn, corners, line.head) <= 0.05, line.key
            if line.head:
                tip = numbers(groups[line.key].find("svg:polygon", NS).get("points"))[:2]
                assert tip == pytest.approx(corners[-1], abs=0.05)
        printed = dense("".join(picture.itertext("{*}text")))
        for table in page.tables:
            for cell in table.cells:
                for one in cell.paragraphs:
                    assert dense(one.text) in printed
        pentagons = [one for one in page.shapes if one.kind is ShapeKind.OFF_PAGE]
        assert all(dense(groups[one.key].xpath("string(svg:text)", namespaces=NS)) for one in pentagons)
