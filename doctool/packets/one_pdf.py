"""One PDF of a recipient's pieces: in order, each with its bookmark, stamped; signed pieces are left as they are.

The same pieces give the same bytes. What comes out is opened again and must hold exactly the pages that went in, each
with what it draws.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from doctool.assemble.annexes_source import let_go, make_static, outline_of
from doctool.border.pdf import BROKEN, PdfError, is_signed, open_pdf
from doctool.errors import DoctoolError
from doctool.packets.stamp import Stamper, printable

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader, PdfWriter
    from pypdf.generic import IndirectObject



@dataclass(frozen=True, slots=True)
class BagianPdf:
    """A piece as PDF: title of its bookmark, name of its file (for messages), bytes."""

    judul: str
    nama: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Gabungan:
    """The joined PDF: for each piece its pages, 0 for those that stay beside it because they are signed.

    `data` is b"" where every piece is signed.
    """

    data: bytes
    halaman: tuple[int, ...]
    tersendiri: tuple[str, ...]


def is_signed_pdf(data: bytes, name: str) -> bool:
    """Whether a PDF carries an electronic signature. Raises DoctoolError for one that cannot be opened."""
    return is_signed(_open(BagianPdf("", name, data)))


def join_packet(pieces: Sequence[BagianPdf], *, title: str, author: str = "", stamp: str = "") -> Gabungan:
    """Join `pieces` in order; every page carries `stamp`, "" for none.

    Signed pieces are neither joined nor stamped (that would break their signature); they are named in `tersendiri`.
    Raises DoctoolError that names the piece which is damaged or locked.
    """
    from pypdf import PdfWriter
    from pypdf.errors import PyPdfError

    writer = PdfWriter()
    pages: list[int] = []
    beside: list[str] = []
    prints: list[bytes] = []
    for piece in pieces:
        reader = _open(piece)
        if is_signed(reader):
            pages.append(0)
            beside.append(piece.nama)
            continue
        try:
            added = _append(writer, piece, reader)
        except (PyPdfError, *BROKEN) as error:
            raise _unfit(piece, f"tidak dapat digabung ({type(error).__name__})") from error
        pages.append(len(added))
        prints += added
        let_go(reader)
    if not prints:
        return Gabungan(b"", tuple(pages), tuple(beside))
    if printable(stamp):
        _stamp(writer, stamp, pieces, pages)
    _describe(writer, title, author, stamp, prints)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    buffer = BytesIO()
    writer.write(buffer)
    data = buffer.getvalue()
    _expect(data, prints, stamped=bool(printable(stamp)))
    return Gabungan(data, tuple(pages), tuple(beside))


def _open(piece: BagianPdf) -> PdfReader:
    try:
        return open_pdf(piece.data)
    except PdfError as error:
        raise _unfit(piece, error.message) from error


def _unfit(piece: BagianPdf, reason: str) -> DoctoolError:
    return DoctoolError(
        f'PDF "{piece.nama}" tidak dapat digabung: {reason}',
        "ganti berkasnya, atau tulis gabung: tidak pada potongan itu",
    )


def _append(writer: PdfWriter, piece: BagianPdf, reader: PdfReader) -> list[bytes]:
    """Add the pages of a piece with its bookmarks; what each of them draws."""
    prints = [_content(page) for page in reader.pages]
    outline = outline_of(reader)
    make_static(reader)
    reader.strict = False  # what is absent counts as null
    start = len(writer.pages)
    writer.append(reader, import_outline=False)
    if len(writer.pages) - start != len(prints):
        raise _unfit(piece, f"{len(prints)} halaman, tergabung {len(writer.pages) - start}")
    for page in writer.pages[start:]:
        page.__dict__.pop("original_page", None)  # else every reader stays in memory
    writer.reset_translation(reader)
    _bookmark(writer, piece.judul, start, outline)
    return prints


def _bookmark(writer: PdfWriter, title: str, start: int, outline: Sequence[tuple[int, str, int]]) -> None:
    """The piece's own bookmarks below one with its title."""
    top = writer.add_outline_item(title=title, page_number=start, is_open=False)
    branch: list[tuple[int, IndirectObject]] = [(0, top)]
    for level, name, page in outline:
        while branch[-1][0] >= level:
            branch.pop()
        added = writer.add_outline_item(
            title=name, page_number=start + page, parent=branch[-1][1], is_open=False
        )  # fmt: skip
        branch.append((level, added))


def _stamp(writer: PdfWriter, text: str, pieces: Sequence[BagianPdf], counts: Sequence[int]) -> None:
    from pypdf.errors import PyPdfError

    stamper = Stamper(writer, text)
    owners = [piece for piece, count in zip(pieces, counts, strict=True) for _ in range(count)]
    for piece, page in zip(owners, writer.pages, strict=True):
        try:
            stamper.stamp(page)
        except (PyPdfError, *BROKEN) as error:
            raise _unfit(piece, f"isi halamannya tidak dapat dibaca ({type(error).__name__})") from error


def _describe(writer: PdfWriter, title: str, author: str, stamp: str, prints: Sequence[bytes]) -> None:
    """Title and author; no clock, and an identifier that is the same for the same pages (ISO 32000-1, 14.4)."""
    from pypdf.generic import ArrayObject, BooleanObject, ByteStringObject, NameObject, TextStringObject

    known = {"/Title": title, "/Author": author, "/Subject": stamp, "/Creator": "doctool"}
    writer.metadata = {key: value for key, value in known.items() if value}
    writer.create_viewer_preferences()[NameObject("/DisplayDocTitle")] = BooleanObject(True)
    writer.root_object[NameObject("/Lang")] = TextStringObject("id-ID")
    writer.page_mode = "/UseOutlines"
    identifier = ByteStringObject(hashlib.sha256(b"".join([stamp.encode("utf-8"), *prints])).digest()[:16])
    writer._ID = ArrayObject([identifier, identifier])


def _expect(data: bytes, prints: Sequence[bytes], *, stamped: bool) -> None:
    """Raise DoctoolError unless the PDF holds the pages that went in, each with what it draws."""
    pages = list(open_pdf(data).pages)
    if len(pages) != len(prints):
        raise DoctoolError(f"PDF gabungan berisi {len(pages)} halaman, seharusnya {len(prints)}")
    for number, (page, wanted) in enumerate(zip(pages, prints, strict=True), start=1):
        if _content(page, stamped=stamped) != wanted:
            raise DoctoolError(f"PDF gabungan: halaman {number} lain isinya daripada potongannya")


def _content(page: PageObject, *, stamped: bool = False) -> bytes:
    """A digest of what a page draws, on what size and how turned; without the stamp, which is its first and last
    stream."""
    from pypdf.generic import ArrayObject, StreamObject

    digest = hashlib.sha256(repr([round(float(side), 3) for side in page.mediabox]).encode("ascii"))
    digest.update(str(page.rotation).encode("ascii"))
    contents = page.get("/Contents")
    found = None if contents is None else contents.get_object()
    parts = list(found) if isinstance(found, ArrayObject) else [found]
    for part in parts[1:-1] if stamped else parts:
        stream = None if part is None else part.get_object()
        if isinstance(stream, StreamObject):
            digest.update(stream._data)
    return digest.digest()
