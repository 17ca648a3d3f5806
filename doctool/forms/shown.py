"""What a cell shows, as it is quoted in messages and compared with the data."""

from __future__ import annotations

import re
from decimal import Decimal

from doctool.forms.cells import Cell, Rupa, plain
from doctool.forms.written import larger, read_written
from doctool.indonesian import BULAN, angka


def shown(cell: Cell) -> str:
    """What a cell holds, as it is quoted: 95,37 with a comma, percent as percent."""
    if cell.number is not None and cell.rupa in (Rupa.BILANGAN, Rupa.BILANGAN_SAJA):
        return angka(cell.number)
    if cell.number is not None and cell.rupa is Rupa.PERSEN:
        return f"{angka(cell.number * 100)}%"
    return cell.text


def day(text: str) -> str:
    """2026-02-01 as "1 Februari 2026"; other texts as they are."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return text
    return f"{int(found[3])} {BULAN[int(found[2]) - 1]} {found[1]}"


def one_line(text: str) -> str:
    """`text` without line ends and what cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def quoted(text: str) -> str:
    """`text` in one line of at most 40 signs."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def same_number(cell: Cell, value: Decimal) -> bool:
    """Whether a locked cell still shows a number of the data."""
    if cell.number is None:
        found = read_written(cell.text)
        return found.value == value and not larger(found)[0]
    return cell.number == value or (cell.rupa is Rupa.PERSEN and cell.number * 100 == value)


def as_text(cell: Cell) -> str:
    """A locked cell in one line."""
    return " ".join((plain(cell.number) if cell.number is not None else cell.text).split())
