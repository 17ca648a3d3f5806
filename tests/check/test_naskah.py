"""The rules of letters: what each finds, where, and what it leaves alone."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml

from doctool.catalog.source import parse_yaml
from doctool.catalog.validation import validate
from doctool.check.letter_context import LETTER_CHECKS
from doctool.check.naskah import check_letter
from doctool.findings import Finding, Severity
from doctool.loaded import LoadedKantor, LoadedNaskah
from doctool.model.kantor import Kantor
from doctool.model.surat import NASKAH, Jenis
from tests.check.build import OFFICE

NOTA: dict[str, Any] = {
    "tanggal": "5 Januari 2026",
    "lampiran": "1 (satu) berkas",
    "hal": "Permintaan Data",
    "kepada": ["Kepala Bidang"],
    "isi": ["Dengan ini kami minta data."],
    "penandatangan": "kepala",
}
ACARA = {"tanggal": "12 Januari 2026", "waktu": "pukul 09.00", "tempat": "Aula", "acara": "Rapat"}


def check(jenis: Jenis, data: dict[str, Any], kantor: dict[str, Any] | None = None) -> list[Finding]:
    source = parse_yaml(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "surat.yaml")
    naskah, faults = validate(NASKAH[jenis], source)
    assert naskah is not None, faults
    text = yaml.safe_dump(kantor or OFFICE, allow_unicode=True)
    office = parse_yaml(text, "kantor.yaml")
    model = Kantor.model_validate(office.data)
    loaded = LoadedKantor("kota-contoh", model, office.positions, "/")
    return check_letter(LoadedNaskah("surat", naskah, source.positions, loaded))


def nota(**changes: Any) -> list[Finding]:
    return check("nota-dinas", {**copy.deepcopy(NOTA), **changes})


def codes(findings: list[Finding]) -> list[str]:
    return [one.code for one in findings]


def test_a_good_letter_has_no_findings() -> None:
    assert nota() == []
    assert nota(tanggal="", lampiran="-", tembusan=["Sekretaris Daerah"]) == []


# changes, code, severity, words of the message, words of the hint
FAULTS: list[tuple[dict[str, Any], str, str, str, str]] = [
    ({"penandatangan": "kepla"}, "N01", "galat", 'pejabat "kepla" tidak ada', 'maksudnya "kepala"?'),
    ({"paraf": {"hierarki": ["kabid-umum"]}}, "N01", "galat", 'pejabat "kabid-umum" tidak ada', "pejabat yang ada"),
    ({"penandatangan": {"jabatan": "Kepala Bidang", "nama": "A", "awalan": "a.n.", "atas_nama": "kapala"}},
     "N01", "galat", 'pejabat "kapala"', "kepala"),
    ({"penandatangan": {"jabatan": "Kasubbag", "nama": "A", "nip": "19670719 199811"}}, "N02", "galat", "14 angka", ""),
    ({"penandatangan": {"jabatan": "Kasubbag", "nip": "19670719 199311 2 001"}}, "N02", "galat", "tanpa nama", "nama"),
    ({"penandatangan": {"jabatan": "Kasubbag", "nama": "A"}}, "N02", "peringatan", "tanpa NIP", "18 angka"),
    ({"tanggal": "31 Februari 2026"}, "N03", "galat", "bukan tanggal", "5 Januari 2026"),
    ({"tanggal": "45000"}, "N03", "galat", "bukan tanggal", "di Excel angka itu berarti 15 Maret 2023: atur format"),
    ({"isi": ["Paling lambat 31 April 2026."]}, "N03", "galat", "tidak ada di kalender", ""),
    ({"isi": ["Hadir hari Senin, 13 Januari 2026."]}, "N04", "galat", "hari Selasa", "Selasa, 13 Januari 2026"),
    ({"isi": ["a", {"daftar": ["b", "Jum'at tanggal 10 Januari 2026"]}]}, "N04", "galat", "hari Sabtu", ""),
    ({"isi": [{"kolom": ["x"], "baris": [["Rabu/13-01-2026"]]}]}, "N04", "galat", "hari Selasa", ""),
    ({"isi": [{"rincian": {"Hari": "Senin", "Tanggal": "13 Januari 2026"}}]}, "N04", "galat", "hari Selasa", ""),
    ({"isi": ["Sebanyak 15 (lima) menit."]}, "N05", "galat", "tidak cocok", "15 (lima belas)"),
    ({"lampiran": "2 (tiga) berkas"}, "N05", "galat", "tidak cocok", "2 (dua)"),
    ({"isi": ["Rp1.250.000,00 (satu juta dua ratus ribu rupiah)"]}, "N05", "galat", "tidak cocok", "lima puluh ribu"),
    ({"isi": ["Rp1.500.000,00 (satu juta rupiah)"]}, "N05", "galat", "tidak cocok",
     '"Rp1.500.000,00 (satu juta lima ratus ribu rupiah)"'),
    ({"isi": ["Rp. 2.000 (tiga ribu)"]}, "N05", "galat", "tidak cocok", '"Rp2.000 (dua ribu rupiah)"'),
    ({"isi": ["15 (lima menit kerja)"]}, "N05", "galat", "tidak cocok", '"15 (lima belas menit kerja)"'),
    ({"isi": ["Sebanyak tiga puluh (40) orang."]}, "N05", "galat", "tidak cocok", '"empat puluh (40)"'),
    ({"isi": ["duapuluh lima ribu (Rp20.000)"]}, "N05", "galat", "tidak cocok", '"dua puluh ribu (Rp20.000)"'),
    ({"isi": ["Senin (6/1/2026)"]}, "N04", "galat", "hari Selasa", ""),
    ({"isi": ["hari Senin ( tanggal 6 Januari 2026 )"]}, "N04", "galat", "hari Selasa", "Selasa, 6 Januari 2026"),
    ({"isi": ["Senin/6 Januari"]}, "N04", "galat", "6 Januari 2026 hari Selasa", ""),
    ({"isi": ["Hari Senin, 30 Desember sore"]}, "N04", "galat", "30 Desember 2025 hari Selasa", ""),
    ({"hal": "Permintaan Data."}, "N06", "peringatan", "diakhiri titik", "hapus"),
    ({"isi": ["Rapat bulan Pebruari."]}, "N07", "peringatan", '"Pebruari"', '"Februari"'),
    ({"isi": ["Sebanyak 100 (satu ratus) lembar."]}, "N07", "peringatan", "satu ratus", "seratus"),
    ({"paraf": {"hierarki": ["Sekretaris", "kepala"]}}, "N08", "galat", "ikut memaraf", "hapus"),
    ({"paraf": {"hierarki": ["Sekretaris"], "koordinasi": ["Sekretaris"]}}, "N08", "galat", "dua kali", ""),
    ({"lampiran": "0"}, "N09", "peringatan", 'lampiran "0"', '"-"'),
    ({"lampiran": "12 lembar"}, "N09", "peringatan", "tanpa kata bilangan", "12 (dua belas) lembar"),
    ({"kepada": ["Kepada Yth. Kepala Bidang"]}, "N10", "galat", "tercetak dua kali", "jabatannya saja"),
    ({"kepada": [{"yth": "Bapak Kepala Bidang"}]}, "N10", "peringatan", "kata sapaan", "jabatannya saja"),
    ({"tembusan": ["Bupati, sebagai laporan"]}, "N11", "peringatan", "lebih dari jabatan", ""),
    ({"tembusan": ["1. Bupati"]}, "N11", "peringatan", "dua kali", "hapus nomornya"),
    ({"hal": "Permintaan ${hal}"}, "N12", "galat", "tanda templat", ""),
    ({"isi": [{"rincian": {"Nama": "{{ 7 * 7 }}"}}]}, "N12", "galat", "tanda templat", ""),
    ({"isi": ["Biaya Rp. 1.250.000,-"]}, "N14", "peringatan", "jumlah uang", "Rp1.250.000,00"),
    ({"tempat": "Medan"}, "N17", "peringatan", "tempat tidak tercetak", "hapus"),
    ({"kepada": [{"yth": "Kepala Bidang", "di": "Medan"}]}, "N17", "peringatan", "di tidak tercetak", "jabatannya"),
]


@pytest.mark.parametrize(("changes", "code", "severity", "words", "hint"), FAULTS)
def test_each_rule_finds_its_fault(
    changes: dict[str, Any], code: str, severity: str, words: str, hint: str
) -> None:
    found = [one for one in nota(**changes) if one.code == code]
    assert [str(one.severity) for one in found] == [severity]
    assert words in found[0].message
    assert hint in found[0].hint
    assert found[0].where.line > 0


@pytest.mark.parametrize(
    "text",
    [
        "Senin, 12 Januari 2026 dan Selasa, 13 Januari 2026", "Senin s.d. Rabu, 12 s.d. 14 Januari 2026",
        "Jumat 9-1-2026", "15 (lima belas) menit", "Pasal 5 (satu di antaranya) dan 3 (tiga) hari kerja",
        "101.000 (seratus satu ribu)", "21.000 (dua puluh satu ribu rupiah)", "2,5 (dua koma lima)",
        "tiga puluh (30) orang", "seratus satu ribu (101.000)", "Selasa (6/1/2026)", "Selasa/6 Januari",
        "ayat satu (b)",
        "Lampiran satu (2 lembar)", "Selasa, 30 Desember dan Rabu, 7 Januari", "Senin-Rabu, 5-7 Januari",
        "Rp1.250.000,00 dan Rp5.000", "UU Nomor 5 (Lembaran Negara)", "f(x) = {a}", "Kepada Bapak/Ibu",
    ],
)
def test_right_texts_are_left_alone(text: str) -> None:
    assert nota(isi=[text]) == []


HEAD = {"jabatan": "Kepala Dinas Contoh", "nama": "A Contoh", "status": "lain"}
UNDER = {"jabatan": "Kepala Bidang Arsip", "nama": "B Contoh", "status": "lain"}
OFFICIALS: dict[str, Any] = {
    **OFFICE, "nama": "Dinas Contoh",
    "pejabat": {
        "kadis": HEAD, "sekretaris": {**UNDER, "jabatan": "Sekretaris", "nama": "S Contoh"}, "kabid": UNDER,
        "kasi": {**HEAD, "jabatan": "KEPALA SEKSI ARSIP", "nama": "K Contoh"},
        "ahli": {**HEAD, "jabatan": "Arsiparis Ahli Muda", "nama": "C Contoh"},
        "ketua": {**HEAD, "jabatan": "Ketua Tim", "nama": "D Contoh", "eselon": "II.b"},
        "wakil": {**HEAD, "jabatan": "Wakil Ketua Tim", "nama": "E Contoh", "eselon": "II.b"},
        "kabid-plt": {**UNDER, "jabatan": "Kepala Bidang Umum"},
    },
}


def test_what_the_form_has_no_place_for_is_told() -> None:
    meeting = {"acara": {**ACARA, "catatan": "Bawa data."}, "penandatangan": "kepala"}
    for kind, more in (("daftar-hadir", {}), ("notula", {"rapat": "Rapat"})):
        (one,) = check(kind, {**meeting, **more})  # type: ignore[arg-type]
        assert (one.code, one.text) == ("N17", "Bawa data.")
    order = {**OFFICE, "gaya": {"surat": {"kepala_nota": ["yth", "dari", "hal"]}}}
    found = check("nota-dinas", {**NOTA, "sifat": "Segera"}, order)
    assert [(one.code, one.text) for one in found] == [("N17", "1 (satu) berkas"), ("N17", "Segera")]
    assert check("nota-dinas", {**NOTA, "lampiran": "-"}, order) == []


def undangan(dated: str = "5 Januari 2026", **acara: str) -> list[Finding]:
    letter = {key: value for key, value in NOTA.items() if key != "isi"}
    return check("undangan", {**letter, "tanggal": dated, "pembuka": ["Rapat."], "acara": {**ACARA, **acara}})


@pytest.mark.parametrize("key", list(ACARA))
@pytest.mark.parametrize("blank", ["", "  ", "-"])
def test_an_undangan_that_nobody_can_follow_is_an_error_at_the_line_that_is_blank(key: str, blank: str) -> None:
    (one,) = undangan(**{key: blank})
    assert (one.code, one.severity) == ("N18", Severity.ERROR)
    assert one.message == ("nama acara" if key == "acara" else f"{key} acara") + " belum diisi"
    assert (one.where.file, one.where.line) == ("surat.yaml", 10 + list(ACARA).index(key))


def test_an_undangan_without_a_date_of_its_own_is_still_a_draft() -> None:
    assert [(one.code, one.severity) for one in undangan("", waktu="", tempat="")] == [("N18", Severity.WARNING)] * 2
    assert undangan() == undangan(waktu="........") == []


def chain(signer: str, awalan: str, above: str, between: str = "") -> list[tuple[str, str, str]]:
    """Code, severity and message of the findings about who signs for whom."""
    who = {"pejabat": signer, "awalan": awalan, "atas_nama": above, "melalui": between}
    found = check("nota-dinas", {**NOTA, "penandatangan": who}, OFFICIALS)
    return [(one.code, str(one.severity), one.message) for one in found]


@pytest.mark.parametrize(("signer", "awalan", "above", "between"), [
    ("kabid", "a.n.", "kadis", ""), ("sekretaris", "a.n.", "kadis", ""), ("kadis", "a.n.", "BUPATI CONTOH", ""),
    ("kasi", "u.b.", "kadis", "kabid"), ("kabid", "a.n.", "sekretaris", ""), ("ahli", "a.n.", "kadis", ""),
    ("kasi", "u.b.", "kadis", "ahli"), ("kabid", "a.n.", "Plt. Kepala Dinas Contoh", ""), ("kadis", "Plt.", "", ""),
    ("kadis", "u.b.", "Wali Kota Contoh", "SEKRETARIS DAERAH"), ("kadis", "a.n.", "ketua", ""),
])  # fmt: skip
def test_chains_of_authority_that_make_sense(signer: str, awalan: str, above: str, between: str) -> None:
    assert chain(signer, awalan, above, between) == []


@pytest.mark.parametrize(("chained", "wanted"), [
    (("kadis", "a.n.", "kabid"), ("N16", "galat", "Kepala Dinas Contoh tidak di bawah Kepala Bidang Arsip")),
    (("sekretaris", "a.n.", "kabid"), ("N16", "galat", "Sekretaris tidak di bawah Kepala Bidang Arsip")),
    (("wakil", "a.n.", "ketua"), ("N16", "galat", "Wakil Ketua Tim tidak di bawah Ketua Tim")),
    (("kasi", "a.n.", "kadis"),
     ("N16", "peringatan", "KEPALA SEKSI ARSIP lebih dari satu tingkat di bawah Kepala Dinas Contoh")),
    (("kabid", "a.n.", "BUPATI CONTOH"),
     ("N16", "peringatan", "Kepala Bidang Arsip lebih dari satu tingkat di bawah BUPATI CONTOH")),
    (("sekretaris", "u.b.", "kadis", "kabid"), ("N16", "galat", "Sekretaris tidak di bawah Kepala Bidang Arsip")),
    (("kadis", "a.n.", "kadis"), ("N15", "galat", "Kepala Dinas Contoh disebut dua kali dalam rantai a.n.")),
    (("kadis", "a.n.", "KEPALA DINAS CONTOH"), ("N15", "galat", "Kepala Dinas Contoh disebut dua kali")),
    (("kabid", "u.b.", "kadis", "kadis"), ("N15", "galat", "Kepala Dinas Contoh disebut dua kali dalam rantai u.b.")),
    (("kabid-plt", "a.n.", "kabid"), ("N15", "galat", "Kepala Bidang Umum disebut dua kali")),
    (("kabid", "", "kadis"), ("N15", "galat", "atas_nama tidak akan tercetak: awalannya kosong")),
    (("kabid", "a.n.", "kadis", "sekretaris"), ("N15", "galat", "melalui tidak akan tercetak: awalannya a.n.")),
])  # fmt: skip
def test_chains_of_authority_that_do_not(chained: tuple[str, ...], wanted: tuple[str, str, str]) -> None:
    [(code, severity, message)] = chain(*chained)
    assert (code, severity) == wanted[:2]
    assert message.startswith(wanted[2])


def test_places_are_those_of_the_file() -> None:
    (one,) = nota(isi=["baik", {"daftar": ["baik", "Senin, 13 Januari 2026"]}])
    assert str(one.where) == "surat.yaml:10:5"


def test_the_day_of_a_meeting_is_that_of_its_date() -> None:
    data = {**NOTA, "pembuka": ["x"], "acara": {**ACARA, "hari": "Selasa"}}
    data.pop("isi")
    (one,) = check("undangan", data)
    assert (one.code, one.text) == ("N04", "Selasa")
    assert check("undangan", {**data, "acara": {**ACARA, "hari": "Senin"}}) == []
    (one,) = check("undangan", {**data, "acara": {**ACARA, "hari": "Sennin"}})
    assert '"Sennin" bukan nama hari' in one.message


def test_a_tick_must_be_in_a_list() -> None:
    data = {"tanggal_surat": "", "diterima": "", "diteruskan": ["Sekretaris"], "penandatangan": "kepala"}
    assert check("disposisi", {**data, "dipilih": ["Sekretaris", "Proses lebih lanjut"]}) == []
    (one,) = check("disposisi", {**data, "dipilih": ["Proses lebih lanjt"]})
    assert (one.code, one.hint) == ("N13", 'maksudnya "Proses lebih lanjut"?')


def test_an_office_may_switch_off_a_warning_but_no_error() -> None:
    off = [{"kode": code, "alasan": "kantor ini lain"} for code in ("N06", "N05")]
    kantor = {**OFFICE, "aturan_nonaktif": off}
    data = {**NOTA, "hal": "Permintaan 2 (tiga) Data."}
    assert codes(check("nota-dinas", data, kantor)) == ["N05"]
    assert codes(check("nota-dinas", data)) == ["N05", "N06"]


def test_every_rule_is_shown_here() -> None:
    assert {code for code, _ in LETTER_CHECKS} == {code for _, code, *_ in FAULTS} | {"N13", "N15", "N16", "N18"}
    assert {one.severity for one in nota(hal="x.")} == {Severity.WARNING}
