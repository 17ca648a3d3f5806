"""`doctool baru kantor` makes a workspace that works."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result

from doctool.catalog.schema import KINDS
from doctool.cli.main import cli
from doctool.errors import ExitCode


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


ALL = {
    "README.md", ".gitignore", ".gitattributes", *(f"skema/{kind}.schema.json" for kind in KINDS),
    "sop_catalog/contoh/kantor.yaml", "sop_catalog/contoh/sop/pengelolaan-surat-masuk.yaml",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    result = run("baru", "kantor", str(tmp_path / "arsip"))
    assert result.exit_code == 0, result.output
    return tmp_path / "arsip"


def test_makes_a_whole_workspace(workspace: Path) -> None:
    assert files(workspace) == ALL


def test_git_leaves_the_line_ends_of_the_workspace_alone(workspace: Path) -> None:
    lines = (workspace / ".gitattributes").read_text(encoding="utf-8").splitlines()
    assert {"sop_catalog/** -text", "data/** -text"} <= set(lines)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_that_turns_line_ends_round_gives_back_every_byte(workspace: Path) -> None:
    def git(*args: str) -> None:
        said = ("-c", "core.autocrlf=true", "-c", "user.name=a", "-c", "user.email=a@b", "-c", "core.safecrlf=false")
        subprocess.run(["git", *said, *args], cwd=workspace, check=True, capture_output=True)

    published = workspace / "sop_catalog" / "contoh" / "terbitan" / "surat" / "0"
    published.mkdir(parents=True)
    bytes_of = {published / "sop.yaml": b"nomor: 1\r\nnama: a\r\n", published / "kantor.yaml": b"nama: b\n"}
    for path, data in bytes_of.items():
        path.write_bytes(data)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "a")
    for path in bytes_of:
        path.unlink()
    git("checkout", "--", ".")
    assert {path: path.read_bytes() for path in bytes_of} == bytes_of


def test_example_has_no_finding_even_strictly(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    result = run("periksa", "--ketat", "--tanggal", "2024-06-01")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Tidak ada temuan dalam 2 berkas." in result.stderr


def test_example_uses_every_field_of_the_identity_sheet(workspace: Path) -> None:
    text = (workspace / "sop_catalog/contoh/sop/pengelolaan-surat-masuk.yaml").read_text(encoding="utf-8")
    sop = yaml.safe_load(text)
    fields = (
        "nomor_sop tanggal_pembuatan tanggal_revisi tanggal_efektif disahkan_oleh nama_sop dasar_hukum keterkaitan "
        "peringatan kualifikasi_pelaksana peralatan_perlengkapan pencatatan_pendataan"
    )
    assert [field for field in fields.split() if not sop.get(field)] == []


@pytest.mark.parametrize("name", sorted(one for one in ALL if one.endswith(".yaml")))
def test_first_line_points_the_editor_at_a_schema_that_fits(workspace: Path, name: str) -> None:
    path = workspace / name
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# yaml-language-server: $schema=")
    schema = json.loads((path.parent / first.partition("=")[2]).read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)


def test_refuses_a_folder_that_holds_a_workspace(workspace: Path) -> None:
    mine = workspace / "sop_catalog/contoh/kantor.yaml"
    mine.write_text("nama: Kantor Saya\n", encoding="utf-8")
    result = run("baru", "kantor", str(workspace))
    assert result.exit_code == ExitCode.USAGE
    assert "sudah berisi ruang kerja" in result.stderr
    assert mine.read_text(encoding="utf-8") == "nama: Kantor Saya\n"


def test_refuses_to_touch_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("milik saya", encoding="utf-8")
    result = run("baru", "kantor", str(tmp_path))
    assert result.exit_code == ExitCode.USAGE
    assert "README.md" in result.stderr
    assert files(tmp_path) == {"README.md"}


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    result = run("baru", "kantor", str(tmp_path / "arsip"), "--dry-run", "--json")
    assert result.exit_code == 0
    assert {Path(name).name for name in json.loads(result.stdout)["berkas"]} == {Path(name).name for name in ALL}
    assert list(tmp_path.iterdir()) == []


def test_this_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("new", "kantor").exit_code == 0
    assert files(tmp_path) == ALL
