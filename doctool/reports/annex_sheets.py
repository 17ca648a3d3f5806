"""Lampiran in the document itself: a separator sheet for each, and those that are made rather than attached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from doctool.loaded import LoadedLaporan
from doctool.model.dokumen import Bagian, Blok, Judul, Paragraf, polos
from doctool.reports.agreement import agreement
from doctool.reports.place import Placing


@dataclass(frozen=True, slots=True)
class AnnexSheet:
    """What the separator sheet of a lampiran says: its number and title, where its pages come from (lines below the
    title), and how many pages follow the sheet in the PDF. `dibuat`: the pages are made here, in the document."""

    nomor: int
    judul: str
    baris: tuple[str, ...] = ()
    halaman: int = 0
    dibuat: bool = False

    @property
    def kunci(self) -> str:
        """The key of its heading."""
        return f"lampiran:{self.nomor}"


def annex_sections(
    loaded: LoadedLaporan, lampiran: Sequence[AnnexSheet], placing: Placing
) -> tuple[list[Bagian], tuple[str, ...]]:
    """The sections of the lampiran, and the keys of their headings."""
    sections: list[Bagian] = []
    for one in lampiran:
        head = Judul(1, polos(f"Lampiran {one.nomor}: {one.judul}"), one.kunci, bernomor=False)
        lines: list[Blok] = [Paragraf(polos(line), "tengah") for line in one.baris]
        sections.append(Bagian((head, *lines), tengah=True))
        if one.dibuat:
            sections.append(Bagian(agreement(loaded, placing)))
    return sections, tuple(one.kunci for one in lampiran)
