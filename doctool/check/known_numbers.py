"""The figures and tables of a report, and which of them a number that somebody typed is, is near to, or contradicts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from doctool.check.laporan_rule import AngkaLaporan
from doctool.check.report_words import passages
from doctool.check.typed_numbers import Jenis, Typed
from doctool.findings import Where
from doctool.indonesian import baca_angka
from doctool.model.capaian import rounded
from doctool.model.dokumen import Baris, Blok, Tabel

#: How a typed number is like a figure.
Cara = Literal["sama", "dibulatkan", "tertukar", "satu angka berbeda", "beda pembulatan"]
_NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")
#: A number of fewer digits is like too many others to guess which one was meant.
_TELLING = 3
#: What is meant where nothing says otherwise.
_PLAIN = frozenset({"target", "realisasi", "capaian", "rata-rata", "pagu", "serapan"})
_KIND = re.compile(r"target|terealisasi|realisasi|mencapai|capaian|serapan|pagu|rata-rata|efisiensi")
_YEAR = re.compile(r"(20\d\d)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the report that is a number: its place in the list, its name, whose it is ("IKU-1"), of what, how it
    is printed.

    `apa` is the name without the owner ("capaian", "realisasi.2024"); `desimal`, `tercetak` and `digits` are decimals,
    value and digits as they are printed.
    """

    urutan: int
    nama: str
    pemilik: str
    apa: str
    teks: str
    nilai: Decimal
    jenis: Jenis
    desimal: int
    tercetak: Decimal
    digits: str


@dataclass(frozen=True, slots=True)
class Match:
    """A figure that a typed number is or resembles; `rank` says how likely it is meant, the lowest first."""

    figure: Figure
    cara: Cara
    rank: tuple[bool, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the number says the same, if with fewer decimals."""
        return self.cara in ("sama", "dibulatkan")


class KnownNumbers:
    """The numbers of a report: `angka` its figures by name, `pemilik` what they are of (codes, "sasaran-1"), `blok` its
    blocks, whose tables hold further numbers."""

    def __init__(self, angka: Mapping[str, AngkaLaporan], pemilik: Collection[str], blok: Iterable[Blok]) -> None:
        self.figures = tuple(_figures(angka, pemilik))
        self._rounded: dict[int, dict[Decimal, list[Figure]]] = {}
        self._printed: dict[Decimal, list[Figure]] = defaultdict(list)
        self._shaped: dict[tuple[int, int], list[Figure]] = defaultdict(list)
        for one in self.figures:
            self._printed[one.tercetak].append(one)
            self._shaped[len(one.digits), one.desimal].append(one)
        self._tables = [one for one in blok if isinstance(one, Tabel)]

    @cached_property
    def _in_tables(self) -> Mapping[Decimal, int]:
        """Every number that a table of the report shows, with its decimals; without the numbers of rows."""
        found: dict[Decimal, int] = {}
        for cell in (cell for table in self._tables for row in table.baris for cell in row.sel[_numbered(row) :]):
            for one in passages(cell.isi, Where("")):
                for part in _NUMBER.findall(one.teks):
                    value = baca_angka(part.rstrip("."))
                    if value is not None:
                        found[value] = max(found.get(value, 0), len(part.partition(",")[2]))
        return found

    def in_a_table(self, typed: Typed) -> bool:
        """Whether a table of the report shows the number, with no fewer decimals."""
        return self._in_tables.get(typed.nilai, -1) >= len(typed.angka.partition(",")[2])

    def of(self, owners: Collection[str]) -> list[Figure]:
        """The figures of these owners."""
        return [one for one in self.figures if one.pemilik in owners]

    def matches(self, typed: Typed, owners: Collection[str], before: str) -> list[Match]:
        """The figures that a typed number is, or else those that it resembles, the likeliest first.

        `owners` are named in its sentence, `before` is what stands before it there.
        """
        telling = len(typed.digits) >= _TELLING
        rank = _Rank(owners, before)

        def alike(of: Iterable[Figure], how: Callable[[Typed, Figure], Cara | None]) -> list[Match]:
            return [Match(one, said, rank.of(one)) for one in of if (said := how(typed, one))]

        equal = self._around(typed, (0,)) | dict.fromkeys(self._printed.get(typed.nilai, ()))
        exact = alike((one for one in equal if one.pemilik in owners), _equal)
        if not exact:
            every = alike(equal, _equal)
            exact = [one for one in every if telling or (one.cara == "sama" and typed.jenis != "bilangan")]
        found = exact or (alike(self._near(typed, owners), _like) if telling else [])
        return sorted(found, key=lambda one: (
            one.cara != "sama", one.cara == "beda pembulatan", *one.rank, one.figure.urutan,
        ))  # fmt: skip

    def _around(self, typed: Typed, steps: Iterable[int]) -> dict[Figure, None]:
        """The figures that are the number, or so many of its last digit away, when rounded as it is."""
        power = typed.langkah.adjusted()
        if power not in self._rounded:
            table: dict[Decimal, list[Figure]] = defaultdict(list)
            for one in self.figures:
                table[_at(one.nilai, typed.langkah)].append(one)
            self._rounded[power] = table
        known = self._rounded[power]
        return {one: None for step in steps for one in known.get(typed.nilai + step * typed.langkah, ())}

    def _near(self, typed: Typed, owners: Collection[str]) -> list[Figure]:
        """The figures that the number may resemble, of the owners where one is named that has figures."""
        shape = len(typed.digits), -typed.langkah.adjusted()
        found = self._around(typed, (-1, 1)) | dict.fromkeys(self._shaped.get(shape, ()))
        mine = any(one.pemilik in owners for one in self.figures)
        return [one for one in found if not mine or one.pemilik in owners]


def _numbered(row: Baris) -> int:
    """1 where the first cell of a row is its number, else 0."""
    first = "".join(one.teks for one in passages(row.sel[0].isi, Where(""))) if row.sel else ""
    return int(re.fullmatch(r"\s*\d{1,3}\.?\s*", first) is not None)


def _figures(angka: Mapping[str, AngkaLaporan], owners: Collection[str]) -> Iterator[Figure]:
    known = sorted(owners, key=len, reverse=True)
    for number, (nama, one) in enumerate(angka.items()):
        if one.nilai is None or not any(letter.isdigit() for letter in one.teks):
            continue
        owner = next((key for key in known if nama.startswith(f"{key}.")), "")
        what = nama.removeprefix(f"{owner}.") if owner else nama
        kind: Jenis = "persen" if one.teks.endswith("%") else "uang" if "Rp" in one.teks else "bilangan"
        decimals = len(one.teks.rstrip("%").partition(",")[2])
        digits = re.sub(r"\D", "", one.teks).lstrip("0")
        yield Figure(
            number, nama, owner, what, one.teks, one.nilai, kind, decimals, rounded(one.nilai, decimals), digits
        )


def _equal(typed: Typed, one: Figure) -> Cara | None:
    forgotten = (typed.jenis, one.jenis) == ("bilangan", "persen") and "," in typed.angka  # "95,37" without its sign
    if typed.jenis != one.jenis and not forgotten:
        return None
    if typed.nilai == one.tercetak:
        return "sama"
    coarser = typed.langkah.adjusted() > -one.desimal
    return "dibulatkan" if coarser and _at(one.nilai, typed.langkah) == typed.nilai else None


def _at(value: Decimal, step: Decimal) -> Decimal:
    """`value` rounded to what the last digit of a typed number counts."""
    return rounded(value, -step.adjusted())


def _like(typed: Typed, one: Figure) -> Cara | None:
    """How a number resembles a figure that it is not: two digits changed places, one is another, the last is off."""
    if typed.jenis != one.jenis:
        return None
    mine, other = typed.digits, one.digits
    if len(mine) != len(other) or typed.langkah.adjusted() != -one.desimal:
        return "beda pembulatan" if abs(typed.nilai - _at(one.nilai, typed.langkah)) == typed.langkah else None
    if abs(typed.nilai - one.tercetak) == typed.langkah:
        return "beda pembulatan"
    off = [at for at, (left, right) in enumerate(zip(mine, other, strict=True)) if left != right]
    if len(off) == 1:
        return "satu angka berbeda"
    swapped = len(off) == 2 and off[1] == off[0] + 1 and mine[off[0]] == other[off[1]] and mine[off[1]] == other[off[0]]
    return "tertukar" if swapped else None


class _Rank:
    """How likely a figure is meant: named in the sentence, of the kind that the words before it say, of this year."""

    def __init__(self, owners: Collection[str], before: str) -> None:
        self._owners, self._before = owners, before
        words = _KIND.findall(before.casefold())
        self._kind = {"terealisasi": "realisasi", "mencapai": "realisasi"}.get(words[-1], words[-1]) if words else ""

    def of(self, one: Figure) -> tuple[bool, ...]:
        """The lowest is the likeliest."""
        year = _YEAR.search(one.apa)
        other_year = year is not None and year[1] not in self._before
        wrong = bool(self._kind) and one.apa.partition(".")[0] != self._kind
        return one.pemilik not in self._owners, wrong, other_year, year is not None, one.apa not in _PLAIN
