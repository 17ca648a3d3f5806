"""The identity sheet as a reader sees it: nothing lost, nothing clipped, every field where it belongs."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from doctool.catalog.load import load_path
from doctool.drawing import Border, Page
from doctool.errors import LayoutError
from doctool.layout.identity import identity_pages
from doctool.layout.identity_body import item_marker
from doctool.loaded import LoadedSop
from doctool.model.sop import Sop
from tests.layout.sheets import HEAD, SOP, assert_sound, cells, loaded, printed, value_beside, words

CATALOG = sorted((Path(__file__).parents[2] / "sop_catalog").glob("*/sop/*.yaml"))
SECTIONS = (
    "dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan_perlengkapan", "peringatan",
    "pencatatan_pendataan",
)  # fmt: skip
STYLES = [
    {"identitas": {"susunan": susunan, "orientasi": orientasi}, "kertas": kertas}
    for susunan in ("kop-kiri", "kop-atas")
    for orientasi in ("potret", "lanskap")
    for kertas in ("A4", "F4")
]
LAW = "Peraturan Menteri Dalam Negeri Nomor {0} Tahun 2011 tentang Pedoman Pengelolaan Sistem Informasi ke-{0};"


def squeezed(text: str) -> str:
    return "".join(text.split())


def every_text(sop: Sop) -> list[str]:
    """The words of the identity part, as the data has them."""
    lists = [getattr(sop, key) for key in SECTIONS]
    items = [item.teks for listing in lists if listing is not None for item in listing.butir]
    plain = [sop.nomor_sop or "", sop.nama_sop or "", *(sop.judul_identitas or "").splitlines()]
    return [text for text in [*plain, *items] if text]


def section_text(pages: tuple[Page, ...], col_of: str) -> list[str]:
    """What stands under the heading `col_of`, page by page."""
    out: list[str] = []
    for page in pages:
        table = page.table("identitas")
        for head in table.cells:
            if printed(head.paragraphs) in (col_of, f"{col_of} (lanjutan)"):
                under = [
                    one for one in table.cells
                    if one.row == head.row + head.row_span and head.col <= one.col < head.col + head.col_span
                ]  # fmt: skip
                out.append(" ".join(printed(one.paragraphs) for one in under).strip())
    return out


@pytest.mark.parametrize("file", CATALOG, ids=lambda file: file.stem)
def test_catalogue_sheets_lose_nothing(file: Path) -> None:
    one = load_path(file)
    assert isinstance(one, LoadedSop)
    pages = identity_pages(one, 2)
    assert_sound(pages)
    text = words(pages)
    for expected in every_text(one.sop):
        assert squeezed(expected) in text
    for line in one.kantor.kop.baris:
        assert squeezed(line.teks) in text
    assert [page.number for page in pages] == list(range(2, 2 + len(pages)))


def test_catalogue_is_there() -> None:
    assert len(CATALOG) >= 5


@pytest.mark.parametrize("gaya", STYLES, ids=str)
def test_every_arrangement_is_sound(gaya: dict[str, Any]) -> None:
    pages = identity_pages(loaded(gaya=gaya), 1)
    assert_sound(pages)
    for page in pages:
        assert (page.width > page.height) == (gaya["identitas"]["orientasi"] == "lanskap")
    assert squeezed("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL") in words(pages)


def test_block_rows_stand_in_the_order_of_the_form() -> None:
    text = words(identity_pages(loaded({"tanggal_pengesahan": "3 Agustus 2022"}), 1))
    labels = (
        "Nomor SOP", "Tanggal Pembuatan", "Tanggal Revisi", "Tanggal Efektif", "Tanggal Pengesahan", "Disahkan oleh",
        "Nama SOP", "Dasar Hukum",
    )  # fmt: skip
    places = [text.index(squeezed(label)) for label in labels]
    assert places == sorted(places)


def test_absent_empty_and_dash_are_three_things() -> None:
    pages = identity_pages(loaded({"tanggal_efektif": None, "nomor_sop": "", "tanggal_revisi": "-"}), 1)
    assert value_beside(pages, "Tanggal Efektif") is None
    assert value_beside(pages, "Nomor SOP") == ""
    assert value_beside(pages, "Tanggal Revisi") == "-"


def test_sections_absent_empty_and_dash() -> None:
    pages = identity_pages(loaded({"keterkaitan": None, "peringatan": "-", "pencatatan_pendataan": ""}), 1)
    assert section_text(pages, "Keterkaitan") == []
    assert section_text(pages, "Peringatan") == ["-"]
    assert section_text(pages, "Pencatatan dan Pendataan") == [""]
    table = pages[0].table("identitas")
    (alone,) = [one for one in table.cells if printed(one.paragraphs) == "Peralatan/Perlengkapan"]
    assert table.cell_box(alone).width == table.width


def test_empty_signer_leaves_room_for_a_signature() -> None:
    table = identity_pages(loaded({"disahkan_oleh": ""}), 1)[0].table("identitas")
    (label,) = [one for one in table.cells if printed(one.paragraphs) == "Disahkan oleh"]
    assert table.cell_box(label).height >= 4 * 240


@pytest.mark.parametrize("arrangement", ["kop-kiri", "kop-atas"])
@pytest.mark.parametrize("kept", [(), ("dasar_hukum",)])
def test_an_sop_without_identity_fields_still_has_its_kop(arrangement: str, kept: tuple[str, ...]) -> None:
    bare = {key: value if key in kept else None for key, value in SOP.items()}
    pages = identity_pages(loaded(bare, gaya={"identitas": {"susunan": arrangement}}), 1)
    assert_sound(pages)
    assert "DINASKEPENDUDUKAN" in words(pages)


def test_dates_follow_the_house_style() -> None:
    sop = {"tanggal_pembuatan": "1 Agustus 2022", "tanggal_efektif": "Agustus 2022"}
    pages = identity_pages(loaded(sop, gaya={"tanggal": "dd MMMM yyyy"}), 1)
    assert value_beside(pages, "Tanggal Pembuatan") == "01 Agustus 2022"
    assert value_beside(pages, "Tanggal Efektif") == "Agustus 2022"


def test_extra_rows_stand_after_the_row_they_name() -> None:
    extra = [{"label": "Halaman", "isi": "1 dari 2"}, {"label": "Revisi ke", "isi": "02", "sesudah": "nomor_sop"}]
    pages = identity_pages(loaded({"identitas_tambahan": extra}), 1)
    text = words(pages)
    assert text.index("NomorSOP") < text.index("Revisike02") < text.index("TanggalPembuatan")
    assert text.index("NamaSOP") < text.index("Halaman1dari2") < text.index("DasarHukum")


def test_colons_and_capitals_of_the_house_style() -> None:
    gaya = {"identitas": {"titik_dua_blok": True, "titik_dua_judul": True, "judul_kapital": True}}
    pages = identity_pages(loaded(gaya=gaya), 1)
    assert_sound(pages)
    assert value_beside(pages, "Nomor SOP") == ": SOP-PIAK-07"
    assert section_text(pages, "DASAR HUKUM :")
    table = pages[0].table("identitas")
    colons = {table.cell_box(one).x for one in table.cells if printed(one.paragraphs) == ":"}
    assert len(colons) == 1


def test_a_label_with_its_own_colon_gets_no_second() -> None:
    one = loaded({"label": {"dasar_hukum": "Dasar Hukum :"}}, gaya={"identitas": {"titik_dua_judul": True}})
    assert section_text(identity_pages(one, 1), "Dasar Hukum :")


@pytest.mark.parametrize(
    ("kind", "number", "expected"),
    [("1.", 12, "12."), ("1", 3, "3"), ("1)", 3, "3)"), ("a.", 1, "a."), ("a)", 27, "aa)"), ("-", 9, "-"), ("", 2, "")],
)
def test_markers(kind: str, number: int, expected: str) -> None:
    assert item_marker(kind, number) == expected


def test_items_take_the_marker_of_their_list_before_the_house_style() -> None:
    sop = {"keterkaitan": {"penanda": "a.", "butir": ["SOP satu", "SOP dua"]}}
    pages = identity_pages(loaded(sop, gaya={"identitas": {"penanda": "-"}}), 1)
    assert section_text(pages, "Keterkaitan") == ["a. SOP satu b. SOP dua"]
    assert section_text(pages, "Kualifikasi Pelaksana") == ["- Mampu mengoperasikan komputer - Teliti"]


def test_lines_of_an_item_are_nested_under_it() -> None:
    sop = {"keterkaitan": ["Terkait:\n- satu\n- dua", "Lain"]}
    pages = identity_pages(loaded(sop), 1)
    assert section_text(pages, "Keterkaitan") == ["1. Terkait: - satu - dua 2. Lain"]
    found = [one for _, cell in cells(pages) for one in cell.paragraphs if one.text == "satu"]
    assert found[0].left > 0


def test_columns_of_a_list_run_down_one_after_the_other() -> None:
    sop = {"keterkaitan": {"kolom": 2, "butir": [f"SOP {number}" for number in range(1, 8)]}}
    pages = identity_pages(loaded(sop), 1)
    assert_sound(pages)
    columns = [printed(cell.paragraphs) for _, cell in cells(pages) if "SOP 1" in printed(cell.paragraphs)
               or "SOP 7" in printed(cell.paragraphs)]  # fmt: skip
    assert columns == ["1. SOP 1 2. SOP 2 3. SOP 3 4. SOP 4", "5. SOP 5 6. SOP 6 7. SOP 7"]


def test_fewer_columns_where_words_would_break() -> None:
    names = ["Pertanggungjawaban kependudukan", "Ketatausahaan", "Pengadministrasian", "Penyelenggaraan"]
    pages = identity_pages(loaded({"keterkaitan": {"kolom": 4, "butir": names}}), 1)
    broken = [line for _, cell in cells(pages) for one in cell.paragraphs for line in one.lines]
    for word in ("Pertanggungjawaban", "Pengadministrasian", "Penyelenggaraan"):
        assert any(word in line for line in broken)


@pytest.mark.parametrize("gaya", STYLES[:4], ids=str)
def test_thirty_legal_bases_break_over_pages(gaya: dict[str, Any]) -> None:
    laws = [LAW.format(number) for number in range(1, 31)]
    pages = identity_pages(loaded({"dasar_hukum": laws}, gaya=gaya), 1)
    assert len(pages) > 1
    assert_sound(pages)
    parts = section_text(pages, "Dasar Hukum")
    assert len(parts) > 1
    assert all(parts)
    expected = " ".join(f"{number}. {law}" for number, law in enumerate(laws, 1))
    assert squeezed("".join(parts)) == squeezed(expected)


def test_a_long_list_in_columns_breaks_over_pages_in_order() -> None:
    names = [LAW.format(number) for number in range(1, 61)]
    pages = identity_pages(loaded({"keterkaitan": {"kolom": 2, "butir": names}}), 1)
    assert_sound(pages)
    assert squeezed("".join(section_text(pages, "Keterkaitan"))) == squeezed(
        " ".join(f"{number}. {name}" for number, name in enumerate(names, 1))
    )


def test_one_paragraph_longer_than_a_page_breaks_between_lines() -> None:
    warning = " ".join(f"kata{number}" for number in range(3000))
    pages = identity_pages(loaded({"peringatan": warning}), 1)
    assert_sound(pages)
    assert " ".join(section_text(pages, "Peringatan")) == warning


def test_a_long_name_breaks_over_pages_too() -> None:
    name = " ".join(f"nama{number}" for number in range(1500))
    pages = identity_pages(loaded({"nama_sop": name}), 1)
    assert_sound(pages)
    assert squeezed(name) in words(pages)


def test_several_signers_all_stand_there() -> None:
    signers = [{**HEAD, "nama": f"PEJABAT {letter}", "awalan": "a.n."} for letter in "ABCDE"]
    for gaya in STYLES:
        pages = identity_pages(loaded({"disahkan_oleh": signers}, gaya=gaya), 1)
        assert_sound(pages)
        text = words(pages)
        assert all(f"PEJABAT{letter}" in text for letter in "ABCDE")
        assert text.count(squeezed("a.n. Kepala Dinas")) == 5


def test_kop_beside_the_block_and_above_it() -> None:
    left = identity_pages(loaded(), 1)[0]
    (kop,) = [one for one in left.table("identitas").cells if one.image]
    assert "PEMERINTAH KABUPATEN CONTOH" in printed(kop.paragraphs)
    nomor = next(one for one in left.table("identitas").cells if printed(one.paragraphs) == "Nomor SOP")
    assert left.table("identitas").cell_box(nomor).x >= left.table("identitas").cell_box(kop).right

    above = identity_pages(loaded(gaya={"identitas": {"susunan": "kop-atas"}}), 1)[0]
    assert above.table("kop").y < above.table("identitas").y
    assert {one.border.double_bottom for one in above.table("kop").cells} == {True}


def test_lines_of_the_kop_have_their_own_sizes() -> None:
    (kop,) = [one for _, one in cells(identity_pages(loaded(), 1)) if one.image]
    looks = [(one.text, one.style.size, one.style.bold) for one in kop.paragraphs]
    assert looks == [
        ("PEMERINTAH KABUPATEN CONTOH", 240, False),
        ("DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", 280, True),
        ("Jl. Pemuda No. 7 Telp. (024) 6921105", 180, False),
    ]


def test_the_crest_keeps_its_proportions(tmp_path: Path) -> None:
    Image.new("RGB", (300, 100)).save(tmp_path / "lambang.png")
    one = loaded(kantor={"kop": {"baris": ["KOP"], "logo": "lambang.png"}})
    object.__setattr__(one.office, "folder", str(tmp_path))
    (kop,) = [cell for _, cell in cells(identity_pages(one, 1)) if cell.image]
    width, height = kop.image_size
    assert kop.image == "lambang.png"
    assert abs(width - 3 * height) <= 3


def test_a_kop_that_fills_the_sheet_is_refused() -> None:
    lines = [{"teks": f"BARIS {number}", "ukuran": 40} for number in range(20)]
    for susunan in ("kop-kiri", "kop-atas"):
        one = loaded(kantor={"kop": {"baris": lines}, "gaya": {"identitas": {"susunan": susunan}}})
        with pytest.raises(LayoutError, match="terlalu tinggi"):
            identity_pages(one, 1)


def test_annex_block_stands_at_the_upper_right_of_the_first_sheet() -> None:
    annex = {"judul": "LAMPIRAN PERATURAN BUPATI CONTOH", "nomor": "12 TAHUN 2022", "tentang": "SOP DINAS"}
    laws = [LAW.format(number) for number in range(1, 31)]
    pages = identity_pages(loaded({"lampiran_peraturan": annex, "dasar_hukum": laws}), 1)
    assert_sound(pages)
    table = pages[0].table("lampiran")
    assert table is pages[0].tables[0]
    title = next(one for one in table.cells if one.paragraphs)
    assert table.cell_box(title).x > pages[0].width // 2 - 600
    assert value_beside(pages, "NOMOR") == ": 12 TAHUN 2022"
    assert value_beside(pages, "TANGGAL") is None
    assert all(one.name != "lampiran" for page in pages[1:] for one in page.tables)


def test_the_block_gives_way_for_a_name_that_would_break() -> None:
    signer = {"nama": "Dra. Ratna Wulandari, S.Sos., M.AP.", "jabatan": "Kepala Dinas"}
    table = identity_pages(loaded({"disahkan_oleh": signer}), 1)[0].table("identitas")
    lines = [one.lines for cell in table.cells for one in cell.paragraphs if one.text == signer["nama"]]
    assert lines == [(signer["nama"],)]


def test_offices_of_the_catalogue_have_kop_left_and_block_right() -> None:
    for file in CATALOG:
        one = load_path(file)
        assert isinstance(one, LoadedSop)
        page = identity_pages(one, 1)[0]
        table = page.table("identitas")
        (kop,) = [cell for cell in table.cells if cell.image]
        (number,) = [cell for cell in table.cells if printed(cell.paragraphs) == one.label.nomor_sop]
        assert table.cell_box(kop).right <= table.cell_box(number).x
        assert table.cell_box(kop).y == table.cell_box(number).y
        kop_lines = [line.teks for line in one.kantor.kop.baris]
        assert [text.lines for text in kop.paragraphs] == [(line,) for line in kop_lines], "as in the source"


def test_only_an_sop_in_force_has_no_footer() -> None:
    for status, said in (("draft", "Draf"), ("reviu", "reviu"), ("dicabut", "Dicabut")):
        (page,) = identity_pages(loaded({"status": status}), 7)
        assert page.footer is not None
        assert said in page.footer.text
        assert "SOP-PIAK-07" in page.footer.text
        assert page.footer.text.endswith("halaman 7")
        assert page.footer.style.color not in ("", "000000"), "quieter than the sheet"
    assert identity_pages(loaded({"status": "disahkan"}), 1)[0].footer is None


def test_frame_is_one_weight_and_rules_another() -> None:
    table = identity_pages(loaded(), 1)[0].table("identitas")
    for cell in table.cells:
        box = table.cell_box(cell)
        edges = (box.y == table.y, box.right == table.x + table.width, box.bottom == table.y + table.height,
                 box.x == table.x)  # fmt: skip
        border: Border = cell.border
        for at_edge, width in zip(edges, (border.top, border.right, border.bottom, border.left), strict=True):
            assert width == (6 if at_edge else 4)


def test_a_long_number_stays_on_one_line_where_it_can() -> None:
    pages = identity_pages(loaded({"nomor_sop": "SOP/P.2.2.2/06/025/425.111/2023"}), 1)
    lines = [one.lines for _, cell in cells(pages) for one in cell.paragraphs if one.text.startswith("SOP/P")]
    assert lines == [("SOP/P.2.2.2/06/025/425.111/2023",)]


def test_a_short_sheet_grows_but_does_not_blow_up() -> None:
    short = identity_pages(loaded(), 1)[0].table("identitas").height
    full = identity_pages(loaded(), 1)[0].height
    bare = {key: None for key in SOP if key in SECTIONS}
    assert full * 0.5 < short < full * 0.9
    assert identity_pages(loaded(bare), 1)[0].table("identitas").height < full * 0.5


def test_the_same_data_gives_the_same_pages() -> None:
    assert identity_pages(loaded(), 1) == identity_pages(loaded(), 1)


words_of_text = st.text(string.ascii_letters + "-/(),.", min_size=1, max_size=30)
texts = st.lists(words_of_text, min_size=1, max_size=40).map(" ".join)
lists = st.fixed_dictionaries(
    {
        "butir": st.lists(texts, max_size=25),
        "kolom": st.integers(1, 4),
        "penanda": st.sampled_from(["1.", "1", "a)", "-", "•"]),
    }
)


@settings(max_examples=40, deadline=None)
@given(sections=st.fixed_dictionaries(dict.fromkeys(SECTIONS, lists)), gaya=st.sampled_from(STYLES))
def test_any_lists_are_printed_whole(sections: dict[str, Any], gaya: dict[str, Any]) -> None:
    one = loaded(sections, gaya=gaya)
    pages = identity_pages(one, 1)
    assert_sound(pages)
    for key in SECTIONS:
        listing = getattr(one.sop, key)
        expected = [
            f"{item_marker(listing.penanda, number)} {item.teks}" for number, item in enumerate(listing.butir, 1)
        ]
        found = section_text(pages, getattr(one.label, key))
        assert squeezed("".join(found)) == squeezed("".join(expected))
