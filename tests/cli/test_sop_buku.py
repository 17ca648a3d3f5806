"""`doctool sop buku` and `doctool baru buku` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from doctool.cli.main import cli
from doctool.convert import libreoffice
from doctool.errors import ExitCode
from tests.book.case import BUKU, make
from tests.letters.office import write
from tests.write.docx_text import paragraphs

MADE = Path("output/buku-sop/kab-contoh/buku.docx")


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(cli, list(words), prog_name="doctool")
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(libreoffice, "find_soffice", lambda: None)
    return tmp_path


def test_without_libreoffice_the_docx_is_made_and_the_exit_code_says_so(place: Path) -> None:
    result = run("sop", "buku", "kab-contoh", "--tahun", "2026", code=ExitCode.OUTSIDE_PROGRAM)
    assert "PDF tidak dibuat" in result.output
    assert "kab-contoh/dicabut sudah dicabut, jadi tidak ikut" in result.output
    assert "belum diisi: nomor keputusan" in result.output
    assert "buat dengan: doctool baru buku" in result.output
    said = [one for _, one in paragraphs((place / MADE).read_bytes())]
    assert "TAHUN 2026" in said
    assert any(one.startswith("SOP-10 — Pelayanan kesepuluh\t") for one in said)
    assert not any("Pelayanan dicabut" in one for one in said)


def test_json_says_what_is_in_the_book_and_where(place: Path) -> None:
    result = run("sop", "buku", "kab-contoh", "--format", "docx", "--json", code=ExitCode.OUTSIDE_PROGRAM)
    told = json.loads(result.stdout)
    assert [one["nomor"] for one in told["sop"]] == ["SOP-7", "SOP-10", "SOP-12", ""]
    assert [one["halaman"] for one in told["sop"]] == [1, 4, 7, 10]
    assert told["dilewati"] == {"kab-contoh/dicabut": "sudah dicabut"}
    assert [Path(one).name for one in told["berkas"]] == ["buku.docx"]


def test_a_dry_run_names_the_files_and_writes_none(place: Path) -> None:
    result = run("sop", "buku", "kab-contoh", "--dry-run")
    assert str(MADE) in result.output
    assert str(MADE.with_suffix(".pdf")) in result.output
    assert not (place / "output").exists()


def test_which_office_has_the_book(place: Path) -> None:
    assert "sebut kantornya dengan --kantor" in run("sop", "buku", code=ExitCode.USAGE).output
    result = run("sop", "buku", "kab-contoh", "kota-contoh", "--dry-run", code=ExitCode.USAGE)
    assert "sebut yang punya buku ini dengan --kantor" in result.output
    several = ("sop", "buku", "kab-contoh", "kota-contoh", "--kantor", "kota-contoh", "--dry-run", "--json")
    told = json.loads(run(*several).stdout)
    assert told["buku"] == "kota-contoh/buku-sop/buku"
    assert len(told["sop"]) == 5
    assert "tidak ada SOP" in run("sop", "buku", "kab-contoh/tiada", code=ExitCode.USAGE).output


def test_only_what_is_disahkan(place: Path) -> None:
    told = json.loads(run("sop", "buku", "kab-contoh", "--hanya-disahkan", "--dry-run", "--json").stdout)
    assert [one["alamat"] for one in told["sop"]] == ["kab-contoh/kesepuluh"]
    assert told["dilewati"]["kab-contoh/ketujuh"] == "belum disahkan"


def test_a_book_that_would_lack_a_sheet_is_not_made(place: Path) -> None:
    path = place / "sop_catalog/kab-contoh/sop/kesepuluh.yaml"
    path.write_text(path.read_text("utf-8").replace("nomor_sop: \"SOP-10\"\n", ""), "utf-8", newline="\n")
    result = run("sop", "buku", "kab-contoh", code=ExitCode.FINDINGS)
    assert "berstatus disahkan tetapi masih ada galat: kab-contoh/kesepuluh" in result.output
    assert not (place / MADE).exists()
    write(path, "status: disahkan\nnomer: 1\n")
    result = run("sop", "buku", "kab-contoh", code=ExitCode.FINDINGS)
    assert "kesepuluh.yaml" in result.output
    assert not (place / MADE).exists()


def test_what_a_person_changed_is_left_alone(place: Path) -> None:
    run("sop", "buku", "kab-contoh", code=ExitCode.OUTSIDE_PROGRAM)
    (place / MADE).write_bytes(b"diubah orang")
    assert "tidak ditimpa" in run("sop", "buku", "kab-contoh", code=ExitCode.PARTIAL).output
    assert (place / MADE).read_bytes() == b"diubah orang"


def test_the_file_of_a_new_book_is_clean_and_prints_empty_places(place: Path) -> None:
    run("baru", "buku", "--kantor", "kab-contoh")
    assert (place / "skema/buku.schema.json").is_file()
    assert "Tidak ada temuan" in run("periksa", str(BUKU)).output
    before = (place / BUKU).read_bytes()
    refused = run("baru", "buku", "--kantor", "kab-contoh", code=ExitCode.USAGE).output
    assert "sudah ada" in refused
    assert "--nama" in refused
    another = run("baru", "buku", "--kantor", "kab-contoh", "--nama", "jilid-2").output
    assert "doctool sop buku kab-contoh --buku jilid-2" in another
    assert (place / BUKU).read_bytes() == before
    result = run("sop", "buku", "kab-contoh", code=ExitCode.OUTSIDE_PROGRAM)
    assert "lengkapi berkas itu" in result.output
    said = [one for _, one in paragraphs((place / MADE).read_bytes())]
    assert not any("2026" in one and "NOMOR" in one for one in said)


def test_another_book_of_the_office_has_its_own_file_and_result(place: Path) -> None:
    write(place / BUKU.with_name("jilid-1.yaml"), "judul: Buku Pertama\nisi: [ketujuh]\n")
    result = run("sop", "buku", "kab-contoh", "--buku", "jilid-1", code=ExitCode.OUTSIDE_PROGRAM)
    assert "B21" in result.output
    said = [one for _, one in paragraphs((place / MADE.with_name("jilid-1.docx")).read_bytes())]
    assert "BUKU PERTAMA" in said
    assert "tidak dapat menjadi nama buku" in run("sop", "buku", "--buku", "../x", code=ExitCode.USAGE).output


def test_periksa_names_what_is_wrong_in_a_book_with_its_place(place: Path) -> None:
    write(place / BUKU, "judul: A\nisi:\n  - ketujuh\n  - tiada\n")
    result = run("periksa", code=ExitCode.FINDINGS)
    assert "buku.yaml:4:5" in result.output
    assert 'tidak ada SOP "tiada"' in result.output
