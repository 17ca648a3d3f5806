"""A row of a table as the record that it fills: each cell read as its column asks, with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from doctool.catalog.source import Source
from doctool.findings import Finding
from doctool.indicators.headings import PILIHAN, plain_heading, shape_of
from doctool.indicators.tables import Tabel
from doctool.indicators.workbook import Jenis, Sel
from doctool.loaded import Path as Steps
from doctool.loaded import Positions
from doctool.refusal import error

_MONEY = re.compile(r"^rp\.?\s*|,-+$", re.IGNORECASE)
_Place = tuple[int, int]


@dataclass
class Bangun:
    """The tree being built, with the place of each value, the sheet of each part and what is wrong."""

    file: str
    #: Key of a bidang by its name and by itself, as `plain_heading` writes them.
    bidang: Mapping[str, str]
    data: dict[str, Any] = field(default_factory=dict)
    values: dict[Steps, _Place] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def source(self) -> Source:
        """The tree as if it had been a file of YAML."""
        return Source(self.file, self.data, Positions(self.file, self.values, {}, "", self.sheets), ())


def without_percent(text: str) -> str:
    return re.sub(r"\s*%", "", text).strip()


def read_record(table: Tabel, row: int, path: Steps, made: Bangun, required: tuple[str, ...]) -> dict[str, Any]:
    """The cells of a row by their keys, with their places; what is required and blank is said to be left empty."""
    record: dict[str, Any] = {}
    answers: dict[str, str] = {}
    for column, key in table.kolom.items():
        place = (row, column)
        if place in table.isi.faults and key != "sasaran":
            made.findings.append(table.isi.faults[place])
        cell = table.isi.sel.get(place)
        if cell is None and key not in required:
            continue
        steps = _steps(key)
        made.values[*path, *steps] = place
        value: Any = read_value(table, place, key, cell, made) if cell is not None else ""
        if key == "tingkatan":
            value = [part.strip() for part in re.split(r"[;,<\n]", value) if part.strip()]
            made.values.update({(*path, key, at): place for at in range(len(value))})
        if key.startswith("penanggung_jawab/"):
            answers[str(steps[1])] = value
        else:
            record[key] = value
    if answers.get("bidang") or answers.get("seksi"):
        record["penanggung_jawab"] = answers
    elif "penanggung_jawab/bidang" in required:
        record["penanggung_jawab"] = ""
    if answers:
        made.values[*path, "penanggung_jawab"] = made.values.get(
            (*path, "penanggung_jawab", "bidang"), (row, table.column("penanggung_jawab/seksi")))
    return record


def _steps(key: str) -> Steps:
    return tuple(int(step) if step.isdigit() else step for step in key.split("/"))


def read_value(table: Tabel, place: _Place, key: str, cell: Sel, made: Bangun) -> str:
    """The text of a cell as its column reads it; what Excel made of it, told."""
    shape = shape_of(table.lembar, key)
    where = table.isi.where(*place)
    if cell.jenis is Jenis.TANGGAL and shape != "teks":
        hint = "atur format selnya sebagai Text, lalu ketik ulang"
        made.findings.append(error("D18", where, "Excel mengubah isi sel ini menjadi tanggal", hint, cell.teks))
    elif shape == "kode" and cell.nilai is not None and cell.nilai != cell.nilai.to_integral_value():
        hint = "atur format selnya sebagai Text, lalu ketik ulang kodenya"
        made.findings.append(error("D18", where, "kode ini disimpan Excel sebagai angka", hint, cell.teks))
    if shape == "kode" and cell.nilai is not None:
        return cell.teks.replace(".", "").replace(",", ".")
    if shape == "bilangan":
        return without_percent(_MONEY.sub("", cell.teks).strip())
    if key in {"penanggung_jawab/bidang", "bidang"}:
        return made.bidang.get(plain_heading(cell.teks), cell.teks)
    if shape == "pilihan":
        return PILIHAN.get(key, {}).get(plain_heading(cell.teks), cell.teks.strip().lower())
    return cell.teks
