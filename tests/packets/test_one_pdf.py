"""One PDF of the pieces: no page lost, bookmarks, the stamp where a reader looks for it, signed pieces left alone."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.generic import FloatObject, NameObject, RectangleObject, StreamObject

from doctool.errors import DoctoolError
from doctool.packets.one_pdf import BagianPdf, is_signed_pdf, join_packet
from doctool.packets.stamp import printable
from tests.assemble.pdfs import bookmarks, make, text_page

STAMP = "Salinan ke-3"


def pdf(
    texts: Sequence[str], *, turn: int = 0, crop: Sequence[float] | None = None, media: Sequence[float] | None = None,
    unit: float = 1, more: bytes = b"",
) -> bytes:  # fmt: skip
    """Pages of 300 x 400 points that print `texts` at the top left, turned, cut or drawn otherwise."""
    writer = PdfWriter()
    for text in texts:
        text_page(writer, text)
        page = writer.pages[-1]
        if media is not None:
            page.mediabox = RectangleObject(tuple(media))
            page.cropbox = RectangleObject(tuple(media))
        if crop is not None:
            page.cropbox = RectangleObject(tuple(crop))
        if turn:
            page.rotate(turn)
        if unit != 1:
            page[NameObject("/UserUnit")] = FloatObject(unit)
        if more:
            stream = StreamObject()
            contents = page.get_contents()
            stream.set_data((contents.get_data() if contents is not None else b"") + more)
            page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pieces(*data: bytes) -> list[BagianPdf]:
    return [BagianPdf(f"Potongan {at}", f"{at}.pdf", one) for at, one in enumerate(data, start=1)]


def page_texts(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def test_pages_bookmarks_and_stamp(tmp_path: Path) -> None:
    first, second = pdf(["satu", "dua"]), make(tmp_path / "b.pdf", ["tiga", "empat"], outline=True).read_bytes()
    made = join_packet(pieces(first, second), title="Paket A", author="Dinas", stamp=STAMP)
    assert made.halaman == (2, 2)
    assert made.tersendiri == ()
    found = page_texts(made.data)
    assert [text.split()[0] for text in found] == ["satu", "dua", "tiga", "empat"]
    assert all(STAMP in text for text in found)
    (tmp_path / "hasil.pdf").write_bytes(made.data)
    assert bookmarks(tmp_path / "hasil.pdf") == [
        (1, "Potongan 1", 0), (1, "Potongan 2", 2), (2, "Isi", 2), (3, "Akhir", 3),
    ]  # fmt: skip
    reader = PdfReader(io.BytesIO(made.data))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Paket A", "Dinas")


def test_equal_pages_stay_pages_of_their_own(tmp_path: Path) -> None:
    twice = pdf(["sama", "sama", " ", " "])
    made = join_packet(pieces(twice, twice), title="A", stamp=STAMP)
    (tmp_path / "hasil.pdf").write_bytes(made.data)
    pages = PdfReader(tmp_path / "hasil.pdf").pages
    assert len({page.indirect_reference.idnum for page in pages if page.indirect_reference is not None}) == 8
    assert bookmarks(tmp_path / "hasil.pdf") == [(1, "Potongan 1", 0), (1, "Potongan 2", 4)]


def test_the_same_pieces_give_the_same_bytes_and_another_stamp_others() -> None:
    parts = pieces(pdf(["satu"]), pdf(["dua"], turn=90))
    made = [join_packet(parts, title="A", stamp=stamp).data for stamp in (STAMP, STAMP, "Salinan ke-4", "")]
    assert made[0] == made[1]
    assert len(set(made)) == 3


def drawn(data: bytes, place: Path, *wishes: str) -> tuple[Image.Image, tuple[int, int, int, int]]:
    """The first page as it is seen, at 72 dots to the inch, and the box of what is drawn on it."""
    (place / "seen.pdf").write_bytes(data)
    command = ["pdftoppm", "-r", "72", "-gray", "-png", "-singlefile", *wishes, "seen.pdf", "seen"]
    subprocess.run(command, check=True, cwd=place)
    picture = Image.open(place / "seen.png").convert("L")
    box = ImageOps.invert(picture).getbbox()
    assert box is not None
    return picture, box


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler")
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(
    ("crop", "media", "unit"),
    [
        (None, None, 1), ((60, 80, 280, 390), None, 1), (None, (-150, -200, 300, 400), 1), (None, None, 2),
        ((500, 500, 600, 600), None, 1),
    ],
)  # fmt: skip
def test_the_stamp_stands_upright_at_the_top_right_that_is_seen(
    turn: int, crop: Sequence[float] | None, media: Sequence[float] | None, unit: float, tmp_path: Path
) -> None:
    data = pdf([" "], turn=turn, crop=crop, media=media, unit=unit)
    beside = crop is not None and crop[0] >= 500
    made = join_packet(pieces(data), title="A", stamp=STAMP).data
    picture, (left, top, right, bottom) = drawn(made, tmp_path, *([] if beside else ["-cropbox"]))
    assert right == pytest.approx(picture.width - 28 / unit, abs=2)
    assert top == pytest.approx(14 / unit, abs=2)
    assert right - left > 3 * (bottom - top)
    plain, box = drawn(join_packet(pieces(pdf([" "], unit=unit)), title="A", stamp=STAMP).data, tmp_path)
    mine, usual = picture.crop((left, top, right, bottom)), plain.crop(box)
    assert abs(mine.width - usual.width) <= 1
    differs = ImageStat.Stat(ImageChops.difference(mine, usual.resize(mine.size))).mean[0]
    assert differs < 15  # turned round or mirrored: over 29


def test_words_are_not_stamped_over() -> None:
    """A page with words where the stamp usually goes has it in another corner."""
    full = b"BT /F1 9 Tf 1 0 0 1 200 378 Tm (nomor dokumen 12345) Tj ET\n"
    data = join_packet(pieces(pdf(["isi"], more=full)), title="A", stamp=STAMP).data
    with pdfplumber.open(io.BytesIO(data)) as opened:
        words = opened.pages[0].extract_words()
    boxes = {word["text"]: (word["x0"], word["top"], word["x1"], word["bottom"]) for word in words}
    stamp, number = boxes["ke-3"], boxes["12345"]
    assert stamp[2] < number[0] or stamp[1] > number[3]
    assert {"nomor", "dokumen", "Salinan", "isi"} <= boxes.keys()


@pytest.mark.parametrize("more", [b"q 0.1 0 0 0.1 0 0 cm q\n", b"Q Q\n", b"Q q 5 0 0 5 9 9 cm\n"])
def test_what_a_page_leaves_open_does_not_move_the_stamp(more: bytes) -> None:
    plain = join_packet(pieces(pdf(["isi"])), title="A", stamp=STAMP).data
    odd = join_packet(pieces(pdf(["isi"], more=more)), title="A", stamp=STAMP).data
    places = []
    for data in (plain, odd):
        with pdfplumber.open(io.BytesIO(data)) as opened:
            word = next(one for one in opened.pages[0].extract_words() if one["text"] == "ke-3")
            places.append((round(word["x0"], 1), round(word["top"], 1)))
    assert places[0] == places[1]


def test_a_signed_piece_is_neither_joined_nor_stamped(tmp_path: Path) -> None:
    signed = make(tmp_path / "s.pdf", ["bertanda tangan"], signed=True).read_bytes()
    assert is_signed_pdf(signed, "s.pdf")
    made = join_packet(pieces(pdf(["satu"]), signed, pdf(["dua"])), title="A", stamp=STAMP)
    assert made.halaman == (1, 0, 1)
    assert made.tersendiri == ("2.pdf",)
    assert not any("bertanda" in text for text in page_texts(made.data))
    assert join_packet(pieces(signed), title="A").data == b""


@pytest.mark.parametrize("data", [b"", b"bukan pdf", b"%PDF-1.7\nterpotong"])
def test_a_damaged_piece_is_named(data: bytes) -> None:
    with pytest.raises(DoctoolError, match=r'PDF "2\.pdf" tidak dapat digabung'):
        join_packet(pieces(pdf(["satu"]), data), title="A", stamp=STAMP)


def test_cut_pieces_are_refused_or_whole() -> None:
    """A piece that lost its end is refused by name or comes through whole; nothing in between, no bug."""
    whole = pdf(["satu", "dua", "tiga"])
    for length in range(0, len(whole), 37):
        try:
            made = join_packet(pieces(whole[:length]), title="A", stamp=STAMP)
        except DoctoolError:
            continue
        assert made.halaman == (3,)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_stamp_is_printed_in_one_line_on_the_page(text: str) -> None:
    data = join_packet(pieces(pdf(["isi"])), title="A", stamp=text).data
    shown = printable(text)
    with pdfplumber.open(io.BytesIO(data)) as opened:
        page = opened.pages[0]
        chars = [one for one in page.chars if "Bold" in one["fontname"] and one["text"].strip()]
        assert bool(chars) == bool(shown.strip("\xa0 "))
        assert all(one["x0"] >= 0 and one["x1"] <= page.width + 1 for one in chars)
        assert len({round(one["top"]) for one in chars}) <= 1
