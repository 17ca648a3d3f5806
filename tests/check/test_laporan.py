"""The rules of reports besides L10: a good and a bad case of each."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from PIL import Image

from doctool.check.laporan import check_report, graded
from doctool.check.laporan_rule import BarisLalu, LaporanLalu, ReportContext, TeksLaporan
from doctool.findings import Finding, Severity, Where
from doctool.model.capaian import Capaian
from doctool.model.dokumen import Gambar, Keterangan, Paragraf, polos
from doctool.model.rekap import IndikatorRekap, Isian
from tests.check.report_case import CAUSES, SOUND, blocks, found, messages, report, with_recap
from tests.reports.case import COMPARED, YEAR, material

D = Decimal


def changed(ctx: ReportContext, of: str, /, **row: Any) -> ReportContext:
    """The recap with an indicator changed by hand; `akhir` changes its last quarter."""
    last = row.pop("akhir", {})

    def one(given: IndikatorRekap) -> IndikatorRekap:
        if given.kode != of:
            return given
        return replace(given, periode=(*given.periode[:-1], replace(given.akhir, **last)), **row)

    sasaran = tuple(replace(part, indikator=tuple(map(one, part.indikator))) for part in ctx.rekap.sasaran)
    return with_recap(ctx, sasaran=sasaran)


def compared(**changes: Any) -> dict[str, Any]:
    """pembanding.yaml with the entry of N1 changed."""
    return {"indikator": {**COMPARED["indikator"], "N1": {**COMPARED["indikator"]["N1"], **changes}}}


# L01


def test_data_and_recap_say_the_same() -> None:
    assert found(report(), "L01") == []
    ctx = changed(report(), "N1", target="97", satuan="persen")
    (one,) = found(ctx, "L01")  # persen is %
    assert (one.severity, one.where, one.text) == (Severity.ERROR, Where("rekap.json"), "97")
    assert one.message == 'N1: target dalam rekap "97", dalam data kinerja "95"'
    assert messages(changed(report(), "S1", satuan="lembar"), "L01") == [
        'S1: satuan dalam rekap "lembar", dalam data kinerja "kartu"'
    ]


def test_indicators_are_in_both() -> None:
    ctx = changed(report(), "N1", kode="N9")
    assert messages(ctx, "L01") == [
        'indikator "N1" ada dalam kinerja.yaml, tetapi tidak ada dalam rekap',
        'indikator "N9" ada dalam rekap, tetapi tidak ada dalam kinerja.yaml',
    ]


def test_a_report_of_a_bidang_lacks_only_its_own() -> None:
    assert found(report(laporan={"tahun": "2026", "bidang": "dafduk"}), "L01") == []


@pytest.mark.parametrize(
    ("renstra", "expected"),
    [
        ({"tahun": "2026", "target": "95,0"}, []),
        ({"tahun": "2029", "target": "99"}, []),
        ({"tahun": "2026", "target": "96"}, ['N1: target 2026 dalam Renstra "96", dalam data kinerja "95"']),
        (
            {"tahun": "2029", "target": "A"},
            ["N1: target Renstra berupa tingkat, target perjanjian kinerja berupa bilangan"],
        ),
    ],
)
def test_the_renstra_agrees(renstra: dict[str, str], expected: list[str]) -> None:
    assert messages(report(compared=compared(renstra=renstra)), "L01") == expected


def test_a_typed_table_repeats_unit_and_target() -> None:
    head = "| No | Indikator | Satuan | Target 2026 | Target 2025 |\n| --- | --- | --- | --- | --- |\n"
    assert messages(report(head + "| 1 | N1 | persen | 95 | 92 |\n"), "L01") == []
    ctx = report(head + "| 1 | Kepemilikan KTP | orang | 96 | 92 |\n")
    assert messages(ctx, "L01") == [
        'N1: satuan dalam tabel ini "orang", dalam rekap "%"', 'N1: target dalam tabel ini "96", dalam rekap "95"',
    ]  # fmt: skip


# L02, L03


def test_capaian_is_reckoned_again() -> None:
    assert found(report(), "L02", "L03") == []
    near = changed(report(), "N1", akhir={"capaian": Capaian(D("101.06"), tercapai=True)})
    assert [one for one in messages(near, "L02") if one.startswith("N1")] == []
    ctx = changed(report(), "N1", akhir={"capaian": Capaian(D("101.08"), tercapai=True)})
    told = messages(ctx, "L02")
    assert "N1 triwulan IV: capaian dalam rekap 101,08, menurut rumus naik 101,05" in told
    assert "rata-rata sasaran 1 dalam rekap 88,03, hitung ulang 88,04" in told


def test_a_category_is_its_band() -> None:
    (one,) = found(changed(report(), "S1", akhir={"kategori": "Tinggi"}), "L03")
    assert one.severity is Severity.ERROR
    assert one.message == 'S1 triwulan IV: kategori dalam rekap "Tinggi", capaian 75,00 berarti "Sedang"'


def test_a_recap_judged_by_other_bands_is_told() -> None:
    pita = [{"mulai": "50", "nama": "Baik"}, {"mulai": "", "nama": "Buruk"}]
    ctx = report()
    office = ctx.loaded.office
    kantor = type(office.kantor).model_validate({**office.kantor.model_dump(), "kinerja": {"pita": pita}})
    other = replace(ctx, loaded=replace(ctx.loaded, office=replace(office, kantor=kantor)))
    (one,) = found(other, "L03")
    assert (one.severity, one.message.startswith("rekap memakai skala kategori lain")) == (Severity.WARNING, True)


# L04


def test_what_is_below_its_target_is_explained() -> None:
    assert found(report(), "L04") == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Hambatan: hujan. Solusi: payung.", "tidak disebut dalam analisis penyebab sasaran 1"),
        ("S1 belum tercapai.", "tidak menyebut hambatannya dan solusinya"),
        ("S1 rendah karena hujan.", "tidak menyebut solusinya"),
        ("Kartu terbit tidak ada hambatan; upaya perbaikan dilakukan.", "tidak menyebut hambatannya"),
        ("Hambatan N1: hujan.\n\nSolusi N1: payung.\n\nS1 rendah.", "tidak menyebut hambatannya dan solusinya"),
        ("", "hambatan dan solusi tidak ada dalam formulir bidang"),
    ],
)
def test_what_is_not_explained_is_told(said: str, expected: str) -> None:
    (one,) = found(report(causes={**CAUSES, 1: said}), "L04")
    assert one.severity is Severity.WARNING
    assert one.message.startswith("S1 (Kartu terbit): capaian 75,00 persen, tetapi")
    assert one.message.endswith(expected)
    assert found(report(causes={**CAUSES, 1: said}, final=True), "L04")[0].severity is Severity.ERROR


@pytest.mark.parametrize(
    "said",
    [
        "## Kartu terbit\n\nKendala: hujan.\n\nTindak lanjut: payung.",
        "- S1: hambatan hujan; solusi payung\n- N1: tercapai",
        "| Indikator | Hambatan | Solusi |\n| --- | --- | --- |\n| S1 | hujan | payung |\n",
        "[angka: S1.capaian] terganggu hujan, dan diatasi dengan payung.",
    ],
)
def test_an_explanation_has_many_forms(said: str) -> None:
    assert found(report(causes={**CAUSES, 1: said}), "L04") == []


def test_the_narrative_of_a_form_explains_where_it_is_printed() -> None:
    ctx = changed(report(causes={**CAUSES, 1: ""}), "S1", hambatan=Isian(teks="hujan", keadaan="terisi"),
                  solusi=Isian(teks="payung", keadaan="terisi"))  # fmt: skip
    assert found(ctx, "L04") == []


def test_a_capaian_far_above_asks_how_the_target_was_set() -> None:
    (one,) = found(report(causes={**CAUSES, 2: "Karena gangguan T1 dan G1; solusi. B1 baik."}), "L04")
    assert one.severity is Severity.WARNING
    assert one.message == "B1 (Pengaduan): capaian 186,53 persen, tetapi cara targetnya ditetapkan tidak dijelaskan"


# L05


def test_causes_are_written_in_words() -> None:
    ctx = report(causes={**CAUSES, 2: "[tabel: target-realisasi sasaran=2]"})
    assert messages(ctx, "L05") == [
        'sasaran 2: "Penyebab Keberhasilan atau Kegagalan dan Solusi yang Dilakukan" belum berisi kalimat'
    ]


def test_only_the_national_standard_may_be_left_out_and_with_a_reason() -> None:
    def left_out(key: str, reason: str) -> list[tuple[str, str]]:
        laporan = {**SOUND, "sasaran": {"1": {"ditiadakan": {key: reason}}}}
        return [(one.severity.value, one.message) for one in found(report(laporan=laporan, final=True), "L05")]

    assert left_out("standar-nasional", "Tidak ada standar nasional.") == []
    assert left_out("standar-nasional", "...") == [
        ("galat", 'sasaran 1: "Perbandingan dengan Standar Nasional" ditiadakan tanpa alasan')
    ]
    assert left_out("efisiensi", "Tidak dihitung.") == [
        ("peringatan", 'sasaran 1: "Efisiensi Penggunaan Sumber Daya" ditiadakan, padahal diminta bagi setiap sasaran')
    ]


def test_what_a_draft_lacks_is_a_fault_once_it_is_final() -> None:
    loaded = report().loaded
    told = [Finding(code, Severity.WARNING, Where("laporan.yaml"), "belum ada") for code in ("L05", "B12", "B08")]
    draft, final = graded(loaded, told, final=False), graded(loaded, told, final=True)
    assert [one.severity.value for one in draft] == ["peringatan"] * 3
    assert [one.severity.value for one in final] == ["galat", "galat", "peringatan"]
    assert draft[0].basis == "PermenPANRB 53/2014"


# L06, L07, L09


def test_sums_of_typed_tables() -> None:
    head = "| No | Uraian | Banyak |\n| --- | --- | --- |\n| 1 | A | 1.500 |\n| 2 | B | 500 |\n"
    assert found(report(f"{head}|  | Jumlah | 2.000 |\n"), "L06") == []
    (one,) = found(report(f"{head}|  | Jumlah | 2.100 |\n"), "L06")
    assert (one.where.line, one.severity) == (5, Severity.WARNING)
    assert one.message == "jumlah 2.100 dalam tabel ini, seharusnya 2.000"
    percent = "| Uraian | Serapan (%) |\n| --- | --- |\n| A | 90 |\n| B | 80 |\n| Jumlah | 85 |\n"
    assert found(report(percent), "L06") == []


def test_sources_are_named() -> None:
    year = {**YEAR, "sasaran": [
        {**part, "indikator": [{**one, "sumber_data": "SIAK"} for one in part["indikator"]]} for part in YEAR["sasaran"]
    ]}  # fmt: skip
    assert found(report(year=year), "L07") == []
    told = messages(report(), "L07")
    assert len(told) == 6
    assert "N1: sumber data tidak disebut dalam formulir maupun data kinerja" in told
    assert messages(changed(report(year=year), "N1", bidang=""), "L07") == ["N1: penanggung jawab tidak disebut"]


def test_percentages_are_from_0_to_100() -> None:
    told = messages(report(), "L09")
    assert told == ["2.12.03 Program Pencatatan: serapan 110,00 persen, di luar 0 sampai 100"]
    past = compared(riwayat={"2025": {"target": "92", "realisasi": "920"}})
    assert "N1: realisasi 2025 920 persen, di luar 0 sampai 100" in messages(report(compared=past), "L09")


def test_a_numerator_above_its_denominator_is_a_fault_that_cannot_be_switched_off() -> None:
    silent: dict[str, Any] = {"aturan_nonaktif": [{"kode": "L09", "alasan": "tidak dipakai"}]}
    for more in ({}, silent):
        ctx = changed(report(**more), "N1", akhir={"pembilang": Isian(D(1010), keadaan="terisi"), "sampai": D(101)})
        faults = [one.message for one in found(ctx, "L09") if one.severity is Severity.ERROR]
        assert faults == ["N1 triwulan IV: pembilang 1.010 melebihi penyebut 1.000"]
    assert [one.severity for one in found(ctx, "L09")] == [Severity.ERROR]


# L08


def last_year(**changes: Any) -> LaporanLalu:
    row: dict[str, Any] = {
        "kode": "N1", "uraian": "Kepemilikan KTP", "target": "92", "realisasi": D("92.0049"), "capaian": D("100.005"),
    }  # fmt: skip
    return LaporanLalu("laporan contoh/lkj-2025", 2025, (BarisLalu(**{**row, **changes}),))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"kode": "X1"}, []),  # a new code, the same wording
        ({"kode": "N1", "uraian": "Lain sama sekali"}, []),
        ({"uraian": ""}, []),
        ({"realisasi": D("91.37")}, ["N1: realisasi 2025 92, dalam laporan contoh/lkj-2025 91,37"]),
        ({"target": "93"}, ["N1: target 2025 92, dalam laporan contoh/lkj-2025 93"]),
    ],
)
def test_last_years_figures_are_those_of_its_report(changes: dict[str, Any], expected: list[str]) -> None:
    assert messages(replace(report(), lalu=last_year(**changes)), "L08") == expected


def test_last_years_figure_that_is_not_kept_is_told() -> None:
    ctx = replace(report(compared=compared(riwayat={})), lalu=last_year())
    (one,) = found(ctx, "L08")
    assert (one.severity, "tetapi tidak ada dalam data pembanding" in one.message) == (Severity.WARNING, True)


def test_a_grade_of_last_year_is_compared_as_a_grade() -> None:
    row = BarisLalu("G1", "Predikat", "A", None, "BB")
    ctx = replace(report(), lalu=LaporanLalu("laporan lalu", 2025, (row,)))
    assert messages(ctx, "L08") == ["G1: realisasi 2025 AA, dalam laporan lalu BB"]


# L11, L12


def test_who_signs_is_known_and_whole() -> None:
    assert found(report(), "L11") == []
    assert messages(report(laporan={**SOUND, "penandatangan": ""}), "L11") == ["penanda tangan laporan belum disebut"]
    ctx = report(pejabat={"kadis": {"jabatan": "Kepala Dinas", "nama": "Budi", "nip": "196513011990011001"}})
    (one,) = found(ctx, "L11")
    assert (one.where.file, one.severity, one.text) == ("kantor.yaml", Severity.WARNING, "196513011990011001")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("30 Januari 2027", ""), ("Januari 2027", "bukan tanggal yang lengkap"), ("30 Januari 2026", "mendahului"),
        ("5 April 2027", "lebih dari 3 bulan"), ("Senin, 30 Januari 2027", "nama hari"),
    ],
)  # fmt: skip
def test_a_report_is_dated_after_its_year(day: str, expected: str) -> None:
    told = messages(report(laporan={**SOUND, "tanggal": day}), "L11")
    assert [expected in one for one in told] == ([True] if expected else [])


def test_a_final_report_is_dated() -> None:
    assert messages(report(final=True), "L11") == ["tanggal laporan belum diisi"]


def test_the_perjanjian_kinerja_is_attached() -> None:
    assert found(report(), "L12") == []
    bare = {**SOUND, "lampiran": []}
    (one,) = found(report(laporan=bare), "L12")
    assert one.severity is Severity.WARNING
    assert [one.severity for one in found(report(laporan=bare, final=True), "L12")] == [Severity.ERROR]
    assert found(report(laporan={**bare, "bidang": "dafduk"}), "L12") == []
    (one,) = found(report(final=True), "L12")
    assert (one.severity, "bukan berkas yang sudah ditandatangani" in one.message) == (Severity.WARNING, True)


# L18 to L20


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("Jumlah [isi: banyaknya] orang.", 8), ("Sebanyak ....... orang.", 10), ("Nama …… dan", 6), ("Nomor xxx", 7),
        ("Lorem ipsum dolor.", 1), ("Sebesar ___ persen", 9), ("Tanggal TBD", 9), ("Berapa??? orang", 7),
    ],
)  # fmt: skip
def test_a_place_to_be_filled_in_is_told(text: str, column: int) -> None:
    (one,) = found(report(text), "L18")
    assert (one.severity, one.where.line, one.where.column) == (Severity.WARNING, 1, column)
    assert found(report(text, final=True), "L18")[0].severity is Severity.ERROR


def test_running_text_is_not_taken_for_an_open_place() -> None:
    assert found(report("Ia berkata, \"Siapa...?\" Bab XXI, Rp5.000,00 dan snake_case."), "L18") == []


def test_guiding_notes_are_told() -> None:
    (one,) = found(report("# Judul\n\n[petunjuk: Tulis penyebabnya di sini.]\n"), "L18")
    assert (one.where.line, one.text) == (3, "Tulis penyebabnya di sini.")


def test_titles_in_the_yaml_are_filled_in() -> None:
    ctx = report(laporan={**SOUND, "judul": "Laporan [isi: nama]"})
    assert [one.where.file for one in found(ctx, "L18")] == ["laporan.yaml"]


def picture(points: int, width_mm: float, *, caption: str = "Loket") -> TeksLaporan:
    data = io.BytesIO()
    Image.new("1", (points, 10)).save(data, "PNG")
    told = Keterangan("gambar", polos(caption)) if caption else None
    block = Gambar(data.getvalue(), width_mm, 10.0, keterangan=told, asal=Where("a.md", 4, 1))
    return TeksLaporan("a.md", (Paragraf(polos("Isi.")), block))


def test_a_picture_has_points_enough() -> None:
    assert found(report(texts=(picture(945, 160.0),)), "L19") == []  # 150,02
    (one,) = found(report(texts=(picture(600, 160.0),)), "L19")
    assert (one.where.line, one.message) == (
        4, 'gambar "Loket" hanya 95 dpi pada kertas (paling sedikit 150), jadi tercetak kasar',
    )  # fmt: skip
    annex = replace(report(), gambar_lampiran={0: 120})
    assert messages(annex, "L19") == [
        'lampiran "Perjanjian Kinerja": gambar hanya 120 dpi pada kertas (paling sedikit 150), jadi tercetak kasar'
    ]


def test_tables_and_pictures_have_captions() -> None:
    rows = "| A | B |\n| --- | --- |\n| a | b |\n"
    assert found(report(f"Tabel: Isi\n\n{rows}"), "L20") == []
    (one,) = found(report(f"Lihat tabel.\n\n{rows}"), "L20")
    assert one.where.line == 3
    assert found(report(texts=(picture(945, 160.0),)), "L20") == []
    assert len(found(report(texts=(picture(945, 160.0, caption=""),)), "L20")) == 1


# All of them


def test_warnings_of_practice_may_be_switched_off_and_contradictions_stay() -> None:
    silent = [{"kode": "L10", "alasan": "teks ditulis pihak lain"}]
    text = "Capaian N1 sebesar 101,05%. Capaian N1 sebesar 101,50%."
    assert [one.severity.value for one in found(report(text), "L10")] == ["peringatan", "galat"]
    assert [one.severity.value for one in found(report(text, aturan_nonaktif=silent), "L10")] == ["galat"]


def test_findings_are_in_order_and_name_their_basis() -> None:
    told = check_report(report("Capaian N1 101,05%.\n\nSebanyak ..... orang.", causes={}))
    assert told == sorted(told, key=Finding.sort_key)
    assert {one.basis for one in told if one.code == "L04"} == {"PermenPANRB 53/2014"}
    assert all(one.hint for one in told)


def test_the_same_text_in_another_order_of_sasaran_is_judged_alike() -> None:
    text = TeksLaporan("b.md", blocks("Realisasi N1 96,00%.", "b.md"), ("Realisasi N1 96,00%.",))
    assert [one.where.file for one in found(report("Target N1 95%.", texts=(text,)), "L10")] == ["b.md", "teks.md"]


def test_a_report_without_forms_is_judged_as_far_as_it_goes() -> None:
    ctx = report(of=material(SOUND, back=[]), causes={})
    assert found(ctx, "L02", "L03", "L04", "L08") == []
