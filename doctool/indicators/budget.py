"""The sheet of programmes, kegiatan and sub kegiatan with their money, as the tree that becomes the model."""

from __future__ import annotations

from typing import Any

from doctool.indicators.headings import TINGKAT_KOLOM
from doctool.indicators.record import Bangun, read_record, read_value
from doctool.indicators.tables import Tabel
from doctool.indicators.workbook import Sel
from doctool.loaded import Path as Steps
from doctool.refusal import error

_LEVELS = {key: level for level, key in enumerate(TINGKAT_KOLOM)}


def read_programmes(table: Tabel, made: Bangun) -> None:
    made.sheets["program"] = table.isi.nama
    made.data["program"] = []
    made.values["program",] = (table.kepala, min(table.kolom))
    above: list[tuple[Steps, str] | None] = [None, None, None]
    for row in table.rows():
        for level, text, column, whole in _levels(table, row, above, made):
            parent = above[level - 1] if level else None
            if level and parent is None:
                upper = TINGKAT_KOLOM[level - 1].replace("_", " ")
                message = f"{TINGKAT_KOLOM[level].replace('_', ' ')} ini tidak berada di bawah {upper}"
                hint = f"tulis baris {upper}-nya di atasnya"
                made.findings.append(error("D18", table.isi.where(row, column), message, hint, text))
                continue
            path = _budget(table, row, level, text, column, whole, parent, made)
            above[level:] = [(path, text), *[None] * (2 - level)]


def _levels(
    table: Tabel, row: int, above: list[tuple[Steps, str] | None], made: Bangun
) -> list[tuple[int, str, int, bool]]:
    """What a row begins: level, text, column of each; only the last has the row's code and money."""
    if table.column("tingkat"):
        text = read_value(table, (row, table.column("tingkat")), "tingkat",
                      table.isi.sel.get((row, table.column("tingkat")), Sel("")), made)
        level = _LEVELS.get(text)
        if level is None:
            hint = "tulis Program, Kegiatan atau Sub Kegiatan"
            where = table.isi.where(row, table.column("tingkat"))
            message = f'"{text}" bukan tingkat anggaran' if text else "tingkat anggaran belum diisi"
            made.findings.append(error("D18", where, message, hint, text))
            return []
        return [(level, table.isi.teks(row, table.column("uraian")), table.column("uraian"), True)]
    places = [(level, table.column(key)) for level, key in enumerate(TINGKAT_KOLOM)]
    if not any(column for _, column in places):
        return [(0, table.isi.teks(row, table.column("uraian")), table.column("uraian"), True)]
    texts = [(level, table.isi.teks(row, column), column) for level, column in places if column]
    filled = [one for one in texts if one[1]]
    begun: list[tuple[int, str, int, bool]] = []
    changed = False
    for level, text, column in filled[:-1]:
        before = above[level]
        changed = changed or before is None or before[1] != text
        if changed:
            begun.append((level, text, column, False))
    last = filled[-1] if filled else (0, "", table.column("program"))
    return [*begun, (*last, True)]


def _budget(
    table: Tabel, row: int, level: int, text: str, column: int, whole: bool, parent: tuple[Steps, str] | None,
    made: Bangun,
) -> Steps:
    """Add a level of the budget below its parent; its path."""
    rows: list[dict[str, Any]] = made.data["program"]
    path: Steps = ("program",)
    if parent is not None:
        steps = parent[0]
        here: Any = made.data
        for step in steps:
            here = here[step]
        rows = here.setdefault(TINGKAT_KOLOM[level], [])
        path = (*steps, TINGKAT_KOLOM[level])
        made.values.setdefault(path, (row, column))
    path = (*path, len(rows))
    record = read_record(table, row, path, made, required=()) if whole else {}
    for key in ("tingkat", *TINGKAT_KOLOM):
        record.pop(key, None)
        made.values.pop((*path, key), None)
    record["uraian"] = text
    made.values[path] = made.values[*path, "uraian"] = (row, column)
    rows.append(record)
    return path
