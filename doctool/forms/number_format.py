"""Formats of numbers in Excel: whether one shows percent or a date, and which day a number is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

#: Built-in formats (ECMA-376, part 1, 18.8.30), and those of East Asian Excel, that show dates and times or percent.
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_PERCENT = {9, 10}
#: What of a format code is text and not format: in quotes, after a backslash or an underscore, in brackets.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DAY = re.compile(r"[dmyhs]", re.IGNORECASE)


class Form(StrEnum):
    """What a format shows a number as."""

    BIASA = "bilangan"
    PERSEN = "persen"
    TANGGAL = "tanggal"
    TIDAK_DIKETAHUI = "tidak diketahui"


def form_of(number: str, own: Mapping[str, str]) -> Form:
    """The form by the format's number; `own` are the workbook's own format codes."""
    code = own.get(number)
    if code is None:
        known = int(number) if number.isascii() and number.isdigit() else -1
        if known in _PERCENT:
            return Form.PERSEN
        if known in _DATES:
            return Form.TANGGAL
        return Form.BIASA if 0 <= known < 164 else Form.TIDAK_DIKETAHUI
    bare = _LITERAL.sub("", code.split(";")[0])
    if "%" in bare:
        return Form.PERSEN
    general = re.sub("general|standard", "", bare, flags=re.IGNORECASE)
    return Form.TANGGAL if _DAY.search(general) else Form.BIASA


def shown_day(serial: Decimal, epoch: int = 1900) -> str:
    """The day that Excel shows for a number, as 2026-02-01; "" for none. The year 1900 has a day too many there."""
    whole = int(serial)
    if not 0 <= whole < 2_958_466:
        return ""
    first = date(1904, 1, 1) if epoch == 1904 else date(1899, 12, 31 if whole < 60 else 30)
    return (first + timedelta(days=whole)).isoformat()
