"""The tables of the recap: per sasaran, per bidang, the money."""

from __future__ import annotations

from datetime import date
from typing import Any

from doctool.forms.recap_page import MEAN, Cell, Page, fill_of, legend, mean_cells, value, words
from doctool.forms.recap_values import (
    Shown,
    against,
    capaian,
    percent,
    quarter,
    remark,
    rupiah,
    target_text,
    until,
    without,
)  # fmt: skip
from doctool.house_workbook import HouseBook
from doctool.indonesian import tanggal
from doctool.loaded import LoadedKantor
from doctool.model.capaian import RataRata, band
from doctool.model.kantor import Pejabat
from doctool.model.kinerja import TRIWULAN, AturanKinerja
from doctool.model.rekap import AnggaranRekap, BidangRekap, IndikatorRekap, Rekap
from doctool.official import DOTS, nip_word, person

_NO = 5.0
_CENTRED: dict[str, Any] = {"align": "center"}
#: Places to be filled in by hand.
_NO_DAY = "…" * 8


def title_of(rekap: Rekap) -> str:
    """Until when: "SAMPAI TRIWULAN II TAHUN 2026", for the fourth quarter "TAHUN 2026"."""
    if rekap.triwulan == len(TRIWULAN):
        return f"TAHUN {rekap.tahun}"
    return f"SAMPAI TRIWULAN {rekap.nama_triwulan} TAHUN {rekap.tahun}"


def footer(office: LoadedKantor, rekap: Rekap) -> str:
    """What stands at the foot of every page, left."""
    year = rekap.triwulan == len(TRIWULAN)
    until_now = f"tahun {rekap.tahun}" if year else f"sampai triwulan {rekap.nama_triwulan} tahun {rekap.tahun}"
    return f"{office.kantor.nama} - rekapitulasi capaian kinerja {until_now}"


def day(when: date | None) -> str:
    """A day in words, "-" for none."""
    return tanggal(when.year, when.month, when.day) if when is not None else "-"


def by_sasaran(book: HouseBook, office: LoadedKantor, rekap: Rekap, signer: Pejabat | None, when: date | None) -> None:
    """Every sasaran with its indicators, the realisasi of each quarter, capaian and band; the mean of each sasaran."""
    quarters = range(1, rekap.triwulan + 1)
    names = [TRIWULAN[number - 1] for number in quarters]
    until_now = f"s.d. Tw\u00a0{rekap.nama_triwulan}"
    heads = ["No.", "Indikator kinerja", "Satuan", f"Target {rekap.tahun}", *(f"Realisasi Tw {one}" for one in names),
             f"Target {until_now}", f"Realisasi {until_now}", "Capaian (%)", "Kategori", "Penanggung jawab",
             "Keterangan"]  # fmt: skip
    widths = [_NO, 36.0, 10.0, 11.0, *(11.0 for _ in names), 11.0, 11.0, 10.0, 13.0, 30.0, 26.0]
    sheet = book.sheet("Rekap", widths)
    top = sheet.titles(("REKAPITULASI CAPAIAN KINERJA", title_of(rekap)), sheet.letterhead())
    page = Page(sheet, sheet.heads(heads, top))
    rule = office.kantor.kinerja
    for part in rekap.sasaran:
        page.band(f"Sasaran {part.nomor}: {part.uraian}")
        for place, one in enumerate(part.indikator, start=1):
            page.line(_indicator(f"{part.nomor}.{place}", one, rekap, office))
        mean = _mean(f"Rata-rata sasaran {part.nomor}", len(heads) - 4, part.rata_rata, rekap, rule)
        page.line(mean, closing=True)
    mean = _mean("Rata-rata capaian semua indikator", len(heads) - 4, rekap.rata_rata, rekap, rule)
    page.line(mean, closing=True)
    page.skip(6)
    legend(page, rekap, rule)
    _signature(page, office, rekap, signer, when)
    page.paged(top, footer(office, rekap))


def _mean(label: str, columns: int, mean: RataRata, rekap: Rekap, rule: AturanKinerja, rest: int = 2) -> list[Cell]:
    """A row of a mean: its label over `columns`, the mean and its band, of how many it is over `rest` columns."""
    return [
        words(label, columns, bold=True, bg_color=MEAN), *mean_cells(mean, rekap, band(mean.nilai, rule)),
        words(mean.keterangan, rest, bg_color=MEAN),
    ]  # fmt: skip


def _indicator(number: str, one: IndikatorRekap, rekap: Rekap, office: LoadedKantor) -> list[Cell]:
    last = one.akhir
    ratio = any(part.pembilang.asal is not None for part in one.periode) or one.akumulasi == "rata-rata"
    fill = fill_of(last.kategori, rekap)
    owner = office.kantor.bidang.get(one.bidang, one.bidang)
    grade = {True: "tercapai", False: "tidak tercapai"}.get(bool(last.capaian.tercapai)) if last.tingkat else None
    band_name = last.kategori or (grade if grade and last.capaian.tercapai is not None else "-")
    return [
        words(number, **_CENTRED), words(f"{one.uraian} ({one.kode})"), words(one.satuan, **_CENTRED),
        value(target_text(one.target)),
        *(value(quarter(part, percentage=_is_ratio(one))) for part in one.periode),
        value(against(last.patokan)), value(until(last, percentage=ratio)), value(capaian(last), **fill),
        words(band_name, **_CENTRED, **fill), words(f"{owner}, {one.seksi}" if one.seksi else owner),
        words(remark(one)),
    ]  # fmt: skip


def _is_ratio(one: IndikatorRekap) -> bool:
    """Whether its realisasi is made of a numerator and a denominator."""
    return any(part.pembilang.asal is not None or part.penyebut.asal is not None for part in one.periode)


def by_bidang(book: HouseBook, office: LoadedKantor, rekap: Rekap) -> None:
    """Every bidang with its indicators, what helped and hindered, and when its form came back."""
    heads = ["No.", "Indikator kinerja", "Satuan", "Target", "Realisasi", "Capaian (%)", "Kategori",
             "Faktor pendorong", "Hambatan/penyebab", "Solusi/tindak lanjut"]  # fmt: skip
    sheet = book.sheet("Per Bidang", [_NO, 34, 10, 11, 11, 10, 13, 30, 30, 30])
    top = sheet.titles(("CAPAIAN KINERJA MENURUT BIDANG", title_of(rekap)), 0)
    page = Page(sheet, sheet.heads(heads, top))
    known = {one.kode: one for one in rekap.indikator()}
    for bidang in rekap.bidang:
        page.band(_returned(bidang))
        for number, kode in enumerate(bidang.indikator, start=1):
            page.line(_narrative(number, known[kode], rekap))
        page.line(_mean("Rata-rata", 5, bidang.rata_rata, rekap, office.kantor.kinerja, 3), closing=True)
    page.skip(6)
    legend(page, rekap, office.kantor.kinerja)
    page.paged(top, footer(office, rekap))


def _returned(one: BidangRekap) -> str:
    if one.diterima is None and not one.berkas:
        return f"{one.nama}: belum mengembalikan formulir"
    return f"{one.nama}: formulir diterima {day(one.diterima)} ({', '.join(one.berkas)})"


def _narrative(number: int, one: IndikatorRekap, rekap: Rekap) -> list[Cell]:
    last = one.akhir
    fill = fill_of(last.kategori, rekap)
    return [
        words(str(number), **_CENTRED), words(f"{one.uraian} ({one.kode})"), words(one.satuan, **_CENTRED),
        value(against(last.patokan)), value(until(last, percentage=_is_ratio(one))), value(capaian(last), **fill),
        words(last.kategori or "-", **_CENTRED, **fill),
        *(words(part.teks or "-") for part in (one.pendorong, one.hambatan, one.solusi)),
    ]  # fmt: skip


def money(book: HouseBook, office: LoadedKantor, rekap: Rekap) -> None:
    """The budget with its sums and serapan; nothing where the office has none in its data."""
    if rekap.total is None:
        return
    heads = ["Kode rekening", "Program/kegiatan/sub kegiatan", "Penanggung jawab", "Pagu (Rp)", "Realisasi (Rp)",
             "Serapan (%)", "Keterangan"]  # fmt: skip
    sheet = book.sheet("Anggaran", [20, 56, 28, 18, 18, 11, 34])
    top = sheet.titles(("REALISASI ANGGARAN", title_of(rekap)), 0)
    page = Page(sheet, sheet.heads(heads, top, 16))
    for line in rekap.anggaran:
        page.line(_money_line(line, office))
    page.line(_money_line(rekap.total, office), closing=True)
    page.skip(6)
    page.note(
        "Serapan = realisasi / pagu x 100, hanya dari rincian yang realisasinya sudah diisi; yang belum diisi tidak "
        "dianggap 0."
    )
    page.paged(top, footer(office, rekap))


def _money_line(line: AnggaranRekap, office: LoadedKantor) -> list[Cell]:
    depth = {"program": 0, "kegiatan": 1, "sub kegiatan": 2}[line.tingkat]
    look: dict[str, Any] = {"bold": line.dirinci and depth == 0, **({"bg_color": MEAN} if line.dirinci else {})}
    return [
        words(line.kode, **look), words(line.uraian, indent=depth, **look),
        words(office.kantor.bidang.get(line.bidang, line.bidang) or "-", **look),
        value(rupiah(line.pagu, "-"), **look), value(_spent(line), **look),
        value(percent(line.serapan) if line.realisasi is not None else Shown(text="n/a"), **look),
        words(_money_note(line), **look),
    ]  # fmt: skip


def _spent(line: AnggaranRekap) -> Shown:
    return rupiah(line.realisasi) if line.dirinci else rupiah(line.realisasi, without(line.isian))


def _money_note(line: AnggaranRekap) -> str:
    if line.dirinci and line.terisi < line.semua:
        return f"{line.terisi} dari {line.semua} rincian sudah diisi"
    if line.isian.keadaan == "salah":
        return f'isian "{line.isian.tertulis[:40]}" perlu diperbaiki'
    return line.keterangan


def _signature(page: Page, office: LoadedKantor, rekap: Rekap, signer: Pejabat | None, when: date | None) -> None:
    """Place and date (an empty one where the day is not said), post, name, pangkat and NIP at the right."""
    who = signer or Pejabat()
    place = f"{office.kantor.tempat_surat}, " if office.kantor.tempat_surat else ""
    above = [f"{place}{day(when) if when is not None else f'{_NO_DAY} {rekap.tahun}'}"]
    above += [f"{who.jabatan.rstrip(',')},"] if who.jabatan else []
    lines = person(who, office.kantor)
    number = lines["nip"] or f"{nip_word(who, office.kantor)} {DOTS}"
    below = [one for one in (lines["pangkat"], number) if one]
    page.skip(8)
    page.signature("\n".join(above), lines["nama"], "\n".join(below), 3)
