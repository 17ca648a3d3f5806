"""JSON from outside, also what doctool itself wrote and finds again: manifests, journals, records of published SOPs.

Whatever is wrong with it is a ValueError, so that a reader has one thing to expect.
"""

from __future__ import annotations

import json
from typing import Any

from doctool.border.limits import JSON_BYTES


def read_json(text: bytes | str, most: int = JSON_BYTES) -> Any:
    """What `text` says. ValueError where it is longer than `most`, no JSON (RFC 8259), nested too deeply for this
    program, or says something twice (which of the two counts nobody could tell)."""
    if len(text) > most:
        raise ValueError(f"JSON longer than {most}")
    try:
        return _DECODER.decode(text if isinstance(text, str) else text.decode(json.detect_encoding(text)))
    except RecursionError as error:
        raise ValueError("JSON nested too deeply") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("JSON with a key that stands twice")
    return made


def _no_number(name: str) -> Any:
    raise ValueError(f"JSON with {name}")


#: One for all: json.loads makes a new one each time, and journals have a line for every file.
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
