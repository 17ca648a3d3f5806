"""lay_out(): the whole document of an SOP as one Drawing; the passes in order."""

from __future__ import annotations

from doctool.drawing import Drawing, Page, Properties
from doctool.layout.cover import cover_page
from doctool.layout.flowchart import flowchart_pages
from doctool.layout.identity import identity_pages
from doctool.loaded import LoadedSop
from doctool.model.tanggal import Tanggal


def lay_out(loaded: LoadedSop, first_number: int = 1) -> Drawing:
    """The Drawing of `loaded`: cover (where the office has one), identity sheet, flowchart sheets.

    Pages are numbered from `first_number`, the page where the SOP begins in a book; connectors name such pages.
    Raises `LayoutError` with findings where a sheet cannot be drawn rightly.
    """
    pages: list[Page] = []
    cover = cover_page(loaded, first_number)
    if cover is not None:
        pages.append(cover)
    pages.extend(identity_pages(loaded, first_number + len(pages)))
    pages.extend(flowchart_pages(loaded, first_number + len(pages)))
    return Drawing(_properties(loaded), tuple(pages), image_root=loaded.office.folder)


def _properties(loaded: LoadedSop) -> Properties:
    sop = loaded.sop
    created = _iso(sop.tanggal_pembuatan)
    modified = _iso(sop.tanggal_revisi) or created
    title = sop.nama_sop or sop.judul_sampul or loaded.slug
    return Properties(
        title=title,
        creator=loaded.kantor.nama,
        subject=loaded.label.judul or "",
        keywords=sop.nomor_sop or "",
        created=created,
        modified=modified,
    )


def _iso(date: Tanggal | None) -> str:
    full = date.date if date is not None else None
    return full.isoformat() if full is not None else ""
