"""The judge itself: each rule fires on a page made to break it, and keeps still on the nearest page that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from doctool.drawing import (
    NO_BORDER,
    Box,
    Cell,
    Drawing,
    Label,
    Padding,
    Page,
    Paragraph,
    Polyline,
    Shape,
    ShapeKind,
    TextStyle,
)
from doctool.layout.metrics import (
    all_violations,
    arrow_ambiguity,
    broken_words,
    document_violations,
    drawn_flow,
    hard_violations,
    score,
    soft_metrics,
    soft_total,
    text_violations,
)
from doctool.layout.metrics_hard import lane_area, table_rules
from tests.layout.hand import HEAD, STYLE, TEXT, drawing, label, line, page, shape, words

# Centres: lanes at x 3300, 4900, 6500; rows at y 1500, 2500, 3500, 4500. A shape reaches 400 left and
# right, 200 up and down. Table rules: x 2500, 4100, 5700, 7300; y 1000, 2000, ... 5000.
Drawn = tuple[Shape | Polyline | Label, ...]
A, B, C, D = shape("a", 1, 0), shape("b", 2, 0), shape("c", 2, 1), shape("d", 2, 2)
LOW, LOWER = shape("e", 3, 1), shape("f", 4, 1)
DOWN = line("a.b>b.t", (3300, 1700), (3300, 2300))
BENT = line("a.r>c.t", (3700, 1500), (4900, 1500), (4900, 2300))


def through_gutter(x: int) -> Drawn:
    """Two lines down the gutter between the first two lanes: one at 4300, one at `x`."""
    first = line("a.r>e.l", (3700, 1500), (4300, 1500), (4300, 3500), (4500, 3500))
    second = line("b.r>f.l", (3700, 2500), (x, 2500), (x, 4500), (4500, 4500))
    return (A, B, LOW, LOWER, first, second)


def side_by_gutter(x: int) -> Drawn:
    return (A, C, line("a.r>c.l", (3700, 1500), (x, 1500), (x, 2500), (4500, 2500)))


FORK = (
    shape("x", 1, 1), B, D,
    line("x.b>b.t", (4900, 1700), (4900, 1900), (3300, 1900), (3300, 2300)),
    line("x.b>d.t", (4900, 1700), (4900, 1900), (6500, 1900), (6500, 2300)),
)
JOIN = (
    A, shape("x", 1, 2), C,
    BENT, line("x.l>c.t", (6100, 1500), (4900, 1500), (4900, 2300)),
)
CROSSING = (
    B, D, shape("x", 1, 1), LOW,
    line("b.r>d.l", (3700, 2500), (6100, 2500)), line("x.b>e.t", (4900, 1700), (4900, 3300)),
)

LEGAL: dict[str, Drawn] = {
    "straight down": (A, B, DOWN),
    "one bend": (A, C, BENT),
    "a crossing": CROSSING,
    "a join shares its end": JOIN,
    "a join draws one head": (*JOIN[:4], line("x.l>c.t", (6100, 1500), (4900, 1500), (4900, 2300), head=False)),
    "a fork shares its beginning": FORK,
    "tracks 2.9 pt apart": through_gutter(4358),
    "a tip 0.6 pt off": (A, C, line("a.r>c.t", (3700, 1500), (4912, 1500), (4912, 2300))),
    "a last piece of 4 pt": side_by_gutter(4420),
    "a line 1 pt beside a rule": side_by_gutter(4120),
    "a line across a rule": (A, shape("x", 1, 1), line("a.r>x.l", (3700, 1500), (4500, 1500))),
    "a label above its line": (A, C, BENT, label("a.r>c.t", Box(3740, 1300, 240, 180))),
    "a point in the middle of a piece": (A, B, line("a.b>b.t", (3300, 1700), (3300, 2100), (3300, 2300))),
    "four bends": (
        A, LOW, line("a.b>e.t", (3300, 1700), (3300, 1850), (4300, 1850), (4300, 2800), (4900, 2800), (4900, 3300))
    ),
}

BROKEN: dict[str, tuple[set[str], Drawn]] = {
    "through a box": ({"H1"}, (A, B, shape("x", 3, 0), line("a.b>x.t", (3300, 1700), (3300, 3300)))),
    "along the edge of a box": (
        {"H1"}, (replace(A, box=Box(3500, 1300, 400, 400)), B, replace(shape("x", 3, 0), box=Box(3500, 3300, 400, 400)),
                 line("a.b>x.t", (3700, 1700), (3700, 3300)))
    ),
    "inward through its own box": ({"H1", "H4"}, (A, B, line("a.t>b.t", (3300, 1300), (3300, 2300)))),
    "through its target to the far side": ({"H1", "H4"}, (A, B, line("a.b>b.b", (3300, 1700), (3300, 2700)))),
    "one on another": ({"H2"}, through_gutter(4300)),
    "one 0.25 pt beside another": ({"H2"}, through_gutter(4305)),
    "a fork that runs back over itself": ({"H2"}, (
        *FORK[:4],
        line("x.b>d.t", (4900, 1700), (4900, 1820), (3800, 1820), (3800, 1900), (6500, 1900), (6500, 2300)),
    )),
    "two exits at one port": ({"H2", "H3"}, (
        A, B, C, DOWN,
        line("a.b>c.l", (3300, 1700), (3300, 1900), (4300, 1900), (4300, 2500), (4500, 2500), exit_number=1),
    )),
    "in and out at one port": ({"H2", "H3"}, (
        A, B, C, DOWN, line("b.t>c.t", (3300, 2300), (3300, 1900), (4900, 1900), (4900, 2300)),
    )),
    "a tip 0.65 pt off": ({"H4"}, (A, C, line("a.r>c.t", (3700, 1500), (4913, 1500), (4913, 2300)))),
    "a start 1 pt off": ({"H4"}, (A, C, line("a.r>c.t", (3700, 1520), (4900, 1520), (4900, 2300)))),
    "a last piece under 4 pt": ({"H4"}, side_by_gutter(4421)),
    "into the side from above": ({"H4"}, (A, C, line("a.r>c.l", (3700, 1500), (4900, 1500), (4900, 2300)))),
    "no head at all": ({"H4"}, (A, B, line("a.b>b.t", (3300, 1700), (3300, 2300), head=False))),
    "along a rule between lanes": ({"H5"}, side_by_gutter(4110)),
    "along a rule between rows": (
        {"H5"}, (A, C, line("a.b>c.t", (3300, 1700), (3300, 1990), (4900, 1990), (4900, 2300)))
    ),
    "a label on a shape": ({"H6"}, (A, C, BENT, label("a.r>c.t", Box(3690, 1310, 240, 180)))),
    "a label struck by its own line": ({"H6"}, (A, C, BENT, label("a.r>c.t", Box(3740, 1400, 240, 180)))),
    "a label struck by another line": ({"H6"}, (*CROSSING, label("b.r>d.l", Box(4800, 2210, 240, 90)))),
    "two labels in one place": (
        {"H6"},
        (A, C, BENT, label("a.r>c.t", Box(3740, 1300, 240, 180)), label("a.r>c.t", Box(3900, 1300, 240, 180))),
    ),
    "a label over the text column": ({"H6"}, (A, C, BENT, label("a.r>c.t", Box(2400, 1750, 240, 180)))),
    "a shape over its rule": ({"H7"}, (replace(A, box=Box(2490, 1300, 800, 400)),)),
    "a shape in the wrong row": ({"H7"}, (replace(A, row=2),)),
    "a shape on a shape": ({"H7"}, (A, replace(A, key="x"))),
    "a line in the text column": (
        {"H7"}, (A, B, line("a.l>b.l", (2900, 1500), (2400, 1500), (2400, 2500), (2900, 2500)))
    ),
    "a line through the head": (
        {"H7"}, (A, shape("x", 1, 1), line("a.t>x.t", (3300, 1300), (3300, 900), (4900, 900), (4900, 1300)))
    ),
    "a slanted piece": ({"H8"}, (A, C, line("a.b>c.t", (3300, 1700), (4900, 2300)))),
    "a piece of no length": ({"H8"}, (A, B, line("a.b>b.t", (3300, 1700), (3300, 2000), (3300, 2000), (3300, 2300)))),
    "there and back": ({"H8", "H9"}, (
        A, B, line("a.b>b.t", (3300, 1700), (3300, 2200), (3300, 1900), (3300, 2300)),
    )),
    "tracks 2 pt apart": ({"H9"}, through_gutter(4340)),
    "beside itself": ({"H9"}, (
        A, C, line("a.r>c.l", (3700, 1500), (4200, 1500), (4200, 1540), (3900, 1540), (3900, 2500), (4500, 2500)),
    )),
    "five bends": ({"H11"}, (
        A, shape("x", 3, 0),
        line(
            "a.r>x.t",
            (3700, 1500), (3900, 1500), (3900, 1900), (4300, 1900), (4300, 2900), (3300, 2900), (3300, 3300),
        ),
    )),
}


def rules(drawn: Drawn) -> set[str]:
    return {one.rule for one in hard_violations(page(*drawn))}


@pytest.mark.parametrize("name", LEGAL)
def test_what_is_allowed_is_not_reported(name: str) -> None:
    assert hard_violations(page(*LEGAL[name])) == []


@pytest.mark.parametrize("name", BROKEN)
def test_each_break_is_reported_by_its_own_rule(name: str) -> None:
    wanted, drawn = BROKEN[name]
    assert rules(drawn) == wanted


def test_every_page_rule_is_broken_by_a_case() -> None:
    assert set().union(*(wanted for wanted, _ in BROKEN.values())) == {f"H{n}" for n in (*range(1, 10), 11)}


def test_a_violation_names_what_it_is_about() -> None:
    (found,) = hard_violations(page(*BROKEN["through a box"][1], number=3))
    assert (found.keys, found.page) == (("a.b>x.t", "b"), 3)
    assert str(found).startswith("H1 page 3: ")


def test_a_page_without_lanes_has_no_place_for_lines() -> None:
    bare = replace(page(A, B, DOWN), lane_columns=(0, 0))
    assert lane_area(bare) is None
    assert {one.rule for one in hard_violations(bare)} == {"H7"}


def test_rules_end_at_merged_cells_and_at_cells_without_border() -> None:
    table = page().table("prosedur")
    between = [(rule.lo, rule.hi) for rule in table_rules(table) if not rule.horizontal and rule.at == 4100]
    assert between == [(1000, 5000)], "the head above the lanes is one cell"
    open_cells = tuple(replace(one, border=NO_BORDER) if one.row == 2 else one for one in table.cells)
    between = [
        (rule.lo, rule.hi)
        for rule in table_rules(replace(table, cells=open_cells))
        if not rule.horizontal and rule.at == 4100
    ]
    assert between == [(1000, 2000), (3000, 5000)]


def test_a_place_that_no_cell_covers_counts_as_ruled() -> None:
    table = page().table("prosedur")
    thinned = replace(table, cells=tuple(one for one in table.cells if one.row != 2))
    assert table_rules(thinned) == table_rules(table)


# --- off-page connectors


def out_page(letter: str = "A", note: str = "ke hal. 2", number: int = 1, row: int = 2) -> Page:
    pentagon = shape("keluar", row, 0, ShapeKind.OFF_PAGE, letter)
    edge = line("a.b>keluar.t", (3300, 1700), (3300, 2300))
    return page(A, pentagon, edge, label("keluar", Box(3750, 2500, 300, 180), note), number=number)


def in_page(letter: str = "A", note: str = "dari hal. 1", number: int = 2) -> Page:
    pentagon = shape("masuk", 1, 0, ShapeKind.OFF_PAGE, letter)
    edge = line("masuk.b>b.t", (3300, 1700), (3300, 2300))
    return page(pentagon, B, edge, label("masuk", Box(3750, 1500, 300, 180), note), number=number, kegiatan=3)


def test_a_pair_of_pentagons_is_whole() -> None:
    assert all_violations(drawing(out_page(), in_page())) == []


def test_two_pages_may_lead_to_one_pentagon() -> None:
    far = drawing(out_page(), in_page(note="dari hal. 1, 3"), out_page(number=3))
    assert all_violations(far) == []


H10: dict[str, tuple[int, Drawing]] = {
    "out without in": (2, drawing(out_page(), page(number=2))),
    "in without out": (2, drawing(page(), in_page())),
    "another letter": (4, drawing(out_page(), in_page("B"))),
    "in twice": (2, drawing(out_page(note="ke hal. 2 dan 3"), in_page(), in_page(number=3, note="dari hal. 2"))),
    "on one page": (2, drawing(out_page(), in_page(number=1))),
    "wrong page named": (1, drawing(out_page(note="ke hal. 3"), in_page())),
    "no page named": (1, drawing(replace(out_page(), labels=()), in_page())),
    "no letter": (2, drawing(out_page(""), in_page(""))),
    "a pentagon without a line": (
        2, drawing(out_page(), in_page(), page(shape("x", 1, 0, ShapeKind.OFF_PAGE, "C"), number=3))
    ),
    "a line to nowhere": (1, drawing(page(A, DOWN))),
}


@pytest.mark.parametrize("name", H10)
def test_a_cut_flow_without_its_pair_is_reported(name: str) -> None:
    count, drawn = H10[name]
    found = document_violations(drawn)
    assert [one.rule for one in found] == ["H10"] * count


def test_the_drawn_flow_follows_letters_from_page_to_page() -> None:
    exit_label = label("a.b>keluar.t", Box(3340, 1800, 200, 160), "Tidak")
    first = out_page()
    flow = drawn_flow(drawing(replace(first, labels=(*first.labels, exit_label)), in_page()))
    assert flow == {((0, 0), (4, 0), "Tidak")}


def test_the_drawn_flow_of_a_fork_has_every_branch() -> None:
    assert drawn_flow(drawing(page(*FORK))) == {((0, 1), (1, 0), ""), ((0, 1), (1, 2), "")}


# --- soft metrics


def test_a_crossing_counts_once_and_is_no_touch() -> None:
    soft = soft_metrics(page(*CROSSING))
    assert (soft.crossings, soft.touches, soft.bends, soft.edges) == (1, 0, 0, 2)


def test_a_crossing_of_a_shared_trunk_is_one_place() -> None:
    across = line("b.r>d.r", (3700, 2500), (4300, 2500), (4300, 2000), (7000, 2000), (7000, 2500), (6900, 2500))
    soft = soft_metrics(page(*JOIN, B, D, across))
    assert soft.crossings == 1


def test_lengths_are_compared_with_the_shortest_way_round_corners() -> None:
    soft = soft_metrics(page(A, C, BENT))
    assert (soft.bends, soft.length, soft.manhattan, soft.length_ratio) == (1, 2000, 2000, 1.0)
    detour = line("a.r>b.r", (3700, 1500), (4000, 1500), (4000, 2500), (3700, 2500))
    soft = soft_metrics(page(A, B, detour))
    assert (soft.length, soft.manhattan, soft.length_ratio) == (1600, 1000, 1.6)
    assert score(soft) == pytest.approx(2 * 10 + 80 * 0.06)


def test_a_line_that_ends_on_a_foreign_line_is_a_touch() -> None:
    onto = line("b.r>e.l", (3700, 2500), (4900, 2500))
    soft = soft_metrics(page(B, shape("x", 1, 1), LOW, line("x.b>e.t", (4900, 1700), (4900, 3300)), onto))
    assert (soft.touches, soft.crossings) == (0, 0), "both go to one target"
    other = shape("y", 4, 2)
    onto = line("b.r>y.l", (3700, 2500), (4900, 2500))
    drawn = page(B, shape("x", 1, 1), LOW, other, line("x.b>e.t", (4900, 1700), (4900, 3300)), onto)
    assert soft_metrics(drawn).touches == 1
    assert arrow_ambiguity(drawn) == 1


def test_corners_that_meet_are_one_touch() -> None:
    one = line("a.r>c.t", (3700, 1500), (4300, 1500), (4300, 2000), (4900, 2000), (4900, 2300))
    other = line("b.r>x.b", (3700, 2500), (4300, 2500), (4300, 2000), (4400, 2000), (4400, 1900))
    assert soft_metrics(page(A, B, C, shape("x", 1, 1), one, other)).touches == 0, "they lie on one another: H2"
    other = line("x.l>b.r", (4500, 1400), (4300, 1400), (4300, 1500), (4000, 1500), (4000, 2500), (3700, 2500))
    met = soft_metrics(page(A, B, C, shape("x", 1, 1), one, replace(other, points=other.points[:3])))
    assert met.touches == 1


def test_pieces_that_rise_on_the_way_down_are_counted() -> None:
    climb = line("a.t>b.r", (3300, 1300), (3300, 1200), (3900, 1200), (3900, 2500), (3700, 2500))
    assert soft_metrics(page(A, B, climb)).upward == 1
    back = line("b.l>a.l", (2900, 2500), (2700, 2500), (2700, 1500), (2900, 1500))
    assert soft_metrics(page(A, B, back)).upward == 0, "a loop may rise"


def test_decision_exits_without_a_label_are_counted() -> None:
    decision = replace(A, kind=ShapeKind.DECISION)
    bare = page(decision, B, C, DOWN, replace(BENT, fork="a/1"))
    assert soft_metrics(bare).unlabelled_exits == 2
    labelled = replace(bare, labels=(label("a.b>b.t", Box(3340, 1800, 200, 160)),))
    soft = soft_metrics(labelled)
    assert (soft.unlabelled_exits, soft.labels, soft.label_distance) == (1, 1, 40)
    assert arrow_ambiguity(labelled) == 1


def test_a_label_across_a_rule_is_counted() -> None:
    soft = soft_metrics(page(A, C, BENT, label("a.r>c.t", Box(4000, 1300, 240, 180))))
    assert soft.labels_on_rules == 1
    assert soft_metrics(page(*LEGAL["a label above its line"])).labels_on_rules == 0


def test_pages_add_up_and_empty_pages_count_nothing() -> None:
    total = soft_total(drawing(page(*CROSSING), page(), out_page(number=3)))
    assert (total.edges, total.crossings, total.pentagons, total.bends_per_edge) == (3, 1, 1, 0.0)
    assert soft_metrics(page()).length_ratio == 1.0


# --- texts

NO_MARGIN = Padding()


def with_cell(cell: Cell, margin: Padding = NO_MARGIN) -> Page:
    bare = page()
    table = bare.table("prosedur")
    return replace(bare, tables=(replace(table, cells=(cell, *table.cells[1:])),), margin=margin)


def lines(*of: str, style: TextStyle = STYLE) -> Paragraph:
    return Paragraph(" ".join(of), style, of, 192)


PAD = Padding(10, 50, 6, 50)
FITS = {
    "two lines in 400": Cell(0, 0, (lines("Menerima", "surat"),), padding=PAD),
    "upright in a turned cell": Cell(0, 0, (lines("Surat"),), padding=PAD, turned=True),
    "nothing": Cell(0, 0),
}
CLIPPED = {
    "three lines in 400": ("T1", Cell(0, 0, (lines("a", "b", "c"),), padding=PAD)),
    "a line beyond its cell": ("T1", Cell(0, 0, (lines("pertanggungjawaban penyelenggaraan"),), padding=PAD)),
    "a turned line beyond its cell": ("T1", Cell(0, 0, (lines("Menerima"),), padding=PAD, turned=True)),
    "a hanging text beyond its cell": (
        "T1", Cell(0, 0, (replace(lines("Menerima surat masuk"), marker="1.", indent=700),), padding=PAD)
    ),
    "7.5 points": ("T2", Cell(0, 0, (lines("Surat", style=TextStyle("Arial", 150)),))),
}


@pytest.mark.parametrize("name", FITS)
def test_text_with_room_is_not_reported(name: str) -> None:
    assert text_violations(with_cell(FITS[name])) == []


@pytest.mark.parametrize("name", CLIPPED)
def test_text_without_room_is_reported(name: str) -> None:
    rule, cell = CLIPPED[name]
    assert [(one.rule, one.keys) for one in text_violations(with_cell(cell))] == [(rule, ("prosedur r0 c0",))]


def test_text_in_shapes_and_labels_has_room() -> None:
    assert text_violations(page(replace(A, paragraphs=(words("Mulai"),)), label("a", Box(0, 0, 400, 192)))) == []
    drawn = page(replace(A, paragraphs=(words("Mulai sekarang juga"),)), label("a", Box(0, 0, 90, 192)))
    assert [one.rule for one in text_violations(drawn)] == ["T1", "T1"]
    assert text_violations(page(shape("p", 1, 0, ShapeKind.OFF_PAGE, "A"))) == []
    low = shape("p", 1, 0, ShapeKind.OFF_PAGE, "A")
    low = replace(low, box=Box(low.box.x, low.box.y, low.box.width, 230))
    assert [one.rule for one in text_violations(page(low))] == ["T1"], "the point of a pentagon holds no text"


def test_a_table_over_the_margin_is_reported() -> None:
    table = page().table("prosedur")
    assert text_violations(with_cell(Cell(0, 0), Padding(600, 100, 100, 500))) == []
    for margin in (Padding(600, 100, 100, 501), Padding(601, 0, 0, 0), Padding(0, 16838 - table.x - TEXT, 0, 0)):
        assert [one.rule for one in text_violations(with_cell(Cell(0, 0), margin))] == ["T3"]
    twice = replace(page(), tables=(table, replace(table, name="lain", y=table.y + HEAD)))
    assert [(one.rule, one.keys) for one in text_violations(twice)] == [("T3", ("lain",))]


def test_words_broken_between_characters_are_listed() -> None:
    broken = Paragraph("Surat pertanggungjawaban", STYLE, ("Surat", "pertanggung", "jawaban"), 192)
    whole = Paragraph("Surat masing-masing bidang", STYLE, ("Surat masing-", "masing", "bidang"), 192)
    assert broken_words(with_cell(Cell(0, 0, (broken, whole)))) == ("pertanggung|jawaban",)
