"""Safe corrections of durations (S24): blanks around numbers in words, words run together, one way to write a unit.

Digits and words that contradict each other are left: which of the two is right nobody can tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from doctool.check.context import ProcedureView
from doctool.check.fix import Doubt, Fix, Judged, Scalars
from doctool.check.rule import Path
from doctool.check.waktu import unit_words
from doctool.check.words import words_of
from doctool.indonesian import baca_terbilang, terbilang
from doctool.model.waktu import Waktu

_SPELLED = re.compile(
    r"(?P<number>\d{1,9})(?P<gap>[ \t]*)\((?P<left>[ \t]*)(?P<words>[A-Za-z \t]+?)(?P<right>[ \t]*)\)(?P<after>[ \t]*)"
    r"(?=(?P<unit>[A-Za-z]?))"
)


def time_fixes(view: ProcedureView, scalars: Scalars) -> Iterator[Judged]:
    """What is wrong with the durations of a procedure, and whether it is mended."""
    usual = _usual_units(view)
    for index, row in enumerate(view.rows):
        path = view.row_path(index, "waktu")
        text = scalars.get(path)
        if row.waktu is None or text is None:
            continue
        if any(not part.terbilang_cocok for part in row.waktu.bagian) and not _joined(text):
            reason = "angka dan kata bilangannya bertentangan; periksa mana yang benar"
            yield Doubt("S24", path, 0, text.strip(), reason)
        yield from _spelled(path, text)
        yield from _units(path, text, row.waktu, usual)


def _joined(text: str) -> bool:
    """Whether words that say nothing are the right ones run together."""
    found = _SPELLED.search(text)
    return found is not None and _loose(found) is not None


def _loose(found: re.Match[str]) -> str | None:
    """The words of a number as they should stand: parted by single blanks; None where they are not those digits."""
    written = " ".join(found["words"].split())
    right = terbilang(int(found["number"]))
    if "".join(written.lower().split()) == "".join(right.split()):
        return _cased(right, written)
    return written if baca_terbilang(written) == int(found["number"]) else None


def _cased(right: str, written: str) -> str:
    if written.isupper():
        return right.upper()
    if written.lower() == right:
        return written
    every = len(re.findall(r"[A-Z]", written)) > 1 or " " not in right
    return right.title() if written[0].isupper() and every else right.capitalize() if written[0].isupper() else right


def _spelled(path: Path, text: str) -> Iterator[Fix]:
    for found in _SPELLED.finditer(text):
        words = _loose(found)
        after = " " if found["unit"] else found["after"]
        wanted = f"{found['number']} ({words}){after}"
        if words is not None and wanted != found[0]:
            yield Fix("S24", path, found.start(), found[0], wanted)


def _usual_units(view: ProcedureView) -> dict[str, str]:
    """How each unit is mostly written; units without a majority are left out."""
    uses: dict[str, Counter[str]] = {}
    for row in view.rows:
        for word in unit_words(row.waktu) if row.waktu is not None else ():
            uses.setdefault(word.lower(), Counter())[word] += 1
    out: dict[str, str] = {}
    for unit, counted in uses.items():
        word, count = counted.most_common(1)[0]
        if 2 * count > counted.total():
            out[unit] = word
    return out


def _units(path: Path, text: str, waktu: Waktu, usual: dict[str, str]) -> Iterator[Judged]:
    written = unit_words(waktu)
    at = 0
    for word in words_of(text):
        at = text.index(word, at)
        if word in written:
            wanted = usual.get(word.lower())
            if wanted is None:
                yield Doubt("S24", path, at, word, "besar kecil hurufnya sama seringnya; pilih salah satu")
            elif wanted != word:
                yield Fix("S24", path, at, word, wanted, f"satuan {wanted} {path[:-2]}")
        at += len(word)
