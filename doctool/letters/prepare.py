"""The office's style put onto a template, once: paper, margins, typeface, size, line spacing, crest.

What is left for each letter is data only.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from doctool.border.picture import read_picture
from doctool.errors import ContentError
from doctool.fill.values import Wml
from doctool.letters.kop import kop_xml
from doctool.letters.templates import Template
from doctool.loaded import LoadedKantor
from doctool.model.kantor import Gaya
from doctool.units import EMU_PER_TWIP, PAPERS, mm

#: A lembar disposisi is half a sheet; its text and its kop are smaller.
HALF = "disposisi"
HALF_MARGIN_MM = 12.0
_HALF_SCALE = 0.8
_HALF_POINTS = 1.5


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template in an office's style: the Word file, the kop for its context, width (twips) and size (points) of
    its text."""

    template: Template
    docx: bytes
    kop: Wml
    width: int
    size: float


def prepare(template: Template, office: LoadedKantor) -> Prepared:
    """`template` in the style of `office`."""
    style = office.kantor.gaya
    half = template.kind == HALF
    document = _open(template)
    document.element.body.get_or_add_sectPr()
    old = _text_width(document.sections[0])
    _page(document, style, half)
    width = _text_width(document.sections[0])
    _scale_tables(document.element.body, width / (old or width))
    size = style.surat.ukuran_pt - (_HALF_POINTS if half else 0)
    _styles(document, style, size)
    kop = office.kantor.kop
    picture = read_picture(office.folder, kop.logo) if kop.logo else None
    link = document.part.get_or_add_image(io.BytesIO(picture.data))[0] if picture else ""
    head = kop_xml(kop, width, picture=picture, link=link, scale=_HALF_SCALE if half else 1.0)
    out = io.BytesIO()
    document.save(out)
    return Prepared(template, out.getvalue(), head, width, size)


def _open(template: Template) -> Any:
    try:
        return Document(io.BytesIO(template.data))
    except (KeyError, ValueError, etree.XMLSyntaxError, PackageNotFoundError) as error:
        hint = "simpan ulang di Word sebagai Word Document (.docx)"
        raise ContentError(f'templat "{template.name}" bukan berkas Word (.docx) yang utuh', hint=hint) from error


def _text_width(section: Any) -> int:
    """The width between the margins, in twips; 0 where the section does not say."""
    lengths: tuple[Any, ...] = section.page_width, section.left_margin, section.right_margin
    if None in lengths:
        return 0
    return round(int(lengths[0] - lengths[1] - lengths[2]) / EMU_PER_TWIP)


def _page(document: Any, style: Gaya, half: bool) -> None:
    paper = PAPERS[style.surat.kertas or style.kertas]
    margin = style.surat.margin
    sides = (margin.atas_mm, margin.kanan_mm, margin.bawah_mm, margin.kiri_mm)
    # Half a sheet is the sheet cut across its longer side, upright.
    page = (paper.height // 2, paper.width) if half else (paper.width, paper.height)
    lengths = [mm(min(side, HALF_MARGIN_MM) if half else side) for side in sides]
    for section in document.sections:
        section.page_width, section.page_height = (length * EMU_PER_TWIP for length in page)
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (
            length * EMU_PER_TWIP for length in lengths
        )


def _scale_tables(body: Any, factor: float) -> None:
    """Every table as much wider or narrower as the text is."""
    for tag in ("w:gridCol", "w:tcW", "w:tblW", "w:tblInd"):
        for element in body.iter(qn(tag)):
            if element.get(qn("w:type"), "dxa") == "dxa":
                element.set(qn("w:w"), str(round(float(element.get(qn("w:w"), "0")) * factor)))


def _styles(document: Any, style: Gaya, size: float) -> None:
    """Typeface and size as the document's defaults, the line spacing of the text as its styles'."""
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        for tag, names in (("w:rFonts", ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")), ("w:sz", ("w:val",)),
                           ("w:szCs", ("w:val",))):  # fmt: skip
            for element in defaults.iter(qn(tag)):
                for name in names:
                    element.set(qn(name), style.huruf if tag == "w:rFonts" else str(round(size * 2)))
    for named in document.styles.element:
        if named.get(qn("w:styleId")) in {"IsiSurat", "DaftarSurat"}:
            for spacing in named.iter(qn("w:spacing")):
                spacing.set(qn("w:line"), str(round(240 * style.surat.spasi)))
