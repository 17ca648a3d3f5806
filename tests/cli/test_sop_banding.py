"""`doctool sop banding`: two SOPs by address, edition or file; text, JSON and files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode

EXAMPLE = Path(__file__).resolve().parents[2] / "doctool" / "data" / "contoh"
SLUG = "pengelolaan-surat-masuk"
SOP = Path(f"sop_catalog/contoh/sop/{SLUG}.yaml")
HERE = Path("output/banding/contoh")


def run(*args: str, color: bool = False) -> Result:
    return CliRunner().invoke(cli, ["sop", *args], prog_name="doctool", color=color)


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example office, its SOP revised: the name was changed since it was published."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    opened = run("revisi", SLUG, "--alasan", "Aturan baru", "--sudah-berlaku", "--tanggal", "2026-01-12")
    assert opened.exit_code == ExitCode.OK, opened.output
    rename("Pengelolaan Surat Masuk Elektronik")


def rename(name: str) -> None:
    text = SOP.read_text(encoding="utf-8")
    before, _, after = text.partition("nama_sop: ")
    SOP.write_text(f"{before}nama_sop: {name}{after[after.index(chr(10)):]}", encoding="utf-8", newline="\n")


def test_what_is_at_work_is_compared_with_what_was_published_last() -> None:
    result = run("banding", SLUG)
    assert result.exit_code == ExitCode.OK
    assert result.stdout.startswith(f"Semula : contoh/{SLUG}, terbitan 0\nMenjadi: contoh/{SLUG}, naskah kerja\n")
    assert "~ Nama SOP diubah" in result.stdout
    assert "Pengelolaan Surat Masuk {+Elektronik+}" in result.stdout
    assert not HERE.exists()


@pytest.mark.parametrize("first", [f"{SLUG}@0", f"contoh/{SLUG}@0", f"sop_catalog/contoh/terbitan/{SLUG}/0/sop.yaml"])
@pytest.mark.parametrize("second", [SLUG, f"contoh/{SLUG}", str(SOP)])
def test_an_sop_has_several_names(first: str, second: str) -> None:
    assert run("banding", first, second).stdout == run("banding", SLUG).stdout


def test_equal_sops_are_said_to_be_equal() -> None:
    result = run("banding", SLUG, SLUG)
    assert result.exit_code == ExitCode.OK
    assert "Kedua naskah SOP sama." in result.stdout
    assert json.loads(run("banding", SLUG, SLUG, "--json").stdout)["sama"] is True


def test_json_tells_all_and_nothing_else() -> None:
    data = json.loads(run("banding", f"{SLUG}@0", SLUG, "--json").stdout)
    assert data["sama"] is False
    (name,) = [one for one in data["perubahan"] if one["letak"] == "Nama SOP"]
    assert (name["apa"], name["kata"][-1]) == ("diubah", {"apa": "+", "teks": " Elektronik"})
    assert data["berkas"] == []


def test_colours_are_for_a_terminal() -> None:
    assert "\x1b[" not in run("banding", SLUG).stdout
    coloured = run("banding", SLUG, color=True).stdout
    assert "\x1b[33m  ~ Nama SOP diubah" in coloured
    assert "\x1b[" not in run("banding", SLUG, "--no-color", color=True).stdout


def test_files_are_made_and_what_a_person_changed_is_kept() -> None:
    result = run("banding", SLUG, "--format", "html,matriks", "--pengusul", "sekretaris")
    assert result.exit_code == ExitCode.OK, result.output
    page, matrix = HERE / f"{SLUG}.terbitan-0-ke-kerja.html", HERE / f"{SLUG}.terbitan-0-ke-kerja.matriks.docx"
    assert result.stdout.splitlines()[-2:] == [str(page), str(matrix)]
    first = (page.read_bytes(), matrix.read_bytes())
    assert run("banding", SLUG, "--format", "html,matriks", "--pengusul", "sekretaris").exit_code == ExitCode.OK
    assert (page.read_bytes(), matrix.read_bytes()) == first
    matrix.write_bytes(b"alasan ditambahkan")
    refused = run("banding", SLUG, "--format", "html,matriks")
    assert refused.exit_code == ExitCode.PARTIAL
    assert "tidak ditimpa karena diubah atau dibuat orang" in refused.stderr
    assert matrix.read_bytes() == b"alasan ditambahkan"
    assert run("banding", SLUG, "--format", "matriks", "--timpa").exit_code == ExitCode.OK
    assert matrix.read_bytes() != b"alasan ditambahkan"


def test_a_folder_alone_asks_for_both_files_and_a_dry_run_writes_none() -> None:
    result = run("banding", SLUG, "-o", "hasil", "--dry-run")
    assert result.exit_code == ExitCode.OK
    assert [line.split()[0] for line in result.stdout.splitlines()[-2:]] == ["baru", "baru"]
    assert not Path("hasil").exists()
    assert run("banding", SLUG, "-o", "hasil").exit_code == ExitCode.OK
    assert len(list(Path("hasil/banding/contoh").iterdir())) == 2


def test_files_outside_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "luar"
    (outside / "kirim").mkdir(parents=True)
    shutil.copy(SOP.parents[1] / "kantor.yaml", outside)
    for name in ("lama.yaml", "baru.yaml"):
        shutil.copy(SOP, outside / "kirim" / name)
    shutil.rmtree("sop_catalog")
    monkeypatch.chdir(outside)
    result = run("banding", "kirim/lama.yaml", "kirim/baru.yaml")
    assert result.exit_code == ExitCode.OK, result.output
    assert "Kedua naskah SOP sama." in result.stdout


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["tiada"], ExitCode.USAGE, 'tidak ada SOP "tiada"'),
        ([f"{SLUG}@3", SLUG], ExitCode.USAGE, "yang ada: @0"),
        ([SLUG, "tiada.yaml"], ExitCode.FINDINGS, 'berkas "tiada.yaml" tidak ada'),
        ([SLUG, "--pengusul", "tiada"], ExitCode.USAGE, 'pejabat "tiada" tidak ada di kantor.yaml'),
        ([f"{SLUG}@0"], ExitCode.USAGE, "sebut dua SOP yang dibandingkan"),
        ([SLUG, "--format", "odt"], ExitCode.USAGE, '"odt": format yang ada: html, matriks'),
    ],
)
def test_what_cannot_be_compared_is_told(args: list[str], code: ExitCode, said: str) -> None:
    result = run("banding", *args)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_an_sop_that_cannot_be_read_ends_with_one() -> None:
    SOP.write_text("nama_sop: [", encoding="utf-8", newline="\n")
    result = run("banding", f"{SLUG}@0", SLUG)
    assert result.exit_code == ExitCode.FINDINGS
    assert str(SOP) in result.stderr
    data = json.loads(run("banding", f"{SLUG}@0", SLUG, "--json").stdout)
    assert data["kode_keluar"] == ExitCode.FINDINGS
