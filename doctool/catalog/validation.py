"""From pydantic's errors to findings with the place in the file.

pydantic says where an error is in the model's terms; short forms (a text in place of a list or mapping) and
tags of unions are steps that the file does not have, and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from doctool.catalog.messages import (
    ONLY_TEXT,
    RECORDS,
    Fault,
    Words,
    closest,
    colon_in_text,
    explain,
    missing_key,
    unknown_key,
)
from doctool.catalog.source import Source
from doctool.errors import ContentError
from doctool.findings import Finding, Where
from doctool.loaded import Path as Steps
from doctool.refusal import MAX_FINDINGS, error, refuse

Model = TypeVar("Model", bound=BaseModel)


def validate(model: type[Model], source: Source) -> tuple[Model | None, list[Finding]]:
    """The model of `source`, or None and every finding that keeps it from being one (D01 to D15)."""
    try:
        return model.model_validate(source.data), []
    except ValidationError as problem:
        errors = problem.errors(include_url=False, include_input=False)
        return None, _Explainer(model, source).findings(errors)


def refuse_all(source: Source, findings: list[Finding]) -> ContentError:
    """The exception for `findings`, no more than a reader can use."""
    return refuse(source.file, sorted(findings, key=Finding.sort_key)[:MAX_FINDINGS])


def file_path(source: Source, steps: Steps) -> Steps:
    """The part of the model's path `steps` that the file has."""
    path: Steps = ()
    here: Any = source.data
    for step in steps:
        inside = isinstance(here, dict) and step in here
        if not inside and isinstance(here, list) and isinstance(step, int):
            inside = step < len(here)
        if inside:
            path, here = (*path, step), here[step]
    return path


def value_name(path: Steps) -> str:
    """How the value at `path` is called: its key, or its place in the list under a key."""
    places: list[int] = []
    for step in reversed(path):
        if isinstance(step, str):
            counted = " ".join(f"butir ke-{place + 1}" for place in reversed(places))
            return f'{counted} "{step}"'.strip()
        places.append(step)
    return "isi berkas"


class _Explainer:
    def __init__(self, model: type[BaseModel], source: Source) -> None:
        self.model, self.source = model, source

    def findings(self, errors: list[ErrorDetails]) -> list[Finding]:
        cut = dict(self._cut_texts(errors))
        found: list[Finding] = []
        for one in errors:
            parent = file_path(self.source, one["loc"][:-1])
            if parent in cut and one["type"] in {"missing", "extra_forbidden"}:
                continue
            if one["type"] == "too_short" and self.source.at(file_path(self.source, one["loc"])):
                continue  # its items are faulty and reported; none was left to count
            found.append(self._finding(one))
        for path, key in cut.items():
            found.append(self._say(colon_in_text(key), self.source.positions.where(path), key))
        return found

    def _cut_texts(self, errors: list[ErrorDetails]) -> Iterator[tuple[Steps, str]]:
        """List items that are one unknown key where a text could have stood: `- Surat: lampiran`."""
        lacking = {file_path(self.source, one["loc"][:-1]) for one in errors if one["type"] == "missing"}
        for one in errors:
            key = str(one["loc"][-1]) if one["loc"] else ""
            parent = file_path(self.source, one["loc"][:-1])
            if one["type"] != "extra_forbidden" or parent not in lacking or not parent:
                continue
            only = self.source.at(parent)
            known = known_keys(self.model, one["loc"][:-1])
            if isinstance(only, dict) and len(only) == 1 and closest(key, known, cutoff=0.8) is None:
                yield parent, key

    def _say(self, words: Words, where: Where, text: str) -> Finding:
        return error(words.code, where, words.message, words.hint, text)

    def _finding(self, one: ErrorDetails) -> Finding:
        steps, kind = one["loc"], one["type"]
        positions = self.source.positions
        if kind == "extra_forbidden":
            path = file_path(self.source, steps)
            key = str(steps[-1])
            known = known_keys(self.model, steps[:-1])
            return self._say(unknown_key(key, known, _owner(self.model, key)), positions.where_key(path), key)
        if kind == "missing":
            path = file_path(self.source, steps[:-1])
            inside = value_name(path) if path else ""
            return self._say(missing_key(str(steps[-1]), inside), positions.where(path), "")
        context: dict[str, Any] = dict(one.get("ctx") or {})
        path = file_path(self.source, steps)
        below = context.get("di")
        if below:
            path = (*path, *((below,) if isinstance(below, str) else below))
            where = positions.where_key(path)
        else:
            where = positions.where(path)
        value = self.source.at(path)
        words = explain(Fault(kind, value_name(path), value, context))
        return self._say(words, where, value if isinstance(value, str) else "")


def _leaves(annotation: Any) -> tuple[type[BaseModel], ...]:
    """The records that a field of type `annotation` may hold, through Optional, Annotated, tuple and dict."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    found: list[type[BaseModel]] = []
    for part in get_args(annotation):
        found.extend(_leaves(part))
    return tuple(dict.fromkeys(found))


def records_below(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """All records that `model` is made of, itself first, by name."""
    found: dict[str, type[BaseModel]] = {}
    waiting = [model]
    while waiting:
        one = waiting.pop(0)
        if one.__name__ in found:
            continue
        found[one.__name__] = one
        if one.__name__ in ONLY_TEXT:
            continue
        for info in one.model_fields.values():
            waiting.extend(_leaves(info.annotation))
    return found


def known_keys(model: type[BaseModel], steps: Steps) -> list[str]:
    """The keys that the record at the model's path `steps` may have."""
    current: tuple[type[BaseModel], ...] = (model,)
    for step in steps:
        following: list[type[BaseModel]] = []
        for record in current:
            info = record.model_fields.get(step) if isinstance(step, str) else None
            following.extend(_leaves(info.annotation) if info is not None else (record,))
        current = tuple(dict.fromkeys(following))
    return list(dict.fromkeys(key for record in current for key in record.model_fields))


def _owner(model: type[BaseModel], key: str) -> str | None:
    for name, record in records_below(model).items():
        if key in record.model_fields and name not in {"Label", "Tanggal", "Waktu"}:
            return RECORDS.get(name)
    return None
