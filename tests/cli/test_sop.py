"""`doctool sop buat`: what is made, what is left alone, and what is told."""

from __future__ import annotations

import json
import shutil
import stat
import sys
import textwrap
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader

import doctool.layout.engine
from doctool import lock
from doctool.cli.main import cli
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ExitCode, LayoutError
from doctool.loaded import LoadedSop
from tests.published import edit

EXAMPLE = Path(__file__).resolve().parent.parent.parent / "doctool" / "data" / "contoh"
SLUG = "pengelolaan-surat-masuk"
SOP = f"sop_catalog/contoh/sop/{SLUG}.yaml"
OTHER = "sop_catalog/contoh/sop/lain.yaml"
HERE = Path("output/sop/contoh")

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="fake programs are scripts with a #! line")


def run(*args: str) -> Result:
    return CliRunner().invoke(cli, ["sop", *args], prog_name="doctool")


def build(*args: str, formats: str = "docx,svg") -> Result:
    return run("buat", *(args or ("--semua",)), "--format", formats, "--tanggal", "2024-06-01")


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example office with two SOPs, as the current folder."""
    shutil.copytree(EXAMPLE / "sop_catalog", tmp_path / "sop_catalog")
    monkeypatch.chdir(tmp_path)
    shutil.copy(SOP, OTHER)
    edit(OTHER, "nomor_sop: SOP/SEKR/01", "nomor_sop: SOP/SEKR/02")
    return tmp_path


def names(folder: Path = HERE) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", "/tidak/ada/soffice")


def test_makes_docx_and_one_svg_a_page() -> None:
    result = build()
    assert result.exit_code == 0, result.output
    made = names()
    assert {"lain.docx", f"{SLUG}.docx", "lain.hal-1.svg", f"{SLUG}.hal-1.svg"} <= set(made)
    assert sorted(result.stdout.splitlines()) == [str(HERE / name) for name in made]
    assert result.stderr == "2 SOP dibuat.\n"
    assert (HERE / "lain.docx").read_bytes().startswith(b"PK")
    assert (HERE / "lain.hal-1.svg").read_text(encoding="utf-8").lstrip().startswith(("<?xml", "<svg"))


def test_same_data_same_bytes_and_a_second_run_is_no_conflict() -> None:
    build()
    before = {name: (HERE / name).read_bytes() for name in names()}
    assert build().exit_code == 0
    assert {name: (HERE / name).read_bytes() for name in names()} == before


def test_output_goes_to_the_workspace_or_where_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path / "sop_catalog" / "contoh")
    assert build("contoh/lain", formats="docx").exit_code == 0
    assert names(tmp_path / HERE) == ["lain.docx"]
    result = run("buat", "lain", "--format", "docx", "-o", str(tmp_path / "hasil" / "baru"))
    assert result.exit_code == 0
    assert names(tmp_path / "hasil" / "baru" / "sop" / "contoh") == ["lain.docx"]


def test_unknown_address_is_wrong_use_with_a_suggestion() -> None:
    result = build("contoh/lian")
    assert result.exit_code == ExitCode.USAGE
    assert 'maksudnya "contoh/lain"?' in result.stderr
    assert not Path("output").exists()


def test_broken_sop_does_not_stop_the_others() -> None:
    edit(SOP, "status: draft", "status: darf")
    result = build()
    assert result.exit_code == ExitCode.PARTIAL
    assert "lain.docx" in names()
    assert f"{SLUG}.docx" not in names()
    assert f"Galat: contoh/{SLUG}: " in result.stderr
    assert f"{SOP}:" in result.stderr
    assert f"1 SOP dibuat, 1 tidak atau tidak lengkap: contoh/{SLUG}." in result.stderr


def test_when_nothing_could_be_made_of_the_data_the_exit_code_says_findings() -> None:
    edit(SOP, "status: draft", "status: darf")
    assert build(f"contoh/{SLUG}").exit_code == ExitCode.FINDINGS
    edit(OTHER, "status: draft", "status: darf")
    result = build()
    assert result.exit_code == ExitCode.FINDINGS
    assert "0 SOP dibuat, 2 tidak atau tidak lengkap" in result.stderr
    assert names() == []


def test_failures_of_several_kinds_are_partial(monkeypatch: pytest.MonkeyPatch) -> None:
    without_libreoffice(monkeypatch)
    edit(SOP, "status: draft", "status: darf")
    result = build(formats="docx,pdf")
    assert result.exit_code == ExitCode.PARTIAL
    assert names() == ["lain.docx"]


def test_files_of_an_earlier_run_are_named_when_the_sop_fails() -> None:
    build()
    pages = [str(HERE / name) for name in names() if name.startswith("lain.hal-")]
    before = (HERE / "lain.docx").read_bytes()
    edit(OTHER, "status: draft", "status: darf")
    result = build(formats="docx")
    told = "Berkas lama dari pembuatan sebelumnya masih ada, belum diperbarui: "
    assert f"{told}{', '.join([str(HERE / 'lain.docx'), *pages])}\n" in result.stderr
    assert result.stderr.count(told) == 1  # not of the SOP that was made
    assert (HERE / "lain.docx").read_bytes() == before
    answer = json.loads(build("contoh/lain", "--json").stdout)
    assert [Path(name).name for name in answer["sop"][0]["berkas_lama"]] == [
        "lain.docx", *(Path(name).name for name in pages)
    ]


def test_only_what_was_not_made_again_is_called_old(monkeypatch: pytest.MonkeyPatch) -> None:
    without_libreoffice(monkeypatch)
    build("lain")
    assert "Berkas lama" not in build("lain", formats="docx,pdf,svg").stderr
    (HERE / "lain.pdf").write_bytes(b"%PDF of last year")
    result = build("lain", "--timpa", formats="docx,pdf,svg")
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert f"belum diperbarui: {HERE / 'lain.pdf'}\n" in result.stderr


def test_sop_that_cannot_be_drawn_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    real = doctool.layout.engine.lay_out

    def refuse(loaded: LoadedSop) -> Any:
        if loaded.slug == "lain":
            raise LayoutError("tidak dapat digambar: terlalu lebar", hint="kurangi pelaksana")
        return real(loaded)

    monkeypatch.setattr(doctool.layout.engine, "lay_out", refuse)
    result = build()
    assert result.exit_code == ExitCode.PARTIAL
    assert "Galat: contoh/lain: tidak dapat digambar: terlalu lebar\n  Saran: kurangi pelaksana\n" in result.stderr
    assert f"{SLUG}.docx" in names()


def test_a_bug_costs_only_the_sop_that_meets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = doctool.layout.engine.lay_out

    def broken(loaded: LoadedSop) -> Any:
        if loaded.slug == "lain":
            raise ZeroDivisionError("division by zero")
        return real(loaded)

    monkeypatch.setattr(doctool.layout.engine, "lay_out", broken)
    result = build()
    assert result.exit_code == ExitCode.PARTIAL
    assert f"{SLUG}.docx" in names()
    assert "Galat: contoh/lain: ini kesalahan di dalam doctool, bukan pada berkas Anda (ZeroDivision" in result.stderr
    assert "Traceback" not in result.stderr
    alone = build("contoh/lain", "--debug")
    assert alone.exit_code == ExitCode.BUG
    assert "Traceback" in alone.stderr


def test_a_file_that_the_machine_refuses_costs_only_its_sop(monkeypatch: pytest.MonkeyPatch) -> None:
    real = doctool.layout.engine.lay_out

    def refused(loaded: LoadedSop) -> Any:
        if loaded.slug == "lain":
            raise PermissionError(13, "Permission denied", "lambang.png")
        return real(loaded)

    monkeypatch.setattr(doctool.layout.engine, "lay_out", refused)
    result = build()
    assert result.exit_code == ExitCode.PARTIAL
    assert 'Galat: contoh/lain: "lambang.png": Anda tidak berhak\n' in result.stderr
    assert f"{SLUG}.docx" in names()


def test_draft_with_errors_is_built_and_told() -> None:
    edit(OTHER, "nomor_sop: SOP/SEKR/02", "nomor_sop: SOP/SEKR/01")
    result = build()
    assert result.exit_code == 0
    assert "1 galat pada isinya; lihat dengan doctool periksa" in result.stderr
    assert {"lain.docx", f"{SLUG}.docx"} <= set(names())


def test_disahkan_with_errors_is_refused() -> None:
    edit(SOP, "status: draft", "status: disahkan")
    assert build(SLUG).exit_code == 0
    edit(SOP, "    output: Surat tercatat\n", '    output: ""\n')
    result = build(SLUG)
    assert result.exit_code == ExitCode.FINDINGS
    assert "berstatus disahkan tetapi masih ada 1 galat, jadi tidak dibuat" in result.stderr
    assert f"{SOP}:" in result.stderr


def test_file_changed_by_hand_is_kept_without_timpa() -> None:
    build()
    mine = HERE / "lain.docx"
    mine.write_bytes(b"PK with the remarks of the kepala dinas")
    edit(OTHER, "Pengelolaan Surat Masuk", "Pengelolaan Surat Lain")
    page = (HERE / "lain.hal-1.svg").read_bytes()
    result = build()
    assert result.exit_code == ExitCode.PARTIAL
    assert mine.read_bytes() == b"PK with the remarks of the kepala dinas"
    assert (HERE / "lain.hal-1.svg").read_bytes() == page
    assert f'Galat: contoh/lain: tidak ditimpa karena diubah atau dibuat orang sejak dibuat doctool: "{mine}' in (
        result.stderr.replace(str(Path.cwd()) + "/", "")
    )
    assert "--timpa" in result.stderr
    assert build("--semua", "--timpa").exit_code == 0
    assert mine.read_bytes() != b"PK with the remarks of the kepala dinas"
    assert build().exit_code == 0


def test_pages_of_a_longer_version_are_removed() -> None:
    build()
    last = len([name for name in names() if name.startswith("lain.hal-")])
    for number, text in ((last + 1, "old page"), (last + 2, "old page, drawn on by hand")):
        (HERE / f"lain.hal-{number}.svg").write_text(text, encoding="utf-8")
    before = names()
    refused = build("lain")
    assert refused.exit_code == ExitCode.PARTIAL  # not doctool's own pages: a person's work is not removed
    assert names() == before
    assert build("lain", "--timpa").exit_code == 0
    assert [name for name in before if name not in names()] == [
        f"lain.hal-{last + 1}.svg", f"lain.hal-{last + 2}.svg",
    ]


def test_own_pages_of_a_longer_version_are_removed_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    import doctool.write.svg

    real = doctool.write.svg.write_svg
    with monkeypatch.context() as longer:
        longer.setattr(doctool.write.svg, "write_svg", lambda drawing: (*real(drawing), real(drawing)[-1]))
        build("lain")
    before = names()
    assert build("lain", "--semua-ulang").exit_code == 0
    assert len(names()) == len(before) - 1
    assert set(names()) < set(before)


def test_second_run_on_one_output_is_refused() -> None:
    with lock.hold(Path("output/.doctool/kunci").absolute()):
        result = build()
    assert result.exit_code == ExitCode.BUSY
    assert "sedang dipakai doctool yang lain" in result.stderr
    assert not HERE.exists()


def test_dry_run_tells_and_writes_nothing() -> None:
    result = build("--semua", "--dry-run")
    assert result.exit_code == 0
    assert f"baru    {HERE / 'lain.docx'}" in result.stdout.splitlines()
    assert "2 SOP akan dibuat." in result.stderr
    assert not Path("output").exists()
    build("lain")
    again = build("lain", "--dry-run", formats="docx")
    assert again.stdout == f"tetap   {HERE / 'lain.docx'}\n"
    assert build("lain", "--dry-run", "--semua-ulang", formats="docx").stdout == f"ganti   {HERE / 'lain.docx'}\n"


def test_link_in_the_output_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "rahasia").mkdir()
    (tmp_path / "output" / "sop").mkdir(parents=True)
    (tmp_path / "output" / "sop" / "contoh").symlink_to(tmp_path / "rahasia", target_is_directory=True)
    result = build()
    assert result.exit_code == ExitCode.PARTIAL
    assert "tautan" in result.stderr
    assert names(tmp_path / "rahasia") == []


def test_json_tells_everything() -> None:
    edit(SOP, "status: draft", "status: darf")
    result = CliRunner().invoke(cli, ["sop", "build", "--semua", "--format", "docx", "--json"])
    answer = json.loads(result.stdout)
    assert (answer["jadi"], answer["gagal"]) == (1, 1)
    good, bad = answer["sop"]
    assert (good["alamat"], good["hasil"], good["alasan"]) == ("contoh/lain", "jadi", "")
    assert [Path(name).name for name in good["berkas"]] == ["lain.docx"]
    assert good["halaman"] >= 2
    assert (bad["alamat"], bad["hasil"], bad["berkas"]) == (f"contoh/{SLUG}", "gagal", [])
    assert bad["temuan"][0]["berkas"] == SOP


def test_interrupt_keeps_what_is_finished(monkeypatch: pytest.MonkeyPatch) -> None:
    real = doctool.layout.engine.lay_out

    def interrupted(loaded: LoadedSop) -> Any:
        if loaded.slug == SLUG:
            raise KeyboardInterrupt
        return real(loaded)

    with monkeypatch.context() as patch:
        patch.setattr(doctool.layout.engine, "lay_out", interrupted)
        assert build().exit_code == ExitCode.INTERRUPTED
    assert "lain.docx" in names()
    assert build().exit_code == 0


def test_without_libreoffice_all_but_pdf_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    without_libreoffice(monkeypatch)
    result = build(formats="docx,pdf,svg")
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert {"lain.docx", "lain.hal-1.svg", f"{SLUG}.docx"} <= set(names())
    assert not any(name.endswith(".pdf") for name in names())
    assert "contoh/lain: PDF tidak dibuat: LibreOffice tidak ditemukan" in result.stderr
    assert result.stderr.count("Save As") == 1  # the same advice is given once
    assert "apt-get install libreoffice-writer" in result.stderr


def fake_soffice(folder: Path, monkeypatch: pytest.MonkeyPatch, extra_pages: int) -> None:
    """A soffice whose PDFs have `extra_pages` more pages than the real one's."""
    program = folder / "soffice"
    program.write_text(
        f"#!{sys.executable}\n"
        + textwrap.dedent(
            f"""
            import subprocess, sys
            from pathlib import Path
            from pypdf import PdfReader, PdfWriter
            subprocess.run([{str(find_soffice())!r}, *sys.argv[1:]])
            for pdf in Path(sys.argv[sys.argv.index("--outdir") + 1]).glob("*.pdf"):
                writer = PdfWriter(clone_from=PdfReader(pdf))
                for _ in range({extra_pages}):
                    writer.add_blank_page()
                writer.write(pdf)
            """
        ),
        encoding="utf-8",
    )
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(program))


@needs_libreoffice
@pytest.mark.libreoffice
def test_pdf_has_the_planned_pages() -> None:
    result = build("lain", formats="docx,pdf,svg")
    assert result.exit_code == 0, result.stderr
    pages = sum(name.startswith("lain.hal-") for name in names())
    assert len(PdfReader(HERE / "lain.pdf").pages) == pages
    assert build("lain", formats="pdf").exit_code == 0
    (HERE / "lain.pdf").write_bytes(b"%PDF-signed by hand")
    assert build("lain", formats="pdf").exit_code == ExitCode.PARTIAL
    assert (HERE / "lain.pdf").read_bytes() == b"%PDF-signed by hand"


@posix_only
@needs_libreoffice
@pytest.mark.libreoffice
def test_pdf_with_other_pages_than_planned_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_soffice(tmp_path, monkeypatch, extra_pages=1)
    result = build("lain", formats="docx,pdf,svg")
    pages = sum(name.startswith("lain.hal-") for name in names())
    assert result.exit_code == ExitCode.OUTSIDE_PROGRAM
    assert f"PDF tidak dibuat: rencana {pages} halaman, hasil {pages + 1}" in result.stderr
    assert "lain.pdf" not in names()


def test_building_nothing_is_no_error() -> None:
    shutil.rmtree("sop_catalog/contoh/sop")
    assert build().exit_code == 0


HARD = Path(__file__).resolve().parent.parent / "data" / "tata-letak"


def hard(name: str, folder: Path) -> Path:
    """A workspace with one small SOP of its office: hard to read, or impossible to draw."""
    (folder / "sop_catalog" / "sulit" / "sop").mkdir(parents=True)
    shutil.copy(HARD / "kantor.yaml", folder / "sop_catalog" / "sulit")
    return Path(shutil.copy(HARD / "sop" / f"{name}.yaml", folder / "sop_catalog" / "sulit" / "sop"))


@pytest.mark.parametrize(
    ("name", "code"), [("sel-tinggi", "T02"), ("arus-balik-jauh", "T03"), ("banyak-perpotongan", "T05")]
)
def test_a_sheet_that_is_hard_to_read_is_made_and_told(
    name: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hard(name, tmp_path / "lain")
    monkeypatch.chdir(tmp_path / "lain")
    result = build()
    assert result.exit_code == 0
    assert f"sulit/{name}: lembarnya sulit dibaca, 1 saran:\n" in result.stderr
    assert f"/{name}.yaml:" in result.stderr
    assert f": {code} peringatan: " in result.stderr
    assert Path(f"output/sop/sulit/{name}.docx").is_file()
    assert code not in build("--semua", "-q").stderr
    [one] = json.loads(build("--semua", "--json").stdout)["sop"]
    assert (one["hasil"], [finding["kode"] for finding in one["temuan"] if finding["kode"] == code]) == ("jadi", [code])


def test_an_sop_in_force_with_exits_that_print_alike_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found on the drawn sheet only, and an error all the same."""
    from doctool.findings import Finding, Severity, Where

    alike = Finding("A11", Severity.ERROR, Where(SOP, 30, 5), "jalan keluar kegiatan 3 tidak dapat dibedakan")
    monkeypatch.setattr("doctool.layout.advice.drawing_findings", lambda loaded, drawing: [alike])
    edit(SOP, "status: draft", "status: disahkan")
    result = build(f"contoh/{SLUG}")
    assert result.exit_code == ExitCode.FINDINGS
    assert "berstatus disahkan tetapi masih ada 1 galat" in result.stderr
    assert "A11 galat: jalan keluar kegiatan 3 tidak dapat dibedakan" in result.stderr
    assert names() == []


def test_lanes_that_fit_no_paper_are_told_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hard("tidak-muat", tmp_path / "lain")
    monkeypatch.chdir(tmp_path / "lain")
    result = build()
    assert result.exit_code == ExitCode.FINDINGS
    assert ":8:1: A09 galat: 20 pelaksana tidak muat di kertas A4 lanskap" in result.stderr
    assert "tidak ada kertas yang cukup lebar" in result.stderr


def test_a_workbook_is_made_and_kept_when_a_person_changed_it() -> None:
    assert build("lain", formats="xlsx").exit_code == ExitCode.OK
    assert names() == ["lain.xlsx"]
    book = openpyxl.load_workbook(HERE / "lain.xlsx")
    assert book.sheetnames[-1] == "Prosedur"
    book.save(HERE / "lain.xlsx")
    again = build("lain", formats="xlsx")
    assert again.exit_code != ExitCode.OK
    assert "--timpa" in again.stderr
