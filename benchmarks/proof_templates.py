"""Hostile templates: each is refused with the place in the Word file, runs nothing, and takes no more than its limits.

    python -m benchmarks.proofs --only templat

Every payload stands in every place of a template of its own, which the engine fills, and which a letter is made with,
in a process of its own with a limit on its memory and on its time (POSIX; elsewhere on its time only).
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from doctool.errors import ContentError
from doctool.fill.faults import BrokenTemplateError
from doctool.fill.lint import check_template
from doctool.fill.package import read_parts
from doctool.fill.properties import Properties
from doctool.fill.template import CompiledTemplate
from doctool.findings import Severity
from doctool.letters.context import context
from doctool.letters.placeholders import placeholders
from doctool.letters.prepare import prepare
from doctool.letters.render import render_letter
from doctool.letters.templates import Template
from doctool.loaded import LoadedNaskah
from tests.fill.hostile import CANARY, ESCAPES, HARMLESS, HOSTILE, PLACES, SECRET, with_payload
from tests.letters.samples import letter

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

#: What the lint calls the places of `PLACES`.
SHOWN = {
    "body": "badan", "table": "badan", "header": "kepala halaman", "footer": "kaki halaman",
    "footnote": "catatan kaki", "title": "properti",
}  # fmt: skip
LIMIT_S, LIMIT_BYTES = 10.0, 1_000_000_000
_CPU_S = 60


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a template: the refusal or "" where it was filled, its seconds, the process's largest size in MB,
    and what is wrong."""

    name: str
    place: str
    message: str
    seconds: float
    megabytes: int
    faults: tuple[str, ...]


def attempt(name: str, place: str) -> Outcome:
    """Fill the template with the payload `name` at `place` in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="doctool-templat-") as folder:
        receiver, sender = _PROCESSES.Pipe(duplex=False)
        process = _PROCESSES.Process(target=_fill, args=(name, place, folder, sender))
        process.start()
        sender.close()
        told = receiver.poll(LIMIT_S * 3)
        try:
            answer: dict[str, Any] = receiver.recv() if told else {}
        except EOFError:
            answer = {}
        process.kill()
        process.join()
        left = [one for one in os.listdir(folder) if one != "dinas.docx"]
    faults = [f"left {one}" for one in left]
    if not answer:
        faults.append("no answer in time" if not told else "the process died")
    else:
        faults += judge(name, place, answer)
    return Outcome(name, place, answer.get("message", ""), answer.get("seconds", 0.0), answer.get("megabytes", 0),
                   tuple(faults))  # fmt: skip


def _context() -> Any:
    """Fresh processes, quickly started: copies of a server that has imported doctool where the system has one."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        made = multiprocessing.get_context("forkserver")
        made.set_forkserver_preload(["benchmarks.proof_templates"])
        return made
    return multiprocessing.get_context("spawn")


_PROCESSES = _context()


def _fill(name: str, place: str, folder: str, sender: Connection) -> None:
    """Fill the template and send what came of it; runs in a process of its own."""
    (Path(folder) / "dinas.docx").write_bytes(with_payload((HOSTILE | HARMLESS)[name], place))
    os.environ[SECRET] = CANARY
    os.chdir(folder)
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (LIMIT_BYTES, LIMIT_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (_CPU_S, _CPU_S))
    loaded = letter("dinas")
    template = Template("dinas", "dinas.docx", (Path(folder) / "dinas.docx").read_bytes())
    answer: dict[str, Any] = {"message": "", "places": [], "seen": False}
    start = time.perf_counter()
    try:
        answer["seen"] = _filled_by_engine(template, loaded, answer) or _made_as_letter(Path(folder), loaded, answer)
    except BaseException as error:  # whatever it is, the proof tells it
        answer["exception"] = f"{type(error).__name__}: {error}"[:200]
    answer["seconds"] = time.perf_counter() - start
    if resource is not None:
        answer["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sender.send(answer)
    sender.close()
    os.chdir("/")


def _filled_by_engine(template: Template, loaded: LoadedNaskah, answer: dict[str, Any]) -> bool:
    """Have the engine fill the template, which no lint has seen; whether it printed the secret."""
    prepared = prepare(template, loaded.office)
    try:
        docx = CompiledTemplate(prepared.docx).fill(context(loaded, prepared), Properties("", "", ""))
    except BrokenTemplateError as error:
        answer["message"] = f"{error.place}: {error.message}"
        return False
    return any(CANARY.encode() in part for part in read_parts(docx).values())


def _made_as_letter(folder: Path, loaded: LoadedNaskah, answer: dict[str, Any]) -> bool:
    """Have a letter made with the template; whether the secret was printed."""
    try:
        docx = render_letter(loaded, templates=folder)
    except ContentError as error:
        answer["places"] = [one.where.place or one.message for one in error.findings]
        return CANARY in error.message
    return any(CANARY.encode() in part for part in read_parts(docx).values())


def judge(name: str, place: str, answer: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the answer of a process."""
    if "exception" in answer:
        yield f"exception: {answer['exception']}"
    elif name in HOSTILE and not (answer["message"] and answer["places"]):
        yield "executed"
    elif answer["message"] and not answer["message"].startswith(f"{PLACES[place]}: "):
        yield f"place: {answer['message'][:120]}"
    elif not all(one.startswith((SHOWN[place], PLACES[place])) for one in answer["places"]):
        yield f"place: {answer['places'][0][:120]}"
    if answer["seen"] or CANARY in answer["message"]:
        yield "the secret was printed"
    if answer["seconds"] > LIMIT_S:
        yield f"{answer['seconds']:.1f} s"


def told_by_lint(name: str, place: str) -> bool:
    """Whether `doctool templat periksa` tells the payload as an error with its place; it reads and runs nothing."""
    found = check_template(with_payload(HOSTILE[name], place), placeholders("dinas"), name="dinas.docx")
    errors = [one for one in found if one.severity is Severity.ERROR]
    return bool(errors) and all(one.where.place for one in errors)


def templates(workers: int) -> int:
    """Try every payload in every place and print the figures; 1 if a promise is broken."""
    pairs = list(product((*HOSTILE, *HARMLESS), PLACES))
    with ThreadPoolExecutor(workers) as pool:
        outcomes = list(pool.map(lambda pair: attempt(*pair), pairs))
    unknown = [(name, place) for name in ESCAPES for place in PLACES if not told_by_lint(name, place)]
    for one in outcomes:
        for fault in one.faults:
            print(f"  {one.name} in {one.place}: {fault}", flush=True)
    for name, place in unknown:
        print(f"  {name} in {place}: not told by the lint", flush=True)
    print(report(outcomes, len(unknown)), flush=True)
    return int(bool(unknown) or any(one.faults for one in outcomes))


def report(outcomes: list[Outcome], unknown: int) -> str:
    """The figures."""
    hostile = [one for one in outcomes if one.name in HOSTILE]
    slowest = max(outcomes, key=lambda one: one.seconds)
    largest = max(outcomes, key=lambda one: one.megabytes)
    return (
        f"R13 templates: {len(HOSTILE)} payloads in {len(PLACES)} places, "
        f"{sum(bool(one.message) for one in hostile)} of {len(hostile)} refused, "
        f"{sum(bool(one.faults) for one in outcomes)} executed, without their place, or over a limit; slowest "
        f"{slowest.seconds:.1f} s ({slowest.name}, {slowest.place}), largest {largest.megabytes} MB ({largest.name}); "
        f"{unknown} of {len(ESCAPES) * len(PLACES)} escapes not told by the lint"
    )
