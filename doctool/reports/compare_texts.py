"""The texts of two drafts: paragraphs that came, went or moved, and what changed within one, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from doctool.model.beku import BagianBeku
from doctool.pairs import Kata, aligned, changed_words, same_words
from doctool.reports.compare_parts import Apa, Pairs, lines

#: A text with fewer words has moved only where it is the same word for word; a longer one where so much of it is.
_SHORT, _SAME_TEXT = 6, 0.8


@dataclass(frozen=True, slots=True)
class BedaTeks:
    """A text that changed: at `letak`, before at `dari` where it moved; `kata` are its words, what came and went."""

    apa: Apa
    letak: str
    lama: str = ""
    baru: str = ""
    kata: tuple[Kata, ...] = ()
    dari: str = ""


def compare_texts(first: Sequence[BagianBeku], second: Sequence[BagianBeku], pairs: Pairs) -> list[BedaTeks]:
    """What changed in the texts, in the order of the second draft, then what went with whole parts."""
    known = dict(pairs)
    back = {new: old for old, new in pairs}
    out: list[BedaTeks] = []
    for at, part in enumerate(second):
        old = lines(first[back[at]]) if at in back else []
        new = lines(part)
        for pair in aligned(old, new, same_words):
            was = old[pair.first] if pair.first is not None else ""
            now = new[pair.second] if pair.second is not None else ""
            if pair.first is None:
                out.append(BedaTeks("ditambahkan", part.judul, baru=now))
            elif pair.second is None:
                out.append(BedaTeks("dihapus", part.judul, lama=was))
            elif was != now:
                out.append(BedaTeks("diubah", part.judul, was, now, changed_words(was, now)))
    gone = [part for at, part in enumerate(first) if at not in known]
    out += [BedaTeks("dihapus", part.judul, lama=line) for part in gone for line in lines(part)]
    return _moved(out)


def _moved(found: list[BedaTeks]) -> list[BedaTeks]:
    """Texts that went at one place and came at another are one that moved, word for word or nearly."""
    gone = [one for one in found if one.apa == "dihapus"]
    out: list[BedaTeks] = []
    used: set[int] = set()
    for one in found:
        if one.apa != "ditambahkan":
            out.append(one)
            continue
        old = _origin(one, gone, used)
        if old is None:
            out.append(one)
            continue
        used.add(id(old))
        words = changed_words(old.lama, one.baru) if old.lama != one.baru else ()
        out.append(BedaTeks("dipindah", one.letak, old.lama, one.baru, words, old.letak))
    return [one for one in out if id(one) not in used]


def _origin(one: BedaTeks, gone: Sequence[BedaTeks], used: set[int]) -> BedaTeks | None:
    free = [old for old in gone if id(old) not in used]
    same = next((old for old in free if old.lama == one.baru), None)
    if same is not None or len(one.baru.split()) < _SHORT:
        return same
    return next((old for old in free if same_words(old.lama, one.baru) >= _SAME_TEXT), None)
