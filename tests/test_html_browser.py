"""The SOPs of sop_catalog/ as Chromium shows and prints their HTML: pages, places, width, keyboard, screen readers.

With them go one of them cut over small pages, and a document whose sheets differ in size and orientation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from doctool.catalog.index import Workspace
from doctool.catalog.load import load_path
from doctool.drawing import Drawing, Page, ShapeKind
from doctool.layout.engine import lay_out
from doctool.loaded import LoadedSop
from doctool.pipeline import BuildOptions, build_sops
from doctool.units import PAPERS
from doctool.write.html import write_html
from tests.browser import Browser, needs_chromium
from tests.geometry import astray
from tests.random_sop import random_sop
from tests.test_rendered import (
    SMALL,
    SOPS,
    TOLERANCE,
    TWO_PAGES,
    dense,
    in_box,
    load,
    middle_baseline,
    on_a_small_page,
    text_cells,
)
from tests.write.specimens import drawing, flowchart_page, identity_page

pytestmark = needs_chromium

MIXED = "sheets of three kinds"
EVERY = [*SOPS, SMALL, MIXED]
BASELINE = 1.5  # pt; Chromium sets lines on whole CSS pixels (0.75 pt) and rounds the room above them down
A4_WIDTH = 794  # CSS pixels
PHONE, DESKTOP = 360, 1280
ROWS = """
(() => {
  const corner = document.querySelector('#hal-%d').getBoundingClientRect();
  return [...document.querySelectorAll('#hal-%d table')].map(table => [...table.rows].map(row => {
    const box = row.getBoundingClientRect();
    return [(box.left - corner.left) * .75, (box.top - corner.top) * .75, box.width * .75, box.height * .75];
  }));
})()
"""


def mixed() -> Drawing:
    """An upright A4 sheet, two flat ones, an upright F4 sheet."""
    paper = PAPERS["F4"]
    last = replace(identity_page(4), width=paper.width, height=paper.height)
    return drawing(identity_page(1), flowchart_page(2, footer="Kaki"), flowchart_page(3), last)


@pytest.fixture(scope="module")
def plans() -> dict[str, Drawing]:
    made = {address: lay_out(load(address)) for address in SOPS}
    return {**made, SMALL: lay_out(on_a_small_page(load(TWO_PAGES))), MIXED: mixed()}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with Browser(tmp_path_factory.mktemp("profile")) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def files(plans: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("html")
    made = {address: folder / f"{number}.html" for number, address in enumerate(plans)}
    for address, path in made.items():
        path.write_text(write_html(plans[address]), encoding="utf-8", newline="\n")
    return made


@pytest.fixture(scope="module")
def pdfs(browser: Browser, files: dict[str, Path]) -> dict[str, Path]:
    made: dict[str, Path] = {}
    for address, path in files.items():
        browser.open(path)
        made[address] = browser.pdf(path.with_suffix(".pdf"))
    return made


every = pytest.mark.parametrize("address", EVERY)


def sheets(plan: Drawing, pdf: Path) -> Iterator[tuple[Page, Any]]:
    with pdfplumber.open(pdf) as shown:
        yield from zip(plan.pages, shown.pages, strict=True)


@every
def test_printing_gives_the_planned_pages(address: str, plans: dict[str, Drawing], pdfs: dict[str, Path]) -> None:
    with pdfplumber.open(pdfs[address]) as pdf:
        sizes = [(float(page.width), float(page.height)) for page in pdf.pages]
    wanted = [(page.width / 20, page.height / 20) for page in plans[address].pages]
    assert len(sizes) == len(wanted)
    assert sizes == [pytest.approx(one, abs=1) for one in wanted]


@every
def test_every_text_is_printed_in_its_cell(address: str, plans: dict[str, Drawing], pdfs: dict[str, Path]) -> None:
    seen = 0
    for page, shown in sheets(plans[address], pdfs[address]):
        for table in page.tables:
            for cell in text_cells(page, table):
                box = table.cell_box(cell)
                wanted = dense("".join(one.marker + one.text for one in cell.paragraphs))
                chars = in_box(shown, box)
                assert dense("".join(char["text"] for char in chars)) == wanted, f"{page.number}: {wanted}"
                seen += len(wanted)
    assert seen > 100


@every
def test_every_printed_line_is_a_planned_line(address: str, plans: dict[str, Drawing], pdfs: dict[str, Path]) -> None:
    """No line more and no line less, and those of the flowchart's table at the planned height."""
    for page, shown in sheets(plans[address], pdfs[address]):
        for table in page.tables:
            for cell in text_cells(page, table):
                lines = [line for one in cell.paragraphs for line in one.lines if line.strip() or one.marker]
                chars = in_box(shown, table.cell_box(cell))
                baselines = sorted({round(shown.height - char["matrix"][5], 1) for char in chars})
                apart = [one for one, before in zip(baselines, [-9.0, *baselines], strict=False) if one - before > 1]
                assert len(apart) == len(lines), f"page {page.number}, {table.name} {cell.row}, {cell.col}: {lines}"
                if table.name == "prosedur" and address is not MIXED:
                    middle = (baselines[0] + baselines[-1]) / 2
                    assert middle == pytest.approx(middle_baseline(cell, table.cell_box(cell)), abs=BASELINE)


@every
def test_every_symbol_is_printed_in_its_box(address: str, plans: dict[str, Drawing], pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(plans[address], pdfs[address]):
        assert astray(page, shown, TOLERANCE) == []


@every
def test_every_label_and_footer_is_printed(address: str, plans: dict[str, Drawing], pdfs: dict[str, Path]) -> None:
    for page, shown in sheets(plans[address], pdfs[address]):
        words = dense("".join(char["text"] for char in shown.chars))
        for text in [*(one.paragraph for one in page.labels), *([page.footer] if page.footer else [])]:
            assert dense(text.text) in words


@every
@pytest.mark.parametrize("width", [PHONE, A4_WIDTH, DESKTOP])
def test_no_page_is_wider_than_the_window(address: str, width: int, browser: Browser, files: dict[str, Path]) -> None:
    browser.open(files[address], width=width)
    assert browser.value("document.documentElement.scrollWidth") <= width
    assert browser.value("Math.max(...[...document.querySelectorAll('.gulung')].map(one => one.scrollWidth))") <= width
    assert browser.value("[...document.querySelectorAll('.hal')].every(one => one.scrollWidth - one.clientWidth < 2)")


@every
def test_the_console_is_silent_and_nothing_is_fetched(address: str, browser: Browser, files: dict[str, Path]) -> None:
    browser.open(files[address])
    assert browser.value("document.querySelectorAll('section').length") > 0
    assert browser.problems() == []
    assert browser.requests() == [files[address].resolve().as_uri()]


@every
def test_rows_are_shown_where_planned(
    address: str, browser: Browser, plans: dict[str, Drawing], files: dict[str, Path]
) -> None:
    browser.open(files[address])
    for page in plans[address].pages:
        shown = browser.value(ROWS % (page.number, page.number))
        assert len(shown) == len(page.tables)
        for table, rows in zip(page.tables, shown, strict=True):
            top = table.y
            for row, box in zip(table.rows, rows, strict=True):
                wanted = [one / 20 for one in (table.x, top, table.width, row.height)]
                assert box == pytest.approx(wanted, abs=0.2), f"page {page.number}, {table.name}"
                top += row.height


def test_real_size_is_real_and_scrolls_in_its_frame_only(browser: Browser, files: dict[str, Path]) -> None:
    browser.open(files[TWO_PAGES], width=PHONE)
    browser.value("document.getElementById('asli').click()")
    assert browser.value("document.querySelector('.hal').getBoundingClientRect().width") == pytest.approx(1122.5, abs=1)
    assert browser.value("document.documentElement.scrollWidth") <= PHONE
    assert browser.value("document.querySelector('.gulung').scrollWidth") >= 1122


def test_text_is_found_across_lines_and_copied_whole(
    browser: Browser, plans: dict[str, Drawing], files: dict[str, Path]
) -> None:
    browser.open(files[TWO_PAGES])
    texts = [
        one.text for page in plans[TWO_PAGES].pages for table in page.tables for cell in table.cells
        for one in cell.paragraphs if len(one.lines) > 2 and not cell.turned
    ]  # fmt: skip
    assert len(texts) > 10
    for text in texts:
        found = browser.value(f"window.find({text!r}, true, false, true)")
        assert found, text
        assert browser.value("window.getSelection().toString()").split() == text.split()


def test_the_keyboard_leads_through_the_document(browser: Browser, files: dict[str, Path]) -> None:
    browser.open(files[TWO_PAGES])
    stops = []
    for _ in range(7):
        for kind in ("keyDown", "keyUp"):
            browser.call("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        now = "document.activeElement"
        stops.append(browser.value(f"{now}.getAttribute('aria-label') || {now}.textContent || {now}.id"))
        assert browser.value(f"getComputedStyle({now}).outlineStyle") == "solid", stops
        assert browser.value(f"{now}.getBoundingClientRect().top") >= 0, stops
    assert stops[:5] == ["Langsung ke isi", "1. Identitas", "2. Prosedur", "3. Prosedur", "asli"]
    assert stops[5] == "Penghubung A, lanjut ke halaman 3"


def test_a_click_on_a_connector_goes_to_its_partner_and_back(browser: Browser, files: dict[str, Path]) -> None:
    browser.open(files[TWO_PAGES])
    places = []
    for _ in range(2):
        link = "document.querySelector(location.hash || 'a.simbol')"
        browser.value(f"{link}.scrollIntoView()")
        x, y = browser.value(f"(at => [at.x + at.width / 2, at.y + at.height / 2])({link}.getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
        places.append(browser.value("location.hash"))
        box = "document.querySelector(':target').getBoundingClientRect()"
        goal = browser.value(f"[{box}.top, innerHeight - {box}.bottom]")
        assert min(goal) >= 0
    assert [re.sub(r"-[a-z].*", "", one) for one in places] == ["#hal-3", "#hal-2"]


def heard(browser: Browser) -> Iterator[tuple[str, str]]:
    """Role and name of all that a screen reader meets, in its order."""
    nodes = {one["nodeId"]: one for one in browser.call("Accessibility.getFullAXTree")["nodes"]}
    waiting = [next(name for name, one in nodes.items() if "parentId" not in one)]
    while waiting:
        one = nodes[waiting.pop()]
        waiting += reversed(one.get("childIds", []))
        if not one["ignored"]:
            yield one["role"]["value"], one.get("name", {}).get("value", "")


def test_a_screen_reader_meets_heads_rows_and_symbols_in_order(
    browser: Browser, plans: dict[str, Drawing], files: dict[str, Path]
) -> None:
    browser.open(files[TWO_PAGES])
    told = list(heard(browser))
    roles = [role for role, _ in told]
    assert ("heading", plans[TWO_PAGES].properties.title) in told
    assert ("table", "Prosedur dan diagram alir, halaman 2") in told
    assert {"Aktivitas", "Pelaksana", "Bappeda Litbang"} <= {name for role, name in told if role == "columnheader"}
    assert roles.count("rowheader") == sum(
        1 for page in plans[TWO_PAGES].pages for table in page.tables if table.name == "prosedur"
        for row in table.rows if row.kegiatan is not None
    )  # fmt: skip
    images = [name for role, name in told if role in ("image", "img")]
    assert images[0].startswith("Mulai. Lanjut ke 1 ")
    assert any(name.startswith("Keputusan. ") and "Tidak: ke " in name for name in images)
    assert sum(name.startswith("Diagram alir ") for name in images) == 2
    assert ("link", "Penghubung A, lanjut ke halaman 3") in told


def test_links_to_other_sops_open_them(browser: Browser, tmp_path: Path) -> None:
    office = tmp_path / "sop_catalog" / "kota-x"
    example = Path(__file__).resolve().parents[1] / "doctool" / "data" / "contoh" / "sop_catalog" / "contoh"
    (office / "sop").mkdir(parents=True)
    (office / "kantor.yaml").write_bytes((example / "kantor.yaml").read_bytes())
    text = (example / "sop" / "pengelolaan-surat-masuk.yaml").read_text(encoding="utf-8")
    for slug, name, other in (("a-1", "Arsip Surat", "SOP Surat #2"), ("c-2", "Surat #2", "SOP Arsip Surat;")):
        own = re.sub(r"(?m)^nama_sop: .*$", f'nama_sop: "{name}"', text)
        own = re.sub(r"(?ms)^keterkaitan:.*?(?=^\w)", f'keterkaitan: ["{other}"]\n', own)
        (office / "sop" / f"{slug}.yaml").write_text(own, encoding="utf-8", newline="\n")
    workspace = Workspace(tmp_path)
    results = build_sops(workspace, workspace.entries(), BuildOptions(frozenset({"html"}), tmp_path / "output"))
    assert [one.reason for one in results] == ["", ""]
    browser.open(results[0].files[0])
    for title in ("Surat #2", "Arsip Surat"):
        browser.events.clear()
        browser.value("setTimeout(() => document.querySelector('section td a').click(), 0) && null")
        browser.wait_for_load()
        assert browser.value("document.title") == title


# --- the rare shapes of published SOPs, and SOPs at random

RARE = sorted((Path(__file__).parent / "data").glob("bentuk*/sop/*.yaml"))
SEEDS = (1, 2, 3, 4, 6, 8)


def rare(case: Path | int) -> Drawing:
    loaded = random_sop(case) if isinstance(case, int) else load_path(case)
    assert isinstance(loaded, LoadedSop)
    return lay_out(loaded)


@pytest.mark.lambat
@pytest.mark.parametrize("case", [*RARE, *SEEDS], ids=lambda case: getattr(case, "stem", f"acak-{case}"))
def test_rare_sheets_too(case: Path | int, browser: Browser, tmp_path: Path) -> None:
    plan = rare(case)
    path = tmp_path / "sop.html"
    path.write_text(write_html(plan), encoding="utf-8", newline="\n")
    browser.open(path, width=A4_WIDTH)
    assert browser.value("document.documentElement.scrollWidth") <= A4_WIDTH
    assert browser.problems() == []
    goals = dict(browser.value("[...document.querySelectorAll('a.simbol')].map(one => [one.id, one.hash])"))
    pdf = browser.pdf(path.with_suffix(".pdf"))
    for page, shown in sheets(plan, pdf):
        assert (float(shown.width), float(shown.height)) == pytest.approx((page.width / 20, page.height / 20), abs=1)
        assert astray(page, shown, TOLERANCE) == []
        beside = {one.owner: one.paragraph.text for one in page.labels}
        for table in page.tables:
            for cell in text_cells(page, table):
                wanted = dense("".join(one.marker + one.text for one in cell.paragraphs))
                assert dense("".join(char["text"] for char in in_box(shown, table.cell_box(cell)))) == wanted
        for shape in page.shapes:
            if shape.kind is ShapeKind.OFF_PAGE:
                goal = re.match(r"#hal-(\d+)-", goals.pop(f"hal-{page.number}-{shape.key}"))
                assert goal is not None
                assert goal[1] in re.findall(r"\d+", beside[shape.key])
    assert goals == {}
