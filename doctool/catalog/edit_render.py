"""Values as YAML text, in the way this catalogue writes them: plain where that is safe, double quotes else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from doctool.catalog.source import Tree, parse_yaml
from doctool.errors import ContentError

#: What other readers of YAML would take for a number, a truth value or nothing: quoted, though doctool reads text.
_MISTAKEN = re.compile(
    r"[-+]?0\d*|[-+]?\d{10,}|[-+]?[\d_]*\.[\d_]*|[-+]?\d[\d_.]*e[-+]?\d+|0[xob][\da-f_]+|[-+]?\d+(?::\d+)+(?:\.\d*)?"
    r"|yes|no|y|n|on|off|true|false|null|~|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
_CODE = re.compile(r"[A-Za-z][\w/-]*")
_LONGEST_FLOW = 60
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


@dataclass(frozen=True, slots=True)
class Indents:
    """How far a mapping and the dashes of a list stand to the right of their key."""

    mapping: int = 2
    dash: int = 2


@lru_cache(maxsize=4096)
def plain(text: str, flow: bool, key: bool = False) -> bool:
    """Whether `text` without quotes is read as itself: the parser is asked."""
    if not text or text != text.strip() or "\n" in text:
        return False
    in_list: Tree = [text, {"k": text}] if flow else [text]
    as_key: Tree = {text: "x"}
    wanted: Tree
    if key:
        trial = f"k: {{{text}: x}}" if flow else f"{text}: x"
        wanted = {"k": as_key} if flow else as_key
    else:
        trial = f"k: [{text}, {{k: {text}}}]" if flow else f"k:\n- {text}\nl: {text}"
        wanted = {"k": in_list} if flow else {"k": in_list, "l": text}
    try:
        return parse_yaml(f"{trial}\n", "").data == wanted
    except ContentError:
        return False


def quoted(text: str) -> str:
    """`text` in double quotes."""
    return '"' + "".join(_ESCAPES.get(one, one) for one in text) + '"'


def one_line(text: str, *, flow: bool = False, style: str = "", before: str = "x") -> str:
    """`text` on one line: in the quotes that `style` names, else plain where that is safe.

    `before` is the text that stood there without quotes: if that already looked like a number, this one may too.
    """
    if style == "'" and "\n" not in text and "\t" not in text:
        return "'" + text.replace("'", "''") + "'"
    if style in ("'", '"') or not plain(text, flow):
        return quoted(text)
    return quoted(text) if mistaken(text) and not mistaken(before) else text


def mistaken(text: str) -> bool:
    """Whether other readers of YAML would take `text` without quotes for something else than text."""
    return bool(_MISTAKEN.fullmatch(text))


def key_text(key: str, *, flow: bool = False) -> str:
    """A key, quoted where needed."""
    return key if plain(key, flow, key=True) and not mistaken(key) else quoted(key)


def in_brackets(value: Tree) -> str:
    """`value` on one line, lists and mappings in brackets."""
    if isinstance(value, str):
        return one_line(value, flow=True)
    if isinstance(value, list):
        return "[" + ", ".join(in_brackets(one) for one in value) + "]"
    return "{" + ", ".join(f"{key_text(key, flow=True)}: {in_brackets(one)}" for key, one in value.items()) + "}"


def literal(text: str, column: int) -> str | None:
    """`text` of several lines as "|" with its lines at `column`; None where that would not be read as itself."""
    try:
        sound = parse_yaml(f"k: {_lines(text, 1)}\n", "").data == {"k": text}
    except ContentError:
        return None
    return _lines(text, column) if sound else None


def _lines(text: str, column: int) -> str:
    return "|" + "".join(f"\n{' ' * column}{line}" if line else "\n" for line in text.split("\n"))


def short_codes(value: Tree) -> bool:
    """Whether this is a list that people write in brackets: a few codes."""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(one, str) and _CODE.fullmatch(one) for one in value) and len(str(value)) <= _LONGEST_FLOW


def entry(key: str, value: Tree, column: int, indents: Indents) -> str:
    """`key: value` at `column`, further lines indented, the first one not."""
    name = key_text(key)
    if isinstance(value, str):
        return f"{name}: {_text(value, column + indents.mapping)}"
    if not value or short_codes(value):
        return f"{name}: {in_brackets(value)}"
    inner = column + (indents.dash if isinstance(value, list) else indents.mapping)
    return f"{name}:\n{' ' * inner}{block(value, inner, indents)}"


def block(value: Tree, column: int, indents: Indents) -> str:
    """`value` without brackets at `column`, further lines indented, the first one not."""
    if isinstance(value, str):
        return _text(value, column)
    if not value:
        return in_brackets(value)
    parting = "\n" + " " * column
    if isinstance(value, list):
        return parting.join(f"- {block(one, column + 2, indents)}" for one in value)
    return parting.join(entry(key, one, column, indents) for key, one in value.items())


def _text(text: str, column: int) -> str:
    lines = literal(text, column) if "\n" in text else None
    return lines if lines is not None else one_line(text)
