"""`doctool baru formulir`: an example that is checked at once, and never written over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.indicators.load import load_kinerja


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert run("baru", "kantor", str(tmp_path)).exit_code == 0
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_the_example_has_no_finding_even_strictly(inside: Path, form: str) -> None:
    result = run("baru", "formulir", "--format", form, "--tahun", "2026")
    assert (result.exit_code, Path(result.stdout.strip())) == (0, inside / f"data/contoh/kinerja/2026.{form}")
    assert load_kinerja(inside / f"data/contoh/kinerja/2026.{form}", Workspace(inside)).kinerja.tahun == 2026
    checked = run("periksa", "data", "--ketat")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert "Tidak ada temuan dalam 1 berkas." in checked.stderr


def test_the_first_line_points_the_editor_at_its_schema(inside: Path) -> None:
    run("baru", "formulir", "--tahun", "2026")
    path = inside / "data/contoh/kinerja/2026.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert (path.parent / first.partition("=")[2]).resolve() == inside / "skema/kinerja.schema.json"
    assert (inside / "skema/kinerja.schema.json").is_file()


def test_nothing_is_written_over(inside: Path) -> None:
    path = inside / "data/contoh/kinerja/2026.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("milik saya\n", encoding="utf-8")
    for more in ((), ("--format", "xlsx")):
        result = run("baru", "formulir", "--tahun", "2026", *more)
        assert result.exit_code == ExitCode.USAGE
        assert "sudah" in result.stderr
    assert [one.name for one in path.parent.iterdir()] == ["2026.yaml"]
    assert path.read_text(encoding="utf-8") == "milik saya\n"
    assert run("baru", "formulir", "--tahun", "2026", "--timpa").exit_code == 0
    assert "sasaran:" in path.read_text(encoding="utf-8")


def test_the_suffix_of_the_named_file_counts(inside: Path) -> None:
    assert run("baru", "formulir", "-o", "iku.xlsx").exit_code == 0
    assert (inside / "iku.xlsx").read_bytes().startswith(b"PK")
    assert run("baru", "formulir", "-o", "iku.docx").exit_code == ExitCode.USAGE
    assert "tidak cocok" in run("baru", "formulir", "-o", "a.yaml", "--format", "xlsx").stderr


def test_dry_run_writes_nothing(inside: Path) -> None:
    result = run("baru", "formulir", "--tahun", "2026", "--dry-run", "--json")
    assert json.loads(result.stdout) == {"berkas": [str(inside / "data/contoh/kinerja/2026.yaml")]}
    assert not (inside / "data").exists()


def test_faults_in_a_workbook_name_sheet_and_cell(inside: Path) -> None:
    from openpyxl import load_workbook

    run("baru", "formulir", "--tahun", "2026", "--format", "xlsx")
    path = inside / "data/contoh/kinerja/2026.xlsx"
    book = load_workbook(path)
    book["Indikator"]["E7"] = "miring"
    book["Program"]["D7"] = "banyak"
    book.save(path)
    result = run("periksa", str(path))
    assert result.exit_code == ExitCode.FINDINGS
    assert "2026.xlsx:Indikator!E7: D04 galat" in result.stdout
    assert "2026.xlsx:Program!D7: D07 galat" in result.stdout
