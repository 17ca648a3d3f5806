"""What a test of the scorecard is asked, and what it gives."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

#: How many failing inputs a row of the table names.
NAMED = 10

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Ask:
    """How a test is to run: in full, or in the size that the test suite has time for; the first seed; processes."""

    short: bool = False
    seed: int = 20260105
    workers: int = 2

    def size(self, full: int, short: int) -> int:
        """How many inputs."""
        return short if self.short else full

    def lacks(self, done: int, wanted: int, of: str) -> tuple[str, ...]:
        """In full: the fault that fewer were done than wanted. A short run wants fewer, so none."""
        return (f"only {done} of {wanted} {of}",) if done < wanted and not self.short else ()

    def seeds(self, full: int, short: int) -> range:
        """As many seeds, from the first on."""
        return range(self.seed, self.seed + self.size(full, short))

    def each(self, call: Callable[[T], R], inputs: Iterable[T], chunk: int = 10) -> Iterator[R]:
        """What `call` gives for each input, in their order, by `workers` processes; a short run needs none."""
        if self.short:
            yield from map(call, inputs)
            return
        with ProcessPoolExecutor(self.workers) as pool:
            yield from pool.map(call, inputs, chunksize=chunk)


@dataclass(frozen=True, slots=True)
class Found:
    """What a test found: its figure in words, the inputs that failed by name, and in plain words what it could not
    look at because a program is not here ("" where nothing was left out)."""

    figure: str
    failing: tuple[str, ...] = ()
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """A line of the scorecard. `passed` is None where the test, or a part of it, could not be run: that is no pass."""

    kode: str
    what: str
    figure: str
    wanted: str
    passed: bool | None
    seconds: float
    failing: tuple[str, ...] = ()
    absent: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A test: its code, what it does in a sentence, what is wanted, the minutes it has in full, its part in the test
    suite (files below tests/), and the function."""

    kode: str
    what: str
    wanted: str
    minutes: float
    suite: str
    call: Callable[[Ask], Found]

    def run(self, ask: Ask) -> Score:
        """Run it. An exception of the program under test is a failure and not the end of the scorecard."""
        start = time.perf_counter()
        try:
            found = self.call(ask)
        except Exception as error:  # a scorecard lists what broke a test
            found = Found("the test broke", (f"{type(error).__name__}: {error}"[:300],))
        seconds = time.perf_counter() - start
        passed = False if found.failing else None if found.absent else True
        return Score(
            self.kode, self.what, found.figure, self.wanted, passed, seconds, found.failing, found.absent
        )  # fmt: skip


#: Every test by its code, in the order of the groups; filled by the modules of the groups.
TRIALS: dict[str, Trial] = {}


def trial(kode: str, what: str, wanted: str, minutes: float, suite: str = "") -> Callable[
    [Callable[[Ask], Found]], Callable[[Ask], Found]
]:  # fmt: skip
    """Make a function a test of the scorecard."""

    def keep(call: Callable[[Ask], Found]) -> Callable[[Ask], Found]:
        TRIALS[kode] = Trial(kode, what, wanted, minutes, suite, call)
        return call

    return keep


def not_here(*programs: str) -> str:
    """In plain words that programs are not here; "" where there is none such."""
    names = [name for name in programs if name]
    if not names:
        return ""
    return f"the program{'s' if len(names) > 1 else ''} {', '.join(names)} {'are' if len(names) > 1 else 'is'} not here"


def named(kind: str, problems: Sequence[str]) -> tuple[str, ...]:
    """Problems of an input as failing lines, cut to what a table can hold."""
    return tuple(f"{kind}: {one}"[:240] for one in problems)
