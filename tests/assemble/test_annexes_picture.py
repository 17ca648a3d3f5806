"""Pictures on paper: upright, whole, within the margins, and with the pixels they came with."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageOps
from pypdf import PdfReader

from doctool.assemble.annexes_picture import PictureError, picture_page
from doctool.units import PAPERS

F4 = PAPERS["F4"]
MM = 72 / 25.4


def four_corners(mode: str = "RGB", size: tuple[int, int] = (60, 100)) -> Image.Image:
    """A picture with another colour in each quarter."""
    image = Image.new("RGB", size, "red")
    width, height = size[0] // 2, size[1] // 2
    image.paste("lime", (width, 0, size[0], height))
    image.paste("blue", (0, height, width, size[1]))
    image.paste("yellow", (width, height, size[0], size[1]))
    return image.convert(mode)


def rendered(pdf: bytes, dpi: int = 72) -> Image.Image:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    finally:
        document.close()


def header(file: Path) -> tuple[str | None, str, tuple[int, int]]:
    """Format, mode and upright size of a picture file."""
    with Image.open(file) as opened:
        return opened.format, opened.mode, ImageOps.exif_transpose(opened).size


def embedded(pdf: bytes) -> Image.Image:
    """The picture of a page as pdfium unpacks it."""
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(pdf)
    try:
        (found,) = document[0].get_objects()
        return found.get_bitmap(render=False).to_pil().convert("RGB")
    finally:
        document.close()


def drawn(page: Image.Image) -> tuple[int, int, int, int]:
    """The box of what is not white."""
    box = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_as_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    upright = four_corners(size=(60, 100))
    # What the camera stores: the picture that its orientation turns upright.
    undo = {1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
            4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90,
            7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270}[orientation]  # fmt: skip
    stored = upright if undo is None else upright.transpose(undo)
    assert stored.size == ((60, 100) if orientation < 5 else (100, 60))
    stored.save(tmp_path / "foto.jpg", exif=exif, quality=95, subsampling=0)
    assert header(tmp_path / "foto.jpg")[2] == (60, 100)
    page = rendered(picture_page(tmp_path / "foto.jpg", F4, 20).pdf)
    assert page.height > page.width
    left, top, right, bottom = drawn(page)
    assert (right - left, bottom - top) == pytest.approx((60, 100), abs=2)
    places = [(left + 15, top + 25), (left + 45, top + 25), (left + 15, top + 75), (left + 45, top + 75)]
    near = [tuple(round(value / 255) for value in page.getpixel(place)) for place in places]  # type: ignore[union-attr]
    assert near == [(1, 0, 0), (0, 1, 0), (0, 0, 1), (1, 1, 0)]


def test_a_wide_picture_lies_on_a_sheet_that_is_turned_and_keeps_the_margins(tmp_path: Path) -> None:
    Image.new("L", (3000, 1200), 0).save(tmp_path / "lebar.png")
    made = picture_page(tmp_path / "lebar.png", F4, 20)
    box = PdfReader(io.BytesIO(made.pdf)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((330 * MM, 215 * MM), abs=0.1)
    left, top, right, bottom = drawn(rendered(made.pdf))
    assert (left, right) == pytest.approx((20 * MM, 310 * MM), abs=1.5)
    assert (top + bottom) / 2 == pytest.approx(float(box.height) / 2, abs=1.5)
    assert made.dpi == round(3000 / (290 / 25.4))


def test_a_jpeg_goes_in_with_its_very_bytes(tmp_path: Path) -> None:
    four_corners().save(tmp_path / "foto.jpg", progressive=True)
    made = picture_page(tmp_path / "foto.jpg", F4, 20)
    assert (tmp_path / "foto.jpg").read_bytes() in made.pdf


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "I;16"])
def test_a_png_keeps_every_pixel(tmp_path: Path, mode: str) -> None:
    image = four_corners(size=(640, 480))
    if mode == "I;16":
        grey = image.convert("L")
        image, wanted = grey.convert("I").point(lambda value: value * 257).convert("I;16"), grey.convert("RGB")
    else:
        image = image.convert(mode)
        wanted = image.convert("RGB")
    image.save(tmp_path / "gambar.png")
    assert header(tmp_path / "gambar.png")[1] == mode
    made = picture_page(tmp_path / "gambar.png", F4, 20)
    assert ImageChops.difference(embedded(made.pdf), wanted).getbbox() is None


def test_what_is_transparent_prints_white(tmp_path: Path) -> None:
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((255, 0, 0, 255), (100, 100, 300, 300))
    image.save(tmp_path / "cap.png")
    page = rendered(picture_page(tmp_path / "cap.png", F4, 20).pdf)
    left, top, right, bottom = drawn(page)
    assert (right - left, bottom - top) == pytest.approx((200, 200), abs=2)


def test_a_jpeg_for_print_in_cmyk_keeps_its_colours(tmp_path: Path) -> None:
    four_corners("CMYK").save(tmp_path / "cetak.jpg", quality=95, subsampling=0)
    page = rendered(picture_page(tmp_path / "cetak.jpg", F4, 20).pdf)
    left, top, _right, _bottom = drawn(page)
    red, green, blue = page.getpixel((left + 15, top + 25))  # type: ignore[misc]
    assert red > 200 > 60 > max(green, blue)


def test_a_telephones_photo_with_a_second_picture_in_it_is_read(tmp_path: Path) -> None:
    four_corners().save(tmp_path / "hp.jpg", "MPO", save_all=True, append_images=[four_corners("RGB", (10, 10))])
    assert header(tmp_path / "hp.jpg")[0] == "MPO"
    left, top, right, bottom = drawn(rendered(picture_page(tmp_path / "hp.jpg", F4, 20).pdf))
    assert (right - left, bottom - top) == pytest.approx((60, 100), abs=2)


@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_picture_that_is_cut_off_or_swollen_is_refused(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"gambar.{ending}"
    Image.effect_noise((300, 300), 80).save(file)
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(PictureError, match="terpotong atau rusak"):
        picture_page(file, F4, 20)
    Image.new("1", (12_000, 12_000)).convert("1" if ending == "png" else "L").save(file)
    with pytest.raises(PictureError, match="terlalu besar"):
        picture_page(file, F4, 20)
