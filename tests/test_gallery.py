"""The gallery: its pictures and its page are current, and no picture breaks a rule of the layout.

The files are renewed with DOCTOOL_GOLDEN=tulis (or `make gallery`); look at every picture before committing.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from doctool.catalog.load import load_path
from doctool.check.run import check_sop
from doctool.drawing import PageKind
from doctool.findings import Severity
from doctool.layout.metrics import all_violations, text_violations
from doctool.loaded import LoadedSop
from scripts.gallery import (
    FOLDER,
    PAGE,
    SOPS,
    all_pictures,
    document,
    drawing_of,
    loaded_sop,
    main,
    page_of,
    svg_of,
)
from scripts.gallery_pictures import Picture

PICTURES = all_pictures()
MOST_BYTES = 1_200_000


@pytest.fixture(scope="module", autouse=True)
def renewed() -> None:
    if os.environ.get("DOCTOOL_GOLDEN") == "tulis":
        main()


def committed(path: Path) -> str:
    """The file as Git keeps it, whatever line ends a checkout on Windows gave it."""
    return path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_the_picture_is_the_committed_one(picture: Picture) -> None:
    assert svg_of(picture) == committed(FOLDER / f"{picture.name}.svg")


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_it_breaks_no_rule(picture: Picture) -> None:
    drawing = drawing_of(picture)
    assert [str(one) for one in all_violations(drawing)] == []
    assert [str(one) for page in drawing.pages for one in text_violations(page)] == []


@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.name)
def test_the_picture_holds_every_text_of_its_page(picture: Picture) -> None:
    page = page_of(picture)
    cells = [text for table in page.tables for cell in table.cells for text in cell.paragraphs]
    texts = cells + [text for shape in page.shapes for text in shape.paragraphs]
    texts += [label.paragraph for label in page.labels]
    root = etree.fromstring(svg_of(picture).encode("utf-8"))
    drawn = [one.text or "" for one in root.iter("{http://www.w3.org/2000/svg}text")]
    wanted = [line for text in texts for line in text.lines if line] + [text.marker for text in texts if text.marker]
    assert sorted(drawn) == sorted(wanted) != []


@pytest.mark.parametrize("name", sorted({one.sop for one in PICTURES}))
def test_the_sop_has_no_errors(name: str) -> None:
    loaded = load_path(SOPS / f"{name}.yaml")
    assert isinstance(loaded, LoadedSop)
    assert [one for one in check_sop(loaded) if one.severity is Severity.ERROR] == []


def test_the_page_is_current_and_shows_every_picture() -> None:
    assert document() == committed(PAGE)
    assert {f"{one.name}.svg" for one in PICTURES} == {file.name for file in FOLDER.iterdir()}


def test_the_pictures_stay_small() -> None:
    assert 0 < sum(file.stat().st_size for file in FOLDER.iterdir()) < MOST_BYTES


def test_pictures_show_what_they_promise() -> None:
    by_name = {one.name: one for one in PICTURES}
    flows = [page for page in drawing_of(by_name["long-sheet-21"]).pages if page.kind is PageKind.FLOWCHART]
    assert len(flows) == 21
    pairs = page_of(by_name["two-pairs-1"]).labels
    assert [label.paragraph.text for label in pairs].count("ke hal. 3") == 2
    assert "ke hal. 2" in {label.paragraph.text for label in page_of(by_name["two-pages-back-3"]).labels}
    assert page_of(by_name["two-pages-back-3"]).number == 4
    rest = page_of(by_name["row-over-a-page-2"]).table("prosedur")
    assert "(lanjutan)" in {text.text for cell in rest.cells for text in cell.paragraphs}
    sizes = {name: (page_of(by_name[name]).width, page_of(by_name[name]).height) for name in by_name}
    assert sizes["portrait-f4"][0] < sizes["portrait-f4"][1] > sizes["portrait-a4"][1]
    assert sizes["landscape-f4"][0] > sizes["landscape-f4"][1] > sizes["lane-groups"][1]
    assert len(loaded_sop(by_name["fifteen-lanes"]).sop.prosedur()[0][1].lanes()) == 15
