"""Pictures of a text: PNG and JPEG files beside it, looked at before anything is made of them (M06)."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from PIL import ImageOps

from doctool.border.picture import Picture, open_picture, picture_fault, read_picture
from doctool.findings import Finding, Where
from doctool.model.dokumen import Gambar, GambarSebaris, Keterangan, Paragraf, Sebaris, Teks, tulisan
from doctool.prose.command import error
from doctool.prose.directives import Standing

#: The text of a page of A4 with margins of 25 mm, and a height that leaves room for a caption.
TEXT_WIDTH_MM = 160.0
TEXT_HEIGHT_MM = 215.0
#: Where a file does not say how many points an inch has, or says what no scanner does.
DEFAULT_DPI = 150.0
_SOUND_DPI = (50.0, 1200.0)
_MM_PER_INCH = 25.4
_ORIENTATION = 0x0112  # EXIF 2.32, 4.6.4, tag Orientation; 1 is upright


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture as a text asks for it: its address, the text that describes it, a longer description."""

    address: str
    isi: tuple[Sebaris, ...]
    title: str = ""


def picture(wanted: Wanted, folder: Path, root: Path, where: Where) -> tuple[Standing, tuple[Finding, ...]]:
    """The picture at `wanted.address`, relative to `folder` and within `root`; a paragraph that says which picture
    is missing where it cannot be used."""
    name = unquote(wanted.address).replace("\\", "/")
    found = _load(name, folder, root)
    label = tulisan(wanted.isi)
    if isinstance(found, str):
        shown = (*wanted.isi, Teks(f" ({name})")) if wanted.isi else (Teks(name),)
        isi = (Teks("[gambar tidak tercetak: "), *shown, Teks("]"))
        hint = (
            "taruh berkas PNG atau JPEG di folder gambar di samping naskah, lalu tulis ![keterangan](gambar/nama.png)"
        )
        finding = error("M06", where, f'gambar "{name}" {found}', hint, f"![{label}]({name})")
        return Standing(Paragraf(isi, rata="tengah", asal=where), isi), (finding,)
    width, height = size_mm(found)
    caption = Keterangan("gambar", wanted.isi) if wanted.isi else None
    block = Gambar(found.data, width, height, keterangan=caption, uraian=wanted.title or label, asal=where)
    described = f"{label} ({wanted.title})" if label and wanted.title else label or wanted.title
    return Standing(block, (GambarSebaris(found.data, width, height, described),)), ()


def size_mm(found: Picture) -> tuple[float, float]:
    """Width and height in millimetres from pixels and dots per inch, at most a page's text."""
    across, down = _dpi(found.data)
    width, height = found.width / across * _MM_PER_INCH, found.height / down * _MM_PER_INCH
    scale = min(1.0, TEXT_WIDTH_MM / width, TEXT_HEIGHT_MM / height)
    return round(width * scale, 2), round(height * scale, 2)


def _load(name: str, folder: Path, root: Path) -> Picture | str:
    """The picture, upright, or why it cannot be used."""
    if not name:
        return "tidak disebut"
    if urlsplit(name).scheme in ("http", "https", "ftp", "data") or name.startswith("//"):
        return "terletak di internet atau di dalam naskah; tidak diambil"
    if "\0" in name:
        return "tidak ada"
    try:
        inside = (folder / name).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return "terletak di luar ruang kerja"
    except OSError:
        return "tidak dapat dibaca"
    found = read_picture(str(root), inside)
    return _upright(found) if found else picture_fault(str(root), inside)


def _upright(found: Picture) -> Picture:
    """A photograph that says it lies on its side, turned; Word prints points as they are stored."""
    with open_picture(found.data) as opened:
        if opened.getexif().get(_ORIENTATION, 1) == 1:
            return found
        turned = ImageOps.exif_transpose(opened)
        out = io.BytesIO()
        if found.extension == "png":
            turned.save(out, "PNG", dpi=_dpi(found.data))
        else:
            turned.save(out, "JPEG", quality=92, dpi=_dpi(found.data))
    return Picture(out.getvalue(), found.extension, found.media_type, turned.width, turned.height)


def _dpi(data: bytes) -> tuple[float, float]:
    """Dots per inch across and down."""
    with open_picture(data) as opened:
        said = opened.info.get("dpi", (0.0, 0.0))
    across, down = float(said[0]), float(said[1])
    low, high = _SOUND_DPI
    sound = math.isfinite(across) and math.isfinite(down) and low <= across <= high and low <= down <= high
    return (across, down) if sound else (DEFAULT_DPI, DEFAULT_DPI)
