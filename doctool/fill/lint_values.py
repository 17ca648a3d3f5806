"""What the expressions of a template give: names of the tree, texts, lists; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from doctool.fill.environment import environment
from doctool.fill.lint_code import FORBIDDEN_CODE, parser
from doctool.fill.names import Name, Names, Shape
from doctool.fill.names import text as text_name
from doctool.fill.report import Report
from doctool.fill.suggest import closest, name_hint
from doctool.fill.tags import Tag

UNKNOWN, SHAPE, FILTER = "W02", "W03", "W04"
LOOP = {
    name: text_name()
    for name in ("index", "index0", "first", "last", "length", "revindex", "revindex0", "previtem", "nextitem", "depth",
                 "depth0", "cycle", "changed")
}  # fmt: skip
_SAMPLES: dict[Shape, Any] = {Shape.TEXT: "", Shape.LIST: [], Shape.MAPPING: {}, Shape.FLAG: True, Shape.BLOCK: ""}
WHAT = {
    Shape.TEXT: "teks", Shape.FLAG: "ya atau tidak", Shape.BLOCK: "isi berupa alinea", Shape.LIST: "daftar",
    Shape.MAPPING: "kelompok",
}  # fmt: skip
_SAME = frozenset({"default", "d", "list", "sort", "reverse", "unique", "select", "reject", "selectattr", "rejectattr"})
_ITEM = frozenset({"first", "last", "min", "max"})
_NUMBERS = frozenset({"length", "count", "int", "float", "round", "sum", "abs", "wordcount"})
_OF_TEXT = frozenset(
    {"upper", "lower", "title", "capitalize", "trim", "replace", "truncate", "string", "e", "escape", "wordcount"}
)
_OF_LIST = frozenset({"join", "sort", "unique", "select", "reject", "selectattr", "rejectattr", "batch", "groupby"})
_BY_ATTRIBUTE = frozenset({
    "map", "select", "reject", "selectattr", "rejectattr", "groupby", "sort", "sum", "unique", "min", "max",
})  # fmt: skip
_TEXTS = _OF_TEXT | {"join"}


@dataclass(frozen=True, slots=True)
class Value:
    """What an expression gives: a name of the tree, and its path there ("" where it is made on the way)."""

    name: Name
    path: str = ""


TEXT = Value(text_name())


@dataclass(slots=True)
class Used:
    """The names that a template prints, by their paths."""

    paths: set[str] = field(default_factory=set)

    def has(self, path: str) -> bool:
        """Whether `path`, or the whole group or list that it is in, is printed."""
        steps = path.split(".")
        return any(".".join(steps[: count + 1]) in self.paths for count in range(len(steps)))


Scope = dict[str, Value | None]


class Values:
    """Reads expressions; a value of None can be anything."""

    def __init__(self, tags: Sequence[Tag], names: Names, used: Used, report: Report) -> None:
        self.tags = tags
        self.names = names
        self.used = used
        self.report = report
        self.printing = False
        self.guarded = 0

    def value(self, node: nodes.Node, scope: Scope) -> Value | None:
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
            self.hidden(node, child)
        guarded = node.name in ("default", "d")
        with self.as_guarded(guarded):
            of = self.value(node.node, scope) if node.node is not None else TEXT
        known = [name for name in environment().filters if name.isidentifier()]
        if node.name not in known:
            self.unknown_filter(node, known)
            return None
        shape = of.name.shape if of is not None else None
        if (node.name in _OF_TEXT and shape in (Shape.LIST, Shape.MAPPING, Shape.BLOCK)) or (
            node.name in _OF_LIST and shape in (Shape.TEXT, Shape.FLAG, Shape.BLOCK)
        ):
            wanted = "teks" if node.name in _OF_TEXT else "daftar"
            name = quoted(node.node) if node.node is not None else "isinya"
            what = WHAT[shape] if shape is not None else ""
            self.say(
                SHAPE,
                node,
                f'penyaring "{node.name}" untuk {wanted}, sedangkan {name} adalah {what}',
                "hapus penyaring itu",
            )
            return None
        return _filtered(node.name, of)

    def hidden(self, node: nodes.Filter, argument: nodes.Expr) -> None:
        """An attribute that a filter is given by name: `sort(attribute="__class__")`."""
        if node.name in _BY_ATTRIBUTE and isinstance(argument, nodes.Const) and isinstance(argument.value, str):
            steps = argument.value.split(".")
            for step in steps:
                if step.startswith("_"):
                    self.forbid(node, step)

    def unknown_filter(self, node: nodes.Filter, known: Sequence[str]) -> None:
        if node.name in parser().filters:
            self.say(
                FORBIDDEN_CODE, node, f'penyaring "{node.name}" tidak diizinkan dalam templat', f'hapus "|{node.name}"'
            )
            return
        near = closest(node.name, known) or _FILTERS_MEANT.get(node.name.lower(), "")
        hint = (
            f'barangkali "{near}"'
            if near
            else f"yang ada antara lain: {', '.join(('upper', 'lower', 'title', 'join', 'length', 'default'))}"
        )
        self.say(FILTER, node, f'penyaring "{node.name}" tidak dikenal', hint)

    def test(self, node: nodes.Test, scope: Scope) -> Value | None:
        for child in (*node.args, *(pair.value for pair in node.kwargs)):
            self.value(child, scope)
        with self.as_guarded(node.name in ("defined", "undefined")):
            self.value(node.node, scope)
        known = environment().tests
        if node.name not in known:
            near = closest(node.name, known)
            self.say(
                FILTER, node, f'uji "is {node.name}" tidak dikenal', f'barangkali "{near}"' if near else "hapus uji itu"
            )
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
        if of is None:
            return
        if called.attr in of.name.fields:
            if of.name.fields is not LOOP:
                self.say(SHAPE, called, f'"{written(called)}" bukan fungsi', "tulis tanpa kurung")
            return
        sample = _SAMPLES[of.name.shape]
        method = getattr(sample, called.attr, None)
        sandbox = environment()
        assert isinstance(sandbox, SandboxedEnvironment)  # noqa: S101 - templates run in no other
        if method is None:
            near = closest(called.attr, [one for one in dir(sample) if not one.startswith("_")])
            self.say(
                FILTER,
                called,
                f'fungsi "{called.attr}()" tidak dikenal',
                f'barangkali "{near}()"' if near else "hapus fungsi itu",
            )
        elif not (sandbox.is_safe_attribute(sample, called.attr, method) and sandbox.is_safe_callable(method)):
            self.forbid(called, f"{called.attr}()")

    def tag(self, node: nodes.Node) -> Tag:
        return self.tags[min(max(node.lineno - 1, 0), len(self.tags) - 1)]

    def level(self, node: nodes.Node) -> str:
        """The level of a loop that would stand where `node` does."""
        return "tr" if self.tag(node).paragraph.table is not None else "p"

    def say(self, code: str, node: nodes.Node, message: str, hint: str) -> None:
        self.report.error(code, self.tag(node), message, hint)

    def unknown(self, node: nodes.Node, message: str, hint: str) -> None:
        if self.guarded:
            self.report.warning(UNKNOWN, self.tag(node), f"{message}, jadi selalu dianggap tidak ada", hint)
        else:
            self.report.error(UNKNOWN, self.tag(node), message, hint)

    def forbid(self, node: nodes.Node, what: str) -> None:
        self.say(
            FORBIDDEN_CODE,
            node,
            f'"{what}" tidak diizinkan dalam templat',
            "hapus tanda ini; templat hanya mencetak data surat",
        )

    def note(self, value: Value | None) -> None:
        if self.printing and value is not None and value.path:
            self.used.paths.add(value.path)

    @contextmanager
    def as_printed(self, on: bool = True) -> Iterator[None]:
        before, self.printing = self.printing, on
        try:
            yield
        finally:
            self.printing = before

    @contextmanager
    def as_guarded(self, on: bool) -> Iterator[None]:
        self.guarded += on
        try:
            yield
        finally:
            self.guarded -= on


_FILTERS_MEANT = {"besar": "upper", "kapital": "upper", "kecil": "lower", "judul": "title", "gabung": "join",
                  "uppercase": "upper", "lowercase": "lower", "jumlah": "length", "len": "length"}  # fmt: skip


def _filtered(name: str, of: Value | None) -> Value | None:
    """What a filter makes of a value."""
    if name in _TEXTS:
        return TEXT
    if of is None or name in _NUMBERS:
        return None
    if name in _SAME:
        return of
    if name in _ITEM and of.name.shape is Shape.LIST:
        return Value(of.name.item, of.path) if of.name.item is not None else None
    return None


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
    return f'"{written(node)}"'
