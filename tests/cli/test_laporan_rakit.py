"""`doctool laporan rakit`: strangers' Word files in a report, lampiran, and what stands in its way."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import stat
import sys
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner, Result

from doctool import lock, report_contents
from doctool.cli.main import cli
from doctool.convert import libreoffice
from doctool.errors import ExitCode
from tests.assemble.pdfs import make
from tests.gate import check_docx
from tests.letters.office import write
from tests.prose.test_word_lists import NUMBERING
from tests.prose.word_files import box, docx, drawing, num, p, picture_bytes, r, tbl, tr, unpacked
from tests.reports.review_case import FOLDER, make_report
from tests.reports.sample import Files, dense, footer_number
from tests.write.docx_text import paragraphs, parts, text, tree

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="the fake program is a script with a #! line")
MADE = Path("output/laporan/kab-contoh/lkj")
FOOTER = "Dinas Contoh Kabupaten Contoh"
REPORT = """\
tahun: 2026
rekap: rekap.json
bagian:
  - sampul
  - daftar-isi
  - {jenis: pendahuluan, teks: [teks/pendahuluan.md, teks/asing.docx, teks/rusak.docx, teks/terpotong.docx]}
  - {jenis: akuntabilitas, teks: [teks/akuntabilitas.md]}
"""
LYING = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'


def run(*words: str, code: int = 0) -> Result:
    arguments = ["laporan", "rakit", "lkj", "--tanggal", "2027-01-20", *words]
    result = CliRunner().invoke(cli, arguments, prog_name="doctool")
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    make_report(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def foreign() -> bytes:
    """A Word file with all that a bidang's own file brings along."""
    return docx(
        p("Subbab asing", style="Heading1") + p("Butir kesatu", props=num(1)) + p("Butir kedua", props=num(1))
        + p(r("Kalimat bercatatan"), '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p('<w:commentRangeStart w:id="0"/>', r("Kalimat berkomentar"), '<w:commentRangeEnd w:id="0"/>',
            '<w:r><w:commentReference w:id="0"/></w:r>')
        + p(r("Yang tetap "), f'<w:ins w:id="1" w:author="a">{r("yang ditambah")}</w:ins>',
            '<w:del w:id="2" w:author="a"><w:r><w:delText>yang dihapus</w:delText></w:r></w:del>')
        + p(drawing("foto.png", about="Foto loket")) + p(box(p("Teks dalam kotak")))
        + p("Sebelum melintang", props='<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>')
        + tbl(tr("Kolom A", "Kolom B"), tr("isi tabel asing", "12,5"), grid=(4000, 4000))
        + p("Di halaman melintang", props=LYING)
        + '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>',
        {"numbering": NUMBERING, "styles": '<w:style w:type="paragraph" w:styleId="Heading1">'
         '<w:name w:val="heading 1"/></w:style>', "header": p("Kepala surat asing"),
         "footnotes": f'<w:footnote w:id="2">{p("Isi catatan kaki asing")}</w:footnote>',
         "comments": f'<w:comment w:id="0" w:author="Kabid">{p("Tolong diperiksa lagi")}</w:comment>'},
        {"foto.png": picture_bytes(size=(800, 400))},
    )  # fmt: skip


def with_foreign_texts() -> None:
    write(FOLDER / "laporan.yaml", REPORT)
    (FOLDER / "teks" / "asing.docx").write_bytes(foreign())
    (FOLDER / "teks" / "rusak.docx").write_bytes(b"ini bukan berkas Word")
    (FOLDER / "teks" / "terpotong.docx").write_bytes(foreign()[:-900])


@needs_office
def test_foreign_word_files_are_carried_or_named_and_the_report_is_made(place: Path) -> None:
    with_foreign_texts()
    told = run(code=ExitCode.FINDINGS).stderr
    made = Files.of(MADE, "laporan-lkj")
    assert check_docx(made.docx, sdk=False) == []
    printed = dense(" ".join(line for lines in made.pages for line in lines))
    for words in (
        "Butir kesatu", "Butir kedua", "Kalimat bercatatan", "Isi catatan kaki asing", "Kalimat berkomentar",
        "Yang tetap yang ditambah", "Sebelum melintang", "isi tabel asing", "Di halaman melintang",
        "Dinas Contoh melayani warga", "Kartu terbit mencapai 75,00%",
    ):  # fmt: skip
        assert dense(words) in printed, words
    assert "yang dihapus" not in " ".join(" ".join(lines) for lines in made.pages)
    for words in ("Kepala surat asing", "yang dihapus", "Tolong diperiksa lagi", "rusak.docx", "terpotong.docx"):
        assert words in told, words
    assert dense("Teks dalam kotak") in printed or "Teks dalam kotak" in told
    own = [data for name, data in parts(made.docx).items() if name.startswith("word/media/")]
    assert unpacked(foreign())["word/media/foto.png"] in own
    # In the report's own styles, and on lying pages only what has to lie.
    assert ("Heading2", "Subbab asing") in paragraphs(made.docx)
    assert not any(style.startswith("Kepala") and "asing" in words for style, words in paragraphs(made.docx))
    assert "Kepala surat asing" not in text(tree(made.docx))
    lying = [page for page in made.reader.pages if page.mediabox.width > page.mediabox.height]
    assert len(lying) == 1
    assert "isi tabel asing" in lying[0].extract_text()


@needs_office
def test_a_signed_pdf_goes_whole_and_the_others_page_by_page(place: Path) -> None:
    folder = FOLDER / "lampiran"
    folder.mkdir()
    signed = make(folder / "sk tim.pdf", ["SK halaman 1", "SK halaman 2"], signed=True)
    make(folder / "bukti.pdf", [f"bukti {number}" for number in range(1, 4)], outline=True)
    (folder / "asli.docx").write_bytes(foreign())
    write(FOLDER / "laporan.yaml", REPORT.replace(", teks/rusak.docx, teks/terpotong.docx", "").replace(
        ", teks/asing.docx", "") + """\
lampiran:
  - {judul: Bukti dukung, berkas: lampiran/bukti.pdf}
  - {judul: Keputusan, jenis: sk, berkas: lampiran/sk tim.pdf}
  - {judul: Naskah asli bidang, berkas: lampiran/asli.docx}
""")  # fmt: skip
    before = hashlib.sha256(signed.read_bytes()).hexdigest()
    run()
    made = Files.of(MADE, "laporan-lkj")
    beside = [path for path in MADE.iterdir() if path.suffix == ".pdf" and path.name != "laporan-lkj.pdf"]
    assert [hashlib.sha256(path.read_bytes()).hexdigest() for path in beside] == [before]
    ((name, (data,)),) = made.reader.attachments.items()
    assert hashlib.sha256(data).hexdigest() == before == hashlib.sha256(signed.read_bytes()).hexdigest()
    assert name == beside[0].name
    texts = [page.extract_text() for page in made.reader.pages]
    assert sum("SK halaman" in words for words in texts) == 0, "a signed file is not taken apart"
    assert [at for at, words in enumerate(texts) if "bukti 1" in words] != []
    assert any("Kepala surat asing" in words for words in texts), "the original keeps its own header"
    labels = list(made.reader.page_labels)
    sheets = {one.title: one.number for one in made.entries if one.title.startswith("Lampiran ")}
    assert len(sheets) == 3
    for title, number in sheets.items():
        sheet = next(at for at, lines in enumerate(made.pages) if dense(title) in {dense(line) for line in lines}
                     and footer_number(lines, FOOTER))  # fmt: skip
        assert labels[sheet] == number == footer_number(made.pages[sheet], FOOTER), title
    first = next(at for at, words in enumerate(texts) if "bukti 1" in words)
    assert [labels[at] for at in range(first - 1, first + 4)] == [
        str(int(sheets["Lampiran 1: Bukti dukung"]) + more) for more in range(5)
    ]


def test_without_libreoffice_the_contents_are_marked_and_the_exit_is_4(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(FOLDER / "laporan.yaml", REPORT.replace(", teks/asing.docx, teks/rusak.docx, teks/terpotong.docx", ""))
    monkeypatch.setenv("DOCTOOL_SOFFICE", "/tiada/soffice")
    result = run(code=ExitCode.OUTSIDE_PROGRAM)
    assert "daftar isi belum berisi nomor halaman dan PDF tidak dibuat" in result.stderr
    data = (MADE / "laporan-lkj.docx").read_bytes()
    assert check_docx(data, sdk=False) == []
    assert "Nomor halaman belum diisi." in text(tree(data))
    assert not (MADE / "laporan-lkj.pdf").exists()


@posix_only
def test_a_libreoffice_that_hangs_is_ended_and_told(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = place / "soffice"
    program.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(600)\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(program))
    monkeypatch.setattr(report_contents, "TIMEOUT_S", 0.5)
    monkeypatch.setattr(libreoffice, "START_LIMIT_S", 0.5)
    result = run(code=ExitCode.OUTSIDE_PROGRAM)
    assert "tidak selesai" in result.stderr
    assert (MADE / "laporan-lkj.docx").is_file()


def test_two_runs_on_one_folder_wait_for_nobody(place: Path) -> None:
    with lock.hold(Path("output/.doctool/kunci")):
        result = run("--format", "docx", code=ExitCode.BUSY)
    assert str(os.getpid()) in result.stderr
    assert not MADE.exists()


@needs_office
def test_a_report_that_a_person_changed_is_left_alone(place: Path) -> None:
    run("--format", "docx")
    made = MADE / "laporan-lkj.docx"
    ours = made.read_bytes()
    made.write_bytes(ours + b"diubah di Word")
    result = run("--format", "docx", code=ExitCode.PARTIAL)
    assert "tidak ditimpa karena diubah" in result.stderr
    assert made.read_bytes() == ours + b"diubah di Word"
    run("--format", "docx", "--timpa")
    assert made.read_bytes() == ours


@needs_office
def test_a_damaged_lampiran_is_named_and_its_sheet_stays(place: Path) -> None:
    folder = FOLDER / "lampiran"
    folder.mkdir()
    (folder / "rusak.pdf").write_bytes(b"%PDF-1.7 terpotong")
    write(FOLDER / "laporan.yaml", REPORT.replace(", teks/asing.docx, teks/rusak.docx, teks/terpotong.docx", "")
          + "lampiran: [{judul: Bukti rusak, berkas: lampiran/rusak.pdf}]\n")  # fmt: skip
    result = run(code=ExitCode.FINDINGS)
    assert re.search(r"laporan\.yaml:\d+:\d+: B13 galat: .*rusak\.pdf", result.stderr)
    reader = pypdf.PdfReader(io.BytesIO((MADE / "laporan-lkj.pdf").read_bytes()))
    sheet = " ".join(reader.pages[-1].extract_text().split())
    assert "LAMPIRAN 1: BUKTI RUSAK" in sheet
    assert 'Berkas "rusak.pdf" belum dapat dilampirkan: rusak atau terpotong.' in sheet
