"""`doctool laporan hitung`: from returned forms or a recap's JSON to the tables, with what is missing said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from doctool.catalog.index import Workspace
from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.forms.collected import collect
from doctool.forms.recap import compile_recap
from doctool.indicators.load import kinerja_files, load_kinerja
from doctool.model.rekap import to_json
from tests.forms.recap_case import returned, row
from tests.letters.office import KANTOR, write

OFFICE = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk}\n"
KINERJA = """\
tahun: 2026
sasaran:
  - uraian: Tertib administrasi
    indikator:
      - {kode: N1, uraian: Kartu terbit, satuan: kartu, target: "400", penanggung_jawab: dafduk}
      - {kode: N2, uraian: Arsip tertata, satuan: "%", target: "80", penanggung_jawab: sekretariat}
program:
  - {kode: "2.12.02", uraian: Program Pendaftaran, pagu: "1.000.000", penanggung_jawab: dafduk}
"""
REPORT = 'tahun: 2026\nrekap: rekap.json\nsasaran: {1: {program: ["2.12.02"]}}\n'
PEMBANDING = """\
indikator:
  N1: {renstra: {tahun: 2029, target: "500"}, standar_nasional: {nilai: "-"}}
  N2: {renstra: {tahun: 2029, target: "-"}, standar_nasional: {nilai: "-"}}
"""
FOLDER = Path("data/kab-contoh/laporan/lkj")
MADE = Path("output/laporan/kab-contoh/lkj")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml", OFFICE)
    write(tmp_path / "data/kab-contoh/kinerja/2026.yaml", KINERJA)
    write(tmp_path / "data/kab-contoh/kinerja/pembanding.yaml", PEMBANDING)
    write(tmp_path / FOLDER / "laporan.yaml", REPORT)
    monkeypatch.chdir(tmp_path)
    recap()
    return tmp_path


def recap(reached: object = 300, triwulan: int = 4) -> None:
    """Keep the recap of what both bidang returned as JSON beside the report."""
    place = Workspace(Path.cwd())
    loaded = load_kinerja(kinerja_files(place)[0], place)
    back = [
        returned("dafduk", row("N1", [100, 200, 250, reached]), triwulan=4, uang=[("A/1", 900000)]),
        returned("sekretariat", row("N2", [50, 55, 60, 60]), triwulan=4),
    ]
    (FOLDER / "rekap.json").write_bytes(to_json(compile_recap(loaded, triwulan, collect(back, triwulan))))


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, ["laporan", "hitung", *words], prog_name="doctool")
    assert result.exit_code == code, result.output
    return result


def payload(*words: str, code: int = 0) -> dict[str, Any]:
    (found,) = json.loads(run("--json", *words, code=code).stdout)["laporan"]
    assert isinstance(found, dict)
    return found


def codes(found: dict[str, Any]) -> list[str]:
    return [one["kode"] for one in found["temuan"]]


def test_tables_are_written_and_summed_up(workspace: Path) -> None:
    result = run()
    assert result.stdout.splitlines() == [str(MADE / "tabel.xlsx"), str(MADE / "tabel.json")]
    assert "kab-contoh/lkj: rata-rata capaian 75,00% (Sedang), 2 dari 2 indikator terukur" in result.stderr
    assert "serapan anggaran 90,00%" in result.stderr
    sheet = openpyxl.load_workbook(workspace / MADE / "tabel.xlsx")["target-realisasi"]
    values = {sheet.cell(at, 2).value: sheet.cell(at, 6).value for at in range(1, sheet.max_row + 1)}
    assert values["Kartu terbit (N1)"] == 75
    data = json.loads((workspace / MADE / "tabel.json").read_text(encoding="utf-8"))
    assert data["angka"]["anggaran.realisasi"]["teks"] == "Rp900.000,00"


def test_the_same_data_gives_the_same_bytes_and_another_figure_others(workspace: Path) -> None:
    run()
    first = (MADE / "tabel.xlsx").read_bytes()
    run()
    assert (MADE / "tabel.xlsx").read_bytes() == first
    recap(320)
    run()
    assert (MADE / "tabel.xlsx").read_bytes() != first


@pytest.mark.parametrize("name", ["lkj", "kab-contoh/lkj", str(FOLDER), str(FOLDER / "laporan.yaml")])
def test_a_report_may_be_named_in_four_ways(workspace: Path, name: str) -> None:
    assert payload(name)["laporan"] == "kab-contoh/lkj"


def test_an_unknown_report_or_office_is_told_with_what_there_is(workspace: Path) -> None:
    assert 'maksudnya kab-contoh/lkj?' in run("kab-contoh/lkk", code=ExitCode.USAGE).stderr
    assert 'tidak ada kantor "kab-lain"' in run("--kantor", "kab-lain", code=ExitCode.USAGE).stderr
    (FOLDER / "laporan.yaml").unlink()
    assert "tidak ada laporan di ruang kerja ini" in run(code=ExitCode.USAGE).stderr


def test_without_any_returned_form_all_is_n_a_and_said_so(workspace: Path) -> None:
    write(FOLDER / "laporan.yaml", REPORT.replace("rekap: rekap.json\n", ""))
    found = payload()
    assert found["angka"]["rata-rata"] == "n/a"
    assert found["angka"]["anggaran.realisasi"] == "n/a"
    assert "belum ada formulir yang kembali; semua realisasi dicetak n/a" in [one["pesan"] for one in found["temuan"]]
    assert codes(found).count("R02") == 2


def test_a_recap_that_is_not_there_is_an_error_at_its_line(workspace: Path) -> None:
    (FOLDER / "rekap.json").unlink()
    found = payload(code=ExitCode.FINDINGS)
    assert found["berkas"] == []
    assert [(one["kode"], one["baris"], one["kolom"]) for one in found["temuan"]] == [("B01", 2, 8), ("D24", 2, 8)]
    assert not MADE.exists()


@pytest.mark.parametrize("text", ["", "{}", "bukan json", "[1, 2"])
def test_a_broken_recap_is_told_and_is_no_bug(workspace: Path, text: str) -> None:
    write(FOLDER / "rekap.json", text)
    found = payload(code=ExitCode.FINDINGS)
    assert codes(found) == ["B01"]
    assert "bukan rekap yang dikenal" in found["temuan"][0]["pesan"]


@pytest.mark.parametrize(
    ("old", "new"), [('"triwulan": 4', '"triwulan": 9'), ('"periode": [', '"periode": [], "x": [')]
)
def test_a_recap_whose_quarters_do_not_fit_is_told(workspace: Path, old: str, new: str) -> None:
    text = (FOLDER / "rekap.json").read_text(encoding="utf-8")
    assert old in text
    write(FOLDER / "rekap.json", text.replace(old, new))
    assert codes(payload(code=ExitCode.FINDINGS)) == ["B01"]


def test_a_recap_of_another_year_is_refused_and_of_another_quarter_told(workspace: Path) -> None:
    write(FOLDER / "laporan.yaml", REPORT.replace("2026", "2027", 1))
    assert "rekap ini milik kab-contoh tahun 2026" in payload(code=ExitCode.FINDINGS)["alasan"]
    write(FOLDER / "laporan.yaml", REPORT)
    recap(triwulan=3)
    found = payload(code=ExitCode.FINDINGS)
    assert len(found["berkas"]) == 2
    assert "rekap baru sampai triwulan III, laporannya sampai triwulan IV" in found["temuan"][0]["pesan"]


def test_a_wrong_comparison_costs_only_the_comparison(workspace: Path) -> None:
    write(workspace / "data/kab-contoh/kinerja/pembanding.yaml", "indikator: salah\n")
    found = payload(code=ExitCode.FINDINGS)
    assert len(found["berkas"]) == 2
    assert {"D03", "B04"} <= set(codes(found))
    assert found["angka"]["N1.capaian-renstra"] == "n/a"


def test_warnings_count_with_ketat_only(workspace: Path) -> None:
    (workspace / "data/kab-contoh/kinerja/pembanding.yaml").unlink()
    assert codes(payload()) == ["B04"]
    run("--ketat", code=ExitCode.FINDINGS)


def test_a_table_that_a_person_changed_is_left_alone(workspace: Path) -> None:
    run()
    write(MADE / "tabel.json", "punya saya")
    result = run(code=ExitCode.PARTIAL)
    assert "tidak ditimpa karena diubah" in result.stderr
    assert (MADE / "tabel.json").read_text(encoding="utf-8") == "punya saya"
    run("--timpa")
    assert json.loads((MADE / "tabel.json").read_text(encoding="utf-8"))["laporan"] == "kab-contoh/lkj"


def test_a_dry_run_writes_nothing_and_another_folder_may_be_named(workspace: Path) -> None:
    assert len(payload("--dry-run")["berkas"]) == 2
    assert not Path("output").exists()
    run("-o", "lain")
    assert Path("lain/laporan/kab-contoh/lkj/tabel.xlsx").is_file()


def test_one_report_that_fails_does_not_stop_the_others(workspace: Path) -> None:
    write(workspace / "data/kab-contoh/laporan/rusak/laporan.yaml", "tahun: dua\n")
    result = run(code=ExitCode.PARTIAL)
    assert str(MADE / "tabel.xlsx") in result.stdout
    assert "rusak/laporan.yaml:1:8" in result.stderr


def test_the_report_of_a_bidang_has_its_own_figures(workspace: Path) -> None:
    write(FOLDER / "laporan.yaml", REPORT.replace("sasaran: {1: {program: [\"2.12.02\"]}}\n", "bidang: sekretariat\n"))
    figures = payload()["angka"]
    assert (figures["jumlah.indikator"], figures["rata-rata"], figures["anggaran.pagu"]) == ("1", "75,00%", "n/a")
    assert "N1.capaian" not in figures


def test_periksa_knows_reports_and_comparisons_as_kinds_of_their_own(workspace: Path) -> None:
    def check(*words: str) -> Result:
        return CliRunner().invoke(cli, ["periksa", *words], prog_name="doctool")

    result = check(str(FOLDER / "laporan.yaml"), "data/kab-contoh/kinerja/pembanding.yaml")
    assert "0 galat" in result.stderr
    assert "dalam 2 berkas" in result.stderr
    found = set(re.findall(r": ([A-Z]\d\d) ", result.stdout))
    assert "B12" in found, "its parts have no texts yet"
    assert {code for code in found if code[0] not in "BL"} == set()
    write(FOLDER / "laporan.yaml", f"{REPORT}lampiran: [{{judul: SK, berkas: sk.pdf}}]\n")
    wrong = "indikator: {N1: {riwayat: {lalu: {realisasi: '1'}}}}\n"
    write(workspace / "data/kab-contoh/kinerja/pembanding.yaml", wrong)
    for words in ((), ("data",), (str(FOLDER), "data/kab-contoh/kinerja")):
        result = check(*words)
        assert result.exit_code == ExitCode.FINDINGS
        told = [line.partition(" galat: ")[0] for line in result.stdout.splitlines() if " galat: " in line]
        assert [line for line in told if line[-3] == "D"] == [
            "data/kab-contoh/kinerja/pembanding.yaml:1:28: D05", "data/kab-contoh/laporan/lkj/laporan.yaml:4:32: D24",
        ]  # fmt: skip


def test_a_busy_output_folder_ends_with_5(workspace: Path) -> None:
    from doctool import lock

    with lock.hold(workspace / "output" / ".doctool" / "kunci"):
        result = run(code=5)
    assert "Galat" in result.stderr
    assert not (workspace / MADE / "tabel.xlsx").exists()
