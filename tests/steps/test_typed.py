"""Tables that a person typed: the usual headings, in the usual disorder."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from doctool.border.workbook import inspect
from doctool.errors import ContentError
from doctool.forms.open_book import open_book
from doctool.steps.typed import Ketikan, read_typed

HEAD = ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan")
ROWS: list[tuple[Any, ...]] = [
    (1, "Menyerahkan berkas", "Pemohon", "KTP; KK", "5 menit", "Berkas", None),
    (2, "Memeriksa berkas", "Petugas Loket, Kepala Seksi", "Berkas", "10 menit", "Berkas lengkap", "Teliti"),
    (3, "Menandatangani surat", "Kepala Dinas", "Surat", "1 hari", "Surat", None),
]


def read(rows: Sequence[Sequence[Any]], change: Callable[[Any], object] = lambda sheet: None) -> Ketikan:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    change(sheet)
    out = io.BytesIO()
    book.save(out)
    return read_typed(open_book(inspect(out.getvalue(), "ketikan.xlsx")), "ketikan.xlsx")


def test_a_plain_table() -> None:
    found = read([("Nama SOP", ": Surat Pindah"), (), HEAD, ("1", "2", "3", "4", "5", "6", "7"), *ROWS])
    assert found.judul == "Surat Pindah"
    assert [one["nama"] for one in found.pelaksana] == ["Pemohon", "Petugas Loket", "Kepala Seksi", "Kepala Dinas"]
    assert [one["pelaksana"] for one in found.kegiatan] == [
        ["pemohon"], ["petugas-loket", "kepala-seksi"], ["kepala-dinas"],
    ]  # fmt: skip
    assert [one.get("bentuk") for one in found.kegiatan] == ["mulai", None, "selesai"]
    assert found.kegiatan[0]["kelengkapan"] == "KTP; KK"
    assert found.kegiatan[0]["keterangan"] == ""


def test_headings_over_two_rows() -> None:
    top = ("No.", "URAIAN KEGIATAN", "PELAKSANA", "MUTU BAKU", None, None, "KET.")
    below = (None, None, None, "Persyaratan/ Kelengkapan", "Waktu", "Output", None)

    def merge(sheet: Any) -> None:
        sheet.merge_cells("D1:F1")
        for letter in "ABCG":
            sheet.merge_cells(f"{letter}1:{letter}2")

    found = read([top, below, *ROWS], merge)
    assert [one["waktu"] for one in found.kegiatan] == ["5 menit", "10 menit", "1 hari"]
    assert found.kegiatan[1]["keterangan"] == "Teliti"


def test_decisions_and_second_rows_of_a_step() -> None:
    head = (*HEAD, "Ya", "Tidak")
    rows = [(*ROWS[0], None, None), (*ROWS[1], 3, 1), (None, None, "Analis", *[None] * 6), (*ROWS[2], None, None)]
    found = read([head, *rows])
    step = found.kegiatan[1]
    assert [one["pelaksana"] for one in step["simpul"]] == ["petugas-loket", "kepala-seksi", "analis"]
    assert step["simpul"][1]["tidak"] == ["1"]


def _row(row: int, column: int, value: Any) -> list[tuple[Any, ...]]:
    rows = [list(HEAD), *map(list, ROWS)]
    rows[row][column] = value
    return [tuple(one) for one in rows]


FAULTS: list[tuple[str, list[tuple[Any, ...]], str, str]] = [
    ("tanpa judul kolom", [*ROWS], "Sheet!A1", "No, Kegiatan, Pelaksana"),
    ("tanpa pelaksana", _row(2, 2, None), "Sheet!C3", "belum diisi"),
    ("tanpa uraian", _row(2, 1, None), "Sheet!B3", "belum diisi"),
    ("tanpa kolom pelaksana", [(*HEAD[:2], *HEAD[3:])], "Sheet!A1", "tidak ditemukan"),
    ("waktu menjadi tanggal", _row(2, 4, date(2026, 1, 5)), "Sheet!E3", "menjadi tanggal"),
    ("pelaksana dua kali", _row(2, 2, "Pemohon; pemohon"), "Sheet!C3", "dua kali"),
    ("pelaksana bukan nama", _row(2, 2, "???"), "Sheet!C3", "bukan nama"),
    ("tabel kosong", [HEAD], "Sheet!B1", "belum berisi"),
    ("rumus", _row(2, 5, "=A1"), "Sheet!F3", "rumus"),
]


@pytest.mark.parametrize(("rows", "cell", "words"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_faults_are_told_with_their_cell(rows: list[tuple[Any, ...]], cell: str, words: str) -> None:
    with pytest.raises(ContentError) as problem:
        read(rows)
    (only,) = problem.value.findings
    assert only.where.cell == cell
    assert words in f"{only.message} {only.hint}"


def test_two_tables_are_refused() -> None:
    def second(sheet: Any) -> None:
        other = sheet.parent.create_sheet("Lagi")
        for row in (HEAD, *ROWS):
            other.append(list(row))

    with pytest.raises(ContentError, match="Lagi"):
        read([HEAD, *ROWS], second)
