"""A table of steps read: the whole workbook as the plain data of an SOP, every value with its cell.

What doctool wrote comes back as it was. Nothing is guessed: what is missing, doubled or not understood is a finding
with its cell, and then there is no SOP.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from doctool.border.workbook import Kind, take_in
from doctool.catalog.source import Source, shown_path
from doctool.errors import ContentError
from doctool.findings import Finding, Severity, Where
from doctool.forms.cells import Book, Sheet
from doctool.forms.open_book import open_book
from doctool.loaded import Path, Positions
from doctool.model.alur import baca_alur
from doctool.model.sop import Sop
from doctool.refusal import MAX_FINDINGS, error, refuse
from doctool.steps.content import BY_NUMBER, ENDING, ORIGIN
from doctool.steps.grid import Grid
from doctool.steps.headings import (
    IDENTITAS,
    KOLOM_IDENTITAS,
    KOLOM_LAINNYA,
    KOLOM_LANGKAH,
    KOLOM_PELAKSANA,
    LAINNYA,
    LANGKAH,
    PELAKSANA,
    Kolom,
)
from doctool.steps.lanes import Lanes
from doctool.steps.overlay import joined
from doctool.steps.places import CellPositions
from doctool.steps.plain import Data, columns_of, sop_data
from doctool.steps.read_identity import read_identity, read_lanes, read_others
from doctool.steps.read_rows import Kegiatans, read_steps

JUDUL_BAGIAN = "Judul bagian"
_STEPS = re.compile(rf"{LANGKAH} ([1-9]\d?)")


@dataclass(frozen=True)
class Terbaca:
    """What a table says: plain data as in a YAML file with its places, and what is to be told (warnings).

    `asal` is the address of the SOP that the table was made of, "" where it does not say, at the cell `letak`.
    """

    source: Source
    findings: tuple[Finding, ...]
    asal: str
    letak: Where


def open_table(path: FilePath, file: str = "") -> tuple[Book, str]:
    """The workbook at `path` (.xlsx, .ods or .xls), and what it is called. Raises RefusedError, ContentError (D17)."""
    shown = file or shown_path(path)
    kinds = (Kind.XLSX, Kind.ODS)
    book = open_book(take_in(path, shown, kinds))
    if book.faults:
        sheet, words = book.faults[0]
        raise refuse(shown, [error("D17", Where(shown, cell=f"{sheet}!A1" if sheet else ""), words,
                                   "ekspor ulang tabelnya, atau pulihkan dari salinan")])
    for one in book.sheets:
        grid = Grid(shown, one, ())
        if one.doubled:
            where = grid.where(*one.doubled[0])
            raise refuse(shown, [error("D18", where, "sel ini ada dua kali di dalam berkas",
                                       "buka di Excel, simpan ulang, lalu periksa isinya")])
        if one.beyond:
            raise refuse(shown, [error("D17", grid.where(1, 1), "lembar ini terlalu besar untuk dibaca",
                                       "hapus baris dan kolom di luar tabel")])
    return book, shown


def is_exported(book: Book) -> bool:
    """Whether a workbook was written by doctool (however it was changed since), not typed anew by a person."""
    names = {one.name for one in book.sheets}
    return len(names & {PELAKSANA, IDENTITAS, LAINNYA}) >= 2


def read_exported(book: Book, file: str) -> Terbaca:
    """The SOP of a workbook that doctool wrote. Raises ContentError with every finding (D09, D17, D18)."""
    return _Reader(book, file).read()


class _Reader:
    def __init__(self, book: Book, file: str) -> None:
        self.file = file
        self.sheets = book.by_name()
        self.findings: list[Finding] = []
        self.grids: list[Grid] = []
        self.places: dict[Path, Where] = {}

    def read(self) -> Terbaca:
        """Everything; raises where something is wrong."""
        steps, parts = self._step_sheets()
        self._stop()
        grids = [self._grid(name, KOLOM_LANGKAH) for name in steps]
        lanes_grid = self._grid(PELAKSANA, KOLOM_PELAKSANA)
        identity, others = self._grid(IDENTITAS, KOLOM_IDENTITAS), self._grid(LAINNYA, KOLOM_LAINNYA)
        self._stop()
        data: Data = {}
        read_identity(identity, data, self.places)
        procedures: list[Data] = [{} for _ in steps]
        if parts is None and "catatan_kaki" in data:
            procedures[0]["catatan_kaki"] = data.pop("catatan_kaki")
        rest: Data = {} if parts is None else {"bagian": [{} for _ in steps]}
        read_others(others, rest, self.places)
        by_number = rest.pop(BY_NUMBER, "") == "ya"
        ending, origin = str(rest.pop(ENDING, "")), str(rest.pop(ORIGIN, ""))
        self._need_lanes(lanes_grid, grids, rest)
        lanes = self._lanes(lanes_grid, procedures, parts, rest)
        self._stop()
        for at, grid in enumerate(grids):
            self._steps(grid, procedures[at], at, lanes[at], parts, by_number=by_number, ending=ending)
        data["prosedur"] = procedures
        if parts is not None:
            data["berbagian"] = True
        whole = sop_data(data)
        self._overlay(whole, rest)
        self._stop()
        positions = CellPositions(self.file, cells=self.places)
        where = self.places.get((ORIGIN,), Where(self.file))
        return Terbaca(Source(self.file, whole, positions, ()), self._warnings(), origin, where)

    def _step_sheets(self) -> tuple[list[str], int | None]:
        """The names of the sheets with steps, and how many parts there are under `bagian`."""
        numbered = sorted((int(found[1]), name) for name in self.sheets if (found := _STEPS.fullmatch(name)))
        if not numbered:
            return [LANGKAH], None
        if LANGKAH in self.sheets or [number for number, _ in numbered] != list(range(1, len(numbered) + 1)):
            where = Where(self.file, 1, 1, f"{numbered[-1][1]}!A1")
            self.findings.append(error(
                "D17", where, "lembar Langkah tidak berurutan",
                f'namai "{LANGKAH}" bila hanya satu, atau "{LANGKAH} 1", "{LANGKAH} 2" dan seterusnya',
            ))  # fmt: skip
        return [name for _, name in numbered], len(numbered)

    def _grid(self, name: str, columns: tuple[Kolom, ...]) -> Grid:
        sheet: Sheet | None = self.sheets.get(name)
        if sheet is None:
            there = ", ".join(self.sheets)
            self.findings.append(error(
                "D17", Where(self.file, 1, 1, f"{name}!A1"), f'lembar "{name}" tidak ada',
                f"kembalikan nama lembarnya, atau ekspor ulang tabelnya; yang ada: {there}",
            ))  # fmt: skip
            return Grid(self.file, Sheet(name), columns)
        grid = Grid(self.file, sheet, columns)
        self.grids.append(grid)
        if not grid.find_head((), complete=True):
            titles = ", ".join(one.judul for one in columns[:4])
            grid.findings = [error("D17", grid.where(1, 1), "baris judul kolom tidak ditemukan",
                                   f"kembalikan judul kolomnya ({titles}, ...), atau ekspor ulang tabelnya")]
        return grid

    def _lanes(self, grid: Grid, procedures: list[Data], parts: int | None, rest: Data) -> list[Lanes]:
        flat: list[list[tuple[Data, dict[str, Where]]]] = [[] for _ in procedures]
        for part, lane, where in read_lanes(grid, parts):
            flat[part].append((lane, where))
        for at, own in enumerate(flat):
            if not own:
                continue
            procedures[at]["pelaksana"] = [lane for lane, _ in own]
            base = (*_base(at, parts), "pelaksana")
            self.places[base] = own[0][1]["kode"]
            for place, (column, lanes) in enumerate(columns_of(procedures[at]["pelaksana"])):
                for inner, number in enumerate(lanes):
                    path = (*base, place, "pelaksana", inner) if "kelompok" in column else (*base, place)
                    self.places.setdefault((*base, place), own[number][1]["nama"])
                    self.places[path] = own[number][1]["nama"]
                    self.places |= {(*path, key): where for key, where in own[number][1].items()}
        return [Lanes([lane for lane, _ in own] or _rare_lanes(rest, at, parts)) for at, own in enumerate(flat)]

    def _need_lanes(self, lanes: Grid, steps: list[Grid], rest: Data) -> None:
        """Refuse a table whose sheet of pelaksana lost all its rows: every kegiatan would be told instead."""
        used = any(row > one.head and column == one.columns.get("pelaksana") and cell.text.strip()
                   for one in steps for (row, column), cell in one.sheet.cells.items())
        if used and not lanes.rows() and not {"pelaksana", "bagian"} & set(rest):
            lanes.tell(lanes.head + 1, "nama", "belum ada satu pun pelaksana", "isi nama para pelaksana", code="D09")
            self._stop()

    def _steps(
        self, grid: Grid, procedure: Data, at: int, lanes: Lanes, parts: int | None, *, by_number: bool, ending: str
    ) -> None:
        found: Kegiatans = read_steps(grid, lanes, by_number=by_number, ending=ending)
        base = (*_base(at, parts), "kegiatan")
        if found.data:
            procedure["kegiatan"] = found.data
        self.places[base] = grid.where(grid.head, 1)
        self.places |= {(*base, *path): where for path, where in found.places.items()}
        if parts is None:
            return
        for row in range(1, grid.head):
            if grid.sheet.text(row, 2) == JUDUL_BAGIAN and grid.sheet.at(row, 3).text:
                procedure["judul"] = grid.sheet.at(row, 3).text.strip()
                self.places[*_base(at, parts), "judul"] = grid.where(row, 3)

    def _overlay(self, whole: Data, rest: Data) -> None:
        """Put what the sheet Lainnya holds beside what the others do."""
        for key, value in rest.items():
            where = next((self.places[path] for path in self.places if path[0] == key), Where(self.file))
            if not joined(whole, key, value):
                message = f'"{key}" sudah diisi di lembar lain'
                self.findings.append(error("D18", where, message, "hapus salah satu", key))

    def _stop(self) -> None:
        found = [*self.findings, *(one for grid in self.grids for one in grid.findings)]
        errors = [one for one in found if one.severity is Severity.ERROR]
        if errors:
            raise refuse(self.file, errors[:MAX_FINDINGS])

    def _warnings(self) -> tuple[Finding, ...]:
        return tuple(one for grid in self.grids for one in grid.findings)


def _base(at: int, parts: int | None) -> Path:
    return () if parts is None else ("bagian", at)


def _rare_lanes(rest: Data, at: int, parts: int | None) -> list[Data]:
    """The pelaksana of a procedure that only the sheet Lainnya could hold."""
    columns = (rest if parts is None else rest["bagian"][at]).get("pelaksana", [])
    dicts = [one for one in columns if isinstance(one, dict)] if isinstance(columns, list) else []
    return [lane for one in dicts for lane in (one["pelaksana"] if "kelompok" in one else [one])]


def flow_findings(sop: Sop, positions: Positions) -> list[Finding]:
    """What of the flow of `sop` cannot be resolved (A01 to A07), at the cells of its table."""
    out: list[Finding] = []
    for path, procedure in sop.prosedur():
        for one in baca_alur(procedure).masalah:
            out.append(error(one.kode, positions.where((*path, *one.path)), one.pesan, one.saran, one.teks))
    return out


def refuse_table(file: str, findings: Sequence[Finding]) -> ContentError:
    """The exception for what is wrong with a table."""
    return refuse(file, sorted(findings, key=Finding.sort_key)[:MAX_FINDINGS])

