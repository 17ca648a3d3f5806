"""Word files as LibreOffice draws them: every box, tip, bend and row is where the Drawing put it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from lxml import etree

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.drawing import Drawing, Page, Point
from doctool.write.svg import write_svg
from doctool.write.word import write_docx
from tests.geometry import (
    astray,
    frames_of,
    nearest,
    pdf_arrow_tips,
    pdf_baselines,
    pdf_boxes,
    pdf_paths,
    pdf_rules,
    pdf_words,
    way_of,
)
from tests.write.specimens import (
    alignment_page,
    connector_page,
    drawing,
    flowchart_page,
    full_page,
    identity_page,
    path_forms,
)

TOLERANCE = 0.6  # pt
TEXT_TOLERANCE = 0.75  # LibreOffice sets text under the upper rule of half a point, the SVG does not
FORMS = list(path_forms())

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed"),
]

SHEETS: dict[str, Drawing] = {
    "panah": drawing(connector_page(1, FORMS[:48]), connector_page(2, FORMS[48:])),
    "lembar": drawing(
        identity_page(1),
        flowchart_page(2, footer="Kaki halaman"),
        flowchart_page(3, y=2000, footer="Kaki halaman"),
        identity_page(4),
        identity_page(5),
    ),
    "rata": drawing(alignment_page(1)),
    "penuh": drawing(*(full_page(number) for number in range(1, 5))),
}


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("word")
    files = {}
    for name, sheet in SHEETS.items():
        files[name] = folder / f"{name}.docx"
        files[name].write_bytes(write_docx(sheet))
    results = convert_to_pdf(
        list(files.values()), folder, expected_pages={files[name]: len(SHEETS[name].pages) for name in SHEETS}
    )
    assert [result.reason for result in results if not result.ok] == []
    return {name: result.pdf for name, result in zip(SHEETS, results, strict=True) if result.pdf}


def sheets(pdfs: dict[str, Path]) -> Iterator[tuple[Page, Any]]:
    for name, sheet in SHEETS.items():
        with pdfplumber.open(pdfs[name]) as pdf:
            assert len(pdf.pages) == len(sheet.pages)
            yield from zip(sheet.pages, pdf.pages, strict=True)


def points(*spots: Point) -> list[tuple[float, float]]:
    return [(spot.x / 20, spot.y / 20) for spot in spots]


def off(path: list[tuple[float, float]], wanted: list[tuple[float, float]]) -> float:
    """How far the corners of a drawn path are from the wanted ones, without the end under the arrow head."""
    if len(path) != len(wanted):
        return float("inf")
    pairs = list(zip(path, wanted, strict=True))[:-1]
    return max(max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs)


def test_pages_have_the_size_of_the_drawing(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        assert shown.width == pytest.approx(page.width / 20, abs=0.5)
        assert shown.height == pytest.approx(page.height / 20, abs=0.5)


def test_every_shape_is_in_its_box(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        assert astray(page, shown, TOLERANCE) == []
        assert len(pdf_boxes(shown)) == len(page.shapes) + frames_of(page)


def test_every_arrow_ends_at_its_tip_and_points_the_right_way(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        tips = pdf_arrow_tips(shown)
        assert len(tips) == len(page.lines)
        for line in page.lines:
            way, tip = way_of(line.points), line.points[-1]
            x, y = tip.x / 20, tip.y / 20
            assert any(
                abs(found.x - x) <= TOLERANCE and abs(found.y - y) <= TOLERANCE and found.way == way for found in tips
            ), line.key


def test_every_bend_is_where_it_was_put(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        paths = [way for path in pdf_paths(shown) for way in (path, path[::-1])]
        for line in page.lines:
            assert min(off(path, points(*line.points)) for path in paths) <= TOLERANCE, line.key


def test_every_row_and_column_rule_is_where_it_was_put(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        level, upright = pdf_rules(shown)
        for drawn in page.tables:
            if drawn.name == "kop":  # rules only below, two of them double
                continue
            heights = accumulate((row.height for row in drawn.rows), initial=drawn.y)
            places = accumulate(drawn.columns, initial=drawn.x)
            assert max(nearest(y / 20, level) for y in heights) <= TOLERANCE
            assert max(nearest(x / 20, upright) for x in places) <= TOLERANCE


def test_a_double_rule_ends_where_its_table_ends(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        for drawn in page.tables:
            if drawn.name == "kop":
                bottom = (drawn.y + drawn.height) / 20
                double = [y for y in pdf_rules(shown)[0] if bottom - 3 < y <= bottom + TOLERANCE]
                assert len(double) >= 2


def test_every_word_is_there(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        words = [word.text for word in pdf_words(shown)]
        for drawn in page.tables:
            for cell in drawn.cells:
                if not cell.turned:
                    wanted = [word for text in cell.paragraphs for word in f"{text.marker} {text.text}".split()]
                    assert [word for word in wanted if word not in words] == []
        for text in [label.paragraph for label in page.labels] + ([page.footer] if page.footer else []):
            assert [word for word in text.text.split() if word not in words] == []


def test_labels_stand_in_their_boxes(pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(pdfs):
        words = pdf_words(shown)
        for label in page.labels:
            box = next(word.box for word in words if word.text == label.paragraph.text)
            assert label.box.x / 20 - 1 <= box.x0 <= box.x1 <= label.box.right / 20 + 1
            assert label.box.y / 20 - 1 <= box.top <= box.bottom <= label.box.bottom / 20 + 1


def test_lines_of_text_break_and_stand_as_measured(pdfs: dict[str, Path]) -> None:
    """The second line of the first kegiatan: padding, one line, four fifths of the next."""
    for page, shown in sheets(pdfs):
        if page.lane_columns == (0, 0) or page.tables[0].name != "prosedur":
            continue
        sheet = page.table("prosedur")
        cell = next(cell for cell in sheet.cells if (cell.row, cell.col) == (2, 1))
        text = cell.paragraphs[0]
        top = sheet.cell_box(cell).y + cell.padding.top
        for number in range(len(text.lines)):
            baseline = (top + number * text.pitch + 0.8 * text.pitch) / 20
            # LibreOffice sets text below the row's top rule of half a point
            assert nearest(baseline, pdf_baselines(shown)) <= TOLERANCE
        found = [word for word in pdf_words(shown) if word.text in ("beserta", "persyaratan")]
        assert found[0].box.bottom < found[1].box.bottom


def test_word_and_svg_set_each_text_at_the_same_place(pdfs: dict[str, Path]) -> None:
    svg = etree.fromstring(write_svg(SHEETS["rata"])[0])
    with pdfplumber.open(pdfs["rata"]) as pdf:
        shown = pdf.pages[0]
        letters = "".join(char["text"] for char in shown.chars)
        seen = 0
        for node in svg.iterfind(".//{*}text"):
            if node.text == "x":
                continue
            seen += 1
            first = shown.chars[letters.index(node.text)]
            found = first["matrix"][4], shown.height - first["matrix"][5]
            wanted = on_page(node)
            turned = node.text.startswith("t")
            # where the text hangs on its middle or end, only its baseline can be compared
            axes = (0, 1) if node.get("text-anchor") is None else ((0,) if turned else (1,))
            assert max(abs(found[axis] - wanted[axis]) for axis in axes) <= TEXT_TOLERANCE, node.text
            assert first["upright"] is not turned
        assert seen == 24


def on_page(node: etree._Element) -> tuple[float, float]:
    """The anchor of an svg:text on the page, turned by its group if that has a transform."""
    x, y = float(node.get("x")), float(node.get("y"))
    turn = node.getparent().get("transform")
    if turn is None:
        return x, y
    left, bottom = (float(value) for value in turn.partition("(")[2].partition(")")[0].split())
    return left + y, bottom - x
