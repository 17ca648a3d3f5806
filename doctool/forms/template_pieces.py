"""What differs from form to form within the XML of a sheet: marks set in its tree once, cut there, written anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from doctool.forms.cell_text import CellValue
from doctool.forms.references import Area, RowMap, write_areas

_MARK = re.compile("\ue000(\\d+)\ue001")


@dataclass(slots=True)
class Written:
    """One form's sheet while it is written: rows by block, where they stand, the form's texts."""

    map: RowMap
    maps: Mapping[str, RowMap]
    texts: Mapping[str, CellValue]
    #: The grades of the rows that have them, by row.
    grades: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    #: The quarter (1 to 4) until which the form reckons.
    sampai: int = 4
    #: The part of its columns, and their widths in Excel's units.
    cols: str = ""
    widths: Sequence[float] = ()
    #: The row (counted from 0) that begins the last page, where that has to be said, and the print scale then.
    closing: int | None = None
    scale: int = 100
    _areas: dict[tuple[Area, ...], tuple[str, int, int]] = field(default_factory=dict)

    def areas(self, areas: tuple[Area, ...]) -> tuple[str, int, int]:
        """What `write_areas` says, asked once."""
        found = self._areas.get(areas)
        if found is None:
            found = self._areas[areas] = write_areas(areas, self.map)
        return found


Piece = str | Callable[[Written], str]


def join(pieces: Sequence[Piece], form: Written) -> str:
    """The text of `pieces` for a form."""
    return "".join([one if isinstance(one, str) else one(form) for one in pieces])


class Marks:
    """Marks in a tree for what differs from form to form."""

    def __init__(self) -> None:
        self._made: list[Callable[[Written], str]] = []

    def add(self, made: Callable[[Written], str]) -> str:
        """A mark to be set in an attribute or a text."""
        self._made.append(made)
        return f"\ue000{len(self._made) - 1}\ue001"

    def cut(self, element: etree._Element) -> Iterator[Piece]:
        """The XML of `element`, cut at its marks."""
        for number, piece in enumerate(_MARK.split(as_xml(element))):
            yield self._made[int(piece)] if number % 2 else piece


def container(element: etree._Element, made: Sequence[Callable[[Written], str]]) -> Callable[[Written], str]:
    """`element` with its children made anew; left out where none is."""
    for child in list(element):
        element.remove(child)
    element.text = "\ue000"
    before, after = as_xml(element).split("\ue000")

    def whole(form: Written) -> str:
        inner = "".join(one(form) for one in made)
        return f"{before}{inner}{after}" if inner else ""

    return whole


def as_xml(element: etree._Element) -> str:
    """An element; the declarations that stand on the root of its sheet are not repeated."""
    root = element.getroottree().getroot()
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    head, sign, rest = text.partition(">")
    for prefix, uri in root.nsmap.items():
        name = f"xmlns:{prefix}" if prefix else "xmlns"
        head = head.replace(f' {name}="{uri}"', "")
    return head + sign + rest
