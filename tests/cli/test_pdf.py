"""`doctool pdf` joins and converts, and loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document
from pypdf import PdfReader, PdfWriter

from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ExitCode

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["pdf", *map(str, args)], prog_name="doctool")


def make_pdf(path: Path, pages: int) -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    writer.write(path)
    return path


def test_joins_and_tells_the_pages(tmp_path: Path) -> None:
    one, two, out = make_pdf(tmp_path / "a.pdf", 2), make_pdf(tmp_path / "b.pdf", 3), tmp_path / "hasil" / "c.pdf"
    result = run("gabung", one, two, "-o", out, "--json")
    assert result.exit_code == 0
    answer = json.loads(result.stdout)
    assert (answer["halaman"], [part["halaman"] for part in answer["bagian"]]) == (5, [2, 3])
    assert len(PdfReader(out).pages) == 5
    assert "2 berkas, 5 halaman." in result.stderr


def test_damaged_part_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    good, bad = make_pdf(tmp_path / "baik.pdf", 1), make_pdf(tmp_path / "buruk.pdf", 3)
    bad.write_bytes(bad.read_bytes()[:300])
    result = run("gabung", good, bad, "-o", tmp_path / "c.pdf")
    assert result.exit_code == ExitCode.USAGE
    assert "buruk.pdf" in result.stderr
    assert not (tmp_path / "c.pdf").exists()


def test_result_that_is_there_is_kept_without_timpa(tmp_path: Path) -> None:
    one, out = make_pdf(tmp_path / "a.pdf", 1), tmp_path / "c.pdf"
    out.write_bytes(b"milik saya")
    assert run("gabung", one, "-o", out).exit_code == ExitCode.USAGE
    assert out.read_bytes() == b"milik saya"
    assert run("gabung", one, "-o", out, "--timpa", "--dry-run").exit_code == 0
    assert out.read_bytes() == b"milik saya"
    assert run("gabung", one, "-o", out, "--timpa").exit_code == 0
    assert len(PdfReader(out).pages) == 1


@needs_libreoffice
@pytest.mark.libreoffice
def test_converts_beside_the_file_and_names_what_failed(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Surat")
    document.save(str(tmp_path / "surat.docx"))
    (tmp_path / "kosong.xlsx").write_bytes(b"")
    result = run("ubah", tmp_path / "surat.docx", tmp_path / "kosong.xlsx")
    assert result.exit_code == ExitCode.PARTIAL
    assert result.stdout.splitlines() == [str(tmp_path / "surat.pdf")]
    assert f'"{tmp_path / "kosong.xlsx"}": berkas kosong' in result.stderr
    again = run("ubah", tmp_path / "surat.docx")
    assert again.exit_code == ExitCode.PARTIAL
    assert "pakai --timpa" in again.stderr


def test_without_libreoffice_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(tmp_path / "tiada"))
    result = run("ubah", tmp_path / "surat.docx")
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert "LibreOffice tidak ditemukan" in result.stderr
    assert "apt-get install libreoffice-writer" in result.stderr
