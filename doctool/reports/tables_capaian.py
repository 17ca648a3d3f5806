"""Tables of targets, realisasi and capaian."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from doctool.indonesian import angka
from doctool.model.capaian import RataRata
from doctool.model.dokumen import Baris, Tabel
from doctool.model.kinerja import TRIWULAN, Pita
from doctool.model.rekap import IndikatorRekap
from doctool.reports import notes, values
from doctool.reports.asked import Diminta
from doctool.reports.cells import SUM, kelompok, kepala, nilai, tabel, teks
from doctool.reports.material import Bahan, nama_kategori, warna
from doctool.reports.values import Nilai


def perjanjian_kinerja(asked: Diminta) -> Tabel:
    """Sasaran, indicators, their units and targets of the year."""
    rows: list[Baris] = [*kepala("No.", "Sasaran strategis", "Indikator kinerja", "Satuan", "Target")]
    for one in asked.sasaran:
        high = len(one.indikator)
        for place, row in enumerate(one.indikator):
            left = (teks(str(one.nomor), tengah=True, baris=high), teks(one.uraian, baris=high)) if not place else ()
            right = nilai(values.target_tertulis(row.target))
            rows.append(Baris((*left, teks(row.uraian), teks(row.satuan, tengah=True), right)))
    judul = f"Perjanjian kinerja{asked.bidang} tahun {asked.bahan.tahun}"
    return tabel(asked.permintaan, judul, (5, 30, 38, 13, 14), rows)


def target_realisasi(asked: Diminta) -> Tabel:
    """Target, realisasi, capaian and band of each indicator, the mean of each sasaran and of all."""
    bahan = asked.bahan
    until = "" if bahan.rekap.triwulan == len(TRIWULAN) else f" s.d. TW {bahan.rekap.nama_triwulan}"
    heads = ("No.", "Indikator kinerja", "Satuan", f"Target{until}", f"Realisasi{until}", "Capaian (%)", "Kategori")
    rows: list[Baris] = [*kepala(*heads)]
    for one in asked.sasaran:
        if not asked.satu:
            rows.append(kelompok(f"Sasaran {one.nomor}: {one.uraian}", len(heads)))
        rows += [_reached(bahan, f"{one.nomor}.{at}", row) for at, row in enumerate(one.indikator, start=1)]
        rows.append(_mean(bahan, f"Rata-rata sasaran {one.nomor}", one.rata_rata))
    if not asked.satu:
        rows.append(_mean(bahan, "Rata-rata capaian semua indikator", bahan.rekap.rata_rata))
    return tabel(
        asked.permintaan, asked.judul("Target dan realisasi kinerja"), (6, 34, 11, 12, 12, 12, 13), rows,
        below_capaian(asked, asked.sasaran[0].rata_rata if asked.satu else bahan.rekap.rata_rata),
    )  # fmt: skip


def below_capaian(asked: Diminta, mean: RataRata | None) -> Iterator[str]:
    """The notes below a table of capaian: formula, bands, mean, reasons, source."""
    rows = asked.indikator
    yield notes.rumus(rows)
    yield from notes.batas(asked.bahan.aturan, rows)
    yield notes.kategori(asked.bahan)
    if mean is not None:
        yield notes.rata_rata(mean)
    yield notes.alasan({row.kode: _reason(row) for row in rows})
    yield notes.sumber(asked.bahan)


def _reason(row: IndikatorRekap) -> Nilai:
    """Whatever is not there of a row, the realisasi before its capaian."""
    found = values.realisasi(row)
    return found if not found.ada else values.capaian(row.akhir.capaian)


def _reached(bahan: Bahan, number: str, row: IndikatorRekap) -> Baris:
    last = row.akhir
    return Baris((
        teks(number, tengah=True), teks(f"{row.uraian} ({row.kode})"), teks(row.satuan, tengah=True),
        nilai(values.patokan(last.patokan)), nilai(values.realisasi(row)), nilai(values.capaian(last.capaian)),
        nilai(values.kategori(row), warna=warna(bahan, last.kategori)),
    ))


def _mean(bahan: Bahan, label: str, mean: RataRata) -> Baris:
    name = nama_kategori(bahan, mean.nilai)
    return Baris((
        teks(label, tebal=True, kolom=5, warna=SUM), nilai(mean_value(mean), tebal=True, warna=SUM),
        nilai(Nilai(name or values.NA), tebal=True, warna=warna(bahan, name) or SUM),
    ), "jumlah")


def mean_value(mean: RataRata, *, tanda: bool = False) -> Nilai:
    """A mean, or why there is none."""
    return values.persen(mean.nilai, "tidak ada indikator yang terukur", tanda=tanda)


def triwulan(asked: Diminta) -> Tabel:
    """Target and realisasi of each quarter until that of the recap."""
    names = TRIWULAN[: asked.bahan.rekap.triwulan]
    heads = ("No.", "Indikator kinerja", "Satuan", ("Target triwulan", names), ("Realisasi triwulan", names))
    rows: list[Baris] = [*kepala(*heads)]
    missing: dict[str, Nilai] = {}
    for one in asked.sasaran:
        if not asked.satu:
            rows.append(kelompok(f"Sasaran {one.nomor}: {one.uraian}", 3 + 2 * len(names)))
        for at, row in enumerate(one.indikator, start=1):
            each = [values.realisasi_triwulan(row, part) for part in row.periode]
            missing |= {f"{row.kode} triwulan {name}": value for name, value in zip(names, each, strict=True)}
            rows.append(Baris((
                teks(f"{one.nomor}.{at}", tengah=True), teks(f"{row.uraian} ({row.kode})"),
                teks(row.satuan, tengah=True), *(nilai(_set(part.target)) for part in row.periode), *map(nilai, each),
            )))
    wide = (6, 30, 12, *(9 for _ in names), *(9 for _ in names))
    below = (
        "- = tidak ditetapkan untuk triwulan itu." if _unset(asked.indikator) else "", notes.alasan(missing),
        notes.sumber(asked.bahan),
    )  # fmt: skip
    return tabel(asked.permintaan, asked.judul("Target dan realisasi tiap triwulan"), wide, rows, below)


def _set(target: str) -> Nilai:
    return values.target_tertulis(target or "-")


def _unset(rows: Sequence[IndikatorRekap]) -> bool:
    return any(_set(part.target).teks == "-" for row in rows for part in row.periode)


def capaian_sasaran(asked: Diminta) -> Tabel:
    """The mean of each sasaran, of how many indicators, and its band."""
    bahan = asked.bahan
    rows: list[Baris] = [*kepala(
        "No.", "Sasaran strategis", "Jumlah indikator", "Indikator terukur", "Rata-rata capaian (%)", "Kategori"
    )]
    for one in asked.sasaran:
        rows.append(_of_sasaran(bahan, str(one.nomor), one.uraian, one.rata_rata))
    if not asked.satu:
        rows.append(_of_sasaran(bahan, "", "Semua sasaran", bahan.rekap.rata_rata))
    return tabel(
        asked.permintaan, asked.judul("Capaian sasaran strategis"), (5, 45, 12, 12, 13, 13), rows,
        below_capaian(asked, asked.sasaran[0].rata_rata if asked.satu else bahan.rekap.rata_rata),
    )  # fmt: skip


def _of_sasaran(bahan: Bahan, number: str, text: str, mean: RataRata) -> Baris:
    name = nama_kategori(bahan, mean.nilai)
    whole = not number
    fill = SUM if whole else ""
    left = (teks(text, tebal=True, kolom=2, warna=SUM),) if whole else (teks(number, tengah=True), teks(text))
    return Baris((
        *left, nilai(values.bulat(mean.semua), tebal=whole, warna=fill),
        nilai(values.bulat(mean.terukur), tebal=whole, warna=fill), nilai(mean_value(mean), tebal=whole, warna=fill),
        nilai(Nilai(name or values.NA), tebal=whole, warna=warna(bahan, name) or fill),
    ), "jumlah" if whole else "isi")


def ringkasan_kategori(asked: Diminta) -> Tabel:
    """How many indicators are in each band, how many are judged by grades, how many were not measured."""
    bahan = asked.bahan
    every = asked.indikator
    counted = Counter(row.akhir.kategori for row in every)
    rows: list[Baris] = [*kepala("Kategori", "Capaian (%)", "Jumlah indikator")]
    for place, pita in enumerate(bahan.rekap.pita):
        span = teks(_span(bahan.rekap.pita, place), tengah=True)
        rows.append(Baris((teks(pita.nama, warna=pita.warna), span, nilai(values.bulat(counted[pita.nama])))))
    graded = [row for row in every if not row.akhir.kategori and values.kategori(row).ada]
    for name in ("Tercapai", "Tidak tercapai"):
        count = sum(values.kategori(row).teks == name for row in graded)
        if graded:
            rows.append(Baris((teks(name), teks("bertarget tingkat", tengah=True), nilai(values.bulat(count)))))
    absent = sum(not values.kategori(row).ada for row in every)
    rows.append(Baris((teks("Tidak terukur"), nilai(Nilai(values.NA)), nilai(values.bulat(absent)))))
    total = nilai(values.bulat(len(every)), tebal=True, warna=SUM)
    rows.append(Baris((teks("Jumlah", tebal=True, kolom=2, warna=SUM), total), "jumlah"))
    return tabel(
        asked.permintaan, asked.judul("Jumlah indikator menurut kategori capaian"), (40, 35, 25), rows,
        below_capaian(asked, None),
    )  # fmt: skip


def _span(pita: Sequence[Pita], place: int) -> str:
    """The values of a band in words: "91 ke atas", "76 sampai kurang dari 91"."""
    start, above = pita[place].mulai, pita[place - 1].mulai if place else None
    last = place == len(pita) - 1
    if start is None or (last and above is not None):
        return f"kurang dari {angka(above)}" if above is not None else "semua nilai"
    return f"{angka(start)} ke atas" if above is None else f"{angka(start)} sampai kurang dari {angka(above)}"
