"""The pictures (logos) that an office names, read and checked before anything is made of them."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from doctool.errors import system_reason

# A logo of 40 megapixels is a mistake or an attack; 10 MB likewise.
MAX_PIXELS = 40_000_000
MAX_BYTES = 10_000_000
#: MPO: the JPEG of a telephone that has a second picture behind the first (CIPA DC-007); readers show the first.
_TYPES = {"PNG": ("png", "image/png"), "JPEG": ("jpeg", "image/jpeg"), "MPO": ("jpeg", "image/jpeg")}
#: Pillow opens MPO as a kind of JPEG; asked for by name before that, it is unknown.
_READERS = ("PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a PNG or JPEG file, its usual ending without the dot, its media type, its size in pixels."""

    data: bytes
    extension: str
    media_type: str
    width: int
    height: int


def read_picture(image_root: str, image: str) -> Picture | None:
    """The picture `image` (a path under the folder `image_root`), or None.

    None means that an empty frame is to be drawn: there is no such file, it lies outside the folder, or it
    is not a sound PNG or JPEG of sensible size. `picture_fault` says which.
    """
    found = _load(image_root, image)
    return found if isinstance(found, Picture) else None


def picture_fault(image_root: str, image: str) -> str:
    """Why `image` cannot be used, in Bahasa Indonesia; "" if it can."""
    found = _load(image_root, image)
    return found if isinstance(found, str) else ""


def _load(image_root: str, image: str) -> Picture | str:
    """The picture, or what is wrong with it."""
    if not image or not image_root:
        return "tidak disebut"
    folder = Path(image_root).resolve()
    try:
        path = (folder / image).resolve()
        if not path.is_relative_to(folder):
            return "terletak di luar folder kantor"
        if not path.is_file():
            return "tidak ada"
        if path.stat().st_size > MAX_BYTES:
            return f"lebih besar dari {MAX_BYTES // 1_000_000} MB"
        data = path.read_bytes()
    except OSError as error:
        return f"tidak dapat dibaca: {system_reason(error)}"
    return _decode(data)


def _decode(data: bytes) -> Picture | str:
    too_large = f"lebih besar dari {MAX_PIXELS // 1_000_000} megapiksel"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_READERS) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    return too_large
                opened.load()
                extension, media_type = _TYPES[opened.format or ""]
                return Picture(data, extension, media_type, opened.width, opened.height)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return too_large
    except (OSError, SyntaxError, ValueError):
        return "bukan gambar PNG atau JPEG yang utuh"
