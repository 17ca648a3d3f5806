"""The grid of a table: which cell covers which place."""

from __future__ import annotations

from dataclasses import dataclass

from doctool.model.dokumen import Sel, Tabel


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the grid: the cell that covers it, its first row and column, and how far it goes."""

    sel: Sel
    row: int
    column: int
    columns: int
    rows: int


def grid(tabel: Tabel) -> tuple[list[list[Place]], int]:
    """For each row the cells that cover it from left to right, and the number of columns. Places for which no cell is
    given are empty cells."""
    taken: dict[tuple[int, int], Place] = {}
    for number, baris in enumerate(tabel.baris):
        column = 0
        for sel in baris.sel:
            while (number, column) in taken:
                column += 1
            rows = min(max(sel.baris, 1), len(tabel.baris) - number)
            columns = _free_columns(taken, number, column, max(sel.kolom, 1))
            place = Place(sel, number, column, columns, rows)
            taken |= {(number + down, column + right): place for down in range(rows) for right in range(columns)}
            column += columns
    count = max((column + 1 for _, column in taken), default=1)
    count = max(count, len(tabel.lebar), 1)
    return [_covered(taken, number, count) for number in range(len(tabel.baris))], count


def _free_columns(taken: dict[tuple[int, int], Place], row: int, column: int, wanted: int) -> int:
    """How many of the `wanted` columns are free, from `column` on, before a cell from above."""
    free = 1
    while free < wanted and (row, column + free) not in taken:
        free += 1
    return free


def _covered(taken: dict[tuple[int, int], Place], row: int, count: int) -> list[Place]:
    cells: list[Place] = []
    column = 0
    while column < count:
        place = taken.get((row, column)) or Place(Sel(), row, column, 1, 1)
        cells.append(place)
        column = place.column + place.columns
    return cells
