"""Pictures: those that an office names (logos), read and checked before anything is made of them, and any other."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from doctool.border.foreign import is_text
from doctool.border.limits import PICTURE_BYTES, PICTURE_PIXELS
from doctool.errors import system_reason

#: MPO: the JPEG of a telephone that has a second picture behind the first (CIPA DC-007); readers show the first.
_TYPES = {"PNG": ("png", "image/png"), "JPEG": ("jpeg", "image/jpeg"), "MPO": ("jpeg", "image/jpeg")}
#: Pillow opens MPO as a kind of JPEG; asked for by name before that, it is unknown.
_READERS = ("PNG", "JPEG")
_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff")
#: What else people call a picture, by what it begins with (from a byte on).
_OTHERS = (
    (0, b"%PDF", "PDF"), (0, b"GIF8", "GIF"), (0, b"BM", "BMP"), (0, b"II*\0", "TIFF"), (0, b"MM\0*", "TIFF"),
    (8, b"WEBP", "WebP"), (4, b"ftyphei", "foto HEIC"), (4, b"ftypmif", "foto HEIC"), (4, b"ftypavif", "AVIF"),
    (0, b"PK\x03\x04", "berkas Word, Excel atau zip"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """The bytes of a PNG or JPEG file, its usual ending without the dot, its media type, its size in pixels."""

    data: bytes
    extension: str
    media_type: str
    width: int
    height: int


class TooManyPixelsError(ValueError):
    """A picture that is not unpacked: it has more pixels than its reader allows."""


def open_picture(data: bytes, formats: tuple[str, ...] = _READERS, most: int = PICTURE_PIXELS) -> Image.Image:
    """The picture `data` of one of `formats` (by its content), not unpacked yet; to be closed by the caller.

    Raises TooManyPixelsError for one of more than `most` pixels, and what Pillow raises for damaged bytes: OSError,
    SyntaxError, ValueError, in formats other than PNG and JPEG also others.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `most` is what counts
            opened = Image.open(io.BytesIO(data), formats=formats)
    except Image.DecompressionBombError as error:
        raise TooManyPixelsError(most) from error
    if opened.width * opened.height > most:
        opened.close()
        raise TooManyPixelsError(most)
    return opened


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
        if path.stat().st_size > PICTURE_BYTES:
            return f"lebih besar dari {PICTURE_BYTES // 1_000_000} MB"
        data = path.read_bytes()
    except OSError as error:
        return f"tidak dapat dibaca: {system_reason(error)}"
    return _decode(data)


def _decode(data: bytes) -> Picture | str:
    try:
        with open_picture(data) as opened:
            opened.load()
            extension, media_type = _TYPES[opened.format or ""]
            return Picture(data, extension, media_type, opened.width, opened.height)
    except TooManyPixelsError:
        return f"lebih besar dari {PICTURE_PIXELS // 1_000_000} megapiksel"
    except (OSError, SyntaxError, ValueError):
        return unread_reason(data)


def unread_reason(data: bytes) -> str:
    """Why `data` is not read as a PNG or JPEG, in Bahasa Indonesia: cut off or damaged, or something else."""
    if not data:
        return "kosong (0 byte)"
    if data.startswith(_BEGINNINGS):
        return "terpotong atau rusak"
    seems = _kind(data)
    return "isinya bukan gambar PNG atau JPEG" + (f" (tampaknya {seems})" if seems else "")


def _kind(data: bytes) -> str:
    for at, start, name in _OTHERS:
        if data.startswith(start, at):
            return name
    head = data[:4000].lower()
    if b"<svg" in head:
        return "SVG"
    if b"<html" in head or b"<!doctype html" in head:
        return "halaman web (HTML)"
    return "teks" if is_text(head) else ""
