"""`doctool paket buat`: what is said, and the exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from benchmarks.packet_case import FORM, LETTER, NAME, OFFICE, SOP, begin_book, make_workspace, write_recipients
from doctool import lock
from doctool.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("asal") / "ruang"
    make_workspace(root, 4, [LETTER, FORM, SOP])
    return root


@pytest.fixture
def root(bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace to work in."""
    shutil.copytree(bare, tmp_path / "ruang")
    begin_book(tmp_path / "ruang")
    monkeypatch.chdir(tmp_path / "ruang")
    return tmp_path / "ruang"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["paket", "buat", *arguments, "--pekerja", "1"])


def made(root: Path) -> Path:
    return root / "output" / "paket" / OFFICE / NAME


def test_all_is_made_and_said(root: Path) -> None:
    result = run(NAME, "--format", "docx,xlsx")
    assert result.exit_code == 0
    assert result.stdout.strip() == os.path.join("output", "paket", OFFICE, NAME)
    assert "4 paket dibuat, 0 sudah mutakhir, 0 gagal; 16 berkas" in result.stderr
    again = run(NAME, "--format", "docx,xlsx", "--lanjutkan")
    assert again.exit_code == 0
    assert "0 paket dibuat, 4 sudah mutakhir" in again.stderr


def test_json_tells_each_recipient(root: Path) -> None:
    result = run(NAME, "--format", "docx", "--json")
    [said] = json.loads(result.stdout)["paket"]
    assert (said["penerima"], said["dibuat"], said["gagal"]) == (4, 4, 0)
    assert said["hasil"][0]["nomor"].endswith("/2026")
    assert {one["hasil"] for one in said["hasil"]} == {"jadi"}


def test_a_dry_run_lists_the_files(root: Path) -> None:
    result = run(f"{OFFICE}/{NAME}", "--dry-run", "--format", "docx,xlsx")
    assert result.exit_code == 0
    assert result.stdout.count("baru ") == 17
    assert "17 berkas akan dibuat: 12 potongan, 4 lembar depan, 1 Daftar Ekspedisi" in result.stderr
    assert not (root / "output").exists()


def test_some_failed_is_three_and_names_the_way_on(root: Path) -> None:
    write_recipients(root / "data" / OFFICE / "paket" / NAME, [f"unit-{n:04}" for n in range(1, 5)], bad=["unit-0002"])
    result = run(NAME, "--format", "docx,xlsx")
    assert result.exit_code == 3
    assert "penerima.csv:D3" in result.stderr
    assert "gagal.csv" in result.stderr
    assert f"doctool paket buat {NAME} --lanjutkan" in result.stderr


def test_all_failed_for_their_data_is_one(root: Path) -> None:
    units = [f"unit-{n:04}" for n in range(1, 5)]
    write_recipients(root / "data" / OFFICE / "paket" / NAME, units, bad=units)
    assert run(NAME, "--format", "docx,xlsx").exit_code == 1


def test_a_packet_that_there_is_not_is_two(root: Path) -> None:
    result = run("tiada")
    assert result.exit_code == 2
    assert 'paket "tiada" tidak ada' in result.stderr


def test_no_libreoffice_is_four(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(root / "tiada"))
    result = run(NAME, "--format", "pdf")
    assert result.exit_code == 4
    assert "LibreOffice tidak ditemukan" in result.stderr


def test_an_output_in_use_is_five(root: Path) -> None:
    with lock.hold(root / "output" / ".doctool" / "kunci"):
        result = run(NAME)
    assert result.exit_code == 5
    assert "sedang dipakai doctool yang lain" in result.stderr


def test_two_wishes_for_one_thing_are_refused(root: Path) -> None:
    result = run(NAME, "--penjadwal", "tcp://127.0.0.1:9")
    assert result.exit_code == 2
    assert "--pekerja atau --penjadwal" in result.stderr
    assert run(NAME, "--format", "odt").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="sends the signal of Ctrl+C")
def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(root: Path) -> None:
    units = [f"unit-{n:04}" for n in range(1, 5)]
    program = root / "soffice"
    program.write_text("#!/bin/sh\nsleep 600\n", encoding="utf-8")
    program.chmod(0o755)
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DOCTOOL_SOFFICE": str(program)}
    paket = root / "data" / OFFICE / "paket" / NAME / "paket.yaml"
    paket.write_text(paket.read_text("utf-8") + "satu_pdf: ya\n", encoding="utf-8")
    command = [sys.executable, "-m", "doctool", "paket", "buat", NAME, "--pekerja", "2"]
    process = subprocess.Popen(
        command, cwd=root, env=env, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    end = time.monotonic() + 60
    while len(list(made(root).glob("*/*.docx"))) < 2 * len(units) and time.monotonic() < end:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    text = said.decode("utf-8")
    assert process.returncode == 130
    assert "dihentikan" in text
    assert f"doctool paket buat {NAME} --lanjutkan" in text
    assert "Traceback" not in text
    assert len(list(made(root).glob("*/*.docx"))) == 8


def test_letters_without_a_book_are_told_of_and_numbered_later(root: Path) -> None:
    (root / "data" / OFFICE / "agenda.sqlite").unlink()
    shutil.rmtree(root / "data" / OFFICE / "cadangan", ignore_errors=True)
    told = f"doctool surat nomor mulai 1 --kantor {OFFICE}"
    assert told in run(NAME, "--format", "docx,xlsx", "--dry-run").stderr
    assert told in run(NAME, "--format", "docx,xlsx").stderr
    assert told in CliRunner().invoke(cli, ["paket", "pratinjau", NAME]).stderr
    begin_book(root)
    result = run(NAME, "--format", "docx,xlsx", "--json")
    assert "buku agenda" not in result.stderr
    [said] = json.loads(result.stdout)["paket"]
    assert all(one["nomor"] for one in said["hasil"])


def test_an_empty_number_on_purpose_is_no_warning(root: Path) -> None:
    (root / "data" / OFFICE / "agenda.sqlite").unlink()
    shutil.rmtree(root / "data" / OFFICE / "cadangan", ignore_errors=True)
    letter = root / "data" / OFFICE / "paket" / NAME / "surat.yaml"
    letter.write_text(letter.read_text("utf-8") + 'nomor: ""\n', encoding="utf-8")
    result = run(NAME, "--format", "docx,xlsx", "--dry-run")
    assert result.exit_code == 0
    assert "buku agenda" not in result.stderr


def test_a_dry_run_ends_as_the_run_would_and_says_each_failure_once(root: Path) -> None:
    units = [f"unit-{n:04}" for n in range(1, 5)]
    write_recipients(root / "data" / OFFICE / "paket" / NAME, units, bad=["unit-0002"])
    trial = run(NAME, "--format", "docx,xlsx", "--dry-run")
    assert trial.exit_code == 3
    assert "4 penerima (1 akan gagal); 13 berkas akan dibuat: 9 potongan, 3 lembar depan" in trial.stderr
    assert trial.stderr.count("penerima.csv:D3") == 1
    [said] = json.loads(run(NAME, "--format", "docx,xlsx", "--dry-run", "--json").stdout)["paket"]
    assert said["gagal"] == 1
    write_recipients(root / "data" / OFFICE / "paket" / NAME, units, bad=units)
    assert run(NAME, "--format", "docx,xlsx", "--dry-run").exit_code == 1


def test_who_was_handed_an_older_packet_is_told_of(root: Path) -> None:
    run(NAME, "--format", "docx,xlsx")
    handed = ["paket", "ekspedisi", NAME, "--penerima", "unit-0003", "--diterima-oleh", "Siti"]
    assert "belum dicatat" in CliRunner().invoke(cli, [*handed, "--dry-run"]).stderr
    assert CliRunner().invoke(cli, handed).exit_code == 0
    assert "sudah diserahkan" not in run(NAME, "--format", "docx,xlsx").stderr
    letter = root / "data" / OFFICE / "paket" / NAME / "surat.yaml"
    letter.write_text(letter.read_text("utf-8").replace("Untuk diisi", "Untuk dilengkapi"), encoding="utf-8")
    assert "sudah diserahkan sebelum isinya berubah: unit-0003" in run(NAME, "--format", "docx,xlsx").stderr


def test_a_packet_is_verified_by_its_name(root: Path) -> None:
    run(NAME, "--format", "docx,xlsx")
    code = json.loads((made(root) / "manifes.json").read_text("utf-8"))["penerima"][2]["kode"]
    found = CliRunner().invoke(cli, ["paket", "verifikasi", NAME, "--kode", code])
    assert found.exit_code == 0
    assert "4 kode periksa cocok dengan berkasnya." in found.stdout
    assert "Kode yang disebut dengan --kode cocok dengan berkas Kecamatan Contoh 3." in found.stdout
    assert CliRunner().invoke(cli, ["paket", "verifikasi", "tiada"]).exit_code == 2


def test_a_number_of_someone_no_longer_in_the_list_is_told_once(root: Path) -> None:
    run(NAME, "--format", "docx,xlsx")
    units = [f"unit-{n:04}" for n in range(1, 5)]
    folder = root / "data" / OFFICE / "paket" / NAME
    write_recipients(folder, units, bad=["unit-0002"])
    assert "tidak lagi dalam daftar" not in run(NAME, "--format", "docx,xlsx").stderr
    write_recipients(folder, units)
    run(NAME, "--format", "docx,xlsx")
    write_recipients(folder, units[1:])
    said = run(NAME, "--format", "docx,xlsx").stderr
    assert "tidak lagi dalam daftar penerima, tetapi suratnya sudah bernomor: Kecamatan Contoh 1 (nomor " in said
    assert "doctool surat nomor batal" in said
    assert "tidak lagi dalam daftar" not in run(NAME, "--format", "docx,xlsx").stderr
