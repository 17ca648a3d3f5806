"""Every figure of the report by its name, as running text prints it: `[angka: IKU-1.capaian]` is 95,37%.

| name | |
| --- | --- |
| KODE.target, .target-setahun, .realisasi, .capaian, .kategori, .satuan | an indicator until the report's quarter |
| KODE.realisasi.2023, .capaian.2023, .target.2023 | an earlier year |
| KODE.target-renstra, .capaian-renstra, .standar-nasional, .efisiensi | what it is compared with |
| sasaran-1.rata-rata, .kategori, .jumlah-indikator, .jumlah-terukur, .pagu, .realisasi, .serapan, .efisiensi | |
| rata-rata, kategori | of all indicators |
| anggaran.pagu, .realisasi, .serapan; KODE.pagu, .realisasi, .serapan | all the money; a programme by its code |
| jumlah.sasaran, .indikator, .terukur, .tidak-terukur, .tercapai, .tidak-tercapai, .program, .kegiatan, .sub-kegiatan,
  .sangat-tinggi (each band by its name) | counts |
| tahun, triwulan | of the report |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from doctool.findings import Finding
from doctool.model.capaian import RataRata
from doctool.model.dokumen import Angka
from doctool.model.rekap import AnggaranRekap, IndikatorRekap, SasaranRekap
from doctool.reports import values
from doctool.reports.history import in_year, years
from doctool.reports.material import Bahan, fault, nama_kategori, nearest
from doctool.reports.tables_capaian import mean_value
from doctool.reports.tables_compare import end_of_renstra, national
from doctool.reports.tables_money import NO_MONEY, money_for, serapan, tingkat_efisiensi
from doctool.reports.values import Nilai

Pasangan = tuple[str, Nilai]


def figures(bahan: Bahan) -> dict[str, Nilai]:
    """Every figure by its name, in a fixed order."""
    found: dict[str, Nilai] = {}
    for row in bahan.rekap.indikator():
        found.update(_of_indicator(bahan, row))
    for one in bahan.rekap.sasaran:
        found.update(_of_sasaran(bahan, one))
    found["rata-rata"] = mean_value(bahan.rekap.rata_rata, tanda=True)
    found["kategori"] = _band(bahan, bahan.rekap.rata_rata)
    found.update(_of_money(bahan))
    found.update(_counts(bahan))
    found["tahun"] = Nilai(str(bahan.tahun), Decimal(bahan.tahun))
    found["triwulan"] = Nilai(bahan.rekap.nama_triwulan)
    return found


def figure(known: Mapping[str, Nilai], asked: Angka, bahan: Bahan) -> tuple[Nilai | None, tuple[Finding, ...]]:
    """The figure of `figures` that a text asks for, in any case; None and B02 for a name that there is not."""
    name = asked.nama.strip()
    found = known.get(name)
    if found is None:
        folded = {one.casefold(): value for one, value in known.items()}
        found = folded.get(name.casefold())
    if found is not None:
        return found, ()
    where = asked.asal or bahan.where()
    return None, (fault("B02", where, f'tidak ada angka bernama "{name}"', _near(name, known), name),)


def _near(name: str, known: Mapping[str, Nilai]) -> str:
    """Names that are near; of a known indicator or programme those of what it has."""
    owner = name.rpartition(".")[0].casefold()
    own = [one for one in known if owner and one.casefold().startswith(f"{owner}.")]
    return nearest(name, own or list(known), "nama yang ada")


def _percent(one: Nilai) -> Nilai:
    return Nilai(f"{one.teks}%", one.angka) if one.angka is not None else one


def _of_indicator(bahan: Bahan, row: IndikatorRekap) -> Iterator[Pasangan]:
    def named(name: str, value: Nilai) -> Pasangan:
        return f"{row.kode}.{name}", value

    reached = values.capaian(row.akhir.capaian)
    yield named("target", values.bersatuan(values.patokan(row.akhir.patokan), row.satuan))
    yield named("target-setahun", values.bersatuan(values.target_tertulis(row.target), row.satuan))
    yield named("realisasi", values.bersatuan(values.realisasi(row), row.satuan))
    yield named("capaian", _percent(reached))
    yield named("kategori", values.kategori(row))
    yield named("satuan", Nilai(row.satuan) if row.satuan else values.tidak_ada("satuan belum ditulis"))
    for year in years(bahan, [row]):
        past = in_year(bahan, row, year)
        yield named(f"target.{year}", values.bersatuan(past.target, row.satuan))
        yield named(f"realisasi.{year}", values.bersatuan(past.realisasi, row.satuan))
        yield named(f"capaian.{year}", _percent(past.capaian))
    _, target, part = end_of_renstra(bahan, row)
    yield named("target-renstra", values.bersatuan(target, row.satuan))
    yield named("capaian-renstra", values.capaian(part, tanda=True))
    yield named("standar-nasional", values.bersatuan(national(bahan, row)[1], row.satuan))
    yield named("efisiensi", tingkat_efisiensi(reached, money_for(bahan, row.sasaran).serapan))


def _of_sasaran(bahan: Bahan, one: SasaranRekap) -> Iterator[Pasangan]:
    key = f"sasaran-{one.nomor}"
    money = money_for(bahan, one.nomor)
    yield f"{key}.rata-rata", mean_value(one.rata_rata, tanda=True)
    yield f"{key}.kategori", _band(bahan, one.rata_rata)
    yield f"{key}.jumlah-indikator", values.bulat(one.rata_rata.semua)
    yield f"{key}.jumlah-terukur", values.bulat(one.rata_rata.terukur)
    yield f"{key}.pagu", values.rupiah(money.total.pagu if money.total else None, money.alasan, tanda=True)
    yield f"{key}.realisasi", values.rupiah(money.total.realisasi if money.total else None, money.alasan, tanda=True)
    yield f"{key}.serapan", _percent(money.serapan)
    yield f"{key}.efisiensi", tingkat_efisiensi(mean_value(one.rata_rata), money.serapan)


def _band(bahan: Bahan, mean: RataRata) -> Nilai:
    name = nama_kategori(bahan, mean.nilai)
    return Nilai(name) if name else values.tidak_ada("tidak ada indikator yang terukur")


def _of_money(bahan: Bahan) -> Iterator[Pasangan]:
    total = bahan.rekap.total
    if total is not None:
        yield from _row("anggaran", total)
    else:
        for name in ("pagu", "realisasi", "serapan"):
            yield f"anggaran.{name}", values.tidak_ada(NO_MONEY)
    codes = Counter(row.kode for row in bahan.rekap.anggaran if row.kode)
    for row in bahan.rekap.anggaran:
        if row.kode and codes[row.kode] == 1:
            yield from _row(row.kode, row)
    for kode, many in codes.items():
        if many > 1:
            for name in ("pagu", "realisasi", "serapan"):
                yield f"{kode}.{name}", values.tidak_ada(f"kode {kode} dipakai {many} kali")


def _row(key: str, row: AnggaranRekap) -> Iterator[Pasangan]:
    yield f"{key}.pagu", values.rupiah(row.pagu, "pagu belum ada", tanda=True)
    yield f"{key}.realisasi", values.rupiah(row.realisasi, "realisasi belum diisi", tanda=True)
    yield f"{key}.serapan", _percent(serapan(row))


def _counts(bahan: Bahan) -> Iterator[Pasangan]:
    rows = bahan.rekap.indikator()
    reached = Counter(row.akhir.capaian.tercapai for row in rows)
    measured = sum(row.akhir.terisi for row in rows)
    levels = Counter(row.tingkat for row in bahan.rekap.anggaran)
    counts = {
        "sasaran": len(bahan.rekap.sasaran), "indikator": len(rows), "terukur": measured,
        "tidak-terukur": len(rows) - measured, "tercapai": reached[True], "tidak-tercapai": reached[False],
        "program": levels["program"], "kegiatan": levels["kegiatan"], "sub-kegiatan": levels["sub kegiatan"],
    }  # fmt: skip
    yield from ((f"jumlah.{name}", values.bulat(count)) for name, count in counts.items())
    bands = Counter(row.akhir.kategori for row in rows)
    for pita in bahan.rekap.pita:
        yield f"jumlah.{slug(pita.nama)}", values.bulat(bands[pita.nama])


def slug(text: str) -> str:
    """A name as part of a figure's name: "Sangat Tinggi" is "sangat-tinggi"."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
