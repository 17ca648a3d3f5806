"""Any text and any path: the file stays valid, no letter is lost, every arrow ends at its shapes."""

from __future__ import annotations

import dataclasses
import io
from itertools import accumulate

import docx
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.drawing import Align, Cell, Page, Paragraph, Row, Table, VAlign
from doctool.units import pt
from doctool.write.svg import write_svg
from doctool.write.word import write_docx
from tests.gate import xsd_errors
from tests.gate_lint import lint_docx
from tests.write.specimens import MARGIN, connector_page, drawing, flowchart_page, text

# What the catalogue lets through: no controls, no surrogates. Braces and dollars only look like placeholders.
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="{$\ufffe\uffff"), max_size=30)


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    words = draw(WORDS)
    return text(
        words,
        align=draw(st.sampled_from(Align)),
        marker=draw(st.sampled_from(["", "1.", "-"])),
        indent=draw(st.integers(0, 400)),
        before=draw(st.integers(0, 200)),
        after=draw(st.integers(0, 200)),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table whose first column may be spanned over all rows and whose last row may be one wide cell."""
    rows, columns = draw(st.integers(2, 4)), draw(st.integers(2, 5))
    tall, wide = draw(st.booleans()), draw(st.booleans())
    cells = []
    for row in range(rows):
        for col in range(columns):
            if (tall and col == 0 and row) or (wide and row == rows - 1 and col > 1):
                continue
            cells.append(
                Cell(
                    row,
                    col,
                    tuple(draw(st.lists(paragraphs(), max_size=2))),
                    row_span=rows if tall and col == 0 else 1,
                    col_span=columns - 1 if wide and row == rows - 1 and col == 1 else 1,
                    valign=draw(st.sampled_from(VAlign)),
                    turned=draw(st.booleans()),
                )
            )
    heights = draw(st.lists(st.integers(20, 2000), min_size=rows, max_size=rows))
    exact = draw(st.booleans())
    sizes = tuple(Row(height, exact=exact) for height in heights)
    return Table("acak", MARGIN.left, MARGIN.top + 20, (pt(60),) * columns, sizes, tuple(cells))


@st.composite
def paths(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    steps = draw(st.lists(st.sampled_from([-1.0, -0.5, -0.3, 0.3, 0.5, 1.0]), min_size=1, max_size=5))
    level = draw(st.booleans())
    xs = accumulate((step if (number % 2 == 0) is level else 0.0 for number, step in enumerate(steps)), initial=0.0)
    ys = accumulate((0.0 if (number % 2 == 0) is level else step for number, step in enumerate(steps)), initial=0.0)
    return tuple(zip(xs, ys, strict=True))


def page_of(table: Table) -> Page:
    return dataclasses.replace(flowchart_page(1), tables=(table,), shapes=(), lines=(), labels=())


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_text_in_any_table_comes_out_whole(table: Table) -> None:
    data = write_docx(drawing(page_of(table)))
    assert lint_docx(data) == []
    assert xsd_errors(data) == []
    written = docx.Document(io.BytesIO(data)).tables[0]
    for cell in table.cells:
        if cell.paragraphs:
            wanted = [f"{each.marker}\t{each.text}" if each.marker else each.text for each in cell.paragraphs]
            assert [each.text for each in written.cell(cell.row, cell.col).paragraphs] == wanted
    assert len(write_svg(drawing(page_of(table)))) == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(paths(), min_size=1, max_size=48))
def test_any_path_ends_at_its_shapes(forms: list[tuple[tuple[float, float], ...]]) -> None:
    data = write_docx(drawing(connector_page(1, forms)))
    assert lint_docx(data) == []
    assert xsd_errors(data) == []
