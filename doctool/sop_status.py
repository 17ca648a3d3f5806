"""The status of an SOP: draft, reviu or dicabut by a person's word; disahkan only by publishing."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING

from doctool import atomic
from doctool.errors import ContentError
from doctool.sop_state import SopState, again, load_state
from doctool.sop_store import hold_office, settle
from doctool.sop_text import Sebab, change_status, refuse_backwards

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.model.sop import Status

#: What may follow by a person's word.
MAY: dict[Status, tuple[Status, ...]] = {
    "draft": ("reviu", "dicabut"), "reviu": ("draft", "dicabut"), "disahkan": ("dicabut",), "dicabut": (),
}  # fmt: skip


def set_status(workspace: Workspace, entry: Entry, status: Status, why: Sebab, *, dry_run: bool = False) -> bool:
    """Give the SOP another status, with day, name and reason in its history; False where it has it already.

    Raises ContentError for a status that may not follow, BusyError.
    """
    with nullcontext() if dry_run else hold_office(workspace, entry.kantor):
        if not dry_run:
            settle(workspace, entry)
        state = load_state(workspace, entry)
        if state.loaded.sop.status == status:
            return False
        _refuse(state, status, why)
        edited = change_status(state.loaded, state.data, status, why)
        if not dry_run:
            atomic.write_bytes(entry.path, edited.data, root=workspace.root)
    return True


def _refuse(state: SopState, status: Status, why: Sebab) -> None:
    now, address = state.loaded.sop.status, state.entry.address
    if status == "disahkan":
        hint = f"terbitkan: doctool sop terbitkan {address}"
        raise ContentError("status disahkan hanya diberikan dengan menerbitkan", hint=hint)
    if status not in MAY[now] and not (now == "dicabut" and status == "draft" and state.terbuka):
        raise ContentError(f"{address} berstatus {now}, jadi tidak dapat menjadi {status}", hint=again(state))
    if status == "dicabut":
        if now != "disahkan" and not state.terbitan:
            raise ContentError(
                f"{address} belum pernah disahkan, jadi tidak ada yang dicabut",
                hint="draf yang tidak jadi dipakai cukup dihapus berkasnya",
            )
        if not why.alasan.strip():
            raise ContentError("pencabutan tanpa alasan", hint='sebut alasannya dengan --alasan "..."')
    refuse_backwards(state.loaded, why.tanggal)
