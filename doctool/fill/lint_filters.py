"""The filters, tests and methods of a template: whether they are there, and what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jinja2 import nodes
from jinja2.sandbox import SandboxedEnvironment

from doctool.fill.environment import environment
from doctool.fill.expression import LOOP, TEXT, WHAT, Value, quoted, written
from doctool.fill.lint_code import FORBIDDEN_CODE, parser
from doctool.fill.lint_remarks import FILTER, SHAPE, Remarks
from doctool.fill.names import Shape
from doctool.fill.suggest import closest

_SAMPLES: dict[Shape, Any] = {Shape.TEXT: "", Shape.LIST: [], Shape.MAPPING: {}, Shape.FLAG: True, Shape.BLOCK: ""}
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
_FILTERS_MEANT = {"besar": "upper", "kapital": "upper", "kecil": "lower", "judul": "title", "gabung": "join",
                  "uppercase": "upper", "lowercase": "lower", "jumlah": "length", "len": "length"}  # fmt: skip


def filtered(remarks: Remarks, node: nodes.Filter, of: Value | None) -> Value | None:
    """What the filter `node` makes of `of`; tells where it is not known or not for that."""
    known = [name for name in environment().filters if name.isidentifier()]
    if node.name not in known:
        _unknown_filter(remarks, node, known)
        return None
    shape = of.name.shape if of is not None else None
    if (node.name in _OF_TEXT and shape in (Shape.LIST, Shape.MAPPING, Shape.BLOCK)) or (
        node.name in _OF_LIST and shape in (Shape.TEXT, Shape.FLAG, Shape.BLOCK)
    ):
        wanted = "teks" if node.name in _OF_TEXT else "daftar"
        name = quoted(node.node) if node.node is not None else "isinya"
        what = WHAT[shape] if shape is not None else ""
        remarks.say(
            SHAPE,
            node,
            f'penyaring "{node.name}" untuk {wanted}, sedangkan {name} adalah {what}',
            "hapus penyaring itu",
        )
        return None
    return _made(node.name, of)


def _made(name: str, of: Value | None) -> Value | None:
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


def _unknown_filter(remarks: Remarks, node: nodes.Filter, known: Sequence[str]) -> None:
    if node.name in parser().filters:
        remarks.say(
            FORBIDDEN_CODE, node, f'penyaring "{node.name}" tidak diizinkan dalam templat', f'hapus "|{node.name}"'
        )
        return
    near = closest(node.name, known) or _FILTERS_MEANT.get(node.name.lower(), "")
    hint = (
        f'barangkali "{near}"'
        if near
        else f"yang ada antara lain: {', '.join(('upper', 'lower', 'title', 'join', 'length', 'default'))}"
    )
    remarks.say(FILTER, node, f'penyaring "{node.name}" tidak dikenal', hint)


def check_attribute(remarks: Remarks, node: nodes.Filter, argument: nodes.Expr) -> None:
    """An attribute that a filter is given by name: `sort(attribute="__class__")`."""
    if node.name in _BY_ATTRIBUTE and isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        steps = argument.value.split(".")
        for step in steps:
            if step.startswith("_"):
                remarks.forbid(node, step)


def check_test(remarks: Remarks, node: nodes.Test) -> None:
    """Whether a test is known."""
    known = environment().tests
    if node.name not in known:
        near = closest(node.name, known)
        remarks.say(
            FILTER, node, f'uji "is {node.name}" tidak dikenal', f'barangkali "{near}"' if near else "hapus uji itu"
        )


def check_method(remarks: Remarks, called: nodes.Getattr, of: Value) -> None:
    """A method of a value: what Python's own type has, as far as the sandbox lets it."""
    if called.attr in of.name.fields:
        if of.name.fields is not LOOP:
            remarks.say(SHAPE, called, f'"{written(called)}" bukan fungsi', "tulis tanpa kurung")
        return
    sample = _SAMPLES[of.name.shape]
    method = getattr(sample, called.attr, None)
    sandbox = environment()
    assert isinstance(sandbox, SandboxedEnvironment)  # noqa: S101 - templates run in no other
    if method is None:
        near = closest(called.attr, [one for one in dir(sample) if not one.startswith("_")])
        remarks.say(
            FILTER,
            called,
            f'fungsi "{called.attr}()" tidak dikenal',
            f'barangkali "{near}()"' if near else "hapus fungsi itu",
        )
    elif not (sandbox.is_safe_attribute(sample, called.attr, method) and sandbox.is_safe_callable(method)):
        remarks.forbid(called, f"{called.attr}()")
