"""The header rows of the flowchart table (PermenPANRB 35/2012, Bagian Flowchart)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from doctool.drawing import Align, Cell, Padding, Row, TextStyle, VAlign
from doctool.layout.column_widths import HEAD_BESIDE, HEAD_PAD, label_text, word_width
from doctool.layout.measure import line_pitch, text_width, wrap
from doctool.layout.text import height, paragraph
from doctool.loaded import LoadedSop
from doctool.model.prosedur import KelompokPelaksana, Prosedur
from doctool.units import pt

#: Up to this many lanes the heads are never turned.
UPRIGHT_LANES = 6
MUTU_BAKU = ("kelengkapan", "waktu", "output")


def head_style(procedure: Prosedur, style: TextStyle, lane: int) -> TextStyle:
    """The style of the heads: as large as the texts where heads in `lane` twips need no more lines, else 8 pt."""
    large = replace(style, bold=True)
    small = replace(large, size=min(style.size, pt(8)))
    if len(procedure.lanes()) > UPRIGHT_LANES:
        return small
    inner = lane - HEAD_BESIDE
    names = [lane.nama for lane in procedure.lanes()]
    words = (word for name in names for word in name.split())
    fits = all(text_width(word, large) <= inner for word in words) and all(
        len(wrap(name, large, inner)) <= len(wrap(name, small, inner)) for name in names
    )
    return large if fits else small


def head_rows(
    loaded: LoadedSop,
    procedure: Prosedur,
    names: tuple[str, ...],
    widths: tuple[int, ...],
    first: int,
    style: TextStyle,
) -> tuple[tuple[Row, ...], tuple[Cell, ...]]:
    """Two header rows (three with lane groups), and the row of column numbers where the office has it."""
    label, gaya = loaded.label, loaded.kantor.gaya.prosedur
    lanes = procedure.lanes()
    grouped = any(isinstance(one, KelompokPelaksana) for one in procedure.pelaksana or ())
    depth = 3 if grouped else 2
    heights = [line_pitch(style) + pt(6)] * (depth - 1) + [0]
    cells: list[Cell] = []

    def add(row: int, col: int, text: str, row_span: int = 1, col_span: int = 1) -> None:
        inner = sum(widths[col : col + col_span]) - HEAD_BESIDE
        lines = (paragraph(text, style, inner, align=Align.CENTER),) if text else ()
        cells.append(Cell(row, col, lines, row_span, col_span, VAlign.CENTER, padding=HEAD_PAD, fill="F2F2F2"))

    together = [index for index, name in enumerate(names) if name in MUTU_BAKU]
    joined = together and together[-1] - together[0] + 1 == len(together) and len(together) > 1
    for col, name in enumerate(names):
        if name == "pelaksana":
            if col == first:
                add(0, col, label_text(label, "pelaksana"), depth if not lanes else 1, names.count("pelaksana"))
        elif joined and name in MUTU_BAKU:
            if col == together[0]:
                add(0, col, label_text(label, "mutu_baku"), 1, len(together))
            add(1, col, label_text(label, name), depth - 1)
        else:
            add(0, col, label_text(label, name), depth)
    if lanes:
        _lane_heads(procedure, first, depth, widths, style, cells, add)
    needed = [
        (
            cell,
            (
                max((text_width(line, style) + 40 for one in cell.paragraphs for line in one.lines), default=0)
                if cell.turned
                else height(cell.paragraphs)
            )
            + HEAD_PAD.top
            + HEAD_PAD.bottom,
        )
        for cell in cells
    ]
    for cell, need in sorted(needed, key=lambda one: one[0].row_span):
        have = sum(heights[cell.row : cell.row + cell.row_span])
        if need > have:
            heights[cell.row + cell.row_span - 1] += need - have
    cells = [_turn(cell, style, heights) for cell in cells]
    rows = [Row(one, header=True) for one in heights]
    if gaya.nomor_kolom:
        given = (
            gaya.nomor_kolom if isinstance(gaya.nomor_kolom, tuple) else tuple(f"({n + 1})" for n in range(len(names)))
        )
        rows.append(Row(line_pitch(style) + pt(3), header=True))
        plain = replace(style, bold=False)
        for col in range(len(names)):
            text = given[col] if col < len(given) else ""
            inner = widths[col] - 40
            cells.append(
                Cell(
                    depth,
                    col,
                    (paragraph(text, plain, inner, align=Align.CENTER),) if text else (),
                    valign=VAlign.CENTER,
                    padding=Padding(0, 20, 0, 20),
                )
            )
    return tuple(rows), tuple(cells)


def _lane_heads(
    procedure: Prosedur,
    first: int,
    depth: int,
    widths: tuple[int, ...],
    style: TextStyle,
    cells: list[Cell],
    add: Callable[[int, int, str, int, int], None],
) -> None:
    lanes = procedure.lanes()
    inner = widths[first] - HEAD_BESIDE
    turned = len(lanes) > UPRIGHT_LANES and any(word_width(one.nama, style) > inner for one in lanes)
    col = first
    for one in procedure.pelaksana or ():
        members = one.pelaksana if isinstance(one, KelompokPelaksana) else (one,)
        if isinstance(one, KelompokPelaksana):
            add(1, col, one.kelompok, 1, len(members))
        top = 2 if isinstance(one, KelompokPelaksana) else 1
        for lane in members:
            if turned:
                cells.append(_turned_cell(lane.nama, top, col, depth - top, inner, style))
            else:
                add(top, col, lane.nama, depth - top, 1)
            col += 1


def _turned_cell(name: str, row: int, col: int, span: int, across: int, style: TextStyle) -> Cell:
    """A head written from bottom to top: as many lines as fit across, in the shortest length that holds them."""
    most = max(1, across // line_pitch(style))
    length = word_width(name, style) + 40
    while len((text := paragraph(name, style, length, align=Align.CENTER)).lines) > most:
        length += 60
    return Cell(row, col, (text,), span, 1, VAlign.CENTER, padding=HEAD_PAD, turned=True, fill="F2F2F2")


def _turn(cell: Cell, style: TextStyle, heights: list[int]) -> Cell:
    if not cell.turned:
        return cell
    length = sum(heights[cell.row : cell.row + cell.row_span]) - HEAD_PAD.top - HEAD_PAD.bottom
    return replace(
        cell, paragraphs=tuple(paragraph(one.text, style, length, align=Align.CENTER) for one in cell.paragraphs)
    )
