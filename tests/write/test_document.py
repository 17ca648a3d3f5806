"""A report as a Word file: sound, the same every time, live fields that show the right thing from the start."""

from __future__ import annotations

import dataclasses
import re

import pytest

from doctool.errors import ContentError
from doctool.model.dokumen import (
    Angka,
    Bagian,
    Baris,
    Blok,
    Daftar,
    DaftarIsi,
    Dokumen,
    GantiHalaman,
    Judul,
    Paragraf,
    Permintaan,
    Rujukan,
    Tabel,
    TandaTangan,
    polos,
)  # fmt: skip
from doctool.write.document import Contents, write_document
from doctool.write.document_plan import plan_of
from scripts.make_report_template import NAME, make
from scripts.make_templates import FOLDERS
from tests.gate import check_docx
from tests.write.docx_text import NS, W, fields, paragraphs, parts, text, tree
from tests.write.sample_report import alinea, judul, keterangan, laporan, sel, target_realisasi, wide

SAMPLE = laporan()
PAGES = Contents({bookmark: str(number) for number, bookmark in enumerate(plan_of(SAMPLE).bookmarks, 1)})
DOCX = write_document(SAMPLE, PAGES)


def dokumen(*blok: Blok, **more: object) -> Dokumen:
    return dataclasses.replace(SAMPLE, bagian=(Bagian(blok),), **more)


def test_the_sample_is_a_sound_word_file_with_and_without_its_contents() -> None:
    assert check_docx(DOCX, sdk=True) == []
    assert check_docx(write_document(SAMPLE), sdk=False) == []


def test_the_template_is_what_the_script_makes_and_sound() -> None:
    assert [(folder / NAME).read_bytes() == make() for folder in FOLDERS] == [True, True]
    assert check_docx(make(), sdk=False) == []


def test_the_same_input_gives_the_same_bytes() -> None:
    assert write_document(laporan(), PAGES) == DOCX


def test_nothing_asks_word_to_update_and_nothing_is_english() -> None:
    files = parts(DOCX)
    assert b"updateFields" not in files["word/settings.xml"]
    assert b"w:dirty" not in files["word/document.xml"]
    seen = " ".join(words for _, words in paragraphs(DOCX))
    assert re.findall(r"Error|Table |Figure|Contents|Chapter", seen) == []
    assert b'w:val="id-ID"' in files["word/styles.xml"]


def test_the_properties_name_the_report_and_the_office() -> None:
    core = parts(DOCX)["docProps/core.xml"].decode()
    assert SAMPLE.judul in core
    assert SAMPLE.pengarang in core
    assert "<dc:language>id-ID</dc:language>" in core


def test_headings_captions_and_references_are_fields_that_show_the_right_numbers() -> None:
    shown = fields(tree(DOCX))
    by_code: dict[str, list[str]] = {}
    for code, result in shown:
        by_code.setdefault(code, []).append(result)
    assert by_code["SEQ Bab \\* ROMAN"] == ["I", "II", "III", "IV"]
    assert by_code["SEQ Bab \\c \\* ARABIC"] == ["1", *["3"] * 6]
    assert by_code["SEQ Tabel \\* ARABIC \\r 1"] == ["1", "1"]
    assert by_code["SEQ Tabel \\* ARABIC"] == ["2", "3"]
    words = [words for _, words in paragraphs(DOCX)]
    assert "BAB III\nAKUNTABILITAS KINERJA" in words
    assert "Tabel 3.2 Realisasi Bulanan Tahun 2026" in words
    assert "Tabel 1 Daftar Lampiran" in words
    assert any("Uraian rinci ada di Bab III pada Subbab 3.1." in one for one in words)
    assert any("disajikan pada Tabel 3.1 dan Gambar 3.1, sedangkan" in one and "Tabel 3.2" in one for one in words)


def test_every_field_names_a_bookmark_that_is_there() -> None:
    document = tree(DOCX)
    marks = set(document.xpath("//w:bookmarkStart/@w:name", namespaces=NS))
    named = {code.split()[1] for code, _ in fields(document) if code.startswith(("REF", "PAGEREF"))}
    assert len(named) > 30
    assert named <= marks
    assert set(document.xpath("//w:hyperlink/@w:anchor", namespaces=NS)) <= marks


def test_contents_show_the_pages_they_are_given_with_dots_before_them() -> None:
    lines = [words.split("\t") for style, words in paragraphs(DOCX) if style.startswith("TOC")]
    entries = {parts[-2]: parts[-1].strip() for parts in lines}
    plan = plan_of(SAMPLE)
    wanted = {one.text: PAGES.pages[one.bookmark] for one in plan.headings if one.level <= 3}
    assert entries == wanted
    styles = tree(DOCX, "word/styles.xml")
    assert len(styles.xpath("//w:style[starts-with(@w:styleId, 'TOC')]//w:tab[@w:leader='dot']", namespaces=NS)) == 3


def test_contents_without_pages_say_so() -> None:
    words = [words for _, words in paragraphs(write_document(SAMPLE))]
    assert words.count("Nomor halaman belum diisi.") == 3
    assert not any(one.startswith("Nomor halaman belum") for _, one in paragraphs(DOCX))


def test_an_empty_list_of_pictures_says_so_in_indonesian() -> None:
    data = write_document(dokumen(DaftarIsi("gambar"), alinea("isi")))
    assert ("TableofFigures", "Tidak ada gambar.") in paragraphs(data)
    assert fields(tree(data)) == []


def test_lists_each_count_from_their_own_start() -> None:
    items = tuple((alinea(word),) for word in ("satu", "dua"))
    data = write_document(dokumen(Daftar(items, "1"), Daftar(items, "1"), Daftar(items, "a", 3)))
    used = tree(data).xpath("//w:p[w:pPr/w:pStyle/@w:val='DaftarLaporan']//w:numId/@w:val", namespaces=NS)
    assert len(used) == 6
    assert len(set(used)) == 3
    numbering = tree(data, "word/numbering.xml")
    starts = [
        numbering.xpath(f"//w:num[@w:numId='{one}']//w:startOverride/@w:val", namespaces=NS)
        for one in dict.fromkeys(used)
    ]
    assert starts == [["1"], ["1"], ["3"]]


def test_a_table_repeats_its_head_keeps_rows_whole_and_stays_with_caption_and_notes() -> None:
    data = write_document(dokumen(target_realisasi(20)))
    rows = tree(data).findall(".//w:tr", NS)
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows] == [True, True, *[False] * (len(rows) - 2)]
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    caption = next(one for one in tree(data).find("w:body", NS) if text(one))
    notes = tree(data).xpath("//w:p[w:pPr/w:pStyle/@w:val='Catatan']", namespaces=NS)
    assert caption.find("w:pPr/w:keepNext", NS) is not None
    assert list(map(text, notes)) == list(map(text, rows[-1].iter(f"{W}p")))
    assert all(one.find("w:pPr/w:keepNext", NS) is not None for row in rows[-3:-1] for one in row.iter(f"{W}p"))
    assert not any(one.find("w:pPr/w:keepNext", NS) is not None for one in rows[-1].iter(f"{W}p"))


def test_numbers_stand_at_the_right_and_cells_cover_rows_and_columns() -> None:
    data = write_document(dokumen(target_realisasi(3)))
    table = tree(data).find(".//w:tbl", NS)
    cells = {text(one): one for one in table.iter(f"{W}tc")}
    assert cells["80,00"].find(".//w:jc", NS).get(f"{W}val") == "right"
    assert cells["Rata-rata capaian"].find("w:tcPr/w:gridSpan", NS).get(f"{W}val") == "5"
    assert cells["No"].find("w:tcPr/w:vMerge", NS).get(f"{W}val") == "restart"
    assert "FFD966" in cells["Sedang"].find("w:tcPr/w:shd", NS).get(f"{W}fill")
    widths = [int(one.get(f"{W}w")) for one in table.findall("w:tblGrid/w:gridCol", NS)]
    assert sum(widths) == 11906 - 1701 - 1417
    assert widths[1] > 5 * widths[0]


def test_a_wide_table_has_lying_pages_of_its_own_and_its_heading_goes_with_it() -> None:
    data = write_document(
        dokumen(judul(1, "BAB"), alinea("sebelum"), judul(2, "Rincian"), wide("t", "Lebar"), alinea("sesudah"))
    )
    sections: list[tuple[str | None, list[str]]] = []
    waiting: list[str] = []
    for block in tree(data).find("w:body", NS):
        waiting += [text(one) for one in block.iter(f"{W}p") if block.tag == f"{W}p"]
        size = block.find(".//w:pgSz", NS) if block.tag != f"{W}sectPr" else block.find("w:pgSz", NS)
        if size is not None:
            sections.append((size.get(f"{W}orient"), [one for one in waiting if one]))
            waiting = []
    assert [one for one, _ in sections] == [None, "landscape", None]
    assert [texts[-1] for _, texts in sections] == ["sebelum", "Tabel 1.1 Lebar", "sesudah"]
    assert sections[1][1][0] == "Rincian"


def test_a_signature_block_is_kept_whole_and_with_what_is_before_it() -> None:
    block = TandaTangan(("Kota, 1 Januari 2027", "Kepala Dinas,"), ("SITI AMINAH", "NIP 1"))
    body = tree(write_document(dokumen(alinea("awal"), alinea("akhir isi"), block))).find("w:body", NS)
    kept = {text(one): one.find("w:pPr/w:keepNext", NS) for one in body.findall("w:p", NS)}
    on = {words: node is not None and node.get(f"{W}val") != "0" for words, node in kept.items()}
    assert on == {"awal": False, "akhir isi": True, "Kota, 1 Januari 2027": True, "Kepala Dinas,": True,
                  "SITI AMINAH": True, "NIP 1": False}  # fmt: skip


def test_what_is_asked_for_and_not_there_is_printed_as_it_was_asked_for() -> None:
    asked = Permintaan("tabel", "tahun-lalu", (("sasaran", "1"),))
    body = dokumen(Paragraf((Rujukan("tabel:tiada"), *polos(" dan "), Angka("IKU-1.capaian"))), asked)
    data = write_document(body)
    words = [words for _, words in paragraphs(data)]
    assert "[lihat: tabel:tiada] dan [angka: IKU-1.capaian]" in words
    assert "[tabel: tahun-lalu sasaran=1]" in words
    assert len(tree(data).xpath("//w:rStyle[@w:val='BelumTerisi']", namespaces=NS)) == 3


def test_footnotes_and_links() -> None:
    notes = tree(DOCX, "word/footnotes.xml")
    assert [text(one).strip() for one in notes.findall("w:footnote", NS)][2:] == [
        "Undang-Undang Nomor 24 Tahun 2013 tentang Administrasi Kependudukan.",
        "Angka sementara sampai dengan triwulan IV.",
    ]
    assert tree(DOCX).xpath("//w:footnoteReference/@w:id", namespaces=NS) == ["1", "2"]
    assert b"https://disdukcapil.contoh.go.id/laporan%20kinerja" in parts(DOCX)["word/_rels/document.xml.rels"]


def test_a_draft_says_so_on_every_page_and_a_final_report_does_not() -> None:
    document = tree(DOCX)
    rels = parts(DOCX)["word/_rels/document.xml.rels"].decode()
    headers = set(document.xpath("//w:sectPr/w:headerReference/@r:id", namespaces=NS))
    assert len(document.findall(".//w:sectPr", NS)) == len(document.findall(".//w:headerReference", NS)) == 10
    targets = {re.search(rf'Id="{one}"[^>]*Target="([^"]+)"', rels)[1] for one in headers}  # type: ignore[index]
    assert {text(tree(DOCX, f"word/{one}")) for one in targets} == {"DRAF 2, untuk direviu"}
    final = write_document(laporan(status=""), PAGES)
    assert "DRAF" not in "".join(text(tree(final, one)) for one in parts(final) if one.startswith("word/header"))


def test_pages_are_numbered_as_their_sections_say() -> None:
    numbers = [(one.get(f"{W}fmt"), one.get(f"{W}start")) for one in tree(DOCX).iter(f"{W}pgNumType")]
    assert numbers[:3] == [("decimal", None), ("lowerRoman", "1"), ("decimal", "1")]
    assert {start for _, start in numbers[3:]} == {None}


def changed_template(pattern: str, new: str) -> bytes:
    from tests.gate_faults import change, pack, unpack

    return pack(change(pattern, new, "word/styles.xml")(unpack(make())))


def test_an_office_may_change_the_look_in_its_template() -> None:
    template = changed_template(r'(<w:name w:val="heading 1"/>.*?<w:sz w:val=)"28"', r'\1"36"')
    styles = tree(write_document(SAMPLE, None, template), "word/styles.xml")
    assert styles.xpath("//w:style[@w:styleId='Heading1']/w:rPr/w:sz/@w:val", namespaces=NS) == ["36"]


def test_styles_are_found_by_name_and_those_deleted_are_put_back() -> None:
    renamed = changed_template('w:styleId="Heading1"', 'w:styleId="Judul1"')
    data = write_document(SAMPLE, PAGES, renamed)
    assert ("Judul1", "BAB I\nPENDAHULUAN") in paragraphs(data)
    assert check_docx(data, sdk=False) == []
    deleted = changed_template(r'<w:style [^>]*w:styleId="Petunjuk">.*?</w:style>', "")
    assert check_docx(write_document(SAMPLE, PAGES, deleted), sdk=False) == []


def test_a_template_that_is_no_word_file_is_refused() -> None:
    with pytest.raises(ContentError, match="templat laporan tidak dapat dibaca"):
        write_document(SAMPLE, None, b"bukan zip")


def test_paper_typeface_size_and_spacing_are_those_of_the_report() -> None:
    data = write_document(dataclasses.replace(SAMPLE, kertas="F4", huruf="Bookman Old Style", ukuran_pt=11, spasi=1.15))
    styles = tree(data, "word/styles.xml")
    assert styles.xpath("//w:docDefaults//w:rFonts/@w:ascii", namespaces=NS) == ["Bookman Old Style"]
    assert styles.xpath("//w:docDefaults//w:sz/@w:val", namespaces=NS) == ["22"]
    assert styles.xpath("//w:style[@w:styleId='IsiLaporan']//w:spacing/@w:line", namespaces=NS) == ["276"]
    assert tree(data).xpath("//w:pgSz/@w:w", namespaces=NS)[0] == "12189"


def test_an_empty_document_is_a_word_file_too() -> None:
    for empty in (dataclasses.replace(SAMPLE, bagian=()), dokumen(), dokumen(Tabel((), ()), Daftar(()))):
        assert check_docx(write_document(empty), sdk=False) == []


def test_a_page_break_stands_before_what_follows_it_and_leaves_no_empty_paragraph() -> None:
    data = write_document(dokumen(alinea("satu"), GantiHalaman(), alinea("dua"), GantiHalaman()))
    breaks = {text(one): one.find("w:pPr/w:pageBreakBefore", NS) is not None for one in tree(data).iter(f"{W}p")}
    assert breaks == {"satu": False, "dua": True}


def test_headings_without_a_number_do_not_count() -> None:
    data = write_document(dokumen(
        judul(1, "SATU"), judul(2, "a"), Judul(2, polos("tanpa nomor"), "k", bernomor=False), judul(2, "b"),
        Judul(1, polos("LAMPIRAN"), "l", bernomor=False), judul(1, "DUA"), judul(2, "c", "c"),
        Paragraf((Rujukan("c"), *polos("; "), Rujukan("k"), *polos("; "), Rujukan("l"))),
        Tabel((1,), (), "", keterangan("Kosong")),
    ))  # fmt: skip
    words = [words for _, words in paragraphs(data)]
    assert "Subbab 2.1; tanpa nomor; LAMPIRAN" in words
    assert "Tabel 2.1 Kosong" in words


def test_a_page_break_before_a_table_and_between_wide_tables() -> None:
    small = Tabel((1,), (Baris((sel("isi sel"),)),))
    body = tree(write_document(dokumen(alinea("satu"), GantiHalaman(), small))).find("w:body", NS)
    blocks = [one.tag.removeprefix(W) for one in body]
    assert blocks == ["p", "p", "tbl", "p", "sectPr"]
    assert body[1].find("w:pPr/w:pageBreakBefore", NS) is not None
    turned = write_document(dokumen(wide("a", "A"), GantiHalaman(), wide("b", "B"), GantiHalaman()))
    assert tree(turned).xpath("//w:pgSz/@w:orient", namespaces=NS) == ["landscape"]


def test_a_short_entry_without_a_number_has_its_page_number_at_the_right_edge() -> None:
    data = write_document(dokumen(DaftarIsi("isi"), judul(1, "PETA", bernomor=False)), PAGES)
    entry = tree(data).xpath("//w:p[w:pPr/w:pStyle/@w:val='TOC1']", namespaces=NS)[0]
    assert entry.find("w:pPr/w:ind", NS).get(f"{W}left") == "0"
    styles = tree(data, "word/styles.xml")
    stops = styles.xpath("//w:style[@w:styleId='TOC1']//w:tab/@w:val", namespaces=NS)
    assert stops == ["right"]


def test_references_in_titles_are_told_in_the_contents() -> None:
    later = Tabel((1,), (), "t", keterangan("Kosong"))
    heading = Judul(1, (*polos("UJI "), Rujukan("t")), "u")
    data = write_document(dokumen(DaftarIsi("isi"), heading, later, Paragraf((Rujukan("u"),))), PAGES)
    assert any(words.startswith("BAB I\tUJI Tabel 1.1\t") for _, words in paragraphs(data))


def test_another_reader_finds_headings_tables_and_pictures() -> None:
    import io

    import docx

    found = docx.Document(io.BytesIO(DOCX))
    styles = [one.style.name for one in found.paragraphs]
    assert styles.count("Heading 1") == len([one for one in plan_of(SAMPLE).headings if one.level == 1])
    assert len(found.tables) == 4 + 1  # and the cell that holds the separator sheet in the middle of its page
    assert len(found.inline_shapes) == 6
    assert found.core_properties.title == SAMPLE.judul
