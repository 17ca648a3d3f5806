"""Perubahan: what has to be done to one SOP for it to be another, as data that can be turned round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias, TypeVar

from doctool.compare.names import Pair, name_of, renamed

#: Where: keys, and for an item of a list its place before and after ("prosedur", (0, 0), "kegiatan", (3, 4), "waktu").
Step: TypeAlias = "str | tuple[int, int]"
Path: TypeAlias = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Sisip:
    """An item that came into the list at `path`, at its place `ke` there afterwards."""

    path: Path
    ke: int
    nilai: Any


@dataclass(frozen=True, slots=True)
class Hapus:
    """An item that went from the list at `path`, from its place `dari` there before."""

    path: Path
    dari: int
    nilai: Any


@dataclass(frozen=True, slots=True)
class Pindah:
    """An item that went past others of its list: its places before and afterwards."""

    path: Path
    dari: int
    ke: int


@dataclass(frozen=True, slots=True)
class Ubah:
    """A value that is another one; None where there was or is none."""

    path: Path
    lama: Any
    baru: Any


@dataclass(frozen=True, slots=True)
class Ada:
    """A list or record that is only in one of the two, besides what came into it or went from it."""

    path: Path
    lama: bool
    baru: bool
    daftar: bool


Beda: TypeAlias = Sisip | Hapus | Pindah | Ubah | Ada
B = TypeVar("B", Sisip, Hapus, Pindah, Ubah, Ada)


@dataclass(frozen=True, slots=True)
class ProcedurePair:
    """The places of a procedure in the two SOPs, and those of its lanes and its kegiatan."""

    prosedur: Pair
    lajur: tuple[Pair, ...]
    baris: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Perubahan:
    """All that changed from one SOP to another: which things are the same ones, and what is different."""

    prosedur: tuple[ProcedurePair, ...]
    beda: tuple[Beda, ...]

    @property
    def sama(self) -> bool:
        """Whether nothing changed."""
        return not self.beda

    def cermin(self) -> Perubahan:
        """What changed from the second to the first."""
        names = {
            name_of(pair): name_of(_turned(pair)) for one in self.prosedur for pair in (*one.lajur, *one.baris)
        }  # fmt: skip
        return Perubahan(
            tuple(
                ProcedurePair(_turned(one.prosedur), tuple(map(_turned, one.lajur)), tuple(map(_turned, one.baris)))
                for one in self.prosedur
            ),
            tuple(_mirrored(one, names.__getitem__) for one in self.beda),
        )


def _turned(pair: Pair) -> Pair:
    return pair[1], pair[0]


def _mirrored(one: Beda, names: Callable[[str], str]) -> Beda:
    path = tuple(step if isinstance(step, str) else (step[1], step[0]) for step in one.path)
    match one:
        case Sisip():
            return Hapus(path, one.ke, renamed(one.nilai, names))
        case Hapus():
            return Sisip(path, one.dari, renamed(one.nilai, names))
        case Pindah():
            return Pindah(path, one.ke, one.dari)
        case Ubah():
            return Ubah(path, renamed(one.baru, names), renamed(one.lama, names))
        case Ada():
            return replace(one, path=path, lama=one.baru, baru=one.lama)
