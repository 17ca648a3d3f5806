"""Any text in any table: the workbook stays valid, no letter is lost, nothing becomes a formula."""

from __future__ import annotations

import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.drawing import Table
from doctool.write.excel import write_xlsx
from tests.gate import xsd_errors
from tests.gate_lint_xlsx import lint_xlsx
from tests.write.specimens import connector_page, drawing
from tests.write.test_word_random import page_of, paths, tables


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_text_in_any_table_comes_out_whole(table: Table) -> None:
    data = write_xlsx(drawing(page_of(table)))
    assert lint_xlsx(data) == []
    assert xsd_errors(data) == []
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows() for cell in row]
    found = ["".join(str(cell.value).split()) for cell in cells if cell.value is not None]
    wanted = ["".join("".join(one.marker + one.text for one in cell.paragraphs).split()) for cell in table.cells]
    assert sorted(found) == sorted(text for text in wanted if text)
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s"}


@settings(max_examples=60, deadline=None)
@given(st.lists(paths(), min_size=1, max_size=48))
def test_any_path_ends_at_its_shapes(forms: list[tuple[tuple[float, float], ...]]) -> None:
    data = write_xlsx(drawing(connector_page(1, forms)))
    assert lint_xlsx(data) == []
    assert xsd_errors(data) == []
