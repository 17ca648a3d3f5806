"""What the expressions of a template stand for: names of the tree and their paths; and how they were written."""

from __future__ import annotations

from dataclasses import dataclass, field

from jinja2 import nodes

from doctool.fill.names import Name, Shape
from doctool.fill.names import text as text_name

#: What every loop has.
LOOP = {
    name: text_name()
    for name in ("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "depth",
                 "depth0", "cycle", "changed")
}  # fmt: skip
#: What a name holds, in messages.
WHAT = {
    Shape.TEXT: "teks", Shape.FLAG: "ya atau tidak", Shape.BLOCK: "isi berupa alinea", Shape.LIST: "daftar",
    Shape.MAPPING: "kelompok",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives: a name of the tree, and its path there ("" where it is made on the way)."""

    name: Name
    path: str = ""


#: A text made on the way.
TEXT = Value(text_name())


@dataclass(slots=True)
class Used:
    """The names that a template prints, by their paths."""

    paths: set[str] = field(default_factory=set)

    def has(self, path: str) -> bool:
        """Whether `path`, or the whole group or list that it is in, is printed."""
        steps = path.split(".")
        return any(".".join(steps[: count + 1]) in self.paths for count in range(len(steps)))


#: What the names of a place stand for; None can be anything.
Scope = dict[str, Value | None]


def written(node: nodes.Node) -> str:
    """An expression as it was written, roughly."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{written(node.node)}[{written(node.arg)}]"
    if isinstance(node, nodes.Slice):
        return ":".join(written(one) if one is not None else "" for one in (node.start, node.stop))
    if isinstance(node, nodes.Const):
        return repr(node.value)
    if isinstance(node, nodes.Neg):
        return f"-{written(node.node)}"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return f"{written(node.node)}|{node.name}"
    return "isinya"


def quoted(node: nodes.Node) -> str:
    """An expression in quotation marks."""
    return f'"{written(node)}"'
