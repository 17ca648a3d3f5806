"""Names that a text gives its own headings, tables and pictures, so that [lihat: ..] can point at them (M16).

A heading or caption ends with the name in braces: "# Peta Layanan {peta}", "Tabel: Unit kerja {unit}", and the same in
Word. The name is not printed; it makes the keys "bab:peta", "tabel:unit", "gambar:loket".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from doctool.findings import Finding, Where
from doctool.model.dokumen import Blok, Daftar, Gambar, Judul, Sebaris, Tabel, Teks, tulisan
from doctool.prose.command import plain, warning

_END = re.compile(r"\s*\{(?P<nama>[^{}]{0,80})\}\s*$")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]*")

C = TypeVar("C", Tabel, Gambar)


def named(blok: Sequence[Blok], where: Where) -> tuple[tuple[Blok, ...], tuple[Finding, ...]]:
    """The blocks with their names as keys, also within lists and cells, and M16 for what is no name. `where` is the
    text's file, for blocks that do not say where they stand."""
    found: list[Finding] = []
    return _all(blok, where, found), tuple(found)


def _all(blok: Sequence[Blok], where: Where, found: list[Finding]) -> tuple[Blok, ...]:
    return tuple(_one(one, where, found) for one in blok)


def _one(one: Blok, where: Where, found: list[Finding]) -> Blok:
    if isinstance(one, Judul):
        isi, name = _parted(one.isi, one.asal or where, found)
        return replace(one, isi=isi, kunci=f"bab:{name}") if name else one
    if isinstance(one, Daftar):
        return replace(one, butir=tuple(_all(item, where, found) for item in one.butir))
    if isinstance(one, Tabel):
        rows = tuple(
            replace(row, sel=tuple(replace(cell, isi=_all(cell.isi, where, found)) for cell in row.sel))
            for row in one.baris
        )
        return _captioned(replace(one, baris=rows), where, found)
    if isinstance(one, Gambar):
        made = _captioned(one, where, found)
        return replace(made, uraian=_END.sub("", made.uraian)) if made.kunci else made
    return one


def _captioned(one: C, where: Where, found: list[Finding]) -> C:
    if one.keterangan is None:
        return one
    isi, name = _parted(one.keterangan.isi, one.asal or where, found)
    if not name:
        return one
    return replace(one, kunci=f"{one.keterangan.jenis}:{name}", keterangan=replace(one.keterangan, isi=isi))


def _parted(isi: tuple[Sebaris, ...], where: Where, found: list[Finding]) -> tuple[tuple[Sebaris, ...], str]:
    """The runs without the name at their end, and the name; as they were and "" where there is none."""
    last = isi[-1] if isi else None
    match = _END.search(last.teks) if isinstance(last, Teks) else None
    if match is None or not isinstance(last, Teks):
        return isi, ""
    name = plain(match["nama"]).casefold()
    rest = last.teks[: match.start()]
    left = (*isi[:-1], replace(last, teks=rest)) if rest else isi[:-1]
    if not _NAME.fullmatch(name) or not tulisan(left).strip():
        hint = "tulis nama dari huruf, angka dan tanda hubung sesudah judulnya: Judul {peta-layanan}"
        found.append(warning("M16", where, "tulisan dalam kurung kurawal ini bukan nama untuk rujukan; ikut tercetak",
                             hint, match[0].strip()))  # fmt: skip
        return isi, ""
    return left, name
