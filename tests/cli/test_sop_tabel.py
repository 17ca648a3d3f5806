"""`doctool sop ekspor`, `sop impor` and `baru sop`, as an author meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.catalog.editions import find_sop
from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.layout.engine import lay_out
from tests.steps.case import edited, put

EXAMPLE = Path(__file__).resolve().parents[2] / "doctool" / "data" / "contoh"
SLUG = "pengelolaan-surat-masuk"
SOP = Path(f"sop_catalog/contoh/sop/{SLUG}.yaml")
TABLE = Path(f"output/tabel/contoh/{SLUG}.langkah.xlsx")
NEW = Path("sop_catalog/contoh/sop")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, args, prog_name="doctool")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)


def change(value: str, heading: str = "Waktu", row: int = 1) -> None:
    TABLE.write_bytes(edited(TABLE.read_bytes(), lambda book: put(book["Langkah"], row, heading, value)))


def test_out_changed_and_back() -> None:
    first = run("sop", "ekspor", SLUG)
    assert first.exit_code == ExitCode.OK
    assert f"doctool sop impor contoh/{SLUG} {TABLE}" in first.stderr
    before = SOP.read_text(encoding="utf-8")
    change("7 menit")
    tried = run("sop", "impor", SLUG, str(TABLE), "--dry-run")
    assert "7 menit" in tried.output
    assert SOP.read_text(encoding="utf-8") == before
    done = run("sop", "impor", SLUG, str(TABLE))
    assert done.exit_code == ExitCode.OK
    after = SOP.read_text(encoding="utf-8")
    changed = [(a, b) for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b]
    assert [b.strip() for _, b in changed] == ["waktu: 7 menit"]
    again = run("sop", "impor", SLUG, str(TABLE))
    assert (again.stdout, "sudah sama" in again.stderr) == ("", True)


def test_a_table_that_its_author_changed_is_not_written_over() -> None:
    run("sop", "ekspor", SLUG)
    change("7 menit")
    kept = TABLE.read_bytes()
    refused = run("sop", "ekspor", SLUG)
    assert refused.exit_code != ExitCode.OK
    assert "--timpa" in refused.output
    assert TABLE.read_bytes() == kept
    assert run("sop", "ekspor", SLUG, "--timpa").exit_code == ExitCode.OK


def test_a_faulty_table_changes_nothing_and_is_told_with_its_cell() -> None:
    run("sop", "ekspor", SLUG)
    before = SOP.read_bytes()
    change("Kepala Gudang", "Pelaksana", 2)
    result = run("sop", "impor", SLUG, str(TABLE))
    assert result.exit_code == ExitCode.FINDINGS
    assert "Langkah!C6" in result.output
    assert "Kepala Gudang" in result.output
    assert SOP.read_bytes() == before


def test_the_table_of_another_sop_is_not_taken_in() -> None:
    run("sop", "ekspor", SLUG)
    (NEW / "lain.yaml").write_bytes(SOP.read_bytes())
    result = run("sop", "impor", "lain", str(TABLE))
    assert result.exit_code == ExitCode.FINDINGS
    assert f"contoh/{SLUG}" in result.output
    assert "Lainnya!B5" in result.output


def test_what_was_decided_on_is_not_changed() -> None:
    run("sop", "ekspor", SLUG)
    SOP.write_text(SOP.read_text(encoding="utf-8").replace("status: draft", "status: disahkan"), encoding="utf-8")
    result = run("sop", "impor", SLUG, str(TABLE))
    assert result.exit_code == ExitCode.FINDINGS
    assert "doctool sop revisi" in result.output


def test_json_tells_the_changes() -> None:
    run("sop", "ekspor", SLUG, "-o", "surat.xlsx")
    told = json.loads(run("sop", "impor", SLUG, "surat.xlsx", "--dry-run", "--json").stdout)
    assert told["sama"] is True
    assert told["sop"] == f"contoh/{SLUG}"


def test_a_new_sop_from_title_and_pelaksana_loads_and_draws() -> None:
    result = run("baru", "sop", "--judul", "SOP Penerbitan KTP-el", "--pelaksana", "Pemohon, Staf,Kepala Dinas")
    assert result.exit_code == ExitCode.OK
    path = NEW / "penerbitan-ktp-el.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count("\n#") > 8
    loaded = find_sop(Workspace(Path()), "penerbitan-ktp-el")
    assert [one.nama for one in loaded.sop.prosedur()[0][1].lanes()] == ["Pemohon", "Staf", "Kepala Dinas"]
    assert len(lay_out(loaded).pages) >= 2
    again = run("baru", "sop", "--judul", "Penerbitan KTP-el", "--pelaksana", "A,B")
    assert again.exit_code != ExitCode.OK
    assert "sudah ada" in again.output
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("people", ["Staf", "Staf,Kepala", "A,B,C,D,E,F", "1. Staf: ahli,# Kepala, 007"])
def test_any_number_and_kind_of_pelaksana(people: str) -> None:
    assert run("baru", "sop", "--judul", "Rapat: # 'uji' \"coba\"", "--pelaksana", people).exit_code == ExitCode.OK
    lay_out(find_sop(Workspace(Path()), "rapat-uji-coba"))


def test_a_new_sop_from_an_exported_table_says_the_same() -> None:
    run("sop", "ekspor", SLUG, "-o", "surat.xlsx")
    assert run("baru", "sop", "--dari", "surat.xlsx", "--judul", "Surat Masuk Baru").exit_code == ExitCode.OK
    old, new = (find_sop(Workspace(Path()), one).sop for one in (SLUG, "surat-masuk-baru"))
    assert new == old.model_copy(update={"nama_sop": "Surat Masuk Baru"})


def test_a_new_sop_from_a_table_typed_by_hand() -> None:
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ("No", "Kegiatan", "Pelaksana", "Kelengkapan", "Waktu", "Output", "Keterangan"),
        (1, "Menerima surat", "Staf", "Surat", "5 menit", "Agenda", ""),
        (2, "Menjawab surat", "Kepala Dinas", "Agenda", "1 hari", "Jawaban", ""),
    ):
        book.active.append(row)
    book.save("ketikan.xlsx")
    untitled = run("baru", "sop", "--dari", "ketikan.xlsx")
    assert "--judul" in untitled.output
    assert run("baru", "sop", "--dari", "ketikan.xlsx", "--judul", "Menjawab Surat").exit_code == ExitCode.OK
    loaded = find_sop(Workspace(Path()), "menjawab-surat")
    assert [row.waktu.teks for row in loaded.sop.kegiatan or () if row.waktu] == ["5 menit", "1 hari"]
    lay_out(loaded)
    assert run("sop", "impor", SLUG, "ketikan.xlsx").exit_code == ExitCode.FINDINGS


@pytest.mark.parametrize(
    "args",
    [(), ("--judul", "A"), ("--pelaksana", "A"), ("--judul", "A", "--pelaksana", "x,X"), ("--dari", "tiada.xlsx"),
     ("--judul", "???", "--pelaksana", "A")],
)  # fmt: skip
def test_what_is_missing_is_said(args: tuple[str, ...]) -> None:
    result = run("baru", "sop", *args)
    assert result.exit_code == ExitCode.USAGE
    assert not [path for path in NEW.iterdir() if path.stem != SLUG]


def test_a_dry_run_writes_nothing() -> None:
    before = sorted(path for path in Path().rglob("*") if ".doctool" not in path.parts)
    assert run("sop", "ekspor", SLUG, "--dry-run").exit_code == ExitCode.OK
    assert run("baru", "sop", "--judul", "Rapat", "--pelaksana", "A,B", "--dry-run").exit_code == ExitCode.OK
    assert sorted(path for path in Path().rglob("*") if ".doctool" not in path.parts) == before
