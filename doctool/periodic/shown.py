"""How figures are printed: Indonesian numbers, "belum diisi" for what was not filled in, a star for what lacks days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from doctool.indonesian import angka, gabung
from doctool.periodic.periods import hari_tanggal, rentang, tanggal_panjang
from doctool.periodic.reckoned import Hitungan, Nilai, Ukuran, due

KOSONG, NIHIL, BELUM_TIBA = "belum diisi", "-", "belum tiba"
#: Days that are named one by one in a note; of more only the number is said.
_FEW = 6


def nilai(one: Nilai | None, desimal: int) -> str:
    """A figure with a star where it lacks days; "-" for what is no sum or was not due."""
    if one is None or (one.angka is None and one.lengkap):
        return NIHIL
    if one.angka is None:
        return KOSONG
    return f"{angka(one.angka, desimal)}{'' if one.lengkap else '*'}"


def selisih(row: Ukuran) -> str:
    """The difference with its sign, "-" where there is none."""
    if row.selisih is None:
        return NIHIL
    sign = "+" if row.selisih > 0 else ""
    return f"{sign}{angka(row.selisih, row.desimal)}{'' if row.kini.lengkap and row.lalu.lengkap else '*'}"


def rata_rata(row: Ukuran) -> str:
    """The mean of the days that were filled in, "-" where there is none."""
    return NIHIL if row.rata_rata is None else angka(row.rata_rata, max(row.desimal, 1))


def sehari(made: Hitungan, row: Ukuran, day: date) -> str:
    """What was counted on a day."""
    value: Decimal | None = row.harian[day]
    if value is not None:
        return angka(value, row.desimal)
    if day > made.hari_ini:
        return BELUM_TIBA
    return KOSONG if day in due(made.loaded, made.isian, made.periode, made.hari_ini) else NIHIL


def notes(made: Hitungan) -> Iterator[str]:
    """What has to be said below the table: days not filled in, what figures lack, since when the year counts."""
    kosong, sebagian = made.kosong, made.sebagian
    if made.periode.jenis != "harian" and kosong:
        named = gabung([hari_tanggal(day) for day in kosong]) if len(kosong) <= _FEW else _days(kosong)
        yield f"Belum diisi: {named}."
    if len(sebagian) > _FEW:
        yield f"Sebagian belum diisi: {_days([day for day, _ in sebagian])}."
        sebagian = ()
    for day, things in sebagian:
        yield f"Belum diisi {hari_tanggal(day)}: {gabung(things)}."
    rows = [*made.baris, *(group.jumlah for group in made.kelompok if group.jumlah is not None)]
    if any(one.angka is not None and not one.lengkap for row in rows for one in row.nilai):
        yield "* Belum lengkap: dijumlahkan dari hari yang sudah diisi saja."
        yield from _lacking(made, rows)
    yield from _year(made)
    if any(row.rincian is not None and row.rincian.jenis == "posisi" for row in made.baris):
        names = gabung([row.nama for row in made.baris if row.rincian is not None and row.rincian.jenis == "posisi"])
        yield f"{names}: keadaan terakhir, tidak dijumlahkan."


def _lacking(made: Hitungan, rows: Sequence[Ukuran]) -> Iterator[str]:
    """Days before the period that figures lack."""
    before = sorted({day for row in rows for day in row.lalu.kurang})
    if before:
        yield f"{made.periode.nama_sebelumnya} belum diisi lengkap: {_days(before)}."
    said = {*before, *made.periode.hari()}
    rest = {day for row in rows for one in (row.bulan, row.tahun) if one is not None for day in one.kurang}
    if rest - said:
        yield f"Tahun ini juga belum diisi lengkap: {_days(sorted(rest - said))}."


def _days(days: Sequence[date]) -> str:
    if len(days) > _FEW:
        return f"{len(days)} hari antara {rentang(days[0], days[-1])}"
    return gabung([tanggal_panjang(day) for day in days])


def _year(made: Hitungan) -> Iterator[str]:
    """Where recording began within the year: whether what was before is in the year's figures."""
    begin = made.isian.mulai
    if begin.year != made.periode.akhir.year or (begin.month, begin.day) == (1, 1):
        return
    sums = [one for one in made.loaded.rincian if one.jenis == "jumlah"]
    without = [one.pendek for one in sums if one.awal is None]
    if len(without) < len(sums):
        until = tanggal_panjang(date.fromordinal(begin.toordinal() - 1))
        yield f"Jumlah tahun ini termasuk jumlah sampai dengan {until} yang dicatat sebelum pencatatan harian."
    if without:
        whose = "" if len(without) == len(sums) else f" {gabung(without)}"
        yield f"Jumlah tahun ini{whose} dihitung sejak {tanggal_panjang(begin)}, mulai pencatatan."
