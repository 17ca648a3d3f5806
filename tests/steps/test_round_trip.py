"""SOPs as tables and back: equal, and drawn the same; also after LibreOffice has saved the table."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from doctool.border.workbook import inspect
from doctool.convert.libreoffice import find_soffice
from doctool.forms.open_book import open_book
from doctool.layout.engine import lay_out
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from doctool.sop_table import checked, export_table
from doctool.steps.plain import data_of
from doctool.steps.read import open_table, read_exported
from doctool.steps.write import write_table
from doctool.write.svg import write_svg
from tests.compare.case import OFFICE, loaded
from tests.compare.test_diff import PARTS, SINGLE
from tests.gate import check_xlsx
from tests.random_sop import random_sop
from tests.steps.case import FILES, reread, sop_at

RANDOM = range(1, 61)


def assert_same(back: LoadedSop, sop: LoadedSop) -> None:
    assert data_of(back.sop) == data_of(sop.sop)  # signers by what is given of them, too
    assert back.sop == sop.sop


@pytest.mark.parametrize("slug", [path.stem for path in FILES])
def test_sops_come_back_and_are_drawn_the_same(slug: str) -> None:
    sop = sop_at(slug)
    back, findings = reread(export_table(sop), sop)
    assert findings == ()
    assert_same(back, sop)
    assert write_svg(lay_out(back)) == write_svg(lay_out(sop))


@pytest.mark.parametrize("seed", RANDOM)
def test_random_sops_come_back(seed: int) -> None:
    sop = random_sop(seed)
    back, findings = reread(export_table(sop), sop)
    assert findings == ()
    assert_same(back, sop)


@pytest.mark.parametrize("data", [SINGLE, PARTS], ids=["one procedure", "parts"])
def test_every_field_of_the_model_has_a_place(data: dict[str, Any]) -> None:
    office = {**OFFICE, "pejabat": {**OFFICE["pejabat"], "kepala": {"jabatan": "Kepala"}}}
    sop = loaded(data, office)  # its flow leads nowhere in places: such an SOP is not exported, but nothing is lost
    found = read_exported(open_book(inspect(write_table(sop), "tabel.xlsx")), "tabel.xlsx")
    assert_same(replace(sop, sop=Sop.model_validate(found.source.data)), sop)


ODD = (
    "007", "=1+1", "+62 812", "-", "@nama", "1-5", "'kutip", '"kutip"', "a: b", "a; b, c", "(kosong)", "[]", "{}", "ya",
    "_x0041_ jam", "spasi  dua", " di tepi ", "baris\n\nkosong", "tab\tdi tengah", "é ½ – “ ” ẞ 𝔘 漢字", "x" * 9_000,
    "[[alamat]]", "#N/A", "TRUE", "12.5", "1/2",
)  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_texts_come_back(text: str) -> None:
    """In every kind of place: fields, lists, lanes, steps, nodes, labels of exits, rare values."""
    row = {"uraian": text, "kelengkapan": text, "waktu": text, "output": [text, text], "keterangan": text,
           "rujukan": [{"teks": text}, {"teks": text, "sop": text}]}  # fmt: skip
    sop = loaded({
        "nama_sop": text, "nomor_sop": text, "tanggal_revisi": text, "dasar_hukum": [text, {"teks": "x", "sop": text}],
        "peringatan": text, "catatan_kaki": [text], "glosarium": {"a.b": text, text: "c"}, "label": {"ya": text},
        "revisi": [{"nomor": text, "uraian": [text, "lain"]}], "identitas_tambahan": [{"label": text, "isi": text}],
        "pelaksana": [{"kode": "a", "nama": text}, {"kelompok": text, "pelaksana": [{"kode": "b", "nama": "B"}]}],
        "kegiatan": [
            {**row, "pelaksana": "a", "bentuk": "mulai", "teks": text},
            {**row, "pelaksana": "b", "nomor": text, "keluar": [{"label": text, "ke": "3"}, {"label": "x", "ke": "1"}]},
            {**row, "id": "c", "simpul": [{"pelaksana": "a", "teks": text}, {"pelaksana": "b"}], "nomor": "3"},
        ],
    })  # fmt: skip
    assert_same(reread(export_table(sop), sop)[0], sop)


def test_the_same_sop_gives_the_same_bytes() -> None:
    assert export_table(random_sop(3)) == export_table(random_sop(3))


def test_the_workbook_is_sound() -> None:
    for slug in ("beberapa-bagian", "teks-tiap-pelaksana", "penyusunan-sop-pelayanan"):
        assert check_xlsx(export_table(sop_at(slug))) == []


def test_authors_choose_pelaksana_and_shapes_from_lists() -> None:
    import io

    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(export_table(sop_at("tiga-jalan-keluar"))))["Langkah"]
    lists = {str(one.sqref).partition(":")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["C5"].startswith("Pelaksana!$C$5:")
    assert lists["D5"] == '"mulai,proses,keputusan,selesai"'
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    assert [sheet.cell(4, at).value for at in range(1, 13)] == [
        "No", "Uraian Kegiatan", "Pelaksana", "Bentuk", "Ya ke", "Tidak ke", "Jalan Keluar Lain", "Lanjut ke",
        "Kelengkapan", "Waktu", "Output", "Keterangan",
    ]  # fmt: skip
    hidden = [one for one in "QR" if sheet.column_dimensions[one].hidden]
    assert hidden == ["Q", "R"]


@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("at", "kind"), [(0, "xlsx:Calc MS Excel 2007 XML"), (1, "ods")])
def test_tables_saved_by_libreoffice_come_back(at: int, kind: str, tmp_path: Path) -> None:
    sops = {path.stem: sop_at(path.stem) for path in FILES}
    sops |= {f"acak-{seed}": random_sop(seed) for seed in range(1, 16)}
    sops = dict(list(sops.items())[at::6])  # `make proofs` has every SOP saved in both formats
    for name, sop in sops.items():
        (tmp_path / f"{name}.xlsx").write_bytes(export_table(sop))
    saved = tmp_path / "saved"
    soffice = find_soffice()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        call = [str(soffice), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", kind]
        call += ["--outdir", str(saved), *(str(tmp_path / f"{name}.xlsx") for name in sops)]
        subprocess.run(call, timeout=240, stdin=subprocess.DEVNULL, capture_output=True)
    for name, sop in sops.items():
        found = read_exported(*open_table(saved / f"{name}.{kind.partition(':')[0]}"))
        assert found.findings == ()
        assert_same(checked(found.source, Path(f"{sop.slug}.yaml"), sop.office), sop)
