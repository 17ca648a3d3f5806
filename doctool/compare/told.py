"""What changed from one SOP to another in words: one Butir for each thing that a reader would name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from doctool.compare.said import EMPTY, WAITS, changed_words
from doctool.pairs import Kata

Apa = Literal["ditambahkan", "dihapus", "diubah", "dipindah", "diganti"]


#: Texts with fewer words are told whole.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Tempat:
    """Where something stands on the sheets of an SOP: a text of the identity sheet by its field and its lines; a lane
    or a kegiatan by its place (from 0) in a procedure, with the fields of the kegiatan."""

    jenis: Literal["identitas", "pelaksana", "kegiatan"]
    prosedur: int = 0
    nomor: int = 0
    bidang: tuple[str, ...] = ()
    teks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Butir:
    """A change in words: the part of the sheet, the place in it, what happened, the old and the new text.

    `kata` are the words of a changed text, what came and went; a value that is `utuh` is told whole, the old and the
    new one. What is not `tercetak` is in the file and on no sheet. `perihal` are the first words of the kegiatan whose
    field changed, where neither text has them.
    `lama` and `baru` are the places on the sheets, None where it is not there.
    """

    kelompok: str
    letak: str
    apa: Apa
    semula: str = ""
    menjadi: str = ""
    rincian: str = ""
    tercetak: bool = True
    utuh: bool = False
    perihal: str = ""
    lama: Tempat | None = None
    baru: Tempat | None = None

    @property
    def kata(self) -> tuple[Kata, ...]:
        """The words of a text that was changed; none for what came, went or moved."""
        if self.apa not in ("diubah", "diganti") or not self.semula or not self.menjadi:
            return ()
        few = min(len(text.split()) for text in (self.semula, self.menjadi)) < _FEW
        if self.utuh or few or {EMPTY, WAITS} & {self.semula, self.menjadi}:
            return (("-", self.semula), ("+", self.menjadi))
        return changed_words(self.semula, self.menjadi)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum that follows from others: before and after."""

    nama: str
    lama: str
    baru: str


def changed(kelompok: str, letak: str, old: str, new: str, **rest: Any) -> Iterator[Butir]:
    """A value that changed; where both say the same, only the way it is written in the file."""
    if old == new:
        detail = "ditulis dengan cara lain dalam berkas, cetakannya sama"
        yield Butir(kelompok, letak, "diubah", old, new, **{**rest, "rincian": detail, "tercetak": False})
    else:
        yield Butir(kelompok, letak, "diubah", old, new, **rest)
