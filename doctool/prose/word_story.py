"""Paragraphs and tables of a Word file, one under another, as blocks: the body, a cell, a note, a text box."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from doctool.model.dokumen import (
    Blok,
    CatatanKaki,
    Gambar,
    GambarSebaris,
    GantiHalaman,
    GayaParagraf,
    Judul,
    Paragraf,
    Rata,
    Sebaris,
    Teks,
)
from doctool.prose import word_report as code
from doctool.prose.directives import joined, parse_line, parse_paragraph
from doctool.prose.word_context import Context, Source
from doctool.prose.word_drawing import Content, Drawn, PageBreak, chosen
from doctool.prose.word_inline import Inline, Notes, style_of
from doctool.prose.word_numbering import Marker, indent
from doctool.prose.word_pieces import Bare, Caption, Item, Piece, assemble
from doctool.prose.word_table import alignment, read_table
from doctool.prose.word_text import label_of, trimmed, typed_number, upright, without
from doctool.prose.word_xml import DELETED, MC, Element, M, W, child, switch, val, within

_HOLDERS = frozenset(f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo"))
#: Levels of headings that the report has.
_DEEPEST = 4


@dataclass(slots=True)
class Place:
    """Where the walk is, in words, and how many paragraphs, tables and text boxes came before."""

    words: str
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    single: bool = False


@dataclass(slots=True)
class Shared:
    """What the stories of one file share: where new pages begin, the shift of headings, the places of paragraphs."""

    notes: Notes
    breaks: set[Element]
    shift: int
    places: dict[Element, str]


class Story:
    """Reads one story of the part `source`."""

    def __init__(
        self, ctx: Context, source: Source, shared: Shared, kind: Literal["badan", "sel", "catatan", "kotak"]
    ) -> None:
        self.ctx, self.source, self.shared, self.kind = ctx, source, shared, kind
        self.pieces: list[Piece] = []
        self._initial: list[Sebaris | PageBreak | Drawn] = []

    def blocks(self, container: Element, words: str) -> tuple[Blok, ...]:
        """The blocks of `container`, called `words`."""
        return assemble(self.collect(container, words), self.ctx.report)

    def collect(self, container: Element, words: str) -> list[Piece]:
        """The pieces of `container`, from which blocks are made."""
        single = self.kind == "sel" and len(list(within(container, f"{W}p", f"{W}tbl"))) == 1
        self._container(container, Place(words, single=single))
        if self._initial:
            self.pieces.append(Bare([Paragraf(trimmed(_line(self._initial)))], 0))
        return self.pieces

    def _container(self, container: Element, place: Place) -> None:
        for one in container:
            tag = one.tag
            if tag == f"{W}p":
                self._paragraph(one, place)
            elif tag == f"{W}tbl":
                self._table(one, place)
            elif tag == f"{W}sdt":
                self._control(one, place)
            elif tag in _HOLDERS:
                self._container(one, place)
            elif tag in DELETED:
                self.ctx.drop_deleted(one, place.words)
            elif tag == f"{MC}AlternateContent":
                best = chosen(one)
                if best is not None:
                    self._container(best, place)
            elif tag == f"{W}altChunk":
                self.ctx.report.at(code.OTHER, f"{place.words}, sesudah alinea {place.paragraphs}",
                                   "dokumen lain yang disisipkan (altChunk) tidak dibawa",
                                   "buka di Word, simpan ulang, agar isinya menyatu")  # fmt: skip
            elif tag in (f"{M}oMathPara", f"{M}oMath"):
                self._paragraph(one, place)

    def _control(self, control: Element, place: Place) -> None:
        gallery = val(child(control, "sdtPr"), "docPartObj/docPartGallery")
        if gallery == "Table of Contents":
            text = self.ctx.pass_over(control)
            place.paragraphs += sum(1 for _ in within(control, f"{W}p"))
            where = f"{place.words}, alinea {place.paragraphs}"
            message = "daftar isi tidak dibawa, laporan membuatnya sendiri"
            self.ctx.report.gather(code.CONTENTS, where, message, "", text)
            return
        content = child(control, "sdtContent")
        if content is not None:
            self._container(content, place)

    # Tables

    def _table(self, table: Element, place: Place) -> None:
        place.tables += 1
        nested = self.kind == "sel"
        words = f"{place.words}, tabel {place.tables}{' di dalamnya' if nested else ''}"
        if nested:
            self.ctx.report.gather(code.TABLE, words, "tabel di dalam sel tabel dibawa sebagai tabel dalam tabel",
                                   "pecah menjadi dua tabel agar mudah dibaca")  # fmt: skip

        def cell(element: Element, where: str) -> tuple[Blok, ...]:
            return Story(self.ctx, self.source, self.shared, "sel").blocks(element, where)

        made = read_table(self.ctx, table, words, cell)
        if made is not None:
            self.pieces.append(Bare([made]))

    # Paragraphs

    def _paragraph(self, paragraph: Element, place: Place) -> None:
        place.paragraphs += 1
        words = place.words if place.single else f"{place.words}, alinea {place.paragraphs}"
        self.shared.places[paragraph] = words
        properties = child(paragraph, "pPr")
        level = self.ctx.styles.outline(paragraph) if self.kind == "badan" else None
        marker = self._marker(paragraph)
        reader = Inline(
            self.ctx, self.source, words, style_of(paragraph), self.shared.notes, plain=level is not None
        )  # fmt: skip
        content = reader.read(paragraph)
        frame = child(properties, "framePr")
        if frame is not None and frame.get(f"{W}dropCap") in ("drop", "margin"):
            self._initial += content.isi
            return
        content.isi[:0], self._initial = self._initial, []
        if self.kind == "badan" and level is None and switch(properties, "pageBreakBefore"):
            self.pieces.append(Bare([GantiHalaman()]))
        before = len(self.pieces)
        for number, part in enumerate(_parts(content)):
            if number and self.kind == "badan":
                self.pieces.append(Bare([GantiHalaman()]))
            self._part(part, paragraph, words, level, marker)
            marker = None if len(self.pieces) > before else marker
        self._boxes(content, words, place)
        if paragraph in self.shared.breaks:
            self.pieces.append(Bare([GantiHalaman()]))

    def _marker(self, paragraph: Element) -> Marker | None:
        marker = self.ctx.numbering.marker(paragraph)
        if marker is None:
            return None
        own = child(paragraph, "pPr/ind")
        if own is None and child(paragraph, "pPr/numPr") is None:
            own = self.ctx.styles.element(style_of(paragraph), "pPr/ind")
        return replace(marker, left=indent(own)) if own is not None and indent(own) else marker

    def _part(
        self, part: list[Sebaris | PageBreak | Drawn], paragraph: Element, words: str, level: int | None,
        marker: Marker | None,
    ) -> None:
        """A paragraph, or what of it stands between two page breaks."""
        floating = [one.gambar for one in part if isinstance(one, Drawn) and one.floating]
        isi = trimmed(_line([one for one in part if not (isinstance(one, Drawn) and one.floating)]))
        rata = alignment(paragraph, self.ctx)
        alone = all(isinstance(one, GambarSebaris) or not _shows(one) for one in isi)
        if alone and self.kind != "catatan" and (marker is None or not isi):
            floating = [one for one in isi if isinstance(one, GambarSebaris)] + floating
        elif isi:
            self._text(isi, paragraph, words, rata, level, marker)
        for one in floating:
            self._picture(one, words, rata)

    def _text(
        self, isi: tuple[Sebaris, ...], paragraph: Element, words: str, rata: Rata | None, level: int | None,
        marker: Marker | None,
    ) -> None:
        styles = self.ctx.styles
        style = style_of(paragraph)
        self._lies(paragraph, words)
        if level is not None:
            self._heading(isi, words, level)
            return
        if self.kind != "catatan" and marker is None and self._caption(isi, words, rata, style):
            return
        gaya: GayaParagraf = "sel" if self.kind == "sel" else "kutipan" if styles.is_quote(style) else "isi"
        if marker is None and self.kind in ("badan", "kotak"):
            own = child(paragraph, "pPr/ind")
            left = indent(own if own is not None else styles.element(style, "pPr/ind"))
            self.pieces.append(Bare(self._paragraphs(isi, words, gaya, rata), left))
            return
        line = parse_line(isi, self.ctx.report.where(words))
        self.ctx.take(line.temuan)
        made: list[Blok] = [Paragraf(line.isi, gaya, rata, self.ctx.report.where(words))]
        if marker is None:
            self.pieces.append(Bare(made, 0))
            return
        if marker.label:
            message = f'bentuk nomor "{marker.label[:30]}" diganti bentuk nomor laporan'
            self.ctx.report.gather(code.LIST, words, message, "ketik nomornya bila harus persis begitu")
        self.pieces.append(Item(marker, made))

    def _paragraphs(
        self, isi: tuple[Sebaris, ...], words: str, gaya: GayaParagraf, rata: Rata | None
    ) -> list[Blok]:
        made = parse_paragraph(isi, self.ctx.report.where(words), gaya=gaya, rata=rata)
        self.ctx.take(made.temuan)
        return list(made.blok)

    def _heading(self, isi: tuple[Sebaris, ...], words: str, level: int) -> None:
        report = self.ctx.report
        length = typed_number(isi)
        rest = trimmed(without(isi, length))
        if length:
            typed = "".join(one.teks for one in isi if isinstance(one, Teks))[:length].strip()
            report.at(code.HEADING, words, f'nomor judul "{typed[:30]}" yang diketik diganti nomor dari laporan',
                      text=typed)  # fmt: skip
        if not any(_shows(one) for one in rest):
            return
        wanted = level + 1 + self.shared.shift
        depth = max(1, min(wanted, _DEEPEST))
        if wanted > _DEEPEST:
            report.gather(code.HEADING, words, f"judul lebih dalam dari tingkat {_DEEPEST} menjadi tingkat {_DEEPEST}")
        line = parse_line(upright(rest), report.where(words))
        self.ctx.take(line.temuan)
        self.pieces.append(Bare([Judul(depth, line.isi, asal=report.where(words))]))

    def _caption(self, isi: tuple[Sebaris, ...], words: str, rata: Rata | None, style: str) -> bool:
        """Take the paragraph as a caption if it looks like one."""
        styled = self.ctx.styles.is_caption(style)
        label = label_of(isi, styled=styled)
        if label is None and not styled:
            return False
        length = 0 if label is None else label.length
        where = self.ctx.report.where(words)
        line = parse_line(upright(trimmed(without(isi, length))), where)
        text = "".join(one.teks if isinstance(one, Teks) else " " for one in isi)
        gaya: GayaParagraf = "sel" if self.kind == "sel" else "isi"
        kept: list[Blok] = [Paragraf(parse_line(isi, where).isi, gaya, rata, where)]
        self.ctx.take(line.temuan)
        jenis = None if label is None else label.jenis
        self.pieces.append(Caption(words, line.isi, text[:length], kept, jenis))
        return True

    # What hangs on a paragraph

    def _picture(self, picture: GambarSebaris, words: str, rata: Rata | None) -> None:
        if self.kind == "catatan":
            self.pieces.append(Bare([Paragraf((picture,))], 0))
            return
        self.pieces.append(Bare([Gambar(
            picture.data, picture.lebar_mm, picture.tinggi_mm, uraian=picture.keterangan,
            rata="kanan" if rata == "kanan" else "tengah", asal=self.ctx.report.where(words),
        )]))  # fmt: skip

    def _boxes(self, content: Content, words: str, place: Place) -> None:
        for box in content.boxes:
            place.boxes += 1
            where = f"{words}, kotak teks {place.boxes}"
            inside = Story(self.ctx, self.source, self.shared, "kotak" if self.kind == "badan" else self.kind)
            made = inside.collect(box, where)
            if made:
                self.pieces += made
                self.ctx.report.gather(code.BOX, where, "isi kotak teks dibawa sesudah alineanya",
                                       "tulis sebagai alinea atau tabel bila tempatnya penting")  # fmt: skip

    def _lies(self, paragraph: Element, words: str) -> None:
        if self.kind == "badan" and paragraph in self.ctx.lying:
            self.ctx.report.gather(code.SECTION, words, "teks di halaman melintang dicetak di halaman tegak; hanya "
                                   "tabelnya yang tetap melintang")  # fmt: skip


def _parts(content: Content) -> list[list[Sebaris | PageBreak | Drawn]]:
    """What stands between the page breaks of a paragraph."""
    parts: list[list[Sebaris | PageBreak | Drawn]] = [[]]
    for one in content.isi:
        if isinstance(one, PageBreak):
            parts.append([])
        else:
            parts[-1].append(one)
    return parts


def _line(part: list[Sebaris | PageBreak | Drawn]) -> tuple[Sebaris, ...]:
    """The runs of a part, pictures among them."""
    runs = (one.gambar if isinstance(one, Drawn) else one for one in part if not isinstance(one, PageBreak))
    return joined(runs)


def _shows(one: Sebaris) -> bool:
    return (isinstance(one, Teks) and bool(one.teks.strip())) or isinstance(one, CatatanKaki | GambarSebaris)
