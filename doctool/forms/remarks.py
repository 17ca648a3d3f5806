"""What is to be said of one cell, and what of cells that hold no answer at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from doctool.findings import Severity
from doctool.forms.cells import Cell, Rupa
from doctool.forms.shown import day, shown


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one cell: code, severity, message, advice."""

    code: str
    severity: Severity
    message: str
    advice: str


def error(code: str, message: str, advice: str) -> Remark:
    """A remark for which the form has to be mended."""
    return Remark(code, Severity.ERROR, message, advice)


def warning(code: str, message: str, advice: str = "") -> Remark:
    """A remark that only has to be known."""
    return Remark(code, Severity.WARNING, message, advice)


def fault_of(cell: Cell) -> Remark | None:
    """What cannot be an answer, whatever was meant."""
    if cell.rupa is Rupa.GALAT:
        return error("F22", f"berisi galat {cell.text}", "ketik angkanya")
    if cell.formula:
        result = f" (hasilnya {shown(cell)})" if cell.text else ""
        return error("F23", f"berisi rumus {cell.formula[:40]}{result}", "ketik hasilnya saja, tanpa rumus")
    if cell.rupa is Rupa.LOGIKA:
        return error("F22", f"berisi {cell.text}, bukan angka", "ketik angkanya")
    if cell.rupa is Rupa.TANGGAL:
        return error("F21", f"berisi tanggal {day(cell.text)}{_typed(cell.text)}", "ubah format selnya menjadi Number "
                     "(Angka), lalu ketik ulang dengan koma, misalnya 1,2")  # fmt: skip
    return None


def _typed(text: str) -> str:
    """What Excel may have made the date of."""
    found = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", text)
    if found is None:
        return ""
    return f"; mungkin diketik {int(found[3])}.{int(found[2])} atau {int(found[3])}/{int(found[2])} dan diubah Excel"
