"""Elements that the parts of a chart share (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from doctool.write.drawingml import EMU_PER_PT, solid
from doctool.write.xml import Element, el

#: The axes by their ids; the size of a chart's letters in hundredths of a point.
CATEGORIES, VALUES = 111_111_111, 222_222_222
LETTERS = 900


def val(tag: str, value: str | int) -> Element:
    """An element that says `value` in its attribute."""
    return el(tag, {"val": value})


def rule(color: str = "BFBFBF") -> Element:
    """The look of a thin line."""
    return el("c:spPr", None, el("a:ln", {"w": EMU_PER_PT // 2}, solid(color)))


def letters(size: int, font: str = "", *, upright: bool = False) -> Element:
    """The type of texts, `size` in hundredths of a point; `upright` letters run upwards."""
    face = [el(f"a:{script}", {"typeface": font}) for script in ("latin", "cs")] if font else []
    looks = el("a:pPr", None, el("a:defRPr", {"sz": size}, *face))
    end = el("a:endParaRPr", {"lang": "id-ID"})
    body = el("a:bodyPr", {"rot": -5_400_000, "vert": "horz"} if upright else None)
    return el("c:txPr", None, body, el("a:lstStyle"), el("a:p", None, looks, end))


def leaf(tag: str, text: str) -> Element:
    """An element around `text`."""
    return el(tag, None, text=text)
