"""The pictures of a form: the office's crest in the place kept for it, others moved with the rows."""

from __future__ import annotations

import io

from lxml import etree

from doctool.border.picture import open_picture, read_picture
from doctool.border.xml import parse_xml
from doctool.forms.names import CREST, PLACEHOLDER
from doctool.forms.references import RowMap
from doctool.forms.template_book import REL, BrokenFormTemplateError, SheetPart, TemplateBook
from doctool.loaded import LoadedKantor

_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMU_PT = 12_700
#: Points of leading of the kop, its largest crest, and the pixels that a crest keeps for each point.
_LEADING, _MOST_PT, _PIXELS = 1.22, 66.0, 4


class SheetPictures:
    """The drawing of one sheet; `part` is "" where it has none."""

    def __init__(self, book: TemplateBook, sheet: SheetPart, office: LoadedKantor, kop_pt: float) -> None:
        """`kop_pt`: the sizes of the lines of the kop together. BrokenFormTemplateError for what cannot be moved."""
        self.sheet = sheet.name
        self.part = next((part for kind, part in sheet.relations.values() if kind.endswith("/drawing")), "")
        self._pieces: list[str] = []
        self._rows: list[tuple[int, int]] = []
        if not self.part:
            return
        root = parse_xml(book.parts[self.part])
        relations = book.relations(self.part)
        if any(kind.endswith(("/chart", "/diagramData")) for kind, _ in relations.values()):
            raise BrokenFormTemplateError(f'lembar "{sheet.name}" memuat grafik', "hapus grafiknya dari formulir")
        for anchor in list(root):
            named = " ".join(
                one.get(name, "") for one in anchor.iter(f"{_XDR}cNvPr") for name in ("descr", "name", "title")
            )
            if CREST in PLACEHOLDER.findall(named):
                _put_crest(book, root, anchor, relations, office, min(_MOST_PT, kop_pt * _LEADING - 2))
        self._cut(root)

    def _cut(self, root: etree._Element) -> None:
        for anchor in root:
            first = anchor.find(f"{_XDR}from/{_XDR}row")
            last = anchor.find(f"{_XDR}to/{_XDR}row")
            if first is None:
                continue
            start = int(first.text or "0") + 1
            span = int(last.text or "0") + 1 - start if last is not None else 0
            first.text = self._mark(start, 0)
            if last is not None:
                last.text = self._mark(start, span)
        self._pieces = etree.tostring(root, encoding="unicode").split("\ue000")

    def _mark(self, row: int, span: int) -> str:
        self._rows.append((row, span))
        return "\ue000"

    def write(self, map_: RowMap) -> str:
        """The drawing of a form; every picture keeps its size in rows."""
        made = [self._pieces[0]]
        for (row, span), piece in zip(self._rows, self._pieces[1:], strict=True):
            made += [str(map_.start(row) - 1 + span), piece]
        return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + "".join(made)


def _put_crest(
    book: TemplateBook, root: etree._Element, anchor: etree._Element, relations: dict[str, tuple[str, str]],
    office: LoadedKantor, height_pt: float,
) -> None:
    """The office's crest as high as its kop; the place goes where the office has none."""
    crest = _crest(office, height_pt)
    blip = anchor.find(f".//{_A}blip")
    part = relations.get(blip.get(f"{{{REL}}}embed", ""), ("", ""))[1] if blip is not None else ""
    if crest is None or part not in book.parts or not part.endswith(".png"):
        root.remove(anchor)
        return
    data, width, height = crest
    book.parts[part] = data
    size = {"cx": str(int(width * _EMU_PT)), "cy": str(int(height * _EMU_PT))}
    made = etree.Element(f"{_XDR}oneCellAnchor")
    for child in list(anchor):
        if child.tag == f"{_XDR}from":
            made.append(child)
            etree.SubElement(made, f"{_XDR}ext", size)
        elif child.tag != f"{_XDR}to":
            made.append(child)
    for inner in made.iter(f"{_A}ext"):
        if inner.get("cx") is not None:
            for name, text in size.items():
                inner.set(name, text)
    for place in made.iter(f"{_XDR}cNvPr"):
        place.set("descr", "Lambang daerah")
    root.replace(anchor, made)


def _crest(office: LoadedKantor, height_pt: float) -> tuple[bytes, float, float] | None:
    """The crest as PNG with its width and height in points, None where the office has none or no sound one."""
    picture = read_picture(office.folder, office.kantor.kop.logo or "")
    if picture is None:
        return None
    with open_picture(picture.data) as opened:
        image = opened.convert("RGBA")
    side = int(height_pt * _PIXELS)
    image.thumbnail((side, side))  # without the resolution that the file may name
    data = io.BytesIO()
    image.save(data, "PNG")
    scale = height_pt / max(image.size)
    return data.getvalue(), image.width * scale, image.height * scale
