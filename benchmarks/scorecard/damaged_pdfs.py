"""Damaged PDFs to be joined: each is refused by name, or all its pages are there."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import peak
from doctool.assemble.annexes import Annex, Converted, survey
from doctool.assemble.annexes_join import Placed, ReportPdf, join_report
from doctool.units import PAPERS
from tests.assemble.pdfs import make, make_report, texts

PAGES = ["satu", "dua", "tiga"]
#: Files that are joined at once.
_GROUP = 100
#: The share of damaged copies that must still be joined at least; it is about a third.
_KEPT = 0.2


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of damaged copies: those joined, those refused, what is wrong, the longest time of a group."""

    kept: int
    refused: int
    faults: tuple[str, ...]
    seconds: float

    @property
    def few(self) -> tuple[str, ...]:
        """The fault that too few were kept: much damage touches no page."""
        low = self.kept < _KEPT * (self.kept + self.refused)
        return (f"only {self.kept} of {self.kept + self.refused} damaged PDFs are joined",) if low else ()


def damaged(data: bytes, rng: random.Random) -> bytes:
    """A copy with a piece cut out, overwritten, doubled, swapped, a digit changed, or its end missing."""
    copy = bytearray(data)
    at, length = rng.randrange(len(copy)), rng.randrange(1, 60)
    kind = rng.randrange(6)
    if kind == 0:
        del copy[at : at + length]
    elif kind == 1:
        copy[at : at + length] = rng.randbytes(len(copy[at : at + length]))
    elif kind == 2:
        copy[at:at] = copy[at : at + length]
    elif kind == 3:
        del copy[at:]
    elif kind == 4:
        digits = [place for place, byte in enumerate(copy) if 48 <= byte <= 57]
        copy[rng.choice(digits)] = rng.randrange(48, 58)
    else:
        copy[at] ^= 1 << rng.randrange(8)
    return bytes(copy)


def join_damaged(folder: Path, copies: int, seed: int) -> Joined:
    """Join `copies` damaged copies of a PDF of three pages as lampiran, a hundred at a time, in the empty `folder`."""
    data = make(folder / "utuh.pdf", PAGES, outline=True).read_bytes()
    rng = random.Random(seed)
    kept = refused = 0
    faults: list[str] = []
    longest = 0.0
    for first in range(0, copies, _GROUP):
        files = [folder / f"{number}.pdf" for number in range(first, min(first + _GROUP, copies))]
        for file in files:
            file.write_bytes(damaged(data, rng))
        start = time.perf_counter()
        infos = survey([Annex(file.stem, file) for file in files], folder / "kerja", PAPERS["F4"], _no_convert)
        placed = tuple(Placed(info, 0, info.annex.title) for info in infos)
        report = ReportPdf(make_report(folder / "laporan.pdf", 1), "L", annexes=placed)
        made = join_report(report, folder / "jadi.pdf")
        longest = max(longest, time.perf_counter() - start)
        found = texts(made.file)
        if len(found) != made.pages or made.pages != 1 + sum(info.pages for info in infos):
            faults.append(f"copies {first} to {files[-1].stem} (seed {seed}): {len(found)} pages, not {made.pages}")
        for at, info in zip(made.first_pages, infos, strict=True):
            name = f"copy {info.annex.file.stem} (seed {seed})"
            kept, refused = kept + (not info.refused), refused + bool(info.refused)
            if info.refused:
                faults += [] if info.annex.file.name in info.message else [f"{name}: refused without its name"]
            elif at is None or (not info.warnings and Counter(found[at : at + info.pages]) != Counter(PAGES)):
                faults.append(f"{name}: pages lost without a word")
    return Joined(kept, refused, tuple(faults), longest)


def measured(folder: Path, copies: int, seed: int) -> tuple[Joined, int]:
    """The same, and the most memory in bytes that this process has taken: to be called in a process of its own."""
    return join_damaged(folder, copies, seed), peak()


def _no_convert(_files: Sequence[Path], _folder: Path) -> Sequence[Converted]:
    raise AssertionError("no lampiran of these is converted")
