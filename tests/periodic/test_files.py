"""Reports as files: the figures that they print, sound for Word and Excel, the same every time."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from doctool.model.dokumen import Bagan
from doctool.periodic import periods
from doctool.periodic.book import DAYS, REPORT, report_book
from doctool.periodic.document import charts, compose
from doctool.periodic.periods import Periode
from doctool.periodic.reckoned import Hitungan, reckon
from doctool.write.document import write_document
from tests.forms.opened import differences, reckoned_anew
from tests.gate import check_docx, check_xlsx
from tests.periodic.case import OFFICE, TODAY, counts, load, make

DAY = periods.harian(date(2025, 7, 7))
WEEK = periods.minggu(date(2025, 7, 9))
JULY = periods.bulan(date(2025, 7, 1))
SIGNED = date(2025, 7, 14)


def made(root: Path, wanted: Periode, **more: Any) -> Hitungan:
    make(root, **more)
    return reckon(load(root), counts(root), wanted, TODAY)


def report(root: Path, wanted: Periode, **more: Any) -> Any:
    """The report as python-docx reads it."""
    return docx.Document(io.BytesIO(write_document(compose(made(root, wanted, **more), SIGNED))))


def rows(table: Any) -> list[list[str]]:
    return [[cell.text.replace("\n", " ") for cell in row.cells] for row in table.rows]


@pytest.mark.parametrize("wanted", [DAY, WEEK, JULY], ids=["harian", "mingguan", "bulanan"])
def test_reports_are_sound_and_the_same_every_time(tmp_path: Path, wanted: Periode) -> None:
    found = made(tmp_path, wanted)
    document, book = write_document(compose(found, SIGNED)), report_book(found)
    assert check_docx(document, sdk=False) == []
    assert check_xlsx(book, sdk=False, formulas=True) == []
    again = made(tmp_path, wanted)
    assert write_document(compose(again, SIGNED)) == document
    assert report_book(again) == book


def test_a_daily_report_prints_kop_period_figures_and_signers(tmp_path: Path) -> None:
    found = report(tmp_path, DAY)
    kop, facts, main, signers = found.tables
    assert rows(kop)[0][1] == "PEMERINTAH KABUPATEN CONTOH DINAS CONTOH"
    assert rows(facts) == [["Unit kerja", ":", "Bidang PIAK"], ["Hari/Tanggal", ":", "Senin, 7 Juli 2025"]]
    *figures, notes = rows(main)  # the notes stand in a row of their own below the table
    assert notes[0].startswith("Jumlah tahun ini dihitung sejak 30 Juni 2025")
    assert figures == [
        ["No.", "Uraian", "Satuan", "Hari ini", "Jumat 4/7", "Selisih", "Bulan s.d. 7/7", "Tahun 2025 s.d. 7/7"],
        ["Kartu"] * 8,
        ["1.", "Cetak KTP", "keping", "20", "9", "+11", "54", "59"],
        ["2.", "Cetak KIA", "keping", "5", "4", "+1", "14", "15"],
        ["", "Jumlah Kartu", "keping", "25", "13", "+12", "68", "74"],
        ["Stok"] * 8,
        ["3.", "Sisa blanko", "keping", "46", "66", "-20", "-", "-"],
    ]
    left, right = signers.rows[0].cells
    assert [line for line in left.text.split("\n") if line.strip()] == [
        "Mengetahui", "Kepala Dinas,", "Budi Contoh, S.Sos.", "Pembina Tingkat I (IV/b)", "NIP. 196501011990011001",
    ]  # fmt: skip
    assert [line.strip("…") for line in right.text.split("\n") if line.strip()] == [
        "Contoh, 14 Juli 2025", "Dibuat oleh", "Administrator,", "", "NIP. ",
    ]  # fmt: skip
    assert "Jaringan terganggu" in [one.text for one in found.paragraphs]


def test_what_was_not_filled_in_is_said_and_never_zero(tmp_path: Path) -> None:
    main = rows(report(tmp_path, WEEK).tables[2])
    assert main[0][3:8] == ["Senin 7/7", "Selasa 8/7", "Rabu 9/7", "Jumat 11/7", "Sabtu 12/7"]
    assert main[2][3:] == ["20", "1.200", "belum diisi", "30", "2", "1.252*", "39", "+1.213*", "1.286*", "1.291*"]
    assert main[3][3:9] == ["5", "6", "belum diisi", "belum diisi", "1", "12*"]


def test_a_month_lists_its_days_and_carries_charts(tmp_path: Path) -> None:
    found = made(tmp_path, JULY)
    comparison, by_week = charts(found)
    assert [list(one.nilai) for one in comparison.seri] == [[5, 1], [1286, 21]], "Juni, Juli"
    assert [list(one.nilai) for one in by_week.seri] == [[43, 1264, None, None, None]]
    assert isinstance(comparison, Bagan)
    days = rows(docx.Document(io.BytesIO(write_document(compose(found, SIGNED)))).tables[-1])
    assert ["7.", "Rabu, 9 Juli 2025", *["belum diisi"] * 3] in days
    assert days[-1][2:] == ["1.286*", "21*", "498*"]


def test_a_report_says_when_its_figures_are_samples(tmp_path: Path) -> None:
    header = report(tmp_path, DAY, contoh="ya").sections[0].header
    assert "CONTOH" in header.paragraphs[0].text
    assert "CONTOH" not in report(tmp_path, DAY).sections[0].header.paragraphs[0].text


def test_a_workbook_holds_numbers_and_formulas(tmp_path: Path) -> None:
    data = report_book(made(tmp_path, WEEK))
    formulas = openpyxl.load_workbook(io.BytesIO(data))[REPORT]
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)[REPORT]
    at = {str(row[1].value): row[0].row for row in values.iter_rows()}
    line = at["Cetak KTP"]
    assert [values.cell(line, column).value for column in range(4, 14)] == [
        20, 1200, "belum diisi", 30, 2, 1252, 39, 1213, 1286, 1291,
    ]  # fmt: skip
    assert formulas.cell(line, 9).value == f"=SUM(D{line}:H{line})"
    assert formulas.cell(line, 11).value == f"=I{line}-J{line}"
    assert formulas.cell(at["Jumlah Kartu"], 9).value == f"=SUM(I{line}:I{line + 1})"


@pytest.mark.libreoffice
def test_libreoffice_reckons_the_same_results(tmp_path: Path) -> None:
    books = {str(one.jenis): report_book(made(tmp_path, one)) for one in (DAY, WEEK, JULY)}
    (tmp_path / "anew").mkdir()
    for name, anew in reckoned_anew(books, tmp_path / "anew").items():
        shown = openpyxl.load_workbook(io.BytesIO(books[name]), data_only=True)
        for sheet in shown.sheetnames:
            assert differences(shown[sheet], anew[sheet]) == []
        assert shown.sheetnames == ([REPORT, DAYS] if name == "bulanan" else [REPORT])


@pytest.mark.parametrize("rule", ["ganda", "tunggal", "tidak"])
def test_the_kop_carries_the_crest_in_its_own_proportions(tmp_path: Path, rule: str) -> None:
    from PIL import Image

    office = OFFICE.replace("DINAS CONTOH]}", f"DINAS CONTOH], logo: logo.png, garis: {rule}}}")
    make(tmp_path, office=office)
    Image.new("RGB", (200, 100), "red").save(tmp_path / "sop_catalog/kab-contoh/logo.png")
    data = write_document(compose(reckon(load(tmp_path), counts(tmp_path), DAY, TODAY), SIGNED))
    assert check_docx(data, sdk=False) == []
    (crest,) = docx.Document(io.BytesIO(data)).inline_shapes
    assert crest.width.mm == pytest.approx(20, abs=0.1)
    assert crest.height.mm == pytest.approx(10, abs=0.1)
