"""Rules of words: S28, S29."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.findings import Severity
from tests.check.build import GOOD, found, line_of, office, row, sop


def _lane(name: str) -> dict[str, Any]:
    return sop(pelaksana=[*GOOD["pelaksana"][:2], {"kode": "kasi", "nama": name}])


@pytest.mark.parametrize("word", ["APK", "PRK", "Katim", "LKjIP", "SIAK"])
def test_an_abbreviation_without_glossary_is_one_warning(word: str) -> None:
    data = _lane(f"{word} Arsip")
    data["kegiatan"][1]["uraian"] = f"Mencari arsip {word}"
    (one,) = found("S28", data)
    assert one.severity is Severity.WARNING
    assert one.text == word
    assert one.where.line == line_of(data, f"nama: {word}")


def test_a_glossary_of_sop_or_office_explains_and_so_does_the_text() -> None:
    data = _lane("APK")
    assert found("S28", {**data, "glosarium": {"APK": "Analis Pengelola Kearsipan"}}) == []
    assert found("S28", data, office(glosarium={"apk": "Analis Pengelola Kearsipan"})) == []
    assert found("S28", {**data, "peringatan": "Bila Analis Pengelola Kearsipan (APK) lalai, arsip hilang"}) == []


@pytest.mark.parametrize(
    "text",
    ["Mencari SOP, ATK, NIP dan SK", "Mencari arsip Eselon III", "Mencari BERKAS arsip", "MENCARI ARSIP YANG DIMINTA"],
)
def test_known_abbreviations_numerals_and_emphasis_are_left_alone(text: str) -> None:
    data = row(1, uraian=text)
    data["peralatan_perlengkapan"] = ["Berkas arsip"]
    assert found("S28", data) == []


def test_abbreviations_in_the_names_of_regulations_are_theirs() -> None:
    cited = sop(dasar_hukum=["Permendagri Nomor 1 Tahun 2022 tentang SIPD"])
    assert found("S28", cited) == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("Mencari arsip yang ditanda tangani", "ditanda tangani", "ditandatangani"),
        ("Mencari hasil analisa", "analisa", "analisis"),
        ("Mencari Perogram kerja", "Perogram", "Program"),
        ("Mencari surat untuk diiteruskan", "diiteruskan", "diteruskan"),
        ("Mencari permintaa n arsip", "permintaa n", "permintaan"),
        ("Mencari dan mengkonsultasik an arsip", "mengkonsultasik an", "mengonsultasikan"),
        ("Mengkoordinasi kan rapat", "Mengkoordinasi kan", "Mengoordinasikan"),
        ("Mencari arsip dimana perlu", "dimana", "di mana"),
        ("MENCARI IJIN", "IJIN", "IZIN"),
    ],
)
def test_misspellings_and_broken_words_are_warnings_with_the_right_word(text: str, wrong: str, right: str) -> None:
    data = row(1, uraian=text)
    findings = [one for one in found("S29", data) if one.text == wrong]
    assert [one.hint for one in findings] == [f'tulis "{right}"']
    assert findings[0].where.line == line_of(data, text)


@pytest.mark.parametrize(
    "text",
    [
        "Mencari huruf b pada lampiran c",
        "Mencari arsip di bidang dan ke dinas",
        "Mencari arsip 5 m",
        "Mencari surat a.n. Bupati",
        "Mencari arsip (butir a, b)",
        "Mencari analisis yang ditandatangani",
    ],
)
def test_good_spelling_is_left_alone(text: str) -> None:
    assert found("S29", row(1, uraian=text)) == []


def test_a_broken_word_is_one_warning() -> None:
    (one,) = found("S29", row(1, uraian="Mencari dan mengkoordinasi kan arsip"))
    assert one.text == "mengkoordinasi kan"


def test_labels_of_the_office_are_spelled_too_and_reported_in_its_file() -> None:
    (one,) = found("S29", sop(), office(gaya={"label": {"output": "Out put"}}))
    assert (one.where.file, one.text) == ("k/kantor.yaml", "Out put")
    data = sop(label={"output": "Out put"})
    (one,) = found("S29", data)
    assert one.where.line == line_of(data, "output: Out put")


def test_names_of_regulations_keep_their_spelling() -> None:
    assert found("S29", sop(dasar_hukum=["Peraturan Bupati Nomor 1 Tahun 2022 tentang Kerjasama"])) == []


def test_a_doubled_word_in_running_text_is_a_warning() -> None:
    (one,) = found("S29", row(1, uraian="Mencari arsip arsip lama"))
    assert one.text == "arsip arsip"
    assert found("S29", row(1, uraian="Mencari arsip-arsip lama. Lama peminjaman dicatat")) == []


def test_a_sentence_that_breaks_off_is_a_warning() -> None:
    (one,) = found("S29", row(1, uraian="Mencari arsip serta menyampaikan kepada"))
    assert one.text == "serta menyampaikan kepada"
    assert found("S29", row(1, kelengkapan=["Surat permohonan; dan", "Arsip"])) == []
    assert found("S29", row(1, uraian="Mencari arsip yang diminta")) == []
