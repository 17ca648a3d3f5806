"""Which column of a sheet holds what: the day, a thing that is counted, a remark."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from doctool.findings import Finding, Severity
from doctool.indicators.headings import plain_heading
from doctool.indicators.workbook import Isi
from doctool.model.berkala import Berkala
from doctool.refusal import error

#: Keys of the columns that are no things; a thing's key has no brackets.
TANGGAL, KETERANGAN = "(tanggal)", "(keterangan)"
_NAMES = {
    TANGGAL: ("tanggal", "tgl", "hari tanggal", "hari tgl", "tanggal pelayanan", "tanggal layanan"),
    KETERANGAN: ("keterangan", "ket", "catatan"),
}
#: Columns that are there for people: numbers of rows, names of days, sums of rows.
DIABAIKAN = frozenset({"no", "no urut", "nomor", "nomor urut", "hari", "jumlah", "total"})
FIRST_ROWS = 20
_UNKNOWN = "isinya tidak dibaca; bila isian, tulis kolom: [{}] pada rinciannya di berkala.yaml"
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True)
class Lembar:
    """A sheet with its row of headings and the key of each column that is read."""

    isi: Isi
    kepala: int
    kolom: Mapping[int, str]

    def rows(self) -> list[int]:
        """The rows below the headings with content in a column that is read; column numbers under them are none."""
        found = {row for row, column in (*self.isi.sel, *self.isi.faults) if row > self.kepala and column in self.kolom}
        return [row for row in sorted(found) if not self._is_column_numbers(row)]

    def _is_column_numbers(self, row: int) -> bool:
        texts = [text for column in self.kolom if (text := self.isi.teks(row, column))]
        numbered = self.isi.teks(row, self.column(TANGGAL)) != "" and row == self.kepala + 1
        return numbered and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)

    def column(self, key: str) -> int:
        """The column of a key, 0 for none."""
        return next((column for column, one in self.kolom.items() if one == key), 0)


def headings(berkala: Berkala) -> dict[str, str]:
    """What columns are called, as `plain_heading` writes it, with their keys; a name of two things means the first."""
    found: dict[str, str] = {}
    for one in berkala.rincian():
        for name in (one.kode, one.nama, one.singkat, *one.kolom):
            found.setdefault(plain_heading(name), one.kode)
    for key, names in _NAMES.items():
        for name in names:
            found.setdefault(name, key)
    found.pop("", None)
    return found


def shared_headings(berkala: Berkala) -> Iterator[tuple[str, str, str]]:
    """Headings that would mean two things: the heading and both codes."""
    owners: dict[str, str] = {}
    for one in berkala.rincian():
        for name in dict.fromkeys(plain_heading(name) for name in (one.kode, one.nama, one.singkat, *one.kolom)):
            if name and owners.setdefault(name, one.kode) != one.kode:
                yield name, owners[name], one.kode


def sheet_of(isi: Isi, known: Mapping[str, str]) -> Lembar | None:
    """The sheet with the row of headings that names a day and most things; None where no row does."""
    best: Lembar | None = None
    for row in sorted({row for row, _ in isi.sel})[:FIRST_ROWS]:
        columns = {
            column: known[plain_heading(cell.teks)]
            for (at, column), cell in sorted(isi.sel.items())
            if at == row and plain_heading(cell.teks) in known
        }
        keys = set(columns.values())
        if TANGGAL not in keys or not keys - {TANGGAL, KETERANGAN}:
            continue
        if best is None or len(keys) > len(set(best.kolom.values())):
            best = Lembar(isi, row, columns)
    return best


def column_findings(lembar: Lembar, known: Mapping[str, str], titles: Mapping[str, str]) -> Iterator[Finding]:
    """One column twice (an error); columns that nobody knows and texts outside of columns (warnings)."""
    isi, head = lembar.isi, lembar.kepala
    seen: dict[str, int] = {}
    for column, key in sorted(lembar.kolom.items()):
        if key in seen:
            message = f'kolom "{titles.get(key, key.strip("()"))}" ada dua kali'
            yield error("D17", isi.where(head, column), message, "hapus salah satu", isi.teks(head, column))
        seen.setdefault(key, column)
    titled = {column for row, column in isi.sel if row == head}
    for column in sorted(titled - set(lembar.kolom)):
        text = isi.teks(head, column)
        if plain_heading(text) in DIABAIKAN:
            continue
        near = difflib.get_close_matches(plain_heading(text), sorted(known), n=1, cutoff=0.8)
        meant = titles.get(known[near[0]], near[0]) if near else ""
        advice = f'maksudnya "{meant}"?' if near else _UNKNOWN.format(text)
        yield Finding("D19", Severity.WARNING, isi.where(head, column), "kolom ini tidak dikenal", advice, text)
    for place in sorted(isi.sel):
        if place[0] > head and place[1] not in titled:
            message, hint = "isi ini berada di luar kolom yang berjudul", "beri judul kolom, atau hapus"
            yield Finding("D19", Severity.WARNING, isi.where(*place), message, hint, isi.teks(*place))
    yield from (one for place, one in sorted(isi.faults.items()) if place[1] not in lembar.kolom and one.code == "D17")
