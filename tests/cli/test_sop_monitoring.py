"""`doctool sop monitoring`: forms ready to fill, and what was done noted beside what was published."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from docx import Document

from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.inspection import inspect
from tests.gate import check_docx, check_xlsx
from tests.published import SLUG, SOP, publish
from tests.published import run as done

FILE = Path(f"sop_catalog/contoh/terbitan/{SLUG}/monitoring.yaml")
HERE = Path("output/daftar-sop/contoh")
LATE = ("--tanggal", "2025-03-01")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["sop", "monitoring", *args], prog_name="doctool")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office with its SOP in force since 1 February 2024, as the current folder."""
    monkeypatch.chdir(tmp_path)
    publish(tmp_path)
    return tmp_path


def forms() -> list[str]:
    return sorted(path.name for path in HERE.iterdir()) if HERE.exists() else []


def test_the_form_lists_what_is_due_with_room_to_fill_in() -> None:
    result = run(*LATE)
    assert result.exit_code == 0, result.output
    names = ["formulir-monitoring-2025-03-01.docx", "formulir-monitoring-2025-03-01.xlsx"]
    assert result.stdout.splitlines() == [str(HERE / name) for name in names]
    assert check_docx((HERE / names[0]).read_bytes(), sdk=False) == []
    assert check_xlsx((HERE / names[1]).read_bytes(), sdk=False) == []
    document = Document(str(HERE / names[0]))
    section = document.sections[0]
    assert (section.page_width or 0) > (section.page_height or 0)
    table = next(one for one in document.tables if one.cell(0, 0).text == "No.")
    assert [cell.text for cell in table.rows[1].cells] == [
        "No.", "Prosedur", "Berjalan baik", "Tidak", "Catatan Hasil Penilaian", "Tindakan yang Harus Diambil",
        "Paraf Penilai",
    ]  # fmt: skip
    assert table.cell(0, 2).text == table.cell(0, 3).text == "Penilaian terhadap Penerapan"
    number, procedure, *empty = (cell.text for cell in table.rows[2].cells)
    assert (number, set(empty)) == ("1.", {""})
    assert procedure.splitlines() == [
        "Pengelolaan Surat Masuk", "Nomor SOP/SEKR/01, revisi 0",
        "Jatuh tempo: monitoring sejak 1 Agustus 2024 dan evaluasi sejak 1 Februari 2025",
    ]  # fmt: skip
    wide = [int(cell.width) for cell in table.rows[1].cells]
    assert wide[4] > 2 * wide[2]  # room to write, though both are empty
    assert "Penilai," in "\n".join(cell.text for one in document.tables for row in one.rows for cell in row.cells)


def test_in_the_workbook_the_judgement_is_chosen() -> None:
    run(*LATE)
    sheet = openpyxl.load_workbook(HERE / "formulir-monitoring-2025-03-01.xlsx")["Monitoring"]
    (chosen,) = sheet.data_validations.dataValidation
    assert chosen.formula1 == '"Berjalan baik,Tidak"'
    row = next(cell.row for (cell,) in sheet.iter_rows(max_col=1) if cell.value == "1" and cell.row > 8)
    while sheet.cell(row, 2).value == "2":  # the row of column numbers
        row += 1
    assert str(chosen.sqref) == f"C{row}"
    assert str(sheet.cell(row, 2).value).startswith("Pengelolaan Surat Masuk\n")


def test_nothing_due_makes_no_form_unless_it_is_named_or_all_are() -> None:
    early = ("--tanggal", "2024-03-01")
    result = run(*early)
    assert (result.exit_code, result.stdout, forms()) == (0, "", [])
    assert "Tidak ada SOP berlaku yang jatuh tempo" in result.stderr
    assert run("contoh", *early).stdout == ""
    assert len(run(SLUG, *early).stdout.splitlines()) == 2
    assert len(run("contoh", "--semua", *early).stdout.splitlines()) == 2


def test_a_form_that_was_filled_in_is_left_alone() -> None:
    run(*LATE)
    place = HERE / "formulir-monitoring-2025-03-01.xlsx"
    book = openpyxl.load_workbook(place)
    book["Monitoring"]["D20"] = "catatan penilai"
    book.save(place)
    result = run(*LATE)
    assert result.exit_code != 0
    assert "diubah" in result.stderr
    assert openpyxl.load_workbook(place)["Monitoring"]["D20"].value == "catatan penilai"


def test_what_was_done_puts_off_what_is_due_everywhere() -> None:
    before = Path(SOP).read_bytes()
    result = run(SLUG, "--dicatat", "Sesuai: lancar", "--oleh", "Sekretaris", "--tanggal", "2024-09-02")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "monitoring berikutnya paling lambat 2 Maret 2025", "evaluasi berikutnya paling lambat 1 Februari 2025",
    ]  # fmt: skip
    more = ("--evaluasi", "--penilaian", "tidak", "--tindakan", "Tambah petugas", "--tanggal", "2025-02-03")
    run(SLUG, "--dicatat", "Loket penuh", *more)
    assert FILE.read_text(encoding="utf-8").splitlines()[1:] == [
        "monitoring:",
        "  - jenis: monitoring",
        "    tanggal: 2 September 2024",
        "    oleh: Sekretaris",
        "    penilaian: berjalan baik",
        '    catatan: "Sesuai: lancar"',
        '    revisi: "0"',
        "  - jenis: evaluasi",
        "    tanggal: 3 Februari 2025",
        "    penilaian: tidak",
        "    catatan: Loket penuh",
        "    tindakan: Tambah petugas",
        '    revisi: "0"',
    ]
    assert Path(SOP).read_bytes() == before
    (row,) = json.loads(done("daftar", "--json", *LATE))["sop"]
    assert [one["jatuh_tempo"] for one in row["pemantauan"]] == ["2025-08-03", "2026-02-03"]
    codes = {one.code for one in inspect((Path.cwd(),), today=date(2025, 3, 1)).findings}
    assert not {"S30", "S35", "S36"} & codes
    assert "S30" in {one.code for one in inspect((Path.cwd(),), today=date(2025, 9, 1)).findings}


def test_the_same_twice_is_noted_once_and_a_dry_run_notes_nothing() -> None:
    same = (SLUG, "--dicatat", "Sesuai", "--tanggal", "2024-09-02")
    assert "akan dicatat" in run(*same, "--dry-run").stderr
    assert not FILE.exists()
    run(*same)
    first = FILE.read_bytes()
    assert "tanggal 2 September 2024 sudah tercatat" in run(*same).stderr
    assert FILE.read_bytes() == first


def test_what_a_person_wrote_into_the_file_stays() -> None:
    FILE.write_text("# catatan saya\nmonitoring:\n- tanggal: 1 Juli 2024 # lisan\n", encoding="utf-8", newline="\n")
    assert run(SLUG, "--dicatat", "Sesuai", "--tanggal", "2024-09-02").exit_code == 0
    lines = FILE.read_text(encoding="utf-8").splitlines()
    assert lines[:4] == ["# catatan saya", "monitoring:", "- tanggal: 1 Juli 2024 # lisan", "- jenis: monitoring"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((SLUG, "--dicatat", "x", "--tanggal", "2020-01-01"), "baru berlaku 1 Februari 2024"),
        ((SLUG, "--dicatat", " "), "masih kosong"),
        ((SLUG, "--dicatat", "a\x01b"), "tanda yang tidak tampak"),
        (("--dicatat", "x"), "Sebutkan satu SOP"),
        ((SLUG, "--evaluasi"), "hanya bersama --dicatat"),
        (("tiada", "--dicatat", "x"), 'tidak ada SOP "tiada"'),
    ],
)
def test_what_cannot_be_noted_is_told(args: tuple[str, ...], words: str) -> None:
    result = run(*args)
    assert result.exit_code != 0
    assert words in result.stderr
    assert not FILE.exists()


def test_an_sop_that_is_not_in_force_is_not_monitored() -> None:
    draft = Path("sop_catalog/contoh/sop/lain.yaml")
    text = Path(SOP).read_text(encoding="utf-8").replace("status: disahkan", "status: draft")
    draft.write_text(text.replace("SOP/SEKR/01", "SOP/SEKR/09"), encoding="utf-8", newline="\n")
    result = run("lain", "--dicatat", "x")
    assert result.exit_code == ExitCode.FINDINGS
    assert "tidak berlaku (status: draft)" in result.stderr
    named = run("lain", *LATE)
    assert "belum berlaku atau sudah dicabut" in named.stderr
    assert named.stdout == ""


@pytest.mark.parametrize(
    ("item", "line"),
    [("tanggal: kemarin", 2), ("tanggal: 1 Juli 2024\n    jenis: rapat", 3), ("oleh: Sekretaris", 2)],
)
def test_a_damaged_file_is_a_finding_with_its_place(item: str, line: int) -> None:
    FILE.write_text(f"monitoring:\n  - {item}\n", encoding="utf-8", newline="\n")
    before = FILE.read_bytes()
    found = [one for one in inspect((Path.cwd(),), today=date(2025, 3, 1)).findings if one.where.file == str(FILE)]
    assert [(one.code[0], one.where.line) for one in found] == [("D", line)]
    assert run(SLUG, "--dicatat", "Sesuai", *LATE).exit_code == ExitCode.FINDINGS
    assert FILE.read_bytes() == before
