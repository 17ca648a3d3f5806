"""`doctool baru laporan`: a whole folder to begin with, checked and built at once, and nothing written over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.model.rekap import to_json
from doctool.reports.load import load_laporan, load_pembanding
from tests.letters.office import KANTOR, write
from tests.reports.case import material
from tests.write.docx_text import W, tree

OFFICE = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk, piak: Bidang PIAK}\n"
KINERJA = """\
tahun: 2026
sasaran:
  - uraian: Tertib administrasi
    indikator:
      - {kode: N1, uraian: Kartu terbit, satuan: kartu, target: "400", penanggung_jawab: dafduk}
  - uraian: Arsip tertata
    indikator:
      - {kode: N2, uraian: Arsip tertata, satuan: "%", target: "80", penanggung_jawab: sekretariat}
program:
  - {kode: "2.12.02", uraian: Program Pendaftaran, pagu: "1.000.000", penanggung_jawab: dafduk}
"""
FOLDER = Path("data/kab-contoh/laporan/lkj-2026")
PEMBANDING = Path("data/kab-contoh/kinerja/pembanding.yaml")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


def contents(root: Path) -> dict[str, bytes]:
    return {str(one.relative_to(root)): one.read_bytes() for one in sorted(root.rglob("*")) if one.is_file()}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml", OFFICE)
    write(tmp_path / "data/kab-contoh/kinerja/2026.yaml", KINERJA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("form", ["", "--word"])
def test_every_file_is_read_and_what_is_left_to_write_is_told(workspace: Path, form: str) -> None:
    made = run("baru", "laporan", *([form] if form else []))
    assert made.exit_code == ExitCode.OK
    assert "Belum ada realisasi: kerangka disusun dari indikatornya saja." in made.stderr
    assert {Path(line).as_posix() for line in made.stdout.splitlines()} == (
        {one for one in contents(workspace) if not one.startswith("sop_catalog") and "kinerja/2026" not in one}
    )
    checked = run("periksa", str(FOLDER), "--format", "json")
    assert checked.exit_code == ExitCode.OK
    found = json.loads(checked.stdout)["temuan"]
    texts = [one for one in found if "/teks/" in str(one["berkas"]).replace("\\", "/")]
    assert {one["kode"] for one in texts} <= {"L18", "B08"}
    suffix = ".docx" if form else ".md"
    without_note = {one.name for one in (FOLDER / "teks").iterdir()} - {
        Path(str(one["berkas"])).name for one in texts if "petunjuk" in str(one["pesan"])
    }
    assert without_note == {f"sistematika{suffix}"}


def test_the_skeleton_is_built_at_once_with_its_notes_in_boxes(workspace: Path) -> None:
    run("baru", "laporan", "-q")
    built = run("laporan", "rakit", "--format", "docx")
    docx = workspace / "output/laporan/kab-contoh/lkj-2026/laporan-lkj-2026.docx"
    assert docx.is_file(), built.output
    styles = {one.get(f"{W}styleId"): one for one in tree(docx.read_bytes(), "word/styles.xml").iter(f"{W}style")}
    notes = [one for one in tree(docx.read_bytes()).iter(f"{W}pStyle") if one.get(f"{W}val") == "Petunjuk"]
    assert len(notes) >= 15
    assert styles["Petunjuk"].find(f".//{W}shd") is not None


def test_nothing_is_written_over(workspace: Path) -> None:
    write(workspace / PEMBANDING, "indikator: {}\n")
    assert run("baru", "laporan").exit_code == ExitCode.OK
    before = contents(workspace)
    again = run("baru", "laporan", "--word")
    assert again.exit_code == ExitCode.USAGE
    assert "sudah berisi lampiran, laporan.yaml, teks" in again.stderr
    assert contents(workspace) == before
    assert (workspace / PEMBANDING).read_text(encoding="utf-8") == "indikator: {}\n"
    assert run("baru", "laporan", "--nama", "lkj-2026-revisi").exit_code == ExitCode.OK
    after = contents(workspace)
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize("name", ["../luar", "Lkj 2026", "con", "a/b", ".lkj"])
def test_names_that_are_no_safe_folder_are_refused(workspace: Path, name: str) -> None:
    before = contents(workspace)
    made = run("baru", "laporan", "--nama", name)
    assert made.exit_code == ExitCode.USAGE
    assert "tidak dapat menjadi nama laporan" in made.stderr
    assert contents(workspace) == before


def test_a_trial_writes_nothing(workspace: Path) -> None:
    before = contents(workspace)
    made = run("baru", "laporan", "--dry-run")
    assert (made.exit_code, contents(workspace)) == (ExitCode.OK, before)
    assert "laporan.yaml" in made.stdout


def test_a_bidang_gets_a_report_of_its_own(workspace: Path) -> None:
    assert run("baru", "laporan", "--bidang", "dafduk").exit_code == ExitCode.OK
    folder = FOLDER.with_name("lkj-2026-dafduk")
    made = load_laporan(workspace / folder / "laporan.yaml", Workspace(workspace)).laporan
    assert (made.bidang, made.judul, list(made.sasaran)) == ("dafduk", "Laporan Kinerja", ["1"])
    assert made.sasaran["1"].program == ("2.12.02",)
    compared = load_pembanding(workspace / PEMBANDING, Workspace(workspace)).pembanding
    assert list(compared.indikator) == ["N1", "N2"]  # of the whole office, for its own report comes after


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--bidang", "dafdok"], 'bidang "dafdok" tidak ada di kantor.yaml'),
        (["--bidang", "piak"], 'bidang "piak" tidak punya indikator tahun 2026'),
        (["--tahun", "2020"], "tidak ada data kinerja"),
        (["--kantor", "kab-lain"], 'kantor "kab-lain" tidak ada'),
    ],
)
def test_what_there_is_not_is_said(workspace: Path, args: list[str], said: str) -> None:
    before = contents(workspace)
    made = run("baru", "laporan", *args)
    assert made.exit_code != ExitCode.OK
    assert said in made.stderr
    assert contents(workspace) == before


def test_a_recap_from_elsewhere_is_copied_and_one_from_here_is_named(workspace: Path) -> None:
    recap = to_json(material().rekap).replace(b'"kantor": "contoh"', b'"kantor": "kab-contoh"')
    outside = workspace.parent / f"{workspace.name}-rekap.json"
    outside.write_bytes(recap)
    inside = workspace / "output" / "rekap.json"
    inside.parent.mkdir()
    shutil.copy(outside, inside)
    for name, path, written in (("a", outside, "rekap.json"), ("b", inside, "../../../../output/rekap.json")):
        made = run("baru", "laporan", "--nama", name, "--rekap", str(path))
        assert made.exit_code == ExitCode.OK, made.stderr
        folder = workspace / "data/kab-contoh/laporan" / name
        assert load_laporan(folder / "laporan.yaml", Workspace(workspace)).laporan.rekap == written
        assert (folder / "rekap.json").exists() == (path == outside)
        assert "[angka: S1.realisasi]" in (folder / "teks/ikhtisar.md").read_text(encoding="utf-8")


def test_two_runs_give_the_same_bytes(workspace: Path) -> None:
    for name in ("a", "b"):
        run("baru", "laporan", "--nama", name, "--word", "-q")
    reports = workspace / "data/kab-contoh/laporan"
    assert contents(reports / "a") == contents(reports / "b")
