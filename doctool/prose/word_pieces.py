"""From the paragraphs of a Word file one after another to blocks: captions to what they stand at, lists into lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from doctool.model.dokumen import Blok, Daftar, Gambar, JenisKeterangan, Keterangan, Paragraf, Sebaris, Tabel
from doctool.prose import word_report as code
from doctool.prose.word_numbering import Marker
from doctool.prose.word_report import Report

#: Indents nearer than this are one level, in twips.
_SAME_TWIPS = 60


@dataclass(slots=True)
class Bare:
    """Blocks of one paragraph, table or picture. `left`: where its text begins, in twips, None for what is no text."""

    blok: list[Blok]
    left: int | None = None


@dataclass(slots=True)
class Item:
    """A list paragraph."""

    marker: Marker
    blok: list[Blok]


@dataclass(slots=True)
class Caption:
    """A paragraph that looks like a caption: `isi` without its typed label and number (`typed`), `kept` as it was.

    `jenis` None: its style says that it is one, but not of what.
    """

    place: str
    isi: tuple[Sebaris, ...]
    typed: str
    kept: list[Blok]
    jenis: JenisKeterangan | None = None


Piece = Bare | Item | Caption


def assemble(pieces: list[Piece], report: Report) -> tuple[Blok, ...]:
    """The blocks of `pieces`."""
    return _nested(_captioned(pieces, report))


# Captions


def _captioned(pieces: list[Piece], report: Report) -> list[Piece]:
    out = list(pieces)
    gone: set[int] = set()
    for at, one in enumerate(out):
        if isinstance(one, Caption):
            title = _title_below(out, at)
            places = (at + 1 if title is None else at + 2, at - 1)
            target = next((place for place in _in_order(one, places, out) if place not in gone), None)
            if target is None or (title is None and not one.isi):
                out[at] = Bare(one.kept, 0)
                report.at(code.CAPTION, one.place, "keterangan ini tidak berdampingan dengan tabel atau gambar yang "
                          "dibawa; tetap teks biasa, nomornya tidak mengikuti laporan", text=one.typed)  # fmt: skip
                continue
            _attach(out, target, replace(one, isi=title) if title is not None else one, report)
            gone |= {at} if title is None else {at, at + 1}
    return [one for at, one in enumerate(out) if at not in gone]


def _title_below(pieces: list[Piece], at: int) -> tuple[Sebaris, ...] | None:
    """The content of the paragraph between a bare "Tabel 1" and its table."""
    one, below = pieces[at], pieces[at + 1 : at + 3]
    if not isinstance(one, Caption) or one.isi or len(below) < 2 or _free(below[1]) is None:
        return None
    middle = below[0]
    if isinstance(middle, Bare) and len(middle.blok) == 1 and isinstance(middle.blok[0], Paragraf):
        return middle.blok[0].isi
    return None


def _free(piece: Piece) -> Tabel | Gambar | None:
    """The table or picture without a caption that `piece` is."""
    if isinstance(piece, Bare) and len(piece.blok) == 1:
        only = piece.blok[0]
        if isinstance(only, Tabel | Gambar) and only.keterangan is None:
            return only
    return None


def _in_order(one: Caption, places: tuple[int, int], pieces: list[Piece]) -> list[int]:
    """Where the caption belongs, likeliest first: above a table, below a picture, its own kind before the other."""
    below, above = places
    order = (above, below) if one.jenis == "gambar" else (below, above)
    found = [(place, _free(pieces[place])) for place in order if 0 <= place < len(pieces)]
    wanted = Gambar if one.jenis == "gambar" else Tabel
    first = [place for place, target in found if isinstance(target, wanted)]
    return first + [place for place, target in found if target is not None and place not in first]


def _attach(pieces: list[Piece], target: int, one: Caption, report: Report) -> None:
    at = pieces[target]
    block = _free(at)
    if block is None or not isinstance(at, Bare):
        return
    jenis: JenisKeterangan = one.jenis or ("tabel" if isinstance(block, Tabel) else "gambar")
    pieces[target] = Bare([replace(block, keterangan=Keterangan(jenis, one.isi))])
    if one.typed:
        message = f'"{one.typed.strip()[:40]}" yang diketik diganti nomor dari laporan'
        report.at(code.CAPTION, one.place, message, text=one.typed)
        report.typed.append(one.typed)


# Lists


@dataclass(slots=True)
class _Open:
    marker: Marker
    last: int
    items: list[list[Blok]] = field(default_factory=list)


def _nested(pieces: list[Piece]) -> tuple[Blok, ...]:
    out: list[Blok] = []
    stack: list[_Open] = []

    def close() -> None:
        top = stack.pop()
        made = Daftar(tuple(tuple(one) for one in top.items), top.marker.kind, top.marker.number)
        (stack[-1].items[-1] if stack else out).append(made)

    for one in pieces:
        if isinstance(one, Item):
            while stack and _compared(one.marker, stack[-1].marker) < 0:
                close()
            if stack and _compared(one.marker, stack[-1].marker) == 0 and not _goes_on(one.marker, stack[-1]):
                close()
            if not stack or _compared(one.marker, stack[-1].marker) > 0:
                stack.append(_Open(one.marker, one.marker.number))
            stack[-1].items.append(list(one.blok))
            stack[-1].last = one.marker.number
            continue
        left = one.left if isinstance(one, Bare) else None
        blok = one.blok if isinstance(one, Bare) else one.kept
        if stack and left is not None and 0 < stack[-1].marker.left <= left:
            stack[-1].items[-1] += blok
            continue
        while stack:
            close()
        out += blok
    while stack:
        close()
    return tuple(out)


def _compared(one: Marker, top: Marker) -> int:
    """Below 0 where `one` stands above the list `top`, 0 beside it, above 0 within it."""
    if one.abstract == top.abstract:
        return one.level - top.level
    difference = one.left - top.left
    return 0 if abs(difference) <= _SAME_TWIPS else difference


def _goes_on(one: Marker, top: _Open) -> bool:
    same = one.kind == top.marker.kind
    return same and (one.kind == "titik" or (one.number == top.last + 1 and one.abstract == top.marker.abstract))
