"""Whether a recipient fits the condition (`jika`) of a piece: one of the texts that a column may have.

Case, spaces and hyphens do not matter. Of ranks (eselon) "III" is III.a and III.b as well, however they are written:
"III.a", "IIIa", "Eselon III/b".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from doctool.packets.names import identity
from doctool.packets.places import column_key

#: The column whose texts are ranks.
RANKS = "eselon"
_RANK = re.compile(r"(?:(?:eselon|esl?)[-.:]*)?(i{1,3}|iv|v)(?:[-./(]*([ab])[).]*)?")


@dataclass(frozen=True, slots=True)
class Condition:
    """That the text of `column` is one of `wanted` (as `identity` writes them), or of the ranks among them."""

    column: str
    wanted: frozenset[str]
    ranks: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, name: str, values: Sequence[str]) -> Condition:
        """The condition as it is written: a column and the texts that it may have."""
        column, wanted = column_key(name), frozenset(map(identity, values))
        ranks = {rank for one in wanted if (rank := _rank(one)) is not None} if column == RANKS else set()
        return cls(column, wanted, frozenset(ranks))

    def meets(self, text: str) -> bool:
        """Whether a text is one of them."""
        same = identity(text)
        if same in self.wanted:
            return True
        rank = _rank(same) if self.ranks else None
        return rank is not None and (rank in self.ranks or (rank[0], "") in self.ranks)


def _rank(same: str) -> tuple[str, str] | None:
    """A rank: its level and its letter, "" for none; None for another text."""
    found = _RANK.fullmatch(same)
    return (found[1], found[2] or "") if found is not None else None
