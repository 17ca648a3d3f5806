"""The kop of a letter: crest at the left, lines centred beside it, a thin and a thick line under them."""

from __future__ import annotations

from doctool.border.picture import Picture
from doctool.fill.values import Wml
from doctool.letters import wml
from doctool.model.kantor import BarisKop, Kop
from doctool.units import mm, pt, to_emu

#: The crest, or the empty frame in its place: width, height.
CREST = (mm(20), mm(23))
_GAP = mm(3)
#: Lines without a size of their own: government 3 : office 4, then the address (points).
_ABOVE, _OFFICE, _ADDRESS = 12.0, 16.0, 9.5
_RULES = {
    "ganda": '<w:bottom w:val="thinThickSmallGap" w:sz="24" w:space="0" w:color="auto"/>',
    "tunggal": '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/>',
    "tidak": "",
}
_DRAWING = (
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def kop_xml(kop: Kop, width: int, *, picture: Picture | None, link: str, scale: float = 1.0) -> Wml:
    """The kop in a text `width` twips wide, all sizes times `scale`.

    `picture` is the crest and `link` its relationship in the document; without one an empty frame stands there.
    """
    frame = (round(CREST[0] * scale), round(CREST[1] * scale))
    left = frame[0] + round(_GAP * scale)
    crest = _picture(picture, link, frame) if picture else _frame(frame)
    lines = "".join(_lines(kop.baris, scale))
    rule = f"<w:tblBorders>{_RULES[kop.garis]}</w:tblBorders>" if _RULES[kop.garis] else ""
    middle = '<w:vAlign w:val="center"/>'
    cells = (wml.cell(left, crest, middle), wml.cell(width - left, lines or wml.paragraph("", "KopBaris"), middle))
    margins = f'<w:tblCellMar><w:bottom w:w="{mm(1.5)}" w:type="dxa"/></w:tblCellMar>'
    head = wml.table((left, width - left), [wml.row(cells, "<w:cantSplit/>")], "TabelPolos", rule)
    head = head.replace("<w:tblLook", f"{margins}<w:tblLook", 1)
    after = wml.paragraph("", "Sela", extra=f'<w:spacing w:after="{round(pt(12) * scale)}"/>')
    # LibreOffice numbers page 1 of a document that begins with a table.
    return Wml(wml.paragraph("", "Sela") + head + after)


def _lines(lines: tuple[BarisKop, ...], scale: float) -> list[str]:
    office = next((place for place, line in enumerate(lines) if line.tebal), 0)
    out = []
    for place, line in enumerate(lines):
        usual = _OFFICE if line.tebal else _ABOVE if place < office else _ADDRESS
        half_points = round((line.ukuran or usual) * scale * 2)
        bold = "<w:b/><w:bCs/>" if line.tebal else ""
        run = f'{bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        out += [wml.paragraph(text, "KopBaris", run=run) for text in line.teks.splitlines()]
    return out


def _frame(size: tuple[int, int]) -> str:
    """An empty frame: a table of one cell, and the paragraph that a cell must end with."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right")
    )
    height = f'<w:cantSplit/><w:trHeight w:val="{size[1]}" w:hRule="exact"/>'
    inside = wml.row([wml.cell(size[0], wml.paragraph("", "Sela"))], height)
    frame = wml.table(size[:1], [inside], "TabelPolos", f"<w:tblBorders>{sides}</w:tblBorders>")
    return frame + wml.paragraph("", "Sela")


def _picture(picture: Picture, link: str, most: tuple[int, int]) -> str:
    """The crest in its own proportions, as large as fits into `most`."""
    if picture.width * most[1] > picture.height * most[0]:
        width, height = most[0], max(1, picture.height * most[0] // picture.width)
    else:
        width, height = max(1, picture.width * most[1] // picture.height), most[1]
    extent = f'cx="{to_emu(width)}" cy="{to_emu(height)}"'
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        '<w:p><w:pPr><w:pStyle w:val="KepalaSurat"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline {_DRAWING} distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        '<wp:docPr id="1" name="Lambang" descr="Lambang daerah"/><a:graphic>'
        f'<a:graphicData uri="{uri}"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="Lambang"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
