"""LibreOffice hangs, dies, lies and looks outside; none of it gets through."""

from __future__ import annotations

import signal
import stat
import sys
import textwrap
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm
from lxml import etree
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader

from doctool.convert import libreoffice
from doctool.convert.libreoffice import convert_to_pdf, find_soffice, targets, version
from doctool.errors import ExitCode, OutsideProgramError
from tests.hostile_workbooks import pack

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="fake programs are scripts with a #! line")
#: What .doc and .xls begin with.
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")

#: What every fake shares: its inputs, where it is to write, and a whole PDF of some pages.
PRELUDE = f"""#!{sys.executable}
import os, sys, time, subprocess
from pathlib import Path
from pypdf import PdfWriter
args = sys.argv[1:]
out = Path(args[args.index("--outdir") + 1]) if "--outdir" in args else None
files = [Path(a) for a in args[args.index("--outdir") + 2:]] if out else []
def make(file, pages=1):
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(width=100, height=100)
    writer.write(out / (file.stem + ".pdf"))
"""


Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Put a fake soffice in LibreOffice's place: the body of its script."""

    def install(body: str) -> Path:
        program = tmp_path / "soffice"
        program.write_text(PRELUDE + textwrap.dedent(body), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("DOCTOOL_SOFFICE", str(program))
        return program

    return install


def make_docx(path: Path, *texts: str) -> Path:
    """A document with each of `texts` on a page of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    for number, text in enumerate(texts or ("isi",)):
        if number:
            document.add_page_break()
        document.add_paragraph(text)
    document.save(str(path))
    return path


def alive(pid: int) -> bool:
    """Whether process `pid` still runs (a zombie does not)."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


@linux_only
def test_hanging_program_and_its_children_are_killed(fake: Fake, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    fake(f"""
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with open({str(pids)!r}, "a") as log:
            log.write(f"{{os.getpid()}} {{child.pid}}\\n")
        time.sleep(600)
    """)
    start = time.monotonic()
    [one] = convert_to_pdf([make_docx(tmp_path / "a.docx")], tmp_path / "out", timeout_s=1.0)
    assert time.monotonic() - start < 20
    assert one.pdf is None
    assert "tidak selesai dalam 1 detik" in one.reason
    started = [int(pid) for pid in pids.read_text().split()]
    assert len(started) == 4  # all together, then alone; each with its child
    assert [pid for pid in started if alive(pid)] == []


@linux_only
def test_child_left_behind_by_a_finished_program_is_killed(fake: Fake, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    fake(f"""
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path({str(pid)!r}).write_text(str(child.pid))
        for file in files:
            make(file)
    """)
    [one] = convert_to_pdf([make_docx(tmp_path / "a.docx")], tmp_path / "out")
    assert one.ok
    deadline = time.monotonic() + 5
    while alive(int(pid.read_text())) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(int(pid.read_text()))


@posix_only
@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("os.kill(os.getpid(), 11)", "tidak menghasilkan PDF"),
        ("pass", "tidak menghasilkan PDF"),
        ("for file in files: (out / (file.stem + '.pdf')).write_bytes(b'')", "PDF yang rusak"),
        (
            "for f in files: make(f); pdf = out / (f.stem + '.pdf'); pdf.write_bytes(pdf.read_bytes()[:200])",
            "PDF yang rusak",
        ),
        ("while sys.stderr.write('x' * 65536) and len(files) > 99: pass", "tidak menghasilkan PDF"),
    ],
    ids=["crashes", "writes-nothing", "writes-an-empty-file", "writes-half", "floods-stderr"],
)
def test_failure_is_told_and_leaves_no_file(
    fake: Fake, tmp_path: Path, body: str, reason: str
) -> None:
    fake(body)
    [one] = convert_to_pdf([make_docx(tmp_path / "a.docx")], tmp_path / "out", timeout_s=20)
    assert reason in one.reason
    assert one.pdf is None
    assert not (tmp_path / "out").exists()


@posix_only
def test_exit_code_is_not_believed(fake: Fake, tmp_path: Path) -> None:
    fake("""
        for file in files:
            make(file, 2)
        sys.exit(77)
    """)
    [one] = convert_to_pdf([make_docx(tmp_path / "a.docx")], tmp_path / "out")
    assert (one.ok, one.pages) == (True, 2)


@posix_only
def test_one_bad_file_costs_no_other(fake: Fake, tmp_path: Path) -> None:
    """The second input kills every call it takes part in; the others come in the second try."""
    fake("""
        for file in files:
            if b"racun" in file.read_bytes():
                os.kill(os.getpid(), 9)
            make(file)
    """)
    files = [tmp_path / name for name in ("a.doc", "b.doc", "c.doc")]
    for file in files:
        file.write_bytes(OLE + (b"racun" if file.stem == "b" else b"baik"))
    results = convert_to_pdf(files, tmp_path / "out")
    assert [one.ok for one in results] == [True, False, True]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.pdf", "c.pdf"]


@posix_only
def test_a_program_that_always_hangs_is_given_up(fake: Fake, tmp_path: Path) -> None:
    fake("time.sleep(600)")
    files = [make_docx(tmp_path / f"{number}.docx") for number in range(6)]
    results = convert_to_pdf(files, tmp_path / "out", timeout_s=0.5)
    assert [one.ok for one in results] == [False] * 6
    assert ["dihentikan" in one.reason for one in results] == [True] * 3 + [False] * 3
    assert "tidak dicoba lagi" in results[5].reason


@linux_only
def test_interrupt_kills_the_program(fake: Fake, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    fake(f"""
        Path({str(pid)!r}).write_text(str(os.getpid()))
        os.kill(os.getppid(), {int(signal.SIGINT)})
        time.sleep(600)
    """)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    try:
        with pytest.raises(KeyboardInterrupt):
            convert_to_pdf([make_docx(tmp_path / "a.docx")], tmp_path / "out")
    finally:
        signal.signal(signal.SIGINT, before)
    assert not alive(int(pid.read_text()))


@posix_only
def test_wrong_page_count_is_a_failure(fake: Fake, tmp_path: Path) -> None:
    fake("for file in files: make(file, 3)")
    file = make_docx(tmp_path / "a.docx")
    [one] = convert_to_pdf([file], tmp_path / "out", expected_pages={file: 2})
    assert one.reason == "rencana 2 halaman, hasil 3"
    assert not (tmp_path / "out").exists()
    [one] = convert_to_pdf([file], tmp_path / "out", expected_pages={file: 3})
    assert one.ok


@posix_only
def test_files_of_one_name_do_not_collide(fake: Fake, tmp_path: Path) -> None:
    fake("for file in files: make(file, len(file.read_bytes()) - 8)")
    files = [tmp_path / "x" / "a.doc", tmp_path / "y" / "a.doc", tmp_path / "y" / "A.xls", tmp_path / "-headless.doc"]
    for number, file in enumerate(files, 1):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(OLE + b"x" * number)
    results = convert_to_pdf(files, tmp_path / "out")
    made = [(one.pdf.name if one.pdf else None, one.pages) for one in results]
    assert made == [("a.pdf", 1), ("a-2.pdf", 2), ("A-3.pdf", 3), ("-headless.pdf", 4)]


def test_targets_stand_beside_their_files() -> None:
    assert targets([Path("x/a.docx"), Path("y/a.docx"), Path("x/a.xlsx")]) == [
        Path("x/a.pdf"), Path("y/a.pdf"), Path("x/a-2.pdf"),
    ]


@posix_only
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"teks", "jenis berkas .txt"),
        ("a.rtf", b"{\\rtf1 teks}", "jenis berkas .rtf"), ("a.doc", b"{\\rtf1 teks}", "isinya RTF"),
        ("a.docx", b"{\\rtf1 teks}", "isinya RTF"), ("a.doc", b"<html>", "isinya bukan berkas .doc"),
        ("a.xls", b"Kode;Nama", "isinya bukan berkas .xls"),
        ("a.docx", b"", "kosong"),
        ("a.xlsx", b"<html>", "isinya bukan berkas .xlsx"),
        ("a.docx", bytes.fromhex("D0CF11E0A1B11AE1"), "kata sandi"),
        ("a.xlsx", pack({"xl/worksheets/sheet1.xml": b" " * 20_000_000}), "terlalu besar"),
        ("a.odt", pack({"../jahat.xml": b"x"}), "tidak wajar"),
    ],
)
def test_what_libreoffice_would_misread_is_not_tried(
    fake: Fake, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    fake("for file in files: make(file)")
    (tmp_path / name).write_bytes(content)
    [one, two] = convert_to_pdf([tmp_path / name, tmp_path / "tiada.docx"], tmp_path / "out")
    assert reason in one.reason
    assert two.reason == "berkas tidak ada"


def test_absence_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(tmp_path / "tiada"))
    with pytest.raises(OutsideProgramError) as caught:
        convert_to_pdf([tmp_path / "a.docx"], tmp_path)
    assert caught.value.exit_code is ExitCode.OUTSIDE_PROGRAM
    assert "apt-get install libreoffice-writer" in (caught.value.hint or "")
    assert "Word" in (caught.value.hint or "")


@posix_only
def test_program_that_cannot_be_started_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "soffice"
    broken.write_text("#!/tidak/ada\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("DOCTOOL_SOFFICE", str(broken))
    with pytest.raises(OutsideProgramError, match="tidak dapat dijalankan"):
        convert_to_pdf([make_docx(tmp_path / "a.docx")], tmp_path / "out")


def test_profile_settings_are_xml_that_blocks_references_and_macros() -> None:
    root = etree.fromstring(libreoffice.PROFILE_SETTINGS.encode())
    name = "{http://openoffice.org/2001/registry}name"
    values = {prop.get(name): prop.findtext("value") for prop in root.iter("prop")}
    assert values == {
        "BlockUntrustedRefererLinks": "true", "MacroSecurityLevel": "3", "DisableMacrosExecution": "true",
        "ooSetupSystemLocale": "id-ID",
    }


@needs_libreoffice
@pytest.mark.libreoffice
def test_real_conversion_of_several_files(tmp_path: Path) -> None:
    files = [make_docx(tmp_path / "satu.docx", "satu"), make_docx(tmp_path / "dua.docx", "dua", "tiga")]
    broken = tmp_path / "rusak.docx"
    broken.write_bytes(b"PK\x03\x04" + b"\0" * 50)
    results = convert_to_pdf([files[0], broken, files[1]], tmp_path / "out")
    assert [(one.ok, one.pages) for one in results] == [(True, 1), (False, 0), (True, 2)]
    assert "tidak menghasilkan PDF" in results[1].reason
    assert PdfReader(tmp_path / "out" / "dua.pdf").pages[1].extract_text().strip() == "tiga"


@needs_libreoffice
@pytest.mark.libreoffice
def test_a_sheet_without_a_language_prints_numbers_and_days_as_indonesia_writes_them(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([87.4, 1250.5, date(2025, 7, 9)])
    sheet["B1"].number_format = "#,##0.00"
    sheet["C1"].number_format = "d mmmm yyyy"
    sheet.column_dimensions["C"].width = 30
    book.save(tmp_path / "survei.xlsx")
    (made,) = convert_to_pdf([tmp_path / "survei.xlsx"], tmp_path)
    assert made.pdf is not None
    text = PdfReader(made.pdf).pages[0].extract_text()
    assert "87,4" in text
    assert "1.250,50" in text
    assert "9 Juli 2025" in text


@needs_libreoffice
@pytest.mark.libreoffice
def test_real_program_tells_its_version() -> None:
    program = find_soffice()
    assert program is not None
    assert version(program).startswith("LibreOffice ")


def docx_with_linked_image(path: Path, image: Path) -> Path:
    """A document whose picture is not in it but at file:///...: LibreOffice left to itself fetches it."""
    document = Document()
    shape = document.add_picture(str(image), width=Mm(50))
    blip = shape._inline.graphic.graphicData.pic.blipFill.blip
    link = document.part.relate_to(image.as_uri(), RELATIONSHIP_TYPE.IMAGE, is_external=True)
    old = blip.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed")
    del blip.attrib["{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"]
    blip.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}link", link)
    document.part.drop_rel(old)
    document.save(str(path))
    return path


@needs_libreoffice
@pytest.mark.libreoffice
def test_file_named_by_a_document_does_not_reach_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = tmp_path / "kenari.png"
    Image.new("RGB", (64, 64), (200, 30, 60)).save(canary)
    file = docx_with_linked_image(tmp_path / "a.docx", canary)

    def images() -> int:
        [one] = convert_to_pdf([file], tmp_path / "out")
        assert one.pdf is not None
        return sum(len(page.images) for page in PdfReader(one.pdf).pages)

    assert images() == 0
    # Without the settings the picture does come in: the document asks for it, and the test can see it.
    start = libreoffice.PROFILE_SETTINGS.index("<item")
    end = libreoffice.PROFILE_SETTINGS.index("</oor:items>")
    monkeypatch.setattr(
        libreoffice, "PROFILE_SETTINGS", libreoffice.PROFILE_SETTINGS[:start] + libreoffice.PROFILE_SETTINGS[end:]
    )
    assert images() == 1
