"""The Jinja environment of every template: it comes from outside, so it can reach data and nothing else.

Sandboxed, strict about unknown names, autoescaped; a fixed set of filters; loops and texts are counted (`meter`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import Environment, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from doctool.fill import meter
from doctool.fill.codegen import DICT_NAMES, FillCode
from doctool.fill.counting import ADDED, Counted, counted

#: Filters of Jinja that a template may use: those that print neither raw text nor more than they get.
ALLOWED_FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby",
    "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace",
    "reverse", "round", "select", "selectattr", "sort", "string", "sum", "title", "trim", "truncate", "unique",
    "upper", "wordcount",
)  # fmt: skip
_TEXT_METHODS = frozenset({
    "capitalize", "casefold", "count", "endswith", "find", "index", "isalpha", "isdigit", "islower", "isnumeric",
    "isupper", "join", "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rpartition",
    "rsplit", "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper",
})  # fmt: skip
_FORMATS = frozenset({"format", "format_map"})
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Include: "include", nodes.Import: "import", nodes.FromImport: "import", nodes.Extends: "extends",
    nodes.ScopedEvalContextModifier: "autoescape",
}  # fmt: skip


class Unknown(StrictUndefined):
    """A name that is not there; it says so in Bahasa Indonesia."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f'"{self._undefined_name}"'


class FillEnvironment(ImmutableSandboxedEnvironment):
    """See the module."""

    code_generator_class = FillCode
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(tuple(_FORBIDDEN)):
            raise TemplateSyntaxError(f'perintah "{_FORBIDDEN[type(node)]}" tidak diizinkan', node.lineno, name)
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise TemplateSyntaxError('kata "recursive" pada perulangan tidak diizinkan', loop.lineno, name)
        found: nodes.Template = Counted().visit(tree)
        return found

    def getattr(self, obj: Any, attribute: str) -> Any:
        """As Jinja does it, but without asking a dict for an attribute first."""
        if type(obj) is dict and attribute not in DICT_NAMES and attribute in obj:
            return obj[attribute]
        if isinstance(obj, str) and attribute in _FORMATS:
            return self.unsafe_undefined(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """As the sandbox does it; a text's format is no more to be had in this way."""
        if isinstance(obj, str) and argument in _FORMATS:
            return self.unsafe_undefined(obj, argument)
        return super().getitem(obj, argument)

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:
        """What stands for an attribute that no template may reach; any use of it raises SecurityError."""
        return self.undefined(f'"{attribute}"', name=attribute, obj=obj, exc=SecurityError)

    def is_safe_callable(self, obj: Any) -> bool:
        """Methods of texts and numbers only where their result is no larger than what they get."""
        owner = getattr(obj, "__self__", None)
        if isinstance(owner, str):
            return getattr(obj, "__name__", "") in _TEXT_METHODS
        return not isinstance(owner, bytes | int | float) and super().is_safe_callable(obj)

    def call(self, context: Context, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call `obj` for a template, with what it gets and gives counted."""
        if not self.is_safe_callable(obj):
            raise SecurityError(f'"{getattr(obj, "__name__", type(obj).__name__)}(...)"')
        meter.current().charge(meter.CALL)
        meter.charge_for(args, kwargs)
        owner, name = getattr(obj, "__self__", None), getattr(obj, "__name__", "")
        meter.charge_for(owner)
        if isinstance(owner, str) and name == "replace" and len(args) > 1:
            meter.check_replace(owner, *map(str, args[:2]))
        if isinstance(owner, str) and name == "join" and args:
            items = meter.taken(args[0])
            meter.check_join(owner, items)
            args = (items, *args[1:])
        result = super().call(context, obj, *args, **kwargs)
        meter.charge_for(result)
        return result

    def call_filter(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """A filter that a template names in a text (`map("upper")`): none of those that count."""
        if name not in ALLOWED_FILTERS:
            raise SecurityError(f'penyaring "{name}"')
        return super().call_filter(name, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """`left operator right`, refused where the result would be too large."""
        meter.check_binary(operator, left, right)
        return super().call_binop(context, operator, left, right)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The environment that every template is compiled in; render only inside `meter.metered()`."""
    made = FillEnvironment(undefined=Unknown, autoescape=True)
    made.filters = {name: counted(name) for name in ALLOWED_FILTERS} | ADDED
    made.globals.pop("lipsum")
    made.globals["range"] = meter.numbers
    return made
