"""Blocks as paragraphs only, as a footnote holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doctool.model.dokumen import Blok, Daftar, Gambar, GambarSebaris, Judul, Paragraf, Permintaan, Sebaris, Tabel, Teks
from doctool.prose.command import error, warning
from doctool.prose.context import Reading


def paragraphs(reading: Reading, blocks: Sequence[Blok]) -> tuple[Paragraf, ...]:
    """`blocks` as paragraphs: items of lists and rows of tables one each; tables and charts that are asked for cannot
    stand in a footnote and are named (M03)."""
    out: list[Paragraf] = []
    for one in blocks:
        out += _of(reading, one)
    return tuple(out)


def _of(reading: Reading, block: Blok) -> list[Paragraf]:
    if isinstance(block, Paragraf):
        return [block]
    if isinstance(block, Judul):
        return [Paragraf(block.isi, asal=block.asal)]
    if isinstance(block, Daftar):
        return [one for number, butir in enumerate(block.butir) for one in _item(reading, block, number, butir)]
    if isinstance(block, Tabel):
        return _table(reading, block)
    if isinstance(block, Gambar):
        return [_picture(block)]
    if isinstance(block, Permintaan) and block.asal:
        text = f"[{block.jenis}: {' '.join((block.nama, *(f'{name}={value}' for name, value in block.pilihan)))}]"
        hint = "tulis di luar catatan kaki, sebagai alinea tersendiri"
        reading.findings.append(error("M03", block.asal, "tabel atau bagan diminta di catatan kaki", hint, text))
        return [Paragraf((Teks(text),), asal=block.asal)]
    raise AssertionError(type(block).__name__)


def _item(reading: Reading, block: Daftar, number: int, butir: tuple[Blok, ...]) -> list[Paragraf]:
    marker = {"titik": "- ", "1": f"{block.mulai + number}. "}.get(block.penanda)
    if marker is None:
        letter = chr(ord("a") + (block.mulai + number - 1) % 26)
        marker = f"{letter if block.penanda in ('a', 'i') else letter.upper()}. "
    inner = list(paragraphs(reading, butir)) or [Paragraf((), asal=block.asal)]
    return [replace(inner[0], isi=(Teks(marker), *inner[0].isi)), *inner[1:]]


def _table(reading: Reading, block: Tabel) -> list[Paragraf]:
    out: list[Paragraf] = []
    if block.keterangan:
        out.append(Paragraf(block.keterangan.isi, asal=block.asal))
    for row in block.baris:
        isi: list[Sebaris] = []
        for number, sel in enumerate(row.sel):
            isi += [Teks(" | ")] if number else []
            isi += [part for one in paragraphs(reading, sel.isi) for part in one.isi]
        out.append(Paragraf(tuple(isi), asal=block.asal))
    if block.asal:
        hint = "tulis tabel di luar catatan kaki"
        reading.findings.append(warning("M10", block.asal, "tabel di catatan kaki dicetak sebagai teks", hint))
    return out


def _picture(block: Gambar) -> Paragraf:
    caption = block.keterangan.isi if block.keterangan else ()
    picture = GambarSebaris(block.data, block.lebar_mm, block.tinggi_mm, block.uraian)
    return Paragraf((picture, *((Teks(" "), *caption) if caption else ())), asal=block.asal)
