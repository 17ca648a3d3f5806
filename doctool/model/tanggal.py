"""Tanggal: a date as the office writes it, read as far as it can be read."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from pydantic import model_validator

from doctool import indonesian
from doctool.model.dasar import Tertulis

PolaTanggal = Literal["d MMMM yyyy", "dd MMMM yyyy"]

#: Years that a date may have; anything else is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 1900, 2100

#: Names of months, with the old spellings and the abbreviations in use.
_MONTHS = {name.lower(): number for number, name in enumerate(indonesian.BULAN, start=1)} | {
    "pebruari": 2, "nopember": 11,
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "ags": 8, "agt": 8,
    "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip
_WEEKDAYS = {name.lower(): number for number, name in enumerate(indonesian.HARI)} | {
    "jum'at": 4, "jum’at": 4, "ahad": 6,
}  # fmt: skip

_WEEKDAY = re.compile(r"(?P<name>[a-z'’]+)\s*,?\s+(?P<rest>\d.*)")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<d>\d{1,2}) (?P<name>[a-z]+)\.? (?P<y>\d{4})",  # 9 Januari 2024, 9 Jan. 2024
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})",  # 2024-01-09
        r"(?P<d>\d{1,2}) ?(?P<mark>[-/.]) ?(?P<m>\d{1,2}) ?(?P=mark) ?(?P<y>\d{4})",  # 09/01/2024, day first
        r"(?P<d>\d{1,2})-(?P<name>[a-z]+)-(?P<y>\d{4})",  # 9-Jan-2024
        r"(?P<name>[a-z]+)\.? (?P<y>\d{4})",  # Januari 2024
        r"(?P<y>\d{4})-(?P<m>\d{1,2})",  # 2024-01
        r"(?P<y>\d{4})",  # 2024
    )
)


def _read(text: str) -> tuple[int, int | None, int | None] | None:
    """Year, month and day as far as `text` says them; None for what is no date."""
    plain = " ".join(text.lower().split()).rstrip(".").lstrip(".…_ ")
    weekday = _WEEKDAY.fullmatch(plain)
    if weekday is not None and weekday["name"] in _WEEKDAYS:
        plain = weekday["rest"]
    for form in _FORMS:
        found = form.fullmatch(plain)
        if found is not None:
            return _checked(found.groupdict())
    return None


def _checked(parts: dict[str, str | None]) -> tuple[int, int | None, int | None] | None:
    """The numbers in `parts` if they name a day, month or year of the calendar, else None."""
    year = int(parts["y"] or 0)
    name, number, day = parts.get("name"), parts.get("m"), parts.get("d")
    month = _MONTHS.get(name, 0) if name else int(number) if number else None
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return None
    if day is None or month is None:
        return year, month, None
    try:
        date(year, month, int(day))
    except ValueError:
        return None
    return year, month, int(day)


class Tanggal(Tertulis):
    """A date field: `teks` as written; year, month and day as far as `teks` says them.

    "" is an empty place, "-" says there is none, a month alone ("Januari 2024") has no `hari`, a year alone no
    `bulan`. Text that is no date at all, or no day of the calendar, has `tahun` None (rule S02 reports it).
    """

    tahun: int | None = None
    bulan: int | None = None
    hari: int | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, date):
            value = value.isoformat()[:10]
        if isinstance(value, str):
            value = {"teks": value}
        if isinstance(value, dict) and isinstance(value.get("teks"), str):
            year, month, day = _read(value["teks"]) or (None, None, None)
            return {**value, "tahun": year, "bulan": month, "hari": day}
        return value

    @property
    def terbaca(self) -> bool:
        """Read, at least the year."""
        return self.tahun is not None

    @property
    def date(self) -> date | None:
        """The day; None unless day, month and year are all there."""
        if self.tahun is None or self.bulan is None or self.hari is None:
            return None
        return date(self.tahun, self.bulan, self.hari)

    @property
    def hari_tertulis(self) -> str:
        """The day of the week that `teks` names ("Senin"), in today's spelling; "" if none, or if no date follows."""
        found = _WEEKDAY.fullmatch(" ".join(self.teks.lower().split()).rstrip("."))
        if found is None or found["name"] not in _WEEKDAYS or self.date is None:
            return ""
        return indonesian.HARI[_WEEKDAYS[found["name"]]]

    @property
    def hari_keliru(self) -> bool:
        """`teks` names a day of the week that the date does not fall on."""
        day = self.date
        return day is not None and self.hari_tertulis not in ("", indonesian.nama_hari(day))

    def cetak(self, pattern: PolaTanggal = "d MMMM yyyy", *, hari: bool = True) -> str:
        """What is printed: a whole date in the house style's pattern, anything else as written.

        A day of the week that was written stays in front, even a wrong one: a finding tells, printing does not mend.
        `hari` False leaves it out, as the place and date of a signature want it.
        """
        day = self.date
        if day is None:
            return self.teks
        printed = indonesian.tanggal(day.year, day.month, day.day, pattern)
        return f"{self.hari_tertulis}, {printed}" if hari and self.hari_tertulis else printed
