"""Prints the SHA-256 of what doctool writes, a line a file: run again in other surroundings it must print the same.

    python -m benchmarks.scorecard.twice COUNT SEED
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time

from benchmarks.scorecard.made import Maker, at_random, by_rows, shipped

#: What differs between the two runs: the order of sets, the language, the zone; and the clock (a zip counts 2 s).
SURROUNDINGS = (
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Jakarta"},
)  # fmt: skip
_BETWEEN_S = 2.1


def chosen(count: int, seed: int) -> dict[str, Maker]:
    """`count` files of all kinds, evenly taken."""
    makers = shipped() | by_rows() | at_random(max(3, count // 10), seed)
    names = list(makers)
    step = max(1, len(names) // count)
    return {name: makers[name] for name in names[::step][:count]}


def both(count: int, seed: int) -> list[dict[str, str]]:
    """The hashes by name of two runs in different surroundings."""
    runs = []
    for number, more in enumerate(SURROUNDINGS):
        if number:
            time.sleep(_BETWEEN_S)
        command = [sys.executable, "-m", "benchmarks.scorecard.twice", str(count), str(seed)]
        run = subprocess.run(command, env={**os.environ, **more}, capture_output=True, check=True, encoding="utf-8")
        runs.append(dict(line.split("\t", 1) for line in run.stdout.splitlines()))
    return runs


def main() -> int:
    """Print the hashes."""
    count, seed = map(int, sys.argv[1:3])
    for name, make in chosen(count, seed).items():
        print(f"{name}\t{hashlib.sha256(make()).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
