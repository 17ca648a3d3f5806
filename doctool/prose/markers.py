"""Lists as offices number them: "a.", "B)", "iv.", "(1)" and pasted bullets at the beginning of a line.

Markdown knows only digits and three bullets. Such a marker is replaced by one of the same length that Markdown knows,
so that every place in the text stays where it is, and what it really was is kept by its line. A letter alone is none
(A. Rahman): two that follow one another make a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["titik", "1", "a", "A", "i", "I"]

_LINE = re.compile(r"(?P<lead>[ \t>]*)(?P<marker>\(?(?:[A-Za-z]|[ivxIVX]{2,6}|\d{1,3})[.)]|[•▪◦●○■])(?=[ \t]+\S)")
#: What ends a list: a heading, a fence, a table's row.
_WALL = re.compile(r"[ \t>]*(?:#{1,6}[ \t]|```|~~~|\|)")
#: Two markers of a list are no farther apart than so many lines.
_MOST_LINES = 60
_ROMAN = {"i": 1, "v": 5, "x": 10}


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker as it was written: its kind of number, its value, and where in its line it stands."""

    kind: Kind
    value: int
    start: int
    text: str


@dataclass(slots=True)
class _Run:
    """Markers that follow one another, so far as the text has been read; `readings` are the values of the last."""

    lead: str
    frame: str
    readings: dict[Kind, int]
    last: int
    lines: dict[int, tuple[re.Match[str], dict[Kind, int]]] = field(default_factory=dict)


def find_markers(lines: Sequence[str]) -> dict[int, Marker]:
    """The markers that Markdown does not know, by line (from 0)."""
    found: dict[int, Marker] = {}
    open_runs: list[_Run] = []
    for number, line in enumerate(lines):
        if _WALL.match(line):
            _close(open_runs, found)
        match = _LINE.match(line)
        if not match:
            continue
        readings = _readings(match["marker"])
        if not readings:
            found[number] = Marker("titik", 0, match.start("marker"), match["marker"])
        elif not (match["marker"][0].isdigit()):
            _take(open_runs, number, match, readings)
    _close(open_runs, found)
    return found


def replaced(lines: Sequence[str], markers: Mapping[int, Marker], besides: Collection[int] = ()) -> str:
    """The text with markers that Markdown knows, `besides` those of some lines."""
    out = list(lines)
    for number, marker in markers.items():
        if number in besides:
            continue
        known = "-" if marker.kind == "titik" else _digits(marker.text)
        line = out[number]
        out[number] = line[: marker.start] + known + line[marker.start + len(marker.text) :]
    return "\n".join(out)


def _digits(marker: str) -> str:
    """A marker of the value 1 as long as `marker`: only that may begin a list right below a paragraph."""
    if marker.startswith("("):
        return " " + "1)".rjust(len(marker) - 1, "0")
    return ("1" + marker[-1]).rjust(len(marker), "0")


def _readings(marker: str) -> dict[Kind, int]:
    """What a marker may mean: "i." is the ninth letter or the first Roman number; none for a bullet."""
    body = marker.strip("().")
    if body.isdigit():
        return {"1": int(body)}
    out: dict[Kind, int] = {}
    if len(body) == 1 and body.isalpha() and body.isascii():
        out["a" if body.islower() else "A"] = ord(body.lower()) - ord("a") + 1
    if body and set(body.lower()) <= set(_ROMAN) and (body.islower() or body.isupper()) and _roman(body):
        out["i" if body.islower() else "I"] = _roman(body)
    return out


def _roman(body: str) -> int:
    """The value of a Roman number below 40, 0 for what is none."""
    if not re.fullmatch(r"x{0,3}(?:ix|iv|v?i{0,3})", body.lower()):
        return 0
    values = [_ROMAN[letter] for letter in body.lower()]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _take(runs: list[_Run], number: int, match: re.Match[str], readings: dict[Kind, int]) -> None:
    """Put a marker behind the last run that it continues, or let it begin one."""
    frame = re.sub(r"[A-Za-z0-9]+", "", match["marker"])
    for run in reversed(runs):
        follows = {kind: value for kind, value in readings.items() if run.readings.get(kind) == value - 1}
        if run.lead == match["lead"] and run.frame == frame and follows and number - run.last <= _MOST_LINES:
            run.readings, run.last = follows, number
            run.lines[number] = (match, readings)
            return
    runs.append(_Run(match["lead"], frame, readings, number, {number: (match, readings)}))
    del runs[:-20]  # a list within twenty others is none


def _close(runs: list[_Run], found: dict[int, Marker]) -> None:
    """Keep the markers of runs of two and more."""
    for run in runs:
        if len(run.lines) < 2:
            continue
        kind = next(iter(run.readings))
        for number, (match, readings) in run.lines.items():
            found[number] = Marker(kind, readings[kind], match.start("marker"), match["marker"])
    runs.clear()
