"""JSON from outside, also what doctool itself wrote and finds again: manifests, journals, records of published SOPs.

Whatever is wrong with it is a JsonError, a ValueError, so that a reader has one thing to expect.
"""

from __future__ import annotations

import json
import re
from typing import Any

from doctool.border.limits import JSON_BYTES

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:]', re.DOTALL)


class JsonError(ValueError):
    """Text that is not read as JSON; `reason` says why in Bahasa Indonesia, with the line where there is one."""

    def __init__(self, message: str, reason: str) -> None:
        super().__init__(message)
        self.reason = reason


class _TwiceError(ValueError):
    """An object says something twice."""


def read_json(text: bytes | str, most: int = JSON_BYTES) -> Any:
    """What `text` says. JsonError where it is longer than `most`, no JSON (RFC 8259), nested too deeply for this
    program, or says something twice (which of the two counts nobody could tell)."""
    if len(text) > most:
        raise JsonError(f"JSON longer than {most}", "terlalu besar")
    if not isinstance(text, str):
        try:
            text = text.decode(json.detect_encoding(text))
        except UnicodeDecodeError as error:
            raise JsonError(str(error), "bukan teks UTF-8") from error
    try:
        return _DECODER.decode(text)
    except RecursionError as error:
        raise JsonError("JSON nested too deeply", "bersarang terlalu dalam") from error
    except _TwiceError as error:
        key, line = _second(text)
        reason = f'kunci "{key[:60]}" tertulis dua kali (baris {line})'
        raise JsonError(f"JSON with a key that stands twice in line {line}", reason) from error
    except json.JSONDecodeError as error:
        raise JsonError(str(error), f"bukan JSON (baris {error.lineno})") from error
    except ValueError as error:  # a number that is none, or of more digits than Python reads
        raise JsonError(str(error), "memuat angka yang tidak dapat dibaca") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _TwiceError
    return made


def _second(text: str) -> tuple[str, int]:
    """The first key of `text` that its object has already, and its line; the parser has found that there is one."""
    keys: list[set[str]] = []
    before, start = "", 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in "{[":
            keys.append(set())
        elif sign in "}]":
            keys.pop()
        elif sign == ":":
            key = json.loads(before)
            if key in keys[-1]:
                return key, text.count("\n", 0, start) + 1
            keys[-1].add(key)
        before, start = sign, token.start()
    raise AssertionError("no key stands twice")


def _no_number(name: str) -> Any:
    raise ValueError(f"JSON with {name}")


#: One for all: json.loads makes a new one each time, and journals have a line for every file.
_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
