"""The rows of the money: programs, kegiatan and sub kegiatan, each with those it is the sum of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from doctool.forms.field_map import Jenis, kunci_anggaran
from doctool.forms.rows import MoneyRow, Unit, Value, answers_for
from doctool.model.kinerja import Beranggaran, KegiatanProgram, Program

#: A level of the budget: who answers for it (None where it has parts), its places, itself.
Placed = tuple[Unit | None, tuple[int, ...], Beranggaran]


def levels_of(programs: Sequence[Program]) -> Iterator[Placed]:
    """Every level in order; what has no parts of its own with who answers for it (else who does above it)."""
    for number, program in enumerate(programs, start=1):
        yield from _level((number,), program, program.kegiatan, None)


def _level(
    places: tuple[int, ...], one: Beranggaran, parts: Sequence[Beranggaran], above: Unit | None
) -> Iterator[Placed]:
    who = (one.penanggung_jawab.bidang, one.penanggung_jawab.seksi) if one.penanggung_jawab else above
    yield (None if parts else who), places, one
    for number, part in enumerate(parts, start=1):
        below = part.sub_kegiatan if isinstance(part, KegiatanProgram) else ()
        yield from _level((*places, number), part, below, who)


def money_rows(levels: Sequence[Placed], unit: Unit, *, per_seksi: bool) -> tuple[MoneyRow, ...]:
    """The levels that `unit` answers for, each below those it belongs to."""
    own = [places for who, places, _ in levels if who is not None and answers_for(unit, who, per_seksi=per_seksi)]
    shown = {places[:depth] for places in own for depth in range(1, len(places) + 1)}
    chosen = [(places, one) for _, places, one in levels if places in shown]
    at = {places: number for number, (places, _) in enumerate(chosen)}
    rows = []
    for places, one in chosen:
        parts = tuple(at[below] for below, _ in chosen if below[:-1] == places)
        kind = (Jenis.PROGRAM if len(places) == 1 else Jenis.KEGIATAN) if parts else Jenis.RINCIAN
        values: dict[str, Value] = {"kode_rekening": one.kode, "uraian": one.uraian}
        known = (None, None) if parts else (one.pagu, one.realisasi)
        rows.append(MoneyRow(kunci_anggaran(*places), kind, values, *known, parts))
    return tuple(rows)
