"""Patterns of numbers: what they print, in which series they count, what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from doctool.catalog.load import load_kantor
from doctool.errors import ContentError, DoctoolError
from doctool.model.penomoran import Penomoran, baca_sisipan, tulis_urut

CATALOG = Path(__file__).resolve().parents[2] / "sop_catalog"
DAY = date(2024, 7, 15)


def number(rules: Penomoran, urut: int = 7, mark: int = 0, jenis: str = "surat-dinas", **about: str) -> str:
    return rules.susun(jenis=jenis, tanggal=DAY, **about).nomor(urut, mark)


def test_the_usual_pattern() -> None:
    rules = Penomoran(klasifikasi="400.12.4.4", unit="403.406.6")
    assert number(rules, 123) == "400.12.4.4/123/403.406.6/2024"
    assert number(rules) == "400.12.4.4/007/403.406.6/2024"
    assert number(rules, klasifikasi="470", unit="D19") == "470/007/D19/2024"
    assert number(rules, 123, 1) == "400.12.4.4/123.a/403.406.6/2024"


def test_every_part() -> None:
    pattern = "{keamanan}/{klasifikasi}/{urut}/{jenis}/{bulan_romawi}/{bulan}/{unit}/{tahun}"
    rules = Penomoran(
        pola=pattern, digit=1, klasifikasi="470", unit="D19", jenis={"nota-dinas": {"kode": "ND"}}  # type: ignore[dict-item]
    )
    assert number(rules, jenis="nota-dinas", keamanan="R") == "R/470/7/ND/VII/07/D19/2024"
    assert number(rules) == "B/470/7/surat-dinas/VII/07/D19/2024"


def test_a_kind_may_have_its_own_rules() -> None:
    rules = Penomoran.model_validate({
        "klasifikasi": "470", "unit": "D19", "unit_bidang": {"piak": "D19.3"},
        "jenis": {"nota-dinas": {"kode": "ND", "pola": "{jenis}/{urut}/{unit}", "deret_menurut": ["jenis", "unit"]}},
    })
    assert number(rules, jenis="nota-dinas", unit="piak") == "ND/007/D19.3"
    assert rules.deret(jenis="nota-dinas", unit="piak") == "jenis nota-dinas, unit D19.3"
    assert rules.deret(jenis="surat-dinas") == "umum"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"pola": "{klasifikasi}/{tahun}"}, "harus memuat {urut} satu kali"),
        ({"pola": "{urut}/{urut}"}, "harus memuat {urut} satu kali"),
        ({"pola": "{nomor}/{urut}"}, '"{nomor}" pada pola nomor tidak dikenal'),
        ({"pola": "{urut/2024"}, "tidak berpasangan"),
        ({"pola": "{urut}\n"}, "tidak tampak"),
        ({"pola": "{urut}", "deret_menurut": ["unit"]}, "dua surat dapat bernomor sama"),
        ({"deret_menurut": ["jenis"]}, "dua surat dapat bernomor sama"),
        ({"jenis": {"nota-dinas": {"deret_menurut": ["jenis"]}}}, 'untuk jenis "nota-dinas"'),
    ],
)
def test_what_is_refused(data: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Penomoran.model_validate(data)
    assert words in str(caught.value)


def test_what_the_pattern_needs_must_be_there() -> None:
    with pytest.raises(DoctoolError, match="memerlukan unit") as caught:
        number(Penomoran(klasifikasi="470"))
    assert "--unit" in (caught.value.hint or "")


@given(st.integers(1, 999_999), st.integers(0, 700))
def test_a_running_number_reads_back(urut: int, mark: int) -> None:
    assert baca_sisipan(tulis_urut(urut, mark, 3)) == (urut, mark)


@given(st.integers(1, 999_999), st.integers(0, 700))
def test_a_number_reads_back_by_its_pattern(urut: int, mark: int) -> None:
    rules = Penomoran(klasifikasi="400.12", unit="DISDUKCAPIL / UMUM")
    assert rules.baca_urut(number(rules, urut, mark)) == tulis_urut(urut, mark, 3)
    assert rules.baca_urut("undangan bulan Juli") is None


@pytest.mark.parametrize(("text", "read"), [("007", (7, 0)), ("123A", (123, 1)), ("12 b", (12, 2)), ("12/1", None)])
def test_running_numbers_as_offices_write_them(text: str, read: tuple[int, int] | None) -> None:
    assert baca_sisipan(text) == read


@pytest.mark.parametrize("path", sorted(CATALOG.glob("*/kantor.yaml")), ids=lambda path: path.parent.name)
def test_the_offices_of_the_catalogue_can_number_their_letters(path: Path) -> None:
    assert "# Anggapan" in path.read_text(encoding="utf-8")
    printed = number(load_kantor(path).kantor.penomoran, 12)
    assert printed.startswith("400.12/012/")
    assert printed.endswith("/2024")


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    text = (CATALOG / "kota-sibolga" / "kantor.yaml").read_text(encoding="utf-8")
    file = tmp_path / "kantor.yaml"
    file.write_text(text.replace("/{urut}/", "/{nomor}/"), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_kantor(file)
    (fault,) = caught.value.findings
    assert (fault.code, fault.where.line) == ("D07", 1 + text[: text.index("pola:")].count("\n"))
    assert "{urut}" in fault.hint


@pytest.mark.parametrize("called", ["dinas", "surat-dinas", "Surat Dinas", "surat_dinas"])
def test_a_kind_is_known_by_each_of_its_names(called: str) -> None:
    rules = Penomoran.model_validate({"klasifikasi": "470", "unit": "D19", "jenis": {called: {"pola": "SD/{urut}"}}})
    assert [number(rules, jenis=jenis) for jenis in ("surat-dinas", "dinas", "nota-dinas")] == [
        "SD/007", "SD/007", "470/007/D19/2024",
    ]


def test_one_kind_has_one_rule() -> None:
    with pytest.raises(ValidationError, match='jenis "surat-dinas" sama dengan "dinas"'):
        Penomoran.model_validate({"jenis": {"dinas": {"kode": "A"}, "surat-dinas": {"kode": "B"}}})


def test_the_parts_of_a_number() -> None:
    rules = Penomoran(klasifikasi="470", unit="D19")
    assert rules.baca("005 / 12.a / Bagian Umum / 2024") == {
        "klasifikasi": "005", "urut": "12.a", "unit": "Bagian Umum", "tahun": "2024"
    }
    assert rules.baca("1/2/3") is None
