"""Blocks as short texts, to be compared and searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from doctool.model.dokumen import (
    Angka,
    Baris,
    Blok,
    CatatanKaki,
    Daftar,
    Gambar,
    GambarSebaris,
    GantiBaris,
    Judul,
    Paragraf,
    Permintaan,
    Rujukan,
    Sebaris,
    Tabel,
    Teks,
)

#: Letters for looks: bold, italic, underlined, struck out.
_LOOKS = (("tebal", "b"), ("miring", "i"), ("garis_bawah", "u"), ("coret", "s"))


def line(isi: Iterable[Sebaris]) -> str:
    """A line: <b>text</b> for a look, {angka X}, {lihat X}, {kaki ..}, {gambar ..}, "/" for a line break."""
    return "".join(_part(one) for one in isi)


def _part(one: Sebaris) -> str:
    match one:
        case Teks():
            looks = "".join(letter for name, letter in _LOOKS if getattr(one, name)) + one.posisi
            text = f"<{looks}>{one.teks}</>" if looks else one.teks
            return f"{text}({one.tautan})" if one.tautan else text
        case GantiBaris():
            return "/"
        case Angka():
            return f"{{angka {one.nama}{' b' if one.tebal else ''}}}"
        case Rujukan():
            return f"{{lihat {one.kunci}}}"
        case CatatanKaki():
            return "{kaki " + " // ".join(line(part.isi) for part in one.isi) + "}"
        case GambarSebaris():
            return f"{{gambar {one.keterangan}}}"


def lines(blocks: Sequence[Blok]) -> list[str]:
    """Each block as one text; items of lists as "1. ..." one level deeper."""
    return [text for block in blocks for text in _block(block)]


def _block(block: Blok) -> Iterator[str]:
    match block:
        case Paragraf():
            yield ("" if block.gaya == "isi" else f"{block.gaya}: ") + line(block.isi)
        case Judul():
            yield "#" * block.tingkat + " " + line(block.isi)
        case Permintaan():
            yield f"[{block.kunci}]"
        case Daftar():
            for number, butir in enumerate(block.butir, start=block.mulai):
                marker = "-" if block.penanda == "titik" else f"{number}({block.penanda})"
                inner = lines(butir) or [""]
                yield f"{marker} {inner[0]}"
                yield from (f"  {text}" for text in inner[1:])
        case Tabel():
            if block.keterangan:
                yield f"T: {line(block.keterangan.isi)}"
            yield from (_row(row) for row in block.baris)
        case Gambar():
            caption = f" {line(block.keterangan.isi)}" if block.keterangan else ""
            yield f"G{caption} ({block.uraian})"
        case _:
            raise AssertionError(type(block).__name__)


def _row(row: Baris) -> str:
    cells = [f"{sel.rata[:2]} " + " // ".join(lines(sel.isi)).replace("sel: ", "") for sel in row.sel]
    return f"{row.jenis}| " + " | ".join(cells)
