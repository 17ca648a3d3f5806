"""Random laporan kinerja put together: no bug, contents that are the printed pages, clean files, nothing parted.

    python -m benchmarks.proofs --only laporan [--reports 40]
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

from benchmarks.random_report import FOLDER, random_report
from doctool.convert.libreoffice import find_soffice
from doctool.report_pipeline import ReportOptions, build_report
from tests.gate import check_docx
from tests.reports.sample import Entry, Files, dense, footer_number

_FOOTER = "Dinas Contoh Kabupaten Contoh"
#: What is wrong where it is the first below the header, or the last above the footer.
_NOT_FIRST = re.compile(r"(Sumber: rekap|n/a = tidak ada|Kategori \(capaian)")
_NOT_LAST = re.compile(r"Tabel [\d.]+ ")


def faults(seed: int, folder: Path) -> tuple[int, list[str]]:
    """The pages of the report of `seed`, made below the empty `folder`, and what is wrong with it."""
    workspace = random_report(folder, seed)
    options = ReportOptions(folder / "output")
    result, made = build_report(workspace, folder / FOLDER / "laporan.yaml", date(2027, 1, 20), options)
    if result.reason or made is None:
        return 0, [f"{seed}: {result.reason}"]
    files = Files.of(folder / "output/laporan/kab-contoh/lkj", "laporan-lkj")
    found = [*check_docx(files.docx, sdk=False), *wrong_entries(files), *_pages(files)]
    return len(files.pages), [f"{seed}: {one}" for one in found]


def wrong_entries(files: Files) -> list[str]:
    """Entries of contents and lists whose number is not that of a page with their heading or caption."""
    numbers = [footer_number(lines, _FOOTER) for lines in files.pages]
    texts = ["".join(dense(line) for line in lines) for lines in files.pages]
    lists = [any("......" in line for line in lines) for lines in files.pages]

    def real(entry: Entry) -> list[str]:
        wanted = dense(entry.label + entry.title)
        return [
            number for number, text, listed, lines in zip(numbers, texts, lists, files.pages, strict=True)
            if (any(dense(line) == wanted for line in lines) if listed else wanted in text)
        ]  # fmt: skip

    return [f"{one} stands on {real(one)}" for one in files.entries if not one.number or one.number not in real(one)]


def _pages(files: Files) -> list[str]:
    """Labels that are not the printed numbers, empty pages, captions and notes parted from their tables."""
    found = []
    for place, (label, lines) in enumerate(zip(files.reader.page_labels, files.pages, strict=True), 1):
        number = footer_number(lines, _FOOTER)
        if not number:
            continue
        body = [line for line in lines[:-1] if line.strip() and not line.startswith(("CONTOH: angka", "DRAF"))]
        if label != number:
            found.append(f"page {place} is {number}, its label {label}")
        if not body:
            found.append(f"page {place} is empty")
        elif not any("......" in line for line in body):
            found += [f"page {place} begins with: {body[0]}"] if _NOT_FIRST.match(body[0]) else []
            found += [f"page {place} ends with: {body[-1]}"] if _NOT_LAST.match(body[-1]) else []
    return found


def reports(count: int, first: int = 1) -> int:
    """Put `count` random reports together, say what is wrong; whether anything is."""
    if find_soffice() is None:
        print("reports: LibreOffice is not installed", flush=True)
        return 1
    pages, wrong = 0, []
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory(prefix="doctool-") as name:
            made, found = faults(seed, Path(name))
        pages += made
        wrong += found
    for one in wrong:
        print(f"  {one}")
    print(f"reports: {count} random ones, {pages} pages, {len(wrong)} faults", flush=True)
    return int(bool(wrong))
