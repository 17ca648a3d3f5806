"""Durations as offices write them, and their sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.indonesian import terbilang
from doctool.model.waktu import Waktu, total


def _read(text: str) -> Waktu:
    return Waktu.model_validate(text)


def _said(text: str) -> list[str]:
    return [str(one) for one in _read(text).bagian]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("120 Menit", ["120 menit"]),
        ("1 Hari", ["1 hari"]),
        ("2 jam", ["2 jam"]),
        ("1 - 5 hari kerja", ["1 s.d. 5 hari kerja"]),
        ("1–5 hari", ["1 s.d. 5 hari"]),
        ("2 s.d. 3 bulan", ["2 s.d. 3 bulan"]),
        ("2 s/d 3 bulan", ["2 s.d. 3 bulan"]),
        ("2 sampai dengan 3 bulan", ["2 s.d. 3 bulan"]),
        ("1 jam - 2 jam", ["1 s.d. 2 jam"]),
        ("30 menit - 1 jam", ["0,5 s.d. 1 jam"]),
        ("3 hari kerja 30 menit", ["3 hari kerja", "30 menit"]),
        ("1 jam dan 30 menit", ["1 jam", "30 menit"]),
        ("10 (Sepuluh) Menit", ["10 menit"]),
        ("1 (satu) s.d. 2 (dua) hari", ["1 s.d. 2 hari"]),
        ("1,5 jam", ["1,5 jam"]),
        ("½ jam", ["0,5 jam"]),
        ("60 mnt", ["60 menit"]),
        ("satu hari", ["1 hari"]),
        ("maksimal 3 hari", ["0 s.d. 3 hari"]),
        ("paling lama 14 hari kerja", ["0 s.d. 14 hari kerja"]),
        ("2 x 24 jam", ["48 jam"]),
        ("30 detik.", ["30 detik"]),
    ],
)
def test_quantities_are_read(text: str, parts: list[str]) -> None:
    assert _said(text) == parts
    assert _read(text).terbaca
    assert _read(text).teks == text


@pytest.mark.parametrize("text", ["± 2 jam", "+/- 2 jam", "kurang lebih 2 jam", "sekitar 2 jam", "minimal 2 jam"])
def test_about_is_about(text: str) -> None:
    assert _said(text) == ["2 jam"]
    assert _read(text).kira


@pytest.mark.parametrize(
    "text", ["15 menit per berkas", "15 menit/berkas", "15 menit (per berkas)", "15 Menit tiap berkas"]
)
def test_what_it_is_for_is_read(text: str) -> None:
    assert _said(text) == ["15 menit"]
    assert _read(text).per == "per berkas"


@pytest.mark.parametrize(
    "text",
    ["kondisional", "Sesuai kebutuhan", "setiap saat", "paling lambat tanggal 10", "insidentil", "sampai selesai", "-"],
)
def test_words_are_words(text: str) -> None:
    read = _read(text)
    assert read.kata
    assert read.terbaca
    assert read.bagian == ()


@pytest.mark.parametrize(
    "text",
    ["1 hari 1 Hari", "5", "hari", "5 - 1 hari", "30 menit 1 jam", "1.5 jam", "Disposisi", "3 harian", "1 s.d. hari"],
)
def test_what_cannot_be_read_says_so(text: str) -> None:
    assert not _read(text).terbaca
    assert _read(text).bagian == ()


def test_empty_and_a_dash_are_two_things() -> None:
    assert (_read("").kosong, _read("").setrip, _read("").terbaca) == (True, False, False)
    assert (_read("-").kosong, _read("-").setrip, _read("-").terbaca) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("10 (Sepuluh) Menit", True),
        ("15 (Lima Belas) Menit", True),
        ("15 (Lima) Menit", False),
        ("3 (Tiga) Hari", True),
        ("10 menit (sepuluh menit)", True),
        ("1 (satu) s.d. 2 (dua) hari", True),
        ("1 (satu) s.d. 3 (dua) hari", False),
        ("1,5 (satu setengah) jam", True),
        ("2 (lebih kurang) jam", False),
        ("2 jam", True),
    ],
)
def test_words_in_brackets_are_held_against_the_digits(text: str, right: bool) -> None:
    (part,) = _read(text).bagian
    assert part.terbilang_cocok is right


@settings(deadline=None)
@given(st.integers(1, 5000), st.sampled_from(["menit", "jam", "hari", "hari kerja", "minggu", "bulan", "tahun"]))
def test_digits_and_words_go_together(number: int, unit: str) -> None:
    (part,) = _read(f"{number} ({terbilang(number)}) {unit}").bagian
    assert (int(part.paling_banyak), str(part.satuan), part.terbilang_cocok) == (number, unit, True)


def test_a_duration_may_come_as_text_mapping_or_waktu() -> None:
    read = _read("1 - 5 hari kerja")
    assert Waktu.model_validate({"teks": "1 - 5 hari kerja"}) == read
    assert Waktu.model_validate(read.model_dump()) == read
    assert Waktu.model_validate(read) is read


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789 -–.,()/±½hariemntjsdxkp"), max_size=40))
def test_no_text_is_too_strange_to_keep(text: str) -> None:
    read = _read(text)
    assert read.teks == text
    assert all(one.paling_sedikit <= one.paling_banyak for one in read.bagian)


def _total(*texts: str, hours: float | None = None) -> str:
    return total([_read(text) for text in texts], hours).teks


def test_without_working_hours_each_unit_is_summed_alone() -> None:
    assert _total("120 Menit", "60 Menit", "1 hari", "2 Hari", "1 jam") == "3 hari 1 jam 180 menit"


def test_with_working_hours_days_and_clock_time_are_one_sum() -> None:
    assert _total("120 Menit", "1 hari", "6 jam", hours=7.5) == "2 hari kerja 30 menit"
    assert _total("30 detik", "30 detik", hours=7.5) == "1 menit"
    assert _total("1 minggu", "8 jam", hours=8) == "1 minggu 1 hari kerja"


def test_ranges_are_summed_at_both_ends() -> None:
    assert _total("1 - 5 hari kerja", "2 hari kerja") == "3 hari kerja s.d. 7 hari kerja"
    assert _total("maksimal 3 hari") == "paling lama 3 hari"


def test_the_sum_says_what_it_could_not_add() -> None:
    said = total(
        [_read(text) for text in ("2 jam", "setiap saat", "15 menit per berkas", "", "-", "setiap saat", "abc")]
    )
    assert said.tidak_terjumlah == ("setiap saat", "15 menit per berkas", "abc")
    assert said.teks == "2 jam, belum termasuk: setiap saat, 15 menit per berkas, dan abc"
    assert _total("-", "") == ""


def test_a_sum_with_an_estimate_is_an_estimate() -> None:
    assert _total("± 2 jam", "1 jam") == "± 3 jam"


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=8))
def test_the_sum_is_the_sum(pairs: list[tuple[int, int]]) -> None:
    ranges = [(min(pair), max(pair)) for pair in pairs]
    summed = total(_read(f"{low} - {high} menit") for low, high in ranges)
    low, high = sum(one for one, _ in ranges), sum(one for _, one in ranges)
    assert sum((one.paling_sedikit for one in summed.bagian), Decimal(0)) == Decimal(low)
    assert sum((one.paling_banyak for one in summed.bagian), Decimal(0)) == Decimal(high)
