"""Where printed forms and recaps are divided: who signs sees at least two rows of the table on that page."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from openpyxl import load_workbook

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.forms.collected import collect
from doctool.forms.content import forms_for
from doctool.forms.field_map import LEMBAR_KINERJA
from doctool.forms.print_pages import closing_break, scale_to_width
from doctool.forms.recap import compile_recap
from doctool.forms.recap_book import recap_book
from doctool.forms.write import compile_form
from tests.forms import recap_case
from tests.forms.samples import indicator, loaded, office, random_year, year

needs_libreoffice = pytest.mark.skipif(find_soffice() is None, reason="needs LibreOffice")
#: Forms: paper, rows of the table, quarter.
FORMS = [("A4", 5, 1), ("A4", 14, 3), ("A4", 33, 4), ("F4", 9, 2), ("A3", 23, 1)]
RECAPS = (11, 14, 15, 16)


def test_a_signature_that_would_stand_alone_gets_two_rows() -> None:
    assert closing_break([20] * 5 + [50], 110, 10, [1, 2, 3, 4]) == 3
    assert closing_break([20] * 4 + [50], 400, 10, [1, 2, 3]) is None
    assert closing_break([20] * 8 + [50], 110, 10, range(1, 8)) == 6


def test_rows_that_belong_together_stay_together() -> None:
    assert closing_break([20] * 6 + [50], 140, 10, range(1, 6), {4, 5}) == 3
    assert closing_break([20] * 6 + [50], 140, 10, range(1, 6), {5}) == 4


def test_where_two_rows_are_too_high_for_a_page_one_stands_by_the_signature() -> None:
    assert closing_break([30, 60, 60, 50], 140, 10, [1, 2]) == 2
    assert closing_break([30, 200, 200, 50], 140, 10, [1, 2]) is None


def test_a_scale_is_a_percentage_that_excel_takes() -> None:
    assert scale_to_width([10] * 20, 564) == 50
    assert scale_to_width([1], 900) == 100
    assert scale_to_width([1000], 20) == 10


def pages_of(files: dict[str, bytes], folder: Path) -> dict[str, list[list[dict[str, Any]]]]:
    """The words of every page of each printed workbook."""
    sources = [folder / f"{name}.xlsx" for name in files]
    for source, data in zip(sources, files.values(), strict=True):
        source.write_bytes(data)
    found = {}
    for source, made in zip(sources, convert_to_pdf(sources, folder), strict=True):
        assert made.pdf is not None
        with pdfplumber.open(made.pdf) as pdf:
            found[source.stem] = [page.extract_words(extra_attrs=["size"]) for page in pdf.pages]
    return found


@needs_libreoffice
def test_every_form_is_signed_below_two_of_its_rows(tmp_path: Path) -> None:
    files, keys = {}, {}
    for paper, rows, quarter in FORMS:
        where = office(kinerja={"kertas": paper})
        form = forms_for(loaded(random_year(rows, rows), where), sampai=quarter)[0]
        name = f"{paper}-{rows}"
        files[name], keys[name] = compile_form(where).write(form), [row.kunci for row in form.indicators]
    for name, pages in pages_of(files, tmp_path).items():
        texts = [[word["text"] for word in page] for page in pages]
        shown = [[one for one in text if one in keys[name]] for text in texts]
        assert [one for page in shown for one in page] == keys[name]
        last = max(number for number, found in enumerate(shown) if found)
        assert next(number for number, text in enumerate(texts) if "Sri" in text) == last
        assert len(shown[last]) >= 2
        assert not shown[last][0].endswith(("/P", "/Y"))
        assert len(pages) == last + 2  # one more for the money: no column went over to another page


@needs_libreoffice
def test_every_recap_is_signed_below_two_indicators(tmp_path: Path) -> None:
    files = {}
    for count in RECAPS:
        ones = [{"kode": f"K{at}", "uraian": f"Indikator {at} tentang pelayanan dokumen kependudukan", "satuan": "%",
                 "target": "90", "penanggung_jawab": "dafduk"} for at in range(count)]  # fmt: skip
        data = {"tahun": "2026", "sasaran": [{"uraian": "Tertib", "indikator": ones[:4]},
                                              {"uraian": "Pelayanan", "indikator": ones[4:]}]}  # fmt: skip
        where = recap_case.loaded(data)
        made = compile_recap(where, 2, collect([], 2))
        files[str(count)] = recap_book(where.office, made, where.office.kantor.pejabat["kadis"])
    divided = 0
    for name, pages in pages_of(files, tmp_path).items():
        texts = [[word["text"] for word in page] for page in pages]
        signed = next(number for number, text in enumerate(texts) if "Budi" in text)
        own = [word for word in texts[signed] if word.startswith("(K")]
        assert len(own) >= 2, name
        assert sum(word.startswith("(K") for text in texts[: signed + 1] for word in text) == int(name)
        divided += signed > 0
    assert divided >= 3


@needs_libreoffice
def test_codes_stand_on_one_line_and_numbers_of_seven_digits_can_be_read(tmp_path: Path) -> None:
    ratio = {"satuan": "%", "target": "99", "pembilang": "yang memiliki", "penyebut": "semua"}
    given = {f"realisasi_tw{number}": Decimal(9876543) for number in range(1, 5)}
    files = {}
    for kode in ("IKU-1", "IKU.2.12.03"):
        form = forms_for(loaded(year(indicator(kode, **ratio))))[0]
        files[kode] = compile_form(office()).write(form, {f"{kode}/P": given})
    short, long = pages_of(files, tmp_path).values()
    assert {"IKU.2.12.03", "IKU.2.12.03/P", "IKU.2.12.03/Y"} <= {word["text"] for word in long[0]}
    numbers = [word["size"] for word in short[0] if word["text"] in ("9.876.543", "9,876,543")]
    assert len(numbers) == 4
    assert min(numbers) >= 6.95


def test_wide_codes_never_make_the_sheet_wider_than_the_template() -> None:
    def total(kode: str) -> float:
        data = compile_form(office()).write(forms_for(loaded(year(indicator(kode, target="123456789"))))[0])
        sheet = load_workbook(io.BytesIO(data))[LEMBAR_KINERJA]
        return sum(one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values())

    assert total("K" * 20) == pytest.approx(total("K"), abs=0.5)


def test_a_form_that_fits_a_page_stays_fitted_and_one_that_does_not_has_a_scale() -> None:
    one, many = (
        load_workbook(io.BytesIO(compile_form(office()).write(forms_for(loaded(random_year(7, rows)))[0])))[
            LEMBAR_KINERJA
        ]
        for rows in (3, 14)
    )
    assert one.sheet_properties.pageSetUpPr.fitToPage
    assert not one.row_breaks.brk
    assert not many.sheet_properties.pageSetUpPr.fitToPage
    assert 70 <= many.page_setup.scale <= 85
    assert len(many.row_breaks.brk) == 1
