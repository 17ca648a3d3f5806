"""Archives, XML, JSON and pictures from outside: each limit is held, and what keeps within it is read."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from defusedxml import EntitiesForbidden
from lxml import etree
from openpyxl.xml.functions import iterparse

from doctool.border.archive import ArchiveError, Fault, is_safe, open_archive
from doctool.border.json_text import read_json
from doctool.border.limits import PDF_BYTES, WORD, WORKBOOK
from doctool.border.pdf import PdfError, open_pdf
from doctool.border.picture import TooManyPixelsError, open_picture, picture_fault
from doctool.border.plain_file import TooLongError, plain_digest, read_plain, read_start
from doctool.border.word import NoWordFileError, open_whole
from doctool.border.workbook import Kind, RefusedError, inspect, take_in
from doctool.border.xml import XmlError, has_dtd, parse_html, parse_xml, stream_xml
from doctool.errors import machine_error, system_reason
from doctool.fingerprint import digest
from doctool.letters.templates import own_template
from doctool.manifest import Manifest, State
from doctool.prose.text_file import read_text
from tests.forms.damage import case
from tests.hostile_workbooks import pack, parts, with_part


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def fault(data: bytes, **limits: int) -> Fault | None:
    try:
        open_archive(data, replace(WORKBOOK, **limits)).close()
    except ArchiveError as error:
        return error.fault
    return None


def test_each_limit_of_an_archive_is_held_and_not_before() -> None:
    data = zipped(**{"a.xml": bytes(range(256)) * 4, "b.png": bytes(range(256)) * 8})
    assert fault(data) is None
    assert fault(data, parts=2) is None
    assert fault(data, parts=1) is Fault.LARGE
    assert fault(data, unpacked=3072) is None
    assert fault(data, unpacked=3071) is Fault.LARGE
    assert fault(data, xml=1023) is Fault.LARGE
    assert fault(data, part=2047) is Fault.LARGE
    assert fault(data, part=1023, xml=1024) is Fault.LARGE
    assert fault(b"PK\x03\x04 bukan zip") is Fault.DAMAGED


def test_what_swells_is_refused_and_pictures_of_word_files_may() -> None:
    assert fault(zipped(a=bytes(200_000))) is Fault.SWOLLEN
    assert fault(zipped(a=bytes(100_000))) is None
    assert fault(zipped(**{"a.png": bytes(200_000)}), xml_only=True) is None
    assert fault(zipped(**{"a.xml": bytes(200_000)}), xml_only=True) is Fault.SWOLLEN


@pytest.mark.parametrize("name", ["..", "a/../b", "/a", "a//b", "./a", "C:/a", "a:b", "a\\..\\b"])
def test_names_that_lead_out_or_that_windows_takes_otherwise(name: str) -> None:
    assert not is_safe(name)
    assert fault(zipped(**{name: b"x"})) is Fault.NAME


def test_names_that_stay_below() -> None:
    assert [one for one in ("a", "a/b.c", "Bidang Satu/1_SOP.docx", "..a", "a..") if not is_safe(one)] == []
    assert fault(zipped(a=b"x", A=b"y")) is Fault.NAME
    assert fault(zipped(**{"a/": b"", "a/b": b"x"})) is None


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a><a/>", b'<?xml version="1.0"?>\n<!doctype a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<!DOCTYPE a><a/>'.encode("utf-16-be"), b'<?xml version="1.0" encoding="utf-7"?><a/>',
        b'<?xml version="1.0"' + b" " * 120 + b'encoding="utf-7"?><a/>',
        b'<?xml version="1.0"' + b" " * 600 + b"?><a/>",
        '<?xml version="1.0"?><a/>'.encode("cp037"), '<!DOCTYPE a><a/>'.encode("utf-32"),
    ],
)
def test_document_types_are_refused_wherever_they_hide(content: bytes) -> None:
    assert has_dtd(content)
    for read in (parse_xml, lambda one: list(stream_xml(one, ("a",)))):
        with pytest.raises(XmlError) as caught:
            read(content)
        assert caught.value.dtd


def test_xml_is_read_once_it_is_sound() -> None:
    assert parse_xml(b"<a><!-- x --><b/></a>", comments=False)[0].tag == "b"
    assert [one.get("n") for one in stream_xml(b'<a><b n="1"/><b n="2"/></a>', ("b",))] == ["1", "2"]
    for damaged in (b"", b"<a>", b"<a></b>", b"<a>" * 300):
        with pytest.raises(XmlError):
            parse_xml(damaged)
        with pytest.raises(XmlError):
            list(stream_xml(damaged, ("a",)))
    assert parse_html(b"<p>a<p>b").text_content() == "ab"
    with pytest.raises(XmlError):
        parse_html(b"")


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[" * 20_000, '{"a": ' * 20_000, '{"a": 1, "a": 2}', '[{"b": {"a": 1, "a": 1}}]', "NaN", "[-Infinity]",
        "1" * 5_000, b"\xff", '"\n"',
    ],
)  # fmt: skip
def test_json_that_is_none_is_one_kind_of_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_json(text)


def test_json_is_read_within_its_limit() -> None:
    assert read_json(b'{"a": [1, null, "\\u00e9"], "b": {"a": 2}}') == {"a": [1, None, "é"], "b": {"a": 2}}
    assert read_json("[1]", most=3) == [1]
    with pytest.raises(ValueError, match="longer than 2"):
        read_json("[1]", most=2)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width + 7) // 8 + 1) * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [6_500, 14_000, 30_000])
def test_a_small_file_of_many_pixels_is_not_unpacked(side: int, tmp_path: Path) -> None:
    data = _png(side, side)
    (tmp_path / "lambang.png").write_bytes(data)
    assert "megapiksel" in picture_fault(str(tmp_path), "lambang.png")
    with pytest.raises(TooManyPixelsError):
        open_picture(data)
    with open_picture(_png(60, 40), most=2_400) as opened:
        assert opened.size == (60, 40)


def test_a_template_is_looked_at_part_by_part() -> None:
    template = own_template("dinas")
    found = parts(template)
    assert "word/document.xml" in open_whole(template).names
    footer = next(one for one in found if "footer" in one or one == "word/styles.xml")
    spoilt = {
        "DTD": {**found, footer: b"<!DOCTYPE a><a/>"},
        r'\(DTD\) di "word/a\.dat"': {**found, "word/a.dat": b"\n<!DOCTYPE a><a/>"},
        "makro": {**found, "word/vbaProject.bin": b"x"},
        "rusak": {**found, footer: b"<a>"}, "terlalu besar": {**found, "word/a.xml": b" " * 20_000_000},
        "utuh": {name: data for name, data in found.items() if name != "word/document.xml"},
    }  # fmt: skip
    for words, content in spoilt.items():
        with pytest.raises(NoWordFileError, match=words):
            open_whole(pack(content))
    with pytest.raises(NoWordFileError, match="lebih besar"):
        open_whole(template, replace(WORD, file=100))


def test_a_template_whose_letters_would_carry_on_what_is_foreign_is_refused() -> None:
    found = parts(own_template("dinas"))
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

    def related(part: str, kind: str, target: str, mode: str = "") -> bytes:
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        one = f'<Relationship Id="x" Type="{kinds}{kind}" Target="{target}"{mode}/></Relationships>'.encode()
        return pack({**found, rels: found.get(rels, b"<Relationships></Relationships>")
                     .replace(b"</Relationships>", one)})  # fmt: skip

    outside = ' TargetMode="External"'
    for part in ("word/document.xml", "word/header9.xml"):
        for kind, target in (("image", "http://a.id/b.png"), ("image", "file:///C:/a.png"), ("subDocument", "b.docx")):
            with pytest.raises(NoWordFileError, match="menautkan gambar atau berkas di luar") as caught:
                open_whole(related(part, kind, target, outside))
            assert target in str(caught.value)
            assert "Break Link" in caught.value.hint
        for kind in ("oleObject", "package", "control", "aFChunk"):
            with pytest.raises(NoWordFileError, match="objek tertanam"):
                open_whole(related(part, kind, "satu.dat"))
    for kind, target in (("hyperlink", "https://a.id"), ("attachedTemplate", "file:///C:/Normal.dotm")):
        assert open_whole(related("word/document.xml", kind, target, outside))
    assert open_whole(related("word/charts/chart1.xml", "package", "../embeddings/a.xlsx"))


def test_a_drawing_put_into_a_workbook_may_have_a_document_type() -> None:
    drawing = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/"><svg/>'
    sound = case(1).data
    assert inspect(with_part(sound, "xl/media/image1.svg", drawing), "x").kind == Kind.XLSX
    with pytest.raises(RefusedError, match="DTD"):
        inspect(with_part(sound, "xl/media/image1.dat", drawing), "x")


def test_sheets_are_parsed_by_what_takes_no_entities() -> None:
    assert openpyxl.DEFUSEDXML
    sheet = b'<!DOCTYPE x [<!ENTITY a "42">]><worksheet>&a;</worksheet>'
    with pytest.raises(EntitiesForbidden):
        list(iterparse(io.BytesIO(sheet)))


def test_the_parser_is_one_that_reads_no_local_files(tmp_path: Path) -> None:
    assert etree.LXML_VERSION >= (6, 1, 0, 0)  # before it iterparse read them (CVE-2026-41066)
    (tmp_path / "rahasia").write_text("rahasia", encoding="utf-8")
    content = f'<!DOCTYPE a [<!ENTITY r SYSTEM "{(tmp_path / "rahasia").as_uri()}">]><a><b>&r;</b></a>'.encode()
    as_the_border = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    assert b">rahasia<" not in etree.tostring(etree.fromstring(content, etree.XMLParser(**as_the_border)))
    found = [element.text for _, element in etree.iterparse(io.BytesIO(content), tag=("b",), **as_the_border)]
    assert "rahasia" not in "".join(one or "" for one in found)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes among its files")
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    for plainly in (lambda one: read_plain(one, 100), lambda one: read_start(one, 10), plain_digest):
        with pytest.raises(OSError, match="no plain file"):
            plainly(tmp_path / "pipa")
    (tmp_path / "manifes.jsonl").symlink_to(tmp_path / "pipa")
    assert Manifest(tmp_path, tmp_path / "manifes.jsonl").state(tmp_path / "tiada") is State.NEW
    with pytest.raises(PdfError, match="bukan berkas biasa"):
        open_pdf(tmp_path / "pipa")
    with pytest.raises(RefusedError, match="bukan berkas biasa"):
        take_in(tmp_path / "pipa", "pipa")
    assert "bukan berkas biasa" in read_text(tmp_path / "pipa", "pipa")[1][0].message


def test_what_is_too_long_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "besar.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(PDF_BYTES + 1)
    with pytest.raises(PdfError, match="lebih besar dari 500 MB"):
        open_pdf(tmp_path / "besar.pdf")
    (tmp_path / "b").write_bytes(bytes(11))
    assert read_plain(tmp_path / "b", 11) == bytes(11)
    with pytest.raises(TooLongError) as caught:
        read_plain(tmp_path / "b", 10)
    assert system_reason(caught.value) == "terlalu besar"
    assert machine_error(caught.value).message == f'"{tmp_path / "b"}": terlalu besar'
    assert read_start(tmp_path / "b", 10) == bytes(10)
    assert plain_digest(tmp_path / "b") == digest(bytes(11))
    for plainly in (lambda one: read_plain(one, 100), lambda one: read_start(one, 10), plain_digest):
        with pytest.raises(IsADirectoryError):
            plainly(tmp_path)
