"""What the rules of indicators look at, and where they are registered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from doctool.check.rule import Path, Problem
from doctool.loaded import LoadedKinerja
from doctool.model.kinerja import Beranggaran, Indikator, KegiatanProgram, Kinerja, Program

KinerjaCheck = Callable[[LoadedKinerja], Iterator[Problem]]

#: Every registered function with the code of its rule, in order of registration.
KINERJA_CHECKS: list[tuple[str, KinerjaCheck]] = []


def kinerja_check(code: str) -> Callable[[KinerjaCheck], KinerjaCheck]:
    """Registers a function as (part of) the rule `code` for indicators."""

    def register(function: KinerjaCheck) -> KinerjaCheck:
        KINERJA_CHECKS.append((code, function))
        return function

    return register


def indicators(kinerja: Kinerja) -> Iterator[tuple[Path, Indikator]]:
    """Every indicator with its path."""
    for at, sasaran in enumerate(kinerja.sasaran):
        for number, one in enumerate(sasaran.indikator):
            yield ("sasaran", at, "indikator", number), one


def budget(kinerja: Kinerja) -> Iterator[tuple[Path, Beranggaran, tuple[Beranggaran, ...]]]:
    """Every level of the budget with its path and the levels above it, the highest first."""
    for at, program in enumerate(kinerja.program):
        path: Path = ("program", at)
        yield path, program, ()
        for number, kegiatan in enumerate(program.kegiatan):
            yield (*path, "kegiatan", number), kegiatan, (program,)
            for last, sub in enumerate(kegiatan.sub_kegiatan):
                yield (*path, "kegiatan", number, "sub_kegiatan", last), sub, (program, kegiatan)


def below(level: Beranggaran) -> tuple[Beranggaran, ...]:
    """The levels right below a level of the budget."""
    if isinstance(level, Program):
        return level.kegiatan
    return level.sub_kegiatan if isinstance(level, KegiatanProgram) else ()
