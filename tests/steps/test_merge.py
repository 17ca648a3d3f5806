"""What a table changed, in the YAML file: that and nothing else."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pytest

from doctool.catalog.edit import Penyunting
from doctool.catalog.load import sop_of
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from doctool.sop_table import export_table
from doctool.steps.draft import copied_yaml
from doctool.steps.merge import merge
from doctool.steps.plain import data_of, sop_data
from tests.compare.random_edits import edited as random_edit
from tests.steps.case import FILES, edited, put, reread, sop_at

SLUG = "penyusunan-dan-pelaporan-data-kinerja"


def merged(slug: str, change: Any) -> tuple[list[str], LoadedSop]:
    """The lines that go and come in the file of an SOP for a change of its table; the SOP afterwards."""
    loaded = sop_at(slug)
    path = next(one for one in FILES if one.stem == slug)
    wanted, _ = reread(edited(export_table(loaded), change), loaded)
    pen = Penyunting.read(path)
    before = pen.text
    merge(pen, loaded.sop, wanted.sop)
    after = sop_of(pen.source, Path(f"{slug}.yaml"), loaded.office)
    assert after.sop == wanted.sop
    lines = difflib.unified_diff(before.splitlines(), pen.text.splitlines(), lineterm="", n=0)
    return [one for one in lines if one[:1] in "+-" and one[:3] not in ("+++", "---")], after


@pytest.mark.parametrize("slug", [path.stem for path in FILES])
def test_an_untouched_table_changes_no_byte(slug: str) -> None:
    assert merged(slug, lambda book: None)[0] == []


def test_a_changed_cell_changes_its_line() -> None:
    lines, _ = merged(SLUG, lambda book: put(book["Langkah"], 2, "Waktu", "90 menit"))
    assert lines == ["-    waktu: 60 Menit", "+    waktu: 90 menit"]


def test_a_filled_place_that_was_left_empty_is_filled() -> None:
    lines, _ = merged(SLUG, lambda book: put(book["Langkah"], 1, "Output", "Rencana kegiatan"))
    assert lines == ['-    output: ""', '+    output: "Rencana kegiatan"']


def _insert(book: Any) -> None:
    """A kegiatan without a number between the first and the second."""
    sheet = book["Langkah"]
    sheet.insert_rows(6)
    put(sheet, 2, "Uraian Kegiatan", "Mencatat rencana")
    put(sheet, 2, "Pelaksana", "Staf")
    put(sheet, 2, "Waktu", "5 menit")


def test_an_inserted_step_is_lines_inserted_and_targets_by_id_stay() -> None:
    lines, after = merged(SLUG, _insert)
    assert [line for line in lines if line.startswith("-")] == []
    assert [line.strip("+ ") for line in lines if line.strip("+ ")] == [
        "- uraian: Mencatat rencana", "pelaksana: staf", "waktu: 5 menit",
    ]  # fmt: skip
    assert after.sop.kegiatan is not None
    assert after.sop.kegiatan[4].tidak == ("telaah",)


def test_targets_by_number_follow_an_inserted_step() -> None:
    slug = "pengumpulan-data-kinerja-dan-penyusunan-laporan-kinerja"
    before = sop_at(slug).sop.kegiatan or ()
    at = next(place for place, row in enumerate(before) if row.ya is not None)

    def insert(book: Any) -> None:
        sheet = book["Langkah"]
        sheet.insert_rows(5)
        for heading, text in (("Uraian Kegiatan", "Menyiapkan"), ("Pelaksana", "Kepala Dinas"), ("Bentuk", "mulai")):
            put(sheet, 1, heading, text)
        put(sheet, 2, "Bentuk", None)

    _, after = merged(slug, insert)
    rows = after.sop.kegiatan or ()
    assert rows[at + 1].uraian == before[at].uraian
    if before[at].id is None and before[int(before[at].ya[0]) - 1].id is None:  # type: ignore[index]
        assert rows[at + 1].ya == (str(int(before[at].ya[0]) + 1),)  # type: ignore[index]


def test_comments_stay_where_steps_go_and_lists_change() -> None:
    def change(book: Any) -> None:
        book["Langkah"].delete_rows(8, 1)
        sheet = book["Identitas"]
        row = next(cell.row for cell in sheet["A"] if cell.value == "Keterkaitan")
        sheet.insert_rows(row + 1)
        sheet.cell(row + 1, 2).value = "SOP Disposisi"

    lines, after = merged(SLUG, change)
    assert after.sop.keterkaitan is not None
    assert [one.teks for one in after.sop.keterkaitan.butir][:3] == ["SOP rapat", "SOP Disposisi", "SOP Surat Masuk"]
    assert [line for line in lines if line.startswith("+")] == ["+  - SOP Disposisi"]
    assert all("Nomor butir hilang" not in line and "Baris 11 dan 12" not in line for line in lines)


@pytest.mark.parametrize("seed", range(1, 41))
def test_random_edits_are_taken_in(seed: int) -> None:
    old, new = (Sop.model_validate(one) for one in random_edit(seed))
    text = copied_yaml(sop_data(data_of(old)), "skema.json").replace("\n  - uraian:", "\n  # catatan\n  - uraian:")
    pen = Penyunting(text, "acak.yaml")
    assert data_of(Sop.model_validate(pen.source.data)) == data_of(old)
    merge(pen, old, new)
    assert data_of(Sop.model_validate(pen.source.data)) == data_of(new)


def test_numbers_with_a_point_are_counted_anew() -> None:
    """Of an SOP whose file writes every number ("1."): a kegiatan comes in, the numbers and targets below it follow."""
    slug = "penyusunan-sop-pelayanan"
    before = sop_at(slug).sop.kegiatan or ()

    def insert(book: Any) -> None:
        book["Langkah"].insert_rows(6)
        put(book["Langkah"], 2, "Uraian Kegiatan", "Mencatat perintah")
        put(book["Langkah"], 2, "Pelaksana", "Staf Adm Umum")

    _, after = merged(slug, insert)
    rows = after.sop.kegiatan or ()
    assert [row.nomor for row in rows] == [f"{at}." for at in range(1, len(before) + 2)]
    assert [row.id for row in rows if row.id] == [row.id for row in before if row.id]
