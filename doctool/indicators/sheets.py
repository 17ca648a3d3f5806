"""From the sheets of a workbook to the tree that becomes the model, each value with its sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from doctool.indicators.budget import read_programmes
from doctool.indicators.headings import Lembar, plain_heading
from doctool.indicators.record import Bangun, read_record, read_value, without_percent
from doctool.indicators.tables import FIRST_ROWS, Tabel, column_findings, tables_of
from doctool.indicators.workbook import Isi, refused
from doctool.loaded import Path as Steps
from doctool.model.triwulan import factor
from doctool.refusal import error

_YEAR_LABEL = re.compile(r"tahun(?: anggaran)?")
_YEAR = re.compile(r"\btahun\s+(?:anggaran\s+)?:?\s*(20\d\d)\b", re.IGNORECASE)
_Place = tuple[int, int]


def build(sheets: list[Isi], file: str, bidang: Mapping[str, str], stem: str) -> Bangun:
    """The tree of a workbook; `bidang`: names of the office's bidang by their keys; `stem`: name of the file.

    Raises ContentError (D17) where it holds no table of indicators.
    """
    names = {plain_heading(name): key for key, name in bidang.items()} | {plain_heading(key): key for key in bidang}
    made = Bangun(file, names)
    tables = tables_of(sheets)
    for table in tables.values():
        made.findings += column_findings(table)
    if Lembar.INDIKATOR not in tables:
        hint = (
            "tulis judul kolom Sasaran, Kode, Indikator, Satuan, Target Setahun, Penanggung Jawab di satu baris, "
            "atau mulai dari: doctool baru formulir --format xlsx"
        )
        raise refused(file, "lembar indikator tidak ditemukan", hint)
    _year(sheets, tables, made, stem)
    _indicators(tables[Lembar.INDIKATOR], made)
    if Lembar.PROGRAM in tables:
        read_programmes(tables[Lembar.PROGRAM], made)
    if Lembar.CATATAN in tables:
        _notes(tables[Lembar.CATATAN], made)
    return made


def _year(sheets: list[Isi], tables: Mapping[Lembar, Tabel], made: Bangun, stem: str) -> None:
    """The year: beside the word Tahun, in a title above a table, or the name of the file."""
    heads = {table.isi.nama: table.kepala for table in tables.values()}
    found: list[tuple[str, Isi, _Place]] = []
    for isi in sheets:
        last = heads.get(isi.nama, FIRST_ROWS + 1)
        for (row, column), cell in sorted(isi.sel.items()):
            if row >= last:
                continue
            if _YEAR_LABEL.fullmatch(plain_heading(cell.teks)):
                beside = next((at for at in range(column + 1, column + 4) if isi.teks(row, at).strip(": ")), 0)
                if beside:
                    text = isi.teks(row, beside).strip(": ").replace(".", "")
                    found.append((text, isi, (row, beside)))
            elif isi.nama in heads and (titled := _YEAR.search(cell.teks)):
                found.append((titled[1], isi, (row, column)))
    if not found and re.fullmatch(r"20\d\d", stem):
        made.data["tahun"] = stem
        return
    if not found:
        message = "tahun belum disebut"
        hint = "tulis Tahun di satu sel dan angkanya di sel sebelah kanannya, di atas tabel"
        made.findings.append(error("D02", tables[Lembar.INDIKATOR].isi.where(1, 1), message, hint))
        return
    text, isi, place = found[0]
    made.data["tahun"], made.values["tahun",], made.sheets["tahun"] = text, place, isi.nama
    for other, sheet, where in found[1:]:
        if other != text:
            message = f"tahun di sini {other}, di {isi.where(*place).cell} {text}"
            made.findings.append(error("D18", sheet.where(*where), message, "samakan tahunnya", other))


def _indicators(table: Tabel, made: Bangun) -> None:
    made.sheets["sasaran"] = table.isi.nama
    sasaran: list[dict[str, Any]] = []
    by_text: dict[str, int] = {}
    current = -1
    first = table.column("sasaran")
    others = [column for column, key in table.kolom.items() if key not in {"sasaran", "kode"}]
    made.data["sasaran"] = sasaran
    made.values["sasaran",] = (table.kepala, first or table.column("uraian"))
    for row in table.rows():
        text = table.isi.teks(row, first) if first else ""
        if text or current < 0:
            current = by_text.setdefault(plain_heading(text), len(sasaran))
        if current == len(sasaran):
            sasaran.append({"uraian": text, "indikator": []})
            made.values["sasaran", current] = made.values["sasaran", current, "uraian"] = (row, first or 1)
            made.values["sasaran", current, "indikator"] = (row, first or 1)
        if (row, first) in table.isi.faults:
            made.findings.append(table.isi.faults[row, first])
        if any((row, column) in table.isi.sel or (row, column) in table.isi.faults for column in others):
            _indicator(table, row, ("sasaran", current, "indikator", len(sasaran[current]["indikator"])),
                       sasaran[current]["indikator"], made)


def _indicator(table: Tabel, row: int, path: Steps, rows: list[dict[str, Any]], made: Bangun) -> None:
    record = read_record(table, row, path, made, required=("kode", "uraian", "target", "penanggung_jawab/bidang"))
    record.pop("sasaran", None)
    made.values[path] = (row, table.column("uraian"))
    quarters = [key for key in record if key.startswith("target_triwulan/")]
    if quarters:
        record["target_triwulan"] = [record.pop(f"target_triwulan/{at}", "") for at in range(4)]
        made.values[*path, "target_triwulan"] = (row, table.column(quarters[0]))
    if factor(str(record.get("satuan", ""))) == 100:
        for key in ("target", "target_triwulan"):
            value = record.get(key)
            if isinstance(value, str):
                record[key] = without_percent(value)
            elif value is not None:
                record[key] = [without_percent(one) for one in value]
    rows.append(record)


def _notes(table: Tabel, made: Bangun) -> None:
    made.sheets["catatan"] = table.isi.nama
    made.values["catatan",] = (table.kepala, table.column("bidang"))
    notes: dict[str, str] = {}
    for row in table.rows():
        cells = {key: (row, column) for column, key in table.kolom.items()}
        values = {key: read_value(table, place, key, cell, made) for key, place in cells.items()
                  if (cell := table.isi.sel.get(place)) is not None}
        made.findings += [table.isi.faults[place] for place in cells.values() if place in table.isi.faults]
        key = values.get("bidang", "")
        where = table.isi.where(*cells["bidang"])
        if not key:
            made.findings.append(error("D09", where, "bidang belum diisi", "isi kunci atau nama bidangnya"))
        elif key in notes:
            made.findings.append(error("D18", where, f'bidang "{key}" sudah ada di atas', "gabungkan catatannya", key))
        elif values.get("catatan"):
            notes[key] = values["catatan"]
            made.values["catatan", key] = cells["catatan"]
    if notes:
        made.data["catatan"] = notes
