"""The figures of a report: of its period, of the one before, until its end in the month and in the year.

What was not filled in is None, never 0; a sum knows which days that were due it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from doctool.model.berkala import KelompokRincian, Rincian
from doctool.periodic.counts import Isian
from doctool.periodic.load import LoadedBerkala
from doctool.periodic.periods import Periode, bulan


@dataclass(frozen=True, slots=True)
class Nilai:
    """A figure: None where nothing was filled in; `kurang` are the days that it lacks."""

    angka: Decimal | None
    kurang: tuple[date, ...] = ()

    @property
    def lengkap(self) -> bool:
        """Whether no day is missing in it."""
        return not self.kurang


@dataclass(frozen=True)
class Ukuran:
    """A row of a report: a thing (`rincian`), or the sum of its group (None).

    `bulan` and `tahun` are until the end of the period, None for what is no sum; `harian` are the days of the period.
    """

    nama: str
    satuan: str
    desimal: int
    rincian: Rincian | None
    kini: Nilai
    lalu: Nilai
    bulan: Nilai | None
    tahun: Nilai | None
    harian: Mapping[date, Decimal | None]

    @property
    def selisih(self) -> Decimal | None:
        """This period less the one before; None where either is not known."""
        if self.kini.angka is None or self.lalu.angka is None:
            return None
        return self.kini.angka - self.lalu.angka

    @property
    def rata_rata(self) -> Decimal | None:
        """The mean of the days that were filled in, rounded half up to one decimal more than the figures; None for what
        is no sum."""
        days = [value for value in self.harian.values() if value is not None]
        if self.bulan is None or not days:
            return None
        place = Decimal(1).scaleb(-max(self.desimal, 1))
        return (sum(days, Decimal(0)) / len(days)).quantize(place, ROUND_HALF_UP)

    @property
    def nilai(self) -> Iterator[Nilai]:
        """Every figure of the row."""
        yield from (one for one in (self.kini, self.lalu, self.bulan, self.tahun) if one is not None)


@dataclass(frozen=True)
class KelompokHitungan:
    """A group: its things, and their sum where it is printed."""

    nama: str
    baris: tuple[Ukuran, ...]
    jumlah: Ukuran | None = None


@dataclass(frozen=True)
class Hitungan:
    """A report reckoned. `hari` are the days that it shows: those on which counts were due or made, until today."""

    loaded: LoadedBerkala
    isian: Isian
    periode: Periode
    lalu: Periode
    hari: tuple[date, ...]
    kelompok: tuple[KelompokHitungan, ...]
    hari_ini: date

    @cached_property
    def baris(self) -> tuple[Ukuran, ...]:
        """Every row of a thing, in order."""
        return tuple(row for group in self.kelompok for row in group.baris)

    @cached_property
    def kosong(self) -> tuple[date, ...]:
        """Days of the period on which counts were due and nothing at all was filled in."""
        days = due(self.loaded, self.isian, self.periode, self.hari_ini)
        return tuple(day for day in days if not self.isian.nilai.get(day))

    @cached_property
    def sebagian(self) -> tuple[tuple[date, tuple[str, ...]], ...]:
        """Days of the period on which some things were not filled in, with their short names."""
        found = []
        for day in due(self.loaded, self.isian, self.periode, self.hari_ini):
            there = self.isian.nilai.get(day)
            lacking = tuple(one.pendek for one in self.loaded.rincian if there and one.kode not in there)
            if lacking:
                found.append((day, lacking))
        return tuple(found)

    @property
    def berisi(self) -> bool:
        """Whether anything was filled in for the period."""
        return any(self.isian.nilai.get(day) for day in self.periode.hari())


def reckon(loaded: LoadedBerkala, isian: Isian, periode: Periode, today: date) -> Hitungan:
    """The figures of `periode`; days after `today` have not come and lack nothing."""
    before = periode.sebelumnya(lambda day: loaded.berkala.wajib_diisi(day, loaded.libur))
    wanted = set(due(loaded, isian, periode, today))
    days = tuple(day for day in periode.hari() if day in wanted or isian.nilai.get(day))
    groups = tuple(_group(loaded, isian, group, (periode, before), today) for group in loaded.berkala.kelompok)
    return Hitungan(loaded, isian, periode, before, days, groups, today)


def due(loaded: LoadedBerkala, isian: Isian, periode: Periode, today: date) -> list[date]:
    """The days of a period on which counts were due: from the first day of recording until today."""
    return [
        day for day in periode.hari()
        if isian.mulai <= day <= today and loaded.berkala.wajib_diisi(day, loaded.libur)
    ]  # fmt: skip


def _group(
    loaded: LoadedBerkala, isian: Isian, group: KelompokRincian, periods: tuple[Periode, Periode], today: date
) -> KelompokHitungan:
    rows = tuple(_row(loaded, isian, one, periods, today) for one in group.isi)
    total = _total(group, rows) if group.jumlah else None
    return KelompokHitungan(group.nama, rows, total)


def _row(
    loaded: LoadedBerkala, isian: Isian, one: Rincian, periods: tuple[Periode, Periode], today: date
) -> Ukuran:
    now, before = periods
    month = year = None
    if one.jenis == "jumlah":
        first = bulan(now.akhir).awal
        month = _value(loaded, isian, one, Periode(first, now.akhir, "bulanan"), today)
        year = _value(loaded, isian, one, Periode(first.replace(month=1), now.akhir, "bulanan"), today)
        if one.awal is not None and year.angka is not None and isian.mulai.year == now.akhir.year:
            year = Nilai(year.angka + one.awal, year.kurang)
    return Ukuran(
        one.nama, one.satuan, one.desimal, one, _value(loaded, isian, one, now, today),
        _value(loaded, isian, one, before, today), month, year,
        {day: isian.pada(one.kode, day) for day in now.hari()},
    )  # fmt: skip


def _value(loaded: LoadedBerkala, isian: Isian, one: Rincian, periode: Periode, today: date) -> Nilai:
    """The figure of a period: the sum of what was filled in, or the last of it."""
    filled = [(day, value) for day in periode.hari() if (value := isian.pada(one.kode, day)) is not None]
    days = due(loaded, isian, periode, today)
    if one.jenis == "posisi":
        last = filled[-1] if filled else None
        return Nilai(last[1] if last else None, tuple(day for day in days if last is None or day > last[0]))
    have = {day for day, _ in filled}
    return Nilai(_sum(value for _, value in filled), tuple(day for day in days if day not in have))


def _total(group: KelompokRincian, rows: Sequence[Ukuran]) -> Ukuran:
    """The sum of a group; what one of its things lacks, it lacks."""

    def joined(values: Iterable[Nilai | None]) -> Nilai:
        known = [one for one in values if one is not None]
        lacking = {day for one in known for day in one.kurang}
        return Nilai(_sum(one.angka for one in known if one.angka is not None), tuple(sorted(lacking)))

    first = rows[0]
    days = {
        day: _sum(value for row in rows if (value := row.harian[day]) is not None) for day in first.harian
    }  # fmt: skip
    return Ukuran(
        f"Jumlah {group.nama}", group.isi[0].satuan, group.desimal, None, joined(row.kini for row in rows),
        joined(row.lalu for row in rows), joined(row.bulan for row in rows), joined(row.tahun for row in rows), days,
    )  # fmt: skip


def _sum(values: Iterable[Decimal]) -> Decimal | None:
    """The sum, None for none at all."""
    listed = list(values)
    return sum(listed, Decimal(0)) if listed else None


def weeks(made: Hitungan) -> list[Periode]:
    """The weeks of a month as far as they lie in it and have days to show."""
    found: dict[date, list[date]] = {}
    for day in made.hari:
        found.setdefault(day.fromordinal(day.toordinal() - day.weekday()), []).append(day)
    return [Periode(days[0], days[-1], "mingguan") for _, days in sorted(found.items())]


def total_of(row: Ukuran, periode: Periode) -> Decimal | None:
    """What a row counts from the first to the last day of `periode`, which lies in its own."""
    return _sum(value for day in periode.hari() if (value := row.harian.get(day)) is not None)
