"""The letterhead of a short document: crest at the left, lines centred beside it, one rule or two below."""

from __future__ import annotations

from doctool.model.dokumen import BarisKop, KopSurat
from doctool.units import mm
from doctool.write.document_ink import Ink, Room
from doctool.write.document_picture import inline_picture
from doctool.write.document_xml import paragraph, text_run
from doctool.write.xml import Attributes, Element, el

_GAP_MM, _BELOW = 3.0, 160
_RULES = {"ganda": ("thinThickSmallGap", 24), "tunggal": ("single", 12)}
_FRAME = ("top", "left", "bottom", "right")


def letterhead(ink: Ink, kop: KopSurat, room: Room) -> list[Element]:
    """The letterhead as wide as the room, and the room below it."""
    left = min(mm(kop.lebar_mm + _GAP_MM), room.width // 3)
    middle = el("w:vAlign", {"w:val": "center"})
    lines = [_line(ink, one) for one in kop.baris] or [paragraph(ink.style("Sela"))]
    row = el(
        "w:tr",
        None,
        el("w:trPr", None, el("w:cantSplit")),
        el("w:tc", None, el("w:tcPr", None, _width(left), middle), *_crest(ink, kop, Room(left, room.height, True))),
        el("w:tc", None, el("w:tcPr", None, _width(room.width - left), el("w:vAlign", {"w:val": "center"})), *lines),
    )
    rule = _RULES.get(kop.garis)
    borders = None
    if rule is not None:
        kind, size = rule
        below = el("w:bottom", {"w:val": kind, "w:sz": size, "w:space": 0, "w:color": "auto"})
        borders = el("w:tblBorders", None, below)
    table = _table(ink, (left, room.width - left), borders, bottom=mm(1.5))
    table.append(row)
    # LibreOffice numbers page 1 of a document that begins with a table.
    gap = el("w:spacing", {"w:before": 0, "w:after": _BELOW, "w:line": 20, "w:lineRule": "exact"})
    return [paragraph(ink.style("Sela")), table, paragraph(ink.style("Sela"), (), gap)]


def _line(ink: Ink, line: BarisKop) -> Element:
    size = round(line.ukuran_pt * 2)
    looks = [el("w:b"), el("w:bCs")] if line.tebal else []
    run = text_run(line.teks, *looks, el("w:sz", {"w:val": size}), el("w:szCs", {"w:val": size}))
    spacing = el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": 240, "w:lineRule": "auto"})
    return paragraph(ink.style("Sel Tabel"), [run], spacing, el("w:jc", {"w:val": "center"}))


def _crest(ink: Ink, kop: KopSurat, room: Room) -> list[Element]:
    """The crest, or the empty frame in its place and the paragraph that a cell must end with."""
    if kop.lambang is not None:
        size = (kop.lebar_mm, kop.tinggi_mm)
        drawn = inline_picture(ink, kop.lambang, size, "Lambang daerah", room, ink.document)
        return [paragraph(ink.style("Sel Tabel"), [drawn])]
    sides: Attributes = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "808080"}
    width = mm(kop.lebar_mm)
    frame = _table(ink, (width,), el("w:tblBorders", None, *(el(f"w:{side}", sides) for side in _FRAME)))
    height = el("w:trHeight", {"w:val": mm(kop.tinggi_mm), "w:hRule": "exact"})
    inside = el("w:tc", None, el("w:tcPr", None, _width(width)), paragraph(ink.style("Sela")))
    frame.append(el("w:tr", None, el("w:trPr", None, el("w:cantSplit"), height), inside))
    return [frame, paragraph(ink.style("Sela"))]


def _table(ink: Ink, widths: tuple[int, ...], borders: Element | None, *, bottom: int = 0) -> Element:
    margins = el("w:tblCellMar", None, *(
        el(f"w:{side}", {"w:w": bottom if side == "bottom" else 0, "w:type": "dxa"}) for side in _FRAME
    ))  # fmt: skip
    properties = el(
        "w:tblPr",
        None,
        el("w:tblStyle", {"w:val": ink.style("Tabel Polos")}),
        el("w:tblW", {"w:w": sum(widths), "w:type": "dxa"}),
        borders,
        el("w:tblLayout", {"w:type": "fixed"}),
        margins,
        el("w:tblLook", {"w:val": "0000"}),
    )
    return el("w:tbl", None, properties, el("w:tblGrid", None, *(el("w:gridCol", {"w:w": one}) for one in widths)))


def _width(width: int) -> Element:
    return el("w:tcW", {"w:w": width, "w:type": "dxa"})
