"""The review of a report: what a draft says of itself on every page, and its steps from draft to final."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctool.indonesian import tanggal
from doctool.model.reviu import Keadaan
from doctool.report_history import load_history

if TYPE_CHECKING:
    from doctool.loaded import LoadedLaporan


def draft_status(loaded: LoadedLaporan) -> str:
    """What every page of the report says: "" of the final one, "DRAF" of one that was never handed in, else
    "DRAF 2, diajukan kepada Sekretaris, 12 Januari 2026". Raises ContentError for a history that is damaged."""
    _, state = load_history(loaded)
    return status_text(state)


def status_text(state: Keadaan) -> str:
    """What the pages of a report in `state` say."""
    step = state.langkah
    if step is None:
        return "DRAF"
    day = step.tanggal.date
    when = f", {tanggal(day.year, day.month, day.day)}" if day is not None else ""
    if state.tahap == "diajukan":
        return f"DRAF {state.draf}, diajukan kepada {step.kepada}{when}"
    if state.tahap == "diteruskan":
        return f"DRAF {state.draf}, diteruskan kepada {step.kepada}{when}"
    if state.tahap == "dikembalikan":
        return f"DRAF {state.draf + 1}, perbaikan atas draf {state.draf} yang dikembalikan{when}"
    return ""
