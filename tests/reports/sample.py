"""The sample laporan kinerja (data/kota-probolinggo/laporan/lkj-2025) in its own workspace, and what its files say.

Nothing here asks doctool what it meant to print: headings, captions and numbers are read from the docx and from the
text of the PDF's pages, the printed page number is the end of the footer's line.
"""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pdfplumber
import pypdf
from click.testing import CliRunner, Result
from lxml import etree

from doctool.cli.main import cli
from tests.write.docx_text import NS, W, paragraphs, text, tree

ROOT = Path(__file__).resolve().parents[2]
NAME = "kota-probolinggo/lkj-2025"
FOLDER = Path("data/kota-probolinggo/laporan/lkj-2025")
MADE = Path("output/laporan/kota-probolinggo/lkj-2025")
DAY = "2026-01-20"
FOOTER = "Dinas Kependudukan dan Pencatatan Sipil Kota Probolinggo"


def workspace(to: Path) -> Path:
    """The office of the sample with its data and templates at `to`."""
    for name in ("sop_catalog/kota-probolinggo", "data/kota-probolinggo", "templates/docx"):
        shutil.copytree(ROOT / name, to / name)
    return to


def doctool(*words: str, code: int | None = 0) -> Result:
    """Run `doctool` here; `code` is the exit code it must have."""
    result = CliRunner().invoke(cli, list(words), prog_name="doctool")
    assert code is None or result.exit_code == code, result.output
    return result


def rakit(*words: str, code: int | None = 0) -> Result:
    """Put the sample together here."""
    return doctool("laporan", "rakit", NAME, "--tanggal", DAY, *words, code=code)


def dense(words: str) -> str:
    """Letters and signs alone, in one case."""
    return re.sub(r"\s", "", words).casefold()


@dataclass(frozen=True)
class Entry:
    """An entry of the contents or of a list: "BAB I", "3.1", "Tabel 3.2" or "", the title, the number."""

    label: str
    title: str
    number: str


@dataclass
class Files:
    """The docx and pdf of a report."""

    docx: bytes
    pdf: bytes

    @classmethod
    def of(cls, folder: Path, name: str = "laporan-lkj-2025") -> Files:
        return cls((folder / f"{name}.docx").read_bytes(), (folder / f"{name}.pdf").read_bytes())

    @cached_property
    def pages(self) -> list[list[str]]:
        """The lines of each page of the PDF."""
        with pdfplumber.open(io.BytesIO(self.pdf)) as file:
            return [(page.extract_text() or "").split("\n") for page in file.pages]

    @cached_property
    def reader(self) -> pypdf.PdfReader:
        """The PDF as pypdf reads it."""
        return pypdf.PdfReader(io.BytesIO(self.pdf))

    @cached_property
    def entries(self) -> list[Entry]:
        """What contents and lists of the docx say."""
        lines = [words for style, words in paragraphs(self.docx) if style.startswith(("TOC", "TableofFig"))]
        split = [[part.strip() for part in words.split("\t")] for words in lines if "\t" in words]
        return [Entry("\t".join(parts[:-2]), parts[-2], parts[-1]) for parts in split]

    def tables(self) -> list[tuple[str, list[list[str]]]]:
        """(caption, rows of cells) of every ruled table of the docx; "" for what a cell above goes on into."""
        found: list[tuple[str, list[list[str]]]] = []
        caption = ""
        body = tree(self.docx).find("w:body", NS)
        assert body is not None
        for one in body:
            if one.tag == f"{W}p":
                style = one.find("w:pPr/w:pStyle", NS)
                if style is not None and style.get(f"{W}val") == "Caption":
                    caption = text(one)
            elif one.xpath("boolean(self::w:tbl/w:tblPr/w:tblStyle[@w:val = 'TabelLaporan'])", namespaces=NS):
                found.append((caption, [_cells(row) for row in one.iterfind("w:tr", NS)]))
        return found

    def pdf_tables(self) -> list[list[str]]:
        """The rows of every ruled table of the PDF in the order of pages; a head that is repeated comes again."""
        rows: list[list[str]] = []
        with pdfplumber.open(io.BytesIO(self.pdf)) as file:
            for page in file.pages:
                for table in page.extract_tables():
                    rows += [[dense(cell or "") for cell in row] for row in table]
        return rows

    def real_number(self, entry: Entry) -> list[str]:
        """The printed numbers of the pages where the heading or caption of `entry` stands in lines of its own."""
        wanted = dense(entry.label + entry.title)
        return [footer_number(lines) for lines, runs in zip(self.pages, self._runs, strict=True) if wanted in runs]

    @cached_property
    def _runs(self) -> list[set[str]]:
        """What one to five lines of each page say together; in the lists, whose entries say it too, each alone."""
        found = []
        for lines in ([dense(line) for line in page] for page in self.pages):
            most = 1 if any("......" in line for line in lines) else 5
            found.append({"".join(lines[at : at + n]) for at in range(len(lines)) for n in range(1, most + 1)})
        return found


def footer_number(lines: list[str], footer: str = FOOTER) -> str:
    """The page number after the footer's text on the last line, "" where there is none."""
    found = re.fullmatch(rf"{re.escape(footer)} ([ivxlc]+|\d+)", lines[-1])
    return found[1] if found else ""


def _cells(row: etree._Element) -> list[str]:
    return ["\n".join(text(one) for one in cell.iterfind("w:p", NS)) for cell in row.iterfind("w:tc", NS)]
