"""A report with the right page numbers in its contents: written, laid out by LibreOffice, read back, written again.

A page number is where the PDF has the bookmark of a heading or caption, told as the section prints it (iv, 12). A list
that is filled may push what follows it onto another page, so this goes on until nothing moves any more.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.limits import MADE_BYTES
from doctool.border.pdf import open_pdf
from doctool.border.plain_file import read_plain
from doctool.errors import ContentError, OutsideProgramError
from doctool.model.dokumen import Dokumen
from doctool.write.document import Contents, write_document
from doctool.write.document_plan import plan_of
from doctool.write.document_sections import printed_number, sections_of

if TYPE_CHECKING:
    from pypdf import PdfReader

#: Rounds of layout after which a report is said to have no rest.
MOST_ROUNDS = 6
#: A report with many charts and pictures takes its time.
TIMEOUT_S = 300.0


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A report as Word file and PDF, and how many rounds it took.

    `pdf` None: LibreOffice could not do it, for the `reason` given in Bahasa Indonesia; the lists in `docx` are then
    marked as not yet filled, and the command is to end with ExitCode.OUTSIDE_PROGRAM. `places` are the pages of the
    PDF, from 0 on, of each bookmark of the plan and of the sections.
    """

    docx: bytes
    pdf: bytes | None
    contents: Contents | None = None
    places: Mapping[str, int] | None = None
    rounds: int = 0
    reason: str = ""


def render_document(
    dokumen: Dokumen,
    template: bytes | None = None,
    places: Mapping[str, int] | None = None,
    timeout_s: float | None = None,
) -> RenderedDocument:
    """Write `dokumen` with its contents filled. `places`, as in `RenderedDocument`, are what to begin with; they save a
    round where they are right. `timeout_s` is the limit of one layout, None: TIMEOUT_S. Raises ContentError as
    `write_document`, and when the page numbers have not come to rest after MOST_ROUNDS rounds."""
    contents = guessed(dokumen) if places is None else contents_at(dokumen, places)
    for number in range(1, MOST_ROUNDS + 1):
        docx = write_document(dokumen, contents, template)
        try:
            pdf, places = lay_out(docx, timeout_s)
        except OutsideProgramError as error:
            return RenderedDocument(write_document(dokumen, None, template), None, reason=error.message)
        found = contents_at(dokumen, places)
        if found == contents:
            return RenderedDocument(docx, pdf, contents, places, number)
        contents = found
    raise ContentError(
        f"nomor halaman daftar isi masih berubah setelah {MOST_ROUNDS} kali disusun",
        hint="tambahkan ganti halaman sesudah daftar isi, atau pendekkan judul yang sangat panjang",
    )


def lay_out(docx: bytes, timeout_s: float | None = None) -> tuple[bytes, dict[str, int]]:
    """The PDF that LibreOffice makes of `docx`, and the page (from 0) of each of its bookmarks. OutsideProgramError."""
    from doctool.convert.libreoffice import convert_to_pdf

    with tempfile.TemporaryDirectory(prefix="doctool-", ignore_cleanup_errors=True) as name:
        source, target = Path(name) / "laporan.docx", Path(name) / "laporan.pdf"
        source.write_bytes(docx)
        made = convert_to_pdf([source], [target], timeout_s=timeout_s or TIMEOUT_S, bookmarks=True)[0]
        if made.pdf is None:
            raise OutsideProgramError(f"PDF laporan tidak jadi: {made.reason}")
        pdf = read_plain(made.pdf, MADE_BYTES)
    return pdf, bookmark_pages(open_pdf(pdf))


def bookmark_pages(reader: PdfReader) -> dict[str, int]:
    """The page (from 0) of each named destination; LibreOffice writes "_" in their names as "/5F"."""
    pages: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        page = reader.get_destination_page_number(destination)
        if page is not None and page >= 0:
            pages[name.lstrip("/").replace("5F", "_", 1)] = page
    return pages


def guessed(dokumen: Dokumen) -> Contents:
    """Page numbers to begin with: the same room on the page as the right ones, nearly."""
    return Contents(dict.fromkeys(plan_of(dokumen).bookmarks, "1"))


def contents_at(dokumen: Dokumen, places: Mapping[str, int]) -> Contents:
    """The printed number of each heading and caption whose bookmark is on the page `places` says.

    Raises OutsideProgramError when a bookmark is in no place: LibreOffice older than 7.4 does not tell them.
    """
    sections = sections_of(dokumen)
    bookmarks = plan_of(dokumen).bookmarks
    if any(one not in places for one in (*bookmarks, *(one.bookmark for one in sections))):
        raise OutsideProgramError(
            "LibreOffice tidak memberitahukan halaman judul, jadi daftar isi tidak dapat diisi",
            "pasang LibreOffice 7.4 atau yang lebih baru",
        )
    starts = [places[one.bookmark] for one in sections]
    numbers = first_numbers([one.mulai for one in sections], starts)

    def printed(page: int) -> str:
        place = max(number for number, start in enumerate(starts) if start <= page)
        return printed_number(sections[place].halaman, numbers[place] + page - starts[place])

    return Contents({one: printed(places[one]) for one in bookmarks})


def first_numbers(restarts: list[int | None], starts: list[int]) -> list[int]:
    """The number of each section's first page: its own, or it goes on from the section before."""
    numbers: list[int] = []
    for place, restart in enumerate(restarts):
        going_on = numbers[-1] + starts[place] - starts[place - 1] if numbers else 1
        numbers.append(going_on if restart is None else restart)
    return numbers
