"""`doctool formulir buat`: which forms are made, where, and what is told."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.forms.write import NAME, own_template
from tests.forms.opened import cells
from tests.forms.samples import BIDANG, indicator, year
from tests.letters.office import KANTOR, write

DATA = year(
    indicator("A", penanggung_jawab="piak", sumber_data="SIAK"), indicator("B", sumber_data="SIAK"),
    indicator("C", penanggung_jawab={"bidang": "dafduk", "seksi": "Seksi Identitas"}, sumber_data="SIAK"),
)  # fmt: skip
OUT = Path("output/formulir/kab-contoh/2026")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One office with indicators of 2026, as the current folder."""
    add_office(tmp_path, "kab-contoh")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def add_office(root: Path, code: str, data: object = DATA, name: str = "2026") -> None:
    units = yaml.safe_dump({"bidang": BIDANG}, allow_unicode=True)
    write(root / "sop_catalog" / code / "kantor.yaml", KANTOR + units)
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    write(root / "data" / code / "kinerja" / f"{name}.yaml", text)


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["formulir", "buat", *args], prog_name="doctool")


def names(folder: Path = OUT) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_one_workbook_for_each_bidang() -> None:
    done = run()
    assert done.exit_code == ExitCode.OK
    assert names() == ["form-isian-2026-dafduk.xlsx", "form-isian-2026-piak.xlsx"]
    assert [Path(line) for line in done.stdout.splitlines()] == [OUT / "form-isian-2026-dafduk.xlsx",
                                                                  OUT / "form-isian-2026-piak.xlsx"]  # fmt: skip
    first = {name: (OUT / name).read_bytes() for name in names()}
    assert run().exit_code == ExitCode.OK
    assert first == {name: (OUT / name).read_bytes() for name in names()}, "the same bytes"


def test_of_one_bidang_per_seksi_until_a_quarter() -> None:
    assert run("--bidang", "dafduk", "--per-seksi", "--triwulan", "2").exit_code == ExitCode.OK
    stem = "form-isian-2026-tw2-dafduk"
    assert names() == [f"{stem}-di-luar-seksi.xlsx", f"{stem}-seksi-identitas.xlsx"]
    sheet = openpyxl.load_workbook(OUT / names()[0])["Form Isian"]
    assert "Realisasi s.d. triwulan II" in cells(sheet).values()


@pytest.mark.parametrize("text", ["2", "II", "ii", "TW II", "triwulan 2"])
def test_a_quarter_is_written_as_elsewhere(text: str) -> None:
    assert run("--triwulan", text, "--dry-run").stdout == run("--triwulan", "2", "--dry-run").stdout
    assert "form-isian-2026-tw2-piak.xlsx" in run("--triwulan", text, "--dry-run").stdout


@pytest.mark.parametrize("text", ["0", "5", "V", "TW", "-1"])
def test_what_is_no_quarter_is_told(text: str) -> None:
    done = run("--triwulan", text)
    assert done.exit_code == ExitCode.USAGE
    assert "bukan triwulan" in done.output
    assert names() == []


def test_a_dry_run_writes_nothing_and_a_changed_form_is_kept() -> None:
    done = run("--dry-run")
    assert (done.exit_code, names()) == (ExitCode.OK, [])
    assert done.stdout.startswith("baru")
    run()
    form = OUT / "form-isian-2026-piak.xlsx"
    form.write_bytes(b"diisi orang")
    done = run()
    assert done.exit_code == ExitCode.PARTIAL
    assert "--timpa" in done.stderr
    assert form.read_bytes() == b"diisi orang"
    assert run("--timpa").exit_code == ExitCode.OK
    assert form.read_bytes() != b"diisi orang"


def test_json_says_what_was_made() -> None:
    made = json.loads(run("--json").stdout)
    assert (made["jadi"], made["gagal"]) == (2, 0)
    assert {one["bidang"]: Path(one["berkas"][0]).name for one in made["formulir"]} == {
        "dafduk": "form-isian-2026-dafduk.xlsx", "piak": "form-isian-2026-piak.xlsx",
    }  # fmt: skip
    assert all(one["kode"].startswith("DT1-kab-contoh-2026-") for one in made["formulir"])


def test_an_office_whose_data_is_wrong_does_not_stop_the_others(workspace: Path) -> None:
    add_office(workspace, "kota-keliru", year(indicator("A", target="")), "2026")
    (workspace / "data/kota-keliru/kinerja/2026.yaml").write_text("tahun: 2026\nsasaran: x\n", encoding="utf-8")
    done = run()
    assert done.exit_code == ExitCode.PARTIAL
    assert len(names()) == 2
    assert "kota-keliru/kinerja/2026.yaml:2:10" in done.stderr
    assert run("--kantor", "kota-keliru").exit_code == ExitCode.FINDINGS
    assert run("--kantor", "kab-contoh").exit_code == ExitCode.OK


def test_the_newest_year_unless_another_is_asked_for(workspace: Path) -> None:
    add_office(workspace, "kab-contoh", {**DATA, "tahun": 2027}, "2027")
    assert run().exit_code == ExitCode.OK
    assert (names(), len(names(OUT.parent / "2027"))) == ([], 2)
    assert run("--tahun", "2026").exit_code == ExitCode.OK
    assert len(names()) == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--bidang", "capil"], "yang ada: dafduk, piak"), (["--kantor", "kota-x"], "yang ada: kab-contoh"),
        (["--tahun", "2030"], "doctool baru formulir"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_with_what_is(args: list[str], said: str) -> None:
    done = run(*args)
    assert done.exit_code == ExitCode.USAGE
    assert said in done.stderr


def test_the_offices_template_is_used_and_its_faults_are_told(workspace: Path) -> None:
    folder = workspace / "templates" / "xlsx"
    folder.mkdir(parents=True)
    book = openpyxl.load_workbook(workspace_template(folder))
    book["Form Isian"]["A3"] = "BORANG {{ tahunn }}"
    book.save(folder / NAME)
    done = run()
    assert done.exit_code == ExitCode.FINDINGS
    assert "Form Isian!A3" in done.stderr
    assert "tahunn" in done.stderr
    assert names() == []


def workspace_template(folder: Path) -> Path:
    path = folder / NAME
    path.write_bytes(own_template())
    return path
