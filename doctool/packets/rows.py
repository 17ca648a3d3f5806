"""A list of recipients as rows of texts with their places, whatever kind of file it is."""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from doctool.border.plain_file import read_start
from doctool.border.text import FORBIDDEN, forbidden_message
from doctool.border.workbook import RefusedError, take_in
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import system_reason
from doctool.findings import Finding, Severity, Where
from doctool.forms.cells import Cell, Rupa
from doctool.forms.open_book import open_book
from doctool.indonesian import angka, tanggal
from doctool.letters.sheet import Asked, Sheet, read_table
from doctool.loaded import Positions, cell_name
from doctool.model.paket import DaftarPenerima
from doctool.packets.headings import DIABAIKAN, Judul, known_columns
from doctool.packets.hidden import overlooked
from doctool.packets.load import place_of
from doctool.packets.nouns import Letak, LoadedPaket
from doctool.packets.places import column_key
from doctool.refusal import error, refuse

#: More recipients than this are no packet of one office.
MAX_RECIPIENTS = 10_000
#: The headings stand in one of the first rows; offices write a title above.
_FIRST_ROWS = 20
_YAML = frozenset({".yaml", ".yml"})
_LOST = "isi ini berada di luar kolom yang berjudul"
_CLOSE = "tutup berkas itu di Excel, lalu ulangi"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OLE, _ODS = b"\xd0\xcf\x11\xe0", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


@dataclass(slots=True)
class Baris:
    """A row: its number as the list's `letak` takes it, its texts by the place of their heading, and what is wrong with
    its cells."""

    nomor: int
    sel: dict[int, str] = field(default_factory=dict)
    faults: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LetakTabel:
    """Where the rows of a table stand: rows by their number in the sheet, headings in the columns `kolom`."""

    file: str
    sheet: str
    kolom: tuple[int, ...]

    def where(self, baris: int, judul: int | None = None) -> Where:
        """The place of a row or of a cell."""
        column = self.kolom[judul or 0]
        return Where(self.file, baris, column, cell_name(self.sheet, baris, column))


@dataclass(frozen=True, slots=True)
class LetakTeks:
    """Where the recipients of a YAML file stand, counted from 0: line and column of each, then of each heading's text,
    one after another in `tempat`; zeros where there is none."""

    file: str
    judul: int
    tempat: array[int]

    def where(self, baris: int, judul: int | None = None) -> Where:
        """The place of a recipient or of its text; that of the recipient where it has none."""
        first = 2 * baris * (self.judul + 1)
        at = first if judul is None else first + 2 * (judul + 1)
        at = at if self.tempat[at] else first
        return Where(self.file, self.tempat[at], self.tempat[at + 1])


@dataclass(frozen=True)
class Tabel:
    """A list of recipients: the headings, the rows that hold something, and where they stand."""

    file: str
    judul: tuple[Judul, ...]
    baris: tuple[Baris, ...]
    letak: Letak
    temuan: tuple[Finding, ...] = ()


def read_rows(loaded: LoadedPaket) -> Tabel:
    """The list of recipients of a packet. Raises ContentError where it cannot be read."""
    wish = loaded.paket.penerima
    if not isinstance(wish, str):
        return _listed(loaded.file, wish, loaded.positions)
    path = place_of(loaded.folder, wish)
    file = shown_path(path)
    if path.suffix.lower() in _YAML:
        source = read_yaml(path)
        return _listed(file, _recipients(source), source.positions)
    known = {heading.replace("_", " ") for heading in known_columns()}
    known |= {column_key(one).replace("_", " ") for one in loaded.paket.kolom}
    sheet = _sheet(path, file, known)
    tabel = _table(sheet, {column_key(one) for one in known})
    return replace(tabel, temuan=(*tabel.temuan, *overlooked(path, sheet, tabel.judul[0].where.line)))


def _sheet(path: Path, file: str, known: set[str]) -> Sheet:
    """The table in a file: by the reader of letters' tables, of Excel 97 to 2003 and OpenDocument by that of forms."""
    try:
        start = read_start(path, 200)
    except OSError as problem:
        message = f"tidak dapat dibaca: {system_reason(problem)}"
        raise refuse(file, [error("D17", Where(file), message, _CLOSE)]) from problem
    if not start.startswith(_OLE) and _ODS not in start:
        return read_table(path, file, Asked(known, "penerima", MAX_RECIPIENTS + _FIRST_ROWS))
    try:
        book = open_book(take_in(path, file))
    except RefusedError as problem:
        raise refuse(file, [error("D17", Where(file), f"berkas ini {problem.reason}", problem.hint or "")]) from problem
    filled = [one for one in book.sheets if not one.hidden and any(map(_text, one.cells.values()))]
    if not filled:
        raise refuse(file, [error("D17", Where(file), "tabel ini kosong", "isi satu penerima tiap baris")])
    made = Sheet(file, filled[0].name, {})
    for at, cell in filled[0].cells.items():
        text = _text(cell)
        bad = FORBIDDEN.search(text)
        if cell.rupa is Rupa.GALAT:
            made.faults[at] = error("D18", made.where(*at), f"sel ini berisi galat {text}", "perbaiki rumusnya", text)
        elif bad is not None:
            made.faults[at] = error("D18", made.where(*at), forbidden_message(bad[0]), "ketik ulang isinya", text)
        elif text:
            made.cells[at] = text
    return made


def _text(cell: Cell) -> str:
    """A cell as the office would type it."""
    if cell.rupa is Rupa.TANGGAL and _DAY.fullmatch(cell.text[:10]):
        year, month, day = map(int, cell.text[:10].split("-"))
        return tanggal(year, month, day)
    if cell.number is not None and cell.number != int(cell.number):
        return angka(cell.number)
    return cell.text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _recipients(source: Source) -> tuple[Mapping[str, str], ...]:
    made, findings = validate(DaftarPenerima, source)
    if made is None or findings:
        raise refuse_all(source, findings)
    return made.penerima


def _listed(file: str, rows: tuple[Mapping[str, str], ...], positions: Positions) -> Tabel:
    """Recipients of YAML: each a mapping of headings and texts."""
    judul: dict[str, Judul] = {}
    for number, row in enumerate(rows):
        for heading in row:
            judul.setdefault(column_key(heading), Judul(heading, positions.where_key(("penerima", number, heading))))
    places = {key: at for at, key in enumerate(judul)}
    made = []
    tempat = array("L", bytes(array("L").itemsize * 2 * (len(judul) + 1) * len(rows)))
    letak = LetakTeks(positions.file, len(judul), tempat)
    for number, row in enumerate(rows):
        one = Baris(number)
        at = 2 * (len(judul) + 1) * number
        tempat[at], tempat[at + 1] = _line(positions.where(("penerima", number)))
        for heading, text in row.items():
            if text.strip():
                place = places[column_key(heading)]
                one.sel[place] = text.strip()
                on = at + 2 * (place + 1)
                tempat[on], tempat[on + 1] = _line(positions.where(("penerima", number, heading)))
        if one.sel:
            made.append(one)
    return Tabel(file, tuple(judul.values()), tuple(made), letak)


def _line(where: Where) -> tuple[int, int]:
    return where.line, where.column


def _table(sheet: Sheet, known: set[str]) -> Tabel:
    head = _heading_row(sheet, known)
    columns = sorted(column for row, column in sheet.cells if row == head)
    judul = tuple(Judul(sheet.cells[head, column], sheet.where(head, column)) for column in columns)
    place = {column: at for at, column in enumerate(columns)}
    read = {at for at, one in enumerate(judul) if column_key(one.teks) not in DIABAIKAN}
    rows: dict[int, Baris] = {}
    lost: list[Finding] = []

    def row_of(number: int) -> Baris:
        if number not in rows:
            rows[number] = Baris(number)
        return rows[number]

    for (number, column), text in sorted(sheet.cells.items()):
        if number <= head:
            continue
        if column in place:
            if place[column] in read:
                row_of(number).sel[place[column]] = text
        elif sheet.name:
            hint = "beri judul kolom, atau hapus"
            lost.append(Finding("D19", Severity.WARNING, sheet.where(number, column), _LOST, hint, text))
        else:
            hint = "beri tanda kutip ganda pada isi yang memuat tanda pemisah"
            row_of(number).faults.append(error("D19", sheet.where(number, column), _LOST, hint, text))
    for (number, column), fault in sorted(sheet.faults.items()):
        if number > head and column in place:
            row_of(number).faults.append(fault)
    letak = LetakTabel(sheet.file, sheet.name, tuple(columns))
    return Tabel(sheet.file, judul, tuple(rows[number] for number in sorted(rows)), letak, (*sheet.findings, *lost))


def _heading_row(sheet: Sheet, known: set[str]) -> int:
    counts: dict[int, int] = {}
    first = sorted({row for row, _ in sheet.cells})[:_FIRST_ROWS]
    limit = first[-1] if first else 0
    for (row, _), text in sheet.cells.items():
        if row <= limit:
            counts[row] = counts.get(row, 0) + (column_key(text) in known)
    best = max(counts, key=lambda row: (counts[row], -row), default=0)
    if not best or not counts[best]:
        hint = "tulis judul kolom di baris pertama, misalnya: Nama, Bidang, Jabatan, Alamat"
        raise refuse(sheet.file, [error("D17", Where(sheet.file), "judul kolom tidak ditemukan", hint)])
    return best
