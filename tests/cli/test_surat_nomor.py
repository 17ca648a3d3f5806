"""`doctool surat nomor` and `doctool surat masuk`: what is printed, what is kept, what is told."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from pypdf import PdfReader

from doctool.cli import options
from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ExitCode

EXAMPLE = Path(__file__).resolve().parents[2] / "doctool" / "data" / "contoh"
DAY = date(2024, 7, 15)
BOOK = Path("data/contoh/agenda.sqlite")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office as the current folder, on 15 July 2024."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(options, "today", lambda: DAY)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["surat", *args], prog_name="doctool")


def said(*args: str) -> str:
    result = run(*args)
    assert result.exit_code == ExitCode.OK, result.stderr
    return result.stdout.strip()


def payload(*args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(*args, "--json"))
    return found


def test_a_number_is_printed_alone() -> None:
    assert said("nomor", "ambil", "--hal", "Undangan") == "000.5/001/406.12/2024"
    assert said("nomor", "ambil", "--jenis", "nota-dinas", "--hal", "Data") == "ND/000.5/001/2024"
    other = ("--klasifikasi", "005", "--tanggal", "2024-07-16")
    assert said("nomor", "ambil", "--hal", "Data", *other) == "005/002/406.12/2024"


def test_a_number_is_taken_for_a_letter() -> None:
    for blank in ((), ("--tujuan", "Camat"), ("--hal", " ")):
        told = run("nomor", "ambil", *blank)
        assert told.exit_code == ExitCode.USAGE
        assert "belum disebut untuk surat apa nomor ini" in told.stderr
        assert "doctool surat nomor pesan" in told.stderr
    assert not BOOK.exists()
    said("nomor", "pesan", "--hal", "Undangan rapat", "--tujuan", "Camat")
    used = payload("nomor", "ambil", "--pesanan", "1")
    assert (used["hal"], used["tujuan"], used["keadaan"]) == ("Undangan rapat", "Camat", "terbit")


def test_json_tells_the_whole_line() -> None:
    made = payload("nomor", "ambil", "--hal", "Undangan", "--tujuan", "Camat", "--kunci", "a", "--lampiran", "-")
    assert {name: made[name] for name in ("nomor", "urut", "tahun", "keadaan", "tanggal", "uji_coba")} == {
        "nomor": "000.5/001/406.12/2024", "urut": 1, "tahun": 2024, "keadaan": "terbit", "tanggal": "2024-07-15",
        "uji_coba": False,
    }
    assert payload("nomor", "ambil", "--hal", "Lain", "--kunci", "a")["nomor"] == made["nomor"]
    assert payload("nomor", "lihat", "1")["nomor"][0]["hal"] == "Lain"


def test_a_dry_run_takes_nothing() -> None:
    result = run("nomor", "ambil", "--hal", "Undangan", "--dry-run")
    assert result.stdout.strip() == "000.5/001/406.12/2024"
    assert "belum diambil" in result.stderr
    assert not BOOK.exists()
    assert run("nomor", "mulai", "413", "--dry-run").exit_code == 0
    assert not BOOK.exists()


def test_reserve_use_and_cancel() -> None:
    assert said("nomor", "pesan", "-n", "2").splitlines() == ["000.5/001/406.12/2024", "000.5/002/406.12/2024"]
    assert said("nomor", "ambil", "--pesanan", "2", "--hal", "Jadi") == "000.5/002/406.12/2024"
    assert said("nomor", "batal", "1", "--alasan", "tidak jadi") == "000.5/001/406.12/2024 batal: tidak jadi"
    assert said("nomor", "lihat", "--keadaan", "batal").count("\n") == 1
    assert "Belum diisi: opsi '--alasan'" in run("nomor", "batal", "2").stderr


def test_a_backdated_letter() -> None:
    said("nomor", "ambil", "--hal", "Data", "--tanggal", "2024-07-10")
    said("nomor", "ambil", "--hal", "Data")
    result = run("nomor", "ambil", "--hal", "Data", "--tanggal", "2024-07-12")
    assert result.exit_code == ExitCode.USAGE
    assert "--sisipan" in result.stderr
    assert said("nomor", "ambil", "--hal", "Data", "--tanggal", "2024-07-12", "--sisipan") == "000.5/001.a/406.12/2024"
    ahead = run("nomor", "ambil", "--hal", "Data", "--tanggal", "2024-07-20")
    assert "masih 5 hari lagi" in ahead.stderr


def test_start_and_show() -> None:
    assert said("nomor", "mulai", "413") == "deret umum tahun 2024: nomor berikutnya 413"
    said("nomor", "ambil", "--hal", "Undangan rapat", "--tujuan", "Camat")
    heads, line = said("nomor", "lihat").splitlines()
    assert heads.split() == ["URUT", "NOMOR", "TANGGAL", "KEADAAN", "JENIS", "TUJUAN", "HAL"]
    assert "413" in line
    assert "Undangan rapat" in line
    assert run("nomor", "lihat", "--tahun", "2023").stderr == "Belum ada nomor yang begitu.\n"
    assert "utuh" in run("nomor", "periksa").stderr


def test_an_agenda_from_excel() -> None:
    book = Workbook()
    book.active.append(["No", "Nomor Surat", "Tanggal", "Tujuan", "Perihal", "Map"])
    book.active.append([41, "005/41", "12 Juli 2024", "Camat", "Undangan", "biru"])
    book.active.append([43, "005/43", "?", "Camat", "Rapat", ""])
    book.save("agenda.xlsx")
    result = run("nomor", "baca", "agenda.xlsx")
    assert result.exit_code == ExitCode.FINDINGS
    assert result.stdout.startswith('agenda.xlsx, Sheet!C3: X05 galat: tanggal "?" tidak terbaca')
    assert "tidak ada yang masuk ke buku agenda" in result.stderr
    book.active["C3"] = "12 Juli 2024"
    book.save("agenda.xlsx")
    result = run("nomor", "baca", "agenda.xlsx")
    assert result.stdout == "2 surat dibaca, 0 sudah ada di buku\n"
    assert 'kolom "Map" tidak dikenal' in result.stderr
    assert "nomor 1 sampai 40 tidak ada di buku lama" in result.stderr
    assert said("nomor", "ambil", "--hal", "Data") == "000.5/044/406.12/2024"
    Path("lain.xlsx").write_bytes(b"a;b\n")
    assert "bukan buku kerja Excel" in run("nomor", "baca", "lain.xlsx").stderr


def test_export_as_workbook() -> None:
    said("nomor", "ambil", "--hal", "Undangan")
    path = Path("output/surat/contoh/buku-agenda-keluar-2024.xlsx")
    assert run("nomor", "ekspor", "--format", "xlsx", "--dry-run").exit_code == 0
    assert not path.exists()
    assert said("nomor", "ekspor", "--format", "xlsx").endswith("buku-agenda-keluar-2024.xlsx")
    sheet = load_workbook(path).active
    assert "Undangan" in [cell.value for cell in sheet[sheet.max_row]]
    first = path.read_bytes()
    assert said("nomor", "ekspor", "--format", "xlsx")
    assert path.read_bytes() == first
    path.write_bytes(b"diubah orang")
    result = run("nomor", "ekspor", "--format", "xlsx")
    assert result.exit_code == ExitCode.USAGE
    assert "tidak ditimpa" in result.stderr
    assert said("nomor", "ekspor", "--format", "xlsx", "--timpa")
    assert "format yang ada: xlsx, pdf" in run("nomor", "ekspor", "--format", "docx").stderr


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_export_as_pdf() -> None:
    said("nomor", "ambil", "--hal", "Undangan")
    said("nomor", "ekspor")
    text = PdfReader("output/surat/contoh/buku-agenda-keluar-2024.pdf").pages[0].extract_text()
    assert "BUKU AGENDA SURAT KELUAR" in text
    assert "Undangan" in text


def test_pdf_without_libreoffice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", "tiada")
    said("nomor", "ambil", "--hal", "Data")
    result = run("nomor", "ekspor")
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert Path("output/surat/contoh/buku-agenda-keluar-2024.xlsx").is_file()


def test_a_copied_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said("nomor", "ambil", "--hal", "Data")
    shutil.copytree(workspace, workspace / "salinan" / "kerja")
    monkeypatch.chdir(workspace / "salinan" / "kerja")
    result = run("nomor", "ambil", "--hal", "Data")
    assert result.exit_code == ExitCode.USAGE
    assert "adalah salinan" in result.stderr
    assert run("nomor", "tempat", "--terima").exit_code == ExitCode.USAGE
    assert said("nomor", "lihat").count("\n") == 1
    assert payload("nomor", "tempat")["tempat"][0]["folder"] == str(workspace / "data" / "contoh")


def test_a_moved_workspace(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said("nomor", "ambil", "--hal", "Data")
    monkeypatch.chdir(workspace.parent)
    moved = workspace.with_name("pindah")
    workspace.rename(moved)
    monkeypatch.chdir(moved)
    told = run("nomor", "ambil", "--hal", "Data").stderr
    assert f'dahulu "{workspace / "data" / "contoh"}"' in told
    assert "jalankan sekali: doctool surat nomor tempat --terima --kantor contoh" in told
    accepted = run("nomor", "tempat", "--terima", "--kantor", "contoh")
    assert len(accepted.stdout.splitlines()) == 2
    assert "jangan lagi mengambil nomor dari tempat lainnya" in accepted.stderr
    assert said("nomor", "ambil", "--hal", "Data") == "000.5/002/406.12/2024"


def test_restore(monkeypatch: pytest.MonkeyPatch) -> None:
    said("nomor", "ambil", "--hal", "Data")
    assert "tidak perlu dipulihkan" in run("nomor", "pulihkan").stderr
    monkeypatch.setattr(options, "today", lambda: DAY + timedelta(days=1))
    said("nomor", "ambil", "--hal", "Data")
    BOOK.write_bytes(BOOK.read_bytes()[:3000])
    result = run("nomor", "ambil", "--hal", "Data")
    assert result.exit_code == ExitCode.FINDINGS
    assert "doctool surat nomor pulihkan" in result.stderr
    restored = run("nomor", "pulihkan")
    assert restored.stdout.strip().endswith("agenda-2024-07-16.sqlite")
    assert "doctool surat nomor mulai" in restored.stderr
    assert run("nomor", "periksa").exit_code == ExitCode.FINDINGS
    assert run("nomor", "ambil", "--hal", "Data").exit_code == ExitCode.USAGE
    said("nomor", "mulai", "3")
    assert said("nomor", "ambil", "--hal", "Data") == "000.5/003/406.12/2024"


def test_kinds_and_units_as_a_clerk_writes_them(workspace: Path) -> None:
    assert said("nomor", "ambil", "--jenis", "Nota Dinas", "--hal", "Data") == "ND/000.5/001/2024"
    assert said("nomor", "ambil", "--hal", "Data", "--jenis", "dinas", "--keamanan", "r") == "000.5/001/406.12/2024"
    line = payload("nomor", "lihat", "000.5/001/406.12/2024")["nomor"][0]
    assert (line["jenis"], line["keamanan"]) == ("surat-dinas", "R")
    for slip in ("notadinas", "nota", "Nota-Dnas"):
        told = run("nomor", "ambil", "--hal", "Data", "--jenis", slip)
        assert told.exit_code == ExitCode.USAGE
        assert f'jenis "{slip}" tidak dikenal' in told.stderr
        assert 'maksudnya "nota-dinas"?' in told.stderr
    assert said("nomor", "ambil", "--hal", "Data", "--jenis", "surat-tugas") == "000.5/002/406.12/2024"
    path = workspace / "sop_catalog" / "contoh" / "kantor.yaml"
    units = "penomoran:\n  unit_bidang: {kearsipan: 406.12.3}\n"
    text = path.read_text(encoding="utf-8").replace("penomoran:\n", units)
    path.write_text(text, encoding="utf-8")
    assert 'maksudnya "kearsipan"?' in run("nomor", "ambil", "--hal", "Data", "--unit", "kearsipn").stderr
    assert said("nomor", "ambil", "--hal", "Data", "--unit", "kearsipan") == "000.5/003/406.12.3/2024"
    assert "bukan bilangan bulat yang sah" in run("nomor", "mulai", "nol").stderr


def test_a_place_is_accepted_only_where_there_is_a_book() -> None:
    assert "belum ada buku agenda" in run("nomor", "tempat", "--terima").stderr
    assert not BOOK.exists()


def test_days_that_can_hardly_be_right_are_told() -> None:
    ahead = run("nomor", "ambil", "--hal", "Data", "--tanggal", "2024-12-01").stderr
    assert 'doctool surat nomor batal "000.5/001/406.12/2024"' in ahead
    late = run("masuk", "catat", "--asal", "Camat", "--tanggal", "2024-08-01", "--tanggal-surat", "2024-08-02").stderr
    assert "tanggal diterima 2024-08-01 belum tiba" in late
    assert "doctool surat masuk ubah 1 --tahun 2024 --tanggal-surat TANGGAL" in late
    assert run("masuk", "ubah", "1", "--tanggal", "2024-07-15", "--tanggal-surat", "2024-07-14").stderr == ""
    assert "ada di buku tahun 2024; sebutkan tahunnya" in run("masuk", "lihat", "1", "--tahun", "2023").stderr


def test_which_office(workspace: Path) -> None:
    shutil.copytree(workspace / "sop_catalog" / "contoh", workspace / "sop_catalog" / "lain")
    assert "kantor yang ada: contoh, lain" in run("nomor", "ambil", "--hal", "Data").stderr
    assert 'kantor "tiada" tidak ada' in run("nomor", "ambil", "--hal", "Data", "--kantor", "tiada").stderr
    assert said("nomor", "ambil", "--hal", "Data", "--kantor", "lain") == "000.5/001/406.12/2024"
    assert Path("data/lain/agenda.sqlite").is_file()


def test_a_folder_of_a_cloud_program_is_warned_of(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace / "OneDrive - Dinas"
    shutil.copytree(workspace / "sop_catalog", folder / "sop_catalog")
    monkeypatch.chdir(folder)
    assert "dua komputer dapat mengambil nomor yang sama" in run("nomor", "ambil", "--hal", "Data").stderr


def test_letters_received_from_new_to_done() -> None:
    record = ("masuk", "catat", "--asal", "Bappeda", "--nomor", "050/1", "--hal", "Data")
    assert said(*record) == "1"
    assert "sudah dicatat: No. Agenda 1" in run(*record).stderr
    assert said(*record, "--tetap") == "2"
    said("masuk", "disposisi", "1", "--dari", "Kadis", "--kepada", "Sekretaris", "--kepada", "Kabid", "--isi", "Jawab")
    assert said("masuk", "selesai", "1", "--kepada", "Kabid") == "No. Agenda 1: didisposisi"
    shown = said("masuk", "lihat", "1")
    assert "2024-07-15  Kadis kepada Sekretaris: Jawab (belum selesai)" in shown
    assert "Kadis kepada Kabid: Jawab (selesai 2024-07-15)" in shown
    assert said("masuk", "selesai", "1", "--catatan", "dijawab") == "No. Agenda 1: selesai"
    letters = payload("masuk", "lihat", "--keadaan", "selesai")["surat"]
    assert [(one["agenda"], one["asal"], len(one["disposisi"])) for one in letters] == [(1, "Bappeda", 2)]
    assert said("masuk", "mulai", "210") == "buku agenda masuk tahun 2024: No. Agenda berikutnya 210"
    assert said("masuk", "catat", "--asal", "Camat", "--dry-run") == "210"
    assert said("masuk", "ekspor", "--format", "xlsx").endswith("buku-agenda-masuk-2024.xlsx")


def test_letters_received_are_mended_and_cancelled() -> None:
    said("masuk", "catat", "--asal", "Bapeda", "--hal", "Data")
    assert said("masuk", "ubah", "1", "--asal", "Bappeda", "--tanggal-surat", "2024-07-12") == (
        "No. Agenda 1: asal, tanggal surat diubah"
    )
    line = payload("masuk", "lihat", "1")["surat"][0]
    assert (line["asal"], line["hal"], line["tanggal_surat"]) == ("Bappeda", "Data", "2024-07-12")
    assert "belum disebut apa yang diubah" in run("masuk", "ubah", "1").stderr
    assert "No. Agenda 9 tahun 2024 tidak ada" in run("masuk", "ubah", "9", "--hal", "x").stderr
    assert said("masuk", "batal", "1", "--alasan", "salah alamat") == "No. Agenda 1 batal: salah alamat"
    assert "batal: salah alamat" in said("masuk", "lihat", "1")
    assert said("masuk", "lihat", "--keadaan", "batal").count("\n") == 1
    assert "sudah batal" in run("masuk", "disposisi", "1", "--kepada", "Kabid", "--isi", "Jawab").stderr
    said("masuk", "ekspor", "--format", "xlsx")
    sheet = load_workbook("output/surat/contoh/buku-agenda-masuk-2024.xlsx").active
    assert sheet.cell(sheet.max_row, 9).value == "BATAL: salah alamat"
    assert "asal surat belum diisi" in run("masuk", "catat", "--hal", "Data").stderr


def test_an_agenda_of_letters_received_from_excel() -> None:
    book = Workbook()
    book.active.append(["No. Agenda", "Tanggal Diterima", "Asal Surat", "Perihal"])
    book.active.append([41, "12 Juli 2024", "Camat", "Undangan"])
    book.save("masuk.xlsx")
    result = run("masuk", "baca", "masuk.xlsx", "--dry-run")
    assert (result.exit_code, result.stdout) == (0, "1 surat dibaca, 0 sudah ada di buku\n")
    assert "belum ada yang masuk" in result.stderr
    assert not BOOK.exists()
    result = run("masuk", "baca", "masuk.xlsx")
    assert "buku agenda masuk tahun 2024: nomor 1 sampai 40 tidak ada di buku lama" in result.stderr
    assert said("masuk", "catat", "--asal", "Bappeda") == "42"
    book.active["A2"] = "?"
    book.save("masuk.xlsx")
    result = run("masuk", "baca", "masuk.xlsx")
    assert result.exit_code == ExitCode.FINDINGS
    assert result.stdout.startswith('masuk.xlsx, Sheet!A2: X04 galat: No. Agenda "?" tidak terbaca')


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [("take", "ambil"), ("reserve", "pesan"), ("cancel", "batal"), ("list", "lihat"), ("start", "mulai"),
     ("export", "ekspor"), ("restore", "pulihkan")],
)
def test_english_names_work_too(english: str, indonesian: str) -> None:
    first = CliRunner().invoke(cli, ["letter", "number", english, "--help"], prog_name="doctool").output.splitlines()
    second = run("nomor", indonesian, "--help").output.splitlines()
    assert first[1:] == second[1:]


def test_a_kind_of_kantor_yaml_works_under_each_of_its_names(workspace: Path) -> None:
    kantor = workspace / "sop_catalog/contoh/kantor.yaml"
    own = "  jenis:\n    dinas: {pola: 'SD/{urut}/{tahun}'}\n    undagan: {kode: UND}\n"
    kantor.write_text(kantor.read_text(encoding="utf-8").replace("  jenis:\n", own), encoding="utf-8")
    taken = [said("nomor", "ambil", "--jenis", jenis, "--hal", "Data") for jenis in ("dinas", "surat-dinas")]
    assert taken == ["SD/001/2024", "SD/002/2024"]
    assert said("nomor", "lihat", "--jenis", "dinas").count("SD/") == 2
    found = CliRunner().invoke(cli, ["periksa", "sop_catalog/contoh/kantor.yaml"], prog_name="doctool")
    assert 'K03 peringatan: penomoran jenis "undagan" tidak dipakai surat mana pun' in found.stdout
    assert 'maksudnya "undangan"?' in found.stdout
    assert found.stdout.count("K03") == 1


def test_the_commands_of_the_guide_work_as_they_stand() -> None:
    guide = (EXAMPLE.parents[2] / "docs" / "panduan.md").read_text(encoding="utf-8")
    chapter = guide[guide.index("### 3.2 Mengambil nomor") : guide.index("### 3.5 Mencetak buku")]
    written = [line.strip() for line in chapter.splitlines() if line.startswith("    doctool surat masuk ")]
    written += re.findall(r"`(doctool surat nomor (?:ambil|pesan)[^`]*)`", chapter)
    assert len(written) == 9
    said("nomor", "mulai", "120")
    said("nomor", "pesan", "-n", "5", "--hal", "Data")
    for command in written:
        result = run(*shlex.split(command)[2:])
        assert result.exit_code == ExitCode.OK, (command, result.stderr)
