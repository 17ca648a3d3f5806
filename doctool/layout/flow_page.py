"""One page of a flowchart sheet: the table, the symbols on it, then lines and labels."""

from __future__ import annotations

from doctool.drawing import Page, PageKind
from doctool.layout.flow_lines import lines_and_labels
from doctool.layout.flow_plan import RefusedError, arranged
from doctool.layout.flow_rows import FlowRows
from doctool.layout.flow_table import description, tables
from doctool.layout.footer import status_footer


def flow_page(page: FlowRows) -> Page:
    """The page of these rows; RefusedError if its lines cannot be laid."""
    plan = arranged(page)
    plan.refuse()
    try:
        lines, exits = lines_and_labels(page, plan, False)
    except RefusedError:
        plan = arranged(page)
        plan.refuse()
        lines, exits = lines_and_labels(page, plan, True)
    return Page(
        page.number,
        PageKind.FLOWCHART,
        page.frame.width,
        page.frame.height,
        page.frame.margin,
        tables(page),
        tuple(plan.shapes),
        tuple(lines),
        tuple(plan.labels + exits),
        status_footer(page.sheet.loaded, page.number, page.frame.inner_width),
        description(page),
        lane_columns=(page.columns.first_lane, page.columns.first_lane + page.columns.lanes),
    )
