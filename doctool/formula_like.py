"""Texts of cells that a spreadsheet would take for something else when somebody edits them."""

from __future__ import annotations

_SIGNS = tuple("=+-@'\t\r")


def is_formula_like(text: str) -> bool:
    """Whether Excel would take `text` for a formula, or lose its first character, when someone edits its cell: such a
    cell is marked as text (quotePrefix, ECMA-376 part 1, 18.8.45)."""
    return text.startswith(_SIGNS)
