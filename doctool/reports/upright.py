"""Whether a table stands on an upright page of the report, or lies on its side."""

from __future__ import annotations

from dataclasses import replace

from doctool.model.dokumen import Blok, Tabel
from doctool.model.kantor import Gaya
from doctool.table_fit import unbroken
from doctool.units import PAPERS, mm

#: The size of a table's type in points, and the margins beside an upright page's text in millimetres (left and right).
SIZE_PT, _MARGINS_MM = 10.0, 55.0


def upright_width(gaya: Gaya) -> int:
    """The width of the text on an upright page of the office's paper, in twips."""
    return PAPERS[gaya.kertas].width - mm(_MARGINS_MM)


def laid(blok: tuple[Blok, ...], gaya: Gaya) -> tuple[Blok, ...]:
    """Blocks of a text with its tables on their side whose words an upright page would break."""
    return tuple(replace(one, melintang=True) if isinstance(one, Tabel) and _breaks(one, gaya) else one for one in blok)


def _breaks(one: Tabel, gaya: Gaya) -> bool:
    return one.bergaris and not unbroken(one, gaya.huruf, SIZE_PT, upright_width(gaya))
