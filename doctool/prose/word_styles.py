"""Styles of a Word file: what a paragraph's style says by its whole chain (ECMA-376 part 1, 17.7).

A style is known by what it does (outline level, numbering) and by the name it has in every language of Word
(w:name "heading 1", "caption"), never by its id, which is translated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from doctool.prose.word_xml import Element, W, child, switch, val, whole

_TOGGLES = ("b", "i", "caps", "strike", "dstrike", "vanish")
_QUOTES = ("quote", "intense quote", "block text", "quotations")
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a run; None: not said."""

    b: bool | None = None
    i: bool | None = None
    caps: bool | None = None
    strike: bool | None = None
    dstrike: bool | None = None
    vanish: bool | None = None
    u: bool | None = None
    vert: str | None = None
    font: str | None = None

    def over(self, other: Look) -> Look:
        """This look where it says something, else `other`."""
        said = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) is not None}
        return replace(other, **said)


def look_of(run: Element | None) -> Look:
    """What a w:rPr says."""
    if run is None:
        return Look()
    toggles = {name: switch(run, name) for name in _TOGGLES}
    underline, vert, fonts = child(run, "u"), child(run, "vertAlign"), child(run, "rFonts")
    return Look(
        **toggles,
        u=None if underline is None else (underline.get(f"{W}val") or "single") != "none",
        vert=None if vert is None else vert.get(f"{W}val"),
        font=None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi"),
    )


def _crossed(base: Look, above: Look) -> Look:
    """The look of a character style over that of a paragraph style: a toggle that both switch on is off (17.7.3)."""

    def cross(one: bool | None, other: bool | None) -> bool | None:
        return False if one and other else one or other

    crossed = Look(
        cross(base.b, above.b), cross(base.i, above.i), cross(base.caps, above.caps),
        cross(base.strike, above.strike), cross(base.dstrike, above.dstrike), cross(base.vanish, above.vanish),
    )  # fmt: skip
    return crossed.over(above.over(base))


class Styles:
    """The styles of one file; None for a file without any."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: dict[str, str] = {}
        self._looks: dict[str, Look] = {}
        for style in () if root is None else root.iter(f"{W}style"):
            key = style.get(f"{W}styleId") or ""
            self._styles.setdefault(key, style)
            if (style.get(f"{W}default") or "0").lower() not in ("0", "false", "off"):
                self._default.setdefault(style.get(f"{W}type") or "", key)

    def chain(self, key: str, kind: str = "paragraph") -> Iterator[Element]:
        """The style `key` (the default one of its kind for "") and those it is based on, nearest first."""
        seen: set[str] = set()
        key = key if key in self._styles else self._default.get(kind, "")
        while key in self._styles and key not in seen and len(seen) < _DEEPEST:
            seen.add(key)
            yield self._styles[key]
            key = val(self._styles[key], "basedOn")

    def look(self, key: str, kind: str) -> Look:
        """The look of runs by the style `key`."""
        place = f"{kind} {key}"
        if place not in self._looks:
            made = Look()
            for style in self.chain(key, kind):
                made = made.over(look_of(child(style, "rPr")))
            self._looks[place] = made
        return self._looks[place]

    def run(self, paragraph: str, run: Element | None) -> Look:
        """The look of a run (its w:rPr) in a paragraph of the style `paragraph`, toggles of styles crossed (17.7.3)."""
        base = self.look(paragraph, "paragraph")
        key = val(run, "rStyle")
        if key:
            above = self.look(key, "character")
            base = _crossed(base, above)
        return look_of(run).over(base)

    def element(self, key: str, path: str) -> Element | None:
        """The nearest element at `path` ("pPr/jc") in the chain of the style `key`."""
        for style in self.chain(key):
            found = child(style, path)
            if found is not None:
                return found
        return None

    def outline(self, paragraph: Element) -> int | None:
        """The outline level of a paragraph from 0, None for running text."""
        properties = child(paragraph, "pPr")
        found = child(properties, "outlineLvl")
        if found is None:
            found = self.element(val(properties, "pStyle"), "pPr/outlineLvl")
        level = whole(found.get(f"{W}val"), 9) if found is not None else self._named_level(val(properties, "pStyle"))
        return level if 0 <= level <= 8 else None

    def _named_level(self, key: str) -> int:
        """The level of a built-in heading style that does not say one (some programs leave it out), else 9."""
        for name in self.names(key):
            if name.startswith("heading ") and name[8:].isdigit():
                return int(name[8:]) - 1
        return 9

    def names(self, key: str) -> Iterator[str]:
        """The names in the chain of a paragraph style, in small letters."""
        if key in self._styles:
            for style in self.chain(key):
                yield val(style, "name").lower()

    def is_caption(self, key: str) -> bool:
        """Whether captions have this style."""
        return "caption" in self.names(key)

    def is_quote(self, key: str) -> bool:
        """Whether quotations have this style."""
        return any(name in _QUOTES for name in self.names(key))

    def default_table(self, key: str) -> Iterator[Element]:
        """The table style `key` and those it is based on."""
        return self.chain(key, "table")
