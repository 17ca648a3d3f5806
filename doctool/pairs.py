"""Pairs in two sequences: what is the same, what was changed, what came and went; in order, or anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T", bound=Hashable)

#: Two texts that share less than this part of their words are two texts, not one that was changed.
ALIKE = 0.5
#: Blocks larger than this are not searched for pairs that are alike.
_MOST = 250_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Places in the first and in the second sequence; None where it has none."""

    first: int | None
    second: int | None


def aligned(first: Sequence[T], second: Sequence[T], alike: Callable[[T, T], float]) -> list[Pair]:
    """What belongs together in two sequences without changing their order: equal ones, and between those the ones that
    are most alike (at least ALIKE, of 1)."""
    out: list[Pair] = []
    for kind, a, a_end, b, b_end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            out += [Pair(a + at, b + at) for at in range(a_end - a)]
        else:
            out += _best(first, second, range(a, a_end), range(b, b_end), alike)
    return out


def _best(
    first: Sequence[T], second: Sequence[T], rows: range, columns: range, alike: Callable[[T, T], float]
) -> list[Pair]:
    """The pairs in a block that differ, with the greatest sum of likeness."""
    if not rows or not columns or len(rows) * len(columns) > _MOST:
        return [Pair(row, None) for row in rows] + [Pair(None, column) for column in columns]
    score = {(r, c): alike(first[r], second[c]) for r in rows for c in columns}
    total = {(r, c): 0.0 for r in range(rows.start, rows.stop + 1) for c in range(columns.start, columns.stop + 1)}
    for r in reversed(rows):
        for c in reversed(columns):
            paired = total[r + 1, c + 1] + score[r, c] if score[r, c] >= ALIKE else 0.0
            total[r, c] = max(paired, total[r + 1, c], total[r, c + 1])
    out: list[Pair] = []
    r, c = rows.start, columns.start
    while r < rows.stop and c < columns.stop:
        if score[r, c] >= ALIKE and total[r, c] == total[r + 1, c + 1] + score[r, c]:
            out.append(Pair(r, c))
            r, c = r + 1, c + 1
        elif total[r, c] == total[r + 1, c]:
            out.append(Pair(r, None))
            r += 1
        else:
            out.append(Pair(None, c))
            c += 1
    out += [Pair(at, None) for at in range(r, rows.stop)]
    return out + [Pair(None, at) for at in range(c, columns.stop)]


def same_words(first: str, second: str) -> float:
    """How much of two texts is the same, 0 to 1, by their words in any order."""
    one, other = _words(first), _words(second)
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 1.0


@lru_cache(maxsize=4096)
def _words(text: str) -> Counter[str]:
    return Counter(text.casefold().split())


def out_of_order(places: Sequence[int]) -> set[int]:
    """The fewest of `places` (each once) that have to be taken out for the rest to rise."""
    best: list[list[int]] = []
    for value in places:
        before: list[list[int]] = [run for run in best if run[-1] < value]
        best.append([*max(before or [[]], key=len), value])
    longest: list[int] = max(best, key=len) if best else []
    kept = set(longest)
    return {one for one in places if one not in kept}


#: A piece of a changed text: the same in both ("="), only before ("-"), only after ("+").
Kata = tuple[str, str]


def changed_words(first: str, second: str) -> tuple[Kata, ...]:
    """A changed text word by word."""
    before, after = first.split(), second.split()
    out: list[Kata] = []
    for kind, a, a_end, b, b_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            out.append(("=", " ".join(before[a:a_end])))
            continue
        if a < a_end:
            out.append(("-", " ".join(before[a:a_end])))
        if b < b_end:
            out.append(("+", " ".join(after[b:b_end])))
    return tuple(out)
