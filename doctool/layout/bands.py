"""Bands: the rows of an identity sheet, and their division over pages.

A band is a row of flows side by side, perhaps with a heading row above it. A band that does not fit on its page
goes to the next one, or, where it may be split, breaks between paragraphs, then between lines. Nothing is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

from doctool.drawing import Padding, Paragraph, Side, VAlign
from doctool.layout.framed import NO_PADDING
from doctool.layout.text import height

Paragraphs = tuple[Paragraph, ...]

#: Paragraphs of fewer lines are not broken between lines where a fresh page can take them whole.
SHORTEST_SPLIT = 4
#: A band that would fit on the next page whole is only broken where at least this part of the page is still free.
WORTH_FILLING = 0.25


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of one cell: edges in twips from the table's left, `columns` for long lists.

    `again` is what stands here on a continuation page (headings only); a `snug` cell has no padding at its sides.
    """

    left: int
    right: int
    paragraphs: Paragraphs = ()
    columns: int = 1
    valign: VAlign = VAlign.TOP
    open: tuple[Side, ...] = ()
    again: Paragraphs = ()
    snug: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A row of `body` flows under a row of `head` flows (empty: none), which belong together one to one.

    `minimum` is the least height of the body; `padding` and `spare` are added to the text's height. `stretch` is
    the height the body may gain on a page with room to spare. A band that `splits` may break over pages.
    """

    body: tuple[Flow, ...]
    head: tuple[Flow, ...] = ()
    padding: Padding = NO_PADDING
    spare: int = 0
    minimum: int = 0
    stretch: int = 0
    splits: bool = False
    block: bool = False

    @property
    def outside(self) -> int:
        """The height of a row beyond its text."""
        return self.padding.top + self.padding.bottom + self.spare

    @property
    def head_height(self) -> int:
        """Height of the heading row; 0 without one."""
        if not self.head:
            return 0
        return max(height(flow.paragraphs) for flow in self.head) + self.outside

    @property
    def body_height(self) -> int:
        """Height of the body row when it stands on one page whole."""
        return max(self.minimum, *(column_height(flow) + self.outside for flow in self.body))

    @property
    def height(self) -> int:
        return self.head_height + self.body_height


def split_lines(paragraph: Paragraph, count: int) -> tuple[Paragraph, Paragraph]:
    """`paragraph` cut after `count` lines; the second part has no marker and keeps its text's left edge."""
    ink = sum(len("".join(line.split())) for line in paragraph.lines[:count])
    position = 0
    while ink:
        ink -= not paragraph.text[position].isspace()
        position += 1
    first = replace(paragraph, text=paragraph.text[:position].rstrip(), lines=paragraph.lines[:count], after=0)
    second = replace(
        paragraph,
        text=paragraph.text[position:].lstrip(),
        lines=paragraph.lines[count:],
        marker="",
        left=paragraph.left + paragraph.indent,
        indent=0,
        before=0,
    )
    return first, second


def fill(paragraphs: Paragraphs, columns: int, limit: int) -> tuple[tuple[Paragraphs, ...], Paragraphs]:
    """`paragraphs` laid down `columns` columns of at most `limit` twips, whole paragraphs only; and what is left."""
    out: list[Paragraphs] = []
    rest = paragraphs
    for _ in range(columns):
        reach = tuple(accumulate(one.height for one in rest))
        count = sum(1 for bottom in reach if bottom <= limit)
        out.append(rest[:count])
        rest = rest[count:]
    return tuple(out), rest


@cache
def balanced(paragraphs: Paragraphs, columns: int) -> tuple[Paragraphs, ...]:
    """`paragraphs` in `columns` columns, one after the other, with the tallest column as low as can be."""
    if columns == 1 or not paragraphs:
        return (paragraphs, *((),) * (columns - 1))
    low = max(one.height for one in paragraphs)
    high = height(paragraphs)
    while low < high:
        middle = (low + high) // 2
        if fill(paragraphs, columns, middle)[1]:
            low = middle + 1
        else:
            high = middle
    return fill(paragraphs, columns, low)[0]


def column_height(flow: Flow) -> int:
    """The height of the text of `flow`: of its tallest column."""
    return max(height(column) for column in balanced(flow.paragraphs, flow.columns))


def _lines_within(paragraph: Paragraph, room: int, force: bool) -> int:
    """How many lines of `paragraph` to leave on a page with `room`; 0: none, it goes over whole."""
    count = max((room - paragraph.before) // paragraph.pitch, 0)
    total = len(paragraph.lines)
    if force:
        return min(max(count, 1), total - 1)
    count = min(count, total - 2)
    return count if count >= 2 and total >= SHORTEST_SPLIT else 0


def take(flow: Flow, room: int, force: bool) -> tuple[Flow, Flow]:
    """What of `flow` stands within `room` twips, and the rest; `force` leaves at least one line."""
    columns, rest = fill(flow.paragraphs, flow.columns, room)
    kept = flow.paragraphs[: len(flow.paragraphs) - len(rest)]
    if rest:
        used = height(columns[-1])
        must = force and not kept
        count = _lines_within(rest[0], room - used, must) if len(rest[0].lines) > 1 else 0
        if count:
            first, second = split_lines(rest[0], count)
            kept, rest = (*kept, first), (second, *rest[1:])
        elif must:
            kept, rest = rest[:1], rest[1:]
    return replace(flow, paragraphs=kept), replace(flow, paragraphs=rest)


def split(band: Band, room: int, fresh: bool) -> tuple[Band, Band] | None:
    """`band` as the part that stands within `room` and the rest; None if no good part fits.

    On a `fresh` page there is always a part. A heading never stands alone above a text that begins overleaf.
    """
    inner = room - band.head_height - band.outside
    parts = [take(flow, inner, fresh) for flow in band.body]
    if not fresh and any(whole.paragraphs and not here.paragraphs for whole, (here, _) in zip(
        band.body, parts, strict=True
    )):
        return None
    head = tuple(
        replace(flow, paragraphs=flow.again if over.paragraphs else ())
        for flow, (_, over) in zip(band.head, parts, strict=False)
    )
    first = replace(band, body=tuple(here for here, _ in parts), minimum=0)
    return first, replace(band, head=head, body=tuple(over for _, over in parts), minimum=0)


def paginate(bands: Sequence[Band], first_room: int, room: int) -> tuple[tuple[Band, ...], ...]:
    """`bands` divided over pages: the first has `first_room` twips, all others `room`."""
    pages: list[list[Band]] = [[]]
    left = first_room
    waiting = list(reversed(bands))
    while waiting:
        band = waiting.pop()
        if band.height <= left:
            pages[-1].append(band)
            left -= band.height
            continue
        fresh = not pages[-1] and len(pages) > 1
        too_long = band.height > room
        parts = split(band, left, fresh) if too_long or (band.splits and left > room * WORTH_FILLING) else None
        if parts is not None:
            pages[-1].append(parts[0])
            band = parts[1]
        if parts is None or any(flow.paragraphs for flow in band.body):
            waiting.append(band)
            pages.append([])
            left = room
        else:
            left = 0
    return tuple(tuple(page) for page in pages)
