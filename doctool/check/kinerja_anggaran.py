"""The rule of the budget (L06): every level is the sum of those below it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from doctool.check.kinerja_rule import below, budget, kinerja_check
from doctool.check.rule import Problem
from doctool.findings import Severity
from doctool.indonesian import angka
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import sum_exact
from doctool.model.kinerja import Beranggaran


def money(level: Beranggaran, key: str) -> Decimal | None:
    """What a level has of `key` (pagu, realisasi): the sum of those below it, else its own; None where one lacks it."""
    parts = below(level)
    if not parts:
        own: Decimal | None = getattr(level, key)
        return own
    sums = [money(one, key) for one in parts]
    known = [one for one in sums if one is not None]
    return sum_exact(known) if len(known) == len(sums) else None


@kinerja_check("L06")
def levels_add_up(loaded: LoadedKinerja) -> Iterator[Problem]:
    """What is written at a level that is broken down is the sum of its parts."""
    for path, level, _above in budget(loaded.kinerja):
        for key in ("pagu", "realisasi"):
            own: Decimal | None = getattr(level, key)
            summed = money(level, key) if below(level) else None
            if own is not None and summed is not None and own != summed:
                message = f"{key} {angka(own)} tidak sama dengan jumlah di bawahnya, {angka(summed)}"
                hint = f"perbaiki, atau hapus {key} di sini: jumlahnya dihitung"
                yield Problem((*path, key), message, hint, angka(own))


@kinerja_check("L06")
def spent_within_pagu(loaded: LoadedKinerja) -> Iterator[Problem]:
    """Money is not negative, and not more is spent than was planned."""
    for path, level, _above in budget(loaded.kinerja):
        for key in ("pagu", "realisasi"):
            own: Decimal | None = getattr(level, key)
            if own is not None and own < 0:
                yield Problem((*path, key), f"{key} negatif", "periksa angkanya", angka(own))
        if not below(level) and level.pagu is not None and level.realisasi is not None and level.realisasi > level.pagu:
            message = f"realisasi {angka(level.realisasi)} melebihi pagu {angka(level.pagu)}"
            yield Problem((*path, "realisasi"), message, "periksa kedua angkanya", angka(level.realisasi),
                          severity=Severity.WARNING)
