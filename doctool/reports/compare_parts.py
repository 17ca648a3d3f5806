"""The parts of two drafts: which is which, and which came, went, moved or have another heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from doctool.model.beku import BagianBeku, GambarBeku, IsiBeku, TabelBeku, TeksBeku
from doctool.pairs import out_of_order, same_words

Apa = Literal["ditambahkan", "dihapus", "diubah", "dipindah"]
#: Places of a part in the first and in the second draft.
Pairs: TypeAlias = "Sequence[tuple[int, int]]"
#: Parts under other headings that share this much of their words are one part.
_SAME_PART = 0.6


@dataclass(frozen=True, slots=True)
class BedaBagian:
    """A part that came, went, moved, or has another heading (`lama`)."""

    apa: Apa
    judul: str
    lama: str = ""


def _key(one: BagianBeku) -> object:
    return one.kunci


def _path(one: BagianBeku) -> object:
    return ("", *one.jalur)


def _title(one: BagianBeku) -> object:
    return one.jalur[-1:]


def paired(first: Sequence[BagianBeku], second: Sequence[BagianBeku]) -> list[tuple[int, int]]:
    """Which part of the first is which of the second: by key, by headings, by heading, by most of its texts."""
    left, right = list(range(len(first))), list(range(len(second)))
    found: list[tuple[int, int]] = []
    for name in (_key, _path, _title):
        for pair in _by_name(first, second, left, right, name):
            found.append(pair)
            left.remove(pair[0])
            right.remove(pair[1])
    for at in list(left):
        mine = " ".join(lines(first[at]))
        alike = [(same_words(mine, " ".join(lines(second[other]))), -other) for other in right]
        best, place = max(alike, default=(0.0, 0))
        if mine and best >= _SAME_PART:
            found.append((at, -place))
            right.remove(-place)
    return sorted(found)


def _by_name(
    first: Sequence[BagianBeku], second: Sequence[BagianBeku], left: Sequence[int], right: Sequence[int],
    name: Callable[[BagianBeku], object],
) -> list[tuple[int, int]]:
    """The parts that alone have a name, in both."""
    mine: dict[object, list[int]] = {}
    theirs: dict[object, list[int]] = {}
    for at in left:
        mine.setdefault(name(first[at]), []).append(at)
    for at in right:
        theirs.setdefault(name(second[at]), []).append(at)
    return [
        (places[0], theirs[key][0])
        for key, places in mine.items() if key and len(places) == 1 and len(theirs.get(key, ())) == 1
    ]  # fmt: skip


def compare_parts(first: Sequence[BagianBeku], second: Sequence[BagianBeku], pairs: Pairs) -> Iterator[BedaBagian]:
    """What became of the parts; `pairs` are those of `paired`."""
    known = dict(pairs)
    taken = set(known.values())
    yield from (BedaBagian("ditambahkan", one.judul) for at, one in enumerate(second) if at not in taken)
    yield from (BedaBagian("dihapus", one.judul) for at, one in enumerate(first) if at not in known)
    moved = out_of_order([known[at] for at in sorted(known)])
    for old, new in sorted(pairs, key=lambda pair: pair[1]):
        if first[old].jalur[-1:] != second[new].jalur[-1:]:
            yield BedaBagian("diubah", second[new].judul, first[old].judul)
        if new in moved:
            yield BedaBagian("dipindah", second[new].judul)


def lines(part: BagianBeku) -> list[str]:
    """The texts and pictures of a part as lines."""
    return [_line(one) for one in part.isi if not isinstance(one, TabelBeku)]


def _line(one: IsiBeku) -> str:
    if isinstance(one, TeksBeku):
        return " ".join(one.teks.split())
    return f"[gambar: {one.judul or 'tanpa judul'}; {one.sha256[:12]}]" if isinstance(one, GambarBeku) else ""
