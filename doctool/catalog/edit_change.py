"""Ways of making one change to a YAML text, the best first: each a list of pieces to replace.

Nothing here is sure that its way works: `edit` tries one after the other and reads the result again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.catalog.edit_nodes import Kind, LaidOut, Node
from doctool.catalog.edit_patch import patch
from doctool.catalog.edit_render import Indents, block, entry, in_brackets, key_text, literal, one_line, short_codes
from doctool.catalog.edit_splice import Splice
from doctool.catalog.source import Tree
from doctool.loaded import Path

Way = list[Splice]


class Changer:
    """The ways of changing one text."""

    def __init__(self, laid: LaidOut) -> None:
        self.laid = laid
        self.indents = _indents(laid.root)

    def set(self, path: Path, value: Tree) -> Iterator[Way]:
        """Give the node at `path` (there is one, below the root) the value `value`."""
        parent, node = self._pair(path)
        if parent.flow:
            words = one_line(value, flow=True, style=node.style, before=_before(node)) if isinstance(value, str) else ""
            yield self._in_place(node, words or in_brackets(value))
        elif isinstance(value, str) or not value or short_codes(value):
            yield from self._set_line(parent, node, value)
        else:
            yield from self._set_block(parent, node, value)
        if not parent.flow and not node.block:
            yield self._in_place(node, in_brackets(value))

    def insert_key(self, path: Path, key: str, value: Tree, at: int) -> Iterator[Way]:
        """Put `key: value` as entry number `at` into the mapping at `path`, which is not empty."""
        node = self._node(path)
        if node.flow:
            yield self._insert_flow(node, f"{key_text(key, flow=True)}: {in_brackets(value)}", at)
        else:
            yield self._insert_block(node, entry(key, value, node.column, self.indents), at)

    def insert_item(self, path: Path, value: Tree, at: int) -> Iterator[Way]:
        """Put `value` as item number `at` into the list at `path`, which is not empty."""
        node = self._node(path)
        if node.flow:
            yield self._insert_flow(node, in_brackets(value), at)
            return
        alike = isinstance(value, dict | list) and all(one.flow and one.kind is not Kind.TEXT for one in node.items)
        words = in_brackets(value) if alike else block(value, node.column + 2, self.indents)
        yield self._insert_block(node, f"- {words}", at)

    def remove(self, path: Path) -> Iterator[Way]:
        """Take the entry or item at `path` away; it is not the only one of its list or mapping."""
        parent, node = self._pair(path)
        at = parent.items.index(node)
        if parent.flow:
            yield from self._remove_flow(parent, at)
            return
        first, start = self._first_row(parent, at), self._entry_start(parent, at)
        last = self._last_row(parent, at)
        if self.laid.text[self.laid.lines[first].start : start].strip():
            following = self._entry_start(parent, at + 1)
            if not self.laid.text[node.end : following].strip():
                yield [Splice(start, following, "")]
            yield [Splice(start, max(node.end, parent.keys[at].end if parent.keys else 0), "")]
            return
        if self.laid.blank(first - 1) and (self.laid.blank(last + 1) or last + 1 >= len(self.laid.lines) - 1):
            first -= 1
        yield [self._without_lines(first, last)]

    # --- what the ways are made of

    def _node(self, path: Path) -> Node:
        node = self.laid.find(path)
        if node is None:
            raise LookupError(path)
        return node

    def _pair(self, path: Path) -> tuple[Node, Node]:
        return self._node(path[:-1]), self._node(path)

    def _in_place(self, node: Node, words: str) -> Way:
        return [Splice(node.start, node.end, f" {words}" if self._needs_blank(node.start) else words)]

    def _needs_blank(self, offset: int) -> bool:
        return offset > 0 and self.laid.text[offset - 1] in ":-"

    def _colon(self, parent: Node, node: Node) -> int | None:
        """Where the colon of the key of `node` ends."""
        key = parent.keys[parent.items.index(node)]
        found = re.compile(r"\s*:").match(self.laid.text, key.end)
        return found.end() if found else None

    def _set_line(self, parent: Node, node: Node, value: Tree) -> Iterator[Way]:
        """Make a value in a block one text (or empty brackets, or a few codes)."""
        if isinstance(value, str) and node.kind is Kind.TEXT:
            yield from self._rewrite(parent, node, value)
            return
        words = one_line(value) if isinstance(value, str) else in_brackets(value)
        if not node.block:
            yield self._in_place(node, words)
        elif parent.kind is Kind.LIST:
            yield [Splice(node.start, node.end, words)]
        else:
            colon = self._colon(parent, node)
            if colon is not None:
                first, last = self.laid.row(node.start), self.laid.row(node.end)
                yield [Splice(colon, colon, f" {words}"), self._without_lines(first, last)]

    def _rewrite(self, parent: Node, node: Node, text: str) -> Iterator[Way]:
        """Change a text into another; in the way it was written where that can be."""
        laid = self.laid
        if laid.row(node.start) != laid.row(node.end):
            words = patch(laid, node, text)
            if words is not None:
                yield words
        if node.style in ("|", ">") and "\n" in text:
            header = laid.lines[laid.row(node.start)]
            body = literal(text, self._body_column(node, parent))
            if body is not None:
                sign = Splice(node.start, node.start + 1, "|")
                yield [sign, Splice(header.end, max(header.end, node.end), body[1:])]
        elif "\n" in text:
            body = literal(text, parent.column + 2)
            if body is not None:
                yield self._in_place(node, body)
        style = node.style if node.style in ("'", '"') else ""
        yield self._in_place(node, one_line(text, style=style, before=_before(node)))
        yield self._in_place(node, one_line(text, style='"'))

    def _body_column(self, node: Node, parent: Node) -> int:
        """Where the lines of a "|" text begin."""
        for row in range(self.laid.row(node.start) + 1, self.laid.row(node.end) + 1):
            if not self.laid.blank(row):
                words = self.laid.words(row)
                return len(words) - len(words.lstrip(" "))
        return parent.column + 2

    def _set_block(self, parent: Node, node: Node, value: Tree) -> Iterator[Way]:
        """Make a value in a block a list or mapping."""
        laid, indents = self.laid, self.indents
        column = node.column if node.block else parent.column + 2
        if parent.kind is Kind.MAP and not (node.block and (node.kind is Kind.LIST) == isinstance(value, list)):
            column = parent.column + (indents.dash if isinstance(value, list) else indents.mapping)
        words = block(value, column, indents)
        line = laid.lines[laid.row(node.start)]
        if node.block:
            own = not laid.text[line.start : node.start].strip()
            yield [Splice(line.start, node.end, " " * column + words) if own else Splice(node.start, node.end, words)]
            return
        if parent.kind is Kind.LIST:
            yield self._in_place(node, words)
            return
        colon = self._colon(parent, node)
        if colon is not None:
            end = laid.lines[laid.row(node.end)].end
            yield [Splice(colon, node.end, ""), Splice(end, end, f"\n{' ' * column}{words}")]

    def _insert_flow(self, node: Node, words: str, at: int) -> Way:
        if at:
            end = max(node.items[at - 1].end, node.keys[at - 1].end if node.keys else 0)
            return [Splice(end, end, f", {words}")]
        start = node.keys[0].start if node.keys else node.items[0].start
        return [Splice(start, start, f"{words}, ")]

    def _insert_block(self, node: Node, words: str, at: int) -> Way:
        laid = self.laid
        indent = " " * node.column
        if not at:
            row, start = self._first_row(node, 0), self._entry_start(node, 0)
            if laid.text[laid.lines[row].start : start].strip():
                return [Splice(start, start, f"{words}\n{indent}")]
            above = self._above(row, node.column)
            return [Splice(laid.lines[above].start, laid.lines[above].start, f"{indent}{words}\n")]
        last = self._last_row(node, at - 1)
        beside = at if at < len(node.items) else at - 1
        apart = node.kind is Kind.LIST and beside and laid.blank(self._last_row(node, beside - 1) + 1)
        end = laid.lines[last].end
        return [Splice(end, end, f"{chr(10) if apart else ''}\n{indent}{words}")]

    def _above(self, row: int, column: int) -> int:
        """The first line of the comments that stand right above `row`; those at the head of the file are its own."""
        above = row
        while above and self.laid.comment(above - 1) == column:
            above -= 1
        return above if above else row

    def _entry_start(self, node: Node, at: int) -> int:
        """Where entry `at` begins: at its key, or at its dash."""
        if node.keys:
            return node.keys[at].start
        row = self.laid.row(node.items[at].start)
        while row:
            start = self.laid.lines[row].start + node.column
            if self.laid.text[start : start + 1] == "-" and start < node.items[at].start:
                return start
            row -= 1
        return self.laid.lines[0].start + node.column

    def _first_row(self, node: Node, at: int) -> int:
        return self.laid.row(self._entry_start(node, at))

    def _last_row(self, node: Node, at: int) -> int:
        """The last line of entry `at`, with the comments below it that stand deeper than it."""
        row = self.laid.row(max(node.items[at].end, self._entry_start(node, at)))
        while (column := self.laid.comment(row + 1)) is not None and column > node.column:
            row += 1
        return row

    def _without_lines(self, first: int, last: int) -> Splice:
        lines = self.laid.lines
        if lines[last].following == lines[last].end and first:
            return Splice(lines[first - 1].end, lines[last].end, "")
        return Splice(lines[first].start, lines[last].following, "")

    def _remove_flow(self, node: Node, at: int) -> Iterator[Way]:
        starts = [one.start for one in (node.keys or node.items)]
        ends = [max(one.end, node.keys[place].end if node.keys else 0) for place, one in enumerate(node.items)]
        if at + 1 < len(node.items):
            yield [Splice(starts[at], starts[at + 1], "")]
            return
        gap = self.laid.text[ends[at - 1] : starts[at]]
        if "#" in gap:  # the comment is its neighbour's: only the comma goes, and the item with its line
            comma = ends[at - 1] + gap.index(",")
            before = self.laid.lines[self.laid.row(starts[at]) - 1]
            yield [Splice(comma, comma + 1, ""), Splice(before.end, ends[at], "")]
        yield [Splice(ends[at - 1], ends[at], "")]


def _before(node: Node) -> str:
    """What stood there without quotes, to judge what may stand there."""
    return node.value if node.kind is Kind.TEXT and not node.style and node.value else "x"


def _indents(root: Node) -> Indents:
    """How this file indents, by its first mapping and its first list below a key."""
    mapping = dash = None
    nodes = [root]
    for node in nodes:
        if node.kind is Kind.MAP and not node.flow:
            for one in node.items:
                if one.block and one.kind is Kind.MAP and mapping is None:
                    mapping = one.column - node.column
                elif one.block and one.kind is Kind.LIST and dash is None:
                    dash = one.column - node.column
        nodes.extend(one for one in node.items if one.block)
    return Indents(mapping or 2, 2 if dash is None else dash)
