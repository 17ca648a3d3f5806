"""Rules of the uraian: S15, S16, S17."""

from __future__ import annotations

import pytest

from doctool.check.sentence import Opening, read_start, second_activity
from doctool.check.verbs import is_active_verb, is_passive_verb
from doctool.check.words import word_set
from doctool.findings import Severity
from tests.check.build import found, line_of, row

ACTIVE = word_set(
    """
    memeriksa membuat memverifikasi memfasilitasi memproses mempersiapkan memparaf memaraf mencari mencatat
    mendisposisi menjadwalkan mentransfer menzonasi menulis menelaah menyusun menyampaikan menganalisis mengirim
    mengkaji menghimpun mengoreksi mengesahkan mengecek mengunggah mengevaluasi melaksanakan meneliti merekap
    mewawancarai meyakinkan melayani menilai memasukkan me-review meng-input mem-verifikasi berkoordinasi
    berdiskusi bekerja belajar berkonsultasi merapatkan mengklarifikasi menggandakan memastikan menindaklanjuti
    mengonsultasikan memfinalkan menandatangani mensosialisasikan
    """
)

NOT_ACTIVE = word_set(
    """
    meja media mekanisme melalui memo menteri menit menurut mengenai metode mesin merek meskipun medis mental
    berkas berita berdasarkan bersama berikut berat benda bendahara besar bentuk beserta berupa pengumpulan dibuat
    kirim surat rapat
    """
)


@pytest.mark.parametrize("word", sorted(ACTIVE))
def test_active_verbs_are_known(word: str) -> None:
    assert is_active_verb(word)
    assert is_active_verb(word.capitalize())


@pytest.mark.parametrize("word", sorted(NOT_ACTIVE))
def test_what_only_looks_like_a_verb_is_none(word: str) -> None:
    assert not is_active_verb(word)


def test_passives_are_told_from_offices() -> None:
    assert all(is_passive_verb(word) for word in ("dibuat", "Diteruskan", "disampaikan", "dikirimkan", "diisi"))
    assert not any(is_passive_verb(word) for word in ("Dinas", "Disposisi", "Distribusi", "Direktur", "Diskusi", "di"))


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("Menyusun laporan", Opening.ACTIVE),
        ("menyusun laporan", Opening.ACTIVE),
        ("1. Menyusun laporan", Opening.ACTIVE),
        ("Segera mengirim surat", Opening.ACTIVE),
        ("Bersama-sama menyusun laporan", Opening.ACTIVE),
        ("Berdasarkan disposisi, menyusun konsep", Opening.ACTIVE),
        ("Apabila lengkap, menandatangani surat", Opening.ACTIVE),
        ("Pengumpulan data", Opening.NOUN),
        ("Finalisasi laporan", Opening.NOUN),
        ("Analisa data", Opening.NOUN),
        ("Rapat pembahasan", Opening.NOUN),
        ("Persetujuan Kepala Dinas", Opening.NOUN),
        ("Dibuat konsep surat", Opening.PASSIVE),
        ("Disposisi surat masuk", Opening.NOUN),
        ("Kirim surat", Opening.COMMAND),
        ("Kasubbag Program menginformasikan kebutuhan data", Opening.ACTOR),
        ("Selesai", Opening.TERMINATOR),
        ("Surat masuk", Opening.OTHER),
        ("", Opening.EMPTY),
    ],
)
def test_openings_are_read(text: str, opening: Opening) -> None:
    assert read_start(text).opening is opening


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Pengumpulan form isian", "kata benda", "Mengumpulkan"),
        ("Finalisasi laporan", "kata benda", "Memfinalkan"),
        ("Persiapan rapat", "kata benda", "Mempersiapkan"),
        ("Diperiksa kelengkapannya", "pasif", "kata kerja aktif"),
        ("Kirim surat", "perintah", "kata kerja aktif"),
        ("Surat masuk dari camat", "tidak diawali kata kerja aktif", "Menyusun"),
    ],
)
def test_an_uraian_without_active_verb_is_a_warning_on_its_line(text: str, message: str, hint: str) -> None:
    data = row(1, uraian=text)
    (one,) = found("S15", data)
    assert one.severity is Severity.WARNING
    assert message in one.message
    assert hint in one.hint
    assert one.text == text.split()[0]
    assert one.where.line == line_of(data, text)


@pytest.mark.parametrize("text", ["Mulai", "Selesai.", "Mencari arsip", "- Mencari arsip", "Segera mencari arsip"])
def test_good_openings_are_left_alone(text: str) -> None:
    assert found("S15", row(1, uraian=text)) == []


def test_a_heading_without_number_and_work_needs_no_verb() -> None:
    heading = row(1, nomor="", uraian="Tahap pelayanan", pelaksana=None, kelengkapan=None, waktu=None, output=None)
    assert found("S15", heading) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kasubbag Program menginformasikan kebutuhan data kepada Sekretaris", "Kasubbag Program menginformasikan"),
        ("Sub Bag Program menyimpan arsip", "Sub Bag Program menyimpan"),
        ("Arsiparis mencari arsip", "Arsiparis mencari"),
        ("Kepala Seksi dan staf memeriksa arsip", "Kepala Seksi dan staf memeriksa"),
        ("Mencari arsip. Petugas mencatat arsip", "Petugas mencatat"),
        ("Mencari arsip\nPetugas loket mencatat arsip", "Petugas loket mencatat"),
    ],
)
def test_an_actor_as_subject_is_a_warning(text: str, named: str) -> None:
    (one,) = found("S16", row(1, uraian=text))
    assert one.text == named


def test_an_actor_as_subject_is_reported_once_and_not_as_a_missing_verb() -> None:
    data = row(1, uraian="Arsiparis mencari arsip")
    assert found("S15", data) == []
    assert len(found("S16", data)) == 1


@pytest.mark.parametrize(
    "text",
    ["Menyerahkan arsip kepada Kepala Seksi", "Menerima laporan dari Arsiparis", "Mengirim surat ke Petugas loket"],
)
def test_actors_that_are_objects_are_left_alone(text: str) -> None:
    assert found("S16", row(1, uraian=text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Menerima dan memeriksa laporan", "dan memeriksa"),
        ("Membuat draft kemudian mengajukan kepada Kabid", "kemudian mengajukan"),
        ("Menghimpun data. Kemudian membuat konsep", "kemudian membuat"),
        ("Menyusun laporan serta menyimpan arsip", "serta menyimpan"),
        ("Memeriksa laporan, jika sesuai diparaf", "jika sesuai diparaf"),
        ("Penggandaan berkas sekaligus penomoran surat", "sekaligus penomoran"),
        ("Analisa dan Pengolahan Data", "dan pengolahan"),
        ("Mencari arsip. Menyerahkan arsip", "menyerahkan"),
    ],
)
def test_a_second_activity_is_found(text: str, words: str) -> None:
    assert second_activity(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Menghimpun data dan informasi",
        "Memerintahkan Staf untuk mengumpulkan data dan menyerahkannya kepada Katim",
        "Mendisposisi untuk mempersiapkan dan mengoordinasikan rencana",
        "Menandatangani surat yang telah diperiksa dan diparaf",
        "Menyusun konsep, jika diperlukan",
        "Menyerahkan arsip kepada pemohon",
        "Mencatat dalam agenda, selesai",
    ],
)
def test_one_activity_is_left_alone(text: str) -> None:
    assert second_activity(text) == ""


def test_several_activities_are_one_warning_a_row_with_the_words_as_written() -> None:
    (one,) = found("S17", row(1, uraian="Menerima dan Memeriksa laporan kemudian mengirim"))
    assert one.text == "dan Memeriksa"
    assert one.severity is Severity.WARNING


def test_a_list_of_details_is_one_activity() -> None:
    assert found("S17", row(1, uraian="Memeriksa arsip:\n- Membuka map\n- Menghitung lembar")) == []
    assert len(found("S17", row(1, uraian="Memeriksa arsip\nMenghitung lembar"))) == 1
