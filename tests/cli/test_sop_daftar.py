"""`doctool sop daftar`: what is listed of each SOP, on the screen and in files."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from lxml import html

from doctool.cli.main import cli
from doctool.errors import ExitCode
from tests.gate import check_xlsx
from tests.published import DAY, EXAMPLE, SLUG, SOP, edit, publish
from tests.published import run as done

OTHER = "sop_catalog/contoh/sop/lain.yaml"
HERE = Path("output/daftar-sop/contoh")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["sop", *args], prog_name="doctool")


def listed(*args: str) -> dict[str, dict[str, Any]]:
    """The rows by slug."""
    answer = json.loads(run("daftar", "--json", *args).stdout)
    return {row["alamat"].partition("/")[2]: row for row in answer["sop"]}


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office with two SOPs, as the current folder."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    shutil.copy(SOP, OTHER)
    edit(OTHER, "nomor_sop: SOP/SEKR/01", "nomor_sop: SOP/SEKR/02")
    edit(OTHER, "nama_sop: Pengelolaan Surat Masuk", "nama_sop: Pengelolaan Surat Keluar")
    return tmp_path


def test_list_is_a_table_of_all_sops() -> None:
    result = run("daftar", "--tanggal", "2024-06-01")
    assert result.exit_code == 0
    time = "1 hari kerja 1 jam 45 menit"
    table, _, rest = result.stdout.partition("\n\n")
    assert [re.split(r"  +", line) for line in table.splitlines()] == [
        ["ALAMAT", "NOMOR", "NAMA", "STATUS", "REVISI", "UMUR", "WAKTU"],
        [f"contoh/{SLUG}", "SOP/SEKR/01", "Pengelolaan Surat Masuk", "draft", "0", "4 bulan", time],
        ["contoh/lain", "SOP/SEKR/02", "Pengelolaan Surat Keluar", "draft", "0", "4 bulan", time],
    ]
    assert rest == "contoh: 2 SOP, 2 belum disahkan; jumlah waktu 2 hari kerja 3 jam 30 menit\n"


def test_sops_are_listed_by_number_as_people_count() -> None:
    edit(OTHER, "SOP/SEKR/02", "SOP/SEKR/10")
    third = Path(OTHER).with_name("aaa.yaml")
    shutil.copy(OTHER, third)
    edit(str(third), "nomor_sop: SOP/SEKR/10", 'nomor_sop: ""')
    edit(SOP, "SOP/SEKR/01", "sop/sekr/9")
    assert list(listed()) == [SLUG, "lain", "aaa"]


def test_list_says_what_the_sum_of_times_lacks() -> None:
    text = Path(SOP).read_text(encoding="utf-8")
    Path(SOP).write_text(text.replace("waktu: 1 hari kerja", "waktu: kondisional"), encoding="utf-8", newline="\n")
    row = listed()[SLUG]
    assert row["waktu"] == "1 jam 45 menit, belum termasuk: kondisional"
    assert row["rincian_waktu"]["bagian"] == [{"satuan": "menit", "paling_sedikit": 105.0, "paling_banyak": 105.0}]
    assert row["rincian_waktu"]["tidak_terjumlah"] == ["kondisional"]


def test_list_as_json_with_a_broken_sop() -> None:
    edit(SOP, "status: draft", "status: darf")
    result = run("list", "--json")
    assert result.exit_code == ExitCode.FINDINGS
    answer = json.loads(result.stdout)
    assert answer["gagal"] == [f"contoh/{SLUG}"]
    (row,) = answer["sop"]
    assert {key: row[key] for key in ("alamat", "nomor", "nama", "status", "revisi", "waktu")} == {
        "alamat": "contoh/lain", "nomor": "SOP/SEKR/02", "nama": "Pengelolaan Surat Keluar", "status": "draft",
        "revisi": "0", "waktu": "1 hari kerja 1 jam 45 menit",
    }  # fmt: skip
    assert answer["ringkasan"]["contoh"]["tidak terbaca"] == 1
    assert f"contoh/{SLUG}" in result.stderr


def test_empty_workspace_is_no_error() -> None:
    shutil.rmtree("sop_catalog/contoh/sop")
    result = run("daftar")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Belum ada SOP" in result.stderr


def test_what_is_in_force_is_listed_beside_the_revision_at_work(workspace: Path) -> None:
    publish(workspace)
    row = listed("--tanggal", "2024-07-31")[SLUG]
    assert (row["berlaku"], row["keadaan"], row["umur"]) == (True, "berlaku", "5 bulan")
    assert [one["terlambat"] for one in row["pemantauan"]] == [False, False]
    assert listed("--tanggal", "2024-01-15")[SLUG]["umur"] == "mulai 1 Februari 2024"
    assert listed("--tanggal", "2024-02-01")[SLUG]["umur"] == "hari ini"
    done("revisi", SLUG, "--alasan", "Alur dipersingkat", "--tanggal", "2024-08-02")
    edit(SOP, "nama_sop: Pengelolaan Surat Masuk", "nama_sop: Surat Masuk")
    row = listed("--tanggal", "2024-08-02")[SLUG]
    assert (row["status"], row["revisi"], row["revisi_disusun"]) == ("draft", "0", "1")
    assert row["nama"] == "Pengelolaan Surat Masuk"
    assert row["keadaan"] == "berlaku; revisi 1 disusun (draft)"
    assert "berlaku; revisi 1 disusun (draft)  0 " in run("daftar", "--tanggal", "2024-08-02").stdout
    assert [(one["jenis"], one["jatuh_tempo"], one["hari_terlambat"]) for one in row["pemantauan"]] == [
        ("monitoring", "2024-08-01", 1), ("evaluasi", "2025-02-01", 0),
    ]  # fmt: skip
    assert run("daftar", "--tanggal", "2024-08-01").stdout.count("monitoring jatuh tempo 1 Agustus 2024") == 1


def test_both_editions_stand_in_the_history_and_a_withdrawn_sop_is_not_due(workspace: Path) -> None:
    publish(workspace)
    why = ("--alasan", "Alur dipersingkat", "--peraturan", "Permendagri 1/2023")
    done("revisi", SLUG, *why, "--tanggal", "2024-08-02")
    done("terbitkan", SLUG, "--tanpa-pdf", "--oleh", "Sekretaris", "--tanggal", "2024-08-05")
    row = listed("--tanggal", "2024-08-06")[SLUG]
    told = [(one["revisi"], one["tanggal"], one["oleh"], one["alasan"], one["keadaan"]) for one in row["terbitan"]]
    assert told == [
        ("0", DAY.isoformat(), "Kepala Dinas", "", "digantikan terbitan 1"),
        ("1", "2024-08-05", "Sekretaris", "Alur dipersingkat", "berlaku"),
    ]
    assert row["terbitan"][1]["peraturan"] == ["Permendagri 1/2023"]
    done("status", SLUG, "dicabut", "--oleh", "Kepala", "--alasan", "dialihkan", "--tanggal", "2026-01-01")
    row = listed("--tanggal", "2027-01-01")[SLUG]
    assert (row["berlaku"], row["keadaan"], row["pemantauan"]) == (False, "dicabut", [])
    assert row["terbitan"][1]["keadaan"] == "dicabut"
    done("revisi", SLUG, "--alasan", "dipakai lagi", "--tanggal", "2027-01-02")
    row = listed("--tanggal", "2027-01-03")[SLUG]  # withdrawn until the revision is published
    assert (row["berlaku"], row["keadaan"], row["pemantauan"]) == (False, "dicabut; revisi 2 disusun (draft)", [])
    assert row["terbitan"][1]["keadaan"] == "dicabut"


def test_an_sop_of_which_only_the_published_is_left_is_listed_all_the_same(workspace: Path) -> None:
    publish(workspace)
    Path(SOP).unlink()
    row = listed("--tanggal", "2025-03-01")[SLUG]
    assert (row["berlaku"], row["nama"]) == (True, "Pengelolaan Surat Masuk")
    assert [one["terlambat"] for one in row["pemantauan"]] == [True, True]
    assert list(listed(f"contoh/{SLUG}")) == [SLUG]


def test_replaced_rules_and_sops_that_are_not_there_are_told() -> None:
    text = Path(OTHER).read_text(encoding="utf-8")
    head, _, tail = text.partition("dasar_hukum:\n")
    old = "Peraturan Menteri Dalam Negeri Nomor 54 Tahun 2009 tentang Tata Naskah Dinas"
    rest = tail[tail.index("\nperingatan:") :]
    linked = "[SOP Pengelolaan Surat Masuk, SOP Arsip, {teks: SOP Cuti, sop: contoh/cuti}, SOP SOP/SEKR/01]"
    Path(OTHER).write_text(
        f"{head}dasar_hukum: [{old}]\nketerkaitan: {linked}{rest}", encoding="utf-8", newline="\n"
    )  # fmt: skip
    row = listed()["lain"]
    (rule,) = row["peraturan_diganti"]
    assert rule["butir"] == old
    assert "Nomor 1 Tahun 2023" in rule["saran"]
    told = [(one["letak"], one["teks"], one["alamat"]) for one in row["rujukan_tidak_ada"]]
    assert told == [("keterkaitan", "SOP Arsip", ""), ("keterkaitan", "SOP Cuti", "contoh/cuti")]
    shown = run("daftar").stdout
    assert 'contoh/lain, keterkaitan: "contoh/cuti": tidak ada SOP di alamat itu' in shown
    edit(SOP, "status: draft", "status: dicabut")
    withdrawn = [one["teks"] for one in listed()["lain"]["rujukan_tidak_ada"]]
    assert withdrawn == ["SOP Pengelolaan Surat Masuk", "SOP Arsip", "SOP Cuti", "SOP SOP/SEKR/01"]


def test_files_of_an_office_the_same_bytes_each_time(workspace: Path) -> None:
    publish(workspace)
    done("monitoring", SLUG, "--dicatat", "=sesuai", "--oleh", "Sekretaris", "--tanggal", "2024-07-01")
    day = ("--tanggal", "2025-03-01")
    result = run("daftar", "--format", "json,xlsx,html", *day)
    assert result.exit_code == 0, result.output
    names = ["daftar-sop.xlsx", "daftar-sop.html", "daftar-sop.json"]
    assert result.stdout.splitlines() == [str(HERE / name) for name in names]
    before = [(HERE / name).read_bytes() for name in names]
    assert run("daftar", "--format", "xlsx,html,json", *day).exit_code == 0
    assert [(HERE / name).read_bytes() for name in names] == before
    assert check_xlsx(before[0], sdk=False) == []
    book = openpyxl.load_workbook(BytesIO(before[0]))
    assert book.sheetnames == [
        "Daftar SOP", "Monitoring Evaluasi", "Peraturan Diganti", "Rujukan Tidak Ada", "Jumlah Waktu",
        "Waktu Pelaksana", "Riwayat Terbitan",
    ]  # fmt: skip
    first, due, times = book["Daftar SOP"], book["Monitoring Evaluasi"], book["Jumlah Waktu"]
    heads = next(row for row in first.iter_rows(values_only=True) if row[0] == "No.")
    assert heads[1:4] == ("Nomor SOP", "Nama SOP", "Revisi")
    top = next(cell.row for (cell,) in first.iter_rows(max_col=1) if cell.value == "No.")
    assert first.print_title_rows == f"${top}:${top + 1}"
    assert first.auto_filter.ref == f"A{top + 1}:K{top + 3}"
    assert first.page_setup.orientation == "landscape"
    (row,) = [one for one in due.iter_rows(values_only=True) if one[0] == "1" and one[1] == "SOP/SEKR/01"]
    assert row[3:] == (
        "1 Februari 2024", "1 Juli 2024\nSekretaris\nberjalan baik: =sesuai",
        "terlambat 2 bulan, sejak 1 Januari 2025",
        "belum tercatat", "terlambat 1 bulan, sejak 1 Februari 2025",
    )  # fmt: skip
    assert times.auto_filter.ref.endswith(str(times.max_row - 3))  # neither the sums nor the remark below them
    assert {str(one.value) for one in times[times.max_row - 2]} >= {"Jumlah semua SOP", "2 hari kerja 3 jam 30 menit"}
    assert json.loads(before[2])["sop"] == json.loads(run("daftar", "--json", *day).stdout)["sop"]


def test_the_page_loads_nothing_and_reads_as_tables(workspace: Path) -> None:
    edit(OTHER, "nama_sop: Pengelolaan Surat Keluar", "nama_sop: Surat <b>& \"Keluar\"")
    publish(workspace)
    run("daftar", "--format", "html", "--tanggal", "2025-03-01")
    text = (HERE / "daftar-sop.html").read_text(encoding="utf-8")
    page = html.fromstring(text)

    def all_at(path: str) -> list[str]:
        return [str(one) for one in page.xpath(path)]  # type: ignore[union-attr]

    (policy,) = all_at("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert all_at("//@style | //script | //img | //link[not(starts-with(@href,'data:'))]") == []
    assert all_at("//h2/text()")[:2] == [
        "Daftar Standar Operasional Prosedur", "Monitoring dan Evaluasi SOP yang Berlaku",
    ]  # fmt: skip
    assert 'Surat <b>& "Keluar"' in all_at("//tbody//th[@scope='row']/text()")
    late = all_at("//td[@class='lambat']/text()")
    assert late == ["terlambat 7 bulan, sejak 1 Agustus 2024", "terlambat 1 bulan, sejak 1 Februari 2025"]
    assert all_at("//nav//a/@href") == [f"#{one}" for one in all_at("//h2/@id")]


def test_publishing_brings_the_list_up_to_date_where_there_is_one(workspace: Path) -> None:
    assert "Daftar SOP" not in done("terbitkan", "lain", "--tanpa-pdf", "--oleh", "Kepala", "--tanggal", "2024-02-05")
    run("daftar", "--format", "html,json", "--tanggal", "2024-02-05")
    told = done("terbitkan", SLUG, "--tanpa-pdf", "--oleh", "Kepala", "--tanggal", "2024-02-06")
    assert f"Daftar SOP diperbarui: {HERE / 'daftar-sop.html'}, {HERE / 'daftar-sop.json'}." in told
    data = json.loads((HERE / "daftar-sop.json").read_text(encoding="utf-8"))
    assert (data["keadaan"], data["ringkasan"]["berlaku"]) == ("2024-02-06", 2)
    (HERE / "daftar-sop.html").write_text("catatan saya", encoding="utf-8")
    done("revisi", SLUG, "--alasan", "Alur", "--tanggal", "2024-03-01")
    told = done("terbitkan", SLUG, "--tanpa-pdf", "--oleh", "Kepala", "--tanggal", "2024-03-02")
    assert "daftar SOP tidak diperbarui" in told
    assert (HERE / "daftar-sop.html").read_text(encoding="utf-8") == "catatan saya"


def test_a_record_that_somebody_spoiled_is_told_or_printed_but_breaks_nothing(workspace: Path) -> None:
    publish(workspace)
    record = f"sop_catalog/contoh/terbitan/{SLUG}/0/terbitan.json"
    edit(record, '"Kepala Dinas"', '"Kepala\\u0001 Dinas"')
    assert run("daftar", "--format", "xlsx,html,json").exit_code == 0
    assert "Kepala Dinas" in (HERE / "daftar-sop.html").read_text(encoding="utf-8")
    edit(record, '"slug": "', '"slug": "x')
    result = run("daftar")
    assert result.exit_code == ExitCode.FINDINGS
    assert "catatan di" in result.stderr
    assert "contoh/lain" in result.stdout


def test_a_file_that_a_person_changed_is_left_alone() -> None:
    assert run("daftar", "--format", "html").exit_code == 0
    place = HERE / "daftar-sop.html"
    place.write_text("catatan saya", encoding="utf-8")
    result = run("daftar", "--format", "xlsx,html")
    assert result.exit_code != 0
    assert "diubah" in result.stderr
    assert place.read_text(encoding="utf-8") == "catatan saya"
    assert not (HERE / "daftar-sop.xlsx").exists()
    assert run("daftar", "--format", "html", "--timpa").exit_code == 0
    assert "catatan saya" not in place.read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing_and_other_formats_are_refused() -> None:
    result = run("daftar", "--format", "xlsx", "--dry-run", "-o", "hasil")
    assert result.exit_code == 0
    assert "daftar-sop.xlsx" in result.stdout
    assert not Path("hasil").exists()
    assert "format yang ada: teks, xlsx, html, json" in run("daftar", "--format", "docx").stderr
