"""A form that came back: recognised by its content, every value judged again, every finding with its cell."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment

from doctool.border.workbook import inspect
from doctool.convert.libreoffice import find_soffice
from doctool.findings import Finding, Severity
from doctool.forms import cells, xls_child
from doctool.forms.cells import Book, Rupa
from doctool.forms.collected import collect
from doctool.forms.content import forms_for
from doctool.forms.expected import Expected
from doctool.forms.number_rules import rule_of
from doctool.forms.open_book import open_book
from doctool.forms.read import Bacaan
from doctool.forms.recap import compile_recap
from doctool.forms.recap_book import recap_book
from doctool.indicators.write import write_workbook
from doctool.model.pengembalian import IndikatorKembali, from_json, to_json
from tests.forms import edit
from tests.forms.damage import blank_code
from tests.forms.returned import (
    SUFFIXES,
    answers,
    differences,
    fill_by_openpyxl,
    places,
    read,
    sample,
    sound_entries,
    through_libreoffice,
    wanted,
    write,
)
from tests.forms.samples import EVERY_KIND, indicator, loaded, year
from tests.hostile_workbooks import change, compound, pack, with_part

EXPECTED = Expected(loaded(EVERY_KIND))
FORM = forms_for(EXPECTED.loaded)[0]
ENTRIES = sound_entries(FORM, 7)
DATA = write(FORM, ENTRIES)
PLACES = places(FORM)


def with_cell(key: str, field: str, kind: str, value: str, *, number_format: int = 0, formula: str = "") -> Bacaan:
    book = edit.Book(DATA)
    sheet, row, column = PLACES[key, field]
    style = book.style(number_format) if number_format else ""
    book.sheet(sheet).put(row, column, kind, value, style=style, formula=formula)
    return read(book.save(), EXPECTED)


def about(found: Bacaan, key: str, field: str) -> list[Finding]:
    sheet, row, column = PLACES[key, field]
    cell = f"{sheet}!{edit.letters(column)}{row}"
    return [one for one in found.temuan if one.where.cell == cell]


def row(found: Bacaan, kode: str) -> IndikatorKembali:
    assert found.kembali is not None
    return next(one for one in found.kembali.indikator if one.kode == kode)


def test_a_filled_form_is_read_as_it_was_filled_in() -> None:
    found = read(DATA, EXPECTED, name="Form (1) revisi fix.pdf")
    assert found.kembali is not None
    assert differences(answers(found.kembali), wanted(FORM, ENTRIES)) == []
    one = found.kembali
    assert (one.kantor, one.tahun, one.bidang, one.triwulan) == ("kota-contoh", 2026, "dafduk", 4)
    assert (one.dikenali, one.berkas, len(one.sha256)) == ("lembar identitas", "Form (1) revisi fix.pdf", 64)
    assert one.indikator[0].realisasi[0].sel == "Form Isian!L" + one.indikator[0].realisasi[0].sel[12:]


def test_a_reading_survives_being_kept() -> None:
    found = read(DATA, EXPECTED).kembali
    assert found is not None
    assert from_json(to_json(found), "x.json") == found


def test_what_the_form_itself_showed_is_kept_beside() -> None:
    shown = row(read(DATA, EXPECTED), "RASIO").tampil
    assert shown["capaian"].nilai is not None
    assert shown["realisasi_tw1"].nilai is not None


@pytest.mark.parametrize("values", [True, False])
def test_openpyxl_sees_the_same_cells(values: bool) -> None:
    ours = open_book(inspect(DATA, "x")).by_name()
    theirs = openpyxl.load_workbook(io.BytesIO(DATA), data_only=values)
    for sheet in theirs:
        for line in sheet.iter_rows():
            for cell in line:
                one = ours[sheet.title].at(cell.row, cell.column)
                if not values and one.formula:
                    assert one.formula == cell.value
                elif isinstance(cell.value, int | float):
                    assert one.number == Decimal(f"{cell.value:.15g}")
                elif values or not one.formula:
                    assert one.text == (cell.value or "").replace("_x000D_", "\r")


@pytest.mark.parametrize(
    ("kind", "value", "number_format", "words"),
    [
        ("n", "46054", 14, "tanggal 1 Februari 2026; mungkin diketik 1.2 atau 1/2"),
        ("b", "1", 0, "berisi TRUE"), ("e", "#REF!", 0, "galat #REF!"), ("inlineStr", "1,250", 0, "dua bilangan"),
        ("inlineStr", "nihil", 0, "nol atau tidak ada data"), ("inlineStr", "5 km", 0, 'bersatuan "km"'),
        ("n", "1E+300", 0, "terlalu besar"), ("n", "2000", 0, "terlalu besar"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_with_its_cell_and_what_to_do(
    kind: str, value: str, number_format: int, words: str
) -> None:
    found = with_cell("NAIK", "realisasi_tw2", kind, value, number_format=number_format)
    (finding,) = about(found, "NAIK", "realisasi_tw2")
    assert words in finding.message
    assert finding.message.startswith("NAIK, realisasi triwulan II: ")
    assert (finding.severity, bool(finding.hint)) == (Severity.ERROR, True)
    answer = row(found, "NAIK").realisasi[1]
    assert (answer.keadaan, answer.nilai, answer.hitungan) == ("salah", None, None)


@pytest.mark.parametrize(
    ("kind", "text", "hint"),
    [
        ("uang", "Rp 612,5 juta", "612.500.000"), ("uang", "Rp 1,5 M", "penuh"), ("uang", "Rp 500 ribu", "500.000"),
        ("uang", "5 juta", "5.000.000"), ("RASIO/P", "5 ribu", "5.000"), ("RASIO/P", "12 lusin", "144"),
        ("RASIO/P", "12 kg", "angkanya saja"), ("JUMLAH", "5 ribu", "5.000"),
    ],
)  # fmt: skip
def test_a_word_that_makes_a_number_larger_is_never_dropped(kind: str, text: str, hint: str) -> None:
    key = next(one.kunci for one in FORM.money if not one.parts) if kind == "uang" else kind
    field = "realisasi" if kind == "uang" else "realisasi_tw1"
    found = with_cell(key, field, "inlineStr", text)
    (finding,) = (one for one in about(found, key, field) if one.code != "F32")
    assert (finding.code, finding.severity) == ("F20", Severity.ERROR)
    assert hint in finding.hint
    assert found.kembali is not None
    assert answers(found.kembali)[key, field] == ("salah", None, "")


def test_a_formula_is_no_answer_and_its_result_is_told() -> None:
    found = with_cell("NAIK", "realisasi_tw2", "n", "25", formula="12+13")
    assert "=12+13 (hasilnya 25)" in about(found, "NAIK", "realisasi_tw2")[0].message


def test_percent_is_read_in_percent_and_nowhere_else() -> None:
    found = with_cell("NAIK", "realisasi_tw1", "n", "0.9537", number_format=10)
    assert row(found, "NAIK").realisasi[0].nilai == Decimal("95.37")
    found = with_cell("JUMLAH", "realisasi_tw1", "n", "0.5", number_format=10)
    assert [one.code for one in about(found, "JUMLAH", "realisasi_tw1")] == ["F24"]
    assert row(found, "JUMLAH").realisasi[0].keadaan == "salah"


def test_a_share_where_percent_is_wanted_is_asked_about() -> None:
    found = with_cell("NAIK", "realisasi_tw1", "n", "0.9537")
    assert [(one.code, one.severity) for one in about(found, "NAIK", "realisasi_tw1")] == [("F24", Severity.WARNING)]
    assert row(found, "NAIK").realisasi[0].nilai == Decimal("0.9537")
    found = with_cell("NAIK", "realisasi_tw1", "inlineStr", "0,9537")
    assert [(one.code, one.severity) for one in about(found, "NAIK", "realisasi_tw1")] == [("F24", Severity.WARNING)]


def test_numbers_have_the_digits_that_were_shown() -> None:
    found = with_cell("NAIK", "realisasi_tw1", "n", "95.370000000000005")
    assert row(found, "NAIK").realisasi[0].nilai == Decimal("95.37")


def test_what_is_counted_is_whole_and_not_negative() -> None:
    for value, code in (("12.5", "F26"), ("-1", "F25")):
        found = with_cell("JUMLAH", "realisasi_tw3", "n", value)
        assert [one.code for one in about(found, "JUMLAH", "realisasi_tw3")] == [code]


@pytest.mark.parametrize(("unit", "counts"), [
    ("kartu", True), ("keping", True), ("Kutipan akta", True), ("% kartu", False), ("indeks", False), ("menit", False),
])  # fmt: skip
def test_units_of_what_is_counted_one_by_one(unit: str, counts: bool) -> None:
    indikator = next(one.indikator for one in FORM.indicators if one.kunci == "JUMLAH")
    assert rule_of(indikator.model_copy(update={"satuan": unit})).counts is counts


def test_a_grade_must_be_one_of_the_list() -> None:
    assert row(with_cell("TINGKAT", "realisasi_tw4", "inlineStr", " bb "), "TINGKAT").realisasi[3].teks == "BB"
    found = with_cell("TINGKAT", "realisasi_tw4", "inlineStr", "Baik")
    assert "D, C, CC, B, BB, A, AA" in about(found, "TINGKAT", "realisasi_tw4")[0].hint


def test_more_than_the_whole_is_told() -> None:
    found = with_cell("RASIO/P", "realisasi_tw1", "n", "999999")
    assert any(one.code == "F25" and "lebih besar daripada penyebut" in one.message for one in found.temuan)


def test_money_beyond_its_plan_is_told() -> None:
    key = next(one.kunci for one in FORM.money if one.pagu == 7000)
    found = with_cell(key, "realisasi", "n", "7001")
    assert [(one.code, one.severity) for one in about(found, key, "realisasi")] == [("F25", Severity.WARNING)]


def test_a_target_missed_without_cause_and_remedy_goes_back() -> None:
    book = edit.Book(DATA)
    for field, kind, value in (("realisasi_tw4", "n", "10"), ("hambatan", "", ""), ("solusi", "inlineStr", "-")):
        book.form.put(*PLACES["NAIK", field][1:], kind, value)
    found = read(book.save(), EXPECTED)
    assert sorted(one.message for one in found.temuan if one.code == "F33") == [
        "NAIK: capaian 10,53 %, tetapi hambatan/penyebab kosong",
        "NAIK: capaian 10,53 %, tetapi solusi/tindak lanjut kosong",
    ]


def test_a_quarter_left_empty_with_its_reason_is_not_asked_for_again() -> None:
    bare, told = edit.Book(DATA), edit.Book(DATA)
    for book, reason in ((bare, ""), (told, "survei ditunda")):
        for field, kind, value in (("realisasi_tw4", "n", ""), ("hambatan", "inlineStr", reason)):
            book.form.put(*PLACES["NAIK", field][1:], kind, value)
    hints = [
        [one.hint for one in read(book.save(), EXPECTED).temuan if one.code == "F31" and "NAIK" in one.message]
        for book in (bare, told)
    ]
    assert "tulis alasannya di kolom Hambatan" in hints[0][0]
    assert "biarkan: alasan di kolom Hambatan dipakai" in hints[1][0]


def test_quarters_not_yet_due_are_not_missed() -> None:
    second = forms_for(EXPECTED.loaded, sampai=2)[0]
    entries = {key: {name: value for name, value in one.items() if name not in ("realisasi_tw3", "realisasi_tw4")}
               for key, one in ENTRIES.items()}  # fmt: skip
    found = read(write(second, entries), EXPECTED)
    assert found.kembali is not None
    assert found.kembali.triwulan == 2
    assert [one.message for one in found.temuan if one.code == "F31"] == []
    whole = read(write(FORM, entries), EXPECTED)
    assert "NAIK: realisasi triwulan III, IV belum diisi" in [one.message for one in whole.temuan]


def second_quarter(quarters: tuple[str, ...]) -> Bacaan:
    """The form of the second quarter, with the first answers in `quarters` (realisasi_tw1, ...)."""
    second = forms_for(EXPECTED.loaded, sampai=2)[0]
    entries = {
        key: {name: value for name, value in one.items() if name != "hambatan" and not name.startswith("realisasi_tw")}
        | {to: one[name] for name, to in zip(("realisasi_tw1", "realisasi_tw2"), quarters, strict=False) if name in one}
        for key, one in ENTRIES.items()
    }
    return read(write(second, entries), EXPECTED)


def test_answers_one_column_too_far_are_an_error() -> None:
    found = second_quarter(("realisasi_tw2", "realisasi_tw3"))
    told = [one for one in found.temuan if one.code == "F38"]
    assert {one.severity for one in told} == {Severity.ERROR}
    assert any(one.message.startswith("NAIK: ") and "triwulan III" in one.message for one in told)
    assert any(one.message.startswith("RASIO/P: ") for one in told)
    assert not any(one.code == "F38" for one in second_quarter(("realisasi_tw1", "realisasi_tw2")).temuan)


def test_answers_pushed_out_of_the_quarters_are_an_error() -> None:
    for key in ("NAIK", "RASIO/Y"):
        book = edit.Book(DATA)
        sheet, line, column = PLACES[key, "realisasi_tw4"]
        book.sheet(sheet).put(line, column + 1, "n", "12")
        book.sheet(sheet).put(line, column - 3, "", "")
        found = read(book.save(), EXPECTED)
        assert [one.severity for one in found.temuan if one.code == "F38"] == [Severity.ERROR]


def test_grades_and_texts_pushed_out_of_the_quarters_are_an_error_too() -> None:
    for key, text in (("TINGKAT", " aa "), ("NAIK", "95,5 %")):
        book = edit.Book(DATA)
        _, line, column = PLACES[key, "realisasi_tw4"]
        for at in range(column - 3, column + 1):
            book.form.put(line, at, "", "")
        book.form.put(line, column + 1, "inlineStr", text)
        (told,) = (one for one in read(book.save(), EXPECTED).temuan if one.code == "F38")
        assert (told.severity, told.where.cell) == (Severity.ERROR, f"Form Isian!{edit.letters(column + 1)}{line}")
        assert told.message == f'{key}: "{text.strip()}" ada sesudah triwulan IV; mungkin isian bergeser ke kanan'


def test_a_formula_that_was_only_typed_over_has_not_moved_any_answer() -> None:
    for value, codes in (("AA", {"F16"}), ("A", {"F16", "F38"}), ("lihat SK", {"F16"})):
        book = edit.Book(DATA)
        _, line, column = PLACES["TINGKAT", "realisasi_tw4"]
        for at in range(column - 3, column):
            book.form.put(line, at, "", "")
        book.form.put(line, column, "inlineStr", "AA")
        book.form.put(line, column + 1, "inlineStr", value)
        assert {one.code for one in read(book.save(), EXPECTED).temuan} & {"F16", "F38"} == codes


@pytest.mark.parametrize(
    ("key", "field", "text", "formula"),
    [("NAIK", "realisasi_tw1", "5", "1+\n4"), ("NAIK", "realisasi_tw1", "lihat\nlampiran", ""),
     ("TINGKAT", "realisasi_tw4", "sangat\nbaik", ""), ("NAIK", "pendorong", "a\nb", 'A1&"\n"')],
)  # fmt: skip
def test_a_finding_is_one_line_whatever_was_written(key: str, field: str, text: str, formula: str) -> None:
    found = with_cell(key, field, "str" if formula else "inlineStr", text, formula=formula)
    assert about(found, key, field)
    assert [one.message for one in found.temuan if "\n" in one.message or len(one.message) > 500] == []


def test_a_form_whose_own_quarter_is_empty_goes_back() -> None:
    found = second_quarter(("realisasi_tw1",))
    (finding,) = (one for one in found.temuan if one.code == "F30")
    assert (finding.severity, "realisasi triwulan II kosong" in finding.message) == (Severity.ERROR, True)


def test_a_number_far_beyond_its_target_is_told_though_explained() -> None:
    book = edit.Book(DATA)
    for number in range(1, 5):
        book.form.put(*PLACES["JUMLAH", f"realisasi_tw{number}"][1:], "n", "90000")
    told = [one for one in read(book.save(), EXPECTED).temuan if one.code == "F34" and "JUMLAH" in one.message]
    assert ["salah ketik" in one.hint for one in told] == [True]


def test_every_locked_text_is_compared() -> None:
    sheet, line, first = PLACES["NAIK", "realisasi_tw1"]
    for back, name in ((9, "sasaran"), (6, "cara hitung capaian")):
        book = edit.Book(DATA)
        book.sheet(sheet).put(line, first - back, "inlineStr", "Teks lain")
        told = [one.message for one in read(book.save(), EXPECTED).temuan if one.code == "F15"]
        assert [f"NAIK, {name} diubah" in one for one in told] == [True]


def test_nothing_measured_is_no_news_where_nothing_was_to_be() -> None:
    codes = {name: [one.code for one in about(with_cell("RENTANG", name, "inlineStr", "-"), "RENTANG", name)]
             for name in ("realisasi_tw1", "realisasi_tw2")}  # fmt: skip
    assert codes == {"realisasi_tw1": [], "realisasi_tw2": ["F29"]}


def test_a_row_moved_below_the_instructions_is_told_alone() -> None:
    book = edit.Book(DATA)
    line = PLACES["SELISIH", "realisasi_tw1"][1]
    book.form.move(lambda row, column: (row + 60 if row == line else row, column))
    found = read(book.save(), EXPECTED)
    assert [one.message for one in found.temuan if one.code in ("F13", "F14")] == [
        f"baris SELISIH dipindahkan jauh ke bawah tabel, ke baris {line + 60}; tetap dibaca"
    ]
    assert found.kembali is not None
    assert differences(answers(found.kembali), wanted(FORM, ENTRIES)) == []


def test_other_books_of_doctool_are_named_and_passed_over() -> None:
    rekap = compile_recap(EXPECTED.loaded, 2, collect([], 2))
    data = write_workbook(EXPECTED.loaded.kinerja, EXPECTED.loaded.office.kantor)
    for book, name in ((recap_book(EXPECTED.loaded.office, rekap), "rekap"), (data, "buku data kinerja")):
        found = read(book, EXPECTED)
        assert found.kembali is None
        assert [(one.code, one.severity, name in one.message) for one in found.temuan] == [
            ("F02", Severity.WARNING, True)
        ]


def test_a_damaged_part_that_holds_no_answer_costs_none() -> None:
    for part in ("xl/theme/theme1.xml", "docProps/core.xml", "docProps/app.xml"):
        found = read(change(DATA, part, lambda xml: xml[: len(xml) // 2]), EXPECTED)
        assert found.kembali is not None
        assert differences(answers(found.kembali), wanted(FORM, ENTRIES)) == []


def test_numbers_are_still_read_where_formats_are_lost_and_small_percentages_asked_back() -> None:
    found = read(change(DATA, "xl/styles.xml", lambda xml: b"<x>"), EXPECTED)
    assert found.kembali is not None
    assert not found.kembali.layak
    assert row(found, "JUMLAH").realisasi[0].nilai == ENTRIES["JUMLAH"]["realisasi_tw1"]


def test_a_sheet_cut_short_gives_no_half_of_its_answers() -> None:
    found = read(change(DATA, "xl/worksheets/sheet1.xml", lambda xml: xml[:-400]), EXPECTED)
    assert found.kembali is not None
    assert found.kembali.indikator == ()
    assert any(one.code == "F45" and one.severity is Severity.ERROR for one in found.temuan)
    assert [one.realisasi.nilai for one in found.kembali.anggaran] == [
        ENTRIES[one.kunci]["realisasi"] for one in found.kembali.anggaran
    ]


def test_links_and_files_within_are_told_and_not_opened() -> None:
    link = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" '
        'Target="file:///C:/data/lama.xlsx" TargetMode="External"/></Relationships>'
    )
    data = with_part(DATA, "xl/externalLinks/_rels/externalLink1.xml.rels", link.encode())
    found = read(with_part(data, "xl/embeddings/a.bin", b"x"), EXPECTED)
    assert found.kembali is not None
    assert found.kembali.layak
    assert [one.message for one in found.temuan if one.code == "F40"] == [
        'berkas ini menunjuk ke berkas lain: "file:///C:/data/lama.xlsx"; tidak dibuka',
        "ada berkas lain di dalam berkas ini; tidak dibuka",
    ]


def test_control_characters_are_dropped_and_told() -> None:
    found = with_cell("NAIK", "pendorong", "inlineStr", "a_x0007_b_x202E_c")
    assert row(found, "NAIK").teks["pendorong"].teks == "abc"
    assert [one.code for one in about(found, "NAIK", "pendorong")] == ["F36"]


def test_a_workbook_that_is_no_form_is_told() -> None:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    found = read(out.getvalue(), EXPECTED)
    assert (found.kembali, [one.code for one in found.temuan]) == (None, ["F02"])


def test_a_row_added_above_the_first_is_told() -> None:
    book = edit.Book(DATA)
    first = min(row for sheet, row, _ in PLACES.values() if sheet == "Form Isian")
    book.form.move(lambda row, column: (row + (row >= first), column))
    book.form.put(first, 4, "inlineStr", "Indikator baru")
    book.form.put(first, 12, "n", "42")
    found = read(book.save(), EXPECTED)
    assert [(one.code, one.severity) for one in found.temuan if one.code == "F13"] == [("F13", Severity.ERROR)]
    assert found.kembali is not None
    assert differences(answers(found.kembali), wanted(FORM, ENTRIES)) == []


@pytest.mark.parametrize("heading", [True, False])
def test_quarters_are_known_without_their_first_column(heading: bool) -> None:
    book = edit.Book(DATA)
    top = min(row for sheet, row, _ in PLACES.values() if sheet == "Form Isian") - 3
    title = book.form.content(top, 12)
    book.form.move(lambda row, column: (row, 0 if column == 12 else column - (column > 12)))
    if heading:
        book.form.set_content(top, 12, title)
    found = read(book.save(), EXPECTED)
    quarters = row(found, "NAIK").realisasi
    assert [one.nilai for one in quarters] == [None, *(ENTRIES["NAIK"][f"realisasi_tw{at}"] for at in (2, 3, 4))]
    assert [one.message for one in found.temuan if one.code == "F10"] == ['kolom "Realisasi triwulan I" tidak ada lagi']


def test_headings_that_no_longer_stand_over_their_cells_are_not_believed() -> None:
    book = edit.Book(DATA)
    top = min(row for sheet, row, _ in PLACES.values() if sheet == "Form Isian") - 3
    columns = [19, 20, 21, 22, 23, 24]
    titles = [book.form.content(top, column) for column in columns]
    for column, title in zip(columns, [*titles[1:], ([], None)], strict=True):
        book.form.set_content(top, column, title)
    found = read(book.save(), EXPECTED)
    assert found.kembali is not None
    assert differences(answers(found.kembali), wanted(FORM, ENTRIES)) == []
    assert {one.code for one in found.temuan} >= {"F10"}


def test_another_layout_is_told() -> None:
    book = edit.Book(DATA)
    book.identity.put(2, 2, "inlineStr", "9")
    found = read(book.save(), EXPECTED)
    assert (found.kembali, [one.code for one in found.temuan]) == (None, ["F05"])


def test_a_changed_dataset_is_not_taken_for_a_change_by_the_bidang() -> None:
    indicators = EVERY_KIND["sasaran"][0]["indikator"]
    others = (one | {"target": "97"} if one["kode"] == "NAIK" else one for one in indicators)
    changed = year(*others, program=EVERY_KIND["program"], catatan=EVERY_KIND["catatan"])
    found = read(DATA, Expected(loaded(changed)))
    assert [one.message for one in found.temuan if one.code == "F08"] == [
        "data kinerja atau data kantor berubah sesudah formulir ini dibuat; dibandingkan dengan data kini",
        'NAIK, target tahun: formulir dibuat dengan "95", data kini "97"',
    ]
    assert not [one for one in found.temuan if one.code == "F15"]


def test_units_of_one_office_are_told_apart_by_their_rows_alone() -> None:
    data = year(indicator("A1"), indicator("A2"), indicator("B1", penanggung_jawab="piak"))
    expected = Expected(loaded(data))
    for form in forms_for(expected.loaded):
        book = edit.Book(write(form, sound_entries(form, 1)))
        book.remove_entry(2)
        del book.parts["xl/worksheets/sheet3.xml"]
        blank_code(book, "")
        found = read(book.save(), expected)
        assert found.kembali is not None
        assert (found.kembali.bidang, found.kembali.dikenali) == (form.bidang, "kode baris")


def test_an_old_file_is_not_read_where_its_reader_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    found = read(compound("Workbook"), EXPECTED)
    assert (found.kembali, found.temuan[0].code) == (None, "F01")
    assert "doctool[xls]" in found.temuan[0].hint


def test_an_old_file_that_breaks_its_reader_is_refused() -> None:
    found = read(compound("Workbook") + bytes(5000), EXPECTED)
    assert (found.kembali, found.temuan[0].code) == (None, "F01")
    assert "tidak terbaca" in found.temuan[0].message


def test_values_of_an_old_file_keep_their_kind() -> None:
    assert [xls_child.to_cell(one) for one in ("", None)] == [None, None]
    cells = map(xls_child.to_cell, (True, 1, 2.5, "x", "#REF!", float("inf")))
    kinds = [cell.rupa for cell in cells if cell is not None]
    assert kinds == [Rupa.LOGIKA, Rupa.BILANGAN_SAJA, Rupa.BILANGAN_SAJA, Rupa.TEKS, Rupa.GALAT, Rupa.GALAT]


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_forms_come_back_equal_from_every_format(tmp_path: Path) -> None:
    seeds = range(1, 7)
    files = []
    for seed in seeds:
        _, form = sample(seed, 12)
        files.append(tmp_path / f"{seed}.xlsx")
        files[-1].write_bytes(fill_by_openpyxl(form, sound_entries(form, seed)))
    for suffix in SUFFIXES:
        for seed, made in zip(seeds, through_libreoffice(files, tmp_path, suffix), strict=True):
            expected, form = sample(seed, 12)
            found = read(made.read_bytes(), expected).kembali
            assert found is not None
            assert differences(answers(found), wanted(form, sound_entries(form, seed))) == []


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_every_format_tells_percent_formulas_errors_and_what_is_hidden(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    for row, value in enumerate((0.9537, "=1+2", "=1/0", 95.37, date(2026, 2, 1), 7), start=1):
        sheet.cell(row, 1).value = value
    sheet["A1"].number_format, sheet["A6"].number_format = "0.00%", '#,##0 "orang"'
    sheet["A4"].comment = Comment("sementara", "Budi")
    sheet.row_dimensions[5].hidden = sheet.column_dimensions["C"].hidden = True
    made.save(tmp_path / "x.xlsx")
    for suffix in SUFFIXES:
        (file,) = through_libreoffice([tmp_path / "x.xlsx"], tmp_path, suffix)
        found = open_book(inspect(file.read_bytes(), "x")).sheets[0]
        kinds = [found.at(row, 1).rupa for row in range(1, 7)]
        assert kinds == [Rupa.PERSEN, Rupa.BILANGAN, Rupa.GALAT, Rupa.BILANGAN, Rupa.TANGGAL, Rupa.BILANGAN]
        assert [bool(found.at(row, 1).formula) for row in (1, 2, 3)] == [False, True, True]
        assert found.at(3, 1).text == "#DIV/0!"
        assert (found.hidden_rows, 3 in found.hidden_columns, found.complete) == ({5}, True, True)
        assert list(found.comments) == [(4, 1)]


def test_repeated_cells_of_an_open_document_cost_nothing() -> None:
    names = "office", "table", "text"
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    cell = '<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>'
    rows = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name='x'>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    data = pack({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})
    made: Book = open_book(inspect(data, "x"))
    assert made.faults == [("x", 'lembar "x" terlalu besar, jadi isinya tidak dibaca')]
    assert made.sheets[0].cells == {}


def test_sheets_without_end_are_not_all_read_and_told() -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = (
        '<table:table table:name="T"><table:table-row table:number-rows-repeated="5000"><table:table-cell '
        'table:number-columns-repeated="200" office:value-type="string"><text:p>x</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>{table * 40}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    book = open_book(inspect(pack({"mimetype": kind, "content.xml": content.encode()}), "bom.ods"))
    assert len(book.sheets) < 5
    assert sum(len(sheet.cells) for sheet in book.sheets) == 0
    assert any("terlalu banyak sel" in message for _, message in book.faults)


def test_what_lies_behind_too_many_cells_is_told_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MAX_CELLS", 100)
    found = read(DATA, EXPECTED)
    assert any(one.code == "F45" and "terlalu banyak sel" in one.message for one in found.temuan)
    assert any(one.severity is Severity.ERROR for one in found.temuan)


def test_a_flood_of_mistyped_codes_is_told_once_for_each_of_the_first() -> None:
    book = edit.Book(DATA)
    for number in range(60, 360):
        book.form.put(number, 30, "inlineStr", f"DT1-kota-contoh-2026-dafduk-{number:08x}")
    assert 0 < sum(one.code == "F06" for one in read(book.save(), EXPECTED).temuan) <= 100
