"""The recap: returned values become realisasi, capaian and sums of an office until a quarter, each with its origin.

Everything is reckoned anew from what was entered (`model/capaian.py`, `model/triwulan.py`); what the form's own
formulas said is only compared. What was not entered stays not entered: it is told, and never counted as 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from doctool.forms.collected import Collected
from doctool.forms.field_map import AKHIR_PEMBILANG, AKHIR_PENYEBUT, REALISASI_TW
from doctool.forms.recap_budget import budget
from doctool.forms.recap_findings import findings
from doctool.loaded import LoadedKinerja
from doctool.model.capaian import RataRata, average, band, band_rule, bands
from doctool.model.kinerja import AturanKinerja, Indikator
from doctool.model.pengembalian import Keadaan
from doctool.model.rekap import BidangRekap, IndikatorRekap, Isian, PeriodeRekap, Rekap, SasaranRekap
from doctool.model.triwulan import Pasangan, realisasi_of, reckon_until


def compile_recap(loaded: LoadedKinerja, triwulan: int, returned: Collected) -> Rekap:
    """The recap of an office's indicators and money until quarter `triwulan` (1 to 4)."""
    rule = loaded.office.kantor.kinerja
    sasaran = []
    for number, one in enumerate(loaded.kinerja.sasaran, start=1):
        indicators = tuple(_indicator(each, number, returned, triwulan, rule) for each in one.indikator)
        sasaran.append(SasaranRekap(number, one.uraian, indicators, _mean(indicators, rule)))
    every = [one for part in sasaran for one in part.indikator]
    rows, total = budget(loaded, returned)
    made = Rekap(
        kantor=loaded.office.kode, nama_kantor=loaded.office.kantor.nama, tahun=loaded.kinerja.tahun,
        triwulan=triwulan, sasaran=tuple(sasaran), bidang=tuple(_bidang(loaded, every, returned, rule)),
        rata_rata=_mean(every, rule), anggaran=rows, total=total, pita=bands(rule), aturan=band_rule(rule),
    )  # fmt: skip
    return replace(made, temuan=tuple(findings(made, loaded, returned)))


def _mean(indicators: Sequence[IndikatorRekap], rule: AturanKinerja) -> RataRata:
    return average([one.akhir.capaian for one in indicators], rule, [one.bobot for one in indicators])


def _indicator(
    one: Indikator, sasaran: int, returned: Collected, triwulan: int, rule: AturanKinerja
) -> IndikatorRekap:
    def narrative(name: str) -> Isian:
        return returned.isian(one.kode, name)

    owner = one.penanggung_jawab
    return IndikatorRekap(
        kode=one.kode, sasaran=sasaran, uraian=one.uraian, satuan=one.satuan, rumus=one.rumus_dipakai,
        akumulasi=one.akumulasi, target=one.target.teks, bidang=owner.bidang, seksi=owner.seksi, bobot=one.bobot,
        periode=_periods(one, returned, triwulan, rule), pendorong=narrative("pendorong"),
        hambatan=narrative("hambatan"), solusi=narrative("solusi"), sumber_data=narrative("sumber_data"),
        bukti_dukung=narrative("bukti_dukung"),
    )  # fmt: skip


def _periods(one: Indikator, returned: Collected, triwulan: int, rule: AturanKinerja) -> tuple[PeriodeRekap, ...]:
    fields = REALISASI_TW[:triwulan]
    own = [returned.isian(one.kode, name) for name in fields]
    top = [returned.isian(one.kode + AKHIR_PEMBILANG, name) for name in fields]
    below = [returned.isian(one.kode + AKHIR_PENYEBUT, name) for name in fields]
    if one.berbanding:
        own = [_quotient(one, up, low) for up, low in zip(top, below, strict=True)]
    values = _pairs(top, below) if one.berbanding else [each.hitungan for each in own]
    made = []
    for number in range(1, triwulan + 1):
        until, against, capaian = reckon_until(one, values, number, rule)
        found = band(capaian.nilai, rule)
        grade = until.nilai if isinstance(until.nilai, str) else ""
        made.append(PeriodeRekap(
            triwulan=number, target=one.target_triwulan[number - 1].teks if one.target_triwulan else "",
            realisasi=own[number - 1], pembilang=top[number - 1], penyebut=below[number - 1], patokan=against,
            sampai=None if isinstance(until.nilai, str) else until.nilai, tingkat=grade, capaian=capaian,
            kategori=found.nama if found is not None else "", kurang=until.kurang,
            salah=tuple(at for at, each in enumerate(own[:number], start=1) if each.keadaan == "salah"),
        ))  # fmt: skip
    return tuple(made)


def _pairs(top: Sequence[Isian], below: Sequence[Isian]) -> list[Pasangan]:
    return [(_number(up), _number(low)) for up, low in zip(top, below, strict=True)]


def _quotient(one: Indikator, top: Isian, below: Isian) -> Isian:
    """The realisasi of a quarter that a numerator and a denominator make; as bad as the worse of the two."""
    value = realisasi_of(_number(top), _number(below), one.satuan).nilai
    if isinstance(value, Decimal):
        return Isian(value, keadaan="terisi")
    states = {top.keadaan, below.keadaan}
    worst: tuple[Keadaan, ...] = ("salah", "kosong", "tidak diukur")
    return Isian(keadaan=next((state for state in worst if state in states), "tidak diukur"))


def _number(one: Isian) -> Decimal | None:
    return one.nilai if one.keadaan == "terisi" else None


def _bidang(
    loaded: LoadedKinerja, indicators: Sequence[IndikatorRekap], returned: Collected, rule: AturanKinerja
) -> Iterator[BidangRekap]:
    """The bidang that answer for something, in the order of kantor.yaml."""
    named = loaded.office.kantor.bidang
    answering = {one.bidang for one in indicators} | set(returned.kembali)
    for key in [*(key for key in named if key in answering), *sorted(answering - set(named))]:
        own = [one for one in indicators if one.bidang == key]
        files = tuple(dict.fromkeys(one.berkas for one in returned.kembali.get(key, ())))
        yield BidangRekap(
            key, named.get(key, key), returned.diterima(key), files, tuple(one.kode for one in own), _mean(own, rule)
        )
