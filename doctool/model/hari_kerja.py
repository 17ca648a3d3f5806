"""Working days: every day but Saturdays, Sundays and the days that the office itself is closed.

Which days those are is the office's (kinerja: libur in kantor.yaml): feasts move and cuti bersama is decided each year.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from doctool.model.kinerja import AturanKinerja
from doctool.model.tanggal import Tanggal

_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


def days_off(aturan: AturanKinerja) -> frozenset[date]:
    """The days on which the office is closed, besides Saturdays and Sundays."""
    return frozenset(day for text in aturan.libur if (day := Tanggal.model_validate(text).date) is not None)


def is_working_day(day: date, libur: Collection[date] = ()) -> bool:
    """Whether the office works on `day`."""
    return day.weekday() < _SATURDAY and day not in libur


def add_working_days(start: date, count: int, libur: Collection[date] = ()) -> date:
    """The `count`th working day after `start`, which itself does not count; `start` for 0.

    Forms sent on a Friday with one working day are due on Monday. Days beyond the calendar raise OverflowError.
    """
    day = start
    for _ in range(count):
        day += _ONE_DAY
        while not is_working_day(day, libur):
            day += _ONE_DAY
    return day


def working_days_after(start: date, end: date, libur: Collection[date] = ()) -> int:
    """How many working days lie after `start`, up to and including `end`; 0 where `end` is not after `start`."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=number), libur) for number in range(1, days + 1))


@dataclass(frozen=True, slots=True)
class Tenggat:
    """What was asked for on the day `dikirim` is due on the working day `batas`."""

    dikirim: date
    batas: date
    libur: frozenset[date] = frozenset()

    @classmethod
    def dari(cls, dikirim: date, aturan: AturanKinerja) -> Tenggat:
        """The deadline of a form sent on `dikirim`, by the office's rule."""
        libur = days_off(aturan)
        return cls(dikirim, add_working_days(dikirim, aturan.hari_pengembalian, libur), libur)

    def terlambat(self, day: date) -> int:
        """Working days by which `day` is past the deadline; 0 until the deadline itself."""
        return working_days_after(self.batas, day, self.libur)

    def tersisa(self, day: date) -> int:
        """Working days left after `day` until the deadline; 0 on the deadline and past it."""
        return working_days_after(day, self.batas, self.libur)
