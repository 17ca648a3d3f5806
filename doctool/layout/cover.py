"""The cover page: crest, names of government and office, title, office and address (PermenPANRB 35/2012)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from doctool.drawing import Align, Border, Cell, Padding, Page, PageKind, Paragraph, Row, Table, TextStyle, VAlign
from doctool.errors import LayoutError
from doctool.layout.footer import revision_at_work, status_footer
from doctool.layout.identity import ANCHOR, FOOT, margins
from doctool.layout.kop import crest_name, crest_size
from doctool.layout.text import height, paragraph
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.units import PAPERS, mm, pt

#: The frame: a strong rule outside, a thin one inside (eighths of a point), and their distance in twips.
_STRONG, _THIN, _BETWEEN = 18, 6, pt(4)
_CREST = (mm(32), mm(37))
_INSIDE = mm(11)
#: Sizes in points of a cover whose texts have ordinary lengths, and how far they may shrink for long ones.
_NAME, _TITLE, _SOP, _OFFICE, _ADDRESS = 16, 20, 17, 14, 11
_FITS = (1.0, 0.95, 0.9, 0.85, 0.8)
_SCALES = (1.0, 0.85, 0.7, 0.55)
#: How the free height is shared between the three parts.
_SHARES = (5, 6, 3)


class _Text:
    """Makes centred paragraphs for a cover in `width` twips, all sizes times `scale`."""

    def __init__(self, font: str, width: int, scale: float) -> None:
        self.font, self.width, self.scale = font, width, scale

    def lines(self, texts: Iterable[str], size: float, *, bold: bool = True, before: int = 0) -> tuple[Paragraph, ...]:
        """One paragraph for each line of `texts`, `before` twips above the first.

        The size gives way a little where that keeps every paragraph on one line.
        """
        wanted = [line for text in texts for line in text.splitlines() if line.strip()]
        if not wanted:
            return ()
        tries = [self._set(wanted, size * part, bold) for part in _FITS]
        made = next((one for one in tries if all(len(each.lines) == 1 for each in one)), tries[0])
        return (replace(made[0], before=before), *made[1:])

    def _set(self, lines: list[str], size: float, bold: bool) -> list[Paragraph]:
        # Word keeps half points.
        style = TextStyle(self.font, pt(int(size * self.scale * 2) / 2), bold=bold)
        return [paragraph(line, style, self.width, align=Align.CENTER) for line in lines]


@dataclass(frozen=True, slots=True)
class CoverTexts:
    """What a cover says from top to bottom, each a list of lines: names under the crest, title, what it is about, and
    at the foot the office, its address and the year."""

    names: tuple[str, ...]
    title: tuple[str, ...]
    subject: tuple[str, ...] = ()
    office: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    year: tuple[str, ...] = ()


def _texts(loaded: LoadedSop) -> CoverTexts:
    """The cover of an SOP."""
    kantor, sop = loaded.kantor, loaded.sop
    style = kantor.gaya.sampul
    date = sop.tanggal_pembuatan if style.tahun else None
    return CoverTexts(
        (kantor.pemerintah.upper(), kantor.nama.upper()),
        ((loaded.label.judul or "").upper(),),
        (sop.judul_sampul or sop.nama_sop or "",),
        style.instansi,
        style.alamat or ((kantor.alamat,) if kantor.alamat else ()),
        (f"TAHUN {date.tahun}",) if date is not None and date.tahun is not None else (),
    )


def _parts(texts: CoverTexts, text: _Text) -> tuple[tuple[Paragraph, ...], ...]:
    """The texts of the three parts: names under the crest, title, foot."""
    names = text.lines(texts.names, _NAME, before=pt(14))
    title = (*text.lines(texts.title, _TITLE), *text.lines(texts.subject, _SOP, before=pt(12)))
    foot = (
        *text.lines(texts.office, _OFFICE),
        *text.lines(texts.address, _ADDRESS, bold=False, before=pt(4)),
        *text.lines(texts.year, _OFFICE, before=pt(10)),
    )
    return names, title, foot


def _frame(
    parts: tuple[tuple[Paragraph, ...], ...], heights: tuple[int, ...], office: LoadedKantor, width: int
) -> Table:
    """The table "sampul": three parts in a double frame; its place is (0, 0)."""
    padding = Padding(0, _INSIDE - _BETWEEN, 0, _INSIDE - _BETWEEN)
    last = len(parts)
    cells = [Cell(0, 0, col_span=3, border=Border(_STRONG, _STRONG, 0, _STRONG))]
    for number, text in enumerate(parts, 1):
        inner = Border(_THIN if number == 1 else 0, _THIN, _THIN if number == last else 0, _THIN)
        valign = VAlign.CENTER
        cell = Cell(number, 1, text, valign=valign, border=inner, padding=padding)
        if number == 1:
            logo = office.kantor.kop
            cell = replace(cell, image=crest_name(logo), image_size=crest_size(office, _CREST))
            cells.append(Cell(1, 0, row_span=last, border=Border(0, _THIN, 0, _STRONG)))
            cells.extend((cell, Cell(1, 2, row_span=last, border=Border(0, _STRONG, 0, _THIN))))
        else:
            cells.append(cell)
    cells.append(Cell(last + 1, 0, col_span=3, border=Border(0, _STRONG, _STRONG, _STRONG)))
    rows = (Row(_BETWEEN), *(Row(one, exact=False) for one in heights), Row(_BETWEEN))
    return Table("sampul", 0, 0, (_BETWEEN, width - 2 * _BETWEEN, _BETWEEN), rows, tuple(cells))


def cover_page(loaded: LoadedSop, number: int) -> Page | None:
    """The cover as page `number`; None when the house style has none. That of a revision at work says so.

    Raises LayoutError where its texts do not fit on one page.
    """
    style = loaded.kantor.gaya.sampul
    if not style.tampil:
        return None
    hint = "pendekkan judul_sampul, atau kurangi baris instansi dan alamat di kantor.yaml"
    lying = style.orientasi == "lanskap"
    page = cover_sheet(loaded.office, _texts(loaded), number, loaded.address, hint, lying=lying)
    if not revision_at_work(loaded):
        return page
    width = page.width - page.margin.left - page.margin.right
    return replace(page, footer=status_footer(loaded, number, width))


def cover_sheet(
    office: LoadedKantor, texts: CoverTexts, number: int, named: str, hint: str, *, lying: bool = False
) -> Page:
    """A cover of `office` with `texts` as page `number`.

    Raises LayoutError where they do not fit on one page; it calls the document `named` and gives the `hint`.
    """
    style = office.kantor.gaya
    paper = PAPERS[style.kertas].landscape() if lying else PAPERS[style.kertas]
    margin = margins(style.identitas.margin)
    width = paper.width - margin.left - margin.right
    room = paper.height - margin.top - margin.bottom - ANCHOR - FOOT - 2 * _BETWEEN
    crest = crest_size(office, _CREST)[1]
    for scale in _SCALES:
        parts = _parts(texts, _Text(style.huruf, width - 2 * _INSIDE, scale))
        needed = [height(text) + pt(12) for text in parts]
        needed[0] += crest
        free = room - sum(needed)
        if free >= 0:
            break
    else:
        raise LayoutError(f"teks sampul {named} tidak muat pada satu halaman", hint=hint)
    heights = [own + free * share // sum(_SHARES) for own, share in zip(needed, _SHARES, strict=True)]
    heights[-1] = room - sum(heights[:-1])
    table = replace(_frame(parts, tuple(heights), office, width), x=margin.left, y=margin.top + ANCHOR)
    return Page(number, PageKind.COVER, paper.width, paper.height, margin, tables=(table,))
