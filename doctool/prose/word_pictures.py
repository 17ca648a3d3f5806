"""The pictures of a Word file as PNG or JPEG, or why one cannot be carried."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image

from doctool.border.limits import WORD_PICTURE_PIXELS
from doctool.border.picture import TooManyPixelsError, open_picture

_OPENED = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "PPM", "PCX")
#: MPO: a JPEG with a second picture behind it, as telephones make them.
_AS_THEY_ARE = ("PNG", "JPEG", "MPO")
#: Formats that Pillow cannot draw everywhere, by what they begin with.
_DRAWINGS = (
    (b"\x01\x00\x00\x00", "EMF"), (b"\xd7\xcd\xc6\x9a", "WMF"), (b"\x01\x00\x09\x00", "WMF"),
    (b"\x02\x00\x09\x00", "WMF"),
    (b"<svg", "SVG"), (b"<?xml", "SVG"), (b"\x1f\x8b", "EMF atau WMF yang dimampatkan"), (b"%!PS", "EPS"),
    (b"%PDF", "PDF"), (b"\x00\x00\x00\x0cjP", "JPEG 2000"), (b"\x49\x49\xbc", "JPEG XR"),
)  # fmt: skip
_DPI_MM = 25.4 / 96
_QUALITY = 92


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture that can be carried: PNG or JPEG bytes and its size in pixels."""

    data: bytes
    width: int
    height: int

    @property
    def size_mm(self) -> tuple[float, float]:
        """The size at 96 pixels to the inch, for a picture whose file does not say one."""
        return self.width * _DPI_MM, self.height * _DPI_MM


def shown(data: bytes, crop: tuple[float, float, float, float] = (0, 0, 0, 0)) -> Shown | str:
    """The picture `data`, cut by `crop` (left, top, right, bottom, in parts of its size); or why not (Indonesian)."""
    for start, name in _DRAWINGS:
        if data[:200].lstrip(b"\xef\xbb\xbf \r\n").startswith(start):
            return f"berformat {name}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of notes of cameras that are damaged
            with open_picture(data, _OPENED, WORD_PICTURE_PIXELS) as opened:
                opened.load()
                return _made(data, opened, crop)
    except TooManyPixelsError:
        return "terlalu besar"
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, struct.error, zlib.error):
        # What Pillow's readers raise for damaged bytes.
        return "rusak atau berformat yang tidak dikenal"


def _made(data: bytes, opened: Image.Image, crop: tuple[float, float, float, float]) -> Shown | str:
    left, top, right, bottom = (max(0.0, min(one, 1.0)) for one in crop)
    box = (
        round(opened.width * left), round(opened.height * top),
        round(opened.width * (1 - right)), round(opened.height * (1 - bottom)),
    )  # fmt: skip
    whole = box == (0, 0, opened.width, opened.height)
    if box[0] >= box[2] or box[1] >= box[3]:
        return "terpotong seluruhnya"
    if whole and opened.format in _AS_THEY_ARE:
        return Shown(data, opened.width, opened.height)
    picture = opened if whole else opened.crop(box)
    out = io.BytesIO()
    if opened.format in ("JPEG", "MPO"):
        picture.save(out, "JPEG", quality=_QUALITY)
    else:
        picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(out, "PNG")
    return Shown(out.getvalue(), picture.width, picture.height)
