"""Rows that no page can hold go on on the next one: nothing is lost, and the row says that it is continued."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctool.catalog.load import load_path
from doctool.drawing import PageKind, Paragraph, TextStyle
from doctool.layout.engine import lay_out
from doctool.layout.metrics import all_violations, text_violations
from doctool.layout.split import cut
from doctool.layout.text import paragraphs
from doctool.loaded import LoadedSop
from tests.layout.sheets import words

SOP = Path(__file__).parents[1] / "data" / "bentuk" / "sop" / "nomor-loncat.yaml"
STYLE = TextStyle("Arial", 180)


def with_sentences(count: int) -> LoadedSop:
    loaded = load_path(SOP)
    assert isinstance(loaded, LoadedSop)
    text = " ".join(f"Kalimat ke-{at} menerangkan pekerjaan yang dicatat." for at in range(1, count + 1))
    rows = list(loaded.sop.kegiatan or ())
    rows[1] = rows[1].model_copy(update={"uraian": (text,)})
    return replace(loaded, sop=loaded.sop.model_copy(update={"kegiatan": tuple(rows)}))


@pytest.mark.parametrize("count", [90, 130, 400])
def test_a_row_higher_than_a_page_goes_on_with_its_number_and_loses_nothing(count: int) -> None:
    loaded = with_sentences(count)
    drawing = lay_out(loaded)
    assert [str(one) for one in all_violations(drawing)] == []
    assert [str(one) for page in drawing.pages for one in text_violations(page)] == []
    numbers, texts = [], []
    for page in drawing.pages:
        if page.kind is PageKind.FLOWCHART:
            table = page.table("prosedur")
            cells = {(cell.row, cell.col): cell.paragraphs for cell in table.cells}
            for row in range(len(table.rows)):
                lines = [one.text for one in cells.get((row, 1), ())]
                if any("Kalimat" in line for line in lines):
                    numbers.append([one.text for one in cells[(row, 0)]])
                    texts.append(lines)
    assert len(texts) > 1
    assert numbers == [["2"]] * len(texts), "each piece repeats the number"
    assert [lines[0] for lines in texts[1:]] == ["(lanjutan)"] * (len(texts) - 1)
    whole = " ".join([*texts[0], *(line for lines in texts[1:] for line in lines[1:])])
    assert whole == (loaded.sop.kegiatan or ())[1].uraian[0]


def test_no_piece_is_left_alone_where_the_row_fits() -> None:
    drawing = lay_out(with_sentences(60))
    assert "(lanjutan)" not in words(drawing.pages)


@given(
    st.lists(st.text("ab -1.", min_size=1, max_size=120).filter(str.strip), max_size=5),
    st.integers(0, 4000),
)
def test_a_cut_keeps_every_line_once_and_in_order(lines: list[str], room: int) -> None:
    whole = paragraphs([" ".join(line.split()) for line in lines], STYLE, 1500)
    taken, rest = cut(whole, room)
    assert sum(one.height for one in taken) <= room
    assert shown(taken) + shown(rest) == shown(whole)
    assert dense(taken) + dense(rest) == dense(whole)


def shown(items: tuple[Paragraph, ...]) -> list[str]:
    return [line for one in items for line in one.lines]


def dense(items: tuple[Paragraph, ...]) -> str:
    return "".join((one.marker + one.text).replace(" ", "") for one in items)
