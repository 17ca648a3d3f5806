"""Word files that are none, damaged or hostile: one clear line, or a reading with findings; never a traceback."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest

from doctool.border.limits import WORD
from doctool.border.word import NoWordFileError, open_package
from doctool.findings import Severity
from doctool.prose.word import read_word
from tests.prose.test_word_kept import rich_file
from tests.prose.word_files import (
    XMLNS,
    codes,
    docx,
    drawing,
    finding,
    num,
    p,
    packed,
    picture_bytes,
    r,
    read,
    shape,
    tbl,
    tc,
    text_of,
    tr,
    unpacked,
)  # fmt: skip


def refused(data: bytes) -> str:
    """The message of the only finding about a file that is refused."""
    found = read_word(data, "a.docx")
    assert found.blok == ()
    (one,) = found.temuan
    assert (one.code, one.severity, one.where.file) == ("M20", Severity.ERROR, "a.docx")
    assert one.hint
    return one.message


def changed(**parts: bytes | None) -> bytes:
    """The rich file with parts changed, or left out (None); "__" stands for "/" and "_dot_" for "."."""
    files = unpacked(rich_file())
    for name, content in parts.items():
        full = name.replace("__", "/").replace("_dot_", ".")
        if content is None:
            del files[full]
        else:
            files[full] = content
    return packed(files)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"), (b"\0" * 500, "kosong"), (b"%PDF-1.7", "PDF"), (b"{\\rtf1", "RTF"), (b"halo", "rusak"),
        (b"<!DOCTYPE html><html>", "halaman web"), (b"\xef\xbb\xbf<HTML>", "halaman web"), (b"\x89PNG\r\n", "gambar"),
        (b"MIME-Version: 1.0", "halaman web"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "sandi"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (packed({"[Content_Types].xml": b"spreadsheetml.sheet.main+xml"}), "Excel"),
        (packed({"[Content_Types].xml": b"ms-word.document.macroEnabled.main+xml"}), "makro"),
        (packed({"x": b"y"}), "utuh"),
    ],
)  # fmt: skip
def test_other_files_are_told_by_what_they_are(data: bytes, words: str) -> None:
    assert words in refused(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (changed(word__vbaProject_dot_bin=b"x"), "makro"),
        (changed(word__document_dot_xml=b"<w:document"), "rusak"),
        (changed(word__document_dot_xml=None), "rusak"),
        (changed(word__styles_dot_xml=b"<rusak"), "word/styles.xml"),
        (changed(word__footnotes_dot_xml=b"\xff\xfe"), "word/footnotes.xml"),
        (changed(word__document_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "deklarasi XML (DTD)"),
        (changed(word__styles_dot_xml='<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16")), "deklarasi XML (DTD)"),
        (changed(word__document_dot_xml=f"<w:document {XMLNS}/>".encode()), "tidak berisi dokumen"),
        (changed(word__document_dot_xml=b'<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'),
         "Strict"),
        (changed(**{".." + "__x": b""}), "tidak wajar"),
    ],
)  # fmt: skip
def test_damaged_and_hostile_packages(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_limits() -> None:
    swollen = changed(word__media__big_dot_xml=b" " * 6_000_000)
    assert "terlalu besar" in refused(swollen)
    with pytest.raises(NoWordFileError, match="terlalu besar"):
        open_package(rich_file(), replace(WORD, parts=3))
    with pytest.raises(NoWordFileError, match="lebih besar"):
        open_package(rich_file(), replace(WORD, file=100))


def test_files_cut_short_at_fifty_places() -> None:
    data = rich_file()
    for place in range(50):
        assert refused(data[: len(data) * place // 50])


def test_flipped_bytes_give_a_refusal_or_a_reading() -> None:
    data = rich_file()
    chance = random.Random(6)
    outcomes = set()
    for _ in range(150):
        broken = bytearray(data)
        broken[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        found = read_word(bytes(broken), "a.docx")
        outcomes.add(bool(found.blok))
        assert found.blok or [one.code for one in found.temuan] == ["M20"]
    assert outcomes == {True, False}


def test_flipped_bytes_within_the_parts() -> None:
    files = unpacked(rich_file())
    chance = random.Random(7)
    for name in files:
        for _ in range(12):
            broken = bytearray(files[name])
            broken[chance.randrange(len(broken))] = chance.randrange(256)
            found = read_word(packed(files | {name: bytes(broken)}), "a.docx")
            assert found.blok or "M20" in codes(found)


@pytest.mark.parametrize("name", sorted(set(unpacked(rich_file())) - {"[Content_Types].xml", "word/document.xml"}))
def test_missing_parts_are_told_or_not_needed(name: str) -> None:
    files = unpacked(rich_file())
    del files[name]
    found = read_word(packed(files), "a.docx")
    if not found.blok:
        assert codes(found) == ["M20"]
        return
    assert "Di tengah" in text_of(found.blok)
    if name != "_rels/.rels":
        lost = {"word/media/x.png": "M27", "word/header.xml": "M21", "word/_rels/document.xml.rels": "M27"}
        assert lost.get(name, "M21") in codes(found)


def test_relations_that_lead_nowhere() -> None:
    body = p("a", '<w:r><w:footnoteReference w:id="2"/></w:r>', drawing("tiada")) + p(props=num(4)) + (
        f'<w:p><w:hyperlink r:id="tiada">{r("b")}</w:hyperlink></w:p>'
        '<w:sectPr><w:headerReference r:id="tiada"/></w:sectPr>'
    )
    found = read(body)
    assert shape(found.blok) == ["a", "b"]
    assert sorted(codes(found)) == ["M21", "M21", "M27"]


def test_notes_are_found_by_name_where_their_relation_is_damaged() -> None:
    files = unpacked(rich_file())
    name = "word/_rels/document.xml.rels"
    files[name] = files[name].replace(b"/footnotes\"", b"/catatan\"")
    found = read_word(packed(files), "a.docx")
    assert "Sumber: BPS 2024" in text_of(found.blok)


def styles(*pairs: tuple[str, str]) -> str:
    return "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/><w:basedOn w:val="{base}"/></w:style>'
        for key, base in pairs
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: docx(p("a", style="x"), {"styles": styles(("x", "y"), ("y", "x"))}),
        lambda: docx(p("a", style="s0"), {"styles": styles(*((f"s{n}", f"s{n + 1}") for n in range(2000)))}),
        lambda: docx(nested(70)),
        lambda: docx("<w:sdt><w:sdtContent>" * 100 + p("a") + "</w:sdtContent></w:sdt>" * 100),
        lambda: docx(p("<w:smartTag>" * 200 + r("a") + "</w:smartTag>" * 200)),
        lambda: docx(p("<m:oMath>" + "<m:e>" * 200 + "<m:r><m:t>a</m:t></m:r>" + "</m:e>" * 200 + "</m:oMath>")),
        lambda: docx(p("a", props='<w:outlineLvl w:val="-7"/><w:ind w:left="1e999"/>')),
        lambda: docx(p("a", props='<w:outlineLvl w:val="x"/><w:jc w:val="z"/><w:numPr><w:numId w:val="y"/></w:numPr>')),
        lambda: docx(p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 50, "a")),
        lambda: docx("<!-- x --><?x y?>" + p("<!-- x -->", "a", "<?x y?>") + tbl("<!-- x -->")),
    ],
)
def test_twisted_files_are_read(make: Callable[[], bytes]) -> None:
    assert text_of(read_word(make(), "a.docx").blok) == "a"


def nested(depth: int) -> str:
    return p("a") if not depth else tbl(tr(tc(nested(depth - 1))))


def test_too_deep_a_file_is_refused_by_the_parser() -> None:
    assert "rusak" in refused(docx(nested(200)))


def test_a_damaged_picture_does_not_hold_up_the_rest() -> None:
    data = bytearray(docx(p("a", drawing("x.png")), media={"x.png": picture_bytes(size=(300, 300))}))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.getinfo("word/media/x.png").header_offset + 80
    data[start : start + 40] = b"\xff" * 40
    found = read_word(bytes(data), "a.docx")
    assert shape(found.blok) == ["a"]
    assert "rusak" in finding(found, "M27").message


def test_the_name_of_the_main_part_is_what_the_file_says() -> None:
    files = unpacked(docx(p("a", drawing("x.png")), media={"x.png": picture_bytes()}))
    files["word/naskah.xml"] = files.pop("word/document.xml")
    files["word/_rels/naskah.xml.rels"] = files.pop("word/_rels/document.xml.rels")
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"document.xml", b"naskah.xml")
    assert shape(read_word(packed(files), "a.docx").blok) == ["a|"]
