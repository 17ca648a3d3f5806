"""The figures of real runs, kept from run to run (records.json), and docs/reliability.md that is made of them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.scorecard.score import NAMED, TRIALS, Score, Trial

ROOT = Path(__file__).resolve().parents[2]
RECORDS = Path(__file__).with_name("records.json")
PAGE = ROOT / "docs" / "reliability.md"
#: Inputs that ever failed a test of the scorecard, with what they broke.
CORPUS = ROOT / "tests" / "corpus" / "scorecard.md"
#: How many of the inputs that failed in a run are kept there.
_KEPT = 200
_CORPUS_HEAD = """\
# Inputs that failed the scorecard

Each line names a test, the first seed of the run, the input and what it broke. Inputs of these tests are made from
their seeds, the same on every machine. Lines are never taken out.

"""
FULL, SHORT = "full", "short"
#: Without these no release is made.
GATES = ("R1", "R2", "R9", "R11", "R13", "R16", "R22")
GROUPS = {
    "A. What is written is valid": range(1, 9), "B. What is read cannot hurt": range(9, 16),
    "C. Batches survive": range(16, 25), "D. Supply chain": range(25, 26),
}  # fmt: skip

_HEAD = """\
# Reliability: the scorecard

Twenty-five tests, each with a figure. `make scorecard` runs them in full, planned for {planned:g} minutes of two cores
that do nothing else, and writes this page; the runs below took {minutes}, those beside others longer than alone.
`make scorecard ONLY=R4,R13` runs some, `SHORT=1` the size that the test suite has time for. The page
holds figures of real runs only: what was not run in full says so, and a test that lacks a program is never a pass.
Every input that ever failed is named or kept in `tests/corpus/`. Seeds are fixed and printed with each run.

No release without {gates}.
"""


def load() -> dict[str, dict[str, Any]]:
    """The records: by code, then "full" or "short"."""
    if not RECORDS.is_file():
        return {}
    found: dict[str, dict[str, Any]] = json.loads(RECORDS.read_text(encoding="utf-8"))
    return found


def keep(score: Score, *, short: bool, seed: int) -> None:
    """Keep a score, with the machine, the day and the seed."""
    records = load()
    line = {**asdict(score), "machine": machine(), "day": date.today().isoformat(), "seed": seed}  # noqa: DTZ011
    for key in ("kode", "what", "wanted"):
        del line[key]
    line["seconds"] = round(score.seconds, 1)
    records.setdefault(score.kode, {})[SHORT if short else FULL] = line
    text = json.dumps(dict(sorted(records.items(), key=lambda one: int(one[0][1:]))), ensure_ascii=False, indent=1)
    RECORDS.write_text(text + "\n", encoding="utf-8", newline="\n")


def keep_failing(score: Score, *, seed: int) -> None:
    """Name the inputs that failed in tests/corpus/scorecard.md, each once; with its seed a name makes the input."""
    there = CORPUS.read_text(encoding="utf-8") if CORPUS.is_file() else _CORPUS_HEAD
    lines = [f"- {score.kode}, seed {seed}: `{one.replace('`', chr(39))}`" for one in score.failing[:_KEPT]]
    lines += [f"- {score.kode}, seed {seed}: and {len(score.failing) - _KEPT} more"] * (len(score.failing) > _KEPT)
    had = set(there.splitlines())
    new = [line for line in dict.fromkeys(lines) if line not in had]
    if new:
        CORPUS.parent.mkdir(exist_ok=True)
        CORPUS.write_text(there + "\n".join(new) + "\n", encoding="utf-8", newline="\n")


def machine() -> str:
    """The machine in few words."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores, {system}, Python {platform.python_version()}"


def page(records: Mapping[str, Mapping[str, Any]]) -> str:
    """docs/reliability.md."""
    planned, gates = sum(one.minutes for one in TRIALS.values()), ", ".join(GATES[:-1]) + f" and {GATES[-1]} green"
    lines = [_HEAD.format(planned=planned, minutes=_minutes(records), gates=gates)]
    for title, numbers in GROUPS.items():
        lines += [f"## {title}", "", "| | What it does | Wanted | Figure | Result |", "| --- | --- | --- | --- | --- |"]
        for number in numbers:
            one = TRIALS[f"R{number}"]
            lines.append(_row(one, records.get(one.kode, {})))
        lines.append("")
    lines += ["## What failed or was left out", "", *_failing(records), ""]
    lines += ["## Where the test suite runs them", "", *_suite(), ""]
    lines += ["## Runs", "", "| | Size | Day | Seconds | Seed | Machine |", "| --- | --- | --- | --- | --- | --- |"]
    lines += _runs(records)
    return "\n".join(lines) + "\n"


def _minutes(records: Mapping[str, Mapping[str, Any]]) -> str:
    """What the full runs really took."""
    seconds = [record[FULL]["seconds"] for record in records.values() if FULL in record]
    took = f"{sum(seconds) / 60:.1f} minutes"
    return took if len(seconds) == len(TRIALS) else f"{took} for the {len(seconds)} run so far"


def _row(one: Trial, record: Mapping[str, Any]) -> str:
    full, short = record.get(FULL), record.get(SHORT)
    if full:
        figure, result = full["figure"], _result(full)
    elif short:
        figure, result = f"short form: {short['figure']}", f"not yet run in full (short form: {_result(short)})"
    else:
        figure, result = "", "not yet run"
    return f"| {one.kode} | {_cell(one.what)} | {_cell(one.wanted)} | {_cell(figure)} | {_cell(result)} |"


def _result(line: Mapping[str, Any]) -> str:
    if line["passed"] is None:
        return f"not run in whole: {line['absent']}"
    return "pass" if line["passed"] else "**fail**"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _failing(records: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    said = 0
    for kode, record in records.items():
        for size, line in record.items():
            if size == SHORT and FULL in record:
                continue
            if line["absent"]:
                said += 1
                yield f"- {kode} ({size}): {line['absent']}"
            for one in line["failing"][:NAMED]:
                said += 1
                yield f"- {kode} ({size}): `{one.replace('`', chr(39))}`"
            if len(line["failing"]) > NAMED:
                yield f"- {kode} ({size}): and {len(line['failing']) - NAMED} more"
    if not said:
        yield "Nothing."


def _suite() -> Iterator[str]:
    yield "| | Test |"
    yield "| --- | --- |"
    for one in TRIALS.values():
        yield f"| {one.kode} | {', '.join(f'`{name}`' for name in one.suite.split()) or 'only in `make scorecard`'} |"


def _runs(records: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for kode, record in records.items():
        for size, line in record.items():
            yield f"| {kode} | {size} | {line['day']} | {line['seconds']} | {line['seed']} | {line['machine']} |"


def write_page() -> None:
    """Write docs/reliability.md from what is kept."""
    PAGE.write_text(page(load()), encoding="utf-8", newline="\n")
