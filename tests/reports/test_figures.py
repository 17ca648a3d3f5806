"""Figures by name as running text prints them, against values worked by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from doctool.findings import Where
from doctool.model.capaian import Patokan
from doctool.model.dokumen import Angka
from doctool.reports import values
from doctool.reports.figures import figure, figures
from tests.forms.recap_case import returned
from tests.reports.case import YEAR, material

PRINTED = {
    "N1.target": "95%", "N1.realisasi": "96,00%", "N1.capaian": "101,05%", "N1.kategori": "Sangat Tinggi",
    "N1.satuan": "%", "N1.realisasi.2025": "92%", "N1.capaian.2025": "100,00%", "N1.capaian.2024": "95,00%",
    "N1.target-renstra": "100%", "N1.capaian-renstra": "96,00%", "N1.standar-nasional": "97%", "N1.efisiensi": "41,05",
    "S1.target": "400", "S1.realisasi": "300", "S1.capaian": "75,00%", "S1.standar-nasional": "tidak ada",
    "T1.capaian": "-50,00%", "B1.capaian": "186,53%", "B1.realisasi": "1.967", "B1.target": "3.669",
    "G1.realisasi": "BB", "G1.capaian": "n/a", "G1.kategori": "Tidak tercapai", "R1.target": "18-22",
    "R1.realisasi": "n/a", "R1.capaian": "n/a", "R1.kategori": "n/a",
    "sasaran-1.rata-rata": "88,03%", "sasaran-1.kategori": "Tinggi", "sasaran-1.serapan": "60,00%",
    "sasaran-1.pagu": "Rp4.500.000,00", "sasaran-1.realisasi": "Rp900.000,00", "sasaran-1.efisiensi": "28,03",
    "sasaran-2.jumlah-indikator": "4", "sasaran-2.jumlah-terukur": "2", "rata-rata": "78,15%", "kategori": "Tinggi",
    "anggaran.pagu": "Rp5.500.000,00", "anggaran.realisasi": "Rp2.000.000,00", "anggaran.serapan": "80,00%",
    "2.12.03.pagu": "Rp1.000.000,00", "2.12.03.serapan": "110,00%", "2.12.02.2.01.0002.realisasi": "n/a",
    "jumlah.sasaran": "2", "jumlah.indikator": "6", "jumlah.terukur": "5", "jumlah.tidak-terukur": "1",
    "jumlah.tercapai": "2", "jumlah.tidak-tercapai": "3", "jumlah.program": "2", "jumlah.sangat-tinggi": "2",
    "jumlah.tinggi": "0", "tahun": "2026", "triwulan": "IV",
}  # fmt: skip


@pytest.mark.parametrize("name", PRINTED)
def test_a_figure_is_printed_the_indonesian_way(name: str) -> None:
    assert figures(material())[name].teks == PRINTED[name]


def test_the_unrounded_number_stands_beside_it() -> None:
    known = figures(material())
    assert known["anggaran.realisasi"].angka == Decimal(2_000_000)
    assert known["T1.capaian"].angka == Decimal(-50)
    assert str(known["B1.capaian"].angka).startswith("186.527707168")
    assert (known["R1.capaian"].angka, known["R1.capaian"].alasan) == (None, "realisasi triwulan IV belum diisi")
    assert known["G1.capaian"].alasan == "bertarget tingkat, tidak dipersenkan"


def test_every_figure_without_a_value_says_why_and_has_no_number() -> None:
    known = figures(material(back=[], compared=None))
    missing = {name: one for name, one in known.items() if one.teks == "n/a"}
    assert {"N1.realisasi", "rata-rata", "kategori", "anggaran.realisasi", "sasaran-1.serapan"} <= set(missing)
    assert all(one.alasan and one.angka is None for one in missing.values())


@pytest.mark.parametrize(
    ("value", "satuan", "printed"),
    [
        (values.patokan(Patokan(rentang=(Decimal(93), Decimal(99)))), "%", "93-99%"),
        (values.bilangan(Decimal("95.50")), "persen", "95,5%"), (values.bilangan(Decimal(95)), "kartu", "95"),
        (values.tidak_ada("belum diisi"), "%", "n/a"), (values.Nilai("BB"), "%", "BB"),
        (values.rupiah(Decimal("-1250000.5"), tanda=True), "", "-Rp1.250.000,50"),
        (values.persen(Decimal("-0.001")), "", "0,00"), (values.persen(Decimal("95.375")), "", "95,38"),
        (values.rupiah(Decimal("1250000.5")), "", "1.250.000,50"), (values.tertulis(Decimal("91.80")), "%", "91,80%"),
    ],
)
def test_values_are_printed_with_their_unit_and_rounded_half_up(
    value: values.Nilai, satuan: str, printed: str
) -> None:
    assert values.bersatuan(value, satuan).teks == printed


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    bahan = material()
    known = figures(bahan)

    def told(name: str) -> tuple[str, str]:
        where = Where("teks/ikhtisar.md", 3, 7)
        found, (fault,) = figure(known, Angka(name, asal=where), bahan)
        assert found is None
        assert (fault.code, fault.where) == ("B02", where)
        return fault.message, fault.hint

    message, hint = told("N1.capain")
    assert message == 'tidak ada angka bernama "N1.capain"'
    assert "N1.capaian" in hint
    assert "rata-rata" in told("rata rata")[1]
    assert "sasaran-1.serapan" in told("sasaran-1.serapn")[1]


def test_a_name_may_be_written_in_any_case() -> None:
    bahan = material()
    found, faults = figure(figures(bahan), Angka(" n1.CAPAIAN "), bahan)
    assert (found.teks if found else "", faults) == ("101,05%", ())


def test_a_code_that_two_programmes_share_has_no_figure() -> None:
    twice = {**YEAR, "program": [{"kode": "1", "uraian": name, "penanggung_jawab": "dafduk", "pagu": "10"}
                                 for name in ("A", "B")]}  # fmt: skip
    known = figures(material(year=twice, back=[returned("dafduk", triwulan=4)]))
    assert (known["1.pagu"].teks, known["1.pagu"].alasan) == ("n/a", "kode 1 dipakai 2 kali")
    assert known["anggaran.pagu"].teks == "Rp20,00"


def test_without_a_budget_money_is_not_0() -> None:
    known = figures(material(year={**YEAR, "program": []}))
    assert [known[f"anggaran.{name}"].teks for name in ("pagu", "realisasi", "serapan")] == ["n/a"] * 3
