"""Periods of a report: a day, a week from Monday to Sunday, a month; their names in Indonesian and their keys."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from doctool.indonesian import BULAN, nama_hari, tanggal

JenisLaporan = Literal["harian", "mingguan", "bulanan"]
JENIS: tuple[JenisLaporan, ...] = ("harian", "mingguan", "bulanan")
_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_WEEK_TEXT = re.compile(r"(?P<year>\d{4})-?W?(?P<week>\d{1,2})", re.IGNORECASE)
_MONTH_TEXT = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})")
#: Whether counts are due on a day.
Wajib = Callable[[date], bool]


@dataclass(frozen=True, slots=True, order=True)
class Periode:
    """From `awal` to `akhir`, both included."""

    awal: date
    akhir: date
    jenis: JenisLaporan

    def hari(self) -> Iterator[date]:
        """Every day of the period."""
        for number in range((self.akhir - self.awal).days + 1):
            yield self.awal + number * _ONE_DAY

    @property
    def kunci(self) -> str:
        """Its key in the records: "harian/2025-07-07", "mingguan/2025-W28", "bulanan/2025-07"."""
        return f"{self.jenis}/{self.pendek}"

    @property
    def pendek(self) -> str:
        """The key without the kind; weeks are those of ISO 8601."""
        if self.jenis == "harian":
            return self.awal.isoformat()
        if self.jenis == "mingguan":
            year, week, _ = self.awal.isocalendar()
            return f"{year}-W{week:02d}"
        return f"{self.awal:%Y-%m}"

    @property
    def label(self) -> str:
        """What stands before the period on the sheet."""
        return {"harian": "Hari/Tanggal", "mingguan": "Periode", "bulanan": "Bulan"}[self.jenis]

    @property
    def nama(self) -> str:
        """The period in words: "Senin, 7 Juli 2025", "7 s.d. 13 Juli 2025 (minggu ke-28)", "Juli 2025"."""
        if self.jenis == "harian":
            return hari_tanggal(self.awal)
        if self.jenis == "mingguan":
            return f"{rentang(self.awal, self.akhir)} (minggu ke-{self.awal.isocalendar().week})"
        return f"{BULAN[self.awal.month - 1]} {self.awal.year}"

    @property
    def judul(self) -> str:
        """The kind of report, as its title has it."""
        return f"Laporan {self.jenis.capitalize()}"

    def sebelumnya(self, wajib: Wajib) -> Periode:
        """The period before; before a day the last one on which counts were due."""
        if self.jenis == "mingguan":
            return minggu(self.awal - _WEEK)
        if self.jenis == "bulanan":
            return bulan(self.awal - _ONE_DAY)
        day = self.awal - _ONE_DAY
        for number in range(31):
            if wajib(day - number * _ONE_DAY):
                return harian(day - number * _ONE_DAY)
        return harian(day)

    @property
    def nama_sebelumnya(self) -> str:
        """How the period before is called in a heading."""
        return {"harian": "Hari kerja sebelumnya", "mingguan": "Minggu lalu", "bulanan": "Bulan lalu"}[self.jenis]


def harian(day: date) -> Periode:
    """A day."""
    return Periode(day, day, "harian")


def minggu(day: date) -> Periode:
    """The week, Monday to Sunday, that holds `day`."""
    monday = day - day.weekday() * _ONE_DAY
    return Periode(monday, monday + 6 * _ONE_DAY, "mingguan")


def bulan(day: date) -> Periode:
    """The month that holds `day`."""
    return Periode(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]), "bulanan")


def periode(jenis: JenisLaporan, day: date) -> Periode:
    """The period of a kind that holds `day`."""
    return {"harian": harian, "mingguan": minggu, "bulanan": bulan}[jenis](day)


def baca_minggu(text: str) -> Periode | None:
    """The week that "2025-W28" or "2025-28" names (ISO 8601), None for none."""
    found = _WEEK_TEXT.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return minggu(date.fromisocalendar(int(found["year"]), int(found["week"]), 1))
    except ValueError:
        return None


def baca_bulan(text: str) -> Periode | None:
    """The month that "2025-07" names, None for none."""
    found = _MONTH_TEXT.fullmatch(text.strip())
    if found is None or not 1 <= int(found["month"]) <= 12 or not 1900 <= int(found["year"]) <= 2100:
        return None
    return bulan(date(int(found["year"]), int(found["month"]), 1))


def tanggal_panjang(day: date) -> str:
    """ "7 Juli 2025"."""
    return tanggal(day.year, day.month, day.day)


def hari_tanggal(day: date) -> str:
    """ "Senin, 7 Juli 2025"."""
    return f"{nama_hari(day)}, {tanggal_panjang(day)}"


def rentang(first: date, last: date) -> str:
    """ "7 s.d. 13 Juli 2025", "30 Juni s.d. 6 Juli 2025", with both years where they differ."""
    if first.year != last.year:
        return f"{tanggal_panjang(first)} s.d. {tanggal_panjang(last)}"
    if first.month != last.month:
        return f"{first.day} {BULAN[first.month - 1]} s.d. {tanggal_panjang(last)}"
    return f"{first.day} s.d. {tanggal_panjang(last)}"


def rentang_singkat(first: date, last: date) -> str:
    """ "7/7 - 11/7"."""
    day = f"{first.day}/{first.month}"
    return day if first == last else f"{day} - {last.day}/{last.month}"
