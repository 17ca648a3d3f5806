"""Charts: the numbers of the recap, what was not measured left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from doctool.model.dokumen import Seri
from doctool.reports.axis import axis
from doctool.reports.charts import make_chart
from tests.reports.case import YEAR, asked, chart, material, notes


def whole(values: tuple[Decimal | None, ...]) -> list[int | None]:
    assert all(one is None or one == int(one) for one in values)
    return [None if one is None else int(one) for one in values]


def test_target_and_realisasi_of_a_sasaran_leave_out_what_was_not_measured() -> None:
    made, found = chart(material(year=with_units("menit", "menit")), "target-realisasi", sasaran=2)
    assert (made.jenis, made.kunci) == ("kolom", "bagan:target-realisasi:sasaran=2")
    assert made.kategori == ("T1", "B1", "G1", "R1")
    assert [seri.nama for seri in made.seri] == ["Target", "Realisasi"]
    assert whole(made.seri[0].nilai) == [30, 3669, None, None]
    assert whole(made.seri[1].nilai) == [75, 1967, None, None]
    said = notes(made)
    assert "G1: bertarget tingkat, tidak digambar; R1: realisasi triwulan IV belum diisi" in said
    assert "Target berupa rentang tidak digambar: R1 (18-22)." in said
    assert (made.satuan, made.desimal, found) == ("menit", 0, ())


def with_units(*units: str) -> dict[str, Any]:
    """The office with other units for the first indicators of its second sasaran."""
    first, second = YEAR["sasaran"]
    rows = [{**row, "satuan": unit} for row, unit in zip(second["indikator"], units, strict=False)]
    return {**YEAR, "sasaran": [first, {**second, "indikator": [*rows, *second["indikator"][len(rows):]]}]}


def test_of_several_units_only_what_can_be_compared_is_drawn() -> None:
    made, found = chart(material(year=with_units("%", "%")), "target-realisasi")
    assert made.kategori == ("N1", "T1", "B1")
    assert made.satuan == "%"
    assert "Tidak digambar karena satuannya lain: S1 (kartu), G1 (predikat), dan R1 (derajat)." in notes(made)
    (told,) = found
    wanted = "satuannya berbeda (% dan kartu), sehingga hanya N1, T1, dan B1 yang digambar"
    assert (told.code, told.message) == ("B09", f"[bagan: target-realisasi]: {wanted}")
    none, (told,) = make_chart(material(), asked("bagan", "target-realisasi", sasaran=2))
    assert none is None
    assert (told.code, "bagannya tidak dibuat" in told.message) == ("B09", True)


def test_one_indicator_is_drawn_by_quarter() -> None:
    made, found = chart(material(), "target-realisasi", indikator="B1")
    assert made.kategori == ("TW I", "TW II", "TW III", "TW IV")
    assert whole(made.seri[0].nilai) == [None, None, None, 3669]
    assert whole(made.seri[1].nilai) == [None, None, None, 1967]
    assert (made.satuan, found) == ("aduan", ())


def test_a_range_has_two_series_of_targets() -> None:
    made, _ = chart(material(), "target-realisasi", indikator="R1")
    assert [seri.nama for seri in made.seri] == ["Batas bawah target", "Batas atas target", "Realisasi"]
    assert [whole(seri.nilai) for seri in made.seri] == [[18] * 4, [22] * 4, [20, 20, 20, None]]
    assert "triwulan IV: belum diisi" in notes(made)


def test_capaian_over_the_years_is_a_line_for_each_indicator() -> None:
    made, _ = chart(material(), "tahun-lalu", sasaran=2)
    assert (made.jenis, made.kategori) == ("garis", ("2025", "2026"))
    lines = {seri.nama: seri.nilai for seri in made.seri}
    assert whole(lines["T1"]) == [75, -50]
    assert [value is None for value in lines["B1"]] == [True, False]
    assert whole(lines["G1"]) == [None, None]
    assert len({seri.warna for seri in made.seri}) == 4
    assert (made.sumbu, made.label) == (None, "tidak")  # a capaian below 0: the axis is the program's own


def test_lines_that_lie_close_have_an_axis_that_shows_their_differences_and_says_so() -> None:
    year = {str(one): {"target": "92", "realisasi": str(90 + one - 2022)} for one in range(2022, 2026)}
    made, _ = chart(material(compared={"indikator": {"N1": {"riwayat": year}}}), "tahun-lalu", indikator="N1")
    values = [one for one in made.seri[0].nilai if one is not None]
    assert made.sumbu is not None
    start, end, step = made.sumbu
    assert 0 < start <= min(values)
    assert max(values) <= end
    assert (end - start) / step <= 8
    assert start % step == end % step == 0
    assert "Sumbu tegak tidak mulai dari 0." in notes(made)
    assert made.label == "semua"


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (["98.72", "100.24"], ("98", "100.5", "0.5")),
        (["99.99"], ("98", "102", "2")),
        (["100", "100"], ("98", "102", "2")),
        (["91.4", "186.5"], None),
        (["20", "90"], None),
        (["0", "90"], None),
        ([], None),
    ],
)
def test_the_axis_is_rounded_around_the_values(values: list[str], wanted: tuple[str, str, str] | None) -> None:
    found = axis([Seri("a", (*map(Decimal, values), None))])
    assert found == (tuple(map(Decimal, wanted)) if wanted is not None else None)


def test_bars_of_capaian_have_the_colours_of_their_bands() -> None:
    made, _ = chart(material(), "capaian")
    (bars,) = made.seri
    assert made.jenis == "batang"
    assert bars.warna_titik == ("A9D08E", "FFF2CC", "F4A6A6", "A9D08E", "D9D9D9", "D9D9D9")
    assert [one is None for one in bars.nilai] == [False] * 4 + [True] * 2


def test_money_is_drawn_by_programme() -> None:
    made, _ = chart(material(), "penyerapan")
    assert (made.jenis, made.kategori) == ("batang", ("2.12.02", "2.12.03"))
    assert [list(seri.nilai) for seri in made.seri] == [
        [Decimal("4.5"), Decimal(1)], [Decimal("0.9"), Decimal("1.1")],
    ]  # fmt: skip
    assert (made.satuan, made.desimal) == ("juta rupiah", 1)
    assert "2.12.02: 2 dari 3 rincian" in notes(made)
    of_one, _ = chart(material(), "penyerapan", sasaran=2)
    assert of_one.kategori == ("2.12.03",)


def test_a_chart_without_any_number_is_not_made_and_that_is_told() -> None:
    made, (told,) = make_chart(material(back=[]), asked("bagan", "capaian", sasaran=1))
    assert made is None
    assert (told.code, told.message) == ("B08", "[bagan: capaian sasaran=1] tidak dibuat: tidak ada angka yang terukur")


@pytest.mark.parametrize(
    ("nama", "options", "message", "hint"),
    [
        ("capian", {}, 'tidak ada bagan bernama "capian"', "capaian"),
        ("capaian", {"sasaran": 3}, "[bagan: capaian sasaran=3]: tidak ada sasaran 3", "sasaran yang ada: 1, 2"),
        ("capaian", {"indikator": "N1"}, '[bagan: capaian indikator=N1]: pilihan "indikator" tidak dikenal', "sasaran"),
        ("tahun-lalu", {"indikator": "N2"}, '[bagan: tahun-lalu indikator=N2]: tidak ada indikator "N2"', "N1"),
    ],
)
def test_a_wrong_request_is_told_with_what_there_is(
    nama: str, options: dict[str, object], message: str, hint: str
) -> None:
    made, (told,) = make_chart(material(), asked("bagan", nama, **options))
    assert made is None
    assert (told.code, told.message) == ("B03", message)
    assert hint in told.hint
