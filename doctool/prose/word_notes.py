"""Footnotes and endnotes of a Word file; both become footnotes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from doctool.model.dokumen import (
    Blok,
    CatatanKaki,
    Daftar,
    Gambar,
    GambarSebaris,
    Paragraf,
    Sebaris,
    Tabel,
    Teks,
    susun,
)
from doctool.prose import word_report as code
from doctool.prose.word_context import Context, Source
from doctool.prose.word_xml import Element, W

_LABELS = {"footnote": "catatan kaki", "endnote": "catatan akhir"}
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


@dataclass(slots=True)
class _Note:
    element: Element
    source: Source
    place: str
    made: CatatanKaki | None = None
    used: bool = False


class NoteBook:
    """The notes of one file. `read` gives the blocks of a note: its element, its part, its place."""

    def __init__(self, ctx: Context, read: Callable[[Element, Source, str], tuple[Blok, ...]]) -> None:
        self.ctx = ctx
        self.sources: list[Source] = []
        self._read = read
        self._notes: dict[tuple[str, str], _Note] = {}
        self._inside = False
        for kind, label in _LABELS.items():
            found = ctx.part_of(f"{kind}s")
            if found is None:
                continue
            source = ctx.source(*found)
            self.sources.append(source)
            number = 0
            for one in found[1].findall(f"{W}{kind}"):
                if one.get(f"{W}type") not in _SEPARATORS:
                    number += 1
                    self._notes.setdefault((kind, one.get(f"{W}id") or ""), _Note(one, source, f"{label} {number}"))

    def note(self, kind: str, key: str, place: str) -> CatatanKaki | None:
        """The note that stands at `place`; None, told, where there is none."""
        found = self._notes.get((kind, key))
        report = self.ctx.report
        if found is None:
            report.at(code.DAMAGED, place, f"{_LABELS[kind]} yang dirujuk di sini tidak ada dalam berkas",
                      "tulis ulang catatannya")  # fmt: skip
            return None
        if self._inside:
            report.at(code.NOTE, place, "catatan di dalam catatan tidak dibawa", "gabungkan kedua catatan")
            return None
        if kind == "endnote":
            report.gather(code.NOTE, place, "catatan akhir menjadi catatan kaki")
        found.used = True
        if found.made is None:
            self._inside = True
            blocks = self._read(found.element, found.source, found.place)
            self._inside = False
            if any(not isinstance(one, Paragraf) for one in blocks):
                report.at(code.NOTE, found.place, "daftar atau tabel dalam catatan menjadi alinea biasa")
            found.made = CatatanKaki(paragraphs(blocks))
        return found.made

    def finish(self) -> None:
        """Tell of notes that nothing refers to."""
        for one in self._notes.values():
            if not one.used:
                text = self.ctx.pass_over(one.element)
                message = "catatan yang tidak dirujuk di teks tidak dibawa"
                if text:
                    self.ctx.report.at(code.NOTE, one.place, message, text=text)


def paragraphs(blocks: tuple[Blok, ...]) -> tuple[Paragraf, ...]:
    """The paragraphs of `blocks`, with the texts of lists and tables as paragraphs too."""
    out: list[Paragraf] = []
    for one in blocks:
        if isinstance(one, Paragraf):
            out.append(one)
        elif isinstance(one, Daftar):
            for number, item in enumerate(one.butir, one.mulai):
                mark: Sebaris = Teks("• " if one.penanda == "titik" else f"{number}. ")
                inner = paragraphs(item)
                out += [Paragraf((mark, *inner[0].isi), asal=inner[0].asal), *inner[1:]] if inner else []
        elif isinstance(one, Tabel):
            for row in one.baris:
                texts: list[Sebaris] = []
                for cell in row.sel:
                    for inside in paragraphs(tuple(one for one in susun(cell.isi) if isinstance(one, Paragraf))):
                        texts += [Teks(" | "), *inside.isi] if texts else inside.isi
                out += [Paragraf(tuple(texts))] if texts else []
        elif isinstance(one, Gambar):
            out.append(Paragraf((GambarSebaris(one.data, one.lebar_mm, one.tinggi_mm),)))
    return tuple(out)
