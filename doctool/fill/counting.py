"""Counting what a template prints, loops over and makes: filters added to its parsed form, and around Jinja's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context, markup_join
from jinja2.visitor import NodeTransformer

from doctool.fill import meter

#: Names of the added filters; no template can write them, nor name them in a text (`FillEnvironment.call_filter`).
TURNS, COUNT, JOIN, PRINT, SPEND = "ulang*", "hitung*", "gabung*", "cetak*", "pakai*"
_MOST_COLUMNS, _MOST_DIGITS = 1000, 20
#: Tests that cost the same whatever their value.
_CHEAP_TESTS = frozenset({
    "boolean", "callable", "defined", "divisibleby", "escaped", "even", "false", "filter", "float", "integer",
    "iterable", "mapping", "none", "number", "odd", "sameas", "sequence", "string", "test", "true", "undefined",
})  # fmt: skip


class UnprintableError(SecurityError):
    """A value that is no text: a list, a mapping, ..."""

    def __init__(self, value: Any) -> None:
        kind = "daftar" if isinstance(value, list | tuple) else "kelompok nama" if isinstance(value, Mapping) else ""
        super().__init__(f"isi yang berupa {kind or type(value).__name__} tidak dapat dicetak begitu saja")


class Counted(NodeTransformer):
    """Adds the counting filters to what a template loops over, sets, joins, prints, compares and cuts."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        self.generic_visit(node)
        if isinstance(node, nodes.For):
            cost = meter.TURN + _constant_text(node.body)
            node.iter = counting(TURNS, node.iter, nodes.Const(cost))
        elif isinstance(node, nodes.Assign):
            node.node = counting(COUNT, node.node)
        elif isinstance(node, nodes.With):
            node.values = [counting(COUNT, value) for value in node.values]
        elif isinstance(node, nodes.Output):
            node.nodes = [one if isinstance(one, nodes.TemplateData) else counting(PRINT, one) for one in node.nodes]
        elif isinstance(node, nodes.Concat):
            return counting(JOIN, node.nodes[0], *node.nodes[1:])
        else:
            _count_work(node)
        return node


def _count_work(node: nodes.Node) -> None:
    """Count what takes longer the larger its values are, and what may be called again and again."""
    if isinstance(node, nodes.Compare):
        _count_comparison(node)
    elif isinstance(node, nodes.Test) and node.name not in _CHEAP_TESTS:
        node.node = counting(COUNT, node.node)
        node.args = [counting(COUNT, one) for one in node.args]
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        node.node = counting(COUNT, node.node)
    elif isinstance(node, nodes.Macro | nodes.CallBlock | nodes.Block):
        node.body.insert(0, nodes.ExprStmt(counting(SPEND, nodes.Const(_constant_text(node.body), lineno=node.lineno))))


def _count_comparison(node: nodes.Compare) -> None:
    """A comparison with a short text or number costs nothing; to look for something in a list or text does."""
    searched = any(one.op in ("in", "notin") for one in node.ops)
    values = [node.expr, *(one.expr for one in node.ops)]
    if any(map(_is_short, values if not searched else [one.expr for one in node.ops])):
        return
    node.expr = counting(COUNT, node.expr)
    for one in node.ops:
        one.expr = counting(COUNT, one.expr)


def _is_short(node: nodes.Node) -> bool:
    """Whether `node` is written out and short."""
    if isinstance(node, nodes.Const):
        return not isinstance(node.value, str) or len(node.value) <= meter.SHORT
    return isinstance(node, nodes.List | nodes.Tuple) and len(node.items) <= meter.SHORT and all(
        map(_is_short, node.items)
    )


def counting(name: str, value: nodes.Node, *args: nodes.Expr) -> nodes.Filter:
    """`value` through the added filter `name`."""
    return nodes.Filter(value, name, list(args), [], None, None, lineno=value.lineno)


def _constant_text(body: list[nodes.Node]) -> int:
    """How much of its own text a body prints, with short values, and how many its steps are, its inner loops apart."""
    size = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            size += len(node.data)
        elif isinstance(node, nodes.Filter) and node.name == PRINT:
            size += meter.SHORT
        elif not isinstance(node, nodes.For):
            size += 1 + _constant_text(list(node.iter_child_nodes()))
    return size


@pass_context
def _turns(_context: Context, values: Any, cost: int) -> Any:
    return meter.turns(values, cost)


@pass_context
def _spend(_context: Context, cost: int) -> None:
    meter.current().charge(cost)


@pass_context
def _count(_context: Context, value: Any) -> Any:
    meter.charge_for(value)
    return value


@pass_context
def _join(_context: Context, *values: Any) -> str:
    for value in values:
        printed(value)
    return markup_join(values)


@pass_context
def _print(_context: Context, value: Any) -> Any:
    return printed(value)


def printed(value: Any) -> Any:
    """`value`, which goes to the page: a text, a number, or what makes its own markup. UnprintableError else."""
    if isinstance(value, str):
        meter.current().charge(len(value))
    elif isinstance(value, int):
        meter.current().charge(value.bit_length())
    elif value is not None and not isinstance(value, float) and not hasattr(value, "__html__"):
        text = str(value)  # an unknown name says so
        if not isinstance(value, Undefined):
            raise UnprintableError(value)
        return text  # "{{ x if y }}" where y does not hold: nothing
    return value


def counted(name: str) -> Callable[..., Any]:
    """The filter `name` of Jinja, with what it gets and gives counted before and after."""
    function = FILTERS[name]
    passed = getattr(function, "jinja_pass_arg", None)
    check = _CHECKS.get(name)

    @pass_context
    @wraps(function)
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        if check is not None:
            value = check(value, *args, **kwargs)
        meter.charge_for(value, args, kwargs)
        first = () if passed is None else ({"context": context, "eval_context": context.eval_ctx}.get(
            passed.name, context.environment),)  # fmt: skip
        result = function(*first, value, *args, **kwargs)
        meter.charge_for(result)
        return result

    return filtered


def _check_batch(value: Any, linecount: int, *_more: Any, **_named: Any) -> Any:
    if linecount > _MOST_COLUMNS:
        raise meter.TemplateLimitError
    return value


def _check_round(value: Any, precision: int = 0, *_more: Any, **_named: Any) -> Any:
    if abs(precision) > _MOST_DIGITS:
        raise meter.TemplateLimitError
    return value


def _check_join(value: Any, d: str = "", *_more: Any, **_named: Any) -> Any:
    items = meter.taken(value)
    meter.check_join(d, items)
    return items


def _check_replace(value: Any, old: str, new: str, *_more: Any, **_named: Any) -> Any:
    meter.check_replace(str(printed(value)), old, new)
    return value


def _check_select(value: Any, *args: Any, **_named: Any) -> Any:
    items = meter.taken(value)
    meter.current().charge(len(items) * sum(len(one) for one in args if hasattr(one, "__len__")))
    return items


def _check_sum(value: Any, attribute: Any = None, start: Any = 0) -> Any:
    if not isinstance(start, int | float):
        raise SecurityError("penjumlahan yang bukan bilangan")
    return value


def _check_text(value: Any, *_more: Any, **_named: Any) -> Any:
    return printed(value)


_CHECKS: dict[str, Callable[..., Any]] = {
    "batch": _check_batch, "round": _check_round, "join": _check_join, "replace": _check_replace, "sum": _check_sum,
    **dict.fromkeys(("select", "reject", "selectattr", "rejectattr"), _check_select),
    **dict.fromkeys(
        ("capitalize", "e", "escape", "lower", "string", "title", "trim", "truncate", "upper", "wordcount"), _check_text
    ),
}  # fmt: skip

#: The added filters.
ADDED: dict[str, Callable[..., Any]] = {TURNS: _turns, COUNT: _count, JOIN: _join, PRINT: _print, SPEND: _spend}
