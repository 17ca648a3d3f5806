"""What a template can be given besides texts, numbers, lists and mappings of them."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


class Wml(Markup):
    """WordprocessingML that doctool itself made: whole paragraphs and tables (or runs), well-formed, every text in it
    escaped, its tables with as many cells in a row as grid columns, its drawings' `wp` prefix declared."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture for `{{ name }}`, as a PNG or JPEG file; `width` and `height` in EMU, None: in proportion."""

    data: bytes
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class SubDocument:
    """A whole Word file for `{{p name }}`: its text, tables and pictures in the template's styles.

    Needs the package docxcompose (docxtpl's extra "subdoc")."""

    data: bytes
