"""Dates, numbers and lists written out in Indonesian (PUEBI/EYD), and numbers in words read back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
#: Days of the week, Monday first as in `date.weekday()`.
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_FIELD = re.compile(r"EEEE|MMMM|MM|dd|d|yyyy")


def nama_hari(day: date) -> str:
    """The day of the week of `day`: "Senin"."""
    return HARI[day.weekday()]


def tanggal(year: int, month: int, day: int, pattern: str = "d MMMM yyyy") -> str:
    """A date as `pattern` says: EEEE day of the week, d/dd day, MM/MMMM month, yyyy year; ValueError if there is
    no such day."""
    when = date(year, month, day)
    values = {
        "EEEE": nama_hari(when),
        "MMMM": BULAN[month - 1],
        "MM": f"{month:02d}",
        "dd": f"{day:02d}",
        "d": str(day),
        "yyyy": f"{year:04d}",
    }
    return _FIELD.sub(lambda found: values[found[0]], pattern)


_DIGITS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))
#: `terbilang` writes numbers below this.
TERBILANG_LIMIT = 10**15


def _group(number: int) -> list[str]:
    """The words of a number from 0 to 999; none for 0."""
    hundreds, rest = divmod(number, 100)
    words = ["seratus"] if hundreds == 1 else [_DIGITS[hundreds], "ratus"] if hundreds else []
    tens, ones = divmod(rest, 10)
    if rest == 10:
        words.append("sepuluh")
    elif rest == 11:
        words.append("sebelas")
    elif tens == 1:
        words += [_DIGITS[ones], "belas"]
    else:
        words += [_DIGITS[tens], "puluh"] if tens else []
        words += [_DIGITS[ones]] if ones else []
    return words


def terbilang(number: int) -> str:
    """`number` in words: 1001000 is "satu juta seribu". ValueError from 10**15 on and below its negative."""
    if abs(number) >= TERBILANG_LIMIT:
        raise ValueError(f"{number} terlalu besar untuk ditulis dengan huruf")
    if number == 0:
        return "nol"
    words = ["minus"] if number < 0 else []
    rest = abs(number)
    for size, name in _SCALES:
        count, rest = divmod(rest, size)
        if count == 1 and size == 1000:
            words.append("seribu")
        elif count:
            words += [*_group(count), name]
    return " ".join(words + _group(rest))


_ONE_OF = {"sepuluh": "puluh", "sebelas": "belas", "seratus": "ratus", "seribu": "ribu", "sejuta": "juta"}
_JOINED = re.compile(r"(?<=[a-z])(?=(?:belas|puluh|ratus|ribu|juta|miliar|triliun)\b)")


def baca_terbilang(words: str) -> int | None:
    """The number that `words` say ("lima belas" is 15), in any case; None if they say none.

    Also read are "duabelas", "milyar" and, though not good Indonesian, "satu ratus" and "satu ribu".
    """
    text = words.lower().replace("milyar", "miliar")
    tokens: list[str] = []
    for token in text.split():
        if token in _ONE_OF:
            tokens += ["satu", _ONE_OF[token]]
        else:
            tokens += _JOINED.sub(" ", token).split()
    if tokens == ["nol"]:
        return 0
    total = 0
    for size, name in _SCALES:
        if name in tokens:
            at = tokens.index(name)
            count = _read_group(tokens[:at])
            if count is None:
                return None
            total += count * size
            tokens = tokens[at + 1 :]
    if not tokens:
        return total or None
    last = _read_group(tokens)
    return None if last is None else total + last


def _read_group(tokens: Sequence[str]) -> int | None:
    """The number from 1 to 999 that `tokens` say; None if they say none."""
    digits = {word: value for value, word in enumerate(_DIGITS) if value}
    value = 0
    rest = list(tokens)
    for size, name in ((100, "ratus"), (10, "puluh")):
        if len(rest) > 1 and rest[1] == name and rest[0] in digits:
            value += digits[rest[0]] * size
            rest = rest[2:]
    if not rest:
        return value or None
    if len(rest) == 2 and rest[1] == "belas" and value % 100 == 0 and rest[0] in digits:
        return value + 10 + digits[rest[0]]
    return value + digits[rest[0]] if len(rest) == 1 and rest[0] in digits else None


def gabung(items: Sequence[str], kata: str = "dan") -> str:
    """A list in a sentence: "a", "a dan b", "a, b, dan c"; "" for none."""
    if len(items) < 3:
        return f" {kata} ".join(items)
    return f"{', '.join(items[:-1])}, {kata} {items[-1]}"


def angka(number: int | Decimal | float, desimal: int | None = None) -> str:
    """`number` with a decimal comma and points between thousands: 1250.5 is "1.250,5".

    `desimal` is the number of decimals; None writes those it has, without zeros at the end.
    """
    value = Decimal(str(number))
    text = f"{value:,f}" if desimal is None else f"{value:,.{desimal}f}"
    if desimal is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_FRACTIONS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}


def baca_angka(text: str) -> Decimal | None:
    """The number in `text`: "1.250,5" is 1250.5, "1½" is 1.5; None if it is none.

    A point that does not group thousands ("1.5") is not read: 1.5 or 15 would be a guess.
    """
    whole = text.strip()
    fraction = _FRACTIONS.get(whole[-1:], Decimal(0))
    if fraction:
        whole = whole[:-1].strip()
        if not whole:
            return fraction
        if not whole.isdecimal():
            return None
    if _NUMBER.fullmatch(whole) is None:
        return None
    number = Decimal(whole.replace(".", "").replace(",", "."))
    return number + fraction if fraction else number  # an addition would round to the caller's context
