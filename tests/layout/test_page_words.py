"""The words beside off-page connectors: each beside its own, none on another."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.scorecard.sop_texts import judge
from doctool.drawing import Box, Shape, ShapeKind, TextStyle
from doctool.layout import flow_shapes
from doctool.layout.engine import lay_out
from doctool.layout.paginate import Pentagon
from tests.random_sop import random_sop

LEFT, RIGHT = 1000, 12_000


def words(middles: list[int], pages: list[set[int]]) -> list[tuple[int, int, str]]:
    """Where the words of incoming connectors with these middles begin and end, and what they say, left to right."""
    row = [Pentagon(f"masuk-{at}", (f"n{at}", False), False, True, at, 0) for at in range(len(middles))]
    page: Any = SimpleNamespace(
        sheet=SimpleNamespace(
            small=TextStyle("Arial", 160),
            loaded=SimpleNamespace(label=SimpleNamespace(ke_halaman="ke hal.", dari_halaman="dari hal.")),
        ),
        partners={(one.letter_of[0], one.out, one.down): found for one, found in zip(row, pages, strict=True)},
        grid=SimpleNamespace(lanes=(LEFT - 20, RIGHT + 20)),
    )
    shapes = {
        one.key: Shape(one.key, ShapeKind.OFF_PAGE, Box(middle - 260, 3000, 520, 400), 1, 1, 1, (), "")
        for one, middle in zip(row, middles, strict=True)
    }
    labels = flow_shapes.page_labels(page, row, shapes)
    assert [one.owner for one in labels] == [one.key for one in row]
    return sorted((one.box.x, one.box.right, one.paragraph.text) for one in labels)


def test_words_with_room_stand_in_the_middle_below_their_connector() -> None:
    found = words([3000, 6000], [{2}, {4, 10}])
    assert [text for *_, text in found] == ["dari hal. 2", "dari hal. 4, 10"]
    assert [pytest.approx((x + right) / 2, abs=1) for x, right, _ in found] == [3000, 6000]


def test_neighbours_move_aside_a_little() -> None:
    found = words([3000, 3960], [{5, 16}, {4, 10}])
    assert [text for *_, text in found] == ["dari hal. 5, 16", "dari hal. 4, 10"]
    assert found[0][1] < found[1][0]


@pytest.mark.parametrize("middles", [[3000, 3700], [3000, 3720, 4440], [RIGHT - 1500, RIGHT - 800, RIGHT - 100]])
def test_neighbours_without_room_say_the_numbers_only(middles: list[int]) -> None:
    found = words(middles, [{5, 16}, {4, 10}, {7, 11}][: len(middles)])
    assert [text for *_, text in found] == ["5, 16", "4, 10", "7, 11"][: len(middles)]
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert all(x <= middle <= right for (x, right, _), middle in zip(found, middles, strict=True))
    assert found[-1][1] <= RIGHT


def test_no_words_lie_on_others_in_sheets() -> None:
    assert judge(20260485) == ("made", ())  # two did, by 14 twips
    labels = [one for page in lay_out(random_sop(302)).pages for one in page.labels if one.key.startswith("hal-")]
    assert any(one.paragraph.text == "dari hal. 4, 11" for one in labels)
