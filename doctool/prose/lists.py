"""Lists of Markdown with the markers that the author wrote: "1." with "a." below it, also where nothing is indented."""

from __future__ import annotations

from dataclasses import dataclass, field

from doctool.findings import Where
from doctool.model.dokumen import Blok, Daftar
from doctool.prose.command import warning
from doctool.prose.context import Reading
from doctool.prose.markers import Kind

#: A list that goes on does so within so many items.
_MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Item:
    """An item as it was written: its kind of number with what stands around it (".", ")", "()"; "" for any bullet), its
    number (0 for a bullet), its blocks and its place; whether it stands `apart`, below an empty line."""

    kind: Kind
    frame: str
    value: int
    blok: tuple[Blok, ...]
    where: Where
    apart: bool = False


@dataclass(slots=True)
class _Level:
    items: list[Item] = field(default_factory=list)
    within: list[list[Daftar]] = field(default_factory=list)


def lists(reading: Reading, items: list[Item]) -> list[Daftar]:
    """The lists that `items`, which stand one below the other, make.

    A kind of number that begins anew lies within the item before it; one that goes on ends what lies within, one that
    begins anew where it stands already is a list of its own.
    """
    done: list[Daftar] = []
    stack: list[_Level] = []
    for number, item in enumerate(items):
        at = _level(stack, item)
        if at < 0:
            begins = item.value == 1 or item.kind == "titik"
            within = begins and (not item.apart or _resumed(stack, items[number + 1 : number + _MOST_ITEMS]))
            keep = len(stack) if within else 0
        else:
            last = stack[at].items[-1].value
            keep = at if item.value == 1 and last > 1 else at + 1
        _close(reading, stack, keep, done)
        if keep != at + 1 or at < 0:
            stack.append(_Level())
        stack[-1].items.append(item)
        stack[-1].within.append([])
    _close(reading, stack, 0, done)
    return done


def _resumed(stack: list[_Level], later: list[Item]) -> bool:
    """Whether one of the lists that are open goes on with its next number among the items `later`."""
    awaited = {(last.kind, last.frame, last.value + 1) for last in (level.items[-1] for level in stack)}
    return any((item.kind, item.frame, item.value) in awaited for item in later)


def _level(stack: list[_Level], item: Item) -> int:
    """The innermost level of the kind of `item`, -1 for none."""
    kinds = [(level.items[0].kind, level.items[0].frame) for level in stack]
    return max((at for at, kind in enumerate(kinds) if kind == (item.kind, item.frame)), default=-1)


def _close(reading: Reading, stack: list[_Level], keep: int, done: list[Daftar]) -> None:
    """End all levels from `keep` on, each within the last item of the level above it."""
    while len(stack) > keep:
        level = stack.pop()
        made = _list(reading, level)
        if stack:
            stack[-1].within[-1].append(made)
        else:
            done.append(made)


def _list(reading: Reading, level: _Level) -> Daftar:
    first = level.items[0]
    butir = tuple((*item.blok, *within) for item, within in zip(level.items, level.within, strict=True))
    if first.kind == "titik":
        return Daftar(butir, asal=first.where)
    written = [item.value for item in level.items]
    wrong = [(item, number) for number, item in enumerate(level.items, start=first.value) if item.value != number]
    if wrong and len(set(written)) > 1:  # 1. 1. 1. is a habit of those who know Markdown
        item, number = wrong[0]
        message = f"nomor butir melompat: tertulis {item.value}, tercetak {number}"
        hint = "butir dinomori berurutan; perbaiki nomornya, atau mulai daftar baru sesudah satu alinea"
        reading.findings.append(warning("M09", item.where, message, hint, ", ".join(map(str, written))))
    return Daftar(butir, first.kind, first.value, asal=first.where)
