"""References in the tree of an SOP: which kegiatan a flow goes to and which lane a kegiatan is in, by identity.

Files name a kegiatan by its id or its number and a lane by its code. Where a kegiatan is inserted all numbers shift,
and nothing was changed by that. So each kegiatan and each lane gets the name "i:j": its place in the first SOP and in
the second (from 0; nothing where it is not there), the same in both trees, and what refers to it refers to that name.
Numbers that only count on are no texts either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from doctool.compare.tree import Tree
from doctool.model.dasar import bilangan

#: Places of the same thing in the first and in the second sequence; None where it is not there.
Pair = tuple[int | None, int | None]
#: The key of the name of a kegiatan or lane; no file can hold such a key.
NAME = "\0"
_EXITS = ("ya", "tidak", "ke")
#: What may follow a number that counts on; one that is printed of itself follows the model, which knows the dot only.
_AFTER_NUMBER = ".)"


@dataclass(frozen=True, slots=True)
class Lajur:
    """A lane by its name."""

    nama: str


@dataclass(frozen=True, slots=True)
class Tuju:
    """A goal: the name of a kegiatan, of the lane where one is said; `cara` is how the file names the kegiatan."""

    baris: str
    cara: Literal["id", "nomor", "nomor."]
    lajur: str | None = None


@dataclass(frozen=True, slots=True)
class Urut:
    """A number that counts on from the kegiatan before, with what is written after it."""

    akhiran: str


def name_of(pair: Pair) -> str:
    """The name of what has these places."""
    return ":".join("" if place is None else str(place) for place in pair)


def named(procedure: Tree, lanes: Sequence[Pair], rows: Sequence[Pair], side: Literal[0, 1]) -> Tree:
    """`procedure` with names and references, `side` telling which of the two places are its own; `plain` undoes it."""
    lane_names = {pair[side]: name_of(pair) for pair in lanes}
    row_names = {pair[side]: name_of(pair) for pair in rows}
    out = dict(procedure)
    if "pelaksana" in procedure:
        out["pelaksana"] = tuple({**lane, NAME: lane_names[at]} for at, lane in enumerate(procedure["pelaksana"]))
    if "kegiatan" not in procedure:
        return out
    codes: dict[str, str] = {}
    for at, lane in enumerate(procedure.get("pelaksana", ())):
        codes.setdefault(lane["kode"], lane_names[at])
    own = procedure["kegiatan"]
    numbers = printed_numbers([row.get("nomor") for row in own])
    goals = _Goals({at: row_names[at] for at in range(len(own))}, [row.get("id") for row in own], numbers, codes)
    counted = _counted([row.get("nomor") for row in own])
    made = []
    for at, row in enumerate(own):
        new = _translated(row, goals.lane, goals.goal)
        if counted[at] is not None:
            new["nomor"] = counted[at]
        made.append({**new, NAME: row_names[at]})
    return {**out, "kegiatan": tuple(made)}


def plain(procedure: Tree) -> Tree:
    """`procedure` without names, references written as its own ids, numbers and codes."""
    out = dict(procedure)
    lanes = procedure.get("pelaksana", ())
    codes = {lane[NAME]: lane["kode"] for lane in lanes}
    if "pelaksana" in procedure:
        out["pelaksana"] = tuple(_bare(lane) for lane in lanes)
    if "kegiatan" not in procedure:
        return out
    rows = procedure["kegiatan"]
    numbers = dict(zip((row[NAME] for row in rows), written_numbers(rows), strict=True))
    printed = dict(zip(numbers, printed_numbers(list(numbers.values())), strict=True))
    ids = {row[NAME]: row.get("id", "") for row in rows}

    def lane(value: Any) -> Any:
        return codes[value.nama] if isinstance(value, Lajur) else value

    def goal(value: Any) -> Any:
        if not isinstance(value, Tuju):
            return value
        row = ids[value.baris] if value.cara == "id" else printed[value.baris].rstrip(".") + value.cara[len("nomor") :]
        return row if value.lajur is None else f"{row}/{codes[value.lajur]}"

    made = []
    for row in rows:
        new = _translated(_bare(row), lane, goal)
        if isinstance(row.get("nomor"), Urut):
            new["nomor"] = numbers[row[NAME]]
        made.append(new)
    return {**out, "kegiatan": tuple(made)}


def renamed(value: Any, names: Callable[[str], str]) -> Any:
    """`value` with every name of a kegiatan or lane in it changed by `names`."""
    if isinstance(value, Lajur):
        return Lajur(names(value.nama))
    if isinstance(value, Tuju):
        lane = names(value.lajur) if value.lajur is not None else None
        return replace(value, baris=names(value.baris), lajur=lane)
    if isinstance(value, Mapping):
        return {key: names(one) if key == NAME else renamed(one, names) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(renamed(one, names) for one in value)
    return value


def written_numbers(rows: Iterable[Tree]) -> list[str | None]:
    """The number of each kegiatan as its file writes it; None where it writes none."""
    out: list[str | None] = []
    count = 0
    for row in rows:
        given = row.get("nomor")
        if isinstance(given, Urut):
            given = f"{count + 1}{given.akhiran}"
        out.append(given)
        count = _after(count, given, _AFTER_NUMBER)
    return out


def printed_numbers(written: Sequence[str | None]) -> list[str]:
    """The printed number of each kegiatan, as `Prosedur.numbers` counts them."""
    out: list[str] = []
    count = 0
    for given in written:
        count = _after(count, given, ".")
        out.append(str(count) if given is None else given)
    return out


def _after(count: int, given: str | None, signs: str) -> int:
    """How far the numbers have counted after a kegiatan with the number `given`, which `signs` may follow."""
    if given is None:
        return count + 1
    said = bilangan(given.strip().rstrip(signs))
    return count if said is None else said


def _counted(written: Sequence[str | None]) -> list[Urut | None]:
    """For each number that counts on, what is written after it."""
    out: list[Urut | None] = []
    count = 0
    for given in written:
        ending = next((one for one in ("", *_AFTER_NUMBER) if given == f"{count + 1}{one}"), None)
        out.append(None if ending is None else Urut(ending))
        count = _after(count, given, _AFTER_NUMBER)
    return out


@dataclass(frozen=True)
class _Goals:
    """What texts of a procedure refer to: names of kegiatan by place, ids and numbers by place, lanes by code."""

    names: Mapping[int, str]
    ids: Sequence[str | None]
    numbers: Sequence[str]
    codes: Mapping[str, str]

    def lane(self, code: Any) -> Any:
        return Lajur(self.codes[code]) if code in self.codes else code

    def goal(self, text: Any) -> Any:
        """The goal that `text` names, as model/alur.py finds it; the text itself where it names none, or writes it
        otherwise than `plain` would."""
        row, slash, code = text.partition("/")
        if not row or (slash and code not in self.codes):
            return text
        lane = self.codes[code] if slash else None
        if row in self.ids:
            return Tuju(self.names[self.ids.index(row)], "id", lane)
        bare = [one.rstrip(".") for one in self.numbers]
        if row in bare:
            return Tuju(self.names[bare.index(row)], "nomor", lane)
        if row.endswith(".") and row[:-1] in bare:
            return Tuju(self.names[bare.index(row[:-1])], "nomor.", lane)
        return text


def _translated(row: Tree, lane: Callable[[Any], Any], goal: Callable[[Any], Any]) -> Tree:
    """A kegiatan or a node of one with the lanes and goals in it changed."""
    out = dict(row)
    for name in _EXITS:
        if name in out:
            out[name] = tuple(goal(one) for one in out[name])
    if "keluar" in out:
        out["keluar"] = tuple({**one, "ke": tuple(goal(to) for to in one["ke"])} for one in out["keluar"])
    if "simpul" in out:
        out["simpul"] = tuple(_translated(one, lane, goal) for one in out["simpul"])
    if "pelaksana" in out:
        given = out["pelaksana"]
        out["pelaksana"] = tuple(lane(one) for one in given) if isinstance(given, tuple) else lane(given)
    return out


def _bare(one: Tree) -> Tree:
    return {key: value for key, value in one.items() if key != NAME}
