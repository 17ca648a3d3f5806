"""Money and efficiency: sums over what was filled in, said of how much; against values worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from doctool.model.rekap import Rekap
from doctool.reports.faults import material_findings
from doctool.reports.material import Bahan
from tests.forms.recap_case import returned
from tests.reports.case import REPORT, YEAR, body, material, notes, table


def test_every_level_has_its_sum_and_says_of_how_much() -> None:
    made = table(material(), "penyerapan")
    assert body(made) == [
        ["2.12.02", "Program Pendaftaran", "4.500.000", "900.000", "60,00"],  # 900 of 1.500 reported
        ["2.12.02.2.01", "Kegiatan A", "4.000.000", "400.000", "40,00"],
        ["2.12.02.2.01.0001", "Sub A1", "1.000.000", "400.000", "40,00"],
        ["2.12.02.2.01.0002", "Sub A2", "3.000.000", "n/a", "n/a"],
        ["2.12.02.2.02", "Kegiatan B", "500.000", "500.000", "100,00"],
        ["2.12.03", "Program Pencatatan", "1.000.000", "1.100.000", "110,00"],
        ["Jumlah", "5.500.000", "2.000.000", "80,00"],  # of 2.500
    ]
    said = notes(made)
    assert "2.12.02: 2 dari 3 rincian; 2.12.02.2.01: 1 dari 2 rincian; Jumlah: 3 dari 4 rincian" in said
    assert "2.12.02.2.01.0002: realisasi anggaran belum diisi" in said


def test_money_of_a_sasaran_is_that_of_its_programmes_only() -> None:
    assert body(table(material(), "penyerapan", sasaran=2)) == [
        ["2.12.03", "Program Pencatatan", "1.000.000", "1.100.000", "110,00"],
        ["Jumlah", "1.000.000", "1.100.000", "110,00"],
    ]
    one_sub = material({"tahun": "2026", "sasaran": {"1": {"program": ["2.12.02.2.01.0001"]}}})
    assert body(table(one_sub, "penyerapan", sasaran=1)) == [
        ["2.12.02", "Program Pendaftaran", "1.000.000", "400.000", "40,00"],
        ["2.12.02.2.01", "Kegiatan A", "1.000.000", "400.000", "40,00"],
        ["2.12.02.2.01.0001", "Sub A1", "1.000.000", "400.000", "40,00"],
        ["Jumlah", "1.000.000", "400.000", "40,00"],
    ]


def test_a_programme_and_its_own_kegiatan_count_once() -> None:
    both = material({"tahun": "2026", "sasaran": {"1": {"program": ["2.12.02", "2.12.02.2.02"]}}})
    assert body(table(both, "penyerapan", sasaran=1))[-1] == ["Jumlah", "4.500.000", "900.000", "60,00"]


def test_efficiency_is_capaian_less_serapan_and_says_so() -> None:
    made = table(material(), "efisiensi")
    assert body(made) == [
        ["Sasaran 1: Tertib administrasi"],
        ["1.1", "Kepemilikan KTP (N1)", "101,05", "60,00", "41,05"],
        ["1.2", "Kartu terbit (S1)", "75,00", "60,00", "15,00"],
        ["Rata-rata sasaran 1", "88,03", "60,00", "28,03"],
        ["Sasaran 2: Pelayanan"],
        ["2.1", "Lama pelayanan (T1)", "-50,00", "110,00", "-160,00"],
        ["2.2", "Pengaduan (B1)", "186,53", "110,00", "76,53"],
        ["2.3", "Predikat (G1)", "n/a", "110,00", "n/a"],
        ["2.4", "Suhu arsip (R1)", "n/a", "110,00", "n/a"],
        ["Rata-rata sasaran 2", "68,26", "110,00", "-41,74"],
    ]
    said = notes(made)
    assert "Tingkat efisiensi (poin persen) = capaian (%) - serapan anggaran program penunjang (%);" in said
    assert "Program penunjang: sasaran 1: 2.12.02; sasaran 2: 2.12.03, 2.12.03." in said
    assert "Serapan (%) = realisasi / pagu x 100." in said


def test_without_programmes_or_money_the_efficiency_is_not_made_up() -> None:
    made = table(material({"tahun": "2026"}), "efisiensi", sasaran=1)
    assert [line[-2:] for line in body(made)] == [["n/a", "n/a"]] * 3
    assert "serapan sasaran 1: program penunjang sasaran 1 belum disebut" in notes(made)
    unreported = material(back=[returned("dafduk", triwulan=4)])
    assert body(table(unreported, "penyerapan"))[-1] == ["Jumlah", "5.500.000", "n/a", "n/a"]
    assert [line[3] for line in body(table(unreported, "efisiensi", sasaran=1))[:2]] == ["n/a", "n/a"]


def test_without_a_budget_the_tables_say_so() -> None:
    bahan = material(year={**YEAR, "program": []})
    assert body(table(bahan, "penyerapan")) == []
    assert "Data anggaran tidak ada dalam rekap." in notes(table(bahan, "penyerapan"))
    assert body(table(bahan, "anggaran-program")) == []


def test_money_spent_without_a_pagu_has_no_share_also_in_the_sum_of_a_sasaran() -> None:
    parts = [{"kode": "1.1", "uraian": "A", "pagu": "100"}, {"kode": "1.2", "uraian": "B"}]
    year = {**YEAR, "program": [{"kode": "1", "uraian": "P", "penanggung_jawab": "dafduk", "kegiatan": parts}]}
    back = [returned("dafduk", triwulan=4, uang=[("A/1.1", 50), ("A/1.2", 70)])]
    bahan = material({"tahun": "2026", "sasaran": {"1": {"program": ["1"]}}}, year=year, back=back)
    for made in (table(bahan, "penyerapan"), table(bahan, "penyerapan", sasaran=1)):
        assert [line[-3:] for line in body(made)] == [
            ["100", "120", "n/a"], ["100", "50", "50,00"], ["n/a", "70", "n/a"], ["100", "120", "n/a"],
        ]  # fmt: skip
    assert [one.code for one in material_findings(bahan) if one.code == "L06"] == []


def test_the_programmes_of_a_perjanjian_kinerja_have_their_sum() -> None:
    assert body(table(material(), "anggaran-program")) == [
        ["1", "2.12.02 Program Pendaftaran", "4.500.000", "Bidang Pendaftaran Penduduk"],
        ["2", "2.12.03 Program Pencatatan", "1.000.000", "Bidang PIAK"],
        ["Jumlah", "5.500.000", ""],
    ]


def test_the_programmes_that_support_a_sasaran_are_those_that_are_named() -> None:
    named = material({"tahun": "2026", "sasaran": {"1": {"program": ["2.12.02.2.02", "2.12.03"]}}})
    assert body(table(named, "program", sasaran=1)) == [
        ["1.1", "2.12.02.2.02 Kegiatan B", "Bidang Pendaftaran Penduduk", "500.000", "500.000", "100,00"],
        ["1.2", "2.12.03 Program Pencatatan", "Bidang PIAK", "1.000.000", "1.100.000", "110,00"],
    ]
    assert "Program penunjang sasaran 2 belum disebut." in notes(table(named, "program"))


def test_an_unknown_programme_is_told_with_the_nearest() -> None:
    bahan = material({"tahun": "2026", "sasaran": {"1": {"program": ["2.12.2"]}, "2": {"program": ["2.12.03"]}}})
    (told,) = [one for one in material_findings(bahan) if one.code == "B07"]
    assert told.message == 'program "2.12.2" tidak ada dalam rekap'
    assert "2.12.02" in told.hint
    assert body(table(bahan, "efisiensi", sasaran=1))[0][-2:] == ["n/a", "n/a"]


def test_a_recap_whose_sums_do_not_hold_is_told() -> None:
    def found(bahan: Bahan, rekap: Rekap) -> list[str]:
        changed = Bahan(bahan.loaded, rekap, bahan.kinerja, bahan.pembanding, "rekap.json", (), bahan.semua_kode)
        return [one.message for one in material_findings(changed) if one.code == "L06"]

    bahan = material()
    rows, total = bahan.rekap.anggaran, bahan.rekap.total
    assert total is not None
    assert found(bahan, bahan.rekap) == []
    wrong = replace(rows[1], realisasi=Decimal(410000))
    assert found(bahan, replace(bahan.rekap, anggaran=(rows[0], wrong, *rows[2:]))) == [
        "2.12.02.2.01 Kegiatan A: realisasi 410.000,00, jumlah rinciannya 400.000,00"
    ]
    assert found(bahan, replace(bahan.rekap, total=replace(total, pagu=Decimal(5), serapan=Decimal(90)))) == [
        "Jumlah: pagu 5,00, jumlah rinciannya 5.500.000,00", "Jumlah: serapan 90,00, realisasi / pagu x 100 = 80,00",
    ]  # fmt: skip


def test_the_report_names_what_belongs_to_a_sasaran_that_is_not_there() -> None:
    bahan = material({**REPORT, "sasaran": {"1": {"program": ["2.12.02"]}, "7": {}}})
    told = sorted(one.message for one in material_findings(bahan) if one.code == "B07")
    assert told == [
        "program penunjang belum disebut untuk sasaran 2; efisiensinya dicetak n/a", "sasaran 7 tidak ada dalam rekap",
    ]  # fmt: skip
