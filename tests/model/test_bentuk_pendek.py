"""Short forms, empty values and copies of records."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.model.kantor import Kantor, Penandatangan
from doctool.model.prosedur import Kegiatan, KelompokPelaksana, Pelaksana, Prosedur
from doctool.model.sop import Sop

KANTOR: dict[str, Any] = {"nama": "x", "pemerintah": "y", "kop": {"baris": ["a"]}}


@pytest.mark.parametrize(("written", "read"), [
    ("Surat\n  KTP \n\n", ("Surat", "KTP")),
    (["Surat", "KTP"], ("- Surat", "- KTP")),
    (["1. Surat", "• KTP", "- KK"], ("1. Surat", "• KTP", "- KK")),
    (["Surat\nlanjutan", ""], ("- Surat", "lanjutan")),
    (["-"], ("-",)),
    ("-", ("-",)),
    ("", ()),
    (("Surat", "- KTP"), ("Surat", "- KTP")),
])
def test_the_text_of_a_cell(written: Any, read: tuple[str, ...]) -> None:
    assert Kegiatan.model_validate({"uraian": written}).uraian == read


def test_absent_empty_and_dash_stay_apart() -> None:
    row = Kegiatan.model_validate({"keterangan": "", "output": "-"})
    assert (row.kelengkapan, row.keterangan, row.output) == (None, (), ("-",))
    sop = Sop.model_validate({"nomor_sop": "", "tanggal_revisi": "-", "dasar_hukum": "", "disahkan_oleh": ""})
    assert (sop.nama_sop, sop.nomor_sop, sop.disahkan_oleh) == (None, "", ())
    assert sop.tanggal_revisi is not None
    assert sop.tanggal_revisi.teks == "-"
    assert sop.dasar_hukum is not None
    assert sop.dasar_hukum.butir == ()


def test_records_survive_a_copy() -> None:
    sop = Sop.model_validate({
        "dasar_hukum": ["a", {"teks": "b", "sop": "c"}], "peringatan": "p\nq", "pelaksana": ["a", {
            "kelompok": "K", "pelaksana": [{"kode": "b", "nama": "B"}]}],
        "kegiatan": [{"uraian": ["x", "y"], "pelaksana": ["a", "b"], "ya": "1"}],
        "disahkan_oleh": "kadis", "revisi": [{"nomor": "1"}],
    })
    assert Sop.model_validate(sop.model_dump()) == sop
    assert sop.prosedur()[0][1].lanes() == (Pelaksana(kode="a", nama="a"), Pelaksana(kode="b", nama="B"))


def test_the_key_kelompok_tells_a_group_of_lanes() -> None:
    lanes = Prosedur.model_validate({"pelaksana": ["a", {"kelompok": "K", "pelaksana": ["b", "c"]}]}).pelaksana or ()
    assert [type(one) for one in lanes] == [Pelaksana, KelompokPelaksana]


@pytest.mark.parametrize(("written", "read"), [
    ("ya", True), ("Tidak", False), (["1", "2"], ("1", "2")), ([], ()),
])
def test_the_row_of_column_numbers(written: Any, read: object) -> None:
    office = Kantor.model_validate({**KANTOR, "gaya": {"prosedur": {"nomor_kolom": written}}})
    assert office.gaya.prosedur.nomor_kolom == read


def test_what_a_signer_says_himself_goes_before_the_officials() -> None:
    office = Kantor.model_validate({
        **KANTOR, "pejabat": {"kadis": {"jabatan": "Kepala", "nama": "Budi", "nip": "1", "status": "pppk"}},
    })
    whole = office.lengkapi(Penandatangan.model_validate("kadis"))
    assert (whole.jabatan, whole.nama, whole.nip, whole.status, whole.pejabat) == (
        "Kepala", "Budi", "1", "pppk", "kadis",
    )
    given = {"pejabat": "kadis", "awalan": "Plt.", "nama": "", "nip": "2"}
    acting = office.lengkapi(Penandatangan.model_validate(given))
    assert (acting.awalan, acting.jabatan, acting.nama, acting.nip) == ("Plt.", "Kepala", "", "2")
    stranger = Penandatangan.model_validate({"nama": "Ani"})
    assert office.lengkapi(stranger) is stranger
    assert office.lengkapi(Penandatangan.model_validate("tidak-ada")).nama == ""
