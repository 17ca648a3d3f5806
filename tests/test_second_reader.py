"""Other programs read our docx: every word, in the order of the plan.

pandoc knows tables, rows and cells, and leaves drawings out; docx2txt takes the text of a document as it comes,
that of symbols and labels as well.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx2txt
import pytest

from doctool.drawing import Drawing, Page, Table
from doctool.layout.engine import lay_out
from doctool.write.word import write_docx
from tests.test_rendered import SMALL, SOPS, TWO_PAGES, load, on_a_small_page
from tests.write.specimens import drawing, flowchart_page, identity_page

HAND_MADE = "hand-made"
PANDOC = shutil.which("pandoc")


def plan(address: str) -> Drawing:
    if address == HAND_MADE:
        return drawing(identity_page(1), flowchart_page(2, footer="Kaki <&>"))
    return lay_out(on_a_small_page(load(TWO_PAGES)) if address == SMALL else load(address))


def cells(table: Table) -> Iterator[list[str]]:
    """The words of each cell of `table`, row by row."""
    for cell in sorted(table.cells, key=lambda one: (one.row, one.col)):
        yield [word for one in cell.paragraphs for word in f"{one.marker} {one.text}".split()]


def words(page: Page) -> Iterator[str]:
    """What stands on `page` beside its footer, the drawing first: it is anchored before the tables."""
    for shape in page.shapes:
        yield from (word for one in shape.paragraphs for word in one.text.split())
    for label in page.labels:
        yield from label.paragraph.text.split()
    for table in page.tables:
        yield from (word for cell in cells(table) for word in cell)


@pytest.fixture(params=[*SOPS, SMALL, HAND_MADE])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Drawing, Path]:
    made = plan(request.param)
    path = tmp_path / "sop.docx"
    path.write_bytes(write_docx(made))
    return made, path


def test_docx2txt_finds_every_word_in_order(case: tuple[Drawing, Path]) -> None:
    made, path = case
    found = docx2txt.process(path).split()
    wanted = [word for page in made.pages for word in words(page)]
    assert len(wanted) > 40
    assert found[: len(wanted)] == wanted
    footers = [page.footer.text for page in made.pages if page.footer]
    assert sorted(found[len(wanted) :]) == sorted(" ".join(footers).split())


def inner(node: Any) -> str:
    """The text of a part of pandoc's document, blocks parted by spaces."""
    if isinstance(node, list):
        return "".join(inner(one) for one in node)
    if not isinstance(node, dict) or "t" not in node:
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    ending = " " if node["t"] in ("Para", "Plain") else ""
    return inner(node.get("c", [])) + ending


def read_tables(node: Any) -> Iterator[list[list[str]]]:
    """Every table of pandoc's document as the words of its cells (Text.Pandoc.Definition, Table)."""
    if isinstance(node, list):
        for one in node:
            yield from read_tables(one)
    elif isinstance(node, dict) and node.get("t") == "Table":
        _, _, _, (_, head), bodies, (_, foot) = node["c"]
        rows = [*head, *(row for _, _, top, rest in bodies for row in (*top, *rest)), *foot]
        yield [inner(blocks).split() for _, cells_of_row in rows for _, _, _, _, blocks in cells_of_row]
    elif isinstance(node, dict):
        yield from read_tables(list(node.values()))


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
def test_pandoc_finds_every_word_of_every_cell_in_order(case: tuple[Drawing, Path]) -> None:
    made, path = case
    command = [str(PANDOC), "--from=docx", "--to=json", str(path)]
    document = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    found = [[cell for cell in table if cell] for table in read_tables(document["blocks"])]
    wanted = [[cell for cell in cells(table) if cell] for page in made.pages for table in page.tables]
    assert found == wanted
