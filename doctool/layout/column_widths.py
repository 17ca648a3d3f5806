"""The widths that the columns of the flowchart table need, and how the room left over is shared."""

from __future__ import annotations

from doctool.drawing import Align, Padding, Paragraph, TextStyle
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.text import height, paragraphs
from doctool.model.kantor import Label
from doctool.model.prosedur import Kegiatan
from doctool.units import pt

PAD = Padding(pt(2.5), pt(3.5), pt(2.5), pt(3.5))
HEAD_PAD = Padding(pt(2), pt(3), pt(2), pt(3))
#: What a text loses beside padding: LibreOffice takes the rules from its room.
RULES = pt(1.5)
BESIDE = PAD.left + PAD.right + RULES
HEAD_BESIDE = HEAD_PAD.left + HEAD_PAD.right + RULES
#: Least widths of the text columns in points, and what they may shrink to before lanes are refused.
LEAST = {"kegiatan": 96, "kelengkapan": 62, "waktu": 36, "output": 62, "keterangan": 34}
TIGHT = {"kegiatan": 66, "kelengkapan": 48, "waktu": 34, "output": 48, "keterangan": 34}
#: A waktu of this width is kept on one line ("120 Menit").
LONGEST_WAKTU = pt(46)
#: Longer words may be broken.
LONGEST_WORD = pt(92)
#: A row is at least as high as a symbol with room for tracks: texts that are lower save nothing.
LEAST_ROW = pt(43)
#: In how many parts the room left over is spent, how often it is passed on, and what many lines in a cell cost.
STEPS, EXCHANGES, RAGGED = 20, 8, 0.08
#: The columns that take what is left over.
RUNNING = ("kegiatan", "kelengkapan", "output")
#: What the layout calls the column of row numbers (`nomor` in the house style).
NUMBER = "no"

Texts = dict[str, list[tuple[str, ...]]]


def cell_lines(row: Kegiatan, number: str, name: str) -> tuple[str, ...]:
    """The lines that column `name` prints for `row`."""
    if name == NUMBER:
        return (number,) if number else ()
    if name == "kegiatan":
        return row.uraian
    if name == "waktu":
        return (row.waktu.teks,) if row.waktu is not None and row.waktu.teks else ()
    if name == "keterangan":
        said = " ".join(row.keterangan or ())
        return (row.keterangan or ()) + tuple(one.teks for one in row.rujukan if one.teks not in said)
    return getattr(row, name) or ()


def cell_paragraphs(lines: tuple[str, ...], name: str, style: TextStyle, width: int) -> tuple[Paragraph, ...]:
    """The text of a body cell of column `name`, `width` twips wide."""
    align = Align.CENTER if name in (NUMBER, "waktu") else Align.LEFT
    return paragraphs(lines, style, width - BESIDE, align=align)


def label_text(label: Label, name: str) -> str:
    """The word that the office prints at the head of column `name`."""
    return str(getattr(label, "nomor" if name == NUMBER else name) or "")


def word_width(text: str, style: TextStyle) -> int:
    """The width of the longest part of `text` that a line does not break."""
    return max((text_width(word, style) for word in text.replace("-", "- ").split()), default=0)


def heading(name: str, head: TextStyle, label: Label) -> int:
    """The least width that does not break the head of column `name` inside a word."""
    return word_width(label_text(label, name).replace("/", "/ "), head) + HEAD_BESIDE + 10


def least(name: str, cells: list[tuple[str, ...]], style: TextStyle, head: TextStyle, label: Label) -> int:
    """The least width that column `name` should have."""
    longest = max((word_width(line, style) for lines in cells for line in lines), default=0)
    if name == "waktu":
        whole = [text_width(line, style) for lines in cells for line in lines]
        longest = pt(2) + max([longest, *(one for one in whole if one <= LONGEST_WAKTU)])
    marked = pt(7) if any(line[:1] in "-•" for lines in cells for line in lines) else 0
    own = min(longest, LONGEST_WORD) + marked + BESIDE + 20
    return max(pt(LEAST[name]), own, heading(name, head, label))


def tight(name: str, cells: list[tuple[str, ...]], style: TextStyle, head: TextStyle, label: Label) -> int:
    """What column `name` may shrink to where lanes need the room: no word is broken for that."""
    longest = max((word_width(line, style) for lines in cells for line in lines), default=0)
    own = min(longest, LONGEST_WORD) + BESIDE + 20
    return max(pt(TIGHT[name]), own, heading(name, head, label))


def no_width(numbers: tuple[str, ...], style: TextStyle, head: TextStyle, label: Label) -> int:
    """The width of the column of row numbers."""
    longest = max((text_width(one, style) for one in numbers), default=0)
    return max(pt(24), longest + BESIDE + 20, heading(NUMBER, head, label))


def shrink(needs: dict[str, int], by: int, floor: dict[str, int]) -> dict[str, int] | None:
    """`needs` less `by` twips in all, no column below its `floor`; None if that is not to be had."""
    over = {name: max(0, size - floor[name]) for name, size in needs.items()}
    whole = sum(over.values())
    if by > whole:
        return None
    return {name: size - -(-by * over[name] // whole) for name, size in needs.items()}


class _Widths:
    """Widths of the text columns and what they cost: high rows, and then cells of many lines.

    A tall narrow cell beside a broad low one reads badly, even where the row is high for another reason.
    """

    def __init__(self, texts: Texts, needs: dict[str, int], style: TextStyle) -> None:
        self.texts, self.style, self.least = texts, style, needs
        self.widths = dict(needs)
        self.pitch = line_pitch(style)
        self._known: dict[tuple[str, int], list[int]] = {}

    def _heights(self, name: str, width: int) -> list[int]:
        key = name, width
        if key not in self._known:
            cells = self.texts[name]
            self._known[key] = [height(cell_paragraphs(lines, name, self.style, width)) for lines in cells]
        return self._known[key]

    def cost(self, **changed: int) -> float:
        """The cost with the widths in `changed` (twips to add)."""
        columns = [self._heights(name, width + changed.get(name, 0)) for name, width in self.widths.items()]
        rows = float(sum(max(LEAST_ROW, *row) for row in zip(*columns, strict=True)))
        return rows + RAGGED * sum(one * one for column in columns for one in column) / self.pitch

    def spend(self, room: int, step: int) -> int:
        """Give `room` away, each time to the column that gains most by a step; what helps none is left."""
        while room >= step:
            now = self.cost()
            tries = [
                ((now - self.cost(**{name: count * step})) / count, name, count)
                for name in self.widths
                for count in (1, 2, 3)
                if count * step <= room
            ]
            gain, name, count = max(tries, key=lambda one: one[0])
            if gain <= 0:
                break
            self.widths[name] += count * step
            room -= count * step
        return room

    def exchange(self, step: int) -> None:
        """Take from one column and give to another as long as that helps, a few times."""
        for _ in range(EXCHANGES):
            moves = [
                (self.cost(**{giver: -count * step, taker: count * step}), giver, taker, count)
                for giver in self.widths
                for taker in self.widths
                for count in (1, 2, 3)
                if giver != taker and self.widths[giver] - count * step >= self.least[giver]
            ]
            best = min(moves, key=lambda one: one[0], default=None)
            if best is None or best[0] >= self.cost():
                return
            _, giver, taker, count = best
            self.widths[giver] -= count * step
            self.widths[taker] += count * step


def share(texts: Texts, needs: dict[str, int], room: int, style: TextStyle) -> dict[str, int]:
    """Widths that spend as much of `room` as helps, starting from the least widths `needs`."""
    made = _Widths(texts, needs, style)
    spare = room - sum(needs.values())
    if spare >= STEPS and needs:
        made.spend(spare, spare // STEPS)
        made.exchange(spare // STEPS)
    return made.widths


def spread(widths: dict[str, int], room: int) -> dict[str, int]:
    """`widths` with `room` shared out over the columns of running text, by their widths."""
    running = [name for name in widths if name in RUNNING] or list(widths)
    whole = sum(widths[name] for name in running)
    return {name: one + (room * one // whole if name in running else 0) for name, one in widths.items()}
