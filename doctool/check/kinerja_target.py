"""The rules of targets: percentages (L09), fit for the formula (L14), quarters against the year (L15)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from doctool.check.kinerja_rule import indicators, kinerja_check
from doctool.check.rule import Path, Problem
from doctool.findings import Severity
from doctool.indonesian import angka
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import rounded, sum_exact
from doctool.model.kinerja import TRIWULAN, Indikator, Target
from doctool.model.triwulan import factor

_POINT = re.compile(r"-?\d+\.\d+\s*%?")


def targets(path: Path, one: Indikator) -> Iterator[tuple[Path, str, Target]]:
    """The targets of an indicator with their paths and names: of the year, then of the quarters."""
    yield (*path, "target"), "target setahun", one.target
    for at, target in enumerate(one.target_triwulan):
        yield (*path, "target_triwulan", at), f"target triwulan {TRIWULAN[at]}", target


def _numbers(target: Target) -> tuple[Decimal, ...]:
    return (target.nilai,) if target.nilai is not None else target.rentang or ()


@kinerja_check("L09")
def percentages(loaded: LoadedKinerja) -> Iterator[Problem]:
    """Percentages lie from 0 to 100, and those of the quarters are not added up."""
    for path, one in indicators(loaded.kinerja):
        if factor(one.satuan) != 100:
            continue
        for where, name, target in targets(path, one):
            if any(not 0 <= number <= 100 for number in _numbers(target)):
                yield Problem(where, f"{name} di luar 0 sampai 100 persen", "periksa target dan satuannya", target.teks)
        if one.akumulasi == "jumlah" and not one.berbanding:
            message = "persentase keempat triwulan akan dijumlahkan"
            hint = "pakai akumulasi terakhir atau rata-rata, atau isi pembilang dan penyebut"
            yield Problem((*path, "akumulasi"), message, hint, one.akumulasi)


@kinerja_check("L14")
def target_fits_formula(loaded: LoadedKinerja) -> Iterator[Problem]:
    """A target is what its formula reckons with: a number, a range, a grade of the order."""
    for path, one in indicators(loaded.kinerja):
        if one.rumus_dipakai == "tingkat" and not one.tingkatan:
            yield Problem((*path, "tingkatan"), "rumus tingkat tanpa tingkatan", "isi tingkatan dari yang terendah")
            continue
        if one.target.kosong:
            hint = "isi targetnya, atau tulis - bila memang tidak ada"
            yield Problem((*path, "target"), "target setahun belum diisi", hint, severity=Severity.WARNING)
        for where, name, target in targets(path, one):
            if target.tidak_ada:
                continue
            hint = _misfit(one, target)
            if hint:
                message = f'{name} "{target.teks}" tidak cocok dengan rumus {one.rumus_dipakai}'
                yield Problem(where, message, hint, target.teks)
            elif target.nilai == 0 and one.rumus_dipakai != "tingkat":
                message = f"{name} 0, sehingga capaiannya tidak dapat dihitung"
                yield Problem(where, message, "tulis - bila tidak ada target", target.teks, severity=Severity.WARNING)


def _misfit(one: Indikator, target: Target) -> str:
    """What to do about a target that its formula cannot reckon with; "" for one that it can."""
    if one.rumus_dipakai == "tingkat":
        known = {_folded(grade) for grade in one.tingkatan}
        return "" if _folded(target.teks) in known else f"pilih salah satu: {', '.join(one.tingkatan)}"
    if _POINT.fullmatch(target.teks.strip()) and target.nilai is None:
        return f"desimal ditulis dengan koma: {target.teks.strip().replace('.', ',')}"
    if one.rumus_dipakai == "rentang":
        return "" if target.rentang is not None else "tulis kedua batasnya, misalnya 80-90"
    if target.nilai is not None:
        return ""
    if target.rentang is not None:
        return "tulis satu bilangan, atau pakai arah: rentang"
    return "tulis bilangan; untuk predikat isi tingkatan, misalnya [C, B, A]"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


@kinerja_check("L15")
def quarters_fit_year(loaded: LoadedKinerja) -> Iterator[Problem]:
    """The targets of the quarters lead to that of the year."""
    for path, one in indicators(loaded.kinerja):
        given = [target for target in one.target_triwulan if not target.tidak_ada]
        if not given or one.target.tidak_ada:
            continue
        every = (*one.target_triwulan, one.target)
        read = _rank if one.rumus_dipakai == "tingkat" else _amount
        ranks = [read(one, target) for target in every]
        shapes = {len(rank) for rank, target in zip(ranks, every, strict=True) if not target.tidak_ada}
        if len(shapes) != 1 or shapes == {0}:
            continue  # L14 says it
        yield from _course(path, one, ranks)


def _amount(_one: Indikator, target: Target) -> tuple[Decimal, ...]:
    return _numbers(target)


def _rank(one: Indikator, target: Target) -> tuple[Decimal, ...]:
    order = [_folded(grade) for grade in one.tingkatan]
    return (Decimal(order.index(_folded(target.teks))),) if _folded(target.teks) in order else ()


def _course(path: Path, one: Indikator, ranks: Sequence[tuple[Decimal, ...]]) -> Iterator[Problem]:
    """Quarters (numbers, ends of ranges or ranks of grades; empty for none) against the year, the last of `ranks`."""
    year, quarters = ranks[-1], [one_ for one_ in ranks[:-1] if one_]
    added = one.akumulasi != "terakhir" and not one.berbanding and one.rumus_dipakai != "tingkat"
    if added and not one.target_kumulatif:
        total = tuple(sum_exact([quarter[end] for quarter in quarters]) for end in range(len(year)))
        yield from _against(path, one, quarters, total, year)
        return
    if ranks[3] and ranks[3] != year:
        message = f"target triwulan IV {one.target_triwulan[3].teks} berbeda dari target setahun {one.target.teks}"
        yield Problem((*path, "target_triwulan", 3), message, "samakan keduanya", one.target_triwulan[3].teks)
    falling = one.arah == "turun" and not added
    for at in range(1, 4):
        before = next((ranks[back] for back in range(at - 1, -1, -1) if ranks[back]), ())
        wrong = before and ranks[at] and (ranks[at] > before if falling else ranks[at] < before)
        if wrong:
            way = "naik, padahal arahnya turun" if falling else "lebih rendah daripada triwulan sebelumnya"
            text = one.target_triwulan[at].teks
            message = f"target triwulan {TRIWULAN[at]} {way}"
            yield Problem((*path, "target_triwulan", at), message, "periksa targetnya", text)


def _against(
    path: Path, one: Indikator, quarters: Sequence[tuple[Decimal, ...]], total: tuple[Decimal, ...],
    year: tuple[Decimal, ...],
) -> Iterator[Problem]:
    mean = one.akumulasi == "rata-rata"
    made = tuple(rounded(end / len(quarters)) for end in total) if mean else total
    if made == (tuple(rounded(end) for end in year) if mean else year):
        return
    what = "rata-rata" if mean else "jumlah"
    shown = "-".join(angka(end) for end in made)
    hint = "samakan, atau ubah akumulasi"
    if not mean and quarters[-1] == year and list(quarters) == sorted(quarters):
        hint = "bila target triwulannya kumulatif, tulis target_kumulatif: ya"
    message = f"{what} target triwulan {shown}, target setahun {one.target.teks}"
    yield Problem((*path, "target_triwulan"), message, hint, shown)
