"""The lembar disposisi of a letter in the buku agenda masuk: what the book fills, what it says otherwise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.letters.text import text_of
from tests.letters.office import make_workspace, write

OUT = Path("output/surat/kab-contoh")
SHEET = """\
jenis: disposisi
nomor_agenda: "1"
diteruskan: [Sekretaris, Kabid PIAK]
penandatangan: kadis
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["surat", *args], prog_name="doctool")


def sheet(*args: str) -> Result:
    return run("disposisi", *args, "--format", "docx", "--tanggal", "2026-01-20")


def check(path: str) -> Result:
    return CliRunner().invoke(cli, ["periksa", path, "--tanggal", "2026-01-20"], prog_name="doctool")


def lines(name: str) -> list[str]:
    return text_of((OUT / name).read_bytes()).split("\n")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office that has recorded one letter and given a disposisi on it."""
    make_workspace(tmp_path)
    write(tmp_path / "lembar.yaml", SHEET)
    monkeypatch.chdir(tmp_path)
    about = ("--asal", "Bappeda", "--nomor", "050/1", "--hal", "Permintaan data", "--sifat", "segera")
    assert run("masuk", "catat", *about, "--tanggal", "2026-01-12", "--tanggal-surat", "2026-01-09").exit_code == 0
    return tmp_path


def dispose(*args: str) -> None:
    given = run("masuk", "disposisi", "1", "--tanggal", "2026-01-13", "--tahun", "2026", *args)
    assert given.exit_code == 0, given.stderr


def test_the_book_fills_what_the_sheet_leaves_out() -> None:
    assert sheet("lembar.yaml").exit_code == 0
    printed = "\n".join(lines("lembar.docx"))
    for words in (
        "Surat dari : Bappeda", "No. Surat : 050/1", "Tgl. Surat : 9 Januari 2026", "Diterima Tgl. : 12 Januari 2026",
        "No. Agenda : 1", "☑ Segera", "Hal : Permintaan data", "☐ Sekretaris",
    ):
        assert words in printed
    assert check("lembar.yaml").stderr.startswith("Tidak ada temuan")


def test_a_disposisi_recorded_in_the_book_is_on_the_sheet() -> None:
    dispose("--kepada", "sekretaris", "--kepada", "Kasubbag Umum", "--isi", "Tindak lanjuti", "--batas", "2026-01-20")
    dispose("--kepada", "Kabid PIAK", "--isi", "proses lebih lanjut")
    assert sheet("lembar.yaml").exit_code == 0
    found = lines("lembar.docx")
    [receivers] = [line for line in found if line.startswith("Diteruskan")]
    assert "☑ Sekretaris / ☑ Kabid PIAK / ☑ Kasubbag Umum" in receivers
    assert "☑ Proses lebih lanjut" in receivers
    [note] = [line for line in found if "Tindak" in line]
    assert note == "sekretaris dan Kasubbag Umum: Tindak lanjuti (paling lambat 20 Januari 2026)"
    assert "proses lebih lanjut" not in found


def test_one_disposisi_for_all_is_said_once_and_not_where_the_sheet_says_it() -> None:
    dispose("--kepada", "Sekretaris", "--kepada", "Kabid PIAK", "--isi", "Tindak lanjuti")
    sheet("lembar.yaml")
    assert lines("lembar.docx").count("Tindak lanjuti") == 1
    write(Path("catatan.yaml"), SHEET + "catatan: Mohon tindak lanjuti segera\n")
    sheet("catatan.yaml")
    assert [line for line in lines("catatan.docx") if "lanjuti" in line] == ["Mohon tindak lanjuti segera"]


def test_what_the_sheet_says_otherwise_is_told_and_printed_as_the_sheet_says() -> None:
    write(Path("lain.yaml"), SHEET + "surat_dari: BAPPEDA\nhal: Undangan\ntanggal_surat: 8 Januari 2026\n")
    result = sheet("lain.yaml")
    assert result.exit_code == 0
    assert 'lain.yaml:6:6: D20 peringatan: hal berbeda dari buku agenda masuk, yang mencatat "Permintaan data"' in (
        result.stderr
    )
    assert 'yang mencatat "9 Januari 2026"' in result.stderr
    assert "surat_dari" not in result.stderr
    assert "Hal : Undangan" in lines("lain.docx")
    assert check("lain.yaml").stdout.count("D20 peringatan") == 2


def test_a_sheet_by_its_no_agenda_alone() -> None:
    assert "pejabat yang ada: kadis, sekretaris" in sheet("--agenda", "1").stderr
    assert 'pejabat "kapala" tidak ada' in sheet("--agenda", "1", "--penandatangan", "kapala").stderr
    result = sheet("--agenda", "1", "--agenda", "9", "--penandatangan", "kadis")
    assert result.exit_code == ExitCode.PARTIAL
    assert result.stdout.strip() == str(OUT / "disposisi-2026-001.docx")
    assert "No. Agenda 9 tahun 2026 tidak ada di buku agenda masuk" in result.stderr
    printed = "\n".join(lines("disposisi-2026-001.docx"))
    assert "Surat dari : Bappeda" in printed
    assert "☐ Sekretaris" in printed
    assert "Budi Contoh" in printed
    assert "DATA belum disebut" in sheet().stderr
    assert "hanya untuk tanpa DATA" in sheet("lembar.yaml", "--kantor", "kab-contoh").stderr


def test_who_gave_the_disposisi_signs_its_sheet() -> None:
    dispose("--dari", "kepala dinas", "--kepada", "Sekretaris", "--isi", "Tindak lanjuti")
    assert sheet("--agenda", "1").exit_code == 0
    assert "Budi Contoh" in "\n".join(lines("disposisi-2026-001.docx"))


def test_a_no_agenda_that_is_not_in_the_book_is_told_before_all_else() -> None:
    result = sheet("--agenda", "99")
    assert result.exit_code == ExitCode.FINDINGS
    assert "No. Agenda 99 tahun 2026 tidak ada di buku agenda masuk" in result.stderr
    assert "--penandatangan" not in result.stderr


def test_one_form_for_many_letters() -> None:
    run("masuk", "catat", "--asal", "Camat", "--tanggal", "2026-01-13")
    write(Path("lembar.yaml"), SHEET.replace('nomor_agenda: "1"\n', ""))
    assert sheet("lembar.yaml", "--agenda", "1", "--agenda", "2").exit_code == 0
    assert "Surat dari : Bappeda" in "\n".join(lines("lembar-2026-001.docx"))
    assert "Surat dari : Camat" in "\n".join(lines("lembar-2026-002.docx"))
    write(Path("lembar.yaml"), SHEET)
    assert "datanya menyebut nomor_agenda 1" in sheet("lembar.yaml", "--agenda", "2").stderr
    text = run("disposisi", "lembar.yaml", "--agenda", "1", "--tahun", "2026", "--pratinjau", "--json").stdout
    assert "Surat dari : Bappeda" in json.loads(text)["pratinjau"]


def test_a_letter_that_is_batal_gets_no_sheet() -> None:
    run("masuk", "batal", "1", "--tahun", "2026", "--alasan", "salah alamat")
    result = sheet("lembar.yaml")
    assert result.exit_code == ExitCode.FINDINGS
    assert "surat No. Agenda 1 tahun 2026 sudah batal: salah alamat" in result.stderr
    assert not OUT.exists()


def test_numbers_that_the_book_does_not_have() -> None:
    write(Path("lain.yaml"), SHEET.replace('"1"', '"77"'))
    result = sheet("lain.yaml")
    assert result.exit_code == 0
    assert "D21 peringatan: No. Agenda 77 tahun 2026 tidak ada di buku agenda masuk" in result.stderr
    for number in ("TU-1", "1/2025", "1/2030"):
        write(Path("lain.yaml"), SHEET.replace('"1"', f'"{number}"'))
        result = sheet("lain.yaml")
        assert (result.exit_code, "D2" in result.stderr) == (0, False)
        assert "Surat dari :" in "\n".join(lines("lain.docx"))
        assert "Bappeda" not in "\n".join(lines("lain.docx"))


def test_an_office_without_a_book_is_told_nothing(tmp_path: Path) -> None:
    Path("data/kab-contoh/agenda.sqlite").unlink()
    assert sheet("lembar.yaml").stderr == "1 surat dibuat.\n"
    assert not Path("data/kab-contoh/agenda.sqlite").exists()
