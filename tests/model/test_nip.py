"""NIP and NI PPPK."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.model.nip import check_nip, format_nip, warn_nip

MEDAN = "19660609 199503 2 002"
SEMARANG = "196707191993111001"
PROBOLINGGO = "19640728 199103 1 004"
SIBOLGA = "19670312 199103 1 007"


@pytest.mark.parametrize(
    "nip", [MEDAN, SEMARANG, PROBOLINGGO, SIBOLGA, "19660801\u00a0198803 1 001", "19660801.198803.1.001"]
)
def test_the_numbers_of_real_officials_are_valid(nip: str) -> None:
    assert check_nip(nip) == ()
    assert warn_nip(nip) == ()


@pytest.mark.parametrize(
    ("nip", "word"),
    [
        ("19670719 199811", "14 angka, seharusnya 18"),
        ("19670230 199311 1 001", "bukan tanggal lahir"),
        ("19670719 199313 1 001", "bukan bulan"),
        ("19670719 199300 1 001", "bukan bulan"),
        ("19670719 199311 3 001", "1 (pria) atau 2 (wanita)"),
        ("19670719 199311 1 000", "001-999"),
        ("19670719 196001 1 001", "tahun pengangkatan"),
        ("1967O719 199311 1 001", "huruf atau tanda"),
        ("١٩٦٧٠٧١٩١٩٩٣١١١٠٠١", "huruf atau tanda"),
        ("", "kosong"),
    ],
)
def test_what_is_wrong_is_said(nip: str, word: str) -> None:
    (message,) = check_nip(nip)
    assert word in message


def test_several_faults_are_all_said() -> None:
    assert len(check_nip("19671319 199313 3 000")) == 4


def test_the_contract_of_a_pppk_is_no_month() -> None:
    assert check_nip("19900817 202321 1 003", "pppk") == ()
    assert len(check_nip("19900817 202321 1 003", "pns")) == 1


def test_others_have_no_number_to_check() -> None:
    assert check_nip("", "lain") == ()


@pytest.mark.parametrize(("nip", "age"), [("19900817 200001 1 001", "9 tahun"), ("19400817 199501 1 001", "54 tahun")])
def test_an_unlikely_age_at_appointment_is_a_warning(nip: str, age: str) -> None:
    assert check_nip(nip) == ()
    (message,) = warn_nip(nip)
    assert age in message


def test_printing() -> None:
    assert format_nip(SEMARANG, "spasi") == "19670719 199311 1 001"
    assert format_nip(MEDAN, "rapat") == "196606091995032002"
    assert format_nip(MEDAN, "asli") == MEDAN
    assert format_nip("19670719 199811", "rapat") == "19670719 199811"


@settings(deadline=None)
@given(st.dates(date(1940, 1, 1), date(2005, 12, 31)), st.integers(18, 50), st.integers(1, 12), st.integers(1, 999))
def test_every_well_made_number_is_valid_and_keeps_its_digits(born: date, age: int, month: int, serial: int) -> None:
    nip = f"{born:%Y%m%d}{born.year + age}{month:02d}{1 + serial % 2}{serial:03d}"
    assert check_nip(nip) == ()
    assert format_nip(format_nip(nip, "spasi"), "rapat") == nip
