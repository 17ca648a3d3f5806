"""YAML and Excel give one model: of the four offices, of the example, and of random indicators."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl import load_workbook

from doctool.catalog.index import Workspace
from doctool.catalog.schema import json_schema
from doctool.check.kinerja import check_kinerja
from doctool.convert.libreoffice import find_soffice
from doctool.errors import ContentError
from doctool.indicators.example import example_kinerja, example_text
from doctool.indicators.load import is_kinerja, kinerja_files, load_kinerja
from doctool.indicators.write import write_workbook
from doctool.loaded import LoadedKinerja
from doctool.model.kinerja import Kinerja
from doctool.model.triwulan import accumulate_ratio, target_until
from tests.gate import check_xlsx
from tests.indicators.books import faults, place, read, workspace
from tests.resave import resave

ROOT = Path(__file__).resolve().parents[2]
FILES = kinerja_files(Workspace(ROOT))


@pytest.fixture(scope="module")
def offices() -> list[LoadedKinerja]:
    return [load_kinerja(path, Workspace(ROOT)) for path in FILES]


def test_every_office_has_indicators_without_a_finding(offices: list[LoadedKinerja]) -> None:
    expected = ["kab-semarang", "kota-medan", "kota-probolinggo", "kota-sibolga"]
    assert sorted({one.office.kode for one in offices}) == expected
    for one in offices:
        assert check_kinerja(one) == []
        kinds = {each.rumus_dipakai for _, each in one.kinerja.indikator()}
        assert kinds == {"naik", "turun-selisih", "turun-banding", "rentang", "tingkat"}
        assert 6 <= len(one.kinerja.indikator()) <= 12
        assert len({each.penanggung_jawab.bidang for _, each in one.kinerja.indikator()}) >= 3
        assert "contoh" in " ".join(one.kinerja.catatan.values())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_the_schema_accepts_the_files(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    assert list(Draft202012Validator(json_schema("kinerja")).iter_errors(data)) == []
    assert list(Draft202012Validator(json_schema("kinerja")).iter_errors(yaml.safe_load(path.read_text("utf-8")))) == []


def test_added_up_numerators_have_the_targets_of_their_quarters(offices: list[LoadedKinerja]) -> None:
    death = next(one for _, one in offices[0].kinerja.indikator() if one.kode == "IKU-4")
    assert target_until(death, 2).nilai == 95
    made = accumulate_ratio(death, [(Decimal(90), Decimal(100)), (Decimal(50), Decimal(50))], 2).nilai
    assert str(made).startswith("93.33")


def test_a_workbook_reads_back_equal_and_is_valid(offices: list[LoadedKinerja], tmp_path: Path) -> None:
    root = Workspace(ROOT)
    for one in offices:
        data = write_workbook(one.kinerja, one.office.kantor)
        assert data == write_workbook(one.kinerja, one.office.kantor)
        assert check_xlsx(data) == []
        folder = tmp_path / f"{one.office.kode}-{one.kinerja.tahun}"
        (folder / "sop_catalog" / one.office.kode).mkdir(parents=True)
        kantor = (root.catalog / one.office.kode / "kantor.yaml").read_text(encoding="utf-8")
        (folder / "sop_catalog" / one.office.kode / "kantor.yaml").write_text(kantor, encoding="utf-8")
        (folder / "i.xlsx").write_bytes(data)
        again = load_kinerja(folder / "i.xlsx", Workspace(folder))
        assert again.kinerja == one.kinerja
        assert again.findings == ()


def test_the_example_is_one_in_both_forms_and_without_a_finding(tmp_path: Path) -> None:
    kantor = workspace(tmp_path).load_kantor("kota").kantor
    text, table = place(tmp_path, "2026.yaml"), place(tmp_path, "2027.xlsx")
    text.write_text(example_text(kantor, 2026), encoding="utf-8")
    table.write_bytes(write_workbook(example_kinerja(kantor, 2027), kantor, contoh=True))
    yaml_, xlsx = read(tmp_path, text), read(tmp_path, table)
    assert yaml_.kinerja.model_copy(update={"tahun": 2027}) == xlsx.kinerja
    assert [*check_kinerja(yaml_), *check_kinerja(xlsx)] == []
    assert "KUNCI" not in example_text(kantor, 2026)


def test_the_workbook_has_lists_notes_and_print_set_up(tmp_path: Path) -> None:
    kantor = workspace(tmp_path).load_kantor("kota").kantor
    path = tmp_path / "i.xlsx"
    path.write_bytes(write_workbook(example_kinerja(kantor, 2026), kantor, contoh=True))
    book = load_workbook(path)
    assert [(sheet.title, sheet.sheet_state) for sheet in book] == [
        ("Petunjuk", "visible"), ("Indikator", "visible"), ("Program", "visible"), ("Catatan", "visible"),
        ("Daftar", "hidden"),
    ]  # fmt: skip
    sheet = book["Indikator"]
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D5", "$4:$4")
    lists = {str(one.sqref).split(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    heads = {cell.value: cell for cell in sheet[4]}
    for head in ("Arah", "Rumus", "Akumulasi", "Target Kumulatif", "Penanggung Jawab"):
        assert f"{heads[head].column_letter}5" in lists
    assert "turun-selisih" in heads["Rumus"].comment.text
    assert heads["Target Setahun"].offset(row=1).value == 88.5
    assert any("contoh" in str(cell.value) for row in book["Petunjuk"] for cell in row)


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_may_save_it_again(tmp_path: Path) -> None:
    kantor = workspace(tmp_path).load_kantor("kota").kantor
    kinerja = example_kinerja(kantor, 2026)
    path = tmp_path / "i.xlsx"
    path.write_bytes(write_workbook(kinerja, kantor, contoh=True))
    (again,) = resave([path], place(tmp_path).parent)
    assert read(tmp_path, again).kinerja == kinerja


text = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
amount = st.one_of(st.none(), st.decimals(min_value=0, max_value=10**12, places=2))
bidang = st.sampled_from(["capil", "piak", "lain"])
who = st.fixed_dictionaries({"bidang": bidang, "seksi": st.one_of(st.just(""), text)})
one_target = st.one_of(st.sampled_from(["-", "", "95", "98,5", "1.250", "80-90", "A", "0,1"]), text)
quarters = st.one_of(st.just([]), st.lists(one_target, min_size=4, max_size=4).filter(any))


@st.composite
def indicator(draw: st.DrawFn, number: int) -> dict[str, Any]:
    arah, rumus = draw(st.sampled_from(
        [("naik", None), ("naik", "tingkat"), ("turun", "turun-selisih"), ("turun", "turun-banding"), ("rentang", None)]
    ))  # fmt: skip
    ratio = draw(st.booleans())
    return {
        "kode": f"I-{number}", "uraian": draw(text), "satuan": draw(st.sampled_from(["orang", "indeks", "", "kartu"])),
        "arah": arah, "rumus": rumus, "akumulasi": draw(st.sampled_from(["jumlah", "terakhir", "rata-rata"])),
        "target": draw(one_target), "target_triwulan": draw(quarters), "target_kumulatif": draw(st.booleans()),
        "bobot": draw(amount), "tingkatan": draw(st.sampled_from([[], ["B", "A"]])),
        "pembilang": draw(text) if ratio else "", "penyebut": draw(text) if ratio else "",
        "penanggung_jawab": draw(who), "sumber_data": draw(st.one_of(st.just(""), text)),
    }  # fmt: skip


@st.composite
def kinerja(draw: st.DrawFn) -> Kinerja:
    counts = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    numbers = iter(range(sum(counts)))
    level = st.fixed_dictionaries({
        "kode": st.sampled_from(["", "2.12", "5", "X.01.2"]), "uraian": text, "pagu": amount, "realisasi": amount,
        "penanggung_jawab": st.one_of(st.none(), who),
    })  # fmt: skip
    program = []
    for _ in range(draw(st.integers(0, 2))):
        kegiatan = [
            {**draw(level), "sub_kegiatan": draw(st.lists(level, max_size=2))} for _ in range(draw(st.integers(0, 2)))
        ]
        program.append({**draw(level), "kegiatan": kegiatan})
    return Kinerja.model_validate({
        "tahun": draw(st.integers(2000, 2100)),
        "sasaran": [
            {"uraian": f"Sasaran {at}", "indikator": [draw(indicator(next(numbers))) for _ in range(count)]}
            for at, count in enumerate(counts)
        ],
        "program": program,
        "catatan": draw(st.dictionaries(st.sampled_from(["capil", "piak"]), text, max_size=2)),
    })  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kinerja())
def test_random_indicators_read_back_equal(tmp_path: Path, made: Kinerja) -> None:
    if not (tmp_path / "sop_catalog").exists():
        workspace(tmp_path)
    path = place(tmp_path)
    path.write_bytes(write_workbook(made, Workspace(tmp_path).load_kantor("kota").kantor))
    assert read(tmp_path, path).kinerja == made


def test_yaml_faults_have_line_and_column(tmp_path: Path) -> None:
    workspace(tmp_path)
    path = place(tmp_path, "2026.yaml")
    path.write_text(
        "tahun: dua ribu\nsasaran:\n  - uraian: S\n    indikator:\n      - kode: A\n        uraian: x\n"
        "        targett: '5'\n        penanggung_jawab: {seksi: s}\n        bobot: 95.5\n",
        encoding="utf-8",
    )
    found = [one.partition("2026.yaml:")[2] for one in faults(tmp_path, path)]
    assert found == [
        '1:8 D06 "dua ribu" bukan bilangan bulat, untuk "tahun"',
        '5:9 D02 "target" belum ada pada butir ke-1 "indikator"',
        '7:9 D01 kunci "targett" tidak dikenal di sini',
        '8:27 D02 "bidang" belum ada pada "penanggung_jawab"',
        '9:16 D07 "95.5" bukan bilangan',
    ]


def test_the_office_is_that_of_the_folder_or_the_only_one(tmp_path: Path) -> None:
    workspace(tmp_path)
    path = tmp_path / "lepas.yaml"
    path.write_text(example_text(Workspace(tmp_path).load_kantor("kota").kantor, 2026), encoding="utf-8")
    assert load_kinerja(path, Workspace(tmp_path)).office.kode == "kota"
    with pytest.raises(ContentError, match="tidak di dalam ruang kerja"):
        load_kinerja(path, None)
    (tmp_path / "sop_catalog" / "kab" / "sop").mkdir(parents=True)
    with pytest.raises(ContentError, match="tidak dapat dikenali"):
        load_kinerja(path, Workspace(tmp_path))


def test_which_files_hold_indicators(tmp_path: Path) -> None:
    space = workspace(tmp_path)
    for name in ("2026.yaml", "2027.xlsx", "~$2027.xlsx", "catatan.txt"):
        place(tmp_path, name).write_text("x: 1\n", encoding="utf-8")
    assert [path.name for path in kinerja_files(space)] == ["2026.yaml", "2027.xlsx"]
    assert kinerja_files(tmp_path / "data") == kinerja_files(space)
    loose = tmp_path / "a.yaml"
    loose.write_text("tahun: 2026\nsasaran:\n  - x\n", encoding="utf-8")
    assert is_kinerja(loose)
    loose.write_text("jenis: undangan\nisi: sasaran\n", encoding="utf-8")
    assert not is_kinerja(loose)
