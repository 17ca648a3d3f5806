"""The page with both SOPs: what changed is coloured where it stands, list and sheets lead to each other."""

from __future__ import annotations

import copy

from lxml import html

from doctool.compare.marks import Mark, marks
from doctool.compare.page import comparison_page
from doctool.compare.tell import Perbandingan
from doctool.drawing import Box, PageKind
from doctool.layout.engine import lay_out
from tests.compare.case import BASE, Data, between, inserted

NAMES = ("terbitan 0", "naskah kerja")


def everything(data: Data) -> None:
    """A change of each colour, on the identity sheet and on the flowchart."""
    inserted(data, 0, {"uraian": "Mengambil nomor antrean.", "pelaksana": "pemohon"})
    data["kegiatan"][3]["waktu"] = "20 menit"
    data["kegiatan"].insert(4, data["kegiatan"].pop(5))
    data["pelaksana"][1]["nama"] = "Petugas Layanan"
    data["pelaksana"].append({"kode": "arsip", "nama": "Arsiparis"})
    data["dasar_hukum"][1] = "Peraturan Menteri PANRB Nomor 35 Tahun 2012 tentang Pedoman Penyusunan SOP AP."
    data["peralatan_perlengkapan"].pop(0)
    data["nomor_sop"] = "065/2/2026"
    data["riwayat_status"] = [{"status": "draft"}]


def page(found: Perbandingan) -> str:
    return comparison_page(found, NAMES, (lay_out(found.pertama), lay_out(found.kedua)))


def found_marks(found: Perbandingan, *, baru: bool) -> dict[str, list[Mark]]:
    side = found.kedua if baru else found.pertama
    out: dict[str, list[Mark]] = {}
    for mark in marks(lay_out(side), side, found.butir, baru=baru):
        out.setdefault(found.butir[mark.nomor - 1].letak, []).append(mark)
    return out


def row_of(found: Perbandingan, number: int) -> tuple[int, Box]:
    """Page and box of the row of a kegiatan (from 0) of the second SOP."""
    for sheet in lay_out(found.kedua).pages:
        if sheet.kind is PageKind.FLOWCHART:
            table = sheet.table("prosedur")
            top = table.y
            for row in table.rows:
                if row.kegiatan == number:
                    return sheet.number, Box(table.x, top, table.width, row.height)
                top += row.height
    raise AssertionError(number)


def test_an_inserted_step_colours_its_whole_row() -> None:
    found = between(everything)
    (mark,) = found_marks(found, baru=True)["kegiatan 1"]
    assert (mark.look, mark.letak) == ("baru", "samping")
    assert (mark.halaman, mark.box) == row_of(found, 0)
    assert "kegiatan 1" not in found_marks(found, baru=False)


def test_a_changed_time_colours_its_cell_in_both() -> None:
    found = between(everything)
    for baru, text in ((False, "15 menit"), (True, "20 menit")):
        (mark,) = found_marks(found, baru=baru)["kegiatan 4 (semula 3), waktu"]
        sheet = lay_out(found.kedua if baru else found.pertama).pages[mark.halaman - 1]
        table = sheet.table("prosedur")
        cells = [one for one in table.cells if table.cell_box(one) == mark.box]
        assert [line.text for cell in cells for line in cell.paragraphs] == [text]


def test_texts_of_the_identity_sheet_are_coloured_where_they_stand() -> None:
    found = between(everything)
    old, new = found_marks(found, baru=False), found_marks(found, baru=True)
    assert [one.look for one in old["butir 2"]] == ["hapus"]
    assert [one.look for one in new["butir 2"]] == ["baru"]
    assert [one.look for one in old["butir 1 (lama)"]] == ["hapus"]
    assert [one.look for one in new["Nomor SOP"]] == ["ubah"]
    assert old["butir 2"][0].box.y < old["butir 1 (lama)"][0].box.bottom


def test_a_new_lane_colours_its_column_and_a_renamed_one_its_head() -> None:
    new = found_marks(between(everything), baru=True)
    column, head = new["kolom 4"][0], new["kolom 2"][0]
    assert (column.look, head.look) == ("baru", "ubah")
    assert column.box.height > 3 * head.box.height


def test_list_and_sheets_lead_to_each_other() -> None:
    found = between(everything)
    tree = html.fromstring(page(found))
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = [one for one in tree.xpath("//a/@href | //*[local-name()='a']/@href") if one.startswith("#")]
    assert {link[1:] for link in links} <= set(ids)
    printed = [number for number, one in enumerate(found.butir, 1) if one.tercetak]
    assert {f"u{number}" for number in printed} <= {link[1:] for link in links}
    assert f"u{len(found.butir)}" in ids  # what no sheet shows is in the list
    assert f"u{len(found.butir)}" not in {link[1:] for link in links}


def test_changed_words_are_marked_in_the_list() -> None:
    tree = html.fromstring(page(between(lambda data: data["kegiatan"][2].update(uraian="Mencetak dua surat pindah."))))
    assert tree.xpath("//table[@class='daftar']//del/text()") == ["keterangan"]
    assert tree.xpath("//table[@class='daftar']//ins/text()") == ["dua"]


def test_a_sheet_that_cannot_be_drawn_is_said_and_the_rest_is_there() -> None:
    found = between(lambda data: data["kegiatan"][1].update(tidak="9"))
    text = comparison_page(found, NAMES, (lay_out(found.pertama), "kegiatan 9 tidak ada"))
    tree = html.fromstring(text)
    assert "Menjadi: naskah kerja: kegiatan 9 tidak ada" in tree.text_content()
    assert len(tree.xpath("//*[local-name()='svg']")) == len(lay_out(found.pertama).pages)


def test_the_page_is_the_same_every_time_and_loads_nothing() -> None:
    found = between(everything)
    text = page(found)
    assert text == page(between(everything))
    assert "<script" not in text
    assert not html.fromstring(text).xpath("//@src[not(starts-with(., 'data:'))]")


def test_texts_of_an_author_stay_texts() -> None:
    nasty = "<script>alert(1)</script> & <b>"
    base = copy.deepcopy(BASE)
    tree = html.fromstring(page(between(lambda data: data.update(nama_sop=nasty, keterkaitan=[nasty]), base)))
    assert not tree.xpath("//script | //b")
    assert nasty in tree.text_content()
