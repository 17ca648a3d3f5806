"""Earlier years, the end of the Renstra, the national standard: what an indicator is compared with, reckoned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from doctool.findings import Finding
from doctool.indonesian import gabung
from doctool.model.capaian import Capaian, Patokan, printed, reckon
from doctool.model.kinerja import Target
from doctool.model.laporan import Riwayat
from doctool.model.rekap import IndikatorRekap
from doctool.reports import values
from doctool.reports.material import Bahan, nearest, warning
from doctool.reports.values import Nilai

#: Earlier years that are printed at most.
YEARS = 5
#: By how much a printed capaian may differ from the one that is reckoned.
TOLERANCE = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Tahun:
    """An indicator in one year. `capaian` is the printed one where there is one; `hitungan` the one that its target and
    realisasi give. `berbeda`: they disagree."""

    tahun: int
    target: Nilai
    realisasi: Nilai
    capaian: Nilai
    hitungan: Capaian
    berbeda: bool = False


def years(bahan: Bahan, rows: Sequence[IndikatorRekap]) -> list[int]:
    """The last five years before the report's of which something is known of the indicators, in order."""
    known = {int(one) for row in rows for one in bahan.pembanding_of(row.kode).riwayat if one.isdecimal()}
    return sorted(one for one in known if one < bahan.tahun)[-YEARS:]


def in_year(bahan: Bahan, row: IndikatorRekap, tahun: int) -> Tahun:
    """An indicator in an earlier year, its capaian by the indicator's own formula."""
    given = bahan.pembanding_of(row.kode).riwayat.get(str(tahun))
    if given is None:
        why = "tidak tercatat"
        return Tahun(tahun, *(values.tidak_ada(why),) * 3, Capaian(alasan=why))
    reached = _realisasi(given.realisasi)
    target = given.target
    if target is None or target.tidak_ada:
        found = Capaian(alasan=f"target {tahun} tidak tercatat")
    else:
        found = reckon(bahan.indikator(row), reached, target, bahan.aturan)
    shown = values.tidak_ada(f"target {tahun} tidak tercatat")
    shown = values.patokan(Patokan.dari(target)) if target is not None and not target.tidak_ada else shown
    return Tahun(tahun, shown, _shown(given.realisasi), _capaian(given, found), found, _differs(given, found))


def _realisasi(one: Target) -> Decimal | str | None:
    if one.tidak_ada:
        return None
    return one.nilai if one.nilai is not None else one.teks.strip()


def _shown(one: Target) -> Nilai:
    if one.kosong:
        return values.tidak_ada("belum diisi di pembanding.yaml")
    if one.tidak_ada:
        return values.tidak_ada("tidak diukur tahun itu")
    return values.tertulis(one.nilai) if one.nilai is not None else Nilai(one.teks.strip())


def _capaian(given: Riwayat, found: Capaian) -> Nilai:
    return values.persen(given.capaian) if given.capaian is not None else values.capaian(found)


def _differs(given: Riwayat, found: Capaian) -> bool:
    """Whether a printed capaian is neither the reckoned one nor that before the office's cap."""
    if given.capaian is None or found.nilai is None:
        return False
    return all(abs(given.capaian - one) > TOLERANCE for one in (found.nilai, found.asli or found.nilai))


def findings(bahan: Bahan) -> Iterator[Finding]:
    """What is to be said of pembanding.yaml: it is not there, or says nothing of a Renstra target, of a national
    standard, or of a year that has its place (B04); indicators that the recap does not have and years that are not
    earlier ones (B05); a printed capaian that does not follow from its target and realisasi (B06)."""
    if bahan.pembanding is None:
        message = "data pembanding belum ada: tahun-tahun sebelumnya, Renstra dan standar nasional dicetak n/a"
        hint = f"tulis di data/{bahan.office.kode}/kinerja/pembanding.yaml"
        yield warning("B04", bahan.where(), message, hint)
        return
    yield from _unsaid(bahan)
    rows = {row.kode: row for row in bahan.rekap.indikator()}
    for kode, one in bahan.pembanding.pembanding.indikator.items():
        where = ("indikator", kode)
        if kode not in bahan.semua_kode:
            hint = nearest(kode, bahan.semua_kode, "indikator yang ada")
            yield warning("B05", bahan.where_compared(where), f'indikator "{kode}" tidak ada dalam rekap', hint, kode)
            continue
        if kode not in rows:
            continue
        for text in one.riwayat:
            if text.isdecimal() and int(text) >= bahan.tahun:
                message = f"{kode}: tahun {text} bukan tahun sebelum {bahan.tahun}; tidak dicetak sebagai riwayat"
                place = bahan.where_compared((*where, "riwayat", text))
                yield warning("B05", place, message, "periksa tahunnya", text)
                continue
            yield from _of_year(bahan, rows[kode], int(text))


def _unsaid(bahan: Bahan) -> Iterator[Finding]:
    """B04: the end of the Renstra, the national standard or an earlier year of an indicator."""
    rows = bahan.rekap.indikator()
    lacking = {
        "target akhir Renstra": [row.kode for row in rows if bahan.pembanding_of(row.kode).renstra is None],
        "standar nasional": [row.kode for row in rows if bahan.pembanding_of(row.kode).standar_nasional is None],
        "realisasi sebagian tahun sebelumnya": [row.kode for row in rows if _empty_years(bahan, row.kode)],
    }
    for what, codes in lacking.items():
        if codes:
            message = f"{what} belum dicatat untuk {gabung(codes)}; dicetak n/a"
            yield warning("B04", bahan.where_compared(("indikator",)), message, "tulis - bila memang tidak ada")


def _empty_years(bahan: Bahan, kode: str) -> bool:
    return any(one.realisasi.kosong for one in bahan.pembanding_of(kode).riwayat.values())


def _of_year(bahan: Bahan, row: IndikatorRekap, tahun: int) -> Iterator[Finding]:
    found = in_year(bahan, row, tahun)
    if found.berbeda:
        message = (
            f"{row.kode} {tahun}: capaian tercetak {found.capaian.teks}, menurut rumus indikator "
            f"{printed(found.hitungan.nilai)}; yang dicetak tetap yang tercetak tahun itu"
        )
        where = bahan.where_compared(("indikator", row.kode, "riwayat", str(tahun), "capaian"))
        yield warning("B06", where, message, "bandingkan dengan laporan tahun itu", found.capaian.teks)
