"""The Buku Laporan: the Daftar Laporan of a month or a year as an Excel workbook and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from doctool.house_workbook import Across, Column, HouseBook, house_of
from doctool.periodic.document import SAMPLE
from doctool.periodic.load import LoadedBerkala
from doctool.periodic.periods import JenisLaporan, tanggal_panjang
from doctool.periodic.records import BarisDaftar

_CUT = "… (terpotong)"
Daftar = Mapping[JenisLaporan, Sequence[BarisDaftar]]


def list_book(loaded: LoadedBerkala, found: Daftar, period: str, today: date) -> bytes:
    """The workbook: daily, weekly, monthly reports one below the other; the same rows give the same bytes."""
    berkala, office = loaded.berkala, loaded.office
    heading = f"BUKU LAPORAN {berkala.judul.upper()}"
    columns = (
        Column("No.", 5, True), Column("Laporan", 38), Column("Dibuat", 17, True), Column("Dibuat oleh", 22),
        *(Column(f"Diterima {post}", 17, True) for post in berkala.penerima.values()),
        Column("No. Agenda", 11, True), Column("Keterangan", 38),
    )  # fmt: skip
    book = HouseBook(house_of(office), f"{heading} {period}")
    sheet = book.sheet("Daftar Laporan", [column.width for column in columns])
    unit = office.kantor.bidang.get(berkala.bidang, "")
    titles = ["DAFTAR LAPORAN HARIAN, MINGGUAN DAN BULANAN", berkala.judul.upper(), *([unit.upper()] if unit else [])]
    titles += [period.upper(), *([SAMPLE] if berkala.contoh else [])]
    top = sheet.titles(titles, sheet.letterhead())
    end = sheet.table(columns, list(_lines(loaded, found)), top, _CUT)
    look = book.look(font_size=9, align="left", valign="top", text_wrap=True)
    for row, text in enumerate(_notes(found, today), start=end + 1):
        sheet.inner.merge_range(row, 0, row, len(columns) - 1, text, look)
    sheet.page(top, left=f"Buku Laporan {berkala.judul} {period}")
    return book.bytes()


def list_json(loaded: LoadedBerkala, found: Daftar, period: str, today: date) -> dict[str, Any]:
    """The same as data."""
    return {
        "kantor": loaded.office.kode, "nama": loaded.nama, "periode": period, "keadaan": today.isoformat(),
        "penerima": loaded.berkala.penerima,
        "laporan": [_as_json(one, loaded.berkala.penerima) for rows in found.values() for one in rows],
        "belum_dibuat": [one.periode.kunci for rows in found.values() for one in rows if one.dibuat is None],
    }  # fmt: skip


def as_bytes(data: Mapping[str, Any]) -> bytes:
    """JSON as the bytes of its file."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _as_json(one: BarisDaftar, penerima: Mapping[str, str]) -> dict[str, Any]:
    return {
        "kunci": one.periode.kunci, "jenis": one.periode.jenis, "awal": one.periode.awal.isoformat(),
        "akhir": one.periode.akhir.isoformat(), "dibuat": one.dibuat.isoformat() if one.dibuat else None,
        "oleh": one.oleh, "diterima": {key: day.isoformat() for key, day in one.diterima.items()},
        "agenda": one.agenda, "belum_diisi": [day.isoformat() for day in one.kurang],
        "keterangan": one.keterangan(penerima),
    }  # fmt: skip


def _lines(loaded: LoadedBerkala, found: Daftar) -> Iterator[list[str] | Across]:
    penerima = loaded.berkala.penerima
    for kind, rows in found.items():
        yield Across(f"Laporan {kind}", part=True)
        if not rows:
            yield Across("Belum ada laporan yang jatuh tempo.")
        for number, one in enumerate(rows, start=1):
            received = [one.diterima.get(key) for key in penerima]
            yield [
                str(number), one.periode.nama, _day(one.dibuat), one.oleh or "-", *(_day(day) for day in received),
                one.agenda or "-", one.keterangan(penerima) or "-",
            ]  # fmt: skip


def _day(day: date | None) -> str:
    return tanggal_panjang(day) if day is not None else "-"


def _notes(found: Daftar, today: date) -> Iterator[str]:
    rows = [one for listed in found.values() for one in listed]
    missing = sum(one.dibuat is None for one in rows)
    yield f"Keadaan {tanggal_panjang(today)}: {len(rows) - missing} laporan dibuat, {missing} belum dibuat."
