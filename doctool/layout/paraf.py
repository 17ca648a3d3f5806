"""The block for paraf: who looked at the SOP beside the office (koordinasi) and above its maker (hierarki).

Where the office wants one it stands at the foot of the identity sheet or under the flow (kantor.yaml, sop: paraf).
Only empty places are drawn, for ink.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doctool.drawing import NO_BORDER, Align, Border, Cell, Padding, Paragraph, Row, Table, TextStyle, VAlign
from doctool.layout.framed import INNER, OUTER
from doctool.layout.measure import line_pitch
from doctool.layout.text import height, paragraph
from doctool.loaded import LoadedSop
from doctool.model.aturan_sop import ParafSop
from doctool.units import mm, pt

NAME = "paraf"
HEADS = ("Jabatan", "Paraf", "Tanggal")
#: Room for ink: a paraf, a date; and the least that the name of an office needs.
PARAF_WIDTH, DATE_WIDTH, JABATAN_WIDTH = mm(22), mm(24), mm(40)
#: How high a row is; and the rows and the text where room is short.
ROW_HEIGHT, LOW_ROW, LOW_SIZE = mm(8), mm(6), pt(8)
#: The widest a block is alone, the distance between two, and that to a table above.
WIDEST, APART, ABOVE = mm(125), mm(6), pt(6)
_PADDING = Padding(pt(1.5), pt(4), pt(1.5), pt(4))


def wanted(loaded: LoadedSop, letak: str) -> ParafSop | None:
    """The office's rule for the block where the sheet of `loaded` bears one at `letak`, else None."""
    rule = loaded.kantor.sop.paraf
    if rule is None or rule.letak != letak:
        return None
    if rule.kapan == "konsep" and loaded.sop.status not in ("draft", "reviu"):
        return None
    return rule


def paraf_table(rule: ParafSop, x: int, y: int, width: int, style: TextStyle, *, low: bool = False) -> Table:
    """The table "paraf" of `rule` at (x, y), at most `width` twips wide: both blocks side by side where they fit; a
    `low` one takes as little height as can be."""
    if low:
        style = replace(style, size=min(style.size, LOW_SIZE))
    blocks = [(rule.judul_koordinasi, rule.koordinasi), (rule.judul_hierarki, rule.hierarki)]
    shown = [(title, names) for title, names in blocks if names]
    least = JABATAN_WIDTH + PARAF_WIDTH + (DATE_WIDTH if rule.tanggal else 0)
    if len(shown) == 2 and width < 2 * least + APART:
        own = _columns(rule, min(width, WIDEST))
        return _joined([_block(*one, own, style, low=low) for one in shown], x, y, own)
    each = (width - APART) // 2 if len(shown) == 2 else min(width, WIDEST)
    own = _columns(rule, each)
    return _beside([_block(*one, own, style, low=low) for one in shown], x, y, own)


def _columns(rule: ParafSop, width: int) -> tuple[int, ...]:
    if rule.tanggal:
        return width - PARAF_WIDTH - DATE_WIDTH, PARAF_WIDTH, DATE_WIDTH
    return width - PARAF_WIDTH, PARAF_WIDTH


#: Rows of a block: height, and its cells with their rules.
_Lines = list[tuple[int, list[Cell]]]


def _block(title: str, names: Sequence[str], columns: Sequence[int], style: TextStyle, *, low: bool) -> _Lines:
    """One block, its rows and columns counted from 0; a low one has its title in the place of the first head."""
    bold = replace(style, bold=True)
    lines: _Lines = []
    heads = [_text(word, style, width) for word, width in zip(HEADS, columns, strict=False)]
    if low:
        heads[0] = _text(title, bold, columns[0])
    else:
        top = _text(title, bold, sum(columns))
        lines.append((_high((top,), 0), [Cell(0, 0, (top,), col_span=len(columns))]))
    cells = [Cell(len(lines), at, (one,)) for at, one in enumerate(heads)]
    lines.append((max(_high((one,), 0) for one in heads), cells))
    for row, name in enumerate(names, len(lines)):
        text = (paragraph(name, style, columns[0] - _PADDING.left - _PADDING.right - pt(1.5)),)
        cells = [Cell(row, 0, text, valign=VAlign.CENTER), *(Cell(row, at) for at in range(1, len(columns)))]
        lines.append((_high(text, LOW_ROW if low else ROW_HEIGHT), cells))
    last = len(lines) - 1
    return [
        (size, [_ruled(cell, len(columns), bottom=number == last) for cell in cells])
        for number, (size, cells) in enumerate(lines)
    ]


def _text(text: str, style: TextStyle, width: int) -> Paragraph:
    return paragraph(text, style, width - _PADDING.left - _PADDING.right - pt(1.5), align=Align.CENTER)


def _high(text: tuple[Paragraph, ...], least: int) -> int:
    return max(height(text) + _PADDING.top + _PADDING.bottom + line_pitch(text[0].style) // 6, least)


def _ruled(cell: Cell, count: int, *, bottom: bool) -> Cell:
    """`cell` of a block of `count` columns with its rules, those at the edges of the block wider."""
    edges = (cell.row == 0, cell.col + cell.col_span == count, bottom, cell.col == 0)
    top, right, below, left = (OUTER if edge else INNER for edge in edges)
    return replace(cell, border=Border(top, right, below, left), padding=_PADDING)


def _joined(blocks: Sequence[_Lines], x: int, y: int, columns: tuple[int, ...]) -> Table:
    """Blocks one below the other, an empty row between."""
    rows: list[Row] = []
    cells: list[Cell] = []
    for number, block in enumerate(blocks):
        if number:
            cells.append(Cell(len(rows), 0, col_span=len(columns), border=NO_BORDER))
            rows.append(Row(APART // 2, exact=False))
        first = len(rows)
        rows += [Row(size, exact=False) for size, _ in block]
        cells += [replace(cell, row=first + cell.row) for _, line in block for cell in line]
    return Table(NAME, x, y, columns, tuple(rows), tuple(cells))


def _beside(blocks: Sequence[_Lines], x: int, y: int, own: tuple[int, ...]) -> Table:
    """Blocks side by side, an empty column between; the shorter one ends above the other."""
    columns: tuple[int, ...] = own if len(blocks) == 1 else (*own, APART, *own)
    count = max(len(block) for block in blocks)
    starts = [at * (len(own) + 1) for at in range(len(blocks))]
    rows: list[Row] = []
    cells: list[Cell] = []
    for number in range(count):
        rows.append(Row(max(block[number][0] for block in blocks if number < len(block)), exact=False))
        for at, (block, start) in enumerate(zip(blocks, starts, strict=True)):
            if at:
                cells.append(Cell(number, start - 1, border=NO_BORDER))
            if number < len(block):
                cells += [replace(cell, col=start + cell.col) for cell in block[number][1]]
            else:
                cells.append(Cell(number, start, col_span=len(own), border=NO_BORDER))
    return Table(NAME, x, y, columns, tuple(rows), tuple(cells))


def lowered(table: Table) -> Table:
    """`table` with an empty row above, that keeps it off the table before."""
    empty = Cell(0, 0, col_span=len(table.columns), border=NO_BORDER)
    cells = (empty, *(replace(cell, row=cell.row + 1) for cell in table.cells))
    return replace(table, rows=(Row(ABOVE, exact=False), *table.rows), cells=cells)
