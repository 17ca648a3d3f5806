"""The line in the bottom margin: what is not in force says so on every sheet; an SOP in force prints none."""

from __future__ import annotations

from doctool.drawing import Align, Paragraph, TextStyle
from doctool.layout.text import paragraph
from doctool.loaded import LoadedSop
from doctool.units import pt

#: Quiet beside the sheet's own text, yet dark enough to stay readable on a copy.
_GREY = "595959"
_STATE = {"draft": "Draf", "reviu": "Draf dalam reviu", "dicabut": "Dicabut, tidak berlaku lagi"}


def status_footer(loaded: LoadedSop, number: int, width: int) -> Paragraph | None:
    """The footer of page `number`, `width` twips wide; None for an SOP that is in force (disahkan)."""
    state = _STATE.get(loaded.sop.status)
    if state is None:
        return None
    parts = [state, loaded.sop.nomor_sop or "", f"halaman {number}"]
    text = " — ".join(part for part in parts if part)
    return paragraph(text, TextStyle(loaded.kantor.gaya.huruf, pt(8), color=_GREY), width, align=Align.RIGHT)
