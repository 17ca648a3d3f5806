"""The columns of the flowchart table: widths for texts and lanes, and the header rows (PermenPANRB 35/2012)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

from doctool.drawing import Cell, Row, TextStyle
from doctool.errors import LayoutError
from doctool.layout.column_heads import UPRIGHT_LANES, head_rows, head_style
from doctool.layout.column_widths import (
    BESIDE,
    HEAD_BESIDE,
    HEAD_PAD,
    NUMBER,
    PAD,
    TIGHT,
    Texts,
    cell_lines,
    cell_paragraphs,
    heading,
    least,
    no_width,
    share,
    shrink,
    spread,
    tight,
)
from doctool.layout.measure import text_width, wrap
from doctool.loaded import LoadedSop
from doctool.model.kantor import Label
from doctool.model.prosedur import Prosedur
from doctool.units import pt

__all__ = [
    "BESIDE", "HEAD_BESIDE", "HEAD_PAD", "NUMBER", "PAD", "UPRIGHT_LANES", "Columns", "Fit", "Least", "cell_lines",
    "cell_paragraphs", "fit_columns", "least_columns",
]  # fmt: skip

#: Wished width of a lane by number of lanes, and the least that still holds a symbol and two tracks a side.
WISHED = {0: 84, 1: 84, 2: 84, 3: 78, 4: 72, 5: 66, 6: 60, 7: 53, 8: 47}
LEAST_LANE = pt(38)
#: What an exit's label keeps from its line and from the lane's rule, and how wide a lane gets for it at most.
EXIT_GAP, WIDEST_FOR_EXITS = pt(3.5), pt(112)
#: Up to this width (points) lanes share in what no text needs.
WIDEST_LANE = 96
#: The smallest text, where only that keeps words whole.
SMALLEST = pt(8)


@dataclass(frozen=True, slots=True)
class Columns:
    """The table's columns from left to right.

    `names` are the keys of gaya.prosedur.kolom (nomor as `NUMBER`), "pelaksana" once for each lane; `widths` in twips;
    `first_lane` is the first lane's column and `lanes` their number (at least 1). `head` are the header
    rows with their cells (rows counted from 0).
    """

    names: tuple[str, ...]
    widths: tuple[int, ...]
    first_lane: int
    lanes: int
    style: TextStyle
    head_rows: tuple[Row, ...]
    head_cells: tuple[Cell, ...]

    @property
    def head_height(self) -> int:
        return sum(row.height for row in self.head_rows)


class Fit(IntEnum):
    """How well the columns fit their paper: as the office wants them, with smaller texts, or with words broken."""

    WELL = 0
    SMALL = 1
    BROKEN = 2


@dataclass(frozen=True, slots=True)
class Least:
    """The least that the columns of a table take, before what is left over is shared out.

    `needs` are the widths of the text columns without the numbers', `number` is theirs; `head` is the style of the
    heads, `style` that of the texts.
    """

    fit: Fit
    style: TextStyle
    head: TextStyle
    texts: Texts
    number: int
    needs: dict[str, int]


def fit_columns(loaded: LoadedSop, procedure: Prosedur, width: int) -> Columns:
    """The columns of `procedure` on a table `width` twips wide; LayoutError (A09) if they do not fit.

    Where many lanes leave little room, texts of 8 pt keep words whole; where even those do not, words are broken.
    """
    least = least_columns(loaded, procedure, width)
    if least is None:
        raise LayoutError(
            f"{max(1, len(procedure.lanes()))} pelaksana tidak muat di kertas {loaded.kantor.gaya.kertas}",
            hint="pakai kertas yang lebih lebar, perkecil margin, atau bagi prosedur menjadi beberapa bagian",
        )
    return _fit(loaded, procedure, width, least)


def least_columns(loaded: LoadedSop, procedure: Prosedur, width: int) -> Least | None:
    """The least columns of `procedure` on a table `width` twips wide; None if even broken words do not fit."""
    style = TextStyle(loaded.kantor.gaya.huruf, pt(loaded.kantor.gaya.prosedur.ukuran_pt))
    small = replace(style, size=min(style.size, SMALLEST))
    for fit, used in ((Fit.WELL, style), (Fit.SMALL, small), (Fit.BROKEN, style)):
        least = _least(loaded, procedure, width, used, fit)
        if least is not None:
            return least
    return None


def _least(loaded: LoadedSop, procedure: Prosedur, width: int, style: TextStyle, fit: Fit) -> Least | None:
    """The least columns with texts in `style`; None where the lanes leave the texts too little room."""
    order, label = loaded.kantor.gaya.prosedur.kolom, loaded.label
    count = max(1, len(procedure.lanes()))
    head = head_style(procedure, style, pt(WISHED.get(count, 42)))
    texts: Texts = {
        name: [cell_lines(row, "", name) for row in procedure.kegiatan]
        for name in order
        if name not in ("nomor", "pelaksana")
    }
    number = no_width(procedure.numbers(), style, head, label) if "nomor" in order else 0
    needs: dict[str, int] = {name: least(name, cells, style, head, label) for name, cells in texts.items()}
    missing = sum(needs.values()) + LEAST_LANE * count - (width - number)
    if missing > 0:
        floor: dict[str, int] = {
            name: max(pt(TIGHT[name]), heading(name, head, label))
            if fit is Fit.BROKEN
            else tight(name, cells, style, head, label)
            for name, cells in texts.items()
        }
        shrunk = shrink(needs, missing, floor)
        if shrunk is None:
            return None
        needs = shrunk
    return Least(fit, style, head, texts, number, needs)


def _fit(loaded: LoadedSop, procedure: Prosedur, width: int, least: Least) -> Columns:
    """The columns made of the least ones and what is left over."""
    count = max(1, len(procedure.lanes()))
    needs, head, free = least.needs, least.head, width - least.number
    lane = min(_wished_lane(procedure, loaded.label, head), (free - sum(needs.values())) // count)
    lane = _off_the_edge(procedure, max(lane, LEAST_LANE) // 40 * 40, head)
    widths = share(least.texts, needs, free - lane * count, least.style)
    spare = free - lane * count - sum(widths.values())
    if count <= UPRIGHT_LANES:
        more = min(max(0, spare) // 2 // count, max(0, pt(WIDEST_LANE) - lane)) // 40 * 40
        lane = _off_the_edge(procedure, lane + more, head)
    widths = spread(widths, max(0, free - lane * count - sum(widths.values())))
    return _columns(loaded, procedure, {**widths, NUMBER: least.number}, lane, width, least.style, head)


def _wished_lane(procedure: Prosedur, label: Label, head: TextStyle) -> int:
    """The width that a lane should have: by their number, and for the words of its head and of its exits."""
    lanes = procedure.lanes()
    count = max(1, len(lanes))
    wished = pt(WISHED.get(count, 42))
    if count <= 2:
        wished = max(wished, (2 * _longest_exit(procedure, label, head) + pt(64)) // count)
    if count <= UPRIGHT_LANES:
        longest = max((text_width(word, head) for lane in lanes for word in lane.nama.split()), default=0)
        beside = min(2 * (_longest_exit(procedure, label, head) + EXIT_GAP), WIDEST_FOR_EXITS)
        wished = max(wished, longest + HEAD_BESIDE + 20, beside)
    return wished


def _columns(
    loaded: LoadedSop,
    procedure: Prosedur,
    widths: dict[str, int],
    lane: int,
    width: int,
    style: TextStyle,
    head: TextStyle,
) -> Columns:
    """The columns in the order of the house style; the widest takes what rounding left."""
    count = max(1, len(procedure.lanes()))
    names: list[str] = []
    sizes: list[int] = []
    first_lane = 0
    for name in loaded.kantor.gaya.prosedur.kolom:
        if name == "pelaksana":
            first_lane = len(names)
            names += ["pelaksana"] * count
            sizes += [lane] * count
        else:
            names.append(NUMBER if name == "nomor" else name)
            sizes.append(widths[names[-1]])
    sizes[_widest(names, sizes)] += width - sum(sizes)
    rows, cells = head_rows(loaded, procedure, tuple(names), tuple(sizes), first_lane, head)
    return Columns(tuple(names), tuple(sizes), first_lane, count, style, rows, cells)


def _off_the_edge(procedure: Prosedur, lane: int, style: TextStyle) -> int:
    """`lane`, or a little less where a head would only just fit a line: renderers differ by half a point."""
    for less in range(0, pt(8), 40):
        inner = lane - less - HEAD_BESIDE
        if lane - less < LEAST_LANE:
            break
        if all(wrap(one.nama, style, inner - 12) == wrap(one.nama, style, inner + 12) for one in procedure.lanes()):
            return lane - less
    return lane


def _longest_exit(procedure: Prosedur, label: Label, style: TextStyle) -> int:
    """The width of the longest label of an exit, 0 without decisions."""
    words = {exit_.label for row in procedure.kegiatan for _, node in row.nodes() for exit_ in node.keluar or ()}
    if any(node.ya is not None or node.tidak is not None for row in procedure.kegiatan for _, node in row.nodes()):
        words |= {label.ya or "", label.tidak or ""}
    return max((text_width(word, style) for word in words), default=0)


def _widest(names: list[str], sizes: list[int]) -> int:
    texts = [index for index, name in enumerate(names) if name != "pelaksana"]
    return max(texts, key=lambda index: sizes[index])
