"""The numbers of pages on covers and in the list: the same for every recipient, also of PDFs that many get."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from pypdf import PdfWriter

from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, begin_book, make_workspace
from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import find_soffice
from doctool.packet_job import PacketOptions
from doctool.packet_list import XLSX
from doctool.packet_pipeline import build_packet

GUIDE: dict[str, Any] = {"judul": "Petunjuk", "berkas": "petunjuk.pdf"}
LOCKED: dict[str, Any] = {"judul": "Terkunci", "berkas": "terkunci.pdf", "gabung": False}


def finished(folder: Path, password: str = "", name: str = "petunjuk.pdf") -> None:
    """A PDF of three pages."""
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(300, 300)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(folder / name)


def build(root: Path, pieces: list[dict[str, Any]], formats: frozenset[str] | None, **more: Any) -> Path:
    """Make a packet for three recipients; its folder."""
    make_workspace(root, 3, pieces, **more)
    begin_book(root)
    folder = root / "data" / OFFICE / "paket" / NAME
    finished(folder)
    finished(folder, "rahasia", "terkunci.pdf")
    result = build_packet(
        Workspace(root), folder / "paket.yaml", PacketOptions(root / "output", DAY, workers=1, formats=formats)
    )
    assert result.troubles == []
    return root / "output" / "paket" / OFFICE / NAME


def contents(out: Path) -> list[str]:
    """The column "Isi paket" of the list."""
    sheet = openpyxl.load_workbook(io.BytesIO((out / XLSX).read_bytes())).active
    assert sheet is not None
    return [str(row[2].value) for row in sheet.iter_rows() if "berkas" in str(row[2].value)]


def sizes(cover: Path) -> list[str]:
    """The column "Halaman / ukuran" of a cover sheet."""
    document = docx.Document(io.BytesIO(cover.read_bytes()))
    table = next(one for one in document.tables if one.rows[0].cells[-2].text.startswith("Halaman"))
    return [row.cells[2].text for row in table.rows[1:]]


def test_finished_pdfs_are_counted_for_every_recipient(tmp_path: Path) -> None:
    out = build(tmp_path / "ruang", [GUIDE], None, lembar_depan=False)
    assert contents(out) == ["1 berkas, 3 lembar"] * 3


def test_what_is_not_known_is_told_by_its_size(tmp_path: Path) -> None:
    out = build(tmp_path / "ruang", [LETTER, FORM], frozenset({"docx", "xlsx"}))
    assert contents(out) == ["2 berkas"] * 3
    for one in sorted(out.glob("*/00_*.docx")):
        assert all(size.endswith(" KB") for size in sizes(one))


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_a_word_file_has_the_pages_of_its_pdf_and_the_one_pdf_knows_the_rest(tmp_path: Path) -> None:
    both = [{**LETTER, "bentuk": ["docx", "pdf"]}, GUIDE, LOCKED]
    out = build(tmp_path / "ruang", both, None, satu_pdf=True)
    import pdfplumber

    for one in sorted(out.glob("*/00_*.pdf")):
        with pdfplumber.open(one) as pdf:
            text = " ".join(page.extract_text() or "" for page in pdf.pages)
        assert "4 berkas, 4 halaman PDF" in text  # a letter of one page in two shapes, three pages, one that is locked
    assert contents(out) == ["4 berkas, satu PDF 5 lembar"] * 3
    shutil.rmtree(tmp_path / "ruang")
    out = build(tmp_path / "ruang", [{**FORM, "formulir": "unit-0001", "bentuk": ["pdf"]}, GUIDE], None)
    said = contents(out)
    assert len(said) == 3
    assert len(set(said)) == 1  # the form is the same for all: converted once, counted for each
    assert said[0].endswith(" lembar")
