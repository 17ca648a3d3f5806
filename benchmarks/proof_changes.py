"""Random edits of random SOPs: the changes found between two SOPs lead from the one to the other.

    python -m benchmarks.proofs --only banding [--edits 300]

For each pair: the first SOP with the changes is the second, the second with the mirrored changes is the first, what is
found the other way is the mirror, and something is told exactly where something changed. The edits, and a short version
for the suite, are in tests/compare.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from doctool.compare.apply import terapkan
from doctool.compare.diff import compare
from doctool.compare.tell import tell
from doctool.compare.tree import tree_of
from doctool.model.sop import Sop
from tests.compare.case import BASE, loaded
from tests.compare.random_edits import edited


def changes(count: int, first_seed: int) -> int:
    """Print the figures of `count` pairs and each pair that is wrong; how many are."""
    wrong = 0
    kinds: Counter[str] = Counter()
    for seed in range(first_seed, first_seed + count):
        old, new = (Sop.model_validate(one) for one in edited(seed))
        faults = _faults(old, new, kinds)
        if faults:
            wrong += 1
            print(f"  pair {seed}: {', '.join(faults)}")
    told = ", ".join(f"{name} {number}" for name, number in sorted(kinds.items()))
    print(f"changes: {count} pairs of SOPs, {sum(kinds.values())} changes ({told}); wrong: {wrong}", flush=True)
    return wrong


def _faults(old: Sop, new: Sop, kinds: Counter[str]) -> list[str]:
    """What is wrong with the changes from `old` to `new`; they are counted in `kinds`."""
    found = compare(old, new)
    kinds.update(type(one).__name__.lower() for one in found.beda)
    some = loaded(BASE)
    judged = {
        "not the second": tree_of(terapkan(old, found)) == tree_of(new),
        "not back to the first": tree_of(terapkan(new, found.cermin())) == tree_of(old),
        "not the mirror": compare(new, old) == found.cermin(),
        "not told": bool(tell(replace(some, sop=old), replace(some, sop=new)).butir) is not found.sama,
    }
    return [name for name, right in judged.items() if not right]
