"""What can be known of a template's results before any is made.

A part of a template, patched and parsed by Jinja, is written once with both branches of every condition and one turn
of every loop. If that parses, with each branch and turn an element of its own, every result is well-formed. Its places
say which values stand in text and which between paragraphs; its tables, whether their rows always fit the grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes
from lxml import etree

from doctool.fill.codegen import TEXT
from doctool.fill.faults import NO_TEXT, W, grid_columns, row_width

_BRANCH = "{urn:branch}b"
_MARK = "\ue000"
_SLOT = re.compile(f"{_MARK}(\\d+){_MARK}")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
#: Besides TEXT: a value between paragraphs, rows or runs; between the paragraphs of a table's cell.
BLOCK, NESTED = "blok*", "blok sel*"


@dataclass(slots=True)
class Proof:
    """`sound`: every result is well-formed, with text where Word shows it and tables that fit their grids, but for
    what values do (`places`, one for each printed value) and for tables left without rows (`may_empty`)."""

    sound: bool = True
    may_empty: bool = False
    places: list[str] = field(default_factory=list)


def prove(tree: nodes.Template) -> tuple[Proof, list[nodes.Filter]]:
    """The proof for a parsed part, and its printed values in the order of `places`."""
    union = _Union()
    union.add(tree.body)
    proof = Proof(union.known, places=[TEXT] * len(union.slots))
    text = _DECLARATION.sub("", "".join(union.pieces))
    if not union.known:
        return proof, union.slots
    try:
        root = etree.fromstring(f'<root xmlns:b="urn:branch">{text}</root>'.encode())
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        proof.sound = False
        return proof, union.slots
    _place(root, proof)
    for table in root.iter(f"{W}tbl"):
        _look_at_table(table, proof)
    return proof, union.slots


class _Union:
    """The text of a part with all its branches."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.slots: list[nodes.Filter] = []
        self.known = True
        self._in_tag = False

    def add(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                self._output(node)
            elif isinstance(node, nodes.If):
                for branch in (node.body, *(one.body for one in node.elif_), node.else_):
                    self._branch(branch)
            elif isinstance(node, nodes.For):
                self._branch(node.body)
                self._branch(node.else_)
            elif isinstance(node, nodes.With):
                self._branch(node.body)
            elif not isinstance(node, nodes.Assign):
                self.known = False

    def _output(self, node: nodes.Output) -> None:
        for child in node.nodes:
            if isinstance(child, nodes.TemplateData):
                self.pieces.append(child.data)
                self.known = self.known and _MARK not in child.data
                opened, closed = child.data.rfind("<"), child.data.rfind(">")
                self._in_tag = opened > closed if opened != closed else self._in_tag
            elif isinstance(child, nodes.Filter):
                self.pieces.append(f"{_MARK}{len(self.slots)}{_MARK}")
                self.slots.append(child)

    def _branch(self, body: list[nodes.Node]) -> None:
        if self._in_tag:
            own = (node.data for part in body for node in part.find_all(nodes.TemplateData))
            self.known = self.known and not any(sign in data for data in own for sign in "<>\"'")
            self.add(body)
        elif body:
            self.pieces.append("<b:b>")
            self.add(body)
            self.pieces.append("</b:b>")


def _place(root: etree._Element, proof: Proof) -> None:
    """Say of each value where it stands; text between elements is not sound."""
    if next(root.iter(etree.Comment, etree.PI), None) is not None:
        proof.sound = False
    for element in root.iter(etree.Element):
        inside = _holder(element)
        above = element.getparent()
        if inside is not None and inside.tag == f"{W}t" and element is not inside and element.tag != _BRANCH:
            proof.sound = False
        if element.tag != _BRANCH and (element.tail or "").strip() and _holder_tag(above) not in NO_TEXT:
            proof.sound = False
        _texts(element.text, inside, proof)
        _texts(element.tail, None if above is None else _holder(above), proof)


def _texts(text: str | None, holder: etree._Element | None, proof: Proof) -> None:
    if not text or not text.strip():
        return
    if holder is None or holder.tag in NO_TEXT:
        if _SLOT.sub("", text).strip() or holder is None or holder.tag in (f"{W}tbl", f"{W}tr"):
            proof.sound = False
        place = NESTED if holder is not None and _in_cell(holder) else BLOCK
        for match in _SLOT.finditer(text):
            proof.places[int(match[1])] = place


def _in_cell(element: etree._Element) -> bool:
    return any(one.tag == f"{W}tc" for one in (element, *element.iterancestors()))


def _holder(element: etree._Element) -> etree._Element | None:
    """`element`, or the element around the branch that it is; None outside of all."""
    found: etree._Element | None = element
    while found is not None and found.tag == _BRANCH:
        found = found.getparent()
    return None if found is None or found.tag == "root" else found


def _holder_tag(element: etree._Element | None) -> str | None:
    holder = None if element is None else _holder(element)
    return None if holder is None else str(holder.tag)


def _look_at_table(table: etree._Element, proof: Proof) -> None:
    try:
        columns = grid_columns(table)
        rows = [(row_width(row), _always(row, table)) for row in table.iter(f"{W}tr")]
    except ValueError:
        columns, rows = None, []
    if (
        columns is None
        or not rows
        or any(cells > columns for (cells, _), _ in rows)
        or any(_loose(row) for row in table.iter(f"{W}tr", f"{W}tblGrid"))
    ):
        proof.sound = False
    elif not any(always and spanned >= columns for (_, spanned), always in rows):
        proof.may_empty = True
        if any(spanned < columns for (_, spanned), _ in rows):
            proof.sound = False


def _always(row: etree._Element, table: etree._Element) -> bool:
    """Whether `row` is there whatever the data."""
    return all(one.tag != _BRANCH for one in _up_to(row, table))


def _up_to(row: etree._Element, table: etree._Element) -> Iterator[etree._Element]:
    for one in row.iterancestors():
        if one is table:
            return
        yield one


def _loose(row: etree._Element) -> bool:
    """Whether cells of the row (or columns of the grid) depend on the data."""
    return any(branch.find(f".//{W}tc") is not None or branch.find(f".//{W}gridCol") is not None
               for branch in row.findall(_BRANCH))  # fmt: skip
