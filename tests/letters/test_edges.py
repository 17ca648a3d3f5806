"""Texts that break letters elsewhere: right on the page or refused with their place, never silently lost."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from doctool.convert.libreoffice import convert_to_pdf, find_soffice
from doctool.errors import ContentError, DoctoolError
from doctool.letters.render import render_letter
from doctool.letters.templates import own_template
from doctool.loaded import LoadedNaskah, Positions
from doctool.model.surat import Jenis
from tests.gate import check_docx
from tests.letters.samples import ACARA, KINDS, W, letter, lines, offices, part, squeezed

ODD = {
    "tanda XML": "Sarana & Prasarana <A>",
    "entitas": "tulis &amp; dan &#38; apa adanya",
    "kutip": "kata \"ganda\", 'tunggal', “lengkung” dan ‘satu’",
    "emoji": "rapat 📎 dan 👨‍👩‍👧 selesai",
    "kanan ke kiri": "surat رسالة رسمية diterima",
    "tanda docxtpl": "{_{ hal }_} dan {_% if %_}",
    "panjang": ("Permohonan data " * 320)[:5000].strip(),
    "spasi": "dua  spasi   dan tiga",
}
LONE = "{{ ''.__class__ }} {% for %} ${nomor}"
HAL: dict[Jenis, str] = {
    "dinas": "hal", "nota-dinas": "hal", "undangan": "hal", "pengantar": "pembuka", "disposisi": "hal",
    "daftar-hadir": "judul", "notula": "rapat",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_in_the_file_as_it_was_given(kind: Jenis, text: str) -> None:
    data = render_letter(letter(kind, **{HAL[kind]: text}))
    assert any(text in line for line in lines(data))
    assert check_docx(data, sdk=False) == []


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_in_every_block(text: str) -> None:
    isi: list[Any] = [
        text, {"daftar": [text, text]}, {"kolom": ["No.", text], "baris": [["1", text]]}, {"rincian": {"Nama": text}},
    ]  # fmt: skip
    data = render_letter(letter("dinas", isi=isi, tembusan=[text], kepada=[{"yth": text, "di": text}]))
    assert sum(line.count(text) for line in lines(data)) == 9
    assert check_docx(data, sdk=False) == []


@pytest.mark.parametrize("kind", KINDS)
def test_placeholders_in_data_are_text_and_nothing_else(kind: Jenis) -> None:
    assert any(LONE in line for line in lines(render_letter(letter(kind, **{HAL[kind]: LONE}))))


def test_placeholders_in_the_office_are_text_and_nothing_else() -> None:
    office = offices()[0]
    kop = office.kantor.kop
    hostile = kop.model_copy(update={"baris": (kop.baris[0].model_copy(update={"teks": LONE}), *kop.baris[1:])})
    office = replace(office, kantor=office.kantor.model_copy(update={"kop": hostile}))
    assert LONE in lines(render_letter(letter("dinas", office)))


def test_tabs_and_line_ends_stay() -> None:
    made = letter("nota-dinas", hal="baris satu\nbaris dua\tdan tab", isi=["satu\ndua\tkolom\n\nalinea baru"])
    found = lines(render_letter(made))
    assert "baris satu\nbaris dua\tdan tab" in found
    assert "satu\ndua\tkolom" in found
    assert "alinea baru" in found


@pytest.mark.parametrize(
    ("sign", "name"),
    [("\x00", "byte nol"), ("\x07", "U+0007"), ("\x0b", "U+000B"), ("\x0c", "U+000C"), ("\x1b", "U+001B"),
     ("\x85", "U+0085"), ("\ud800", "U+D800"), ("\ufffe", "U+FFFE"), ("\r", "U+000D")],
)  # fmt: skip
def test_control_characters_are_refused_with_their_place(sign: str, name: str) -> None:
    positions = Positions("surat.yaml", {("isi",): (9, 3), ("isi", 1): (11, 5)})
    made = letter("dinas", isi=["baik", f"buruk{sign}sekali"])
    with pytest.raises(ContentError) as raised:
        render_letter(replace(made, positions=positions))
    (finding,) = raised.value.findings
    assert (str(finding.where), name in finding.message) == ("surat.yaml:11:5", True)
    assert "isi" in finding.message


def refused(made: LoadedNaskah, **more: Any) -> list[str]:
    with pytest.raises(ContentError) as raised:
        render_letter(made, **more)
    return [str(finding.where) for finding in raised.value.findings]


def test_control_characters_of_every_text_are_told_at_once() -> None:
    values = {("rapat",): (2, 8), ("acara",): (3, 3), ("acara", "tempat"): (4, 3), ("peserta",): (5, 3),
              ("peserta", 0): (5, 5)}  # fmt: skip
    positions = Positions("n.yaml", values)
    made = letter("notula", rapat="a\x01", peserta=["b\x02"], acara={**ACARA, "tempat": "c\x03"})
    assert refused(replace(made, positions=positions)) == ["n.yaml:2:8", "n.yaml:4:3", "n.yaml:5:5"]


def test_control_characters_in_the_number_and_the_office() -> None:
    assert refused(letter("dinas"), nomor="1\x00") == ["nomor surat"]
    office = offices()[0]
    spoilt = replace(office, kantor=office.kantor.model_copy(update={"wilayah": "Kota\x08"}))
    assert [place.rpartition("kantor.yaml")[1] for place in refused(letter("dinas", spoilt))] == ["kantor.yaml"]


def test_long_texts_reach_the_pages_whole(tmp_path: Path) -> None:
    if find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    words = [f"kata{number}" for number in range(700)]
    long = " ".join(words)
    made = {
        "nota": letter("nota-dinas", hal=long), "dinas": letter("dinas", hal=long),
        "kirim": letter("pengantar", kiriman=[{"naskah": text, "banyaknya": "1"} for text in (long, "akhir")]),
        "tabel": letter("dinas", isi=[{"kolom": ["No.", "Uraian"], "baris": [["1", long], ["2", "dua"]]}, "Penutup."]),
    }  # fmt: skip
    files = [tmp_path / f"{name}.docx" for name in made]
    for file, loaded in zip(files, made.values(), strict=True):
        file.write_bytes(render_letter(loaded))
    for result in convert_to_pdf(files, tmp_path):
        text = squeezed("".join(page.extract_text() for page in PdfReader(result.pdf or "").pages))
        assert [word for word in words if word not in text] == [], result.source.name


def with_text(kind: Jenis, folder: Path, text: str, place: str = "body") -> Path:
    """doctool's own template with one more paragraph, as an office would add it."""
    document = Document(io.BytesIO(own_template(kind)))
    target = document if place == "body" else document.sections[0].header
    target.add_paragraph(text)
    document.save(str(folder / f"{kind}.docx"))
    return folder


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ halx }}", "halx"),
        ("{{ penandatangan.gelar }}", "gelar"),
        ("{{ hal.__class__.__mro__ }}", "__class__"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "__base__"),
        ("{% if hal %} tanpa penutup", "if"),
        ("{{ hal | besar }}", "besar"),
    ],
)
@pytest.mark.parametrize("place", ["body", "header"])
def test_faulty_and_hostile_templates_are_refused(tmp_path: Path, text: str, words: str, place: str) -> None:
    with pytest.raises(ContentError) as raised:
        render_letter(letter("dinas"), templates=with_text("dinas", tmp_path, text, place))
    assert {finding.code[0] for finding in raised.value.findings} == {"W"}
    assert {finding.where.place.partition(",")[0] for finding in raised.value.findings} == {
        "badan" if place == "body" else "kepala halaman"
    }
    assert "dinas.docx" in raised.value.message
    assert words in raised.value.message


@pytest.mark.parametrize(
    ("text", "words"),
    [("{{p hal }}", "berupa teks, bukan alinea"), ("Isi: {{ isi }}", "berupa alinea"),
     ("{%r if hal %}x", "tidak ditutup"), ("{%p if hal %}{% endif %}", "endif")],
)  # fmt: skip
def test_tags_in_the_wrong_place_are_refused_not_mended(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ContentError, match=words):
        render_letter(letter("dinas"), templates=with_text("dinas", tmp_path, text))


def test_tags_that_do_not_nest_are_refused(tmp_path: Path) -> None:
    document = Document(io.BytesIO(own_template("dinas")))
    table = document.add_table(2, 1)
    table.rows[0].cells[0].paragraphs[0].add_run("{% if hal %}")
    document.add_paragraph("{% endif %}{% if not hal %}")
    document.add_paragraph("{% endif %}")
    table.rows[1].cells[0].paragraphs[0].add_run("{% endif %}{% if not hal %}")
    document.save(str(tmp_path / "dinas.docx"))
    with pytest.raises(ContentError, match="di tempat yang berbeda"):
        render_letter(letter("dinas"), templates=tmp_path)


def test_a_zip_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "dinas.docx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(ContentError, match="bukan berkas Word"):
        render_letter(letter("dinas"), templates=tmp_path)


def test_the_office_s_own_template_wins(tmp_path: Path) -> None:
    folder = with_text("dinas", tmp_path, "Catatan kantor tentang {{ hal }}")
    found = lines(render_letter(letter("dinas", hal="Arsip & <B>"), templates=folder))
    assert "Catatan kantor tentang Arsip & <B>" in found
    assert "Catatan kantor tentang Arsip" not in lines(render_letter(letter("notula"), templates=folder))


def test_what_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dinas.docx").write_bytes(b"bukan zip")
    with pytest.raises(DoctoolError, match="bukan Word"):
        render_letter(letter("dinas"), templates=tmp_path)


def test_properties_come_from_the_data() -> None:
    core = part(render_letter(letter("dinas", hal="Arsip " * 80)), "docProps/core.xml")
    words = {element.tag.rpartition("}")[2]: element.text or "" for element in core}
    assert words["title"].startswith("Surat Dinas: Arsip")
    assert len(words["title"]) == 255
    assert words["creator"] == offices()[0].kantor.nama
    assert words["created"] == "2024-01-09T00:00:00Z"


def test_a_fault_in_a_branch_not_taken_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="nomr"):
        render_letter(letter("dinas"), templates=with_text("dinas", tmp_path, "{% if not hal %}{{ nomr }}{% endif %}"))


def _without(tags: tuple[str, ...], change: dict[str, str] | None = None) -> bytes:
    document = Document(io.BytesIO(own_template("dinas")))
    for tag in tags:
        for element in list(document.element.body.iter(f"{W}{tag}")):
            element.getparent().remove(element)
    for element in document.element.body.iter(f"{W}gridCol"):
        for name, value in (change or {}).items():
            element.set(f"{W}{name}", value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "docx",
    [_without(("pgSz",)), _without(("pgMar",)), _without(("sectPr",)), _without((), {"w": "1247.5"})],
    ids=["no size", "no margins", "no section", "widths with fractions"],
)
def test_what_other_programs_leave_out_is_put_in(docx: bytes, tmp_path: Path) -> None:
    (tmp_path / "dinas.docx").write_bytes(docx)
    made = Document(io.BytesIO(render_letter(letter("dinas"), templates=tmp_path)))
    assert made.sections[0].page_width == Document(io.BytesIO(render_letter(letter("dinas")))).sections[0].page_width


@pytest.mark.parametrize("spoilt", ["entity", "crc", "nested"])
def test_damaged_templates_are_refused_by_name(spoilt: str, tmp_path: Path) -> None:
    parts = {}
    with zipfile.ZipFile(io.BytesIO(own_template("dinas"))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "word/document.xml"
    if spoilt == "entity":
        parts[name] = parts[name].replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY e "f">]><w:document', 1)
        parts[name] = parts[name].replace(b"</w:t>", b"&e;&nope;</w:t>", 1)
    if spoilt == "nested":
        tags = "{% for k in tujuan %}" * 25 + "{% endfor %}" * 25
        parts[name] = parts[name].replace(b"</w:t>", f"{tags}</w:t>".encode(), 1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for one, data in parts.items():
            archive.writestr(one, data)
    data = out.getvalue()
    if spoilt == "crc":
        place = data.index(b"<w:document") + 200
        data = data[:place] + b"#" + data[place + 1 :]
    (tmp_path / "dinas.docx").write_bytes(data)
    with pytest.raises(ContentError) as raised:
        render_letter(letter("dinas"), templates=tmp_path)
    assert "dinas.docx" in raised.value.message
