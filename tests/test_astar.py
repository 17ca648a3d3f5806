"""The A* router that doctool is compared with: good paths, one edge after the other."""

from __future__ import annotations

from benchmarks.astar import reroute
from doctool.layout.engine import lay_out
from doctool.layout.metrics import hard_violations, soft_metrics
from tests.random_sop import random_sop, sized_sop


def test_it_joins_the_same_symbols_by_way_of_no_other() -> None:
    pages = [page for page in lay_out(random_sop(8)).pages if page.lines]
    for page in pages:
        again = reroute(page)
        assert [(line.source, line.target) for line in again.lines] == [(one.source, one.target) for one in page.lines]
        assert "H1" not in {one.rule for one in hard_violations(again)}


def test_it_takes_up_nothing_again_and_so_crosses_more() -> None:
    pages = [page for seed in range(1, 6) for page in lay_out(sized_sop(seed, 8, 5, 2)).pages if page.lines]
    ours = sum(soft_metrics(page).crossings for page in pages)
    assert sum(soft_metrics(reroute(page)).crossings for page in pages) > ours
