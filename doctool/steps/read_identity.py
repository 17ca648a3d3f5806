"""The sheets Identitas, Pelaksana and Lainnya read, each value with its cell."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from doctool.findings import Where
from doctool.loaded import Path
from doctool.steps.grid import Grid
from doctool.steps.headings import (
    CATATAN_KAKI,
    DAFTAR_KOSONG,
    DI_LAINNYA,
    ISIAN,
    JUDUL_ISIAN,
    KOSONG,
    TANPA,
    plain_heading,
)
from doctool.steps.lanes import code_for
from doctool.steps.paths import put, read_path, read_value
from doctool.steps.plain import Data

Places = dict[Path, Where]
#: Headings between the rows that are there for people.
JUDUL_BAGIAN = ("Data SOP", "Daftar")


def read_identity(grid: Grid, data: Data, places: Places) -> None:
    """Put the fields and lists of the sheet Identitas into `data`."""
    rows = grid.rows()
    grid.merged(rows)
    names = {plain_heading(title): key for key, title in JUDUL_ISIAN.items()}
    names |= {plain_heading(key): key for key in JUDUL_ISIAN}
    seen: dict[str, int] = {}
    key = ""
    for row in rows:
        label = grid.text(row, "isian")
        if label in JUDUL_BAGIAN:
            key = ""
            continue
        if label:
            key = names.get(plain_heading(label), "")
            if not key:
                near = difflib.get_close_matches(plain_heading(label), sorted(names), n=1)
                hint = f'maksudnya "{JUDUL_ISIAN[names[near[0]]]}"?' if near else "kembalikan nama isian semula"
                grid.tell(row, "isian", f'isian "{label}" tidak dikenal', hint, label)
                continue
            if key in seen and key in ISIAN:
                grid.tell(row, "isian", f'isian "{label}" sudah ada di baris {seen[key]}', "hapus salah satu", label)
                continue
            seen.setdefault(key, row)
        text = grid.text(row, "isi", dates="tanggal" in key)
        if text == DI_LAINNYA:
            continue
        beside = [one for one in ("sop", "penanda", "kolom") if grid.text(row, one)]
        if key in ISIAN and label:
            _field(grid, row, key, text, data, places)
        elif key in JUDUL_ISIAN and key not in ISIAN:
            _item(grid, row, key, text, data, places)
        elif text:
            grid.tell(row, "isi", "isi ini tidak punya nama isian di kolom pertama",
                      "pindahkan ke baris isiannya, atau hapus", text)
        if not text and beside and key not in ISIAN:
            grid.tell(row, "isi", "butir ini kosong padahal kolom di kanannya berisi",
                      f'isi butirnya, atau tulis "{KOSONG}"', code="D09")


def _field(grid: Grid, row: int, key: str, text: str, data: Data, places: Places) -> None:
    path: Path = tuple(key.split("."))
    places[path] = grid.at(row, "isi")
    if not text:
        return
    value: Any = "" if text == KOSONG else text
    if key == "disahkan_oleh":
        value = [one.strip() for one in text.split("\n") if one.strip()] if value else []
    put(data, path, value)


def _item(grid: Grid, row: int, key: str, text: str, data: Data, places: Places) -> None:
    """One item of a list."""
    if not text:
        return
    first = key not in data
    if key == CATATAN_KAKI:
        items = data.setdefault(key, [])
        places[key, len(items)] = grid.at(row, "isi")
        items.append("" if text == KOSONG else text)
    else:
        found = data.setdefault(key, {"butir": []})
        at = len(found["butir"])
        if text != DAFTAR_KOSONG:
            address = grid.text(row, "sop")
            item = {"teks": "" if text == KOSONG else text, **({"sop": address} if address else {})}
            found["butir"].append(item)
        places[key, "butir", at] = places[key, "butir", at, "teks"] = grid.at(row, "isi")
        places[key, "butir", at, "sop"] = grid.at(row, "sop")
        for name in ("penanda", "kolom"):
            value = grid.text(row, name)
            if value and not first:
                grid.tell(row, name, f'"{value}" harus di baris pertama daftarnya', "pindahkan ke baris pertama", value)
            elif value:
                found[name] = "" if value == TANPA else value
                places[key, name] = grid.at(row, name)
    places.setdefault((key,), grid.at(row, "isi"))


def read_lanes(grid: Grid, parts: int | None) -> Iterator[tuple[int, Data, dict[str, Where]]]:
    """The pelaksana: the place of their procedure, the lane, the cells of its values. `parts`: how many procedures
    there are under `bagian`, None for one that stands alone."""
    rows = grid.rows()
    grid.merged(rows)
    taken: dict[int, list[str]] = {}
    for row in rows:
        cells = {key: text for key in grid.columns if (text := grid.text(row, key))}
        part = _part(grid, row, cells.pop("bagian", ""), parts)
        if not set(cells) & {"kode", "nama"}:
            if cells:
                grid.tell(row, "nama", "nama pelaksana belum diisi", "isi namanya, atau hapus baris ini", code="D09")
            continue
        if part is None:
            continue
        known = taken.setdefault(part, [])
        if cells.get("kode") in known:
            grid.tell(row, "kode", f'kode "{cells["kode"]}" sudah dipakai di atas', "tulis kode lain, atau kosongkan")
        code = cells.get("kode") or code_for(cells["nama"], known)
        known.append(code)
        lane: Data = {"kode": code, "nama": cells.get("nama", "")}
        if cells.get("nama") == KOSONG:
            lane["nama"] = ""
        for key in ("luar", "kelompok_baru"):
            switch = cells.get(key, "").lower()
            if switch not in ("", "ya", "tidak"):
                grid.tell(row, key, f'"{cells[key]}" bukan ya atau tidak', "pilih ya, atau kosongkan", cells[key])
            if switch == "ya":
                lane[key] = "ya"
        if "kelompok" in cells:
            lane["kelompok"] = "" if cells["kelompok"] == KOSONG else cells["kelompok"]
        yield part, lane, {key: grid.at(row, key) for key in ("kode", "nama", "luar", "kelompok")}


def _part(grid: Grid, row: int, text: str, parts: int | None) -> int | None:
    if parts is None and not text:
        return 0
    if parts is not None and text.isdecimal() and 1 <= int(text) <= parts:
        return int(text) - 1
    if grid.refused:  # one is enough: they follow from a sheet that is gone
        return None
    hint = "kosongkan" if parts is None else f"tulis nomor bagian, 1 sampai {parts}"
    grid.tell(row, "bagian", f'bagian "{text}" tidak ada' if text else "bagian belum diisi", hint, text)
    return None


def read_others(grid: Grid, data: Data, places: Places) -> None:
    """Put the pairs of the sheet Lainnya into `data`."""
    rows = grid.rows()
    grid.merged(rows)
    for row in rows:
        name, text = grid.text(row, "bagian"), grid.text(row, "isi")
        if not name or not text:
            grid.tell(row, "isi" if name else "bagian", "baris ini belum lengkap",
                      "isi kolom Bagian dan Isi, atau hapus barisnya", code="D09")
            continue
        try:
            path = read_path(name)
            put(data, path, read_value(text))
            places[path] = grid.at(row, "isi")
        except ValueError:
            grid.tell(row, "bagian", f'"{name}" tidak dapat dipakai di sini: salah tulis, sudah diisi, atau nomornya '
                      "melompat", "kembalikan seperti semula, atau ekspor ulang tabelnya", name)
