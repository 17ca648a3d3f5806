"""The sheet Langkah read: rows of cells as kegiatan, each value with its cell."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from doctool.findings import Where
from doctool.loaded import Path
from doctool.steps.grid import Grid
from doctool.steps.headings import KOSONG, SIMPUL, TEKS_BARIS
from doctool.steps.lanes import Lanes
from doctool.steps.nodes import Cells, node_of, said_by
from doctool.steps.plain import Data
from doctool.steps.rows import Rare, read_rare, read_reference
from doctool.steps.targets import Goals, UnknownTargetError, is_number, numbers

_NODE_ONLY = frozenset(SIMPUL)


@dataclass
class Block:
    """The rows of one kegiatan: their numbers in the sheet and their cells."""

    rows: list[int]
    cells: list[Cells]
    rare: Rare = field(default_factory=lambda: Rare((), False, {}))

    @property
    def first(self) -> Cells:
        return self.cells[0]


@dataclass
class Kegiatans:
    """The kegiatan of a sheet, and the places of their values by path below the list."""

    data: list[Data] = field(default_factory=list)
    places: dict[Path, Where] = field(default_factory=dict)


def blocks_of(grid: Grid) -> list[Block]:
    """The rows of a sheet by kegiatan: a row that only says a node goes with the one above."""
    out: list[Block] = []
    rows = grid.rows()
    for row in rows:
        cells = {key: text for key in grid.columns if (text := grid.text(row, key))}
        if out and cells and set(cells) <= _NODE_ONLY:
            out[-1].rows.append(row)
            out[-1].cells.append(cells)
        elif cells:
            out.append(Block([row], [cells]))
    grid.merged(rows, {row for block in out for row in block.rows[1:]})
    for block in out:
        _read_rare(grid, block)
    return out


def _read_rare(grid: Grid, block: Block) -> None:
    text = block.first.pop("lain", "")
    try:
        block.rare = read_rare(text)
    except ValueError as problem:
        message = f'isi kolom Lain-lain tidak dimengerti ("{problem}")'
        grid.tell(block.rows[0], "lain", message, "kembalikan seperti semula, atau kosongkan", text)


def read_steps(grid: Grid, lanes: Lanes, *, by_number: bool, ending: str = "") -> Kegiatans:
    """The kegiatan of a sheet; what is wrong is in the findings of `grid`. `ending`: what stands behind their numbers.
    """
    blocks = blocks_of(grid)
    nomor = [_number(grid, block, ending) for block in blocks]
    if ending:
        nomor = [f"{count}{ending}" if one is None else one for one, count in zip(nomor, numbers(nomor), strict=True)]
    _ids(grid, blocks)
    if grid.refused:  # what names these rows would be told as well
        return Kegiatans()
    goals = Goals(
        tuple(block.first.get("nomor", "") for block in blocks), numbers(nomor),
        tuple(block.first.get("id", "") for block in blocks), by_number,
    )  # fmt: skip
    out = Kegiatans()
    for at, (block, number) in enumerate(zip(blocks, nomor, strict=True)):
        row: Data = {} if number is None or "nomor" in block.rare.data else {"nomor": number}
        if "uraian" not in block.first and "uraian" not in block.rare.data:
            grid.tell(block.rows[0], "uraian", "uraian kegiatan belum diisi",
                      f'isi, hapus barisnya, atau tulis "{KOSONG}"', code="D09")
        row |= _texts(block) | _more(grid, block)
        row |= _nodes(grid, block, lanes, goals)
        for key, value in block.rare.data.items():
            if key in row:
                grid.tell(block.rows[0], "lain", f'"{key}" di kolom Lain-lain sudah diisi di kolomnya sendiri',
                          "hapus salah satu", key)
            row[key] = value
        out.data.append(row)
        _note_places(grid, block, (at,), out.places)
    return out


def _ids(grid: Grid, blocks: list[Block]) -> None:
    """Tell ids that two kegiatan have: most often a row was copied."""
    seen: dict[str, int] = {}
    for block in blocks:
        name, row = block.first.get("id", ""), block.rows[0]
        if name and name in seen:
            grid.tell(row, "id", f'Id "{name}" sudah dipakai di baris {seen[name]}',
                      "kosongkan, atau tulis nama lain; bila baris ini salinan, beri juga No yang lain", name)
        seen.setdefault(name, row)


def _number(grid: Grid, block: Block, ending: str) -> str | None:
    """What a kegiatan says of its printed number; None where it is counted."""
    label = block.first.get("nomor", "")
    if _switch(grid, block, "tetap"):
        return "" if label == KOSONG else label
    given = block.rare.data.get("nomor")
    if isinstance(given, str):
        return given
    if label and not is_number(label.removesuffix(ending)):
        grid.tell(block.rows[0], "nomor", f'"{label}" bukan nomor urut',
                  'isi "ya" di kolom Nomor Tetap bila memang dicetak begitu; bila tidak, kosongkan', label)
    return None


def _switch(grid: Grid, block: Block, key: str) -> bool:
    text = block.first.get(key, "").lower()
    if text not in ("", "ya", "tidak"):
        grid.tell(block.rows[0], key, f'"{text}" bukan ya atau tidak', "pilih ya, atau kosongkan", text)
    return text == "ya"


def _texts(block: Block) -> Data:
    texts = {key: "" if block.first[key] == KOSONG else block.first[key] for key in TEKS_BARIS if key in block.first}
    if texts.get("uraian") == "":
        del texts["uraian"]
    return {**texts, **{key: "" for key in block.rare.kosong if key not in texts}}


def _more(grid: Grid, block: Block) -> Data:
    out: Data = {}
    if "id" in block.first:
        out["id"] = block.first["id"]
    if _switch(grid, block, "paralel"):
        out["paralel"] = "ya"
    if "rujukan" in block.first:
        out["rujukan"] = [read_reference(line) for line in block.first["rujukan"].split("\n") if line.strip()]
    return out


def _nodes(grid: Grid, block: Block, lanes: Lanes, goals: Goals) -> Data:
    """What the rows of a kegiatan say of its nodes."""
    nodes: list[Data] = []
    for number, cells in zip(block.rows, block.cells, strict=True):
        own = {key: text for key, text in cells.items() if key in _NODE_ONLY}
        said = {key: _cell(grid, number, key, own, lanes, goals) for key in SIMPUL}
        nodes.append({key: value for key, value in said.items() if value is not None})
    if any(key in block.rare.data for key in ("simpul", *SIMPUL)) and not any(nodes):
        return {}
    if len(nodes) > 1 and not nodes[0]:
        grid.tell(block.rows[0], "pelaksana", "pelaksana pertama kegiatan ini kosong",
                  "isi di baris ini; pelaksana lainnya di baris di bawahnya", code="D09")
    return said_by(nodes, one_by_one=block.rare.one_by_one)


def _cell(grid: Grid, row: int, key: str, cells: Cells, lanes: Lanes, goals: Goals) -> object:
    """One value of a node; None where its cell is empty, or wrong, which is told."""
    if key not in cells:
        return None
    text = cells[key]
    try:
        return node_of({key: text}, lanes, goals)[key]
    except UnknownTargetError as problem:
        grid.tell(row, key, problem.reason, problem.hint, text)
    except KeyError:
        if key == "pelaksana":
            near = difflib.get_close_matches(text, [*lanes.choices, *lanes.codes], n=1)
            hint = f'maksudnya "{near[0]}"?' if near else "pilih dari daftar, atau tambahkan di lembar Pelaksana"
            grid.tell(row, key, f'pelaksana "{text}" tidak ada di lembar Pelaksana', hint, text)
        else:
            grid.tell(row, key, "jalan keluar tidak dimengerti", 'tulis satu baris satu jalan, misalnya "Lengkap: 5"',
                      text)
    return None


def _note_places(grid: Grid, block: Block, path: Path, places: dict[Path, Where]) -> None:
    """Where the values of a kegiatan stand."""
    first = block.rows[0]
    places[path] = grid.at(first, "uraian")
    for key in (*TEKS_BARIS, *SIMPUL, "id", "nomor", "paralel", "rujukan"):
        places[*path, key] = grid.at(first, key)
    for key in block.rare.data:
        places[*path, key] = grid.at(first, "lain")
    if len(block.rows) > 1:
        places[*path, "simpul"] = grid.at(first, "pelaksana")
        for at, row in enumerate(block.rows):
            places[*path, "pelaksana", at] = places[*path, "simpul", at] = grid.at(row, "pelaksana")
            for key in SIMPUL:
                places[*path, "simpul", at, key] = grid.at(row, key)
        for key in SIMPUL[1:]:
            wanted = [row for row, cells in zip(block.rows, block.cells, strict=True) if key in cells]
            places[*path, key] = grid.at(wanted[-1] if wanted else first, key)
