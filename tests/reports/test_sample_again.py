"""The sample report made again: the same bytes wherever it is made, and one realisasi that changes only its places."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from tests.reports.expected import Expected
from tests.reports.sample import DAY, MADE, NAME, Files, doctool, rakit, workspace
from tests.reports.test_sample_figures import BANDS, FIGURE, TYPED, numbered
from tests.write.docx_text import paragraphs, parts

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]
RETURNED = Path("data/kota-probolinggo/kinerja/2025/pengembalian")
OFFICE = ("--kantor", "kota-probolinggo", "--tahun", "2025")


def recap(root: Path) -> Expected:
    """The recap of the workspace `root`, where the program runs."""
    doctool("formulir", "rekap", *OFFICE, "--triwulan", "4", "--tanggal", DAY, "-o", str(root / "rekap"))
    return Expected.read(root, next((root / "rekap").rglob("rekap-2025-tw4.json")))


@dataclass
class Changed:
    """The report before and after one realisasi was returned anew, with the recaps."""

    before: Files
    after: Files
    old: Expected
    new: Expected


@pytest.fixture(scope="module")
def changed(sample: Files, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Changed]:
    """The bidang corrects the last quarter of IKU-3 in the form that it returned, and sends it again."""
    root = workspace(tmp_path_factory.mktemp("ulang"))
    here = Path.cwd()
    os.chdir(root)
    try:
        old = recap(root)
        form = next((root / RETURNED / "berkas").glob("capil-tw4.*.xlsx"))
        book = openpyxl.load_workbook(form)
        sheet = book["Form Isian"]
        (row,) = (at for at in range(1, sheet.max_row + 1) if sheet.cell(at, 1).value == "IKU-3/P")
        (column,) = (cell.column for cell in sheet[row] if cell.value == 65204)
        sheet.cell(row, column).value = 65304
        book.save(root / "Form (1) revisi fix.xlsx")
        doctool("formulir", "baca", "Form (1) revisi fix.xlsx", *OFFICE, "--tanggal", "2026-01-19", "--terbaru")
        kept = json.loads((root / RETURNED / "capil-tw4.json").read_text(encoding="utf-8"))
        assert "65304" in json.dumps(kept)
        rakit("-o", str(root / "hasil"))
        made = root / "hasil" / MADE.relative_to("output")
        yield Changed(sample, Files.of(made), old, recap(root))
    finally:
        os.chdir(here)


def differing_cells(one: Changed) -> list[tuple[str, str, str, str, str]]:
    """(table, row, heading, before, after) of every cell that is not the same."""
    found = []
    before, after = one.before.tables(), one.after.tables()
    assert [caption for caption, _ in before] == [caption for caption, _ in after]
    for (caption, rows), (_, others) in zip(before, after, strict=True):
        assert [len(row) for row in rows] == [len(row) for row in others]
        if caption.startswith(TYPED) or BANDS in caption or "Indikator kinerja" in rows[0][2:]:
            assert rows == others
            continue
        assert [row for row in rows if len(row) == 1] == [row for row in others if len(row) == 1], "notes and groups"
        for (first, name, cells), (*_, new) in zip(numbered(rows), numbered(others), strict=True):
            found += [(caption, name if FIGURE.fullmatch(first) else first, heading, cells[heading], new[heading])
                      for heading in cells if cells[heading] != new[heading]]  # fmt: skip
    return found


def test_a_changed_realisasi_changes_exactly_the_cells_that_show_it(changed: Changed) -> None:
    """Every cell whose figure differs between the two recaps, and no other."""
    wanted = []
    for caption, rows in changed.before.tables():
        if caption.startswith(TYPED) or BANDS in caption or "Indikator kinerja" in rows[0][2:]:
            continue
        for first, name, cells in numbered(rows):
            old, new = changed.old.row(first, name), changed.new.row(first, name)
            wanted += [
                (caption, name if FIGURE.fullmatch(first) else first, heading, cell, new[heading])
                for heading, cell in cells.items()
                if FIGURE.fullmatch(cell) and heading in old and old[heading] != new[heading]
            ]
    found = differing_cells(changed)
    assert found == wanted
    named = {row if "(IKU-3)" not in row else "IKU-3" for _, row, *_ in found}
    assert named == {
        "IKU-3", "Rata-rata sasaran 1", "Semua sasaran", "Meningkatnya kepemilikan dokumen kependudukan",
    }  # fmt: skip
    assert len(found) == 17


def test_and_exactly_the_sentences_that_tell_it(changed: Changed) -> None:
    before, after = (
        [words for style, words in paragraphs(files.docx) if not style.startswith(("SelTabel", "JumlahTabel"))]
        for files in (changed.before, changed.after)
    )
    assert len(before) == len(after)
    told = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    figures = re.compile(r"\d+,\d\d%")
    assert [
        (old.split(" ")[0], pair) for old, new in told
        for pair in zip(figures.findall(old), figures.findall(new), strict=True) if pair[0] != pair[1]
    ] == [
        ("Perjanjian", ("101,68%", "101,70%")), ("Yang", ("97,24%", "97,38%")), ("Sasaran", ("99,99%", "100,03%")),
        ("Kepemilikan", ("97,24%", "97,38%")), ("Secara", ("101,68%", "101,70%")),
    ]  # fmt: skip
    assert [pair for pair in told if figures.sub("", pair[0]) != figures.sub("", pair[1])] == []


def test_and_exactly_the_points_of_charts(changed: Changed) -> None:
    points = []
    before, after = parts(changed.before.docx), parts(changed.after.docx)
    for name in sorted(name for name in before if name.endswith(".xlsx")):
        sheets = [openpyxl.load_workbook(io.BytesIO(files[name])).active for files in (before, after)]
        old, new = ([list(row) for row in sheet.iter_rows(values_only=True)] for sheet in sheets if sheet is not None)
        points += [
            (str(old[0][column]), str(row[0]))
            for row, other in zip(old, new, strict=True)
            for column, value in enumerate(row)
            if value != other[column]
        ]
    assert sorted(points) == [("Capaian (%)", "IKU-3"), ("IKU-3", "2025"), ("Realisasi", "IKU-3")]


def test_no_other_part_of_the_word_file_is_touched(changed: Changed) -> None:
    before, after = parts(changed.before.docx), parts(changed.after.docx)
    assert before.keys() == after.keys()
    differ = {name for name in before if before[name] != after[name]}
    assert {re.sub(r"\d+", "", name) for name in differ} == {
        "word/document.xml", "word/charts/chart.xml", "word/embeddings/bagan.xlsx",
    }  # fmt: skip
    assert len(differ) == 7
    assert changed.before.entries == changed.after.entries


def test_the_pdf_differs_in_the_same_lines(changed: Changed) -> None:
    assert len(changed.before.pages) == len(changed.after.pages)
    lines = [
        (old, new)
        for page, other in zip(changed.before.pages, changed.after.pages, strict=True)
        for old, new in zip(page, other, strict=True)
        if old != new
    ]
    figures = re.compile(r"-?[\d.]+,\d+")
    assert [pair for pair in lines if figures.sub("#", pair[0]) != figures.sub("#", pair[1])] == []
    assert lines


def test_the_same_report_from_another_folder_has_the_same_bytes(
    sample: Files, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another workspace, another working directory, another folder for what is made, files touched meanwhile."""
    root = workspace(tmp_path / "tempat lain" / "ruang kerja")
    for path in root.rglob("*.md"):
        os.utime(path, (1769853600, 1769853600))
    monkeypatch.chdir(root / "data" / "kota-probolinggo")
    monkeypatch.setenv("TZ", "Asia/Jayapura")
    monkeypatch.setenv("PYTHONHASHSEED", "17")
    doctool("laporan", "rakit", NAME, "--tanggal", "2026-03-31", "-o", str(tmp_path / "hasil"), "--format", "docx")
    made = tmp_path / "hasil" / MADE.relative_to("output") / "laporan-lkj-2025.docx"
    assert made.read_bytes() == sample.docx
