"""The greedy router that doctool is compared with: simple, but a fair one."""

from __future__ import annotations

from benchmarks.greedy import reroute
from doctool.drawing import Polyline, Shape
from doctool.layout.metrics import hard_violations, soft_metrics
from tests.layout.hand import line, page, shape

STRAIGHT = line("a.b>b.t", (3300, 1700), (3300, 2300))


def paths(*drawn: Shape | Polyline) -> list[tuple[tuple[int, int], ...]]:
    return [tuple(one.points) for one in reroute(page(*drawn)).lines]


def test_it_goes_straight_where_it_can() -> None:
    detour = line("a.r>b.r", (3700, 1500), (4000, 1500), (4000, 2500), (3700, 2500))
    assert paths(shape("a", 1, 0), shape("b", 2, 0), detour) == [((3300, 1700), (3300, 2300))]


def test_it_takes_one_bend_to_another_lane_and_row() -> None:
    found = paths(shape("a", 1, 0), shape("c", 2, 1), line("a.b>c.t", (3300, 1700), (3300, 1900), (4900, 2300)))
    assert found == [((3300, 1700), (3300, 2500), (4500, 2500))]


def test_it_goes_round_a_box_when_two_bends_are_enough() -> None:
    drawn = (shape("a", 1, 0), shape("b", 2, 0), shape("c", 3, 0), line("a.b>c.t", (3300, 1700), (3300, 3300)))
    rerouted = reroute(page(*drawn))
    assert hard_violations(rerouted) == []
    assert soft_metrics(rerouted).bends == 2


def test_it_lays_lines_on_one_another_as_it_looks_at_no_other_edge() -> None:
    drawn = (
        shape("a", 1, 0), shape("b", 2, 0), shape("c", 3, 0), shape("d", 4, 0),
        line("a.b>c.t", (3300, 1700), (3300, 3300)), line("b.b>d.t", (3300, 2700), (3300, 4300)),
    )
    assert "H2" in {one.rule for one in hard_violations(reroute(page(*drawn)))}
