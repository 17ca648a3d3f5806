"""SVG pictures: one a page, complete in themselves, with every shape, arrow and word at its place."""

from __future__ import annotations

import base64
import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from PIL import Image

from doctool.drawing import Border, Cell, Page, Paragraph, Row, ShapeKind, Table
from doctool.units import pt
from doctool.write.svg import write_svg
from tests.write.specimens import (
    HEAD,
    MARGIN,
    connector_page,
    drawing,
    flowchart_page,
    identity_page,
    path_forms,
    text,
)

NS = {"s": "http://www.w3.org/2000/svg"}


def picture(page: Page, **more: Any) -> etree._Element:
    return etree.fromstring(write_svg(drawing(page, **more))[0])


def numbers(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in points.split())]


def one_table(
    *cells: Cell, columns: tuple[int, ...] = (pt(100), pt(100)), heights: tuple[int, ...] = (pt(40), pt(40))
) -> Page:
    own = Table("t", MARGIN.left, MARGIN.top + 20, columns, tuple(Row(height) for height in heights), cells)
    return dataclasses.replace(flowchart_page(1), tables=(own,), shapes=(), lines=(), labels=())


def test_there_is_one_picture_a_page_as_large_as_the_paper() -> None:
    pictures = [etree.fromstring(svg) for svg in write_svg(drawing(identity_page(1), flowchart_page(2)))]
    assert [svg.get("viewBox") for svg in pictures] == ["0 0 595.3 841.9", "0 0 841.9 595.3"]
    assert (pictures[0].get("width"), pictures[0].get("height")) == ("210.01mm", "297.00mm")


def test_it_says_what_it_is() -> None:
    page = flowchart_page(1)
    svg = picture(page)
    title, description = svg.find("s:title", NS), svg.find("s:desc", NS)
    assert title.text == "SOP Pelayanan <Contoh> & Uji, halaman 1 dari 1"
    assert description.text == page.description
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    told = {group.get("data-key"): group.findtext("s:title", None, NS) for group in svg.iterfind(".//s:g[@role]", NS)}
    assert told == {shape.key: shape.title for shape in page.shapes}


def test_it_needs_nothing_from_outside(tmp_path: Path) -> None:
    Image.new("RGB", (5, 6)).save(tmp_path / "logo.png")
    svg = picture(identity_page(1, "logo.png"), image_root=str(tmp_path))
    links = [image.get("href") for image in svg.iterfind(".//s:image", NS)]
    assert len(links) == 1
    assert base64.b64decode(links[0].removeprefix("data:image/png;base64,")) == (tmp_path / "logo.png").read_bytes()
    assert not re.search(r"(href|src|url)\s*=?\s*[\"(]?(https?|file):", etree.tostring(svg, encoding="unicode"))


def test_without_a_logo_it_shows_a_frame_in_the_middle_of_the_cell() -> None:
    svg = picture(identity_page(1))
    frame = next(rect for rect in svg.iterfind(".//s:rect", NS) if rect.get("stroke"))
    # the cell is 80 x 70 pt at (42.5, 43.5), the frame 50 x 60
    assert [frame.get(key) for key in ("x", "y", "width", "height")] == ["57.5", "48.5", "50", "60"]
    assert frame.get("stroke-dasharray"), "not a rule of the form"


def test_every_arrow_runs_along_its_points_and_ends_in_its_head() -> None:
    page = connector_page(1, list(path_forms())[:48])
    svg = picture(page)
    for line in page.lines:
        group = svg.find(f".//s:g[@data-key='{line.key}']", NS)
        wanted = [(point.x / 20, point.y / 20) for point in line.points]
        path = numbers(group.find("s:polyline", NS).get("points"))
        assert path[:-1] == wanted[:-1]
        assert numbers(group.find("s:polygon", NS).get("points"))[0] == wanted[-1]
        # the line ends under the head, on the way to the tip
        (x0, y0), (x1, y1), (x2, y2) = path[-2], path[-1], wanted[-1]
        assert min(x0, x2) <= x1 <= max(x0, x2)
        assert min(y0, y2) <= y1 <= max(y0, y2)
        assert 3 < abs(x2 - x1) + abs(y2 - y1) < 6


def test_an_arrow_that_joins_another_has_no_head_of_its_own() -> None:
    page = flowchart_page(1)
    joined = dataclasses.replace(page, lines=(dataclasses.replace(page.lines[0], head=False), *page.lines[1:]))
    group = picture(joined).find(".//s:g[@data-key='e1']", NS)
    assert group.find("s:polygon", NS) is None
    assert numbers(group.find("s:polyline", NS).get("points"))[-1] == tuple(
        value / 20 for value in page.lines[0].points[-1]
    )


def test_shapes_have_their_outlines() -> None:
    page = flowchart_page(1)
    svg = picture(page)
    for shape in page.shapes:
        group = svg.find(f".//s:g[@data-key='{shape.key}']", NS)
        outline = group.find("s:polygon", NS)
        if shape.kind in (ShapeKind.DECISION, ShapeKind.OFF_PAGE):
            corners = numbers(outline.get("points"))
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            assert len(corners) == (4 if shape.kind is ShapeKind.DECISION else 5)
        else:
            outline = group.find("s:rect", NS)
            xs = [float(outline.get("x")), float(outline.get("x")) + float(outline.get("width"))]
            ys = [float(outline.get("y")), float(outline.get("y")) + float(outline.get("height"))]
            assert (outline.get("rx") is not None) == (shape.kind is ShapeKind.TERMINATOR)
        box = shape.box
        assert (min(xs), min(ys), max(xs), max(ys)) == (box.x / 20, box.y / 20, box.right / 20, box.bottom / 20)


def test_lines_of_text_stand_on_their_baselines() -> None:
    lines = text("satu dua", "satu", "dua", before=pt(2), marker="1.", indent=pt(10))
    svg = picture(one_table(Cell(0, 0, (lines,))))
    found = [(node.text, float(node.get("x")), float(node.get("y"))) for node in svg.iterfind(".//s:text", NS)]
    # top 43.5 + before 2, pitch 10.8, baseline at four fifths of it
    assert found == [("1.", 42.5, 54.14), ("satu", 52.5, 54.14), ("dua", 52.5, 64.94)]


@pytest.mark.parametrize(("turned", "count"), [(False, 0), (True, 1)])
def test_turned_text_is_turned(turned: bool, count: int) -> None:
    svg = picture(one_table(Cell(0, 0, (text("Kasi"),), turned=turned)))
    turns = [group.get("transform") for group in svg.iterfind(".//s:g[@transform]", NS)]
    assert turns == ["translate(42.5 83.5) rotate(-90)"] * count


def test_styles_of_text_are_kept() -> None:
    style = dataclasses.replace(HEAD, italic=True, underline=True, font="Times New Roman")
    svg = picture(one_table(Cell(0, 0, (text("panjang panjang panjang"),)), Cell(0, 1, (text("lain", style=style),))))
    own = next(node for node in svg.iterfind(".//s:text", NS) if node.text == "lain")
    assert own.get("font-family") == "'Times New Roman', 'Liberation Serif', serif"
    assert (own.get("font-weight"), own.get("font-style"), own.get("text-decoration")) == (
        "bold",
        "italic",
        "underline",
    )
    assert svg.get("font-family") == "Arial, 'Liberation Sans', sans-serif"


def test_where_two_cells_meet_the_wider_rule_is_drawn_once() -> None:
    thick = Border(4, 4, 12, 4)
    svg = picture(
        one_table(Cell(0, 0, border=thick), Cell(0, 1, border=thick), Cell(1, 0), Cell(1, 1, border=Border(0)))
    )
    paths = {path.get("stroke-width"): path.get("d") for path in svg.iterfind(".//s:path", NS)}
    assert paths["1.5"] == "M42.5 83.5H242.5"
    assert "83.5H" not in paths["0.5"]
    assert paths["0.5"].count("M") == 5  # top, bottom and three uprights, each in one piece


def test_a_double_rule_is_two_lines_above_the_edge() -> None:
    svg = picture(
        one_table(Cell(0, 0, border=Border(0, 0, 8, 0, double_bottom=True)), columns=(pt(100),), heights=(pt(40),))
    )
    assert svg.find(".//s:path", NS).get("d") == "M42.5 81H142.5M42.5 83H142.5"


def test_text_survives_whatever_it_contains() -> None:
    strange = "<b> & \"kutip\" 'dua'  spasi – é 你 ]]>"
    svg = picture(one_table(Cell(0, 0, (text(strange),))))
    node = svg.find(".//s:text", NS)
    assert node.text == strange
    assert node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


def test_numbers_have_at_most_two_decimals() -> None:
    for svg in write_svg(
        drawing(identity_page(1), flowchart_page(2, footer="Kaki"), connector_page(3, list(path_forms())[:8]))
    ):
        assert not re.search(r"\d\.\d{3}", svg)


def test_the_same_drawing_gives_the_same_text() -> None:
    assert write_svg(drawing(flowchart_page(1))) == write_svg(drawing(flowchart_page(1)))


def test_a_footer_stands_in_the_middle_of_the_bottom_margin() -> None:
    page = flowchart_page(1, footer="Kaki")
    assert isinstance(page.footer, Paragraph)
    node = next(node for node in picture(page).iterfind("s:text", NS))
    top = page.height - (page.margin.bottom + page.footer.height) / 2
    assert float(node.get("y")) == pytest.approx((top + page.footer.pitch * 0.8) / 20, abs=0.1)
