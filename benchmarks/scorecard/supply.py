"""Group D: what doctool stands on, and what its own code may not do."""

from __future__ import annotations

from benchmarks.scorecard.score import Ask, Found, trial
from benchmarks.scorecard.source_rules import breaches, files, pinned, too_old


@trial(
    "R25", "The versions of what reads from outside, and the source itself, which is searched for what it may not do: "
    "render outside of the sandbox, load YAML with types, save straight to a target, call a shell.",
    "0 too old, 0 breaches", 0.5, "test_supply_chain.py",
)  # fmt: skip
def r25(ask: Ask) -> Found:
    found = [*too_old(), *pinned(), *(one for path in files() for one in breaches(path))]
    return Found(f"{len(files())} modules, {len(found)} breaches or old versions", tuple(found))
