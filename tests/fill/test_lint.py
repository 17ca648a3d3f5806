"""What is wrong with a template: the code, the place in Word, and what to do."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from doctool.fill.lint import check_template
from doctool.fill.names import Names, block, text
from doctool.findings import Severity
from tests.fill.faulty import NAMES, element, found, run, runs, said, table, told, word

FIRST = "badan, alinea 1"


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        # Names
        ("{{ hall }}", "W02", ('"hall"', 'barangkali "hal"')),
        ("{{ Hal }}", "W02", ('"Hal"', 'barangkali "hal"')),
        ("{{ perihal }}", "W02", ('barangkali "hal"',)),
        ("{{ nip }}", "W02", ('barangkali "penandatangan.nip"',)),
        ("{{ nama_penandatangan }}", "W02", ('barangkali "penandatangan.nama"',)),
        ("{{ penandatangan.jabtan }}", "W02", ('"penandatangan.jabtan"', '"penandatangan.jabatan"')),
        ("{{ penandatangan['nma'] }}", "W02", ('"penandatangan.nama"',)),
        ("{% for k in kiriman %}{{ k.banyak }}{% endfor %}", "W02", ('"k.banyak"', '"k.banyaknya"')),
        ("{{ kiriman[-1].naska }}", "W02", ("naskah",)),
        ("{% set n = penandatangan %}{{ n.nma }}", "W02", ('"n.nama"',)),
        ("{{ naskah }}", "W02", ('milik daftar "kiriman"', "{{ k.naskah }}", "{%p for k in kiriman %}")),
        ("{% for k in kiriman %}{% endfor %}{{ k.naskah }}", "W02", ('"k"',)),
        # What they hold
        ("{{ isi }}", "W03", ("{{p isi }}",)),
        ("{{p hal }}", "W03", ("tanpa huruf p", "{{ hal }}")),
        ("{{r hal }}", "W03", ("{{ hal }}",)),
        ("{{ tembusan }}", "W03", ("daftar", "{{ tembusan|join(', ') }}")),
        ("{{ penandatangan }}", "W03", ("penandatangan.nama",)),
        ("{{ tte }}", "W03", ("{% if tte %}",)),
        ("{% for h in hal %}{{ h }}{% endfor %}", "W03", ("teks, bukan daftar", "tembusan, kiriman")),
        ("{% for t in tembusan %}{{ t.nomor }}{% endfor %}", "W03", ('tidak punya "nomor"',)),
        ("{{ kiriman.naskah }}", "W03", ("{%p for k in kiriman %}", "{{ k.naskah }}")),
        ("{{ hal|join(', ') }}", "W03", ("untuk daftar",)),
        ("{{ tembusan|upper }}", "W03", ("untuk teks",)),
        ("{{ hal() }}", "W03", ("bukan fungsi",)),
        ("{{ hal - 1 }}", "W03", ("tidak dapat dihitung",)),
        # Filters, tests, functions
        ("{{ hal|uper }}", "W04", ('barangkali "upper"',)),
        ("{{ hal|kapital }}", "W04", ('barangkali "upper"',)),
        ("{% if hal is definid %}x{% endif %}", "W04", ('barangkali "defined"',)),
        ("{{ hal.uper() }}", "W04", ('barangkali "upper()"',)),
        ("{{ cetak(hal) }}", "W04", ('"cetak()"',)),
        # What a template may not do
        ("{{ hal.__class__ }}", "W05", ('"__class__"',)),
        ("{{ ''['__class__'] }}", "W05", ('"__class__"',)),
        ("{{ hal|safe }}", "W05", ('hapus "|safe"',)),
        ("{{ hal|attr('x') }}", "W05", ('hapus "|attr"',)),
        ("{% include 'x' %}", "W05", ('"include"',)),
        ("{% import 'x' as y %}", "W05", ('"import"',)),
        ("{% extends 'x' %}", "W05", ('"extends"',)),
        ("{% autoescape false %}{{ hal }}{% endautoescape %}", "W05", ('"autoescape"',)),
        ("{{ tembusan.append(1) }}", "W05", ("append()",)),
        ("{{ hal.format(1) }}", "W05", ("format()",)),
        # Marks
        ("{{ hal }", "W07", ('seharusnya "}}"', "{{ hal }}")),
        ("{ {hal}}", "W07", ("terpisah spasi", "{{ hal }}")),
        ("{{ hal } }", "W07", ("penutup terpisah spasi", "{{ hal }}")),
        ("{hal}}", "W07", ('seharusnya "{{"', "{{ hal }}")),
        ("{hal}", "W07", ("kurung tunggal", "{{ hal }}")),
        ("{{ hal %}", "W07", ("{{ hal }}",)),
        ("{% if hal }x{% endif %}", "W07", ('seharusnya "%}"', "{% if hal %}")),
        ("{{ hal tentang surat", "W07", ('tanpa penutup "}}"',)),
        ("lalu }} akhir", "W07", ('tanpa pembuka "{{"',)),
        ("{{ }}", "W07", ("kosong",)),
        ("{% if hal %}x{% endif hal %}", "W07", ("{% endif %}",)),
        ("{%p if '%' in hal %}", "W07", ("{% set nama = ... %}",)),
        # Quotes and other signs
        ("{{ hal|default(“x”) }}", "W08", ('{{ hal|default("x") }}',)),
        ("{{ hal|default(„x“) }}", "W08", ('{{ hal|default("x") }}',)),
        ("{{ tembusan[–1] }}", "W08", ("{{ tembusan[-1] }}",)),
        ("{{ ha\u200bl }}", "W08", ("spasi tak tampak", "{{ hal }}")),
        # Levels
        ("{%tr for t in tembusan %}", "W12", ("di luar tabel", "{%p for t in tembusan %}")),
        ("{{ p isi }}", "W12", ("menempel", "{{p isi }}")),
        ("{{p\u00a0isi }}", "W12", ("satu spasi", "{{p isi }}")),
        ("{% vm %}", "W12", ("sel tabel",)),
        # Commands
        ("{% if hal %}a{% esle %}b{% endif %}", "W14", ("{% else %}",)),
        ("{% iff hal %}a{% endif %}", "W14", ("{% if hal %}",)),
        ("{% if hal %}a{% end if %}", "W14", ("{% endif %}",)),
        ("{% for t in tembusan %}{{ t }}{% endfro %}", "W14", ("{% endfor %}",)),
        ("{% if hal %}a{% else if sifat %}b{% endif %}", "W14", ("{% elif sifat %}",)),
        ("{% untuk t in tembusan %}{{ t }}{% endfor %}", "W14", ("{% for t in tembusan %}",)),
        ("{% hal %}", "W14", ("{{ hal }}",)),
        # What is left of Jinja
        ("{{ hal hal }}", "W01", ('"hal" tidak pada tempatnya',)),
        ("{{ hal. }}", "W01", ("sesudah titik",)),
        ("{% for t tembusan %}{{ t }}{% endfor %}", "W01", ("in",)),
        ("{{ if hal }}", "W01", ("{% if hal %}",)),
    ],
)  # fmt: skip
def test_one_fault(content: str, code: str, words: tuple[str, ...]) -> None:
    assert code in {place for place, _ in told(content)}
    findings = [one for one in found(content) if one.code == code]
    assert [one.where.place for one in findings] == [FIRST]
    for word_ in words:
        assert word_ in f"{findings[0].message} -> {findings[0].hint}"


@pytest.mark.parametrize(
    "content",
    [
        "{{ hal }}", "{{hal}}", "{{ hal|upper }}", "{{ hal|default('-')|title }}", "{{ hal.upper() }}", "{{p isi }}",
        "{{ penandatangan.nama }}, {{ penandatangan['nip'] }}", "{% if hal %}ya{% elif sifat %}x{% else %}y{% endif %}",
        "{% for t in tembusan %}{{ loop.index }}. {{ t }}{% if not loop.last %}; {% endif %}{% endfor %}",
        "{{ tembusan|join(', ') }}", "{{ kiriman|length }}", "{{ kiriman[0].naskah }}", "{{ (kiriman|first).naskah }}",
        "{% for k in kiriman[:-1] %}{{ k.naskah }}{% endfor %}", "{{ 'a' ~ hal }}", "{{ hal if tte else sifat }}",
        "{% for k in kiriman|sort(attribute='naskah') %}{{ k.naskah }}{% endfor %}", "{# catatan {{ apa saja }} #}",
        "{% set n = kiriman|length %}{{ n + 1 }}", "kurung { biasa } dan 50% saja", "{_{ hal }_}",
        "{% for i in range(3) %}{{ i }}{% endfor %}", "{% raw %}{{ apa }}{% endraw %}",
        "{% if hal == '}' %}a{% endif %}",
        "{% macro m(x) %}{{ x.y }}{% endmacro %}{{ m(hal) }}", "{% with a = hal %}{{ a }}{% endwith %}",
        "{%r if hal %}x{%r endif %}", "{% if hal is defined and sifat is not none %}a{% endif %}", "",
    ],
)  # fmt: skip
def test_what_is_right_is_not_told(content: str) -> None:
    assert told(content) == []


def test_all_at_once_each_once_in_the_order_of_the_document() -> None:
    findings = found("{{ hall }} dan {{ sifta }}", "{{ isi }}", "{% if hal %}", "{{ hal", "${nomor}", "{{ hall }}")
    assert [(one.code, one.where.place) for one in findings] == [
        ("W02", FIRST), ("W02", FIRST), ("W03", "badan, alinea 2"), ("W06", "badan, alinea 3"),
        ("W07", "badan, alinea 4"), ("W13", "badan, alinea 5"), ("W02", "badan, alinea 6"),
    ]  # fmt: skip
    assert str(findings[0].where) == "t.docx: badan, alinea 1"


# Blocks


def test_blocks_that_are_not_closed_or_not_opened() -> None:
    assert '"{% if hal %}" tidak ditutup -> tambahkan "{% endif %}"' in said("a {% if hal %} b")
    assert '"{%p for t in tembusan %}" tidak ditutup -> tambahkan "{%p endfor %}"' in said("{%p for t in tembusan %}")
    assert '"{% endif %}" tanpa pembuka' in said("x {% endif %}")
    assert '"{% else %}" tanpa pembuka' in said("x {% else %}")
    assert told("{%p for t in tembusan %}", "{{ t }}", "{{ t.x }}") == [("W06", FIRST), ("W03", "badan, alinea 3")]


def test_the_wrong_end_names_what_is_open_and_where() -> None:
    wrong, opened = found("{%p if hal %}", "x", "{%p endfor %}")[1::-1]
    assert (wrong.where.place, opened.where.place) == ("badan, alinea 3", FIRST)
    assert 'yang terbuka adalah "{%p if hal %}" (badan, alinea 1)' in wrong.hint


def test_blocks_that_cross() -> None:
    (finding,) = found("{% if hal %}{% for t in tembusan %}{{ t }}{% endif %}{% endfor %}")
    assert finding.code == "W06"
    assert '"{% endif %}" menutup bloknya sebelum "{% for t in tembusan %}"' in finding.message


def test_ends_at_another_level() -> None:
    (finding,) = found("{%p if hal %}", "x", "{% endif %}")
    assert (finding.code, finding.where.place, finding.hint) == ("W12", "badan, alinea 3", 'tulis "{%p endif %}"')
    assert 'pembukanya "{%p if hal %}" (alinea; badan, alinea 1)' in finding.message
    (finding,) = found("{%p if hal %}", "x", "{% else %}", "y", "{%p endif %}")
    assert (finding.code, finding.where.place) == ("W12", "badan, alinea 3")


def test_a_condition_over_paragraphs_should_take_whole_ones() -> None:
    (finding,) = found("{% if hal %}x", "y{% endif %}")
    assert (finding.code, finding.severity, finding.where.place) == ("W12", Severity.WARNING, "badan, alinea 2")
    assert '"{%p if hal %}" dan "{%p endif %}"' in finding.hint


# Tables

HEAD = ("No.", "Naskah", "Banyaknya")


def test_places_in_tables() -> None:
    rows = table(HEAD, ("{%tr for k in kiriman %}", "", ""), ("{{ k.nomor }}", "{{ k.naskah }}", "{{ k.banyak }}"),
                 ("{%tr endfor %}", "", ""))  # fmt: skip
    (finding,) = found("pembuka", change=rows)
    assert finding.where.place == 'badan, tabel 1, baris 3, kolom "Banyaknya"'
    assert finding.text == "{{ k.nomor }} | {{ k.naskah }} | {{ k.banyak }}"
    plain = table(("Nomor", ":", "{{ nomr }}"), ("Hal", ":", "x\n{{ hall }}"))
    assert told(change=plain) == [
        ("W02", "badan, tabel 1, baris 1, kolom 3"), ("W02", "badan, tabel 1, baris 2, kolom 3, alinea 2"),
    ]  # fmt: skip


def test_places_in_tables_within_tables_and_with_joined_cells() -> None:
    def nested(document: Any) -> None:
        table(HEAD, ("a", "b", "c"))(document)
        outer = document.tables[0]
        inner = outer.cell(1, 1).add_table(2, 2)
        inner.cell(1, 0).text = "{{ hall }}"
        joined = outer.add_row().cells
        joined[0].merge(joined[1]).text = "ab"
        joined[2].text = "{{ hall }}"

    assert [place for _, place in told(change=nested)] == [
        'badan, tabel 1, baris 2, kolom "Naskah", tabel 1 di dalamnya, baris 2, kolom 1',
        'badan, tabel 1, baris 3, kolom "Banyaknya"',
    ]


def test_row_loops_that_lose_rows() -> None:
    one_row = table(HEAD, ("{%tr for k in kiriman %}{{ k.nomor }}", "{{ k.naskah }}", "x{%tr endfor %}"))
    (finding,) = found(change=one_row)
    assert (finding.code, finding.where.place) == ("W12", 'badan, tabel 1, baris 2, kolom "Banyaknya"')
    assert "baris yang sama" in finding.message
    assert "baris tersendiri" in finding.hint
    shared = table(
        HEAD, ("{%tr for k in kiriman %}", "hilang", ""), ("{{ k.nomor }}", "", ""), ("{%tr endfor %}", "", "")
    )
    (finding,) = found(change=shared)
    assert (finding.code, finding.where.place) == ("W11", 'badan, tabel 1, baris 2, kolom "No."')
    assert '"hilang"' in finding.message
    without = table(HEAD, ("{% for k in kiriman %}{{ k.nomor }}", "{{ k.naskah }}", "{{ k.banyaknya }}{% endfor %}"))
    (finding,) = found(change=without)
    assert (finding.code, finding.severity) == ("W12", Severity.ERROR)
    assert "{%tr ... %}" in finding.hint


def test_row_loops_over_two_tables() -> None:
    def two(document: Any) -> None:
        table(("{%tr for k in kiriman %}",), ("{{ k.nomor }}",))(document)
        document.add_paragraph("antara")
        table(("{%tr endfor %}",))(document)

    (finding,) = found(change=two)
    assert (finding.code, finding.where.place) == ("W12", "badan, tabel 2, baris 1, kolom 1")
    assert "tabel yang berbeda" in finding.message


def test_paragraph_tags_with_other_text() -> None:
    findings = found("{%p if hal %} hilang {{ hal }}", "{%p endif %}", "a {{p isi }}")
    assert [(one.code, one.where.place) for one in findings] == [("W11", FIRST), ("W11", "badan, alinea 3")]
    assert '"hilang {{ hal }}"' in findings[0].message


def test_cells_that_may_lose_all_paragraphs() -> None:
    cell = "{%p if hal %}\n{{ hal }}\n{%p endif %}"
    assert told(change=table(("a", cell))) == [("W17", "badan, tabel 1, baris 1, kolom 2, alinea 1")]
    assert told(change=table(("a", f"{cell}\n"))) == []
    assert told(change=table(("a", cell.replace("{%p endif %}", "{%p else %}\n-\n{%p endif %}")))) == []


# What Word does to tags


def test_tags_in_runs_are_whole() -> None:
    def runs_and_proofing(document: Any) -> None:
        runs("{", "{ pen", element("w:proofErr", type="spellStart"), "andatangan.", "nama }", "}")(document)
        document.paragraphs[0].runs[1].bold = True

    assert told(change=runs_and_proofing) == []


@pytest.mark.parametrize(
    ("pieces", "severity", "words"),
    [
        (("{{ ha", element("w:ins", run("l }}"), id="1", author="a")), Severity.ERROR, "perubahan terlacak"),
        (("{{ ha", element("w:hyperlink", run("l }}"))), Severity.ERROR, "pautan"),
        (("{{ ", element("w:r", element("w:fldChar", fldCharType="begin")), "hal }}"), Severity.ERROR, "field Word"),
        (("{{ ha", element("w:r", element("w:tab")), "l }}"), Severity.ERROR, "tab di dalam tanda akan hilang"),
        (("{{", element("w:r", element("w:br")), "hal }}"), Severity.WARNING, "pindah baris"),
        (("{{ ha", element("w:bookmarkStart", id="3", name="b"), "l }}"), Severity.WARNING, "penanda buku"),
        (("{{ tembusan[", element("w:r", element("w:noBreakHyphen")), "1] }}"), Severity.ERROR, "tanda hubung tetap"),
    ],
)
def test_tags_that_word_has_cut(pieces: tuple[Any, ...], severity: Severity, words: str) -> None:
    (finding,) = found(change=runs(*pieces))
    assert (finding.code, finding.severity, finding.where.place) == ("W09", severity, FIRST)
    assert words in finding.message


def test_tags_over_paragraphs_and_cells() -> None:
    (finding,) = found("Perihal {{ ha", "l }} akhir")
    assert (finding.code, finding.where.place) == ("W09", FIRST)
    assert "dua alinea" in finding.message
    assert '"{{ hal }}"' in finding.hint
    (finding,) = found(change=table(("{{ ha", "l }}")))
    assert (finding.code, finding.where.place) == ("W09", "badan, tabel 1, baris 1, kolom 1")
    assert "dua sel" in finding.message


def test_tags_in_tracked_changes() -> None:
    inserted = runs("a", element("w:ins", run("{{ hal }}"), id="1", author="a"))
    deleted = runs("a", element("w:del", run("{{ hall }}", "w:delText"), id="1", author="a"))
    (finding,) = found(change=inserted)
    assert (finding.code, finding.severity) == ("W10", Severity.WARNING)
    (finding,) = found(change=deleted)
    assert (finding.code, finding.severity) == ("W10", Severity.ERROR)
    assert "{{ hall }}" in finding.message


def test_tags_in_comments_are_not_filled() -> None:
    def commented(document: Any) -> None:
        paragraph = document.add_paragraph("isi")
        document.add_comment(paragraph.runs, text="pakai {{ hal }}?", author="a")

    (finding,) = found(change=commented)
    assert (finding.code, finding.where.place) == ("W10", "komentar 1, alinea 1")


# Other parts


def test_places_in_headers_footers_and_properties() -> None:
    def everywhere(document: Any) -> None:
        section = document.sections[0]
        section.different_first_page_header_footer = True
        section.header.paragraphs[0].text = "{{ h1 }}"
        section.first_page_header.paragraphs[0].text = "{{ h2 }}"
        section.footer.paragraphs[0].text = "{{ h3 }}"
        document.core_properties.title = "Surat {{ hal.__class__ }}"

    assert told("{{ hall }}", change=everywhere) == [
        ("W02", FIRST), ("W02", "kepala halaman, alinea 1"), ("W02", "kepala halaman pertama, alinea 1"),
        ("W02", "kaki halaman, alinea 1"), ("W05", "properti judul"),
    ]  # fmt: skip


def test_places_in_footnotes() -> None:
    note = (
        '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        "<w:footnote w:id=\"1\"><w:p><w:r><w:t>{{ hall }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("isi"))) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                link = f'<Relationship Id="rN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", link.encode())
            target.writestr(name, data)
        target.writestr("word/footnotes.xml", note)
    (finding,) = check_template(out.getvalue(), NAMES, name="t.docx")
    assert (finding.code, finding.where.place) == ("W02", "catatan kaki 1, alinea 1")


def test_text_boxes_are_read_once() -> None:
    def box(document: Any) -> None:
        content = element("w:txbxContent", element("w:p", run("{{ hall }}")))
        other = element("w:txbxContent", element("w:p", run("{{ hall }}")))
        alternate = element("w:p")
        alternate.tag = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
        for name, inside in (("Choice", content), ("Fallback", other)):
            part = element("w:p", element("w:pict", inside))
            part.tag = f"{{http://schemas.openxmlformats.org/markup-compatibility/2006}}{name}"
            alternate.append(part)
        document.add_paragraph("lihat")._p.append(element("w:r", alternate))

    assert told(change=box) == [("W02", "badan, alinea 1, kotak teks 1, alinea 1")]


# SRIKANDI


def test_markers_are_leftovers_but_for_srikandi() -> None:
    (finding,) = found("Nomor ${nomor_naskah}")
    assert (finding.code, finding.where.place) == ("W13", FIRST)
    assert told("Nomor ${nomor_naskah}", markers=True) == []
    assert 'tulis "{{ hal }}"' in said("${hal}")


def test_markers_for_srikandi_are_known_and_whole() -> None:
    assert 'barangkali "${nomor_naskah}"' in said("${nomor_nskah}", markers=True)
    assert 'barangkali "${hal}"' in said("${Hal}", markers=True)
    assert "tidak ditutup" in said("akhir ${hal", markers=True)
    assert "terpotong" in said(change=runs("${nama", "_pengirim}"), markers=True)
    assert told(change=runs("Hal: ", "${hal}", "."), markers=True) == []


# Names that should be there


def test_needed_names_that_are_nowhere() -> None:
    names = Names({"hal": text("hal surat"), "isi": block("isi surat")}, (("hal", "${hal}"), ("isi",)))
    findings = found("{% if isi %}a{% endif %}", names=names)
    assert [(one.code, str(one.severity), one.where.place) for one in findings] == [("W15", "peringatan", "")] * 2
    assert findings[1].hint == 'tambahkan "{{p isi }}"'
    assert told("{{ hal }}", "{{p isi }}", names=names) == []
    assert told("${hal}", "{{p isi }}", names=names, markers=True) == []
    assert told("{{ hal", "{{p isi }}", names=names) == [("W07", FIRST)]


# What is no template


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"\0" * 100, "kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Word lama (.doc)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "berkata sandi"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"PK\x03\x04rusak", "rusak"),
        (b"teks biasa", "bukan Word"),
    ],
)
def test_files_that_are_no_word_files(data: bytes, words: str) -> None:
    (finding,) = check_template(data, NAMES, name="t.docx")
    assert (finding.code, finding.severity, str(finding.where)) == ("W16", Severity.ERROR, "t.docx")
    assert words in finding.message


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "OpenDocument"),
        ({"word/document.xml": b"<rusak"}, "rusak"),
        ({"[Content_Types].xml": b"<Types>spreadsheetml.sheet.main+xml</Types>"}, "Excel"),
        ({"[Content_Types].xml": b"<Types>wordprocessingml.template.main+xml</Types>"}, ".dotx"),
        ({"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "deklarasi XML (DTD)"),
        ({"word/_rels/header9.xml.rels": b'<x><y Type="a/image" Target="http://b/c" TargetMode="External"/></x>'},
         'di luar ("http://b/c")'),
    ],
)
def test_packages_that_are_no_word_files(changes: dict[str, bytes], words: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word("isi"))) as source, zipfile.ZipFile(out, "w") as target:
        kept = {name: source.read(name) for name in source.namelist()}
        for name, data in (kept | changes).items():
            target.writestr(name, data)
    (finding,) = check_template(out.getvalue(), NAMES, name="t.docx")
    assert finding.code == "W16"
    assert words in finding.message


@pytest.mark.parametrize(
    "content",
    ["{{ [hal]|map(attribute='__class__')|list }}", "{{ [hal]|sort(attribute='a.__b') }}", "{{ ''|attr('x') }}",
     "{{ " + "(" * 9999 + "1" + ")" * 9999 + " }}", "{{ " + "9" * 9999 + " }}", "{{ hal" + ".x" * 9999 + " }}",
     "{% if hal %}" * 500 + "{% endif %}" * 500],
)  # fmt: skip
def test_attacks_are_told_and_do_no_harm(content: str) -> None:
    codes = {code for code, _ in told(content)}
    assert codes <= {"W03", "W05"}
    assert "W05" in codes


def test_nothing_is_executed() -> None:
    """What would take for ever, or all memory, if it ran."""
    assert told("{% for i in range(10**12) %}{% for j in range(10**12) %}x{% endfor %}{% endfor %}") == []
    assert told("{{ 'a' * 10**12 }}") == []

