"""What every part of the Markdown reader needs while it reads one text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path
from sys import maxsize

from markdown_it.tree import SyntaxTreeNode

from doctool.findings import Finding, Where
from doctool.model.dokumen import CatatanKaki
from doctool.prose.markers import Marker


@dataclass(slots=True)
class Reading:
    """A text being read: its name in findings, its lines, where its pictures are, what was found so far.

    `notes` are the footnotes by label, `cited` those that the text refers to; `in_note` while one is read.
    """

    file: str
    lines: list[str]
    folder: Path
    root: Path
    markers: dict[int, Marker]
    findings: list[Finding] = field(default_factory=list)
    notes: dict[str, CatatanKaki] = field(default_factory=dict)
    cited: set[str] = field(default_factory=set)
    in_note: bool = False

    def where(self, node: SyntaxTreeNode) -> Where:
        """The place of a block: its first line, at its first character."""
        return self.at(node.map[0] if node.map else 0)

    def at(self, line: int) -> Where:
        """The first character of `line` (from 0)."""
        own = self.lines[line] if line < len(self.lines) else ""
        return Where(self.file, line + 1, len(own) - len(own.lstrip()) + 1)


@dataclass(slots=True)
class Spot:
    """The text of an inline node within its file: each of its lines with the line and column where it begins."""

    file: str
    content: str
    starts: list[tuple[int, int, int]]  # offset in the content, line, column
    cursor: int = 0

    def where(self, at: int) -> Where:
        """The place of the character `at` of the content."""
        offset, line, column = self.starts[max(bisect_right(self.starts, (at, maxsize, 0)) - 1, 0)]
        return Where(self.file, line, column + at - offset)

    def line_after(self) -> Where:
        """Where the next line of the content begins; moves there."""
        end = self.content.find("\n", self.cursor)
        self.cursor = end + 1 if end >= 0 else self.cursor
        return self.where(self.cursor)

    def next(self, raw: str) -> Where:
        """The place of `raw`, which comes next in the content; moves behind it."""
        found = self.content.find(raw, self.cursor, self.cursor + len(raw) + 2000) if raw else -1
        if found < 0:
            return self.where(self.cursor)
        self.cursor = found + len(raw)
        return self.where(found)


def spot(reading: Reading, node: SyntaxTreeNode, after: int = 0) -> Spot:
    """The place of the inline `node`; in its first line it begins behind column `after` (from 0)."""
    first = node.map[0] if node.map else 0
    starts: list[tuple[int, int, int]] = []
    offset = 0
    for number, line in enumerate(node.content.split("\n"), start=first):
        own = reading.lines[number] if number < len(reading.lines) else ""
        column = max(own.find(line.strip(), after if number == first else 0), 0)
        starts.append((offset, number + 1, column + 1))
        offset += len(line) + 1
    return Spot(reading.file, node.content, starts)
