"""The YAML text of an SOP on its way: a revision opened, published, withdrawn. Every other line keeps its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from doctool.catalog.edit import Penyunting
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import DoctoolError
from doctool.indonesian import tanggal
from doctool.model.sop import Sop

if TYPE_CHECKING:
    from doctool.catalog.source import Tree
    from doctool.loaded import LoadedSop
    from doctool.model.sop import Status

#: Dates that a published SOP bears and a revision at work does not: nobody shall take it for the one in force.
_OF_PUBLISHING = ("tanggal_pengesahan", "tanggal_efektif")
#: The keys that `revisi` goes in front of, where an SOP has no history yet.
_PROCEDURE = ("pelaksana", "kegiatan", "bagian")
_LAST_NUMBER = re.compile(r"\d+(?=\D*$)")


@dataclass(frozen=True, slots=True)
class Edited:
    """A text of an SOP after an edit: its bytes, what they say, and what the author has to be told."""

    data: bytes
    loaded: LoadedSop
    catatan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sebab:
    """Why and by whom: a revision's reason, the laws that changed, who opened it, on which day."""

    tanggal: date
    alasan: str = ""
    peraturan: tuple[str, ...] = ()
    oleh: str = ""


def written(day: date) -> str:
    """A day as SOPs write it: "9 Januari 2026"."""
    return tanggal(day.year, day.month, day.day)


def next_number(loaded: LoadedSop, published: int) -> int:
    """The number of the next revision: after the last that the SOP names, at least the count of `published` texts."""
    found = _LAST_NUMBER.search(loaded.sop.revisi[-1].nomor) if loaded.sop.revisi else None
    return max(published, 1, int(found[0]) + 1 if found else 0)


def open_revision(loaded: LoadedSop, data: bytes, nomor: int, why: Sebab) -> Edited:
    """The text `data` of `loaded` as a draft of revision `nomor`. Raises ContentError."""
    rule, sop = loaded.kantor.sop, loaded.sop
    pen = Penyunting.of_bytes(data, loaded.positions.file)
    notes: list[str] = []
    number = rule.nomor_baru(sop.nomor_sop or "", nomor, why.tanggal)
    if number is None:
        notes.append(f'nomor_sop "{sop.nomor_sop}" tidak menurut pola "{rule.nomor_sop}", jadi tidak diubah')
    elif number != (sop.nomor_sop or ""):
        pen.set(("nomor_sop",), number)
        notes.append(f"nomor_sop {sop.nomor_sop} menjadi {number}")
    before = sop.tanggal_revisi
    if not sop.revisi and before is not None and before.terbaca and not sop.revisi_rencana:
        notes.append(
            f"tanggal revisi {before.teks.strip()} tanpa riwayat: SOP ini mungkin pernah direvisi; "
            f"bila perlu ganti nomor {rule.revisi(nomor)} di revisi"
        )
    for key in _OF_PUBLISHING:
        if getattr(sop, key) is not None:
            pen.set((key,), "")
    if rule.tanggal_revisi != "tetap" and sop.tanggal_revisi is not None:
        pen.set(("tanggal_revisi",), written(why.tanggal) if rule.tanggal_revisi == "dibuka" else "")
        if sop.revisi_rencana:
            pen.set(("revisi_rencana",), "tidak")
    if rule.tanggal_revisi == "tetap" and sop.tanggal_revisi is not None:
        notes.append("tanggal_revisi tidak diubah (aturan kantor: tetap); isi sendiri sebelum diterbitkan")
    entry: dict[str, Tree] = {"nomor": rule.revisi(nomor)}
    if rule.tanggal_revisi == "dibuka":
        entry["tanggal"] = written(why.tanggal)
    entry["alasan"] = why.alasan
    if why.peraturan:
        entry["peraturan"] = list(why.peraturan)
    _append_revision(pen, entry)
    _set_status(pen, "draft", why)
    notes += [
        f'baris identitas_tambahan "{one.label}" berisi "{one.isi}": sesuaikan sendiri bila menyebut revisi'
        for one in sop.identitas_tambahan if "revisi" in one.label.casefold()
    ]  # fmt: skip
    return _read(pen, loaded, tuple(notes))


def publish(loaded: LoadedSop, data: bytes, why: Sebab, *, revision: bool) -> Edited:
    """The text `data` of `loaded` as it is when published: in force, with the dates that were left empty; `revision`
    says that a revision was open. Raises ContentError."""
    sop, day = loaded.sop, written(why.tanggal)
    pen = Penyunting.of_bytes(data, loaded.positions.file)
    for key in _OF_PUBLISHING:
        value = getattr(sop, key)
        if value is not None and value.kosong:
            pen.set((key,), day)
    if revision:
        if loaded.kantor.sop.tanggal_revisi == "terbit" and sop.tanggal_revisi and sop.tanggal_revisi.kosong:
            pen.set(("tanggal_revisi",), day)
        dated = sop.revisi[-1].tanggal
        if dated is None or dated.kosong:
            pen.set(("revisi", len(sop.revisi) - 1, "tanggal"), day)
    if sop.status != "disahkan":
        _set_status(pen, "disahkan", replace(why, alasan=""))
    return _read(pen, loaded)


def change_status(loaded: LoadedSop, data: bytes, status: Status, why: Sebab) -> Edited:
    """The text `data` of `loaded` with another status and a line about it in its history. Raises ContentError."""
    pen = Penyunting.of_bytes(data, loaded.positions.file)
    _set_status(pen, status, why)
    return _read(pen, loaded)


def as_in_force(loaded: LoadedSop, data: bytes) -> Edited:
    """The text `data` of an SOP in force on paper, that its file still calls a draft. Raises ContentError."""
    pen = Penyunting.of_bytes(data, loaded.positions.file)
    if loaded.sop.status != "disahkan":
        pen.set(("status",), "disahkan")
    return _read(pen, loaded)


def _set_status(pen: Penyunting, status: Status, why: Sebab) -> None:
    if pen.source.at(("status",)) is None:
        pen.insert((), "status", status, before=next(iter(pen.source.data)))
    else:
        pen.set(("status",), status)
    entry: dict[str, Tree] = {"status": status, "tanggal": written(why.tanggal)}
    entry.update({key: text for key, text in (("oleh", why.oleh), ("alasan", why.alasan)) if text})
    if pen.source.at(("riwayat_status",)) is None:
        pen.insert((), "riwayat_status", [entry], after="status")
    else:
        pen.append(("riwayat_status",), entry)


def _append_revision(pen: Penyunting, entry: dict[str, Tree]) -> None:
    if pen.source.at(("revisi",)) is not None:
        pen.append(("revisi",), entry)
        return
    first = next((key for key in pen.source.data if key in _PROCEDURE), None)
    pen.insert((), "revisi", [entry], before=first)


def _read(pen: Penyunting, loaded: LoadedSop, notes: tuple[str, ...] = ()) -> Edited:
    """What the edited text says; places are those of the text at work."""
    sop, findings = validate(Sop, pen.source)
    if sop is None:
        raise refuse_all(pen.source, findings)
    return Edited(pen.data, replace(loaded, sop=sop), notes)


def refuse_earlier(day: date, other: date | None, what: str) -> None:
    """DoctoolError where `day` is before `other`, the day of `what`."""
    if other is not None and day < other:
        hint = "perbaiki --tanggal, atau tanggal komputer ini bila --tanggal tidak disebut"
        raise DoctoolError(f"{written(day)} lebih awal daripada {what} ({written(other)})", hint)


def refuse_backwards(loaded: LoadedSop, day: date) -> None:
    """DoctoolError where `day` is before the last change of status that the SOP tells of."""
    days = [one.tanggal.date for one in loaded.sop.riwayat_status if one.tanggal is not None]
    last = next((one for one in reversed(days) if one is not None), None)
    refuse_earlier(day, last, "perubahan status yang terakhir")
