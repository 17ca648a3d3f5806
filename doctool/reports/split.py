"""A text that holds several analyses of a sasaran: which of its headings begins which."""

from __future__ import annotations

import re
from collections.abc import Sequence

from doctool.model.dokumen import Blok, Judul, tulisan
from doctool.model.laporan import JUDUL_ANALISIS, Analisis

#: Words that tell an analysis where its heading is worded otherwise; the first that fits.
_WORDS: tuple[tuple[str, Analisis], ...] = (
    (r"standar nasional", "standar-nasional"),
    (r"renstra|jangka menengah|rencana strategis", "renstra"),
    (r"tahun(-tahun)? (lalu|sebelumnya|terakhir)|beberapa tahun", "tahun-lalu"),
    (r"penyebab|keberhasilan|kegagalan|hambatan|kendala|solusi", "penyebab"),
    (r"efisiensi", "efisiensi"),
    (r"menunjang|penunjang|pendukung|program", "program"),
    (r"target", "target"),
)
_NUMBER = re.compile(r"^\s*(?:\(?\d+(?:\.\d+)*[.)]?|\(?[a-z][.)])\s+", re.IGNORECASE)
#: Headings of these levels may begin an analysis.
_LEVELS = 2


def analysis_of(heading: str) -> Analisis | None:
    """The analysis that a heading names; None for any other heading."""
    words = " ".join(_NUMBER.sub("", heading).casefold().split())
    for key, title in JUDUL_ANALISIS.items():
        if words in (key, title.casefold()):
            return key
    return next((key for pattern, key in _WORDS if re.search(pattern, words)), None)


def split(blok: Sequence[Blok]) -> tuple[tuple[Blok, ...], dict[Analisis, tuple[Blok, ...]]]:
    """What stands before the first analysis, and the blocks of each without its heading.

    A heading that names no analysis, or one that began already, stays with the analysis it stands in.
    """
    before: list[Blok] = []
    found: dict[Analisis, list[Blok]] = {}
    now: list[Blok] = before
    for one in blok:
        named = analysis_of(tulisan(one.isi)) if isinstance(one, Judul) and one.tingkat <= _LEVELS else None
        if named is not None and named not in found:
            now = found[named] = []
        else:
            now.append(one)
    return tuple(before), {key: tuple(found[key]) for key in JUDUL_ANALISIS if key in found}
