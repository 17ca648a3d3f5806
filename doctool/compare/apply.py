"""terapkan(): the first SOP with the changes is the second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from doctool.compare.changes import Ada, Beda, Hapus, Perubahan, Pindah, Sisip, Ubah
from doctool.compare.diff import with_names
from doctool.compare.names import plain
from doctool.compare.tree import Tree, sop_of, tree_of
from doctool.model.sop import Sop


def terapkan(sop: Sop, perubahan: Perubahan) -> Sop:
    """`sop` with the changes that were found from it to another: that other one.

    Raises ValueError where `sop` is not the one that the changes begin with.
    """
    try:
        tree = _record(with_names(tree_of(sop), perubahan.prosedur, 0), perubahan.beda, 0)
        return sop_of({**tree, "prosedur": tuple(plain(one) for one in tree["prosedur"])})
    except (KeyError, IndexError) as error:
        raise ValueError(f"the changes do not begin with this SOP: {error!r}") from error


def _record(record: Tree, changes: Sequence[Beda], depth: int) -> Tree:
    """`record` with `changes`, whose paths go on at `depth` with a key of it."""
    out = dict(record)
    by_key: dict[str, list[Beda]] = {}
    for one in changes:
        by_key.setdefault(str(one.path[depth]), []).append(one)
    for key, group in by_key.items():
        own = [one for one in group if len(one.path) == depth + 1]
        value = _value(out.get(key), own, [one for one in group if len(one.path) > depth + 1], depth + 1)
        if value is None:
            del out[key]
        else:
            out[key] = value
    return out


def _value(value: Any, own: Sequence[Beda], deeper: Sequence[Beda], depth: int) -> Any:
    """A value with the changes of its own and those of what is in it; None: it is not there any more."""
    presence = next((one for one in own if isinstance(one, Ada)), None)
    if presence is not None and presence.lama != (value is not None):
        raise ValueError(f"the changes do not begin with this SOP: {presence.path}")
    for one in own:
        if isinstance(one, Ubah):
            return _changed(value, one)
    listed = presence.daftar if presence is not None else isinstance(value, tuple)
    made = _list(value or (), own, deeper, depth) if listed else _record(value or {}, deeper, depth)
    return made if presence is None or presence.baru else None


def _changed(value: Any, change: Ubah) -> Any:
    if value != change.lama:
        raise ValueError(f"the changes do not begin with this SOP: {change.path}")
    return change.baru


def _list(values: Sequence[Any], own: Sequence[Beda], deeper: Sequence[Beda], depth: int) -> tuple[Any, ...]:
    """A list with what went, came, moved and changed in it; what did not move keeps its order."""
    gone = {one.dari for one in own if isinstance(one, Hapus)}
    moved = {one.dari: one.ke for one in own if isinstance(one, Pindah)}
    fixed: dict[int, Any] = {one.ke: one.nilai for one in own if isinstance(one, Sisip)}
    inside: dict[int, list[Beda]] = {}
    for one in deeper:
        step = one.path[depth]
        inside.setdefault(int(step[0]), []).append(one)
    items = [_item(value, inside.get(at, []), depth + 1) for at, value in enumerate(values)]
    count = len(values) - len(gone) + len(fixed)
    fixed.update({to: items[at] for at, to in moved.items()})
    rest = (item for at, item in enumerate(items) if at not in gone and at not in moved)
    return tuple(fixed[at] if at in fixed else next(rest) for at in range(count))


def _item(value: Any, changes: Sequence[Beda], depth: int) -> Any:
    for one in changes:
        if isinstance(one, Ubah) and len(one.path) == depth:
            return _changed(value, one)
    return _record(value, changes, depth) if changes else value
