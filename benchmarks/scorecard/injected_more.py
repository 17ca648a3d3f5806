"""Texts that would be formulas in the other workbooks and tables that doctool writes: none may be one."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl

from doctool.drawing import Cell, Row, Table
from doctool.packet_close import failures_csv
from doctool.packet_job import Trouble
from doctool.packets.handover import BarisEkspedisi
from doctool.packets.handover_book import handover_book
from doctool.units import pt
from doctool.write.excel import write_xlsx
from tests.forms.injected import PAYLOADS
from tests.letters.samples import offices
from tests.resave import resave
from tests.write.specimens import MARGIN, drawing, text
from tests.write.test_word_random import page_of

#: What a spreadsheet takes for the beginning of a formula, in a table of texts without types.
_BEGINS = ("=", "+", "-", "@", "\t", "\r")


def books() -> dict[str, bytes]:
    """Workbooks with every payload, by the name of their kind."""
    rows = [BarisEkspedisi(n, f"k{n}", one, f"{n:03}", one, one) for n, one in enumerate(PAYLOADS, 1)]
    # What the catalogue lets through has no line ends in a paragraph.
    shown = [" ".join(one.split()) for one in PAYLOADS]
    cells = tuple(Cell(row, 0, (text(one),)) for row, one in enumerate(shown))
    table = Table("acak", MARGIN.left, MARGIN.top + 20, (pt(400),), (Row(300, exact=False),) * len(cells), cells)
    return {"daftar ekspedisi": handover_book(offices()[0], "Paket", rows), "lembar SOP": write_xlsx(drawing(page_of(
        table)))}  # fmt: skip


def problems(*, libreoffice: bool) -> list[str]:
    """Formula cells and texts that are gone, in the books, the books after LibreOffice saved them, and the CSV."""
    made = books()
    found = [f"{kind}: {one}" for kind, data in made.items() for one in _judge(data)]
    if libreoffice:
        with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as folder:
            files = [Path(folder) / f"{number}.xlsx" for number in range(len(made))]
            for file, data in zip(files, made.values(), strict=True):
                file.write_bytes(data)
            saved = resave(files, Path(folder) / "lagi")
            found += [f"{kind}, LibreOffice: {one}" for kind, path in zip(made, saved, strict=True)
                      for one in _judge(path.read_bytes())]  # fmt: skip
    return found + [f"gagal.csv: {one}" for one in _csv()]


def _judge(data: bytes) -> Iterator[str]:
    texts = set()
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield f"{cell.coordinate}: {str(cell.value)[:60]} is a formula"
                elif cell.value is not None:
                    texts.add(_plain(str(cell.value)))
    yield from (f"{one!r} is not there" for one in PAYLOADS if _plain(one) not in texts)


def _csv() -> Iterator[str]:
    data = failures_csv([Trouble(one, one, "", one, one) for one in PAYLOADS]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(data), delimiter=";"))[1:]
    if len(rows) != len(PAYLOADS):
        yield f"{len(rows)} rows, not {len(PAYLOADS)}"
    for row in rows:
        yield from (f"{cell!r} would be reckoned" for cell in row[1:] if cell.startswith(_BEGINS))


def _plain(text: str) -> str:
    return "".join(text.split())
