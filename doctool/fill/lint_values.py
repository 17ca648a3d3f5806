"""What the expressions of a template give: names of the tree, texts, lists; and what is wrong with them."""

from __future__ import annotations

from jinja2 import nodes

from doctool.fill.expression import LOOP, TEXT, WHAT, Scope, Value, quoted, written
from doctool.fill.lint_filters import check_attribute, check_method, check_test, filtered
from doctool.fill.lint_remarks import FILTER, SHAPE, Remarks
from doctool.fill.names import Name, Shape
from doctool.fill.suggest import name_hint


class Values(Remarks):
    """Reads expressions; a value of None can be anything."""

    def value(self, node: nodes.Node, scope: Scope) -> Value | None:
        """What `node` gives."""
        if isinstance(node, nodes.Name):
            return self.name(node, scope)
        if isinstance(node, nodes.Getattr):
            return self.attribute(node, node.node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            return self.item(node, scope)
        if isinstance(node, nodes.Filter):
            return self.filter(node, scope)
        if isinstance(node, nodes.Test):
            return self.test(node, scope)
        if isinstance(node, nodes.Call):
            return self.call(node, scope)
        if isinstance(node, nodes.CondExpr):
            self.value(node.test, scope)
            one = self.value(node.expr1, scope)
            other = self.value(node.expr2, scope) if node.expr2 is not None else None
            return one if one is not None and other is not None and one.name.shape is other.name.shape else None
        if isinstance(node, nodes.Or | nodes.And):
            one, other = self.value(node.left, scope), self.value(node.right, scope)
            return one if one is not None and other is not None and one.name.shape is other.name.shape else None
        if isinstance(node, nodes.Const | nodes.TemplateData):
            return TEXT if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
        if isinstance(node, nodes.Concat):
            self.children(node, scope)
            return TEXT
        if isinstance(node, nodes.List | nodes.Tuple):
            self.children(node, scope)
            return Value(Name(Shape.LIST))
        if isinstance(node, nodes.BinExpr):
            self.sum(node, scope)
            return None
        self.children(node, scope)
        return None

    def sum(self, node: nodes.BinExpr, scope: Scope) -> None:
        """A calculation: of numbers, or texts and lists put together."""
        one, other = self.value(node.left, scope), self.value(node.right, scope)
        for value, side in ((one, node.left), (other, node.right)):
            shape = value.name.shape if value is not None else None
            joined = isinstance(node, nodes.Add) and shape in (Shape.TEXT, Shape.LIST)
            if shape is not None and shape is not Shape.FLAG and not joined and not isinstance(node, nodes.Mul):
                what = f'{quoted(side)} adalah {WHAT[shape]}, tidak dapat dihitung dengan "{node.operator}"'
                self.say(SHAPE, node, what, "hapus hitungan itu")
                return

    def children(self, node: nodes.Node, scope: Scope) -> None:
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Expr):
                self.value(child, scope)
            else:
                self.children(child, scope)

    def name(self, node: nodes.Name, scope: Scope) -> Value | None:
        if node.name in scope:
            found = scope[node.name]
            self.note(found)
            return found
        if node.name.startswith("_"):
            self.forbid(node, node.name)
            return None
        known = {key: value.name for key, value in scope.items() if value is not None and key != "loop"}
        hint = name_hint(node.name, known, self.names, level=self.level(node))
        self.unknown(node, f'nama "{node.name}" tidak dikenal', hint or "nama yang ada: doctool templat daftar JENIS")
        return None

    def attribute(self, node: nodes.Expr, base: nodes.Expr, key: str, scope: Scope) -> Value | None:
        """`base.key`, or `base["key"]`."""
        whole = written(base)
        with self.as_printed(False):
            of = self.value(base, scope)
        if key.startswith("_"):
            self.forbid(node, key)
            return None
        if of is None:
            return None
        if of.name.fields is LOOP and key in LOOP:
            return None
        found = of.name.fields.get(key)
        if found is not None:
            value = Value(found, f"{of.path}.{key}" if of.path else "")
            self.note(value)
            return value
        if of.name.shape is Shape.MAPPING:
            hint = name_hint(key, of.name.fields, self.names, f"{whole}.")
            self.unknown(node, f'nama "{whole}.{key}" tidak dikenal', hint)
        elif of.name.shape is Shape.LIST and of.name.item is not None:
            fields = of.name.item.fields
            loop = f"{{%{self.level(node)} for k in {whole} %}}"
            hint = f'tulis "{loop}", lalu "{{{{ k.{key} }}}}"' if key in fields else f'ulang dahulu dengan "{loop}"'
            self.say(SHAPE, node, f'"{whole}" adalah daftar; "{whole}.{key}" tidak ada', hint)
        else:
            self.say(
                SHAPE, node, f'"{whole}" adalah {WHAT[of.name.shape]}, tidak punya "{key}"', f'tulis "{whole}" saja'
            )
        return None

    def item(self, node: nodes.Getitem, scope: Scope) -> Value | None:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self.attribute(node, node.node, node.arg.value, scope)
        self.value(node.arg, scope)
        of = self.value(node.node, scope)
        if of is None or of.name.shape is not Shape.LIST:
            return of if of is not None and isinstance(node.arg, nodes.Slice) else None
        if isinstance(node.arg, nodes.Slice):
            return of
        found = Value(of.name.item, of.path) if of.name.item is not None else None
        self.note(found)
        return found

    def filter(self, node: nodes.Filter, scope: Scope) -> Value | None:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.value(child, scope)
            check_attribute(self, node, child)
        guarded = node.name in ("default", "d")
        with self.as_guarded(guarded):
            of = self.value(node.node, scope) if node.node is not None else TEXT
        return filtered(self, node, of)

    def test(self, node: nodes.Test, scope: Scope) -> Value | None:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.value(child, scope)
        with self.as_guarded(node.name in ("defined", "undefined")):
            self.value(node.node, scope)
        check_test(self, node)
        return None

    def call(self, node: nodes.Call, scope: Scope) -> Value | None:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.value(child, scope)
        called = node.node
        if isinstance(called, nodes.Getattr):
            self.method(called, scope)
            return None
        if isinstance(called, nodes.Name):
            if called.name not in scope:
                self.say(FILTER, node, f'fungsi "{called.name}()" tidak dikenal', "hapus; templat hanya mencetak nama")
            elif scope[called.name] is not None:
                self.say(SHAPE, node, f"{quoted(called)} bukan fungsi", f'tulis tanpa kurung: "{called.name}"')
            return None
        self.value(called, scope)
        return None

    def method(self, called: nodes.Getattr, scope: Scope) -> None:
        """A method of a value: what Python's own type has, as far as the sandbox lets it."""
        of = self.value(called.node, scope)
        if called.attr.startswith("_"):
            self.forbid(called, called.attr)
            return
        if of is not None:
            check_method(self, called, of)
