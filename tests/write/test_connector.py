"""Connectors: the preset, turned and flipped as DrawingML says, runs along the drawn path."""

from __future__ import annotations

from itertools import pairwise

import pytest

from doctool.drawing import Point
from doctool.units import pt, to_emu
from doctool.write.connector import (
    LEAST_SIDE,
    MEDIUM_HEAD,
    SMALL_HEAD,
    Connector,
    connector,
    head_length,
    normalise,
)
from tests.write.specimens import path_forms

# presetShapeDefinitions.xml, the paths of the connectors: corners as shares of (width, height); a number n > 0 in
# place of a share means adjustment n.
A1, A2, A3 = "adj1", "adj2", "adj3"
PRESETS = {
    "straightConnector1": [(0, 0), (1, 1)],
    "bentConnector2": [(0, 0), (1, 0), (1, 1)],
    "bentConnector3": [(0, 0), (A1, 0), (A1, 1), (1, 1)],
    "bentConnector4": [(0, 0), (A1, 0), (A1, A2), (1, A2), (1, 1)],
    "bentConnector5": [(0, 0), (A1, 0), (A1, A2), (A3, A2), (A3, 1), (1, 1)],
}


def drawn(form: Connector) -> list[tuple[float, float]]:
    """The corners that a reader of DrawingML gets: the preset in its frame, flipped, then turned about the middle."""
    shares = {f"adj{number}": value / 100_000 for number, value in enumerate(form.adjust, 1)}
    corners = []
    for share_x, share_y in PRESETS[form.preset]:
        x = (shares.get(share_x, share_x) - 0.5) * form.width * (-1 if form.flip_h else 1)
        y = (shares.get(share_y, share_y) - 0.5) * form.height * (-1 if form.flip_v else 1)
        if form.turned:
            x, y = -y, x
        corners.append((form.x + form.width / 2 + x, form.y + form.height / 2 + y))
    return corners


def on_page(form: tuple[tuple[float, float], ...]) -> list[Point]:
    return [Point(5000 + round(x * 1237), 7000 + round(y * 911)) for x, y in form]


@pytest.mark.parametrize("form", list(path_forms()), ids=str)
def test_every_form_of_path_is_met_to_a_hair(form: tuple[tuple[float, float], ...]) -> None:
    points = on_page(form)
    corners = drawn(connector(points))
    assert len(corners) == len(points)
    for (x, y), point in zip(corners[1:], points[1:], strict=True):
        # the bends follow a start that was moved aside; nothing else is off
        assert abs(x - to_emu(point.x)) <= LEAST_SIDE + 1
        assert abs(y - to_emu(point.y)) <= LEAST_SIDE + 1
    tip_x, tip_y = corners[-1]
    assert tip_x == pytest.approx(to_emu(points[-1].x), abs=1)
    assert tip_y == pytest.approx(to_emu(points[-1].y), abs=1)
    for a, b in pairwise(corners):
        assert a[0] == pytest.approx(b[0], abs=1) or a[1] == pytest.approx(b[1], abs=1)


@pytest.mark.parametrize("form", list(path_forms())[:64], ids=str)
def test_paths_with_two_unequal_ends_are_exact(form: tuple[tuple[float, float], ...]) -> None:
    points = on_page(form)
    for (x, y), point in zip(drawn(connector(points)), points, strict=True):
        # 1/100000 of the longest frame is 8 EMU
        assert abs(x - to_emu(point.x)) <= 9
        assert abs(y - to_emu(point.y)) <= 9


def test_the_frame_as_seen_holds_both_ends() -> None:
    form = connector([Point(100, 100), Point(100, 300), Point(900, 300)])
    assert form.turned
    assert form.bounds == (to_emu(100), to_emu(100), to_emu(900), to_emu(300))
    assert (form.width, form.height) == (to_emu(200), to_emu(800))


def test_a_bend_that_is_none_is_left_out() -> None:
    doubled = [Point(0, 0), Point(50, 0), Point(50, 0), Point(100, 0), Point(100, 80), Point(100, 80)]
    assert normalise(doubled) == (Point(0, 0), Point(100, 0), Point(100, 80))
    assert connector(doubled).preset == "bentConnector2"


@pytest.mark.parametrize(
    "points",
    [
        [Point(0, 0)],
        [Point(0, 0), Point(0, 0)],
        [Point(0, 0), Point(10, 10)],
        [Point(0, 0), Point(9, 0), Point(9, 9), Point(18, 9), Point(18, 18), Point(27, 18), Point(27, 27)],
    ],
    ids=["one point", "no length", "slanting", "five bends"],
)
def test_what_no_preset_can_draw_is_refused(points: list[Point]) -> None:
    with pytest.raises(ValueError, match="orthogonal path"):
        connector(points)


def test_a_head_never_covers_the_last_bend() -> None:
    assert head_length([Point(0, 0), Point(0, pt(20))]) == MEDIUM_HEAD
    assert head_length([Point(0, 0), Point(0, pt(20)), Point(pt(5), pt(20))]) == SMALL_HEAD
