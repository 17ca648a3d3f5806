"""Cells, rows and whole tables as blocks: numbers at the right, what was not measured as "n/a" in italics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from doctool.model.dokumen import Baris, Keterangan, Paragraf, Permintaan, Rata, Sel, Tabel, polos
from doctool.reports.values import NA, Nilai

#: Fill of a group's row and of a sum's.
GROUP, SUM = "D9E1F2", "F2F2F2"


def teks(
    text: str, *, tebal: bool = False, tengah: bool = False, kolom: int = 1, baris: int = 1, warna: str = ""
) -> Sel:
    """A cell of text; each line a paragraph."""
    lines = tuple(Paragraf(polos(line, tebal=tebal), "sel") for line in text.split("\n")) if text else ()
    return Sel(lines, "tengah" if tengah else "kiri", kolom, baris, tebal, warna)


def nilai(value: Nilai, *, tebal: bool = False, kolom: int = 1, baris: int = 1, warna: str = "") -> Sel:
    """A cell of a value: a number at the right with the number itself, anything else in the middle."""
    inner = polos(value.teks, tebal=tebal, miring=value.teks == NA)
    side: Rata = "kanan" if value.angka is not None else "tengah"
    return Sel((Paragraf(inner, "sel"),), side, kolom, baris, tebal, warna, value.angka)


def kepala(*headings: str | tuple[str, Sequence[str]]) -> tuple[Baris, ...]:
    """The head: one row, or two where a heading stands over several ("Realisasi", ["2024", "2025"])."""
    double = any(not isinstance(one, str) for one in headings)
    high = 2 if double else 1
    first: list[Sel] = []
    second: list[Sel] = []
    for one in headings:
        if isinstance(one, str):
            first.append(teks(one, tebal=True, tengah=True, baris=high))
        else:
            first.append(teks(one[0], tebal=True, tengah=True, kolom=len(one[1])))
            second += [teks(part, tebal=True, tengah=True) for part in one[1]]
    rows = (Baris(tuple(first), "kepala"),)
    return (*rows, Baris(tuple(second), "kepala")) if double else rows


def kelompok(text: str, kolom: int) -> Baris:
    """A row over the whole table that parts the rows below it from those above."""
    return Baris((teks(text, tebal=True, kolom=kolom, warna=GROUP),), "kelompok")


def tabel(
    asked: Permintaan, judul: str, lebar: Sequence[float], rows: Iterable[Baris], catatan: Iterable[str] = ()
) -> Tabel:
    """A table with its caption and the notes below it; `lebar` are the widths wished for."""
    return Tabel(
        lebar=tuple(lebar), baris=tuple(rows), kunci=asked.kunci, keterangan=Keterangan("tabel", polos(judul)),
        catatan=notes(catatan), asal=asked.asal,
    )  # fmt: skip


def notes(texts: Iterable[str]) -> tuple[Paragraf, ...]:
    """Notes below a table or chart, each once."""
    return tuple(Paragraf(polos(one), "catatan") for one in dict.fromkeys(texts) if one)

