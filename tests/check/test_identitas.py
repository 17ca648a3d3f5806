"""Rules of the identity sheet: S01 to S05, S07, S11 to S13, S30."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from doctool.check.run import check_sop
from doctool.findings import Severity
from doctool.model.monitoring import Pemantauan
from tests.check.build import check, found, line_of, load, office, sop


def test_a_good_sop_has_no_findings() -> None:
    assert check(sop(), today=date(2024, 3, 1)) == []


def test_a_good_draft_has_no_findings() -> None:
    assert check(sop(status="draft")) == []


@pytest.mark.parametrize(
    "field",
    [
        "nomor_sop",
        "tanggal_pembuatan",
        "tanggal_revisi",
        "tanggal_efektif",
        "disahkan_oleh",
        "nama_sop",
        "dasar_hukum",
        "keterkaitan",
        "peringatan",
        "kualifikasi_pelaksana",
        "peralatan_perlengkapan",
        "pencatatan_pendataan",
    ],
)
def test_an_absent_field_is_an_error_of_a_final_sop_and_a_warning_of_a_draft(field: str) -> None:
    (final,) = found("S01", sop(**{field: None}))
    (draft,) = found("S01", sop(**{field: None}, status="draft"))
    (review,) = found("S01", sop(**{field: None}, status="reviu"))
    assert (final.severity, draft.severity, review.severity) == (Severity.ERROR, Severity.WARNING, Severity.WARNING)
    assert field in final.hint


@pytest.mark.parametrize(
    "field", ["nomor_sop", "tanggal_efektif", "disahkan_oleh", "dasar_hukum", "pencatatan_pendataan"]
)
def test_an_empty_field_is_reported_at_its_key(field: str) -> None:
    data = sop(**{field: ""})
    (one,) = found("S01", data)
    assert one.where.line == line_of(data, f"{field}:")
    assert "kosong" in one.message


def test_an_empty_item_of_a_list_is_reported_at_its_place() -> None:
    data = sop(peralatan_perlengkapan=["Komputer", "", "Rak arsip"])
    (one,) = found("S01", data)
    assert one.where.line == line_of(data, "- ''")
    assert "butir 2" in one.message


def test_a_dash_is_an_answer_except_where_a_value_is_needed() -> None:
    assert found("S01", sop(keterkaitan="-", peringatan="-")) == []
    assert len(found("S01", sop(tanggal_efektif="-", nomor_sop="-"))) == 2


def test_an_empty_letterhead_is_reported_in_kantor_yaml() -> None:
    (one,) = found("S01", sop(), office(kop={"baris": [""]}))
    assert one.where.file == "k/kantor.yaml"


def test_a_sentence_in_a_date_field_is_an_error_even_in_a_draft() -> None:
    data = sop(tanggal_revisi="Memiliki Sikap Rapi, Teliti dan Ramah", status="draft")
    (one,) = found("S02", data)
    assert one.severity is Severity.ERROR
    assert one.where.line == line_of(data, "tanggal_revisi:")
    assert one.text == "Memiliki Sikap Rapi, Teliti dan Ramah"


def test_dates_of_the_history_are_dates_too() -> None:
    (one,) = found("S02", sop(revisi=[{"nomor": "1", "tanggal": "kapan-kapan"}]))
    assert one.text == "kapan-kapan"


def test_a_month_alone_will_do_until_the_day_of_signing() -> None:
    assert found("S02", sop(tanggal_efektif="Februari 2024", status="draft")) == []
    (one,) = found("S02", sop(tanggal_efektif="Februari 2024"))
    assert "belum lengkap" in one.message


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"tanggal_efektif": "1 Januari 2024"}, "tanggal_efektif"),
        ({"tanggal_revisi": "1 Desember 2023"}, "tanggal_revisi"),
        ({"tanggal_revisi": "5 Mei 2024"}, "tanggal_efektif"),
        ({"tanggal_pengesahan": "1 Januari 2024"}, "tanggal_pengesahan"),
        ({"tanggal_pengesahan": "1 Maret 2024"}, "tanggal_efektif"),
        ({"tanggal_efektif": "Desember 2023", "status": "draft"}, "tanggal_efektif"),
    ],
)
def test_dates_out_of_order_are_an_error_at_the_later_field(changes: dict[str, str], at: str) -> None:
    data = sop(**changes)
    (one,) = found("S03", data)
    assert one.severity is Severity.ERROR
    assert one.where.line == line_of(data, f"{at}:")


@pytest.mark.parametrize(
    "changes",
    [
        {"tanggal_revisi": "5 Mei 2025", "revisi_rencana": "ya"},
        {"tanggal_efektif": "2 Januari 2024"},
        {"tanggal_efektif": "Januari 2024", "status": "draft"},
        {"tanggal_pengesahan": "1 Februari 2024"},
        {"tanggal_efektif": ""},
    ],
)
def test_dates_that_may_be_right_are_left_alone(changes: dict[str, str]) -> None:
    assert found("S03", sop(**changes)) == []


def test_three_equal_dates_are_a_warning() -> None:
    (one,) = found("S04", sop(tanggal_revisi="2 Januari 2024", tanggal_efektif="2 Januari 2024"))
    assert one.severity is Severity.WARNING
    assert found("S04", sop(tanggal_revisi="2 Januari 2024")) == []


def test_a_signer_needs_jabatan_nama_and_nip() -> None:
    data = sop(disahkan_oleh={"jabatan": "", "nama": "", "nip": ""})
    messages = " ".join(one.message for one in found("S05", data))
    assert len(found("S05", data)) == 3
    assert all(word in messages for word in ("jabatan", "nama", "NIP"))
    assert {one.severity for one in found("S05", {**data, "status": "draft"})} == {Severity.WARNING}


def test_a_bupati_signs_without_nip() -> None:
    assert found("S05", sop(disahkan_oleh={"jabatan": "BUPATI SEMARANG", "nama": "Ngesti"})) == []


def test_the_signature_below_the_flow_completes_the_one_above() -> None:
    above = {"pejabat": "kepala", "nama": "", "pangkat": "", "nip": ""}
    assert len(found("S05", sop(disahkan_oleh=above))) == 2
    assert found("S05", sop(disahkan_oleh=above, tanda_tangan_alur="kepala")) == []


def test_a_nip_of_14_digits_is_reported_where_it_stands() -> None:
    data = sop(disahkan_oleh={"pejabat": "kepala", "nip": "19670719 199811"})
    (one,) = found("S05", data)
    assert one.where.line == line_of(data, "nip:")
    assert one.text == "19670719 199811"


@pytest.mark.parametrize(
    "rank", ["Pembina Tk. I", "Pembina Tingkat I", "Pembina Tk I (IV/b)", "PEMBINA TINGKAT I, IV/b", ""]
)
def test_ranks_that_exist_are_known_in_each_way_of_writing(rank: str) -> None:
    assert found("S05", sop(disahkan_oleh={"pejabat": "kepala", "pangkat": rank})) == []


@pytest.mark.parametrize("changes", [{"pangkat": "Pembina Raya"}, {"golongan": "III/d"}, {"pangkat": "Pembina (IV/d)"}])
def test_a_rank_that_does_not_exist_or_fit_is_reported(changes: dict[str, str]) -> None:
    official = {"pejabat": "kepala", "golongan": "", **changes}
    assert len(found("S05", sop(disahkan_oleh=official))) == 1


def test_another_title_is_an_error_and_a_warning_while_draft() -> None:
    data = sop(judul_sampul="PEDOMAN PENGUMPULAN DATA")
    (one,) = found("S07", data)
    assert one.severity is Severity.ERROR
    assert one.where.line == line_of(data, "judul_sampul:")
    assert found("S07", {**data, "status": "draft"})[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    "title",
    [
        "PEMINJAMAN ARSIP",
        "Standar Operasional Prosedur (SOP) Peminjaman Arsip",
        "7. Prosedur Peminjaman Arsip.",
        "STANDAR OPERASIONAL PROSEDUR",
        "20. SOP Peminjaman Arsip",
        "STANDAR OPERASIONAL PROSEDUR\nPeminjaman Arsip",
    ],
)
def test_the_same_title_in_other_dress_is_the_same(title: str) -> None:
    assert found("S07", sop(judul_sampul=title, judul_identitas=title, judul_prosedur=title)) == []


def test_a_doubled_word_in_a_title_is_an_error() -> None:
    (one,) = found("S07", sop(nama_sop="Peminjaman Arsip DINAS DINAS Arsip", status="draft"))
    assert one.severity is Severity.ERROR
    assert "DINAS DINAS" in one.message
    assert found("S07", sop(nama_sop="Peminjaman Masing-masing Arsip")) == []


def test_positions_in_place_of_competence_are_one_warning() -> None:
    data = sop(kualifikasi_pelaksana=["Kepala Dinas", "Sekretaris Dinas", "Kabid PIAK", "Arsiparis"])
    (one,) = found("S11", data)
    assert one.where.line == line_of(data, "Kepala Dinas")
    assert "3 butir lain" in one.message


@pytest.mark.parametrize(
    "item",
    [
        "Kepala Seksi yang memahami kearsipan",
        "Staf dengan pendidikan minimal SMA",
        "Memahami proses peminjaman",
        "Mengetahui tugas pokok dan fungsi masing-masing",
        "Memahami prosedur surat menyurat",
        "Teliti dan cekatan",
        "Memiliki sertifikat arsiparis",
        "S1 Kearsipan",
    ],
)
def test_competence_is_left_alone(item: str) -> None:
    assert found("S11", sop(kualifikasi_pelaksana=[item])) == []


def test_a_competence_about_another_topic_is_a_warning() -> None:
    (one,) = found("S11", sop(kualifikasi_pelaksana=["Mengetahui proses penerimaan magang Mahasiswa;"]))
    assert "magang" in one.text


@pytest.mark.parametrize(
    "text", ["Hati-hati ketika bekerja dengan database", "Seluruh mekanisme harus dilakukan secara urut"]
)
def test_a_peringatan_without_consequence_is_a_warning(text: str) -> None:
    (one,) = found("S12", sop(peringatan=text))
    assert one.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        "Jika SOP tidak dilaksanakan akan mengganggu laporan",
        "Laporan dikirim paling lambat tanggal 10",
        "-",
        ["Kerjakan dengan teliti", "Bila terlambat, layanan terganggu"],
    ],
)
def test_a_peringatan_with_consequence_or_deadline_is_left_alone(text: str) -> None:
    assert found("S12", sop(peringatan=text)) == []


def test_an_empty_keterkaitan_of_a_draft_is_one_warning() -> None:
    data = sop(keterkaitan="", status="draft")
    (one,) = found("S13", data)
    assert one.where.line == line_of(data, "keterkaitan:")
    assert found("S01", data) == []
    assert [one.code for one in check(sop(keterkaitan=""))] == ["S01"]


@pytest.mark.parametrize(
    ("today", "word"),
    [
        (date(2024, 7, 31), None),
        (date(2024, 8, 1), "monitoring"),
        (date(2025, 1, 31), "monitoring"),
        (date(2025, 2, 1), "evaluasi"),
        (None, None),
    ],
)
def test_reviews_fall_due_after_6_and_12_months(today: date | None, word: str | None) -> None:
    findings = found("S30", sop(), today=today)
    assert len(findings) == (word is not None)
    assert all(word in one.message for one in findings if word)


def test_a_recorded_revision_puts_the_review_off_and_a_draft_needs_none() -> None:
    reviewed = sop(revisi=[{"nomor": "1", "tanggal": "1 Desember 2024"}])
    assert found("S30", reviewed, today=date(2025, 2, 1)) == []
    assert found("S30", sop(status="draft"), today=date(2030, 1, 1)) == []


def test_what_was_noted_and_the_office_asks_for_put_the_review_off_or_forward() -> None:
    def noted(kind: str, day: str, kantor: dict[str, Any] | None = None) -> list[str]:
        one = Pemantauan.model_validate({"jenis": kind, "tanggal": day})
        loaded = replace(load(sop(), kantor), monitoring=(one,))
        return [item.message for item in check_sop(loaded, today=date(2025, 2, 1)) if item.code == "S30"]

    assert noted("evaluasi", "2024-12-01") == []
    assert ["evaluasi" in one for one in noted("monitoring", "2024-12-01")] == [True]
    assert ["evaluasi" in one for one in noted("evaluasi", "2025-12-01")] == [True]  # not yet done on that day
    eager = office(sop={"monitoring_bulan": 1, "evaluasi_bulan": 24})
    assert noted("evaluasi", "2024-12-01", eager) == ["sudah 2 bulan tanpa monitoring yang tercatat"]


def test_a_planned_review_that_has_passed_is_reported() -> None:
    data = sop(tanggal_revisi="1 April 2024", revisi_rencana="ya")
    assert found("S30", data, today=date(2024, 3, 1)) == []
    (one,) = found("S30", data, today=date(2024, 5, 1))
    assert "rencana" in one.message


def test_findings_come_in_document_order() -> None:
    findings = check(sop(nomor_sop="", nama_sop="SOP Arsip Arsip", peringatan="Hati-hati"))
    assert [one.where for one in findings] == sorted(one.where for one in findings)
    assert load(sop()).positions.file == "k/sop/contoh.yaml"
