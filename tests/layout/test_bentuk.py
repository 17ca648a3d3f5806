"""The rare shapes of published SOPs: each is drawn without breaking a rule, and says the flow it was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.trial import flow_differences
from doctool.catalog.load import load_path
from doctool.drawing import PageKind, ShapeKind
from doctool.layout.engine import lay_out
from doctool.layout.metrics import all_violations, text_violations
from doctool.loaded import LoadedSop

DATA = Path(__file__).parents[1] / "data"
FILES = sorted(DATA.glob("bentuk*/sop/*.yaml")) + sorted(DATA.glob("seeds-as-found/*/sop/*.yaml"))


def load(path: Path) -> LoadedSop:
    loaded = load_path(path)
    assert isinstance(loaded, LoadedSop)
    return loaded


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_drawn_without_breaking_a_rule(path: Path) -> None:
    loaded = load(path)
    drawing = lay_out(loaded)
    assert [str(one) for one in all_violations(drawing)] == []
    assert [str(one) for page in drawing.pages for one in text_violations(page)] == []
    if len(loaded.sop.prosedur()) == 1:
        assert flow_differences(loaded, drawing) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_node_and_row_is_on_the_sheets(path: Path) -> None:
    loaded = load(path)
    drawing = lay_out(loaded)
    rows = [row.kegiatan for page in drawing.pages for table in page.tables for row in table.rows]
    wanted = [index for _, one in loaded.sop.prosedur() for index in range(len(one.kegiatan))]
    assert [row for row in rows if row is not None] == wanted
    shapes = [shape for page in drawing.pages for shape in page.shapes if shape.kind is not ShapeKind.OFF_PAGE]
    nodes = sum(len(row.nodes()) for _, one in loaded.sop.prosedur() for row in one.kegiatan)
    without = sum(
        1 for _, one in loaded.sop.prosedur() for row in one.kegiatan for _, node in row.nodes()
        if one.lanes() and not node.pelaksana
    )
    assert len(shapes) >= nodes - without > 0


def test_lanes_stay_upright_up_to_six() -> None:
    for path in FILES:
        loaded = load(path)
        if max(len(one.lanes()) for _, one in loaded.sop.prosedur()) > 6:
            continue
        for page in lay_out(loaded).pages:
            if page.kind is PageKind.FLOWCHART:
                assert not any(cell.turned for cell in page.table("prosedur").cells)
