"""Lengths: whole twips inside doctool; millimetres, points, EMU and pixels only at the edges.

A twip is 1/20 point = 1/1440 inch = 635 EMU. Word keeps row heights in twips (ECMA-376 part 1,
17.18.81 ST_TwipsMeasure), so a layout in whole twips loses nothing when it is written.
"""

from __future__ import annotations

from typing import NamedTuple

TWIPS_PER_PT = 20
EMU_PER_TWIP = 635  # 914400 EMU per inch / 1440 twips per inch
TWIPS_PER_INCH = 1440
MM_PER_INCH = 25.4


def pt(points: float) -> int:
    """`points` as whole twips, rounded half up."""
    return int(points * TWIPS_PER_PT + (0.5 if points >= 0 else -0.5))


def mm(millimetres: float) -> int:
    """`millimetres` as whole twips, rounded half up."""
    return int(millimetres * TWIPS_PER_INCH / MM_PER_INCH + (0.5 if millimetres >= 0 else -0.5))


def to_pt(twips: float) -> float:
    """Twips as points."""
    return twips / TWIPS_PER_PT


def to_mm(twips: float) -> float:
    """Twips as millimetres."""
    return twips * MM_PER_INCH / TWIPS_PER_INCH


def to_emu(twips: int) -> int:
    """Twips as English Metric Units, exact."""
    return twips * EMU_PER_TWIP


class Paper(NamedTuple):
    """A sheet of paper in portrait, sides in twips."""

    name: str
    width: int
    height: int

    def landscape(self) -> Paper:
        """The same sheet, turned."""
        return Paper(self.name, self.height, self.width)


#: Paper sizes by the name used in kantor.yaml. A4: ISO 216. F4: 215 x 330 mm, the "folio" of
#: Indonesian offices; it is not the 210 x 330 mm F4 of stationers).
PAPERS: dict[str, Paper] = {
    "A4": Paper("A4", mm(210), mm(297)),
    "F4": Paper("F4", mm(215), mm(330)),
}
