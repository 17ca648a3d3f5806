"""Joining PDFs loses no page."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from doctool.assemble.pdf import Part, merge_pdfs
from doctool.border.pdf import PdfError, count_pages, open_pdf
from doctool.errors import DoctoolError


def make_pdf(path: Path, pages: int, *, password: str = "", signed: bool = False) -> Path:
    """A PDF whose pages are 100, 101, ... points wide, so that each is known again."""
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    writer = PdfWriter()
    for number in range(pages):
        page = writer.add_blank_page(width=100 + number, height=200)
        content = StreamObject()
        content.set_data(b"0 0 m 50 50 l S\n" * 20)
        page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    if signed:
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/SigFlags"): NumberObject(3)})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    writer.write(path)
    return path


def widths(data: bytes) -> list[int]:
    return [round(page.mediabox.width) for page in PdfReader(BytesIO(data)).pages]


def test_pages_in_order_with_a_bookmark_for_each_part(tmp_path: Path) -> None:
    one, two = make_pdf(tmp_path / "satu.pdf", 2), make_pdf(tmp_path / "dua.pdf", 3)
    merged = merge_pdfs([Part(one, "Satu"), Part(two, "Dua"), Part(one, "Satu lagi")])
    assert merged.pages == (2, 3, 2)
    assert widths(merged.data) == [100, 101, 100, 101, 102, 100, 101]
    reader = PdfReader(BytesIO(merged.data))
    marks = [(mark.title, reader.get_destination_page_number(mark)) for mark in reader.outline]  # type: ignore[union-attr,arg-type]
    assert marks == [("Satu", 0), ("Dua", 2), ("Satu lagi", 5)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "kosong"), (b"<html></html>", "bukan berkas PDF"), (b"%PDF-1.4\nnothing", "rusak")],
)
def test_what_is_no_pdf_is_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    good, bad = make_pdf(tmp_path / "baik.pdf", 1), tmp_path / "buruk.pdf"
    bad.write_bytes(content)
    with pytest.raises(DoctoolError, match=reason) as caught:
        merge_pdfs([Part(good, "a"), Part(bad, "b")])
    assert "buruk.pdf" in caught.value.message
    assert "baik.pdf" not in caught.value.message


def test_absent_locked_and_signed_files_are_refused_together(tmp_path: Path) -> None:
    locked = make_pdf(tmp_path / "kunci.pdf", 1, password="rahasia")
    signed = make_pdf(tmp_path / "tte.pdf", 1, signed=True)
    with pytest.raises(DoctoolError) as caught:
        merge_pdfs([Part(tmp_path / "tiada.pdf", "a"), Part(locked, "b"), Part(signed, "c")])
    for word in ("tiada.pdf", "kunci.pdf", "kata sandi", "tte.pdf", "ditandatangani"):
        assert word in caught.value.message


def test_nothing_to_join_is_an_error() -> None:
    with pytest.raises(DoctoolError, match="tidak ada PDF"):
        merge_pdfs([])


def test_page_tree_that_promises_more_pages_is_refused(tmp_path: Path) -> None:
    data = make_pdf(tmp_path / "a.pdf", 3).read_bytes()
    assert data.count(b"/Count 3") == 1
    with pytest.raises(PdfError, match="menyebut 4 halaman, berisi 3"):
        open_pdf(data.replace(b"/Count 3", b"/Count 4"))


def test_damaged_copies_are_refused_or_whole(tmp_path: Path) -> None:
    """300 copies with a piece cut, overwritten or swapped: none may lose a page in silence."""
    data = make_pdf(tmp_path / "a.pdf", 3).read_bytes()
    rng = random.Random(7)
    refused = 0
    for _ in range(300):
        copy = bytearray(data)
        at, length = rng.randrange(len(copy)), rng.randrange(1, 60)
        kind = rng.randrange(3)
        if kind == 0:
            del copy[at : at + length]
        elif kind == 1:
            copy[at : at + length] = rng.randbytes(len(copy[at : at + length]))
        else:
            del copy[at:]
        try:
            assert count_pages(bytes(copy)) == 3
        except PdfError:
            refused += 1
    assert refused > 200


def test_a_page_whose_content_cannot_be_unpacked_any_more_is_refused() -> None:
    data = drawn_page(compressed=True)
    assert count_pages(data) == 1
    with pytest.raises(PdfError, match="isi sebuah halaman"):
        open_pdf(data.replace(b"/Filter", b"/Filtev"))


@pytest.mark.parametrize("content", [b"80 0 0 80 10 10 cm 0 0 m 1 1 l S\n", b"q Q\n", b""])
def test_contents_that_are_not_compressed_are_read(content: bytes) -> None:
    assert count_pages(drawn_page(content, compressed=False)) == 1


def drawn_page(content: bytes = b"BT /F1 14 Tf (satu) Tj ET\n" * 4, *, compressed: bool) -> bytes:
    """A page with a font and `content`."""
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    writer, out, name = PdfWriter(), BytesIO(), NameObject
    font = writer._add_object(DictionaryObject({name("/Type"): name("/Font"), name("/BaseFont"): name("/Helvetica")}))
    page = writer.add_blank_page(200, 200)
    stream = StreamObject()
    stream.set_data(content)
    page[name("/Contents")] = writer._add_object(stream.flate_encode() if compressed else stream)
    page[name("/Resources")] = DictionaryObject({name("/Font"): DictionaryObject({name("/F1"): font})})
    writer.write(out)
    return out.getvalue()
