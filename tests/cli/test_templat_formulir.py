"""`doctool templat` for the template of the form isian."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.forms.write import own_template
from tests.letters.office import make_workspace

FILE = Path("templates/xlsx/form-isian.xlsx")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_workspace(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["templat", *args], prog_name="doctool")


def test_it_is_given_out_checked_and_listed() -> None:
    assert run("ekspor", "form-isian").stdout.splitlines() == [str(FILE)]
    assert FILE.read_bytes() == own_template()
    done = run("periksa")
    assert (done.exit_code, done.stdout) == (ExitCode.OK, "")
    assert "1 berkas" in done.stderr
    assert run("daftar").stdout.splitlines()[-1].split() == ["form-isian", "bawaan", str(FILE), "lulus"]


def test_its_names_are_listed_with_their_sheets() -> None:
    lines = run("daftar", "form-isian").stdout.splitlines()
    assert any(line.startswith("Form Isian: baris.perbandingan ") for line in lines)
    made = json.loads(run("daftar", "form-isian", "--json").stdout)["nama"]
    assert {"nama": "pagu", "bentuk": "sel", "isi": "Pagu (Rp)", "daftar": "Anggaran"} in made


@pytest.mark.parametrize("args", [(), ("templates",), (str(FILE),)])
def test_faults_are_told_with_their_cells(args: tuple[str, ...]) -> None:
    run("ekspor", "form-isian")
    book = openpyxl.load_workbook(FILE)
    book["Form Isian"]["A3"] = "{{ tahunn }}"
    book.save(FILE)
    done = run("periksa", *args, "--no-color")
    assert done.exit_code == ExitCode.FINDINGS
    assert f'{FILE}:Form Isian!A3: W24 galat: nama "tahunn" tidak dikenal — barangkali "tahun"' in done.stdout


def test_what_is_no_workbook_is_told() -> None:
    Path("rusak.xlsx").write_bytes(b"bukan Excel")
    done = run("periksa", "rusak.xlsx")
    assert (done.exit_code, "W21" in done.stdout) == (ExitCode.FINDINGS, True)
    assert run("periksa", "tiada.xlsx").exit_code == ExitCode.USAGE
