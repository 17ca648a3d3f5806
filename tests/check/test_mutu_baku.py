"""Rules of the table's columns: S14, S23, S25, S26, S27, S32."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.findings import Severity
from tests.check.build import GOOD, found, line_of, office, row, sop


def _numbered(*numbers: str) -> dict[str, Any]:
    return sop(kegiatan=[{**one, "nomor": number} for one, number in zip(GOOD["kegiatan"], numbers, strict=True)])


def test_a_number_twice_is_an_error_at_the_second() -> None:
    data = _numbered("1.", "2.", "2", "3.")
    (one,) = found("S14", data)
    assert one.severity is Severity.ERROR
    assert one.where.line == line_of(data, "nomor: '2'")
    assert "baris ke-2 dan ke-3" in one.message


@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2", "4", "5"), ("2", "3", "4", "5"), ("1", "2", "A", "3"), ("1", "3", "2", "4"),
        ("1", "²", "٣", "9" * 5000),
    ],
)
def test_gaps_and_text_are_warnings(numbers: tuple[str, ...]) -> None:
    findings = found("S14", _numbered(*numbers))
    assert findings
    assert {one.severity for one in findings} == {Severity.WARNING}


@pytest.mark.parametrize("numbers", [("1", "2", "3", "4"), ("1.", "2.", "3.", "4."), ("1", "", "2", "3")])
def test_numbers_in_order_are_left_alone(numbers: tuple[str, ...]) -> None:
    assert found("S14", _numbered(*numbers)) == []


def test_a_second_part_may_count_on_or_begin_again() -> None:
    def parts(*first_of_second: str) -> dict[str, Any]:
        rows = [{**one, "nomor": number} for one, number in zip(GOOD["kegiatan"], first_of_second, strict=True)]
        one, two = {"pelaksana": GOOD["pelaksana"], "kegiatan": GOOD["kegiatan"]}, {"kegiatan": rows}
        return sop(pelaksana=None, kegiatan=None, bagian=[one, {"pelaksana": GOOD["pelaksana"], **two}])

    assert found("S14", parts("5", "6", "7", "8")) == []
    assert found("S14", parts("1", "2", "3", "4")) == []
    assert len(found("S14", parts("9", "10", "11", "12"))) == 1


@pytest.mark.parametrize("cell", ["kelengkapan", "waktu", "output"])
def test_an_empty_cell_is_an_error_at_its_key_and_a_warning_while_draft(cell: str) -> None:
    data = row(1, **{cell: ""})
    (one,) = found("S23", data)
    assert one.severity is Severity.ERROR
    assert one.where.line == line_of(data, f"{cell}: ''")
    assert found("S23", {**data, "status": "draft"})[0].severity is Severity.WARNING


def test_absent_cells_are_one_finding_at_the_row() -> None:
    data = row(1, waktu=None, output=None)
    (one,) = found("S23", data)
    assert "waktu dan output kegiatan 2" in one.message
    assert one.where.line == line_of(data, "id: cari")


def test_a_dash_and_rows_without_work_need_no_cells() -> None:
    assert found("S23", row(1, kelengkapan="-", waktu="-", output="-")) == []
    assert found("S23", row(3, uraian="Selesai", kelengkapan=None, waktu=None, output=None)) == []
    assert found("S23", row(1, nomor="", kelengkapan=None, waktu=None, output=None)) == []


def test_an_output_of_which_nothing_is_heard_again_is_a_warning() -> None:
    (one,) = found("S25", row(1, output="Nota dinas"))
    assert one.text == "Nota dinas"
    assert found("S25", row(1, output="Peminjaman yang tercatat")) == []
    assert found("S25", row(3, output="Nota dinas")) == []


def test_a_row_of_several_pelaksana_does_not_use_its_own_output() -> None:
    (one,) = found("S25", row(1, pelaksana=["arsiparis", "kasi"], output="Nota dinas"))
    assert one.text == "Nota dinas"


def test_an_output_that_returns_to_an_earlier_row_is_used() -> None:
    data = row(2, output="Permohonan yang ditolak", ya="serahkan", tidak="ajukan")
    assert found("S25", data) == []


def test_an_activity_in_kelengkapan_is_a_warning() -> None:
    (one,) = found("S26", row(1, kelengkapan="Menentukan waktu pelaporan"))
    assert "kalimat kegiatan" in one.message
    assert found("S26", row(1, kelengkapan=["Berkas permohonan", "Media simpan"])) == []


def test_an_output_equal_to_its_input_is_a_warning_on_a_proses_only() -> None:
    (one,) = found("S26", row(1, kelengkapan="Konsep SOP", output="konsep SOP."))
    assert "sama dengan kelengkapannya" in one.message
    assert found("S26", row(2, kelengkapan="Konsep SOP", output="Konsep SOP")) == []


@pytest.mark.parametrize("cell", ["ATK", ["ATK"], "ATK, komputer", "Alat tulis kantor dan printer"])
def test_stationery_alone_is_a_warning(cell: Any) -> None:
    assert len(found("S27", row(1, kelengkapan=cell))) == 1


@pytest.mark.parametrize("cell", ["ATK, lembar disposisi", "Komputer", "-", "Surat"])
def test_more_than_stationery_is_left_alone(cell: str) -> None:
    assert found("S27", row(1, kelengkapan=cell)) == []


def _column_numbers(*numbers: str) -> dict[str, Any]:
    return office(gaya={"prosedur": {"nomor_kolom": list(numbers)}})


@pytest.mark.parametrize(
    "numbers",
    [("1", "2", "", "3", "4", "5", "6", "7", "8"), ("1", "2", "3", "3", "4", "5", "6", "7", "8"), ("1", "2", "3")],
)
def test_a_row_of_column_numbers_that_skips_a_column_is_a_warning(numbers: tuple[str, ...]) -> None:
    (one,) = found("S32", sop(), _column_numbers(*numbers))
    assert one.where.file == "k/kantor.yaml"


def test_a_whole_row_of_column_numbers_is_left_alone() -> None:
    assert found("S32", sop(), _column_numbers(*(f"({number})" for number in range(1, 10)))) == []
    assert found("S32", sop(), office(gaya={"prosedur": {"nomor_kolom": "ya"}})) == []
