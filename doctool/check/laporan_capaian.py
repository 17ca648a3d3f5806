"""Rules of capaian in a recap: reckoned again (L02), and in its band (L03)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from doctool.check.laporan_rule import ReportContext, Said, report_check
from doctool.findings import Severity, Where
from doctool.model.capaian import RataRata, average, band, bands, printed, reckon
from doctool.model.kinerja import TRIWULAN, AturanKinerja
from doctool.model.rekap import IndikatorRekap, PeriodeRekap

#: By how much a percentage may differ from the one that is reckoned.
TOLERANCE = Decimal("0.01")
_HINT = "buat ulang rekapnya dengan: doctool formulir rekap; jangan mengubah angkanya dengan tangan"


def differ(one: Decimal | None, other: Decimal | None) -> bool:
    """Whether two percentages are not the same within the tolerance, or only one is there."""
    if one is None or other is None:
        return one is not other
    return abs(one - other) > TOLERANCE


@report_check("L02")
def capaian_right(ctx: ReportContext) -> Iterator[Said]:
    """Every capaian of the recap is what target, realisasi and formula give, within the office's cap and floor."""
    for row in ctx.rekap.indikator():
        indikator = ctx.indikator.get(row.kode)
        if indikator is None:
            continue
        for one in row.periode:
            if not one.terisi and one.capaian.nilai is None:
                continue
            right = reckon(indikator, one.tingkat or one.sampai, one.patokan, ctx.aturan)
            if differ(one.capaian.nilai, right.nilai):
                message = (
                    f"{_called(row, one)}: capaian dalam rekap {printed(one.capaian.nilai)}, menurut rumus {row.rumus} "
                    f"{printed(right.nilai)}"
                )
                yield Said(ctx.where_row(row), message, _HINT, printed(one.capaian.nilai))


@report_check("L02")
def means_right(ctx: ReportContext) -> Iterator[Said]:
    """Every mean is that of what was measured."""
    where = Where(ctx.rekap_file or ctx.loaded.file)
    every = ctx.rekap.indikator()
    groups: list[tuple[str, Sequence[IndikatorRekap], RataRata]] = [
        (f"sasaran {one.nomor}", one.indikator, one.rata_rata) for one in ctx.rekap.sasaran
    ]
    for name, rows, mean in [*groups, ("semua indikator", every, ctx.rekap.rata_rata)]:
        right = average([row.akhir.capaian for row in rows], ctx.aturan, [row.bobot for row in rows])
        if differ(mean.nilai, right.nilai):
            message = f"rata-rata {name} dalam rekap {printed(mean.nilai)}, hitung ulang {printed(right.nilai)}"
            yield Said(where, message, _HINT, printed(mean.nilai))


@report_check("L03")
def category_right(ctx: ReportContext) -> Iterator[Said]:
    """Every category is the band of its unrounded capaian."""
    rule = AturanKinerja(pita=ctx.rekap.pita)
    for row in ctx.rekap.indikator():
        for one in row.periode:
            right = band(one.capaian.nilai, rule)
            name = right.nama if right is not None else ""
            if one.kategori != name:
                message = (
                    f'{_called(row, one)}: kategori dalam rekap "{one.kategori or "tidak ada"}", capaian '
                    f'{printed(one.capaian.nilai)} berarti "{name or "tanpa kategori"}"'
                )
                yield Said(ctx.where_row(row), message, _HINT, one.kategori)


@report_check("L03")
def bands_of_office(ctx: ReportContext) -> Iterator[Said]:
    """The recap was judged by the bands that kantor.yaml has now."""
    mine = [(one.mulai, one.nama) for one in bands(ctx.aturan)]
    if ctx.rekap.pita and [(one.mulai, one.nama) for one in ctx.rekap.pita] != mine:
        named = ", ".join(one.nama for one in ctx.rekap.pita)
        message = f"rekap memakai skala kategori lain ({named}) daripada kantor.yaml"
        yield Said(Where(ctx.rekap_file or ctx.loaded.file), message, _HINT, named, Severity.WARNING)


def _called(row: IndikatorRekap, one: PeriodeRekap) -> str:
    return f"{row.kode} triwulan {TRIWULAN[one.triwulan - 1]}"
