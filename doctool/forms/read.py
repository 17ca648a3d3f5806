"""A form that came back as values: recognised by its content, every value judged again, nothing readable lost.

`read_return` gives a `Pengembalian` with all that could be read and the findings about the rest. What stands in the
form's targets and formulas is only compared; the values come from the cells that a bidang fills in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from doctool.border.workbook import Incoming, RefusedError
from doctool.findings import Finding
from doctool.forms.cells import Book
from doctool.forms.content import Form
from doctool.forms.expected import Expected
from doctool.forms.field_map import LEMBAR_ANGGARAN, LEMBAR_KINERJA
from doctool.forms.notes import Notes
from doctool.forms.open_book import open_book
from doctool.forms.read_indicators import read_indicators
from doctool.forms.read_money import read_money
from doctool.forms.recognise import Known, recognise
from doctool.forms.sheets_of import comments_of, find_tables, note_file
from doctool.forms.table import Table
from doctool.model.pengembalian import AnggaranKembali, IndikatorKembali, Pengembalian


@dataclass(frozen=True, slots=True)
class Bacaan:
    """What became of a file: the return, or None where it is no form that is asked for; the findings in either case."""

    berkas: str
    sha256: str
    kembali: Pengembalian | None
    temuan: tuple[Finding, ...]


def refused(error: RefusedError, file: str, sha256: str = "") -> Bacaan:
    """A file that is not opened (F01)."""
    notes = Notes(file)
    notes.error("F01", f"berkas ini {error.reason}", error.hint or "")
    return Bacaan(file, sha256, None, tuple(notes.findings))


def read_return(file: Incoming, known: Sequence[Expected], *, diterima: date | None = None) -> Bacaan:
    """The return in `file`, a form of one of `known`; `diterima` is the day it came."""
    try:
        book = open_book(file)
    except RefusedError as error:
        return refused(error, file.name, file.sha256)
    notes = Notes(file.name)
    note_file(file, book, notes)
    found, said = recognise(book, known, file.name)
    notes.findings += said
    form = found.expected.form(found.unit, found.triwulan) if found is not None else None
    if found is None or form is None:
        return Bacaan(file.name, file.sha256, None, tuple(notes.findings))
    returned = _read(file, book, found, form, notes, diterima)
    return Bacaan(file.name, file.sha256, returned, returned.temuan)


def _read(
    file: Incoming, book: Book, known: Known, form: Form, notes: Notes, diterima: date | None
) -> Pengembalian:
    if known.current is False:
        message = "data kinerja atau data kantor berubah sesudah formulir ini dibuat; dibandingkan dengan data kini"
        notes.warning("F08", message, "periksa apakah formulir baru perlu dikirim")
    tables = find_tables(book, known, form, notes)
    for table in tables.values():
        note_table(table, notes)
    indicators: tuple[IndikatorKembali, ...] = ()
    money: tuple[AnggaranKembali, ...] = ()
    if LEMBAR_KINERJA in tables:
        indicators = read_indicators(tables[LEMBAR_KINERJA], form, known, notes)
    if LEMBAR_ANGGARAN in tables:
        money = read_money(tables[LEMBAR_ANGGARAN], form, known, notes)
    if tables and not _answered(form, indicators, money):
        notes.findings = [one for one in notes.findings if one.code != "F31"]
        notes.error("F30", "formulir belum diisi: tidak ada satu realisasi pun", "isi formulirnya, lalu kirim ulang")
    comments = comments_of(book, notes)
    return Pengembalian(
        kantor=known.expected.kantor, tahun=known.expected.tahun, bidang=known.unit[0], seksi=known.unit[1],
        berkas=file.name, sha256=file.sha256, dikenali=known.by, sidik=known.sidik, triwulan=known.triwulan,
        disimpan=book.saved, diterima=diterima, indikator=indicators, anggaran=money, komentar=comments,
        temuan=tuple(dict.fromkeys(notes.findings)),
    )  # fmt: skip


def _answered(
    form: Form, indicators: Sequence[IndikatorKembali], money: Sequence[AnggaranKembali]
) -> bool:
    """Whether anything was entered; money that the office's data put into the form does not count beside indicators."""
    if any(one.keadaan != "kosong" for row in indicators for one in row.jawaban):
        return True
    sent = {one.kunci: one.realisasi for one in form.money} if indicators else {}
    spent = [row for row in money if row.realisasi.keadaan != "kosong"]
    return any(row.realisasi.nilai is None or row.realisasi.nilai != sent.get(row.kunci) for row in spent)


def note_table(table: Table, notes: Notes) -> None:
    """What was moved, lost, added or copied in a table, but for the rows that are missing."""
    sheet = table.sheet
    names = {one.field: _heading(one.induk, one.judul) for one in table.fields}
    for name in table.lost:
        notes.error("F10", f'kolom "{names[name]}" tidak ada lagi', "isi formulir yang dikirim, jangan hapus kolomnya",
                    cell=table.place)  # fmt: skip
    for name in table.twice:
        message = f'kolom "{names[name]}" ada lebih dari satu'
        used = f"; yang dibaca kolom {_letters(sheet.name_of(1, table.columns[name]))}" if name in table.columns else ""
        notes.error("F10", message + used, "hapus kolom salinannya, lalu kirim ulang", cell=table.place)
    for name in table.renamed:
        if name in names:
            notes.warning("F10", f'judul kolom "{names[name]}" diubah; dibaca dari tempatnya', cell=table.place)
        else:
            where = sheet.name_of(table.rows[name][0], max(table.columns["kunci"], 1))
            message = f"kode baris {name} diubah; baris dikenali dari uraiannya"
            notes.warning("F14", message, "jangan mengubah kolom kode", cell=where)
    for row, answered in sorted(table.added.items()):
        said = " | ".join(text for column in range(1, 40) if (text := sheet.text(row, column)))[:120]
        note = notes.error if answered else notes.warning
        message = f"baris {row} ditambahkan, tanpa kode formulir; tidak dibaca: {said}"
        note("F13", message, "jangan menambah baris; usulkan dengan nota dinas", cell=sheet.name_of(row, 1))
    for key, rows in table.rows.items():
        for row in rows:
            if row in table.moved:
                message = f"baris {key} dipindahkan jauh ke bawah tabel, ke baris {row}; tetap dibaca"
                notes.warning("F14", message, "kembalikan ke tempatnya", cell=sheet.name_of(row, 1))
    _beside(table, notes)


def _heading(group: str, name: str) -> str:
    return f"{group} {name}" if group else name


def _letters(cell: str) -> str:
    return cell.rpartition("!")[2].rstrip("0123456789")


def _beside(table: Table, notes: Notes) -> None:
    """Cells of the table's rows that stand in no column of the form."""
    known = set(table.columns.values())
    rows = {row for rows in table.rows.values() for row in rows}
    outside: dict[int, list[int]] = {}
    for (row, column), cell in table.sheet.cells.items():
        if row in rows and column not in known and column not in table.doubtful and cell.text.strip():
            outside.setdefault(column, []).append(row)
    for column, found in sorted(outside.items()):
        first = min(found)
        heading = f' "{table.other[column]}"' if column in table.other else ""
        said = table.sheet.text(first, column)[:60]
        notes.warning("F43", f'kolom tambahan{heading} berisi "{said}"; tidak dibaca', "tulis di kolom yang tersedia",
                      cell=table.sheet.name_of(first, column))  # fmt: skip
