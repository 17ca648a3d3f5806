"""The rules of indicators: each finds what it is for and leaves what is right alone."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.check.kinerja import check_kinerja, check_kinerja_files
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedKantor, LoadedKinerja, Positions
from doctool.model.kantor import Kantor
from doctool.model.kinerja import Kinerja

KANTOR = {
    "nama": "Dinas", "pemerintah": "Kota", "kop": {"baris": ["a"]},
    "bidang": {"capil": "Bidang Pencatatan Sipil", "piak": "Bidang PIAK"},
}  # fmt: skip
RIGHT = {
    "kode": "A", "uraian": "Jumlah kartu", "satuan": "kartu", "target": "100", "penanggung_jawab": "capil",
    "sumber_data": "SIAK",
}  # fmt: skip


def loaded(
    *indicators: dict[str, Any], kantor: dict[str, Any] | None = None, file: str = "i.yaml", **more: Any
) -> LoadedKinerja:
    rows = [{**RIGHT, "kode": f"K{at}", "uraian": f"Indikator {at}", **one} for at, one in enumerate(indicators)]
    data = {"tahun": 2026, "sasaran": [{"uraian": "S", "indikator": rows or [RIGHT]}], **more}
    office = LoadedKantor("kota", Kantor.model_validate({**KANTOR, **(kantor or {})}), Positions("kantor.yaml"), "")
    return LoadedKinerja(Kinerja.model_validate(data), Positions(file), office, file)


def found(*indicators: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in check_kinerja(loaded(*indicators, **more))]


def test_what_is_right_has_no_finding() -> None:
    assert found({}) == []


def test_the_same_indicator_has_one_target() -> None:
    twice = {"uraian": "Jumlah kartu"}
    assert found(twice, {**twice, "uraian": "jumlah  kartu"}) == []
    assert found(twice, {**twice, "satuan": "orang", "target": "90"}) == [
        ("L01", "satuan indikator ini berbeda dari K0, padahal uraiannya sama"),
        ("L01", "target indikator ini berbeda dari K0, padahal uraiannya sama"),
    ]


BUDGET = {"uraian": "P", "penanggung_jawab": "piak"}


@pytest.mark.parametrize(
    ("own", "parts", "expected"),
    [
        ("100", ["60", "40"], []),
        (None, ["60", "40"], []),
        ("100", ["60", ""], []),  # one is not known: no sum
        ("100", ["60", "50"], [("L06", "pagu 100 tidak sama dengan jumlah di bawahnya, 110")]),
    ],
)
def test_a_level_is_the_sum_of_its_parts(own: str | None, parts: list[str], expected: list[tuple[str, str]]) -> None:
    subs = [{"uraian": f"S{at}", "pagu": pagu} for at, pagu in enumerate(parts)]
    program = {**BUDGET, "pagu": own or "", "kegiatan": [{"uraian": "K", "sub_kegiatan": subs}]}
    assert found(program=[program]) == expected


def test_more_spent_than_planned_is_a_warning_and_negative_money_an_error() -> None:
    one, two = check_kinerja(loaded(program=[{**BUDGET, "pagu": "100", "realisasi": "101"}, {**BUDGET, "pagu": "-1"}]))
    assert {(one.severity, one.message), (two.severity, two.message)} == {
        (Severity.WARNING, "realisasi 101 melebihi pagu 100"), (Severity.ERROR, "pagu negatif"),
    }  # fmt: skip


def test_sources_and_who_answers_are_named() -> None:
    assert found({"sumber_data": " "}) == [("L07", "sumber data K0 belum diisi")]
    nobody = {"uraian": "P", "kegiatan": [{"uraian": "K", "pagu": "5"}]}
    assert found(program=[nobody]) == [("L07", "penanggung jawab anggaran ini belum diisi")]
    assert found(program=[{**nobody, "penanggung_jawab": "piak"}]) == []


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"target": "101"}, "target setahun di luar 0 sampai 100 persen"),
        ({"target": "90-110", "arah": "rentang"}, "target setahun di luar 0 sampai 100 persen"),
        ({"akumulasi": "jumlah"}, "persentase keempat triwulan akan dijumlahkan"),
    ],
)
def test_percentages(more: dict[str, str], message: str) -> None:
    assert found({"satuan": "%", "target": "90", **more}) == [("L09", message)]
    assert found({"satuan": "orang", "target": "90", **more}) == []


def test_added_percentages_are_right_with_numerators() -> None:
    ratio = {"satuan": "%", "akumulasi": "jumlah", "target": "90", "pembilang": "a", "penyebut": "b"}
    assert found(ratio) == []
    assert found({**ratio, "target_triwulan": ["90", "90", "90", "90"]}) == []


def test_a_bidang_that_kantor_yaml_does_not_know() -> None:
    (one,) = check_kinerja(loaded({"penanggung_jawab": "capill"}))
    assert (one.code, one.severity, one.text) == ("L13", Severity.ERROR, "capill")
    assert one.hint == 'maksudnya "capil"? bidang yang ada: capil, piak'
    assert check_kinerja(loaded({"penanggung_jawab": "Bidang Piak"}))[0].hint.startswith('maksudnya "piak"?')
    assert found(catatan={"sekretariat": "x"}) == [("L13", 'bidang "sekretariat" tidak ada di kantor.yaml')]
    assert found(program=[{**BUDGET, "penanggung_jawab": "x"}]) == [("L13", 'bidang "x" tidak ada di kantor.yaml')]
    (none,) = check_kinerja(loaded(kantor={"bidang": {}}))
    assert none.hint == "daftarkan di kantor.yaml, kunci bidang:"


def target_faults(**more: Any) -> list[Finding]:
    return [one for one in check_kinerja(loaded(more)) if one.code == "L14"]


@pytest.mark.parametrize(
    ("more", "hint"),
    [
        ({"target": "95.5"}, "desimal ditulis dengan koma: 95,5"),
        ({"target": "80-90"}, "tulis satu bilangan, atau pakai arah: rentang"),
        ({"target": "WTP"}, "tulis bilangan; untuk predikat isi tingkatan, misalnya [C, B, A]"),
        ({"target": "95", "arah": "rentang"}, "tulis kedua batasnya, misalnya 80-90"),
        ({"target": "D", "tingkatan": ["C", "B"]}, "pilih salah satu: C, B"),
        ({"target": "5", "target_triwulan": ["1", "x", "-", "5"]}, "tulis bilangan; untuk predikat isi tingkatan"),
    ],
)
def test_a_target_that_the_formula_cannot_reckon_with(more: dict[str, Any], hint: str) -> None:
    (one,) = target_faults(**more)
    assert one.severity is Severity.ERROR
    assert one.hint.startswith(hint)


@pytest.mark.parametrize("target", ["-", "n/a", "tidak ditetapkan"])
def test_no_target_may_be_said(target: str) -> None:
    assert target_faults(target=target) == []


@pytest.mark.parametrize("target", ["", "0"])
def test_an_open_target_and_a_target_of_0_are_warnings(target: str) -> None:
    (one,) = target_faults(target=target)
    assert one.severity is Severity.WARNING


def test_grades_need_their_order() -> None:
    (one,) = target_faults(rumus="tingkat", target="A")
    assert one.message == "rumus tingkat tanpa tingkatan"


@pytest.mark.parametrize(
    ("how", "quarters", "more", "message"),
    [
        ("jumlah", "25 25 25 25", {}, None),
        ("jumlah", "- 50 - 50", {}, None),
        ("jumlah", "25 25 25 20", {}, "jumlah target triwulan 95, target setahun 100"),
        ("jumlah", "25 50 75 100", {}, "jumlah target triwulan 250, target setahun 100"),
        ("jumlah", "25 50 75 100", {"target_kumulatif": "ya"}, None),
        ("jumlah", "25 50 40 100", {"target_kumulatif": "ya"},
         "target triwulan III lebih rendah daripada triwulan sebelumnya"),
        ("rata-rata", "90 100 100 110", {}, None),
        ("rata-rata", "90 90 90 90", {}, "rata-rata target triwulan 90, target setahun 100"),
        ("terakhir", "70 80 90 100", {}, None),
        ("terakhir", "70 - - 100", {}, None),
        ("terakhir", "70 80 90 -", {}, None),
        ("terakhir", "70 80 90 95", {}, "target triwulan IV 95 berbeda dari target setahun 100"),
        ("terakhir", "70 60 90 100", {}, "target triwulan II lebih rendah daripada triwulan sebelumnya"),
        ("terakhir", "120 110 100 100", {"arah": "turun", "rumus": "turun-selisih"}, None),
        ("terakhir", "90 100 100 100", {"arah": "turun", "rumus": "turun-selisih"},
         "target triwulan II naik, padahal arahnya turun"),
        ("terakhir", "B B B A", {"target": "A", "tingkatan": ["B", "A"]}, None),
        ("terakhir", "A B A A", {"target": "A", "tingkatan": ["B", "A"]},
         "target triwulan II lebih rendah daripada triwulan sebelumnya"),
        ("terakhir", "20-30 40-50 60-70 80-90", {"target": "80-90", "arah": "rentang"}, None),
        ("jumlah", "20-25 20-25 20-25 20-25", {"target": "80-100", "arah": "rentang"}, None),
        ("jumlah", "20-25 20-25 20-25 20-20", {"target": "80-100", "arah": "rentang"},
         "jumlah target triwulan 80-95, target setahun 80-100"),
    ],
)  # fmt: skip
def test_quarters_lead_to_the_year(how: str, quarters: str, more: dict[str, Any], message: str | None) -> None:
    one = {"akumulasi": how, "target_triwulan": quarters.split(), **more}
    assert found(one) == ([("L15", message)] if message else [])


def test_targets_that_look_cumulative_are_taken_for_it_in_the_hint() -> None:
    (one,) = check_kinerja(loaded({"akumulasi": "jumlah", "target_triwulan": ["25", "50", "75", "100"]}))
    assert one.hint == "bila target triwulannya kumulatif, tulis target_kumulatif: ya"


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        (["60", "40"], None),
        (["60", "50"], "jumlah bobot semua indikator 110, bukan 100"),
        (["60", ""], "bobot K1 belum diisi, padahal indikator lain berbobot"),
        (["100", "0"], "bobot harus lebih dari 0"),
    ],
)
def test_weights(weights: list[str], message: str | None) -> None:
    assert found(*({"bobot": one} for one in weights)) == ([("L16", message)] if message else [])


def test_the_year_is_that_of_the_files_name() -> None:
    assert [one.code for one in check_kinerja(loaded({}, file="data/kota/kinerja/2027.yaml"))] == ["L17"]
    assert check_kinerja(loaded({}, file="data/kota/kinerja/2026.xlsx")) == []
    assert check_kinerja(loaded({}, file="iku.yaml")) == []


def test_two_files_of_one_year() -> None:
    files = [loaded({}, file="a/2026.yaml"), loaded({}, file="a/2026.xlsx")]
    (one,) = check_kinerja_files(files)
    assert (one.code, one.where.file) == ("L17", "a/2026.yaml")
    assert "a/2026.xlsx" in one.message
    assert check_kinerja_files(files[:1]) == []


def test_an_office_may_switch_off_a_warning_of_practice() -> None:
    off = {"aturan_nonaktif": [{"kode": "L15", "alasan": "target triwulan disusun bidang"}]}
    bad = {"akumulasi": "jumlah", "target_triwulan": ["1", "1", "1", "1"]}
    assert found(bad, kantor=off) == []
