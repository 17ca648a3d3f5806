"""Earlier years, the end of the Renstra, the national standard; against values worked by hand."""

from __future__ import annotations

from decimal import Decimal

from doctool.reports.faults import material_findings
from tests.reports.case import COMPARED, body, cells, material, notes, table


def test_earlier_years_are_reckoned_by_the_indicator_s_own_formula() -> None:
    made = table(material(), "tahun-lalu")
    assert cells(made.baris[0])[3:] == ["Realisasi", "Capaian (%)"]
    assert cells(made.baris[1]) == ["2024", "2025", "2026"] * 2
    values = {line[1][-3:-1]: line[3:] for line in body(made) if len(line) > 1}
    assert values == {
        "N1": ["81,50", "92", "96,00", "95,00", "100,00", "101,05"],  # printed in 2024; 92 / 92
        "S1": ["n/a", "n/a", "300", "n/a", "n/a", "75,00"],
        "T1": ["n/a", "50", "75", "n/a", "75,00", "-50,00"],  # (80 - 50) / 40
        "B1": ["n/a", "4.000", "1.967", "n/a", "n/a", "186,53"],  # no target was kept
        "G1": ["n/a", "AA", "BB", "n/a", "n/a", "n/a"],
        "R1": ["n/a", "n/a", "n/a", "n/a", "n/a", "n/a"],
    }


def test_a_printed_capaian_stays_and_the_difference_is_told() -> None:
    bahan = material()
    assert (
        "N1 2024: capaian 95,00 seperti tercetak pada laporan tahun itu; menurut rumus indikator 90,56."
        in notes(table(bahan, "tahun-lalu"))
    )
    told = [one.message for one in material_findings(bahan) if one.code == "B06"]
    assert told == [
        "N1 2024: capaian tercetak 95,00, menurut rumus indikator 90,56; yang dicetak tetap yang tercetak tahun itu"
    ]


def test_a_printed_capaian_that_was_rounded_or_capped_is_no_difference() -> None:
    def findings(printed: str, **kantor: object) -> list[str]:
        year = {"2025": {"target": "30", "realisasi": "40", "capaian": printed}}
        bahan = material(compared={"indikator": {"N1": {"riwayat": year}}}, **kantor)
        return [one.code for one in material_findings(bahan) if one.code == "B06"]

    assert findings("133,33") == []
    assert findings("133,30") == ["B06"]
    assert findings("120", kinerja={"batas": "120"}) == []
    assert findings("133,33", kinerja={"batas": "120"}) == []


def test_reasons_of_earlier_years_are_said_once() -> None:
    said = notes(table(material(), "tahun-lalu"))
    assert "S1 2025: tidak diukur tahun itu" in said
    assert "B1 2025: target 2025 tidak tercatat" in said
    assert "S1 2024, T1 2024, B1 2024, G1 2024, R1 2024, dan R1 2025: tidak tercatat" in said


def test_no_more_than_five_earlier_years_and_none_that_is_not_earlier() -> None:
    years = {str(year): {"target": "90", "realisasi": "90"} for year in range(2018, 2028)}
    bahan = material(compared={"indikator": {"N1": {"riwayat": years}}})
    made = table(bahan, "tahun-lalu", sasaran=1)
    assert cells(made.baris[1]) == ["2021", "2022", "2023", "2024", "2025", "2026"] * 2
    told = [one.message for one in material_findings(bahan) if one.code == "B05"]
    assert told == [
        "N1: tahun 2026 bukan tahun sebelum 2026; tidak dicetak sebagai riwayat",
        "N1: tahun 2027 bukan tahun sebelum 2026; tidak dicetak sebagai riwayat",
    ]


def test_without_anything_to_compare_with_it_is_said() -> None:
    bahan = material(compared=None)
    made = table(bahan, "tahun-lalu", sasaran=1)
    assert cells(made.baris[1]) == ["2026", "2026"]
    assert "Data tahun sebelum 2026 tidak tercatat." in notes(made)
    assert [one.code for one in material_findings(bahan) if one.code != "B07"] == ["B04"]


def test_the_end_of_the_renstra_is_measured_by_the_indicator_s_formula() -> None:
    made = table(material(), "renstra")
    values = {line[1][-3:-1]: line[3:] for line in body(made) if len(line) > 1}
    assert values == {
        "N1": ["96,00", "2029", "100", "96,00"],
        "S1": ["300", "n/a", "n/a", "n/a"],
        "T1": ["75", "2029", "25", "-100,00"],  # (50 - 75) / 25
        "B1": ["1.967", "2029", "1.000", "50,84"],  # 1000 / 1967
        "G1": ["BB", "2029", "AA", "n/a"],
        "R1": ["n/a", "n/a", "n/a", "n/a"],
    }
    said = notes(made)
    assert "S1: target akhir Renstra tidak tercatat" in said
    assert said.startswith("Capaian terhadap target akhir (%), R realisasi tahun ini, T target akhir Renstra: ")


def test_a_national_standard_that_there_is_not_is_said_aloud() -> None:
    made = table(material(), "standar-nasional")
    values = {line[1][-3:-1]: line[3:] for line in body(made) if len(line) > 1}
    assert values == {
        "N1": ["96,00", "97", "Belum memenuhi standar nasional\nSumber: Stranas"],
        "S1": ["300", "tidak ada", "Tidak ada standar nasional untuk indikator ini"],
        "T1": ["75", "tidak ada", "Tidak ada standar nasional untuk indikator ini"],
        "B1": ["1.967", "2.000", "Memenuhi standar nasional"],
        "G1": ["BB", "tidak ada", "Tidak ada standar nasional untuk indikator ini"],
        "R1": ["n/a", "n/a", "Standar nasional belum tercatat"],
    }


def test_what_is_not_said_of_renstra_and_standard_is_told_with_the_codes() -> None:
    told = [one.message for one in material_findings(material()) if one.code == "B04"]
    assert told == [
        "standar nasional belum dicatat untuk R1; dicetak n/a",
        "target akhir Renstra belum dicatat untuk R1; dicetak n/a",
    ]


def test_an_unknown_indicator_is_told_with_the_nearest() -> None:
    bahan = material(compared={"indikator": {**COMPARED["indikator"], "N2": {}}})
    (told,) = [one for one in material_findings(bahan) if one.code == "B05"]
    assert told.message == 'indikator "N2" tidak ada dalam rekap'
    assert "N1" in told.hint


def test_the_indicators_of_other_bidang_are_no_unknown_ones() -> None:
    bahan = material({"tahun": "2026", "bidang": "piak"})
    assert [one for one in material_findings(bahan) if one.code in ("B05", "B06")] == []


def test_without_the_office_s_data_the_recap_itself_says_by_which_formula() -> None:
    whole = material()
    alone = type(whole)(whole.loaded, whole.rekap, None, whole.pembanding, "", (), whole.semua_kode)
    assert body(table(alone, "tahun-lalu")) == body(table(whole, "tahun-lalu"))
    assert body(table(alone, "renstra")) == body(table(whole, "renstra"))


def test_a_target_of_0_in_an_earlier_year_divides_nothing() -> None:
    year = {"2025": {"target": "0", "realisasi": "5"}}
    made = table(material(compared={"indikator": {"T1": {"riwayat": year}}}), "tahun-lalu", sasaran=2)
    assert body(made)[0][3:] == ["5", "75", "n/a", "-50,00"]
    assert made.baris[2].sel[3].nilai == Decimal(5)
    assert "T1 2025: target 0, tidak dapat menjadi pembagi" in notes(made)
