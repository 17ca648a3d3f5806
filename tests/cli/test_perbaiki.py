"""`doctool perbaiki`: what it prints, writes and exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode
from tests.check import build

TEXT = build.text_of({**build.row(1, uraian="Menganalisa arsip dan Analisa"), "status": "draft"})


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["perbaiki", *args], prog_name="doctool")


@pytest.fixture
def sop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "sop_catalog" / "kota-contoh"
    (folder / "sop").mkdir(parents=True)
    (folder / "kantor.yaml").write_text(build.text_of(build.OFFICE), encoding="utf-8", newline="\n")
    file = folder / "sop" / "arsip.yaml"
    file.write_text(TEXT, encoding="utf-8", newline="\n")
    monkeypatch.chdir(tmp_path)
    return file


def line_of(text: str) -> int:
    return next(number for number, line in enumerate(TEXT.splitlines(), 1) if text in line)


@pytest.mark.parametrize(
    "names",
    [["arsip"], ["kota-contoh/arsip"], ["sop_catalog/kota-contoh/sop/arsip.yaml"], ["sop_catalog"], ["--semua"]],
)
def test_each_correction_is_shown_at_its_place(sop: Path, names: list[str]) -> None:
    result = run(*names)
    place = f"sop_catalog/kota-contoh/sop/arsip.yaml:{line_of('Menganalisa')}"
    assert result.exit_code == ExitCode.OK
    assert f'{place}:11: S29 "Menganalisa" -> "Menganalisis"\n' in result.stdout
    assert f'{place}:33: S29 dibiarkan: "Analisa" — mungkin nama\n' in result.stdout
    assert "1 kesalahan dalam 1 berkas dibetulkan; 1 dibiarkan karena belum pasti." in result.stderr
    assert sop.read_text(encoding="utf-8") == TEXT.replace("Menganalisa", "Menganalisis")
    again = run(*names)
    assert "dibetulkan" in again.stderr.replace("perlu dibetulkan", "dibetulkan")
    assert "->" not in again.stdout


def test_a_dry_run_shows_and_writes_nothing(sop: Path) -> None:
    result = run("arsip", "--dry-run")
    assert '"Menganalisa" -> "Menganalisis"' in result.stdout
    assert "uji coba" in result.stderr
    assert sop.read_text(encoding="utf-8") == TEXT


def test_json(sop: Path) -> None:
    data = json.loads(run("arsip", "--json").stdout)
    (one,) = data["berkas"]
    assert data["uji_coba"] is False
    assert one["pembetulan"] == [
        {"kode": "S29", "baris": line_of("Menganalisa"), "kolom": 11, "lama": "Menganalisa", "baru": "Menganalisis"}
    ]
    assert [left["teks"] for left in one["dibiarkan"]] == ["Analisa"]
    assert one["galat"] == ""


def test_a_broken_file_does_not_stop_the_others(sop: Path) -> None:
    broken = sop.with_name("rusak.yaml")
    broken.write_text('nama_sop: "KTP\n', encoding="utf-8")
    result = run("--semua")
    assert result.exit_code == ExitCode.PARTIAL
    assert "rusak.yaml:1:11: Y09" in result.stdout
    assert "tidak dapat dibaca, jadi tidak diubah" in result.stderr
    assert broken.read_text(encoding="utf-8") == 'nama_sop: "KTP\n'
    assert "Menganalisis" in sop.read_text(encoding="utf-8")
    assert run("rusak").exit_code == ExitCode.FINDINGS


def test_an_approved_text_needs_a_revision_first(sop: Path) -> None:
    sop.write_text(TEXT.replace("status: draft", "status: disahkan"), encoding="utf-8", newline="\n")
    result = run("arsip")
    assert result.exit_code == ExitCode.FINDINGS
    assert "doctool sop revisi kota-contoh/arsip" in result.stderr


@pytest.mark.parametrize("name", ["--semua", "sop_catalog"])
def test_approved_texts_among_others_are_passed_over(sop: Path, name: str) -> None:
    decided = sop.with_name("lain.yaml")
    decided.write_text(TEXT.replace("status: draft", "status: disahkan"), encoding="utf-8", newline="\n")
    before = decided.read_bytes()
    result = run(name)
    assert result.exit_code == ExitCode.OK
    assert "1 SOP yang sudah disahkan atau dicabut dilewati" in result.stderr
    assert "Galat" not in result.stderr
    assert (decided.read_bytes(), "Menganalisis" in sop.read_text(encoding="utf-8")) == (before, True)
    told = {Path(one["berkas"]).name: one for one in json.loads(run(name, "--json").stdout)["berkas"]}
    assert "berstatus disahkan" in told["lain.yaml"]["dilewati"]


@pytest.mark.parametrize(
    ("names", "says"),
    [([], "--semua"), (["arsip", "--semua"], "salah satu saja"), (["tidak-ada"], 'tidak ada SOP "tidak-ada"')],
)
def test_wrong_use(sop: Path, names: list[str], says: str) -> None:
    result = run(*names)
    assert result.exit_code == ExitCode.USAGE
    assert says in result.stderr


def test_a_file_outside_of_any_workspace(sop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lone = tmp_path / "lain"
    lone.mkdir()
    sop.rename(lone / "arsip.yaml")
    (sop.parents[1] / "kantor.yaml").rename(lone / "kantor.yaml")
    (sop.parent).rmdir()
    sop.parents[1].rmdir()
    sop.parents[2].rmdir()
    monkeypatch.chdir(lone)
    assert run("arsip.yaml", "kantor.yaml").exit_code == ExitCode.OK
    assert "Menganalisis" in (lone / "arsip.yaml").read_text(encoding="utf-8")
    missing = run("tiada.yaml")
    assert missing.exit_code == ExitCode.FINDINGS
    assert "berkas tidak ada" in missing.stdout
