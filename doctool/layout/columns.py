"""The columns of the flowchart table: widths for texts and lanes, and the header rows (PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NoReturn

from doctool.drawing import Align, Cell, Padding, Paragraph, Row, TextStyle, VAlign
from doctool.errors import LayoutError
from doctool.layout.measure import line_pitch, text_width, wrap
from doctool.layout.text import height, paragraph, paragraphs
from doctool.loaded import LoadedSop
from doctool.model.kantor import Label
from doctool.model.prosedur import Kegiatan, KelompokPelaksana, Prosedur
from doctool.units import pt

PAD = Padding(pt(2.5), pt(3.5), pt(2.5), pt(3.5))
HEAD_PAD = Padding(pt(2), pt(3), pt(2), pt(3))
#: What a text loses beside padding: LibreOffice takes the rules from its room.
RULES = pt(1.5)
BESIDE = PAD.left + PAD.right + RULES
HEAD_BESIDE = HEAD_PAD.left + HEAD_PAD.right + RULES
#: Wished width of a lane by number of lanes, and the least that still holds a symbol and two tracks a side.
WISHED = {0: 84, 1: 84, 2: 84, 3: 78, 4: 72, 5: 66, 6: 60, 7: 53, 8: 47}
LEAST_LANE = pt(38)
#: Up to this width (points) lanes share in what no text needs.
WIDEST_LANE = 96
#: Up to this many lanes the heads are never turned.
UPRIGHT_LANES = 6
#: Least widths of the text columns in points.
LEAST = {"kegiatan": 96, "kelengkapan": 62, "waktu": 36, "output": 62, "keterangan": 34}
#: A waktu of this width is kept on one line ("120 Menit").
LONGEST_WAKTU = pt(46)
#: A row is at least as high as a symbol with room for tracks: texts that are lower save nothing.
LEAST_ROW = pt(43)
#: What the text columns may shrink to (points) before lanes are refused.
TIGHT = {"kegiatan": 66, "kelengkapan": 48, "waktu": 34, "output": 48, "keterangan": 34}
#: In how many parts the room left over is spent, how often it is passed on, and what many lines in a cell cost.
STEPS, EXCHANGES, RAGGED = 20, 8, 0.08
#: The columns that take what is left over.
RUNNING = ("kegiatan", "kelengkapan", "output")
MUTU_BAKU = ("kelengkapan", "waktu", "output")
#: What the layout calls the column of row numbers (`nomor` in the house style).
NUMBER = "no"


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


def cell_lines(row: Kegiatan, number: str, name: str) -> tuple[str, ...]:
    """The lines that column `name` prints for `row`."""
    if name == NUMBER:
        return (number,) if number else ()
    if name == "kegiatan":
        return row.uraian
    if name == "waktu":
        return (row.waktu.teks,) if row.waktu is not None and row.waktu.teks else ()
    if name == "keterangan":
        return (row.keterangan or ()) + tuple(one.teks for one in row.rujukan)
    return getattr(row, name) or ()


def cell_paragraphs(lines: tuple[str, ...], name: str, style: TextStyle, width: int) -> tuple[Paragraph, ...]:
    """The text of a body cell of column `name`, `width` twips wide."""
    align = Align.CENTER if name in (NUMBER, "waktu") else Align.LEFT
    return paragraphs(lines, style, width - BESIDE, align=align)


def fit_columns(loaded: LoadedSop, procedure: Prosedur, width: int) -> Columns:
    """The columns of `procedure` on a table `width` twips wide; LayoutError if they do not fit."""
    gaya = loaded.kantor.gaya.prosedur
    style = TextStyle(loaded.kantor.gaya.huruf, pt(gaya.ukuran_pt))
    count = max(1, len(procedure.lanes()))
    head = _head_style(procedure, style, count)
    present: list[str] = [name for name in gaya.kolom if name not in ("nomor", "pelaksana")]
    numbers = procedure.numbers()
    texts = {name: [cell_lines(row, "", name) for row in procedure.kegiatan] for name in present}
    least = {name: _least(name, texts[name], style, head, loaded.label) for name in present}
    no_width = _no_width(numbers, style, head, loaded.label) if "nomor" in gaya.kolom else 0
    longest = max((text_width(word, head) for lane in procedure.lanes() for word in lane.nama.split()), default=0)
    wished = pt(WISHED.get(count, 42))
    if count <= 2:
        wished = max(wished, (2 * _longest_exit(procedure, loaded.label, head) + pt(64)) // count)
    if count <= UPRIGHT_LANES:
        wished = max(wished, longest + HEAD_BESIDE + 20)
    room = width - no_width - sum(least.values())
    if room < LEAST_LANE * count:
        whole = {name: _tight(name, texts[name], style, head, loaded.label) for name in least}
        heads = {name: max(pt(TIGHT[name]), _heading(name, head, loaded.label)) for name in least}
        shrunk = _shrink(least, LEAST_LANE * count - room, whole, heads)
        if shrunk is None:
            _too_many(loaded, count)
        least = shrunk
        room = width - no_width - sum(least.values())
    lane = max(min(wished, room // count), LEAST_LANE) // 40 * 40
    lane = _off_the_edge(procedure, lane, head)
    widths = _share(texts, least, width - no_width - lane * count, style)
    spare = width - no_width - lane * count - sum(widths.values())
    if spare > 0 and count <= UPRIGHT_LANES:
        lane += min(spare // 2 // count, max(0, pt(WIDEST_LANE) - lane)) // 40 * 40
        lane = _off_the_edge(procedure, lane, head)
    widths = _spread(widths, max(0, width - no_width - lane * count - sum(widths.values())))
    names: list[str] = []
    sizes: list[int] = []
    first_lane = 0
    for name in gaya.kolom:
        if name == "pelaksana":
            first_lane = len(names)
            names += ["pelaksana"] * count
            sizes += [lane] * count
        else:
            names.append(NUMBER if name == "nomor" else name)
            sizes.append(no_width if name == "nomor" else widths[name])
    sizes[_widest(names, sizes)] += width - sum(sizes)
    rows, cells = _head(loaded, procedure, tuple(names), tuple(sizes), first_lane, head)
    return Columns(tuple(names), tuple(sizes), first_lane, count, style, rows, cells)


def _shrink(least: dict[str, int], by: int, *floors: dict[str, int]) -> dict[str, int] | None:
    """`least` less `by` twips in all, no column below the first of `floors` that allows it; None if none does."""
    for floor in floors:
        over = {name: max(0, size - floor[name]) for name, size in least.items()}
        whole = sum(over.values())
        if by <= whole:
            return {name: size - -(-by * over[name] // whole) for name, size in least.items()}
    return None


def _head_style(procedure: Prosedur, style: TextStyle, count: int) -> TextStyle:
    """The style of the heads: as large as the texts where upright heads of lanes need no more lines so, else 8 pt."""
    large = replace(style, bold=True)
    small = replace(large, size=min(style.size, pt(8)))
    if count > UPRIGHT_LANES:
        return small
    inner = pt(WISHED[count]) - HEAD_BESIDE
    names = [lane.nama for lane in procedure.lanes()]
    words = (word for name in names for word in name.split())
    fits = all(text_width(word, large) <= inner for word in words) and all(
        len(wrap(name, large, inner)) <= len(wrap(name, small, inner)) for name in names
    )
    return large if fits else small


def _off_the_edge(procedure: Prosedur, lane: int, style: TextStyle) -> int:
    """`lane`, or a little less where a head would only just fit a line: renderers differ by half a point."""
    for less in range(0, pt(8), 40):
        inner = lane - less - HEAD_BESIDE
        if lane - less < LEAST_LANE:
            break
        if all(wrap(one.nama, style, inner - 12) == wrap(one.nama, style, inner + 12) for one in procedure.lanes()):
            return lane - less
    return lane


def _too_many(loaded: LoadedSop, count: int) -> NoReturn:
    raise LayoutError(
        f"{count} pelaksana tidak muat di kertas {loaded.kantor.gaya.kertas}",
        hint="pakai kertas F4 lanskap, perkecil margin, atau bagi prosedur menjadi beberapa bagian",
    )


def _longest_exit(procedure: Prosedur, label: Label, style: TextStyle) -> int:
    """The width of the longest label of an exit, 0 without decisions."""
    words = {exit_.label for row in procedure.kegiatan for _, node in row.nodes() for exit_ in node.keluar or ()}
    if any(node.ya is not None or node.tidak is not None for row in procedure.kegiatan for _, node in row.nodes()):
        words |= {label.ya or "", label.tidak or ""}
    return max((text_width(word, style) for word in words), default=0)


def _widest(names: list[str], sizes: list[int]) -> int:
    texts = [index for index, name in enumerate(names) if name != "pelaksana"]
    return max(texts, key=lambda index: sizes[index])


def _word(text: str, style: TextStyle) -> int:
    return max((text_width(word, style) for word in text.replace("-", "- ").split()), default=0)


def _heading(name: str, head: TextStyle, label: Label) -> int:
    """The least width that does not break the head of column `name` inside a word."""
    return _word(_label(label, name).replace("/", "/ "), head) + HEAD_BESIDE + 10


def _least(name: str, cells: list[tuple[str, ...]], style: TextStyle, head: TextStyle, label: Label) -> int:
    longest = max((_word(line, style) for lines in cells for line in lines), default=0)
    if name == "waktu":
        whole = [text_width(line, style) for lines in cells for line in lines]
        longest = pt(2) + max([longest, *(one for one in whole if one <= LONGEST_WAKTU)])
    marked = pt(7) if any(line[:1] in "-•" for lines in cells for line in lines) else 0
    own = min(longest, pt(92)) + marked + BESIDE + 20
    return max(pt(LEAST[name]), own, _heading(name, head, label))


def _tight(name: str, cells: list[tuple[str, ...]], style: TextStyle, head: TextStyle, label: Label) -> int:
    """What column `name` may shrink to where lanes need the room: no word is broken for that."""
    longest = max((_word(line, style) for lines in cells for line in lines), default=0)
    own = min(longest, pt(60)) + BESIDE + 20
    return max(pt(TIGHT[name]), own, _heading(name, head, label))


def _no_width(numbers: tuple[str, ...], style: TextStyle, head: TextStyle, label: Label) -> int:
    longest = max((text_width(one, style) for one in numbers), default=0)
    return max(pt(24), longest + BESIDE + 20, _heading(NUMBER, head, label))


class _Widths:
    """Widths of the text columns and what they cost: high rows, and then cells of many lines.

    A tall narrow cell beside a broad low one reads badly, even where the row is high for another reason.
    """

    def __init__(self, texts: dict[str, list[tuple[str, ...]]], least: dict[str, int], style: TextStyle) -> None:
        self.texts, self.style, self.least = texts, style, least
        self.widths = dict(least)
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


def _share(
    texts: dict[str, list[tuple[str, ...]]], least: dict[str, int], room: int, style: TextStyle
) -> dict[str, int]:
    """Widths that spend as much of `room` as helps, starting from the least widths."""
    made = _Widths(texts, least, style)
    spare = room - sum(least.values())
    if spare >= STEPS and least:
        made.spend(spare, spare // STEPS)
        made.exchange(spare // STEPS)
    return made.widths


def _spread(widths: dict[str, int], room: int) -> dict[str, int]:
    """`widths` with `room` shared out over the columns of running text, by their widths."""
    running = [name for name in widths if name in RUNNING] or list(widths)
    whole = sum(widths[name] for name in running)
    return {name: one + (room * one // whole if name in running else 0) for name, one in widths.items()}


def _label(label: Label, name: str) -> str:
    return str(getattr(label, "nomor" if name == NUMBER else name) or "")


def _head(
    loaded: LoadedSop,
    procedure: Prosedur,
    names: tuple[str, ...],
    widths: tuple[int, ...],
    first: int,
    style: TextStyle,
) -> tuple[tuple[Row, ...], tuple[Cell, ...]]:
    """Two header rows (three with lane groups), and the row of column numbers where the office has it."""
    label, gaya = loaded.label, loaded.kantor.gaya.prosedur
    lanes = procedure.lanes()
    grouped = any(isinstance(one, KelompokPelaksana) for one in procedure.pelaksana or ())
    depth = 3 if grouped else 2
    heights = [line_pitch(style) + pt(6)] * (depth - 1) + [0]
    cells: list[Cell] = []

    def add(row: int, col: int, text: str, row_span: int = 1, col_span: int = 1) -> None:
        inner = sum(widths[col : col + col_span]) - HEAD_BESIDE
        lines = (paragraph(text, style, inner, align=Align.CENTER),) if text else ()
        cells.append(Cell(row, col, lines, row_span, col_span, VAlign.CENTER, padding=HEAD_PAD, fill="F2F2F2"))

    together = [index for index, name in enumerate(names) if name in MUTU_BAKU]
    joined = together and together[-1] - together[0] + 1 == len(together) and len(together) > 1
    for col, name in enumerate(names):
        if name == "pelaksana":
            if col == first:
                add(0, col, _label(label, "pelaksana"), depth if not lanes else 1, names.count("pelaksana"))
        elif joined and name in MUTU_BAKU:
            if col == together[0]:
                add(0, col, _label(label, "mutu_baku"), 1, len(together))
            add(1, col, _label(label, name), depth - 1)
        else:
            add(0, col, _label(label, name), depth)
    if lanes:
        _lane_heads(procedure, first, depth, widths, style, cells, add)
    needed = [
        (
            cell,
            (
                max((text_width(line, style) + 40 for one in cell.paragraphs for line in one.lines), default=0)
                if cell.turned
                else height(cell.paragraphs)
            )
            + HEAD_PAD.top
            + HEAD_PAD.bottom,
        )
        for cell in cells
    ]
    for cell, need in sorted(needed, key=lambda one: one[0].row_span):
        have = sum(heights[cell.row : cell.row + cell.row_span])
        if need > have:
            heights[cell.row + cell.row_span - 1] += need - have
    cells = [_turn(cell, style, widths, heights) for cell in cells]
    rows = [Row(one, header=True) for one in heights]
    if gaya.nomor_kolom:
        given = (
            gaya.nomor_kolom if isinstance(gaya.nomor_kolom, tuple) else tuple(f"({n + 1})" for n in range(len(names)))
        )
        rows.append(Row(line_pitch(style) + pt(3), header=True))
        plain = replace(style, bold=False)
        for col in range(len(names)):
            text = given[col] if col < len(given) else ""
            inner = widths[col] - 40
            cells.append(
                Cell(
                    depth,
                    col,
                    (paragraph(text, plain, inner, align=Align.CENTER),) if text else (),
                    valign=VAlign.CENTER,
                    padding=Padding(0, 20, 0, 20),
                )
            )
    return tuple(rows), tuple(cells)


def _lane_heads(
    procedure: Prosedur,
    first: int,
    depth: int,
    widths: tuple[int, ...],
    style: TextStyle,
    cells: list[Cell],
    add: Callable[[int, int, str, int, int], None],
) -> None:
    lanes = procedure.lanes()
    inner = widths[first] - HEAD_BESIDE
    turned = len(lanes) > UPRIGHT_LANES and any(_word(one.nama, style) > inner for one in lanes)
    col = first
    for one in procedure.pelaksana or ():
        members = one.pelaksana if isinstance(one, KelompokPelaksana) else (one,)
        if isinstance(one, KelompokPelaksana):
            add(1, col, one.kelompok, 1, len(members))
        top = 2 if isinstance(one, KelompokPelaksana) else 1
        for lane in members:
            if turned:
                cells.append(_turned_cell(lane.nama, top, col, depth - top, inner, style))
            else:
                add(top, col, lane.nama, depth - top, 1)
            col += 1


def _turned_cell(name: str, row: int, col: int, span: int, across: int, style: TextStyle) -> Cell:
    """A head written from bottom to top: as many lines as fit across, in the shortest length that holds them."""
    most = max(1, across // line_pitch(style))
    length = _word(name, style) + 40
    while len((text := paragraph(name, style, length, align=Align.CENTER)).lines) > most:
        length += 60
    return Cell(row, col, (text,), span, 1, VAlign.CENTER, padding=HEAD_PAD, turned=True, fill="F2F2F2")


def _turn(cell: Cell, style: TextStyle, widths: tuple[int, ...], heights: list[int]) -> Cell:
    if not cell.turned:
        return cell
    length = sum(heights[cell.row : cell.row + cell.row_span]) - HEAD_PAD.top - HEAD_PAD.bottom
    return replace(
        cell, paragraphs=tuple(paragraph(one.text, style, length, align=Align.CENTER) for one in cell.paragraphs)
    )
