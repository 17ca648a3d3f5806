"""How fast packets are made: on one and two workers, beside a plain script and the floor of copying the same bytes.

    python -m benchmarks.packets [--recipients 500] [--packets 1000] [--many 5000] [--letters 100]

Every recipient gets a letter and a form of its own. Times of a run hold everything from reading paket.yaml to the
manifest, in a process that has imported doctool; the workers' start is in them. The plain script opens the prepared
template with docxtpl and a finished form with openpyxl for each recipient, and copies the SOP.
"""

from __future__ import annotations

import argparse
import io
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from docxtpl import DocxTemplate

from benchmarks.packet_case import (
    DAY,
    FORM,
    LETTER,
    NAME,
    OFFICE,
    ROOT,
    SOP,
    begin_book,
    make_workspace,
    write_recipients,
)
from doctool.catalog.index import Workspace
from doctool.convert.libreoffice import find_soffice
from doctool.letters.context import context
from doctool.letters.prepare import prepare
from doctool.letters.templates import find_template
from doctool.packet_job import PacketBuild, PacketOptions
from doctool.packet_pdf import PdfLines
from doctool.packet_pipeline import build_packet
from doctool.packet_sources import open_packet

#: What is asked.
SCALE, PLAIN, PACKETS_S, RERUN_S, PDF_RATIO = 1.7, 20.0, 5.0, 2.0, 12.0
#: Letters of the plain script and of single calls of LibreOffice that are timed; the rest is reckoned from them.
_PLAIN, _SINGLE = 40, 10
_WORDS = frozenset({"docx", "xlsx"})


def workspace(folder: Path, recipients: int, pieces: Sequence[dict[str, Any]]) -> Path:
    """A workspace whose packets have no cover sheet, so that only the pieces are measured."""
    make_workspace(folder, recipients, pieces, lembar_depan=False)
    begin_book(folder)
    return folder


def run(root: Path, workers: int, *, fresh: bool = True) -> tuple[float, PacketBuild]:
    """Seconds for all packets of a workspace, and what was made; `fresh`: into an empty output folder.

    The old one is only moved away: ext4 gives no file the place of one removed in the last seconds, and looks for
    others longer than a document takes.
    """
    if fresh and (root / "output").exists():
        (root / "output").rename(root / f"lama-{len(list(root.iterdir()))}")
    start = time.perf_counter()
    options = PacketOptions(root / "output", DAY, workers=workers, formats=_WORDS)
    build = build_packet(Workspace(root), root / "data" / OFFICE / "paket" / NAME / "paket.yaml", options)
    seconds = time.perf_counter() - start
    if build.troubles:
        sys.exit(f"packets failed: {build.troubles[0].alasan}")
    return seconds, build


def plain(root: Path, recipients: int) -> float:
    """Packets per second of the plain script."""
    place = root / "data" / OFFICE / "paket" / NAME / "paket.yaml"
    opened = open_packet(Workspace(root), place, DAY, root / "output")
    made = root / "output" / "paket" / OFFICE / NAME
    letter = opened.materials.letters[0]
    prepared = prepare(find_template(letter.kind, None), opened.paket.office)
    out = root / "polos"
    out.mkdir(exist_ok=True)
    people = opened.rencana.kiriman[: min(_PLAIN, recipients)]
    values = [context(letter.letter(one.penerima), prepared, "1") for one in people]
    start = time.perf_counter()
    for number, (one, said) in enumerate(zip(people, values, strict=True)):
        folder = out / f"{number}"
        folder.mkdir(exist_ok=True)
        document = DocxTemplate(io.BytesIO(prepared.docx))
        document.render(said, autoescape=True)
        document.save(str(folder / "1.docx"))
        book = openpyxl.load_workbook(made / one.penerima.folder / "2_Form-Isian.xlsx")
        sheet = book.worksheets[0]
        for row in range(1, 4):
            sheet.cell(row + 200, 1).value = f"{one.penerima.nama} {row}"
        book.save(str(folder / "2.xlsx"))
        finished = made / one.penerima.folder / "3_Salinan-SOP.docx"
        if finished.exists():
            shutil.copyfile(finished, folder / "3.docx")
    return len(people) / (time.perf_counter() - start)


def copying(root: Path) -> float:
    """Seconds for copying all files of the packets, plainly and without making them last."""
    start = time.perf_counter()
    shutil.copytree(root / "output" / "paket", root / "salinan", copy_function=shutil.copyfile)
    return time.perf_counter() - start


_MEMORY = """
import sys
from pathlib import Path
from benchmarks.memory import peak
from benchmarks.packets import run
if __name__ == "__main__":
    run(Path(sys.argv[1]), 2)
    print(peak())
"""


def memory(root: Path) -> float:
    """The most megabytes that the conductor had."""
    script = root / "ukur.py"
    script.write_text(_MEMORY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(root)], cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return int(done.stdout) / 1e6


def pdf_rates(root: Path, letters: int, folder: Path) -> dict[str, tuple[float, int]]:
    """Letters per second through LibreOffice, and how many failed: one call each, side by side, with bad ones."""
    soffice = find_soffice()
    if soffice is None:
        return {}
    made = sorted((root / "output" / "paket" / OFFICE / NAME).glob("*/1_*.docx"))[:letters]
    start = time.perf_counter()
    for one in made[:_SINGLE]:
        subprocess.run(
            [str(soffice), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--convert-to", "pdf",
             "--outdir", str(folder), str(one)], stdin=subprocess.DEVNULL, capture_output=True, check=True,
        )  # fmt: skip
    rates = {"one call each": (_SINGLE / (time.perf_counter() - start), 0)}
    ways: tuple[tuple[str, Path, list[int]], ...] = (
        ("two LibreOffices", soffice, []), ("with two bad ones", _bad(soffice, folder), [31, 67])
    )  # fmt: skip
    for what, program, bad in ways:
        start = time.perf_counter()
        lines = PdfLines(program, 2, limits_s=(20.0, 5.0))
        for number, one in enumerate(made):
            mark = b"" if number not in bad else (b"HANG", b"CRASH")[bad.index(number)]
            lines.add(str(number), one.read_bytes() + mark, ".docx")
        lines.hurry(True)
        found, there = [], start
        while lines.open:
            new = lines.take(1.0)
            found += new
            there = time.perf_counter() if any(not one.error for one in new) else there
        lines.close()
        good = sum(not one.error for one in found)
        rates[what] = (len(found) / (time.perf_counter() - start), len(found) - good)
        if bad:
            rates["the good ones beside two bad ones"] = (good / (there - start), 0)
    return rates


def _bad(soffice: Path, folder: Path) -> Path:
    """A LibreOffice that hangs at one document and dies at another, known by what stands at their end."""
    program = folder / "soffice-buruk"
    program.write_text(_BAD.format(python=sys.executable, soffice=str(soffice)), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


_BAD = """#!{python}
import os, subprocess, sys, time
at = sys.argv.index("--outdir") + 2
good = []
for name in [*sys.argv[at:], None]:
    end = open(name, "rb").read()[-5:] if name else b""
    if name is None or end.endswith((b"HANG", b"CRASH")):
        if good:
            subprocess.run([{soffice!r}, *sys.argv[1:at], *good])
        good = []
        if end.endswith(b"HANG"):
            time.sleep(600)
        if end.endswith(b"CRASH"):
            os.abort()
    else:
        good.append(name)
"""


def measure(recipients: int, packets: int, many: int, letters: int, folder: Path) -> Iterator[str]:
    """The figures, one line each, beside what is asked."""
    root = workspace(folder / "a", recipients, [LETTER, FORM, SOP])
    run(root, 2)
    one, _ = run(root, 1)
    two, build = run(root, 2)
    rate = recipients / two
    yield f"{recipients} x (letter docx, form xlsx, SOP copy), one worker: {recipients / one:.0f} packets/s"
    yield f"  two workers: {rate:.0f} packets/s, {one / two:.2f} times (asked: {SCALE})"
    simple = plain(root, recipients)
    yield f"  plain docxtpl + openpyxl: {simple:.1f} packets/s; {rate / simple:.0f} times (asked: {PLAIN:.0f})"
    again, build = run(root, 2, fresh=False)
    yield f"  nothing changed: {build.files} files made in {again:.2f} s (asked: none, {RERUN_S:.0f} s)"
    units = [f"unit-{number:04}" for number in range(1, recipients + 1)]
    write_recipients(root / "data" / OFFICE / "paket" / NAME, units, changed=[units[recipients // 2]])
    again, build = run(root, 2, fresh=False)
    yield f"  one recipient changed: {build.made} packet made in {again:.2f} s"
    root = workspace(folder / "b", packets, [LETTER, FORM])
    seconds, build = run(root, 2)
    floor = copying(root)
    yield (
        f"{packets} packets of docx and xlsx: {seconds:.2f} s (asked: about {PACKETS_S:.0f}), "
        f"{build.files / seconds:.0f} documents/s; copying the same bytes: {floor:.2f} s, "
        f"{build.files / floor:.0f} documents/s"
    )
    small = memory(workspace(folder / "c", max(1, many // 10), [LETTER, FORM, SOP]))
    large = memory(workspace(folder / "d", many, [LETTER, FORM, SOP]))
    yield (
        f"memory of the conductor: {small:.0f} MB for {max(1, many // 10)} recipients, {large:.0f} MB for {many}"
    )
    found = pdf_rates(folder / "a", letters, folder)
    if found:
        single = found["one call each"][0]
        for what, (each, failed) in found.items():
            ratio = f"{each / single:.1f} times, {failed} failed"
            yield f"{letters} letters to PDF, {what}: {each:.2f} letters/s, {ratio}"
        yield f"  (asked: {PDF_RATIO:.0f} times on two cores)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="benchmarks.packets", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--recipients", type=int, default=500)
    parser.add_argument("--packets", type=int, default=1000)
    parser.add_argument("--many", type=int, default=5000)
    parser.add_argument("--letters", type=int, default=100)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="doctool-packets-") as name:
        for line in measure(options.recipients, options.packets, options.many, options.letters, Path(name)):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
