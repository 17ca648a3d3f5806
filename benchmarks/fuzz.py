"""Random SOPs by the thousand: every sheet must keep the hard rules and say the flow of its SOP.

    python -m benchmarks.fuzz [--n 2000] [--seed 1] [--workers 2]

Prints the range of seeds and every seed that fails; exits 1 if a sheet breaks a rule, the engine stops
with anything but a refusal, or more than 1 in 200 is refused.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from benchmarks.trial import attempt
from tests.random_sop import random_sop

MOST_REFUSED = 1 / 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a seed, small enough to hand from process to process."""

    seed: int
    refused: str
    problems: tuple[str, ...]
    seconds: float


def run(seed: int) -> Outcome:
    """Lay out and judge the SOP of `seed`; an error of the engine itself is a problem, not the end."""
    try:
        trial = attempt(random_sop(seed))
    except Exception:  # a fuzzer lists the seeds that break the engine, with the place
        return Outcome(seed, "", (traceback.format_exc(limit=-3),), 0.0)
    return Outcome(seed, trial.refused, trial.problems, trial.seconds)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.fuzz", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=2000, help="how many SOPs")
    parser.add_argument("--seed", type=int, default=1, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    options = parser.parse_args(arguments)
    seeds = range(options.seed, options.seed + options.n)
    print(f"seeds {seeds[0]} to {seeds[-1]}, {options.workers} processes", flush=True)
    start = time.perf_counter()
    outcomes: list[Outcome] = []
    with ProcessPoolExecutor(options.workers) as pool:
        for outcome in pool.map(run, seeds, chunksize=10):
            outcomes.append(outcome)
            for problem in outcome.problems:
                print(f"  seed {outcome.seed}: {problem}", flush=True)
            if outcome.refused:
                print(f"  seed {outcome.seed}: refused: {outcome.refused}", flush=True)
            if len(outcomes) % 200 == 0:
                print(f"{len(outcomes)} done after {time.perf_counter() - start:.0f} s", flush=True)
    return report(outcomes)


def report(outcomes: Sequence[Outcome]) -> int:
    """Print the sums; 1 if they are not as promised."""
    failed = [one.seed for one in outcomes if one.problems]
    refused = [one.seed for one in outcomes if one.refused]
    slowest = max(outcomes, key=lambda one: one.seconds)
    print(f"{len(outcomes)} SOPs: {len(failed)} wrong, {len(refused)} refused (at most {MOST_REFUSED:.1%})")
    print(f"slowest layout {slowest.seconds:.2f} s (seed {slowest.seed})")
    if failed:
        print("failing seeds:", *failed)
    if refused:
        print("refused seeds:", *refused)
    return int(bool(failed) or len(refused) > MOST_REFUSED * len(outcomes))


if __name__ == "__main__":
    sys.exit(main())
