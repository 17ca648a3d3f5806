"""What a report is reckoned from: the recap, the indicators, what they are compared with; narrowed to a bidang."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from doctool.catalog.messages import did_you_mean
from doctool.findings import Finding, Severity, Where
from doctool.loaded import LoadedKantor, LoadedKinerja, LoadedLaporan, LoadedPembanding
from doctool.loaded import Path as Steps
from doctool.model.capaian import RataRata, average, band, ratio, sum_exact
from doctool.model.kinerja import TRIWULAN, Arah, AturanKinerja, Indikator, Rumus
from doctool.model.laporan import PembandingIndikator
from doctool.model.rekap import AnggaranRekap, IndikatorRekap, Rekap, SasaranRekap

_ARAH: dict[Rumus, Arah] = {
    "naik": "naik", "tingkat": "naik", "turun-selisih": "turun", "turun-banding": "turun", "rentang": "rentang",
}  # fmt: skip
_NOTHING = PembandingIndikator()


@dataclass(frozen=True)
class Bahan:
    """The material of a report. `rekap` is narrowed already; `sumber` says where it comes from, `temuan` what was found
    on the way here, `semua_kode` the codes of the whole office's indicators."""

    loaded: LoadedLaporan
    rekap: Rekap
    kinerja: LoadedKinerja | None = None
    pembanding: LoadedPembanding | None = None
    sumber: str = ""
    temuan: tuple[Finding, ...] = ()
    semua_kode: tuple[str, ...] = ()

    @property
    def office(self) -> LoadedKantor:
        """The office."""
        return self.loaded.office

    @property
    def aturan(self) -> AturanKinerja:
        """How the office judges capaian."""
        return self.office.kantor.kinerja

    @property
    def tahun(self) -> int:
        """The year that is reported."""
        return self.rekap.tahun

    @property
    def sampai(self) -> str:
        """Until when: "tahun 2026", "sampai triwulan II tahun 2026"."""
        if self.rekap.triwulan == len(TRIWULAN):
            return f"tahun {self.tahun}"
        return f"sampai triwulan {self.rekap.nama_triwulan} tahun {self.tahun}"

    @property
    def kolom_tahun(self) -> str:
        """The head of this year's column: "2026", "2026 s.d. TW II"."""
        until = "" if self.rekap.triwulan == len(TRIWULAN) else f" s.d. TW {self.rekap.nama_triwulan}"
        return f"{self.tahun}{until}"

    @cached_property
    def _known(self) -> dict[str, Indikator]:
        return {one.kode: one for _, one in self.kinerja.kinerja.indikator()} if self.kinerja is not None else {}

    def indikator(self, row: IndikatorRekap) -> Indikator:
        """The indicator of a row of the recap; without the office's data what the recap itself says of it."""
        found = self._known.get(row.kode)
        if found is not None and found.rumus_dipakai == row.rumus:
            return found
        return Indikator.model_validate({
            "kode": row.kode, "uraian": row.uraian, "satuan": row.satuan, "arah": _ARAH[row.rumus], "rumus": row.rumus,
            "akumulasi": row.akumulasi, "target": row.target, "penanggung_jawab": row.bidang,
            "tingkatan": list(found.tingkatan) if found is not None else [],
        })  # fmt: skip

    def pembanding_of(self, kode: str) -> PembandingIndikator:
        """What an indicator is compared with; empty where nothing is said."""
        if self.pembanding is None:
            return _NOTHING
        return self.pembanding.pembanding.indikator.get(kode, _NOTHING)

    def where(self, path: Steps = ()) -> Where:
        """A place in laporan.yaml."""
        return self.loaded.positions.where(path) if path else Where(self.loaded.file)

    def where_compared(self, path: Steps) -> Where:
        """A place in pembanding.yaml; laporan.yaml where there is none."""
        return self.pembanding.positions.where(path) if self.pembanding is not None else Where(self.loaded.file)

    def nama_bidang(self, kunci: str) -> str:
        """A bidang as it is called."""
        return self.office.kantor.bidang.get(kunci, kunci)

    def bidang_of(self, row: AnggaranRekap) -> str:
        """Who answers for a level of the budget: its own bidang, or those of what is below it."""
        own = [row.bidang] if row.bidang else [
            one.bidang for one in self.rekap.anggaran if one.bidang and one.kunci.startswith(f"{row.kunci}.")
        ]
        return ", ".join(self.nama_bidang(one) for one in dict.fromkeys(own))

    def penunjang(self, nomor: int) -> tuple[str, ...]:
        """The codes of the programmes that support a sasaran, as laporan.yaml has them."""
        found = self.loaded.laporan.sasaran.get(str(nomor))
        return found.program if found is not None else ()


def narrowed(rekap: Rekap, bidang: str, aturan: AturanKinerja) -> Rekap:
    """The recap of one bidang: its indicators and its money only, with means and sums of these; sasaran keep their
    numbers."""
    if not bidang:
        return rekap
    sasaran = []
    for one in rekap.sasaran:
        own = tuple(row for row in one.indikator if row.bidang == bidang)
        if own:
            sasaran.append(SasaranRekap(one.nomor, one.uraian, own, _mean(own, aturan)))
    every = [row for one in sasaran for row in one.indikator]
    leaves = {row.kunci for row in rekap.anggaran if not row.dirinci and row.bidang == bidang}
    rows, total = money_of(rekap, leaves)
    return replace(
        rekap, sasaran=tuple(sasaran), bidang=tuple(one for one in rekap.bidang if one.kunci == bidang),
        rata_rata=_mean(every, aturan), anggaran=rows, total=total,
    )  # fmt: skip


def _mean(rows: Sequence[IndikatorRekap], aturan: AturanKinerja) -> RataRata:
    return average([one.akhir.capaian for one in rows], aturan, [one.bobot for one in rows])


def leaves_below(rekap: Rekap, codes: Collection[str]) -> set[str]:
    """The keys of the rows of the lowest level that have one of the codes, or lie below a row that has."""
    tops = [row.kunci for row in rekap.anggaran if row.kode and row.kode in codes]
    return {
        row.kunci for row in rekap.anggaran if not row.dirinci
        and any(row.kunci == top or row.kunci.startswith(f"{top}.") for top in tops)
    }  # fmt: skip


def money_of(rekap: Rekap, leaves: Collection[str]) -> tuple[tuple[AnggaranRekap, ...], AnggaranRekap | None]:
    """The rows of the budget that are `leaves` or stand above one, with sums over these leaves only, and their total;
    () and None where there are none."""
    chosen = [row for row in rekap.anggaran if row.kunci in leaves]
    if not chosen:
        return (), None
    rows = []
    for row in rekap.anggaran:
        own = [one for one in chosen if one.kunci == row.kunci or one.kunci.startswith(f"{row.kunci}.")]
        if own:
            rows.append(summed(row, own) if row.dirinci else row)
    top = rekap.total or replace(rows[0], kunci="", kode="", uraian="Jumlah", bidang="", dirinci=True)
    return tuple(rows), summed(top, chosen)


def summed(row: AnggaranRekap, leaves: Sequence[AnggaranRekap]) -> AnggaranRekap:
    """`row` with the sums of `leaves`; what was not filled in is in neither the realisasi nor the pagu of the share."""
    pagu = [one.pagu for one in leaves if one.pagu is not None]
    spent = [one.realisasi for one in leaves if one.realisasi is not None]
    measured = [one.pagu_terisi for one in leaves if one.pagu_terisi is not None]
    whole = measured and len(measured) == len(spent)  # money spent without a pagu has no share
    realisasi, divisor = sum_exact(spent) if spent else None, sum_exact(measured) if whole else None
    share = ratio(realisasi, divisor) if realisasi is not None and divisor is not None else None
    return replace(
        row, pagu=sum_exact(pagu) if pagu else row.pagu if len(leaves) == row.semua else None, realisasi=realisasi,
        pagu_terisi=divisor, serapan=share, terisi=len(spent), semua=len(leaves),
    )  # fmt: skip


def nama_kategori(bahan: Bahan, value: Decimal | None) -> str:
    """The band of a mean by the bands of the recap; "" for none."""
    found = band(value, AturanKinerja(pita=bahan.rekap.pita))
    return found.nama if found is not None else ""


def warna(bahan: Bahan, kategori: str) -> str:
    """The colour of a band, "" for none."""
    return next((one.warna for one in bahan.rekap.pita if one.nama == kategori), "")


def nearest(word: str, known: Sequence[str], heading: str) -> str:
    """A hint: up to three names that are near, else the first ones."""
    near = difflib.get_close_matches(word.casefold(), [one.casefold() for one in known], n=3, cutoff=0.5)
    back = {one.casefold(): one for one in known}
    if near:
        return f"maksudnya {' atau '.join(back[one] for one in near)}?"
    return did_you_mean(word, known, heading)


def warning(code: str, where: Where, message: str, hint: str, text: str = "") -> Finding:
    """A finding of severity peringatan."""
    return Finding(code, Severity.WARNING, where, message, hint, text)


def fault(code: str, where: Where, message: str, hint: str, text: str = "") -> Finding:
    """A finding of severity galat."""
    return Finding(code, Severity.ERROR, where, message, hint, text)
