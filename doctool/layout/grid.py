"""The grid of a flowchart page: where lanes and rows begin and end, and the tracks that lines may run on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from doctool.drawing import Box
from doctool.layout.lattice import Track
from doctool.units import pt

#: First track beside a rule, distance of tracks, and from the last track to a symbol (an arrow head's length).
FIRST_TRACK, TRACK, HEAD = pt(2.5), pt(3), pt(4.6)
#: Nearer than this a rule touches what stands beside it.
TOUCH = pt(0.5)
#: At most so many tracks beside a rule, so far apart at most.
MOST_TRACKS, WIDEST_TRACK = 4, pt(5)


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of the lanes (x) and of the body rows (y) in twips, one more than there are of them."""

    lanes: tuple[int, ...]
    rows: tuple[int, ...]

    def box(self, row: int, lane: int, width: int, height: int) -> Box:
        """The box of a symbol in the middle of `row` and `lane`."""
        center_x = (self.lanes[lane] + self.lanes[lane + 1]) // 2
        center_y = (self.rows[row] + self.rows[row + 1]) // 2
        return Box(center_x - width // 2, center_y - height // 2, width, height)

    def holds(self, box: Box) -> bool:
        """Whether `box` lies within the lanes and rows."""
        return (
            self.lanes[0] < box.x
            and box.right < self.lanes[-1]
            and self.rows[0] < box.y
            and box.bottom < self.rows[-1]
        )

    def rules_through(self, box: Box) -> tuple[int, int]:
        """How many rules between lanes and between rows run through `box` or touch it."""
        return (
            sum(1 for x in self.lanes if box.x - TOUCH < x < box.right + TOUCH),
            sum(1 for y in self.rows if box.y - TOUCH < y < box.bottom + TOUCH),
        )


def tracks(edges: Sequence[int], half: Sequence[int]) -> list[Track]:
    """Axes in the middle of each band and tracks beside its edges; `half` is half of what stands there."""
    out: list[Track] = []
    for band, (low, high) in enumerate(pairwise(edges)):
        middle = (low + high) // 2
        offsets = _offsets(middle - half[band] - low)
        weights = [_weight(at, len(offsets)) for at in range(len(offsets))]
        beside = list(zip(offsets, weights, strict=True))
        out += [Track(low + one, None, weight) for one, weight in beside]
        out.append(Track(middle, band))
        out += [Track(high - one, None, weight) for one, weight in reversed(beside)]
    return out


def _offsets(free: int) -> list[int]:
    """Distances of the tracks from the rule, when `free` twips lie between the rule and the symbol."""
    room = free - HEAD - FIRST_TRACK
    if room < 0:
        return []
    count = min(MOST_TRACKS, room // TRACK + 1)
    if count == 1:
        return [max(FIRST_TRACK, min(WIDEST_TRACK, free - HEAD))]
    step = min(WIDEST_TRACK, room // (count - 1))
    return [FIRST_TRACK + step * at for at in range(count)]


def _weight(at: int, count: int) -> float:
    """The price of a track: dearer right beside the rule and right beside the symbols."""
    if count > 2 and at in (0, count - 1):
        return 1.12
    return 1.06 if count > 1 and at == 0 else 1.0
