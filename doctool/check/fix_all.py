"""All safe corrections of an SOP, an office or a letter, and what is left to its author."""

from __future__ import annotations

from collections.abc import Iterator

from doctool.check.context import Context
from doctool.check.fix import Doubt, Fix, Judged, Scalars, below, kept
from doctool.check.fix_numbers import nip_fixes, number_fixes
from doctool.check.fix_time import time_fixes
from doctool.check.fix_words import word_fixes
from doctool.check.letter_context import LetterContext
from doctool.check.naskah import greeting
from doctool.check.naskah_teks import OLD_SPELLINGS
from doctool.check.rule import At, Path
from doctool.check.run import silent_rules
from doctool.check.spelling import capitals_of
from doctool.check.texts import label_texts, lane_texts, sop_texts
from doctool.check.words import words_of
from doctool.loaded import LoadedKantor, LoadedNaskah, LoadedSop

_TITLES = frozenset({"nama_sop", "judul_sampul", "judul_identitas", "judul_prosedur", "judul"})


def fixes_of_sop(loaded: LoadedSop, scalars: Scalars) -> list[Judged]:
    """What is wrong with an SOP and can be said in texts and numbers; `scalars` are those of its file."""
    ctx = Context(loaded)
    names = {one.path for view in ctx.procedures for one in lane_texts(view)}
    texts: dict[Path, tuple[str, bool]] = {}
    for one in (*sop_texts(ctx), *label_texts(ctx)):
        if not one.cited and one.at is At.VALUE:
            name = one.path in names or one.path[-1] in _TITLES
            texts.update((path, (text, name)) for path, text in below(scalars, one.path))
    known = {word.lower() for text in scalars.values() for word in words_of(text)}
    found: list[Judged] = []
    for path, (text, name) in texts.items():
        found.extend(word_fixes(path, text, known, name=name))
    for view in ctx.procedures:
        found.extend(time_fixes(view, scalars))
    found.extend(number_fixes(ctx, scalars))
    found.extend(nip_fixes(scalars, _nips(scalars), loaded.kantor.gaya.nip))
    return _wanted(found, loaded.office)


def fixes_of_office(office: LoadedKantor, scalars: Scalars) -> list[Judged]:
    """What is wrong with the words of an office's forms and the NIP of its officials."""
    known = {word.lower() for text in scalars.values() for word in words_of(text)}
    found: list[Judged] = []
    for path, text in below(scalars, ("gaya", "label")):
        found.extend(word_fixes(path, text, known))
    found.extend(nip_fixes(scalars, _nips(scalars), office.kantor.gaya.nip))
    return _wanted(found, office)


def fixes_of_letter(loaded: LoadedNaskah, scalars: Scalars) -> list[Judged]:
    """What is wrong with a letter and can be said: old spellings (N07), Yth. that would be printed twice (N10), NIP."""
    ctx = LetterContext(loaded)
    found: list[Judged] = []
    texts = {path: text for one, _text in ctx.texts for path, text in below(scalars, one)}
    for path, text in texts.items():
        for old, new in OLD_SPELLINGS:
            for place in old.finditer(text):
                if kept(text, place.start(), place.end()):
                    reason = "di dalam kutipan, alamat atau nama peraturan"
                    found.append(Doubt("N07", path, place.start(), place[0], reason))
                else:
                    found.append(Fix("N07", path, place.start(), place[0], capitals_of(place[0], new)))
    for path, text in texts.items():
        before = greeting(text) if path[0] == "kepada" and path[-1] not in ("di", "nama") else ""
        if before and text[len(before) :].strip():
            found.append(Fix("N10", path, 0, before, ""))
    found.extend(nip_fixes(scalars, _nips(scalars), loaded.office.kantor.gaya.nip, "N02"))
    return _wanted(found, loaded.office)


def _nips(scalars: Scalars) -> Iterator[Path]:
    return (path for path in scalars if path[-1] == "nip" and path[:2] != ("gaya", "label") and path[0] != "label")


def _wanted(found: list[Judged], office: LoadedKantor) -> list[Judged]:
    """Without what rules say that the office has switched off."""
    silent = silent_rules(office)
    return [one for one in found if one.code not in silent]
