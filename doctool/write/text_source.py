"""Blocks as a text that its author goes on writing: Markdown, or Word; what is asked for stands as its directive.

`doctool.prose` reads back what is written here: paragraphs, headings, guiding notes, lists, requests, figures,
references. Tables, pictures and footnotes have no place in such a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from doctool.model.dokumen import (
    Angka,
    Bagian,
    Blok,
    Daftar,
    Dokumen,
    Judul,
    Paragraf,
    Permintaan,
    Rujukan,
    Sebaris,
    Teks,
)
from doctool.write.document import write_document

#: What Markdown would take for a mark of its own, and places to be filled, which stay as they are.
_MARKS = re.compile(r"\[isi: [^\[\]]*\]|[\\`*_{}\[\]<>#|~^$&]")
#: What begins a list where it begins a line.
_BEGINS = re.compile(r"\(?\w{0,9}(?=[.)](?:\s|$))|(?=[-+=])")


def markdown_text(blok: Sequence[Blok]) -> str:
    """The blocks as Markdown, ended by a newline."""
    return "\n\n".join(_markdown(one) for one in blok) + "\n"


def word_text(blok: Sequence[Blok], judul: str, huruf: str) -> bytes:
    """The blocks as a Word file in the styles of a report; `judul` is the title in its properties."""
    written = tuple(_as_words(one) for one in blok)
    return write_document(Dokumen(judul, (Bagian(written, halaman="tidak", kepala=False),), huruf=huruf))


def directive(one: Permintaan | Angka | Rujukan) -> str:
    """What a text has where something is asked for: "[tabel: renstra sasaran=1]"."""
    if isinstance(one, Angka):
        return f"[angka: {one.nama}]"
    if isinstance(one, Rujukan):
        return f"[lihat: {one.kunci.replace(':', ' ').replace(',', ' ')}]"
    return f"[{one.jenis}: {' '.join((one.nama, *(f'{name}={value}' for name, value in one.pilihan)))}]"


def _markdown(one: Blok) -> str:
    if isinstance(one, Judul):
        return f"{'#' * one.tingkat} {_line(one.isi)}"
    if isinstance(one, Permintaan):
        return directive(one)
    if isinstance(one, Daftar):
        return "\n".join(_item(item, at, one) for at, item in enumerate(one.butir, start=one.mulai))
    if isinstance(one, Paragraf):
        return f"[petunjuk: {_line(one.isi)}]" if one.gaya == "petunjuk" else _begun(_line(one.isi))
    raise TypeError(type(one).__name__)


def _item(item: Sequence[Blok], at: int, of: Daftar) -> str:
    mark = "- " if of.penanda == "titik" else f"{at}. "
    return mark + f"\n{' ' * len(mark)}".join(_markdown(one) for one in item)


def _line(isi: Sequence[Sebaris]) -> str:
    return "".join(_run(one) for one in isi)


def _run(one: Sebaris) -> str:
    if isinstance(one, Angka | Rujukan):
        return directive(one)
    if not isinstance(one, Teks):
        raise TypeError(type(one).__name__)
    text = _MARKS.sub(lambda match: match[0] if match[0].startswith("[isi: ") else f"\\{match[0]}", one.teks)
    return f"**{text}**" if one.tebal else text


def _begun(text: str) -> str:
    """A paragraph that does not begin as a list would."""
    match = _BEGINS.match(text)
    return f"{match[0]}\\{text[match.end() :]}" if match else text


def _as_words(one: Blok) -> Blok:
    """A block with what is asked for as text."""
    if isinstance(one, Judul):
        return replace(one, tingkat=one.tingkat + 1, isi=_words(one.isi), bernomor=False)  # level 1 begins a page
    if isinstance(one, Permintaan):
        return Paragraf((Teks(directive(one)),))
    if isinstance(one, Daftar):
        return replace(one, butir=tuple(tuple(_as_words(part) for part in item) for item in one.butir))
    if isinstance(one, Paragraf):
        isi = _words(one.isi)
        return replace(one, isi=(Teks("[petunjuk: "), *isi, Teks("]")) if one.gaya == "petunjuk" else isi)
    raise TypeError(type(one).__name__)


def _words(isi: Sequence[Sebaris]) -> tuple[Sebaris, ...]:
    return tuple(
        Teks(directive(one), tebal=isinstance(one, Angka) and one.tebal) if isinstance(one, Angka | Rujukan) else one
        for one in isi
    )
