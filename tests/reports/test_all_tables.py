"""What holds of every table: no number where nothing was measured, each number as the recap has it, sound shapes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doctool.indonesian import angka
from doctool.model.capaian import rounded
from doctool.model.dokumen import Paragraf, Permintaan, Sel, Tabel, polos
from doctool.reports.book import tables_book
from doctool.reports.charts import all_charts, make_chart
from doctool.reports.figures import figures
from doctool.reports.material import Bahan
from doctool.reports.reckoned import Hitungan, as_json, cell_text, note_texts, reckon
from doctool.reports.tables import TABEL, all_tables, make_table
from tests.forms.recap_case import returned, row
from tests.gate import check_xlsx
from tests.reports.case import COMPARED, asked, material, table

#: A number as a bidang enters it, nothing, "-" for not measured, or what cannot be read.
ENTERED = st.one_of(
    st.integers(1, 10**6).map(str), st.decimals("0.01", "999", places=2).map(str), st.sampled_from(["!x", "-", None])
)
QUARTERS = st.lists(ENTERED, min_size=4, max_size=4)


@st.composite
def materials(draw: st.DrawFn) -> Bahan:
    """The office with anything returned for it, and compared with something or nothing."""
    pairs = [(draw(ENTERED), draw(ENTERED)) for _ in range(4)]
    grades = st.lists(st.sampled_from(["AA", "BB", "CC", "Z", None]), min_size=4, max_size=4)
    back = [
        returned("dafduk", row("N1", parts=pairs), row("S1", draw(QUARTERS), number=14), triwulan=4,
                 uang=[(key, draw(ENTERED)) for key in ("A/1.1.1", "A/1.1.2", "A/1.2")]),
        returned("piak", row("T1", draw(QUARTERS)), row("B1", draw(QUARTERS), number=10),
                 row("R1", draw(QUARTERS), number=12), triwulan=4, uang=[("A/2", draw(ENTERED))]),
        returned("sekretariat", row("G1", draw(grades)), triwulan=4),
    ]  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(back), unique_by=id))
    return material(back=chosen, compared=draw(st.sampled_from([COMPARED, None])), triwulan=draw(st.integers(1, 4)))


def tables(bahan: Bahan) -> Iterator[tuple[Permintaan, Tabel]]:
    for one in all_tables(bahan):
        made, found = make_table(bahan, one)
        assert made is not None, found
        yield one, made


def number_cells(one: Tabel) -> Iterator[Sel]:
    return (cell for line in one.baris for cell in line.sel if cell.nilai is not None)


def decimals(text: str) -> int:
    return len(text.partition(",")[2])


@settings(max_examples=60, deadline=None)
@given(materials())
def test_every_number_printed_is_the_rounded_one_and_nothing_unmeasured_has_one(bahan: Bahan) -> None:
    for _, made in tables(bahan):
        for cell in number_cells(made):
            assert cell.nilai is not None
            text = cell_text(cell)
            assert text in {angka(short, decimals(text)) for short in _signs(rounded(cell.nilai, decimals(text)))}
            assert cell.rata == "kanan"
        for line in made.baris:
            for cell in line.sel:
                if cell_text(cell) == "n/a":
                    assert cell.nilai is None


def _signs(value: Decimal) -> tuple[Decimal, ...]:
    """A rounded 0 has no sign."""
    return (abs(value),) if not value else (value,)


@settings(max_examples=60, deadline=None)
@given(materials())
def test_what_was_not_measured_is_n_a_in_every_table_and_never_0(bahan: Bahan) -> None:
    rows = {f"({one.kode})": one for one in bahan.rekap.indikator()}
    for asked_, made in tables(bahan):
        for line in made.baris:
            texts = [cell_text(cell) for cell in line.sel]
            found = next((one for name, one in rows.items() if len(texts) > 1 and texts[1].endswith(name)), None)
            if found is None:
                continue
            last = found.akhir
            if asked_.nama == "target-realisasi":
                assert line.sel[4].nilai == last.sampai
                assert line.sel[5].nilai == last.capaian.nilai
                assert (texts[4] == "n/a") == (not last.terisi)
                assert (texts[5] == "n/a") == (last.capaian.nilai is None)
            elif asked_.nama in ("renstra", "standar-nasional"):
                assert line.sel[3].nilai == last.sampai
            elif asked_.nama == "efisiensi":
                assert line.sel[2].nilai == last.capaian.nilai
            elif asked_.nama == "triwulan":
                own = [one.realisasi for one in found.periode]
                assert [cell.nilai for cell in line.sel[-len(own):]] == [
                    one.nilai if one.keadaan == "terisi" else None for one in own
                ]  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(materials())
def test_money_that_was_not_filled_in_is_n_a(bahan: Bahan) -> None:
    made = table(bahan, "penyerapan")
    for line, row_ in zip(made.baris[1:], bahan.rekap.anggaran, strict=False):
        assert [cell.nilai for cell in line.sel[-3:]] == [row_.pagu, row_.realisasi, row_.serapan]
        assert (cell_text(line.sel[-2]) == "n/a") == (row_.realisasi is None)


@settings(max_examples=40, deadline=None)
@given(materials())
def test_figures_and_charts_have_no_number_for_what_was_not_measured(bahan: Bahan) -> None:
    known = figures(bahan)
    for one in bahan.rekap.indikator():
        assert known[f"{one.kode}.capaian"].angka == one.akhir.capaian.nilai
        assert known[f"{one.kode}.realisasi"].angka == one.akhir.sampai
    assert all(one.angka is None and one.alasan for one in known.values() if one.teks == "n/a")
    bars, _ = make_chart(bahan, asked("bagan", "capaian"))
    wanted = tuple(one.akhir.capaian.nilai for one in bahan.rekap.indikator())
    assert (bars.seri[0].nilai if bars else (None,) * len(wanted)) == wanted
    for request in all_charts(bahan):
        chart, _ = make_chart(bahan, request)
        assert chart is None or all(len(seri.nilai) == len(chart.kategori) for seri in chart.seri)


@pytest.mark.parametrize("nama", TABEL)
def test_every_row_fills_the_width_of_its_table(nama: str) -> None:
    made = table(material(), nama)
    taken: set[tuple[int, int]] = set()
    for at, line in enumerate(made.baris):
        column = 0
        for cell in line.sel:
            while (at, column) in taken:
                column += 1
            here = {(at + down, column + right) for down in range(cell.baris) for right in range(cell.kolom)}
            assert not here & taken
            taken |= here
    assert taken == {(at, column) for at in range(len(made.baris)) for column in range(len(made.lebar))}


def test_the_workbook_has_the_numbers_themselves_and_the_notes() -> None:
    made = reckon(material())
    book = openpyxl.load_workbook(io.BytesIO(tables_book(made)))
    assert book.sheetnames == list(TABEL)
    sheet = book["target-realisasi"]
    by_text = {sheet.cell(at, 2).value: at for at in range(1, sheet.max_row + 1)}
    at = by_text["Pengaduan (B1)"]
    assert [sheet.cell(at, column).value for column in (4, 5)] == [3669, 1967]
    assert sheet.cell(at, 6).value == pytest.approx(186.527707168, abs=1e-8)
    assert (sheet.cell(at, 4).number_format, sheet.cell(at, 6).number_format) == (
        "[$-421]#,##0_)", "[$-421]#,##0.00_)",
    )  # fmt: skip
    assert sheet.cell(by_text["Suhu arsip (R1)"], 6).value == "n/a"
    texts = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    assert [text for text in texts if text][-5:] == note_texts(made_by_name(made)["target-realisasi"])
    assert tables_book(reckon(material())) == tables_book(made)
    assert check_xlsx(tables_book(made), sdk=False) == []


def test_a_note_about_hundreds_of_indicators_goes_over_several_rows() -> None:
    made = reckon(material())
    long = "Belum diukur: " + ", ".join(f"Persentase layanan ke-{number}" for number in range(400)) + "."
    tables = [(one, replace(tabel, catatan=(Paragraf(polos(long)),))) for one, tabel in made.tabel]
    data = tables_book(replace(made, tabel=tuple(tables)))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["target-realisasi"]
    texts = [sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)]
    start = next(at for at, text in enumerate(texts) if str(text).startswith("Belum diukur"))
    assert " ".join(texts[start:]) == long
    assert 1 < len(texts[start:]) < 5
    assert [row for row, look in sheet.row_dimensions.items() if (look.height or 0) > 409] == []
    assert check_xlsx(data, sdk=False) == []


def made_by_name(made: Hitungan) -> dict[str, Tabel]:
    return {asked_.nama: one for asked_, one in made.tabel if not asked_.pilihan}


def test_the_json_has_every_table_chart_and_figure_with_all_digits() -> None:
    made = reckon(material())
    data = json.loads(as_json(made))
    assert len(data["tabel"]) == 12 + 11 * 2
    keys = [one["kunci"] for one in data["tabel"]]
    assert len(set(keys)) == len(keys)
    assert data["angka"]["B1.capaian"]["teks"] == "186,53%"
    assert data["angka"]["B1.capaian"]["nilai"].startswith("186.5277071682765")
    assert data["angka"]["R1.capaian"] == {
        "teks": "n/a", "nilai": None, "alasan": "realisasi triwulan IV belum diisi",
    }  # fmt: skip
    assert as_json(reckon(material())) == as_json(made)


@pytest.mark.parametrize(
    ("nama", "options", "message"),
    [
        ("target-realisai", {}, 'tidak ada tabel bernama "target-realisai"'),
        ("anggaran-program", {"sasaran": 1}, '[tabel: anggaran-program sasaran=1]: pilihan "sasaran" tidak dikenal'),
        ("renstra", {"sasaran": "x"}, "[tabel: renstra sasaran=x]: tidak ada sasaran x"),
    ],
)
def test_a_wrong_request_is_told(nama: str, options: dict[str, object], message: str) -> None:
    made, (told,) = make_table(material(), asked("tabel", nama, **options))
    assert (made, told.code, told.message) == (None, "B03", message)
    assert told.hint
