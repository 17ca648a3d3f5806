"""Which items of two lists are the same one: by what names them, else by how alike they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from doctool.check.citation import Citation, citations
from doctool.check.words import normal
from doctool.compare.assignment import best_pairs
from doctool.compare.names import NAME, Lajur, Pair, Tuju
from doctool.pairs import same_words

#: Scores are whole numbers, so that sums of them are the same on every machine.
WHOLE = 1000
#: Items that share less of their words than this are two items, not one that was changed.
_ALIKE = 500
#: Makers of rules whose numbers begin again in each place or agency, so that the maker tells the rule.
_MANY_MAKERS = {
    "PERMEN", "KEPMEN", "PERLEMBAGA", "PERDA", "PERGUB", "PERBUP", "PERWALI", "PERKADA", "KEPKADA", "SE", "KEP",
}  # fmt: skip

Key = Callable[[Any], object]
Score = Callable[[int, int], int]


def matched(first: Sequence[Any], second: Sequence[Any], keys: Sequence[Key], score: Score) -> list[Pair]:
    """The pairs of two lists, those of both in the order of the first, then what is only in one of them.

    Items are paired that have the same key, key after key; of several with one key the first with the first, and so
    on (a key of None tells nothing). Of the rest, those with the greatest sum of scores (0: never).
    """
    pairs: dict[int, int] = {}
    for key in keys:
        pairs.update(dict(_by_key(first, second, key, pairs)))
    left, right = _free(len(first), pairs), _free(len(second), set(pairs.values()))
    scores = {(r, c): value for r in left for c in right if (value := score(r, c)) > 0}
    pairs.update(best_pairs(scores))
    return complete(pairs, len(first), len(second))


def complete(pairs: Mapping[int, int], first: int, second: int) -> list[Pair]:
    """`pairs` with what is only in one of two lists of these lengths."""
    out: list[Pair] = [(at, pairs.get(at)) for at in range(first)]
    return out + [(None, at) for at in _free(second, set(pairs.values()))]


def _free(count: int, used: Mapping[int, int] | set[int]) -> list[int]:
    return [at for at in range(count) if at not in used]


def _by_key(
    first: Sequence[Any], second: Sequence[Any], key: Key, pairs: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    waiting: dict[object, list[int]] = {}
    used = set(pairs.values())
    for at, one in enumerate(second):
        if at not in used and (name := key(one)) is not None:
            waiting.setdefault(name, []).append(at)
    for at, one in enumerate(first):
        found = waiting.get(key(one)) if at not in pairs else None
        if found:
            yield at, found.pop(0)


def items(name: str, first: Sequence[Any], second: Sequence[Any]) -> list[Pair]:
    """The pairs of the items of the list called `name` in the tree of an SOP."""
    field = _KEYS.get(name)

    def score(r: int, c: int) -> int:
        if name == "dasar_hukum" and not _may_be_one(first[r], second[c]):
            return 0
        alike = round(same_words(_text(first[r]), _text(second[c])) * WHOLE)
        return alike if alike >= _ALIKE else 0

    keys: list[Key] = [_whole]
    if name == "dasar_hukum":
        keys.append(_rule)
    elif field is not None:
        keys.append(lambda one: one.get(field))
    return matched(first, second, keys, score)


#: What tells an item of a list from others. Items of the identity sheet's lists have their texts.
_KEYS = {
    "identitas_tambahan": "label", "revisi": "nomor", "disahkan_oleh": "pejabat", "tanda_tangan_alur": "pejabat",
    "keluar": "label", "simpul": "pelaksana",
}  # fmt: skip


def _whole(one: Any) -> str:
    return repr(one)


def _rule(one: Any) -> object:
    """The rule that an item of the legal bases cites: kind, maker where it counts, number, year; None for none."""
    found = _cited(one)
    if found is None:
        return None
    maker = found.pembuat if found.jenis in _MANY_MAKERS else ""
    return (found.jenis, maker, found.nomor, found.tahun)


def _cited(one: Any) -> Citation | None:
    found = next(iter(citations(one.get("teks", ""))), None)
    return found if found is not None and (found.nomor or found.jenis == "UUD") else None


def _may_be_one(one: Any, other: Any) -> bool:
    """Two rules with other numbers, or of other years, are two, however alike they are called."""
    first, second = _cited(one), _cited(other)
    if first is None or second is None:
        return True
    return first.nomor == second.nomor and first.tahun == second.tahun


def _text(one: Any) -> str:
    """The words of an item."""
    return normal(" ".join(_texts(one)))


def _texts(one: Any) -> Iterator[str]:
    if isinstance(one, Mapping):
        for key, value in one.items():
            if key != NAME:
                yield from _texts(value)
    elif isinstance(one, tuple):
        for value in one:
            yield from _texts(value)
    elif isinstance(one, Lajur | Tuju):
        yield repr(one)
    else:
        yield str(one)
