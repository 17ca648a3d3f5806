"""The flowchart sheets: each Prosedur divided into pages, each page drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from doctool.drawing import Page
from doctool.errors import LayoutError
from doctool.findings import Finding, Severity
from doctool.layout.flow_page import flow_page
from doctool.layout.flow_plan import RefusedError
from doctool.layout.flow_rows import FlowRows
from doctool.layout.flow_sheet import FlowSheet
from doctool.layout.paginate import crossing_edges, divide, letter, strips
from doctool.layout.tall_rows import refused_rows, row_name
from doctool.loaded import LoadedSop
from doctool.units import pt

#: What rows grow by when a page has no legal routing, and how often that is tried.
GROWTH, TRIES = pt(8), 4
#: A row that no page holds is cut at a page's height, then at a half, down to this part.
PIECES = 3


def flowchart_pages(loaded: LoadedSop, first_number: int) -> tuple[Page, ...]:
    """The flowchart sheets of all procedures of an SOP, numbered from `first_number`; LayoutError where
    there is no legal drawing."""
    pages: list[Page] = []
    procedures = loaded.sop.prosedur()
    for at, (path, procedure) in enumerate(procedures):
        if procedure.kegiatan:
            sheet = FlowSheet(loaded, path, procedure, at == len(procedures) - 1)
            made = _pages(sheet, first_number + len(pages))
            pages.extend(replace(page, procedure=at) for page in made)
    return tuple(pages)


def _pages(sheet: FlowSheet, first_number: int) -> tuple[Page, ...]:
    refused: Sequence[str] = ()
    for attempt in range(TRIES):
        spans = _divided(sheet, attempt * GROWTH)
        if spans is None:
            break
        try:
            return _draw(sheet, spans, sheet.heights(attempt * GROWTH), first_number)
        except RefusedError as error:
            refused = error.edges
    raise _failure(sheet, refused)


def _divided(sheet: FlowSheet, extra: int) -> list[tuple[int, int]] | None:
    """The rows of each page; rows that no page can hold are cut into as few pieces as will do."""
    spans = divide(sheet.graph, sheet.heights(extra), sheet.room)
    for pieces in range(1, PIECES + 1):
        if spans is None:
            sheet.split(sheet.page_room // pieces)
            spans = divide(sheet.graph, sheet.heights(extra), sheet.room)
    return spans


def _draw(sheet: FlowSheet, spans: list[tuple[int, int]], heights: list[int], number: int) -> tuple[Page, ...]:
    page_of = {row: number + at for at, (first, end) in enumerate(spans) for row in range(first, end)}
    row_of = {node.key: node.row for node in sheet.graph.nodes}
    letters: dict[tuple[str, bool], str] = {}
    for first, end in spans:
        for one in strips(sheet.graph, first, end, sheet.columns.lanes, sheet.apart)[0]:
            letters.setdefault(one.letter_of, letter(len(letters)))
    pages = []
    for at, (first, end) in enumerate(spans):
        partners: dict[tuple[str, bool, bool], set[int]] = {}
        for edge, out, down in crossing_edges(sheet.graph, first, end):
            other = page_of[row_of[edge.target if out else edge.source]]
            partners.setdefault((edge.target, out, down), set()).add(other)
        rows = FlowRows(sheet, first, end, heights, number + at, at == 0, at == len(spans) - 1, letters, partners)
        pages.append(flow_page(rows))
    return tuple(pages)


def _failure(sheet: FlowSheet, edges: Sequence[str]) -> LayoutError:
    address = sheet.loaded.address
    if not edges:
        return LayoutError(
            f"satu kegiatan {address} lebih tinggi daripada satu halaman",
            refused_rows(sheet, sheet.heights(0)),
            hint="ringkas teksnya atau bagi menjadi beberapa kegiatan",
        )
    row_of = {node.key: sheet.graph.rows[node.row] for node in sheet.graph.nodes}
    findings = []
    for edge in sheet.graph.edges:
        if edge.key in edges:
            source, target = row_of[edge.source], row_of[edge.target]
            names = [row_name(sheet.procedure, one) for one in (source, target) if one is not None]
            findings.append(
                Finding(
                    "A08",
                    Severity.ERROR,
                    sheet.loaded.positions.where((*sheet.path, "kegiatan", source or 0)),
                    f"arus dari {' ke '.join(names)} tidak dapat digambar tanpa menimpa garis lain",
                    "pecah kegiatan itu, kurangi arus yang masuk atau keluar, atau pakai kertas yang lebih lebar",
                )
            )
    return LayoutError(f"alur {address} terlalu padat untuk digambar dengan benar", tuple(findings))
