"""`doctool templat` and `--untuk srikandi`: what is checked, listed, written and told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from docx import Document

from doctool.cli.main import cli
from doctool.errors import ExitCode
from doctool.letters.templates import own_template
from doctool.letters.text import text_of
from tests.letters.office import NOTA, make_workspace, write

FOLDER = Path("templates/docx")
SURAT = "data/kab-contoh/surat"
OUT = Path("output/surat/kab-contoh")
NUMBERED = ["dinas", "nota-dinas", "pengantar", "undangan"]


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, list(args), prog_name="doctool")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One office, as the current folder, with a nota dinas."""
    make_workspace(tmp_path)
    write(tmp_path / SURAT / "nota.yaml", NOTA)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def template(name: str, change: Callable[[Any], None], folder: Path = FOLDER) -> Path:
    """doctool's own nota dinas with `change`, as `name` among the office's templates."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(own_template("nota-dinas"))
    document = Document(str(path))
    change(document)
    document.save(str(path))
    return path


def adding(*texts: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        for text in texts:
            document.add_paragraph(text)

    return change


def test_an_office_without_templates_uses_doctools_own() -> None:
    result = run("templat", "periksa")
    assert result.exit_code == ExitCode.OK
    assert "templat bawaan" in result.stderr
    assert result.stdout == ""


def test_findings_on_one_line_each_with_place_text_and_hint() -> None:
    path = template("nota-dinas.docx", adding("Perihal {{ hall }} ini", "{% if hal %}"))
    result = run("templat", "periksa", "--no-color")
    assert result.exit_code == ExitCode.FINDINGS
    unknown, opened = result.stdout.splitlines()
    count = len(Document(str(path)).paragraphs)
    assert unknown == (
        f'templates/docx/nota-dinas.docx: badan, alinea {count - 1}: W02 galat: nama "hall" tidak dikenal: '
        '"Perihal {{ hall }} ini" — barangkali "hal"'
    )
    assert f"badan, alinea {count}: W06 galat" in opened
    assert "2 galat, 0 peringatan dalam 1 berkas." in result.stderr


def test_a_name_like_no_other_is_looked_up_for_its_kind() -> None:
    template("nota-dinas.docx", adding("{{ qwertyuiop }}"))
    told = run("templat", "periksa").stdout
    assert "nama yang ada: doctool templat daftar nota-dinas" in told
    assert "JENIS" not in told


def test_json_and_github_carry_the_place() -> None:
    template("nota-dinas.docx", adding("{{ hall }}"))
    made = json.loads(run("templat", "periksa", "--json").stdout)
    assert (made["berkas"], made["galat"]) == (1, 1)
    (finding,) = made["temuan"]
    assert finding["tempat"].startswith("badan, alinea ")
    assert (finding["kode"], finding["berkas"]) == ("W02", "templates/docx/nota-dinas.docx")
    line = run("templat", "periksa", "--format", "github").stdout
    assert line.startswith("::error file=templates/docx/nota-dinas.docx,title=W02::badan, alinea ")


def test_warnings_count_with_ketat_only() -> None:
    template("nota-dinas.docx", adding("{{ hal|default(“-”) }}"))
    assert run("templat", "periksa").exit_code == ExitCode.OK
    assert run("templat", "periksa", "--ketat").exit_code == ExitCode.FINDINGS


def test_the_kind_by_name_or_by_option() -> None:
    path = template("konsep.docx", adding("{{ kiriman[0].naskah }}"), Path())
    refused = run("templat", "periksa", str(path))
    assert refused.exit_code == ExitCode.USAGE
    assert "--jenis" in refused.stderr
    assert run("templat", "periksa", str(path), "--jenis", "nota-dinas").exit_code == ExitCode.FINDINGS
    lost = run("templat", "periksa", "tiada.docx")
    assert lost.exit_code == ExitCode.USAGE
    assert '"tiada.docx" tidak ada' in lost.stderr


def test_the_template_of_reports_is_no_letter() -> None:
    template("nota-dinas.docx", adding())
    template("laporan.docx", adding("{{ apa pun }}"))
    result = run("templat", "periksa", "--ketat")
    assert result.exit_code == ExitCode.OK
    assert "laporan.docx" not in result.stdout


def test_files_that_no_letter_uses_are_told() -> None:
    template("Nota Dinas.docx", adding())
    (FOLDER / "dinas.doc").write_bytes(b"lama")
    (FOLDER / "~$ta.docx").write_bytes(b"kunci Word")
    result = run("templat", "periksa")
    first, second = result.stdout.splitlines()
    assert "Nota Dinas.docx: W18 peringatan" in first
    assert 'barangkali "nota-dinas.docx"' in first
    assert "dinas.doc: W18 peringatan" in second
    assert "Save As" in second


def test_an_old_word_file_under_a_new_name() -> None:
    FOLDER.mkdir(parents=True)
    (FOLDER / "dinas.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    result = run("templat", "periksa")
    assert result.exit_code == ExitCode.FINDINGS
    assert "W16 galat: berkas ini Word lama (.doc)" in result.stdout


def test_list_of_templates() -> None:
    template("nota-dinas.docx", adding("{{ hall }}"))
    (FOLDER / "notula.docx").write_bytes(own_template("notula"))
    result = run("templat", "daftar")
    rows = {line.split()[0]: line for line in result.stdout.splitlines()}
    assert list(rows) == [
        "dinas", "nota-dinas", "pengantar", "undangan", "disposisi", "daftar-hadir", "notula", "form-isian",
    ]  # fmt: skip
    assert rows["dinas"].split() == ["dinas", "bawaan", "lulus"]
    assert "kantor" in rows["nota-dinas"]
    assert "1 galat" in rows["nota-dinas"]
    assert rows["notula"].split() == ["notula", "bawaan", "templates/docx/notula.docx", "lulus"]
    made = json.loads(run("templat", "daftar", "--json").stdout)["templat"]
    assert [(row["jenis"], row["asal"], row["galat"]) for row in made][:2] == [
        ("dinas", "bawaan", 0), ("nota-dinas", "kantor", 1),
    ]  # fmt: skip


def test_list_of_names() -> None:
    lines = run("templat", "daftar", "pengantar").stdout.splitlines()
    assert "penandatangan.nama" in [line.split()[0] for line in lines]
    (line,) = [line for line in lines if "k.banyaknya" in line]
    assert line.startswith("kiriman: k.banyaknya")
    made = json.loads(run("templat", "daftar", "pengantar", "--json").stdout)["nama"]
    assert {"nama": "kop", "bentuk": "alinea", "isi": "kop surat menurut kantor.yaml", "daftar": ""} in made


def test_export_to_edit_and_not_over_what_was_edited() -> None:
    assert run("templat", "ekspor", "--dry-run").stdout.count("\n") == 8
    assert not FOLDER.exists()
    assert run("templat", "ekspor", "dinas", "notula").exit_code == ExitCode.OK
    assert sorted(path.name for path in FOLDER.iterdir()) == ["dinas.docx", "notula.docx"]
    assert (FOLDER / "dinas.docx").read_bytes() == own_template("dinas")
    template("nota-dinas.docx", adding("catatan kantor"))
    edited = (FOLDER / "nota-dinas.docx").read_bytes()
    refused = run("templat", "ekspor")
    assert refused.exit_code == ExitCode.USAGE
    assert "nota-dinas.docx" in refused.stderr
    assert "dinas.docx\" sudah" in refused.stderr
    assert not (FOLDER / "undangan.docx").exists()
    assert (FOLDER / "nota-dinas.docx").read_bytes() == edited
    assert run("templat", "ekspor", "--timpa").exit_code == ExitCode.OK
    assert (FOLDER / "nota-dinas.docx").read_bytes() == own_template("nota-dinas")


def test_export_for_srikandi() -> None:
    assert run("templat", "ekspor", "--untuk", "srikandi", "-o", "lain").exit_code == ExitCode.OK
    assert sorted(path.name for path in Path("lain").iterdir()) == [f"{kind}-srikandi.docx" for kind in NUMBERED]
    assert run("templat", "periksa", "lain").exit_code == ExitCode.OK
    refused = run("templat", "ekspor", "notula", "--untuk", "srikandi")
    assert refused.exit_code == ExitCode.USAGE
    assert "notula" in refused.stderr


def test_check_for_srikandi() -> None:
    template("nota-dinas.docx", adding("${nomor_naskah} ${nomer_naskah}"))
    plain, marked = run("templat", "periksa"), run("templat", "periksa", "--untuk", "srikandi")
    assert plain.stdout.count("W13") == 2
    assert marked.stdout.count("W13") == 1
    assert 'barangkali "${nomor_naskah}"' in marked.stdout


def test_a_letter_for_srikandi_takes_no_number() -> None:
    assert run("surat", "nomor", "mulai", "7", "--jenis", "nota-dinas").exit_code == ExitCode.OK
    result = run("surat", "nota-dinas", f"{SURAT}/nota.yaml", "--untuk", "srikandi")
    assert result.exit_code == ExitCode.OK
    assert [path.name for path in OUT.iterdir()] == ["nota-srikandi.docx"]
    text = text_of((OUT / "nota-srikandi.docx").read_bytes())
    for mark in ("nomor_naskah", "tanggal_naskah", "nama_pengirim", "jabatan_pengirim", "nip_pengirim", "ttd_pengirim"):
        assert f"${{{mark}}}" in text
    assert "Permintaan Data" in text
    assert "Budi Contoh" not in text
    assert run("surat", "nomor", "lihat", "--json").stdout.count("Permintaan Data") == 0
    plain = run("surat", "nota-dinas", f"{SURAT}/nota.yaml", "--format", "docx")
    assert "nota.docx" in plain.stdout
    assert "/007/" in text_of((OUT / "nota.docx").read_bytes())


def test_the_offices_own_template_for_srikandi_goes_first() -> None:
    assert run("templat", "ekspor", "nota-dinas", "--untuk", "srikandi").exit_code == ExitCode.OK
    path = FOLDER / "nota-dinas-srikandi.docx"
    document = Document(str(path))
    document.add_paragraph("Diunggah ke SRIKANDI")
    document.save(str(path))
    run("surat", "nota-dinas", f"{SURAT}/nota.yaml", "--untuk", "srikandi")
    run("surat", "nota-dinas", f"{SURAT}/nota.yaml", "--format", "docx")
    assert "Diunggah ke SRIKANDI" in text_of((OUT / "nota-srikandi.docx").read_bytes())
    assert "Diunggah ke SRIKANDI" not in text_of((OUT / "nota.docx").read_bytes())


@pytest.mark.parametrize("more", [["--format", "pdf"], ["--format", "docx,pdf"], ["--nomor", "1"]])
def test_srikandi_makes_the_pdf_and_the_number_itself(more: list[str]) -> None:
    result = run("surat", "nota-dinas", f"{SURAT}/nota.yaml", "--untuk", "srikandi", *more)
    assert result.exit_code == ExitCode.USAGE
    assert "SRIKANDI" in result.stderr
    assert not OUT.exists()


def test_preview_for_srikandi() -> None:
    result = run("surat", "nota-dinas", f"{SURAT}/nota.yaml", "--untuk", "srikandi", "--pratinjau")
    assert "${nomor_naskah}" in result.stdout
    assert not OUT.exists()
