"""L10 (and L03 in words): numbers that were typed, what to ask for instead, what they contradict; and no false alarm.

The figures are those of tests/reports/case.py: N1 reaches 96 of 95 (101,05%), S1 300 of 400, T1 75 of 30 minutes, B1
1.967 of 3.669; 2.000.000 of 5.500.000 rupiah are spent.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.check.laporan_rule import ReportContext, TeksLaporan
from doctool.check.typed_numbers import typed_numbers
from doctool.findings import Severity, Where
from doctool.model.dokumen import Paragraf, Teks
from tests.check.report_case import blocks, found, report


def told(text: str) -> list[tuple[str, str, str]]:
    """What L10 says of a text: how bad, the number, what to do."""
    return [(one.severity.value, one.text, one.hint) for one in found(report(text), "L10")]


@pytest.mark.parametrize(
    ("text", "number", "figure"),
    [
        ("Capaian N1 sebesar 101,05%.", "101,05%", "N1.capaian"),
        ("N1 mencapai 96 persen.", "96 persen", "N1.realisasi"),
        ("Kepemilikan KTP mencapai 96,00 %.", "96,00 %", "N1.realisasi"),
        ("Target N1 adalah 95%.", "95%", "N1.target"),
        ("Realisasi N1 pada tahun 2024 sebesar 81,50%.", "81,50%", "N1.realisasi.2024"),
        ("Realisasi [angka: N1.capaian], targetnya 95%.", "95%", "N1.target"),
        ("Anggaran terealisasi Rp2.000.000,00.", "Rp2.000.000,00", "anggaran.realisasi"),
        ("Dari anggaran Rp 5,5 juta itu.", "Rp 5,5 juta", "anggaran.pagu"),
        ("Program Pendaftaran menyerap 900.000 rupiah.", "900.000 rupiah", "2.12.02.realisasi"),
        ("B1 turun menjadi 1.967 aduan.", "1.967", "B1.realisasi"),
        ("Capaian T1 -50,00%.", "-50,00%", "T1.capaian"),
        ("Rata-rata sasaran 1 sebesar 88,03%.", "88,03%", "sasaran-1.rata-rata"),
        ("N1 mencapai sembilan puluh enam persen.", "sembilan puluh enam persen", "N1.realisasi"),
    ],
)
def test_a_typed_figure_is_told_with_the_one_to_ask_for(text: str, number: str, figure: str) -> None:
    assert told(text) == [("peringatan", number, f"ganti dengan [angka: {figure}]")]


def test_a_rounded_figure_is_told_as_such() -> None:
    (one,) = found(report("Capaian N1 sekitar 101%."), "L10")
    assert one.message.startswith('angka "101%" diketik (pembulatan dari 101,05%)')
    assert one.hint == "ganti dengan [angka: N1.capaian]"


@pytest.mark.parametrize(
    ("text", "number", "against"),
    [
        ("Capaian N1 sebesar 101,50%.", "101,50%", "N1.capaian 101,05%"),  # two digits changed places
        ("Capaian N1 sebesar 110,5% pada tahun ini.", "110,5%", "N1.capaian 101,05%"),
        ("B1 ada 1.976 aduan.", "1.976", "B1.realisasi 1.967"),
        ("Realisasi T1 selama 57 menit.", "57", "T1.realisasi 75"),
        ("Kepemilikan KTP mencapai 69%.", "69%", "N1.realisasi 96,00%"),
        ("Realisasi 2.12.03 sebesar Rp1.100.500,00.", "Rp1.100.500,00", "2.12.03.realisasi Rp1.100.000,00"),
    ],
)
def test_a_number_that_contradicts_the_indicator_in_its_sentence_is_a_fault(
    text: str, number: str, against: str
) -> None:
    (one,) = found(report(text), "L10")
    assert (one.severity, one.text) == (Severity.ERROR, number)
    assert f"bertentangan dengan {against}" in one.message


def test_a_difference_is_no_contradiction() -> None:
    assert told("N1 naik 4,35% dari tahun 2025.") == [
        ("peringatan", "4,35%",
         "taruh dalam tabel laporan beserta sumbernya, atau hapus; bila bukan angka kinerja, biarkan"),
    ]


def test_a_number_that_is_nowhere_is_told_and_one_that_is_near_with_the_figure() -> None:
    unknown, near = found(report("Ada 45.000 penduduk.\n\nTotalnya Rp5.050.000,00 dan 88,30%."), "L10")[:2]
    assert unknown.message == 'angka "45.000" diketik dan tidak ada dalam tabel atau angka laporan'
    assert near.severity is Severity.WARNING
    (swapped,) = found(report("Nilainya 88,30%."), "L10")
    assert "mirip sasaran-1.rata-rata 88,03% (dua angka tertukar?)" in swapped.message


def test_a_number_of_a_table_may_be_named() -> None:
    assert told("Pada triwulan II sebanyak 60 kartu.") == []  # S1 in the table of quarters
    assert [number for _, number, _ in told("Ada 61 kartu.")] == ["61"]
    typed = "Tabel: Penduduk\n\n| Wilayah | Jumlah |\n| --- | --- |\n| Utara | 45.000 |\n"
    assert told(f"{typed}\nDi utara ada 45.000 jiwa.") == []


def test_counts_are_told_by_what_is_counted() -> None:
    assert told("Ada 2 sasaran dengan 6 indikator.") == []  # below ten: words
    text = "Ada 12 indikator."
    assert [number for _, number, _ in told(text)] == ["12"]


def test_places_are_those_of_the_number() -> None:
    text = "# Judul\n\nN1 [angka: N1.realisasi] dari\n  target **95**% dan\ncapaian 101,05%.\n\n- Rp2.000.000,00\n"
    assert [(one.where.line, one.where.column) for one in found(report(text), "L10")] == [(4, 12), (5, 9), (7, 5)]


def test_a_word_file_is_told_with_its_place_in_word() -> None:
    where = Where("isu.docx", place="badan, alinea 4")
    text = TeksLaporan("isu.docx", (Paragraf((Teks("Capaian N1 "), Teks("101,05%", tebal=True)), asal=where),))
    (one,) = found(report(texts=(text,)), "L10")
    assert one.where == where


@pytest.mark.parametrize(
    "text",
    [
        "Peraturan Presiden Nomor 29 Tahun 2014 dan Permendagri 86/2017 Pasal 12 ayat (3), UU 23 Tahun 2014.",
        "Pada 12 Maret 2025, 12-03-2025 dan 3 s.d. 14 Juni 2025, pukul 08.00 WIB sampai 15.30 WIB.",
        "RPJMD 2021-2026, tahun 2025, TA 2026 dan Renstra 2025 sampai dengan 2029.",
        "Tabel 3.12, Gambar 12, Bab 11, Lampiran 15, halaman 120, triwulan 4, dan IKU-12 (SP4N-LAPOR!, COVID-19).",
        "Rekening 2.12.02.2.01.0001 dan kode 5.1.02.01, NIP 19800101 200501 1 001, telepon (0335) 421234.",
        "1. Anak usia 0 sampai 18 tahun; (2) 14 hari kerja; 7 x 24 jam; ke-12; H-14.",
        "Ada 9 bidang dan 3 seksi; surel dinas12@contoh.go.id atau https://contoh.go.id/2025/15%.",
        "Rumus capaian adalah realisasi / target x 100%.",
        "SE Dirjen Dukcapil 470/13287/Dukcapil, Kepmendagri Nomor 100-1882 Tahun 2018, ISO 9001:2015 dan SNI 1234.",
        "Buka pukul 07.30-15.30 WIB dan 07.00 - 14.30 WIB di Loket 1 sampai 12, Jl. Suroyo No. 44.",
        "Sasaran 1, 2, dan 12 diuraikan dalam [lihat: bab penutup].",
    ],
)
def test_what_is_no_figure_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_number_in_the_wording_of_an_indicator_is_part_of_it() -> None:
    wording = ("Anak di bawah 18 tahun dan 65 kelurahan",)
    assert typed_numbers("anak di bawah 18 tahun dan 65 kelurahan", wording=wording) == []
    assert [one.teks for one in typed_numbers("ada 65 kelurahan", wording=wording)] == ["65"]


def test_a_time_is_a_figure_where_an_indicator_is_measured_in_it() -> None:
    assert typed_numbers("selesai dalam 44 menit") == []
    assert [one.teks for one in typed_numbers("selesai dalam 44 menit", satuan=("menit",))] == ["44"]


def test_quotations_are_left_alone_and_footnotes_are_read() -> None:
    assert told("> Kata ketua: N1 99,99%.") == []
    assert [number for _, number, _ in told("Sumber.[^a]\n\n[^a]: Nilai 77,77%.")] == ["77,77%"]


def test_a_typed_table_may_not_contradict_the_report() -> None:
    head = "Tabel: Hasil\n\n| Indikator | Target | Realisasi | Capaian (%) |\n| --- | --- | --- | --- |\n"
    assert told(head + "| N1 | 95 | 96,00 | 101,05 |\n| S1 | 400 | 300 | 75 |\n") == []
    (one,) = found(report(head + "| Kepemilikan KTP | 95 | 96,00 | 105,01 |\n"), "L10")
    assert (one.severity, one.where.line) == (Severity.ERROR, 5)
    assert one.message == "N1: capaian dalam tabel ini 105,01, dalam laporan 101,05%"


def test_a_category_in_words_is_that_of_the_indicator() -> None:
    assert found(report("N1 berkategori Sangat Tinggi; S1 kategori Sedang."), "L03") == []
    assert found(report("Capaian S1 termasuk kategori Sedang."), "L03") == []
    (one,) = found(report("Capaian S1 termasuk kategori Sangat Tinggi."), "L03")
    assert (one.severity, one.hint) == (Severity.ERROR, "ganti dengan [angka: S1.kategori]")


PLAIN = (
    "capaian realisasi target dinas pelayanan meningkat sebesar dari pada tahun 2025 2021-2026 IKU-12 N1 S1 sasaran "
    "program mencapai menurun anggaran (IKU-3) 2.12.02 Nomor tiga 7 dan, serapan. kategori menjadi"
)
LONGER = (
    "Nomor 29 Tahun 2014", "12 Maret 2025", "Tabel 3.12", "[angka: N1.capaian]", "[angka: rata-rata]",
    "[angka: anggaran.pagu]", "[angka: jumlah.indikator]", "[angka: B1.realisasi]",
)  # fmt: skip
WORDS = st.sampled_from([*PLAIN.split(), *LONGER])
CONTEXT: ReportContext = report()


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=25))
def test_prose_that_asks_for_its_figures_has_no_finding(words: list[str]) -> None:
    text = " ".join(["Menurut", *words]) + "."
    mine = TeksLaporan("teks.md", blocks(text), (text,))
    ctx = ReportContext(CONTEXT.loaded, CONTEXT.rekap, CONTEXT.dokumen, angka=CONTEXT.angka, teks=(mine,))
    assert found(ctx, "L10") == []
