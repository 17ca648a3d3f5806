"""Workbooks of indicators as offices make them: headings, merged cells, numbers as Excel stores them, faults."""

from __future__ import annotations

import time
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from doctool.findings import Severity
from tests.indicators.books import HEADS, faults, place, read, save, workspace

ONE = ("Meningkatnya X", "IKU-1", "Persentase X", "%", 95, "capil")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    workspace(tmp_path)
    return tmp_path


def test_one_row_is_an_indicator_with_its_places(root: Path) -> None:
    loaded = read(root, save(root, [ONE]))
    ((sasaran, one),) = loaded.kinerja.indikator()
    assert (sasaran.uraian, one.kode, one.target.nilai) == ("Meningkatnya X", "IKU-1", 95)
    assert one.penanggung_jawab.bidang == "capil"
    assert loaded.kinerja.tahun == 2026  # the name of the file
    path = ("sasaran", 0, "indikator", 0)
    assert loaded.positions.where((*path, "target")).cell == "Indikator!E2"
    assert loaded.positions.where((*path, "sumber_data")).cell == "Indikator!C2"


def test_a_bidang_may_be_called_by_its_name(root: Path) -> None:
    loaded = read(root, save(root, [(*ONE[:5], "bidang pelayanan  Pencatatan Sipil")]))
    assert loaded.kinerja.indikator()[0][1].penanggung_jawab.bidang == "capil"


@pytest.mark.parametrize(
    ("value", "form", "satuan", "text"),
    [
        (95.5, "General", "%", "95,5"), (0.9537, "0.00%", "%", "95,37"), ("95,37 %", "General", "%", "95,37"),
        ("95,37%", "@", "persen", "95,37"), (0.07, "0%", "%", "7"), (0.1 + 0.2, "General", "indeks", "0,3"),
        (1250, "#,##0", "orang", "1.250"), ("1.250", "@", "orang", "1.250"), (0.5, "0%", "rasio", "50%"),
        ("80 - 90", "@", "indeks", "80 - 90"), ("80%-90%", "@", "%", "80-90"), ("-", "@", "%", "-"),
        ("WTP", "@", "opini", "WTP"), (5, '0" %"', "%", "5"),
    ],
)
def test_numbers_are_what_the_office_typed(root: Path, value: Any, form: str, satuan: str, text: str) -> None:
    def shape(_: Workbook, sheet: Worksheet) -> None:
        sheet["E2"].number_format = form

    loaded = read(root, save(root, [(*ONE[:3], satuan, value, "capil")], more=shape))
    assert loaded.kinerja.indikator()[0][1].target.teks == text


@pytest.mark.parametrize("merged", [True, False])
def test_a_sasaran_may_be_merged_or_stand_once(root: Path, merged: bool) -> None:
    rows = [ONE, (None, "IKU-2", "Dua", "%", 90, "capil"), ("Lain", "IKU-3", "Tiga", "%", 80, "piak"),
            ("meningkatnya x", "IKU-4", "Empat", "%", 70, "piak")]

    def merge(_: Workbook, sheet: Worksheet) -> None:
        if merged:
            sheet.merge_cells("A2:A3")

    kinerja = read(root, save(root, rows, more=merge)).kinerja
    assert [(one.uraian, [each.kode for each in one.indikator]) for one in kinerja.sasaran] == [
        ("Meningkatnya X", ["IKU-1", "IKU-2", "IKU-4"]), ("Lain", ["IKU-3"]),
    ]  # fmt: skip


def test_other_merged_cells_hold_for_every_row(root: Path) -> None:
    rows = [ONE, (None, "IKU-2", "Dua", None, 90, None)]

    def merge(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_cells("D2:D3")
        sheet.merge_cells("F2:F3")

    second = read(root, save(root, rows, more=merge)).kinerja.indikator()[1][1]
    assert (second.satuan, second.penanggung_jawab.bidang) == ("%", "capil")


def test_headings_over_two_rows_below_a_title(root: Path) -> None:
    """As a rencana aksi prints them: Target over Tahun and the quarters; a row of column numbers below."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        ["RENCANA AKSI TAHUN ANGGARAN 2025"], [],
        ["No", "Sasaran Strategis", "Kode", "Indikator Kinerja", "Satuan", "Target", None, None, None, None, "Bidang"],
        [None, None, None, None, None, "Tahun", "TW I", "TW II", "TW III", "TW IV", None],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)", "(11)"],
        [1, "Meningkatnya X", "IKU-1", "Persentase X", "%", 95, 80, 85, 90, 95, "capil"],
    ):
        sheet.append(row)
    sheet.merge_cells("F3:J3")
    for letter in "ABCDEK":
        sheet.merge_cells(f"{letter}3:{letter}4")
    path = place(root, "rencana.xlsx")
    book.save(path)
    loaded = read(root, path)
    ((_, one),) = loaded.kinerja.indikator()
    assert loaded.kinerja.tahun == 2025
    assert one.target.teks == "95"
    assert [target.teks for target in one.target_triwulan] == ["80", "85", "90", "95"]
    assert loaded.positions.where(("sasaran", 0, "indikator", 0, "target_triwulan", 2)).cell == "Sheet!I6"
    assert loaded.positions.where(("tahun",)).cell == "Sheet!A1"
    assert loaded.findings == ()


def test_words_of_offices_for_the_choices(root: Path) -> None:
    heads = (*HEADS, "Polarisasi", "Formula", "Akumulasi", "Target Kumulatif", "Urutan Tingkat", "Seksi")
    rows = [
        (*ONE[:3], "menit", 45, "piak", "Negatif", "Turun-Selisih", "Rata-rata", None, None, "Seksi A"),
        (None, "B", "Predikat", "predikat", "A", "piak", "Positif", None, None, True, "C; B;A", None),
    ]
    first, second = (one for _, one in read(root, save(root, rows, heads)).kinerja.indikator())
    assert (first.arah, first.rumus, first.akumulasi) == ("turun", "turun-selisih", "rata-rata")
    assert (first.penanggung_jawab.bidang, first.penanggung_jawab.seksi) == ("piak", "Seksi A")
    assert (second.arah, second.tingkatan, second.target_kumulatif) == ("naik", ("C", "B", "A"), True)


def programme(root: Path, rows: list[tuple[Any, ...]]) -> Path:
    def more(book: Workbook, _: Worksheet) -> None:
        sheet = book.create_sheet("Program")
        for row in rows:
            sheet.append(row)

    return save(root, [ONE], more=more)


def test_the_budget_by_levels(root: Path) -> None:
    path = programme(root, [
        ("Tingkat", "Kode Rekening", "Uraian", "Pagu (Rp)", "Realisasi (Rp)", "Bidang"),
        ("Program", "2.12.02", "Pendaftaran", None, None, None),
        ("Kegiatan", "2.12.02.2.01", "Pelayanan", None, None, "Bidang PIAK"),
        ("Sub Kegiatan", "2.12.02.2.01.0002", "Penerbitan", 1_250_000, "Rp 300.000,-", None),
        ("subkegiatan", "x", "Lain", "1.000.000,50", None, "capil"),
    ])  # fmt: skip
    loaded = read(root, path)
    (program,) = loaded.kinerja.program
    (kegiatan,) = program.kegiatan
    assert (program.kode, kegiatan.penanggung_jawab and kegiatan.penanggung_jawab.bidang) == ("2.12.02", "piak")
    assert [(one.pagu, one.realisasi) for one in kegiatan.sub_kegiatan] == [
        (Decimal(1_250_000), Decimal(300_000)), (Decimal("1000000.50"), None),
    ]  # fmt: skip
    assert loaded.positions.where(("program", 0, "kegiatan", 0, "sub_kegiatan", 1, "pagu")).cell == "Program!D5"


def test_the_budget_in_three_columns(root: Path) -> None:
    path = programme(root, [
        ("Program", "Kegiatan", "Sub Kegiatan", "Pagu"),
        ("P1", "K1", "S1", 10), ("P1", "K1", "S2", 20), (None, "K2", "S3", 30), ("P2", "K3", None, 40),
    ])  # fmt: skip
    tree = [
        (one.uraian, [(kegiatan.uraian, [sub.pagu for sub in kegiatan.sub_kegiatan], kegiatan.pagu)
                      for kegiatan in one.kegiatan])
        for one in read(root, path).kinerja.program
    ]
    assert tree == [("P1", [("K1", [10, 20], None), ("K2", [30], None)]), ("P2", [("K3", [], 40)])]


def test_all_faults_are_said_at_once_with_their_cells(root: Path) -> None:
    heads = (*HEADS, "Bobot", "Arah")
    rows = [
        (*ONE[:1], None, "Tanpa kode", "%", 95, "capil", None, None),
        (None, "B", None, "%", 95, "capil", None, None),
        (None, "C", "Tanpa bidang", "%", 95, None, "banyak", "miring"),
        (None, "D", "Tanggal", "%", date(2026, 5, 1), "capil", None, None),
        (None, 2.12, "Kode angka", "%", "=1/0", "capil", None, "turun"),
    ]

    def more(_: Workbook, sheet: Worksheet) -> None:
        sheet["E6"].data_type = "f"

    assert faults(root, save(root, rows, heads, more=more)) == [
        'Indikator!B2 D07 kode "" tidak dapat dipakai',
        'Indikator!C3 D09 "uraian" belum diisi',
        "Indikator!F4 D02 penanggung jawab belum diisi",
        'Indikator!G4 D07 "banyak" bukan bilangan',
        'Indikator!H4 D04 "miring" bukan pilihan yang dikenal untuk "arah"',
        "Indikator!E5 D18 Excel mengubah isi sel ini menjadi tanggal",
        "Indikator!B6 D18 kode ini disimpan Excel sebagai angka",
        "Indikator!E6 D18 rumus di sel ini belum dihitung",
        'Indikator!H6 D07 arah turun perlu menyebut rumusnya, sebab hasilnya berbeda',
    ]


def test_a_code_that_stands_twice_is_told_at_the_second(root: Path) -> None:
    rows = [ONE, (None, "iku-1", "Dua", "%", 90, "capil"), ("Lain", "IKU-1", "Tiga", "%", 90, "capil")]
    message = 'kode indikator "iku-1", "IKU-1" dipakai lebih dari sekali'
    assert faults(root, save(root, rows)) == [f"Indikator!B3 D07 {message}"]


def test_an_error_of_excel_is_no_value(root: Path) -> None:
    assert faults(root, save(root, [(*ONE[:4], "#DIV/0!", "capil")])) == [
        "Indikator!E2 D18 sel ini berisi galat Excel #DIV/0!"
    ]


def test_an_unknown_column_is_a_warning_with_a_guess(root: Path) -> None:
    def more(_: Workbook, sheet: Worksheet) -> None:
        sheet["J2"] = "catatan di samping"

    rows = [(*ONE, "x", "y", 1)]
    loaded = read(root, save(root, rows, (*HEADS, "Sumbr Data", "Warna", "No"), more=more))
    assert [(one.where.cell, one.code, one.severity, one.hint) for one in loaded.findings] == [
        ("Indikator!G1", "D19", Severity.WARNING, 'maksudnya "Sumber Data"?'),
        ("Indikator!H1", "D19", Severity.WARNING, "isinya tidak dibaca"),
        ("Indikator!J2", "D19", Severity.WARNING, "beri judul kolom, atau hapus"),
    ]


def test_one_column_twice_is_refused(root: Path) -> None:
    found = faults(root, save(root, [(*ONE, "x")], (*HEADS, "Indikator Kinerja")))
    assert found == ['Indikator!G1 D17 kolom "Indikator" ada dua kali']


def test_a_second_sheet_of_indicators_is_refused(root: Path) -> None:
    def more(book: Workbook, _: Worksheet) -> None:
        sheet = book.create_sheet("Bidang B")
        sheet.append(HEADS)
        sheet.append(ONE)

    (found,) = faults(root, save(root, [ONE], more=more))
    assert found.startswith("Bidang B!A1 D17 lembar")


def test_a_kegiatan_without_its_programme_is_told(root: Path) -> None:
    path = programme(root, [("Tingkat", "Uraian", "Pagu"), ("Kegiatan", "K", 5), ("Bagian", "B", 5)])
    assert faults(root, path) == [
        "Program!B2 D18 kegiatan ini tidak berada di bawah program",
        'Program!A3 D18 "bagian" bukan tingkat anggaran',
    ]


def test_notes_by_bidang(root: Path) -> None:
    def more(book: Workbook, _: Worksheet) -> None:
        sheet = book.create_sheet("Catatan")
        for row in (("Bidang", "Catatan"), ("Bidang PIAK", "Lampirkan daftar."), ("capil", None)):
            sheet.append(row)

    assert read(root, save(root, [ONE], more=more)).kinerja.catatan == {"piak": "Lampirkan daftar."}


def test_the_year_is_found_or_asked_for(root: Path) -> None:
    def year(text: Any) -> Any:
        def more(book: Workbook, _: Worksheet) -> None:
            sheet = book.create_sheet("Petunjuk", 0)
            sheet.append(["Tahun Anggaran", ":", text])

        return more

    assert read(root, save(root, [ONE], name="a.xlsx", more=year(2027))).kinerja.tahun == 2027
    assert faults(root, save(root, [ONE], name="b.xlsx", more=year("dua ribu"))) == [
        'Petunjuk!C1 D06 "dua ribu" bukan bilangan bulat, untuk "tahun"'
    ]
    assert faults(root, save(root, [ONE], name="c.xlsx")) == ["Indikator!A1 D02 tahun belum disebut"]


def test_a_stray_cell_far_away_costs_nothing(root: Path) -> None:
    def more(_: Workbook, sheet: Worksheet) -> None:
        sheet["A1048576"] = "jauh"

    path = save(root, [ONE], more=more)
    assert faults(root, path) == ["Indikator!A1048576 D17 sel ini di luar bagian lembar yang dibaca"]


def test_cells_merged_over_the_whole_sheet_cost_nothing(root: Path) -> None:
    path = save(root, [ONE])
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(
        b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    begun = time.perf_counter()
    read_or_refused = faults(root, path)
    assert time.perf_counter() - begun < 5
    assert read_or_refused


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"), (b"PK\x03\x04rusak", "rusak"), (b"%PDF-1.4", "PDF"), (b"nama;target\r\n", "teks"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "rusak"),
    ],
)
def test_what_is_no_workbook_is_refused_by_name(root: Path, data: bytes, words: str) -> None:
    path = place(root)
    path.write_bytes(data)
    (found,) = faults(root, path)
    assert " D17 berkas ini" in found
    assert words in found


def test_a_workbook_without_indicators_says_what_to_write(root: Path) -> None:
    (found,) = faults(root, save(root, [("a", "b")], ("Nama", "Alamat")))
    assert "lembar indikator tidak ditemukan" in found
