"""`doctool skema`: printed or written, and nothing is written over unasked."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["skema", *args], prog_name="doctool")


def test_is_printed_or_written(tmp_path: Path) -> None:
    out = tmp_path / "skema" / "kantor.schema.json"
    assert run("kantor", "-o", str(out)).exit_code == 0
    assert out.read_text(encoding="utf-8") == run("kantor").stdout
    assert "kop" in json.loads(out.read_text(encoding="utf-8"))["properties"]
    assert "nama_sop" in json.loads(run().stdout)["properties"]


def test_a_file_that_is_there_is_kept_without_timpa(tmp_path: Path) -> None:
    mine = tmp_path / "kantor.yaml"
    mine.write_text("nama: Dinas", encoding="utf-8")
    result = run("sop", "-o", str(mine))
    assert result.exit_code == ExitCode.USAGE
    assert "sudah ada" in result.stderr
    assert mine.read_text(encoding="utf-8") == "nama: Dinas"
    assert run("sop", "-o", str(mine), "--timpa").exit_code == 0
    assert mine.read_text(encoding="utf-8").startswith("{")
