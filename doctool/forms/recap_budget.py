"""The money of the recap: pagu and realisasi of every level, summed over what was filled in and saying of how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from doctool.forms.collected import Collected
from doctool.forms.field_map import kunci_anggaran
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import ratio, sum_exact
from doctool.model.kinerja import Beranggaran, KegiatanProgram, Program
from doctool.model.rekap import AnggaranRekap, Tingkat

_LEVELS: tuple[Tingkat, ...] = ("program", "kegiatan", "sub kegiatan")


def budget(loaded: LoadedKinerja, returned: Collected) -> tuple[tuple[AnggaranRekap, ...], AnggaranRekap | None]:
    """Every level of the budget in order, and the sum of all programmes; () and None where there is no budget."""
    rows: list[AnggaranRekap] = []
    tops = []
    for number, program in enumerate(loaded.kinerja.program, start=1):
        made = list(_level(program, (number,), "", returned))
        tops.append(made[0])
        rows += made
    total = _summed("", _LEVELS[0], "", "Jumlah", "", tops, None) if tops else None
    return tuple(rows), total


def _below(one: Beranggaran) -> Sequence[Beranggaran]:
    if isinstance(one, Program):
        return one.kegiatan
    return one.sub_kegiatan if isinstance(one, KegiatanProgram) else ()


def _level(
    one: Beranggaran, places: tuple[int, ...], bidang: str, returned: Collected
) -> Iterator[AnggaranRekap]:
    """A level, then everything below it. A level whose bidang is not named has that of the level above."""
    owner = one.penanggung_jawab.bidang if one.penanggung_jawab is not None else bidang
    key, level = kunci_anggaran(*places), _LEVELS[len(places) - 1]
    parts: list[AnggaranRekap] = []
    direct = []
    for number, below in enumerate(_below(one), start=1):
        made = list(_level(below, (*places, number), owner, returned))
        direct.append(made[0])
        parts += made
    if direct:
        yield _summed(key, level, one.kode, one.uraian, owner, direct, one.pagu)
        yield from parts
        return
    yield _row(key, level, one, owner, returned)


def _row(key: str, level: Tingkat, one: Beranggaran, owner: str, returned: Collected) -> AnggaranRekap:
    """The lowest level: what was returned and nothing else. What the office's data says is not of this quarter."""
    entered, note = returned.isian(key, "realisasi"), returned.isian(key, "keterangan")
    given = entered.hitungan
    spent = given if isinstance(given, Decimal) else None
    measured = one.pagu if spent is not None else None
    return AnggaranRekap(
        key, level, one.kode, one.uraian, owner, one.pagu, spent, measured, _share(spent, measured),
        terisi=int(spent is not None), semua=1, keterangan=note.teks, isian=entered,
    )  # fmt: skip


def _summed(
    key: str, level: Tingkat, kode: str, uraian: str, owner: str, parts: Sequence[AnggaranRekap], own: Decimal | None
) -> AnggaranRekap:
    """The sum of the levels directly below; `own` is the pagu that the level itself names."""
    spent = _total([one.realisasi for one in parts])
    measured = _total([one.pagu_terisi for one in parts])
    if any(one.terisi and one.pagu_terisi is None for one in parts):
        measured = None  # money spent without a pagu: a share would be of less than it was spent from
    pagu = _total([one.pagu for one in parts])
    return AnggaranRekap(
        key, level, kode, uraian, owner, own if pagu is None else pagu, spent, measured, _share(spent, measured),
        terisi=sum(one.terisi for one in parts), semua=sum(one.semua for one in parts), dirinci=True,
    )  # fmt: skip


def _total(values: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of what is there; None where nothing is."""
    found = [one for one in values if one is not None]
    return sum_exact(found) if found else None


def _share(spent: Decimal | None, pagu: Decimal | None) -> Decimal | None:
    return None if spent is None or pagu is None else ratio(spent, pagu)
