"""Rule of the column waktu: S24."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.findings import Severity
from tests.check.build import GOOD, found, line_of, row, sop


def _times(*times: str) -> dict[str, Any]:
    return sop(kegiatan=[{**one, "waktu": waktu} for one, waktu in zip(GOOD["kegiatan"], times, strict=True)])


def test_words_that_do_not_say_the_digits_are_a_warning() -> None:
    data = _times("10 (Sepuluh) Menit", "15 (Lima) Menit", "2 (dua) Jam", "21 (dua puluh satu) Hari")
    (one,) = found("S24", data)
    assert one.severity is Severity.WARNING
    assert one.where.line == line_of(data, "15 (Lima) Menit")
    assert one.hint.startswith('tulis "15 (Lima Belas)"')


def test_a_unit_written_two_ways_is_one_warning_that_names_the_rows() -> None:
    data = _times("1 Hari", "1 hari", "2 hari", "5 hari")
    (one,) = found("S24", data)
    assert one.where.line == line_of(data, "1 Hari")
    assert '"Hari" ditulis berbeda dari "hari" (kegiatan 1)' in one.message


def test_numbers_in_words_here_and_not_there_are_one_warning() -> None:
    data = _times("1 (satu) jam", "2 (dua) jam", "3 jam", "4 (empat) jam")
    (one,) = found("S24", data)
    assert one.text == "3 jam"
    assert "tambahkan" in one.hint


@pytest.mark.parametrize(
    "text",
    ["15 menit", "1-5 hari kerja", "2 s.d. 3 bulan", "3 hari kerja 30 menit", "15 menit per berkas", "setiap saat",
     "sesuai kebutuhan", "paling lambat tanggal 10", "-", "± 2 jam", "kondisional"],
)  # fmt: skip
def test_what_offices_write_is_understood(text: str) -> None:
    assert found("S24", row(1, waktu=text)) == []


@pytest.mark.parametrize(
    "text",
    ["1 hari 1 Hari", "lima puluhan", "30 mnit", "MIN", "10", f"{10**17} (satu) menit", "9" * 5000 + " x 24 jam"],
)
def test_what_cannot_be_read_is_a_warning(text: str) -> None:
    assert any(one.text == text for one in found("S24", row(1, waktu=text)))
