"""Rules about the column waktu (S24)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from doctool.check.context import Context, ProcedureView
from doctool.check.rule import Problem, check
from doctool.indonesian import baca_terbilang, terbilang

#: "15 (Lima Belas)": a number and its words.
_IN_WORDS = re.compile(r"(?P<number>\d+)\s*\((?P<words>[A-Za-z ]+)\)")
_UNIT = re.compile(r"[^\W\d_]+")


def _written(view: ProcedureView) -> Iterator[tuple[int, str]]:
    """The rows with a waktu that says something, and its text."""
    for index, row in enumerate(view.rows):
        text = row.waktu.teks.strip() if row.waktu else ""
        if text not in ("", "-"):
            yield index, text


@check("S24")
def words_match_digits(ctx: Context) -> Iterator[Problem]:
    """The number in words is the number in digits."""
    for view in ctx.procedures:
        for index, text in _written(view):
            for found in _IN_WORDS.finditer(text):
                number = int(found["number"])
                if baca_terbilang(found["words"]) != number:
                    name = view.row_name(index)
                    yield Problem(
                        view.row_path(index, "waktu"), f"kata bilangan {name} tidak cocok dengan angkanya",
                        f'tulis "{number} ({terbilang(number).title()})", atau perbaiki angkanya', text,
                    )


def _styles(text: str) -> tuple[str, ...]:
    """How `text` writes its units ("Menit"), and whether numbers stand in words as well."""
    bare = _IN_WORDS.sub(" ", text)
    return tuple(_UNIT.findall(bare))


@check("S24")
def one_style(ctx: Context) -> Iterator[Problem]:
    """A unit is written one way in a procedure: not "hari" here and "Hari" there. One finding a unit."""
    for view in ctx.procedures:
        uses: dict[str, list[tuple[int, str, str]]] = {}
        for index, text in _written(view):
            for unit in _styles(text):
                uses.setdefault(unit.lower(), []).append((index, unit, text))
        for group in uses.values():
            counts = Counter(unit for _, unit, _ in group)
            if len(counts) < 2:
                continue
            usual = max(counts, key=lambda unit: (counts[unit], unit == group[0][1]))
            index, unit, text = next(one for one in group if one[1] != usual)
            rows = ", ".join(view.numbers[at] or f"baris {at + 1}" for at, one, _ in group if one != usual)
            yield Problem(
                view.row_path(index, "waktu"), f'satuan "{unit}" ditulis berbeda dari "{usual}" (kegiatan {rows})',
                f'tulis "{usual}" di semua kegiatan', text,
            )
