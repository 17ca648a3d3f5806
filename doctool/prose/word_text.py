"""What a Word paragraph's text says of itself: typed numbers of headings, labels of captions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from doctool.model.dokumen import Blok, GantiBaris, JenisKeterangan, Paragraf, Sebaris, Teks, susun, tulisan

_LABEL = re.compile(
    r"\s*(?P<label>tabel|table|gambar|figure|grafik|diagram|bagan|foto|peta)[\s.]*"
    r"(?:(?-i:[IVXLC]+(?![a-z])|[A-Z](?=[.\-–]\d))|\d+)(?:[.\-–]\d+)*[a-z]?"
    r"(?P<end>\s*[.:)]+(?!\d)\s*|\s+[-–—]\s+|\s*\n\s*|\s+|$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\s*(?:bab\s+(?:[ivxlc]+|\d+)\b[ \t]*[.:–-]?"
    r"|\d{1,2}(?:\.\d{1,2})+\.?(?=\s|$)|(?:\d{1,2}|[a-z]|[ivx]+)[.)](?=\s|$))\s*",
    re.IGNORECASE,
)
#: A caption of more letters is running text that begins like one.
_LONGEST, _LONGEST_WEAK = 400, 200


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a caption: of what, and how many characters it takes."""

    jenis: JenisKeterangan
    length: int


def label_of(isi: Sequence[Sebaris], *, styled: bool) -> Label | None:
    """The label that a caption begins with; `styled`: its style says that it is one, so less proof is asked for."""
    text = tulisan(tuple(isi))
    found = _LABEL.match(text)
    if found is None:
        return None
    rest = text[found.end() :]
    weak = not found["end"].strip(" \t\u00a0") and "\n" not in found["end"] and rest != ""
    running = rest.rstrip().endswith((".", ":", ";", ",")) or not rest[:1].isupper() or len(text) > _LONGEST_WEAK
    if not styled and (len(text) > _LONGEST or (weak and running)):
        return None
    return Label("tabel" if found["label"].lower() in ("tabel", "table") else "gambar", found.end())


def stale_references(blocks: tuple[Blok, ...], typed: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where running text names a caption by a number that was typed and is gone: the place and what it says."""
    names = {" ".join(one.replace("\n", " ").split()).rstrip(" .:)-–—") for one in typed}
    if not names:
        return
    either = "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in sorted(names, key=lambda one: (-len(one), one)))
    pattern = re.compile(rf"\b(?:{either})(?![.\-]?\d)\b", re.IGNORECASE)
    for one in susun(blocks):
        if isinstance(one, Paragraf) and one.asal is not None:
            for found in pattern.finditer(tulisan(one.isi)):
                yield one.asal.place, found[0]


def typed_number(isi: Sequence[Sebaris]) -> int:
    """How many characters the number takes that was typed before a heading ("BAB I", "3.1", "A."); 0 for none."""
    found = _NUMBER.match(tulisan(tuple(isi)))
    return found.end() if found else 0


def without(isi: Sequence[Sebaris], length: int) -> tuple[Sebaris, ...]:
    """`isi` without its first `length` characters (a line break is one)."""
    out: list[Sebaris] = []
    for one in isi:
        if length > 0 and isinstance(one, Teks):
            cut = min(length, len(one.teks))
            length -= cut
            one = replace(one, teks=one.teks[cut:])  # noqa: PLW2901
            if not one.teks:
                continue
        elif length > 0 and isinstance(one, GantiBaris):
            length -= 1
            continue
        out.append(one)
    return tuple(out)


def trimmed(isi: Sequence[Sebaris]) -> tuple[Sebaris, ...]:
    """`isi` without white space and line breaks at its ends."""
    out = list(isi)
    for at in (0, -1):
        while out:
            one = out[at]
            if isinstance(one, Teks):
                text = one.teks.lstrip() if at == 0 else one.teks.rstrip()
                if text:
                    out[at] = replace(one, teks=text)
                    break
            elif not isinstance(one, GantiBaris):
                break
            out.pop(at)
    return tuple(out)


def upright(isi: Sequence[Sebaris]) -> tuple[Sebaris, ...]:
    """`isi` without bold, which headings and captions have of their own."""
    return tuple(replace(one, tebal=False) if isinstance(one, Teks) else one for one in isi)
