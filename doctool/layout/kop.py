"""The letterhead (kop) of a sheet, and what stands above it: annex block and title."""

from __future__ import annotations

from dataclasses import replace

from doctool.border.picture import read_picture
from doctool.drawing import NO_BORDER, Align, Border, Cell, Padding, Paragraph, Row, Table, TextStyle, VAlign
from doctool.layout.framed import ALL_SIDES, Slot, framed_table
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.text import height, paragraph
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.kantor import Kop
from doctool.model.sop import LampiranPeraturan
from doctool.units import mm, pt

#: The crest beside the lines of a kop across the page, and above the lines of a kop in its own cell (width, height).
CREST_ACROSS = (mm(20), mm(23))
CREST_STACKED = (mm(21), mm(24))
#: The name given to a crest that the office has no file for: its place is drawn as an empty frame.
NO_FILE = "lambang"
GAP = pt(6)
_SINGLE_RULE = 12
_DOUBLE_RULE = 6


def body_style(loaded: LoadedSop) -> TextStyle:
    """The face and size of the identity sheet's text."""
    style = loaded.kantor.gaya
    return TextStyle(style.huruf, pt(style.identitas.ukuran_pt))


def crest_name(kop: Kop) -> str:
    """The file of the crest, relative to the office's folder."""
    return kop.logo or NO_FILE


def kop_paragraphs(loaded: LoadedSop, width: int) -> tuple[Paragraph, ...]:
    """The lines of the kop, centred, each with its own size and weight."""
    body = body_style(loaded)
    out: list[Paragraph] = []
    for line in loaded.kantor.kop.baris:
        size = pt(line.ukuran) if line.ukuran is not None else body.size + (pt(2) if line.tebal else 0)
        style = replace(body, size=size, bold=line.tebal)
        out.extend(paragraph(text, style, width, align=Align.CENTER) for text in line.teks.splitlines())
    return tuple(out)


def crest_size(office: LoadedKantor, most: tuple[int, int]) -> tuple[int, int]:
    """The size of the office's crest within `most` (width, height) twips, its own proportions kept.

    Without a usable file the empty frame fills `most`.
    """
    if office.kantor.kop.logo is None:
        return most
    picture = read_picture(office.folder, office.kantor.kop.logo)
    if picture is None:
        return most
    width, height = picture.width, picture.height
    if width * most[1] > height * most[0]:
        return most[0], max(1, height * most[0] // width)
    return max(1, width * most[1] // height), most[1]


def kop_slot(loaded: LoadedSop, width: int) -> tuple[Slot, int]:
    """The kop in a cell of its own, `width` twips wide: the crest above its lines; and the height it needs."""
    lines = kop_paragraphs(loaded, width - 2 * GAP - pt(1.5))
    text = (replace(lines[0], before=GAP), *lines[1:]) if lines else ()
    size = crest_size(loaded.office, CREST_STACKED)
    needed = size[1] + height(text) + 2 * GAP
    slot = Slot(
        0, 0, width, needed, text, valign=VAlign.CENTER, padding=Padding(0, GAP, 0, GAP),
        image=crest_name(loaded.kantor.kop), image_size=size,
    )
    return slot, needed


def kop_table(loaded: LoadedSop, x: int, y: int, width: int) -> Table:
    """The kop across the page: crest at the left, lines centred, the rule or rules under them.

    The lines are centred on the page where they fit beside a blank as wide as the crest.
    """
    kop = loaded.kantor.kop
    crest_width = CREST_ACROSS[0] + 2 * GAP
    centred = kop_paragraphs(loaded, width - 2 * crest_width)
    wide = kop_paragraphs(loaded, width - crest_width)
    balanced = sum(len(one.lines) for one in centred) <= sum(len(one.lines) for one in wide)
    text = centred if balanced else wide
    columns = (crest_width, width - 2 * crest_width, crest_width) if balanced else (crest_width, width - crest_width)
    size = crest_size(loaded.office, CREST_ACROSS)
    tall = max(size[1], height(text)) + GAP + line_pitch(body_style(loaded)) // 2
    rule = {"ganda": _DOUBLE_RULE, "tunggal": _SINGLE_RULE, "tidak": 0}[kop.garis]
    border = Border(0, 0, rule, 0, double_bottom=kop.garis == "ganda")
    crest = Cell(0, 0, border=border, valign=VAlign.CENTER, image=crest_name(kop), image_size=size)
    lines = Cell(0, 1, text, border=border, valign=VAlign.CENTER)
    blank = (Cell(0, 2, border=border),) if balanced else ()
    return Table("kop", x, y, columns, (Row(tall, exact=False),), (crest, lines, *blank))


def title_table(loaded: LoadedSop, x: int, y: int, width: int) -> Table | None:
    """The title above the identity sheet (`judul_identitas`), bold and centred; None without one."""
    lines = (loaded.sop.judul_identitas or "").splitlines()
    if not lines:
        return None
    body = body_style(loaded)
    style = replace(body, size=body.size + pt(1), bold=True)
    text = tuple(paragraph(line, style, width, align=Align.CENTER) for line in lines)
    cell = Cell(0, 0, text, border=NO_BORDER, valign=VAlign.CENTER)
    return Table("judul-identitas", x, y, (width,), (Row(height(text) + GAP, exact=False),), (cell,))


def _annex_rows(loaded: LoadedSop, annex: LampiranPeraturan) -> list[tuple[str, str]]:
    date = annex.tanggal
    rows = [
        ("NOMOR", annex.nomor if "nomor" in annex.model_fields_set else None),
        ("TANGGAL", date.cetak(loaded.kantor.gaya.tanggal) if date is not None else None),
        ("TENTANG", annex.tentang if "tentang" in annex.model_fields_set else None),
    ]
    return [(label, value) for label, value in rows if value is not None]


def annex_table(loaded: LoadedSop, x: int, y: int, width: int) -> Table | None:
    """The block at the upper right of an SOP that is an annex of a regulation; None where it is not."""
    annex = loaded.sop.lampiran_peraturan
    if annex is None:
        return None
    style = body_style(loaded)
    pitch = line_pitch(style)
    rows = _annex_rows(loaded, annex)
    start = width - min(mm(88), width)
    label = start + max((text_width(text, style) for text, _ in rows), default=0) + pt(6)
    value = label + pt(8)
    text = tuple(paragraph(line, style, width - start) for line in annex.judul.splitlines())
    bottom = height(text) + pitch // 4
    slots = [Slot(0, 0, start, bottom, open=ALL_SIDES)] if start else []
    slots.append(Slot(start, 0, width, bottom, text, open=ALL_SIDES))
    for name, content in rows:
        words = tuple(paragraph(line, style, width - value) for line in content.splitlines())
        top, bottom = bottom, bottom + max(height(words), pitch) + pitch // 4
        edges = (*((0,) if start else ()), start, label, value, width)
        named = ((paragraph(name, style, label - start),), (paragraph(":", style, pt(8)),), words)
        texts = (((), *named) if start else named)
        slots.extend(
            Slot(left, top, right, bottom, these, open=ALL_SIDES)
            for left, right, these in zip(edges, edges[1:], texts, strict=False)
        )
    return framed_table("lampiran", x, y, slots)

