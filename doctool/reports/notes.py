"""What stands below a table: the formula of capaian in use, the rule of the bands, of how many a mean is, source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from doctool.indonesian import gabung
from doctool.model.capaian import RataRata, printed
from doctool.model.kinerja import AturanKinerja, Rumus
from doctool.model.rekap import AnggaranRekap, IndikatorRekap
from doctool.reports.material import Bahan
from doctool.reports.values import Nilai

#: The formulas, R the realisasi and T the target.
RUMUS: dict[Rumus, str] = {
    "naik": "R / T x 100",
    "turun-selisih": "(2T - R) / T x 100 (negatif bila R lebih dari dua kali T)",
    "turun-banding": "T / R x 100",
    "rentang": "100 di dalam rentang, R / batas atas x 100 di atasnya, R / batas bawah x 100 di bawahnya",
    "tingkat": "tidak dipersenkan, tercapai bila tingkat realisasi sama dengan atau di atas tingkat target",
}
_WHERE = {"indikator": "tiap indikator", "rata-rata": "rata-rata"}


def rumus(rows: Sequence[IndikatorRekap], what: str = "Capaian", letters: str = "R realisasi, T target") -> str:
    """The formulas of the indicators printed, each after its codes where there are several."""
    used: dict[Rumus, list[str]] = {}
    for row in rows:
        used.setdefault(row.rumus, []).append(row.kode)
    if not used:
        return ""
    if len(used) == 1:
        return f"{what} (%) = {RUMUS[next(iter(used))]} ({letters})."
    parts = "; ".join(f"{gabung(codes)} = {RUMUS[one]}" for one, codes in used.items())
    return f"{what} (%), {letters}: {parts}."


def batas(aturan: AturanKinerja, rows: Sequence[IndikatorRekap]) -> Iterator[str]:
    """The office's cap and floor where it has them, and what they did to the indicators printed."""
    if aturan.batas is not None:
        yield f"Capaian dibatasi paling tinggi {printed(aturan.batas)}% pada {_WHERE[aturan.batas_pada]}."
    if aturan.lantai_nol:
        yield "Capaian negatif menjadi 0."
    for row in rows:
        if row.akhir.capaian.catatan and row.akhir.capaian.nilai is not None:
            yield f"{row.kode}: capaian {row.akhir.capaian.catatan}."


def kategori(bahan: Bahan) -> str:
    """The rule of the bands as the recap applied it."""
    return bahan.rekap.aturan


def rata_rata(mean: RataRata) -> str:
    """Of how many indicators a mean is."""
    text = mean.keterangan
    return f"{text[:1].upper()}{text[1:]}."


def alasan(values: Mapping[str, Nilai]) -> str:
    """Why values are "n/a", by what they are called, one reason once; "" where all are there."""
    missing: dict[str, list[str]] = {}
    for name, one in values.items():
        if not one.ada:
            missing.setdefault(one.alasan, []).append(name)
    parts = "; ".join(f"{gabung(names)}: {why}" for why, names in missing.items())
    return f"n/a = tidak ada angkanya, dan tidak dihitung sebagai 0. {parts}." if missing else ""


def sebagian(rows: Sequence[AnggaranRekap]) -> str:
    """Of which levels of the budget only a part was filled in."""
    partly = [
        f"{(row.kode or row.uraian) if row.kunci else 'Jumlah'}: {row.terisi} dari {row.semua} rincian"
        for row in rows if row.dirinci and 0 < row.terisi < row.semua
    ]
    if not partly:
        return ""
    said = "Realisasi dan serapan baru dari rincian yang sudah diisi, yang belum tidak dianggap 0"
    return f"{said}: {'; '.join(partly)}."


def sumber(bahan: Bahan, *, uang: bool = False) -> str:
    """Where the figures come from."""
    back = sum(bool(one.berkas) for one in bahan.rekap.bidang)
    what = "realisasi anggaran" if uang else "data kinerja"
    return (
        f"Sumber: rekapitulasi form isian {what} {bahan.sampai}, dari {back} bidang yang mengembalikan formulir"
        f"{'; angka contoh' if bahan.loaded.laporan.contoh else ''}."
    )
