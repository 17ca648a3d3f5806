"""20 random SOPs: no sheet breaks a hard rule, and the arrows say the flow of the SOP.

`make fuzz` does the same with 2,000.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.trial import attempt, flow_differences
from doctool.layout.engine import lay_out
from doctool.model.alur import baca_alur
from tests.random_sop import LANES_ON_A4, USUAL_ROWS, random_data, random_sop

SEEDS = range(1, 101)
CHUNK, DRAWN = 10, 20
CHUNKS = [SEEDS[start : start + CHUNK] for start in range(0, DRAWN, CHUNK)]

#: Seeds that the engine refuses to draw; one in 200 may be.
REFUSED: frozenset[int] = frozenset()


@pytest.mark.lambat
@pytest.mark.parametrize("seeds", CHUNKS, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_random_sheets_keep_every_hard_rule_and_say_their_flow(seeds: range) -> None:
    trials = {seed: attempt(random_sop(seed)) for seed in seeds}
    wrong = [f"seed {seed}: {problem}" for seed, trial in trials.items() for problem in trial.problems]
    assert not wrong, "\n".join(wrong)
    refused = {seed: trial.refused for seed, trial in trials.items() if trial.refused}
    assert set(refused) == REFUSED & set(seeds), refused


def test_hardly_any_random_sop_is_refused() -> None:
    assert len(REFUSED) <= len(SEEDS) / 200


def test_the_flow_is_compared_arrow_by_arrow() -> None:
    one, other = random_sop(8), random_sop(9)
    drawing = lay_out(one)
    assert flow_differences(one, drawing) == []
    assert flow_differences(other, drawing) != []


def test_the_generator_makes_what_it_promises() -> None:
    rows: Counter[int] = Counter()
    lanes: Counter[int] = Counter()
    nodes: Counter[int] = Counter()
    loops = forks = joins = three_exits = 0
    for seed in SEEDS:
        loaded = random_sop(seed)
        ((_, procedure),) = loaded.sop.prosedur()
        flow = baca_alur(procedure, loaded.label)
        assert flow.masalah == ()
        reached, waiting = set(), [0]
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached.add(node)
                waiting += [arc.ke for arc in flow.keluar_dari(node)]
        assert len(reached) == len(flow.simpul), f"seed {seed} has a node that nothing leads to"
        rows[len(procedure.kegiatan)] += 1
        lanes[len(flow.lajur)] += 1
        nodes.update(len(row.nodes()) for row in procedure.kegiatan)
        assert (loaded.kantor.gaya.kertas == "F4") == (len(flow.lajur) > LANES_ON_A4)
        back = sum(flow.simpul[arc.ke].baris < flow.simpul[arc.dari].baris for arc in flow.arus)
        loops += back > 0
        exits = Counter((arc.dari, arc.keluar) for arc in flow.arus)
        forks += any(count > 1 for count in exits.values())
        joins += any(count > 1 for count in Counter(arc.ke for arc in flow.arus).values())
        three_exits += any(count > 2 for count in Counter(source for source, _ in exits).values())
    assert (min(rows), min(lanes), max(lanes), set(nodes)) == (2, 1, 12, {1, 2, 3})
    assert max(rows) > 50
    assert sum(count for size, count in rows.items() if size <= USUAL_ROWS) == pytest.approx(0.9 * len(SEEDS), rel=0.05)
    assert min(loops, joins) > len(SEEDS) / 2
    assert min(forks, three_exits) > len(SEEDS) / 10


def test_the_same_seed_gives_the_same_sop() -> None:
    assert random_data(7) == random_data(7)
    assert random_data(7) != random_data(8)
