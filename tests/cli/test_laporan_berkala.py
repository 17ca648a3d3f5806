"""`doctool laporan harian|mingguan|bulanan|daftar|terima`: what is made, noted and told."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode
from tests.periodic.case import FOLDER, TABLE, make

OUT = Path("output/laporan-berkala/kab-contoh/layanan")
RECORDS = FOLDER / "catatan.json"


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace of tests/periodic/case.py as the current folder."""
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["laporan", *args], prog_name="doctool")


def names() -> list[str]:
    return sorted(path.name for path in OUT.iterdir()) if OUT.exists() else []


def records() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(RECORDS.read_text(encoding="utf-8"))["laporan"]
    return found


def test_a_daily_report_is_made_and_noted_twice_the_same() -> None:
    done = run("harian", "--tanggal", "2025-07-07", "--format", "docx,xlsx")
    assert done.exit_code == ExitCode.OK, done.output
    assert names() == ["harian-2025-07-07.docx", "harian-2025-07-07.xlsx"]
    assert records() == {"harian/2025-07-07": {
        "dibuat": "2025-07-07", "oleh": "Administrator", "diterima": {}, "agenda": ""}}  # fmt: skip
    before = {path: path.read_bytes() for path in (*OUT.iterdir(), RECORDS)}
    assert run("harian", "--tanggal", "7/7/2025", "--format", "docx,xlsx").exit_code == ExitCode.OK
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.libreoffice
def test_all_formats_of_a_month_and_of_its_list() -> None:
    assert run("bulanan", "--bulan", "Juli 2025").exit_code == ExitCode.OK
    assert run("daftar", "--bulan", "2025-07").exit_code == ExitCode.OK
    assert names() == [*(f"bulanan-2025-07.{kind}" for kind in ("docx", "pdf", "xlsx")),
                       *(f"daftar-2025-07.{kind}" for kind in ("json", "pdf", "xlsx"))]  # fmt: skip
    assert all((OUT / name).read_bytes().startswith(b"%PDF") for name in names() if name.endswith(".pdf"))


def test_without_libreoffice_the_rest_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", "tidak-ada")
    done = run("harian", "--tanggal", "2025-07-07")
    assert done.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert names() == ["harian-2025-07-07.docx", "harian-2025-07-07.xlsx"]
    assert "harian/2025-07-07" in records()
    assert "LibreOffice tidak ditemukan" in done.stderr


def test_a_dry_run_writes_nothing() -> None:
    done = run("mingguan", "--minggu", "2025-W28", "--dry-run")
    assert done.exit_code == ExitCode.OK
    assert "baru    " in done.stdout
    assert "mingguan-2025-W28.pdf" in done.stdout
    assert (names(), RECORDS.exists()) == ([], False)


def test_a_week_tells_what_was_not_filled_in_also_as_json() -> None:
    done = run("mingguan", "--tanggal", "2025-07-12", "--format", "docx", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == ExitCode.OK
    assert (found["laporan"], found["dibuat"]) == ("mingguan/2025-W28", "2025-07-11")
    assert found["belum_diisi"] == ["2025-07-09"]
    assert found["rincian"][0] == {
        "kode": "ktp", "nama": "Cetak KTP", "satuan": "keping", "kini": "1252", "lalu": "39", "bulan": "1286",
        "tahun": "1291", "belum_diisi": ["2025-07-09"],
    }  # fmt: skip
    assert "hari kerja yang belum diisi: 9 Juli 2025" in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["harian", "--tanggal", "2025-07-09"], 1, "Rabu, 9 Juli 2025 belum diisi sama sekali"),
        (["harian", "--tanggal", "2025-07-10"], 1, "bukan hari kerja dan tidak ada isiannya"),
        (["harian", "--tanggal", "2090-07-10"], 1, "belum tiba"),
        (["harian", "--tanggal", "kemarin"], 2, "bukan tanggal"),
        (["mingguan", "--minggu", "28"], 2, "bukan minggu"),
        (["mingguan", "--minggu", "2025-W28", "--tanggal", "2025-07-07"], 2, "salah satu"),
        (["bulanan", "--bulan", "2025-14"], 2, "bukan bulan"),
        (["harian", "lain", "--tanggal", "2025-07-07"], 2, 'tidak ada laporan berkala "lain"'),
        (["harian", "--kantor", "kab-lain"], 2, 'tidak ada kantor "kab-lain"'),
        (["harian", "--tanggal", "2025-07-07", "--dibuat", "2025-07-01"], 2, "mendahului periodenya"),
        (["harian", "--tanggal", "2025-07-07", "--format", "odt"], 2, "format yang ada: docx, pdf, xlsx"),
        (["terima", "harian", "2025-07-07", "--oleh", "kabid"], 2, "belum dibuat"),
        (["terima", "harian", "2025-07-07", "--oleh", "kabid"], 2,
         "doctool laporan harian kab-contoh/layanan --tanggal 2025-07-07"),
        (["terima", "harian", "2025-07-07", "--oleh", "bupati"], 2, "bukan penerima"),
        (["terima", "bulanan", "tahun ini", "--oleh", "kabid"], 2, "bukan periode laporan bulanan"),
        (["daftar", "--bulan", "2025-07", "--tahun", "2025"], 2, "salah satu"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert said in done.stderr
    assert "Traceback" not in done.output
    assert (names(), RECORDS.exists()) == ([], False)
    assert done.exit_code == code


def test_a_fault_in_the_table_makes_no_report(workspace: Path) -> None:
    make(workspace, TABLE.replace("2025-07-07;20", "2025-07-07;dua puluh"))
    done = run("harian", "--tanggal", "2025-07-08", "--format", "docx")
    assert done.exit_code == ExitCode.FINDINGS
    assert "isian.csv:B7" in done.stderr
    assert '"dua puluh" bukan angka' in done.stderr
    assert (names(), RECORDS.exists()) == ([], False)


def test_reports_are_received_listed_and_missing_ones_named() -> None:
    run("harian", "--tanggal", "2025-07-07", "--format", "docx")
    assert run("terima", "harian", "2025-07-07", "--oleh", "sub-koord", "--tanggal", "2025-07-07",
               "--agenda", "41").exit_code == ExitCode.OK  # fmt: skip
    assert run("terima", "harian", "2025-07-07", "--oleh", "kabid", "--tanggal", "2025-07-08").exit_code == ExitCode.OK
    early = run("terima", "harian", "2025-07-07", "--oleh", "kabid", "--tanggal", "2025-07-06")
    assert early.exit_code == ExitCode.USAGE
    assert "mendahului tanggal dibuat" in early.stderr
    done = run("daftar", "--bulan", "2025-07", "--tanggal", "2025-07-09", "--format", "xlsx", "--json")
    found = json.loads(done.stdout)
    assert found["belum_dibuat"] == [
        *(f"harian/2025-07-0{day}" for day in (1, 2, 3, 4, 8, 9)), "mingguan/2025-W27"]  # fmt: skip
    row = next(one for one in found["laporan"] if one["kunci"] == "harian/2025-07-07")
    assert (row["dibuat"], row["oleh"], row["agenda"], row["keterangan"]) == ("2025-07-07", "Administrator", "41", "")
    assert row["diterima"] == {"sub-koord": "2025-07-07", "kabid": "2025-07-08"}
    sheet = openpyxl.load_workbook(io.BytesIO((OUT / "daftar-2025-07.xlsx").read_bytes())).active
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert ["5", "Senin, 7 Juli 2025", "7 Juli 2025", "Administrator", "7 Juli 2025", "8 Juli 2025", "41", "-"] in lines
    assert ["7", "Rabu, 9 Juli 2025", "-", "-", "-", "-", "-", "belum dibuat; isian belum lengkap"] in lines
    written = json.loads((OUT / "daftar-2025-07.json").read_text(encoding="utf-8"))
    assert written["laporan"] == found["laporan"]


def test_a_report_is_entered_in_the_agenda_once() -> None:
    run("harian", "--tanggal", "2025-07-07", "--format", "docx")
    first = ("terima", "harian", "2025-07-07", "--oleh", "sub-koord", "--tanggal", "2025-07-07", "--catat-agenda")
    assert run(*first, "--dry-run").exit_code == ExitCode.OK
    assert records()["harian/2025-07-07"]["agenda"] == ""
    assert run(*first).exit_code == ExitCode.OK
    assert run(*first).exit_code == ExitCode.OK
    assert records()["harian/2025-07-07"]["agenda"] == "1"
    listed = CliRunner().invoke(cli, ["surat", "masuk", "lihat", "--tahun", "2025", "--json"], prog_name="doctool")
    assert listed.stdout.count("Laporan Harian Layanan Senin, 7 Juli 2025") == 1


def test_making_a_report_again_keeps_who_received_it() -> None:
    run("harian", "--tanggal", "2025-07-07", "--format", "docx", "--dibuat", "2025-07-08")
    run("terima", "harian", "2025-07-07", "--oleh", "kabid", "--tanggal", "2025-07-09", "--agenda", "7")
    run("harian", "--tanggal", "2025-07-07", "--format", "docx")
    assert records()["harian/2025-07-07"] == {
        "dibuat": "2025-07-08", "oleh": "Administrator", "diterima": {"kabid": "2025-07-09"}, "agenda": "7",
    }  # fmt: skip


def test_damaged_records_are_refused_and_kept() -> None:
    RECORDS.write_text('{"versi": 1, "laporan": {"harian/2025-07-07": {"dibuat": "kemarin"}}}', encoding="utf-8")
    done = run("harian", "--tanggal", "2025-07-07", "--format", "docx")
    assert done.exit_code == ExitCode.FINDINGS
    assert "rusak" in done.stderr
    assert "kemarin" in RECORDS.read_text(encoding="utf-8")


def test_periksa_reads_the_tables_of_daily_counts(workspace: Path) -> None:
    make(workspace, TABLE.replace("2025-07-07;20", "2025-07-07;-20"))
    done = CliRunner().invoke(cli, ["periksa", "data"], prog_name="doctool")
    assert done.exit_code == ExitCode.FINDINGS
    assert "P05" in done.stdout
    assert "-20 kurang dari nol" in done.stdout
