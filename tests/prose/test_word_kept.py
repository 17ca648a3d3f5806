"""Nothing in a Word file is lost in silence: every letter and picture is in a block or in a finding with its place."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doctool.convert.libreoffice import find_soffice
from doctool.model.dokumen import Bagian, CatatanKaki, Dokumen, Judul, Paragraf, Tabel, Teks, susun
from doctool.prose.word import read_word
from doctool.write.document import write_document
from tests.prose.test_word_lists import NUMBERING
from tests.prose.test_word_text import STYLES
from tests.prose.word_files import (
    all_runs,
    box,
    codes,
    docx,
    drawing,
    field,
    graphic,
    letters_in,
    num,
    p,
    picture_bytes,
    picture_count,
    r,
    source_letters,
    tbl,
    tc,
    text_of,
    tr,
    unaccounted,
)  # fmt: skip
from tests.resave import resave

WORDS = st.text(st.sampled_from("abcXYZ019 .,:[]-ßéТабл\u00a0"), min_size=1, max_size=12).map(
    lambda text: text.replace("[", "(")
)
PROPS = st.sampled_from(["", "<w:b/>", "<w:i/><w:caps/>", "<w:vanish/>", '<w:rStyle w:val="Kuat"/>', "<w:strike/>"])


# Files written by hand, of everything within everything


def runs() -> st.SearchStrategy[str]:
    plain = st.builds(r, WORDS, PROPS)
    wrapped = st.builds(
        lambda inside, around: around.format(inside),
        st.lists(plain, min_size=1, max_size=3).map("".join),
        st.sampled_from([
            "<w:ins>{}</w:ins>", "<w:moveTo>{}</w:moveTo>", "<w:moveFrom>{}</w:moveFrom>",
            "<w:smartTag>{}</w:smartTag>",
            '<w:hyperlink w:anchor="a">{}</w:hyperlink>', "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            '<w:fldSimple w:instr="PAGE">{}</w:fldSimple>', '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
            "<w:aneh>{}</w:aneh>", field("TOC", "{}"), field("REF x", "{}"),
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}', '<w:r><w:fldChar w:fldCharType="end"/></w:r>{}',
            "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}", "<m:oMath>{}</m:oMath>",
            "<w:r><w:ruby><w:rt>{0}</w:rt><w:rubyBase>{0}</w:rubyBase></w:ruby></w:r>",
        ]),
    )  # fmt: skip
    math = WORDS.map(lambda text: f"<m:oMath><m:f><m:num><m:r><m:t>{text}</m:t></m:r></m:num></m:f></m:oMath>")
    single = st.sampled_from([
        "<w:r><w:tab/></w:r>", "<w:r><w:br/></w:r>", '<w:r><w:br w:type="page"/></w:r>', drawing("x.png"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="2"/></w:r>',
        graphic("<wps:wsp/>"), '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
    ])  # fmt: skip
    return st.one_of(plain, plain, wrapped, math, single)


def paragraph() -> st.SearchStrategy[str]:
    return st.builds(
        lambda inside, style, props: p(*inside, style=style, props=props),
        st.lists(runs(), max_size=4),
        st.sampled_from(["", "", "Judul1", "Judul3", "Tebal", "Kutipan"]),
        st.sampled_from(["", "", num(1), num(1, 1), num(2), '<w:jc w:val="center"/>']),
    )


def story() -> st.SearchStrategy[str]:
    captions = st.builds(lambda text: p(f"Tabel 1. {text}"), WORDS)
    return st.recursive(
        st.lists(st.one_of(paragraph(), captions), min_size=1, max_size=4).map("".join),
        lambda inner: st.one_of(
            st.builds(lambda one, two: tbl(tr(tc(one), tc(two, props='<w:vMerge w:val="restart"/>')),
                                           tr(tc(two), tc(one, props="<w:vMerge/>"))), inner, inner),
            st.builds(lambda one: p("a", box(one)), inner),
            st.builds(lambda one, two: one + two, inner, inner),
            st.builds(lambda one: f"<w:sdt><w:sdtContent>{one}</w:sdtContent></w:sdt>", inner),
            st.builds(lambda one: f"<w:del>{one}</w:del>", inner),
            st.builds(lambda one: f"<w:aneh>{one}</w:aneh>", inner),
        ),
        max_leaves=5,
    )  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(body=story(), note=paragraph())
def test_every_letter_is_in_a_block_or_a_finding(body: str, note: str) -> None:
    parts = {
        "styles": STYLES, "numbering": NUMBERING, "footnotes": f'<w:footnote w:id="2">{note}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{p("akhir")}</w:endnote>',
    }  # fmt: skip
    data = docx(body, parts, media={"x.png": picture_bytes()})
    found = read_word(data, "a.docx")
    assert unaccounted(data, found) == {}
    assert all(one.where.place for one in found.temuan)
    notes = [one for one in all_runs(found.blok) if isinstance(one, CatatanKaki)]
    assert all(isinstance(inner, Paragraf) for one in notes for inner in one.isi)


# Files of python-docx


def office_file(seed: int) -> bytes:
    """A file with random headings, lists, tables, pictures, as python-docx writes them."""
    chance = random.Random(seed)
    document: Any = Document()
    for number in range(chance.randint(5, 25)):
        text = f"{chance.choice(['capaian', 'target', 'Realisasi', 'anggaran'])} {number} {chance.randint(0, 9999)}"
        kind = chance.randint(0, 6)
        if kind == 0:
            document.add_heading(text, chance.randint(0, 6))
        elif kind == 1:
            document.add_paragraph(text, style=chance.choice(
                ["List Bullet", "List Number", "List Bullet 2", "List Number 3", "List Continue", "Quote", "Caption"]
            ))  # fmt: skip
        elif kind == 2:
            rows, columns = chance.randint(1, 4), chance.randint(1, 4)
            table = document.add_table(rows, columns, style=chance.choice(["Table Grid", "Light Shading", None]))
            for row in range(rows):
                for column in range(columns):
                    table.cell(row, column).text = f"{text} {row}{column}"
            first = table.cell(chance.randrange(rows), chance.randrange(columns))
            first.merge(table.cell(chance.randrange(rows), chance.randrange(columns)))
            document.add_paragraph()  # else LibreOffice makes one table of two that touch, as Word shows them
        elif kind == 3:
            document.add_picture(io.BytesIO(picture_bytes()), width=Mm(30))
            document.add_paragraph(f"Gambar {number}. {text}")
        elif kind == 4:
            document.add_page_break()
            document.add_section()
        else:
            made = document.add_paragraph(text)
            made.add_run(f"\ttebal {number}\nbaris").bold = True
            made.alignment = chance.choice([None, 0, 1, 2, 3])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("seed", range(25))
def test_files_of_python_docx(seed: int) -> None:
    data = office_file(seed)
    found = read_word(data, "a.docx")
    assert unaccounted(data, found) == {}
    assert source_letters(data).total() > 50
    again = Document(io.BytesIO(data))
    assert picture_count(found.blok) == len(again.inline_shapes)
    assert sum(isinstance(one, Tabel) for one in susun(found.blok)) == len(again.tables)
    assert "M44" not in codes(found)


# The same saved by LibreOffice


def rich_file() -> bytes:
    """A file with most of what a bidang writes."""
    parts = {
        "styles": STYLES + '<w:style w:type="paragraph" w:styleId="Ket"><w:name w:val="caption"/></w:style>',
        "numbering": NUMBERING,
        "footnotes": '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("Sumber: BPS 2024")}</w:footnote>',
        "header": p("Kop bidang"),
    }  # fmt: skip
    body = (
        p("Pendahuluan", style="Bab")
        + p("Isi ", r("tebal", "<w:b/>"), r("miring", "<w:i/>"), '<w:r><w:footnoteReference w:id="2"/></w:r>', " lagi")
        + p("satu", props=num(1)) + p("dua", props=num(1)) + p("anak", props=num(1, 1)) + p("tiga", props=num(1))
        + p("antara") + p("empat", props=num(1)) + p("butir", props=num(2))
        + p("Tabel 1. Target dan realisasi", style="Ket")
        + tbl(
            tr(tc("Kepala", props='<w:gridSpan w:val="2"/>'), "C", props="<w:tblHeader/>"),
            tr(tc("a", props='<w:vMerge w:val="restart"/>'), "b", "c"), tr(tc(props="<w:vMerge/>"), "d", "e"),
            grid=(2000, 3000, 4000),
            props='<w:tblBorders><w:top w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/></w:tblBorders>',
        )
        + p("Di tengah", props='<w:jc w:val="center"/>')
        + p(drawing("x.png", about="Peta")) + p("Gambar 1. Peta kota", style="Ket")
        + p("a", box(p("isi kotak"))) + p("x", f"<w:ins w:id=\"1\" w:author=\"b\">{r('sisip')}</w:ins>")
        + '<w:sectPr><w:headerReference w:type="default" r:id="header"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    )  # fmt: skip
    return docx(body, parts, media={"x.png": picture_bytes()})


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Files as LibreOffice saves them, by name."""
    if find_soffice() is None:
        pytest.skip("LibreOffice tidak ada")
    folder, after = tmp_path_factory.mktemp("asal"), tmp_path_factory.mktemp("simpan")
    files: list[Path] = [folder / "kaya.docx"]
    files[0].write_bytes(rich_file())
    for seed in range(6):
        files.append(folder / f"{seed}.docx")
        files[-1].write_bytes(office_file(seed))
    return {file.name: file.read_bytes() for file in resave(files, after)}


@pytest.mark.libreoffice
def test_a_rich_file_is_read_alike_after_libreoffice(resaved: dict[str, bytes]) -> None:
    before, after = read_word(rich_file(), "a.docx"), read_word(resaved["kaya.docx"], "a.docx")
    for found in (before, after):
        assert [one.tingkat for one in found.blok if isinstance(one, Judul)] == [1]
        (table,) = [one for one in found.blok if isinstance(one, Tabel)]
        assert table.keterangan is not None
        assert [run.teks for run in table.keterangan.isi if isinstance(run, Teks)] == ["Target dan realisasi"]
        assert [row.jenis for row in table.baris] == ["kepala", "isi", "isi"]
        assert [[(cell.kolom, cell.baris) for cell in row.sel] for row in table.baris] == [
            [(2, 1), (1, 1)], [(1, 2), (1, 1), (1, 1)], [(1, 1), (1, 1)],
        ]  # fmt: skip
        assert [round(one, 2) for one in table.lebar] == [0.22, 0.33, 0.44]
        assert {"M22", "M24", "M30", "M32"} <= set(codes(found))
    assert [type(one) for one in after.blok] == [type(one) for one in before.blok]
    assert text_of(after.blok) == text_of(before.blok)
    assert picture_count(after.blok) == picture_count(before.blok) == 1


@pytest.mark.libreoffice
def test_files_saved_by_libreoffice_lose_nothing(resaved: dict[str, bytes]) -> None:
    for name, data in resaved.items():
        found = read_word(data, name)
        assert unaccounted(data, found) == {}, name
        assert "M44" not in codes(found), name
        if name != "kaya.docx":
            origin = read_word(office_file(int(name.removesuffix(".docx"))), name)
            assert text_of(found.blok).split() == text_of(origin.blok).split(), name
            assert [type(one) for one in susun(found.blok)] == [type(one) for one in susun(origin.blok)], name


# Through the report's writer


def test_what_is_read_is_written_and_read_again() -> None:
    for data in (rich_file(), office_file(1), office_file(4)):
        found = read_word(data, "a.docx")
        written = write_document(Dokumen("Laporan", (Bagian(found.blok),)))
        again = read_word(written, "b.docx")
        told = "".join(one.text for one in again.temuan)
        assert letters_in(text_of(found.blok)) - letters_in(text_of(again.blok) + told) == {}
        assert picture_count(again.blok) == picture_count(found.blok)
