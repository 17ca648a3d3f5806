"""Tables of a Dokumen: fixed widths, head rows on every page, rows in one piece, cells over columns and rows."""

from __future__ import annotations

from collections.abc import Callable

from doctool.model.dokumen import Baris, Rata, Sel, Tabel
from doctool.table_fit import Look, chosen_look, table_height, widths
from doctool.table_grid import Place, grid
from doctool.write.document_ink import Ink, Room
from doctool.write.document_xml import JC, add_property, keep_row, set_size
from doctool.write.xml import Element, el, name

CellWriter = Callable[[Sel, Room, str, Rata | None], list[Element]]
#: Styles of the paragraphs and places of fills in the table style, by the kind of row.
_STYLES = {"kepala": "Kepala Tabel", "isi": "Sel Tabel", "kelompok": "Kelompok Tabel", "jumlah": "Jumlah Tabel"}
_FILLS = {"kepala": "firstRow", "kelompok": "band1Horz", "jumlah": "lastRow"}
_NARROWEST = 200
#: The part of a page that a table may take and still be kept in one piece.
_SMALL = 0.45


def table(ink: Ink, tabel: Tabel, room: Room, write_cell: CellWriter) -> Element:
    """The w:tbl of `tabel`, as wide as the room; places of a row for which no cell is given are empty cells.

    Its type is made smaller where its words would else break, or where a lying table would else go on to another page
    for a few rows. A small table stays on one page; of a longer one at least two rows do.
    """
    places, _ = grid(tabel)
    look, wide = _fit(ink, tabel, room)
    ruled = tabel.bergaris
    properties = el(
        "w:tblPr",
        None,
        el("w:tblStyle", {"w:val": ink.style("Tabel Laporan" if ruled else "Tabel Polos")}),
        el("w:tblW", {"w:w": sum(wide), "w:type": "dxa"}),
        el("w:jc", {"w:val": "center"}),
        el("w:tblLayout", {"w:type": "fixed"}),
        _margins(look),
        el("w:tblLook", {"w:val": "0600", "w:firstRow": 0, "w:lastRow": 0, "w:firstColumn": 0, "w:lastColumn": 0,
                         "w:noHBand": 1, "w:noVBand": 1}),
    )  # fmt: skip
    made = el("w:tbl", None, properties, el("w:tblGrid", None, *(el("w:gridCol", {"w:w": one}) for one in wide)))
    heads = _head_rows(tabel)
    height = table_height(tabel, ink.dokumen.huruf, look, room.width)
    small = height <= room.height * _SMALL and tabel.tanda_tangan is None  # who signs needs room of his own
    kept = _kept_rows(tabel, heads, small)
    for number, (baris, cells) in enumerate(zip(tabel.baris, places, strict=True)):
        row = _row(ink, baris, cells, number, wide, room, write_cell, ruled, look.side)
        row.insert(0, el("w:trPr", None, el("w:cantSplit"), el("w:tblHeader") if number < heads else None))
        if number in kept:
            keep_row(row)
        if look.size != ink.template.cell_size:
            set_size(row, look.size)
        made.append(row)
    return made


def add_notes_row(made: Element, notes: list[Element]) -> None:
    """Put `notes` below a table, as a row without rules that stays with the last one: LibreOffice does not keep a table
    with the paragraph after it."""
    wide = [int(one.get(name("w:w"), "0")) for one in made.iterfind(f"{name('w:tblGrid')}/{name('w:gridCol')}")]
    keep_row(made.findall(name("w:tr"))[-1])
    none = [el(f"w:{side}", {"w:val": "nil"}) for side in ("left", "bottom", "right")]
    properties = el(
        "w:tcPr",
        None,
        el("w:tcW", {"w:w": sum(wide), "w:type": "dxa"}),
        el("w:gridSpan", {"w:val": len(wide)}) if len(wide) > 1 else None,
        el("w:tcBorders", None, *none),
    )
    made.append(el("w:tr", None, el("w:trPr", None, el("w:cantSplit")), el("w:tc", None, properties, *notes)))


def _fit(ink: Ink, tabel: Tabel, room: Room) -> tuple[Look, list[int]]:
    """The type of a table and the widths of its columns."""
    font, size = ink.dokumen.huruf, ink.template.cell_size
    height = room.height if tabel.melintang and not room.in_cell else 0
    look = chosen_look(tabel, font, size, room.width, height)
    return look, widths(tabel, font, look, room.width)


def _kept_rows(tabel: Tabel, heads: int, small: bool) -> set[int]:
    """The rows that stay on the page of the next: heads and groups; of a small table all; else the first of the body
    and the last but one, so that no row stands alone on a page."""
    last = len(tabel.baris) - 1
    kept = {at for at, row in enumerate(tabel.baris) if row.jenis in ("kepala", "kelompok")}
    if tabel.bergaris:
        kept |= set(range(last)) if small else {heads, last - 1}
    return {at for at in kept if 0 <= at < last}


def _margins(look: Look) -> Element:
    """Margins of the cells; above and below as the style has them."""
    sides = [el(f"w:{side}", {"w:w": look.side, "w:type": "dxa"}) for side in ("left", "right")]
    return el("w:tblCellMar", None, *sides)


def _head_rows(tabel: Tabel) -> int:
    """How many rows from the top are repeated on every page; none where there is nothing but a head."""
    heads = 0
    while heads < len(tabel.baris) and tabel.baris[heads].jenis == "kepala":
        heads += 1
    return heads if heads < len(tabel.baris) else 0


def _row(
    ink: Ink, baris: Baris, cells: list[Place], number: int, widths: list[int], room: Room, write_cell: CellWriter,
    fills: bool, side: int,
) -> Element:  # fmt: skip
    row = el("w:tr")
    row_fill = ink.template.fill(_FILLS[baris.jenis]) if fills and baris.jenis in _FILLS else ""
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
        inside = Room(max(width - 2 * side, _NARROWEST), room.height, in_cell=True)
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
