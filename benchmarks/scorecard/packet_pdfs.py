"""Packets with one PDF for each recipient: sound, with the pages of its parts, and its mark on every page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader

from benchmarks.packet_case import DAY, FORM, LETTER, NAME, OFFICE, SOP, begin_book, make_workspace
from doctool.catalog.index import Workspace
from doctool.packet_job import PacketOptions
from doctool.packet_pipeline import build_packet

PROGRAMS = ("qpdf", "pdfinfo")
#: What is printed on every page of a recipient, before the number of the copy.
MARK = "Salinan ke-"
PIECES = (
    {**LETTER, "bentuk": ["docx", "pdf"]}, {**FORM, "bentuk": ["xlsx", "pdf"]}, {**SOP, "bentuk": ["pdf"]},
)  # fmt: skip


def packets(root: Path, recipients: int, workers: int) -> tuple[int, list[str]]:
    """Pages of the one PDFs of `recipients`, made below the empty `root`, and what is wrong with them."""
    place = make_workspace(root, recipients, PIECES, satu_pdf="ya", salinan=f"{MARK}{{urut}}")
    begin_book(root)
    build = build_packet(Workspace(root), place, PacketOptions(root / "output", DAY, workers=workers))
    faults = [f"{one.kunci}: {one.alasan}" for one in build.troubles]
    folders = sorted(one for one in (root / "output" / "paket" / OFFICE / NAME).iterdir() if one.is_dir())
    if len(folders) != recipients:
        faults.append(f"{len(folders)} folders for {recipients} recipients")
    pages = 0
    for number, folder in enumerate(folders, 1):
        count, found = judge(folder, number)
        pages += count
        faults += [f"{folder.name}: {one}" for one in found]
    return pages, faults


def judge(folder: Path, number: int) -> tuple[int, list[str]]:
    """The pages of the one PDF of a recipient, and what is wrong with it."""
    parts = sorted(folder.glob("[0-9]*_*.pdf"))
    whole = [path for path in folder.glob("*.pdf") if path not in parts]
    if len(whole) != 1:
        return 0, [f"{len(whole)} files that could be the one PDF"]
    counts = [_pages(path) for path in parts]
    pages = _pages(whole[0])
    faults = [f"{path.name}: {one}" for path in (*parts, *whole) for one in _check(path)]
    if pages != sum(counts):
        faults.append(f"{pages} pages, its parts have {counts}")
    mark = "".join(f"{MARK}{number}".split())
    for at, page in enumerate(PdfReader(whole[0]).pages, 1):
        if mark not in "".join(page.extract_text().split()):
            faults.append(f"page {at} is without {mark}")
    return pages, faults


def _check(path: Path) -> Iterator[str]:
    run = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, stdin=subprocess.DEVNULL)
    if run.returncode:
        yield f"qpdf ends with {run.returncode}: {run.stderr.decode('utf-8', 'replace')[:120]}"


def _pages(path: Path) -> int:
    said = subprocess.run(["pdfinfo", str(path)], capture_output=True, stdin=subprocess.DEVNULL).stdout
    found = re.search(rb"Pages:\s+(\d+)", said)
    return int(found[1]) if found else -1


def absent() -> list[str]:
    """The programs that this needs and that are not here."""
    return [name for name in PROGRAMS if shutil.which(name) is None]
