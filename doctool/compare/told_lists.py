"""Lists in words: the identity sheet's lists, footnotes, history, and any other list of an SOP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from doctool.compare.changes import Beda, Hapus, Path, Pindah, Sisip, Ubah
from doctool.compare.said import key_name, said
from doctool.compare.told import Butir, Tempat


@dataclass(frozen=True)
class ListTeller:
    """A list in two SOPs: the heading that it stands under, what an item is called ("butir"), the key of the SOP that
    it belongs to, whether it is printed."""

    kelompok: str
    nama: str
    bidang: str
    tercetak: bool = True

    def told(self, old: Sequence[Any], new: Sequence[Any], changes: Sequence[Beda], path: Path) -> list[Butir]:
        """What came into the list at `path`, went from it, moved or changed in it, in the order of the new one."""
        own = [one for one in changes if one.path == path]
        found: list[tuple[int, int, Butir]] = []
        for one in own:
            if isinstance(one, Sisip):
                found.append((one.ke, 1, self._one(one.ke, "ditambahkan", new=said(one.nilai))))
            elif isinstance(one, Hapus):
                gone = self._one(one.dari, "dihapus", old=said(one.nilai))
                found.append((slot(one.dari, own), 0, replace(gone, letak=f"{gone.letak} (lama)")))
            elif isinstance(one, Pindah):
                moved = self._one(one.ke, "dipindah", said(old[one.dari]), said(new[one.ke]))
                detail = f"dari urutan {one.dari + 1} ke urutan {one.ke + 1}"
                found.append((one.ke, 2, replace(moved, rincian=detail)))
        inside: dict[tuple[int, int], list[Beda]] = {}
        for one in changes:
            if len(one.path) > len(path) and isinstance(step := one.path[len(path)], tuple):
                inside.setdefault(step, []).append(one)
        for (r, c), below in inside.items():
            found += [(c, 3, one) for one in self._changed(c, said(old[r]), said(new[c]), below)]
        return list(_replaced(sorted(found, key=lambda one: one[:2])))

    def _one(self, place: int, apa: Any, old: str = "", new: str = "") -> Butir:
        places = [
            Tempat("identitas", bidang=(self.bidang,), teks=tuple(text.split("\n"))) if text else None
            for text in (old, new)
        ]  # fmt: skip
        letak = f"{self.nama} {place + 1}"
        return Butir(
            self.kelompok, letak, apa, old, new, tercetak=self.tercetak, lama=places[0], baru=places[1]
        )  # fmt: skip

    def _changed(self, place: int, old: str, new: str, below: Sequence[Beda]) -> Iterator[Butir]:
        """An item that changed; where its words are the same, what else of it did."""
        if old != new:
            yield self._one(place, "diubah", old, new)
            return
        for one in below:
            if isinstance(one, Ubah):
                letak = f"{self.nama} {place + 1}, {key_name(str(one.path[-1]))}"
                yield Butir(self.kelompok, letak, "diubah", said(one.lama), said(one.baru), tercetak=False)


def slot(place: int, own: Sequence[Beda]) -> int:
    """Where in the new list an item would stand that went from `place` of the old one; `own` are the list's changes."""
    found = place - sum(isinstance(one, Hapus) and one.dari < place for one in own)
    for came in sorted(one.ke for one in own if isinstance(one, Sisip)):
        found += came < found
    return found


def _replaced(found: Sequence[tuple[int, int, Butir]]) -> Iterator[Butir]:
    """One that went and one that came in its place are one that was replaced."""
    gone: list[tuple[int, Butir]] = []
    for at, _, one in found:
        if one.apa == "ditambahkan" and gone and gone[0][0] == at:
            _, before = gone.pop(0)
            gone = [(at + 1, other) for _, other in gone]
            yield replace(one, apa="diganti", semula=before.semula, lama=before.lama)
            continue
        if gone and gone[0][0] != at:
            yield from (other for _, other in gone)
            gone = []
        if one.apa == "dihapus":
            gone.append((at, one))
        else:
            yield one
    yield from (other for _, other in gone)
