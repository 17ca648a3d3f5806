"""Page breaks as a person would choose them, on rows of one height."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from doctool.drawing import ShapeKind
from doctool.layout.graph import Edge, Graph, Node
from doctool.layout.paginate import divide

#: Eight rows of this height go on a page.
ROW, ROOM = 1000, 8000


def chain(rows: int, decisions: Sequence[int] = (), more: Sequence[tuple[int, int]] = ()) -> Graph:
    """`rows` rows of one node, each leading to the next, with `more` edges from row to row."""
    nodes = tuple(
        Node(f"n{row}", ShapeKind.DECISION if row in decisions else ShapeKind.PROCESS, row, 0, "", "")
        for row in range(rows)
    )
    pairs = [*((row, row + 1) for row in range(rows - 1)), *more]
    edges = tuple(Edge(f"e{at}", f"n{a}", f"n{b}", f"n{a}:{at}", "") for at, (a, b) in enumerate(pairs))
    return Graph(tuple(range(rows)), nodes, edges)


def pages(graph: Graph) -> list[int]:
    """How many rows each page holds."""
    spans = divide(graph, [ROW] * len(graph.rows), lambda first, end, page: ROOM)
    assert spans is not None
    return [end - first for first, end in spans]


@pytest.mark.parametrize(("rows", "held"), [(1, [1]), (2, [2]), (8, [8]), (16, [8, 8])])
def test_full_pages_stay_full(rows: int, held: list[int]) -> None:
    assert pages(chain(rows)) == held


@pytest.mark.parametrize(("rows", "held"), [(9, [6, 3]), (10, [7, 3]), (11, [8, 3]), (17, [8, 6, 3])])
def test_the_last_page_gets_three_rows_from_the_one_before(rows: int, held: list[int]) -> None:
    assert pages(chain(rows)) == held


def test_a_decision_goes_over_with_what_it_decides() -> None:
    assert pages(chain(13, decisions=[7])) == [7, 6]


def test_a_break_goes_where_fewer_lines_run() -> None:
    assert pages(chain(13)) == [8, 5]
    assert pages(chain(13, more=[(9, 6), (10, 7)])) == [6, 7]


def test_lines_to_one_place_count_as_one_pair_of_connectors() -> None:
    """Four lines into one end leave by one connector: no reason to leave half a page blank."""
    assert pages(chain(12, more=[(3, 11), (4, 11), (5, 11), (6, 11)])) == [8, 4]


def test_no_page_can_hold_a_row_that_is_too_high() -> None:
    assert divide(chain(3), [ROW, ROOM + 1, ROW], lambda first, end, page: ROOM) is None
