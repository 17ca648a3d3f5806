"""An existing buku agenda masuk, read from Excel into the register: all of it, or nothing and every reason why."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from doctool.findings import Finding
from doctool.register.database import Register
from doctool.register.imported import Imported, bring_in, day_of, go_on_after, texts
from doctool.register.incoming import add_letter
from doctool.register.records import TerimaSurat
from doctool.register.series import MASUK, Loncatan, series
from doctool.register.workbook import Row, Table, fault, read_table

#: What the columns of an agenda of letters received are called; of two that are there, the first name counts.
HEADINGS = {
    "agenda": ("No. Agenda", "Nomor Agenda", "No. Urut", "Nomor Urut", "Agenda", "No", "Urut"),
    "diterima": (
        "Diterima", "Tanggal Diterima", "Tgl. Diterima", "Diterima Tanggal", "Diterima Tgl", "Tanggal Terima",
        "Tgl. Terima", "Tanggal Masuk", "Tgl. Masuk", "Tanggal", "Tgl",
    ),
    "asal": ("Asal Surat", "Asal", "Dari", "Surat Dari", "Pengirim", "Instansi Pengirim", "Alamat Pengirim"),
    "nomor_surat": ("Nomor Surat", "No. Surat", "Nomor dan Kode", "Nomor"),
    "tanggal_surat": ("Tanggal Surat", "Tgl. Surat"),
    "hal": ("Hal", "Perihal", "Isi Ringkas", "Isi Surat", "Uraian"),
    "lampiran": ("Lampiran", "Lamp"),
    "sifat": ("Sifat", "Sifat Surat"),
    "klasifikasi": ("Klasifikasi", "Kode Klasifikasi", "Kode"),
    "disposisi": ("Disposisi", "Isi Disposisi", "Diteruskan Kepada"),
    "keterangan": ("Keterangan", "Ket", "Catatan"),
}
_NUMBER = re.compile(r"0*(?P<number>\d{1,6})(?:\s*/.*)?")


@dataclass(frozen=True, slots=True)
class _Read:
    """A row understood: where its No. Agenda stands, the letter, and why it is batal ("" where it is not)."""

    cell: str
    agenda: int
    letter: TerimaSurat
    cancelled: str

    @property
    def place(self) -> tuple[int, int]:
        return self.letter.diterima.year, self.agenda


def import_incoming(register: Register, file: Path, *, year: int | None = None) -> Imported:
    """Read the agenda in the workbook `file`; the No. Agenda go on after its last ones.

    `year` counts for days without one. Lines that the register has already are passed over. What a column Disposisi
    says is kept as a note: it has no day and does not say what is done. Raises ContentError with findings X03 to X09,
    and nothing is changed.
    """
    table = read_table(file, HEADINGS, ("diterima", "asal"))
    findings: list[Finding] = []
    read = [one for row in table.rows if (one := _row(table, row, year, findings)) is not None]
    findings += _twice(table, read)
    return bring_in(
        register, "baca masuk", file, table, read, findings,
        lambda db, one: _put(db, table, one), lambda db, added: _go_on(db, added, file.name),
    )


def _row(table: Table, row: Row, year: int | None, findings: list[Finding]) -> _Read | None:
    values = texts(table, row, HEADINGS, findings)
    if values is None:
        return None
    cell = row.cells.get("agenda", f"A{row.number}")
    number = _NUMBER.fullmatch(values["agenda"])
    if number is None or not int(number["number"]):
        shown = values["agenda"]
        message = f'No. Agenda "{shown}" tidak terbaca' if shown else "No. Agenda belum diisi"
        findings.append(fault("X04", table.where(cell), message, "isi kolom No. Agenda, misalnya 123", shown))
        return None
    cancelled = values["keterangan"] if "batal" in values["keterangan"].lower() else ""
    received = day_of(table, row, "diterima", year, findings)
    dated = None
    if values["tanggal_surat"] not in ("", "-"):
        dated = day_of(table, row, "tanggal_surat", year, findings)
        if dated is None:
            return None
    if not values["asal"] and not cancelled:
        where = table.where(row.cells.get("asal", f"A{row.number}"))
        findings.append(fault("X09", where, "asal surat belum diisi", "isi pengirimnya; surat batal boleh kosong"))
        return None
    if received is None:
        return None
    notes = [values["keterangan"], f"Disposisi: {values['disposisi']}" if values["disposisi"] else ""]
    return _Read(cell, int(number["number"]), TerimaSurat(
        received, values["asal"], _said(values["nomor_surat"]), dated, values["hal"], _said(values["lampiran"]),
        values["sifat"], values["klasifikasi"], "; ".join(note for note in notes if note),
    ), cancelled)  # fmt: skip


def _said(text: str) -> str:
    """What a cell says; a dash says that there is nothing."""
    return "" if text == "-" else text


def _twice(table: Table, read: Iterable[_Read]) -> list[Finding]:
    """No. Agenda that stand in the workbook twice."""
    found: list[Finding] = []
    first: dict[tuple[int, int], str] = {}
    for one in read:
        if one.place in first:
            message = f"No. Agenda {one.agenda} tahun {one.place[0]} sudah dipakai di sel {first[one.place]}"
            found.append(fault("X06", table.where(one.cell), message, "perbaiki salah satunya", str(one.agenda)))
        first.setdefault(one.place, one.cell)
    return found


def _put(db: sqlite3.Connection, table: Table, one: _Read) -> Finding | bool:
    """Write a row, if it is not in the register yet; X07 where its No. Agenda is another letter's."""
    there = db.execute("SELECT asal, hal FROM masuk WHERE tahun = ? AND agenda = ?", one.place).fetchone()
    if there is None:
        add_letter(db, one.letter, one.agenda, cancelled=one.cancelled)
        return True
    if tuple(there) == (one.letter.asal, one.letter.hal):
        return False
    message = f'No. Agenda ini di buku agenda milik surat lain: {there["asal"]}, "{there["hal"]}"'
    return fault("X07", table.where(one.cell), message, "periksa mana yang benar")


def _go_on(db: sqlite3.Connection, added: list[_Read], name: str) -> list[Loncatan]:
    """Let each year go on after its last No. Agenda; what it lacks below is noted as missing in the old book."""
    gaps: list[Loncatan] = []
    for year in sorted({one.place[0] for one in added}):
        current = series(db, MASUK, year)
        rows = db.execute(
            "SELECT agenda FROM masuk WHERE tahun = ? AND agenda >= ? ORDER BY agenda", (year, current.berikut)
        ).fetchall()
        gaps += go_on_after(db, current, [row[0] for row in rows], name)
    return gaps
