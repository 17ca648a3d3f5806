"""What stands below a table: the formula of capaian in use, the rule of the bands, of how many a mean is, source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from doctool.indonesian import angka, gabung
from doctool.model.capaian import PITA_BAWAAN, RataRata, printed
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
    "tingkat": "tidak dipersenkan, tercapai bila tingkatnya sama dengan atau di atas target",
}
_NUMBERED = re.compile(r"(.*?)(\d+)")
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
    parts = "; ".join(f"{gabung(runs(codes))} = {RUMUS[one]}" for one, codes in used.items())
    return f"{what} (%), {letters}: {parts}."


def runs(codes: Sequence[str]) -> list[str]:
    """Codes with three or more in a row as one: "IKU-1 s.d. IKU-5"."""
    rows: list[list[str]] = []
    for code in codes:
        if rows and _follows(rows[-1][-1], code):
            rows[-1].append(code)
        else:
            rows.append([code])
    return [one for row in rows for one in ([f"{row[0]} s.d. {row[-1]}"] if len(row) > 2 else row)]


def _follows(one: str, other: str) -> bool:
    first, second = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    if first is None or second is None or first[1] != second[1]:
        return False
    return int(second[2]) == int(first[2]) + 1


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
    """The rule of the bands that the recap applied, in short."""
    scale = bahan.rekap.pita
    source = ", skala Permendagri 86/2017" if scale == PITA_BAWAAN else ""
    parts: list[str] = []
    for place, one in enumerate(scale):
        last = place == len(scale) - 1
        above = scale[place - 1].mulai if place else None
        if one.mulai is not None and not (last and above is not None):
            parts.append(f"{one.nama} \u2265 {angka(one.mulai)}")
        else:
            parts.append(f"{one.nama} < {angka(above)}" if above is not None else f"{one.nama}: semua nilai")
    return f"Kategori (capaian sebelum dibulatkan{source}): {'; '.join(parts)}."


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
    """Where the figures come from; that they are a sample is printed on every page."""
    back = sum(bool(one.berkas) for one in bahan.rekap.bidang)
    what = "realisasi anggaran" if uang else "data kinerja"
    return f"Sumber: rekapitulasi form isian {what} {bahan.sampai} dari {back} bidang."
