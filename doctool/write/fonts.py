"""The fonts of a Drawing, and the free fonts of the same widths that stand in for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from doctool.drawing import Drawing, Paragraph

FALLBACK_FONT = "Arial"


class Family(NamedTuple):
    """What stands in for a font: a free font of the same advance widths, the kind of face ("swiss": without
    serifs, "roman": with) as Word's font table names it, and CSS's name for it."""

    substitute: str
    word: str
    css: str


_FAMILIES = {
    "Arial": Family("Liberation Sans", "swiss", "sans-serif"),
    "Calibri": Family("Carlito", "swiss", "sans-serif"),
    "Times New Roman": Family("Liberation Serif", "roman", "serif"),
    "Cambria": Family("Caladea", "roman", "serif"),
}
_UNKNOWN = Family("", "auto", "sans-serif")


def family(font: str) -> Family:
    """What stands in for `font`; a font that is not known has no substitute."""
    return _FAMILIES.get(font, _UNKNOWN)


def fonts_of(drawing: Drawing) -> list[str]:
    """The fonts of `drawing`, the one with most letters first, then by name; never empty."""
    letters: Counter[str] = Counter()
    for text in _texts(drawing):
        letters[text.style.font] += len(text.text)
    return sorted(letters, key=lambda font: (-letters[font], font)) or [FALLBACK_FONT]


def _texts(drawing: Drawing) -> Iterator[Paragraph]:
    for page in drawing.pages:
        for drawn in page.tables:
            for cell in drawn.cells:
                yield from cell.paragraphs
        for shape in page.shapes:
            yield from shape.paragraphs
        yield from (label.paragraph for label in page.labels)
        yield from (page.footer,) if page.footer else ()
