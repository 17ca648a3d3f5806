"""`doctool dokter` tells what the machine has."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.convert import fonts
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ExitCode


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["dokter", *args], prog_name="doctool")


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.libreoffice
def test_whole_machine() -> None:
    result = run("--json")
    assert result.exit_code == 0
    checks = {check["nama"]: check for check in json.loads(result.stdout)["pemeriksaan"]}
    assert checks["LibreOffice"]["baik"]
    assert checks["LibreOffice"]["hasil"].startswith("LibreOffice ")
    assert all(checks[name]["baik"] for name in ("doctool", "Python", "pydantic", "pypdf"))


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(tmp_path / "tiada"))
    result = run()
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert "KURANG  LibreOffice: tidak ditemukan" in result.stdout
    assert "apt-get install libreoffice-writer" in result.stdout
    quiet = run("--quiet")
    assert (quiet.exit_code, quiet.stdout) == (ExitCode.OUTSIDE_PROGRAM, "")


def test_font_that_is_replaced_by_a_wider_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(tmp_path / "tiada"))
    monkeypatch.setattr(
        fonts, "match_fonts", lambda: [fonts.FontMatch("Calibri", "DejaVu Sans", False, "fonts-crosextra-carlito")]
    )
    result = run()
    assert "KURANG  Huruf Calibri: DejaVu Sans" in result.stdout
    assert "fonts-crosextra-carlito" in result.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a script with a #! line")
def test_fontconfig_that_does_not_answer_is_no_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "fc-match"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(fonts, "ANSWER_S", 0.2)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(tmp_path / "tiada"))
    result = run()
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert "baik    Huruf: tidak diperiksa" in result.stdout
