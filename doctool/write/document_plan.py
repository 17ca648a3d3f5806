"""What a Dokumen numbers, counted before anything is written: headings, captions, and what references print.

Every number is a live field or list number in the Word file; what is counted here is what those fields show from the
start, so that no program has to update anything. Headings and captions are counted in the order of `Dokumen.blok()`,
which is the order in which they are written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from doctool.model.dokumen import Bagan, Dokumen, Gambar, Judul, Keterangan, Rujukan, Sebaris, Tabel, Teks, tulisan

#: The deepest heading that has a style, and the deepest that stands in the contents.
DEEPEST, CONTENTS_LEVELS = 4, 3
#: What a caption's number is called, also the name of its sequence (ECMA-376 part 1, 17.16.5.56).
LABELS = {"tabel": "Tabel", "gambar": "Gambar"}
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its bookmarks (for the contents, for references), level 1 to 4, number ("III", "3.1", "a.", "")."""

    bookmark: str
    target: str
    level: int
    number: str
    text: str

    @property
    def label(self) -> str:
        """What stands before the title in the contents: "BAB III", "3.1"; "" for an unnumbered heading."""
        return f"BAB {self.number}" if self.number and self.level == 1 else self.number


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption: its bookmarks, kind, chapter (0: outside the numbered chapters), place there, and whether the count
    starts anew with it."""

    bookmark: str
    target: str
    kind: str
    chapter: int
    place: int
    restarts: bool
    text: str

    @property
    def label(self) -> str:
        """ "Tabel 3.2"; outside the chapters "Tabel 2"."""
        chapter = f"{self.chapter}." if self.chapter else ""
        return f"{LABELS[self.kind]} {chapter}{self.place}"


@dataclass(slots=True)
class Plan:
    """Headings and captions in order, and both by the key that references name."""

    headings: list[Heading] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    targets: dict[str, Heading | Caption] = field(default_factory=dict)

    @property
    def bookmarks(self) -> list[str]:
        """The bookmarks that the contents and lists ask the pages of."""
        return [*(one.bookmark for one in self.headings), *(one.bookmark for one in self.captions)]


def plan_of(dokumen: Dokumen) -> Plan:
    """Count what `dokumen` numbers. Of two blocks with one key, references lead to the first."""
    counting = _Counting()
    for blok in dokumen.blok():
        if isinstance(blok, Judul):
            counting.heading(blok)
        elif isinstance(blok, Tabel | Bagan | Gambar) and blok.keterangan is not None:
            counting.caption(blok.keterangan, blok.kunci)
    return counting.finished()


def reference_text(target: Heading | Caption) -> str:
    """What a reference to `target` prints: "Tabel 3.2", "Bab III", "Subbab 3.1", "a"; a title that has no number."""
    if isinstance(target, Caption):
        return target.label
    if not target.number:
        return target.text
    return number_word(target) + target.number.rstrip(".")


def number_word(target: Heading) -> str:
    """What stands before the number of a heading in a reference; "" before a letter."""
    return {1: "Bab ", DEEPEST: ""}.get(target.level, "Subbab ")


def roman(number: int) -> str:
    """`number` (1 to 399) in Roman capitals; from 400 on in Arabic."""
    if number >= 400:
        return str(number)
    letters = ""
    for value, letter in _ROMAN:
        times, number = divmod(number, value)
        letters += letter * times
    return letters


def letter(number: int) -> str:
    """1 is "a", 26 "z", 27 "aa", as Word counts lowerLetter (ECMA-376 part 1, 17.18.59)."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def title(isi: tuple[Sebaris, ...], targets: Mapping[str, Heading | Caption] | None = None) -> str:
    """The text of a heading or caption in one line; references in it as they print, those to nothing left out."""
    known = targets or {}
    told: list[Sebaris] = []
    for one in isi:
        target = known.get(one.kunci) if isinstance(one, Rujukan) else None
        told.append(Teks(reference_text(target)) if target else one)
    return " ".join(tulisan(tuple(told)).split())


class _Counting:
    def __init__(self) -> None:
        self.plan = Plan()
        self.levels = [0] * DEEPEST
        self.chapter = 0
        #: Below an unnumbered heading of level 1 nothing is numbered: programs count such numbers in different ways.
        self.outside = False
        self.places: Counter[tuple[str, int]] = Counter()
        self.last: dict[str, int] = {}
        self.titles: dict[str, tuple[Sebaris, ...]] = {}

    def finished(self) -> Plan:
        """The plan with the references in titles, which may be to what comes later."""
        targets, plan = self.plan.targets, self.plan
        plan.headings = [replace(one, text=title(self.titles[one.bookmark], targets)) for one in plan.headings]
        plan.captions = [replace(one, text=title(self.titles[one.bookmark], targets)) for one in plan.captions]
        return plan

    def heading(self, judul: Judul) -> None:
        level = min(max(judul.tingkat, 1), DEEPEST)
        if level == 1:
            self.outside = not judul.bernomor
        number = self._next(level) if judul.bernomor and not self.outside else ""
        if level == 1:
            self.chapter = self.levels[0] if judul.bernomor else 0
        place = len(self.plan.headings) + 1
        made = Heading(f"_Toc{place:06}", f"_Ref1{place:05}", level, number, title(judul.isi))
        self.titles[made.bookmark] = judul.isi
        self.plan.headings.append(made)
        if judul.kunci:
            self.plan.targets.setdefault(judul.kunci, made)

    def caption(self, keterangan: Keterangan, kunci: str) -> None:
        kind = keterangan.jenis
        self.places[kind, self.chapter] += 1
        number = len(self.plan.captions) + 1
        made = Caption(
            f"_Tok{number:06}",
            f"_Ref2{number:05}",
            kind,
            self.chapter,
            self.places[kind, self.chapter],
            self.last.get(kind) != self.chapter,
            title(keterangan.isi),
        )
        self.last[kind] = self.chapter
        self.titles[made.bookmark] = keterangan.isi
        self.plan.captions.append(made)
        if kunci:
            self.plan.targets.setdefault(kunci, made)

    def _next(self, level: int) -> str:
        self.levels[level - 1] += 1
        self.levels[level:] = [0] * (DEEPEST - level)
        if level == 1:
            return roman(self.levels[0])
        if level == DEEPEST:
            return f"{letter(self.levels[-1])}."
        return ".".join(str(max(one, 1)) for one in self.levels[:level])
