"""Python code of a template with the two steps that every value takes written out instead of called."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame

from doctool.fill.meter import SHORT

#: A value in text or an attribute: the filter that `part` gives such values.
TEXT = "teks*"
#: Names of dict's methods, which Jinja finds before a key of the same name.
DICT_NAMES = frozenset(dir(dict))


class FillCode(CodeGenerator):
    """Jinja's own, but `row.name` is looked up in a dict at once, and a short text is printed without a filter."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja finds it by this name
        if not isinstance(node.node, nodes.Name) or node.attr in DICT_NAMES:
            super().visit_Getattr(node, frame)
            return
        owner = frame.symbols.ref(node.node.name)
        self.write(f"({owner}[{node.attr!r}] if type({owner}) is dict and {node.attr!r} in {owner} else ")
        super().visit_Getattr(node, frame)
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802 - Jinja finds it by this name
        if node.name != TEXT or node.node is None:
            super().visit_Filter(node, frame)
            return
        self.write("(printed if type(printed := ")
        self.visit(node.node, frame)
        self.write(f") is str and len(printed) < {SHORT} else {self.filters[TEXT]}(context, printed))")
