"""A comparison as lines for the screen and as data for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from doctool.compare.said import key_name
from doctool.compare.tell import Perbandingan
from doctool.compare.told import Apa, Butir
from doctool.pairs import Kata

#: A piece of a line and how it looks: new, gone, changed, moved, a heading, or plain.
Look = Literal["", "baru", "hapus", "ubah", "pindah", "judul"]
Piece = tuple[str, Look]
SIGNS: dict[Apa, str] = {"ditambahkan": "+", "dihapus": "-", "diubah": "~", "diganti": "~", "dipindah": ">"}
LOOKS: dict[Apa, Look] = {
    "ditambahkan": "baru", "dihapus": "hapus", "diubah": "ubah", "diganti": "ubah", "dipindah": "pindah",
}  # fmt: skip
_WORDS: dict[str, Look] = {"=": "", "-": "hapus", "+": "baru"}
_MARGIN = " " * 6
UNPRINTED = "Tidak tampak pada lembar SOP"


def summary(found: Perbandingan) -> str:
    """The comparison in one sentence."""
    if found.sama:
        return "Kedua naskah SOP sama." if not found.kantor else "Kedua naskah SOP sama; data kantornya berbeda."
    counts = Counter((one.kelompok, one.apa) for one in found.tercetak)
    parts = [f"{count} {_counted(kelompok)} {apa}" for (kelompok, apa), count in counts.items()]
    rest = len(found.butir) - len(found.tercetak)
    if rest:
        parts.append(f"{rest} perubahan yang tidak tampak pada lembar")
    return f"Ada {len(found.butir)} perubahan: {', '.join(parts)}."


def _counted(kelompok: str) -> str:
    """What is counted under a heading."""
    return {"Identitas": "isian identitas"}.get(kelompok, kelompok.lower())


def grouped(found: Perbandingan) -> Iterator[tuple[str, list[Butir]]]:
    """The changes by heading, what no sheet shows under the last."""
    for kelompok, group in groupby(found.tercetak, key=lambda one: one.kelompok):
        yield kelompok, list(group)
    rest = [one for one in found.butir if not one.tercetak]
    if rest:
        yield UNPRINTED, rest


def lines_of(found: Perbandingan) -> Iterator[tuple[Piece, ...]]:
    """The comparison for the screen, each line as pieces with their looks."""
    yield ((summary(found), ""),)
    for kelompok, group in grouped(found):
        yield ()
        yield ((kelompok, "judul"),)
        for one in group:
            yield from _lines(one, group=kelompok)
    if found.total:
        yield ()
        yield (("Jumlah", "judul"),)
        for sum_ in found.total:
            yield ((f"  {sum_.nama[:1].upper()}{sum_.nama[1:]}: {sum_.lama} menjadi {sum_.baru}", ""),)
    if found.kantor:
        yield ()
        yield (("Data kantor (kantor.yaml) yang berbeda", "judul"),)
        yield ((f"  {', '.join(found.kantor)}", ""),)


def _lines(one: Butir, group: str) -> Iterator[tuple[Piece, ...]]:
    look = LOOKS[one.apa]
    letak = f"{one.kelompok}, {one.letak}" if group == UNPRINTED else one.letak[:1].upper() + one.letak[1:]
    detail = f" ({one.rincian})" if one.rincian else ""
    about = f": {one.perihal}" if one.perihal else ""
    yield ((f"  {SIGNS[one.apa]} {letak} {one.apa}{detail}{about}", look),)
    words = one.kata
    if any(sign == "=" for sign, _ in words):
        yield from (((_MARGIN, ""), *line) for line in _broken(words))
    elif words:
        yield from _whole("semula : ", one.semula, "hapus")
        yield from _whole("menjadi: ", one.menjadi, "baru")
    elif one.apa == "dipindah":
        yield from _whole("", one.menjadi, "")
    elif one.tercetak or one.semula != one.menjadi:
        yield from _whole("", one.semula, "hapus")
        yield from _whole("", one.menjadi, "baru")


def _whole(before: str, text: str, look: Look) -> Iterator[tuple[Piece, ...]]:
    """The lines of a text below each other, `before` in front of the first."""
    for place, line in enumerate(text.split("\n") if text else ()):
        yield ((_MARGIN, ""), (" " * len(before) if place else before, ""), (line, look))


def _broken(words: Sequence[Kata]) -> Iterator[tuple[Piece, ...]]:
    """A changed text in lines: gone words as [-begini-], new ones as {+begini+}."""
    line: list[Piece] = []
    for sign, text in words:
        for place, part in enumerate(text.split("\n")):
            if place:
                yield tuple(line)
                line = []
            if not part.strip():
                continue
            space = part[: len(part) - len(part.lstrip())] if line else ""
            bare = part.strip()
            line += [(space, ""), ({"-": f"[-{bare}-]", "+": f"{{+{bare}+}}"}.get(sign, bare), _WORDS[sign])]
    yield tuple(line)


def as_data(found: Perbandingan) -> dict[str, Any]:
    """The comparison for programs. Numbers of kegiatan in `langkah` count from 1."""
    return {
        "sama": found.sama,
        "ringkasan": summary(found),
        "perubahan": [
            {
                "bagian": one.kelompok,
                "letak": one.letak,
                "apa": one.apa,
                "rincian": one.rincian,
                "perihal": one.perihal,
                "semula": one.semula,
                "menjadi": one.menjadi,
                "kata": [{"apa": sign, "teks": text} for sign, text in one.kata],
                "tercetak": one.tercetak,
            }
            for one in found.butir
        ],
        "langkah": [
            [{"lama": _from_one(old), "baru": _from_one(new)} for old, new in rows] for rows in found.langkah
        ],
        "jumlah": {key_name(one.nama): {"lama": one.lama, "baru": one.baru} for one in found.total},
        "kantor_berbeda": list(found.kantor),
    }  # fmt: skip


def _from_one(place: int | None) -> int | None:
    return None if place is None else place + 1
