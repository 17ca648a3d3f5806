"""Joining PDFs: pages out are pages in, each part has its bookmark, a damaged part is refused by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.pdf import PdfError, count_pages, is_signed, open_pdf
from doctool.errors import DoctoolError

if TYPE_CHECKING:
    from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Part:
    """A PDF to be joined: its file, and the title of its bookmark."""

    file: Path
    title: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The joined PDF; `pages` are the page counts of the parts, in order."""

    data: bytes
    pages: tuple[int, ...]


def merge_pdfs(parts: Sequence[Part]) -> Merged:
    """Join `parts` in order.

    Raises DoctoolError that names every part that is damaged, locked or signed (joining a signed PDF would
    break its signature), and when the result does not hold exactly the pages of the parts.
    """
    from pypdf import PdfWriter

    if not parts:
        raise DoctoolError("tidak ada PDF yang digabung", "sebutkan berkas-berkas PDF menurut urutannya")
    readers = _open_all(parts)
    writer = PdfWriter()
    counts: list[int] = []
    for part, reader in zip(parts, readers, strict=True):
        start = len(writer.pages)
        writer.append(reader, outline_item=part.title, import_outline=False)
        counts.append(len(writer.pages) - start)
        if counts[-1] != len(reader.pages):
            raise DoctoolError(f'"{part.file}": {len(reader.pages)} halaman, tergabung {counts[-1]}')
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    buffer = BytesIO()
    writer.write(buffer)
    data = buffer.getvalue()
    result = count_pages(data)
    if result != sum(counts):
        raise DoctoolError(f"hasil gabungan berisi {result} halaman, seharusnya {sum(counts)}")
    return Merged(data, tuple(counts))


def _open_all(parts: Sequence[Part]) -> list[PdfReader]:
    readers: list[PdfReader] = []
    refused: list[str] = []
    for part in parts:
        try:
            reader = open_pdf(part.file)
            if is_signed(reader):
                raise PdfError("sudah ditandatangani secara elektronik; menggabungnya merusak tanda tangan itu")
            readers.append(reader)
        except PdfError as error:
            refused.append(f'"{part.file}": {error.message}')
    if refused:
        raise DoctoolError(
            "PDF berikut tidak dapat digabung: " + "; ".join(refused),
            "perbaiki atau keluarkan berkas itu; tidak ada yang ditulis",
        )
    return readers
