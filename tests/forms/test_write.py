from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.errors import DoctoolError
from doctool.forms.content import forms_for
from doctool.forms.field_map import (
    IDENTITAS,
    KOLOM_KINERJA,
    LEMBAR_ANGGARAN,
    LEMBAR_IDENTITAS,
    LEMBAR_KINERJA,
    PENANDA,
    REALISASI_TW,
    cari_kode,
)
from doctool.forms.rows import LUAR_SEKSI
from doctool.forms.write import compile_form
from tests.forms.opened import book, cells, differences, key_rows, reckoned_anew
from tests.forms.samples import (
    EVERY_KIND,
    GRADES,
    ODD,
    compiled,
    indicator,
    loaded,
    office,
    random_entries,
    random_year,
    year,
)
from tests.gate import check_xlsx

SHEETS = (LEMBAR_KINERJA, LEMBAR_ANGGARAN, LEMBAR_IDENTITAS)
COLUMNS = compiled().columns[LEMBAR_KINERJA]


def form(data: object = EVERY_KIND, **more: object):  # type: ignore[no-untyped-def]
    return forms_for(loaded(data), **more)[0]  # type: ignore[arg-type]


def part(data: bytes, name: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def quarters(*values: str) -> dict[str, Decimal | str]:
    return {name: Decimal(value) for name, value in zip(REALISASI_TW, values, strict=False) if value}


def test_forms_are_sound_workbooks() -> None:
    one = form()
    assert check_xlsx(compiled().write(one), formulas=True) == []
    assert check_xlsx(compiled().write(one, random_entries(one, 1)), formulas=True) == []


def test_a_form_without_money_or_indicators_is_sound() -> None:
    only_money = form({**year(indicator("A", penanggung_jawab="piak")), "program": EVERY_KIND["program"]},
                      bidang=["dafduk"])  # fmt: skip
    for one in (form(year(indicator("A"))), only_money):
        data = compiled().write(one)
        assert check_xlsx(data, formulas=True) == []
    assert book(compiled().write(form(year(indicator("A")))))[LEMBAR_ANGGARAN].sheet_state == "hidden"
    assert book(data)[LEMBAR_ANGGARAN].sheet_state == "visible"


def test_same_data_same_bytes() -> None:
    again = compile_form(office())
    assert compiled().write(form()) == compiled().write(form()) == again.write(form())


def test_the_form_can_be_told_from_its_hidden_sheet_and_from_any_cell() -> None:
    one = form()
    opened = book(compiled().write(one))
    assert opened[LEMBAR_IDENTITAS].sheet_state == "hidden"
    records = [[cell for cell in row if cell is not None] for row in opened[LEMBAR_IDENTITAS].values]
    assert tuple(records[0]) == PENANDA
    said = {record[0]: record[1:] for record in records if record[0] in IDENTITAS}
    assert said["bidang"] == ["dafduk"]
    assert said["seksi"] == []
    assert said["sidik"] == [one.sidik]
    for name in (LEMBAR_KINERJA, LEMBAR_ANGGARAN):
        found = [code for value in cells(opened[name]).values() for code in cari_kode(str(value))]
        assert [str(code) for _, code in found] == [one.kode]
    columns = {record[2]: record[3] for record in records if record[:2] == ["kolom", LEMBAR_KINERJA]}
    assert set(columns) == {column.field for column in KOLOM_KINERJA}
    rows = {record[2]: record for record in records if record[0] == "baris"}
    sheet = opened[LEMBAR_KINERJA]
    for row in one.indicators:
        assert sheet[f"{columns['kunci']}{rows[row.kunci][4]}"].value == row.kunci
    money = opened[LEMBAR_ANGGARAN]
    assert [money[f"A{rows[row.kunci][4]}"].value for row in one.money] == [row.kunci for row in one.money]


def test_every_row_stands_where_its_key_is_with_its_targets() -> None:
    sheet = book(compiled().write(form()))[LEMBAR_KINERJA]
    rows = key_rows(sheet)
    assert [sheet[f"{COLUMNS['target']}{rows[key]}"].value for key in ("NAIK", "RENTANG", "TINGKAT", "KOSONG")] == [
        95, "80-90", "A", "-",
    ]  # fmt: skip
    assert (rows["RASIO/P"], rows["RASIO/Y"]) == (rows["RASIO"] + 1, rows["RASIO"] + 2)


def _open_cells(data: bytes, number: int = 1) -> set[str]:
    """The cells of the allowed ranges; openpyxl does not read them."""
    found = re.findall(r'<protectedRange sqref="([^"]*)"', part(data, f"xl/worksheets/sheet{number}.xml"))
    sheet = book(data)[LEMBAR_KINERJA]
    return {cell.coordinate for area in " ".join(found).split() for row in _rows(sheet, area) for cell in row}


def _rows(sheet: object, area: str):  # type: ignore[no-untyped-def]
    found = sheet[area]  # type: ignore[index]
    return found if isinstance(found, tuple) else ((found,),)


def test_what_is_to_be_filled_in_is_allowed_and_nothing_else() -> None:
    data = compiled().write(form())
    sheet = book(data)[LEMBAR_KINERJA]
    assert sheet.protection.sheet
    rows = key_rows(sheet)
    allowed = _open_cells(data)
    wanted = set()
    for key, row in ((one.kunci, rows[one.kunci]) for one in form().indicators):
        ratio = f"{key}/P" in rows
        for column in KOLOM_KINERJA:
            kind = next(one.jenis for one in form().indicators if one.kunci == key)
            if kind in column.terbuka:
                wanted.add(f"{COLUMNS[column.field]}{row}")
        assert (f"{COLUMNS['realisasi_tw1']}{row}" in allowed) is not ratio
    assert allowed == wanted
    assert all(sheet[place].protection.locked for place in allowed), "unlocked cells could be cut and break formulas"


def test_openpyxl_sees_validations_colours_heads_and_titles() -> None:
    sheet = book(compiled().write(form()))[LEMBAR_KINERJA]
    rows = key_rows(sheet)
    first = COLUMNS["realisasi_tw1"]
    rules = sheet.data_validations.dataValidation
    by_cell = {place: one for one in rules for place in str(one.sqref).replace(":", " ").split()}
    assert by_cell[f"{first}{rows['TINGKAT']}"].formula1 == f'"{",".join(GRADES)}"'
    assert (by_cell[f"{first}{rows['NAIK']}"].formula1, by_cell[f"{first}{rows['NAIK']}"].formula2) == ("0", "100")
    assert by_cell[f"{first}{rows['RASIO/P']}"].type == "decimal"
    assert "angka" in by_cell[f"{first}{rows['JUMLAH']}"].error
    head = max(row for key, row in rows.items() if key == "(1)")
    assert sheet.freeze_panes == f"E{head + 1}"
    assert sheet.print_title_rows == f"${head - 2}:${head}"
    assert sheet.print_area == f"'{LEMBAR_KINERJA}'!$A$1:$X${sheet.max_row}"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    banded = [
        rule.formula[0] for area in sheet.conditional_formatting for rule in area.rules
        if "Sangat Rendah" in rule.formula[0]
    ]  # fmt: skip
    assert banded


def test_the_paper_and_the_bands_are_the_offices() -> None:
    pita = [{"mulai": "90", "nama": 'Baik "sekali"', "warna": "00FF00"}, {"nama": "Kurang", "warna": "FF0000"}]
    where = office(gaya={"kertas": "F4"}, kinerja={"pita": pita})
    one = forms_for(loaded(EVERY_KIND, where))[0]
    data = compile_form(where).write(one, {"NAIK": quarters("9", "9", "9", "94")})
    assert check_xlsx(data, formulas=True) == []
    assert 'paperSize="14"' in part(data)
    sheet = book(data, values=True)[LEMBAR_KINERJA]
    row = key_rows(sheet)["NAIK"]
    assert sheet[f"{COLUMNS['kategori']}{row}"].value == 'Baik "sekali"'
    fills = {
        rule.formula[0].partition("=")[2]: rule.dxf.fill.bgColor.rgb
        for area in sheet.conditional_formatting for rule in area.rules if "$R" in rule.formula[0]
    }  # fmt: skip
    assert fills == {'"Baik ""sekali"""': "FF00FF00", '"Kurang"': "FFFF0000"}


@pytest.mark.skipif(find_soffice() is None, reason="needs LibreOffice")
@pytest.mark.parametrize(("kertas", "width", "least"), [("A4", 842, 6.95), ("F4", 936, 7.7), ("A3", 1191, 8.9)])
def test_it_prints_a_page_wide_in_type_that_can_be_read(
    kertas: str, width: float, least: float, tmp_path: Path
) -> None:
    where = office(kinerja={"kertas": kertas})
    big = year(indicator("A", target="1.250.000", akumulasi="jumlah", satuan="dokumen"))
    source = tmp_path / "form.xlsx"
    one = forms_for(loaded(big, where))[0]
    source.write_bytes(compile_form(where).write(one, {"A": quarters("300000", "1250000", "12345678", "400000")}))
    pdf = convert_to_pdf([source], tmp_path)[0].pdf
    assert pdf is not None
    with pdfplumber.open(pdf) as pages:
        assert [round(float(page.width)) for page in pages.pages] == [width]  # no page for the money, which is none
        page = pages.pages[0]
        text = page.extract_text()
        sizes = {word["size"] for word in page.extract_words(extra_attrs=["size"]) if word["text"] in _READ}
    assert "###" not in text
    assert "Indikator A" in text
    assert "Kepala Bidang Pelayanan Pendaftaran Penduduk," in text
    assert sizes
    assert min(sizes) >= least


_READ = {"A", "Indikator", "dokumen", "Petunjuk", "Kode", "Halaman"}


def test_quarters_after_the_forms_own_are_narrow_and_open() -> None:
    late, early = (book(compiled().write(form(sampai=until)))[LEMBAR_KINERJA] for until in (4, 2))
    letters = [COLUMNS[field] for field in REALISASI_TW]
    ours = [early.column_dimensions[letter].width for letter in letters]
    full = [late.column_dimensions[letter].width for letter in letters]
    assert all(early >= late for early, late in zip(ours[:2], full[:2], strict=True))
    assert all(narrow < wide for narrow, wide in zip(ours[2:], full[2:], strict=True))
    assert not any(early.column_dimensions[letter].hidden for letter in letters)


def test_the_guide_speaks_of_money_only_where_there_is_some() -> None:
    said = ["lembar Anggaran" in part(compiled().write(form(data))) for data in (EVERY_KIND, year(indicator("A")))]
    assert said == [True, False]


def test_another_paper_is_the_same_form() -> None:
    a4, a3 = (forms_for(loaded(EVERY_KIND, office(kinerja={"kertas": one})))[0] for one in ("A4", "A3"))
    assert a4.kode == a3.kode


def test_results_are_stored_for_those_who_do_not_reckon() -> None:
    entries = {
        "NAIK": quarters("90", "91", "92", "90,25".replace(",", ".")),
        "JUMLAH": quarters("300", "300", "300", "150"),
        "SELISIH": quarters("40", "50", "60", "50"),
        "BANDING": quarters("", "", "", "0"),
        "TINGKAT": {"realisasi_tw4": "BB"},
        "RASIO/P": quarters("99", "99", "99", "198"), "RASIO/Y": quarters("100", "100", "100", "200"),
    }  # fmt: skip
    sheet = book(compiled().write(form(), entries), values=True)[LEMBAR_KINERJA]
    rows = key_rows(sheet)

    def shown(key: str) -> list[object]:
        return [sheet[f"{COLUMNS[field]}{rows[key]}"].value for field in ("realisasi_tahun", "capaian", "kategori")]

    assert shown("NAIK") == [90.25, 95, "Sangat Tinggi"]
    assert shown("JUMLAH") == [1050, 87.5, "Tinggi"]
    assert shown("SELISIH") == [50, 75, "Sedang"]
    assert shown("BANDING") == [0, "n/a", "n/a"]
    assert shown("TINGKAT") == ["BB", "n/a", "Tidak tercapai"]
    assert shown("RASIO") == [99, 100, "Sangat Tinggi"]
    assert shown("RASIO-J") == [None, None, None], "what is not measured is never 0"


@pytest.mark.libreoffice
@pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed")
def test_libreoffice_reckons_what_is_stored(tmp_path: Path) -> None:
    made: dict[str, bytes] = {}
    for seed in range(8):
        data = EVERY_KIND if seed < 3 else random_year(seed, 30)
        for sampai in (4, 2) if seed < 2 else (4,):
            one = form(data, sampai=sampai)
            made[f"kosong-{seed}-{sampai}"] = compiled().write(one)
            made[f"isi-{seed}-{sampai}"] = compiled().write(one, random_entries(one, seed))
    capped = office(kinerja={"batas": "110", "lantai_nol": "ya"})
    one = forms_for(loaded(random_year(99, 40), capped))[0]
    made["batas"] = compile_form(capped).write(one, random_entries(one, 99))
    anew = reckoned_anew(made, tmp_path)
    measured = 0
    for name, data in made.items():
        shown = book(data, values=True)
        for sheet in SHEETS:
            assert differences(shown[sheet], anew[name][sheet]) == [], (name, sheet)
        column = COLUMNS["capaian"]
        values = (cell.value for cell in shown[LEMBAR_KINERJA][column])
        measured += sum(isinstance(value, int | float) for value in values)
    assert measured > 60


def test_odd_texts_stay_texts() -> None:
    data = year(*(indicator(f"O-{at}", uraian=text, sumber_data=text) for at, text in enumerate(ODD)))
    one = form(data)
    written = compiled().write(one)
    assert check_xlsx(written, formulas=True) == []
    sheet = book(written)[LEMBAR_KINERJA]
    rows = key_rows(sheet)
    for at, text in enumerate(ODD):
        cell = sheet[f"{COLUMNS['sumber_data']}{rows[f'O-{at}']}"]
        assert (cell.value, cell.data_type) == (text.replace("_x0041_", "_x005F_x0041_"), "s")
        assert cell.quotePrefix == text.startswith(tuple("=+-@'\t"))


def test_a_text_that_no_cell_holds_is_refused() -> None:
    with pytest.raises(DoctoolError, match="32767"):
        compiled().write(form(year(indicator("A", uraian="b" * 40_000))))


def test_one_form_for_each_bidang_and_for_each_seksi() -> None:
    data = year(
        indicator("A", penanggung_jawab="piak"),
        indicator("B", penanggung_jawab={"bidang": "dafduk", "seksi": "Seksi Identitas"}),
        indicator("C"),
    )
    whole = forms_for(loaded(data))
    assert [(one.bidang, [row.kunci for row in one.indicators]) for one in whole] == [
        ("dafduk", ["B", "C"]), ("piak", ["A"]),
    ]  # fmt: skip
    assert [(one.bidang, one.seksi) for one in forms_for(loaded(data), per_seksi=True)] == [
        ("dafduk", "Seksi Identitas"), ("dafduk", LUAR_SEKSI), ("piak", ""),
    ]  # fmt: skip
    assert [one.bidang for one in forms_for(loaded(data), bidang=["piak"])] == ["piak"]
    assert len({one.kode for one in [*whole, *forms_for(loaded(data), per_seksi=True)]}) == 4
    with pytest.raises(DoctoolError, match="capil"):
        forms_for(loaded(data), bidang=["capil"])


def test_file_names_are_plain_and_differ() -> None:
    names = {f"seksi-{at}": name for at, name in enumerate(("Seksi A/B: Data", "Seksi A.B Data", "Ünit " * 40))}
    data = year(*(
        indicator(key, penanggung_jawab={"bidang": "dafduk", "seksi": name}) for key, name in names.items()
    ))
    files = [one.file_name for one in forms_for(loaded(data), per_seksi=True, sampai=1)]
    assert len(set(files)) == 3
    assert all(re.fullmatch(r"[a-z0-9-]{1,80}\.xlsx", name) and len(name) <= 85 for name in files)
    assert files[0] == "form-isian-2026-tw1-dafduk-seksi-a-b-data.xlsx"


def test_the_money_of_another_bidang_is_not_shown_nor_summed() -> None:
    one = form()
    assert [row.kunci for row in one.money] == ["A/1", "A/1.1", "A/1.1.1", "A/1.1.2", "A/1.2", "A/2"]
    sheet = book(compiled().write(one), values=True)[LEMBAR_ANGGARAN]
    rows = key_rows(sheet)
    assert sheet[f"D{rows['A/1']}"].value == 125_010_000
    assert sheet[f"D{rows['Jumlah']}"].value == 125_017_000
    assert sheet[f"E{rows['A/1.1']}"].value is None, "nothing spent yet is not 0"


def test_data_that_differs_has_another_mark() -> None:
    changed = [dict(one) for one in EVERY_KIND["sasaran"][0]["indikator"]]
    changed[0]["target"] = "96"
    other = {**EVERY_KIND, "sasaran": [{"uraian": "Sasaran", "indikator": changed}]}
    assert form().sidik != form(other).sidik
    assert form().kode != form(sampai=2).kode
