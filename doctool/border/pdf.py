"""Opening a PDF and being sure of it: damaged, empty and locked files are refused, never half read.

Both converting (did LibreOffice make a whole file?) and assembling (is each part whole?) stand on this.
"""

from __future__ import annotations

import logging
import zlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from doctool.border.limits import PDF_BYTES
from doctool.border.plain_file import TooLongError, read_plain
from doctool.errors import DoctoolError, system_reason

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import DictionaryObject, NumberObject, PdfObject, StreamObject


#: What a damaged file raises from inside pypdf, besides its own PyPdfError: it parses what the bytes happen to say.
BROKEN = (
    zlib.error, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError,
    NotImplementedError, OverflowError,
)  # fmt: skip


class PdfError(DoctoolError):
    """A PDF that cannot be used; `message` says why, without the file's name."""


def open_pdf(file: Path | bytes) -> PdfReader:
    """A strict reader of the PDF `file` (a path, or its bytes) with every page looked at.

    Raises PdfError for a file that is no PDF, is damaged or cut off, is locked with a password, or has no
    page. pypdf's lenient mode would read what it can and lose pages without a word.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        data = file if isinstance(file, bytes) else read_plain(file, PDF_BYTES)
    except TooLongError as error:
        raise PdfError(f"lebih besar dari {PDF_BYTES // 1_000_000} MB") from error
    except OSError as error:
        raise PdfError(f"tidak dapat dibaca: {system_reason(error)}") from error
    if not data:
        raise PdfError("berkas kosong")
    if b"%PDF-" not in data[:1024]:
        raise PdfError("bukan berkas PDF")
    # What a strict reader finds odd it also logs; what matters is raised.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(data), strict=True)
        if reader.is_encrypted and not reader.decrypt(""):
            raise PdfError("dilindungi kata sandi")
        count = _look_at_pages(reader)
    except PdfError:
        raise
    except MemoryError as error:
        raise PdfError("terlalu besar untuk memori komputer ini") from error
    except (PyPdfError, *BROKEN) as error:
        raise PdfError("rusak atau terpotong") from error
    if count == 0:
        raise PdfError("tidak berisi satu halaman pun")
    return reader


def count_pages(file: Path | bytes) -> int:
    """The number of pages of a PDF; PdfError as `open_pdf`."""
    return len(open_pdf(file).pages)


def is_signed(reader: PdfReader) -> bool:
    """Whether the PDF carries an electronic signature (ISO 32000-1, 12.7.2 SigFlags bit 1 or a Sig field)."""
    form = reader.root_object.get("/AcroForm")
    if form is None:
        return False
    fields = form.get_object()
    if int(fields.get("/SigFlags", 0)) & 1:
        return True
    found = reader.get_fields() or {}
    return any(field.get("/FT") == "/Sig" and field.get("/V") is not None for field in found.values())


def _look_at_pages(reader: PdfReader) -> int:
    """Read every page with its content; the page tree must hold as many pages as it says (ISO 32000-1, 7.7.3)."""
    pages = list(reader.pages)
    tree = cast("DictionaryObject", reader.root_object["/Pages"].get_object())
    promised = int(cast("NumberObject", tree["/Count"].get_object()))
    if promised != len(pages):
        raise PdfError(f"rusak: menyebut {promised} halaman, berisi {len(pages)}")
    for page in pages:
        if page.get("/Type") != "/Page":
            raise PdfError("rusak: ada halaman yang tidak dapat dibaca")
        if page.mediabox.width <= 0 or page.mediabox.height <= 0:
            raise PdfError("rusak: ada halaman tanpa ukuran")
        contents = page.get_contents()
        if contents is not None:
            contents.get_data()
        if any(_lost_its_filter(part) for part in _parts_of(page.get("/Contents"))):
            raise PdfError("rusak: isi sebuah halaman tidak dapat dibaca")
    return len(pages)


def _parts_of(contents: PdfObject | None) -> list[StreamObject]:
    """The streams of a page's /Contents (ISO 32000-1, 7.7.3.3): none, one, or an array of them."""
    from pypdf.generic import ArrayObject, StreamObject

    found = contents.get_object() if contents is not None else None
    parts = [one.get_object() for one in found] if isinstance(found, ArrayObject) else [found]
    return [one for one in parts if isinstance(one, StreamObject)]


def _lost_its_filter(part: StreamObject) -> bool:
    """Whether a stream without /Filter is compressed all the same: the name of the key was damaged."""
    if "/Filter" in part:
        return False
    data = part.get_data()
    unpacker = zlib.decompressobj()
    try:
        unpacker.decompress(data)
    except zlib.error:
        return False
    return unpacker.eof
