"""Tables of a Dokumen: fixed widths, head rows on every page, rows in one piece, cells over columns and rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from doctool.model.dokumen import Baris, Rata, Sel, Tabel
from doctool.write.document_ink import Ink, Room
from doctool.write.document_xml import JC, add_property, keep_row, paragraph
from doctool.write.xml import Element, el, name

CellWriter = Callable[[Sel, Room, str, Rata | None], list[Element]]
#: Styles of the paragraphs and places of fills in the table style, by the kind of row.
_STYLES = {"kepala": "Kepala Tabel", "isi": "Sel Tabel", "kelompok": "Kelompok Tabel", "jumlah": "Jumlah Tabel"}
_FILLS = {"kepala": "firstRow", "kelompok": "band1Horz", "jumlah": "lastRow"}
_NARROWEST, _SIDES = 200, 160
# What is left free below a cell of the page's height, for the paragraph that must follow its table.
_BELOW_CELL = 200


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the grid: the cell that covers it, its first row and column, and how far it goes."""

    sel: Sel
    row: int
    column: int
    columns: int
    rows: int


def table(ink: Ink, tabel: Tabel, room: Room, write_cell: CellWriter) -> Element:
    """The w:tbl of `tabel`, as wide as the room; places of a row for which no cell is given are empty cells."""
    places, count = _grid(tabel)
    widths = _widths(tabel.lebar, count, room.width)
    ruled = tabel.bergaris
    properties = el(
        "w:tblPr",
        None,
        el("w:tblStyle", {"w:val": ink.style("Tabel Laporan" if ruled else "Tabel Polos")}),
        el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        el("w:jc", {"w:val": "center"}),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblLook", {"w:val": "0600", "w:firstRow": 0, "w:lastRow": 0, "w:firstColumn": 0, "w:lastColumn": 0,
                         "w:noHBand": 1, "w:noVBand": 1}),
    )  # fmt: skip
    made = el("w:tbl", None, properties, el("w:tblGrid", None, *(el("w:gridCol", {"w:w": one}) for one in widths)))
    heads = _head_rows(tabel)
    for number, (baris, cells) in enumerate(zip(tabel.baris, places, strict=True)):
        row = _row(ink, baris, cells, number, widths, room, write_cell, ruled)
        row.insert(0, el("w:trPr", None, el("w:cantSplit"), el("w:tblHeader") if number < heads else None))
        if baris.jenis in ("kepala", "kelompok") and number < len(tabel.baris) - 1:
            keep_row(row)
        made.append(row)
    return made


def in_the_middle(ink: Ink, blocks: list[Element], room: Room) -> Element:
    """`blocks` in the middle of the page, in a cell as high as the text: LibreOffice does not know w:vAlign of
    sections (17.6.23). A page break within them has no place there."""
    for one in (one for block in blocks for one in block.iter(name("w:p"))):
        add_property(one, el("w:pageBreakBefore", {"w:val": 0}))
    if not blocks or blocks[-1].tag != name("w:p"):
        blocks.append(paragraph(ink.style("Sela")))
    properties = el(
        "w:tcPr", None, el("w:tcW", {"w:w": room.width, "w:type": "dxa"}), el("w:vAlign", {"w:val": "center"})
    )
    height = el("w:trHeight", {"w:val": room.height - _BELOW_CELL, "w:hRule": "atLeast"})
    row = el("w:tr", None, el("w:trPr", None, height), el("w:tc", None, properties, *blocks))
    return el(
        "w:tbl",
        None,
        el(
            "w:tblPr",
            None,
            el("w:tblW", {"w:w": room.width, "w:type": "dxa"}),
            el("w:tblLayout", {"w:type": "fixed"}),
        ),
        el("w:tblGrid", None, el("w:gridCol", {"w:w": room.width})),
        row,
    )


def _head_rows(tabel: Tabel) -> int:
    """How many rows from the top are repeated on every page; none where there is nothing but a head."""
    heads = 0
    while heads < len(tabel.baris) and tabel.baris[heads].jenis == "kepala":
        heads += 1
    return heads if heads < len(tabel.baris) else 0


def _row(
    ink: Ink, baris: Baris, cells: list[_Place], number: int, widths: list[int], room: Room, write_cell: CellWriter,
    ruled: bool,
) -> Element:  # fmt: skip
    row = el("w:tr")
    row_fill = ink.template.fill(_FILLS[baris.jenis]) if ruled and baris.jenis in _FILLS else ""
    for place in cells:
        width = sum(widths[place.column : place.column + place.columns])
        begins = place.row == number
        properties = el(
            "w:tcPr",
            None,
            el("w:tcW", {"w:w": width, "w:type": "dxa"}),
            el("w:gridSpan", {"w:val": place.columns}) if place.columns > 1 else None,
            el("w:vMerge", {"w:val": "restart"} if begins else None) if place.rows > 1 else None,
            _shade(place.sel.warna.lstrip("#") or row_fill),
            el("w:vAlign", {"w:val": "center"}) if baris.jenis == "kepala" else None,
        )
        inside = Room(max(width - _SIDES, _NARROWEST), room.height, in_cell=True)
        sel = place.sel if begins else Sel()
        content = write_cell(sel, inside, _STYLES[baris.jenis], _alignment(sel, baris))
        row.append(el("w:tc", None, properties, *content))
    return row


def _alignment(sel: Sel, baris: Baris) -> Rata | None:
    """None: as the style has it. A number stands at the right where the cell does not say otherwise."""
    if sel.rata != "kiri":
        return sel.rata
    if baris.jenis == "kepala":
        return None
    return "kanan" if sel.nilai is not None else None


def align(paragraphs: list[Element], rata: Rata | None) -> None:
    """Align those paragraphs that say nothing of their own."""
    if rata is None:
        return
    for one in (one for one in paragraphs if one.tag == name("w:p")):
        if one.find(f"{name('w:pPr')}/{name('w:jc')}") is None:
            add_property(one, el("w:jc", {"w:val": JC[rata]}))


def _shade(color: str) -> Element | None:
    return el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": color}) if color else None


def _grid(tabel: Tabel) -> tuple[list[list[_Place]], int]:
    """For each row the cells that cover it from left to right, and the number of columns."""
    taken: dict[tuple[int, int], _Place] = {}
    for number, baris in enumerate(tabel.baris):
        column = 0
        for sel in baris.sel:
            while (number, column) in taken:
                column += 1
            rows = min(max(sel.baris, 1), len(tabel.baris) - number)
            columns = _free_columns(taken, number, column, max(sel.kolom, 1))
            place = _Place(sel, number, column, columns, rows)
            taken |= {(number + down, column + right): place for down in range(rows) for right in range(columns)}
            column += columns
    count = max((column + 1 for _, column in taken), default=1)
    count = max(count, len(tabel.lebar), 1)
    return [_covered(taken, number, count) for number in range(len(tabel.baris))], count


def _free_columns(taken: dict[tuple[int, int], _Place], row: int, column: int, wanted: int) -> int:
    """How many of the `wanted` columns are free, from `column` on, before a cell from above."""
    free = 1
    while free < wanted and (row, column + free) not in taken:
        free += 1
    return free


def _covered(taken: dict[tuple[int, int], _Place], row: int, count: int) -> list[_Place]:
    cells: list[_Place] = []
    column = 0
    while column < count:
        place = taken.get((row, column)) or _Place(Sel(), row, column, 1, 1)
        cells.append(place)
        column = place.column + place.columns
    return cells


def _widths(parts: tuple[float, ...], count: int, whole: int) -> list[int]:
    """Whole twips for each column that add up to `whole`; columns that `parts` does not name are as the average."""
    sound = [max(float(one), 0.0) for one in parts[:count]]
    average = sum(sound) / len(sound) if sum(sound) > 0 else 1.0
    shares = [one or average for one in sound] + [average] * (count - len(sound))
    edges = [round(whole * sum(shares[:number]) / sum(shares)) for number in range(count + 1)]
    return [max(right - left, 1) for left, right in pairwise(edges)]
