"""What was accepted for a quarter stands in the forms of the next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from doctool.forms.carried import carried
from doctool.forms.content import forms_for
from doctool.model.pengembalian import IndikatorKembali, Jawaban, Pengembalian
from tests.cli.test_formulir_alur import FORMS, KINERJA, fill, payload, run
from tests.forms.samples import indicator, loaded, year
from tests.letters.office import KANTOR, write

FIRST = {("N1/P", "realisasi_tw1"): 880, ("N1/Y", "realisasi_tw1"): 1000, ("S1", "realisasi_tw1"): 120,
         ("N1", "hambatan"): "x", ("N1", "solusi"): "y", ("A/1", "realisasi"): 5}  # fmt: skip
NOTE = "Realisasi triwulan I sudah terisi dari formulir yang diterima; ubah hanya bila ada yang keliru."


@pytest.fixture
def second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Triwulan I returned well by dafduk and badly by piak; then the forms of triwulan II made."""
    office = KANTOR + "bidang: {sekretariat: Sekretariat, dafduk: Bidang Dafduk, piak: Bidang PIAK}\n"
    write(tmp_path / "sop_catalog" / "kab-contoh" / "kantor.yaml", office)
    write(tmp_path / "data" / "kab-contoh" / "kinerja" / "2026.yaml", KINERJA)
    monkeypatch.chdir(tmp_path)
    run("buat", "--triwulan", "1")
    fill("dafduk", FIRST, "a.xlsx", FORMS / "form-isian-2026-tw1-dafduk.xlsx")
    fill("piak", {("T1", "realisasi_tw1"): "empat koma dua"}, "b.xlsx", FORMS / "form-isian-2026-tw1-piak.xlsx")
    run("baca", "kiriman", "--tanggal", "2026-04-09", code=1)
    run("buat", "--triwulan", "2")
    return tmp_path


def cells(bidang: str) -> tuple[dict[tuple[str, str], Any], set[str]]:
    """The realisasi of triwulan I by key, with what the form shows as its capaian; and every text of the sheet."""
    book = load_workbook(FORMS / f"form-isian-2026-tw2-{bidang}.xlsx", data_only=True)
    records = [record for record in book["_doctool"].iter_rows(values_only=True) if record[1] == "Form Isian"]
    columns = {record[2]: record[3] for record in records if record[0] == "kolom"}
    sheet = book["Form Isian"]
    found = {
        (str(record[2]), field): sheet[f"{columns[field]}{record[4]}"].value
        for record in records if record[0] == "baris" for field in ("realisasi_tw1", "realisasi_tw2", "hambatan")
    }  # fmt: skip
    return found, {str(cell.value) for row in sheet.iter_rows() for cell in row}


def test_accepted_quarters_are_filled_in_with_a_note(second: Path) -> None:
    found, texts = cells("dafduk")
    assert (found["N1/P", "realisasi_tw1"], found["N1/Y", "realisasi_tw1"], found["S1", "realisasi_tw1"]) == (
        880, 1000, 120,
    )  # fmt: skip
    assert found["N1", "realisasi_tw1"] == 88  # reckoned by the form from what was carried over
    assert found["S1", "realisasi_tw2"] is None
    assert not found["N1", "hambatan"]
    assert NOTE in texts


def test_what_was_said_and_spent_the_last_time_is_shown_below_the_table_only(second: Path) -> None:
    found, texts = cells("dafduk")
    assert "Triwulan I, N1 hambatan: x; solusi: y" in texts
    assert "Realisasi anggaran sampai triwulan I menurut formulirnya: Rp5." in texts
    assert not [text for text in texts if text.startswith("Triwulan I, S1")]
    assert not [value for (_, field), value in found.items() if field == "hambatan" and value]
    money = load_workbook(FORMS / "form-isian-2026-tw2-dafduk.xlsx", data_only=True)["Anggaran"]
    assert 5 not in [cell.value for row in money.iter_rows() for cell in row]


def test_long_narratives_are_cut_and_many_are_counted() -> None:
    form = forms_for(loaded(year(*(indicator(f"I{number}") for number in range(14)))), sampai=2)[0]
    story = {f"I{number}": {"hambatan": Jawaban(teks="alat rusak " * 40, keadaan="terisi")} for number in range(14)}
    rows = tuple(IndikatorKembali(key, teks=texts) for key, texts in story.items())
    before = Pengembalian(
        "kota-contoh", 2026, "dafduk", "", "a.xlsx", "0" * 64, "lembar identitas", triwulan=1, indikator=rows
    )
    notes = carried(form, [before])[0].notes
    assert len(notes) == 11
    assert all(len(note) < 200 for note in notes)
    assert notes[-1] == "Uraian 4 indikator lainnya ada di formulir triwulan I."


def test_what_has_to_be_mended_or_never_came_is_not(second: Path) -> None:
    for bidang, key in (("piak", "T1"), ("sekretariat", "U1")):
        found, texts = cells(bidang)
        assert found[key, "realisasi_tw1"] is None
        assert NOTE not in texts


def test_the_filled_form_is_known_and_its_own_quarter_is_still_asked_for(second: Path) -> None:
    source = FORMS / "form-isian-2026-tw2-dafduk.xlsx"
    own = {("N1/P", "realisasi_tw2"): 930, ("N1/Y", "realisasi_tw2"): 1000, ("S1", "realisasi_tw2"): 110,
           ("A/1", "realisasi"): 9}  # fmt: skip
    fill("dafduk", {}, "unfilled.xlsx", source)
    fill("dafduk", own, "filled.xlsx", source)
    (unfilled,) = payload("baca", "kiriman/unfilled.xlsx", code=1)["formulir"]
    assert "F30" in {one["kode"] for one in unfilled["temuan"]}
    (filled,) = payload("baca", "kiriman/filled.xlsx", "--tanggal", "2026-07-09")["formulir"]
    assert not [one for one in filled["temuan"] if one["kode"] in ("F01", "F02", "F08", "F15")]
