"""What makes a page easy to follow, as numbers: fewer is better, nothing here is wrong by itself.

Crossings matter most to readers, bends less (Purchase 1997); length and bends are what routers trade
(Wybrow, Marriott and Stuckey 2009).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import combinations

from doctool.drawing import Box, Label, Page, Point, ShapeKind
from doctool.layout.metrics_hard import OVERLAP, Sheet, hard_violations, table_rules
from doctool.layout.segments import Segment, bends_of, crossing_point, depth
from doctool.units import to_pt

CROSSING_COST = 40.0
BEND_COST = 10.0
LENGTH_COST_PER_PT = 0.06
TOUCH_COST = 120.0


@dataclass(frozen=True, slots=True)
class Soft:
    """The soft metrics of a page, or of several added up; lengths in twips.

    `crossings` counts the places where lines cross, `touches` those where a line meets another of a
    different target without crossing it, `upward` the pieces going up in edges whose target lies below,
    `label_distance` the sum of gaps between labels and what they belong to, `labels_on_rules` the labels
    that a table rule runs through, `unlabelled_exits` the exits of decisions without a label, `blank` the
    unused height at the foot of flowchart pages.
    """

    edges: int = 0
    crossings: int = 0
    touches: int = 0
    bends: int = 0
    length: int = 0
    manhattan: int = 0
    upward: int = 0
    labels: int = 0
    label_distance: int = 0
    labels_on_rules: int = 0
    unlabelled_exits: int = 0
    pentagons: int = 0
    blank: int = 0

    def __add__(self, other: Soft) -> Soft:
        return Soft(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    @property
    def bends_per_edge(self) -> float:
        return self.bends / self.edges if self.edges else 0.0

    @property
    def length_ratio(self) -> float:
        """Length over the shortest that horizontal and vertical pieces allow; 1.0 without lines."""
        return self.length / self.manhattan if self.manhattan else 1.0

    @property
    def score(self) -> float:
        """One number to compare two drawings of the same page by; less is better."""
        return (
            CROSSING_COST * self.crossings
            + BEND_COST * self.bends
            + LENGTH_COST_PER_PT * to_pt(self.length)
            + TOUCH_COST * self.touches
        )


def soft_metrics(page: Page) -> Soft:
    """The soft metrics of `page`; all zero on a page without lines."""
    if not page.lines:
        return Soft()
    sheet = Sheet.of(page)
    crossings, touches = _meetings(sheet)
    table = sheet.table
    foot = page.height - page.margin.bottom - (table.y + table.height) if table is not None else 0
    return Soft(
        edges=len(page.lines),
        crossings=len(crossings),
        touches=touches,
        bends=sum(bends_of(pieces) for pieces in sheet.pieces.values()),
        length=sum(piece.length for pieces in sheet.pieces.values() for piece in pieces),
        manhattan=sum(_manhattan(line.points[0], line.points[-1]) for line in page.lines),
        upward=_upward(sheet),
        labels=len(page.labels),
        label_distance=sum(_label_gap(sheet, label) for label in page.labels),
        labels_on_rules=_labels_on_rules(sheet),
        unlabelled_exits=len(unlabelled_exits(page)),
        pentagons=sum(shape.kind is ShapeKind.OFF_PAGE for shape in page.shapes),
        blank=max(0, foot),
    )


def arrow_ambiguity(page: Page) -> int:
    """How many places of `page` can be read two ways: H2, H3, touches and unlabelled decision exits."""
    hard = sum(one.rule in {"H2", "H3"} for one in hard_violations(page))
    soft = soft_metrics(page)
    return hard + soft.touches + soft.unlabelled_exits


def unlabelled_exits(page: Page) -> tuple[str, ...]:
    """The exits (forks) of decisions on `page` that no label names, in the order of lines."""
    forks = {line.key: line.fork for line in page.lines}
    named = {forks[label.owner] for label in page.labels if label.owner in forks}
    decisions = {shape.key for shape in page.shapes if shape.kind is ShapeKind.DECISION}
    return tuple(dict.fromkeys(
        line.fork for line in page.lines if line.source in decisions and line.fork not in named
    ))


def _manhattan(a: Point, b: Point) -> int:
    return abs(a.x - b.x) + abs(a.y - b.y)


def _meetings(sheet: Sheet) -> tuple[set[Point], int]:
    """The places where lines cross, and how many times a line meets another of a different target."""
    crossings: set[Point] = set()
    touches = 0
    for a, b in combinations(sheet.page.lines, 2):
        same = a.fork == b.fork or a.target == b.target
        met: list[Point] = []
        for one in sheet.pieces[a.key]:
            for other in sheet.pieces[b.key]:
                place = _end_to_end(one, other) if one.horizontal == other.horizontal else None
                if one.horizontal != other.horizontal:
                    inside = depth(one, other)
                    if inside >= OVERLAP:
                        crossings.add(crossing_point(one, other))
                    elif inside > -OVERLAP:
                        place = crossing_point(one, other)
                if place is not None and all(_manhattan(place, before) > 2 * OVERLAP for before in met):
                    met.append(place)
        if not same and not _overlap(sheet.pieces[a.key], sheet.pieces[b.key]):
            touches += len(met)
    return crossings, touches


def _end_to_end(a: Segment, b: Segment) -> Point | None:
    """Where two pieces of one line of the grid meet end to end, None if they do not or overlap more."""
    if abs(a.at - b.at) >= OVERLAP or not -OVERLAP < a.overlap(b) <= OVERLAP:
        return None
    middle = max(a.lo, b.lo)
    return Point(middle, a.at) if a.horizontal else Point(a.at, middle)


def _overlap(one: tuple[Segment, ...], other: tuple[Segment, ...]) -> bool:
    """Whether two lines lie on one another somewhere: H2 counts that, and where they part is no touch more."""
    return any(
        a.horizontal == b.horizontal and abs(a.at - b.at) < OVERLAP and a.overlap(b) > OVERLAP
        for a in one
        for b in other
    )


def _upward(sheet: Sheet) -> int:
    count = 0
    for line in sheet.page.lines:
        source, target = sheet.shapes.get(line.source), sheet.shapes.get(line.target)
        if source is not None and target is not None and target.row > source.row:
            count += sum(piece.direction == (0, -1) for piece in sheet.pieces[line.key])
    return count


def _label_gap(sheet: Sheet, label: Label) -> int:
    owner = sheet.shapes.get(label.owner)
    if owner is not None:
        return _gap(label.box, owner.box)
    pieces = sheet.pieces.get(label.owner, ())
    return min((_gap(label.box, _box_of(piece)) for piece in pieces), default=0)


def _box_of(piece: Segment) -> Box:
    if piece.horizontal:
        return Box(piece.lo, piece.at, piece.length, 0)
    return Box(piece.at, piece.lo, 0, piece.length)


def _gap(a: Box, b: Box) -> int:
    across = max(0, b.x - a.right, a.x - b.right)
    down = max(0, b.y - a.bottom, a.y - b.bottom)
    return across + down


def _labels_on_rules(sheet: Sheet) -> int:
    table = sheet.table
    if table is None:
        return 0
    rules = table_rules(table)
    return sum(any(rule.enters(label.box) for rule in rules) for label in sheet.page.labels)
