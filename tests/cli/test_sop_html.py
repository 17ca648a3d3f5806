"""`doctool sop buat --format html`: one file for each SOP, the same bytes each time, linked to its neighbours."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html

from doctool.cli.main import cli
from doctool.errors import ExitCode

EXAMPLE = Path(__file__).resolve().parents[2] / "doctool" / "data" / "contoh"
SLUG = "pengelolaan-surat-masuk"
HERE = Path("output/sop/contoh")


def build(*args: str) -> Result:
    return CliRunner().invoke(cli, ["sop", "buat", *args, "--tanggal", "2024-06-01"], prog_name="doctool")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example office with a second SOP that its first one refers to, and an office whose SOP does so too."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    shutil.copytree(EXAMPLE / "sop_catalog" / "contoh", tmp_path / "sop_catalog" / "kota-lain")
    monkeypatch.chdir(tmp_path)
    own = Path(f"sop_catalog/contoh/sop/{SLUG}.yaml")
    text = own.read_text(encoding="utf-8").replace("SOP/SEKR/01", "SOP/SEKR/02")
    before, _, after = text.partition("nama_sop: ")
    other = f"{before}nama_sop: Penataan Arsip{after[after.index(chr(10)):]}"
    Path("sop_catalog/contoh/sop/penataan-arsip.yaml").write_text(other, encoding="utf-8", newline="\n")
    for office, item in (("contoh", "SOP Penataan Arsip"), ("kota-lain", "{teks: Arsip, sop: contoh/penataan-arsip}")):
        relate(Path(f"sop_catalog/{office}/sop/{SLUG}.yaml"), item)


def relate(path: Path, item: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("keterkaitan:"))
    end = next(number for number in range(start + 1, len(lines)) if not lines[number].startswith((" ", "-")))
    lines[start:end] = [f"keterkaitan: [{item}]"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def other_links(path: Path) -> list[str]:
    hrefs = html.fromstring(path.read_bytes()).xpath("//a/@href")
    return [one for one in hrefs if not one.startswith("#")]


def test_one_file_for_each_sop_that_names_its_neighbours() -> None:
    result = build("--semua", "--format", "html")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in HERE.iterdir()) == ["penataan-arsip.html", f"{SLUG}.html"]
    assert other_links(HERE / f"{SLUG}.html") == ["penataan-arsip.html"]
    far = Path(f"output/sop/kota-lain/{SLUG}.html")
    assert other_links(far) == ["../contoh/penataan-arsip.html"]
    assert (far.parent / other_links(far)[0]).resolve().is_file()


def test_one_sop_alone_is_written_as_among_all() -> None:
    build("--semua", "--format", "html")
    whole = (HERE / f"{SLUG}.html").read_bytes()
    assert build(f"contoh/{SLUG}", "--format", "html", "-o", "lain").exit_code == 0
    assert Path(f"lain/sop/contoh/{SLUG}.html").read_bytes() == whole
    assert b"\r" not in whole


def test_a_file_changed_by_hand_stays_and_an_old_one_is_named() -> None:
    assert build("contoh", "--format", "html").exit_code == 0
    page = HERE / f"{SLUG}.html"
    page.write_text("punya saya", encoding="utf-8")
    result = build(f"contoh/{SLUG}", "--format", "html")
    assert result.exit_code != ExitCode.OK
    assert "tidak ditimpa" in result.stderr
    assert f"Berkas lama dari pembuatan sebelumnya masih ada, belum diperbarui: {page}" in result.stderr
    assert page.read_text(encoding="utf-8") == "punya saya"


def test_a_dry_run_names_the_file_and_writes_nothing() -> None:
    result = build(f"contoh/{SLUG}", "--format", "html", "--dry-run")
    assert result.stdout.split()[-1] == str(HERE / f"{SLUG}.html")
    assert not Path("output").exists()


def test_the_formats_that_there_are_are_told() -> None:
    result = build("--semua", "--format", "htm")
    assert result.exit_code == ExitCode.USAGE
    assert "html" in result.stderr
