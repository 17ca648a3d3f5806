"""The theme part that Word expects in every document (ECMA-376 part 1, 20.1.6): one font, black on white.

Nothing in our documents refers to it, but Word offers its colours and fonts to whoever edits them.
"""

from __future__ import annotations

from doctool.write.xml import Element, el, root

_COLORS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "4472C4",
    "accent2": "ED7D31",
    "accent3": "A5A5A5",
    "accent4": "FFC000",
    "accent5": "5B9BD5",
    "accent6": "70AD47",
    "hlink": "0563C1",
    "folHlink": "954F72",
}
_STEPS = 3  # every list of a format scheme has three: subtle, moderate, intense


def theme(font: str) -> Element:
    """theme1.xml with `font` for headings and text."""
    colors = [el(f"a:{key}", None, el("a:srgbClr", {"val": color})) for key, color in _COLORS.items()]
    elements = el(
        "a:themeElements",
        None,
        el("a:clrScheme", {"name": "doctool"}, *colors),
        el("a:fontScheme", {"name": "doctool"}, _fonts("a:majorFont", font), _fonts("a:minorFont", font)),
        el(
            "a:fmtScheme",
            {"name": "doctool"},
            el("a:fillStyleLst", None, *[_own_color() for _ in range(_STEPS)]),
            el("a:lnStyleLst", None, *[el("a:ln", {"w": 9525}, _own_color()) for _ in range(_STEPS)]),
            el("a:effectStyleLst", None, *[el("a:effectStyle", None, el("a:effectLst")) for _ in range(_STEPS)]),
            el("a:bgFillStyleLst", None, *[_own_color() for _ in range(_STEPS)]),
        ),
    )
    return root("a:theme", (), {"name": "doctool"}, elements)


def _fonts(tag: str, font: str) -> Element:
    none = {"typeface": ""}
    return el(tag, None, el("a:latin", {"typeface": font}), el("a:ea", none), el("a:cs", none))


def _own_color() -> Element:
    return el("a:solidFill", None, el("a:schemeClr", {"val": "phClr"}))
