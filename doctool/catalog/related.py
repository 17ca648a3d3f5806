"""Which SOPs of the workspace the keterkaitan of an SOP speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from doctool.catalog.index import Workspace
from doctool.errors import DoctoolError
from doctool.loaded import LoadedSop
from doctool.model.dasar import Butir, split_marker

#: Words before the name of an SOP that are no part of it.
_BEFORE = re.compile(r"^(?:(?:sop(?: ap)?|standar operasional prosedur|prosedur) )+")


class Register:
    """The SOPs of `workspace`; `known` are those already read, the others are read when first asked for."""

    def __init__(self, workspace: Workspace, known: Iterable[LoadedSop]) -> None:
        self._workspace = workspace
        self._known = {one.address: one for one in known}
        self._all: dict[str, LoadedSop] | None = None

    def related(self, loaded: LoadedSop) -> dict[str, LoadedSop]:
        """The SOPs behind the items of keterkaitan, by the text that is printed of each item.

        An item's address (`sop`) counts as in rule S13; an item without one is looked for in its own office, by
        the number or the name that it gives. What could be two SOPs, and what is withdrawn, is none.
        """
        found: dict[str, LoadedSop] = {}
        for item in loaded.sop.keterkaitan.butir if loaded.sop.keterkaitan else ():
            target = self._target(item, loaded)
            if target is None or target.address == loaded.address:
                continue
            for line in item.teks.splitlines()[:1]:
                found[line] = found[split_marker(line)[1]] = target
        return found

    def _target(self, item: Butir, loaded: LoadedSop) -> LoadedSop | None:
        if item.sop:
            return self._at(item.sop, loaded.office.kode)
        own = [
            one for one in self._sops().values()
            if one.office.kode == loaded.office.kode and one.address != loaded.address and one.sop.status != "dicabut"
        ]  # fmt: skip
        name = split_marker(item.teks.partition("\n")[0])[1]
        for fits, words in ((_number_in, _normal(item.teks)), (_name_is, _normal(name))):
            found = [one for one in own if fits(one, words)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _at(self, address: str, office: str) -> LoadedSop | None:
        """The SOP at kantor/slug, or at a slug of `office`, or at a slug that only one office has."""
        sops = self._sops()
        found = sops.get(address) or sops.get(f"{office}/{address}")
        if found is None:
            same = [one for one in sops.values() if one.slug == address]
            found = same[0] if len(same) == 1 else None
        return found

    def _sops(self) -> dict[str, LoadedSop]:
        if self._all is None:
            self._all = dict(self._load())
        return self._all

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


def _number_in(loaded: LoadedSop, words: str) -> bool:
    """Whether the SOP's number stands in `words`; one of a single part ("07") says too little."""
    number = _normal(loaded.sop.nomor_sop or "")
    return " " in number and any(sign.isdigit() for sign in number) and f" {number} " in f" {words} "


def _name_is(loaded: LoadedSop, words: str) -> bool:
    """Whether `words` are the SOP's name, "SOP" and the like before it left out."""
    name = _BEFORE.sub("", _normal(loaded.sop.nama_sop or ""))
    return bool(name) and name == _BEFORE.sub("", words)
