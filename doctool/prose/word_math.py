"""Equations of a Word file as a line of text: a fraction (a)/(b), a power a^(b), a root √(a) (ECMA-376, 22.1)."""

from __future__ import annotations

from doctool.prose.word_xml import Element, M


def linear(element: Element) -> str:
    """The text of an equation with all its letters, in order."""
    name = element.tag.removeprefix(M)
    if name == "t":
        return element.text or ""
    parts = {kind: _part(element, kind) for kind in ("num", "den", "sup", "sub", "deg", "fName", "lim")}
    if name == "f":
        return f"{_bracketed(parts['num'])}/{_bracketed(parts['den'])}"
    if name in ("sSup", "sSub", "sSubSup", "sPre"):
        low = f"_{_bracketed(parts['sub'])}" if parts["sub"] else ""
        high = f"^{_bracketed(parts['sup'])}" if parts["sup"] else ""
        return f"{low}{high}{_part(element, 'e')}" if name == "sPre" else f"{_part(element, 'e')}{low}{high}"
    if name == "rad":
        return f"{parts['deg']}√({_part(element, 'e')})"
    if name == "nary":
        mark = element.find(f"{M}naryPr/{M}chr")
        shown = "∫" if mark is None else mark.get(f"{M}val") or ""
        low = f"_({parts['sub']})" if parts["sub"] else ""
        high = f"^({parts['sup']})" if parts["sup"] else ""
        return f"{shown}{low}{high} {_part(element, 'e')}"
    if name == "d":
        return f"({'; '.join(linear(one) for one in element if one.tag == f'{M}e')})"
    if name in ("limLow", "limUpp"):
        return f"{_part(element, 'e')}({parts['lim']})"
    if name == "m":
        return "; ".join(", ".join(linear(one) for one in row if one.tag == f"{M}e") for row in element.iter(f"{M}mr"))
    return "".join(linear(one) for one in element if isinstance(one.tag, str))


def _part(element: Element, name: str) -> str:
    return "".join(linear(one) for one in element if one.tag == f"{M}{name}")


def _bracketed(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"
