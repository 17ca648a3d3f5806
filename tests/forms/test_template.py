"""Templates as offices leave them: saved again by other programs, edited, broken."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image

from doctool.convert.libreoffice import find_soffice
from doctool.errors import ContentError
from doctool.forms.content import forms_for
from doctool.forms.field_map import LEMBAR_ANGGARAN, LEMBAR_KINERJA
from doctool.forms.write import NAME, check_template, compile_form, compile_template, own_template
from doctool.loaded import LoadedKantor, Positions
from tests.forms.opened import book, cells, differences, key_rows
from tests.forms.samples import EVERY_KIND, compiled, loaded, office, random_entries
from tests.gate import check_xlsx, xsd_errors
from tests.gate_lint_xlsx import lint_xlsx
from tests.resave import resave

ROOT = Path(__file__).resolve().parents[2]


def form():  # type: ignore[no-untyped-def]
    return forms_for(loaded(EVERY_KIND))[0]


def saved(edit: Callable[[openpyxl.Workbook], object], *, unlocked: bool = False) -> bytes:
    """The template edited and saved by openpyxl, which leaves out allowed ranges; `unlocked`: its rows instead."""
    opened = openpyxl.load_workbook(io.BytesIO(own_template()))
    edit(opened)
    for name in (LEMBAR_KINERJA, LEMBAR_ANGGARAN) if unlocked else ():
        for row in opened[name].iter_rows(min_row=9, max_row=14):
            for cell in row:
                cell.protection = Protection(locked=False)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def with_parts(change: Callable[[str, str], str], extra: dict[str, str] | None = None) -> bytes:
    """The template with the XML of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(own_template())) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith((".xml", ".rels")):
                content = change(name, content.decode()).encode()
            target.writestr(name, content)
        for name, text in (extra or {}).items():
            target.writestr(name, text)
    return out.getvalue()


def codes(data: bytes) -> list[tuple[str, str]]:
    """Code and cell of each finding."""
    return [(one.code, one.where.cell) for one in check_template(data, NAME)]


def test_the_templates_are_what_the_script_makes_and_are_sound() -> None:
    from scripts.make_form_template import make

    data = make()
    assert data == own_template() == (ROOT / "templates" / "xlsx" / NAME).read_bytes()
    assert xsd_errors(data) == []
    assert check_template(data, NAME) == []


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_a_template_that_libreoffice_saved_gives_the_same_form(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_bytes(own_template())
    (tmp_path / "lagi").mkdir()
    again = resave([file], tmp_path / "lagi")[0].read_bytes()
    assert check_template(again, NAME) == []
    entries = random_entries(form(), 5)
    made = compile_template(again, office(), NAME).write(form(), entries)
    ours = compiled().write(form(), entries)
    # LibreOffice writes no theme, which only the newest of programs ask for.
    assert [one for one in check_xlsx(made, formulas=True) if "theme" not in one] == []
    for values in (True, False):
        left, right = book(ours, values=values), book(made, values=values)
        for name in (LEMBAR_KINERJA, LEMBAR_ANGGARAN):
            assert differences(left[name], right[name]) == []
    assert _ranges(made) == _ranges(ours)
    assert _lists(right) == _lists(left)


def _ranges(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r"<protectedRange [^>]*>", text)
    return {area for one in found for area in (re.search(r'sqref="([^"]*)"', one) or [""])[1].split()}


def _lists(opened: openpyxl.Workbook) -> list[tuple[str, str, str]]:
    rules = opened[LEMBAR_KINERJA].data_validations.dataValidation
    return sorted((one.type, str(one.formula1), str(one.sqref)) for one in rules if one.type == "list")


def test_prefixes_and_inline_texts_of_other_programs_are_read() -> None:
    def prefixed(name: str, text: str) -> str:
        if not name.startswith("xl/worksheets/sheet"):
            return text
        text = re.sub(r"<(/?)(?!\?)(?![a-z0-9]+:)([A-Za-z])", r"<\1x:\2", text)
        return text.replace('xmlns="http://schemas.openxml', 'xmlns:x="http://schemas.openxml')

    data = with_parts(prefixed)
    assert b"<x:sheetData>" in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    made = compile_template(data, office(), NAME).write(form())
    assert check_xlsx(made, formulas=True) == []
    assert differences(book(compiled().write(form()))[LEMBAR_KINERJA], book(made)[LEMBAR_KINERJA]) == []


def test_an_office_may_leave_out_and_move_columns_and_add_its_own() -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        sheet = opened[LEMBAR_KINERJA]
        row = next(row for row in range(1, 40) if sheet.cell(row, 1).value == "{{ baris.indikator }}")
        for at in range(row, row + 4):
            sheet.cell(at, 6).value = None  # Cara hitung capaian
            sheet.cell(at, 25).value = f"=IF(COUNT(L{at}:O{at})=0,0,SUM(L{at}:O{at})*$Z$3)"
            for column in range(8, 12):
                sheet.cell(at, column).value = None
            for column, name in ((19, "hambatan"), (20, "pendorong")):
                sheet.cell(at, column).value = f"{{{{ {name} }}}}"
        sheet["Y3"] = f"=SUM(Y{row}:Y{row + 5})+Anggaran!$D$9"
        sheet["Z3"] = 2
        bottom = sheet.max_row + 3
        sheet.cell(bottom, 2).value = f"=COUNTA(A{row}:A{row + 5})&\" baris, \"&$Z$3"

    data = saved(edit, unlocked=True)
    found = check_template(data, NAME)
    assert {one.severity.value for one in found} == {"peringatan"}, found
    entries = {"NAIK": {"realisasi_tw4": Decimal(95), "hambatan": "h"}}
    made = compile_template(data, office(), NAME).write(form(), entries)
    sheet = book(made)[LEMBAR_KINERJA]
    rows = key_rows(sheet)
    first, last = rows["NAIK"], rows["NOL"]
    row = rows["JUMLAH"]
    assert sheet[f"Y{row}"].value == f"=IF(COUNT(L{row}:O{row})=0,0,SUM(L{row}:O{row})*$Z$4)", "the kop has two lines"
    assert sheet["Y4"].value == f"=SUM(Y{first}:Y{last})+Anggaran!$D$10"
    assert f'=COUNTA(A{first}:A{last})&" baris, "&$Z$4' in cells(sheet).values()
    assert sheet[f"S{rows['NAIK']}"].value == "h"
    values = book(made, values=True)[LEMBAR_KINERJA]
    assert values[f"Q{rows['NAIK']}"].value == 100


def test_what_stands_below_the_table_moves_with_it() -> None:
    def edit(opened: openpyxl.Workbook) -> None:
        sheet = opened[LEMBAR_KINERJA]
        bottom = sheet.max_row + 2
        sheet.merge_cells(start_row=bottom, end_row=bottom + 1, start_column=1, end_column=4)
        sheet.cell(bottom, 1).value = "Tindasan {{ bidang }}"
        rule = DataValidation(type="list", formula1='"ya,tidak"')
        rule.add(f"F{bottom}")
        sheet.add_data_validation(rule)
        sheet.row_breaks.append(openpyxl.worksheet.pagebreak.Break(id=bottom - 1))
        sheet.cell(bottom, 6).hyperlink = "https://contoh.go.id/"
        sheet.print_area = f"A1:X{bottom + 1}"

    made = compile_template(saved(edit, unlocked=True), office(), NAME).write(form())
    assert [*lint_xlsx(made, formulas=True), *xsd_errors(made)] == []
    sheet = book(made)[LEMBAR_KINERJA]
    bottom = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("Tindasan"))
    assert bottom == sheet.max_row - 1
    assert sheet.cell(bottom, 1).value == "Tindasan Bidang Pelayanan Pendaftaran Penduduk"
    assert f"A{bottom}:D{bottom + 1}" in {str(one) for one in sheet.merged_cells.ranges}
    assert f"F{bottom}" in {str(one.sqref) for one in sheet.data_validations.dataValidation}
    assert [one.id for one in sheet.row_breaks.brk] == [bottom - 1]
    assert sheet.cell(bottom, 6).hyperlink.target == "https://contoh.go.id/"
    assert sheet.print_area.endswith(f"$X${bottom + 1}")


def test_newer_validations_and_shared_formulas_are_moved() -> None:
    x14 = (
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1" '
        'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1">'
        "<x14:formula1><xm:f>Anggaran!$C$9:$C$11</xm:f></x14:formula1><xm:sqref>E9:E14</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst></worksheet>"
    )

    def edit(name: str, text: str) -> str:
        if not name.endswith("sheet1.xml"):
            return text
        text = text.replace("</worksheet>", x14)
        for row, formula in ((12, '<f t="shared" ref="Y12:Y13" si="0">L12+$A$8</f>'), (13, '<f t="shared" si="0"/>')):
            text = re.sub(rf'(<c r="X{row}"[^>]*(?:/>|>.*?</c>))', rf'\1<c r="Y{row}">{formula}<v>0</v></c>', text)
        return text

    made = compile_template(with_parts(edit), office(), NAME).write(form())
    assert xsd_errors(made) == []
    with pytest.warns(UserWarning, match="Data Validation extension"):
        sheet = book(made)[LEMBAR_KINERJA]
    rows = key_rows(sheet)
    assert sheet[f"Y{rows['RASIO']}"].value == f"=L{rows['RASIO']}+$A$9"
    assert sheet[f"Y{rows['RASIO/P']}"].value == f"=L{rows['RASIO/P']}+$A$9"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
    assert f"<xm:sqref>E{rows['NAIK']}:E{rows['NOL']}</xm:sqref>" in text
    money = key_rows(book(compiled().write(form()))[LEMBAR_ANGGARAN])
    assert f"<xm:f>Anggaran!$C${money['A/1']}:$C${money['A/2']}</xm:f>" in text


def test_the_crest_of_the_office_is_in_its_forms(tmp_path: Path) -> None:
    Image.new("RGB", (300, 400), "navy").save(tmp_path / "lambang.jpg")
    plain = office()
    kop = plain.kantor.kop.model_copy(update={"logo": "lambang.jpg"})
    where = LoadedKantor(plain.kode, plain.kantor.model_copy(update={"kop": kop}), Positions("k"), str(tmp_path))
    made = compile_form(where).write(forms_for(loaded(EVERY_KIND, where))[0])
    assert check_xlsx(made, formulas=True) == []
    picture = book(made)[LEMBAR_KINERJA]._images[0]
    assert 0.7 < picture.anchor.ext.width / picture.anchor.ext.height < 0.8
    assert Image.open(io.BytesIO(picture._data())).convert("RGB").getpixel((5, 5))[2] > 100
    assert book(compiled().write(form()))[LEMBAR_KINERJA]._images == [], "no crest, no empty picture"


def _set(sheet: str, cell: str, value: str | None) -> bytes:
    def edit(opened: openpyxl.Workbook) -> None:
        opened[sheet][cell] = value

    return saved(edit)


def _first(data: bytes):  # type: ignore[no-untyped-def]
    return next(one for one in check_template(data, NAME) if one.severity.value == "galat" and one.code != "W29")


def test_an_unknown_name_is_told_with_its_cell_and_a_suggestion() -> None:
    for cell, text, hint in (
        ("A3", "FORM {{ tahunn }}", 'barangkali "tahun"'), ("D9", "{{ indikatr }}", 'barangkali "indikator"'),
        ("A9", "{{ baris.indikatorr }}", 'barangkali "baris.indikator"'), ("A3", "{{ target }}", "baris.indikator"),
        ("D9", "{{ tahun }}", "di atas atau ke bawah"), ("A3", "{% if x %}", "tidak ada di formulir"),
        ("A3", "{ tahun }}", "dua kurung"),
    ):  # fmt: skip
        found = _first(_set(LEMBAR_KINERJA, cell, text))
        assert found.where.cell == f"{LEMBAR_KINERJA}!{cell}"
        assert hint.removeprefix("di ") in found.hint


def test_what_a_form_cannot_do_without_is_told() -> None:
    assert _first(_set(LEMBAR_KINERJA, "A5", "tanpa kode")).code == "W26"
    missing = [one.message for one in check_template(_set(LEMBAR_KINERJA, "A13", None), NAME) if one.code == "W27"]
    assert missing == ['baris pola "pembilang" tidak ada (pembilangnya)', "baris ini memisahkan baris-baris pola"]
    assert _first(_set(LEMBAR_KINERJA, "L9", None)).code == "W28"
    assert _first(_set(LEMBAR_KINERJA, "P9", "{{ capaian }} %")).code == "W28"
    assert _first(_set(LEMBAR_KINERJA, "Y9", "{{ target }}")).message == '"target" di sini tidak sekolom dengan G9'
    assert _first(saved(lambda opened: opened.remove(opened[LEMBAR_ANGGARAN]))).code == "W23"
    renamed = saved(lambda opened: setattr(opened[LEMBAR_KINERJA], "title", "FormIsian"))
    assert _first(renamed).hint == 'ganti nama lembar "FormIsian" menjadi "Form Isian"'


def test_a_row_of_a_kind_may_be_left_out_where_another_stands_for_it() -> None:
    data = saved(lambda opened: opened[LEMBAR_KINERJA].delete_rows(11))
    # openpyxl moves neither merges nor formulas: only what stands in cells is looked at here.
    assert not [one for one in check_template(data, NAME) if one.code == "W27"]


def test_open_cells_that_cannot_be_filled_in_are_told() -> None:
    locked = [cell for code, cell in codes(saved(lambda _: None)) if code == "W29"]
    assert f"{LEMBAR_KINERJA}!L9" in locked, "openpyxl has lost the allowed ranges"
    unprotected = saved(lambda opened: opened[LEMBAR_KINERJA].protection.disable())
    assert ("W29", LEMBAR_KINERJA) in codes(unprotected)


def _comment(opened: openpyxl.Workbook) -> None:
    opened[LEMBAR_KINERJA]["E9"].comment = openpyxl.comments.Comment("Catatan", "Kasubbag")


def _merge(opened: openpyxl.Workbook) -> None:
    opened[LEMBAR_KINERJA].merge_cells("E9:E10")


@pytest.mark.parametrize(("change", "said"), [(_merge, "melintasi baris pola"), (_comment, "komentar")])
def test_what_cannot_be_moved_is_refused_with_a_reason(change: Callable[[openpyxl.Workbook], None], said: str) -> None:
    data = saved(change, unlocked=True)
    assert any(one.code == "W22" and said in one.message for one in check_template(data, NAME))
    with pytest.raises(ContentError, match=said):
        compile_template(data, office(), NAME)


def test_what_is_no_template_is_refused_in_words() -> None:
    assert [code for code, _ in codes(b"bukan excel")] == ["W21"]
    assert [code for code, _ in codes(own_template()[:5000])] == ["W21"]
    empty = io.BytesIO()
    openpyxl.Workbook().save(empty)
    assert {code for code, _ in codes(empty.getvalue())} == {"W23"}
    strict = with_parts(lambda _, text: text.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
    ))
    assert codes(strict)[0][0] == "W21"


def test_an_offices_own_template_is_used(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(with_parts(lambda _, text: text.replace("FORM ISIAN DATA KINERJA", "BORANG KINERJA")))
    sheet = book(compile_form(office(), tmp_path).write(form()))[LEMBAR_KINERJA]
    assert "BORANG KINERJA TAHUN 2026" in cells(sheet).values()
    (tmp_path / NAME).write_bytes(_set(LEMBAR_KINERJA, "A3", "{{ tahunn }}"))
    with pytest.raises(ContentError, match="tahunn"):
        compile_form(office(), tmp_path)
