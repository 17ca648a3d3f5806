"""A book with the right page numbers in its contents, and its PDF.

LibreOffice takes time by the square of the shapes of a document: a hundred SOPs at once would take it ten minutes. So
the contents of a long book settle with its sheets empty, which costs a second or two; its sheets are printed in pieces
of a few dozen pages; and the PDF is the one with empty sheets, whose pages get the content of those pieces.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from doctool.assemble.graft import Graft, graft_pages
from doctool.book.compose import Tersusun
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import read_plain
from doctool.drawing import Drawing
from doctool.errors import DoctoolError, OutsideProgramError
from doctool.model.dokumen import Bagian, Dokumen
from doctool.report_contents import RenderedDocument, first_numbers, render_document
from doctool.write.document import Contents, write_document
from doctool.write.document_plan import plan_of
from doctool.write.document_sections import sections_of

#: A book of so many sheets is printed at once; the sheets in a piece of a longer one.
FEW_SHEETS, PIECE = 24, 24
#: Seconds that LibreOffice may take for a page of sheets, beside those for the start of a call.
_PAGE_S, _START_S = 5.0, 120.0
_FONTS = "pasang huruf kantor atau huruf penggantinya (doctool dokter)"


def render_book(made: Tersusun, template: bytes | None = None) -> RenderedDocument:
    """The book with its contents filled. Without LibreOffice the numbers of its sheets are there all the same.

    Raises ContentError as `render_document`, and OutsideProgramError where a sheet has not become just one page.
    """
    dokumen = made.dokumen
    sheets = sum(len(one.lembar.pages) for one in dokumen.bagian if one.lembar is not None)
    long = sheets > FEW_SHEETS
    rendered = render_document(_hollow(dokumen) if long else dokumen, template, timeout_s=_START_S + _PAGE_S * sheets)
    targets = plan_of(dokumen).targets
    if rendered.contents is None:
        known = {targets[key].bookmark: str(number) for key, number in made.nomor.items()}
        return replace(rendered, docx=write_document(dokumen, Contents(known), template))
    for key, number in made.nomor.items():
        found = rendered.contents.pages[targets[key].bookmark]
        if found != str(number):
            where = f'"{targets[key].text}" di halaman {found}, seharusnya {number}'
            raise OutsideProgramError(f"LibreOffice membagi lembar lain dari rencana: {where}", _FONTS)
    return _with_sheets(dokumen, rendered, template) if long else rendered


def _hollow(dokumen: Dokumen) -> Dokumen:
    """The document with its sheets empty: all pages and headings are where they will be."""

    def emptied(drawing: Drawing) -> Drawing:
        pages = (replace(page, tables=(), shapes=(), lines=(), labels=()) for page in drawing.pages)
        return replace(drawing, pages=tuple(pages))

    sections = (
        replace(one, lembar=emptied(one.lembar)) if one.lembar is not None else one for one in dokumen.bagian
    )
    return replace(dokumen, bagian=tuple(sections))


@dataclass(frozen=True, slots=True)
class _Piece:
    """Sections of sheets that follow each other, and the page of the book (index from 0) where they begin."""

    first: int
    sections: tuple[Bagian, ...]

    @property
    def pages(self) -> int:
        return sum(len(one.lembar.pages) for one in self.sections if one.lembar is not None)


def _with_sheets(dokumen: Dokumen, hollow: RenderedDocument, template: bytes | None) -> RenderedDocument:
    """The whole Word file, and the PDF of the hollow one with the content of the sheets."""
    docx = write_document(dokumen, hollow.contents, template)
    places = hollow.places or {}
    sections = sections_of(dokumen)
    starts = [places[one.bookmark] for one in sections]
    numbers = first_numbers([one.mulai for one in sections], starts)
    pieces = list(_pieces(dokumen, starts, numbers))
    documents = [write_document(replace(dokumen, bagian=piece.sections), None, template) for piece in pieces]
    try:
        printed = _printed(documents, [piece.pages for piece in pieces])
        grafts = [Graft(piece.first, pdf) for piece, pdf in zip(pieces, printed, strict=True)]
        pdf = graft_pages(hollow.pdf or b"", grafts)
    except DoctoolError as error:
        return RenderedDocument(docx, None, hollow.contents, hollow.places, hollow.rounds, error.message)
    return replace(hollow, docx=docx, pdf=pdf)


def _pieces(dokumen: Dokumen, starts: Sequence[int], numbers: Sequence[int]) -> Iterator[_Piece]:
    """The sheets in pieces of about PIECE pages, each section with the number of its first page."""
    waiting: _Piece | None = None
    for one, start, number in zip(dokumen.bagian, starts, numbers, strict=True):
        if one.lembar is None:
            if waiting is not None:
                yield waiting
            waiting = None
            continue
        numbered = replace(one, mulai=number)
        waiting = _Piece(start, (numbered,)) if waiting is None else replace(
            waiting, sections=(*waiting.sections, numbered)
        )  # fmt: skip
        if waiting.pages >= PIECE:
            yield waiting
            waiting = None
    if waiting is not None:
        yield waiting


def _printed(documents: Sequence[bytes], pages: Sequence[int]) -> list[bytes]:
    """The PDFs of Word files that must have so many pages. Raises OutsideProgramError."""
    from doctool.convert.libreoffice import convert_to_pdf

    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        sources = [Path(name) / f"{at:06}.docx" for at in range(len(documents))]
        for path, data in zip(sources, documents, strict=True):
            path.write_bytes(data)
        planned = dict(zip(sources, pages, strict=True))
        timeout = _START_S + _PAGE_S * sum(pages)
        made = convert_to_pdf(sources, Path(name) / "pdf", timeout_s=timeout, expected_pages=planned)
        out = []
        for one in made:
            if one.pdf is None:
                raise OutsideProgramError(f"lembar SOP tidak tercetak: {one.reason}", _FONTS)
            out.append(read_plain(one.pdf, MADE_BYTES))
    return out
