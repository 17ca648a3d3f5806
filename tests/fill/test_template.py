"""Word files filled: faults with their place, values that cannot be printed, properties, the package."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from lxml import etree

from doctool.fill.faults import BrokenTemplateError
from doctool.fill.package import Package, read_parts
from doctool.fill.properties import Properties
from doctool.fill.template import CompiledTemplate
from doctool.fill.values import Picture, SubDocument, Wml
from tests.fill.corpus import DATA, TEMPLATES, png, sub_document
from tests.gate import check_docx

OWN = Properties("Judul & <A>", "Perihal", "Kantor", date(2026, 1, 7))


def made(add: Any = None, *texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    if add is not None:
        add(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def in_place(place: str, text: str) -> bytes:
    def add(document: Any) -> None:
        if place == "badan surat":
            document.add_paragraph(text)
        elif place == "kepala halaman":
            document.sections[0].header.paragraphs[0].text = text
        elif place == "kaki halaman":
            document.sections[0].footer.paragraphs[0].text = text
        else:
            document.core_properties.comments = text

    return made(add, "isi")


def fault(docx: bytes, **values: Any) -> BrokenTemplateError:
    with pytest.raises(BrokenTemplateError) as raised:
        CompiledTemplate(docx).fill(values, OWN)
    return raised.value


@pytest.mark.parametrize("place", ["badan surat", "kepala halaman", "kaki halaman", "properti berkas"])
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ halx }}", 'memakai nama yang tidak ada: "halx"'),
        ("{{ hal.__class__ }}", 'memuat perintah yang tidak diizinkan: "__class__"'),
        ("{% if hal %}", "memuat tanda yang keliru"),
        ("{{ hal|besar }}", "memuat tanda yang keliru"),
        ("{{ hal + 1 }}", "memuat tanda yang tidak dapat dihitung: jenis nilainya tidak cocok"),
        ("{{ 1 / 0 }}", "memuat tanda yang tidak dapat dihitung: pembagian dengan nol"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "perulangan yang tidak berakhir"),
        ("{{ 'a' * 10 ** 10 }}", "terlalu besar"),
    ],
)
def test_a_fault_names_its_part(place: str, text: str, words: str) -> None:
    found = fault(in_place(place, text), hal="x")
    assert words in found.message
    assert found.place == place


def test_a_fault_that_only_docxtpl_meets_names_its_part() -> None:
    def add(document: Any) -> None:
        document.sections[0].footer.paragraphs[0].text = "{{ halx }}"

    found = fault(made(add, "{{ gambar }}"), gambar=Picture(png()))
    assert (found.place, "halx" in found.message) == ("kaki halaman", True)


@pytest.mark.parametrize(
    ("values", "path"),
    [
        ({"hal": "a\x00b"}, "hal"), ({"hal": "a\ud800"}, "hal"), ({"hal": "a\uffffb"}, "hal"), ({"hal": "\x1f"}, "hal"),
        ({"hal": "x", "baris": [{"nama": "ok"}, {"nama": "\x0b"}]}, "baris[1].nama"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("more", ["", "{{ gambar }}"])
def test_what_cannot_be_printed_is_refused_with_its_name(values: dict[str, Any], path: str, more: str) -> None:
    docx = made(None, "{{ hal }}", "{%p for b in baris %}", "{{ b.nama }}", "{%p endfor %}", more)
    given = {"baris": [], "gambar": Picture(png()), **values}
    assert f'isi "{path}" memuat karakter U+' in fault(docx, **given).message


def test_a_character_that_is_not_printed_does_not_matter() -> None:
    assert CompiledTemplate(made(None, "{{ hal }}")).fill({"hal": "x", "lain": "\x00"}, OWN)


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("{{p hal }}", "teks", "di luar alinea"),
        ("Isi: {{ hal }}", Wml("<w:p/>"), "dengan huruf p"),
        ("{{p hal }}", Wml("<w:p>"), None),
    ],
)
def test_values_in_the_wrong_place(text: str, value: Any, words: str | None) -> None:
    if words is not None:
        assert words in fault(made(None, text), hal=value).message


def test_branches_that_cross_are_looked_at_for_each_letter() -> None:
    """What cannot be proved of a template is seen in its results."""
    def add(document: Any) -> None:
        table = document.add_table(2, 1)
        table.rows[0].cells[0].text = "{% if a %}x"
        table.rows[1].cells[0].text = "{% endif %}{% if not a %}y"
        document.add_paragraph("{% endif %}")

    compiled = CompiledTemplate(made(add))
    with pytest.raises(BrokenTemplateError, match="tidak berpasangan"):
        compiled.fill({"a": True}, OWN)
    assert b"y" in read_parts(compiled.fill({"a": False}, OWN))["word/document.xml"]


def test_properties_are_the_letter_s_and_the_template_s_own() -> None:
    def add(document: Any) -> None:
        document.core_properties.comments = "Dibuat untuk {{ hal }}"
        document.core_properties.identifier = "arsip & data"
        document.core_properties.title = "diganti"

    docx = CompiledTemplate(made(add, "{{ hal }}")).fill({"hal": "A & <B>"}, OWN)
    core = etree.fromstring(read_parts(docx)["docProps/core.xml"])
    found = {etree.QName(element).localname: element.text for element in core}
    assert found == {
        "title": "Judul & <A>", "subject": "Perihal", "creator": "Kantor", "lastModifiedBy": "Kantor",
        "description": "Dibuat untuk A & <B>", "identifier": "arsip & data", "language": "id-ID", "revision": "1",
        "created": "2026-01-07T00:00:00Z", "modified": "2026-01-07T00:00:00Z",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["teks", "baris", "kepala dan kaki", "catatan kaki", "gambar", "sisipan"])
def test_the_file_is_sound_and_the_same_each_time(name: str) -> None:
    values = {**DATA["biasa"], "gambar": Picture(png(), width=360000), "sisipan": SubDocument(sub_document())}
    first, second = (CompiledTemplate(TEMPLATES[name]()).fill(values, OWN) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert set(check_docx(first, sdk=False)) <= set(check_docx(TEMPLATES[name](), sdk=False))


def test_a_package_is_read_back_as_it_was_given() -> None:
    parts = {"[Content_Types].xml": b"<a/>", "word/ä.bin": bytes(range(256)) * 9, "kosong": b"", "b.xml": b"x" * 5000}
    package = Package(parts, frozenset({"b.xml"}))
    for text in (b"y" * 70_000, b""):
        data = package.pack({"b.xml": text})
        assert read_parts(data) == {**parts, "b.xml": text}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert archive.namelist() == ["[Content_Types].xml", "kosong", "word/ä.bin", "b.xml"]
