"""What goes wrong around a batch: LibreOffice misbehaves, one recipient is bad."""

from __future__ import annotations

import csv
import io
import os
import stat
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from benchmarks.packet_case import LETTER, NAME, OFFICE, ROOT, begin_book, make_workspace
from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from tests.convert.test_libreoffice import PRELUDE, alive, make_docx

#: What a fake LibreOffice does, by what is wrong with it. `pids` is where it notes its processes.
FAKES = {
    "hangs": "time.sleep(600)",
    "crashes": "os.abort()",
    "writes nothing": "pass",
    "writes half": "for f in files: make(f); pdf = out / (f.stem + '.pdf'); pdf.write_bytes(pdf.read_bytes()[:200])",
    "writes an empty file": "for f in files: (out / (f.stem + '.pdf')).write_bytes(b'')",
    "floods stderr": "sys.stderr.write('x' * 50_000_000)",
    "leaves a child": "nap = [sys.executable, '-c', 'import time; time.sleep(600)']\n"
                      "note(subprocess.Popen(nap).pid); make(files[0])",
}  # fmt: skip
_NOTE = """
def note(pid):
    with open({pids!r}, "a") as log:
        log.write(f"{{pid}}\\n")
note(os.getpid())
"""
#: Seconds that a call of a fake may take, and a run of doctool.
_FAKE_S, _RUN_S = 2.0, 300.0
#: Seconds that a killed process may take to be gone.
_DYING_S = 5.0
#: What marks the processes of a trial: a variable of their environment, which an orphan keeps too.
_MARK = "DOCTOOL_SCORECARD_TRIAL"


@contextmanager
def _soffice(path: Path) -> Iterator[None]:
    before = os.environ.get("DOCTOOL_SOFFICE")
    os.environ["DOCTOOL_SOFFICE"] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ["DOCTOOL_SOFFICE"]
        else:
            os.environ["DOCTOOL_SOFFICE"] = before


def fake_programs(folder: Path) -> list[str]:
    """Two documents through each fake LibreOffice: told, in time, nothing left running, no file left."""
    faults = []
    files = [make_docx(folder / "masuk" / f"{number}.docx") for number in range(2)]
    for name, body in FAKES.items():
        program, pids, out = folder / "soffice", folder / f"pids-{name}", folder / f"hasil-{name}"
        program.write_text(PRELUDE + _NOTE.format(pids=str(pids)) + body + "\n", encoding="utf-8", newline="\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        start = time.monotonic()
        with _soffice(program):
            results = convert_to_pdf(files, out, timeout_s=_FAKE_S)
        seconds = time.monotonic() - start
        faults += [f"{name}: {seconds:.0f} s"] if seconds > 20 else []
        faults += [f"{name}: a file has no word about it" for one in results if not (one.ok or one.reason)]
        good = name == "leaves a child"
        faults += [f"{name}: {one.source.name} counts as made" for one in results if one.ok and not good]
        noted = [int(pid) for pid in pids.read_text(encoding="utf-8").split()]
        left = _lasting(partial(_living, noted))
        faults += [f"{name}: {len(left)} processes are left"] if left else []
        faults += [f"{name}: {path.name} was left" for path in out.glob("*") if not good]
    return faults


def sparse_sheet(folder: Path) -> list[str]:
    """A workbook with a cell at the very end, beside a sound one: the sound one is made, the other told or made."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet[f"{get_column_letter(16384)}1048576"] = "jauh"
    book.save(folder / "jauh.xlsx")
    sound = make_docx(folder / "baik.docx")
    start = time.monotonic()
    with marked() as mark:
        far, good = convert_to_pdf([folder / "jauh.xlsx", sound], folder / "hasil", timeout_s=30)
        seconds = time.monotonic() - start
        left = _lasting(partial(running, mark))
    faults = [f"sparse sheet: {seconds:.0f} s"] if seconds > 120 else []
    faults += [] if far.ok or far.reason else ["sparse sheet: no word about it"]
    faults += [] if good.ok else [f"the sound file beside the sparse sheet: {good.reason}"]
    return faults + [f"sparse sheet: {len(left)} processes are left"] * bool(left)


@contextmanager
def marked() -> Iterator[str]:
    """Every process that is started meanwhile, and whatever those start, carries the mark that this gives."""
    os.environ[_MARK] = mark = uuid.uuid4().hex
    try:
        yield mark
    finally:
        del os.environ[_MARK]


def running(mark: str) -> list[int]:
    """The processes with this mark, orphans too."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{_MARK}={mark}".encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
    return found


def _living(pids: list[int]) -> list[int]:
    return [pid for pid in pids if alive(pid)]


def _lasting(look: Callable[[], list[int]]) -> list[int]:
    """What `look` still finds when what was killed has had time to be gone."""
    last = time.monotonic() + _DYING_S
    while (found := look()) and time.monotonic() < last:
        time.sleep(0.05)
    return found


def conversions(folder: Path, count: int) -> list[str]:
    """`count` documents by two LibreOffices, none lost."""
    from doctool.packet_pdf import PdfLines

    soffice = find_soffice()
    assert soffice is not None
    with marked() as mark:
        lines = PdfLines(soffice, 2)
        for number in range(count):
            lines.add(str(number), make_docx(folder / f"{number}.docx", f"isi {number}").read_bytes(), ".docx")
        lines.hurry(True)
        found = []
        while lines.open:
            found += lines.take(1.0)
        lines.close()
        left = _lasting(partial(running, mark))
    faults = [f"{one.error}" for one in found if one.error]
    faults += [f"{count} conversions: {len(left)} processes are left"] * bool(left)
    return [*faults, *([f"{len(found)} of {count} came back"] if len(found) != count else [])]


def one_bad_row(root: Path, recipients: int) -> list[str]:
    """One recipient of many whose letter cannot be made: the others are; it is told with its cell, exit code 3."""
    make_workspace(root, recipients, [LETTER], lembar_depan=False)
    begin_book(root)
    bad = recipients * 7 // 10
    people = root / "data" / OFFICE / "paket" / NAME / "penerima.csv"
    lines = people.read_text(encoding="utf-8").splitlines()
    lines[bad] = lines[bad].replace(f"Camat Contoh {bad}", "{{ nomor }}")
    people.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    run = doctool(root, "paket", "buat", NAME)
    said = run.stderr.decode("utf-8", "replace")
    faults = [f"exit code {run.returncode}, not 3"] if run.returncode != 3 else []
    if f"{recipients - 1} paket dibuat, 0 sudah mutakhir, 1 gagal" not in said:
        faults.append(f"said: {said.strip()[-160:]}")
    out = root / "output" / "paket" / OFFICE / NAME
    made = len(list(out.glob("*/1_*.docx")))
    faults += [f"{made} letters, not {recipients - 1}"] if made != recipients - 1 else []
    rows = list(csv.reader(io.StringIO((out / "gagal.csv").read_bytes().decode("utf-8-sig")), delimiter=";"))[1:]
    if [row[1] for row in rows] != [f"unit-{bad:04}"] or f"penerima.csv:C{bad + 1}" not in rows[0][4]:
        faults.append(f"gagal.csv: {rows[:2]}"[:160])
    return faults


def doctool(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """The program, run in `root`."""
    return subprocess.run(
        [sys.executable, "-m", "doctool", *arguments], cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL, capture_output=True, timeout=_RUN_S,
    )  # fmt: skip


def in_a_folder(call: object, *arguments: object) -> list[str]:
    """`call` with an empty folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
        found: list[str] = call(Path(folder), *arguments)  # type: ignore[operator]
    return found
