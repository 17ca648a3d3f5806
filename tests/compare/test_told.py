"""Each kind of change in the words that a reader gets; nothing is told that did not change."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from doctool.compare.printed import as_data, lines_of, summary
from doctool.compare.said import changed_words
from doctool.compare.tell import Perbandingan, tell
from tests.compare.case import BASE, OFFICE, Data, between, inserted, loaded, told

GIST = "Menyerahkan berkas permohonan pindah."
LAST = (
    "Menyerahkan surat keterangan pindah kepada pemohon.\nPelaksana: Petugas Loket\nWaktu: 5 menit\n"
    "Output: Surat pindah\nBentuk: selesai"
)


def row(at: int, **values: Any) -> Callable[[Data], object]:
    """A change of fields of the kegiatan at place `at`."""
    return lambda data: data["kegiatan"][at].update(values)


CASES: list[tuple[str, Callable[[Data], object], list[tuple[str, str, str, str]]]] = [
    ("uraian", row(2, uraian="Mencetak surat keterangan pindah datang."),
     [("kegiatan 3, uraian", "diubah", "Mencetak surat keterangan pindah.",
       "Mencetak surat keterangan pindah datang.")]),
    ("pelaksana", row(2, pelaksana="kabid"),
     [("kegiatan 3, pelaksana", "diubah", "Petugas Loket", "Kepala Bidang")]),
    ("dua pelaksana", row(2, pelaksana=["loket", "kabid"]),
     [("kegiatan 3, pelaksana", "diubah", "Petugas Loket", "Petugas Loket dan Kepala Bidang")]),
    ("tujuan", row(1, tidak="5"),
     [("kegiatan 2, alur", "diubah", f"Tidak: ke kegiatan 1 ({GIST})",
       "Tidak: ke kegiatan 5 (Menyerahkan surat keterangan pindah kepada pemohon.)")]),
    ("tujuan berikutnya", row(2, ke="5"),
     [("kegiatan 3, alur", "diubah", "ke kegiatan berikutnya",
       "ke kegiatan 5 (Menyerahkan surat keterangan pindah kepada pemohon.)")]),
    ("bentuk", row(4, bentuk="proses"), [("kegiatan 5, bentuk", "diubah", "selesai", "proses")]),
    ("bentuk karena jalan keluar", row(2, ya="4", tidak="1"),
     [("kegiatan 3, bentuk", "diubah", "proses", "keputusan"),
      ("kegiatan 3, alur", "diubah", "ke kegiatan berikutnya",
       f"Ya: ke kegiatan 4 (Menandatangani surat keterangan pindah.)\nTidak: ke kegiatan 1 ({GIST})")]),
    ("teks bentuk", row(2, teks="Cetak"), [("kegiatan 3, teks di dalam bentuk", "diubah", "(kosong)", "Cetak")]),
    ("waktu", row(3, waktu="2 hari kerja"), [("kegiatan 4, waktu", "diubah", "1 hari kerja", "2 hari kerja")]),
    ("kelengkapan", row(2, kelengkapan=["Surat", "Materai"]),
     [("kegiatan 3, kelengkapan", "diubah", "(kosong)", "- Surat\n- Materai")]),
    ("output", row(2, output="Surat pindah"), [("kegiatan 3, output", "diubah", "Surat", "Surat pindah")]),
    ("keterangan", row(2, keterangan="Segera"), [("kegiatan 3, keterangan", "diubah", "(kosong)", "Segera")]),
    ("nomor", row(4, nomor="4a"), [("kegiatan 4a (semula 5), nomor", "diubah", "5", "4a")]),
    ("kegiatan dihapus", lambda data: data["kegiatan"].pop(4),
     [("kegiatan 5 (lama)", "dihapus", LAST, "")]),
    ("kegiatan disisipkan", lambda data: inserted(data, 0, {"uraian": "Mengambil nomor.", "pelaksana": "pemohon"}),
     [("kegiatan 1", "ditambahkan", "", "Mengambil nomor.\nPelaksana: Pemohon")]),
    ("kegiatan dipindah", lambda data: data["kegiatan"].insert(5, data["kegiatan"].pop(3)),
     [("kegiatan 5 (semula 4)", "dipindah", "Menandatangani surat keterangan pindah.",
       "Menandatangani surat keterangan pindah.")]),
    ("pelaksana ditambahkan", lambda data: data["pelaksana"].insert(2, {"kode": "kasi", "nama": "Kasi"}),
     [("kolom 3", "ditambahkan", "", "Kasi")]),
    ("pelaksana dihapus", lambda data: data["pelaksana"].pop(2),
     [("kolom 3 (lama)", "dihapus", "Kepala Bidang", ""),
      ("kegiatan 4, pelaksana", "diubah", "Kepala Bidang", '"kabid"')]),
    ("nama pelaksana", lambda data: data["pelaksana"][1].update(nama="Petugas Front Office"),
     [("kolom 2", "diubah", "Petugas Loket", "Petugas Front Office")]),
    ("pelaksana dipindah", lambda data: data["pelaksana"].insert(0, data["pelaksana"].pop(2)),
     [("kolom 1", "dipindah", "Kepala Bidang", "Kepala Bidang")]),
    ("kelompok pelaksana", lambda data: data.update(pelaksana=[
        data["pelaksana"][0], {"kelompok": "Dinas", "pelaksana": data["pelaksana"][1:]}]),
     [("kolom 2 Petugas Loket, judul kelompok", "diubah", "(kosong)", "Dinas"),
      ("kolom 3 Kepala Bidang, judul kelompok", "diubah", "(kosong)", "Dinas")]),
    ("identitas", lambda data: data.update(tanggal_revisi="2026-03-03"),
     [("Tanggal Revisi", "diubah", "-", "3 Maret 2026")]),
    ("dasar hukum diganti", lambda data: data["dasar_hukum"].__setitem__(1, "Permendagri Nomor 7 Tahun 2021"),
     [("butir 2", "diganti", "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional Prosedur.",
       "Permendagri Nomor 7 Tahun 2021")]),
    ("dasar hukum ditambahkan", lambda data: data["dasar_hukum"].insert(0, "UU Nomor 25 Tahun 2009"),
     [("butir 1", "ditambahkan", "", "UU Nomor 25 Tahun 2009")]),
    ("dasar hukum diubah", lambda data: data["dasar_hukum"].__setitem__(0, "UU 24/2013 tentang Adminduk"),
     [("butir 1", "diubah", "Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan;",
       "UU 24/2013 tentang Adminduk")]),
    ("dasar hukum dipindah", lambda data: data["dasar_hukum"].reverse(),
     [("butir 2", "dipindah", "Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan;",
       "Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan;")]),
    ("daftar kosong", lambda data: data.update(keterkaitan=""), [("Keterkaitan", "ditambahkan", "", "(kosong)")]),
    ("penanda", lambda data: data.update(peralatan_perlengkapan={"penanda": "-", "butir": ["Komputer", "Printer"]}),
     [("penanda", "diubah", "menurut kantor", "-")]),
    ("kolom", lambda data: data.update(peralatan_perlengkapan={"kolom": "2", "butir": ["Komputer", "Printer"]}),
     [("kolom", "diubah", "1", "2")]),
    ("label", lambda data: data.update(label={"ya": "Lengkap"}), [("label, ya", "diubah", "(kosong)", "Lengkap")]),
    ("catatan kaki", lambda data: data.update(catatan_kaki=["Sesuai aturan."]),
     [("catatan kaki 1", "ditambahkan", "", "Sesuai aturan.")]),
    ("pejabat", lambda data: data.update(disahkan_oleh="kabid"),
     [("Disahkan oleh", "diubah", "Kepala Dinas\nSiti Aminah\nNIP. 197001011995032001",
       "Kepala Bidang\nBudi Santoso\nNIP. 198001012005011001")]),
    ("status", lambda data: data.update(status="reviu"), [("status", "diubah", "draft", "reviu")]),
    ("glosarium", lambda data: data.update(glosarium={"SOP": "Standar"}),
     [("glosarium, SOP", "diubah", "(kosong)", "Standar")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_kind_of_change_is_told(
    change: Callable[[Data], object], expected: list[tuple[str, str, str, str]]
) -> None:
    assert told(between(change)) == expected


def test_nothing_is_told_of_equal_sops() -> None:
    found = between(lambda data: None)
    assert found.sama
    assert found.butir == found.total == found.kantor == ()
    assert summary(found) == "Kedua naskah SOP sama."


def test_an_exit_named_by_id_instead_of_number_is_no_other_exit() -> None:
    first = copy.deepcopy(BASE)
    first["kegiatan"][2]["id"] = "cetak"
    found = between(row(1, ya="cetak"), first)
    assert [(one.letak, one.tercetak) for one in found.butir] == [("kegiatan 2, alur", False)]


def test_a_date_written_otherwise_prints_the_same() -> None:
    found = between(lambda data: data.update(tanggal_pembuatan="2025-01-02"))
    assert [(one.letak, one.tercetak) for one in found.butir] == [("Tanggal Pembuatan", False)]


def test_a_signer_who_changed_in_the_office_is_told() -> None:
    office = copy.deepcopy(OFFICE)
    office["pejabat"]["kadis"]["nama"] = "Ahmad Yani"
    found = tell(loaded(BASE), loaded(BASE, office))
    (one,) = found.butir
    assert (one.letak, one.rincian) == ("Disahkan oleh", "menurut kantor.yaml")
    assert "Ahmad Yani" in one.menjadi
    assert found.kantor == ("pejabat",)


def test_the_total_of_times_follows() -> None:
    (total,) = between(row(2, waktu="30 menit")).total
    assert (total.lama, total.baru) == ("1 hari kerja 35 menit", "1 hari kerja 50 menit")


def test_several_procedures_are_told_by_their_titles() -> None:
    first = copy.deepcopy(BASE)
    own = {"pelaksana": first.pop("pelaksana"), "kegiatan": first.pop("kegiatan")}
    first["bagian"] = [{"judul": "Pindah", **own}, {"judul": "Datang", "kegiatan": [{"uraian": "Menerima surat."}]}]

    def change(data: Data) -> None:
        data["bagian"].reverse()
        data["bagian"][1]["kegiatan"][2]["waktu"] = "1 jam"
        data["bagian"].append({"judul": "Batal", "kegiatan": [{"uraian": "Membatalkan surat pindah."}]})

    found = between(change, first)
    assert {(one.letak, one.apa) for one in found.butir} == {
        ("bagian 1", "dipindah"), ("bagian 3", "ditambahkan"), ("bagian 2 (Pindah), kegiatan 3, waktu", "diubah"),
    } or {(one.letak, one.apa) for one in found.butir} == {
        ("bagian 2", "dipindah"), ("bagian 3", "ditambahkan"), ("bagian 2 (Pindah), kegiatan 3, waktu", "diubah"),
    }  # fmt: skip


def test_words_within_a_text() -> None:
    assert changed_words("Melaksanakan rapat SOP.", "Melaksanakan rapat kecil SOP.") == (
        ("=", "Melaksanakan rapat"), ("+", " kecil"), ("=", " SOP."),
    )  # fmt: skip
    assert changed_words("satu dua tiga", "empat lima enam") == (("-", "satu dua tiga"), ("+", "empat lima enam"))
    assert changed_words("- Surat\n- Berkas", "- Surat\n- Map\n- Berkas") == (
        ("=", "- Surat"), ("+", "\n- Map"), ("=", "\n- Berkas"),
    )  # fmt: skip


def screen(found: Perbandingan) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines_of(found)]


def test_the_screen_shows_headings_and_words() -> None:
    def change(data: Data) -> None:
        data["kegiatan"][2].update(uraian="Mencetak dua surat keterangan pindah.", waktu="20 menit")

    assert screen(between(change)) == [
        "Ada 2 perubahan: 2 kegiatan diubah.",
        "",
        "Kegiatan",
        "  ~ Kegiatan 3, uraian diubah",
        "      Mencetak {+dua+} surat keterangan pindah.",
        "  ~ Kegiatan 3, waktu diubah: Mencetak dua surat keterangan pindah.",
        "      semula : 15 menit",
        "      menjadi: 20 menit",
        "",
        "Jumlah",
        "  Jumlah waktu: 1 hari kerja 35 menit menjadi 1 hari kerja 40 menit",
    ]


def test_data_for_programs_is_plain_and_tells_which_steps_are_the_same() -> None:
    found = between(lambda data: inserted(data, 0, {"uraian": "Mengambil nomor.", "pelaksana": "pemohon"}))
    data = json.loads(json.dumps(as_data(found)))
    assert data["sama"] is False
    assert data["langkah"][0][0] == {"lama": 1, "baru": 2}
    assert data["langkah"][0][-1] == {"lama": None, "baru": 1}
    assert [one["apa"] for one in data["perubahan"]] == ["ditambahkan"]
