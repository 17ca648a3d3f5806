"""An existing buku agenda keluar, read from Excel into the register: all of it, or nothing and every reason why."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doctool.errors import DoctoolError
from doctool.findings import Finding
from doctool.model.penomoran import Penomoran, baca_sisipan, nama_jenis, tulis_urut
from doctool.register.database import Register
from doctool.register.imported import Imported, bring_in, day_of, go_on_after, texts
from doctool.register.lines import add_line
from doctool.register.records import Keadaan
from doctool.register.series import Loncatan, series
from doctool.register.workbook import Row, Table, fault, read_table

#: What the columns of an agenda are called.
HEADINGS = {
    "urut": ("No. Urut", "No", "Nomor Urut", "No. Agenda", "Nomor Agenda", "Urut"),
    "nomor": ("Nomor Surat", "No. Surat", "Nomor Naskah", "Nomor dan Kode"),
    "tanggal": ("Tanggal Surat", "Tanggal", "Tgl. Surat", "Tgl", "Tanggal Keluar"),
    "tujuan": ("Tujuan", "Kepada", "Ditujukan Kepada", "Alamat Tujuan", "Tujuan Surat", "Dikirim Kepada"),
    "hal": ("Hal", "Perihal", "Isi Ringkas", "Isi Surat", "Uraian"),
    "lampiran": ("Lampiran", "Lamp"),
    "klasifikasi": ("Klasifikasi", "Kode Klasifikasi", "Kode"),
    "unit": ("Unit", "Kode Unit", "Unit Pengolah", "Bidang"),
    "jenis": ("Jenis", "Jenis Surat", "Jenis Naskah"),
    "penandatangan": ("Penanda Tangan", "Penandatangan", "Ditandatangani Oleh"),
    "keterangan": ("Keterangan", "Ket", "Catatan"),
}


@dataclass(frozen=True, slots=True)
class _Read:
    """A row understood: where its number stands, and the values of its line."""

    cell: str
    values: dict[str, object]

    @property
    def place(self) -> tuple[object, ...]:
        return tuple(self.values[name] for name in ("deret", "tahun", "urut", "sisipan"))


def import_outgoing(
    register: Register, rules: Penomoran, file: Path, *, year: int | None = None, jenis: str = "surat-dinas"
) -> Imported:
    """Read the agenda in the workbook `file`; the series go on after its last numbers.

    `year` counts for rows whose date has none; `jenis` for rows that do not say. Rows that the register has
    already are passed over. Raises ContentError with findings X03 to X08, and nothing is changed.
    """
    table = read_table(file, HEADINGS, ("tanggal", "hal"))
    findings: list[Finding] = []
    read = [one for row in table.rows if (one := _row(table, row, rules, year, jenis, findings)) is not None]
    findings += _twice(table, read)
    return bring_in(
        register, "baca", file, table, read, findings,
        lambda db, one: _put(db, table, one), lambda db, added: _go_on(db, added, file.name),
    )


def _row(
    table: Table, row: Row, rules: Penomoran, year: int | None, jenis: str, findings: list[Finding]
) -> _Read | None:
    values = texts(table, row, HEADINGS, findings)
    if values is None:
        return None
    kind = nama_jenis(values["jenis"] or jenis)
    at = row.cells.get("urut") if values["urut"] else row.cells.get("nomor")
    cell = at or f"A{row.number}"
    number = baca_sisipan(values["urut"] or rules.baca_urut(values["nomor"], kind) or "")
    if number is None:
        shown = values["urut"] or values["nomor"]
        message = f'nomor urut "{shown}" tidak terbaca' if shown else "nomor urut belum diisi"
        hint = f"isi kolom No. Urut, misalnya 123 atau {tulis_urut(123, 1)} untuk sisipan"
        findings.append(fault("X04", table.where(cell), message, hint, shown))
        return None
    day = day_of(table, row, "tanggal", year, findings)
    if day is None:
        return None
    return _Read(cell, _line(values, rules, kind, day, *number))


def _line(
    values: dict[str, str], rules: Penomoran, kind: str, day: date, urut: int, mark: int
) -> dict[str, object]:
    cancelled = "batal" in values["keterangan"].lower()
    series_name = rules.deret(jenis=kind, klasifikasi=values["klasifikasi"], unit=values["unit"])
    printed = values["nomor"] or _compose(values, rules, kind, day, urut, mark)
    return {
        "deret": series_name, "tahun": day.year, "urut": urut, "sisipan": mark, "nomor": printed,
        "keadaan": Keadaan.BATAL if cancelled else Keadaan.TERBIT, "jenis": kind, "klasifikasi": values["klasifikasi"],
        "unit": rules.unit_bidang.get(values["unit"], values["unit"]), "keamanan": "", "tanggal_urut": day.isoformat(),
        "tanggal": day.isoformat(), "hal": values["hal"], "tujuan": values["tujuan"], "lampiran": values["lampiran"],
        "penandatangan": values["penandatangan"], "berkas": "", "kunci": "", "keterangan": values["keterangan"],
        "alasan": values["keterangan"] if cancelled else "",
    }


def _compose(values: dict[str, str], rules: Penomoran, kind: str, day: date, urut: int, mark: int) -> str:
    """The number by the office's pattern, where the old book has running numbers only."""
    try:
        made = rules.susun(jenis=kind, tanggal=day, klasifikasi=values["klasifikasi"], unit=values["unit"])
    except DoctoolError:
        return tulis_urut(urut, mark)
    return made.nomor(urut, mark)


def _twice(table: Table, read: Iterable[_Read]) -> list[Finding]:
    """Running numbers and printed numbers that stand in the workbook twice."""
    found: list[Finding] = []
    first: dict[tuple[object, ...], str] = {}
    for one in read:
        urut = tulis_urut(int(str(one.values["urut"])), int(str(one.values["sisipan"])))
        printed = (one.values["tahun"], one.values["nomor"])
        for place, name in ((one.place, f"nomor urut {urut}"), (printed, "nomor surat")):
            if place in first:
                message = f"{name} sudah dipakai di sel {first[place]}"
                hint = f"bedakan, misalnya sebagai sisipan {urut}.a, atau perbaiki salah satunya"
                found.append(fault("X06", table.where(one.cell), message, hint, str(one.values["nomor"])))
                break
            first[place] = one.cell
    return found


def _put(db: sqlite3.Connection, table: Table, one: _Read) -> Finding | bool:
    """Write a row, if it is not in the register yet; X07 where its number is another letter's."""
    there = db.execute(
        "SELECT deret, tahun, urut, sisipan, nomor, hal FROM keluar WHERE (deret = ? AND tahun = ? AND urut = ?"
        " AND sisipan = ?) OR (tahun = ? AND nomor = ?)",
        (*one.place, one.values["tahun"], one.values["nomor"]),
    ).fetchone()
    if there is None:
        add_line(db, one.values)
        return True
    if (*tuple(there)[:4], there["nomor"], there["hal"]) == (*one.place, one.values["nomor"], one.values["hal"]):
        return False
    message = f'nomor ini di buku agenda milik surat lain: {there["nomor"]}, "{there["hal"]}"'
    return fault("X07", table.where(one.cell), message, "periksa mana yang benar")


def _go_on(db: sqlite3.Connection, added: list[_Read], name: str) -> list[Loncatan]:
    """Let each series go on after its last number; what it lacks below is noted as missing in the old book."""
    gaps: list[Loncatan] = []
    for deret, year in sorted({(str(one.values["deret"]), int(str(one.values["tahun"]))) for one in added}):
        current = series(db, deret, year)
        rows = db.execute(
            "SELECT urut FROM keluar WHERE deret = ? AND tahun = ? AND sisipan = 0 AND urut >= ? ORDER BY urut",
            (deret, year, current.berikut),
        ).fetchall()
        gaps += go_on_after(db, current, [row[0] for row in rows], name)
    return gaps
