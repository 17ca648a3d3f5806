"""Tables of a Word file: merged cells, heads, widths, fills, captions."""

from __future__ import annotations

import pytest

from doctool.model.dokumen import Keterangan, Sel, Tabel, Teks
from doctool.prose.directives import Blocks
from tests.prose.word_files import (
    codes,
    docx,
    drawing,
    field,
    finding,
    p,
    picture_bytes,
    r,
    read,
    shape,
    tbl,
    tc,
    text_of,
    tr,
    unaccounted,
)  # fmt: skip

CAPTION = '<w:style w:type="paragraph" w:styleId="Ket"><w:name w:val="caption"/></w:style>'


def table(found: Blocks) -> Tabel:
    (one,) = [one for one in found.blok if isinstance(one, Tabel)]
    return one


def places(one: Tabel) -> list[list[str]]:
    """Every place of the grid with the text of the cell that covers it; fails where two do or none does."""
    grid: dict[tuple[int, int], str] = {}
    for number, row in enumerate(one.baris):
        column = 0
        for cell in row.sel:
            while (number, column) in grid:
                column += 1
            for below in range(cell.baris):
                for beside in range(cell.kolom):
                    assert (number + below, column + beside) not in grid
                    grid[number + below, column + beside] = text_of(cell.isi)
    width = len(one.lebar)
    assert set(grid) == {(row, column) for row in range(len(one.baris)) for column in range(width)}
    return [[grid[row, column] for column in range(width)] for row in range(len(one.baris))]


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


START, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def test_merged_cells_cover_their_places_once() -> None:
    found = read(tbl(
        tr(tc("a", props=START), tc("b", props=span(2)), tc("c")),
        tr(tc(props=GOES_ON), "d", "e", tc("f", props=START)),
        tr(tc("g", props=span(3)), tc(props=GOES_ON)),
        grid=(1000, 2000, 3000, 4000),
    ))  # fmt: skip
    assert places(table(found)) == [["a", "b", "b", "c"], ["a", "d", "e", "f"], ["g", "g", "g", "f"]]
    assert table(found).lebar == (0.1, 0.2, 0.3, 0.4)
    assert found.temuan == ()


def test_rows_that_begin_late_or_end_early_and_old_merges() -> None:
    old = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    found = read(tbl(
        tr("a", "b", "c"), tr("d", props='<w:gridBefore w:val="1"/>'), tr(tc("e", props=old[0]), tc(props=old[1]), "f"),
    ))  # fmt: skip
    assert places(table(found)) == [["a", "b", "c"], ["", "d", ""], ["e", "e", "f"]]


def test_text_under_a_merged_cell_is_named() -> None:
    body = tbl(tr(tc("a", props=START), "b"), tr(tc("tertutup", props=GOES_ON), "c"))
    found = read(body)
    told = finding(found, "M38")
    assert (told.text, told.where.place) == ("tertutup", "badan, tabel 1, baris 2, kolom 1")
    assert unaccounted(docx(body), found) == {}


def test_a_merge_without_its_beginning_is_a_cell() -> None:
    found = read(tbl(tr(tc("a", props=GOES_ON), "b"), tr(tc("c", props=span(2) + GOES_ON))))
    assert places(table(found)) == [["a", "b"], ["c", "c"]]


def test_absurd_spans_end() -> None:
    found = read(tbl(tr(tc("a", props=span(10**9)), "b")))
    assert len(table(found).lebar) <= 65
    assert text_of(found.blok) == "ab"


def test_head_rows_marked_or_by_their_look() -> None:
    marked = read(tbl(tr("a", "b", props="<w:tblHeader/>"), tr("c", "d"), tr("e", "f")))
    assert [row.jenis for row in table(marked).baris] == ["kepala", "isi", "isi"]
    bold = read(tbl(tr(tc(p(r("a", "<w:b/>"))), tc("b", props='<w:shd w:fill="D9D9D9"/>')), tr("c", "d")))
    assert [row.jenis for row in table(bold).baris] == ["kepala", "isi"]
    assert table(bold).baris[0].sel[1].warna == "D9D9D9"
    plain = read(tbl(tr("a", "b"), tr("c", "d")))
    assert [row.jenis for row in table(plain).baris] == ["isi", "isi"]


def test_alignment_of_cells_and_lines() -> None:
    lines = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
    right, none = '<w:jc w:val="right"/>', '<w:shd w:fill="auto"/>'
    found = read(tbl(tr(tc(p("1,5", props=right)), tc("b", props=none)), props=lines))
    first, second = table(found).baris[0].sel
    assert (first.rata, second.rata, second.warna, table(found).bergaris) == ("kanan", "kiri", "", True)
    assert not table(read(tbl(tr("a", "b")))).bergaris


def test_several_paragraphs_and_tables_within_cells() -> None:
    body = tbl(tr(tc("a", p(), "b", tbl(tr("c", "d")), p()), "e"))
    found = read(body)
    assert shape(found.blok) == [[[["a", "b", [[["c"], ["d"]]]], ["e"]]]]
    assert finding(found, "M38").where.place == "badan, tabel 1, baris 1, kolom 1, tabel 1 di dalamnya"


def test_pictures_within_cells_stay_there() -> None:
    found = read(tbl(tr(tc(p(drawing("a.png")), "Gambar 1. Peta"), tc(p("b ", drawing("a.png"))))),
                 media={"a.png": picture_bytes()})  # fmt: skip
    assert shape(found.blok) == [[[["Gambar"], ["b |"]]]]
    assert table(found).baris[0].sel[0].isi[0].keterangan == Keterangan("gambar", (Teks("Peta"),))  # type: ignore[union-attr]


def test_empty_tables_are_nothing() -> None:
    assert read(tbl() + p("a")).blok == read(p("a")).blok
    assert table(read(tbl(tr(tc(), tc())))).baris[0].sel == (Sel(), Sel())


# Captions


@pytest.mark.parametrize(
    ("typed", "title"),
    [("Tabel 1. ", "Target"), ("Tabel 3.1 ", "Target"), ("TABEL II: ", "Target"), ("Tabel 2-1\n", "Target")],
)
def test_captions_by_their_text_lose_the_typed_number(typed: str, title: str) -> None:
    text = typed.replace("\n", "")
    lines = r(text, inside="<w:br/>") if "\n" in typed else r(text)
    body = p(lines, r(title, "<w:b/>"), props='<w:jc w:val="center"/>') + p() + tbl(tr("a", "b"))
    found = read(body)
    assert table(found).keterangan == Keterangan("tabel", (Teks(title),))
    assert len(found.blok) == 1
    assert text.strip() in finding(found, "M32").message
    assert finding(found, "M32").where.place == "badan, alinea 1"
    assert unaccounted(docx(body), found) == {}


def test_captions_by_field_and_style() -> None:
    made = p("Tabel ", field("SEQ Tabel", "4"), " ", "Capaian.", style="Ket") + tbl(tr("a", "b"))
    bare = p("Tanpa label", style="Ket") + tbl(tr("a", "b"))
    assert table(read(made, parts={"styles": CAPTION})).keterangan == Keterangan("tabel", (Teks("Capaian."),))
    found = read(bare, parts={"styles": CAPTION})
    assert table(found).keterangan == Keterangan("tabel", (Teks("Tanpa label"),))
    assert found.temuan == ()


def test_the_title_may_be_a_paragraph_of_its_own() -> None:
    found = read(p("Tabel 3.2") + p("Target dan Realisasi") + tbl(tr("a", "b")))
    assert table(found).keterangan == Keterangan("tabel", (Teks("Target dan Realisasi"),))
    assert len(found.blok) == 1


def test_captions_of_pictures_below_or_above() -> None:
    body = p(drawing("a.png")) + p("Gambar 1. Satu") + p(drawing("a.png")) + p("Gambar 2. Dua") + p("x")
    found = read(body, media={"a.png": picture_bytes()})
    captions = [one.keterangan for one in found.blok if hasattr(one, "uraian")]
    assert captions == [Keterangan("gambar", (Teks("Satu"),)), Keterangan("gambar", (Teks("Dua"),))]
    above = read(p("Grafik 1: Satu") + p(drawing("a.png")), media={"a.png": picture_bytes()})
    assert above.blok[0].keterangan == Keterangan("gambar", (Teks("Satu"),))  # type: ignore[union-attr]


def test_text_that_names_a_number_that_is_gone_is_told() -> None:
    body = p("Lihat tabel 1, Tabel 10 dan Tabel 1.2") + p("Tabel 1. Target") + tbl(tr("a", "pada Tabel 1"))
    told = finding(read(body), "M26")
    assert (told.where.place, told.text) == ("badan, alinea 1", "tabel 1 / Tabel 1")
    assert "2 tempat" in told.message


def test_running_text_is_no_caption() -> None:
    found = read(p("Tabel 1 menunjukkan capaian.") + tbl(tr("a", "b")) + p("Tabel di atas Baik"))
    assert table(found).keterangan is None
    assert shape(found.blok)[::2] == ["Tabel 1 menunjukkan capaian.", "Tabel di atas Baik"]
    assert found.temuan == ()


def test_captions_of_nothing_stay_text_and_are_told() -> None:
    found = read(p("Gambar 3. Grafik yang hilang") + p("x"))
    assert shape(found.blok) == ["Gambar 3. Grafik yang hilang", "x"]
    assert codes(found) == ["M32"]
