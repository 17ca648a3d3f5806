"""The pictures (logos) that a Drawing names, read and checked before they go into a file."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

# A logo of 40 megapixels is a mistake or an attack; 10 MB likewise.
MAX_PIXELS = 40_000_000
MAX_BYTES = 10_000_000
_TYPES = {"PNG": ("png", "image/png"), "JPEG": ("jpeg", "image/jpeg")}


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a PNG or JPEG file, its usual ending without the dot, its media type."""

    data: bytes
    extension: str
    media_type: str


def read_picture(image_root: str, image: str) -> Picture | None:
    """The picture `image` (a path under the folder `image_root`), or None.

    None means that an empty frame is to be drawn: there is no such file, it lies outside the folder, or it
    is not a sound PNG or JPEG of sensible size. Saying so to the user is the task of the checks.
    """
    if not image or not image_root:
        return None
    folder = Path(image_root).resolve()
    path = (folder / image).resolve()
    if not path.is_relative_to(folder) or not path.is_file() or path.stat().st_size > MAX_BYTES:
        return None
    data = path.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(_TYPES)) as opened:
                if opened.width * opened.height > MAX_PIXELS:
                    return None
                kind = opened.format or ""
                opened.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return None
    extension, media_type = _TYPES[kind]
    return Picture(data, extension, media_type)
