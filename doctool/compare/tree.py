"""An SOP as a tree of plain values, and back: what is compared.

Every field of every record is in the tree unless it has its default, so a field that the model gets later is compared
too. Three things are written otherwise than in the file:

- one procedure or several (`bagian`) are a tuple "prosedur"; "berbagian" says that they stand under `bagian`;
- lanes are one flat tuple, each with the heading of its group ("kelompok") where it has one;
- what prints the same is the same: dates and times are their text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import groupby
from typing import Any, TypeAlias

from pydantic import BaseModel

from doctool.model.dasar import Tertulis
from doctool.model.kantor import Penandatangan
from doctool.model.prosedur import KelompokPelaksana, KolomPelaksana
from doctool.model.sop import Sop

#: A record; its values are texts, numbers, switches, tuples, further records, and references (compare/names.py).
Tree: TypeAlias = dict[str, Any]

#: The fields of an Sop that are a Prosedur's where it has only one.
_OF_PROCEDURE = ("pelaksana", "kegiatan", "catatan_kaki")


def tree_of(sop: Sop) -> Tree:
    """The tree of `sop`; `sop_of` gives it back."""
    out = _record(sop)
    if sop.bagian is None:
        only = {name: out.pop(name) for name in _OF_PROCEDURE if name in out}
        procedures: tuple[Tree, ...] = (only,)
    else:
        procedures = tuple(_record(one) for one in sop.bagian)
        del out["bagian"]
        out["berbagian"] = True
    sources = [sop.pelaksana] if sop.bagian is None else [one.pelaksana for one in sop.bagian]
    for one, lanes in zip(procedures, sources, strict=True):
        if lanes is not None:
            one["pelaksana"] = tuple(_flat(lanes))
    return {**out, "prosedur": procedures}


def sop_of(tree: Tree) -> Sop:
    """The SOP of a tree without references. Raises pydantic's ValidationError for what is no SOP."""
    rest = {name: value for name, value in tree.items() if name not in ("prosedur", "berbagian")}
    procedures = [_grouped(one) for one in tree["prosedur"]]
    if tree.get("berbagian"):
        return Sop.model_validate({**rest, "bagian": tuple(procedures)})
    (only,) = procedures
    return Sop.model_validate({**rest, **only})


def _record(one: BaseModel) -> Tree:
    """The fields of a record that have another value than their default; a signer's that were given at all, because
    what he leaves out is the official's."""
    given = one.model_fields_set if isinstance(one, Penandatangan) else None
    out: Tree = {}
    for name, field in type(one).model_fields.items():
        value = getattr(one, name)
        default = field.get_default(call_default_factory=True)
        if value is not None and (name in given if given is not None else value != default):
            out[name] = _value(value)
    return out


def _value(value: Any) -> Any:
    if isinstance(value, Tertulis):
        return value.teks
    if isinstance(value, BaseModel):
        return _record(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _value(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(_value(one) for one in value)
    return value


def _flat(lanes: tuple[KolomPelaksana, ...]) -> Iterator[Tree]:
    """Lanes from left to right. The first of a group that follows another of the same heading says that it is a group
    of its own ("kelompok_baru")."""
    before = None
    for one in lanes:
        if not isinstance(one, KelompokPelaksana):
            yield _record(one)
            before = None
            continue
        heading = _record(one)
        inside = [_record(lane) for lane in one.pelaksana]
        del heading["pelaksana"]
        for place, lane in enumerate(inside):
            new = {"kelompok_baru": True} if place == 0 and heading["kelompok"] == before else {}
            yield {**lane, **heading, **new}
        before = heading["kelompok"]


def _grouped(procedure: Tree) -> Tree:
    """A procedure as the model takes it: lanes under the headings of their groups."""
    if "pelaksana" not in procedure:
        return procedure
    count = 0
    marked: list[tuple[tuple[int, str | None], Tree]] = []
    before: str | None = None
    for lane in procedure["pelaksana"]:
        heading = lane.get("kelompok")
        if heading is None or heading != before or lane.get("kelompok_baru"):
            count += 1
        before = heading
        own = {name: value for name, value in lane.items() if name not in ("kelompok", "kelompok_baru")}
        marked.append(((count, heading), own))
    columns: list[Tree] = []
    for (_, heading), run in groupby(marked, key=lambda one: one[0]):
        lanes = tuple(lane for _, lane in run)
        columns += lanes if heading is None else ({"kelompok": heading, "pelaksana": lanes},)
    return {**procedure, "pelaksana": tuple(columns)}
