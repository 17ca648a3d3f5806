"""LibreOffice hangs, dies, lies and floods: every document has an answer in time, and nothing is left running."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from doctool.convert import line
from doctool.convert.libreoffice import HANGS_BEFORE_GIVING_UP, find_soffice
from doctool.convert.line import Pace
from doctool.packet_pdf import Converted, PdfLines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fake programs are scripts with a #! line")
needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")

#: What every fake shares: its inputs with what they say, where it is to write, and a whole PDF.
PRELUDE = f"""#!{sys.executable}
import os, signal, sys, time, subprocess
from pathlib import Path
args = sys.argv[1:]
out = Path(args[args.index("--outdir") + 1])
files = [Path(a) for a in args[args.index("--outdir") + 2:]]
with open(LOG, "a") as log:
    log.write(f"{{os.getpid()}} {{len(files)}}\\n")
def said(file):
    return file.read_bytes()[4:].decode()
def make(file):
    (out / (file.stem + ".pdf")).write_bytes(PDF)
"""
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n"
    b"0000000053 00000 n \n0000000102 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n160\n%%EOF\n"
)
Fake = Callable[[str], Path]


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    """A fake soffice: the body of its script."""

    def install(body: str) -> Path:
        program = tmp_path / "soffice"
        head = PRELUDE.replace("LOG", repr(str(tmp_path / "log"))) + f"PDF = {PDF!r}\n"
        program.write_text(head + textwrap.dedent(body), encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return program

    return install


def convert(
    program: Path, said: list[str], lines: int = 2, limits_s: tuple[float, float] = (3.0, 1.0)
) -> dict[str, Converted]:
    """Have documents that say something converted; the answer for each."""
    pdfs = PdfLines(program, lines, limits_s=limits_s)
    found: dict[str, Converted] = {}
    try:
        for number, text in enumerate(said):
            pdfs.add(f"{number}", b"PK\x03\x04" + text.encode(), ".docx")
        pdfs.hurry(True)
        while pdfs.open:
            for one in pdfs.take(0.5):
                assert one.id not in found
                found[one.id] = one
    finally:
        pdfs.close()
    return found


def calls(tmp_path: Path) -> list[int]:
    """How many files each call had."""
    return [int(line.split()[1]) for line in (tmp_path / "log").read_text().splitlines()]


def running(tmp_path: Path) -> list[int]:
    """The fakes that still run."""
    pids = [int(line.split()[0]) for line in (tmp_path / "log").read_text().splitlines()]
    return [pid for pid in pids if _alive(pid)]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def failed(found: dict[str, Converted]) -> list[str]:
    return sorted(key for key, one in found.items() if one.error)


_WORK = """
    for file in files:
        if said(file) == "hang":
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
            time.sleep(600)
        if said(file) == "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        if said(file) == "half":
            (out / (file.stem + ".pdf")).write_bytes(PDF[:90])
        elif said(file) != "nothing":
            make(file)
"""


def test_each_core_has_its_share_in_one_call(fake: Fake, tmp_path: Path) -> None:
    found = convert(fake(_WORK), ["ya"] * 20)
    assert [one.pages for one in found.values()] == [1] * 20
    assert calls(tmp_path) == [10, 10]


def test_what_hangs_dies_lies_or_is_torn_fails_alone(fake: Fake, tmp_path: Path) -> None:
    said = ["ya"] * 40
    said[3], said[17], said[22], said[31] = "hang", "die", "half", "nothing"
    start = time.monotonic()
    found = convert(fake(_WORK), said)
    assert failed(found) == ["17", "22", "3", "31"]
    assert "tidak selesai" in found["3"].error
    assert "berhenti karena berkas ini" in found["17"].error
    assert "rusak" in found["22"].error
    assert "tidak menghasilkan PDF" in found["31"].error
    assert time.monotonic() - start < 25
    # The bad ones are found without trying the good ones one by one.
    assert len(calls(tmp_path)) < 16
    assert running(tmp_path) == []


def test_nobody_waits_for_what_hangs(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several hang, one after the other in one list: the good ones are there before the first of them is given up."""
    monkeypatch.setattr(line, "LEAST_S", 0.5)
    said = ["ya"] * 40
    for number in (2, 3, 21):
        said[number] = "hang"
    start = time.monotonic()
    order = list(convert(fake(_WORK), said, limits_s=(8.0, 3.0)).items())
    assert sorted(int(key) for key, one in order[-3:] if "tidak selesai" in one.error) == [2, 3, 21]
    assert time.monotonic() - start < 30
    assert running(tmp_path) == []


def test_what_is_only_slow_does_not_fail(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that takes as long as a hundred letters has all the time of a document alone."""
    monkeypatch.setattr(line, "LEAST_S", 0.7)
    found = convert(fake("""
        for number, file in enumerate(files):
            time.sleep(2.5 if said(file) == "slow" else 0.01)
            make(file)
    """), ["slow" if number == 7 else "ya" for number in range(20)], limits_s=(8.0, 7.0))
    assert failed(found) == []
    assert len(found) == 20


def test_the_time_for_a_file_in_a_list_follows_the_others() -> None:
    pace = Pace((90.0, 60.0))
    assert pace.limit_s(later=False, alone=False) == 90  # nobody knows how long a cold start takes here
    pace.took(4.0, later=False)
    for seconds in (0.1, 0.2, 0.1):
        pace.took(seconds, later=True)
    assert pace.limit_s(later=False, alone=False) == 17
    assert pace.limit_s(later=True, alone=False) == 5
    pace.took(3.0, later=True)
    assert pace.limit_s(later=True, alone=False) == 30
    pace.took(20.0, later=True)
    assert pace.limit_s(later=True, alone=False) == 60
    assert pace.limit_s(later=False, alone=True) == 90


def test_a_libreoffice_killed_from_outside_costs_nothing(fake: Fake, tmp_path: Path) -> None:
    found = convert(fake(f"""
        mark = Path({str(tmp_path / "killed")!r})
        for number, file in enumerate(files):
            if number == 4 and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            make(file)
    """), ["ya"] * 20)
    assert failed(found) == []
    assert len(found) == 20


def test_two_hundred_documents_and_nobody_is_lost(fake: Fake, tmp_path: Path) -> None:
    """On two lines, and LibreOffice is killed from outside every now and then."""
    found = convert(fake(f"""
        for file in files:
            marks = Path({str(tmp_path / "killed")!r})
            marks.mkdir(exist_ok=True)
            mark = marks / file.stem
            if int(file.stem) % 29 == 0 and not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            make(file)
    """), ["ya"] * 200)
    assert len(list((tmp_path / "killed").iterdir())) == 6
    assert len(found) == 200
    assert failed(found) == []
    assert running(tmp_path) == []


def test_a_libreoffice_that_always_hangs_is_given_up(fake: Fake, tmp_path: Path) -> None:
    found = convert(fake("time.sleep(600)"), ["ya"] * 30, limits_s=(0.3, 0.3))
    assert len(failed(found)) == 30
    assert len(calls(tmp_path)) <= HANGS_BEFORE_GIVING_UP + 2  # one more for each line that had begun
    assert running(tmp_path) == []


def test_a_flood_of_errors_does_not_block(fake: Fake) -> None:
    found = convert(fake("""
        for file in files:
            sys.stderr.write("x" * 200_000)
            make(file)
    """), ["ya"] * 6)
    assert failed(found) == []


def test_a_program_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("bukan program", encoding="utf-8")
    found = convert(program, ["ya"] * 3)
    assert len(failed(found)) == 3
    assert "tidak dapat dijalankan" in found["0"].error


def test_a_file_that_is_none_is_not_tried(fake: Fake) -> None:
    pdfs = PdfLines(fake(_WORK), 1)
    pdfs.add("a", b"", ".docx")
    [one] = pdfs.take(1.0)
    pdfs.close()
    assert "kosong" in one.error


def test_stopping_kills_what_runs(fake: Fake, tmp_path: Path) -> None:
    pdfs = PdfLines(fake("time.sleep(600)"), 2)
    for number in range(4):
        pdfs.add(str(number), b"PK\x03\x04ya", ".docx")
    pdfs.hurry(True)
    deadline = time.monotonic() + 10
    while len(_lines(tmp_path)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    start = time.monotonic()
    pdfs.close()
    assert time.monotonic() - start < 3
    assert len(calls(tmp_path)) == 2
    assert running(tmp_path) == []


def _lines(tmp_path: Path) -> list[str]:
    log = tmp_path / "log"
    return log.read_text().splitlines() if log.exists() else []


_CONDUCTOR = """
import sys, time
from pathlib import Path
from doctool.packet_pdf import PdfLines
pdfs = PdfLines(Path(sys.argv[1]), 2)
for number in range(4):
    pdfs.add(str(number), b"PK\\x03\\x04ya", ".docx")
pdfs.hurry(True)
print(pdfs._folder, flush=True)
time.sleep(600)
"""


def test_libreoffice_ends_with_a_conductor_that_is_killed(fake: Fake, tmp_path: Path) -> None:
    program = fake("time.sleep(600)")
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen([sys.executable, "-c", _CONDUCTOR, str(program)], stdout=subprocess.PIPE, cwd=root)
    assert process.stdout is not None
    folder = Path(process.stdout.readline().decode().strip())
    deadline = time.monotonic() + 10
    while len(_lines(tmp_path)) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert folder.is_dir()
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 10
    while (running(tmp_path) or folder.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(tmp_path) == []
    assert not folder.exists()


@needs_libreoffice
@pytest.mark.libreoffice
def test_real_documents_become_pdfs_and_a_broken_one_fails(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Kepada Yth. Kepala Bidang")
    document.save(str(tmp_path / "a.docx"))
    good = (tmp_path / "a.docx").read_bytes()
    soffice = find_soffice()
    assert soffice is not None
    pdfs = PdfLines(soffice, 2)
    for number in range(7):
        pdfs.add(f"{number}", good if number != 3 else good[:2000], ".docx")
    pdfs.hurry(True)
    found: dict[str, Converted] = {}
    while pdfs.open:
        found |= {one.id: one for one in pdfs.take(1.0)}
    pdfs.close()
    assert failed(found) == ["3"]
    assert {one.pages for one in found.values() if not one.error} == {1}
    assert os.listdir(tmp_path) == ["a.docx"]
