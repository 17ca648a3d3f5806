"""The recap as a workbook: what stands where, nothing shown as 0, charts without invented points, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import Workbook, load_workbook

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.findings import Finding, Severity, Where
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.forms.recap_book import recap_book
from doctool.model.pengembalian import Pengembalian
from tests.forms.recap_case import KINERJA, loaded, returned, row, three_returns
from tests.gate import check_xlsx


def book(returns: list[Pengembalian] | None = None, triwulan: int = 2, data: Any = KINERJA, **kantor: Any) -> bytes:
    office = loaded(data, **kantor)
    made = compile_recap(office, triwulan, collect(three_returns() if returns is None else returns, triwulan))
    return recap_book(office.office, made, office.office.kantor.pejabat["kadis"])


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def line(made: Workbook, sheet: str, first: str) -> list[Any]:
    """The row whose first or second cell begins with `first`."""
    rows = ([cell.value for cell in cells] for cells in made[sheet].iter_rows())
    return next(cells for cells in rows if any(str(one).startswith(first) for one in cells[:2]))


@pytest.fixture(scope="module")
def made() -> Workbook:
    return opened(book())


def test_the_same_recap_gives_the_same_valid_bytes() -> None:
    data = book()
    assert data == book(list(reversed(three_returns())))
    assert check_xlsx(data) == []


def test_an_indicator_stands_with_targets_realisasi_capaian_and_band(made: Workbook) -> None:
    cells = line(made, "Rekap", "Kartu terbit (S1)")
    assert cells[:10] == ["1.2", "Kartu terbit (S1)", "kartu", 400, 90, 60, 200, 150, 75, "Sedang"]
    sheet = made["Rekap"]
    place = next(cell for cells in sheet.iter_rows() for cell in cells if cell.value == "Sedang")
    assert place.fill.fgColor.rgb == "FFFFF2CC"


def test_what_was_not_entered_says_so_and_is_never_0(made: Workbook) -> None:
    assert line(made, "Rekap", "Suhu arsip (R1)")[5:10] == ["belum diisi", "18 - 22", "belum diisi", "belum diisi", "-"]
    assert line(made, "Rekap", "Predikat (G1)")[4:10] == ["-", "-", "-", "n/a", "n/a", "-"]
    assert line(made, "Anggaran", "Sub A2")[4:6] == ["belum diisi", "n/a"]
    zeros = [cell for sheet in made for cells in sheet.iter_rows() for cell in cells if cell.value == 0]
    assert zeros == []


def test_a_value_to_be_mended_is_quoted_and_not_called_missing() -> None:
    cells = line(opened(book([returned("piak", row("T1", ["33", "!dua puluhan"]))])), "Rekap", "Lama pelayanan (T1)")
    assert cells[5] == "perlu diperbaiki"
    assert cells[-1] == 'Isian "dua puluhan" perlu diperbaiki'


def test_a_quarter_to_be_mended_shows_in_all_that_is_reckoned_from_it() -> None:
    sums = returned("dafduk", row("S1", ["!", 60]), row("N1", parts=[(880, 1000), (930, "!x")], number=14))
    found = opened(book([sums]))
    assert line(found, "Rekap", "Kartu terbit (S1)")[4:] == [
        "perlu diperbaiki", 60, 200, "perlu diperbaiki", "perlu diperbaiki", "-", "Bidang Pendaftaran Penduduk",
        "Isian sel L9 perlu diperbaiki",
    ]
    labels = [str(cells[0].value) for cells in found["Data Grafik"].iter_rows()]
    assert "S1\xa0(perlu\xa0diperbaiki)" in labels
    places = {cells[4].value: cells[3].value for cells in found["Temuan"].iter_rows()}
    assert str(places["N1: realisasi triwulan II belum ada"]).endswith("Form Isian!M16")


def test_a_range_that_was_missed_says_so() -> None:
    cells = line(opened(book([returned("piak", row("R1", [20, 25]))])), "Rekap", "Suhu arsip (R1)")
    assert cells[-1] == "Di luar rentang target"


def test_faults_stand_before_warnings() -> None:
    wrong = Finding("F20", Severity.ERROR, Where("b.xlsx", cell="Form Isian!M9"), "bukan bilangan")
    found = opened(book([returned("piak", row("T1", [33, "!x"]), berkas="b.xlsx", temuan=(wrong,))]))["Temuan"]
    levels = [cells[1].value for cells in found.iter_rows() if cells[1].value in ("Galat", "Peringatan")]
    assert levels[0] == "Galat"
    assert levels == sorted(levels)
    assert "Peringatan" in levels


def test_the_sheet_to_copy_from_is_whole_and_the_data_of_charts_are_not_printed() -> None:
    long = "kendala " * 900
    texts = row("S1", [90, 60], hambatan=long, sumber_data="SIAK")
    found = opened(book([returned("dafduk", texts)]))
    rows = [[cell.value for cell in cells] for cells in found["Data e-SAKIP"].iter_rows()]
    own = [cells for cells in rows if cells[2] == "S1"]
    assert [cells[20] for cells in own] == ["SIAK", "SIAK"]
    assert own[-1][18] == long
    assert found["Data Grafik"].sheet_state == "hidden"
    quarters = [cells[3].value for cells in found["Data Grafik"].iter_rows() if cells[2].value == "S1"]
    assert quarters == ["s.d. Tw I", "s.d. Tw II"]


def test_the_title_of_a_chart_is_never_taken_for_a_reference() -> None:
    named = {**KINERJA, "sasaran": [{"uraian": "S", "indikator": [
        {**KINERJA["sasaran"][0]["indikator"][1], "uraian": "Layanan Cepat!A4 dan =Rekap!$B$2"}]}]}  # fmt: skip
    data = book([returned("dafduk", row("S1", [90, 60]))], data=named)
    title = "S1 Layanan Cepat!A4 dan =Rekap!$B$2 (kartu)"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    titles = [found[0] for one in charts if (found := re.findall(r"<c:title>.*?</c:title>", one))]
    assert [re.findall(r"<c:[fv]>(.*?)</c:[fv]>", one) for one in titles] == [[], ["'Data Grafik'!$H$2", title]]
    assert opened(data)["Data Grafik"]["H2"].value == title


def test_the_list_of_origins_shows_quotes_that_were_entered_and_that_a_text_is_longer() -> None:
    said = row("S1", [90, "!\"=1+1\""], hambatan="panjang " * 20)
    found = opened(book([returned("dafduk", said)]))["Asal Data"]
    values = {cells[1].value: cells[2].value for cells in found.iter_rows() if cells[0].value == "S1"}
    assert values["realisasi triwulan I"] == "90"
    assert values["realisasi triwulan II"] == '"=1+1"'
    assert values["hambatan"] == f"{('panjang ' * 20)[:59].rstrip()}…"


def test_means_say_of_how_many_and_the_rule_of_the_bands_is_printed(made: Workbook) -> None:
    cells = line(made, "Rekap", "Rata-rata sasaran 2")
    assert [one for one in cells if one is not None] == [
        "Rata-rata sasaran 2", 110, "Sangat Tinggi", "rata-rata dari 1 indikator yang terukur, dari 3 indikator"
    ]
    assert "76 sampai kurang dari 91" in str(line(made, "Rekap", "Kategori capaian")[0])


def test_a_bidang_without_a_form_is_named(made: Workbook) -> None:
    assert line(made, "Per Bidang", "Sekretariat")[0] == "Sekretariat: belum mengembalikan formulir"
    named = line(made, "Per Bidang", "Bidang PIAK")[0]
    assert named == "Bidang PIAK: formulir diterima 8 Juli 2026 (Form piak (1) fix.xlsx)"


def test_the_plain_sheet_has_one_row_an_indicator_and_period(made: Workbook) -> None:
    rows = [[cell.value for cell in cells] for cells in made["Data e-SAKIP"].iter_rows()]
    assert [(one[2], one[1]) for one in rows[1:5]] == [
        ("N1", "Triwulan I"), ("N1", "Triwulan II"), ("S1", "Triwulan I"), ("S1", "Triwulan II")
    ]
    assert rows[2][7:14] == [92, 93, 930, 1000, 92, 93, pytest.approx(101.0869565)]
    assert len(rows) == 1 + 2 * 5
    assert not made["Data e-SAKIP"].merged_cells.ranges


def test_every_figure_has_its_origin(made: Workbook) -> None:
    cells = line(made, "Asal Data", "pembilang triwulan II")
    assert cells[:7] == [
        "N1", "pembilang triwulan II", "930", "Form dafduk (1) fix.xlsx", "Form Isian", "M10", "8 Juli 2026"
    ]
    assert re.fullmatch(r"[0-9a-f]{64}", cells[7])


def test_charts_are_native_and_draw_only_what_was_measured() -> None:
    data = book()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in sorted(archive.namelist()) if "charts/chart" in name]
    bars = next(chart for chart in charts if "<c:barDir val=\"bar\"" in chart)
    values = re.search(r"<c:val>.*?</c:val>", bars, re.DOTALL)
    assert values is not None
    assert re.findall(r'<c:pt idx="(\d)"><c:v>([\d.]+)', values[0]) == [
        ("0", "101.0869565217391"), ("1", "75"), ("2", "110")
    ]
    assert bars.count("<c:dPt>") == 5
    assert "n/a" in bars
    assert len(charts) == 1 + 4  # the grade has no chart


def test_hostile_texts_stay_text() -> None:
    nasty = ["=1+1", "+62", "-", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "a & b <c>"]
    data = book([returned("piak", row("T1", [33, 27], hambatan=text, solusi=text)) for text in nasty[:1]])
    found = opened(data)
    assert line(found, "Per Bidang", "Lama pelayanan (T1)")[8] == "=1+1"
    for text in nasty:
        with zipfile.ZipFile(io.BytesIO(book([returned("piak", row("T1", [33, 27], hambatan=text))]))) as archive:
            assert not any(b"<f>" in archive.read(name) for name in archive.namelist() if "worksheets/" in name)


def test_an_office_without_a_budget_has_no_sheet_of_it() -> None:
    assert "Anggaran" not in opened(book(data={**KINERJA, "program": []})).sheetnames


def test_many_indicators_go_on_more_sheets_of_charts() -> None:
    many = [{"kode": f"K{number}", "uraian": f"Indikator {number}", "target": "10",
             "target_triwulan": ["10"] * 4, "penanggung_jawab": "piak"} for number in range(23)]  # fmt: skip
    data = {"tahun": "2026", "sasaran": [{"uraian": "S", "indikator": many}]}
    rows = [row(f"K{number}", [9, 10]) for number in range(23)]
    names = opened(book([returned("piak", *rows)], data=data)).sheetnames
    assert [name for name in names if name.startswith("Grafik")] == [
        "Grafik", "Grafik 2", "Grafik 3", "Grafik 4", "Grafik 5"
    ]


def test_nothing_returned_at_all_is_a_recap_too() -> None:
    found = opened(book([]))
    assert line(found, "Rekap", "Rata-rata capaian")[-4:-1] == ["n/a", "-", (
        "rata-rata dari 0 indikator yang terukur, dari 5 indikator")]
    assert [cell.value for cell in found["Asal Data"][5]][2] == "Belum ada formulir yang kembali."


@pytest.mark.skipif(find_soffice() is None, reason="needs LibreOffice")
def test_it_prints_on_the_paper_of_the_office_with_the_signature_whole(tmp_path: Path) -> None:
    source = tmp_path / "rekap.xlsx"
    source.write_bytes(book(gaya={"kertas": "F4"}))
    pdf = convert_to_pdf([source], tmp_path)[0].pdf
    assert pdf is not None
    with pdfplumber.open(pdf) as pages:
        first = pages.pages[0]
        assert (round(float(first.width)), round(float(first.height))) in {(936, 612), (935, 612), (936, 611)}
        text = first.extract_text()
        titles = [page.extract_text().splitlines()[0] for page in pages.pages]
    assert "101,09" in text
    assert "Kepala Dinas Contoh," in text
    assert "NIP. 196501011990011001" in text
    assert len([title for title in titles if title.startswith("GRAFIK")]) == 1
