"""What is found between two SOPs, applied, is the second; turned round, it is what is found the other way."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from doctool.compare.apply import terapkan
from doctool.compare.changes import Hapus, Pindah, Sisip, Ubah
from doctool.compare.diff import compare
from doctool.compare.tell import tell
from doctool.compare.tree import sop_of, tree_of
from doctool.model.dasar import Tertulis
from doctool.model.sop import Sop
from tests.compare.case import BASE, inserted, loaded
from tests.compare.random_edits import edited
from tests.random_sop import random_data

#: An SOP in which every field of the model says something. One procedure and several are tried apart.
FULL: dict[str, Any] = {
    "status": "reviu",
    "riwayat_status": [{"status": "draft", "tanggal": "1 Mei 2025", "oleh": "Ani", "alasan": "usul"}],
    "nomor_sop": "1", "tanggal_pembuatan": "2 Januari 2025", "tanggal_revisi": "3 Januari 2025", "revisi_rencana": "ya",
    "tanggal_efektif": "4 Januari 2025", "tanggal_pengesahan": "5 Januari 2025",
    "disahkan_oleh": {
        "pejabat": "kadis", "awalan": "a.n.", "pengantar": "Contoh, 1 Mei", "jabatan": "Kepala", "nama": "Ani",
        "pangkat": "Pembina", "golongan": "IV/a", "nip": "197001011995032001", "status": "lain", "eselon": "II.b",
    },
    "nama_sop": "Nama", "judul_sampul": "Sampul", "judul_identitas": "Identitas", "judul_prosedur": "Prosedur",
    "identitas_tambahan": [{"label": "Revisi", "isi": "1", "sesudah": "nomor_sop"}],
    **{
        name: {"butir": [{"teks": f"Butir {name}", "sop": "kota/lain"}], "penanda": "-", "kolom": "2"}
        for name in ("dasar_hukum", "keterkaitan", "peringatan", "kualifikasi_pelaksana", "peralatan_perlengkapan",
                     "pencatatan_pendataan")
    },
    "klasifikasi": {"sifat": "teknis", "cakupan": "mikro", "kelengkapan": "final", "jenis": "generik"},
    "lampiran_peraturan": {"judul": "Lampiran", "nomor": "2", "tanggal": "1 Mei 2025", "tentang": "SOP"},
    "glosarium": {"SOP": "Standar"},
    "revisi": [{"nomor": "1", "tanggal": "1 Mei 2025", "uraian": "Ubah", "alasan": "Usul", "peraturan": ["UU 1"]}],
    "tanda_tangan_alur": ["kadis"],
}  # fmt: skip
LANES = [
    {"kelompok": "Sekretariat", "pelaksana": [{"kode": "a", "nama": "Staf", "luar": "ya"}]},
    {"kode": "b", "nama": "Kabid"},
]  # fmt: skip
ROWS = [
    {"id": "satu", "nomor": "1a", "uraian": "Menerima surat", "pelaksana": ["a", "b"], "bentuk": "mulai",
     "teks": "Awal", "paralel": "ya", "kelengkapan": "Surat", "waktu": "5 menit", "output": "Agenda",
     "keterangan": "Segera",
     "rujukan": [{"teks": "SOP lain", "sop": "kota/lain"}]},
    {"uraian": "Memeriksa surat", "simpul": [
        {"pelaksana": "a", "bentuk": "keputusan", "teks": "Cek", "ya": "satu", "tidak": "satu/b"},
        {"pelaksana": "b", "keluar": [{"label": "Lain", "ke": ["satu", "3"]}], "ke": "3"},
    ]},
    {"uraian": "Menjawab surat", "pelaksana": "b", "ya": "satu", "tidak": "satu", "keluar": [{"label": "X", "ke": "2"}],
     "ke": "2"},
]  # fmt: skip
SINGLE = {**FULL, "pelaksana": LANES, "kegiatan": ROWS, "catatan_kaki": ["Catatan"]}
PARTS = {**FULL, "bagian": [{"judul": "Satu", "pelaksana": LANES, "kegiatan": ROWS, "catatan_kaki": ["Catatan"]}]}


def full(data: dict[str, Any]) -> dict[str, Any]:
    """`data` with every label."""
    label = Sop.model_fields["label"].annotation
    assert label is not None
    return {**data, "label": {name: f"Kata {name}" for name in label.model_fields}}


def works(first: Sop, second: Sop) -> None:
    """The changes lead from the first to the second and back, and are the mirror of those found the other way."""
    found = compare(first, second)
    made = terapkan(first, found)
    assert made == second
    assert tree_of(made) == tree_of(second)  # also what a signer leaves to his official
    assert compare(second, first) == found.cermin()
    assert terapkan(second, found.cermin()) == first
    assert found.sama is (tree_of(first) == tree_of(second))


@pytest.mark.parametrize("seed", range(60))
def test_changes_of_random_edits_lead_from_one_sop_to_the_other(seed: int) -> None:
    first, second = (Sop.model_validate(one) for one in edited(seed))
    works(first, second)


@pytest.mark.parametrize("seed", range(0, 60, 4))
def test_two_sops_that_have_nothing_to_do_with_each_other(seed: int) -> None:
    first, second = (Sop.model_validate(random_data(one)[1]) for one in (seed, seed + 1000))
    works(first, second)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else None
    if pairs is None:
        yield path, value
    else:
        for key, one in pairs:
            yield from leaves(one, (*path, key))


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, dict):
        return {**value, path[0]: put(value[path[0]], path[1:], new)}
    return (*value[: path[0]], put(value[path[0]], path[1:], new), *value[path[0] + 1 :])


#: Other values that a field of few words may have.
OTHER = (
    "draft", "disahkan", "pns", "Plt.", "administratif", "makro", "parsial", "spesifik", "•", "selesai", "proses",
    "III.a",
)  # fmt: skip


def other(tree: Any, path: tuple[Any, ...], value: Any) -> Sop:
    """The SOP of `tree` with another value at `path`."""
    candidates: list[Any] = [f"{value}x", *(one for one in OTHER if one != value)]
    if isinstance(value, int):
        candidates = [not value] if isinstance(value, bool) else [value + 1]
    for one in candidates:
        try:
            return sop_of(put(tree, path, one))
        except ValidationError:
            continue
    raise AssertionError(f"no other value for {path}: {value!r}")


@pytest.mark.parametrize("data", [SINGLE, PARTS], ids=["satu", "bagian"])
def test_every_value_of_the_model_is_compared_and_told(data: dict[str, Any]) -> None:
    first = Sop.model_validate(full(data))
    tree = tree_of(first)
    for path, value in leaves(tree):
        if path == ("berbagian",):
            continue
        second = other(tree, path, value)
        works(first, second)
        assert tell_of(first, second), path


def tell_of(first: Sop, second: Sop) -> tuple[Any, ...]:
    some = loaded(BASE)
    return tell(replace(some, sop=first), replace(some, sop=second)).butir


def test_the_full_sop_has_every_field_of_the_model() -> None:
    said = {pair for data in (SINGLE, PARTS) for pair in fields_of(Sop.model_validate(full(data)))}
    known = {(kind, name) for kind in kinds(Sop) for name in kind.model_fields}
    assert {(kind.__name__, name) for kind, name in known - said} == set()


def fields_of(one: BaseModel) -> Iterator[tuple[type[BaseModel], str]]:
    """The fields that say something else than their default, here and in what is inside."""
    for name, field in type(one).model_fields.items():
        value = getattr(one, name)
        if value != field.get_default(call_default_factory=True):
            yield type(one), name
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, BaseModel) and not isinstance(inner, Tertulis):
                yield from fields_of(inner)


def kinds(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> set[type[BaseModel]]:
    """The records that an SOP is made of."""
    seen = set() if seen is None else seen
    if model in seen or issubclass(model, Tertulis):
        return seen
    seen.add(model)
    for field in model.model_fields.values():
        for kind in inside(field.annotation):
            kinds(kind, seen)
    return seen


def inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for one in getattr(annotation, "__args__", ()):
        yield from inside(one)


def test_an_inserted_first_step_is_one_insertion() -> None:
    second = copy.deepcopy(BASE)
    inserted(second, 0, {"uraian": "Mengambil nomor antrean.", "pelaksana": "pemohon"})
    found = compare(Sop.model_validate(BASE), Sop.model_validate(second))
    assert [type(one) for one in found.beda] == [Sisip]
    assert found.beda[0].ke == 0


@pytest.mark.parametrize(("ending", "exits"), [(".", ""), (".", "."), (")", ")"), ("", "")])
def test_an_inserted_first_step_is_one_insertion_where_numbers_are_written(ending: str, exits: str) -> None:
    first, second = copy.deepcopy(BASE), copy.deepcopy(BASE)
    inserted(second, 0, {"uraian": "Mengambil nomor antrean.", "pelaksana": "pemohon"})
    for data in (first, second):
        for place, row in enumerate(data["kegiatan"], 1):
            row["nomor"] = f"{place}{ending}"
            row.update({key: row[key] + exits for key in ("ya", "tidak") if key in row})
    found = compare(Sop.model_validate(first), Sop.model_validate(second))
    assert [type(one) for one in found.beda] == [Sisip]


def test_a_moved_step_is_one_move_and_its_words_change_apart() -> None:
    second = copy.deepcopy(BASE)
    second["kegiatan"].insert(1, second["kegiatan"].pop(3))
    second["kegiatan"][2].update(ya="4")
    second["kegiatan"][1]["waktu"] = "2 hari kerja"
    found = compare(Sop.model_validate(BASE), Sop.model_validate(second))
    assert [type(one) for one in found.beda] == [Pindah, Ubah] or [type(one) for one in found.beda] == [Ubah, Pindah]
    move = next(one for one in found.beda if isinstance(one, Pindah))
    assert (move.dari, move.ke) == (3, 1)


def test_equal_texts_stay_in_order() -> None:
    rows = [
        {"uraian": "Memaraf konsep surat.", "pelaksana": "loket"},
        {"uraian": "Mengoreksi konsep surat.", "pelaksana": "kabid"},
    ]
    first = {**BASE, "kegiatan": [*copy.deepcopy(rows), *copy.deepcopy(rows)]}
    second = copy.deepcopy(first)
    second["kegiatan"].insert(0, {"uraian": "Menerima disposisi.", "pelaksana": "loket"})
    pairs = compare(Sop.model_validate(first), Sop.model_validate(second)).prosedur[0].baris
    assert pairs == ((0, 1), (1, 2), (2, 3), (3, 4), (None, 0))


def test_ids_go_before_texts() -> None:
    first, second = copy.deepcopy(BASE), copy.deepcopy(BASE)
    first["kegiatan"][0]["id"] = second["kegiatan"][4]["id"] = "serah"
    pairs = compare(Sop.model_validate(first), Sop.model_validate(second)).prosedur[0].baris
    assert (0, 4) in pairs


def test_another_id_for_the_same_step_keeps_it_the_same() -> None:
    first, second = copy.deepcopy(BASE), copy.deepcopy(BASE)
    first["kegiatan"][2]["id"], second["kegiatan"][2]["id"] = "cetak", "cetak-surat"
    found = compare(Sop.model_validate(first), Sop.model_validate(second))
    assert [(one.lama, one.baru) for one in found.beda if isinstance(one, Ubah)] == [("cetak", "cetak-surat")]
    assert len(found.beda) == 1


def test_another_code_for_a_lane_changes_no_step() -> None:
    second = copy.deepcopy(BASE)
    second["pelaksana"][1]["kode"] = "front-office"
    for row in second["kegiatan"]:
        if row["pelaksana"] == "loket":
            row["pelaksana"] = "front-office"
    found = compare(Sop.model_validate(BASE), Sop.model_validate(second))
    assert [(one.lama, one.baru) for one in found.beda if isinstance(one, Ubah)] == [("loket", "front-office")]
    assert len(found.beda) == 1


def test_codes_that_only_count_do_not_tell_lanes() -> None:
    def with_lanes(names: tuple[str, ...], codes: tuple[str, str]) -> Sop:
        lanes = [{"kode": f"l{at}", "nama": name} for at, name in enumerate(names)]
        texts = zip(("Menulis.", "Membaca."), codes, strict=True)
        rows = [{"uraian": text, "pelaksana": code} for text, code in texts]
        return Sop.model_validate({**BASE, "pelaksana": lanes, "kegiatan": rows})

    first = with_lanes(("Staf", "Kasi", "Kabid"), ("l0", "l2"))
    found = compare(first, with_lanes(("Loket", "Staf", "Kasi", "Kabid"), ("l1", "l3")))
    assert [one.ke for one in found.beda if isinstance(one, Sisip)] == [0]
    assert {one.path[-1] for one in found.beda if not isinstance(one, Sisip)} == {"kode"}


def test_a_law_replaced_is_not_a_law_changed() -> None:
    second = copy.deepcopy(BASE)
    second["dasar_hukum"][1] = "Peraturan Menteri Dalam Negeri Nomor 7 Tahun 2021 tentang Standar Operasional Prosedur."
    found = compare(Sop.model_validate(BASE), Sop.model_validate(second))
    assert [type(one) for one in found.beda] in ([Sisip, Hapus], [Hapus, Sisip])


def test_a_law_in_other_words_is_the_same_law() -> None:
    second = copy.deepcopy(BASE)
    second["dasar_hukum"][0] = "UU No. 24/2013 tentang Perubahan UU Adminduk"
    second["dasar_hukum"].reverse()
    found = compare(Sop.model_validate(BASE), Sop.model_validate(second))
    assert sorted(type(one).__name__ for one in found.beda) == ["Pindah", "Ubah"]


def test_changes_fit_only_the_sop_that_they_begin_with() -> None:
    second = copy.deepcopy(BASE)
    second["nomor_sop"] = "lain"
    found = compare(Sop.model_validate(BASE), Sop.model_validate(second))
    with pytest.raises(ValueError, match="do not begin with this SOP"):
        terapkan(Sop.model_validate(second), found)
