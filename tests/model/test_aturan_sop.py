"""How an office numbers its revisions and renumbers its SOPs."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from doctool.model.aturan_sop import AturanSop, ParafSop

DAY = date(2026, 3, 9)


def rule(**keys: object) -> AturanSop:
    return AturanSop.model_validate(keys)


@pytest.mark.parametrize(
    ("keys", "number", "expected"),
    [
        ({}, 3, "3"),
        ({"digit_revisi": "2"}, 0, "00"),
        ({"nomor_revisi": "Rev. {revisi}", "digit_revisi": "2"}, 4, "Rev. 04"),
    ],
)
def test_a_revision_is_numbered_as_the_office_does(keys: dict[str, object], number: int, expected: str) -> None:
    assert rule(**keys).revisi(number) == expected


@pytest.mark.parametrize(
    ("pattern", "before", "expected"),
    [
        ("", "SOP/01", "SOP/01"),
        ("{nomor}/Rev.{revisi}", "SOP/01", "SOP/01/Rev.2"),
        ("{nomor}/Rev.{revisi}", "SOP/01/Rev.1", "SOP/01/Rev.2"),
        ("{urut}/SOP-Disdukcapil/{unit}/{tahun}", "07/SOP-Disdukcapil/SES/2020", "07/SOP-Disdukcapil/SES/2026"),
        ("SOP.{urut}/{bulan_romawi}/{tahun}", "SOP.3/XII/2019", "SOP.3/III/2026"),
        ("SOP.{urut}/{bulan}/{tahun}", "SOP.3/12/2019", "SOP.3/03/2026"),
        ("{urut}/SOP/{tahun}", "SOP-PIAK-07", None),
        ("{nomor}/Rev.{revisi}", "", ""),
    ],
)
def test_the_number_follows_the_pattern_and_keeps_the_rest(pattern: str, before: str, expected: str | None) -> None:
    assert rule(nomor_sop=pattern).nomor_baru(before, 2, DAY) == expected


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("nomor_revisi", "Rev.", "harus memuat {revisi}"),
        ("nomor_sop", "SOP/{tahun}", "harus memuat {nomor} atau {urut}"),
        ("nomor_sop", "{urut}/{urut}", "dua kali"),
        ("nomor_sop", "{nomer}", "tidak dikenal"),
        ("nomor_sop", "{nomor", "tidak berpasangan"),
    ],
)
def test_a_pattern_that_cannot_be_is_refused(key: str, value: str, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        rule(**{key: value})


def test_a_block_for_paraf_names_somebody() -> None:
    with pytest.raises(ValidationError, match="tanpa jabatan"):
        ParafSop.model_validate({"letak": "prosedur"})
