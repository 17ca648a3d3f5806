"""What a template may print: a tree of names, each with what it is and what it is for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Shape(StrEnum):
    """What a name holds; the values are printed."""

    TEXT = "teks"
    FLAG = "ya atau tidak"
    BLOCK = "alinea"
    LIST = "daftar"
    MAPPING = "kelompok"


@dataclass(frozen=True, slots=True)
class Name:
    """A name: its shape, what it is for (Bahasa Indonesia), the fields of a MAPPING, the item of a LIST."""

    shape: Shape
    about: str = ""
    fields: Mapping[str, Name] = field(default_factory=dict)
    item: Name | None = None


def text(about: str = "") -> Name:
    """A text, printed with `{{ ... }}`."""
    return Name(Shape.TEXT, about)


def flag(about: str = "") -> Name:
    """Yes or no, for conditions."""
    return Name(Shape.FLAG, about)


def block(about: str = "") -> Name:
    """Whole paragraphs and tables, printed with `{{p ... }}`."""
    return Name(Shape.BLOCK, about)


def group(about: str = "", **fields: Name) -> Name:
    """Names below a name: `acara.waktu`."""
    return Name(Shape.MAPPING, about, fields)


def many(about: str, item: Name) -> Name:
    """A list, for loops."""
    return Name(Shape.LIST, about, item=item)


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a template. Of each group in `needed` one should be printed somewhere; items of a list are
    `list.field` there, and a marker (`${...}`) counts too."""

    tree: Mapping[str, Name]
    needed: tuple[tuple[str, ...], ...] = ()

    def paths(self) -> Iterator[tuple[str, Name, str]]:
        """Every name as it is found from the top (`penandatangan.nip`, `kiriman.naskah`), the name, and the list
        that it is an item of ("": none)."""
        yield from _below(self.tree, "", "")


def _below(tree: Mapping[str, Name], path: str, inside: str) -> Iterator[tuple[str, Name, str]]:
    for key, name in tree.items():
        here = f"{path}.{key}" if path else key
        yield here, name, inside
        yield from _below(name.fields, here, inside)
        if name.item is not None:
            yield from _below(name.item.fields, here, here)
