"""The JSON Schema says what the model takes: it is valid, current, and accepts every file that loads."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator

from doctool.catalog.load import load_path
from doctool.catalog.schema import KINDS, Kind, json_schema, schema_text
from doctool.errors import ContentError
from doctool.model.kantor import Kantor
from doctool.model.sop import Sop

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "doctool/data/schema"
FILES = sorted([*ROOT.glob("sop_catalog/**/*.yaml"), *ROOT.glob("tests/data/**/*.yaml")])


def accepts(kind: Kind, data: Any) -> bool:
    return bool(Draft202012Validator(json_schema(kind)).is_valid(data))


@pytest.mark.parametrize("kind", get_args(Kind))
def test_it_is_a_valid_schema(kind: Kind) -> None:
    Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_schema_is_current(kind: Kind) -> None:
    shipped = (FOLDER / f"{kind}.schema.json").read_bytes()
    assert shipped == schema_text(kind).encode("utf-8"), "make docs"
    assert b"\r" not in shipped


def loads(path: Path) -> bool:
    try:
        load_path(path)
    except ContentError:
        return False
    return True


def test_every_file_that_loads_is_accepted() -> None:
    checked = {"kantor": 0, "sop": 0}
    validators = {kind: Draft202012Validator(json_schema(kind)) for kind in KINDS}
    for path in FILES:
        if not loads(path):
            continue
        kind: Kind = "kantor" if path.name == "kantor.yaml" else "sop"
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
        faults = [f"{path}: {'/'.join(map(str, one.path))}: {one.message[:200]}"
                  for one in validators[kind].iter_errors(data)]
        assert not faults
        checked[kind] += 1
    assert checked["kantor"] >= 4
    assert checked["sop"] >= 5


KANTOR = {"nama": "x", "pemerintah": "y", "kop": {"baris": ["a"]}}
#: Short forms and empty keys, as an editor (YAML 1.2) and as doctool's reader see them.
SHORT: list[tuple[Kind, dict[str, Any]]] = [
    ("sop", {"tanggal_revisi": "-", "tanggal_efektif": ""}),
    ("sop", {"disahkan_oleh": "kadis"}),
    ("sop", {"disahkan_oleh": {"nama": "Budi", "nip": "196501011990011001", "awalan": ""}}),
    ("sop", {"disahkan_oleh": ["kadis", {"pejabat": "sekda", "awalan": "a.n."}], "tanda_tangan_alur": "kadis"}),
    ("sop", {"disahkan_oleh": ""}),
    ("sop", {"dasar_hukum": "-", "keterkaitan": ["a", {"teks": "b", "sop": "c"}], "peringatan": ""}),
    ("sop", {"peringatan": {"butir": ["a"], "penanda": "1", "kolom": "2"}}),
    ("sop", {"klasifikasi": "", "glosarium": "", "revisi": "", "bagian": "", "lampiran_peraturan": "", "label": ""}),
    ("sop", {"klasifikasi": {"sifat": ""}, "revisi_rencana": "Ya"}),
    ("sop", {"pelaksana": ["a", {"kode": "b", "nama": "B"}, {"kelompok": "K", "pelaksana": ["c"]}]}),
    ("sop", {"kegiatan": [{"uraian": "a\nb", "pelaksana": "a", "ya": "2", "tidak": ["3", "4/b"], "bentuk": ""}]}),
    ("sop", {"kegiatan": [{"uraian": ["a"], "pelaksana": ["a", "b"], "paralel": "ya", "id": "", "kelengkapan": ""}]}),
    ("sop", {"kegiatan": ["", {"keluar": "", "waktu": "", "nomor": "", "ke": ""}]}),
    ("sop", {"kegiatan": "", "pelaksana": "", "catatan_kaki": ""}),
    ("kantor", {**KANTOR, "gaya": {"prosedur": {"nomor_kolom": "ya"}}, "jam_kerja_sehari": "7.5", "pejabat": ""}),
    ("kantor", {**KANTOR, "gaya": {"prosedur": {"nomor_kolom": ["1", "2"]}, "identitas": ""}}),
    ("kantor", {**KANTOR, "kop": {"baris": ["a", {"teks": "b", "ukuran": "12", "tebal": "ya"}]}}),
]


@pytest.mark.parametrize(("kind", "data"), SHORT)
def test_short_forms_and_empty_keys_are_taken_by_both(kind: Kind, data: dict[str, Any]) -> None:
    (Sop if kind == "sop" else Kantor).model_validate(data)
    assert accepts(kind, data)
    assert accepts(kind, as_an_editor_reads(data))


def as_an_editor_reads(value: Any) -> Any:
    """Empty texts as null and digits as numbers, as YAML 1.2 types them."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(one) for one in value]
    if value == "":
        return None
    return int(value) if value.isdigit() else value


WRONG: list[tuple[Kind, dict[str, Any]]] = [
    ("sop", {"nama_spo": "x"}),
    ("sop", {"nama_sop": ["x"]}),
    ("sop", {"status": "drap"}),
    ("sop", {"kegiatan": "teks"}),
    ("sop", {"kegiatan": [{"bentuk": "putusan"}]}),
    ("sop", {"kegiatan": [{"id": "1x"}]}),
    ("sop", {"kegiatan": [{"paralel": "mungkin"}]}),
    ("sop", {"peringatan": {"kolom": 9}}),
    ("sop", {"pelaksana": [{"kode": "a"}]}),
    ("sop", {"revisi": [{}]}),
    ("kantor", {"nama": "x"}),
    ("kantor", {**KANTOR, "gaya": {"huruf": "Comic Sans"}}),
    ("kantor", {**KANTOR, "gaya": {"prosedur": {"nomor_kolom": "tentu"}}}),
]


@pytest.mark.parametrize(("kind", "data"), WRONG)
def test_what_the_model_refuses_is_refused(kind: Kind, data: dict[str, Any]) -> None:
    assert not accepts(kind, data)


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described_in_indonesian(kind: Kind) -> None:
    schema = json_schema(kind)
    for record in [schema, *schema["$defs"].values()]:
        for part in record.get("anyOf", [record]):
            for key, about in part.get("properties", {}).items():
                assert about.get("description"), key
                assert about["title"][0].isupper(), key
    text = schema_text(kind)
    for english in ("The ", " of ", " the ", "Sop ", "Nip"):
        assert english not in text


@pytest.mark.parametrize("kind", KINDS)
def test_no_key_or_choice_is_a_boolean_of_yaml_1_1(kind: Kind) -> None:
    words: set[str] = set()
    waiting: list[Any] = [json_schema(kind)]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            words.update(one.get("properties", ()))
            words.update(word for word in one.get("enum", ()) if isinstance(word, str))
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    assert {"nama", "label", "nomor", "penandatangan", "uraian", "indikator", "penerima"} & words
    assert not words & {"no", "on", "off", "yes", "y", "n"}
