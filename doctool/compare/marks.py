"""Where on the sheets of an SOP its changes are: boxes to be coloured on the pages of its Drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from doctool.check.words import normal
from doctool.compare.told import Butir, Tempat
from doctool.drawing import Box, Cell, Drawing, Page, PageKind, Table, VAlign
from doctool.loaded import LoadedSop

#: How far a coloured box reaches beyond a symbol, in twips.
_AROUND = 80
#: The block of the identity sheet: fields whose whole value is coloured.
_BLOCK = {
    "nomor_sop", "tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif", "tanggal_pengesahan", "disahkan_oleh",
    "nama_sop",
}  # fmt: skip
#: What of a kegiatan is drawn in its lanes.
_FLOW = {"pelaksana", "bentuk", "alur", "paralel"}


Where = Literal["samping", "tengah", "atas", "sudut"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on the page `halaman` (from 1) that belongs to the change `nomor` (from 1); `letak` is where its number
    goes: beside it, in its middle, above it, in its corner."""

    halaman: int
    box: Box
    nomor: int
    look: str
    letak: Where = "sudut"


def marks(drawing: Drawing, loaded: LoadedSop, butir: Sequence[Butir], *, baru: bool) -> list[Mark]:
    """The boxes of the changes on the sheets of the first SOP, or of the second (`baru`)."""
    found: list[Mark] = []
    for nomor, one in enumerate(butir, 1):
        place = one.baru if baru else one.lama
        if place is None or not one.tercetak:
            continue
        look = _look(one, baru=baru)
        boxes = _boxes(drawing, loaded, place, one)
        found += [Mark(page.number, box, nomor, look, _where(page, box, place)) for page, box in boxes]
    return found


def _where(page: Page, box: Box, place: Tempat) -> Where:
    if place.jenis == "kegiatan" and not place.bidang:
        return "samping"
    if place.jenis == "pelaksana":
        return "atas"
    empty = any(one.box.center_x == box.center_x and one.box.center_y == box.center_y and not one.paragraphs
                for one in page.shapes)  # fmt: skip
    return "tengah" if empty else "sudut"


def _look(one: Butir, *, baru: bool) -> str:
    if one.apa == "diganti":
        return "baru" if baru else "hapus"
    return {"ditambahkan": "baru", "dihapus": "hapus", "dipindah": "pindah"}.get(one.apa, "ubah")


def _boxes(drawing: Drawing, loaded: LoadedSop, place: Tempat, one: Butir) -> Iterator[tuple[Page, Box]]:
    for page in drawing.pages:
        if place.jenis == "identitas":
            yield from ((page, box) for box in _text_boxes(page, loaded, place))
        elif page.kind is PageKind.FLOWCHART and page.procedure == place.prosedur:
            table = page.table("prosedur")
            if place.jenis == "pelaksana":
                yield page, _lane(page, table, place.nomor, whole=one.apa != "diubah")
            else:
                yield from ((page, box) for box in _step(page, table, loaded, place))


def _lane(page: Page, table: Table, lane: int, *, whole: bool) -> Box:
    """The head of a lane, or its whole column."""
    column = page.lane_columns[0] + lane
    heads = [one for one in table.cells if table.rows[one.row].header and one.col <= column < one.col + one.col_span]
    box = table.cell_box(max(heads, key=lambda one: (one.row, -one.col_span)))
    if not whole:
        return box
    left = table.x + sum(table.columns[:column])
    return Box(left, box.y, table.columns[column], table.y + table.height - box.y)


def _step(page: Page, table: Table, loaded: LoadedSop, place: Tempat) -> Iterator[Box]:
    """The row of a kegiatan, or its cells and symbols that changed."""
    top = table.y
    names = _columns(page, loaded)
    for number, row in enumerate(table.rows):
        if row.kegiatan == place.nomor:
            if not place.bidang:
                yield Box(table.x, top, table.width, row.height)
            elif place.bidang[0] in _FLOW:
                yield from _symbols(page, table, number, Box(table.x, top, table.width, row.height))
            else:
                name = "kegiatan" if place.bidang[0] == "uraian" else place.bidang[0]
                for column in (at for at, one in enumerate(names) if one == name):
                    yield Box(table.x + sum(table.columns[:column]), top, table.columns[column], row.height)
        top += row.height


def _symbols(page: Page, table: Table, row: int, box: Box) -> Iterator[Box]:
    """The symbols of a row with some room around; all its lanes where it has none."""
    shapes = [one.box for one in page.shapes if one.row == row]
    for one in shapes:
        yield Box(one.x - _AROUND, one.y - _AROUND, one.width + 2 * _AROUND, one.height + 2 * _AROUND)
    if not shapes:
        first, end = page.lane_columns
        yield Box(table.x + sum(table.columns[:first]), box.y, sum(table.columns[first:end]), box.height)


def _columns(page: Page, loaded: LoadedSop) -> list[str]:
    """What each column of the table of a procedure holds."""
    first, end = page.lane_columns
    out: list[str] = []
    for name in loaded.kantor.gaya.prosedur.kolom:
        out += [name] * (end - first if name == "pelaksana" else 1)
    return out


def _text_boxes(page: Page, loaded: LoadedSop, place: Tempat) -> Iterator[Box]:
    """Where texts of the identity sheet, of titles, footnotes and signatures stand."""
    field = place.bidang[0]
    if field == "tanda_tangan_alur":
        yield from (Box(one.x, one.y, one.width, one.height) for one in page.tables if one.name == "tanda-tangan")
        return
    lines = {line.strip() for line in place.teks if line.strip()}
    heading = normal(str(getattr(loaded.label, field, None) or ""))
    for table in page.tables:
        if table.name == "prosedur":
            continue
        if field in _BLOCK and table.name == "identitas":
            yield from _block(table, heading)
            continue
        body = _below(table, heading) if table.name == "identitas" and heading else None
        for cell in [body] if body is not None else list(table.cells):
            yield from _lines(table, cell, lines)


def _block(table: Table, heading: str) -> Iterator[Box]:
    """The value beside a label of the identity block."""
    for cell in table.cells:
        if heading and normal(" ".join(one.text for one in cell.paragraphs)) == heading:
            beside = [one for one in table.cells if one.row == cell.row and one.col > cell.col]
            wide = [one for one in beside if one.paragraphs and one.paragraphs[0].text.strip(" :")]
            yield from (table.cell_box(one) for one in wide or beside[-1:])


def _below(table: Table, heading: str) -> Cell | None:
    """The cell below a heading of the identity sheet; None where there is no such heading on the page."""
    for cell in table.cells:
        if heading and normal(" ".join(one.text for one in cell.paragraphs)).removesuffix(" lanjutan") == heading:
            under = [one for one in table.cells if one.row > cell.row and one.col == cell.col]
            return min(under, key=lambda one: one.row, default=None)
    return None


def _lines(table: Table, cell: Cell, lines: set[str]) -> Iterator[Box]:
    """The paragraphs of a cell that print one of `lines`."""
    box = table.cell_box(cell)
    height = sum(one.height for one in cell.paragraphs)
    room = box.height - cell.padding.top - cell.padding.bottom
    spare = {VAlign.TOP: 0, VAlign.CENTER: (room - height) // 2, VAlign.BOTTOM: room - height}[cell.valign]
    top = box.y + cell.padding.top + max(spare, 0)
    for one in cell.paragraphs:
        if not cell.turned and {one.text.strip(), f"{one.marker} {one.text}".strip()} & lines:
            yield Box(box.x, top, box.width, one.height)
        top += one.height
