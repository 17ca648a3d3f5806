"""What is known of the reports that were made: catatan.json beside berkala.yaml, and the rows of the Daftar Laporan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from doctool.border.json_text import read_json
from doctool.border.limits import JSON_BYTES
from doctool.border.plain_file import read_plain
from doctool.catalog.source import shown_path
from doctool.errors import ContentError, DoctoolError
from doctool.model.berkala import BukuBerkala, CatatanLaporan
from doctool.periodic.counts import Isian
from doctool.periodic.load import LoadedBerkala
from doctool.periodic.periods import JENIS, JenisLaporan, Periode, periode, tanggal_panjang
from doctool.periodic.reckoned import due

RECORDS_FILE = "catatan.json"


@dataclass(frozen=True)
class BarisDaftar:
    """A row of the Daftar Laporan: a report that was due, or was made all the same. `kurang` are the days of its period
    that are not filled in."""

    periode: Periode
    dibuat: date | None
    oleh: str
    diterima: Mapping[str, date] = field(default_factory=dict)
    agenda: str = ""
    kurang: tuple[date, ...] = ()

    def keterangan(self, penerima: Mapping[str, str]) -> str:
        """What is still to be done: "belum dibuat", "belum diterima Kepala Bidang", days not filled in."""
        said = []
        if self.dibuat is None:
            said.append("belum dibuat")
        else:
            waiting = [post for key, post in penerima.items() if key not in self.diterima]
            if waiting:
                said.append(f"belum diterima {', '.join(waiting)}")
            if not self.agenda:
                said.append("belum dicatat dalam agenda")
        if self.kurang:
            days = "isian" if self.periode.jenis == "harian" else f"isian {len(self.kurang)} hari"
            said.append(f"{days} belum lengkap")
        return "; ".join(said)


def records_path(loaded: LoadedBerkala) -> Path:
    """Where the records are kept."""
    return loaded.folder / RECORDS_FILE


def load_records(loaded: LoadedBerkala) -> BukuBerkala:
    """The records; none where nothing was noted. Raises ContentError for a file that is damaged."""
    path = records_path(loaded)
    if not path.exists():
        return BukuBerkala()
    try:
        book = BukuBerkala.model_validate(read_json(read_plain(path, JSON_BYTES)))
        for one in book.laporan.values():
            for text in (one.dibuat, *one.diterima.values()):
                date.fromisoformat(text)
    except (ValueError, ValidationError) as problem:
        hint = "pulihkan dari salinan; catatan ini tidak ditimpa agar tidak ada yang hilang"
        raise ContentError(f'catatan laporan "{shown_path(path)}" rusak', hint=hint) from problem
    return book


def as_text(book: BukuBerkala) -> str:
    """The records as the text of their file, reports in the order of their keys."""
    ordered = {key: book.laporan[key].model_dump() for key in sorted(book.laporan)}
    return json.dumps({"versi": book.versi, "laporan": ordered}, ensure_ascii=False, indent=2) + "\n"


def with_made(book: BukuBerkala, made: Periode, day: date, by: str) -> BukuBerkala:
    """The records with a report made on `day`; who received it stays."""
    old = book.laporan.get(made.kunci, CatatanLaporan())
    return _with(book, made, old.model_copy(update={"dibuat": day.isoformat(), "oleh": by}))


def with_received(
    book: BukuBerkala, made: Periode, by: str, day: date, agenda: str = "", *, address: str = ""
) -> BukuBerkala:
    """The records with a report received by the key `by` on `day`. Raises DoctoolError for one that was not made (which
    says how to make it; `address` names it as kantor/nama), or was made later."""
    old = book.laporan.get(made.kunci)
    if old is None:
        named = f" {address}" if address else ""
        command = f"doctool laporan {made.jenis}{named} --tanggal {made.awal.isoformat()}"
        raise DoctoolError(f"{made.judul} {made.nama} belum dibuat", f"buat dahulu dengan: {command}")
    if day < date.fromisoformat(old.dibuat):
        message = f"tanggal diterima mendahului tanggal dibuat, {tanggal_panjang(date.fromisoformat(old.dibuat))}"
        raise DoctoolError(message, "periksa --tanggal")
    received = {**old.diterima, by: day.isoformat()}
    return _with(book, made, old.model_copy(update={"diterima": received, "agenda": agenda or old.agenda}))


def _with(book: BukuBerkala, made: Periode, record: CatatanLaporan) -> BukuBerkala:
    return book.model_copy(update={"laporan": {**book.laporan, made.kunci: record}})


def made_on(loaded: LoadedBerkala, isian: Isian, book: BukuBerkala, wanted: Periode, given: date | None) -> date:
    """The day on a report: the one given, else that of an earlier making, else the last day of the period on which
    counts were due."""
    old = book.laporan.get(wanted.kunci)
    if given is None and old is not None:
        return date.fromisoformat(old.dibuat)
    days = due(loaded, isian, wanted, wanted.akhir)
    return given or (days[-1] if days else wanted.akhir)


def rows(
    loaded: LoadedBerkala, isian: Isian, book: BukuBerkala, first: date, last: date, today: date
) -> dict[JenisLaporan, list[BarisDaftar]]:
    """The reports from `first` to `last` by kind: those that were due until `today`, and others that were made.

    A week belongs to the month (year) of its last day on which counts were due.
    """
    found: dict[JenisLaporan, list[BarisDaftar]] = {}
    for kind in JENIS:
        listed = []
        for one in sorted({periode(kind, day) for day in Periode(first, last, kind).hari()}):
            days = due(loaded, isian, one, one.akhir)
            record = book.laporan.get(one.kunci)
            within = first <= (days[-1] if days else one.akhir) <= last
            expected = bool(days) and days[-1] <= today
            if within and (expected or record is not None):
                lacking = tuple(day for day in days if day <= today and _lacks(loaded, isian, day))
                listed.append(_row(one, record, lacking))
        found[kind] = listed
    return found


def _lacks(loaded: LoadedBerkala, isian: Isian, day: date) -> bool:
    return any(isian.pada(one.kode, day) is None for one in loaded.rincian)


def _row(one: Periode, record: CatatanLaporan | None, lacking: tuple[date, ...]) -> BarisDaftar:
    if record is None:
        return BarisDaftar(one, None, "", kurang=lacking)
    received = {key: date.fromisoformat(day) for key, day in record.diterima.items()}
    return BarisDaftar(one, date.fromisoformat(record.dibuat), record.oleh, received, record.agenda, lacking)
