"""The capaian calculator against cases worked by hand; the source of each is named beside it."""

from __future__ import annotations

from decimal import Decimal, getcontext, localcontext

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from doctool.model.capaian import (
    PITA_BAWAAN,
    Capaian,
    Patokan,
    average,
    band,
    band_rule,
    bands,
    printed,
    reckon,
    rounded,
)
from doctool.model.kinerja import AturanKinerja, Indikator, Target

D = Decimal


def indikator(rumus: str = "naik", target: str = "100", **more: object) -> Indikator:
    arah = "turun" if rumus.startswith("turun") else "rentang" if rumus == "rentang" else "naik"
    data = {"kode": "I", "uraian": "x", "arah": arah, "rumus": rumus, "target": target, "penanggung_jawab": "b"}
    return Indikator.model_validate({**data, **more})


def percent(rumus: str, target: str, realisasi: str) -> str:
    return printed(reckon(indikator(rumus, target), D(realisasi)).nilai)


#: PermenPANRB 53/2014 measures realisasi against target; R/T x 100 and (T - (R - T))/T x 100 are the two formulas that
#: LKjIP of regional governments print. T 3,669 and R 1,967 (crimes) stand in a table of Bali with 186,52, which is T/R
#: cut off; half up it is 186,53.
BY_HAND = [
    ("naik", "80", "76", "95,00"),  # 76/80
    ("naik", "3", "2", "66,67"),  # 2/3
    ("naik", "80", "100", "125,00"),  # no cap by itself
    ("naik", "95,5", "0", "0,00"),  # measured as nothing: 0, not n/a
    ("naik", "50", "-5", "-10,00"),  # the sign is kept
    ("turun-selisih", "3.669", "1967", "146,39"),  # (7338 - 1967)/3669
    ("turun-banding", "3.669", "1967", "186,53"),  # 3669/1967
    ("turun-selisih", "45", "45", "100,00"),
    ("turun-selisih", "45", "54", "80,00"),  # (90 - 54)/45
    ("turun-selisih", "10", "0", "200,00"),
    ("turun-selisih", "10", "25", "-50,00"),  # R more than twice T
    ("turun-banding", "48", "60", "80,00"),
    ("rentang", "80-90", "85", "100,00"),
    ("rentang", "80-90", "80", "100,00"),
    ("rentang", "80-90", "90", "100,00"),
    ("rentang", "80-90", "99", "110,00"),  # above: 99/90
    ("rentang", "80 s.d. 90", "72", "90,00"),  # below: 72/80
    ("rentang", "92%-98%", "46", "50,00"),
]


@pytest.mark.parametrize(("rumus", "target", "realisasi", "expected"), BY_HAND)
def test_worked_by_hand(rumus: str, target: str, realisasi: str, expected: str) -> None:
    assert percent(rumus, target, realisasi) == expected


NO_PERCENTAGE = [
    ("naik", "0", D(0), "target 0", True),
    ("naik", "0", D(5), "target 0", True),
    ("turun-selisih", "0", D(3), "target 0", False),
    ("turun-banding", "0", D(0), "target 0", True),
    ("turun-banding", "24", D(0), "realisasi 0", True),
    ("turun-banding", "24", D(-1), "realisasi negatif", True),
    ("naik", "-", D(5), "target tidak ditetapkan", None),
    ("naik", "n/a", D(5), "target tidak ditetapkan", None),
    ("naik", "", D(5), "target tidak ditetapkan", None),
    ("naik", "80", None, "realisasi belum diisi", None),
    ("naik", "80", " ", "realisasi belum diisi", None),
    ("naik", "80", "seratus", '"seratus" bukan bilangan', None),
    ("naik", "80-90", D(85), "target bukan bilangan", None),
    ("naik", "WTP", D(85), "target bukan bilangan", None),
    ("naik", "80", D("NaN"), "terlalu", None),
    ("naik", "80", D("1e40"), "terlalu", None),
    ("turun-banding", "80", D("1e-40"), "terlalu", None),
    ("rentang", "80", D(85), "target bukan rentang", None),
    ("rentang", "0-5", D(-1), "batas rentang 0", False),
]


@pytest.mark.parametrize(("rumus", "target", "realisasi", "why", "reached"), NO_PERCENTAGE)
def test_what_cannot_be_reckoned_has_a_reason_and_is_never_zero(
    rumus: str, target: str, realisasi: Decimal | str | None, why: str, reached: bool | None
) -> None:
    found = reckon(indikator(rumus, target), realisasi)
    assert (found.nilai, found.terukur, found.tercapai) == (None, False, reached)
    assert why in found.alasan
    assert printed(found.nilai) == "n/a"
    assert band(found.nilai) is None


def test_a_negative_target_is_no_divisor() -> None:
    found = reckon(indikator(), D(5), Patokan(nilai=D(-2)))
    assert (found.nilai, found.alasan) == (None, "target negatif")


SAKIP = {"tingkatan": ["D", "C", "CC", "B", "BB", "A", "AA"]}


@pytest.mark.parametrize(
    ("realisasi", "reached", "why"),
    [
        ("A", True, "tercapai"), ("aa", True, "tercapai"), (" BB ", False, "tidak tercapai"), ("D", False, "tidak"),
        ("E", None, 'tingkat realisasi "E" tidak ada'), (D(90), None, 'tingkat realisasi "90" tidak ada'),
        ("", None, "belum diisi"),
    ],
)
def test_a_grade_is_reached_or_not_and_has_no_percentage(
    realisasi: Decimal | str, reached: bool | None, why: str
) -> None:
    found = reckon(indikator("tingkat", "A", **SAKIP), realisasi)
    assert found.nilai is None
    assert found.tercapai is reached
    assert why in found.alasan


def test_a_target_grade_outside_of_the_order_is_told() -> None:
    found = reckon(indikator("tingkat", "WTP", **SAKIP), "A")
    assert found.alasan == 'tingkat target "WTP" tidak ada dalam urutan tingkatan (D, C, CC, B, BB, A, AA)'


def test_the_formula_follows_the_direction_where_none_is_named() -> None:
    plain = {"kode": "I", "uraian": "x", "penanggung_jawab": "b"}
    assert Indikator.model_validate({**plain, "target": "5"}).rumus_dipakai == "naik"
    assert Indikator.model_validate({**plain, "target": "A", **SAKIP}).rumus_dipakai == "tingkat"
    assert Indikator.model_validate({**plain, "target": "1-5", "arah": "rentang"}).rumus_dipakai == "rentang"
    with pytest.raises(ValidationError):
        Indikator.model_validate({**plain, "target": "5", "arah": "turun"})


def test_a_cap_is_laid_on_each_indicator_and_told() -> None:
    found = reckon(indikator("naik", "80"), D(100), None, AturanKinerja(batas=D(120)))
    assert (found.nilai, found.asli, found.tercapai) == (D(120), D(125), True)
    assert found.catatan == "dibatasi dari 125,00 menjadi 120,00 menurut aturan kantor"
    assert reckon(indikator("naik", "80"), D(100), None, AturanKinerja()).nilai == D(125)


def test_a_cap_for_the_mean_leaves_the_indicator_alone() -> None:
    rule = AturanKinerja(batas=D(100), batas_pada="rata-rata")
    high, low = (reckon(indikator("naik", "80"), D(value), None, rule) for value in (100, 40))
    assert (high.nilai, high.catatan) == (D(125), "")
    assert average([high, low], rule).nilai == D(75)
    assert average([high, low]).nilai == D("87.5")


def test_the_floor_is_the_offices_choice() -> None:
    low = indikator("turun-selisih", "10")
    assert reckon(low, D(25)).nilai == D(-50)
    found = reckon(low, D(25), None, AturanKinerja(lantai_nol=True))
    assert (found.nilai, found.asli) == (D(0), D(-50))
    assert found.catatan == "dinaikkan dari -50,00 menjadi 0 menurut aturan kantor"


def test_the_mean_is_of_what_was_measured_and_says_so() -> None:
    results = [
        Capaian(D(90)), Capaian(D(110)), Capaian(alasan="realisasi belum diisi"),
        reckon(indikator("tingkat", "A", **SAKIP), "A"),
    ]
    mean = average(results)
    assert (mean.nilai, mean.terukur, mean.semua, mean.tingkat) == (D(100), 2, 4, 1)
    assert mean.keterangan == (
        "rata-rata dari 2 indikator yang terukur, dari 4 indikator (1 indikator bertarget tingkat tidak dipersenkan)"
    )
    assert average([Capaian(alasan="x")]).nilai is None
    assert average([]).nilai is None


def test_weights_count_where_every_measured_one_has_its_own() -> None:
    results = [Capaian(D(100)), Capaian(D(50)), Capaian(alasan="x")]
    mean = average(results, None, [D(75), D(25), None])
    assert (mean.nilai, mean.berbobot) == (D("87.5"), True)
    assert average(results, None, [D(75), None, D(25)]).nilai == D(75)
    assert not average(results, None, [D(75), D(0), None]).berbobot


#: Permendagri 86/2017 as used: 91, 76, 66, 51. Printed tables leave holes (90,01 to 90,99), which are closed here.
@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("91", "Sangat Tinggi"), ("250", "Sangat Tinggi"), ("90.999999", "Tinggi"), ("90.5", "Tinggi"),
        ("76", "Tinggi"), ("75.9999", "Sedang"), ("66", "Sedang"), ("65.99", "Rendah"), ("51", "Rendah"),
        ("50.999", "Sangat Rendah"), ("0", "Sangat Rendah"), ("-50", "Sangat Rendah"),
    ],
)
def test_bands_cut_the_unrounded_value_at_their_lower_bound(value: str, name: str) -> None:
    found = band(D(value))
    assert found is not None
    assert found.nama == name


def test_a_value_that_prints_as_91_may_lie_below_it() -> None:
    found = reckon(indikator("naik", "1.000"), D("909.99"))
    assert found.nilai == D("90.999")
    assert (printed(found.nilai), printed(found.nilai, 0)) == ("91,00", "91")
    assert (band(found.nilai) or PITA_BAWAAN[0]).nama == "Tinggi"


def test_thirds_that_come_to_91_are_91() -> None:
    """271/3, 273/3 and 275/3 make 273, and their mean is 91: of rounded decimals it would be 90,99..."""
    results = [reckon(indikator("naik", "3"), D(one) / 100) for one in (271, 274, 274)]
    assert average(results).nilai == D(91)


OWN = {"pita": [{"mulai": "100", "nama": "Baik"}, {"mulai": "50", "nama": "Cukup"}, {"mulai": "", "nama": "Kurang"}]}


def test_an_office_may_have_its_own_bands() -> None:
    rule = AturanKinerja.model_validate(OWN)
    assert [band(D(value), rule).nama for value in (100, 99, 49)] == ["Baik", "Cukup", "Kurang"]  # type: ignore[union-attr]
    assert band_rule(rule) == (
        "Kategori capaian dalam persen, dinilai sebelum dibulatkan: Baik: 100 ke atas; Cukup: 50 sampai kurang dari "
        "100; Kurang: kurang dari 50."
    )


def test_the_rule_of_the_default_bands_is_printed_whole() -> None:
    rule = band_rule()
    assert "(skala Permendagri 86/2017)" in rule
    assert "Sangat Tinggi: 91 ke atas; Tinggi: 76 sampai kurang dari 91" in rule
    assert rule.endswith("Sangat Rendah: kurang dari 51.")
    assert bands() == PITA_BAWAAN
    assert len({one.warna for one in PITA_BAWAAN}) == 5


@pytest.mark.parametrize(
    "pita",
    [
        [{"mulai": "50", "nama": "a"}, {"mulai": "60", "nama": "b"}],
        [{"mulai": "50", "nama": "a"}, {"mulai": "50", "nama": "b"}],
        [{"mulai": "", "nama": "a"}, {"mulai": "50", "nama": "b"}],
    ],
)
def test_bands_that_do_not_fall_are_refused(pita: list[dict[str, str]]) -> None:
    with pytest.raises(ValidationError):
        AturanKinerja.model_validate({"pita": pita})


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.125", "0,13"), ("2.675", "2,68"), ("-0.125", "-0,13"), ("-0.001", "0,00"), ("1234567.895", "1.234.567,90"),
     ("1e29", "100.000.000.000.000.000.000.000.000.000,00")],
)
def test_print_rounds_half_up_in_indonesian(value: str, text: str) -> None:
    assert printed(D(value)) == text


def test_the_callers_decimal_context_changes_nothing() -> None:
    wanted = reckon(indikator("naik", "3.333.333"), D("1234567"))
    with localcontext() as context:
        context.prec = 3
        assert reckon(indikator("naik", "3.333.333"), D("1234567")) == wanted
        assert average([Capaian(D("12.3456789")), Capaian(D("1"))]).nilai == D("6.67283945")
        assert printed(D("123456.785")) == "123.456,79"
    assert getcontext().prec > 3


numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=3)
positive = st.decimals(min_value="0.001", max_value=10**9, places=3)


@given(positive, numbers, numbers)
def test_more_is_better_or_worse_as_the_formula_says(target: Decimal, one: Decimal, other: Decimal) -> None:
    assume(one < other)
    against = Patokan(nilai=target)
    up = [reckon(indikator("naik"), value, against).nilai for value in (one, other)]
    down = [reckon(indikator("turun-selisih"), value, against).nilai for value in (one, other)]
    assert up[0] is not None
    assert up[1] is not None
    assert up[0] < up[1]
    assert down[0] is not None
    assert down[1] is not None
    assert down[0] > down[1]
    ratios = [reckon(indikator("turun-banding"), value, against).nilai for value in (one, other)]
    if ratios[0] is not None and ratios[1] is not None:
        assert ratios[0] > ratios[1]


@given(positive, positive, numbers)
def test_100_is_reached_exactly_where_the_target_is(low: Decimal, width: Decimal, realisasi: Decimal) -> None:
    inside = reckon(indikator("rentang", "1-2"), realisasi, Patokan(rentang=(low, low + width)))
    assert (inside.nilai == 100) == (low <= realisasi <= low + width) == inside.tercapai
    for rumus in ("naik", "turun-selisih", "turun-banding"):
        found = reckon(indikator(rumus), realisasi, Patokan(nilai=low))
        if found.nilai is not None:
            assert (found.nilai >= 100) == found.tercapai


@given(
    st.sampled_from(["naik", "turun-selisih", "turun-banding", "rentang", "tingkat"]),
    st.one_of(st.text(max_size=12), st.sampled_from(["-", "0", "80-90", "A", "1e9", "99.999.999.999.999.999"])),
    st.one_of(st.none(), st.text(max_size=8), st.decimals()),
    st.booleans(),
)
def test_nothing_raises(rumus: str, target: str, realisasi: Decimal | str | None, floor: bool) -> None:
    rule = AturanKinerja(batas=D(110), lantai_nol=floor)
    found = reckon(indikator(rumus, "1", **SAKIP), realisasi, Target(teks=target), rule)
    assert (found.nilai is None) == bool(found.alasan)
    assert printed(found.nilai)
    assert (band(found.nilai) is None) == (found.nilai is None)
    if found.nilai is not None:
        assert found.nilai <= 110
        assert rounded(found.nilai) == rounded(rounded(found.nilai))
        assert not floor or found.nilai >= 0
