"""The reliability scorecard (make scorecard).

    python -m benchmarks.scorecard [--only R4,R13] [--short] [--seed 20260105] [--workers 2]

Prints what each test has of time and what it gives, keeps the figures and writes docs/reliability.md. Exits 1 if a test
fails; one that lacks a program says so and counts as neither.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from benchmarks.scorecard import batches, reading, records, supply, written
from benchmarks.scorecard.score import NAMED, TRIALS, Ask, Score

#: The modules that bring the tests, in the order of the groups.
GROUPS = (written, reading, batches, supply)
#: Minutes that all tests together may have.
MOST_MINUTES = 80.0
for _code in sorted(TRIALS, key=lambda code: int(code[1:])):
    TRIALS[_code] = TRIALS.pop(_code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tests that are asked for."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.scorecard", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--only", default="", help="codes, e.g. R4,R13")
    parser.add_argument("--short", action="store_true", help="the size that the test suite has time for")
    parser.add_argument("--seed", type=int, default=20260105, help="the first seed")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--page", action="store_true", help="only write docs/reliability.md from the figures kept")
    options = parser.parse_args(arguments)
    codes = [code for code in options.only.upper().replace(" ", "").split(",") if code] or list(TRIALS)
    unknown = [code for code in codes if code not in TRIALS]
    if unknown:
        parser.error(f"no such test: {', '.join(unknown)}; there are {', '.join(TRIALS)}")
    scores: list[Score] = []
    if not options.page:
        print(budget(codes, short=options.short), flush=True)
        print(f"seed {options.seed}, {options.workers} processes", flush=True)
        for code in codes:
            score = TRIALS[code].run(Ask(options.short, options.seed, options.workers))
            print(told(score), flush=True)
            records.keep(score, short=options.short, seed=options.seed)
            records.keep_failing(score, seed=options.seed)
            scores.append(score)
    records.write_page()
    return int(any(one.passed is False for one in scores))


def budget(codes: Sequence[str], *, short: bool) -> str:
    """The minutes that each test has, in one line."""
    if short:
        return f"short form of {', '.join(codes)}"
    parts = ", ".join(f"{code} {TRIALS[code].minutes:g}" for code in codes)
    return f"minutes: {parts}; {sum(TRIALS[code].minutes for code in codes):g} of {MOST_MINUTES:g} in all"


def told(score: Score) -> str:
    """A score as it is printed."""
    word = {True: "pass", False: "FAIL", None: "not run in whole"}[score.passed]
    lines = [f"{score.kode} {word} in {score.seconds:.0f} s: {score.figure} (wanted: {score.wanted})"]
    lines += [f"  not run: {score.absent}"] if score.absent else []
    lines += [f"  {one}" for one in score.failing[:NAMED]]
    lines += [f"  and {len(score.failing) - NAMED} more"] if len(score.failing) > NAMED else []
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
