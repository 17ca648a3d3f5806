"""A workbook as sheets of cells: what Excel stores becomes the text that the office would have typed.

Only what the border has let in is opened. Numbers keep the fifteen digits that Excel shows, a number formatted as a
percentage is multiplied by 100, merged cells hold their text in every row; what Excel has rounded, turned into a date
or not calculated is a fault with its cell, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Context, Decimal
from enum import StrEnum
from functools import reduce
from pathlib import Path
from typing import Any

from doctool import indonesian
from doctool.border.cells import UNREADABLE, visible_cells
from doctool.border.text import FORBIDDEN, forbidden_message
from doctool.border.workbook import Incoming, Kind, RefusedError, take_in
from doctool.border.xml import parse_xml
from doctool.errors import ContentError
from doctool.findings import Finding, Where
from doctool.loaded import cell_name
from doctool.refusal import error, refuse

#: Unpacked size; a workbook of 300 indicators has some 200 KB.
MAX_UNPACKED = 12_000_000
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 20, 2_000, 60
#: Digits that a number of Excel carries; what is longer was rounded.
EXCEL_DIGITS = 15
_SAVE_AS = "buka di Excel atau LibreOffice, lalu simpan sebagai .xlsx"
_MERGED = re.compile(r"(?P<left>[A-Z]{1,3})(?P<top>\d{1,7}):(?P<right>[A-Z]{1,3})(?P<bottom>\d{1,7})")
#: First row, first column, last row, last column.
_Range = tuple[int, int, int, int]
_QUOTED = re.compile(r'"[^"]*"|\\.')


class Jenis(StrEnum):
    """What Excel stores in a cell."""

    TEKS = "teks"
    ANGKA = "angka"
    PERSEN = "persen"
    TANGGAL = "tanggal"


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell: its text as the office would type it, and what Excel stores; `nilai` is the number of a number (of a
    percentage: 95.37, not 0.9537)."""

    teks: str
    jenis: Jenis = Jenis.TEKS
    nilai: Decimal | None = None


@dataclass(frozen=True)
class Isi:
    """A visible sheet: its cells with content by row and column from 1, faults of cells by their place.

    `gabungan`: merged cells, each as its first and last row and column.
    """

    file: str
    nama: str
    sel: dict[tuple[int, int], Sel] = field(default_factory=dict)
    faults: dict[tuple[int, int], Finding] = field(default_factory=dict)
    gabungan: tuple[tuple[int, int, int, int], ...] = ()

    def where(self, row: int, column: int) -> Where:
        """The place of a cell."""
        return Where(self.file, row, column, cell_name(self.nama, row, column))

    def teks(self, row: int, column: int) -> str:
        """The text of a cell, "" for none."""
        found = self.sel.get((row, column))
        return found.teks if found is not None else ""


def read_sheets(path: Path, file: str) -> list[Isi]:
    """The visible sheets of the workbook at `path`, called `file`. Raises ContentError (D17)."""
    try:
        incoming = take_in(path, file, (Kind.XLSX,))
    except RefusedError as problem:
        raise refused(file, f"berkas ini {problem.reason}", problem.hint or _SAVE_AS) from problem
    if incoming.unpacked_xml > MAX_UNPACKED:
        raise refused(file, "isinya terlalu besar untuk dibaca", "hapus lembar yang tidak perlu")
    try:
        return _open(incoming, file)
    except UNREADABLE as problem:
        raise refused(file, "berkas Excel ini rusak", f"pulihkan dari salinan, atau {_SAVE_AS}") from problem


def refused(file: str, message: str, hint: str) -> ContentError:
    """The exception for a file that as a whole cannot be read (D17)."""
    return refuse(file, [error("D17", Where(file), message, hint)])


def _open(incoming: Incoming, file: str) -> list[Isi]:
    merged = merged_cells(incoming)
    formulas = dict(visible_cells(incoming, calculated=False, most=MAX_SHEETS))
    found: list[Isi] = []
    for title, cells in visible_cells(incoming, calculated=True, most=MAX_SHEETS):
        isi = Isi(file, title, gabungan=merged.get(title, ()))
        for place, value, form, kind in cells:
            if _within(isi, place):
                _put(isi, place, value, form, kind)
        for place, value, _, kind in formulas[title]:
            if kind == "f" and place not in isi.sel and place not in isi.faults and _within(isi, place):
                isi.faults[place] = error("D18", isi.where(*place), "rumus di sel ini belum dihitung",
                                          "buka di Excel lalu simpan", str(value))
        _spread(isi)
        found.append(isi)
    return found


def _within(isi: Isi, place: tuple[int, int]) -> bool:
    """Whether a cell lies where cells are read; the first that does not is a fault."""
    if place[0] <= MAX_ROWS and place[1] <= MAX_COLUMNS:
        return True
    if not any(row > MAX_ROWS or column > MAX_COLUMNS for row, column in isi.faults):
        hint = f"pakai paling banyak {MAX_ROWS} baris dan {MAX_COLUMNS} kolom"
        isi.faults[place] = error("D17", isi.where(*place), "sel ini di luar bagian lembar yang dibaca", hint)
    return False


def merged_cells(incoming: Incoming) -> dict[str, tuple[_Range, ...]]:
    """The merged cells of each sheet by its title, as far as they lie where cells are read."""
    related = _elements(incoming, "xl/_rels/workbook.xml.rels", "{*}Relationship")
    rels = {one.get("Id"): one.get("Target", "") for one in related}
    found: dict[str, tuple[_Range, ...]] = {}
    for sheet in _elements(incoming, "xl/workbook.xml", "{*}sheet"):
        target = rels.get(next((value for key, value in sheet.items() if key.endswith("}id")), ""), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        ranges = (_range(one.get("ref", "")) for one in _elements(incoming, part, "{*}mergeCell"))
        found[sheet.get("name", "")] = tuple(sorted(one for one in ranges if one is not None))
    return found


def _elements(incoming: Incoming, part: str, tag: str) -> list[Any]:
    data = incoming.read(part)
    if data is None:
        return []
    return list(parse_xml(data).iter(tag))


def _range(ref: str) -> _Range | None:
    found = _MERGED.fullmatch(ref)
    if found is None:
        return None
    left, right = (reduce(lambda sum_, sign: 26 * sum_ + ord(sign) - 64, found[name], 0) for name in ("left", "right"))
    top, bottom = int(found["top"]), int(found["bottom"])
    if top > MAX_ROWS or left > MAX_COLUMNS:
        return None
    return top, left, min(bottom, MAX_ROWS), min(right, MAX_COLUMNS)


def _spread(isi: Isi) -> None:
    """The first column of merged cells holds their text in every row."""
    for top, left, bottom, _ in isi.gabungan:
        for row in range(top + 1, bottom + 1):
            if (top, left) in isi.sel:
                isi.sel.setdefault((row, left), isi.sel[top, left])


def _put(isi: Isi, place: tuple[int, int], value: Any, form: str, kind: str) -> None:
    """One cell: its text, or what is wrong with it."""
    if kind == "e":
        isi.faults[place] = error("D18", isi.where(*place), f"sel ini berisi galat Excel {value}",
                                  "perbaiki rumusnya", str(value))
        return
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Context(prec=EXCEL_DIGITS).create_decimal(repr(value))
        if not number.is_finite() or abs(number) >= 10**EXCEL_DIGITS:
            hint = "atur format sel sebagai Text, lalu ketik ulang angkanya"
            isi.faults[place] = error("D18", isi.where(*place), "angka sepanjang ini dibulatkan oleh Excel", hint,
                                      f"{value:g}")
            return
        isi.sel[place] = _number(number, form)
        return
    if isinstance(value, datetime | date):
        isi.sel[place] = Sel(indonesian.tanggal(value.year, value.month, value.day), Jenis.TANGGAL)
        return
    if isinstance(value, time):
        isi.sel[place] = Sel(f"{value.hour:02d}.{value.minute:02d}", Jenis.TANGGAL)
        return
    _put_text(isi, place, ("ya" if value else "tidak") if isinstance(value, bool) else str(value))


def _number(number: Decimal, form: str) -> Sel:
    if "%" in _QUOTED.sub("", form):
        number = number.scaleb(2)
        return Sel(f"{indonesian.angka(number)}%", Jenis.PERSEN, number)
    if number == number.to_integral_value() and set(form) == {"0"}:
        return Sel(str(int(number)).zfill(len(form)), Jenis.ANGKA, number)
    return Sel(indonesian.angka(number), Jenis.ANGKA, number)


def _put_text(isi: Isi, place: tuple[int, int], text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
    char = FORBIDDEN.search(text)
    if char is not None:
        hint = "hapus karakter itu, lalu ketik ulang bila perlu"
        isi.faults[place] = error("D18", isi.where(*place), forbidden_message(char[0]), hint, text)
    elif text:
        isi.sel[place] = Sel(text)
