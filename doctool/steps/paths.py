"""Rare values as pairs of a path and a text: "revisi.1.alasan" and "Peraturan baru".

Steps are keys and places from 1, parted by points; a key that could be taken for something else is in double quotes, as
is a text that a cell would not keep as it is (both as JSON writes them). [] and {} are an empty list and mapping.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from doctool.border.json_text import read_json
from doctool.loaded import Path
from doctool.steps.plain import safe

_STEP = re.compile(r'"(?:[^"\\]|\\.)*"|[^."\s]+')
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_EMPTY: dict[str, Any] = {"[]": list, "{}": dict}


def flat(value: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text below `value` with its path, as `written` has it; empty lists and mappings as "[]" and "{}"."""
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from flat(one, (*path, key))
    elif isinstance(value, list) and value:
        for at, one in enumerate(value):
            yield from flat(one, (*path, at))
    elif isinstance(value, str):
        yield path, written(value)
    else:
        yield path, "{}" if isinstance(value, dict) else "[]"


def written(text: str, *, one_line: bool = False) -> str:
    """A text as a cell keeps it."""
    if safe(text) and not text.startswith('"') and text not in _EMPTY and not (one_line and "\n" in text):
        return text
    return json.dumps(text).replace("_", "\\u005f")


def read_value(text: str) -> Any:
    """What `written` wrote: a text, an empty list or mapping. Raises ValueError."""
    if text in _EMPTY:
        return _EMPTY[text]()
    if not text.startswith('"'):
        return text
    value = read_json(text)
    if not isinstance(value, str):
        raise ValueError(text)
    return value


def path_text(path: Path) -> str:
    """A path as it is written."""
    return ".".join(
        str(step + 1) if isinstance(step, int) else step if _KEY.fullmatch(step) else json.dumps(step) for step in path
    )


def read_path(text: str) -> Path:
    """The path that `text` writes. Raises ValueError."""
    out: list[str | int] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None or (found.end() < len(text) and text[found.end()] != "."):
            raise ValueError(text)
        step = found[0]
        if step.startswith('"'):
            out.append(str(read_json(step)))
        elif re.fullmatch(r"[1-9]\d{0,4}", step):
            out.append(int(step) - 1)
        else:
            out.append(step)
        at = found.end() + 1
    if not out or text.endswith(".") or isinstance(out[0], int):
        raise ValueError(text)
    return tuple(out)


def put(tree: Any, path: Path, value: Any) -> None:
    """Put `value` into `tree` at `path`, making lists and mappings on the way.

    Raises ValueError where something else is there already, or a place in a list would be left out.
    """
    here = tree
    for at, step in enumerate(path):
        last = at + 1 == len(path)
        if isinstance(step, int):
            if not isinstance(here, list) or step > len(here) or (last and step < len(here)):
                raise ValueError(path)
            if step == len(here):
                here.append(value if last else _begin(path[at + 1]))
        else:
            if not isinstance(here, dict) or (last and step in here):
                raise ValueError(path)
            if step not in here:
                here[step] = value if last else _begin(path[at + 1])
        here = here[step]


def _begin(step: str | int) -> Any:
    return [] if isinstance(step, int) else {}
