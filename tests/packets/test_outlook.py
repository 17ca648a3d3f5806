"""What is said before a run, and by a dry run, is what the run then makes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml

from benchmarks.packet_case import DAY, LETTER, NAME, OFFICE, begin_book, make_workspace
from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import find_soffice
from doctool.packet_job import PacketBuild, PacketOptions
from doctool.packet_pipeline import build_packet


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with a packet for four recipients."""
    make_workspace(tmp_path, 4, [LETTER])
    begin_book(tmp_path)
    return tmp_path


def folder(root: Path) -> Path:
    return root / "output" / "paket" / OFFICE / NAME


def build(root: Path, told: list[str] | None = None, **more: Any) -> PacketBuild:
    """Make the packet; what is said goes to `told`, also each (done, total) of its progress."""
    options = replace(PacketOptions(root / "output", DAY, workers=1, formats=frozenset({"docx", "xlsx"})), **more)
    said = told if told is not None else []
    return build_packet(
        Workspace(root), root / "data" / OFFICE / "paket" / NAME / "paket.yaml", options,
        lambda done, total, _: said.append(f"{done}/{total}"), said.append,
    )  # fmt: skip


def change(root: Path, **more: Any) -> None:
    """Change keys of paket.yaml."""
    path = root / "data" / OFFICE / "paket" / NAME / "paket.yaml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(path.read_text("utf-8")), **more}), encoding="utf-8")


def files(root: Path) -> dict[str, int]:
    made = folder(root)
    return {p.relative_to(made).as_posix(): p.stat().st_mtime_ns for p in made.rglob("*") if p.is_file()}


def test_covers_that_a_kill_left_out_are_counted(root: Path) -> None:
    build(root)
    for cover in folder(root).glob("00[12]_*/00_Lembar-Depan.docx"):
        cover.unlink()
    told: list[str] = []
    result = build(root, told)
    assert told == ["4 penerima: 2 sudah mutakhir, 2 akan dibuat", "1/2", "2/2"]
    assert (result.made, result.kept) == (2, 2)


def test_files_changed_by_a_person_are_failures_and_not_up_to_date(root: Path) -> None:
    build(root)
    (folder(root) / "001_Kecamatan-Contoh-1" / "1_Surat-Pengantar.docx").write_bytes(b"diubah")
    (folder(root) / "002_Kecamatan-Contoh-2" / "00_Lembar-Depan.docx").write_bytes(b"diubah")
    told: list[str] = []
    result = build(root, told)
    assert told == ["4 penerima: 2 sudah mutakhir, 0 akan dibuat, 2 gagal"]
    assert (result.made, result.kept, len(result.troubles)) == (0, 2, 2)
    assert {one.kunci for one in build(root, dry_run=True).troubles} == {"unit-0001", "unit-0002"}
    told.clear()
    build(root, told, overwrite=True)
    assert told[0] == "4 penerima: 2 sudah mutakhir, 2 akan dibuat"


@pytest.mark.parametrize("before", ["nothing", "all", "a-cover-less", "zips", "one-zip"])
def test_a_dry_run_names_what_the_run_then_makes(root: Path, before: str) -> None:
    if before != "nothing":
        build(root)
    if before == "a-cover-less":
        (folder(root) / "003_Kecamatan-Contoh-3" / "00_Lembar-Depan.docx").unlink()
    if before.endswith("zips"):
        change(root, zip="penerima")
    if before == "one-zip":
        change(root, zip="semua")
        build(root)
        (folder(root) / f"{NAME}.zip").unlink()
    had = files(root) if folder(root).exists() else {}
    dry = build(root, dry_run=True)
    planned = {path.relative_to(folder(root)).as_posix() for path, _ in dry.plan}
    assert (files(root) if folder(root).exists() else {}) == had
    build(root)
    made = {name for name, at in files(root).items() if had.get(name) != at} - {"manifes.json"}
    assert dry.planned is not None
    if dry.planned.zips:  # how many there are depends on the size of what they hold
        assert [name for name in made if name.endswith(".zip")] != []
        made = {name for name in made if not name.endswith(".zip")}
    assert made - planned == set()
    # A list is named before it is known whether what it says of the files changes.
    assert planned - made <= {"00_Daftar-Ekspedisi.xlsx"}
    assert before != "nothing" or planned == made
    assert before != "all" or planned == set()


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_one_pdfs_that_are_wanted_later_are_counted_and_named(root: Path) -> None:
    build(root, formats=None)
    change(root, satu_pdf=True)
    dry = build(root, formats=None, dry_run=True)
    assert dry.planned is not None
    assert dry.planned.line() == "4 lembar depan, 4 satu PDF, 2 Daftar Ekspedisi"
    told: list[str] = []
    result = build(root, told, formats=None)
    assert told[0] == "4 penerima: 0 sudah mutakhir, 4 akan dibuat"
    assert told[-1] == "4/4"
    assert result.made == 4
    shutil.rmtree(root / "output" / ".doctool")
    again = build(root, formats=None, dry_run=True)
    assert again.plan == []


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_the_cover_says_what_is_not_in_the_one_pdf(root: Path) -> None:
    import pdfplumber

    data = root / "data" / OFFICE / "paket" / NAME
    for name in ("denah.txt", "catatan.txt"):
        (data / name).write_text("x", encoding="utf-8", newline="\n")
    pieces = [LETTER, {"judul": "Denah", "berkas": "denah.txt"}]
    change(root, satu_pdf=True, isi=[*pieces, {"judul": "Catatan", "berkas": "catatan.txt", "gabung": False}])
    result = build(root, formats=None)
    assert [one.text for one in result.findings if "satu PDF" in one.message] == ["Denah"]
    with pdfplumber.open(next(folder(root).glob("001_*/00_Lembar-Depan.pdf"))) as pdf:
        lines = (pdf.pages[0].extract_text() or "").splitlines()
    assert sum("tidak termasuk dalam satu PDF" in one for one in lines) == 2


def test_cover_and_list_print_days_as_the_office_does(root: Path) -> None:
    build(root)
    cover = docx.Document(str(next(folder(root).glob("001_*/00_Lembar-Depan.docx"))))
    said = {cell.text for table in cover.tables for row in table.rows for cell in row.cells}
    assert "05 Januari 2026" in said
    sheet = openpyxl.load_workbook(folder(root) / "00_Daftar-Ekspedisi.xlsx").active
    assert sheet is not None
    assert "TANGGAL 05 JANUARI 2026" in {cell.value for row in sheet.iter_rows() for cell in row}


def test_a_list_that_was_filled_in_is_left_and_nobody_is_told_to_delete_it(root: Path) -> None:
    build(root)
    (folder(root) / "00_Daftar-Ekspedisi.xlsx").write_bytes(b"diisi")
    [trouble] = build(root).troubles
    assert "tidak ditimpa" in trouble.alasan
    assert "--dari" in trouble.saran
    assert (folder(root) / "00_Daftar-Ekspedisi.xlsx").read_bytes() == b"diisi"
