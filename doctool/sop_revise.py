"""A revision of an SOP is opened: its text becomes a draft again, what was published stays as it is.

An SOP that was in force on paper before doctool knew it is taken in first, as what was published without doctool.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import __version__, atomic
from doctool.errors import ContentError
from doctool.fingerprint import digest
from doctool.model.terbitan import Terbitan
from doctool.sop_state import SopState, again, load_state, refuse_renamed
from doctool.sop_store import frozen_texts, hold_office, put, settle
from doctool.sop_text import Edited, Sebab, as_in_force, next_number, open_revision, refuse_backwards, refuse_earlier

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace


@dataclass(frozen=True, slots=True)
class RevisionOpened:
    """What became of opening a revision: its number as the office writes it, what the author has to be told, and the
    text that was taken in first (None: it was published by doctool)."""

    alamat: str
    berkas: Path
    nomor: str
    catatan: tuple[str, ...]
    luar: Terbitan | None


def open_sop(
    workspace: Workspace, entry: Entry, why: Sebab, *, in_force: bool = False, dry_run: bool = False
) -> RevisionOpened:
    """Open a revision of an SOP; `in_force`: it is in force on paper, though its file calls it a draft.

    Raises ContentError where a revision is open already or the SOP never was in force, BusyError.
    """
    if not why.alasan.strip():
        raise ContentError("revisi tanpa alasan", hint='sebut alasannya dengan --alasan "..."')
    with nullcontext() if dry_run else hold_office(workspace, entry.kantor):
        if not dry_run:
            settle(workspace, entry)
        state = load_state(workspace, entry)
        refuse_renamed(workspace, state)
        _refuse(state, why, in_force=in_force)
        taken = _taken_in(state) if not state.terbitan else None
        before = taken[1].loaded if taken else state.loaded
        number = next_number(before, max(len(state.terbitan), 1))
        edited = open_revision(before, taken[1].data if taken else state.data, number, why)
        if not dry_run:
            if taken is not None:
                put(workspace, taken[0], frozen_texts(state.loaded.office, taken[1].data))
            atomic.write_bytes(entry.path, edited.data, root=workspace.root)
    name = state.loaded.kantor.sop.revisi(number)
    return RevisionOpened(entry.address, entry.path, name, edited.catatan, taken[0] if taken else None)


def _refuse(state: SopState, why: Sebab, *, in_force: bool) -> None:
    status, address = state.loaded.sop.status, state.entry.address
    if state.terbuka:
        last = state.loaded.sop.revisi[-1]
        way = f"ubah langsung berkasnya, lalu: doctool sop terbitkan {address}"
        raise ContentError(
            f'revisi {last.nomor} {address} sudah dibuka ("{last.alasan}") dan belum diterbitkan',
            hint=again(state) if status == "dicabut" else way,
        )
    if state.terbitan:
        refuse_earlier(why.tanggal, state.terbitan[-1].hari, f"terbitan {state.terbitan[-1].nomor}")
    elif status not in ("disahkan", "dicabut") and not in_force:
        raise ContentError(
            f"{address} belum pernah disahkan (status {status}), jadi belum ada yang direvisi",
            hint=f"ubah langsung berkasnya, lalu: doctool sop terbitkan {address}; "
            "bila SOP ini sudah berlaku di atas kertas, tambahkan --sudah-berlaku",
        )
    refuse_backwards(state.loaded, why.tanggal)


def _taken_in(state: SopState) -> tuple[Terbitan, Edited]:
    """The record of an SOP that was published without doctool, and its text."""
    taken = as_in_force(state.loaded, state.data)
    sop = taken.loaded.sop
    texts = frozen_texts(state.loaded.office, taken.data)
    known = (sop.tanggal_pengesahan, sop.tanggal_efektif, sop.tanggal_revisi, sop.tanggal_pembuatan)
    day = next((one.date for one in known if one is not None and one.date is not None), None)
    return Terbitan(
        state.entry.kantor, state.entry.slug, 0, taken.loaded.nomor_revisi, sop.nomor_sop or "", sop.nama_sop or "",
        day.isoformat() if day is not None else "", "", sop.revisi[-1].alasan if sop.revisi else "",
        sop.revisi[-1].peraturan if sop.revisi else (), {name: digest(data) for name, data in sorted(texts.items())},
        digest(state.data), __version__, luar=True,
    ), replace(taken, loaded=replace(taken.loaded, positions=state.loaded.positions))  # fmt: skip
