"""The cover page: who, what, where, in the middle of one sheet."""

from __future__ import annotations

from typing import Any

import pytest

from doctool.drawing import PageKind
from doctool.errors import LayoutError
from doctool.layout.cover import cover_page
from tests.layout.sheets import assert_sound, loaded, printed, words

COVER = {"tampil": True, "instansi": ["DINAS CONTOH KAB. CONTOH"], "alamat": ["Jl. Pemuda No 7"]}


def cover(sop: dict[str, Any] | None = None, **style: Any) -> Any:
    page = cover_page(loaded(sop, gaya={"sampul": {**COVER, **style}}), 1)
    assert page is not None
    assert_sound((page,))
    return page


def test_no_cover_where_the_house_style_has_none() -> None:
    assert cover_page(loaded(), 1) is None


def test_a_cover_names_everything_from_top_to_bottom() -> None:
    page = cover()
    assert page.kind is PageKind.COVER
    assert page.footer is None
    text = words((page,))
    expected = (
        "PEMERINTAH KABUPATEN CONTOH", "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "STANDAR OPERASIONAL PROSEDUR (SOP)",
        "Memastikan penerapan sistem pelaporan harian", "DINAS CONTOH KAB. CONTOH", "Jl. Pemuda No 7", "TAHUN 2022",
    )  # fmt: skip
    places = [text.index("".join(one.split())) for one in expected]
    assert places == sorted(places)


def test_the_title_of_the_cover_goes_before_the_name() -> None:
    text = words((cover({"judul_sampul": "Judul lain"}),))
    assert "Judullain" in text
    assert "Memastikan" not in text


def test_no_year_where_the_data_has_none() -> None:
    assert "TAHUN" not in words((cover({"tanggal_pembuatan": ""}),))


def test_no_year_where_the_office_prints_none() -> None:
    assert "TAHUN" not in words((cover(tahun=False),))


def test_the_frame_fills_the_page_and_the_title_is_in_the_middle() -> None:
    page = cover()
    (table,) = page.tables
    assert table.height > 0.95 * (page.height - page.margin.top - page.margin.bottom)
    title = next(one for one in table.cells if "STANDAR OPERASIONAL" in printed(one.paragraphs))
    assert abs(table.cell_box(title).center_y - page.height // 2) < page.height // 8


def test_landscape() -> None:
    page = cover(orientasi="lanskap")
    assert page.width > page.height


def test_ordinary_titles_stay_on_one_line() -> None:
    title = next(one for cell in cover().tables[0].cells for one in cell.paragraphs if "OPERASIONAL" in one.text)
    assert title.lines == ("STANDAR OPERASIONAL PROSEDUR (SOP)",)


def test_a_long_name_shrinks_the_cover_and_a_book_is_refused() -> None:
    name = " ".join(["Penyelenggaraan pelayanan administrasi kependudukan"] * 20)
    assert "".join(name.split()) in words((cover({"nama_sop": name}, orientasi="lanskap"),))
    with pytest.raises(LayoutError, match="tidak muat"):
        cover({"nama_sop": name * 40})
