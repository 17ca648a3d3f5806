"""Rules of a report's data: the same indicators everywhere (L01), sources (L07), percentages (L09)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from doctool.check.laporan_rule import ReportContext, Said, report_check
from doctool.check.words import normal
from doctool.findings import Severity, Where
from doctool.loaded import Path
from doctool.model.capaian import Patokan, printed
from doctool.model.kinerja import TRIWULAN, Indikator, Target
from doctool.model.rekap import IndikatorRekap
from doctool.model.triwulan import factor

_PERCENT = {"persen", "prosen"}
_MAKE_AGAIN = "buat ulang rekapnya dengan: doctool formulir rekap, atau perbaiki data kinerja"


def _unit(satuan: str) -> str:
    folded = " ".join(satuan.casefold().split())
    return "%" if folded in _PERCENT else folded


def same_target(one: str, other: str) -> bool:
    """Whether two targets say the same: "97,5" and "97,50 %" do."""
    return Patokan.dari(Target(teks=one)) == Patokan.dari(Target(teks=other))


@report_check("L01")
def data_and_recap_agree(ctx: ReportContext) -> Iterator[Said]:
    """The recap has the indicators of the data, with their wording, unit, formula and target."""
    if ctx.kinerja is None:
        return
    known = {one.kode: one for _, one in ctx.kinerja.kinerja.indikator()}
    rows = {row.kode: row for row in ctx.rekap.indikator()}
    for kode, row in rows.items():
        if kode not in known:
            message = f'indikator "{kode}" ada dalam rekap, tetapi tidak ada dalam {ctx.kinerja.file}'
            yield Said(Where(ctx.rekap_file or ctx.loaded.file), message, _MAKE_AGAIN, row.uraian)
            continue
        yield from _differences(ctx, row, known[kode])
    bidang = ctx.loaded.laporan.bidang
    for kode, one in known.items():
        if kode not in rows and (not bidang or one.penanggung_jawab.bidang == bidang):
            message = f'indikator "{kode}" ada dalam {ctx.kinerja.file}, tetapi tidak ada dalam rekap'
            yield Said(Where(ctx.rekap_file or ctx.loaded.file), message, _MAKE_AGAIN, one.uraian)


def _differences(ctx: ReportContext, row: IndikatorRekap, one: Indikator) -> Iterator[Said]:
    pairs = (
        ("uraian", row.uraian, one.uraian, normal(row.uraian) == normal(one.uraian)),
        ("satuan", row.satuan, one.satuan, _unit(row.satuan) == _unit(one.satuan)),
        ("target", row.target, one.target.teks, same_target(row.target, one.target.teks)),
        ("rumus", row.rumus, one.rumus_dipakai, row.rumus == one.rumus_dipakai),
    )
    for name, in_recap, in_data, same in pairs:
        if not same:
            message = f'{row.kode}: {name} dalam rekap "{in_recap}", dalam data kinerja "{in_data}"'
            yield Said(ctx.where_row(row, name), message, _MAKE_AGAIN, in_recap)


@report_check("L01")
def renstra_agrees(ctx: ReportContext) -> Iterator[Said]:
    """The target of the Renstra is of the indicator's kind, and in its last year it is the target of the year."""
    for row in ctx.rekap.indikator():
        renstra = ctx.pembanding_of(row.kode).renstra
        mine = Patokan.dari(Target(teks=row.target))
        if renstra is None or renstra.target.tidak_ada or mine.alasan:
            continue
        other = Patokan.dari(renstra.target)
        where = ctx.where_compared(("indikator", row.kode, "renstra", "target"))
        if _kind(mine) != _kind(other):
            message = f"{row.kode}: target Renstra {_kind(other)}, target perjanjian kinerja {_kind(mine)}"
            yield Said(where, message, f'samakan dengan cara target "{row.target}" ditulis', renstra.target.teks)
        elif renstra.tahun == ctx.rekap.tahun and mine != other:
            message = f'{row.kode}: target {renstra.tahun} dalam Renstra "{renstra.target.teks}", dalam data kinerja '
            hint = "periksa Renstra dan perjanjian kinerja; bila targetnya memang diubah, jelaskan dalam laporan"
            yield Said(where, f'{message}"{row.target}"', hint, renstra.target.teks, Severity.WARNING)


def _kind(one: Patokan) -> str:
    return "berupa bilangan" if one.nilai is not None else "berupa rentang" if one.rentang else "berupa tingkat"


@report_check("L07")
def sources_named(ctx: ReportContext) -> Iterator[Said]:
    """Every indicator of the recap says where its data come from; every indicator and all money has who answers."""
    for row in ctx.rekap.indikator():
        known = ctx.indikator.get(row.kode)
        if not row.sumber_data.teks.strip() and not (known is not None and known.sumber_data.strip()):
            message = f"{row.kode}: sumber data tidak disebut dalam formulir maupun data kinerja"
            yield Said(ctx.where_row(row, "sumber_data"), message, "isi sumber_data indikator itu", row.uraian)
        if not row.bidang.strip():
            message = f"{row.kode}: penanggung jawab tidak disebut"
            hint = "isi penanggung_jawab indikator itu"
            yield Said(ctx.where_row(row, "penanggung_jawab"), message, hint, row.uraian)
    for level in ctx.rekap.anggaran:
        if not level.dirinci and not level.bidang.strip():
            message = f"anggaran {level.kode} {level.uraian}: penanggung jawab tidak disebut"
            where = Where(ctx.rekap_file or (ctx.kinerja.file if ctx.kinerja is not None else ctx.loaded.file))
            yield Said(where, message, "isi penanggung_jawab anggaran itu", level.uraian)


@report_check("L09")
def parts_fit(ctx: ReportContext) -> Iterator[Said]:
    """A numerator is not above its denominator."""
    for row in ctx.rekap.indikator():
        for one in row.periode:
            top, below = one.pembilang.nilai, one.penyebut.nilai
            if top is not None and below is not None and top > below and factor(row.satuan) == 100:
                message = (
                    f"{row.kode} triwulan {TRIWULAN[one.triwulan - 1]}: pembilang {printed(top, 0)} melebihi "
                    f"penyebut {printed(below, 0)}"
                )
                hint = "kembalikan formulirnya kepada bidang untuk diperbaiki"
                yield Said(ctx.where_row(row), message, hint, printed(top, 0), Severity.ERROR)


@report_check("L09")
def percentages(ctx: ReportContext) -> Iterator[Said]:
    """Realisasi in percent, and what it is compared with, lie from 0 to 100; so does serapan."""
    for row in ctx.rekap.indikator():
        if factor(row.satuan) != 100:
            continue
        if not _sound(row.akhir.sampai):
            message = f"{row.kode}: realisasi {printed(row.akhir.sampai)} persen, di luar 0 sampai 100"
            yield Said(ctx.where_row(row), message, "periksa realisasi dan satuannya", printed(row.akhir.sampai))
        for path, name, target in _compared(ctx, row.kode):
            if not all(_sound(number) for number in (target.nilai, *(target.rentang or ()))):
                message = f"{row.kode}: {name} {target.teks} persen, di luar 0 sampai 100"
                yield Said(ctx.where_compared(path), message, "periksa angka dan satuannya", target.teks)
    for level in ctx.rekap.anggaran:
        if not _sound(level.serapan):
            message = f"{level.kode} {level.uraian}: serapan {printed(level.serapan)} persen, di luar 0 sampai 100"
            hint = "periksa pagu (sesudah perubahan anggaran) dan realisasinya"
            yield Said(Where(ctx.rekap_file or ctx.loaded.file), message.strip(), hint, printed(level.serapan))


def _sound(number: Decimal | None) -> bool:
    return number is None or 0 <= number <= 100


def _compared(ctx: ReportContext, kode: str) -> Iterator[tuple[Path, str, Target]]:
    one = ctx.pembanding_of(kode)
    path: Path = ("indikator", kode)
    for year, past in one.riwayat.items():
        yield (*path, "riwayat", year, "realisasi"), f"realisasi {year}", past.realisasi
        if past.target is not None:
            yield (*path, "riwayat", year, "target"), f"target {year}", past.target
    if one.renstra is not None:
        yield (*path, "renstra", "target"), "target Renstra", one.renstra.target
    if one.standar_nasional is not None:
        yield (*path, "standar_nasional", "nilai"), "standar nasional", one.standar_nasional.nilai
