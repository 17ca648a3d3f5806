"""Columns of recipients in texts: "{nama}", "{kecamatan}". Values go in as they are and are never read again.

"{{" and "}}" stand for braces themselves. Upper case, spaces and signs do not matter: "{Nama Unit}" is "{nama_unit}".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import TypeVar

from doctool.loaded import Path as Steps

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}\n]{0,80})\}")
_WORD = re.compile(r"[^\W_]+")
Tree = TypeVar("Tree")


def column_key(text: str) -> str:
    """A heading or a name in braces as columns are called: "Nama Unit :" is "nama_unit"."""
    return "_".join(_WORD.findall(text.lower()))


def columns_in(text: str) -> tuple[str, ...]:
    """The columns that `text` names, as `column_key` writes them, each once."""
    if "{" not in text:
        return ()
    return tuple(dict.fromkeys(column_key(one[1]) for one in _PLACE.finditer(text) if one[1] is not None))


def fill(text: str, kolom: Mapping[str, str]) -> str:
    """`text` with the values of columns; one that there is not stays as it is written."""
    if "{" not in text and "}}" not in text:
        return text

    def value(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0][0]
        return kolom.get(column_key(found[1]), found[0])

    return _PLACE.sub(value, text)


def fill_tree(tree: Tree, kolom: Mapping[str, str]) -> Tree:
    """The texts of mappings and lists with the values of columns; keys stay."""
    made: object = tree
    if isinstance(tree, str):
        made = fill(tree, kolom)
    elif isinstance(tree, dict):
        made = {key: fill_tree(value, kolom) for key, value in tree.items()}
    elif isinstance(tree, list):
        made = [fill_tree(value, kolom) for value in tree]
    return made  # type: ignore[return-value]  # the same kind of value


def unquoted(tree: object, kolom: Collection[str], path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Columns in braces without quotes, which YAML reads as a mapping: `yth: {jabatan}` is {"jabatan": ""}."""
    if isinstance(tree, dict):
        name = next(iter(tree), "")
        if len(tree) == 1 and tree[name] == "" and column_key(str(name)) in kolom:
            yield path, str(name)
            return
        for key, value in tree.items():
            yield from unquoted(value, kolom, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from unquoted(value, kolom, (*path, index))


def texts_of(tree: object, path: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """Every text of a tree of mappings and lists, with its path."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts_of(value, (*path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from texts_of(value, (*path, index))
