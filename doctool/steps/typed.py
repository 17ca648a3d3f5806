"""A table of steps typed by a person: the usual headings, names of pelaksana in its cells, all else left open."""

from __future__ import annotations

import re
from dataclasses import dataclass

from doctool.findings import Finding, Severity, Where
from doctool.forms.cells import Book
from doctool.refusal import MAX_FINDINGS, error, refuse
from doctool.steps.grid import FIRST_ROWS, Grid
from doctool.steps.headings import KOLOM_LANGKAH, SIMPUL, plain_heading
from doctool.steps.lanes import Lanes, code_for
from doctool.steps.nodes import Cells, node_of, nodes_of, said_by
from doctool.steps.plain import Data
from doctool.steps.targets import Goals, UnknownTargetError, numbers

#: Columns that a person's table has; those that only doctool writes are not looked for.
_COLUMNS = tuple(one for one in KOLOM_LANGKAH if not one.jarang)
_TEXTS = ("uraian", "kelengkapan", "waktu", "output", "keterangan")
_TITLE = {"nama sop", "judul sop", "judul", "nama prosedur", "standar operasional prosedur"}
_NUMBER = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True)
class Ketikan:
    """What a person's table says: the title above it ("" for none), pelaksana and kegiatan as plain data."""

    judul: str
    pelaksana: list[Data]
    kegiatan: list[Data]
    findings: tuple[Finding, ...]


def read_typed(book: Book, file: str) -> Ketikan:
    """The steps of a workbook with one table. Raises ContentError with every finding (D09, D17, D18)."""
    grids = [grid for sheet in book.sheets if not sheet.hidden
             if (grid := Grid(file, sheet, _COLUMNS)).find_head(("uraian", "pelaksana"), complete=False)]
    if not grids:
        first = book.sheets[0].name if book.sheets else "Sheet1"
        hint = "tulis judul kolom No, Kegiatan, Pelaksana, Kelengkapan, Waktu, Output, Keterangan di satu baris"
        raise refuse(file, [error("D17", Where(file, 1, 1, f"{first}!A1"), "tabel langkah tidak ditemukan", hint)])
    if len(grids) > 1:
        where = grids[1].where(grids[1].head, 1)
        message = f'lembar "{grids[1].sheet.name}" juga berisi tabel langkah, selain "{grids[0].sheet.name}"'
        raise refuse(file, [error("D17", where, message, "satu berkas satu tabel: pindahkan yang lain")])
    return _Typed(grids[0]).read()


class _Typed:
    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.lanes: list[Data] = []

    def read(self) -> Ketikan:
        """The whole table."""
        blocks = self._blocks()
        for block in blocks:
            for row, cells in block:
                self._name_lanes(row, cells)
        lanes = Lanes(self.lanes)
        labels = tuple(block[0][1].get("nomor", "") for block in blocks)
        goals = Goals(labels, numbers([None] * len(blocks)), ("",) * len(blocks))
        rows = [self._kegiatan(block, lanes, goals) for block in blocks]
        if not rows:
            self.grid.tell(self.grid.head, "uraian", "tabel ini belum berisi kegiatan", "isi kegiatannya", code="D09")
        errors = [one for one in self.grid.findings if one.severity is Severity.ERROR]
        if errors:
            raise refuse(self.grid.file, errors[:MAX_FINDINGS])
        if "bentuk" not in self.grid.columns:
            _ends(rows)
        return Ketikan(self._title(), self.lanes, rows, tuple(self.grid.findings))

    def _blocks(self) -> list[list[tuple[int, Cells]]]:
        """The rows of each kegiatan."""
        out: list[list[tuple[int, Cells]]] = []
        rows = self.grid.rows()
        for row in rows:
            cells = {key: text for key in self.grid.columns if (text := self.grid.text(row, key))}
            numbered = len(cells) > 3 and all(_NUMBER.fullmatch(text) for text in cells.values())
            if not cells or (row == self.grid.head + 1 and numbered):
                continue
            if out and set(cells) <= set(SIMPUL):
                out[-1].append((row, cells))
            else:
                out.append([(row, cells)])
        self.grid.merged(rows, {row for block in out for row, _ in block[1:]})
        return out

    def _name_lanes(self, row: int, cells: Cells) -> None:
        known = {plain_heading(one["nama"]) for one in self.lanes}
        for name in _names(cells.get("pelaksana", "")):
            if not plain_heading(name):
                self.grid.tell(row, "pelaksana", f'"{name}" bukan nama pelaksana', "tulis jabatannya", name)
            elif plain_heading(name) not in known:
                known.add(plain_heading(name))
                self.lanes.append({"kode": code_for(name, [one["kode"] for one in self.lanes]), "nama": name})

    def _kegiatan(self, block: list[tuple[int, Cells]], lanes: Lanes, goals: Goals) -> Data:
        row, first = block[0]
        if "uraian" not in first:
            self.grid.tell(row, "uraian", "uraian kegiatan belum diisi", "isi, atau hapus barisnya", code="D09")
        if not any("pelaksana" in cells for _, cells in block):
            self.grid.tell(row, "pelaksana", "pelaksana belum diisi",
                           "tulis siapa yang mengerjakannya (gambar alur tidak dapat dibaca); bukan kegiatan: "
                           "hapus barisnya", code="D09")  # fmt: skip
            return {}
        nodes = [node for number, cells in block for node in self._nodes(number, cells, lanes, goals)]
        if not nodes:
            return {}
        codes = [one["pelaksana"] for one in nodes]
        if len(set(codes)) < len(codes):
            self.grid.tell(row, "pelaksana", "pelaksana yang sama disebut dua kali", "sebut satu kali saja")
        out: Data = {"uraian": first.get("uraian", ""), **said_by(nodes)}
        return out | {key: first.get(key, "") for key in _TEXTS[1:] if key in self.grid.columns}

    def _nodes(self, row: int, cells: Cells, lanes: Lanes, goals: Goals) -> list[Data]:
        """The nodes of one row: one for each name; shape and exits are the last's, as in YAML."""
        names = [name for name in _names(cells.get("pelaksana", "")) if plain_heading(name)]
        codes = [next(one["kode"] for one in self.lanes if plain_heading(one["nama"]) == plain_heading(name))
                 for name in names]
        rest: Data = {}
        for key in SIMPUL[1:]:
            if key in cells:
                rest |= self._one(row, key, cells[key], lanes, goals)
        if not codes:  # or what stands there is no name, which was told
            self.grid.tell(row, "pelaksana", "pelaksana belum diisi", "isi pelaksana baris ini", code="D09")
            return []
        return nodes_of({"pelaksana": codes, **rest})

    def _one(self, row: int, key: str, text: str, lanes: Lanes, goals: Goals) -> Data:
        try:
            found = node_of({key: text}, lanes, goals)
        except UnknownTargetError as problem:
            self.grid.tell(row, key, problem.reason, problem.hint, text)
            return {}
        except KeyError:
            hint = 'tulis satu baris satu jalan, misalnya "Lengkap: 5"'
            self.grid.tell(row, key, "jalan keluar tidak dimengerti", hint, text)
            return {}
        known = ("mulai", "proses", "keputusan", "selesai")
        if key == "bentuk" and found[key] not in known:
            self.grid.tell(row, key, f'bentuk "{text}" tidak dikenal', f"pilih {', '.join(known)}", text)
            return {}
        return found

    def _title(self) -> str:
        """The title above the table: beside or behind the words Nama SOP."""
        sheet = self.grid.sheet
        for (row, column), cell in sorted(sheet.cells.items()):
            if row >= min(self.grid.head, FIRST_ROWS):
                continue
            label, colon, rest = cell.text.partition(":")
            if plain_heading(label) not in _TITLE:
                continue
            beside = [sheet.text(row, at).strip(": ") for at in range(column + 1, column + 5)]
            found = rest.strip() if colon and rest.strip() else next(filter(None, beside), "")
            if found:
                return " ".join(found.split())
        return ""


def _names(text: str) -> list[str]:
    return [one.strip(" -•") for one in re.split(r"[\n;,]", text) if one.strip(" -•")]


def _ends(rows: list[Data]) -> None:
    """The first kegiatan begins the work, the last ends it, where the table says nothing of shapes."""
    for row, shape in ((rows[0], "mulai"), (rows[-1], "selesai")):
        plain = not any(key in row for key in ("bentuk", "simpul", "ya", "tidak", "keluar"))
        if plain and (shape == "mulai" or len(rows) > 1):
            row["bentuk"] = shape
