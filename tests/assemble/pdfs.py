"""PDFs for tests: pages that can be told apart, and what strangers' files bring along."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)  # fmt: skip


def names(entries: dict[str, PdfObject]) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def text_page(writer: PdfWriter, text: str, width: float = 300, height: float = 400) -> None:
    """A page that prints `text` in a standard typeface."""
    page = writer.add_blank_page(width, height)
    content = StreamObject()
    content.set_data(f"BT /F1 14 Tf 40 {height - 60} Td ({text}) Tj ET\n".encode("ascii"))
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    font = names({"Type": NameObject("/Font"), "Subtype": NameObject("/Type1"), "BaseFont": NameObject("/Helvetica")})
    page[NameObject("/Resources")] = names({"Font": names({"F1": writer._add_object(font)})})


def make(path: Path, texts: list[str], *, outline: bool = False, signed: bool = False, password: str = "") -> Path:
    """A PDF with a page for each of `texts`."""
    writer = PdfWriter()
    for text in texts:
        text_page(writer, text)
    if outline:
        first = writer.add_outline_item(title="Isi", page_number=0)
        writer.add_outline_item(title="Akhir", page_number=len(texts) - 1, parent=first)
    if signed:
        writer.root_object[NameObject("/AcroForm")] = names({"SigFlags": NumberObject(3)})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    writer.write(path)
    return path


def make_report(path: Path, pages: int) -> Path:
    """A report whose pages say "asli 0", "asli 1", ...; page 0 links to the last one, plainly and by name."""
    writer = PdfWriter()
    for number in range(pages):
        text_page(writer, f"asli {number}")
    last = pages - 1
    writer.add_annotation(0, Link(rect=(10, 10, 50, 50), target_page_index=last, fit=Fit.fit()))
    writer.add_named_destination("bab-akhir", last)
    link = names({
        "Type": NameObject("/Annot"), "Subtype": NameObject("/Link"), "Dest": TextStringObject("bab-akhir"),
        "Rect": ArrayObject([NumberObject(side) for side in (10, 60, 50, 90)]),
    })  # fmt: skip
    notes = writer.pages[0]["/Annots"]
    assert isinstance(notes, ArrayObject)
    notes.append(writer._add_object(link))
    writer.add_outline_item(title="dari Word", page_number=0)
    writer.add_metadata({"/Author": "python-docx", "/CreationDate": "D:20130101000000Z"})
    writer.write(path)
    return path


def texts(file: Path) -> list[str]:
    """What each page prints."""
    return [page.extract_text().strip() for page in PdfReader(file).pages]


def bookmarks(file: Path) -> list[tuple[int, str, int]]:
    """The bookmarks as (level, title, page index)."""
    reader = PdfReader(file)
    found: list[tuple[int, str, int]] = []

    def walk(items: object, level: int) -> None:
        assert isinstance(items, list)
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                page = reader.get_destination_page_number(item)
                assert page is not None
                found.append((level, item.title, page))

    walk(reader.outline, 1)
    return found
