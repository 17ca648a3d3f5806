"""Blocks of a Dokumen as paragraphs, tables and drawings of a Word file."""

from __future__ import annotations

from typing import assert_never

from doctool.model.dokumen import (
    Bagan,
    Blok,
    Daftar,
    DaftarIsi,
    Gambar,
    GantiHalaman,
    GayaParagraf,
    Jarak,
    Judul,
    Keterangan,
    KopSurat,
    Paragraf,
    Permintaan,
    Rata,
    Sel,
    Tabel,
    TandaTangan,
    Teks,
)  # fmt: skip
from doctool.units import mm, to_emu
from doctool.write.document_chart import add_chart
from doctool.write.document_contents import Contents, contents_list
from doctool.write.document_ink import Ink, Room
from doctool.write.document_kop import letterhead
from doctool.write.document_numbering import CELL_STEP, LEVELS, STEP, UNNUMBERED, number
from doctool.write.document_picture import inline, inline_picture
from doctool.write.document_plan import LABELS
from doctool.write.document_table import add_notes_row, align, table
from doctool.write.document_text import runs, unfilled
from doctool.write.document_xml import (
    JC,
    add_property,
    bookmarked,
    field,
    hold_codes,
    keep_with_next,
    line_break,
    paragraph,
    spacing,
    text_run,
)  # fmt: skip
from doctool.write.package import OFFICE
from doctool.write.xml import Element, el, name

STYLES: dict[GayaParagraf, str] = {
    "isi": "Isi Laporan", "kutipan": "Kutipan", "catatan": "Catatan", "petunjuk": "Petunjuk", "tengah": "Tengah",
    "sampul-besar": "Sampul Besar", "sampul": "Sampul", "sampul-kecil": "Sampul Kecil", "judul-depan": "Judul Depan",
    "sel": "Sel Tabel",
}  # fmt: skip
_TALLEST_GAP = 31_680  # ST_TwipsMeasure in a line's height: 22 inches
_BELOW_TABLE, _BELOW_CHART = 160, 200


class Blocks:
    """The writer of blocks. `contents` as `write_document` takes them."""

    def __init__(self, ink: Ink, contents: Contents | None) -> None:
        self.ink = ink
        self.contents = contents

    def write(self, blok: tuple[Blok, ...], room: Room, cell_style: str = "") -> list[Element]:
        """`blok` from top to bottom. `cell_style` is the style of running text in a cell. A page break is one before
        the block that follows it, so that none leaves an empty line; at the beginning, at the end and in cells it is
        none. A heading right below a letterhead stays on its page."""
        made: list[Element] = []
        before: Blok | None = None
        breaks = False
        for one in blok:
            if isinstance(one, GantiHalaman):
                breaks = bool(made) and not room.in_cell
                continue
            written = self._block(one, room, cell_style)
            if isinstance(one, TandaTangan) and made:
                keep_with_next(made[-1])
            if isinstance(one, Judul) and isinstance(before, KopSurat):
                add_property(written[0], el("w:pageBreakBefore", {"w:val": 0}))
            if not isinstance(one, Jarak):
                before = one
            if breaks and written:
                written = _on_new_page(written, self.ink.style("Sela"))
                breaks = False
            made += written
        return made

    def _block(self, blok: Blok, room: Room, cell_style: str) -> list[Element]:
        ink = self.ink
        match blok:
            case Paragraf():
                return [self._paragraph(blok, room, cell_style)]
            case Judul():
                return [self._heading(blok, room)]
            case Daftar():
                return self._list(blok, room, cell_style, 0)
            case Tabel():
                return self._table(blok, room)
            case Bagan() | Gambar():
                return self._figure(blok, room)
            case DaftarIsi():
                return contents_list(ink, blok.jenis, self.contents)
            case Permintaan():
                asked = " ".join([blok.nama, *(f"{key}={value}" for key, value in blok.pilihan)])
                return [paragraph(ink.style("Isi Laporan"), [unfilled(ink, f"[{blok.jenis}: {asked}]")])]
            case KopSurat():
                return letterhead(ink, blok, room)
            case Jarak():
                return [self._gap(blok)]
            case TandaTangan():
                return self._signature(blok)
            case GantiHalaman():
                return []
            case _:
                assert_never(blok)

    def _paragraph(self, blok: Paragraf, room: Room, cell_style: str = "", *properties: Element) -> Element:
        style = cell_style if cell_style and blok.gaya in ("isi", "sel") else STYLES[blok.gaya]
        jc = el("w:jc", {"w:val": JC[blok.rata]}) if blok.rata else None
        made = paragraph(self.ink.style(style), runs(self.ink, blok.isi, room), jc, *properties)
        if room.in_cell or blok.gaya == "catatan":
            hold_codes(made)
        return made

    def _heading(self, blok: Judul, room: Room) -> Element:
        ink, found = self.ink, self.ink.next_heading()
        style = ink.style(f"heading {found.level}")
        words = runs(ink, blok.isi, room)
        if found.number and found.level == 1:
            counted = self._marked(found.target, field("SEQ Bab \\* ROMAN", found.number))
            words = [text_run("BAB "), *counted, line_break(), *words]
        else:
            words = self._marked(found.target, words)
        content = self._marked(found.bookmark, words)
        return paragraph(style, content, None if found.number else number(UNNUMBERED, found.level - 1))

    def _list(self, blok: Daftar, room: Room, cell_style: str, level: int) -> list[Element]:
        """The items; what follows an item's first paragraph stands under its text."""
        ink = self.ink
        level = min(level, LEVELS - 1)
        step = CELL_STEP if room.in_cell else STEP
        list_number = ink.numbering.new_list(blok.penanda, level, max(blok.mulai, 0), room.in_cell)
        style = cell_style or "Daftar Laporan"
        left = step * (level + 1)
        inside = Room(max(room.width - left, step), room.height, room.in_cell)
        made: list[Element] = []
        for butir in blok.butir:
            rest = butir
            if butir and isinstance(butir[0], Paragraf):
                made.append(self._paragraph(butir[0], inside, style, number(list_number, level)))
                rest = butir[1:]
            else:
                made.append(paragraph(ink.style(style), (), number(list_number, level)))
            for one in rest:
                if isinstance(one, Daftar):
                    made += self._list(one, room, cell_style, level + 1)
                elif isinstance(one, Paragraf):
                    made.append(self._paragraph(one, inside, style, el("w:ind", {"w:left": left, "w:firstLine": 0})))
                else:
                    made += self._block(one, room, cell_style)
        return made

    def _table(self, blok: Tabel, room: Room) -> list[Element]:
        ink = self.ink
        caption = self._caption(blok.keterangan, room, above=True) if blok.keterangan else None
        made = [caption] if caption is not None else []
        notes = [self._paragraph(one, room) for one in blok.catatan]
        if blok.tanda_tangan is not None:
            notes += self._signature(blok.tanda_tangan)
        if blok.baris:
            made.append(table(ink, blok, room, self._cell))
            if notes:
                add_notes_row(made[-1], notes)
                notes = []
        elif notes and made:
            keep_with_next(made[-1])
        for one in notes[:-1]:
            keep_with_next(one)
        gap = el("w:spacing", {"w:before": 0, "w:after": _BELOW_TABLE, "w:line": 20, "w:lineRule": "exact"})
        return [*made, *notes, paragraph(ink.style("Sela"), (), gap)]

    def _cell(self, sel: Sel, room: Room, style: str, rata: Rata | None) -> list[Element]:
        made = self.write(sel.isi, room, style)
        if not made or made[-1].tag != name("w:p"):
            made.append(paragraph(self.ink.style(style if not made else "Sela")))
        align(made, rata)
        if sel.tebal:
            for run in (run for one in made if one.tag == name("w:p") for run in one.iter(name("w:r"))):
                _embolden(run)
        return made

    def _figure(self, blok: Bagan | Gambar, room: Room) -> list[Element]:
        """A chart or picture, its caption, its notes: on one page."""
        drawn = self._chart(blok, room) if isinstance(blok, Bagan) else self._picture(blok, room)
        made = [drawn]
        if blok.keterangan:
            made.append(self._caption(blok.keterangan, room, above=False))
        if isinstance(blok, Bagan):
            made += [self._paragraph(one, room) for one in blok.catatan]
        for one in made[:-1]:
            keep_with_next(one)
        if isinstance(blok, Bagan) and blok.catatan:
            if blok.keterangan:
                add_property(made[1], spacing(before=60, after=40))
            add_property(made[-1], spacing(before=0, after=_BELOW_CHART))
        return made

    def _chart(self, blok: Bagan, room: Room) -> Element:
        ink = self.ink
        place = next(ink.charts)
        part = add_chart(ink.package, blok, place, ink.dokumen.huruf)
        link = ink.document.relate(f"{OFFICE}chart", part.name)
        width, height = room.width, min(mm(blok.tinggi_mm), int(room.height * 0.8))
        caption = "".join(one.teks for one in blok.keterangan.isi if isinstance(one, Teks)) if blok.keterangan else ""
        drawn = inline(
            next(ink.drawings), f"Bagan {place}", caption or "Bagan", {"cx": to_emu(width), "cy": to_emu(height)}, "c",
            el("c:chart", {"r:id": link}),
        )  # fmt: skip
        return paragraph(ink.style("Gambar"), [drawn])

    def _picture(self, blok: Gambar, room: Room) -> Element:
        size = (blok.lebar_mm, blok.tinggi_mm)
        drawn = inline_picture(self.ink, blok.data, size, blok.uraian, room, self.ink.document)
        jc = el("w:jc", {"w:val": JC[blok.rata]}) if blok.rata != "tengah" else None
        return paragraph(self.ink.style("Gambar"), [drawn], jc)

    def _caption(self, blok: Keterangan, room: Room, *, above: bool) -> Element:
        ink, found = self.ink, self.ink.next_caption()
        label = LABELS[found.kind]
        chapter = [*field("SEQ Bab \\c \\* ARABIC", str(found.chapter)), text_run(".")] if found.chapter else []
        restart = f" \\r {found.place}" if found.restarts else ""
        place = field(f"SEQ {label} \\* ARABIC{restart}", str(found.place))
        counted = self._marked(found.target, [text_run(f"{label} "), *chapter, *place])
        words = [*counted, text_run(" "), *runs(ink, blok.isi, room)]
        keep = el("w:keepNext") if above else None
        style = ink.style("caption" if above else "Keterangan Gambar")
        return paragraph(style, self._marked(found.bookmark, words), keep, el("w:keepLines"))

    def _gap(self, blok: Jarak) -> Element:
        height = min(max(mm(blok.tinggi_mm), 20), _TALLEST_GAP)
        line = el("w:spacing", {"w:before": 0, "w:after": 0, "w:line": height, "w:lineRule": "exact"})
        return paragraph(self.ink.style("Sela"), (), line)

    def _signature(self, blok: TandaTangan) -> list[Element]:
        ink = self.ink
        style, name_style = ink.style("Tanda Tangan"), ink.style("Nama Tanda Tangan")
        made = [paragraph(style, [text_run(line)]) for line in blok.atas]
        for place, line in enumerate(blok.bawah):
            room = el("w:spacing", {"w:before": max(mm(blok.ruang_mm), 0)}) if place == 0 else None
            made.append(paragraph(style if place else name_style, [text_run(line)], room))
        if made:
            add_property(made[0], el("w:spacing", {"w:before": 240}))
        for place, one in enumerate(made, 1):
            add_property(one, el("w:keepNext", {"w:val": int(place < len(made))}))
        return made

    def _marked(self, bookmark: str, content: list[Element]) -> list[Element]:
        return bookmarked(next(self.ink.bookmarks), bookmark, content)


def _on_new_page(written: list[Element], hair: str) -> list[Element]:
    """`written` at the top of a new page."""
    if written[0].tag == name("w:p"):
        add_property(written[0], el("w:pageBreakBefore"))
        return written
    return [paragraph(hair, (), el("w:pageBreakBefore")), *written]


def _embolden(run: Element) -> None:
    looks = run.find(name("w:rPr"))
    if looks is None:
        looks = el("w:rPr")
        run.insert(0, looks)
    if looks.find(name("w:b")) is None:
        place = 1 if looks.find(name("w:rStyle")) is not None else 0
        looks.insert(place, el("w:b"))
