"""HTML documents: complete in themselves, well formed, in reading order, with links that lead somewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from PIL import Image

from doctool.catalog.index import Workspace
from doctool.drawing import Cell, Drawing, Page, Row, ShapeKind, Table
from doctool.layout.engine import lay_out
from doctool.units import pt
from doctool.write.html import write_html
from tests.write.specimens import HEAD, MARGIN, drawing, flowchart_page, identity_page, text
from tests.write.test_word_random import WORDS

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = Workspace(ROOT).entries()
HOSTILE = """"><script>alert(1)</script><img src=x onerror=alert(2)>&lt;'</style></title><!--]]>"""


def parse(written: str) -> Any:
    return html.document_fromstring(written)


def shown(element: Any) -> str:
    """The text that eyes see in `element`, with single spaces."""
    return " ".join("".join(element.xpath(".//text()[not(ancestor::*[@class='sr'])]")).split())


@pytest.fixture(scope="module")
def sheets() -> dict[str, tuple[Drawing, Any]]:
    """Each SOP of the catalogue as its plan and its document."""
    workspace = Workspace(ROOT)
    plans = {entry.address: lay_out(workspace.load(entry)) for entry in ENTRIES}
    return {address: (plan, parse(write_html(plan))) for address, plan in plans.items()}


every_sop = pytest.mark.parametrize("address", [entry.address for entry in ENTRIES])


@every_sop
def test_text_stands_in_reading_order(address: str, sheets: dict[str, tuple[Drawing, Any]]) -> None:
    plan, document = sheets[address]
    for page in plan.pages:
        section = document.get_element_by_id(f"hal-{page.number}")
        for table, drawn in zip(section.findall("table"), page.tables, strict=True):
            wanted = [
                " ".join(f"{one.marker} {one.text}".split())
                for cell in sorted(drawn.cells, key=lambda cell: (cell.row, cell.col)) for one in cell.paragraphs
            ]  # fmt: skip
            assert [shown(one) for one in table.iter("p") if shown(one)] == [one for one in wanted if one]


@every_sop
def test_kegiatan_stand_in_the_order_of_the_data(address: str, sheets: dict[str, tuple[Drawing, Any]]) -> None:
    workspace = Workspace(ROOT)
    sop = workspace.load(next(entry for entry in ENTRIES if entry.address == address)).sop
    words = shown(sheets[address][1].get_element_by_id("isi"))
    places = []
    for kegiatan in sop.kegiatan or ():
        line = " ".join(kegiatan.uraian[0].split())
        places.append(words.find(line, places[-1] + 1 if places else 0))
    assert len(places) > 4
    assert -1 not in places


@every_sop
def test_every_grid_is_whole(address: str, sheets: dict[str, tuple[Drawing, Any]]) -> None:
    for table in sheets[address][1].iter("table"):
        columns = len(table.findall("colgroup/col"))
        room: list[int] = []
        for row in table.iter("tr"):
            room = [left - 1 for left in room if left > 1]
            for cell in row:
                room += [int(cell.get("rowspan", 1))] * int(cell.get("colspan", 1))
            assert len(room) == columns


@every_sop
def test_every_link_within_the_document_has_its_goal(address: str, sheets: dict[str, tuple[Drawing, Any]]) -> None:
    plan, document = sheets[address]
    names = document.xpath("//@id")
    assert len(names) == len(set(names))
    goals = [one.removeprefix("#") for one in document.xpath("//a/@href")]
    assert len(goals) > len(plan.pages)
    assert set(goals) <= set(names)
    for one in document.xpath("//*[@aria-labelledby]"):
        assert one.get("aria-labelledby") in names


@every_sop
def test_an_off_page_connector_leads_to_its_partner_and_back(
    address: str, sheets: dict[str, tuple[Drawing, Any]]
) -> None:
    plan, document = sheets[address]
    pentagons = sum(one.kind is ShapeKind.OFF_PAGE for page in plan.pages for one in page.shapes)
    links = {one.get("id"): one for one in document.xpath("//a[contains(@class, 'simbol')]")}
    assert len(links) == pentagons
    for name, link in links.items():
        other = links[link.get("href").removeprefix("#")]
        assert shown(link) == shown(other)
        assert other.getparent().getparent() is not link.getparent().getparent()
        page = re.match(r"hal-(\d+)-", other.get("id"))
        assert page is not None
        assert f"halaman {page[1]}" in link.get("aria-label")
        assert links[other.get("href").removeprefix("#")].get("id") == name


@every_sop
def test_heads_are_heads_and_tables_say_what_they_are(
    address: str, sheets: dict[str, tuple[Drawing, Any]]
) -> None:
    plan, document = sheets[address]
    for page in plan.pages:
        section = document.get_element_by_id(f"hal-{page.number}")
        for table, drawn in zip(section.findall("table"), page.tables, strict=True):
            if drawn.name != "prosedur":
                continue
            assert table.findtext("caption/span") == f"Prosedur dan diagram alir, halaman {page.number}"
            heads = [cell for cell in drawn.cells if drawn.rows[cell.row].header and cell.paragraphs]
            assert len(table.findall("thead//th")) == len(heads)
            assert {one.get("scope") for one in table.findall("thead//th")} == {"col", "colgroup"}
            assert [one.get("scope") for one in table.findall("tbody//th")] == ["row"] * sum(
                bool(cell.paragraphs) for cell in drawn.cells if cell.col == 0 and not drawn.rows[cell.row].header
            )


def test_the_flow_is_told_in_words() -> None:
    page = flowchart_page(1)
    document = parse(write_html(drawing(page)))
    arrows = document.xpath("//svg[@role='img'][desc]")[0]
    assert arrows.get("aria-labelledby") == arrows.find("desc").get("id")
    told = arrows.findtext("desc")
    assert told.startswith(page.description)
    assert "Sesuai? (Ya) ke penghubung A" in told
    assert "Sesuai? (Tidak) ke Langkah 1, Pemohon" in told
    said = {one.get("data-key"): one.get("aria-label") for one in document.xpath("//*[@data-key][@aria-label]")}
    assert said["k1"] == "Mulai. Lanjut ke Kotak."
    assert said["k2"] == "Keputusan. Ya: ke penghubung A; Tidak: ke Langkah 1, Pemohon."


def test_a_symbol_stands_in_its_cell() -> None:
    document = parse(write_html(drawing(flowchart_page(1))))
    rows = list(document.xpath("//table")[0].iter("tr"))
    assert rows[2][2].xpath("./svg/@data-key") == ["k1"]
    assert rows[3][3].xpath("./svg/@data-key") == ["k2"]


def test_what_is_hostile_stays_text(tmp_path: Path) -> None:
    page = flowchart_page(1, footer=HOSTILE)
    cell = Cell(0, 0, (text(HOSTILE, style=replace(HEAD, font=f"Arial{HOSTILE}")),))
    own = Table(f"identitas{HOSTILE}", MARGIN.left, MARGIN.top, (pt(100),), (Row(pt(40)),), (cell,))
    shapes = tuple(replace(one, key=one.key + HOSTILE, title=HOSTILE) for one in page.shapes)
    page = replace(page, tables=(own, *page.tables), shapes=shapes, description=HOSTILE)
    plan = drawing(page)
    plan = replace(plan, properties=replace(plan.properties, title=HOSTILE, creator=HOSTILE, keywords=HOSTILE))
    written = write_html(plan, {HOSTILE: "lain.html"})
    document = parse(written)
    assert document.xpath("//script | //img | //@onerror | //comment()") == []
    assert len(document.xpath("//style")) == 1
    assert document.findtext(".//title") == HOSTILE
    assert HOSTILE in ["".join(one.itertext()) for one in document.iter("p")]
    assert written.count("<script") == 0


def test_nothing_is_loaded_and_only_its_own_style_is_allowed(tmp_path: Path) -> None:
    Image.new("RGB", (5, 6)).save(tmp_path / "logo.png")
    page = identity_page(1, "logo.png")
    written = write_html(drawing(page, image_root=str(tmp_path)))
    document = parse(written)
    rules = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    style = document.findtext(".//style")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert rules.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert document.xpath("//*/@style | //script | //iframe | //object") == []
    assert [one.partition(",")[0] for one in document.xpath("//@src")] == ["data:image/png;base64"]
    assert re.findall(r"(?:url|@import)", style) == []
    assert [one for one in document.xpath("//@href") if not one.startswith(("#", "data:"))] == []


def test_without_a_logo_there_is_a_frame() -> None:
    document = parse(write_html(drawing(identity_page(1))))
    assert document.xpath("//img") == []
    assert len(document.xpath("//span[starts-with(@class, 'bingkai')]")) == 1


def test_a_text_of_the_identity_sheet_becomes_a_link() -> None:
    words = "SOP Surat Masuk"
    own = Table("identitas", MARGIN.left, MARGIN.top, (pt(100),), (Row(pt(40)),), (Cell(0, 0, (text(words),)),))
    page = replace(identity_page(1), tables=(own, replace(own, name="sampul")))
    document = parse(write_html(drawing(page), {words: "../kantor/surat%20masuk.html"}))
    links = document.xpath("//section//a")
    assert [(one.get("href"), shown(one)) for one in links] == [("../kantor/surat%20masuk.html", words)]


def test_each_paper_has_its_page_rule() -> None:
    flat: Page = flowchart_page(2)
    written = write_html(drawing(identity_page(1), flat, replace(flat, number=3)))
    style = parse(written).findtext(".//style")
    assert re.findall(r"@page (\w+)\{size:([^;]+);margin:0\}", style) == [
        ("kertas1", "210.0mm 297.0mm"), ("kertas2", "297.0mm 210.0mm"),
    ]  # fmt: skip
    assert parse(written).xpath("//section/@class") == ["hal kertas1", "hal kertas2", "hal kertas2"]


def test_lines_keep_their_words_apart_and_broken_words_together() -> None:
    broken = text("Kasi/Kabid surat-menyurat dinas", "Kasi/", "Kabid surat-", "menyurat dinas")
    document = parse(write_html(drawing(replace(identity_page(1), tables=(
        Table("t", MARGIN.left, MARGIN.top, (pt(100),), (Row(pt(40)),), (Cell(0, 0, (broken,)),)),
    )))))  # fmt: skip
    (block,) = document.xpath("//section/table//p")
    assert "".join(block.itertext()) == broken.text
    assert [one.text for one in block.findall("span")] == list(broken.lines)


def test_it_is_one_document_in_indonesian_that_says_what_it_is() -> None:
    plan = drawing(identity_page(1), flowchart_page(2))
    written = write_html(plan)
    assert written.startswith('<!DOCTYPE html>\n<html lang="id">')
    document = parse(written)
    assert document.findtext(".//title") == plan.properties.title
    assert document.findtext(".//h1") == plan.properties.title
    assert [one.text for one in document.iter("h2")] == ["Halaman 1 dari 2: identitas", "Halaman 2 dari 2: prosedur"]
    assert document.xpath("//nav//a/@href") == ["#hal-1", "#hal-2"]
    assert document.xpath("//body/*[1]/@href") == ["#isi"]


class Balance(HTMLParser):
    """Notes the open elements, and every end that does not fit the last of them."""

    void = frozenset({"meta", "link", "col", "img", "input", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"{tag} in line {self.getpos()[0]}")


@every_sop
def test_every_element_ends_where_it_should(address: str, sheets: dict[str, tuple[Drawing, Any]]) -> None:
    balance = Balance()
    balance.feed(write_html(sheets[address][0]))
    balance.close()
    assert (balance.open, balance.wrong) == ([], [])


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_whatever_a_text_holds_comes_out_again(lines: list[str], address: str) -> None:
    whole = text(" ".join(lines), *lines)
    own = Table("identitas", MARGIN.left, MARGIN.top, (pt(100),), (Row(pt(40)),), (Cell(0, 0, (whole,)),))
    page = replace(identity_page(1), tables=(own,), description=whole.text)
    document = parse(write_html(drawing(page), {whole.text: address} if address else {}))
    (block,) = document.xpath("//section/table//p")
    assert [one.text or "" for one in block.iter("span")] == lines
    assert len(document.xpath("//body/*")) == 3


def test_the_same_drawing_gives_the_same_text() -> None:
    pages = (identity_page(1), flowchart_page(2, footer="Kaki"))
    assert write_html(drawing(*pages)) == write_html(drawing(*pages))
