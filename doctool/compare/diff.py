"""compare(): what changed between two SOPs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from doctool.compare.changes import Ada, Beda, Hapus, Path, Perubahan, Pindah, ProcedurePair, Sisip, Ubah
from doctool.compare.match import items
from doctool.compare.match_steps import procedure_pairs
from doctool.compare.names import NAME, Pair, named
from doctool.compare.tree import Tree, tree_of
from doctool.model.sop import Sop


def compare(first: Sop, second: Sop) -> Perubahan:
    """What changed from `first` to `second`; the other way round it is the mirror (`Perubahan.cermin`)."""
    old, new = tree_of(first), tree_of(second)
    # Where two pairings are equally good, which is found must not depend on which SOP comes first.
    return _found(old, new) if repr(old) <= repr(new) else _found(new, old).cermin()


def _found(old: Tree, new: Tree) -> Perubahan:
    pairs = procedure_pairs(old["prosedur"], new["prosedur"])
    finder = _Finder(pairs)
    return Perubahan(pairs, tuple(finder.record(with_names(old, pairs, 0), with_names(new, pairs, 1), ())))


def with_names(tree: Tree, pairs: Sequence[ProcedurePair], side: Literal[0, 1]) -> Tree:
    """The tree with the names of its kegiatan and lanes, and references to them."""
    own = {one.prosedur[side]: one for one in pairs}
    procedures = tuple(
        named(one, own[at].lajur, own[at].baris, side) for at, one in enumerate(tree["prosedur"])
    )  # fmt: skip
    return {**tree, "prosedur": procedures}


class _Finder:
    """Walks two trees at once."""

    def __init__(self, pairs: Sequence[ProcedurePair]) -> None:
        self.pairs = pairs

    def record(self, old: Tree, new: Tree, path: Path) -> Iterator[Beda]:
        for key in (*old, *(one for one in new if one not in old)):
            before, after = old.get(key), new.get(key)
            if key != NAME and (before != after or type(before) is not type(after)):
                yield from self._value(before, after, (*path, key))

    def _value(self, old: Any, new: Any, path: Path) -> Iterator[Beda]:
        listed = any(_is_list(path[-1], one) for one in (old, new))
        kind = tuple if listed else dict
        if not all(one is None or isinstance(one, kind) for one in (old, new)):
            yield Ubah(path, old, new)
            return
        if old is None or new is None:
            yield Ada(path, old is not None, new is not None, listed)
        if listed:
            yield from self._list(old or (), new or (), path)
        else:
            yield from self.record(old or {}, new or {}, path)

    def _list(self, old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[Beda]:
        pairs = self._pairs(old, new, path)
        moved = _out_of_order([(r, c) for r, c in pairs if r is not None and c is not None])
        for r, c in pairs:
            if r is None and c is not None:
                yield Sisip(path, c, new[c])
            elif r is not None and c is None:
                yield Hapus(path, r, old[r])
            elif r is not None and c is not None:
                if r in moved:
                    yield Pindah(path, r, c)
                if old[r] != new[c]:
                    yield from self._item(old[r], new[c], (*path, (r, c)))

    def _item(self, old: Any, new: Any, path: Path) -> Iterator[Beda]:
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self.record(old, new, path)
        else:
            yield Ubah(path, old, new)

    def _pairs(self, old: Sequence[Any], new: Sequence[Any], path: Path) -> Sequence[Pair]:
        name, above = path[-1], path[-2] if len(path) > 1 else None
        if name == "prosedur":
            return [one.prosedur for one in self.pairs]
        if len(path) == 3 and path[0] == "prosedur" and name in ("pelaksana", "kegiatan"):
            one = next(one for one in self.pairs if one.prosedur == path[1])
            return one.lajur if name == "pelaksana" else one.baris
        # The items of a list on the identity sheet are under "butir".
        return items(str(above if name == "butir" else name), old, new)


def _is_list(name: Any, value: Any) -> bool:
    """Whether a value is a list of things of their own; tuples of texts are the lines of one text."""
    return isinstance(value, tuple) and (name == "catatan_kaki" or any(isinstance(one, dict) for one in value))


def _out_of_order(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """The first places of those that went past others: the fewest, and of the fewest those that went farthest."""
    order = {second: rank for rank, second in enumerate(sorted(second for _, second in pairs))}
    best: list[tuple[int, int, tuple[int, ...]]] = []
    for rank, (first, second) in enumerate(pairs):
        before = [one for one, (_, other) in zip(best, pairs, strict=False) if other < second]
        length, way, kept = max(before, key=lambda one: one[:2], default=(0, 0, ()))
        best.append((length + 1, way - abs(rank - order[second]), (*kept, first)))
    stay = set(max(best, key=lambda one: one[:2])[2]) if best else set[int]()
    return {first for first, _ in pairs if first not in stay}
