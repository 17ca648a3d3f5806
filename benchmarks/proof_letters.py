"""Random letters by the thousand: each is refused with the place of every fault, or is a sound file with all its texts.

    python -m benchmarks.proofs --only surat [--letters 10000] [--seed 1] [--workers 2]
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache

from lxml import etree

from doctool.catalog.source import Source
from doctool.catalog.validation import refuse_all, validate
from doctool.errors import ContentError
from doctool.fill.package import read_parts
from doctool.letters.context import context
from doctool.letters.prepare import prepare
from doctool.letters.render import Renderer
from doctool.letters.templates import find_template
from doctool.loaded import LoadedNaskah
from doctool.model.surat import NASKAH
from tests.docxtpl_alone import filled_by_docxtpl
from tests.gate import check_docx
from tests.letters.kept import lost
from tests.letters.random_letter import Given, random_letter

#: Of so many letters one is also filled by docxtpl alone.
SAMPLE = 10
#: The gate's word for tags that stayed; here the texts themselves are full of tags.
_LEFT_OVER = "a placeholder was left over"
_DOCUMENT = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the letter of `seed`: "made" or "refused", what is wrong, the seconds for making it."""

    seed: int
    what: str
    faults: tuple[str, ...] = ()
    seconds: float = 0.0
    compared: bool = False


def run(seed: int, judge: Callable[[bytes], list[str]] | None = None) -> Outcome:
    """Make the letter of `seed` and look at what came of it; an exception is a fault, not the end.

    `judge` says what is wrong with a file; None: the gate without the SDK.
    """
    given = random_letter(seed)
    try:
        return _run(seed, given, judge or _gate)
    except Exception as error:  # listed with its seed
        return Outcome(seed, "exception", (f"exception: {type(error).__name__}: {error}",))


@cache
def _renderer() -> Renderer:
    """One for all letters of a process, as in a batch."""
    return Renderer()


def _gate(docx: bytes) -> list[str]:
    return check_docx(docx, sdk=False)


def _run(seed: int, given: Given, judge: Callable[[bytes], list[str]]) -> Outcome:
    start = time.perf_counter()
    try:
        loaded = _read(seed, given)
        docx = _renderer().render(loaded)
    except ContentError as error:
        return Outcome(seed, "refused", tuple(_unplaced(given, error)), time.perf_counter() - start)
    seconds = time.perf_counter() - start
    faults = [f"invalid: {line}" for line in judge(docx) if _LEFT_OVER not in line]
    faults += [f"lost: {line}" for line in lost(loaded, docx)]
    compared = seed % SAMPLE == 0
    if compared:
        faults += _unlike_docxtpl(loaded, docx)
    return Outcome(seed, "made", tuple(faults), seconds, compared)


def _read(seed: int, given: Given) -> LoadedNaskah:
    """The letter as reading its file gives it. Raises ContentError."""
    source = Source(given.positions.file, given.data, given.positions, ())
    naskah, findings = validate(NASKAH[given.kind], source)
    if naskah is None:
        raise refuse_all(source, findings)
    return LoadedNaskah(f"acak-{seed}", naskah, given.positions, given.office)


def _unplaced(given: Given, error: ContentError) -> Iterator[str]:
    """What is wrong with a refusal: a letter that should be made, or a fault without its line."""
    if not given.spoilt and not given.broken:
        yield f"refused: {error.message}"
    if not error.findings or any(not one.where.line for one in error.findings):
        yield f"place: {error.message}"


def _unlike_docxtpl(loaded: LoadedNaskah, docx: bytes) -> Iterator[str]:
    prepared = prepare(find_template(loaded.naskah.jenis), loaded.office)
    wanted = filled_by_docxtpl(prepared.docx, context(loaded, prepared))
    if _canonical(read_parts(docx)[_DOCUMENT]) != _canonical(wanted[_DOCUMENT]):
        yield "docxtpl: its document.xml is another"


def _canonical(data: bytes) -> bytes:
    return etree.tostring(etree.fromstring(data), method="c14n")


def letters(count: int, first: int, workers: int) -> int:
    """Make `count` letters and print the figures; 1 if a promise is broken."""
    start = time.perf_counter()
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(workers) as pool:
        for outcome in pool.map(run, range(first, first + count), chunksize=20):
            outcomes.append(outcome)
            for fault in outcome.faults[:3]:
                print(f"  seed {outcome.seed}: {fault}"[:300], flush=True)
            if len(outcomes) % 1000 == 0:
                print(f"  {len(outcomes)} after {time.perf_counter() - start:.0f} s", flush=True)
    print(report(outcomes), flush=True)
    return int(any(one.faults for one in outcomes))


def report(outcomes: Sequence[Outcome]) -> str:
    """The figures in one line."""
    made = [one for one in outcomes if one.what == "made"]
    seconds = sum(one.seconds for one in made)
    told = {
        name: sum(any(fault.startswith(f"{name}:") for fault in one.faults) for one in outcomes)
        for name in ("exception", "invalid", "lost", "docxtpl", "refused", "place")
    }
    return (
        f"R1 letters: {len(outcomes)} of seeds {outcomes[0].seed} to {outcomes[-1].seed}, {len(made)} made "
        f"({len(made) / seconds if seconds else 0:.0f} a second), "
        f"{sum(one.what == 'refused' for one in outcomes)} refused with their place ({told['place']} without, "
        f"{told['refused']} wrongly), {told['exception']} exceptions, {told['invalid']} invalid, {told['lost']} with "
        f"lost or moved text, {told['docxtpl']} of {sum(one.compared for one in outcomes)} unlike docxtpl"
    )
