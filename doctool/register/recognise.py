"""Letters known again under another key: their file was moved, or their row in a table was changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from doctool.register import likeness
from doctool.register.lines import by_id, by_key
from doctool.register.order import fits
from doctool.register.records import Surat, SuratKeluar

#: What letters that are alike have in common, told quickly, so that many files need not be looked for: their kind and
#: how many words name their addressees.
_Shape = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Known:
    """The line that a letter had under another key. `sure`: they say the same, but for slips of spelling."""

    line: SuratKeluar
    sure: bool


def recognise(
    db: sqlite3.Connection, letters: Sequence[Surat], gone: Callable[[str], bool]
) -> Mapping[int, Known]:
    """For each of `letters` (by its index) whose key has no number: the line whose letter it was.

    `gone` tells whether the letter of a key is no longer there; only such lines are looked at, each for one letter.
    """
    new = [at for at, letter in enumerate(letters) if letter.kunci and by_key(db, letter.kunci) is None]
    years = sorted({letters[at].tanggal.year for at in new})
    shapes = {_shape(letters[at]) for at in new}
    left = [by_id(db, number) for year in years for number in _left_in(db, year, shapes, gone)]
    found: dict[int, Known] = {}
    for at in new:  # in order: rows that say the same keep theirs one by one
        line = next((one for one in left if likeness.says_the_same(letters[at], one)), None)
        if line is not None:
            left.remove(line)
            found[at] = Known(line, sure=True)
    for alike, sure in ((likeness.misspelt, True), (likeness.doubtful, False)):
        _pair(letters, [at for at in new if at not in found], left, alike, sure, found)
    return found


def _left_in(db: sqlite3.Connection, year: int, shapes: set[_Shape], gone: Callable[[str], bool]) -> list[int]:
    """The lines of a year whose letters are no longer there, by their ids, of the shapes asked for only."""
    rows = db.execute(
        "SELECT id, jenis, tujuan, kunci FROM keluar WHERE tahun = ? AND kunci <> '' AND keadaan = 'terbit'"
        " ORDER BY deret, urut, sisipan", (year,),
    )
    kinds = {jenis for jenis, _ in shapes}
    return [
        number for number, jenis, tujuan, kunci in rows
        if jenis in kinds and (jenis, len(likeness.words(tujuan))) in shapes and gone(kunci)
    ]


def _shape(one: Surat) -> _Shape:
    return one.jenis, len(likeness.words(one.tujuan))


def _pair(
    letters: Sequence[Surat], new: Sequence[int], left: list[SuratKeluar], alike: Callable[[Surat, SuratKeluar], bool],
    sure: bool, found: dict[int, Known],
) -> None:
    """Pair letters and lines that are `alike`; where either has several to choose from, none is sure."""
    choices = {at: [line for line in left if alike(letters[at], line)] for at in new}
    wanted: dict[int, int] = {}
    for lines in choices.values():
        for line in lines:
            wanted[line.id] = wanted.get(line.id, 0) + 1
    for at, lines in choices.items():
        free = [line for line in lines if line in left]
        if free:
            only = len(lines) == 1 and wanted[free[0].id] == 1
            found[at] = Known(free[0], sure=sure and only)
            left.remove(free[0])


def may_be(db: sqlite3.Connection, letter: Surat, line: SuratKeluar) -> bool:
    """Whether the number of `line` could still be that of `letter`, by the order of the book."""
    return not letter.bertanggal or fits(db, line, letter.tanggal)
