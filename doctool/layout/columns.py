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
HEAD_PAD = Padding(pt(2), pt(2), pt(2), pt(2))
#: Wished width of a lane by number of lanes, and the least that still holds a symbol and two tracks a side.
WISHED = {0: 84, 1: 84, 2: 84, 3: 78, 4: 72, 5: 66, 6: 60, 7: 53, 8: 47}
LEAST_LANE = pt(38)
#: Up to this many lanes the heads are never turned.
UPRIGHT_LANES = 6
#: Least widths of the text columns in points and the share of each in what is left over.
LEAST = {"kegiatan": 96, "kelengkapan": 62, "waktu": 36, "output": 62, "keterangan": 34}
#: What the text columns may shrink to (points) before lanes are refused.
TIGHT = {"kegiatan": 76, "kelengkapan": 48, "waktu": 34, "output": 48, "keterangan": 34}
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
    return paragraphs(lines, style, width - PAD.left - PAD.right, align=align)


def fit_columns(loaded: LoadedSop, procedure: Prosedur, width: int) -> Columns:
    """The columns of `procedure` on a table `width` twips wide; LayoutError if they do not fit."""
    gaya = loaded.kantor.gaya.prosedur
    style = TextStyle(loaded.kantor.gaya.huruf, pt(gaya.ukuran_pt))
    count = max(1, len(procedure.lanes()))
    head = replace(style, size=pt(8), bold=True)
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
        wished = max(wished, longest + pt(5))
    room = width - no_width - sum(least.values())
    if room < LEAST_LANE * count:
        spare = LEAST_LANE * count - room
        over = {name: max(0, size - pt(TIGHT[name])) for name, size in least.items()}
        least = {name: size - spare * over[name] // max(1, sum(over.values())) - 1 for name, size in least.items()}
        if spare > sum(over.values()):
            _too_many(loaded, count)
        room = width - no_width - sum(least.values())
    lane = max(min(wished, room // count), LEAST_LANE) // 40 * 40
    lane = _off_the_edge(procedure, lane, head)
    widths = _share(texts, least, width - no_width - lane * count, style)
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


def _off_the_edge(procedure: Prosedur, lane: int, style: TextStyle) -> int:
    """`lane`, or a little less where a head would only just fit a line: renderers differ by half a point."""
    for less in range(0, pt(8), 40):
        inner = lane - less - HEAD_PAD.left - HEAD_PAD.right
        if lane - less < LEAST_LANE:
            break
        if all(wrap(one.nama, style, inner - 24) == wrap(one.nama, style, inner + 24) for one in procedure.lanes()):
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


def _least(name: str, cells: list[tuple[str, ...]], style: TextStyle, head: TextStyle, label: Label) -> int:
    longest = max((_word(line, style) for lines in cells for line in lines), default=0)
    marked = pt(7) if any(line[:1] in "-•" for lines in cells for line in lines) else 0
    heading = _word(_label(label, name).replace("/", "/ "), head)
    return max(pt(LEAST[name]), min(longest, pt(92)) + marked + PAD.left + PAD.right + 20, heading + pt(6))


def _no_width(numbers: tuple[str, ...], style: TextStyle, head: TextStyle, label: Label) -> int:
    longest = max((text_width(one, style) for one in numbers), default=0)
    return max(pt(24), longest + PAD.left + PAD.right + 20, _word(label.nomor or "", head) + pt(6))


def _share(
    texts: dict[str, list[tuple[str, ...]]], least: dict[str, int], room: int, style: TextStyle
) -> dict[str, int]:
    """Widths that spend `room` where it saves the most height, starting from the least widths."""
    widths = dict(least)
    steps = 16
    step = max(0, room - sum(widths.values())) // steps

    def tall(name: str, width: int) -> list[int]:
        return [height(cell_paragraphs(lines, name, style, width)) for lines in texts[name]]

    heights = {name: tall(name, widths[name]) for name in widths}
    for _ in range(steps if step else 0):
        rows = [max(column) for column in zip(*heights.values(), strict=True)]
        best, best_gain, best_heights = "kegiatan" if "kegiatan" in widths else next(iter(widths)), -1.0, None
        for name in widths:
            if name in ("waktu", "keterangan") and widths[name] > pt(80):
                continue
            new = tall(name, widths[name] + 2 * step)
            others = [max((heights[o][r] for o in heights if o != name), default=0) for r in range(len(rows))]
            gain = sum(rows) - sum(max(a, b) for a, b in zip(new, others, strict=True))
            gain = gain + 0.15 * (sum(heights[name]) - sum(new))
            if gain > best_gain:
                best, best_gain, best_heights = name, gain, new
        widths[best] += step
        heights[best] = tall(best, widths[best]) if best_heights is not None else heights[best]
    return widths


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
        inner = sum(widths[col : col + col_span]) - HEAD_PAD.left - HEAD_PAD.right
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
    inner = widths[first] - HEAD_PAD.left - HEAD_PAD.right
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
