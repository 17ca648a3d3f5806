"""The tables of a report: things as rows for a day, a week or a month; days as rows for what a month is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from doctool.indonesian import HARI
from doctool.model.dokumen import Baris, Paragraf, Rata, Sel, Tabel, polos
from doctool.periodic import shown
from doctool.periodic.periods import tanggal_panjang
from doctool.periodic.reckoned import Hitungan, KelompokHitungan, Ukuran

#: Things beside each other in a table of days; more go into a further table.
MOST_THINGS = 12
_PLAIN = {shown.KOSONG, shown.NIHIL, shown.BELUM_TIBA}


def main_table(made: Hitungan) -> Tabel:
    """The figures of the period with those before and until its end; for a week also each of its days."""
    days = made.hari if made.periode.jenis == "mingguan" else ()
    heads = [*_first_heads(), *(day_heading(day) for day in days), *last_heads(made)]
    rows: list[Baris] = [Baris(tuple(teks(one, "tengah") for one in heads), "kepala")]
    number = 0
    for group in made.kelompok:
        rows.append(Baris((teks(group.nama, kolom=len(heads)),), "kelompok"))
        for at, row in enumerate(group.baris):
            number += 1
            rows.append(Baris((teks(f"{number}.", "tengah"), *_figures(made, row, _empty(made, group, days, at)))))
        if group.jumlah is not None:
            cells = _figures(made, group.jumlah, _empty(made, group, days, len(group.baris)))
            rows.append(Baris((teks(""), *cells), "jumlah"))
    first, middle, last = (4.0, 22.0, 8.0), (6.2,) * len(days), (8.0, 8.0, 7.5, 8.5, 9.0)
    width = (*first, *middle, *last) if days else (5.5, 32.0, 11.0, 10.0, 10.5, 9.5, 10.0, 11.5)
    notes = tuple(Paragraf(polos(one), "catatan") for one in shown.notes(made))
    return Tabel(width, tuple(rows), catatan=notes)


def day_tables(made: Hitungan) -> Iterator[Tabel]:
    """What a month is made of: a row for each day, a column for each thing, sums at the end."""
    for groups in _chunks(made.kelompok):
        rows = [row for group in groups for row in group.baris]
        upper = [teks(one, "tengah", baris=2) for one in ("No.", "Hari/Tanggal")]
        lower: list[Sel] = []
        for group in groups:
            heads = [one.rincian.pendek if one.rincian is not None else one.nama for one in group.baris]
            if len(heads) == 1:
                upper.append(teks(heads[0], "tengah", baris=2))
                continue
            upper.append(teks(group.nama, "tengah", kolom=len(heads)))
            lower += [teks(one, "tengah") for one in heads]
        body = [Baris(tuple(upper), "kepala"), Baris(tuple(lower), "kepala")]
        body += [_day(made, number, day, rows) for number, day in enumerate(made.hari, start=1)]
        last = [figure(shown.nilai(one.kini, one.desimal), one.kini.angka, tebal=True) for one in rows]
        name = "Jumlah (sisa: keadaan akhir)" if _posisi(rows) else "Jumlah"
        body.append(Baris((teks(name, kolom=2), *last), "jumlah"))
        yield Tabel((4.0, 18.0, *((78.0 / len(rows),) * len(rows))), tuple(body))


def day_heading(day: date) -> str:
    """The head of a day's column: "Senin" over "7/7"."""
    return f"{HARI[day.weekday()]}\n{day.day}/{day.month}"


def teks(text: str, rata: Rata = "kiri", *, kolom: int = 1, baris: int = 1) -> Sel:
    """A cell of text; each line a paragraph."""
    lines = tuple(Paragraf(polos(line), "sel") for line in text.split("\n")) if text else ()
    return Sel(lines, rata, kolom, baris)


def figure(text: str, value: Decimal | None, *, tebal: bool = False) -> Sel:
    """A cell of a figure at the right; what is none in the middle, what was not filled in in italics."""
    plain = text in _PLAIN
    inner = Paragraf(polos(text, miring=text == shown.KOSONG, tebal=tebal and not plain), "sel")
    return Sel((inner,), "tengah" if plain else "kanan", tebal=tebal, nilai=None if plain else value)


def _first_heads() -> list[str]:
    return ["No.", "Uraian", "Satuan"]


def last_heads(made: Hitungan) -> list[str]:
    periode = made.periode
    now = {"harian": "Hari ini", "mingguan": "Minggu ini", "bulanan": "Bulan ini"}[periode.jenis]
    before = day_heading(made.lalu.awal) if periode.jenis == "harian" else periode.nama_sebelumnya
    heads = [now, before, "Selisih"]
    heads.append("Rata-rata sehari" if periode.jenis == "bulanan" else f"Bulan s.d. {_short(periode.akhir)}")
    return [*heads, f"Tahun {periode.akhir.year} s.d. {_short(periode.akhir)}"]


def _short(day: date) -> str:
    return f"{day.day}/{day.month}"


def _empty(made: Hitungan, group: KelompokHitungan, days: Sequence[date], at: int) -> dict[date, int]:
    """The days whose cells the row `at` of a group prints, with the rows that each covers: a day on which nothing was
    filled in says so once."""
    high = len(group.baris) + (group.jumlah is not None)
    return {day: high if day in made.kosong else 1 for day in days if at == 0 or day not in made.kosong}


def _figures(made: Hitungan, row: Ukuran, days: Mapping[date, int]) -> Iterator[Sel]:
    """The cells of a row after its number; `days` with the rows that their cells cover."""
    total = row.rincian is None
    yield teks(row.nama)
    yield teks(row.satuan, "tengah")
    for day, high in days.items():
        yield replace(figure(shown.sehari(made, row, day), row.harian[day], tebal=total), baris=high)
    yield figure(shown.nilai(row.kini, row.desimal), row.kini.angka, tebal=True)
    yield figure(shown.nilai(row.lalu, row.desimal), row.lalu.angka, tebal=total)
    yield figure(shown.selisih(row), row.selisih, tebal=total)
    if made.periode.jenis == "bulanan":
        yield figure(shown.rata_rata(row), row.rata_rata, tebal=total)
    else:
        yield figure(shown.nilai(row.bulan, row.desimal), row.bulan.angka if row.bulan else None, tebal=total)
    yield figure(shown.nilai(row.tahun, row.desimal), row.tahun.angka if row.tahun else None, tebal=total)


def _day(made: Hitungan, number: int, day: date, rows: Sequence[Ukuran]) -> Baris:
    """A day of a month; one on which nothing was filled in says so once."""
    name = f"{HARI[day.weekday()]}, {tanggal_panjang(day)}"
    head = (teks(f"{number}.", "tengah"), teks(name))
    if day in made.kosong:
        empty = Sel((Paragraf(polos(shown.KOSONG, miring=True), "sel"),), "tengah", kolom=len(rows))
        return Baris((*head, empty))
    return Baris((*head, *(figure(shown.sehari(made, one, day), one.harian[day]) for one in rows)))


def _posisi(rows: Sequence[Ukuran]) -> bool:
    return any(one.rincian is not None and one.rincian.jenis == "posisi" for one in rows)


def _chunks(groups: Sequence[KelompokHitungan]) -> Iterator[list[KelompokHitungan]]:
    """The groups in tables of at most MOST_THINGS things; a larger group is divided."""
    waiting: list[KelompokHitungan] = []
    for group in groups:
        for start in range(0, len(group.baris), MOST_THINGS):
            part = KelompokHitungan(group.nama, group.baris[start : start + MOST_THINGS])
            if waiting and sum(len(one.baris) for one in waiting) + len(part.baris) > MOST_THINGS:
                yield waiting
                waiting = []
            waiting.append(part)
    if waiting:
        yield waiting
