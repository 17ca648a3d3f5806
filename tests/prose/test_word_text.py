"""Headings, runs, fields, notes, tracked changes and what else stands in the paragraphs of a Word file."""

from __future__ import annotations

import pytest

from doctool.model.dokumen import Angka, CatatanKaki, Gambar, GantiBaris, Judul, Keterangan, Paragraf, Permintaan, Teks
from tests.prose.word_files import (
    box,
    codes,
    docx,
    drawing,
    field,
    finding,
    graphic,
    num,
    p,
    picture_bytes,
    r,
    read,
    read_word,
    shape,
    tbl,
    tc,
    text_of,
    tr,
    unaccounted,
)  # fmt: skip

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Judul1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:caps/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bab"><w:name w:val="Bab Kami"/><w:basedOn w:val="Judul1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Judul3"><w:name w:val="heading 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Tebal"><w:name w:val="Tebal"/><w:rPr><w:b/></w:rPr>'
    '<w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kutipan"><w:name w:val="Quote"/></w:style>'
    '<w:style w:type="character" w:styleId="Kuat"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Sembunyi"><w:name w:val="x"/><w:rPr><w:vanish/></w:rPr></w:style>'
)




# Headings


def test_headings_by_outline_level_of_the_style_chain() -> None:
    body = p("Satu", style="Judul1") + p("Dua", style="Bab") + p("Tiga", style="Judul3") + p(
        "Empat", props='<w:outlineLvl w:val="1"/>'
    )  # fmt: skip
    found = read(body, parts={"styles": STYLES})
    assert shape(found.blok) == [(1, "Satu"), (1, "Dua"), (3, "Tiga"), (2, "Empat")]
    shifted = read_word(docx(body, {"styles": STYLES}), "a.docx", geser=2)
    assert [one.tingkat for one in shifted.blok if isinstance(one, Judul)] == [3, 3, 4, 4]
    assert "M33" in codes(shifted)


@pytest.mark.parametrize(
    ("typed", "rest"),
    [("BAB I ", "PENDAHULUAN"), ("3.1 ", "Capaian"), ("A. ", "Latar"), ("1) ", "Maksud"), ("bab ii: ", "Isi")],
)
def test_typed_numbers_of_headings_are_taken_away_and_told(typed: str, rest: str) -> None:
    found = read(p(typed + rest, style="Judul1"), parts={"styles": STYLES})
    assert shape(found.blok) == [(1, rest)]
    assert (finding(found, "M33").text, finding(found, "M33").where.place) == (typed.strip(), "badan, alinea 1")


@pytest.mark.parametrize("text", ["2024 dalam angka", "Babak baru", "1.250 penduduk", "IKU 1 sampai 3"])
def test_headings_that_only_begin_like_a_number(text: str) -> None:
    assert shape(read(p(text, style="Judul1"), parts={"styles": STYLES}).blok) == [(1, text)]


def test_no_headings_within_tables() -> None:
    found = read(tbl(tr(tc(p("Satu", style="Judul3")))), parts={"styles": STYLES})
    assert shape(found.blok) == [[[["Satu"]]]]


# Runs


def test_looks_of_runs_by_their_styles_too() -> None:
    found = read(
        p(r("a", "<w:b/>"), r("b", '<w:i/><w:u w:val="single"/>'), r("c", '<w:vertAlign w:val="superscript"/>'),
          r("d", '<w:strike/><w:vertAlign w:val="subscript"/>'), r("e", '<w:rStyle w:val="Kuat"/>'))
        + p(r("f"), r("g", '<w:b w:val="0"/>'), r("h", '<w:rStyle w:val="Kuat"/>'), style="Tebal"),
        parts={"styles": STYLES},
    )  # fmt: skip
    first, second = (one for one in found.blok if isinstance(one, Paragraf))
    assert first.isi == (
        Teks("a", tebal=True), Teks("b", miring=True, garis_bawah=True), Teks("c", posisi="naik"),
        Teks("d", coret=True, posisi="turun"), Teks("e", tebal=True),
    )  # fmt: skip
    assert (second.isi, second.rata) == ((Teks("f", tebal=True), Teks("gh")), "tengah")
    assert found.temuan == ()


def test_breaks_tabs_hyphens_capitals_and_quotations() -> None:
    found = read(
        p(r("a", inside="<w:br/>"), "b", r(inside="<w:tab/>"), "c", r(inside="<w:noBreakHyphen/>"), r("d", "<w:caps/>"))
        + p(r("e", inside='<w:br w:type="page"/>'), "f") + p("g", style="Kutipan"),
        parts={"styles": STYLES},
    )  # fmt: skip
    first = found.blok[0]
    assert isinstance(first, Paragraf)
    assert first.isi == (Teks("a"), GantiBaris(), Teks("b c\u2011D"))
    assert shape(found.blok[1:]) == ["e", "GantiHalaman", "f", "g"]
    assert isinstance(found.blok[4], Paragraf)
    assert found.blok[4].gaya == "kutipan"
    assert codes(found) == ["M35"]


def test_spaces_as_word_keeps_them() -> None:
    found = read("<w:p><w:r><w:t>  a </w:t></w:r><w:r><w:t xml:space=\"preserve\"> b  c</w:t></w:r></w:p>")
    assert shape(found.blok) == ["a b  c"]


def test_symbols_and_letters_of_sign_fonts() -> None:
    wing = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    tick = '<w:sym w:font="Wingdings" w:char="F0FC"/>'
    found = read(p(r(inside=tick), " x ", r("\u00fc", wing), r("\uf0e0", wing)))
    assert shape(found.blok) == ["✓ x ✓→"]
    assert found.temuan == ()
    unknown = read(p("a", r(inside='<w:sym w:font="Webdings" w:char="F021"/>'), r(inside='<w:sym w:char="??"/>')))
    assert codes(unknown) == ["M39", "M39"]
    assert "Webdings" in unknown.temuan[0].message


def test_hidden_text_is_named() -> None:
    body = p("a", r("rahasia", "<w:vanish/>"), r(" lain", '<w:rStyle w:val="Sembunyi"/>'))
    found = read(body, parts={"styles": STYLES})
    assert shape(found.blok) == ["a"]
    assert (finding(found, "M36").text, finding(found, "M36").where.place) == ("rahasia lain", "badan, alinea 1")


# Directives


def test_directives_torn_over_runs() -> None:
    found = read(p("[tab", r("el: target", "<w:b/>"), "-realisasi sasaran=1]") + p("nilai [angka: IKU-1", ".capaian]"))
    request, line = found.blok
    assert isinstance(request, Permintaan)
    assert (request.nama, request.pilihan) == ("target-realisasi", (("sasaran", "1"),))
    assert isinstance(line, Paragraf)
    assert line.isi == (Teks("nilai "), Angka("IKU-1.capaian"))
    assert request.asal is not None
    assert request.asal.place == "badan, alinea 1"


def test_faults_of_directives_have_their_place() -> None:
    found = read(p("x") + tbl(tr("a", "lihat [tabel: renstra]")))
    assert (finding(found, "M03").where.place) == "badan, tabel 1, baris 1, kolom 2"


# Links and fields


def test_links_to_the_web_are_kept_others_told() -> None:
    links = [("w1", "hyperlink", "https://a.go.id/x"), ("w2", "hyperlink", "file:///C:/b.xlsx")]
    body = p(
        f'<w:hyperlink r:id="w1">{r("situs")}</w:hyperlink>', " ",
        f'<w:hyperlink r:id="w2">{r("berkas")}</w:hyperlink>',
        f'<w:hyperlink w:anchor="x">{r("dalam")}</w:hyperlink>', f'<w:hyperlink r:id="w9">{r("putus")}</w:hyperlink>',
        field('HYPERLINK "mailto:a@b.id"', "surel"), field('HYPERLINK \\l "x"', "juga"),
    )  # fmt: skip
    found = read(body, links=links)
    (line,) = found.blok
    assert isinstance(line, Paragraf)
    assert [(one.teks, one.tautan) for one in line.isi if isinstance(one, Teks)] == [
        ("situs", "https://a.go.id/x"), (" berkasdalamputus", ""), ("surel", "mailto:a@b.id"), ("juga", ""),
    ]  # fmt: skip
    assert sorted(codes(found)) == ["M21", "M42", "M42"]
    assert any(one.text == "file:///C:/b.xlsx" for one in found.temuan)


def test_results_of_fields_stay_contents_go() -> None:
    begin, rest = field("TOC \\o", "Bab I", '<w:r><w:tab/></w:r>', "1").split('<w:r><w:fldChar w:fldCharType="end"/>')
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(begin) + p("Bab II 7") + p(end + rest.removeprefix("</w:r>"), "sisa") + p(
        "lihat ", field("REF _x \\h", "Tabel 4"), " halaman ", field("PAGEREF _x", "9"), field("DATE", " 2 Mei")
    )  # fmt: skip
    found = read(body)
    assert shape(found.blok) == ["sisa", "lihat Tabel 4 halaman  2 Mei"]
    contents = [one for one in found.temuan if one.code == "M25"]
    assert [one.where.place for one in contents] == ["badan, alinea 1", "badan, alinea 4"]
    assert "Bab I" in contents[0].text
    assert finding(found, "M26").text == "Tabel 4"
    assert unaccounted(docx(body), found) == {}


def test_a_field_that_never_ends_hides_nothing() -> None:
    found = read(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>'
                   '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "a") + p("b"))  # fmt: skip
    assert shape(found.blok) == ["a", "b"]


def test_contents_in_a_content_control_are_named_whole() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    found = read(f"<w:sdt>{gallery}<w:sdtContent>{p('Daftar Isi')}{p('Bab I 1')}</w:sdtContent></w:sdt>{p('isi')}")
    assert shape(found.blok) == ["isi"]
    assert finding(found, "M25").text == "Daftar Isi Bab I 1"


def test_content_controls_are_carried_boxes_to_tick_named() -> None:
    tick = "<w:sdtPr><w14:checkbox/></w:sdtPr>"
    empty = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
    body = p(f"<w:sdt>{tick}<w:sdtContent>{r('☒')}</w:sdtContent></w:sdt>", " ya ",
             f"<w:sdt>{empty}<w:sdtContent>{r('Ketik di sini')}</w:sdtContent></w:sdt>")  # fmt: skip
    found = read(body + f"<w:sdt><w:sdtContent>{p('blok')}</w:sdtContent></w:sdt>")
    assert shape(found.blok) == ["☒ ya Ketik di sini", "blok"]
    assert codes(found) == ["M40", "M40"]


# Notes


def test_footnotes_and_endnotes() -> None:
    notes = (
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " Sumber: ", r("BPS", "<w:i/>"))}{p("dua")}'
        "</w:footnote>"
        f'<w:footnote w:id="3">{p("yatim")}</w:footnote>'
    )
    ends = f'<w:endnote w:id="2">{p("akhir")}</w:endnote>'
    parts = {"footnotes": notes, "endnotes": ends}
    body = p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>', "b", '<w:r><w:endnoteReference w:id="2"/></w:r>',
             '<w:r><w:footnoteReference w:id="77"/></w:r>')  # fmt: skip
    found = read(body, parts=parts)
    (line,) = found.blok
    assert isinstance(line, Paragraf)
    first, note, second, end = line.isi
    assert (first, second) == (Teks("a"), Teks("b"))
    assert isinstance(note, CatatanKaki)
    assert isinstance(end, CatatanKaki)
    assert shape(note.isi) == ["Sumber: BPS", "dua"]
    assert shape(end.isi) == ["akhir"]
    assert sorted(codes(found)) == ["M21", "M41", "M41"]
    orphan = next(one for one in found.temuan if "dirujuk di teks" in one.message)
    assert (orphan.text, orphan.where.place) == ("yatim", "catatan kaki 2")
    assert unaccounted(docx(body, parts), found) == {}


def test_lists_and_tables_in_notes_become_paragraphs() -> None:
    notes = f'<w:footnote w:id="2">{p("a")}{tbl(tr("b", "c"))}</w:footnote>'
    found = read(p("x", '<w:r><w:footnoteReference w:id="2"/></w:r>'), parts={"footnotes": notes})
    assert text_of(found.blok) == "xab | c"
    assert finding(found, "M41").where.place == "catatan kaki 1"


def test_a_note_within_itself_ends() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = read(p("x", mark), parts={"footnotes": f'<w:footnote w:id="2">{p("a", mark)}</w:footnote>'})
    assert text_of(found.blok) == "xa"
    assert codes(found) == ["M41"]


# What people left in the file


def test_tracked_changes_are_counted_and_told_once() -> None:
    body = p("a", f"<w:ins>{r('b')}</w:ins>", "<w:del><w:r><w:delText>c</w:delText></w:r></w:del>") + p(
        f"<w:moveFrom>{r('pindah')}</w:moveFrom>"
    ) + p(f"<w:moveTo>{r('pindah')}</w:moveTo>")  # fmt: skip
    found = read(body)
    assert shape(found.blok) == ["ab", "pindah"]
    told = finding(found, "M22")
    assert told.message == (
        "perubahan terlacak belum diterima di Word: 1 sisipan ikut dicetak, 1 penghapusan tidak dicetak, "
        "1 pindahan dicetak di tempat barunya"
    )
    alone = finding(read(p("a", f"<w:ins>{r('b')}</w:ins>")), "M22")
    assert alone.message == "perubahan terlacak belum diterima di Word: 1 sisipan ikut dicetak"
    assert "Accept All" in told.hint
    assert told.text == "c / pindah"


def test_deleted_rows_of_tables() -> None:
    found = read(tbl(tr("a", "b"), tr("c", "d", props="<w:del/>")))
    assert shape(found.blok) == [[[["a"], ["b"]]]]
    assert finding(found, "M22").text == "c d"


def test_comments_are_counted() -> None:
    first, second = (f'<w:r><w:commentReference w:id="{key}"/></w:r>' for key in (0, 1))
    found = read(p("a") + p("b", first, second))
    assert finding(found, "M23").message == "2 komentar tidak dibawa"
    assert finding(found, "M23").where.place == "badan, alinea 2"


def test_own_header_is_named() -> None:
    found = read(p("a") + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>', parts={"header": p("Dinas X")})
    assert (finding(found, "M24").text, finding(found, "M24").where.place) == ("Dinas X", "kepala halaman")
    assert read(p("a") + '<w:sectPr><w:headerReference r:id="header"/></w:sectPr>', parts={"header": p()}).temuan == ()


def test_text_boxes_once_after_their_paragraph() -> None:
    found = read(p("a", box(p("kotak", num(9))), "b") + p("c"))
    assert shape(found.blok) == ["ab", "kotak", "c"]
    assert finding(found, "M30").where.place == "badan, alinea 1, kotak teks 1"


def test_the_caption_of_a_floating_picture_stands_in_a_text_box() -> None:
    body = p("a", drawing("x.png", floating=True), box(p("Gambar 2. Peta")))
    _, picture = read(body, media={"x.png": picture_bytes()}).blok
    assert isinstance(picture, Gambar)
    assert picture.keterangan == Keterangan("gambar", (Teks("Peta"),))


def test_a_dropped_capital_begins_its_word() -> None:
    drop = '<w:framePr w:dropCap="drop"/>'
    assert shape(read(p("P", props=drop) + p("ada tahun 2024") + p("x")).blok) == ["Pada tahun 2024", "x"]
    assert shape(read(p("P", props=drop)).blok) == ["P"]


def test_equations_become_text() -> None:
    fraction = "<m:f><m:num><m:r><m:t>a+1</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    body = p("y = ", f"<m:oMath>{fraction}{power}<m:odd><m:r><m:t>z</m:t></m:r></m:odd></m:oMath>")
    found = read(body)
    assert shape(found.blok) == ["y = (a+1)/bx^2z"]
    assert codes(found) == ["M31"]


@pytest.mark.parametrize(
    ("inside", "word"),
    [
        ('<c:chart r:id="x"/>', "grafik"), ('<dgm:relIds r:dm="x"/>', "SmartArt"), ("<wps:wsp/>", "bentuk"),
        ("<wps:wsp><a:t>isi</a:t></wps:wsp>", "teks di dalam gambar bentuk"),
    ],
)  # fmt: skip
def test_drawn_objects_are_named_with_their_place(inside: str, word: str) -> None:
    found = read(p("a") + p("b", graphic(inside)))
    assert word in finding(found, "M29").message
    assert finding(found, "M29").where.place == "badan, alinea 2"


def test_old_objects_and_word_art_are_named() -> None:
    ole = '<w:r><w:object><v:shape/><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    art = '<w:r><w:pict><v:shape><v:textpath string="RAHASIA"/></v:shape></w:pict></w:r>'
    found = read(p("a", ole) + p("b", art))
    messages = [one.message for one in found.temuan if one.code == "M29"]
    assert any("Excel.Sheet.12" in one for one in messages)
    assert any(one.text == "RAHASIA" for one in found.temuan)


def test_other_documents_and_unknown_elements_are_named() -> None:
    found = read(p("a") + '<w:altChunk r:id="x"/>' + p(f"<w:aneh>{r('isi')}</w:aneh>"))
    assert [(one.code, one.text) for one in found.temuan] == [("M43", ""), ("M43", "isi")]


def test_what_nobody_reads_is_found_in_the_end() -> None:
    body = p("a") + f"<w:aneh>{p('tersesat')}</w:aneh>"
    found = read(body)
    assert (finding(found, "M44").text, str(finding(found, "M44").severity)) == ("tersesat", "galat")


# Sections


def test_sections_that_lie_and_columns() -> None:
    lying = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    upright = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:cols w:num="2"/></w:sectPr>'
    body = p("a", props=upright) + tbl(tr("b")) + p("c", props=lying) + tbl(tr("d")) + upright
    found = read(body)
    assert [getattr(one, "melintang", None) for one in found.blok] == [None, True, None, False]
    places = {one.where.place for one in found.temuan if one.code == "M37"}
    assert places == {"badan, sampai alinea 1", "badan, bagian terakhir", "badan, alinea 2"}


def test_section_breaks_between_upright_pages_are_page_breaks() -> None:
    upright = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    flowing = '<w:sectPr><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    assert shape(read(p("a", props=upright) + p("b") + upright).blok) == ["a", "GantiHalaman", "b"]
    assert shape(read(p("a", props=upright) + p("b") + flowing).blok) == ["a", "b"]
    assert shape(read(p("a") + p("b", props="<w:pageBreakBefore/>")).blok) == ["a", "GantiHalaman", "b"]
