"""The identity sheet: kop, label/value block and six sections, on as many pages as the text needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doctool.drawing import Padding, Page, PageKind, Side, Table
from doctool.errors import LayoutError
from doctool.layout.bands import Band, Flow, balanced, paginate
from doctool.layout.footer import status_footer
from doctool.layout.framed import Slot, framed_table
from doctool.layout.identity_block import block_bands, fits_on_lines
from doctool.layout.identity_body import body_bands
from doctool.layout.kop import annex_table, body_style, kop_slot, kop_table, title_table
from doctool.layout.measure import line_pitch
from doctool.layout.paraf import paraf_table, wanted
from doctool.loaded import LoadedSop
from doctool.model.kantor import Margin
from doctool.units import PAPERS, Paper, mm, pt

#: What Word needs on a page beside the tables: a 1 pt paragraph above, one between tables, two below.
ANCHOR = 20
FOOT = 40
TABLE_GAP = pt(6)


def margins(margin: Margin) -> Padding:
    """A house style's margins in twips."""
    return Padding(mm(margin.atas_mm), mm(margin.kanan_mm), mm(margin.bawah_mm), mm(margin.kiri_mm))


@dataclass(frozen=True)
class _Sheet:
    """The paper of the identity sheet and what may be filled on it."""

    paper: Paper
    margin: Padding
    reserve: int

    @property
    def top(self) -> int:
        return self.margin.top + ANCHOR

    @property
    def bottom(self) -> int:
        return self.paper.height - self.margin.bottom - FOOT - self.reserve

    @property
    def width(self) -> int:
        return self.paper.width - self.margin.left - self.margin.right


def _sheet(loaded: LoadedSop) -> _Sheet:
    style = loaded.kantor.gaya
    paper = PAPERS[style.kertas]
    if style.identitas.orientasi == "lanskap":
        paper = paper.landscape()
    return _Sheet(paper, margins(style.identitas.margin), line_pitch(body_style(loaded)))


def _above(loaded: LoadedSop, sheet: _Sheet) -> tuple[tuple[Table, ...], int]:
    """The tables above the frame of the first page, and where the frame begins."""
    makers = [annex_table, title_table]
    if loaded.kantor.gaya.identitas.susunan == "kop-atas":
        makers.append(kop_table)
    y = sheet.top
    tables: list[Table] = []
    for make in makers:
        table = make(loaded, sheet.margin.left, y, sheet.width)
        if table is not None:
            tables.append(table)
            y += table.height + TABLE_GAP
    return tuple(tables), y


def _with_room_for_kop(bands: list[Band], needed: int, left: int, right: int) -> list[Band]:
    """The block's bands, its tallest row raised so that the kop beside them has room; an empty place if it has none."""
    if not bands:
        return [Band((Flow(left, right),), minimum=needed, block=True)]
    missing = needed - sum(band.height for band in bands)
    if missing <= 0:
        return bands
    tallest = max(range(len(bands)), key=lambda index: bands[index].height)
    raised = replace(bands[tallest], minimum=bands[tallest].height + missing)
    return [*bands[:tallest], raised, *bands[tallest + 1 :]]


def _heights(bands: Sequence[Band], room: int) -> list[int]:
    """The height of each band's body on a page with `room`, which short sheets use in part."""
    slack = room - sum(band.height for band in bands)
    wanted = sum(band.stretch for band in bands)
    share = min(max(slack, 0), wanted)
    return [band.body_height + (share * band.stretch // wanted if wanted else 0) for band in bands]


def _band_slots(band: Band, y: int, height: int) -> Iterator[Slot]:
    middle = y + band.head_height
    for flow in band.head:
        yield Slot(flow.left, y, flow.right, middle, flow.paragraphs, padding=band.padding)
    for flow in band.body:
        padding = replace(band.padding, left=0, right=0) if flow.snug else band.padding
        columns = balanced(flow.paragraphs, flow.columns)
        edges = [flow.left + (flow.right - flow.left) * index // flow.columns for index in range(flow.columns + 1)]
        for index, text in enumerate(columns):
            sides = flow.open
            if index:
                sides = (*sides, Side.LEFT)
            if index < flow.columns - 1:
                sides = (*sides, Side.RIGHT)
            yield Slot(
                edges[index], middle, edges[index + 1], middle + height, text, flow.valign, padding, sides
            )


def _frame(bands: Sequence[Band], room: int, beside: Slot | None, x: int, y: int) -> Table:
    """The table "identitas" of one page; `beside` is the kop at the left of the block's rows (empty overleaf)."""
    slots: list[Slot] = []
    bottom = block_end = 0
    for band, height in zip(bands, _heights(bands, room), strict=True):
        slots.extend(_band_slots(band, bottom, height))
        bottom += band.head_height + height
        if band.block:
            block_end = bottom
    if beside is not None and block_end:
        slots.append(replace(beside, bottom=block_end))
    return framed_table("identitas", x, y, slots)


def _half(loaded: LoadedSop, width: int) -> int:
    """Where the right half begins: in the middle, or a little to the left where a long number or name needs it."""
    tries = (width * percent // 100 for percent in (50, 48, 46, 44, 42))
    return next((half for half in tries if fits_on_lines(loaded, half, width)), width // 2)


def _paraf(loaded: LoadedSop, sheet: _Sheet, left: int) -> Table | None:
    """The block for paraf at the foot of the sheet, where the office has one here; a low one where `left` twips of the
    last page hold that and no higher one."""
    rule = wanted(loaded, "identitas")
    if rule is None:
        return None
    x, y, width, style = sheet.margin.left, sheet.top, sheet.width, body_style(loaded)
    usual = paraf_table(rule, x, y, width, style)
    low = paraf_table(rule, x, y, width, style, low=True)
    return low if low.height + TABLE_GAP <= left < usual.height + TABLE_GAP else usual


def _with_room_for_paraf(
    pages: tuple[tuple[Band, ...], ...], kept: int, have: int, room: int
) -> tuple[tuple[Band, ...], ...]:
    """`pages` with `kept` twips left on the last, which has `have`; its last band goes over with the block where both
    do not fit."""
    last = pages[-1]
    if sum(band.height for band in last) + kept <= have or not last:
        return pages
    over = last[-1:] if len(last) > 1 and not last[-1].block and last[-1].height + kept <= room else ()
    return (*pages[:-1], last[: len(last) - len(over)], over)


def identity_pages(loaded: LoadedSop, first_number: int) -> tuple[Page, ...]:
    """The identity sheet's pages, numbered from `first_number`.

    Raises LayoutError where the kop alone fills the sheet.
    """
    sheet = _sheet(loaded)
    tables, start = _above(loaded, sheet)
    beside = loaded.kantor.gaya.identitas.susunan == "kop-kiri"
    half = _half(loaded, sheet.width) if beside else sheet.width // 2
    block = block_bands(loaded, half if beside else 0, sheet.width)
    kop: Slot | None = None
    needed = 0
    if beside:
        kop, needed = kop_slot(loaded, half)
        block = _with_room_for_kop(block, needed, half, sheet.width)
    room = sheet.bottom - sheet.top
    first_room = sheet.bottom - start
    if max(needed, room - first_room) > room * 3 // 4:
        raise LayoutError(
            f"kop kantor {loaded.office.kode} terlalu tinggi untuk lembar identitas",
            hint="kurangi baris atau ukuran huruf kop di kantor.yaml",
        )
    divided = paginate([*block, *body_bands(loaded, half, sheet.width)], first_room, room)
    have = first_room if len(divided) == 1 else room
    paraf = _paraf(loaded, sheet, have - sum(band.height for band in divided[-1]))
    kept = paraf.height + TABLE_GAP if paraf is not None else 0
    divided = _with_room_for_paraf(divided, kept, have, room)
    pages: list[Page] = []
    for index, bands in enumerate(divided):
        taken = kept if index == len(divided) - 1 else 0
        shown = () if index else tables
        below = sheet.top if index else start
        if bands:  # an SOP without any field has no frame under a kop across the sheet
            over = kop if index == 0 else Slot(0, 0, half, 0) if beside else None
            frame = _frame(bands, (room if index else first_room) - taken, over, sheet.margin.left, below)
            shown, below = (*shown, frame), below + frame.height + TABLE_GAP
        if taken and paraf is not None:
            shown = (*shown, replace(paraf, y=below))
        number = first_number + index
        pages.append(
            Page(
                number,
                PageKind.IDENTITY,
                sheet.paper.width,
                sheet.paper.height,
                sheet.margin,
                tables=shown,
                footer=status_footer(loaded, number, sheet.width),
            )
        )
    return tuple(pages)
