"""How fast the lampiran of a report are joined, and in how much memory, beside qpdf and pypdf on the same files.

    python -m benchmarks.annexes [--files 100] [--rounds 3]

Half of the files are texts (12 pages, the same embedded typeface), half are scans (12 pages, a JPEG each). Every engine
runs in a process of its own, started anew: time is from its start to its end, memory is its peak. doctool does more
than the others: it reads every object before it joins, keeps what is the same once, sets bookmarks and labels, and
reads the result again. Its result must hold every page and qpdf must find no fault in it.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, IndirectObject, NameObject, NumberObject, StreamObject

from doctool.assemble.annexes import Annex, Converted, survey
from doctool.assemble.annexes_join import LabelRange, Placed, ReportPdf, join_report
from doctool.units import PAPERS

ROOT = Path(__file__).resolve().parents[1]
FILES, PAGES, FRONT = 100, 12, 4
#: Scans are small in pixels and, being noise, as large in bytes as a page of a scanner: qpdf unpacks all to check them.
_SCANS, _WIDTH, _HEIGHT = 24, 280, 396
#: A small process that starts the other: a child's peak is never told lower than that of the process it came from.
_LAUNCHER = """
import json, os, subprocess, sys, time
start = time.perf_counter()
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
if hasattr(os, "wait4"):
    _, status, used = os.wait4(child.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    peak = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
else:
    code, peak = child.wait(), 0.0
print(json.dumps([time.perf_counter() - start, peak, code]))
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds, and megabytes at the peak (0: this system does not say)."""

    seconds: float
    megabytes: float


def write_files(folder: Path, files: int, pages: int = PAGES) -> list[Path]:
    """The lampiran: texts and scans by turns."""
    folder.mkdir(parents=True, exist_ok=True)
    scans = [_scan(number) for number in range(min(_SCANS, pages * files))]
    made = []
    for number in range(files):
        path = folder / f"lampiran-{number:03}.pdf"
        if number % 2:
            _scans(path, [scans[(number * pages + page) % len(scans)] for page in range(pages)], number)
        else:
            _texts(path, pages, number)
        made.append(path)
    return made


def _scan(number: int) -> bytes:
    """A grey JPEG of some 100 KB."""
    noise = random.Random(number).randbytes(_WIDTH * _HEIGHT)
    out = io.BytesIO()
    Image.frombytes("L", (_WIDTH, _HEIGHT), noise).save(out, "JPEG", quality=85)
    return out.getvalue()


def _scans(path: Path, scans: Sequence[bytes], number: int) -> None:
    writer = PdfWriter()
    for page_number, scan in enumerate(scans):
        note = f"{number} {page_number}".encode("ascii")  # a comment: no two scans are the same
        image = StreamObject()
        image.set_data(scan[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + scan[2:])
        image.update({
            NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(_WIDTH), NameObject("/Height"): NumberObject(_HEIGHT),
            NameObject("/BitsPerComponent"): NumberObject(8), NameObject("/ColorSpace"): NameObject("/DeviceGray"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
        })  # fmt: skip
        _page(writer, b"q 595 0 0 842 0 0 cm /Im Do Q", "/XObject", "/Im", writer._add_object(image))
    writer.write(path)


def _texts(path: Path, pages: int, number: int) -> None:
    writer = PdfWriter()
    program = StreamObject()  # as large as the part of a typeface that a text needs; no reader looks into it here
    program.set_data(bytes((at * 7919) % 253 for at in range(60_000)))
    font = writer._add_object(DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
        NameObject("/BaseFont"): NameObject("/Helvetica"),
        NameObject("/FontDescriptor"): writer._add_object(DictionaryObject({
            NameObject("/Type"): NameObject("/FontDescriptor"), NameObject("/FontName"): NameObject("/Helvetica"),
            NameObject("/FontFile"): writer._add_object(program),
        })),
    }))  # fmt: skip
    for page in range(pages):
        lines = "".join(
            f"BT /F1 10 Tf 60 {780 - 14 * line} Td (Lampiran {number} halaman {page} baris {line * number}) Tj ET\n"
            for line in range(50)
        )
        _page(writer, lines.encode("ascii"), "/Font", "/F1", font)
    writer.write(path)


def _page(writer: PdfWriter, content: bytes, kind: str, name: str, used: IndirectObject) -> None:
    page = writer.add_blank_page(595, 842)
    drawn = DecodedStreamObject()
    drawn.set_data(content)
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    page[NameObject("/Resources")] = DictionaryObject({
        NameObject(kind): DictionaryObject({NameObject(name): used})
    })


def join(files: Sequence[Path], out: Path) -> int:
    """Join `files` to a report of front pages and a separator sheet for each; the number of pages."""
    writer = PdfWriter()
    for _ in range(FRONT + len(files)):
        writer.add_blank_page(595, 842)
    front = io.BytesIO()
    writer.write(front)
    infos = survey([Annex(file.stem, file) for file in files], out.parent / "kerja", PAPERS["A4"], _no_office_files)
    refused = [info.message for info in infos if info.refused]
    if refused:
        sys.exit(f"refused: {refused[0]}")
    placed = tuple(Placed(info, FRONT + at, f"Lampiran {at + 1}") for at, info in enumerate(infos))
    labels = (LabelRange(0, "romawi-kecil"), LabelRange(FRONT))
    return join_report(ReportPdf(front.getvalue(), "Laporan", labels=labels, annexes=placed), out).pages


def _no_office_files(files: Sequence[Path], folder: Path) -> list[Converted]:
    sys.exit(f"{len(files)} office files for {folder}, and none was made")


def pypdf_alone(files: Sequence[Path], out: Path) -> int:
    """Join `files` with pypdf as it comes."""
    writer = PdfWriter()
    for file in files:
        writer.append(file, outline_item=file.stem, import_outline=False)
    writer.compress_identical_objects()
    writer.write(out)
    return len(writer.pages)


ENGINES = {"doctool": join, "pypdf": pypdf_alone}


def run(engine: str, folder: Path, out: Path) -> Cost:
    """Join all files of `folder` in a new process."""
    if engine == "qpdf":
        command = ["qpdf", "--empty", "--pages", *map(str, sorted(folder.glob("*.pdf"))), "--", str(out)]
    else:
        command = [sys.executable, "-m", "benchmarks.annexes", "--engine", engine, str(folder), str(out)]
    done = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode:
        sys.exit(f"{engine}: {done.stderr[-2000:]}")
    seconds, megabytes, code = json.loads(done.stdout)
    if code:
        sys.exit(f"{engine} ended with {code}:\n{done.stderr[-2000:]}")
    return Cost(seconds, megabytes)


def prove(files: Sequence[Path], out: Path, pages: int = PAGES) -> str:
    """What is wrong with doctool's result, "" if nothing: pages, labels, bookmarks, and what qpdf finds."""
    reader = PdfReader(out, strict=True)
    wanted = FRONT + len(files) * (pages + 1)
    if len(reader.pages) != wanted or reader.page_labels[-1] != str(wanted - FRONT):
        return f"{len(reader.pages)} pages, the last is {reader.page_labels[-1]}, of {wanted}"
    if len(reader.outline) != len(files):
        return f"{len(reader.outline)} bookmarks of {len(files)}"
    if shutil.which("qpdf"):
        done = subprocess.run(["qpdf", "--check", str(out)], capture_output=True, encoding="utf-8", check=False)
        if done.returncode:
            return f"qpdf --check: {done.stderr[-500:]}"
    return ""


def measure(files: int, rounds: int) -> dict[str, Cost]:
    """The median costs of every engine, the engines taking turns; stops where doctool's result is not whole."""
    names = ["qpdf", *ENGINES] if shutil.which("qpdf") else list(ENGINES)
    costs: dict[str, list[Cost]] = {name: [] for name in names}
    with tempfile.TemporaryDirectory(prefix="doctool-bench-") as name:
        folder, out = Path(name) / "masuk", Path(name) / "jadi.pdf"
        made = write_files(folder, files)
        for turn in range(rounds):
            for engine, taken in costs.items():
                taken.append(run(engine, folder, out))
                fault = prove(made, out) if engine == "doctool" and turn == 0 else ""
                if fault:
                    sys.exit(f"the joined PDF is not whole: {fault}")
    return {
        name: Cost(statistics.median(one.seconds for one in taken), statistics.median(one.megabytes for one in taken))
        for name, taken in costs.items()
    }


def report(costs: Mapping[str, Cost]) -> list[str]:
    """Times and peaks, each beside qpdf's."""
    base = costs.get("qpdf")
    lines = []
    for name, cost in costs.items():
        ratio = f"{cost.seconds / base.seconds:>7.1f} x qpdf" if base else ""
        lines.append(f"{name:<10} {cost.seconds:>7.2f} s {cost.megabytes:>7.0f} MB {ratio}".rstrip())
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.annexes", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=sorted(ENGINES), help="join the files of a folder, once")
    parser.add_argument("places", nargs="*", type=Path, metavar="FOLDER OUT")
    options = parser.parse_args(arguments)
    if options.engine:
        folder, out = options.places
        ENGINES[options.engine](sorted(folder.glob("*.pdf")), out)
        return 0
    print("\n".join(report(measure(options.files, options.rounds))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
