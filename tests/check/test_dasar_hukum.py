"""Rules of the regulations: S08, S09, S10."""

from __future__ import annotations

import pytest

from doctool.check.citation import citations
from doctool.findings import Severity
from tests.check.build import found, line_of, sop

PERDA_TWICE = (
    "Peraturan Daerah Kabupaten Semarang Nomor 21 Tahun 2008 tentang Organisasi dan Tata Kerja Dinas Daerah Kabupaten "
    "Semarang (Lembaran Daerah Tahun 2008 Nomor 18) sebagaimana telah diubah dengan Peraturan Daerah Kabupaten "
    "Semarang Nomor 10 Tahun 2013 tentang Perubahan Kedua Atas Peraturan Daerah Kabupaten Semarang Nomor 18 Tahun 2008 "
    "tentang Organisasi Dan Tata Kerja Dinas Daerah Kabupaten Semarang;"
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Peraturan Presiden RI No. 29 Tahun 2014", ("PERPRES", "29", "2014", "")),
        ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah", ("UU", "23", "2014", "Pemerintahan Daerah")),
        ("Permendagri Nomor 25 Tahun 2011 Tentang Pedoman SIAK.", ("PERMENDAGRI", "25", "2011", "Pedoman SIAK")),
        ("PermenPANRB 35/2012 tentang Pedoman SOP AP", ("PERMENPANRB", "35", "2012", "Pedoman SOP AP")),
        ("Perda No. 3/2019 tentang Arsip", ("PERDA", "3", "2019", "Arsip")),
        ("SK Bupati Nomor 470/12/2020 tentang Tim", ("KEP", "470/12/2020", "2020", "Tim")),
        (
            "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/21/M.PAN/11/2008 tentang Pedoman SOP",
            ("PERMENPANRB", "21", "2008", "Pedoman SOP"),
        ),
        ("Instruksi Presiden RI No. 07 Tahun 1999 tentang Akuntabilitas", ("INPRES", "7", "1999", "Akuntabilitas")),
        (
            "Peraturan Wali Kota Medan Nomor 1 Tahun 2022 tentang Tata Kerja (Lampiran XVI)",
            ("PERWALI", "1", "2022", "Tata Kerja"),
        ),
        ("Kepmendagri Nomor 100-1077 Tahun 2017 tentang Indeks", ("KEPMENDAGRI", "100-1077", "2017", "Indeks")),
    ],
)
def test_citations_are_read(text: str, parts: tuple[str, str, str, str]) -> None:
    first = citations(text)[0]
    assert (first.jenis, first.nomor, first.tahun, first.tentang) == parts


@pytest.mark.parametrize(
    ("item", "missing"),
    [
        ("Peraturan Presiden RI No. 29 Tahun 2014", "tentang"),
        ("Peraturan Presiden tentang SAKIP", "nomor dan tahun"),
        ("Peraturan Bupati Nomor 5 tentang Arsip", "tahun"),
        ("Rencana kerja dinas", "tidak menyebut peraturan"),
    ],
)
def test_an_incomplete_item_is_an_error_and_a_warning_while_draft(item: str, missing: str) -> None:
    data = sop(dasar_hukum=[item])
    (one,) = found("S08", data)
    assert missing in one.message
    assert one.severity is Severity.ERROR
    assert one.where.line == line_of(data, item)
    assert found("S08", {**data, "status": "draft"})[0].severity is Severity.WARNING


def test_the_constitution_has_no_number() -> None:
    assert found("S08", sop(dasar_hukum=["Undang-Undang Dasar Negara Republik Indonesia Tahun 1945"])) == []


def test_one_regulation_under_two_numbers_is_found_within_an_item() -> None:
    (one,) = found("S08", sop(dasar_hukum=[PERDA_TWICE]))
    assert "Nomor 21 dan Nomor 18 Tahun 2008" in one.message


def test_one_regulation_under_two_numbers_is_found_between_items() -> None:
    items = [f"Peraturan Bupati X Nomor {number} Tahun 2020 tentang Arsip" for number in (1, 2)]
    assert len(found("S08", sop(dasar_hukum=items))) == 1


def test_different_regulations_and_zeros_before_numbers_are_left_alone() -> None:
    change = "Perbup X Nomor {} Tahun 2021 tentang Perubahan atas Perbup X Nomor {} Tahun 2019 tentang {}"
    items = [
        "Perda Kota Medan Nomor 03 Tahun 2021 tentang Adminduk;",
        "Perwali Medan Nomor 5 Tahun 2021 tentang Pelaksanaan Perda Kota Medan Nomor 3 Tahun 2021 tentang Adminduk;",
        change.format(60, 1, "Arsip"),
        change.format(61, 2, "Pajak"),
    ]
    assert found("S08", sop(dasar_hukum=items)) == []


@pytest.mark.parametrize(
    ("item", "instead"),
    [
        ("Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi No. 53 Tahun 2010", "53 Tahun 2014"),
        ("Instruksi Presiden No. 07 Tahun 1999 tentang Akuntabilitas", "29 Tahun 2014"),
        ("Peraturan Menteri Dalam Negeri Nomor 54 Tahun 2009 tentang Tata Naskah Dinas", "1 Tahun 2023"),
        ("Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah", "23 Tahun 2014"),
    ],
)
def test_a_replaced_regulation_is_a_warning_that_names_the_new_one(item: str, instead: str) -> None:
    (one,) = found("S09", sop(dasar_hukum=[item]))
    assert one.severity is Severity.WARNING
    assert instead in one.hint


def test_a_replaced_regulation_named_in_another_title_is_no_matter() -> None:
    item = "Peraturan Bupati Nomor 9 Tahun 2015 tentang Pelaksanaan Undang-Undang Nomor 32 Tahun 2004 tentang Daerah"
    assert found("S09", sop(dasar_hukum=[item])) == []


def test_the_first_item_out_of_rank_or_year_is_a_warning() -> None:
    items = [
        "Peraturan Menteri Dalam Negeri Nomor 25 Tahun 2011 tentang SIAK",
        "Instruksi Presiden Nomor 7 Tahun 1999 tentang Akuntabilitas",
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
    ]
    data = sop(dasar_hukum=items)
    (one,) = found("S10", data)
    assert one.where.line == line_of(data, "Instruksi Presiden")
    same_rank = ["Peraturan Presiden Nomor 2 Tahun 2020 tentang B", "Peraturan Presiden Nomor 1 Tahun 2010 tentang A"]
    assert "lebih tua" in found("S10", sop(dasar_hukum=same_rank))[0].message
    assert found("S10", sop(dasar_hukum=same_rank[::-1])) == []
