"""Rules between SOPs: S06, S13, S33, S34."""

from __future__ import annotations

from typing import Any

from doctool.check.run import check_catalog, check_sop
from doctool.findings import Severity
from tests.check.build import OFFICE, between, load, office, sop


def _one(slug: str, kode: str = "k", kantor: dict[str, Any] | None = None, **changes: Any) -> Any:
    return load(sop(**{"nomor_sop": f"SOP/{slug}", **changes}), kantor, slug=slug, kode=kode)


def test_a_nip_that_differs_for_one_person_is_an_error_at_the_likely_wrong_one() -> None:
    wrong = _one("a", disahkan_oleh={"pejabat": "kepala", "nip": "19670719 199811"})
    (one,) = between("S06", wrong, _one("b"))
    assert one.where.file == "k/sop/a.yaml"
    assert one.severity is Severity.ERROR
    assert "19670719 199311 2 001" in one.message


def test_titles_and_spaces_do_not_make_another_person_or_number() -> None:
    same = {"jabatan": "Kepala", "nama": "SRI LESTARI", "nip": "196707191993112001"}
    assert between("S06", _one("a", disahkan_oleh=same), _one("b")) == []
    other = {"jabatan": "Kepala", "nama": "Sri Rahayu", "nip": "196807191993112001"}
    assert between("S06", _one("a", disahkan_oleh=other), _one("b")) == []


def test_two_officials_of_one_name_in_kantor_yaml_are_compared() -> None:
    twice = office(pejabat={**OFFICE["pejabat"], "plt": {**OFFICE["pejabat"]["kepala"], "nip": "196707191993112002"}})
    (one,) = between("S06", _one("a", kantor=twice), _one("b", kantor=twice))
    assert one.where.file == "k/kantor.yaml"


def test_a_number_twice_in_an_office_is_an_error_of_the_second() -> None:
    (one,) = between("S33", _one("a", nomor_sop="SOP/1"), _one("b", nomor_sop="sop / 1"))
    assert (one.where.file, one.severity) == ("k/sop/b.yaml", Severity.ERROR)
    assert "k/a" in one.message


def test_empty_withdrawn_and_foreign_numbers_may_be_equal() -> None:
    assert between("S33", _one("a", nomor_sop=""), _one("b", nomor_sop="")) == []
    assert between("S33", _one("a", nomor_sop="1"), _one("b", nomor_sop="1", status="dicabut")) == []
    assert between("S33", _one("a", nomor_sop="1"), _one("b", kode="lain", nomor_sop="1")) == []


def test_a_name_twice_in_an_office_is_a_warning_of_the_second() -> None:
    (one,) = between("S34", _one("a", nama_sop="SOP Arsip Surat"), _one("b", nama_sop="ARSIP  SURAT"))
    assert (one.where.file, one.severity) == ("k/sop/b.yaml", Severity.WARNING)
    assert "k/a" in one.message
    assert between("S34", _one("a", nama_sop="Arsip"), _one("b", nama_sop="Arsip", status="dicabut")) == []
    assert between("S34", _one("a", nama_sop="Arsip"), _one("b", kode="lain", nama_sop="Arsip")) == []
    assert between("S34", _one("a", nama_sop="SOP"), _one("b", nama_sop="")) == []


def _related(address: str, text: str = "SOP lain") -> list[dict[str, str]]:
    return [{"teks": text, "sop": address}]


def test_an_address_that_is_not_in_the_catalogue_is_a_warning() -> None:
    (one,) = between("S13", _one("a", keterkaitan=_related("tidak-ada")), _one("b"))
    assert "tidak ada di katalog" in one.message
    assert one.text == "tidak-ada"


def test_a_reference_must_be_returned_by_address_or_title() -> None:
    first = _one("a", keterkaitan=_related("b"))
    (one,) = between("S13", first, _one("b"))
    assert one.where.file == "k/sop/a.yaml"
    assert "merujuk kembali" in one.message
    assert between("S13", first, _one("b", keterkaitan=_related("k/a"))) == []
    assert between("S13", first, _one("b", keterkaitan=["SOP Peminjaman Arsip"])) == []


def test_an_sop_that_was_withdrawn_is_not_referred_to() -> None:
    gone = _one("b", keterkaitan=_related("k/a"), status="dicabut")
    (one,) = between("S13", _one("a", keterkaitan=_related("b")), gone)
    assert (one.where.file, "sudah dicabut" in one.message) == ("k/sop/a.yaml", True)
    assert between("S13", _one("a", status="dicabut", keterkaitan=_related("b")), gone) == []


def test_an_sop_may_not_refer_to_itself() -> None:
    assert "dirinya sendiri" in between("S13", _one("a", keterkaitan=_related("k/a")))[0].message


def test_a_reference_in_a_row_must_exist_but_need_not_be_returned() -> None:
    def with_reference(address: str) -> Any:
        data = sop()
        data["kegiatan"][1]["rujukan"] = _related(address)
        return load(data, slug="a")

    assert between("S13", with_reference("b"), _one("b")) == []
    assert len(between("S13", with_reference("c"), _one("b"))) == 1


def test_one_sop_with_the_others_known_gets_only_its_own_findings() -> None:
    first, second = (
        _one("a", nomor_sop="1", keterkaitan=_related("zz")),
        _one("b", nomor_sop="1", nama_sop="SOP Lain", keterkaitan=_related("yy")),
    )
    codes = [one.code for one in check_sop(second, known=[first, second])]
    assert codes == ["S33", "S13"]
    assert [one.code for one in check_sop(second)] == []


def test_what_stands_in_kantor_yaml_is_said_once() -> None:
    bad = office(gaya={"label": {"output": "Out put"}}, aturan_nonaktif=[{"kode": "S05", "alasan": "tidak dipakai"}])
    findings = check_catalog([_one("a", kantor=bad), _one("b", kantor=bad, nama_sop="SOP Lain")])
    assert sorted(one.code for one in findings) == ["K01", "S29"]
