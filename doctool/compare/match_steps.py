"""Which kegiatan, lanes and procedures of two SOPs are the same ones.

Kegiatan are matched by identity, never by number:

1. by `id`, where both have one;
2. by their text, where in each of the two it is the text of one kegiatan only;
3. the rest by the assignment with the greatest sum of scores. A score is 60 parts likeness of the texts (words in
   common), 20 parts pelaksana in common, 10 parts each how alike the kegiatan before and after are. Pairs below half of
   the whole, or with less than a quarter of their words in common, are not the same kegiatan. Among equal sums the one
   that keeps most in order wins, so that equal texts stay in order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from doctool.check.words import normal
from doctool.compare.assignment import best_pairs
from doctool.compare.changes import ProcedurePair
from doctool.compare.match import WHOLE, complete, matched
from doctool.compare.names import Pair
from doctool.compare.tree import Tree
from doctool.pairs import same_words

_TEXT, _LANES, _NEIGHBOUR = 60, 20, 10
_ENOUGH, _ENOUGH_WORDS = 50 * WHOLE, WHOLE // 4
#: Procedures of which less than this part of the kegiatan have the same text are two.
_SAME_PROCEDURE = 300
_SAME_LANE = 500


@dataclass(frozen=True, slots=True)
class _Row:
    """What a kegiatan is known by: its text, the names of its lanes, its id."""

    text: str
    lanes: frozenset[str]
    id: str | None


def procedure_pairs(first: Sequence[Tree], second: Sequence[Tree]) -> tuple[ProcedurePair, ...]:
    """The procedures of two SOPs, with their lanes and kegiatan."""
    return tuple(_inside(first, second, pair) for pair in _procedures(first, second))


def _procedures(first: Sequence[Tree], second: Sequence[Tree]) -> list[Pair]:
    texts = [[Counter(_text(row) for row in one.get("kegiatan", ())) for one in side] for side in (first, second)]

    def score(r: int, c: int) -> int:
        old, new = texts[0][r], texts[1][c]
        whole = old.total() + new.total()
        alike = 2 * (old & new).total() * WHOLE // whole if whole else WHOLE
        return alike if alike >= _SAME_PROCEDURE else 0

    pairs = matched(first, second, [repr, lambda one: one.get("judul") or None], score)
    left = [old for old, new in pairs if new is None]
    right = [new for old, new in pairs if old is None]
    if len(left) == len(right) == 1:
        both = {old: new for old, new in [*pairs, (left[0], right[0])] if old is not None and new is not None}
        return complete(both, len(first), len(second))
    return pairs


def _inside(first: Sequence[Tree], second: Sequence[Tree], pair: Pair) -> ProcedurePair:
    old = first[pair[0]] if pair[0] is not None else {}
    new = second[pair[1]] if pair[1] is not None else {}
    lanes = _lanes(old.get("pelaksana", ()), new.get("pelaksana", ()))
    return ProcedurePair(pair, tuple(lanes), tuple(_rows(old, new)))


def _lanes(first: Sequence[Tree], second: Sequence[Tree]) -> list[Pair]:
    """Lanes by code and name, by name, by code, then by names that are alike."""

    def score(r: int, c: int) -> int:
        alike = round(same_words(normal(first[r]["nama"]), normal(second[c]["nama"])) * WHOLE)
        return alike if alike >= _SAME_LANE else 0

    keys = [
        lambda lane: (lane["kode"], lane["nama"]),
        lambda lane: normal(lane["nama"]) or None,
        lambda lane: lane["kode"],
    ]
    return matched(first, second, keys, score)


def _rows(first: Tree, second: Tree) -> list[Pair]:
    old, new = _known_by(first), _known_by(second)
    ids = [{row.id for row in side if row.id} for side in (old, new)]

    def may_be_one(r: int, c: int) -> bool:
        """Two that each have an id which the other SOP knows as well are not the same."""
        return old[r].id not in ids[1] or new[c].id not in ids[0]

    pairs = _by_id(old, new)
    used = set(pairs.values())
    pairs.update({r: c for r, c in _by_text(old, new) if r not in pairs and c not in used and may_be_one(r, c)})
    used = set(pairs.values())
    left = [at for at in range(len(old)) if at not in pairs]
    right = [at for at in range(len(new)) if at not in used]
    scores = {(r, c): _score(old, new, r, c) for r in left for c in right if may_be_one(r, c)}
    pairs.update(best_pairs({pair: score for pair, score in scores.items() if score >= _ENOUGH}))
    return complete(pairs, len(old), len(new))


def _by_id(old: Sequence[_Row], new: Sequence[_Row]) -> dict[int, int]:
    """Those with one id; of several that share it (rule A02) the first."""
    places = [{row.id: at for at, row in reversed(list(enumerate(side))) if row.id} for side in (old, new)]
    return {at: places[1][name] for name, at in places[0].items() if name in places[1]}


def _by_text(old: Sequence[_Row], new: Sequence[_Row]) -> list[tuple[int, int]]:
    """Those that alone have their text, in each of the two."""
    places = [{row.text: at for at, row in enumerate(side)} for side in (old, new)]
    counts = [Counter(row.text for row in side if row.text) for side in (old, new)]
    return [(at, places[1][text]) for text, at in places[0].items() if counts[0][text] == counts[1][text] == 1]


def _score(old: Sequence[_Row], new: Sequence[_Row], r: int, c: int) -> int:
    words = _alike(old[r].text, new[c].text)
    if words < _ENOUGH_WORDS:
        return 0
    both, all_lanes = old[r].lanes & new[c].lanes, old[r].lanes | new[c].lanes
    lanes = WHOLE * len(both) // len(all_lanes) if all_lanes else WHOLE
    beside = _beside(old, new, r - 1, c - 1) + _beside(old, new, r + 1, c + 1)
    return _TEXT * words + _LANES * lanes + _NEIGHBOUR * beside


def _beside(old: Sequence[_Row], new: Sequence[_Row], r: int, c: int) -> int:
    """How alike two neighbours are; being the first or the last is alike too."""
    inside = (0 <= r < len(old), 0 <= c < len(new))
    if not all(inside):
        return 0 if any(inside) else WHOLE
    return _alike(old[r].text, new[c].text)


def _alike(first: str, second: str) -> int:
    return round(same_words(first, second) * WHOLE)


def _known_by(procedure: Tree) -> list[_Row]:
    names = {lane["kode"]: normal(lane["nama"]) for lane in procedure.get("pelaksana", ())}
    out = []
    for row in procedure.get("kegiatan", ()):
        codes = [node.get("pelaksana") for node in row.get("simpul", ())] or row.get("pelaksana", ())
        out.append(_Row(_text(row), frozenset(names.get(code, code) for code in codes if code), row.get("id")))
    return out


def _text(row: Tree) -> str:
    """What a kegiatan says; one without a text is known by what it needs and gives."""
    fields = ("uraian",) if row.get("uraian") else ("kelengkapan", "output", "keterangan")
    return normal(" ".join(line for name in fields for line in row.get(name) or ()))
