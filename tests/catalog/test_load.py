"""Files to offices and SOPs: what is wrong is said on its place, all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from doctool.catalog.load import load_kantor, load_path, load_sop, usable_name
from doctool.catalog.messages import _TABLE, PATTERNS, RECORDS
from doctool.catalog.validation import records_below
from doctool.errors import ContentError
from doctool.findings import Finding
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop
from doctool.model.surat import NASKAH

Make = Callable[..., Path]


def faults(root: Path, address: str = "kab-a/satu") -> tuple[Finding, ...]:
    office, _, slug = address.partition("/")
    folder = root / "sop_catalog" / office
    with pytest.raises(ContentError) as caught:
        load_path(folder / "sop" / f"{slug}.yaml" if slug else folder)
    return caught.value.findings


def lines(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f"{one.where.line}:{one.where.column}", one.code) for one in findings]


# text of the SOP, place, code, words of the message, words of the hint
SOP_FAULTS = [
    ("nama_spo: x\n", "1:1", "D01", 'kunci "nama_spo"', 'maksudnya "nama_sop"?'),
    ("Nama SOP: x\n", "1:1", "D01", 'kunci "Nama SOP"', 'maksudnya "nama_sop"?'),
    ("waktu: 5 menit\n", "1:1", "D01", 'kunci "waktu"', "kunci kegiatan"),
    ("xyz: 1\n", "1:1", "D01", 'kunci "xyz"', "kunci yang ada: status"),
    ("revisi:\n  - tanggal: 1 Mei 2024\n", "2:5", "D02", '"nomor" belum ada pada butir ke-1 "revisi"', "nomor: ..."),
    ("nama_sop: [a]\n", "1:11", "D03", "harus berupa teks, bukan daftar", "satu teks"),
    ("nama_sop: {a: b}\n", "1:11", "D03", "harus berupa teks, bukan pasangan", "tanda kutip"),
    ("tanggal_revisi: [a]\n", "1:17", "D03", "harus berupa teks, bukan daftar", "satu teks"),
    ("kegiatan: teks\n", "1:11", "D03", "harus berupa daftar, bukan teks", '"- "'),
    ("kegiatan: [teks]\n", "1:12", "D03", "pasangan kunci dan isi, bukan teks", "kegiatan"),
    ("glosarium: [a]\n", "1:12", "D03", "pasangan kunci dan isi, bukan daftar", "kunci: isi"),
    ("glosarium: {KTP: [a]}\n", "1:18", "D03", '"KTP" harus berupa teks', "teks"),
    ("kegiatan:\n  - kelengkapan:\n      - a\n      - b: c\n", "4:9", "D03", "butir ke-2", "tanda kutip"),
    ("kegiatan:\n  - uraian: {a: b}\n", "2:13", "D03", "harus berupa daftar", "tanda kutip"),
    ("kegiatan: [{paralel: [a]}]\n", "1:22", "D03", "harus ya atau tidak", "ya atau tidak"),
    ("status: drap\n", "1:9", "D04", '"drap"', 'maksudnya "draft"?'),
    ("kegiatan: [{bentuk: putusan}]\n", "1:21", "D04", '"putusan"', 'maksudnya "keputusan"?'),
    ("kegiatan: [{paralel: mungkin}]\n", "1:22", "D04", "bukan ya atau tidak", "ya atau tidak"),
    ("kegiatan: [{id: 1x}]\n", "1:17", "D05", '"1x"', "awali dengan huruf"),
    ("peringatan: {kolom: 9}\n", "1:21", "D06", "paling banyak 4", "nilai"),
    ("peringatan: {kolom: 0}\n", "1:21", "D06", "paling sedikit 1", "nilai"),
    ("peringatan: {kolom: dua}\n", "1:21", "D06", '"dua" bukan bilangan bulat', "angka"),
    ("kegiatan: [{pelaksana: a, simpul: [{pelaksana: b}]}]\n", "1:13", "D07", "tidak boleh bersama", "simpul"),
    ("kegiatan: [{simpul: [{pelaksana: b}], ya: 2}]\n", "1:39", "D07", '"ya" ditulis pada masing-masing', "simpul"),
    ("kegiatan: [{simpul: []}]\n", "1:13", "D07", "simpul tidak boleh kosong", "isi simpul"),
    ("bagian: []\nkegiatan: []\n", "2:1", "D07", "tidak boleh bersama", "bagian"),
    ("dasar_hukum:\n  - UU Nomor 1: tentang\n", "2:5", "D08", 'sesudah "UU Nomor 1"', "tanda kutip"),
    ("status:\n", "1:8", "D09", '"status" belum diisi', "draft, reviu"),
    ("pelaksana: [{kelompok: K, pelaksana: []}]\n", "1:38", "D09", '"pelaksana" kosong', "satu butir"),
    ("pelaksana: ['']\n", "1:13", "D09", "belum diisi", "isi, atau hapus butir ini"),
    ("pelaksana: [{kode: a}]\n", "1:13", "D02", '"nama" belum ada', "nama"),
    ("pelaksana: [{kelompok: K, pelaksana: [{nama: x}]}]\n", "1:39", "D02", '"kode" belum ada', "kode"),
    ("pelaksana: [{kelompok: K}]\n", "1:13", "D02", '"pelaksana" belum ada', "pelaksana"),
    ("disahkan_oleh: kadiss\n", "1:16", "D10", 'pejabat "kadiss"', 'maksudnya "kadis"?'),
    ("disahkan_oleh:\n  - kadis\n  - {pejabat: sekda}\n", "3:15", "D10", 'pejabat "sekda"', "kadis"),
    ("tanda_tangan_alur: [kabid]\n", "1:21", "D10", 'pejabat "kabid"', "kadis"),
]


@pytest.mark.parametrize(("text", "place", "code", "message", "hint"), SOP_FAULTS)
def test_a_fault_of_an_sop_is_one_finding_on_its_place(
    text: str, place: str, code: str, message: str, hint: str, workspace: Make
) -> None:
    (finding,) = faults(workspace("kab-a/satu", isi={"kab-a/satu": text}))
    assert (f"{finding.where.line}:{finding.where.column}", finding.code) == (place, code)
    assert message in finding.message
    assert hint in finding.hint
    assert "\n" not in finding.message + finding.hint


KANTOR_HEAD = "nama: Dinas\npemerintah: Pemkab\n"
KOP = "kop: {baris: [a]}\n"
KANTOR_FAULTS = [
    ("kop:\n", "3:5", "D02", '"baris" belum ada pada "kop"'),
    ("kop: {baris: [{teks: a, ukuran: '8,5'}]}\n", "3:33", "D06", '"8,5" bukan bilangan'),
    ("kop: {baris: [{teks: a, ukuran: 99}]}\n", "3:33", "D06", "paling banyak 40"),
    (KOP + "gaya: {prosedur: {nomor_kolom: tentu}}\n", "4:32", "D07", '"tentu" bukan ya, tidak'),
    (KOP + "gaya: {prosedur: {nomor_kolom: [a, {b: c}]}}\n", "4:36", "D03", "butir ke-2"),
    (KOP + "gaya: {prosedur: {nomor_kolom: {a: b}}}\n", "4:32", "D03", "harus berupa daftar"),
    (KOP + "gaya: {prosedur: {kolom: [nomor, kegiatn]}}\n", "4:34", "D04", '"kegiatn"'),
    (KOP + "gaya: {prosedur: {kolom: []}}\n", "4:26", "D07", 'kolom "kegiatan" harus ada'),
    (KOP + "gaya: {prosedur: {kolom: [nomor, kegiatan]}}\n", "4:26", "D07", 'kolom "pelaksana" harus ada'),
    (KOP + "gaya: {prosedur: {kolom: [kegiatan, pelaksana, kegiatan]}}\n", "4:26", "D07", "dua kali"),
    (KOP + "gaya: {huruf: Comic Sans}\n", "4:15", "D04", '"Comic Sans"'),
    (KOP + "gaya: {identitas: {ukuran_pt: }}\n", "4:31", "D09", "belum diisi"),
    (KOP + "aturan_nonaktif: [{kode: X1, alasan: tidak perlu}]\n", "4:26", "D05", '"X1"'),
    (KOP + "aturan_nonaktif: [{kode: S01, alasan: ya}]\n", "4:39", "D05", "terlalu pendek"),
    (KOP + "pejabat: {kadis: {nipp: 1}}\n", "4:19", "D01", 'kunci "nipp"'),
    (KOP + 'gaya: {label: {"no": "No"}}\n', "4:16", "D01", 'kunci "no" tidak dikenal'),
    (KOP + "gaya: {prosedur: {kolom: [no, kegiatan]}}\n", "4:27", "D04", '"no"'),
]


@pytest.mark.parametrize(("text", "place", "code", "message"), KANTOR_FAULTS)
def test_a_fault_of_an_office_is_one_finding_on_its_place(
    text: str, place: str, code: str, message: str, workspace: Make
) -> None:
    (finding,) = faults(workspace("kab-a", kantor=KANTOR_HEAD + text), "kab-a")
    assert (f"{finding.where.line}:{finding.where.column}", finding.code) == (place, code)
    assert message in finding.message


@pytest.mark.parametrize("text", ['gaya: {label: {"no": "No"}}\n', "gaya: {prosedur: {kolom: [no, kegiatan]}}\n"])
def test_the_start_of_a_word_suggests_the_whole_word(text: str, workspace: Make) -> None:
    (finding,) = faults(workspace("kab-a", kantor=KANTOR_HEAD + KOP + text), "kab-a")
    assert finding.hint.startswith('maksudnya "nomor"?')


def test_all_faults_are_said_at_once_in_order(workspace: Make) -> None:
    text = "nama_spo: x\nstatus: drap\nkegiatan:\n  - {bentuk: x, id: 1}\n  - {uraan: y}\nrevisi: [{}]\n"
    assert lines(faults(workspace("kab-a/satu", isi={"kab-a/satu": text}))) == [
        ("1:1", "D01"), ("2:9", "D04"), ("4:14", "D04"), ("4:21", "D05"), ("5:6", "D01"), ("6:10", "D02"),
    ]


def test_a_faulty_list_is_not_also_called_empty(workspace: Make) -> None:
    text = "pelaksana:\n  - kelompok: K\n    pelaksana:\n      - nama: Ketua\n"
    assert lines(faults(workspace("kab-a/satu", isi={"kab-a/satu": text}))) == [("4:9", "D02")]


def test_the_offending_text_is_carried_as_written(workspace: Make) -> None:
    long = "x" * 500
    (finding,) = faults(workspace("kab-a/satu", isi={"kab-a/satu": f"status: {long}\n"}))
    assert finding.text == long
    assert len(finding.message) < 160


def test_an_sop_finds_its_office_beside_or_above(workspace: Make, tmp_path: Path) -> None:
    root = workspace("kab-a/satu")
    loaded = load_path(root / "sop_catalog/kab-a/sop/satu.yaml")
    assert isinstance(loaded, LoadedSop)
    assert (loaded.address, loaded.kantor.nama) == ("kab-a/satu", "Dinas Contoh")
    beside = root / "sop_catalog/kab-a/dua.yaml"
    beside.write_text("nama_sop: x\n", encoding="utf-8")
    assert isinstance(load_path(beside), LoadedSop)


def test_an_office_is_loaded_by_folder_or_file(workspace: Make) -> None:
    folder = workspace("kab-a") / "sop_catalog/kab-a"
    for path in (folder, folder / "kantor.yaml"):
        loaded = load_path(path)
        assert isinstance(loaded, LoadedKantor)
        assert (loaded.kode, loaded.folder) == ("kab-a", str(folder))


def test_an_sop_without_an_office_says_where_one_belongs(tmp_path: Path) -> None:
    path = tmp_path / "satu.yaml"
    path.write_text("nama_sop: x\n", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_path(path)
    assert [one.code for one in caught.value.findings] == ["D12"]
    with pytest.raises(ContentError) as caught:
        load_kantor(tmp_path)
    assert [one.code for one in caught.value.findings] == ["D12"]


def test_a_missing_file_is_said_before_its_office(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="berkas tidak ada"):
        load_path(tmp_path / "sop" / "tidak-ada.yaml")


@pytest.mark.parametrize("name", ["SOP Baru", "sop_baru", "Sop", "-a", "a--b", "con", "é", "a.b"])
def test_a_file_name_that_is_no_address_is_a_finding(name: str, workspace: Make) -> None:
    assert not usable_name(name)
    (finding,) = faults(workspace(f"kab-a/{name}"), f"kab-a/{name}")
    assert finding.code == "D11"
    assert name in finding.message


def test_an_office_folder_that_is_no_address_is_a_finding(workspace: Make) -> None:
    (finding,) = faults(workspace("Kab A"), "Kab A")
    assert finding.code == "D11"


def test_paths_are_shown_relative_with_forward_slashes(workspace: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = workspace("kab-a/satu")
    path = root / "sop_catalog/kab-a/sop/satu.yaml"
    office = load_kantor(root / "sop_catalog/kab-a")
    assert load_sop(path, office).positions.file == path.as_posix()
    monkeypatch.chdir(root)
    assert load_sop(path, office).positions.file == "sop_catalog/kab-a/sop/satu.yaml"


def test_every_record_and_pattern_of_the_model_has_its_words() -> None:
    for model in (Sop, Kantor, *NASKAH.values()):
        for name, record in records_below(model).items():
            assert name in RECORDS
            for info in record.model_fields.values():
                for rule in [info, *info.metadata]:
                    pattern = getattr(rule, "pattern", None)
                    assert pattern is None or pattern in PATTERNS


def test_no_english_reaches_the_user(workspace: Make) -> None:
    english = ("input", "should", "valid", "field", "must", "string", "extra")
    for text, _, _, _, _ in SOP_FAULTS:
        for finding in faults(workspace("kab-a/satu", isi={"kab-a/satu": text})):
            assert not any(word in f"{finding.message} {finding.hint}".lower().split() for word in english)


def test_the_table_knows_every_error_type_that_the_models_can_raise() -> None:
    import json

    from pydantic import TypeAdapter

    schema = json.dumps([str(TypeAdapter(model).core_schema) for model in (Sop, Kantor, *NASKAH.values())])
    needed = {
        "'type': 'str'": {"string_type"}, "'type': 'literal'": {"literal_error"}, "'type': 'enum'": {"enum"},
        "'type': 'float'": {"float_type", "float_parsing"}, "'type': 'int'": {"int_type", "int_parsing"},
        "'type': 'bool'": {"bool_type", "bool_parsing"}, "'type': 'tuple'": {"tuple_type"},
        "'type': 'dict'": {"dict_type"}, "'type': 'model'": {"model_type"}, "'ge':": {"greater_than_equal"},
        "'gt':": {"greater_than"}, "'le':": {"less_than_equal"}, "'min_length':": {"string_too_short", "too_short"},
        "'pattern':": {"string_pattern_mismatch"}, "'max_length'": {"too_long"},
    }
    for sign, kinds in needed.items():
        assert sign in schema
        assert kinds <= set(_TABLE)
    for sign in ("'type': 'date'", "'type': 'url'", "'type': 'union'", "'lt':", "'type': 'list'"):
        assert sign not in schema, "the model has a new kind of rule: give its errors words in messages.py"
