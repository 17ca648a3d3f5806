"""The wheel alone is enough: installed outside the checkout, it makes a workspace and builds its SOP."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if sys.platform == "win32" else "bin"


def call(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, capture_output=True,
        text=True, encoding="utf-8", timeout=300,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    [found] = folder.glob("doctool-*.whl")
    return found


def test_wheel_holds_the_data_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "doctool/data/locale/id/LC_MESSAGES/doctool.mo",
        "doctool/data/contoh/gitignore",
        "doctool/data/contoh/gitattributes",
        "doctool/data/contoh/sop_catalog/contoh/kantor.yaml",
        "doctool/cli/main.py",
    } <= names
    tracked = call("git", "ls-files", "doctool", cwd=ROOT).stdout.split() if (ROOT / ".git").exists() else []
    assert set(tracked) <= names
    assert {name.split("/")[0] for name in names} == {"doctool", f"{wheel.name.rpartition('-py3')[0]}.dist-info"}


def test_installed_wheel_makes_a_workspace_and_builds_its_sop(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    python = home / BIN / "python"
    call(
        sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel,
        cwd=tmp_path,
    )
    # The libraries come from the environment of the tests, so that nothing is fetched.
    site = call(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).stdout.strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = call(python, "-c", "import doctool; print(doctool.__file__)", cwd=tmp_path).stdout.strip()
    assert Path(where).is_relative_to(home)

    doctool = home / BIN / "doctool"
    call(doctool, "baru", "kantor", tmp_path / "arsip", cwd=tmp_path)
    built = call(doctool, "sop", "buat", "--semua", "--format", "docx,svg", cwd=tmp_path / "arsip" / "sop_catalog")
    made = sorted(path.name for path in (tmp_path / "arsip" / "output" / "sop" / "contoh").iterdir())
    assert made[0] == "pengelolaan-surat-masuk.docx"
    assert made[1] == "pengelolaan-surat-masuk.hal-1.svg"
    assert len(built.stdout.splitlines()) == len(made)
