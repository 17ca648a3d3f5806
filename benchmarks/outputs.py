"""Every format of many random SOPs: is each file valid, and does each program show the planned pages?

    python -m benchmarks.outputs [--n 200] [--seed 1] [--sdk] [--batch 20]

For each SOP: docx and xlsx against the schemas, the audit and our own lint (with --sdk also the Open XML SDK
validator, twice), both opened by LibreOffice with the planned number of pages and every symbol and arrow tip in
its place; html in headless Chromium: nothing wider than an A4 sheet, nothing in the console, the planned
number of printed pages. Prints what is wrong with which seed; exits 1 if anything is.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pdfplumber
from pypdf import PdfReader

from benchmarks.quality import rare_shapes
from benchmarks.trial import attempt
from doctool.convert.libreoffice import convert_to_pdf
from doctool.drawing import Drawing
from doctool.layout.engine import lay_out
from doctool.write.excel import write_xlsx
from doctool.write.html import write_html
from doctool.write.word import write_docx
from tests.browser import CHROMIUM, Browser
from tests.gate import check_docx, check_xlsx
from tests.geometry import astray, pdf_arrow_tips
from tests.random_sop import random_sop

TOLERANCE = 0.6
A4_WIDTH = 794  # CSS pixels
PIECE = "Math.max(...[...document.querySelectorAll('.hal')].map(one => one.scrollWidth - one.clientWidth))"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.outputs", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=200, help="how many random SOPs")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--batch", type=int, default=20, help="files a call of LibreOffice")
    parser.add_argument("--sdk", action="store_true", help="also the Open XML SDK validator, where it is installed")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.n)
    print(f"random SOPs: seeds {seeds[0]} to {seeds[-1]}; 0, -1 and so on are the rare shapes", flush=True)
    start, wrong, pages = time.perf_counter(), 0, 0
    batches = [seeds[first : first + options.batch] for first in range(0, len(seeds), options.batch)]
    done = 0
    for batch in (None, *batches):
        drawings = rare() if batch is None else dict(drawn(batch))
        pages += sum(len(one.pages) for one in drawings.values())
        with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
            for seed, problem in problems(drawings, Path(folder), options.sdk):
                wrong += 1
                print(f"  seed {seed}: {problem}", flush=True)
        done += len(drawings)
        print(f"{done} done after {time.perf_counter() - start:.0f} s", flush=True)
    print(f"{done} SOPs of {pages} pages in docx, xlsx and html: {wrong} problems")
    if not CHROMIUM:
        print("Chromium is not installed: the html was not opened")
    return int(wrong > 0)


def rare() -> dict[int, Drawing]:
    """The drawings of the rare shapes, by numbers from 0 down."""
    return {-number: lay_out(load()) for number, load in enumerate(rare_shapes())}


def drawn(seeds: Sequence[int]) -> Iterator[tuple[int, Drawing]]:
    """The drawings of the random SOPs; those that are refused are left out and told."""
    for seed in seeds:
        trial = attempt(random_sop(seed))
        if trial.drawing is None:
            print(f"  seed {seed} is refused: {trial.refused}")
        else:
            yield seed, trial.drawing


def problems(
    drawings: dict[int, Drawing], folder: Path, sdk: bool, browser: bool = True
) -> Iterator[tuple[int, str]]:
    """What is wrong with the files of `drawings`, as (seed, what)."""
    for seed, drawing in drawings.items():
        docx, xlsx = write_docx(drawing), write_xlsx(drawing)
        yield from ((seed, f"docx: {one}") for one in check_docx(docx, sdk=sdk))
        yield from ((seed, f"xlsx: {one}") for one in check_xlsx(xlsx, sdk=sdk))
        (folder / f"{seed}.docx").write_bytes(docx)
        (folder / f"{seed}.xlsx").write_bytes(xlsx)
        (folder / f"{seed}.html").write_text(write_html(drawing), encoding="utf-8", newline="\n")
    for kind in ("docx", "xlsx"):
        files = {seed: folder / f"{seed}.{kind}" for seed in drawings}
        places = [path.with_name(f"{path.stem}-{kind}.pdf") for path in files.values()]
        planned = {files[seed]: len(drawing.pages) for seed, drawing in drawings.items()}
        results = convert_to_pdf(list(files.values()), places, expected_pages=planned)
        for (seed, drawing), result in zip(drawings.items(), results, strict=True):
            if result.pdf is None:
                yield seed, f"{kind} in LibreOffice: {result.reason}"
            else:
                yield from ((seed, f"{kind} in LibreOffice: {one}") for one in misplaced(drawing, result.pdf))
    if CHROMIUM and browser:
        with Browser(folder / "profile") as chromium:
            for seed, drawing in drawings.items():
                yield from ((seed, f"html: {one}") for one in shown(chromium, folder / f"{seed}.html", drawing))


def misplaced(drawing: Drawing, pdf: Path) -> Iterator[str]:
    """The symbols and arrow tips that the rendered pages do not have where `drawing` has them.

    Excel knows no F4; its Folio is 2.5 pt wider, and the sheet stands in the middle of it.
    """
    with pdfplumber.open(pdf) as document:
        for page, sheet in zip(drawing.pages, document.pages, strict=False):
            aside = round((float(sheet.width) * 20 - page.width) / 2)
            shapes = (replace(one, box=replace(one.box, x=one.box.x + aside)) for one in page.shapes)
            for key in astray(replace(page, shapes=tuple(shapes)), sheet, TOLERANCE):
                yield f"page {page.number}: {key} is not in its place"
            tips = [(tip.x, tip.y) for tip in pdf_arrow_tips(sheet)] if page.lines else []
            for line in page.lines:
                x, y = (line.points[-1].x + aside) / 20, line.points[-1].y / 20
                if line.head and not any(abs(x - a) <= TOLERANCE and abs(y - b) <= TOLERANCE for a, b in tips):
                    yield f"page {page.number}: the tip of {line.key} is not in its place"


def shown(browser: Browser, path: Path, drawing: Drawing) -> Iterator[str]:
    """What Chromium finds wrong with the file at `path`."""
    browser.open(path, width=A4_WIDTH)
    width = max(browser.value("document.documentElement.scrollWidth"), A4_WIDTH + browser.value(PIECE) - 1)
    if width > A4_WIDTH:
        yield f"{width} pixels wide, an A4 sheet has {A4_WIDTH}"
    yield from (f"console: {one}" for one in browser.problems())
    pages = len(PdfReader(browser.pdf(path.with_suffix(".pdf"))).pages)
    if pages != len(drawing.pages):
        yield f"{pages} printed pages, {len(drawing.pages)} are planned"


if __name__ == "__main__":
    sys.exit(main())
