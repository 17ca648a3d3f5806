"""How many sheets the annex of an undangan takes, as far as its head must say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from doctool.model.kantor import Gaya
from doctool.units import PAPERS, to_mm

#: What an annex is called that surely fits a sheet, and any other.
SHEET, BUNDLE = "1 (satu) lembar", "1 (satu) berkas"
#: Lines of names that a sheet surely takes above its signature, on A4 at 11 pt with the usual margins: two thirds of
#: what LibreOffice was seen to put there.
_LINES, _HEIGHT_MM, _WIDTH_MM, _POINTS = 20, 257.0, 160.0, 11.0
#: Letters of a line of names alone, of names beside a place, and of a place, at 11 pt, even in capitals.
_ALONE, _BESIDE, _PLACE = 52, 30, 19


def fits_a_sheet(annex: Sequence[Mapping[str, str]], style: Gaya) -> bool:
    """Whether the names in `annex` ("teks", "di") surely fit one sheet with the signature."""
    letters = style.surat
    paper, margin = PAPERS[letters.kertas or style.kertas], letters.margin
    height = to_mm(paper.height) - margin.atas_mm - margin.bawah_mm
    width = to_mm(paper.width) - margin.kiri_mm - margin.kanan_mm
    scale = _POINTS / letters.ukuran_pt
    room = _LINES * height / _HEIGHT_MM * scale / max(letters.spasi, 1.0)
    placed, across = any(one["di"] for one in annex), scale * width / _WIDTH_MM
    names, place = (_BESIDE if placed else _ALONE) * across, _PLACE * across
    return sum(max(_lines(one["teks"], names), _lines(one["di"], place)) for one in annex) <= room


def _lines(text: str, letters: float) -> int:
    return sum(max(1, -int(-len(part) // letters)) for part in text.split("\n"))
