"""Penjelasan singkat penggunaan: ruang lingkup, ringkasan, definisi dan pengertian umum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from doctool.indonesian import gabung, terbilang
from doctool.loaded import LoadedBuku, LoadedSop
from doctool.model.dasar import split_marker
from doctool.model.dokumen import Baris, Blok, Daftar, Judul, Paragraf, Sel, Tabel, polos
from doctool.model.sop import Status
from doctool.official import DOTS

#: How the statuses are called in a sentence, in this order.
_STATUS: dict[Status, str] = {"disahkan": "disahkan", "reviu": "dalam reviu", "draft": "masih draf"}
_BETWEEN = "; "


def explanation(loaded: LoadedBuku, sops: Sequence[LoadedSop]) -> tuple[Blok, ...]:
    """The blocks of the explanation of a book with these SOPs."""
    penjelasan = loaded.buku.penjelasan
    meanings = glossary(loaded, sops)
    defined = (_table(meanings),) if meanings else (Paragraf(polos(DOTS)),)
    return (
        Judul(1, polos("Penjelasan Singkat Penggunaan"), "buku:penjelasan", bernomor=False),
        _part("A", "Ruang Lingkup"), *(_text(penjelasan.ruang_lingkup) or (Paragraf(polos(DOTS)),)),
        _part("B", "Ringkasan"), *_text(penjelasan.ringkasan), Paragraf(polos(_facts(sops))),
        _part("C", "Definisi dan Pengertian Umum"), *defined,
    )  # fmt: skip


def glossary(loaded: LoadedBuku, sops: Sequence[LoadedSop]) -> list[tuple[str, str]]:
    """Terms with their meanings, by term: the book's own first, then those of the offices and of the SOPs.

    A term with several meanings has all that differ in more than case and spaces, but where the book says what it is.
    """
    own = loaded.buku.penjelasan.pengertian
    found: dict[str, tuple[str, list[str]]] = {}
    if loaded.buku.penjelasan.glosarium:
        offices = {one.office.kode: one.kantor.glosarium for one in sops}
        sources = [loaded.office.kantor.glosarium, *offices.values(), *(one.sop.glosarium for one in sops)]
        for source in sources:
            for term, meaning in source.items():
                known = found.setdefault(_plain(term), (term, []))[1]
                if meaning.strip() and _plain(meaning) not in map(_plain, known):
                    known.append(meaning.strip())
    for term, meaning in own.items():
        found[_plain(term)] = (term, [meaning.strip()])
    return [(term, _BETWEEN.join(meanings)) for _, (term, meanings) in sorted(found.items())]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _part(letter: str, title: str) -> Judul:
    return Judul(2, polos(f"{letter}. {title}"), bernomor=False)


def _text(lines: Sequence[str]) -> tuple[Blok, ...]:
    """Lines as paragraphs; those that follow each other with a marker are one list."""
    out: list[Blok] = []
    for kind, group in groupby((split_marker(line) for line in lines), key=lambda pair: _kind(pair[0])):
        pairs = list(group)
        if not kind:
            out += [Paragraf(polos(text)) for _, text in pairs]
            continue
        items = tuple((Paragraf(polos(text)),) for _, text in pairs)
        first = pairs[0][0].rstrip(".)")
        start = int(first) if kind == "1" else ord(first) - ord("a") + 1 if kind == "a" else 1
        out.append(Daftar(items, "1" if kind == "1" else "a" if kind == "a" else "titik", start))
    return tuple(out)


def _kind(marker: str) -> str:
    """The kind of list that a marker belongs to; "" for none."""
    if not marker:
        return ""
    return "1" if marker[0].isdigit() else "a" if marker[0].isalpha() else "titik"


def _facts(sops: Sequence[LoadedSop]) -> str:
    """How many SOPs there are, and in which state."""
    counts = Counter(one.sop.status for one in sops)
    states = [f"{counts[status]} {words}" for status, words in _STATUS.items() if counts[status]]
    number = f"Buku ini memuat {len(sops)} ({terbilang(len(sops))}) SOP"
    return f"{number}: {gabung(states)}." if states else f"{number}."


def _table(meanings: Sequence[tuple[str, str]]) -> Tabel:
    head = Baris(tuple(Sel((Paragraf(polos(text), "sel"),)) for text in ("No.", "Istilah", "Pengertian")), "kepala")
    rows = [
        Baris((
            Sel((Paragraf(polos(f"{at}."), "sel"),), rata="tengah"),
            Sel((Paragraf(polos(term), "sel"),)),
            Sel((Paragraf(polos(meaning or DOTS), "sel"),)),
        ))
        for at, (term, meaning) in enumerate(meanings, start=1)
    ]  # fmt: skip
    return Tabel((0.08, 0.27, 0.65), (head, *rows))
