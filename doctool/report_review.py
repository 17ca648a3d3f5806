"""The review of a report: where it is on its way from draft to final, and what every page says of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from doctool.catalog.index import Workspace
from doctool.indonesian import tanggal
from doctool.model.reviu import Keadaan, LangkahReviu
from doctool.report_frozen import last_frozen
from doctool.report_history import load_history
from doctool.report_prints import Berubah, changes, source_prints

if TYPE_CHECKING:
    from doctool.loaded import LoadedLaporan


def draft_status(loaded: LoadedLaporan) -> str:
    """What every page of the report says: "" of the final one, "DRAF" of one that was never handed in, else
    "DRAF 2, diajukan kepada Sekretaris, 12 Januari 2026"; also that its sources were changed since. Raises ContentError
    for a history or a frozen draft that is damaged."""
    _, state = load_history(loaded)
    waiting = state.tahap in ("diajukan", "diteruskan", "disahkan")
    return status_text(state, changed=waiting and bool(changed_sources(loaded)))


def changed_sources(loaded: LoadedLaporan) -> tuple[Berubah, ...]:
    """The sources that differ from those of the draft last handed in, or of the final report."""
    history, state = load_history(loaded)
    record = last_frozen(loaded, history, state)
    if record is None:
        return ()
    workspace = Workspace(Path(loaded.folder).parents[3])
    return changes(record.sumber, source_prints(workspace, loaded), workspace.root)


def status_text(state: Keadaan, *, changed: bool = False) -> str:
    """What the pages of a report in `state` say; `changed`: made of other sources than those it is the state of."""
    step = state.langkah
    if step is None:
        return "DRAF"
    since = ", diubah sesudahnya" if changed else ""
    if state.tahap == "diajukan":
        return f"DRAF {state.draf}, diajukan kepada {step.kepada}, {day_of(step)}{since}"
    if state.tahap == "diteruskan":
        return f"DRAF {state.draf}, diteruskan kepada {step.kepada}, {day_of(step)}{since}"
    if state.tahap == "dikembalikan":
        return f"DRAF {state.draf + 1}, perbaikan atas draf {state.draf} yang dikembalikan, {day_of(step)}"
    return f"DRAF, berbeda dari laporan yang disahkan {day_of(step)}" if changed else ""


def told(state: Keadaan) -> str:
    """Where a report is, in words."""
    step = state.langkah
    if step is None:
        return "belum pernah diajukan"
    by = f" oleh {step.oleh}" if step.oleh else ""
    words = {
        "diajukan": f"draf {state.draf} diajukan kepada {step.kepada}",
        "dikembalikan": f"draf {state.draf} dikembalikan{by} untuk diperbaiki",
        "diteruskan": f"draf {state.draf} disetujui{by} dan diteruskan kepada {step.kepada}",
        "disahkan": f"draf {state.draf} disahkan{by}",
    }
    return f"{words[state.tahap]}, {day_of(step)}"


def day_of(step: LangkahReviu) -> str:
    """The day of a step as it is printed."""
    day = step.tanggal.date
    return tanggal(day.year, day.month, day.day) if day is not None else step.tanggal.teks
