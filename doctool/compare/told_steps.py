"""A procedure in words: its lanes, its kegiatan and their flow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from doctool.compare.changes import Beda, Hapus, Path, Pindah, Sisip
from doctool.compare.names import Tuju
from doctool.compare.said import EMPTY, EXITS, Side, key_name, said, shape
from doctool.compare.told import Apa, Butir, Tempat, changed
from doctool.compare.told_lists import ListTeller, slot
from doctool.compare.tree import Tree

#: What a kegiatan's flow is made of; told together, because one exit may be written in several ways.
_FLOW = ("simpul", "pelaksana", "bentuk", "teks", *EXITS)
#: Fields of a kegiatan and of a lane that are in the file only.
_FILE_ONLY = {"id", "rujukan"}
#: Fields that are told whole.
_WHOLE = {"pelaksana", "bentuk", "alur", "waktu", "nomor"}
_KEPT = "Kegiatan"


class ProcedureTeller:
    """A procedure that is in both SOPs: its places in them, and the words before each place where there are several."""

    def __init__(self, old: Side, new: Side, place: tuple[int, int], before: str) -> None:
        self.old, self.new, self.place, self.before = old, new, place, before
        self.first: Tree = old.tree["prosedur"][place[0]]
        self.second: Tree = new.tree["prosedur"][place[1]]

    def told(self, changes: Sequence[Beda]) -> Iterator[Butir]:
        """What changed in it; `changes` are those below it."""
        path: Path = ("prosedur", self.place)
        by_key: dict[str, list[Beda]] = {}
        for one in changes:
            by_key.setdefault(str(one.path[2]), []).append(one)
        for key in ("pelaksana", "kegiatan", "catatan_kaki", *by_key):
            group = by_key.pop(key, [])
            if not group:
                continue
            if key == "pelaksana":
                yield from self._lanes(group)
            elif key == "kegiatan":
                yield from self._steps(group)
            elif key == "catatan_kaki":
                notes = ListTeller("Catatan Kaki", f"{self.before}catatan kaki", "catatan_kaki")
                yield from notes.told(self.first.get(key, ()), self.second.get(key, ()), group, (*path, key))
            else:
                letak = f"{self.before}{key_name(key)}"
                yield from changed(_KEPT, letak, said(self.first.get(key)), said(self.second.get(key)))

    # Lanes

    def _lanes(self, changes: Sequence[Beda]) -> Iterator[Butir]:
        own = [one for one in changes if len(one.path) == 3]
        found: list[tuple[int, int, Butir]] = []
        for one in changes:
            if isinstance(one, Sisip):
                found.append((one.ke, 1, self._lane(f"kolom {one.ke + 1}", "ditambahkan", None, one.ke)))
            elif isinstance(one, Hapus):
                gone = self._lane(f"kolom {one.dari + 1} (lama)", "dihapus", one.dari, None)
                found.append((slot(one.dari, own), 0, gone))
            elif isinstance(one, Pindah):
                told = self._lane(f"kolom {one.ke + 1}", "dipindah", one.dari, one.ke)
                detail = f"dari kolom {one.dari + 1} ke kolom {one.ke + 1}"
                found.append((one.ke, 2, replace(told, rincian=detail)))
            elif len(one.path) > 4 and isinstance(step := one.path[3], tuple):
                found += [(step[1], 3, told) for told in self._lane_field(step, str(one.path[4]))]
        yield from (one for _, _, one in sorted(found, key=lambda one: one[:2]))

    def _lane(self, letak: str, apa: Apa, old: int | None, new: int | None) -> Butir:
        before = "" if old is None else self.first["pelaksana"][old]["nama"] or EMPTY
        after = "" if new is None else self.second["pelaksana"][new]["nama"] or EMPTY
        lama = None if old is None else Tempat("pelaksana", self.place[0], old)
        baru = None if new is None else Tempat("pelaksana", self.place[1], new)
        group = self.new.label.pelaksana or ""
        return Butir(group, f"{self.before}{letak}", apa, before, after, lama=lama, baru=baru)

    def _lane_field(self, pair: tuple[int, int], key: str) -> Iterator[Butir]:
        before, after = self.first["pelaksana"][pair[0]], self.second["pelaksana"][pair[1]]
        told = self._lane(f"kolom {pair[1] + 1}", "diubah", *pair)
        if key == "nama":
            yield replace(told, rincian="nama diganti")
            return
        printed = key in ("kelompok", "kelompok_baru")
        name = "judul kelompok" if printed else key_name(key)
        letak = f"{told.letak} {after['nama']}, {name}"
        words = [said(one.get("kelompok" if printed else key)) for one in (before, after)]
        yield replace(told, letak=letak, semula=words[0], menjadi=words[1], tercetak=printed and words[0] != words[1])

    # Kegiatan

    def _steps(self, changes: Sequence[Beda]) -> Iterator[Butir]:
        own = [one for one in changes if len(one.path) == 3]
        found: list[tuple[int, int, Butir]] = []
        fields: dict[tuple[int, int], list[str]] = {}
        for one in changes:
            if isinstance(one, Sisip) and len(one.path) == 3:
                found.append((one.ke, 1, self._step(None, one.ke, "ditambahkan")))
            elif isinstance(one, Hapus) and len(one.path) == 3:
                found.append((slot(one.dari, own), 0, self._step(one.dari, None, "dihapus")))
            elif isinstance(one, Pindah) and len(one.path) == 3:
                found.append((one.ke, 2, self._step(one.dari, one.ke, "dipindah")))
            elif len(one.path) > 4 and isinstance(step := one.path[3], tuple):
                fields.setdefault(step, []).append(str(one.path[4]))
        for pair, keys in fields.items():
            found += [(pair[1], 3, one) for one in self._fields(pair, list(dict.fromkeys(keys)))]
        yield from (one for _, _, one in sorted(found, key=lambda one: one[:2]))

    def _step(self, old: int | None, new: int | None, apa: Apa) -> Butir:
        lama = None if old is None else Tempat("kegiatan", self.place[0], old)
        baru = None if new is None else Tempat("kegiatan", self.place[1], new)
        before = "" if old is None else self.old.whole_step(self.first["kegiatan"][old])
        after = "" if new is None else self.new.whole_step(self.second["kegiatan"][new])
        detail = ""
        if old is not None and new is not None:
            before, after = (
                " ".join(side["kegiatan"][at].get("uraian", ())) or EMPTY
                for side, at in ((self.first, old), (self.second, new))
            )
            detail = f"dari urutan {old + 1} ke urutan {new + 1}"
        letak = self._called(old, new)
        return Butir(_KEPT, letak, apa, before, after, detail, lama=lama, baru=baru)

    def _called(self, old: int | None, new: int | None) -> str:
        """A kegiatan as the new SOP calls it, and as the old one did where that is otherwise."""
        before = self.old.step(self.first["kegiatan"][old]) if old is not None else ""
        after = self.new.step(self.second["kegiatan"][new]) if new is not None else ""
        if not after:
            return f"{self.before}{before} (lama)"
        told = f"{self.before}{after}"
        return f"{told} (semula {before.removeprefix('kegiatan ')})" if before and before != after else told

    def _fields(self, pair: tuple[int, int], keys: list[str]) -> Iterator[Butir]:
        """The fields of a kegiatan that changed."""
        before, after = self.first["kegiatan"][pair[0]], self.second["kegiatan"][pair[1]]
        letak = self._called(*pair)
        flow = [key for key in keys if key in _FLOW]
        if flow:
            yield from self._flow(letak, before, after, pair, flow)
        for key in keys:
            if key in flow:
                continue
            words = [said(one.get(key)) for one in (before, after)]
            if key == "nomor":
                words = [side.numbers[at][row] or EMPTY for side, at, row in zip(
                    (self.old, self.new), self.place, pair, strict=True
                )]  # fmt: skip
            yield from self._field(letak, key, self._name(key), words, pair)

    def _field(
        self, letak: str, key: str, name: str, words: Sequence[str], pair: tuple[int, int], *cells: str
    ) -> Iterator[Butir]:
        lama = Tempat("kegiatan", self.place[0], pair[0], (key, *cells))
        baru = Tempat("kegiatan", self.place[1], pair[1], (key, *cells))
        for one in changed(_KEPT, f"{letak}, {name}", *words, lama=lama, baru=baru):
            about = "" if key == "uraian" else self.new.about(self.second["kegiatan"][pair[1]])
            yield replace(one, tercetak=one.tercetak and key not in _FILE_ONLY, utuh=key in _WHOLE, perihal=about)

    def _name(self, key: str) -> str:
        """What a field of a kegiatan is called on the sheet."""
        if key in ("uraian", "nomor"):
            return key
        return str(getattr(self.new.label, key, None) or key_name(key)).lower()

    def _flow(
        self, letak: str, before: Tree, after: Tree, pair: tuple[int, int], keys: list[str]
    ) -> Iterator[Butir]:
        """Who does a kegiatan, its shape, the text in it, and where the flow goes on."""
        if "simpul" in keys:
            nodes = [
                side.lanes(row) if row.get("simpul") else f"{side.lanes(row)}: {side.node(row, alone=True)}"
                for side, row in ((self.old, before), (self.new, after))
            ]  # fmt: skip
            yield from self._field(letak, "pelaksana", "pelaksana dan alur", nodes, pair)
            return
        if "pelaksana" in keys:
            lanes = [side.lanes(row) for side, row in ((self.old, before), (self.new, after))]
            yield from self._field(letak, "pelaksana", self._name("pelaksana"), lanes, pair)
        shapes = [shape(row) for row in (before, after)]
        if "bentuk" in keys or shapes[0] != shapes[1]:
            yield from self._field(letak, "bentuk", "bentuk", shapes, pair)
        if "teks" in keys:
            texts = [said(row.get("teks")) for row in (before, after)]
            yield from self._field(letak, "bentuk", "teks di dalam bentuk", texts, pair)
        written = [key for key in keys if key in EXITS]
        if written:
            # Goals that only have other numbers did not change.
            really = [key for key in written if _goals(before.get(key)) != _goals(after.get(key))]
            sides = ((self.old, before), (self.new, after)) if really else ((self.new, after),) * 2
            exits = [side.exits(row, really or written) for side, row in sides]
            yield from self._field(letak, "alur", "alur", exits, pair)


def _goals(value: object) -> object:
    """Goals without the way in which the file names them."""
    if isinstance(value, tuple):
        return tuple(_goals(one) for one in value)
    if isinstance(value, dict):
        return {key: _goals(one) for key, one in value.items()}
    return (value.baris, value.lajur) if isinstance(value, Tuju) else value

