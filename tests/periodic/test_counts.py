"""Tables of daily counts: read whichever way an office saves them, each fault told once with its cell."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from doctool.errors import ContentError
from doctool.findings import Severity
from tests.periodic.case import TABLE, counts, make

MONDAY = date(2025, 7, 7)


def faults(root: Path, today: date = date(2025, 12, 1)) -> list[str]:
    """Code, cell and message of each fault."""
    with pytest.raises(ContentError) as caught:
        counts(root, today)
    return [f"{one.code} {one.where.cell}: {one.message}" for one in caught.value.findings
            if one.severity is Severity.ERROR]  # fmt: skip


def row(line: str) -> str:
    return f"Tanggal;KTP-el;Kartu Anak;Sisa blanko\n{line}\n"


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        TABLE.replace("\n", "\r\n"),
        "\ufeff" + TABLE,
        "sep=;\n" + TABLE,
        TABLE.replace(";", "\t"),
        TABLE.replace(";", ","),
        "Isian harian\n\n" + TABLE.replace("Keterangan\n", "Keterangan\n1;2;3;4;5\n"),
        TABLE + "Jumlah;1290;22;;\n",
    ],
    ids=["semicolons", "crlf", "bom", "sep", "tabs", "commas", "title and column numbers", "row of sums"],
)
def test_a_table_reads_the_same_however_it_is_saved(tmp_path: Path, table: str) -> None:
    found = counts(make(tmp_path, table))
    assert found.pada("ktp", date(2025, 7, 8)) == 1200
    assert found.pada("kia", date(2025, 7, 1)) == 0, "nol adalah isian"
    assert found.pada("kia", date(2025, 7, 11)) is None, "kosong bukan nol"
    assert date(2025, 7, 9) not in found.nilai
    assert date(2025, 7, 10) not in found.nilai, "libur"
    assert found.keterangan == {MONDAY: "Jaringan terganggu"}
    assert found.mulai == date(2025, 6, 30)
    assert found.temuan == ()


def test_columns_stand_in_any_order_under_any_of_their_names(tmp_path: Path) -> None:
    found = counts(make(tmp_path, 'SISA_BLANKO,No.,cetak  ktp,Hari/Tanggal,kia\n9,1,4,"Senin, 7 Juli 2025",3\n'))
    assert dict(found.nilai[MONDAY]) == {"blanko": Decimal(9), "ktp": Decimal(4), "kia": Decimal(3)}
    assert found.temuan == ()


def workbook(*sheets: tuple[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    data = workbook(
        ("Juli", [["REKAP"], [], ["No", "Tanggal", "KTP-el", "KIA"], [1, MONDAY, 4, 0]]),
        ("Stok", [["Tgl", "Sisa blanko"], ["7 Juli 2025", "1.250"]]),
        ("Catatan kaki", [["bukan isian"]]),
    )
    found = counts(make(tmp_path, data, "isian.xlsx", tabel=["isian.xlsx"], kelompok=[
        {"nama": "Kartu", "isi": [{"kode": "ktp", "nama": "KTP-el", "satuan": "keping"},
                                  {"kode": "kia", "nama": "KIA", "satuan": "keping"},
                                  {"kode": "blanko", "nama": "Sisa blanko", "satuan": "keping", "jenis": "posisi"}]},
    ]))  # fmt: skip
    assert dict(found.nilai[MONDAY]) == {"ktp": 4, "kia": 0, "blanko": 1250}
    assert [(one.code, one.where.cell) for one in found.temuan] == [("D19", "Catatan kaki")]


def test_cells_of_a_workbook_that_are_no_counts_are_faults(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Tanggal", "KTP-el", "Kartu Anak", "Sisa blanko"], [MONDAY, "=1/0", -3, 2.5]]
    root = make(tmp_path, workbook(("Juli", rows)), "isian.xlsx", tabel=["isian.xlsx"])
    assert faults(root) == [
        "D18 Juli!B2: rumus di sel ini belum dihitung",
        "P05 Juli!C2: Cetak KIA: -3 kurang dari nol",
        "P05 Juli!D2: Sisa blanko: 2,5 bukan bilangan bulat",
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2025-07-07;banyak;1;2", ['P05 B2: KTP-el: "banyak" bukan angka']),
        ("2025-07-07;-;1;2", ['P05 B2: KTP-el: "-" bukan angka']),
        ("2025-07-07;1.5;1;2", ['P05 B2: KTP-el: "1.5" bukan angka']),
        ("2025-07-07;-4;1;2", ["P05 B2: KTP-el: -4 kurang dari nol"]),
        ("2025-07-07;1,5;1;2", ["P05 B2: KTP-el: 1,5 bukan bilangan bulat"]),
        ("2025-07-07;1;1;1\n7/7/2025;2;2;2", ["P03 A3: Senin, 7 Juli 2025 ada dua kali, sebelumnya di baris 2"]),
        ("besok;1;1;1", ['P02 A2: "besok" bukan tanggal']),
        ("31 Juni 2025;1;1;1", ['P02 A2: "31 Juni 2025" bukan tanggal']),
        (";1;1;1", ["P02 A2: baris ini berisi angka tetapi tanggalnya kosong"]),
        ("Selasa, 7 Juli 2025;1;1;1", ['P02 A2: "Selasa, 7 Juli 2025" jatuh pada hari Senin']),
        ("2052-07-07;1;1;1", ["P04 A2: Minggu, 7 Juli 2052 belum tiba"]),
        ("2025-07-07;x;y;1", ['P05 B2: KTP-el: "x" bukan angka', 'P05 C2: Cetak KIA: "y" bukan angka']),
    ],
)
def test_every_fault_is_told_once_with_its_cell(tmp_path: Path, line: str, expected: list[str]) -> None:
    assert faults(make(tmp_path, row(line))) == expected


def test_days_before_recording_began_are_faults_and_rows_to_come_are_not(tmp_path: Path) -> None:
    root = make(tmp_path, row("2025-07-04;1;1;1\n2025-07-07;2;2;2\n2025-07-08;;;"), mulai="7 Juli 2025")
    assert faults(root, MONDAY) == [
        "P04 A2: Jumat, 4 Juli 2025 sebelum mulai pencatatan, Senin, 7 Juli 2025"
    ]
    assert counts(make(tmp_path, row("2025-07-07;2;2;2\n2025-07-08;;;"), mulai="7 Juli 2025"), MONDAY).temuan == ()


def test_a_day_of_another_year_among_its_neighbours_is_warned_of(tmp_path: Path) -> None:
    lines = "2025-07-01;1;1;1\n2024-07-02;1;1;1\n2025-07-03;1;1;1\n2025-03-04;1;1;1\n2025-07-07;1;1;1\n"
    told = [(one.code, one.where.cell, one.message) for one in counts(make(tmp_path, row(lines)), MONDAY).temuan]
    assert told == [
        ("P02", "A3", "Selasa, 2 Juli 2024 berada di antara Selasa, 1 Juli 2025 dan Kamis, 3 Juli 2025"),
        ("P02", "A5", "Selasa, 4 Maret 2025 berada di antara Kamis, 3 Juli 2025 dan Senin, 7 Juli 2025"),
    ]
    late = "2025-07-01;1;1;1\n2025-07-03;1;1;1\n2025-07-02;1;1;1\n2025-03-04;1;1;1\n"
    assert counts(make(tmp_path, row(late)), MONDAY).temuan == ()


def test_one_count_in_two_files_is_a_fault_and_two_halves_of_a_day_are_not(tmp_path: Path) -> None:
    root = make(tmp_path, "Tanggal;KTP-el\n2025-07-07;4\n", tabel=["isian.csv", "kedua.csv"])
    make(tmp_path, "Tanggal;Kartu Anak;Sisa blanko\n2025-07-07;1;2\n", "kedua.csv", tabel=["isian.csv", "kedua.csv"])
    assert dict(counts(root).nilai[MONDAY]) == {"ktp": 4, "kia": 1, "blanko": 2}
    make(tmp_path, "Tanggal;Kartu Anak;KTP-el\n2025-07-07;1;5\n", "kedua.csv", tabel=["isian.csv", "kedua.csv"])
    (only,) = faults(root)
    assert only.startswith("P03 C2: KTP-el Senin, 7 Juli 2025 sudah diisi di ")
    assert only.endswith("isian.csv:B2")


def test_columns_that_nobody_knows_are_warned_of_with_advice(tmp_path: Path) -> None:
    table = "Tanggal;KTP-e;Kartu Anak;Cuaca;Sisa blanko\n2025-07-07;4;1;cerah;9\n"
    found = counts(make(tmp_path, table)).temuan
    assert [(one.code, one.where.cell, one.hint.split(";")[0]) for one in found] == [
        ("P05", "", 'tambahkan kolom "KTP-el", atau sebut judul kolomnya di berkala.yaml'),
        ("D19", "B1", 'maksudnya "KTP-el"?'),
        ("D19", "D1", "isinya tidak dibaca"),
    ]
    assert found[-1].hint.endswith("tulis kolom: [Cuaca] pada rinciannya di berkala.yaml")
    assert all(one.severity is Severity.WARNING for one in found)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("a;b\n1;2\n", "judul kolom tidak ditemukan"),
        ("Tanggal;KTP-el;KTP-el\n2025-07-07;1;2\n", 'kolom "KTP-el" ada dua kali'),
        ('Tanggal;KTP-el\n2025-07-07;"1\n', "berkas CSV ini tidak dapat dibaca"),
        (b"Tanggal;KTP-el\n2025-07-07;\xe9\n", "bukan UTF-8"),
        (b"%PDF-1.4", "melainkan PDF"),
        (b"", "kosong"),
        (b"PK\x03\x04rusak", "rusak"),
        ("Tanggal;KTP-el;Kartu Anak;Sisa blanko\n2025-07-07;;;\n", "belum berisi satu angka pun"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(tmp_path: Path, table: str | bytes, message: str) -> None:
    (only,) = faults(make(tmp_path, table))
    assert message in only


def test_faults_of_berkala_yaml_are_told_together(tmp_path: Path) -> None:
    root = make(
        tmp_path, bidang="piaq", tabel=["isian.cvs", "../../../../../x.csv"], mengetahui="kadiss",
        kelompok=[{"nama": "A", "isi": [{"kode": "a", "nama": "A", "satuan": "x"}]}],
    )  # fmt: skip
    with pytest.raises(ContentError) as caught:
        counts(root)
    told = [(one.code, one.text) for one in caught.value.findings]
    assert told == [("D10", "piaq"), ("D24", "isian.cvs"), ("D14", "../../../../../x.csv"), ("D10", "kadiss")]


def test_a_group_of_different_units_cannot_be_summed(tmp_path: Path) -> None:
    group = {"nama": "A", "jumlah": "ya", "isi": [
        {"kode": "a", "nama": "A", "satuan": "x"}, {"kode": "b", "nama": "B", "satuan": "y"}]}  # fmt: skip
    with pytest.raises(ContentError, match=r'kelompok "A" tidak dapat dijumlahkan: b bersatuan y, bukan x'):
        counts(make(tmp_path, kelompok=[group]))
