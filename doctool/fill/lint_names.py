"""What the tags of a template name: whether it is there, and what it is fit for. Nothing is executed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jinja2 import nodes

from doctool.fill.environment import environment
from doctool.fill.expression import LOOP, TEXT, WHAT, Scope, Used, Value, quoted
from doctool.fill.lint_code import ANY, FORBIDDEN_CODE, parse
from doctool.fill.lint_remarks import SHAPE
from doctool.fill.lint_values import Values
from doctool.fill.names import Name, Names, Shape
from doctool.fill.report import Report
from doctool.fill.tags import Tag


def check_names(tags: Sequence[Tag], sound: set[int], names: Names, used: Used, report: Report) -> None:
    """The names, filters and types of a part's tags; `tags` nest, `sound` are those (by id) whose code can be read."""
    own = [tag for tag in tags if tag.mark != "{#"]
    try:
        tree = parse(own, sound, report)
        if tree is not None:
            _Reader(own, names, used, report).body(tree.body, dict(_top(names)))
    except RecursionError:
        report.error(FORBIDDEN_CODE, own[0], "perintah dari tanda ini terlalu berlapis-lapis", "kurangi lapisannya")


def _top(names: Names) -> Iterator[tuple[str, Value | None]]:
    for key, name in names.tree.items():
        yield key, Value(name, key)
    for key in environment().globals:
        yield key, None
    yield ANY, None


class _Reader(Values):
    """Walks the commands of a part."""

    def body(self, body: Sequence[nodes.Node], scope: Scope) -> None:
        for node in body:
            self.statement(node, scope)

    def statement(self, node: nodes.Node, scope: Scope) -> None:
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                if not isinstance(one, nodes.TemplateData):
                    self.output(one, scope)
        elif isinstance(node, nodes.For):
            self.loop(node, scope)
        elif isinstance(node, nodes.If):
            self.value(node.test, scope)
            for branch in (node.body, *(one.body for one in node.elif_), node.else_):
                self.body(branch, scope)
            for other in node.elif_:
                self.value(other.test, scope)
        elif isinstance(node, nodes.Assign):
            self.bind(node.target, self.value(node.node, scope), scope)
        elif isinstance(node, nodes.AssignBlock):
            self.body(node.body, dict(scope))
            self.bind(node.target, TEXT, scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self.bind(target, self.value(value, scope), inner)
            self.body(node.body, inner)
        elif isinstance(node, nodes.Macro | nodes.CallBlock):
            self.macro(node, scope)
        elif isinstance(node, nodes.FilterBlock):
            self.filter(node.filter, scope)
            self.body(node.body, dict(scope))
        else:
            for child in node.iter_child_nodes():
                if isinstance(child, nodes.Stmt):
                    self.statement(child, scope)
                elif isinstance(child, nodes.Expr):
                    self.value(child, scope)

    def macro(self, node: nodes.Macro | nodes.CallBlock, scope: Scope) -> None:
        inner = {**scope, "caller": None, "varargs": None, "kwargs": None}
        inner.update(dict.fromkeys((argument.name for argument in node.args), None))
        if isinstance(node, nodes.Macro):
            scope[node.name] = inner[node.name] = None
        else:
            self.value(node.call, scope)
        for value in node.defaults:
            self.value(value, scope)
        self.body(node.body, inner)

    def loop(self, node: nodes.For, scope: Scope) -> None:
        over = self.value(node.iter, scope)
        item: Value | None = None
        if over is not None:
            if over.name.shape is Shape.LIST:
                item = Value(over.name.item, over.path) if over.name.item is not None else None
            else:
                what = f"{quoted(node.iter)} adalah {WHAT[over.name.shape]}, bukan daftar"
                self.say(SHAPE, node, what, _loop_hint(over, self.names))
        inner = dict(scope)
        self.bind(node.target, item, inner)
        inner["loop"] = Value(Name(Shape.MAPPING, fields=LOOP))
        if node.test is not None:
            self.value(node.test, inner)
        self.body(node.body, inner)
        self.body(node.else_, dict(scope))

    def bind(self, target: nodes.Node, value: Value | None, scope: Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = value
        elif isinstance(target, nodes.Tuple):
            for one in target.items:
                self.bind(one, None, scope)

    def output(self, node: nodes.Expr, scope: Scope) -> None:
        """A value that is printed."""
        with self.as_printed():
            found = self.value(node, scope)
        tag = self.tag(node)
        if tag.mark != "{{":
            return
        shape = found.name.shape if found is not None else None
        if tag.level in ("tr", "tc", "r"):
            self.say(
                SHAPE,
                node,
                f'"{tag.text}": huruf {tag.level} hanya untuk {{%{tag.level} ... %}}',
                f'tulis "{{{{ {tag.code} }}}}"',
            )
        elif found is None:
            return
        elif shape is Shape.BLOCK and tag.level != "p":
            self.say(
                SHAPE,
                node,
                f"{quoted(node)} berupa alinea",
                f'tulis dengan huruf p, sendirian dalam satu alinea: "{{{{p {tag.code} }}}}"',
            )
        elif shape is not Shape.BLOCK and tag.level == "p" and shape not in (Shape.LIST, Shape.MAPPING):
            self.say(
                SHAPE,
                node,
                f"{quoted(node)} berupa teks, bukan alinea",
                f'tulis tanpa huruf p: "{{{{ {tag.code} }}}}"',
            )
        elif shape is Shape.LIST:
            self.say(
                SHAPE, node, f"{quoted(node)} adalah daftar, tidak dapat dicetak begitu saja", _print_list(found, tag)
            )
        elif shape is Shape.MAPPING:
            fields = ", ".join(f"{tag.code}.{key}" for key in found.name.fields)
            self.say(
                SHAPE,
                node,
                f"{quoted(node)} adalah kelompok, tidak dapat dicetak begitu saja",
                f"cetak isinya: {fields}",
            )
        elif shape is Shape.FLAG:
            self.say(
                SHAPE,
                node,
                f"{quoted(node)} berisi ya atau tidak, akan tercetak True atau False",
                f'pakai dalam syarat: "{{% if {tag.code} %}}"',
            )


def _loop_hint(value: Value, names: Names) -> str:
    lists = [path for path, name, inside in names.paths() if name.shape is Shape.LIST and not inside]
    if value.name.shape is Shape.MAPPING:
        below = [f"{value.path}.{key}" for key, name in value.name.fields.items() if name.shape is Shape.LIST]
        lists = below or lists
    return f"daftar yang ada: {', '.join(lists)}" if lists else "jenis ini tidak punya daftar"


def _print_list(value: Value, tag: Tag) -> str:
    item = value.name.item
    if item is not None and item.shape is Shape.TEXT:
        return f"cetak dalam perulangan, atau sekaligus: \"{{{{ {tag.code}|join(', ') }}}}\""
    fields = ", ".join(f"k.{key}" for key in (item.fields if item is not None else {}))
    level = "tr" if tag.paragraph.table is not None else "p"
    return f'cetak dalam perulangan: "{{%{level} for k in {tag.code} %}}" dengan {fields}'
