"""The same document gives the same PDF, whenever it is converted; other PDFs are left alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from docx import Document

from doctool.border.pdf import count_pages
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.convert.steady import steady

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")


@needs_libreoffice
@pytest.mark.libreoffice
def test_two_conversions_of_one_document_are_equal(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kepada Yth. Kepala Bidang")
    document.save(str(tmp_path / "a.docx"))
    made = []
    for name in ("satu", "dua"):
        [one] = convert_to_pdf([tmp_path / "a.docx"], tmp_path / name)
        assert one.pdf is not None
        made.append(one.pdf.read_bytes())
        time.sleep(1.1)  # PDFs say the second
    assert made[0] != made[1]
    assert steady(made[0]) == steady(made[1])
    assert len(steady(made[0])) == len(made[0])
    assert count_pages(steady(made[0])) == 1
    assert steady(steady(made[0])) == steady(made[0])


def test_a_pdf_of_another_program_is_left_alone() -> None:
    other = b"%PDF-1.4\n1 0 obj<</CreationDate(D:20260105080000Z)>>endobj\nxref\n0 1\n"
    other += b"trailer<</ID[<" + b"A" * 32 + b">]>>"
    assert steady(other) == other
    assert steady(b"") == b""
