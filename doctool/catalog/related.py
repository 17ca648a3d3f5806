"""Which SOPs of the workspace the keterkaitan of an SOP speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from doctool.catalog.index import Workspace
from doctool.errors import DoctoolError
from doctool.loaded import LoadedSop
from doctool.model.dasar import Butir, split_marker

#: Words before the name of an SOP that are no part of it.
_BEFORE = re.compile(r"^(?:(?:sop(?: ap)?|standar operasional prosedur|prosedur) )+")


@dataclass(slots=True)
class _Office:
    """The SOPs of an office in force or at work, found by name, and by number where that says enough."""

    by_name: dict[str, list[LoadedSop]] = field(default_factory=dict)
    numbered: list[tuple[str, LoadedSop]] = field(default_factory=list)


class Register:
    """The SOPs of `workspace`; `known` are those already read, the others are read when first asked for, unless
    `all_known`."""

    def __init__(self, workspace: Workspace, known: Iterable[LoadedSop], *, all_known: bool = False) -> None:
        self._workspace = workspace
        self._known = {one.address: one for one in known}
        self._all: dict[str, LoadedSop] | None = self._known if all_known else None
        self._offices: dict[str, _Office] | None = None
        self._slugs: dict[str, list[LoadedSop]] = {}

    def related(self, loaded: LoadedSop) -> dict[str, LoadedSop]:
        """The SOPs behind the items of keterkaitan, by the text that is printed of each item; none for itself."""
        found: dict[str, LoadedSop] = {}
        for item in loaded.sop.keterkaitan.butir if loaded.sop.keterkaitan else ():
            target = self.target(item, loaded)
            if target is None or target.address == loaded.address:
                continue
            for line in item.teks.splitlines()[:1]:
                found[line] = found[split_marker(line)[1]] = target
        return found

    def target(self, item: Butir, loaded: LoadedSop) -> LoadedSop | None:
        """The SOP that an item of `loaded` names.

        An item's address (`sop`) counts as in rule S13; an item without one is looked for in its own office, by
        the number or the name that it gives. What could be two SOPs, and what is withdrawn, is none.
        """
        if item.sop:
            return self._at(item.sop, loaded.office.kode)
        office = self._office(loaded.office.kode)
        name = _BEFORE.sub("", _normal(split_marker(item.teks.partition("\n")[0])[1]))
        words = f" {_normal(item.teks)} "
        for group in ([one for number, one in office.numbered if number in words], office.by_name.get(name, [])):
            others = [one for one in group if one.address != loaded.address]
            if others:
                return others[0] if len(others) == 1 else None
        return None

    def _at(self, address: str, office: str) -> LoadedSop | None:
        """The SOP at kantor/slug, or at a slug of `office`, or at a slug that only one office has."""
        sops = self._sops()
        found = sops.get(address) or sops.get(f"{office}/{address}")
        if found is None:
            same = self._slugs.get(address, [])
            found = same[0] if len(same) == 1 else None
        return found

    def _office(self, code: str) -> _Office:
        self._sops()
        return (self._offices or {}).get(code, _Office())

    def _sops(self) -> dict[str, LoadedSop]:
        if self._all is None:
            self._all = dict(self._load())
        if self._offices is None:
            self._offices = {}
            for one in self._all.values():
                self._slugs.setdefault(one.slug, []).append(one)
                if one.sop.status != "dicabut":
                    self._add(self._offices.setdefault(one.office.kode, _Office()), one)
        return self._all

    @staticmethod
    def _add(office: _Office, loaded: LoadedSop) -> None:
        name = _BEFORE.sub("", _normal(loaded.sop.nama_sop or ""))
        if name:
            office.by_name.setdefault(name, []).append(loaded)
        number = _normal(loaded.sop.nomor_sop or "")
        if " " in number and any(sign.isdigit() for sign in number):  # one of a single part ("07") says too little
            office.numbered.append((f" {number} ", loaded))

    def _load(self) -> Iterator[tuple[str, LoadedSop]]:
        """Every SOP of the workspace that can be read."""
        for entry in self._workspace.entries():
            try:
                yield entry.address, self._known.get(entry.address) or self._workspace.load(entry)
            except DoctoolError:
                continue


def _normal(text: str) -> str:
    """`text` in lower case with single spaces and without punctuation."""
    return " ".join(re.findall(r"[^\W_]+", text.lower()))
