"""The tables of one page of a flowchart sheet, and the page in words for who cannot see it."""

from __future__ import annotations

from dataclasses import replace

from doctool.drawing import NO_BORDER, Cell, Padding, Row, Table, VAlign
from doctool.layout.columns import PAD
from doctool.layout.flow_rows import FlowRows
from doctool.layout.graph import Node
from doctool.layout.text import height
from doctool.units import pt


def tables(page: FlowRows) -> tuple[Table, ...]:
    """The title, the table of the procedure and what stands below the last."""
    sheet, columns, left = page.sheet, page.columns, page.frame.margin.left
    out: list[Table] = []
    if page.opening and sheet.title:
        rows = (Row(height(sheet.title) + pt(6)),)
        cell = Cell(0, 0, sheet.title, border=NO_BORDER)
        out.append(Table("judul-prosedur", left, page.frame.top, (page.frame.inner_width,), rows, (cell,)))
    rows_list = list(columns.head_rows)
    cells = list(columns.head_cells)
    for index, one in enumerate(page.body):
        row = page.first + index - page.above
        inside = page.first <= row < page.end
        rows_list.append(Row(one, kegiatan=sheet.graph.rows[row] if inside else None))
        texts = sheet.texts[row] if inside else {}
        for col, name in enumerate(columns.names):
            padding = PAD if name != "pelaksana" else Padding()
            at = page.head + index
            cells.append(Cell(at, col, texts.get(col, ()), valign=VAlign.CENTER, padding=padding))
    out.append(Table("prosedur", left, page.top, columns.widths, tuple(rows_list), tuple(cells)))
    y = page.grid.rows[-1]
    for table in sheet.tail if page.closing else ():
        out.append(replace(table, y=y + 40))
        y += 40 + table.height
    return tuple(out)


def description(page: FlowRows) -> str:
    """The flow on this page in words."""
    graph = page.sheet.graph
    steps = [
        node.title + _exits(page, node)
        for node in graph.nodes
        if page.first <= node.row < page.end and node.title
    ]
    name = page.sheet.loaded.sop.nama_sop or "SOP"
    return f"Diagram alir {name}: " + "; ".join(steps)


def _exits(page: FlowRows, node: Node) -> str:
    """Where the named exits of `node` lead, in brackets."""
    numbers, rows = page.sheet.procedure.numbers(), page.sheet.graph.rows
    row_of = {one.key: rows[one.row] for one in page.sheet.graph.nodes}
    said = []
    for edge in page.sheet.graph.edges:
        row = row_of[edge.target]
        if edge.source == node.key and edge.label and row is not None:
            said.append(f"{edge.label}: ke kegiatan {numbers[row] or f'baris ke-{row + 1}'}")
    return f" ({', '.join(said)})" if said else ""
