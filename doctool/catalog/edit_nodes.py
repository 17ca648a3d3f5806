"""A YAML text with the place of everything in it: what `edit` cuts at.

Offsets count characters of the text as it stands, carriage returns included. A block ends where its last value ends,
not where the parser sees the next one begin: the comments between belong to nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import yaml

from doctool.catalog.source import LOADER
from doctool.loaded import Path

_LINE_END = re.compile(r"\r\n|\r|\n")


class Kind(Enum):
    """What a node is."""

    TEXT = "text"
    LIST = "list"
    MAP = "map"


@dataclass(slots=True)
class Node:
    """A value or key at [start, end) of the text; `column` from 0. An empty value has no length.

    `style` is a text's sign: "" plain, a quote, "|" or ">". `flow` is said of lists and mappings in brackets. `keys`
    stand beside `items` in a mapping.
    """

    kind: Kind
    start: int
    end: int
    column: int
    style: str = ""
    flow: bool = False
    value: str = ""
    keys: list[Node] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    @property
    def block(self) -> bool:
        """Whether this is a list or mapping without brackets."""
        return self.kind is not Kind.TEXT and not self.flow

    def place(self, step: str | int) -> int | None:
        """The index in `items` of what `step` names."""
        if self.kind is Kind.LIST:
            return step if isinstance(step, int) and 0 <= step < len(self.items) else None
        return next((at for at, key in enumerate(self.keys) if key.value == step), None)


@dataclass(frozen=True, slots=True)
class Line:
    """A line at [start, end), its line end at [end, following)."""

    start: int
    end: int
    following: int


class LaidOut:
    """`text` (YAML that `parse_yaml` takes) as nodes and lines."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[Line] = []
        at = 0
        for found in _LINE_END.finditer(text):
            self.lines.append(Line(at, found.start(), found.end()))
            at = found.end()
        self.lines.append(Line(at, len(text), len(text)))
        self._starts = [line.start for line in self.lines]
        self.root = self._node(yaml.compose(_LINE_END.sub("\n", text), LOADER))

    def row(self, offset: int) -> int:
        """The line, from 0, that holds `offset`."""
        return bisect_right(self._starts, offset) - 1

    def words(self, row: int) -> str:
        """The text of a line."""
        return self.text[self.lines[row].start : self.lines[row].end]

    def blank(self, row: int) -> bool:
        """Whether the line `row` is there and empty."""
        return 0 <= row < len(self.lines) and not self.words(row).strip()

    def comment(self, row: int) -> int | None:
        """The column of the comment that fills the line `row`; None where it is something else."""
        line = self.words(row) if 0 <= row < len(self.lines) else ""
        stripped = line.lstrip(" \t")
        return len(line) - len(stripped) if stripped.startswith("#") else None

    def find(self, path: Path) -> Node | None:
        """The node at `path`; None where the text has none."""
        node = self.root
        for step in path:
            at = node.place(step)
            if at is None:
                return None
            node = node.items[at]
        return node

    def line_end(self, offset: int) -> str:
        """How lines end where `offset` is (the text's first line end where its line has none)."""
        line = self.lines[self.row(offset)]
        found = self.text[line.end : line.following] or self.text[self.lines[0].end : self.lines[0].following]
        return found or "\n"

    def _at(self, mark: Any) -> int:
        row, column = int(mark.line), int(mark.column)
        return min(self.lines[row].start + column, len(self.text)) if row < len(self.lines) else len(self.text)

    def _node(self, node: Any) -> Node:
        start, end, column = self._at(node.start_mark), self._at(node.end_mark), int(node.start_mark.column)
        if isinstance(node, yaml.ScalarNode):
            style = node.style or ""
            if style in ("|", ">"):
                end = self._block_end(start, end)
            return Node(Kind.TEXT, start, end, column, style, value=str(node.value))
        flow = bool(node.flow_style)
        if isinstance(node, yaml.SequenceNode):
            items = [self._node(one) for one in node.value]
            return Node(Kind.LIST, start, end if flow else items[-1].end, column, flow=flow, items=items)
        keys = [self._node(key) for key, _ in node.value]
        items = [self._node(one) for _, one in node.value]
        return Node(Kind.MAP, start, end if flow else items[-1].end, column, flow=flow, keys=keys, items=items)

    def _block_end(self, start: int, end: int) -> int:
        """The end of the last line with words of a "|" or ">" text; blank lines below it stay where they are."""
        kept = self.text[start:end].rstrip()
        return self.lines[self.row(start + len(kept))].end
