"""`doctool surat JENIS DATA` and `doctool baru surat`: what is made, numbered, shown and told."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from docx import Document
from openpyxl import Workbook
from pypdf import PdfReader

import doctool.letters.render
from doctool.catalog.schema import json_schema
from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ContentError, ExitCode
from doctool.letters.text import text_of
from doctool.model.surat import NASKAH
from tests.letters.office import NOTA, make_workspace, write

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
OUT = Path("output/surat/kab-contoh")
SURAT = "data/kab-contoh/surat"
TABLE = """\
Yth;Tanggal;Hal;Isi;Pejabat;Nomor
Kepala Bidang A;5 Januari 2026;Permintaan Data;Isi A;kadis;
Kepala Bidang B;5 Januari 2026;;Isi B;kadis;
Kepala Bidang C;6 Januari 2026;Permintaan Data;Isi C;kadis;
"""


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


def make(*args: str) -> Result:
    return run("surat", *args, "--format", "docx", "--tanggal", "2026-01-05")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One office, as the current folder, with a nota dinas."""
    make_workspace(tmp_path)
    write(tmp_path / SURAT / "nota.yaml", NOTA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path = OUT) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def text(name: str) -> str:
    return text_of((OUT / name).read_bytes())


def test_a_letter_is_made(workspace: Path) -> None:
    result = make("nota-dinas", f"{SURAT}/nota.yaml")
    assert (result.exit_code, result.stdout) == (0, f"{OUT / 'nota.docx'}\n")
    assert "1 surat dibuat." in result.stderr
    printed = text("nota.docx")
    for words in ("NOTA DINAS", "Kepala Bidang", "5 Januari 2026", "Permintaan Data", "Isi nota dinas.", "Budi Contoh"):
        assert words in printed


def test_a_fault_is_told_by_its_place_alone(workspace: Path) -> None:
    write(workspace / SURAT / "nota.yaml", NOTA.replace("tanggal: ", "tanggal: 31 Februari 2026 #"))
    said = make("nota-dinas", f"{SURAT}/nota.yaml").stderr
    assert said.startswith(f"Galat: {SURAT}/nota.yaml:")
    assert said.count("nota") == 1


@needs_libreoffice
def test_a_pdf_of_each_letter() -> None:
    result = run("surat", "nota-dinas", f"{SURAT}/nota.yaml")
    assert result.exit_code == 0, result.stderr
    assert names() == ["nota.docx", "nota.pdf"]
    assert "NOTA DINAS" in PdfReader(BytesIO((OUT / "nota.pdf").read_bytes())).pages[0].extract_text()


def test_pdf_without_libreoffice_is_its_own_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", "/tidak/ada/soffice")
    result = run("surat", "nota-dinas", f"{SURAT}/nota.yaml")
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert "LibreOffice tidak ditemukan" in result.stderr
    assert names() == ["nota.docx"]


def test_each_row_of_a_table_is_a_letter_and_a_bad_one_costs_only_itself() -> None:
    write(Path(SURAT) / "edaran.csv", TABLE)
    result = make("nota-dinas", f"{SURAT}/edaran.csv")
    assert result.exit_code == ExitCode.PARTIAL
    assert names() == ["edaran-01.docx", "edaran-03.docx"]
    assert 'edaran.csv:C3: "hal" belum diisi' in result.stderr
    assert "2 surat dibuat, 1 tidak" in result.stderr
    assert "Isi C" in text("edaran-03.docx")


def test_a_letter_with_an_error_is_not_made_and_one_with_a_warning_is() -> None:
    write(Path(SURAT) / "salah.yaml", NOTA.replace("5 Januari 2026", "Selasa, 5 Januari 2026"))
    result = make("nota-dinas", f"{SURAT}/salah.yaml")
    assert (result.exit_code, names()) == (ExitCode.FINDINGS, [])
    assert f"{SURAT}/salah.yaml:2:10: hari dan tanggalnya tidak cocok" in result.stderr
    write(Path(SURAT) / "titik.yaml", NOTA.replace("Permintaan Data", "Permintaan Data."))
    result = make("nota-dinas", f"{SURAT}/titik.yaml")
    assert (result.exit_code, names()) == (0, ["titik.docx"])
    assert "N06 peringatan" in result.stderr


def test_preview_shows_the_first_letter_and_writes_nothing() -> None:
    write(Path(SURAT) / "edaran.csv", TABLE.replace(";;Isi B", ";Data;Isi B"))
    result = run("surat", "nota-dinas", f"{SURAT}/edaran.csv", "--pratinjau")
    assert result.exit_code == 0
    assert "Isi A" in result.stdout
    assert "Isi B" not in result.stdout
    assert "surat pertama dari 3; tidak ada yang ditulis" in result.stderr
    assert not Path("output").exists()


def test_a_folder_gives_its_letters_of_that_kind() -> None:
    write(Path(SURAT) / "rapat.yaml", NOTA.replace("jenis: nota-dinas", "jenis: dinas"))
    assert make("nota-dinas", "data").exit_code == 0
    assert names() == ["nota.docx"]
    assert make("semua").exit_code == 0
    assert names() == ["nota.docx", "rapat.docx"]
    result = make("notula", "data")
    assert result.exit_code == ExitCode.USAGE
    assert "tidak ada surat berjenis notula" in result.stderr


def test_the_number_is_that_of_the_option_else_of_the_data_else_an_empty_place() -> None:
    write(Path(SURAT) / "nota.yaml", NOTA + "nomor: 400.12/7/DUK/2026\n")
    make("nota-dinas", f"{SURAT}/nota.yaml")
    assert "400.12/7/DUK/2026" in text("nota.docx")
    make("nota-dinas", f"{SURAT}/nota.yaml", "--nomor", "470/1/DUK/2026")
    assert "470/1/DUK/2026" in text("nota.docx")
    write(Path(SURAT) / "edaran.csv", TABLE)
    result = make("nota-dinas", f"{SURAT}/edaran.csv", "--nomor", "1")
    assert result.exit_code == ExitCode.USAGE
    assert "--nomor hanya untuk satu surat" in result.stderr


def begin_book() -> None:
    """Begin the office's book at 413."""
    result = run("surat", "nomor", "mulai", "413", "--tahun", "2026")
    assert result.exit_code == 0, result.stderr


def test_an_office_with_a_book_numbers_its_letters_once_each() -> None:
    begin_book()
    write(Path(SURAT) / "edaran.csv", TABLE)
    assert json.loads(make("semua", "--dry-run", "--json").stdout)["surat"][0]["nomor"] == "400.12/413/DUK/2026"
    assert make("nota-dinas", f"{SURAT}/nota.yaml").exit_code == 0
    assert "400.12/413/DUK/2026" in text("nota.docx")
    make("nota-dinas", f"{SURAT}/edaran.csv")
    assert "400.12/414/DUK/2026" in text("edaran-01.docx")
    assert "400.12/415/DUK/2026" in text("edaran-03.docx")
    before = text("edaran-03.docx")
    make("nota-dinas", f"{SURAT}/nota.yaml", f"{SURAT}/edaran.csv")
    assert (text("edaran-03.docx"), "413" in text("nota.docx")) == (before, True)


def test_a_letter_signed_for_another_takes_its_number_too() -> None:
    write(Path(SURAT) / "nota.yaml", NOTA.replace("penandatangan: kadis", """\
penandatangan: {pejabat: sekretaris, awalan: a.n., atas_nama: kadis}"""))
    run("surat", "nomor", "mulai", "7", "--tahun", "2026")
    result = make("nota-dinas", f"{SURAT}/nota.yaml")
    assert (result.exit_code, OUT.joinpath("nota.docx").exists()) == (0, True), result.stderr
    assert "a.n." in text("nota.docx")
    shown = run("surat", "nomor", "lihat", "7", "--json").stdout
    assert json.loads(shown)["nomor"][0]["penandatangan"] == "Sekretaris"
    assert "tidak ada temuan" in run("periksa", f"{SURAT}/nota.yaml").stderr.lower()


def test_a_backdated_letter_takes_a_marked_insertion_where_asked() -> None:
    run("surat", "nomor", "ambil", "--hal", "A", "--tanggal", "4 Januari 2026")
    run("surat", "nomor", "ambil", "--hal", "B", "--tanggal", "09/01/2026")
    refused = make("nota-dinas", f"{SURAT}/nota.yaml")
    assert (refused.exit_code, OUT.exists()) == (ExitCode.PARTIAL, False)
    assert "pakai --sisipan untuk nomor sisipan" in refused.stderr
    assert "400.12/001.a/DUK/2026" in make("nota-dinas", f"{SURAT}/nota.yaml", "--sisipan").stderr
    assert "400.12/001.a/DUK/2026" in make("nota-dinas", f"{SURAT}/nota.yaml").stderr
    assert "bukan tanggal" in run("surat", "nomor", "ambil", "--tanggal", "31 Februari 2026").stderr


def test_a_row_put_in_above_takes_no_number_of_another() -> None:
    begin_book()
    rows = TABLE.splitlines(keepends=True)
    write(Path(SURAT) / "edaran.csv", "".join([rows[0], rows[1], rows[1], rows[3]]))
    make("nota-dinas", f"{SURAT}/edaran.csv")
    assert [f"/{number}/" in text(f"edaran-0{at}.docx") for at, number in ((1, 413), (2, 414), (3, 415))] == [True] * 3
    new = "Kepala Bidang Baru;6 Januari 2026;Data Lain;Isi;kadis;\n"
    write(Path(SURAT) / "edaran.csv", "".join([rows[0], new, rows[1], rows[1], rows[3]]))
    make("nota-dinas", f"{SURAT}/edaran.csv")
    assert "/416/" in text("edaran-01.docx")
    assert "/415/" in text("edaran-04.docx")


def test_a_letter_that_is_not_made_takes_no_number() -> None:
    begin_book()
    make("nota-dinas", f"{SURAT}/nota.yaml")
    (OUT / "lain.docx").write_bytes(b"diubah orang")
    write(Path(SURAT) / "lain.yaml", NOTA)
    write(Path(SURAT) / "salah.yaml", NOTA.replace("kadis", "kdis"))
    assert make("nota-dinas", f"{SURAT}/lain.yaml", f"{SURAT}/salah.yaml").exit_code != 0
    write(Path(SURAT) / "baik.yaml", NOTA)
    make("nota-dinas", f"{SURAT}/baik.yaml")
    assert "/414/" in text("baik.docx")


def test_a_file_changed_by_hand_is_kept_without_timpa() -> None:
    make("nota-dinas", f"{SURAT}/nota.yaml")
    (OUT / "nota.docx").write_bytes(b"diubah orang")
    result = make("nota-dinas", f"{SURAT}/nota.yaml")
    assert result.exit_code == ExitCode.PARTIAL
    assert "diubah atau dibuat orang" in result.stderr
    assert (OUT / "nota.docx").read_bytes() == b"diubah orang"
    assert make("nota-dinas", f"{SURAT}/nota.yaml", "--timpa").exit_code == 0
    assert "NOTA DINAS" in text("nota.docx")


def test_two_letters_never_go_to_one_file() -> None:
    write(Path("data/kab-contoh/lain/surat/Nota.yaml"), NOTA.replace("Isi nota", "Isi lain"))
    result = make("semua")
    assert result.exit_code == ExitCode.PARTIAL
    assert "nama berkasnya sama" in result.stderr
    assert len(names()) == 1


def test_dry_run_writes_nothing() -> None:
    result = make("semua", "--dry-run")
    assert result.stdout == f"baru    {OUT / 'nota.docx'}\n"
    assert not Path("output").exists()


INVITED = """\
Yth;Tanggal;Hal;Pembuka;Hari/Tanggal Acara;Pukul;Tempat;Acara;Pejabat
Camat A;5 Januari 2026;Undangan Rapat;Mohon hadir:;Senin, 12 Januari 2026;09.00 WIB;Aula;Rapat;kadis
Bapak Camat B;5 Januari 2026;Undangan Rapat.;Mohon hadir:;Selasa, 12 Januari 2026;09.00 WIB;Aula;Rapat;kadis
Camat C;31 Februari 2026;Undangan Rapat;Mohon hadir:;;09.00 WIB;Aula;Rapat;kapala
"""


def test_a_table_is_checked_and_its_kind_told_by_its_headings(workspace: Path) -> None:
    write(workspace / "daftar.csv", INVITED)
    result = run("periksa", "daftar.csv")
    assert result.exit_code == ExitCode.FINDINGS
    found = [" ".join(line.split()[:3]) for line in result.stdout.splitlines()]
    assert found == [
        "daftar.csv:A3: N10 peringatan:", "daftar.csv:C3: N06 peringatan:", "daftar.csv:E3: N04 galat:",
        "daftar.csv:B4: N03 galat:", "daftar.csv:E4: N18 galat:", "daftar.csv:I4: N01 galat:",
    ]
    assert "4 galat, 2 peringatan dalam 1 berkas." in result.stderr
    book = Workbook()
    book.active.title = "Surat"
    for number, line in enumerate(["DAFTAR UNDANGAN", *INVITED.splitlines()[:2]], 1):
        for column, text in enumerate(line.split(";"), 1):
            book.active.cell(number, column, text)
    book.active["J2"] = "Warna map"
    book.save("daftar.xlsx")
    result = run("periksa", "daftar.xlsx", "--ketat")
    assert result.exit_code == ExitCode.FINDINGS
    assert result.stdout.startswith('daftar.xlsx:Surat!J2: D19 peringatan: kolom ini tidak dikenal: "Warna map"')
    book.active["J2"] = None
    book.active["A3"] = "=1/0"
    book.save("daftar.xlsx")
    assert run("periksa", "daftar.xlsx").stdout.startswith("daftar.xlsx:Surat!A3: D18 galat:")


def test_a_table_whose_headings_fit_several_kinds_is_asked_for() -> None:
    write(Path("nota.csv"), TABLE)
    result = run("periksa", "nota.csv")
    assert result.exit_code == ExitCode.FINDINGS
    assert "D16 galat: jenis surat dalam tabel ini tidak jelas — judul kolomnya cocok untuk dinas, nota-dinas" in (
        result.stdout
    )
    assert run("periksa", "nota.csv", "--jenis", "nota-dinas").stdout.startswith("nota.csv:C3: ")
    write(Path("lain.csv"), "a;b\n1;2\n")
    assert "D17 galat: judul kolom tidak ditemukan" in run("periksa", "lain.csv").stdout
    assert 'maksudnya "nota-dinas"?' in run("periksa", "nota.csv", "--jenis", "nota_dinas").stderr
    write(Path("nota.csv"), TABLE.replace("Yth;", "Yth;Dari;").replace("\nKepala Bidang ", "\nKepala;Sekretaris "))
    assert "D16" not in run("periksa", "nota.csv").stdout


def test_json_tells_all() -> None:
    write(Path(SURAT) / "salah.yaml", "jenis: nota-dinas\n")
    result: dict[str, Any] = json.loads(make("semua", "--json").stdout)
    assert (result["jadi"], result["gagal"]) == (1, 1)
    assert {one["hasil"] for one in result["surat"]} == {"jadi", "gagal"}
    assert result["surat"][1]["temuan"][0]["kode"] == "D02"


def test_a_template_that_fails_costs_only_its_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    real = doctool.letters.render.Renderer.render

    def broken(self: Any, loaded: Any, **options: Any) -> bytes:
        if loaded.nama == "nota":
            raise ContentError("templat salah", hint="perbaiki")
        return real(self, loaded, **options)

    monkeypatch.setattr(doctool.letters.render.Renderer, "render", broken)
    write(Path(SURAT) / "lain.yaml", NOTA)
    result = make("semua")
    assert (result.exit_code, names()) == (ExitCode.PARTIAL, ["lain.docx"])
    assert "kab-contoh/nota: templat salah" in result.stderr


@pytest.mark.parametrize("kind", NASKAH)
def test_the_example_of_each_kind_works_as_it_is(kind: str, workspace: Path) -> None:
    result = run("baru", "surat", kind)
    assert result.exit_code == 0, result.stderr
    path = workspace / SURAT / f"{kind}.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    schema = json.loads((path.parent / first.partition("=")[2]).read_text(encoding="utf-8"))
    jsonschema.validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader), schema)  # noqa: S506
    checked = run("periksa", str(path), "--ketat")
    assert (checked.exit_code, checked.stdout) == (0, ""), checked.stdout
    assert make(kind, str(path)).exit_code == 0
    assert Document(str(OUT / f"{kind}.docx")).element.body is not None
    assert "contoh" in text(f"{kind}.docx").lower()


def test_an_example_is_not_written_over() -> None:
    run("baru", "surat", "notula")
    write(Path(SURAT) / "notula.yaml", "milik saya")
    result = run("baru", "surat", "notula")
    assert result.exit_code == ExitCode.USAGE
    assert Path(SURAT, "notula.yaml").read_text(encoding="utf-8") == "milik saya"


def test_an_example_needs_to_know_its_office(workspace: Path) -> None:
    make_workspace(workspace / "lain", "kab-a", "kab-b")
    (workspace / "lain/sop_catalog/kab-a").rename(workspace / "sop_catalog/kab-a")
    result = run("baru", "surat", "dinas")
    assert result.exit_code == ExitCode.USAGE
    assert "kab-a, kab-contoh" in result.stderr
    assert run("baru", "surat", "dinas", "--kantor", "kab-a").exit_code == 0
    assert Path("data/kab-a/surat/dinas.yaml").exists()


REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((REPOSITORY / "data").glob("*/surat/*.yaml"))


def test_each_office_of_the_repository_has_all_seven_kinds() -> None:
    found: dict[str, set[str]] = {}
    for path in EXAMPLES:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
        found.setdefault(path.parts[-3], set()).add(data["jenis"])
        jsonschema.validate(data, json_schema(data["jenis"]))
        assert "CONTOH" in path.read_text(encoding="utf-8").splitlines()[1]
    assert sorted(found) == ["kab-semarang", "kota-medan", "kota-probolinggo", "kota-sibolga"]
    assert all(kinds == set(NASKAH) for kinds in found.values())


def test_the_letters_of_the_repository_have_no_findings_and_are_made(tmp_path: Path) -> None:
    folder = str(REPOSITORY / "data")
    letters = sorted(str(one) for one in (REPOSITORY / "data").glob("*/surat"))
    checked = run("periksa", *letters, "--ketat")
    assert len(letters) == 4
    assert (checked.exit_code, checked.stdout) == (0, "")
    result = run("surat", "semua", folder, "--format", "docx", "-o", str(tmp_path / "hasil"))
    assert result.exit_code == 0, result.stderr
    assert len(list(tmp_path.glob("hasil/surat/*/*.docx"))) == len(EXAMPLES)
