"""Word files: valid, the same bytes each time, with ordinary text in ordinary tables."""

from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import docx
import pytest
from lxml import etree
from PIL import Image

from doctool.drawing import Cell, Drawing, Padding, Properties, Row, Table
from doctool.units import mm, pt
from doctool.write.word import write_docx
from tests.gate import REPOSITORY, check_docx
from tests.gate_lint import NS
from tests.write.specimens import (
    MARGIN,
    connector_page,
    drawing,
    flowchart_page,
    identity_page,
    path_forms,
    table,
    text,
)


def document(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    Image.new("RGB", (40, 48), "navy").save(tmp_path / "logo.png")
    Image.new("RGB", (40, 48), "navy").save(tmp_path / "logo.jpg")
    (tmp_path / "rusak.png").write_bytes((tmp_path / "logo.png").read_bytes()[:60])
    return tmp_path


SHEETS = {
    "one flowchart page": drawing(flowchart_page(1)),
    "identity and flowchart": drawing(
        identity_page(1), flowchart_page(2, footer="Kaki"), flowchart_page(3, footer="Kaki")
    ),
    "every form of arrow": drawing(
        connector_page(1, list(path_forms())[:48]), connector_page(2, list(path_forms())[48:])
    ),
    "no table, no shape": drawing(dataclasses.replace(flowchart_page(1), tables=(), shapes=(), lines=(), labels=())),
}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=SHEETS)
def test_it_passes_the_gate(sheet: Drawing) -> None:
    assert check_docx(write_docx(sheet)) == []


def test_a_logo_is_embedded_and_stays_valid(logo: Path) -> None:
    for image in ("logo.png", "logo.jpg"):
        data = write_docx(drawing(identity_page(1, image), identity_page(2, image), image_root=str(logo)))
        assert check_docx(data) == []
        assert [name for name in names(data) if "media" in name] == [
            f"word/media/image1.{'png' if image.endswith('png') else 'jpeg'}"
        ]
        assert len(docx.Document(io.BytesIO(data)).inline_shapes) == 2


@pytest.mark.parametrize("image", ["tiada.png", "rusak.png", "../logo.png"])
def test_without_a_usable_logo_an_empty_frame_stands_there(logo: Path, image: str) -> None:
    inside = logo / "kantor"
    inside.mkdir()
    (inside / "rusak.png").write_bytes((logo / "rusak.png").read_bytes())
    data = write_docx(drawing(identity_page(1, image), image_root=str(inside)))
    assert not [name for name in names(data) if "media" in name]
    extent = document(data).find(".//wp:inline/wp:extent", NS)
    assert (extent.get("cx"), extent.get("cy")) == ("635000", "762000")
    assert document(data).find(".//wp:inline//wps:wsp", NS) is not None


def test_its_text_is_ordinary_text_of_ordinary_tables() -> None:
    opened = docx.Document(io.BytesIO(write_docx(drawing(flowchart_page(1)))))
    sheet = opened.tables[0]
    assert sheet.cell(2, 1).text == "Mengajukan permohonan beserta persyaratan"
    assert sheet.cell(2, 5).text == "a.\ta < b & c\nb.\tdua"
    assert sheet.cell(0, 0).text == sheet.cell(1, 0).text == "No"
    run = sheet.cell(2, 1).paragraphs[0].runs[0]
    assert (run.font.name, run.font.size.pt, run.font.bold) == ("Arial", 9, None)
    assert sheet.cell(0, 1).paragraphs[0].runs[0].font.bold


def test_rows_are_exact_whole_and_headed() -> None:
    rows = document(write_docx(drawing(flowchart_page(1)))).findall(".//w:tbl/w:tr", NS)
    heights = [row.find("w:trPr/w:trHeight", NS) for row in rows]
    assert {height.get(f"{{{NS['w']}}}hRule") for height in heights} == {"exact"}
    values = [int(height.get(f"{{{NS['w']}}}val")) for height in heights]
    # the bottom rule of half a point hangs below the last row, which gives way to it
    assert values == [pt(16), pt(34), pt(70), pt(80), pt(24) - 10]
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True, True, False, False, False]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)


def test_space_between_paragraphs_is_written_once() -> None:
    cell = document(write_docx(drawing(flowchart_page(1)))).xpath("//w:tc[w:p/w:r/w:t='Memeriksa']", namespaces=NS)[0]
    spacing = [
        tuple(int(p.find("w:pPr/w:spacing", NS).get(f"{{{NS['w']}}}{key}")) for key in ("before", "after"))
        for p in cell.findall("w:p", NS)
    ]
    # padding 3 + before 4; after 6 + before 2; padding 3
    assert spacing == [(pt(7), 0), (pt(8), pt(3))]


def test_its_properties_come_from_the_data() -> None:
    opened = docx.Document(io.BytesIO(write_docx(drawing(flowchart_page(1)))))
    core = opened.core_properties
    assert (core.title, core.author) == ("SOP Pelayanan <Contoh> & Uji", "Dinas Contoh")
    assert core.language == "id-ID"
    # Where docxcompose is installed, python-docx looks for this one in another namespace.
    changed_by = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
    assert core._element.findtext(changed_by) == "Dinas Contoh"
    assert (core.created.date().isoformat(), core.modified.date().isoformat()) == ("2024-02-29", "2025-01-31")


def test_dates_that_are_not_told_are_not_made_up() -> None:
    bare = Drawing(Properties(title="SOP", creator=""), (flowchart_page(1),))
    data = write_docx(bare)
    assert check_docx(data, sdk=False) == []
    core = document(data, "docProps/core.xml")
    assert core.find("dcterms:created", NS) is None
    assert core.find("dc:creator", NS) is None


def test_the_drawing_tells_its_steps_to_a_screen_reader() -> None:
    page = flowchart_page(1)
    tree = document(write_docx(drawing(page)))
    assert tree.find(".//wp:anchor/wp:docPr", NS).get("descr") == page.description
    titles = [shape.get("descr") for shape in tree.iterfind(".//wps:cNvPr", NS) if shape.get("descr")]
    assert titles == [shape.title for shape in page.shapes]


def test_there_is_one_group_a_page_in_its_first_paragraph() -> None:
    tree = document(write_docx(drawing(flowchart_page(1), flowchart_page(2), identity_page(3))))
    holders = [anchor.xpath("ancestor::w:p[1]", namespaces=NS)[0] for anchor in tree.iterfind(".//wp:anchor", NS)]
    assert len(holders) == 2
    for paragraph in holders:
        assert paragraph.getparent().tag.endswith("}body")
        assert paragraph.find("w:pPr/w:spacing", NS).get(f"{{{NS['w']}}}line") == "20"


def test_pages_alike_share_a_section_and_unlike_or_drawn_ones_do_not() -> None:
    identity = identity_page(1), identity_page(2)
    pages = *identity, flowchart_page(3), flowchart_page(4), flowchart_page(5, footer="Kaki")
    tree = document(write_docx(drawing(*pages)))
    sections = tree.findall(".//w:sectPr", NS)
    orientation = [section.find("w:pgSz", NS).get(f"{{{NS['w']}}}orient") for section in sections]
    assert orientation == [None, "landscape", "landscape", "landscape"]
    assert len(tree.findall(".//w:pageBreakBefore", NS)) == 1
    # the sections without a footer name an empty one, or Word would repeat an earlier section's
    links = [section.find("w:footerReference", NS).get(f"{{{NS['r']}}}id") for section in sections]
    assert links[0] == links[1] == links[2] != links[3]


def test_a_footer_is_a_footer() -> None:
    data = write_docx(drawing(flowchart_page(1, footer="Lembar Dinas Contoh")))
    assert "Lembar Dinas Contoh" in "".join(document(data, "word/footer1.xml").itertext())


def test_a_place_that_no_cell_covers_is_empty_and_unruled() -> None:
    holes = Table("lubang", MARGIN.left, MARGIN.top + 20, (500, 500), (Row(400), Row(400)), (Cell(0, 0), Cell(1, 1)))
    data = write_docx(drawing(dataclasses.replace(flowchart_page(1), tables=(holes,))))
    assert check_docx(data, sdk=False) == []
    empty = document(data).findall(".//w:tr", NS)[0].findall("w:tc", NS)[1]
    assert {rule.get(f"{{{NS['w']}}}val") for rule in empty.find("w:tcPr/w:tcBorders", NS)} == {"nil"}


def test_tables_that_cannot_be_reached_are_refused() -> None:
    page = flowchart_page(1)
    over = dataclasses.replace(page, tables=(table("a", 900, MARGIN.top, (500,), (400,)),))
    with pytest.raises(ValueError, match="table a is not below"):
        write_docx(drawing(over))
    first = table("a", 900, MARGIN.top + 20, (500,), (400,))
    touching = dataclasses.replace(page, tables=(first, table("b", 900, first.y + first.height, (500,), (400,))))
    with pytest.raises(ValueError, match="table b is not below"):
        write_docx(drawing(touching))
    with pytest.raises(ValueError, match="at least one page"):
        write_docx(drawing())


def test_the_font_of_the_drawing_is_the_font_of_the_document() -> None:
    page = flowchart_page(1)
    style = dataclasses.replace(text("x").style, font="Cambria")
    cell = Cell(0, 0, (text("Huruf berkait", style=style),))
    own = Table("t", MARGIN.left, MARGIN.top + 20, (pt(200),), (Row(pt(20)),), (cell,))
    data = write_docx(drawing(dataclasses.replace(page, tables=(own,), shapes=(), lines=(), labels=())))
    fonts = document(data, "word/styles.xml").find(".//w:rPrDefault//w:rFonts", NS)
    assert fonts.get(f"{{{NS['w']}}}ascii") == "Cambria"
    assert b"Caladea" in etree.tostring(document(data, "word/fontTable.xml"))


def test_margins_below_the_slack_stay_possible() -> None:
    page = dataclasses.replace(flowchart_page(1), margin=Padding(mm(15), mm(15), 10, mm(15)))
    assert check_docx(write_docx(drawing(page)), sdk=False) == []


def test_the_same_drawing_gives_the_same_bytes_everywhere() -> None:
    program = (
        "import sys; from hashlib import sha256; from doctool.write.word import write_docx;"
        "from tests.write.specimens import *;"
        "sys.stdout.write(sha256(write_docx(drawing(identity_page(1), flowchart_page(2, footer='Kaki')))).hexdigest())"
    )
    here = sha256(write_docx(drawing(identity_page(1), flowchart_page(2, footer="Kaki")))).hexdigest()
    for zone, locale, seed in (("Asia/Jakarta", "C", "1"), ("America/New_York", "C.UTF-8", "2")):
        environment = {**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        there = subprocess.run(
            [sys.executable, "-c", program], cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=True
        )
        assert there.stdout == here
