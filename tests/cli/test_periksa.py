"""`doctool periksa`: what is checked, how it is told, and the exit code."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from doctool.cli.main import cli
from doctool.errors import ExitCode

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "doctool" / "data" / "contoh"
SOP = "sop_catalog/contoh/sop/pengelolaan-surat-masuk.yaml"
DAY = ("--tanggal", "2024-06-01")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["periksa", *DAY, *args], prog_name="doctool")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office, which has no finding, as the current folder."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(path: str, old: str, new: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    assert text.count(old) == 1
    Path(path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def line_of(path: str, text: str) -> int:
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    [found] = [number for number, line in enumerate(lines, 1) if text in line]
    return found


def test_good_workspace() -> None:
    result = run()
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Tidak ada temuan dalam 2 berkas.\n")


def test_error_is_told_with_its_place_and_advice() -> None:
    edit(SOP, 'tidak: "4"', 'tidak: "44"')
    result = run()
    assert result.exit_code == ExitCode.FINDINGS
    [finding] = [line for line in result.stdout.splitlines() if '"44"' in line]
    line = line_of(SOP, 'tidak: "44"')
    assert finding.startswith(f"{SOP}:{line}:12: ")
    assert " galat: " in finding
    assert " — " in finding
    assert "galat" in result.stderr.splitlines()[-1]
    assert "dalam 2 berkas." in result.stderr


def test_warning_ends_well_unless_strict() -> None:
    edit(SOP, "    output: Surat tercatat\n", "    output: Surat tercatat\n    keterangan: analisa\n")
    result = run()
    assert result.exit_code == 0
    assert " peringatan: " in result.stdout
    assert run("--ketat").exit_code == ExitCode.FINDINGS


def test_json_holds_what_the_text_says() -> None:
    edit(SOP, 'tidak: "4"', 'tidak: "44"')
    for args in (("--format", "json"), ("--json",)):
        result = run(*args)
        answer = json.loads(result.stdout)
        assert (result.exit_code, answer["berkas"]) == (1, 2)
        assert answer["galat"] == sum(one["tingkat"] == "galat" for one in answer["temuan"]) > 0
        [one] = [one for one in answer["temuan"] if one["teks"] == "44"]
        assert (one["berkas"], one["baris"], one["kolom"]) == (SOP, line_of(SOP, 'tidak: "44"'), 12)
        assert one["kode"]
        assert one["saran"]


def test_github_annotations() -> None:
    edit(SOP, 'tidak: "4"', 'tidak: "44"')
    result = run("--format", "github")
    line = line_of(SOP, 'tidak: "44"')
    assert any(one.startswith(f"::error file={SOP},line={line},col=12,title=") for one in result.stdout.splitlines())


def test_broken_yaml_is_one_finding_and_the_others_are_checked() -> None:
    shutil.copy(SOP, "sop_catalog/contoh/sop/lain.yaml")
    edit("sop_catalog/contoh/sop/lain.yaml", "nomor_sop: SOP/SEKR/01", "nomor_sop: SOP/SEKR/02")
    Path(SOP).write_text("status: draft\n\tnomor_sop: x\n", encoding="utf-8")
    edit("sop_catalog/contoh/sop/lain.yaml", 'tidak: "4"', 'tidak: "44"')
    result = run()
    assert result.exit_code == ExitCode.FINDINGS
    assert sum(line.startswith(f"{SOP}:2:") for line in result.stdout.splitlines()) == 1
    assert '"44"' in result.stdout
    assert "dalam 3 berkas." in result.stderr


def test_broken_office_is_told_once() -> None:
    shutil.copy(SOP, "sop_catalog/contoh/sop/lain.yaml")
    edit("sop_catalog/contoh/kantor.yaml", "  huruf: Arial", "  huruf: Comic")
    result = run()
    assert result.exit_code == ExitCode.FINDINGS
    [finding] = result.stdout.splitlines()
    assert finding.startswith("sop_catalog/contoh/kantor.yaml:")


def test_an_office_without_sops_is_checked_too() -> None:
    kantor = Path("sop_catalog/baru/kantor.yaml")
    kantor.parent.mkdir()
    text = Path("sop_catalog/contoh/kantor.yaml").read_text(encoding="utf-8")
    wrong = "aturan_nonaktif:\n  - kode: S01\n    alasan: tidak dipakai di sini\n"
    kantor.write_text(text + wrong, encoding="utf-8", newline="\n")
    for args in ((), ("sop_catalog/baru",), (str(kantor),)):
        result = run(*args)
        assert result.exit_code == ExitCode.FINDINGS, args
        [finding] = result.stdout.splitlines()
        assert finding.startswith(f"{kantor.as_posix()}:{line_of(str(kantor), 'kode: S01')}:11: K01 galat: ")


def test_a_logo_that_cannot_be_printed_is_an_error(tmp_path: Path) -> None:
    kantor = Path("sop_catalog/contoh/kantor.yaml")
    edit(str(kantor), "  # logo: lambang.png", "  logo: lambang.png")
    place = f"{kantor.as_posix()}:{line_of(str(kantor), 'logo: ')}:9: K02 galat: lambang "
    assert run().stdout.startswith(f"{place}tidak ada, jadi tempatnya dicetak kosong")
    Path("sop_catalog/contoh/lambang.png").write_bytes(b"not a picture")
    assert run().stdout.startswith(f"{place}isinya bukan gambar PNG atau JPEG (tampaknya teks)")
    Image.new("RGB", (20, 24)).save("sop_catalog/contoh/lambang.png")
    assert run().exit_code == 0
    edit(str(kantor), "  logo: lambang.png", "  logo: ../../lambang.png")
    Image.new("RGB", (20, 24)).save(tmp_path / "lambang.png")
    assert "terletak di luar folder kantor" in run().stdout


def test_kantor_yaml_alone_shows_what_its_sops_bring_to_light() -> None:
    kantor = "sop_catalog/contoh/kantor.yaml"
    edit(kantor, "  label:\n", "  label:\n    output: Out put\n")
    alone = run(kantor)
    assert "S29" in alone.stdout
    assert alone.stdout == run().stdout


def test_file_shows_its_own_findings_and_knows_the_catalogue() -> None:
    other = "sop_catalog/contoh/sop/lain.yaml"
    shutil.copy(SOP, other)
    edit(SOP, 'tidak: "4"', 'tidak: "44"')
    result = run(other)
    assert {line.split(":")[0] for line in result.stdout.splitlines()} == {other}
    assert "sudah dipakai contoh/pengelolaan-surat-masuk" in result.stdout  # the same nomor_sop
    assert "dalam 1 berkas." in result.stderr


def test_folder_shows_its_own_findings() -> None:
    shutil.copytree("sop_catalog/contoh", "sop_catalog/lain")
    edit(SOP, 'tidak: "4"', 'tidak: "44"')
    assert run("sop_catalog/lain").exit_code == 0
    assert run("sop_catalog/contoh").exit_code == ExitCode.FINDINGS


def test_office_outside_a_workspace_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loose = tmp_path / "kiriman" / "kantor-lain"
    shutil.copytree("sop_catalog/contoh", loose)
    shutil.rmtree("sop_catalog")
    for place in (loose, loose.parent, loose / "sop" / "pengelolaan-surat-masuk.yaml", loose / "kantor.yaml"):
        result = run(str(place))
        assert (result.exit_code, result.stdout) == (0, ""), place
    assert run(str(loose)).stderr == "Tidak ada temuan dalam 2 berkas.\n"


def test_nothing_to_check_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kosong").mkdir()
    result = run("kosong")
    assert result.exit_code == ExitCode.USAGE
    assert "tidak ada SOP, kantor, surat, indikator, laporan atau paket yang diperiksa" in result.stderr
    shutil.rmtree("sop_catalog")
    result = run()
    assert result.exit_code == ExitCode.USAGE
    assert "doctool baru kantor" in result.stderr


def test_same_order_whatever_the_order_asked() -> None:
    shutil.copytree("sop_catalog/contoh", "sop_catalog/lain")
    for office in ("contoh", "lain"):
        edit(f"sop_catalog/{office}/sop/pengelolaan-surat-masuk.yaml", 'tidak: "4"', 'tidak: "44"')
    first = run("sop_catalog/contoh", "sop_catalog/lain").stdout
    assert first == run("sop_catalog/lain", "sop_catalog/contoh").stdout == run().stdout
    assert first.count("\n") >= 2


HARD = Path(__file__).resolve().parent.parent / "data" / "tata-letak"


def hard(name: str) -> str:
    """A small SOP that is hard to read, with its office, in this workspace."""
    folder = Path("sop_catalog/sulit/sop")
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(HARD / "kantor.yaml", folder.parent)
    shutil.copy(HARD / "sop" / f"{name}.yaml", folder)
    return (folder / f"{name}.yaml").as_posix()


@pytest.mark.parametrize(("name", "code", "text"), [
    ("sel-tinggi", "T02", "kelengkapan: >-"), ("arus-balik-jauh", "T03", 'tidak: "2"'),
    ("huruf-diperkecil", "T01", "pelaksana:"),
])
def test_what_columns_and_texts_tell_is_always_told(name: str, code: str, text: str) -> None:
    path = hard(name)
    assert f"{path}:{line_of(path, text) if code != 'T01' else 8}:" in run(path).stdout
    assert f": {code} peringatan: " in run(path).stdout


@pytest.mark.parametrize(("name", "finding"), [
    ("banyak-perpotongan", "T05 peringatan: "), ("keluar-terlalu-banyak", "A08 galat: arus dari kegiatan 2 ke"),
])
def test_what_only_the_drawn_sheet_tells_is_asked_for(name: str, finding: str) -> None:
    path = hard(name)
    assert finding not in run(path).stdout
    assert finding in run(path, "--tata-letak").stdout
    assert list(Path().rglob("*.docx")) == []


def test_advice_may_be_switched_off_with_a_reason() -> None:
    path = hard("sel-tinggi")
    office = Path("sop_catalog/sulit/kantor.yaml")
    with office.open("a", encoding="utf-8", newline="\n") as file:
        file.write("aturan_nonaktif:\n  - kode: T02\n    alasan: daftar kelengkapan memang panjang\n")
    for args in ((path,), (path, "--tata-letak")):
        assert "T02" not in run(*args).stdout
