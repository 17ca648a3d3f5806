"""Pictures of a Word file: carried as they are, made into PNG, cut as shown, or named."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from doctool.model.dokumen import Gambar, GambarSebaris, Paragraf
from tests.prose.word_files import codes, drawing, finding, p, picture_bytes, read, shape


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_pictures_are_carried_as_they_are(form: str) -> None:
    data = picture_bytes(form)
    found = read(p(drawing("x.png", about="Peta kota"), props='<w:jc w:val="right"/>'), media={"x.png": data})
    assert found.blok == (Gambar(data, 40.0, 20.0, uraian="Peta kota", rata="kanan"),)
    assert found.temuan == ()


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF"])
def test_other_formats_become_png(form: str) -> None:
    (one,) = read(p(drawing("x.gif")), media={"x.gif": picture_bytes(form)}).blok
    assert isinstance(one, Gambar)
    with Image.open(io.BytesIO(one.data)) as picture:
        assert (picture.format, picture.size, picture.convert("RGB").getpixel((0, 0))) == ("PNG", (40, 20), (255, 0, 0))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x01\x00\x00\x00" + b"\0" * 200, "EMF"), (b"\xd7\xcd\xc6\x9a" + b"\0" * 40, "WMF"), (b"<svg/>", "SVG"),
        (picture_bytes()[:60], "rusak"), (b"", "rusak"), (b"teks", "rusak"),
    ],
)  # fmt: skip
def test_pictures_that_cannot_be_carried_are_named(data: bytes, reason: str) -> None:
    found = read(p("a") + p("b", drawing("x.png", about="Bagan lama")), media={"x.png": data})
    assert shape(found.blok) == ["a", "b"]
    told = finding(found, "M27")
    assert (told.where.place, told.text) == ("badan, alinea 2", "Bagan lama")
    assert reason in told.message


def test_pictures_that_are_not_in_the_file_are_named() -> None:
    links = [("luar", "image", "https://a.id/x.png")]
    body = p(drawing("luar", attribute="link")) + p(drawing("luar")) + p(drawing("tiada"))
    found = read(body, links=links)
    assert [(one.code, one.where.place[-1]) for one in found.temuan] == [("M27", "1"), ("M27", "2"), ("M27", "3")]


def test_a_cut_picture_shows_what_word_shows() -> None:
    cut = '<a:srcRect l="50000" t="0" r="0" b="50000"/>'
    (one,) = read(p(drawing("x.png", crop=cut)), media={"x.png": picture_bytes()}).blok
    assert isinstance(one, Gambar)
    with Image.open(io.BytesIO(one.data)) as picture:
        assert (picture.size, picture.getpixel((0, 0))) == ((20, 10), (255, 255, 255))


def test_pictures_in_a_line_and_floating_ones() -> None:
    data = picture_bytes()
    found = read(p("a ", drawing("x.png"), " b", drawing("x.png", floating=True)), media={"x.png": data})
    line, after = found.blok
    assert isinstance(line, Paragraf)
    assert line.isi[1] == GambarSebaris(data, 40.0, 20.0)
    assert isinstance(after, Gambar)
    assert codes(found) == ["M28"]


def test_old_pictures_with_their_size_in_a_style() -> None:
    shape = '<v:shape style="width:72pt;height:1in"><v:imagedata r:id="x.png"/></v:shape>'
    shown = f"<w:r><w:pict>{shape}</w:pict></w:r>"
    (one,) = read(p(shown), media={"x.png": picture_bytes()}).blok
    assert isinstance(one, Gambar)
    assert (round(one.lebar_mm, 1), round(one.tinggi_mm, 1)) == (25.4, 25.4)


def test_a_picture_of_no_size_has_that_of_its_pixels() -> None:
    shown = '<w:r><w:pict><v:shape><v:imagedata r:id="x.png"/></v:shape></w:pict></w:r>'
    (one,) = read(p(shown), media={"x.png": picture_bytes(size=(96, 48))}).blok
    assert isinstance(one, Gambar)
    assert (round(one.lebar_mm, 1), round(one.tinggi_mm, 1)) == (25.4, 12.7)
