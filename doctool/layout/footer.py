"""The line in the bottom margin: what is not in force says so on every sheet; an SOP in force prints none, or the
number of its revision where the office wants it there."""

from __future__ import annotations

import re

from doctool.drawing import Align, Paragraph, TextStyle
from doctool.layout.text import paragraph
from doctool.loaded import LoadedSop
from doctool.model.aturan_sop import sebut_revisi
from doctool.units import pt

#: Quiet beside the sheet's own text, yet dark enough to stay readable on a copy; a revision at work is not quiet.
_GREY = "595959"
_STATE = {"draft": "Draf", "reviu": "Draf dalam reviu", "dicabut": "Dicabut, tidak berlaku lagi"}


def status_footer(loaded: LoadedSop, number: int, width: int) -> Paragraph | None:
    """The footer of page `number`, `width` twips wide; None for an SOP in force (disahkan), but for its revision."""
    if not state_words(loaded):
        return None
    text = f"{footer_words(loaded)} — halaman {number}"
    style = TextStyle(loaded.kantor.gaya.huruf, pt(8), color=_GREY)
    if revision_at_work(loaded):
        style = TextStyle(loaded.kantor.gaya.huruf, pt(9), bold=True)
    return paragraph(text, style, width, align=Align.RIGHT)


def revision_at_work(loaded: LoadedSop) -> bool:
    """Whether the SOP is the draft of a revision, while an earlier text may be in force; revision 0 is the first."""
    if not loaded.sop.revisi or loaded.sop.status not in ("draft", "reviu"):
        return False
    number = loaded.sop.revisi[-1].nomor
    digits = re.findall(r"\d+", number)
    return any(int(one) for one in digits) if digits else bool(number.strip(" -"))


def footer_words(loaded: LoadedSop) -> str:
    """What the footer says beside the page: what is said of the SOP, and its number; "" for an SOP in force without."""
    return " — ".join(part for part in (state_words(loaded), loaded.sop.nomor_sop) if part)


def state_words(loaded: LoadedSop) -> str:
    """What is said of the SOP; "" for one in force, unless its revision is to be named. A revision at work names
    itself, so that nobody takes it for the one in force."""
    status = loaded.sop.status
    named = sebut_revisi(loaded.nomor_revisi)
    if status == "disahkan":
        return f"{named[:1].upper()}{named[1:]}" if loaded.kantor.sop.cetak_revisi == "kaki" else ""
    return f"{_STATE[status]}, {named}, belum berlaku" if revision_at_work(loaded) else _STATE[status]
