"""The counts of every day, from the tables that berkala.yaml names. Empty is not 0.

What cannot be read is told with its file, sheet and cell, all at once; then there are no counts, so that no report
is made of half of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from doctool.catalog.source import shown_path
from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.indicators.workbook import Isi, Jenis, Sel
from doctool.indonesian import baca_angka, nama_hari
from doctool.model.berkala import Rincian
from doctool.model.tanggal import Tanggal
from doctool.periodic.columns import (
    KETERANGAN,
    TANGGAL,
    Lembar,
    column_findings,
    headings,
    shared_headings,
    sheet_of,
)  # fmt: skip
from doctool.periodic.load import LoadedBerkala, place_of
from doctool.periodic.periods import hari_tanggal
from doctool.periodic.sheets import read_table
from doctool.refusal import MAX_FINDINGS, error, refuse

#: Days of neighbouring rows are this near each other; more than a month apart may be a wrong year or month.
_NEAR = timedelta(days=31)
#: What a row of sums is called in the column of days, and what stands in cells of days without service.
_SUMS, _CLOSED = {"jumlah", "total", "jumlah total"}, {"-", "–", "libur", "libur nasional", "cuti bersama", "tutup"}


@dataclass(frozen=True)
class Isian:
    """Counts by day and code; remarks by day; `mulai` is the first day of recording; warnings about the tables."""

    nilai: Mapping[date, Mapping[str, Decimal]]
    keterangan: Mapping[date, str]
    mulai: date
    temuan: tuple[Finding, ...] = ()

    def pada(self, kode: str, day: date) -> Decimal | None:
        """What was counted on a day, None where nothing was filled in."""
        return self.nilai.get(day, {}).get(kode)


@dataclass
class _Reading:
    """What has been read so far."""

    loaded: LoadedBerkala
    today: date
    nilai: dict[date, dict[str, Decimal]] = field(default_factory=dict)
    keterangan: dict[date, str] = field(default_factory=dict)
    places: dict[tuple[date, str], Where] = field(default_factory=dict)
    temuan: list[Finding] = field(default_factory=list)


def read_counts(loaded: LoadedBerkala, today: date) -> Isian:
    """The counts of `loaded`. Raises ContentError with every fault of its tables; days after `today` are faults."""
    reading = _Reading(loaded, today)
    known = headings(loaded.berkala)
    for name, first, second in shared_headings(loaded.berkala):
        message = f'judul kolom "{name}" berarti dua rincian: {first} dan {second}'
        reading.temuan.append(error("P01", Where(loaded.file), message, "bedakan nama, singkat atau kolomnya", name))
    sheets: list[Lembar] = []
    for name in loaded.berkala.tabel:
        path = place_of(loaded.folder, name)
        try:
            sheets += _sheets(read_table(path, shown_path(path), frozenset(known)), known, reading)
        except ContentError as problem:
            reading.temuan.extend(problem.findings)
    for one in sheets:
        _read(one, known, reading)
    _lacking(sheets, reading)
    faults = [one for one in reading.temuan if one.severity is Severity.ERROR]
    if faults:
        listed = sorted(reading.temuan, key=lambda one: (one.severity is not Severity.ERROR, one.sort_key()))
        refused = refuse(loaded.file, faults)
        raise ContentError(refused.message, tuple(listed[:MAX_FINDINGS]), refused.hint)
    days = [day for day, counts in reading.nilai.items() if counts]
    if not days:
        hint = "isi tabelnya: satu baris tiap hari"
        raise refuse(loaded.file, [error("P06", Where(loaded.file), "tabelnya belum berisi satu angka pun", hint)])
    begin = loaded.berkala.hari_mulai or min(days)
    return Isian(reading.nilai, reading.keterangan, begin, tuple(sorted(reading.temuan, key=Finding.sort_key)))


def _sheets(found: Sequence[Isi], known: Mapping[str, str], reading: _Reading) -> Iterator[Lembar]:
    """The sheets that hold counts; the others are told. ContentError where a file has none."""
    sheets = [(isi, sheet_of(isi, known)) for isi in found]
    if not any(sheet for _, sheet in sheets):
        things = ", ".join(one.pendek for one in reading.loaded.rincian[:4])
        hint = f"tulis judul kolom di satu baris: Tanggal, {things}"
        file = found[0].file if found else reading.loaded.file
        raise refuse(file, [error("D17", Where(file), "judul kolom tidak ditemukan", hint)])
    for isi, sheet in sheets:
        if sheet is not None:
            yield sheet
        elif isi.sel or isi.faults:
            hint = "beri judul kolom Tanggal dan nama rinciannya, atau abaikan bila memang bukan isian"
            where = Where(isi.file, cell=isi.nama)
            reading.temuan.append(Finding("D19", Severity.WARNING, where, "lembar ini tidak dibaca", hint, isi.nama))


def _read(lembar: Lembar, known: Mapping[str, str], reading: _Reading) -> None:
    things = {one.kode: one for one in reading.loaded.rincian}
    reading.temuan += column_findings(lembar, known, {kode: one.pendek for kode, one in things.items()})
    isi, seen = lembar.isi, dict[date, int]()
    for row in lembar.rows():
        day = _day(lembar, row, reading)
        if day is None:
            continue
        if day in seen:
            where = isi.where(row, lembar.column(TANGGAL))
            message = f"{hari_tanggal(day)} ada dua kali, sebelumnya di baris {seen[day]}"
            text = isi.teks(row, where.column)
            reading.temuan.append(error("P03", where, message, "gabungkan menjadi satu baris", text))
            continue
        seen[day] = row
        for column, key in sorted(lembar.kolom.items()):
            if key in things and column == lembar.column(key):
                _cell(lembar, (row, column), day, things[key], reading)
        note = isi.teks(row, lembar.column(KETERANGAN)) if lembar.column(KETERANGAN) else ""
        if note:
            before = reading.keterangan.get(day)
            reading.keterangan[day] = f"{before}; {note}" if before and before != note else note
    reading.temuan += _stray(lembar, list(seen.items()))


def _stray(lembar: Lembar, days: Sequence[tuple[date, int]]) -> Iterator[Finding]:
    """Days far from those of the rows around them, which are near each other: a wrong year or month."""
    for (before, _), (day, row), (after, _) in zip(days, days[1:], days[2:], strict=False):
        if abs(after - before) <= _NEAR and min(abs(day - before), abs(day - after)) > _NEAR:
            where = lembar.isi.where(row, lembar.column(TANGGAL))
            message = f"{hari_tanggal(day)} berada di antara {hari_tanggal(before)} dan {hari_tanggal(after)}"
            text = lembar.isi.teks(row, where.column)
            yield Finding("P02", Severity.WARNING, where, message, "periksa tahun dan bulannya", text)


def _day(lembar: Lembar, row: int, reading: _Reading) -> date | None:
    """The day of a row, None for one that has none (which is told where it holds counts) or is to be left out."""
    isi, column = lembar.isi, lembar.column(TANGGAL)
    text, where = isi.teks(row, column), isi.where(row, column)
    counts = [at for at, key in lembar.kolom.items() if not key.startswith("(") and (row, at) in isi.sel]
    if (row, column) in isi.faults:
        reading.temuan.append(isi.faults[row, column])
        return None
    if text.lower().strip(" :") in _SUMS:
        return None
    if not text:
        if counts:
            message = "baris ini berisi angka tetapi tanggalnya kosong"
            reading.temuan.append(error("P02", where, message, "isi tanggalnya"))
        return None
    written = Tanggal.model_validate(text)
    day = written.date
    if day is None:
        hint = "tulis tanggal lengkap, misalnya 7 Juli 2025 atau 2025-07-07"
        reading.temuan.append(error("P02", where, f'"{text}" bukan tanggal', hint, text))
        return None
    if written.hari_keliru:
        message = f'"{text}" jatuh pada hari {nama_hari(day)}'
        reading.temuan.append(error("P02", where, message, "perbaiki hari atau tanggalnya", text))
        return None
    return day if _within(day, where, text, reading, filled=bool(counts)) else None


def _within(day: date, where: Where, text: str, reading: _Reading, *, filled: bool) -> bool:
    """Whether a day is between the first day of recording and today; rows not yet filled in may be later."""
    begin = reading.loaded.berkala.hari_mulai
    if begin is not None and day < begin:
        if filled:
            message = f"{hari_tanggal(day)} sebelum mulai pencatatan, {hari_tanggal(begin)}"
            hint = "perbaiki tanggalnya, atau mulai di berkala.yaml"
            reading.temuan.append(error("P04", where, message, hint, text))
        return False
    if day > reading.today:
        if filled:
            hint = "perbaiki tanggalnya; kosongkan isian hari yang belum tiba"
            reading.temuan.append(error("P04", where, f"{hari_tanggal(day)} belum tiba", hint, text))
        return False
    return True


def _cell(lembar: Lembar, place: tuple[int, int], day: date, thing: Rincian, reading: _Reading) -> None:
    """One count, or what is wrong with it."""
    isi = lembar.isi
    if place in isi.faults:
        reading.temuan.append(isi.faults[place])
        return
    cell = isi.sel.get(place)
    if cell is None:
        return
    due = reading.loaded.berkala.wajib_diisi(day, reading.loaded.libur)
    if not due and cell.teks.lower() in _CLOSED:
        return
    where = isi.where(*place)
    value, message, hint = _number(cell, thing)
    if value is None:
        reading.temuan.append(error("P05", where, f"{thing.pendek}: {message}", hint, cell.teks))
        return
    if (day, thing.kode) in reading.places:
        message = f"{thing.pendek} {hari_tanggal(day)} sudah diisi di {reading.places[day, thing.kode]}"
        reading.temuan.append(error("P03", where, message, "hapus salah satu", cell.teks))
        return
    reading.places[day, thing.kode] = where
    reading.nilai.setdefault(day, {})[thing.kode] = value


def _number(cell: Sel, thing: Rincian) -> tuple[Decimal | None, str, str]:
    """The count of a cell, or None, what is wrong and what to do."""
    value = cell.nilai if cell.jenis is Jenis.ANGKA else None
    if cell.jenis in (Jenis.PERSEN, Jenis.TANGGAL):
        return None, f'"{cell.teks}" berformat {cell.jenis}, bukan angka', "ubah format selnya menjadi Number"
    if value is None:
        value = baca_angka(cell.teks.removeprefix("-").strip())
        if value is None:
            hint = "tulis angkanya saja; 0 bila memang tidak ada, kosongkan bila belum diisi"
            return None, f'"{cell.teks}" bukan angka', hint
        value = -value if cell.teks.startswith("-") else value
    if value < 0:
        return None, f"{cell.teks} kurang dari nol", "perbaiki angkanya"
    if value != round(value, thing.desimal):
        what = "bilangan bulat" if not thing.desimal else f"angka dengan {thing.desimal} desimal"
        return None, f"{cell.teks} bukan {what}", "perbaiki angkanya, atau isi desimal di berkala.yaml"
    return value, "", ""


def _lacking(sheets: Sequence[Lembar], reading: _Reading) -> None:
    """Things that no table has a column for."""
    there = {key for one in sheets for key in one.kolom.values()}
    if not sheets:
        return
    for one in reading.loaded.rincian:
        if one.kode not in there:
            message = f'"{one.nama}" tidak punya kolom di tabel mana pun, jadi dicetak belum diisi'
            hint = f'tambahkan kolom "{one.pendek}", atau sebut judul kolomnya di berkala.yaml'
            reading.temuan.append(Finding("P05", Severity.WARNING, Where(reading.loaded.file), message, hint, one.kode))
