"""The words of a report as rules read them: sentences with the figures and indicators that they name.

A figure that was asked for by name is one character here (`FIGURE`), a reference or picture another, so that neither is
taken for a number that somebody typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from doctool.check.words import normal
from doctool.findings import Where
from doctool.model.dokumen import (
    Angka,
    Bagan,
    Blok,
    CatatanKaki,
    Daftar,
    Gambar,
    GantiBaris,
    Judul,
    Paragraf,
    Sebaris,
    Tabel,
    Teks,
    tulisan,
)

#: Characters of the private use area that stand for a figure by name, and for a reference or picture.
FIGURE, OTHER = "\ue000", "\ue001"
_SENTENCE = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[\"“(]?[A-Z\ue000])|\n")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, caption or footnote: its text, the names of the figures in it in order, where it begins.

    `kutipan`: a quotation; `judul`: a heading; `sel`: in a table.
    """

    teks: str
    angka: tuple[str, ...]
    where: Where
    kutipan: bool = False
    judul: bool = False
    sel: bool = False


def passages(blok: Iterable[Blok], where: Where) -> Iterator[Passage]:
    """Every passage in order, also those in lists, tables, captions and footnotes; `where` for those without a place.
    The notes of a skeleton are none."""
    for one in blok:
        if isinstance(one, Paragraf):
            if one.gaya != "petunjuk":
                kind = {"kutipan": one.gaya == "kutipan", "sel": one.gaya == "sel"}
                yield from _passage(one.isi, one.asal or where, **kind)
        elif isinstance(one, Judul):
            yield from _passage(one.isi, one.asal or where, judul=True)
        elif isinstance(one, Daftar):
            for butir in one.butir:
                yield from passages(butir, one.asal or where)
        elif isinstance(one, Tabel):
            yield from _caption(one, one.asal or where)
            for row in one.baris:
                for cell in row.sel:
                    yield from passages(cell.isi, one.asal or where)
        elif isinstance(one, Gambar):
            yield from _caption(one, one.asal or where)


def _caption(one: Tabel | Gambar | Bagan, where: Where) -> Iterator[Passage]:
    if one.keterangan is not None:
        yield from _passage(one.keterangan.isi, where, judul=True)


def _passage(
    isi: Sequence[Sebaris], where: Where, *, kutipan: bool = False, judul: bool = False, sel: bool = False
) -> Iterator[Passage]:
    parts: list[str] = []
    names: list[str] = []
    notes: list[CatatanKaki] = []
    for one in isi:
        if isinstance(one, Teks):
            if not one.coret and one.posisi == "":
                parts.append(re.sub(f"[{FIGURE}{OTHER}]", " ", one.teks))
        elif isinstance(one, GantiBaris):
            parts.append("\n")
        elif isinstance(one, Angka):
            parts.append(FIGURE)
            names.append(one.nama.strip())
        elif isinstance(one, CatatanKaki):
            notes.append(one)
        else:
            parts.append(OTHER)
    yield Passage("".join(parts), tuple(names), where, kutipan, judul, sel)
    for note in notes:
        for part in note.isi:
            yield from _passage(part.isi, part.asal or where, kutipan=kutipan)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: where it begins in its passage, its text, the names of the figures in it."""

    start: int
    teks: str
    angka: tuple[str, ...]


def sentences(one: Passage) -> Iterator[Sentence]:
    """The sentences of a passage; a line break ends one."""
    start = done = 0
    ends = [*((found.start(), found.end()) for found in _SENTENCE.finditer(one.teks)), (len(one.teks),) * 2]
    for end, following in ends:
        text = one.teks[start:end]
        count = text.count(FIGURE)
        yield Sentence(start, text, one.angka[done : done + count])
        start, done = following, done + count


@lru_cache(maxsize=1024)
def code_pattern(kode: str) -> re.Pattern[str]:
    """Finds a code as a word of its own: IKU-1, but neither IKU-10 nor IKU-1.2."""
    return re.compile(rf"(?<![\w.-]){re.escape(kode)}(?![\w-]|\.\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Names:
    """What may be named in a text: wordings by code ("IKU-1": "Persentase penduduk ...")."""

    uraian: Mapping[str, str]

    @cached_property
    def _known(self) -> tuple[tuple[str, str, str], ...]:
        return tuple(
            (kode, kode.casefold(), f" {plain} " if (plain := normal(uraian)) else "\0")
            for kode, uraian in self.uraian.items()
        )

    def named(self, text: str, figures: Iterable[str] = ()) -> frozenset[str]:
        """The codes that `text` names, by code or wording, or by a figure asked for ("IKU-1.capaian")."""
        plain, folded = f" {normal(text)} ", text.casefold()
        wanted = [one.casefold() for one in figures]
        return frozenset(
            kode for kode, code, words in self._known
            if words in plain
            or (code in folded and code_pattern(kode).search(text))
            or any(one.startswith(f"{code}.") for one in wanted)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """What belongs together: a paragraph, an item of a list, a row of a table below its heads; the codes it names."""

    teks: str
    kode: frozenset[str]
    prosa: bool = True


def units(blok: Sequence[Blok], names: Names) -> list[Unit]:
    """The units of a text. What names nothing below a heading that does belongs to what the heading names."""
    out: list[Unit] = []
    heading: frozenset[str] = frozenset()
    for one in blok:
        if isinstance(one, Judul):
            heading = names.named(*_words([one]))
            out.append(Unit(tulisan(one.isi), heading, prosa=False))
            continue
        for text, figures in _pieces(one):
            out.append(Unit(text, names.named(text, figures) or heading))
    return out


def _pieces(one: Blok) -> Iterator[tuple[str, list[str]]]:
    if isinstance(one, Daftar):
        for butir in one.butir:
            yield _words(butir)
    elif isinstance(one, Tabel):
        heads = [cell for row in one.baris if row.jenis == "kepala" for cell in row.sel]
        for row in one.baris:
            if row.jenis != "kepala":
                yield _words([part for cell in (*heads, *row.sel) for part in cell.isi])
    elif isinstance(one, Paragraf) and one.gaya != "petunjuk":
        yield _words([one])


def _words(blok: Iterable[Blok]) -> tuple[str, list[str]]:
    found = list(passages(blok, Where("")))
    return " ".join(one.teks for one in found), [name for one in found for name in one.angka]
