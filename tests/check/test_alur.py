"""Rules of the flow: A01 to A07, S18, S20, S21, S22, S31."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.check.run import check_sop
from doctool.findings import Severity
from tests.check.build import GOOD, check, found, line_of, row, sop
from tests.random_sop import random_sop


@pytest.mark.parametrize(
    ("code", "data", "text"),
    [
        ("A01", sop(pelaksana=[*GOOD["pelaksana"], {"kode": "kasi", "nama": "Kasi Lain"}]), "kasi"),
        ("A02", row(1, id="ajukan"), "ajukan"),
        ("A03", row(1, pelaksana="arsipari"), "arsipari"),
        ("A05", row(2, tidak="carikan"), "carikan"),
        ("A07", row(2, tidak="periksa"), "periksa"),
    ],
)
def test_what_the_flow_cannot_resolve_is_an_error_with_its_code(code: str, data: dict[str, Any], text: str) -> None:
    findings = found(code, data)
    assert [one.text for one in findings] == [text]
    assert {one.severity for one in findings} == {Severity.ERROR}


def test_a_lane_twice_in_a_row_and_an_ambiguous_target_are_errors() -> None:
    assert len(found("A04", row(1, pelaksana=["arsiparis", "arsiparis"]))) == 1
    doubled = [{**one, "nomor": number} for one, number in zip(GOOD["kegiatan"], ("1", "2", "2", "3"), strict=True)]
    doubled[2]["tidak"] = "2"
    assert len(found("A06", sop(kegiatan=doubled))) == 1


def test_a_broken_target_is_not_also_called_unreachable() -> None:
    assert [one.code for one in check(row(2, ya="serahkn"))] == ["A05"]


@pytest.mark.parametrize("index", [0, 2, 3])
def test_an_unknown_lane_is_told_once_whatever_hangs_on_it(index: int) -> None:
    codes = [one.code for one in check(row(index, pelaksana="arsipari")) if one.severity is Severity.ERROR]
    assert codes == ["A03"]


def test_a_row_without_actor_and_a_lane_without_row_are_warnings() -> None:
    (one,) = found("S18", row(1, pelaksana=None))
    assert "kegiatan 2 tidak punya pelaksana" in one.message
    data = sop(pelaksana=[*GOOD["pelaksana"], {"kode": "kadis", "nama": "Kepala Dinas"}])
    (one,) = found("S18", data)
    assert one.severity is Severity.WARNING
    assert one.where.line == line_of(data, "kode: kadis")


def test_a_shape_without_actor_is_found_at_its_place() -> None:
    data = row(1, pelaksana=None, simpul=[{"pelaksana": "arsiparis"}, {"teks": "Cari"}])
    (one,) = found("S18", data)
    assert one.where.line == line_of(data, "teks: Cari")


def test_an_unused_lane_of_a_group_is_found_at_its_place() -> None:
    group = {"kelompok": "Dinas", "pelaksana": [*GOOD["pelaksana"][1:], {"kode": "kadis", "nama": "Kepala Dinas"}]}
    data = sop(pelaksana=[GOOD["pelaksana"][0], group])
    (one,) = found("S18", data)
    assert one.where.line == line_of(data, "kode: kadis")


def test_a_table_without_lanes_needs_no_actors() -> None:
    rows = [{key: value for key, value in one.items() if key != "pelaksana"} for one in GOOD["kegiatan"]]
    assert check(sop(pelaksana=None, kegiatan=rows)) == []


@pytest.mark.parametrize(
    ("changes", "message", "at"),
    [
        ({"tidak": None}, "hanya punya 1 jalan keluar", "ya: serahkan"),
        ({"ya": None, "tidak": None, "bentuk": "keputusan"}, "hanya punya 0 jalan keluar", "pelaksana: kasi"),
        ({"tidak": None, "ke": "cari"}, "tanpa label", "ke: cari"),
        (
            {"ya": None, "tidak": None, "keluar": [{"label": "Ya", "ke": "serahkan"}, {"label": "ya", "ke": "cari"}]},
            "berlabel sama",
            "keluar:",
        ),
    ],
)
def test_decisions_without_two_labelled_exits_are_errors(changes: dict[str, Any], message: str, at: str) -> None:
    data = row(2, **changes)
    (one,) = found("S20", data)
    assert message in one.message
    assert one.severity is Severity.ERROR
    # The value of a list begins on the line after its key.
    assert one.where.line == line_of(data, at) + (at == "keluar:")


def test_exits_that_meet_at_once_are_a_warning() -> None:
    (one,) = found("S20", row(2, ya="serahkan", tidak="serahkan"))
    assert one.severity is Severity.WARNING


def test_exits_with_the_offices_own_labels_are_left_alone() -> None:
    exits = [
        {"label": "Lengkap", "ke": "serahkan"},
        {"label": "Tidak lengkap", "ke": "cari"},
        {"label": "Batal", "ke": "ajukan"},
    ]
    assert found("S20", row(2, ya=None, tidak=None, keluar=exits)) == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Memeriksa arsip, jika sesuai diparaf, jika tidak sesuai dikembalikan", Severity.ERROR),
        ("Memeriksa arsip; apabila belum lengkap dikembalikan", Severity.ERROR),
        ("Memeriksa arsip, bila tidak dikembalikan", Severity.ERROR),
        ("Memeriksa arsip. Jika sudah sesuai disampaikan", Severity.WARNING),
    ],
)
def test_a_conditional_text_on_a_process_must_be_a_decision(text: str, severity: Severity) -> None:
    (one,) = found("S20", row(0, uraian=text))
    assert one.severity is severity


@pytest.mark.parametrize("text", ["Mencari arsip jika diperlukan", "Mencari arsip apabila tidak ada keberatan"])
def test_other_conditions_are_no_decisions(text: str) -> None:
    assert found("S20", row(0, uraian=text)) == []


def test_a_conditional_text_on_a_decision_or_just_before_it_is_left_alone() -> None:
    text = "Memeriksa arsip, jika sesuai diparaf, jika tidak sesuai dikembalikan"
    assert found("S20", row(2, uraian=text)) == []
    assert found("S20", row(1, uraian=text)) == []


def test_a_flow_without_start_or_end_is_an_error() -> None:
    (one,) = found("S21", row(0, bentuk=None))
    assert "tanpa mulai" in one.message
    (one,) = found("S21", row(3, bentuk=None))
    assert "tanpa selesai" in one.message


def test_a_row_that_nothing_leads_to_is_an_error_once_for_the_stretch() -> None:
    lost = [
        {**GOOD["kegiatan"][1], "id": "simpan", "uraian": "Menyimpan arsip", "ke": "tutup"},
        {**GOOD["kegiatan"][1], "id": "tutup", "uraian": "Menutup rak arsip", "ke": "serahkan"},
    ]
    data = row(0, ke="cari")
    data["kegiatan"][2:2] = lost
    data["kegiatan"][1]["ke"] = "periksa"
    (one,) = found("S21", data)
    assert "kegiatan 3 tidak tercapai" in one.message


def test_a_loop_that_never_ends_is_an_error() -> None:
    (one,) = found("S21", row(3, ke="cari"))
    assert "masih punya tujuan" in one.message
    stuck = row(2, ya="cari", tidak="ajukan")
    messages = [one.message for one in found("S21", stuck)]
    assert any("tidak tercapai" in message for message in messages)
    assert any("tidak dapat mencapai selesai" in message for message in messages)


def test_a_procedure_without_rows_is_a_warning_while_draft() -> None:
    (one,) = found("S21", sop(kegiatan=[], status="draft"))
    assert one.severity is Severity.WARNING
    assert found("S21", sop(kegiatan=[]))[0].severity is Severity.ERROR


def test_a_start_that_is_not_leftmost_is_a_warning() -> None:
    lanes = GOOD["pelaksana"]
    data = sop(pelaksana=[lanes[1], lanes[0], lanes[2]])
    (one,) = found("S22", data)
    assert one.text == "pemohon"
    assert one.where.line == line_of(data, "pelaksana: pemohon")


@pytest.mark.parametrize(("kind", "count"), [("administratif", 0), ("teknis", 1)])
def test_the_kind_of_sop_fits_its_actors(kind: str, count: int) -> None:
    assert len(found("S31", sop(klasifikasi={"sifat": kind}))) == count
    alone = [{**one, "pelaksana": "pemohon"} for one in GOOD["kegiatan"]]
    single = sop(klasifikasi={"sifat": kind}, kegiatan=alone, pelaksana=GOOD["pelaksana"][:1])
    assert len(found("S31", single)) == 1 - count


def test_random_flows_that_are_sound_have_no_errors_of_flow() -> None:
    for seed in range(40):
        errors = [one for one in check_sop(random_sop(seed)) if one.code in {"S18", "S20", "S21"} or one.code[0] == "A"]
        assert [one for one in errors if one.severity is Severity.ERROR] == []
