"""The form that is sent back: everything that was returned is in it, the faulty cells are marked, the form is whole."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from doctool.border.workbook import inspect
from doctool.findings import Finding, Severity, Where
from doctool.forms.expected import Expected
from doctool.forms.field_map import AKHIR_TANDA, AWAL_TANDA
from doctool.forms.mark import Mark, mark_cells
from doctool.forms.mending import mended
from doctool.forms.read import read_return
from doctool.forms.write import compile_form
from doctool.model.pengembalian import Komentar, Pengembalian
from tests.forms.recap_case import loaded, returned, row
from tests.gate import check_xlsx

ORANGE = "FFFFC000"


def found(cell: str, message: str = "isinya salah", text: str = "") -> Finding:
    return Finding("F20", Severity.ERROR, Where("f.xlsx", cell=cell), message, "perbaiki", text)


@pytest.fixture(scope="module")
def expected() -> Expected:
    return Expected(loaded())


@pytest.fixture(scope="module")
def dafduk() -> Pengembalian:
    """A return whose rows stand two lower than they should, with one value that is no number."""
    rows = row("N1", parts=[(880, 1000), (930, 1000)], number=13, hambatan="=1+1"), row("S1", ["!x", 60], number=16)
    wrong = found("Form Isian!L16", '"x" bukan bilangan', "x"), found("Form Isian!B40", "baris tambahan")
    return returned(
        "dafduk", *rows, uang=[("A/1.1.1", 400000)], temuan=wrong, komentar=(Komentar("Form Isian!M16", "cek lagi"),)
    )


def send_back(expected: Expected, one: Pengembalian) -> tuple[bytes, dict[str, str]]:
    form = expected.form((one.bidang, one.seksi), one.triwulan)
    assert form is not None
    return mended(compile_form(expected.loaded.office), form, one, one.temuan)


def test_the_faulty_cell_is_filled_and_commented_where_it_stands_in_the_fresh_form(
    expected: Expected, dafduk: Pengembalian
) -> None:
    data, places = send_back(expected, dafduk)
    sheet = load_workbook(io.BytesIO(data))["Form Isian"]
    place = places["Form Isian!L16"].rpartition("!")[2]
    cell = sheet[place]
    assert (cell.value, cell.fill.fgColor.rgb) == ("x", ORANGE)
    assert cell.comment is not None
    assert cell.comment.text == f'{AWAL_TANDA}\n"x" bukan bilangan. Perbaiki.\n{AKHIR_TANDA}'
    assert sheet.cell(cell.row, 1).value == "S1"
    filled = [one.coordinate for line in sheet.iter_rows() for one in line if one.fill.fgColor.rgb == ORANGE]
    assert filled == [place]
    beside = sheet.cell(cell.row, cell.column + 1)
    assert beside.value == 60
    assert beside.comment is not None
    assert "Komentar dalam berkas yang dikirim: cek lagi" in beside.comment.text


def test_what_has_no_cell_in_the_form_is_told_at_its_head(expected: Expected, dafduk: Pengembalian) -> None:
    data, places = send_back(expected, dafduk)
    head = load_workbook(io.BytesIO(data))["Form Isian"]["A1"].comment
    assert head is not None
    assert "B40: Baris tambahan. Perbaiki." in head.text
    assert "Form Isian!B40" not in places


def test_the_form_is_valid_and_keeps_protection_allowed_ranges_and_validations(
    expected: Expected, dafduk: Pengembalian
) -> None:
    form = expected.form(("dafduk", ""), 2)
    assert form is not None
    fresh = compile_form(expected.loaded.office).write(form)
    data, _ = send_back(expected, dafduk)
    assert check_xlsx(data, formulas=True) == []
    with zipfile.ZipFile(io.BytesIO(fresh)) as before, zipfile.ZipFile(io.BytesIO(data)) as after:
        for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
            for tag in ("sheetProtection", "protectedRange ", "dataValidation ", "conditionalFormatting", "f>"):
                counts = [one.read(name).count(f"<{tag}".encode()) for one in (before, after)]
                assert counts[0] == counts[1], (name, tag)


def test_mended_and_sent_again_it_reads_as_what_it_says_without_our_own_comments(
    expected: Expected, dafduk: Pengembalian
) -> None:
    data, places = send_back(expected, dafduk)
    again = read_return(inspect(data, "lagi.xlsx"), [expected], diterima=date(2026, 7, 9)).kembali
    assert again is not None
    rows = {one.kode: one for one in again.indikator}
    assert [one.nilai for one in rows["N1"].pembilang[:2]] == [Decimal(880), Decimal(930)]
    assert rows["N1"].teks["hambatan"].teks == "=1+1"
    assert rows["S1"].realisasi[0].keadaan == "salah"
    assert rows["S1"].realisasi[1].nilai == 60
    assert rows["S1"].realisasi[0].sel == places["Form Isian!L16"]
    assert {one.kunci: one.realisasi.nilai for one in again.anggaran}["A/1.1.1"] == 400000
    assert [one.teks for one in again.komentar] == []


def test_the_same_return_gives_the_same_bytes(expected: Expected, dafduk: Pengembalian) -> None:
    assert send_back(expected, dafduk)[0] == send_back(expected, dafduk)[0]


def test_a_cell_that_is_not_there_is_made_and_long_or_odd_texts_are_held(expected: Expected) -> None:
    form = expected.form(("piak", ""), 2)
    assert form is not None
    fresh = compile_form(expected.loaded.office).write(form)
    marks = [Mark("AZ300", "a\x00<&>\n" + "b" * 5000), Mark("AZ301", "x", filled=False)]
    data = mark_cells(fresh, {"Form Isian": marks}, "Kantor")
    assert check_xlsx(data, formulas=True) == []
    sheet = load_workbook(io.BytesIO(data))["Form Isian"]
    comment = sheet["AZ300"].comment
    assert comment is not None
    assert comment.text.startswith("a <&>\nbbb")
    assert len(comment.text) == 1000
    assert sheet["AZ301"].fill.fgColor.rgb != ORANGE
