"""Target, realisasi and capaian as they are printed, against values worked by hand."""

from __future__ import annotations

from decimal import Decimal

from doctool.reports.notes import runs
from tests.forms.recap_case import returned, row
from tests.reports.case import REPORT, body, cells, material, notes, table


def test_every_kind_of_indicator_has_its_capaian_and_band() -> None:
    assert body(table(material(), "target-realisasi")) == [
        ["Sasaran 1: Tertib administrasi"],
        ["1.1", "Kepemilikan KTP (N1)", "%", "95", "96,00", "101,05", "Sangat Tinggi"],
        ["1.2", "Kartu terbit (S1)", "kartu", "400", "300", "75,00", "Sedang"],
        ["Rata-rata sasaran 1", "88,03", "Tinggi"],
        ["Sasaran 2: Pelayanan"],
        ["2.1", "Lama pelayanan (T1)", "menit", "30", "75", "-50,00", "Sangat Rendah"],
        ["2.2", "Pengaduan (B1)", "aduan", "3.669", "1.967", "186,53", "Sangat Tinggi"],
        ["2.3", "Predikat (G1)", "predikat", "A", "BB", "n/a", "Tidak tercapai"],
        ["2.4", "Suhu arsip (R1)", "derajat", "18-22", "n/a", "n/a", "n/a"],
        ["Rata-rata sasaran 2", "68,26", "Sedang"],
        ["Rata-rata capaian semua indikator", "78,15", "Tinggi"],
    ]


def test_the_numbers_themselves_stand_beside_what_is_printed() -> None:
    lines = table(material(), "target-realisasi").baris
    of_n1, of_r1 = lines[2].sel, lines[9].sel
    assert [cell.nilai for cell in of_n1[3:5]] == [Decimal(95), Decimal(96)]
    assert str(of_n1[5].nilai).startswith("101.0526315789")
    assert [cell.rata for cell in of_n1[3:6]] == ["kanan"] * 3
    assert [cell.nilai for cell in of_r1[4:]] == [None] * 3
    assert [cell.rata for cell in of_r1[4:]] == ["tengah"] * 3


def test_formulas_bands_means_reasons_and_source_stand_below() -> None:
    formula, bands, mean, reasons, source = notes(table(material(), "target-realisasi")).splitlines()
    assert formula == (
        "Capaian (%), R realisasi, T target: N1 dan S1 = R / T x 100; T1 = (2T - R) / T x 100 (negatif bila R lebih "
        "dari dua kali T); B1 = T / R x 100; G1 = tidak dipersenkan, tercapai bila tingkatnya sama dengan atau di "
        "atas target; R1 = 100 di dalam rentang, R / batas atas x 100 di atasnya, R / batas bawah x 100 di "
        "bawahnya."
    )
    assert bands == (
        "Kategori (capaian sebelum dibulatkan, skala Permendagri 86/2017): Sangat Tinggi ≥ 91; Tinggi ≥ 76; "
        "Sedang ≥ 66; Rendah ≥ 51; Sangat Rendah < 51."
    )
    assert mean == (
        "Rata-rata dari 4 indikator yang terukur, dari 6 indikator (1 indikator bertarget tingkat tidak dipersenkan)."
    )
    assert reasons == (
        "n/a = tidak ada angkanya, dan tidak dihitung sebagai 0. G1: bertarget tingkat, tidak dipersenkan; R1: "
        "realisasi triwulan IV belum diisi."
    )
    assert source == "Sumber: rekapitulasi form isian data kinerja tahun 2026 dari 3 bidang."


def test_codes_in_a_row_are_named_as_one() -> None:
    codes = ["IKU-1", "IKU-2", "IKU-3", "IKU-5", "IKU-6", "SS1.9", "SS1.10", "SS1.11", "SS2.12", "X"]
    assert runs(codes) == ["IKU-1 s.d. IKU-3", "IKU-5", "IKU-6", "SS1.9 s.d. SS1.11", "SS2.12", "X"]
    assert runs([]) == []


def test_of_one_sasaran_only_its_own_rows_formula_and_mean_are_there() -> None:
    made = table(material(), "target-realisasi", sasaran=1)
    assert made.kunci == "tabel:target-realisasi:sasaran=1"
    assert [line[0] for line in body(made)] == ["1.1", "1.2", "Rata-rata sasaran 1"]
    assert notes(made).splitlines()[0] == "Capaian (%) = R / T x 100 (R realisasi, T target)."
    assert "Rata-rata dari 2 indikator yang terukur, dari 2 indikator." in notes(made)
    assert "n/a" not in notes(made)


def test_a_cap_and_the_office_s_own_bands_are_printed() -> None:
    pita = [{"mulai": "90", "nama": "Baik", "warna": "A9D08E"}, {"mulai": "", "nama": "Kurang"}]
    made = table(material(kinerja={"batas": "100", "pita": pita}), "target-realisasi", sasaran=1)
    assert [line[-2:] for line in body(made)] == [["100,00", "Baik"], ["75,00", "Kurang"], ["87,50", "Kurang"]]
    said = notes(made)
    assert "Capaian dibatasi paling tinggi 100,00% pada tiap indikator." in said
    assert "N1: capaian dibatasi dari 101,05 menjadi 100,00 menurut aturan kantor." in said
    assert "Kategori (capaian sebelum dibulatkan): Baik ≥ 90; Kurang < 90." in said
    assert made.baris[1].sel[-1].warna == "A9D08E"


def test_before_the_fourth_quarter_the_heads_and_targets_say_until_when() -> None:
    made = table(material(triwulan=2, back=[returned("dafduk", row("S1", [90, 60]))]), "target-realisasi", sasaran=1)
    assert cells(made.baris[0])[3:5] == ["Target s.d. TW II", "Realisasi s.d. TW II"]
    assert body(made)[1][3:] == ["200", "150", "75,00", "Sedang"]
    assert body(made)[0][3:] == ["92", "n/a", "n/a", "n/a"]


def test_the_perjanjian_kinerja_has_a_sasaran_over_its_rows() -> None:
    made = table(material(), "perjanjian-kinerja")
    assert body(made) == [
        ["1", "Tertib administrasi", "Kepemilikan KTP", "%", "95"], ["Kartu terbit", "kartu", "400"],
        ["2", "Pelayanan", "Lama pelayanan", "menit", "30"], ["Pengaduan", "aduan", "3.669"],
        ["Predikat", "predikat", "A"], ["Suhu arsip", "derajat", "18-22"],
    ]  # fmt: skip
    assert [cell.baris for cell in made.baris[3].sel[:3]] == [4, 4, 1]


def test_each_quarter_has_its_own_target_and_realisasi() -> None:
    made = table(material(), "triwulan")
    assert cells(made.baris[0]) == ["No.", "Indikator kinerja", "Satuan", "Target triwulan", "Realisasi triwulan"]
    assert cells(made.baris[1]) == ["I", "II", "III", "IV"] * 2
    values = {line[1][-3:-1]: line[3:] for line in body(made) if len(line) > 1}
    assert values == {
        "N1": ["90", "92", "94", "95", "88,00", "93,00", "94,00", "96,00"],
        "S1": ["100", "100", "100", "100", "90", "60", "100", "50"],
        "T1": ["30", "30", "30", "30", "33", "27", "40", "75"],
        "B1": ["-", "-", "-", "3.669", "-", "-", "-", "1.967"],
        "G1": ["-", "-", "-", "A", "-", "-", "-", "BB"],
        "R1": ["18-22", "18-22", "18-22", "18-22", "20", "20", "20", "n/a"],
    }
    assert "R1 triwulan IV: belum diisi" in notes(made)
    assert not made.melintang


def test_an_unusable_value_is_named_as_such_and_never_printed() -> None:
    back = [returned("dafduk", row("S1", [90, "!enam", 100, 50]), triwulan=4)]
    made = table(material(back=back), "triwulan", sasaran=1)
    assert body(made)[1][-4:] == ["90", "n/a", "100", "50"]
    assert "S1 triwulan II: isiannya perlu diperbaiki" in notes(made)
    assert body(table(material(back=back), "target-realisasi", sasaran=1))[1][4:] == ["n/a", "n/a", "n/a"]


def test_means_of_sasaran_say_of_how_many() -> None:
    assert body(table(material(), "capaian-sasaran")) == [
        ["1", "Tertib administrasi", "2", "2", "88,03", "Tinggi"],
        ["2", "Pelayanan", "4", "2", "68,26", "Sedang"],
        ["Semua sasaran", "6", "4", "78,15", "Tinggi"],
    ]


def test_a_sasaran_of_which_nothing_was_measured_has_no_mean() -> None:
    made = table(material(back=[]), "capaian-sasaran")
    assert [line[-4:] for line in body(made)] == [
        ["2", "0", "n/a", "n/a"], ["4", "0", "n/a", "n/a"], ["6", "0", "n/a", "n/a"],
    ]


def test_indicators_are_counted_by_band_grades_and_unmeasured_apart() -> None:
    assert body(table(material(), "ringkasan-kategori")) == [
        ["Sangat Tinggi", "91 ke atas", "2"], ["Tinggi", "76 sampai kurang dari 91", "0"],
        ["Sedang", "66 sampai kurang dari 76", "1"], ["Rendah", "51 sampai kurang dari 66", "0"],
        ["Sangat Rendah", "kurang dari 51", "1"], ["Tercapai", "bertarget tingkat", "0"],
        ["Tidak tercapai", "bertarget tingkat", "1"], ["Tidak terukur", "n/a", "1"], ["Jumlah", "6"],
    ]  # fmt: skip


def test_the_report_of_a_bidang_has_its_own_rows_and_means_only() -> None:
    own = material({**REPORT, "bidang": "piak"})
    assert body(table(own, "target-realisasi")) == [
        ["Sasaran 2: Pelayanan"],
        ["2.1", "Lama pelayanan (T1)", "menit", "30", "75", "-50,00", "Sangat Rendah"],
        ["2.2", "Pengaduan (B1)", "aduan", "3.669", "1.967", "186,53", "Sangat Tinggi"],
        ["2.3", "Suhu arsip (R1)", "derajat", "18-22", "n/a", "n/a", "n/a"],
        ["Rata-rata sasaran 2", "68,26", "Sedang"],
        ["Rata-rata capaian semua indikator", "68,26", "Sedang"],
    ]
    assert body(table(own, "penyerapan")) == [
        ["2.12.03", "Program Pencatatan", "1.000.000", "1.100.000", "110,00"],
        ["Jumlah", "1.000.000", "1.100.000", "110,00"],
    ]
    assert "Rata-rata dari 2 indikator yang terukur, dari 3 indikator." in notes(table(own, "target-realisasi"))
