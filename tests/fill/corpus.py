"""Word templates for the tests: every construct of docxtpl's language, each in a file of its own."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docxtpl import RichText
from PIL import Image

from doctool.fill.values import Picture, SubDocument

_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"

ROWS = [
    {"no": number, "nama": f"Berkas {number} & <{number}>", "banyak": number * 3, "isi": [f"a{number}", f"b{number}"]}
    for number in range(1, 5)
]
#: Values that go wrong elsewhere; every template is filled with each set.
DATA: dict[str, dict[str, Any]] = {
    "biasa": {"hal": "Penataan arsip", "ada": True, "rows": ROWS, "kosong": [], "warna": "D9D9D9", "n": 2},
    "tanda": {"hal": "Sarana & Prasarana <A> \"kutip\" 'satu' {{ x }} {% if %}", "ada": False, "rows": ROWS[:1],
              "kosong": [""], "warna": "FF0000", "n": 1},
    "baris": {"hal": "satu\ndua\tkolom\n\ntiga\abaru\fhalaman", "ada": True,
              "rows": [{**ROWS[0], "nama": "x\ny\tz"}], "kosong": ["\n"], "warna": "auto", "n": 3},
    "tak latin": {"hal": "رسالة 📎 é ” { _ } \u00a0\u200b", "ada": None, "rows": [], "kosong": [], "warna": "", "n": 0},
    "angka": {"hal": 12, "ada": 0, "rows": [{**ROWS[0], "nama": None, "isi": []}] * 30, "kosong": [1.5],
              "warna": "123456", "n": 7},
    "panjang": {"hal": "kata " * 1000, "ada": "ya", "rows": ROWS * 20, "kosong": ["  "], "warna": "AUTO", "n": 9},
    "tanda docxtpl": {"hal": "{_{ hal }_} {_% %_}", "ada": True, "rows": ROWS, "kosong": [], "warna": "x", "n": 1},
}  # fmt: skip


def png(color: str = "red") -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (12, 8), color).save(out, "PNG")
    return out.getvalue()


def sub_document() -> bytes:
    """A Word file to be put into another."""
    document = Document()
    document.add_paragraph("Isi sisipan & tambahan", style="List Bullet")
    document.add_table(2, 2).rows[1].cells[1].text = "sel"
    return _saved(document)


def extras(name: str) -> dict[str, Any]:
    """What the template `name` prints besides `DATA`, made anew for each filling."""
    rich = RichText("tebal & ", bold=True)
    rich.add("miring <x>", italic=True, color="FF0000")
    made = {"kaya": rich, "gambar": Picture(png()), "sisipan": SubDocument(sub_document())}
    return {key: value for key, value in made.items() if key in name.split()}


def _saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(*texts: str) -> bytes:
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    return _saved(document)


def _table(*rows: list[str], after: str = "") -> bytes:
    document = Document()
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
    document.add_paragraph(after)
    return _saved(document)


def _xml(*inside: str) -> bytes:
    document = Document()
    body = document.element.body
    for place, text in enumerate(inside):
        body.insert(place, parse_xml(text.replace("<w:p>", f"<w:p {nsdecls('w', 'wp', 'a', 'pic', 'r')}>", 1)))
    return _saved(document)


def _cut_by_runs() -> bytes:
    document = Document()
    paragraph = document.add_paragraph()
    for piece in ("Hal: {", "{ ha", "l", " }", "} dan {%", " if ada %", "}ya{% e", "ndif %}"):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    return _saved(document)


def _header_footer() -> bytes:
    document = Document()
    document.add_paragraph("{{ hal }}")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Kepala {{ hal }}"
    section.footer.add_table(1, 2, section.page_width).rows[0].cells[1].text = "{% if ada %}{{ n }}{% endif %}"
    second = document.add_section()
    second.header.is_linked_to_previous = False
    second.header.add_paragraph("{%p for r in rows %}")
    second.header.add_paragraph("{{ r.nama }}")
    second.header.add_paragraph("{%p endfor %}")
    return _saved(document)


def _footnotes() -> bytes:
    document = Document()
    document.add_paragraph("{{ hal }}")
    blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}><w:footnote w:id="2">'
        "<w:p><w:r><w:t>Catatan {{ hal }} {% if ada %}ya{% endif %}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    ).encode()
    part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    return _saved(document)


def _picture_in_a_loop() -> bytes:
    document = Document()
    document.add_picture(io.BytesIO(png("blue")))
    document.add_paragraph("{%p for r in rows %}")
    document.add_picture(io.BytesIO(png("green")))
    document.add_paragraph("{%p endfor %}")
    return _saved(document)


def _named_picture() -> bytes:
    """A drawing whose name looks like an attribute, and one without a number."""
    document = Document()
    document.add_picture(io.BytesIO(png("blue")))
    document.add_picture(io.BytesIO(png("green")))
    first, second = document.element.body.iter(f"{{{_WP}}}docPr")
    first.set("name", "x id='4'")
    del second.attrib["id"]
    document.add_paragraph("{{ n }}")
    return _saved(document)


def _nested_table() -> bytes:
    document = Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    inner = cell.add_table(3, 3)
    for row, text in zip(inner.rows, ("{%tr for r in rows %}", "{{ r.nama }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    cell.add_paragraph("{{ hal }}")
    return _saved(document)


def _column_loop() -> bytes:
    document = Document()
    table = document.add_table(2, 3)
    for row, text in zip(table.rows, ("{{ k.nama }}", "{{ k.banyak }}"), strict=True):
        for cell, content in zip(row.cells, ("{%tc for k in rows %}", text, "{%tc endfor %}"), strict=True):
            cell.text = content
    return _saved(document)


_BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
    'Requires="wps"><w:txbxContent><w:p><w:r><w:t>Kotak {{ hal }}</w:t></w:r></w:p></w:txbxContent></mc:Choice>'
    "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>Kotak {{ hal }}</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r><w:r><w:t>luar {{ n }}</w:t></w:r></w:p>"
)
_HEADING = ["No.", "Nama", "Banyaknya"]
_ROW = ["{{ r.no }}", "{{ r.nama }}", "{{ r.banyak }}"]

TEMPLATES: dict[str, Callable[[], bytes]] = {
    "teks": lambda: _paragraphs("Hal: {{ hal }}", "{{hal}}{{n}}", "tanpa tanda", ""),
    "syarat di teks": lambda: _paragraphs("{% if ada %}ya{% elif n > 1 %}dua{% else %}tidak {{ hal }}{% endif %}."),
    "syarat alinea": lambda: _paragraphs("{%p if ada %}", "ada {{ hal }}", "{%p else %}", "tiada", "{%p endif %}", "a"),
    "ulang alinea": lambda: _paragraphs(
        "{%p for r in rows %}", "{{ loop.index }}. {{ r.nama }}", "{%p for i in r.isi %}", "- {{ i }}", "{%p endfor %}",
        "{%p endfor %}",
    ),
    "ulang di teks": lambda: _paragraphs(
        "{% for r in rows %}{{ r.nama }}{% if not loop.last %}; {% endif %}{% endfor %}"
    ),
    "baris": lambda: _table(_HEADING, ["{%tr for r in rows %}"], _ROW, ["{%tr endfor %}"], after="{{ hal }}"),
    "baris saja": lambda: _table(["{%tr for r in rows %}", "", ""], _ROW, ["{%tr endfor %}"]),
    "baris bersyarat": lambda: _table(
        _HEADING, ["{%tr if ada %}"], ["{{ hal }}", "a", "b"], ["{%tr else %}"], ["{{ n }}"], ["{%tr endif %}"]
    ),
    "baris bersyarat dalam ulang": lambda: _table(
        _HEADING, ["{%tr for r in rows %}"], ["{%tr if r.no > 1 %}"], _ROW, ["{%tr endif %}"], ["{%tr endfor %}"]
    ),
    "sel": _column_loop,
    "sel bersyarat": lambda: _table(["{%tc if ada %}", "{{ hal }}", "{%tc endif %}", "tetap"]),
    "colspan": lambda: _table(["{% colspan n %}{{ hal }}", "b", "c"], ["1", "2", "3"]),
    "cellbg": lambda: _table(["{% cellbg warna %}{{ hal }}", "b"]),
    "vm": lambda: _table(
        _HEADING, ["{%tr for r in rows %}"], ["{% vm %}sama", "{{ r.nama }}", "c"], ["{%tr endfor %}"]
    ),
    "hm": lambda: _table(["{%tc for r in rows %}", "{% hm %}judul", "{%tc endfor %}"]),
    "kaya": lambda: _paragraphs("awal {{r kaya }} akhir", "{%r if ada %}ya{%r endif %}", "{{r kaya }}"),
    "gambar": lambda: _paragraphs("Gambar: {{ gambar }}", "{{ hal }}"),
    "gambar dalam tabel": lambda: _table(["{{ gambar }}", "{{ hal }}"]),
    "sisipan": lambda: _paragraphs("sebelum", "{{p sisipan }}", "sesudah {{ hal }}"),
    "gambar tetap diulang": _picture_in_a_loop,
    "kepala dan kaki": _header_footer,
    "catatan kaki": _footnotes,
    "tabel dalam tabel": _nested_table,
    "terpotong": _cut_by_runs,
    "kotak teks": lambda: _xml(_BOX),
    "kutip lengkung": lambda: _paragraphs("{{ hal|default(“kosong”) }} {% if hal == ‘x’ %}a{% endif %}"),
    "sambung": lambda: _paragraphs("satu", "{%- if ada %}", "dua", "{% endif -%}", "tiga"),
    "komentar": lambda: _paragraphs("a{# tidak dicetak {{ hal }} #}b", "{#p alinea ini hilang #}", "c"),
    "tanda tetap": lambda: _paragraphs("{_{ hal }_} dan {_% if %_} ${nomor} { } {a}"),
    "set dan makro": lambda: _paragraphs(
        "{% set x = hal ~ '!' %}{{ x }}", "{% macro m(t) %}<{{ t }}>{% endmacro %}{{ m(n) }}",
        "{% set ns = namespace(j=0) %}{% for r in rows %}{% set ns.j = ns.j + r.no %}{% endfor %}{{ ns.j }}",
    ),
    "saringan": lambda: _paragraphs(
        "{{ hal|string|upper|truncate(20) }} {{ rows|length }} {{ rows|map(attribute='no')|join(', ') }}",
        "{{ (n * 2.5)|round(1) }} {{ kosong|first|default('-') }} {{ tiada|default('tiada') }}",
    ),
    "nilai kosong": lambda: _paragraphs("[{{ '' }}]", "{% for k in kosong %}<{{ k }}>{% endfor %}", "{{ ada }}"),
    "atribut": lambda: _xml(
        '<w:p><w:pPr><w:jc w:val="{% if ada %}left{% else %}right{% endif %}"/></w:pPr><w:r><w:rPr>'
        '<w:sz w:val="{{ n }}"/></w:rPr><w:t>{{ hal }}</w:t></w:r></w:p>'
    ),
    "alinea kosong beratribut": lambda: _xml(
        f'<w:p {nsdecls("w")} w:rsidR="00AB12CD"/>', "<w:p><w:r><w:t>{{ hal }}</w:t></w:r></w:p>"
    ),
    "nama gambar": _named_picture,
    "tanda tersendiri": lambda: _xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tc>'
        "<w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:t>\ue0009\ue000{{ hal }}\ue0009\ue001</w:t></w:r></w:p>",
    ),
    "tanpa tanda": lambda: _paragraphs("Tidak ada isian di sini."),
}  # fmt: skip
