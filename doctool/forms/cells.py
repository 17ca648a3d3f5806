"""A workbook as it came back: sheets of cells as they were written, whatever the format of the file.

The readers (`xlsx_parts`, `ods_parts`, `xls_child`) make these; nothing here is trusted or judged yet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

#: What of a sheet is looked at: a form has at most some hundred rows and 25 columns. What lies beyond is told.
MAX_ROW, MAX_COLUMN, MAX_CELLS, MAX_SHEETS = 5_000, 200, 200_000, 40
#: Sheets with cells without end, after which no other is read.
_MOST_ENDLESS = 3

Place = tuple[int, int]


class Rupa(StrEnum):
    """What a cell holds, as the file says."""

    KOSONG = "kosong"
    BILANGAN = "bilangan"
    PERSEN = "persen"  # a number shown in percent: `number` is the share, 0.9537 for 95,37 %
    BILANGAN_SAJA = "bilangan tanpa format"  # a number; whether it is shown in percent the file does not tell
    TANGGAL = "tanggal"
    TEKS = "teks"
    LOGIKA = "benar/salah"
    GALAT = "galat"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it holds, as text (a number in digits, a date as 2026-02-01), and its number.

    `number` has at most the 15 digits that Excel shows. `formula` begins with "=" where the cell is reckoned.
    """

    rupa: Rupa
    text: str = ""
    number: Decimal | None = None
    formula: str = ""


EMPTY = Cell(Rupa.KOSONG)


@dataclass(slots=True)
class Sheet:
    """A sheet: its cells by (row, column) from 1, merged ranges (first row, first column, last row, last column).

    `comments` are what people noted at cells; `beyond` counts the cells that are not looked at; `doubled` are cells
    that the file holds twice. `complete` is False where the format does not tell formulas, comments and what is hidden.
    """

    name: str
    hidden: bool = False
    cells: dict[Place, Cell] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    comments: dict[Place, str] = field(default_factory=dict)
    doubled: list[Place] = field(default_factory=list)
    beyond: int = 0
    complete: bool = True

    def at(self, row: int, column: int) -> Cell:
        """The cell at a place; an empty one where there is none."""
        return self.cells.get((row, column), EMPTY)

    def text(self, row: int, column: int) -> str:
        """The text of a cell in one line."""
        return " ".join(self.at(row, column).text.split())

    def name_of(self, row: int, column: int) -> str:
        """A cell as Excel names it: "Form Isian!C5"."""
        from doctool.loaded import cell_name  # the model is not loaded by the process that reads an old file

        return cell_name(self.name, row, column)

    def put(self, place: Place, cell: Cell) -> bool:
        """Keep a cell; False where no more are kept."""
        row, column = place
        if row > MAX_ROW or column > MAX_COLUMN or len(self.cells) >= MAX_CELLS:
            self.beyond += 1
            return len(self.cells) < MAX_CELLS
        if place in self.cells:
            self.doubled.append(place)
        else:
            self.cells[place] = cell
        return True


@dataclass(slots=True)
class Book:
    """The sheets of a workbook; `faults` say what of the file could not be read (Bahasa Indonesia), by sheet name or ""
    for the whole file. `saved` is when a program says that it saved the file (ISO 8601), "" where none does."""

    sheets: list[Sheet] = field(default_factory=list)
    faults: list[tuple[str, str]] = field(default_factory=list)
    saved: str = ""

    def full(self) -> bool:
        """Whether the sheets hold so many cells that no more are read; told once."""
        endless = sum(sheet.beyond > MAX_CELLS for sheet in self.sheets)
        full = sum(len(sheet.cells) for sheet in self.sheets) >= MAX_CELLS or endless >= _MOST_ENDLESS
        if full:
            message = "berkas berisi terlalu banyak sel, jadi lembar selebihnya tidak dibaca; hapus lembar lain"
            self.faults.append(("", message))
        return full

    def by_name(self) -> Mapping[str, Sheet]:
        """The sheets by name."""
        return {sheet.name: sheet for sheet in self.sheets}


def exact(value: float) -> Decimal | None:
    """A stored number with the 15 digits that Excel shows: 95.370000000000005 is 95.37; None where it is none."""
    try:
        number = Decimal(f"{value:.15g}")
    except (ValueError, ArithmeticError):
        return None
    return number if number.is_finite() else None


def plain(number: Decimal) -> str:
    """A number in digits, with a decimal point and without an exponent or zeros at the end."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
