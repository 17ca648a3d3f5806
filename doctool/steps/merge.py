"""What a table changed is written into the YAML file of its SOP, and nothing else: comments and layout stay.

Kegiatan are matched by identity (doctool.compare), not by number; what is the same keeps its lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from doctool.catalog.edit import Penyunting
from doctool.compare.match_steps import procedure_pairs
from doctool.compare.tree import tree_of
from doctool.loaded import Path
from doctool.model.prosedur import Prosedur
from doctool.model.sop import Sop
from doctool.steps.headings import DAFTAR
from doctool.steps.plain import Data, data_of, sop_data
from doctool.steps.yaml_form import KEYS_OF_STEP, item, yaml_of

Pairs = list[tuple[int, int]]


def merge(pen: Penyunting, old: Sop, new: Sop) -> None:
    """Let the file of `old`, which `pen` edits, become that of `new`. Raises ContentError (Y25)."""
    _Merger(pen, old, new).record((), sop_data(data_of(old)), sop_data(data_of(new)))


class _Merger:
    def __init__(self, pen: Penyunting, old: Sop, new: Sop) -> None:
        self.pen = pen
        found = procedure_pairs(tree_of(old)["prosedur"], tree_of(new)["prosedur"])
        whole = [(one.prosedur, one.baris) for one in found]
        parts = old.bagian is not None
        self.procedures = [pair for pair, _ in whole if None not in pair]
        #: Pairs of kegiatan by the path of their list.
        self.rows: dict[Path, Pairs] = {}
        for (before, after), rows in whole:
            if before is not None and after is not None:
                path: Path = ("bagian", before, "kegiatan") if parts else ("kegiatan",)
                self.rows[path] = [(r, c) for r, c in rows if r is not None and c is not None]

    def record(self, path: Path, old: Data, new: Data) -> None:
        """Change a mapping."""
        for key in [one for one in old if one not in new]:
            self.pen.remove((*path, key))
        for key, value in new.items():
            if key not in old:
                self._add(path, key, value)
            elif old[key] != value:
                self._value((*path, key), old[key], value)

    def _add(self, path: Path, key: str, value: Any) -> None:
        """Put a new key where it belongs, behind the ones that come before it."""
        here = self.pen.source.at(path)
        if isinstance(here, dict) and key in here:  # written out with the value that it has anyway
            self.pen.set((*path, key), yaml_of(key, value))
            return
        order = _order(path)
        before = order[: order.index(key)] if key in order else order
        after = next((one for one in reversed(before) if isinstance(here, dict) and one in here), None)
        self.pen.insert(path, key, yaml_of(key, value), after)

    def _value(self, path: Path, old: Any, new: Any) -> None:
        """Change a value, as deep inside as its form in the file allows."""
        key, here = str(path[-1]), self.pen.source.at(path)
        if isinstance(old, dict) and isinstance(new, dict):
            rest = [{name: one for name, one in value.items() if name != "butir"} for value in (old, new)]
            if key in DAFTAR and isinstance(here, list) and rest[0] == rest[1] == {}:
                self._items(path, "butir", old.get("butir", []), new.get("butir", []))
                return
            if isinstance(here, dict):
                self.record(path, old, new)
                return
        if isinstance(old, list) and isinstance(new, list) and isinstance(here, list) and len(here) == len(old):
            self._items(path, key, old, new)
            return
        self.pen.set(path, yaml_of(key, new, here))

    def _items(self, path: Path, key: str, old: list[Any], new: list[Any]) -> None:
        """Change a list: what stays is changed in its place, the rest goes or comes."""
        kept = _in_order(self._pairs(path, old, new))
        if not kept:
            self.pen.set(path, yaml_of(key, new) if key != "butir" else [item(key, one) for one in new])
            return
        for before, after in kept:
            if old[before] != new[after]:
                self._item((*path, before), key, old[before], new[after])
        stay = {before for before, _ in kept}
        for before in reversed([at for at in range(len(old)) if at not in stay]):
            self.pen.remove((*path, before))
        come = {after for _, after in kept}
        for after in [at for at in range(len(new)) if at not in come]:
            self.pen.insert(path, after, item(key, new[after]))

    def _item(self, path: Path, key: str, old: Any, new: Any) -> None:
        here = self.pen.source.at(path)
        if isinstance(old, dict) and isinstance(new, dict) and isinstance(here, dict):
            self.record(path, old, new)
        else:
            self.pen.set(path, item(key, new))

    def _pairs(self, path: Path, old: Sequence[Any], new: Sequence[Any]) -> Pairs:
        if path in self.rows:
            return self.rows[path]
        if path == ("bagian",):
            return [(a, b) for a, b in self.procedures if a is not None and b is not None]
        matcher = SequenceMatcher(None, [repr(one) for one in old], [repr(one) for one in new], autojunk=False)
        out: Pairs = []
        for tag, first, end, second, stop in matcher.get_opcodes():
            if tag in ("equal", "replace"):
                out += zip(range(first, end), range(second, stop), strict=False)
        return out


def _in_order(pairs: Pairs) -> Pairs:
    """The longest run of pairs in which nothing goes past anything."""
    best: list[Pairs] = []
    for pair in sorted(pairs, key=lambda one: one[1]):
        before = max((one for one in best if one[-1][0] < pair[0]), key=len, default=[])
        best.append([*before, pair])
    return max(best, key=len, default=[])


def _order(path: Path) -> list[str]:
    """The keys of the mapping at `path` in the order in which files have them."""
    if not path:
        return list(Sop.model_fields)
    if len(path) > 1 and path[-2] == "kegiatan":
        return list(KEYS_OF_STEP)
    return list(Prosedur.model_fields) if path[0] == "bagian" and len(path) == 2 else []
