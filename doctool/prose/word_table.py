"""A table of a Word file: its grid, merged cells, head rows, widths, fills (ECMA-376 part 1, 17.4)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from doctool.model.dokumen import Baris, Blok, Paragraf, Rata, Sel, Tabel
from doctool.prose import word_report as code
from doctool.prose.word_context import Context
from doctool.prose.word_xml import Element, W, child, switch, val, whole, within

#: Word itself ends at 63 columns.
MOST_COLUMNS = 64
_FILL = re.compile(r"[0-9A-Fa-f]{6}")
_NO_LINE = ("", "none", "nil")
_SIDES = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")
_ALIGNMENTS: dict[str, Rata] = {"center": "tengah", "right": "kanan", "end": "kanan"}

ReadCell = Callable[[Element, str], tuple[Blok, ...]]


@dataclass(slots=True)
class _Cell:
    column: int
    span: int
    isi: tuple[Blok, ...]
    rata: Rata
    fill: str
    rows: int = 1


@dataclass(slots=True)
class _Grid:
    rows: list[list[_Cell]] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return max((cell.column + cell.span for row in self.rows for cell in row), default=0)


def alignment(paragraph: Element, ctx: Context) -> Rata | None:
    """How a paragraph is aligned, by itself or its style; None for the left and for both sides."""
    found = child(paragraph, "pPr/jc")
    if found is None:
        found = ctx.styles.element(val(child(paragraph, "pPr"), "pStyle"), "pPr/jc")
    return None if found is None else _ALIGNMENTS.get(found.get(f"{W}val") or "")


def read_table(ctx: Context, table: Element, words: str, read: ReadCell) -> Tabel | None:
    """The table; None for one without cells. `read` gives the blocks of a cell, called by its place."""
    grid = _Grid()
    open_cells: dict[int, _Cell] = {}
    for number, row in enumerate(within(table, f"{W}tr"), 1):
        place = f"{words}, baris {number}"
        if child(row, "trPr/del") is not None:
            ctx.drop_deleted(row, place)
            continue
        grid.heads.append(bool(switch(child(row, "trPr"), "tblHeader")))
        grid.rows.append(_row(ctx, row, place, read, open_cells))
    columns = grid.columns
    if not columns:
        return None
    heads = _heads(grid)
    rows = tuple(
        Baris(cells, "kepala" if at < heads else "isi") for at, cells in enumerate(_placed(grid.rows, columns))
    )
    return Tabel(
        _widths(table, columns), rows, melintang=table in ctx.lying, bergaris=_ruled(ctx, table),
        asal=ctx.report.where(words),
    )  # fmt: skip


def _row(ctx: Context, row: Element, place: str, read: ReadCell, open_cells: dict[int, _Cell]) -> list[_Cell]:
    """The cells of a row that begin in it; `open_cells` are those from above that may reach into it, by column."""
    made: list[_Cell] = []
    column = _span(child(row, "trPr/gridBefore"), least=0)
    reached: dict[int, _Cell] = {}
    for number, cell in enumerate(within(row, f"{W}tc"), 1):
        where = f"{place}, kolom {number}"
        properties = child(cell, "tcPr")
        span = min(_span(child(properties, "gridSpan")), max(MOST_COLUMNS - column, 1))
        merge, beside = child(properties, "vMerge"), child(properties, "hMerge")
        if beside is not None and beside.get(f"{W}val") != "restart" and made:
            made[-1].span = min(made[-1].span + span, MOST_COLUMNS)
            _covered(ctx, cell, where)
        elif merge is not None and merge.get(f"{W}val") != "restart" and _reaches(open_cells.get(column), span):
            above = open_cells[column]
            above.rows += 1
            reached[column] = above
            _covered(ctx, cell, where)
        else:
            fill = child(properties, "shd")
            color = "" if fill is None else fill.get(f"{W}fill") or ""
            first = next(within(cell, f"{W}p"), None)
            one = _Cell(
                column, span, read(cell, where), (None if first is None else alignment(first, ctx)) or "kiri",
                color.upper() if _FILL.fullmatch(color) else "",
            )  # fmt: skip
            made.append(one)
            if merge is not None:
                reached[column] = one
        column += span
    open_cells.clear()
    open_cells.update(reached)
    return made


def _reaches(above: _Cell | None, span: int) -> bool:
    return above is not None and above.span == span


def _covered(ctx: Context, cell: Element, place: str) -> None:
    """What stands in a cell that another covers; Word does not show it."""
    text = ctx.pass_over(cell)
    if text:
        hint = "pisahkan selnya (Split Cells) untuk melihatnya"
        ctx.report.at(code.TABLE, place, "isi sel yang tertutup sel gabungan tidak dibawa", hint, text)


def _span(element: Element | None, least: int = 1) -> int:
    return least if element is None else max(least, min(whole(element.get(f"{W}val"), least), MOST_COLUMNS))


def _heads(grid: _Grid) -> int:
    """How many rows from the top are the head: those that are marked, else a first row that is all bold or filled."""
    marked = 0
    while marked < len(grid.rows) and grid.heads[marked]:
        marked += 1
    if marked or len(grid.rows) < 2:
        return min(marked, len(grid.rows) - 1) if len(grid.rows) > 1 else 0
    first = grid.rows[0]
    looks = all(cell.isi and (cell.fill not in ("", "FFFFFF") or _bold(cell.isi)) for cell in first)
    return max((cell.rows for cell in first), default=1) if looks and len(first) > 1 else 0


def _bold(blocks: tuple[Blok, ...]) -> bool:
    runs = [run for one in blocks if isinstance(one, Paragraf) for run in one.isi if getattr(run, "teks", "").strip()]
    return bool(runs) and all(getattr(run, "tebal", False) for run in runs)


def _placed(rows: list[list[_Cell]], columns: int) -> list[tuple[Sel, ...]]:
    """The cells of each row with empty ones where nothing stands, so that every place of the grid is covered once."""
    made: list[tuple[Sel, ...]] = []
    until: dict[int, int] = {}
    for at, row in enumerate(rows):
        out: list[Sel] = []
        column = 0
        for cell in row:
            out += [Sel() for free in range(column, cell.column) if until.get(free, 0) <= at]
            out.append(Sel(cell.isi, cell.rata, cell.span, cell.rows, warna=cell.fill))
            column = cell.column + cell.span
            until.update(dict.fromkeys(range(cell.column, column), at + cell.rows))
        made.append((*out, *(Sel() for free in range(column, columns) if until.get(free, 0) <= at)))
    return made


def _widths(table: Element, columns: int) -> tuple[float, ...]:
    grid = child(table, "tblGrid")
    widths = [] if grid is None else [max(whole(one.get(f"{W}w")), 0) for one in grid.findall(f"{W}gridCol")]
    widths = widths[:columns]
    known = [one for one in widths if one > 0]
    usual = sum(known) / len(known) if known else 1.0
    filled = [one if one > 0 else usual for one in widths] + [usual] * (columns - len(widths))
    return tuple(round(one / sum(filled), 6) for one in filled)


def _ruled(ctx: Context, table: Element) -> bool:
    """Whether lines are drawn: by the table, by its style, or by one of its cells."""
    properties = child(table, "tblPr")
    said = child(properties, "tblBorders")
    if said is None:
        for style in ctx.styles.default_table(val(properties, "tblStyle")):
            said = child(style, "tblPr/tblBorders")
            if said is not None or child(style, "tblStylePr") is not None:
                break
        else:
            return _cell_lines(table)
        if said is None:
            return True
    return _lines(said) or _cell_lines(table)


def _lines(borders: Element) -> bool:
    return any(val(borders, side) not in _NO_LINE for side in _SIDES)


def _cell_lines(table: Element) -> bool:
    return any(_lines(one) for one in table.iter(f"{W}tcBorders"))
