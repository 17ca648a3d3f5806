"""A table file as rows of text: the first visible sheet of a workbook, or a CSV file.

What a file is, its content says, not its name. Numbers, dates and times become the text that the office would have
typed; what Excel has already rounded or not yet calculated is a fault with its cell, never guessed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from doctool import indonesian
from doctool.border.cells import UNREADABLE, visible_cells
from doctool.border.csv_rows import csv_rows
from doctool.border.limits import TABLE_BYTES
from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.text import FORBIDDEN, decode, forbidden_message
from doctool.border.workbook import Kind, RefusedError, inspect
from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.letters.headings import known_headings, plain_heading
from doctool.loaded import cell_name
from doctool.model.surat import NASKAH, Jenis
from doctool.refusal import error, refuse

MAX_ROWS, MAX_SHEETS = 5_000, 40
#: Digits that a number of Excel carries; what is longer was rounded.
EXCEL_DIGITS = 15
_SAVE_AS = "buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx atau CSV UTF-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in a table: headings that are known (as `plain_heading` writes them), what one row stands for
    in messages, and how many rows there may be."""

    known: Collection[str]
    each: str = "surat"
    most: int = MAX_ROWS


@dataclass(frozen=True)
class Sheet:
    """The cells with text, by row and column from 1; `faults` of cells by their place, `findings` of the file."""

    file: str
    name: str
    cells: dict[tuple[int, int], str]
    faults: dict[tuple[int, int], Finding] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def where(self, row: int, column: int) -> Where:
        """The place of a cell."""
        return Where(self.file, row, column, cell_name(self.name, row, column))


def read_sheet(path: Path, file: str, jenis: Jenis | None) -> Sheet:
    """The table at `path`, called `file` in findings; its headings are of `jenis`, or not known of which kind.

    Raises ContentError (D17) where it is no table.
    """
    known = {heading for kind in ([jenis] if jenis else NASKAH) for heading in known_headings(kind)}
    return read_table(path, file, Asked(known))


def read_table(path: Path, file: str, asked: Asked) -> Sheet:
    """The table at `path` of whatever is `asked` for. Raises ContentError (D17) where it is no table."""
    data = _bytes(path, file)
    if data.startswith(b"PK\x03\x04"):
        return _read_workbook(data, file, asked)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refused(file, "berkas Excel format lama (.xls) atau berkata sandi tidak dapat dibaca", _SAVE_AS)
    return _read_csv(decode(data, file), file, asked)


def _refused(file: str, message: str, hint: str) -> ContentError:
    return refuse(file, [error("D17", Where(file), message, hint)])


def _bytes(path: Path, file: str) -> bytes:
    if not path.is_file():
        raise _refused(file, "berkas tabel tidak ada", "periksa nama berkas dan foldernya")
    try:
        data = read_plain(path, TABLE_BYTES)
    except TooLongError as problem:
        hint = f"paling besar {TABLE_BYTES // 1_000_000} MB"
        raise _refused(file, "berkas tabel terlalu besar", hint) from problem
    if not data:
        hint = "salin lagi dari asalnya, atau minta dikirim ulang"
        raise _refused(file, "berkas ini kosong (0 byte), tidak berisi apa pun", hint)
    return data


def _read_workbook(data: bytes, file: str, asked: Asked) -> Sheet:
    try:
        incoming = inspect(data, file, (Kind.XLSX,))
    except RefusedError as problem:
        raise _refused(file, f"berkas ini {problem.reason}", problem.hint or _SAVE_AS) from problem
    try:
        formulas = {title: {place: str(value) for place, value, _form, kind in cells if kind == "f"}
                    for title, cells in visible_cells(incoming, calculated=False, most=MAX_SHEETS)}
        shown = visible_cells(incoming, calculated=True, most=MAX_SHEETS)
        filled = [(title, cells) for title, cells in shown if cells or formulas.get(title)]
    except UNREADABLE as problem:
        raise _refused(file, "berkas Excel ini rusak", f"pulihkan dari salinan, atau {_SAVE_AS}") from problem
    if not filled:
        raise _refused(file, "tabel ini kosong", f"isi judul kolom di baris pertama dan satu {asked.each} tiap baris")
    title, cells = filled[0]
    sheet = Sheet(file, title, {}, {}, tuple(
        Finding("D19", Severity.WARNING, Where(file), f'lembar "{name}" tidak dibaca',
                "hanya lembar pertama yang dibaca; pindahkan isinya ke sana, atau ke berkas lain")
        for name, _ in filled[1:]
    ) + tuple(Finding("D19", Severity.WARNING, Where(file), *told) for told in incoming.foreign()))
    for place, value, form, kind in cells:
        _put(sheet, place, value, form, kind)
    for place, formula in formulas[title].items():
        if place not in sheet.cells and place not in sheet.faults:
            message = "rumus di sel ini belum dihitung"
            sheet.faults[place] = error("D18", sheet.where(*place), message, "buka di Excel lalu simpan", formula)
    if len({row for row, _ in (*sheet.cells, *sheet.faults)}) > asked.most:
        raise _refused(file, f"tabel berisi lebih dari {asked.most} baris", "bagi menjadi beberapa berkas")
    return sheet


def _put(sheet: Sheet, place: tuple[int, int], value: Any, form: str, kind: str) -> None:
    """One cell of a workbook: its text, or what is wrong with it."""
    where = sheet.where(*place)
    if kind == "e":
        message = f"sel ini berisi galat Excel {value}"
        sheet.faults[place] = error("D18", where, message, "perbaiki rumusnya", str(value))
        return
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**EXCEL_DIGITS:
        hint = "atur format sel sebagai Text, lalu ketik ulang angkanya"
        sheet.faults[place] = error("D18", where, "angka sepanjang ini dibulatkan oleh Excel", hint, f"{value:.0f}")
        return
    _put_text(sheet, place, _text(value, form))


def _put_text(sheet: Sheet, place: tuple[int, int], text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
    char = FORBIDDEN.search(text)
    if char is not None:
        hint = "hapus karakter itu, lalu ketik ulang bila perlu"
        sheet.faults[place] = error("D18", sheet.where(*place), forbidden_message(char[0]), hint, text)
    elif text:
        sheet.cells[place] = text


def _text(value: Any, form: str) -> str:
    """A value of Excel as the office would type it."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, datetime | date):
        return indonesian.tanggal(value.year, value.month, value.day)
    if isinstance(value, time):
        return f"{value.hour:02d}.{value.minute:02d}"
    if isinstance(value, int | float):
        if value == int(value):
            return str(int(value)).zfill(len(form) if form.strip("0") == "" else 0)
        return indonesian.angka(value)
    return str(value)


def _read_csv(text: str, file: str, asked: Asked) -> Sheet:
    """A CSV file, parted by what makes most of its headings known."""
    best, blank = csv_rows(text, lambda rows: _headings_in(rows, asked.known))
    if not best and text.strip():
        raise _refused(file, "berkas CSV ini tidak dapat dibaca", "periksa tanda kutip yang tidak ditutup")
    if len(best) > asked.most:
        raise _refused(file, f"tabel berisi lebih dari {asked.most} baris", "bagi menjadi beberapa berkas")
    sheet = Sheet(file, "", {})
    for number, record in enumerate(best, start=1 + blank):
        for column, cell in enumerate(record, start=1):
            _put_text(sheet, (number, column), cell)
    if not sheet.cells and not sheet.faults:
        raise _refused(file, "tabel ini kosong", f"isi judul kolom di baris pertama dan satu {asked.each} tiap baris")
    return sheet


def _headings_in(rows: list[list[str]], known: Collection[str]) -> int:
    """How many known headings the best of the first rows holds."""
    return max((sum(plain_heading(cell) in known for cell in row) for row in rows[:10]), default=0)
