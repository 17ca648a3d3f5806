"""Lists of a Word file: the number that Word would print before a paragraph (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from doctool.prose.word_styles import Styles
from doctool.prose.word_xml import Element, W, child, val, whole

Penanda = Literal["titik", "1", "a", "A", "i", "I"]
_KINDS: dict[str, Penanda] = {
    "bullet": "titik", "decimal": "1", "decimalZero": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i",
    "upperRoman": "I",
}  # fmt: skip
#: Labels that the report prints in its own way: one number with a full stop or brackets.
_PLAIN = re.compile(r"[(\[]?%\d[.)\]:]?\s*")
_MOST = 32_767


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before a list paragraph. `label` is how Word writes it where the report cannot ("%1.%2"), else "";
    `left` is where its text begins, in twips."""

    abstract: str
    level: int
    kind: Penanda
    number: int
    label: str
    left: int


@dataclass(slots=True)
class _Num:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Element]


class Numbering:
    """The numbers of one file, counted from its beginning."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, dict[int, Element]] = {}
        self._links: dict[str, str] = {}
        self._nums: dict[str, _Num] = {}
        self._counts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        for one in root.findall(f"{W}abstractNum"):
            key = one.get(f"{W}abstractNumId") or ""
            self._abstracts[key] = _levels(one)
            if val(one, "numStyleLink"):
                self._links[key] = val(one, "numStyleLink")
        for one in root.findall(f"{W}num"):
            made = _Num(val(one, "abstractNumId"), {}, {})
            for change in one.findall(f"{W}lvlOverride"):
                level = whole(change.get(f"{W}ilvl"))
                if child(change, "startOverride") is not None:
                    made.starts[level] = whole(val(change, "startOverride"), 1)
                made.levels.update(_levels(change))
            self._nums[one.get(f"{W}numId") or ""] = made

    def marker(self, paragraph: Element) -> Marker | None:
        """What stands before `paragraph`; None where it is no list paragraph. To be asked once, in order."""
        num, level = self._asked(paragraph)
        found = self._nums.get(num)
        if found is None:
            return None
        abstract = self._abstract(found.abstract)
        levels = self._abstracts.get(abstract, {}) | found.levels
        element = levels.get(level)
        if element is None:
            return None
        fmt = val(element, "numFmt", "decimal")
        text = val(element, "lvlText")
        if fmt == "none" or (not text and fmt != "bullet"):
            return None if not text else self._made(abstract, level, "titik", 1, text, element)
        number = self._count(num, found, abstract, level, levels)
        kind = _KINDS.get(fmt, "1")
        odd = fmt not in _KINDS or (fmt != "bullet" and not _PLAIN.fullmatch(text))
        return self._made(abstract, level, kind, number, text if odd else "", element)

    @staticmethod
    def _made(abstract: str, level: int, kind: Penanda, number: int, label: str, element: Element) -> Marker:
        return Marker(abstract, level, kind, number, label, indent(child(element, "pPr/ind")))

    def _asked(self, paragraph: Element) -> tuple[str, int]:
        """The list and level that a paragraph or its style asks for; "" for none."""
        properties = child(paragraph, "pPr")
        key = val(properties, "pStyle")
        own = child(properties, "numPr")
        styled = self._styles.element(key, "pPr/numPr")
        num = val(own, "numId") or val(styled, "numId")
        level = val(own, "ilvl") or val(styled, "ilvl")
        if not level and num in self._nums and own is None:
            levels = self._abstracts.get(self._abstract(self._nums[num].abstract), {})
            level = next((str(at) for at, one in levels.items() if val(one, "pStyle") == key), "0")
        return ("" if num == "0" else num), max(0, min(whole(level), 8))

    def _abstract(self, key: str) -> str:
        """The definition itself, where one only points to a list style."""
        for style in self._styles.chain(self._links.get(key, ""), "numbering") if key in self._links else ():
            num = val(style, "pPr/numPr/numId")
            if num in self._nums:
                return self._nums[num].abstract
        return key

    def _count(self, num: str, found: _Num, abstract: str, level: int, levels: dict[int, Element]) -> int:
        place = (abstract, level)
        first = found.starts.get(level, whole(val(levels.get(level), "start"), 1))
        if level in found.starts and (num, level) not in self._begun:
            self._counts.pop(place, None)
        self._begun.add((num, level))
        self._counts[place] = self._counts[place] + 1 if place in self._counts else first
        for deeper in [one for one in self._counts if one[0] == abstract and one[1] > level]:
            del self._counts[deeper]
        return max(0, min(self._counts[place], _MOST))


def _levels(parent: Element) -> dict[int, Element]:
    return {whole(one.get(f"{W}ilvl")): one for one in parent.findall(f"{W}lvl")}


def indent(element: Element | None) -> int:
    """Where the text of a paragraph begins by its w:ind, in twips."""
    return 0 if element is None else whole(element.get(f"{W}left") or element.get(f"{W}start"))
