"""Rules about words: abbreviations (S28) and spelling (S29)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from doctool.check.context import Context
from doctool.check.identitas import doubled_word
from doctool.check.rule import Problem, check
from doctool.check.spelling import capitals_of, misspellings
from doctool.check.texts import Text, label_texts, sop_texts
from doctool.check.words import read_table, word_set, words_of

_CAPITALS = re.compile(r"(?=(?:[^\W\d_]*[A-Z]){2})[A-Z][A-Za-z]{1,14}\Z")
_ROMAN = re.compile(r"[IVXLC]+\Z")
#: "Standar Operasional Prosedur (SOP)", "SOP (Standar ...)": explained where it stands.
_EXPLAINED = re.compile(r"\((?P<inside>[A-Za-z-]{2,15})\)|(?P<before>\b[A-Za-z-]{2,15})\s\((?=[A-Z][a-z]+\s)")
#: From this share of capitals on a text is set in capitals and its words tell nothing.
_ALL_CAPITALS = 0.7


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[frozenset[str], frozenset[str]]:
    """(known to every reader, to be explained though they do not look like abbreviations)."""
    rows = read_table("singkatan.tsv")
    known = frozenset(row[0].lower() for row in rows if row[1] == "umum")
    return known, frozenset(row[0].lower() for row in rows if row[1] == "jelaskan")


@lru_cache(maxsize=4096)
def _candidates(text: str) -> tuple[str, ...]:
    """The words of `text` that look like abbreviations, capitals in running text."""
    letters = [one for one in text if one.isalpha()]
    capitals = len(letters) > 12 and sum(one.isupper() for one in letters) > _ALL_CAPITALS * len(letters)
    to_explain = _abbreviations()[1]
    out: list[str] = []
    for word in words_of(text):
        for part in word.split("-"):
            if part.lower() in to_explain or (not capitals and _CAPITALS.match(part) and not _ROMAN.match(part)):
                out.append(part)
    return tuple(out)


@check("S28")
def abbreviations_explained(ctx: Context) -> Iterator[Problem]:
    """Each abbreviation stands in the glossary of the SOP or its office, or is explained; once for each."""
    texts = [one for one in sop_texts(ctx) if not one.cited]
    known = set(_abbreviations()[0])
    known.update(word.lower() for word in (*ctx.sop.glosarium, *ctx.kantor.glosarium))
    for one in texts:
        for found in _EXPLAINED.finditer(one.text):
            known.add((found["inside"] or found["before"]).lower())
    words_elsewhere = {word for one in texts for word in words_of(one.text) if not word.isupper()}
    ordinary = {word.lower() for word in words_elsewhere if not _CAPITALS.match(word)}
    for one in texts:
        for word in _candidates(one.text):
            lowered = word.lower()
            emphasis = word.isupper() and lowered in ordinary and lowered not in _abbreviations()[1]
            if lowered in known or emphasis:
                continue
            known.add(lowered)
            yield Problem(
                one.path, f'singkatan "{word}" tidak ada di glosarium',
                f"tambahkan {word} dan kepanjangannya di glosarium (SOP ini atau kantor.yaml)", word, at=one.at,
            )


def _spelled(one: Text) -> Iterator[Problem]:
    told: set[str] = set()
    for found in misspellings(one.text):
        if found.written not in told:
            told.add(found.written)
            right = capitals_of(found.written, found.right)
            yield Problem(one.path, f'ejaan "{found.written}"', f'tulis "{right}"', found.written, at=one.at)


@check("S29")
def spelling(ctx: Context) -> Iterator[Problem]:
    """No word of the table of misspellings, no word broken by a space; names of regulations and SOPs are theirs."""
    for one in sop_texts(ctx):
        if not one.cited:
            yield from _spelled(one)
    for one in label_texts(ctx):
        yield from _spelled(one)


@check("S29")
def no_doubled_word(ctx: Context) -> Iterator[Problem]:
    """No word stands twice in a row in running text (titles are S07's)."""
    titles = {("nama_sop",), ("judul_sampul",), ("judul_identitas",), ("judul_prosedur",)}
    for one in sop_texts(ctx):
        twice = "" if one.path in titles else doubled_word(one.text)
        if twice:
            word = twice.split()[0]
            hint = f'tulis "{word}", atau "{word}-{word}" bila kata ulang'
            yield Problem(one.path, f'kata ganda "{twice}"', hint, twice)


#: A text that ends with one of these has lost its end.
_DANGLING = word_set("kepada dan serta atau untuk dengan dari yang oleh pada dalam sebagai bahwa terhadap di ke agar")


@check("S29")
def no_lost_end(ctx: Context) -> Iterator[Problem]:
    """No cell of a row breaks off ("... serta menyampaikan kepada"); an item of a list ("...; dan") may."""
    for view in ctx.procedures:
        for index, row in enumerate(view.rows):
            for name in ("uraian", "kelengkapan", "output", "keterangan"):
                lines: tuple[str, ...] = getattr(row, name) or ()
                words = lines[-1].split() if lines else []
                if len(words) > 2 and words[-1].lower() in _DANGLING and not words[-2].endswith((",", ";")):
                    yield Problem(
                        view.row_path(index, name), f"{name} {view.row_name(index)} terpotong",
                        "lengkapi kalimatnya", " ".join(words[-3:]),
                    )
