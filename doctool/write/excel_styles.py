"""styles.xml of a workbook: the fonts, fills, borders and cell formats that its cells use (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from doctool.drawing import NO_BORDER, Align, Border, TextStyle, VAlign
from doctool.units import TWIPS_PER_PT, pt
from doctool.write.fonts import family
from doctool.write.xml import Attributes, Element, el, root

#: The font of the style "Normal". Column widths are counted in its digits: six pixels on a screen of 96 dpi and
#: 4.45 pt on paper, which is as good as the same. Of larger sizes the two differ by 6 % (docs/notes/excel-shapes.md).
NORMAL = TextStyle("Arial", pt(8))

T = TypeVar("T")

_HORIZONTAL = {Align.LEFT: "left", Align.CENTER: "center", Align.RIGHT: "right", Align.JUSTIFY: "justify"}
_VERTICAL = {VAlign.TOP: "top", VAlign.CENTER: "center", VAlign.BOTTOM: "bottom"}
_FAMILIES = {"roman": 1, "swiss": 2}
_SIDES = ("left", "right", "top", "bottom")
#: The style of a rule by its least width in eighths of a point (18.18.3 ST_BorderStyle).
_RULES = ((18, "thick"), (10, "medium"), (3, "thin"), (1, "hair"))


@dataclass(frozen=True, slots=True)
class Format:
    """How a cell looks. `quoted` marks a text that Excel would else take for a formula when it is edited."""

    style: TextStyle = NORMAL
    align: Align = Align.LEFT
    valign: VAlign = VAlign.BOTTOM
    border: Border = NO_BORDER
    fill: str = ""
    indented: bool = False
    turned: bool = False
    wrap: bool = False
    quoted: bool = False


def font_properties(style: TextStyle, name: str) -> list[Element]:
    """The children of a font; `name` is the tag of its name (s:name, or s:rFont in a piece of text)."""
    word = family(style.font).word
    found = [
        el("s:b") if style.bold else None,
        el("s:i") if style.italic else None,
        el("s:u") if style.underline else None,
        el("s:sz", {"val": f"{style.size / TWIPS_PER_PT:g}"}),
        el("s:color", {"rgb": f"FF{style.color or '000000'}"}),
        el(name, {"val": style.font}),
        el("s:family", {"val": _FAMILIES[word]}) if word in _FAMILIES else None,
    ]
    return [one for one in found if one is not None]


class Styles:
    """The formats used so far; the first is that of a cell without any."""

    def __init__(self) -> None:
        self._fonts = [NORMAL]
        self._fills = ["", "gray125"]  # the two that Excel takes for granted
        self._borders = [NO_BORDER]
        self._formats = [Format()]

    def number(self, wanted: Format) -> int:
        """The number of the format `wanted` in cellXfs."""
        return _number(self._formats, wanted)

    def element(self) -> Element:
        """The root of styles.xml."""
        formats = [self._xf(one) for one in self._formats]
        plain = el("s:xf", {"numFmtId": 0, "fontId": 0, "fillId": 0, "borderId": 0})
        normal = el("s:cellStyle", {"name": "Normal", "xfId": 0, "builtinId": 0})
        fonts = [el("s:font", None, *font_properties(style, "s:name")) for style in self._fonts]
        return root(
            "s:styleSheet",
            (),
            None,
            _list("s:fonts", fonts),
            _list("s:fills", [_fill(color) for color in self._fills]),
            _list("s:borders", [_border(border) for border in self._borders]),
            _list("s:cellStyleXfs", [plain]),
            _list("s:cellXfs", formats),
            _list("s:cellStyles", [normal]),
        )

    def _xf(self, wanted: Format) -> Element:
        numbers: Attributes = {
            "numFmtId": 0,
            "fontId": _number(self._fonts, wanted.style),
            "fillId": _number(self._fills, wanted.fill),
            "borderId": _number(self._borders, wanted.border),
            "xfId": 0,
        }
        if wanted == Format():
            return el("s:xf", numbers)
        applied = {"applyFont": 1, "applyFill": 1, "applyBorder": 1, "applyAlignment": 1}
        alignment: Attributes = {
            "horizontal": _HORIZONTAL[wanted.align],
            "vertical": _VERTICAL[wanted.valign],
            **({"textRotation": 90} if wanted.turned else {}),
            **({"wrapText": 1} if wanted.wrap else {}),
            **({"indent": 1} if wanted.indented else {}),
        }
        quoted = {"quotePrefix": 1} if wanted.quoted else {}
        return el("s:xf", {**numbers, **quoted, **applied}, el("s:alignment", alignment))


def edge_border(border: Border, top: bool, right: bool, bottom: bool, left: bool) -> Border:
    """`border` of a merged cell for one of the cells in it, which shows the sides that it stands at."""
    return replace(
        border,
        top=border.top if top else 0,
        right=border.right if right else 0,
        bottom=border.bottom if bottom else 0,
        left=border.left if left else 0,
        double_bottom=border.double_bottom and bottom,
    )


def _number(known: list[T], wanted: T) -> int:
    if wanted not in known:
        known.append(wanted)
    return known.index(wanted)


def _list(tag: str, items: list[Element]) -> Element:
    return el(tag, {"count": len(items)}, *items)


def _fill(color: str) -> Element:
    if len(color) != 6:
        return el("s:fill", None, el("s:patternFill", {"patternType": color or "none"}))
    colors = el("s:fgColor", {"rgb": f"FF{color}"}), el("s:bgColor", {"indexed": 64})
    return el("s:fill", None, el("s:patternFill", {"patternType": "solid"}, *colors))


def _border(border: Border) -> Element:
    return el("s:border", None, *[_rule(border, side) for side in _SIDES], el("s:diagonal"))


def _rule(border: Border, side: str) -> Element:
    width = getattr(border, side)
    if not width:
        return el(f"s:{side}")
    kind = next(kind for least, kind in _RULES if width >= least)
    if side == "bottom" and border.double_bottom:
        kind = "double"
    return el(f"s:{side}", {"style": kind}, el("s:color", {"rgb": "FF000000"}))
