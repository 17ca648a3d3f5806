"""Last year's figures are those of last year's report (L08)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from doctool.check.laporan_capaian import TOLERANCE
from doctool.check.laporan_data import same_target
from doctool.check.laporan_rule import BarisLalu, LaporanLalu, ReportContext, Said, report_check
from doctool.check.words import normal
from doctool.findings import Severity
from doctool.loaded import Path
from doctool.model.capaian import printed, rounded
from doctool.model.kinerja import Target
from doctool.model.laporan import Riwayat


@report_check("L08")
def last_year_as_reported(ctx: ReportContext) -> Iterator[Said]:
    """Target, realisasi and capaian of the year before are what that year's report says."""
    if ctx.lalu is None:
        return
    by_code = {one.kode: one for one in ctx.lalu.baris}
    by_words = {normal(one.uraian): one for one in ctx.lalu.baris if one.uraian}
    year = str(ctx.lalu.tahun)
    for row in ctx.rekap.indikator():
        same = by_code.get(row.kode)
        if same is None or (same.uraian and normal(same.uraian) != normal(row.uraian)):
            same = by_words.get(normal(row.uraian))  # codes are given anew every year
        if same is None:
            continue
        given = ctx.pembanding_of(row.kode).riwayat.get(year)
        if given is None:
            message = (
                f"{row.kode}: realisasi {year} {_written(same)} menurut {ctx.lalu.nama}, tetapi tidak ada dalam "
                "data pembanding"
            )
            where = ctx.where_compared(("indikator", row.kode, "riwayat"))
            hint = f"tulis riwayat {year} indikator itu di pembanding.yaml"
            yield Said(where, message, hint, row.kode, Severity.WARNING)
            continue
        yield from _compared(ctx, ctx.lalu, row.kode, given, same)


def _compared(ctx: ReportContext, lalu: LaporanLalu, kode: str, given: Riwayat, same: BarisLalu) -> Iterator[Said]:
    path: Path = ("indikator", kode, "riwayat", str(lalu.tahun))

    def said(name: str, written: str, reported: str) -> Said:
        message = f"{kode}: {name} {lalu.tahun} {written}, dalam {lalu.nama} {reported}"
        hint = "tulis seperti laporan tahun itu, atau jelaskan perubahannya dalam laporan ini"
        return Said(ctx.where_compared((*path, name)), message, hint, written)

    if not _same_value(given.realisasi, same):
        yield said("realisasi", given.realisasi.teks or "kosong", _written(same))
    if given.target is not None and not given.target.tidak_ada and not same_target(given.target.teks, same.target):
        yield said("target", given.target.teks, same.target or "kosong")
    if given.capaian is not None and same.capaian is not None and abs(given.capaian - same.capaian) > TOLERANCE:
        yield said("capaian", printed(given.capaian), printed(same.capaian))


def _same_value(given: Target, same: BarisLalu) -> bool:
    """Whether a realisasi is the reported one, to as many decimals as it is written with."""
    if same.realisasi is None:
        return given.teks.strip().casefold() == same.tingkat.strip().casefold()
    return given.nilai is not None and given.nilai == rounded(same.realisasi, _decimals(given.nilai))


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _written(same: BarisLalu) -> str:
    return printed(same.realisasi) if same.realisasi is not None else same.tingkat
