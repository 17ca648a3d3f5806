"""NIP and NI PPPK: the 18 digits of a civil servant's number, checked and printed.

`YYYYMMDD YYYYMM G SSS`: date of birth, year and month of appointment (TMT CPNS), gender (1 man, 2 woman), serial
number from 001 (Peraturan Kepala BKN Nomor 22 Tahun 2007). In an NI PPPK the two digits after the year count
contracts and are no month: so BKN numbers them; no regulation was read for it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, NamedTuple

StatusPegawai = Literal["pns", "pppk", "lain"]
CaraTulis = Literal["spasi", "rapat", "asli"]

DIGITS = 18

#: Usual ages at appointment. No clause stands behind them: an age outside is a sign of a slip, hence a warning.
YOUNGEST, OLDEST = 18, 50

_SPACERS = re.compile(r"[\s.\-]+")


class _Parts(NamedTuple):
    birth: date | None
    year: int
    month: int
    gender: str
    serial: str


def nip_digits(text: str) -> str:
    """`text` without spaces, dots and hyphens; whatever else it holds stays."""
    return _SPACERS.sub("", text)


def _parts(digits: str) -> _Parts:
    return _Parts(_date(digits[:8]), int(digits[8:12]), int(digits[12:14]), digits[14], digits[15:])


def _date(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


def _is_whole(digits: str) -> bool:
    return len(digits) == DIGITS and digits.isascii() and digits.isdigit()


def check_nip(text: str, status: StatusPegawai = "pns") -> tuple[str, ...]:
    """What is wrong with a NIP (status pns) or NI PPPK (pppk), in Bahasa Indonesia; () if nothing is.

    Status "lain" (a regent, an outsider) has no such number and is not checked.
    """
    if status == "lain":
        return ()
    name = "NI PPPK" if status == "pppk" else "NIP"
    digits = nip_digits(text)
    if not digits:
        return (f"{name} kosong",)
    if not (digits.isascii() and digits.isdigit()):
        return (f'{name} "{text.strip()}" berisi huruf atau tanda, seharusnya angka dan spasi saja',)
    if len(digits) != DIGITS:
        return (f"{name} {len(digits)} angka, seharusnya {DIGITS} angka",)
    return tuple(_faults(digits, name, status))


def _faults(digits: str, name: str, status: StatusPegawai) -> list[str]:
    parts = _parts(digits)
    out: list[str] = []
    if parts.birth is None:
        out.append(f"angka 1-8 {name} ({digits[:8]}) bukan tanggal lahir yang ada di kalender")
    if not 1900 <= parts.year <= 2099 or (parts.birth is not None and parts.year <= parts.birth.year):
        out.append(f"angka 9-12 {name} ({digits[8:12]}) bukan tahun pengangkatan yang mungkin")
    if status == "pns" and not 1 <= parts.month <= 12:
        out.append(f"angka 13-14 {name} ({digits[12:14]}) bukan bulan 01-12")
    if parts.gender not in "12":
        out.append(f"angka 15 {name} ({parts.gender}) seharusnya 1 (pria) atau 2 (wanita)")
    if parts.serial == "000":
        out.append(f"angka 16-18 {name} (000) seharusnya 001-999")
    return out


def warn_nip(text: str, status: StatusPegawai = "pns") -> tuple[str, ...]:
    """What is unlikely in a valid number: the age at appointment; () if nothing, or if the number is not valid."""
    if status == "lain" or check_nip(text, status):
        return ()
    parts = _parts(nip_digits(text))
    if parts.birth is None:
        return ()
    age = parts.year - parts.birth.year
    if status == "pns" and parts.month < parts.birth.month:
        age -= 1
    if YOUNGEST <= age <= OLDEST:
        return ()
    return (f"umur saat diangkat menurut NIP {age} tahun, lazimnya {YOUNGEST}-{OLDEST} tahun",)


def format_nip(text: str, style: CaraTulis) -> str:
    """The number as the house style prints it: grouped 8-6-1-3 ("spasi"), unbroken ("rapat") or as written ("asli").

    What has not 18 digits stays as written.
    """
    digits = nip_digits(text)
    if style == "asli" or not _is_whole(digits):
        return text.strip()
    if style == "rapat":
        return digits
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
