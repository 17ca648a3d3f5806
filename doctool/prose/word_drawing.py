"""Drawings of a Word file: pictures and text boxes in them are carried, all else is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from doctool.model.dokumen import GambarSebaris, Sebaris
from doctool.prose import word_report as code
from doctool.prose.word_context import Context, Source
from doctool.prose.word_pictures import Shown
from doctool.prose.word_xml import MC, PIC, WP, A, Element, O, R, V, W, whole

_EMU_MM = 36_000
_CHART = re.compile(r"\{[^}]*/(?:chart|chartex)\}chart$")
_SMART = re.compile(r"\{[^}]*/diagram\}relIds$")
_SHAPE = re.compile(r"\{[^}]*/wordprocessingShape\}wsp$|\{urn:schemas-microsoft-com:vml\}"
                    r"(?:shape|rect|oval|line|roundrect|polyline|curve|arc)$")  # fmt: skip
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]+)\s*(pt|in|mm|cm|px)?")
_UNIT_MM = {"pt": 25.4 / 72, "in": 25.4, "mm": 1.0, "cm": 10.0, "px": 25.4 / 96, "": 25.4 / 96}
_PASTE = "tempelkan sebagai gambar PNG (Paste Special > Picture), atau lampirkan berkas aslinya"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A page break within a paragraph."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture within a paragraph; `floating` where Word places it freely on the page."""

    gambar: GambarSebaris
    floating: bool


@dataclass(slots=True)
class Content:
    """What a paragraph holds in order, and the text boxes that hang on it."""

    isi: list[Sebaris | PageBreak | Drawn] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


def chosen(alternate: Element) -> Element | None:
    """The first alternative of an mc:AlternateContent with something to carry or tell, else the first."""
    choices = [one for one in alternate if one.tag in (f"{MC}Choice", f"{MC}Fallback")]
    for one in choices:
        if any(_worth(inner) for inner in one.iter("*")):
            return one
    return choices[0] if choices else None




def _worth(element: Element) -> bool:
    tag = element.tag
    return (
        tag in (f"{W}txbxContent", f"{W}t", f"{PIC}pic")
        or (tag == f"{V}imagedata" and element.get(f"{R}id") is not None)
        or _CHART.search(tag) is not None
        or _SMART.search(tag) is not None
    )


def draw(ctx: Context, source: Source, element: Element, place: str, out: Content) -> None:
    """Add what is carried of `element` (w:drawing, w:pict, w:object) to `out`, and tell the rest."""
    anchor = element.find(f"{WP}anchor")
    found = _Drawing(ctx, source, place, out, floating=anchor is not None)
    frame = anchor if anchor is not None else element.find(f"{WP}inline")
    if frame is not None:
        extent, about = frame.find(f"{WP}extent"), frame.find(f"{WP}docPr")
        if extent is not None:
            found.size = (whole(extent.get("cx")) / _EMU_MM, whole(extent.get("cy")) / _EMU_MM)
        found.about = "" if about is None else about.get("descr") or about.get("title") or ""
    found.pictures = sum(1 for one in _visible(element) if one.tag == f"{PIC}pic")
    for one in _visible(element):
        found.piece(one)


def _visible(element: Element) -> Iterator[Element]:
    """`element` and what is in it, one of each alternatives, but not what is in text boxes."""
    yield element
    if element.tag == f"{W}txbxContent":
        return
    for one in element:
        if one.tag == f"{MC}AlternateContent":
            best = chosen(one)
            if best is not None:
                yield from _visible(best)
        elif isinstance(one.tag, str):
            yield from _visible(one)


class _Drawing:
    def __init__(self, ctx: Context, source: Source, place: str, out: Content, *, floating: bool) -> None:
        self.ctx, self.source, self.place, self.out, self.floating = ctx, source, place, out, floating
        self.size = (0.0, 0.0)
        self.about = ""
        self.pictures = 0

    def piece(self, one: Element) -> None:
        """An element of the drawing."""
        tag = one.tag
        tell = self.ctx.report.gather
        if tag == f"{PIC}pic":
            self._picture(one)
        elif tag == f"{V}imagedata":
            self._image(one)
        elif tag == f"{W}txbxContent":
            self.out.boxes.append(one)
        elif tag == f"{O}OLEObject":
            what = (one.get("ProgID") or "tidak dikenal")[:40]
            tell(code.DRAWN, self.place, f'objek tertanam ("{what}") tidak dibawa, hanya gambarnya bila ada', _PASTE)
        elif tag == f"{V}textpath" and one.get("string"):
            self._told("WordArt tidak dibawa", one.get("string") or "")
        elif _CHART.search(tag):
            tell(code.DRAWN, self.place, "grafik (chart) tidak dibawa", f"minta dengan [bagan: ...], atau {_PASTE}")
        elif _SMART.search(tag):
            tell(code.DRAWN, self.place, "SmartArt tidak dibawa", _PASTE)
        elif tag == f"{A}t" and one.text:
            self._told("teks di dalam gambar bentuk tidak dibawa", one.text)
        elif _SHAPE.search(tag) and not self._holds(one):
            tell(code.DRAWN, self.place, "bentuk gambar (shape, garis, panah) tidak dibawa", _PASTE)

    def _told(self, message: str, text: str) -> None:
        self.ctx.report.at(code.DRAWN, self.place, message, "tulis sebagai teks biasa", text)

    @staticmethod
    def _holds(shape: Element) -> bool:
        return any(
            one.tag in (f"{W}txbxContent", f"{V}imagedata", f"{V}textpath", f"{PIC}pic", f"{A}t")
            for one in shape.iter("*")
        )

    def _picture(self, picture: Element) -> None:
        blip = picture.find(f"{PIC}blipFill/{A}blip")
        if blip is None:
            return
        self.ctx.seen.add(blip)
        size = self.size
        extent = picture.find(f"{PIC}spPr/{A}xfrm/{A}ext")
        if self.pictures > 1 and extent is not None:
            size = (whole(extent.get("cx")) / _EMU_MM, whole(extent.get("cy")) / _EMU_MM)
        turned = picture.find(f"{PIC}spPr/{A}xfrm")
        if turned is not None and whole(turned.get("rot")) % 21_600_000:
            self.ctx.report.gather(code.PLACED, self.place, "gambar yang diputar dibawa tanpa putarannya",
                                   "putar gambarnya sebelum disisipkan")  # fmt: skip
        cut = picture.find(f"{PIC}blipFill/{A}srcRect")
        crop = (0.0,) * 4 if cut is None else tuple(whole(cut.get(side)) / 100_000 for side in "ltrb")
        about = picture.find(f"{PIC}nvPicPr/{PIC}cNvPr")
        text = self.about or ("" if about is None else about.get("descr") or "")
        if blip.get(f"{R}embed") is None and blip.get(f"{R}link") is not None:
            self._refused("ditautkan, tidak tersimpan dalam berkas")
        else:
            self._add(blip.get(f"{R}embed") or "", (crop[0], crop[1], crop[2], crop[3]), size, text)

    def _image(self, image: Element) -> None:
        self.ctx.seen.add(image)
        shape = image.getparent()
        style = "" if shape is None else shape.get("style") or ""
        found = {one[1]: _decimal(one[2]) * _UNIT_MM[one[3] or ""] for one in _STYLE.finditer(style)}
        if "position:absolute" in style.replace(" ", ""):
            self.floating = True
        crop = tuple(_fraction(image.get(side)) for side in ("cropleft", "croptop", "cropright", "cropbottom"))
        about = image.get(f"{O}title") or ("" if shape is None else shape.get("alt") or "")
        size = (found.get("width", 0.0), found.get("height", 0.0))
        self._add(image.get(f"{R}id") or "", (crop[0], crop[1], crop[2], crop[3]), size, about)

    def _add(self, key: str, crop: tuple[float, float, float, float], size: tuple[float, float], about: str) -> None:
        link = self.source.relations.get(key)
        if link is None or link.external:
            self._refused("tidak tersimpan dalam berkas")
            return
        made = self.ctx.picture(link.target, crop)
        if not isinstance(made, Shown):
            self._refused(made)
            return
        if self.floating:
            self.ctx.report.gather(code.PLACED, self.place, "gambar mengambang dibawa sesudah alineanya",
                                   "atur Wrap Text: In Line with Text bila tempatnya penting")  # fmt: skip
        width, height = size if size[0] > 0 and size[1] > 0 else made.size_mm
        self.out.isi.append(Drawn(GambarSebaris(made.data, width, height, about), self.floating))

    def _refused(self, reason: str) -> None:
        self.ctx.report.at(code.PICTURE, self.place, f"gambar tidak dibawa: {reason}",
                           "sisipkan lagi sebagai PNG atau JPEG", self.about)  # fmt: skip


def _fraction(text: str | None) -> float:
    """A crop of VML: "0.25", or "16384f" in 65536ths."""
    text = text or "0"
    return whole(text[:-1]) / 65_536 if text.endswith("f") else min(1.0, max(0.0, _decimal(text)))


def _decimal(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
