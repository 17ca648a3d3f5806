"""Quarters: sums, last values and means, targets until a quarter, and what is missing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doctool.model.capaian import printed
from doctool.model.kinerja import Indikator
from doctool.model.triwulan import (
    accumulate,
    accumulate_ratio,
    factor,
    quarters_measured,
    realisasi_of,
    reckon_until,
    target_until,
)

D = Decimal


def indikator(akumulasi: str = "terakhir", target: str = "100", quarters: str = "", **more: object) -> Indikator:
    data = {
        "kode": "I", "uraian": "x", "target": target, "penanggung_jawab": "b", "akumulasi": akumulasi,
        "target_triwulan": quarters.split() if quarters else [],
    }  # fmt: skip
    return Indikator.model_validate({**data, **more})


def of(*values: int | str | None) -> list[Decimal | str | None]:
    return [D(one) if isinstance(one, int) else one for one in values]


@pytest.mark.parametrize(
    ("how", "until", "expected"),
    [("jumlah", 3, 60), ("terakhir", 3, 30), ("rata-rata", 3, 20), ("jumlah", 1, 10), ("rata-rata", 4, 25)],
)
def test_quarters_come_together_as_the_indicator_says(how: str, until: int, expected: int) -> None:
    found = accumulate(indikator(how), of(10, 20, 30, 40), until)
    assert (found.nilai, found.kurang, found.alasan) == (D(expected), (), "")


@pytest.mark.parametrize("how", ["jumlah", "rata-rata"])
def test_a_missing_quarter_is_told_and_never_zero(how: str) -> None:
    found = accumulate(indikator(how), of(10, None, 30, ""), 4)
    assert (found.nilai, found.kurang) == (None, (2, 4))
    assert found.alasan == "realisasi triwulan II dan IV belum diisi"


def test_a_measured_zero_counts() -> None:
    assert accumulate(indikator("rata-rata"), of(0, 10), 2).nilai == D(5)


def test_the_last_value_is_not_that_of_an_earlier_quarter() -> None:
    found = accumulate(indikator(), of(10, None, 30), 3)
    assert (found.nilai, found.kurang) == (D(30), (2,))
    late = accumulate(indikator(), of(10, 20, None), 3)
    assert (late.nilai, late.alasan) == (None, "realisasi triwulan III belum diisi")
    assert accumulate(indikator(), [], 2).alasan == "realisasi belum diisi"


def test_a_quarter_without_a_target_need_not_be_measured() -> None:
    once = indikator("terakhir", "88", "- - - 88")
    assert quarters_measured(once) == (False, False, False, True)
    assert accumulate(once, of(None, None, None, 90), 4).nilai == D(90)
    half = indikator("jumlah", "20", "- 10 - 10")
    assert accumulate(half, of(None, 8, None, 9), 4).nilai == D(17)
    assert accumulate(half, of(None, 8, None, None), 4).kurang == (4,)
    assert quarters_measured(indikator()) == (True,) * 4


def test_a_grade_is_the_last_one() -> None:
    sakip = indikator("jumlah", "A", "- - - A", tingkatan=["B", "A"])
    until, _, found = reckon_until(sakip, of(None, None, None, "A"), 4)
    assert (until.nilai, found.tercapai) == ("A", True)


def test_a_text_is_no_number() -> None:
    assert "bukan bilangan" in accumulate(indikator("jumlah"), of(10, "WTP"), 2).alasan


@pytest.mark.parametrize(
    ("more", "until", "expected"),
    [
        ({"akumulasi": "jumlah", "quarters": "25 25 25 25"}, 2, 50),
        ({"akumulasi": "jumlah", "quarters": "25 50 75 100", "target_kumulatif": "ya"}, 2, 50),
        ({"akumulasi": "jumlah", "quarters": "- 50 - 50"}, 3, 50),
        ({"akumulasi": "rata-rata", "quarters": "90 100 100 110"}, 2, 95),
        ({"akumulasi": "terakhir", "quarters": "70 80 90 100"}, 2, 80),
        ({"akumulasi": "terakhir", "quarters": "70 80 90 100"}, 4, 100),
        ({"akumulasi": "jumlah", "quarters": "1 2 3 4"}, 4, 100),  # the year's own target, whatever the quarters say
        ({"akumulasi": "jumlah", "quarters": "95 95 95 95", "pembilang": "a", "penyebut": "b"}, 2, 95),
    ],
)
def test_the_target_until_a_quarter(more: dict[str, str], until: int, expected: int) -> None:
    assert target_until(indikator(**more), until).nilai == D(expected)


def test_ranges_of_quarters_are_added_end_by_end() -> None:
    ranges = indikator("jumlah", "80-100", "20-25 20-25 20-25 20-25", arah="rentang")
    assert target_until(ranges, 3).rentang == (D(60), D(75))


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, "target triwulan tidak ditetapkan"),
        ({"quarters": "- 10 20 30"}, "target triwulan I tidak ditetapkan"),
        ({"quarters": "- 10 20 30", "akumulasi": "jumlah"}, "target sampai triwulan I tidak ditetapkan"),
        ({"quarters": "A 10 20 30", "akumulasi": "jumlah"}, "target triwulan bukan bilangan"),
    ],
)
def test_no_target_of_a_quarter_has_a_reason(more: dict[str, str], why: str) -> None:
    found = target_until(indikator(**more), 1)
    assert found.nilai is None
    assert why in found.alasan


def test_numerator_over_denominator() -> None:
    assert realisasi_of(D(950), D(1000), "%").nilai == D(95)
    assert realisasi_of(D(3), D(1500), "per 1.000 penduduk").nilai == D(2)
    assert realisasi_of(D(0), D(10), "%").nilai == D(0)
    assert realisasi_of(D(1), D(0), "%").alasan == "penyebut 0, tidak dapat menjadi pembagi"
    assert realisasi_of(None, D(4), "%").alasan == "pembilang belum diisi"
    assert realisasi_of(None, None, "%").alasan == "pembilang dan penyebut belum diisi"
    assert "terlalu" in realisasi_of(D("1e50"), D(4), "%").alasan


@pytest.mark.parametrize(
    ("satuan", "expected"),
    [("%", 100), ("Persen", 100), ("per 100.000 kelahiran", 100_000), ("permil", 1000), ("indeks", 1), ("", 1)],
)
def test_the_unit_says_by_what_a_ratio_is_multiplied(satuan: str, expected: int) -> None:
    assert factor(satuan) == expected


def test_percentages_are_not_added_but_made_of_the_sums() -> None:
    """90 of 100 and 10 of 100 are 100 of 200, not 100 percent."""
    death = indikator("jumlah", "95", satuan="%", pembilang="a", penyebut="b")
    until, _, found = reckon_until(death, [(D(90), D(100)), (D(10), D(100))], 2)
    assert until.nilai == D(50)
    assert found.alasan == "target triwulan tidak ditetapkan"
    lacking = accumulate_ratio(death, [(D(90), D(100)), (D(10), None)], 2)
    assert (lacking.nilai, lacking.kurang) == (None, (2,))
    assert accumulate_ratio(death, [], 4).alasan == "pembilang dan penyebut belum diisi"
    assert accumulate_ratio(death, [(D(1), D(0))], 1).alasan == "penyebut 0, tidak dapat menjadi pembagi"


def test_the_last_ratio_counts_and_its_zero_denominator_is_told() -> None:
    ktp = indikator(satuan="%", pembilang="a", penyebut="b")
    assert accumulate_ratio(ktp, [(D(1), D(2)), (D(3), D(4))], 2).nilai == D(75)
    zero = accumulate_ratio(ktp, [(D(1), D(2)), (D(3), D(0))], 2)
    assert zero.alasan == "triwulan II: penyebut 0, tidak dapat menjadi pembagi"


def test_realisasi_target_and_capaian_together() -> None:
    kia = indikator("jumlah", "60.000", "15.000 30.000 45.000 60.000", target_kumulatif="ya")
    until, against, found = reckon_until(kia, of(14000, 13000), 2)
    assert (until.nilai, against.nilai) == (D(27000), D(30000))
    assert printed(found.nilai) == "90,00"
    assert reckon_until(kia, of(14000), 2)[2].alasan == "realisasi triwulan II belum diisi"


amounts = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**6, places=2))


@given(st.sampled_from(["jumlah", "terakhir", "rata-rata"]), st.lists(amounts, max_size=4), st.integers(1, 4))
def test_a_value_or_a_reason_never_both(how: str, values: list[Decimal | None], until: int) -> None:
    found = accumulate(indikator(how), values, until)
    assert (found.nilai is None) == bool(found.alasan)
    filled = [one for one in values[:until] if one is not None]
    if how == "jumlah" and isinstance(found.nilai, Decimal):
        assert len(filled) == until
        assert found.nilai == sum(filled)
    if how == "rata-rata" and isinstance(found.nilai, Decimal):
        assert min(filled) <= found.nilai <= max(filled)
