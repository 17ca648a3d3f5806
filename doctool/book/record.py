"""Daftar SOP dan catatan perubahan: what stands behind the contents so that changes can be followed."""

from __future__ import annotations

from collections.abc import Sequence

from doctool.book.names import draft_mark, title_of
from doctool.loaded import LoadedSop
from doctool.model.dasar import split_marker
from doctool.model.dokumen import Baris, Blok, Judul, Paragraf, Rata, Sel, Tabel, polos
from doctool.model.tanggal import Tanggal

_HEADS = ("No.", "Nomor dan nama SOP", "Tanggal pembuatan", "Tanggal revisi", "Catatan perubahan")
_WIDTHS = (0.06, 0.36, 0.14, 0.14, 0.30)


def record(sops: Sequence[LoadedSop]) -> tuple[Blok, ...]:
    """The blocks of the list of SOPs with their revisions."""
    head = Baris(tuple(_cell(text, "tengah") for text in _HEADS), "kepala")
    rows = tuple(_row(at, one) for at, one in enumerate(sops, start=1))
    title = Judul(1, polos("Daftar SOP dan Catatan Perubahan"), "buku:perubahan", bernomor=False)
    return (title, Tabel(_WIDTHS, (head, *rows)))


def _row(number: int, loaded: LoadedSop) -> Baris:
    sop = loaded.sop
    named = [" ".join((sop.nomor_sop or "").split()), title_of(loaded) + draft_mark(loaded)]
    return Baris((
        _cell(f"{number}.", "tengah"), Sel(tuple(Paragraf(polos(line), "sel") for line in named if line)),
        _cell(_day(loaded, sop.tanggal_pembuatan)), _cell(_day(loaded, sop.tanggal_revisi)),
        Sel(tuple(Paragraf(polos(line), "sel") for line in _changes(loaded)) or (Paragraf(polos("-"), "sel"),)),
    ))  # fmt: skip


def _changes(loaded: LoadedSop) -> list[str]:
    """The revisions, the oldest first: number, day and what changed or why."""
    lines = []
    for one in loaded.sop.revisi:
        day = one.tanggal.cetak(loaded.kantor.gaya.tanggal, hari=False) if one.tanggal is not None else ""
        what = "; ".join(split_marker(line)[1] for line in one.uraian) or one.alasan
        head = " ".join(part for part in (f"Revisi {one.nomor}", f"({day})" if day else "") if part)
        lines.append(f"{head}: {what}" if what else head)
    return lines


def _day(loaded: LoadedSop, day: Tanggal | None) -> str:
    return (day.cetak(loaded.kantor.gaya.tanggal, hari=False) if day is not None else "") or "-"


def _cell(text: str, rata: Rata = "kiri") -> Sel:
    return Sel((Paragraf(polos(text), "sel"),), rata=rata)
