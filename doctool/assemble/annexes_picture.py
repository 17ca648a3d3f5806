"""A picture as one PDF page: fitted onto the office's paper, turned as its camera says, not a pixel changed.

A JPEG goes in with the bytes it has (ISO 32000-1, 7.4.8 DCTDecode) and a PNG with its pixels (7.4.4.4, predictor 15).
Pillow's own PDF writer would press both into a new JPEG, and a Word file that goes through LibreOffice would too, at
the price of a call of another program: scanned texts and signatures blur in either.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.border.limits import ANNEX_JPEG_PIXELS, ANNEX_PICTURE_BYTES, PICTURE_PIXELS
from doctool.border.picture import TooManyPixelsError, open_picture, unread_reason
from doctool.border.plain_file import TooLongError, read_plain
from doctool.errors import DoctoolError, system_reason
from doctool.units import Paper, to_pt

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdf.generic import PdfObject

#: Below this many pixels an inch on paper letters become hard to read.
LEAST_DPI = 150
#: A small picture is not blown up past this (one pixel a point).
_POINTS_PER_PIXEL = 1.0
_EXIF_ORIENTATION = 0x0112

#: EXIF orientation (CIPA DC-008, tag 274): the matrix a b c d e f that puts the unit square of the picture upright.
_UPRIGHT: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0), 2: (-1, 0, 0, 1, 1, 0), 3: (-1, 0, 0, -1, 1, 1), 4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1), 6: (0, -1, 1, 0, 0, 1), 7: (0, 1, 1, 0, 0, 0), 8: (0, 1, -1, 0, 1, 0),
}  # fmt: skip
_TURNED = {5, 6, 7, 8}


class PictureError(DoctoolError):
    """A picture that cannot be used; `message` says why, without the file's name."""


@dataclass(frozen=True, slots=True)
class PicturePage:
    """The PDF of a picture, and how many of its pixels go on an inch of the paper."""

    pdf: bytes
    dpi: int


@dataclass(frozen=True, slots=True)
class _Raster:
    """A picture as PDF keeps it: data, its filter and parameters, colours (1 grey, 3 RGB), bits of one, size."""

    data: bytes
    jpeg: bool
    colours: int
    bits: int
    width: int
    height: int
    orientation: int


def picture_page(file: Path, paper: Paper, margin_mm: float) -> PicturePage:
    """The page of the PNG or JPEG `file` on `paper` (landscape for a wide picture), `margin_mm` left on all sides.

    Raises PictureError where the file is no sound PNG or JPEG, or too large.
    """
    try:
        data = read_plain(file, ANNEX_PICTURE_BYTES)
    except TooLongError as error:
        raise PictureError(f"lebih besar dari {ANNEX_PICTURE_BYTES // 1_000_000} MB") from error
    except OSError as error:
        raise PictureError(f"tidak dapat dibaca: {system_reason(error)}") from error
    raster = _read(data)
    turned = raster.orientation in _TURNED
    wide, high = (raster.height, raster.width) if turned else (raster.width, raster.height)
    sheet = paper.landscape() if wide > high else paper
    page_width, page_height = to_pt(sheet.width), to_pt(sheet.height)
    margin = margin_mm * 72 / 25.4
    scale = min((page_width - 2 * margin) / wide, (page_height - 2 * margin) / high, _POINTS_PER_PIXEL)
    width, height = wide * scale, high * scale
    x, y = (page_width - width) / 2, (page_height - height) / 2
    a, b, c, d, e, f = _UPRIGHT[raster.orientation]
    matrix = (a * width, b * height, c * width, d * height, e * width + x, f * height + y)
    content = "q " + " ".join(f"{value:.4f}" for value in matrix) + " cm /Gambar Do Q\n"
    return PicturePage(_pdf(raster, content, page_width, page_height), int(72 / scale + 0.5))


def _read(data: bytes) -> _Raster:
    try:
        with open_picture(data, ("PNG", "JPEG", "MPO"), ANNEX_JPEG_PIXELS) as opened:
            jpeg = opened.format != "PNG"
            if not jpeg and opened.width * opened.height > PICTURE_PIXELS:
                raise TooManyPixelsError
            orientation = _orientation(opened)
            if jpeg and opened.mode in ("L", "RGB"):
                return _jpeg(opened, data, orientation)
            return _pixels(opened, orientation)
    except TooManyPixelsError as error:
        raise PictureError("gambar terlalu besar untuk dicetak (jumlah pikselnya)") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise PictureError(unread_reason(data)) from error


def _orientation(opened: Image) -> int:
    try:
        value = opened.getexif().get(_EXIF_ORIENTATION, 1)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError):  # a damaged note of the camera: as it lies
        return 1
    return value if isinstance(value, int) and value in _UPRIGHT else 1


def _jpeg(opened: Image, data: bytes, orientation: int) -> _Raster:
    """The bytes as they are, once a reader has gone through all of them (at an eighth of the size: little memory)."""
    width, height, colours = opened.width, opened.height, 1 if opened.mode == "L" else 3
    opened.draft(opened.mode, (width // 8, height // 8))
    opened.load()
    return _Raster(data, True, colours, 8, width, height, orientation)


def _pixels(opened: Image, orientation: int) -> _Raster:
    """The pixels, over white where they are transparent, packed as in a PNG."""
    image = _plain(opened)
    bits = 1 if image.mode == "1" else 8
    packed = io.BytesIO()
    image.save(packed, "PNG")
    chunks = _image_data(packed.getvalue())
    return _Raster(chunks, False, 3 if image.mode == "RGB" else 1, bits, image.width, image.height, orientation)


def _plain(opened: Image) -> Image:
    from PIL import Image

    if opened.mode.startswith("I"):  # 16 bits of grey
        return opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if opened.mode in ("LA", "PA", "RGBA", "RGBa", "La") or "transparency" in opened.info:
        image = opened.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        white.alpha_composite(image)
        return white.convert("RGB")
    return opened.copy() if opened.mode in ("1", "L", "RGB") else opened.convert("RGB")


def _image_data(png: bytes) -> bytes:
    """The data of the IDAT chunks (ISO/IEC 15948, 5.3: length, type, data, CRC) that Pillow has just written."""
    found, at = [], 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            found.append(png[at + 8 : at + 8 + length])
        at += length + 12
    return b"".join(found)


def _pdf(raster: _Raster, content: str, width: float, height: float) -> bytes:
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, EncodedStreamObject, NameObject, NumberObject, StreamObject

    def name(text: str) -> NameObject:
        return NameObject(f"/{text}")

    image = EncodedStreamObject()
    image._data = raster.data
    entries: dict[str, PdfObject] = {
        "Type": name("XObject"), "Subtype": name("Image"), "Width": NumberObject(raster.width),
        "Height": NumberObject(raster.height), "BitsPerComponent": NumberObject(raster.bits),
        "ColorSpace": name("DeviceRGB" if raster.colours == 3 else "DeviceGray"),
        "Filter": name("DCTDecode" if raster.jpeg else "FlateDecode"),
    }  # fmt: skip
    if not raster.jpeg:
        entries["DecodeParms"] = DictionaryObject({
            name("Predictor"): NumberObject(15), name("Colors"): NumberObject(raster.colours),
            name("BitsPerComponent"): NumberObject(raster.bits), name("Columns"): NumberObject(raster.width),
        })  # fmt: skip
    image.update({name(key): value for key, value in entries.items()})
    writer = PdfWriter()
    page = writer.add_blank_page(width=round(width, 2), height=round(height, 2))
    drawn = StreamObject()
    drawn.set_data(content.encode("ascii"))
    page[name("Contents")] = writer._add_object(drawn)
    page[name("Resources")] = DictionaryObject({
        name("XObject"): DictionaryObject({name("Gambar"): writer._add_object(image)})
    })
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
