"""More of what becomes of a form: links, pasting, merging downwards, other programs' writing, several faults at once.

Importing this module adds its kinds to `DAMAGES`.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from lxml import etree

from doctool.forms.field_map import REALISASI_TW, Jenis
from tests.forms.damage import DAMAGES, FORM, INJECTIONS, WRONG, Case, Damaged, Key, damage
from tests.forms.edit import MAIN, PACKAGE, Book, Sheet, letters, number
from tests.forms.returned import Answer
from tests.hostile_workbooks import pack, parts

__all__ = ["DAMAGES"]

_PREFIXED = ("xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml")
_STRICT = "http://purl.oclc.org/ooxml/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
#: Kinds that change what one cell holds, and kinds that change the place of cells or the file, for two faults at once.
_OF_CELLS = (
    "teks bukan bilangan", "kata ribu dan juta", "tidak diukur", "bilangan sebagai teks", "titik ribuan", "tanggal",
    "sel persen", "benar/salah", "galat Excel", "rumus di isian", "terlalu besar atau negatif", "rumus di teks",
    "isi terkunci diubah", "rumus ditimpa", "semua sebagai teks", "pembilang dan penyebut tertukar",
)  # fmt: skip
_OF_PLACES = (
    "baris dihapus", "baris kosong disisipkan", "baris ditambahkan", "baris dipindahkan", "kunci dirusak",
    "kolom dihapus", "kolom kunci dihapus", "kolom disisipkan", "kolom dipindahkan", "kolom digandakan",
    "judul kolom diubah", "lembar identitas dihapus", "baris kode dihapus", "identitas dan kode dihapus",
    "lembar diganti nama dan urutan", "lembar disalin", "kunci bagian ditukar", "kunci dua baris ditukar", "komentar",
    "data berubah",
)  # fmt: skip


@damage("dua kerusakan sekaligus")
def _two(one: Case, draw: random.Random) -> Damaged:
    """A cell and the places of cells: whatever differs is told, all else is as it was entered."""
    named = draw.choice(_OF_CELLS)
    first = DAMAGES[named](one, draw)
    then = DAMAGES[draw.choice(_OF_PLACES)](replace(one, data=first.data), draw)
    apart = bool(first.touched) and not first.touched.keys() & then.touched.keys()
    touched: dict[Key, Answer | None] = {**first.touched, **then.touched}
    touched |= dict.fromkeys(first.touched.keys() & then.touched.keys())
    if named == "isi terkunci diubah":  # a row whose text was changed is not known without its key
        touched = dict.fromkeys(one.places)
    instead = {key: answer for key, answer in first.touched.items() if answer is not None}
    return replace(then, touched=touched, instead=instead, also=first.codes if apart else frozenset())


@damage("tautan ke buku kerja lain")
def _linked(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.form.put(max(one.rows.values()) + 2, 30, "n", "7", formula="[1]Lembar1!$A$1")
    target = draw.choice(["file:///C:/Users/budi/rekap%20lama.xlsx", "\\\\server\\bagi\\rekap.xlsx", "http://127.0.0.1/x.xlsx"])
    book.parts["xl/externalLinks/externalLink1.xml"] = f'<externalLink xmlns="{MAIN}"/>'.encode()
    book.parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}relationships/externalLinkPath" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()
    return Damaged(book.save(), frozenset({"F40"}))


@damage("gambar dari luar")
def _picture(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    target = draw.choice(["http://127.0.0.1:9/pelacak.png", "file:///etc/passwd"])
    book.parts["xl/drawings/_rels/drawing9.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}relationships/image" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()
    return Damaged(book.save(), frozenset({"F40"}))


@damage("sel digabung ke bawah")
def _merged_down(one: Case, draw: random.Random) -> Damaged:
    book, name = Book(one.data), draw.choice(REALISASI_TW)
    below = {row: key for key, row in one.rows.items()}
    keys = [key for key, field in one.places if field == name and one.rows.get(key, 0) + 1 in below]
    key = draw.choice(keys)
    at, column = one.rows[key], one.columns[name]
    book.form.put(at + 1, column, "", "")
    book.form.merge(f"{letters(column)}{at}:{letters(column)}{at + 1}")
    other = below[at + 1], name
    touched: dict[Key, Answer | None] = {(key, name): WRONG}
    return Damaged(book.save(), frozenset({"F17"}), touched | ({other: WRONG} if other in one.places else {}))


@damage("ditempel sebagai nilai")
def _pasted_values(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    for row in book.form.data:
        for formula in row.iterfind(f"{{{MAIN}}}c/{{{MAIN}}}f"):
            cell = formula.getparent()
            assert cell is not None
            cell.remove(formula)
    return Damaged(book.save(), frozenset({"F16"}))


@damage("rumus menjadi #REF!")
def _broken_formulas(one: Case, draw: random.Random) -> Damaged:
    """What a formula shows is reckoned again from the answers, whatever became of it."""
    book = Book(one.data)
    for row in one.form.indicators:
        if row.jenis in (Jenis.INDIKATOR, Jenis.PERBANDINGAN) and draw.random() < 0.5:
            book.form.put(one.rows[row.kunci], one.columns["capaian"], "e", "#REF!", formula="#REF!/#REF!")
    return Damaged(book.save())


@damage("rumus tanpa hasil atau berbaris")
def _odd_formula(one: Case, draw: random.Random) -> Damaged:
    book, key = Book(one.data), draw.choice(list(one.places))
    sheet, row, column = one.places[key]
    book.sheet(sheet).put(row, column, "n", "", formula=draw.choice(["1+\n2", "SUM(A1:A2)", ""]) or "A1")
    return Damaged(book.save(), frozenset({"F23"}), {key: WRONG})


@damage("tanggal di uraian")
def _date_in_text(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    key = draw.choice([key for key in one.places if key[1] in ("hambatan", "solusi", "bukti_dukung")])
    book.form.put(*one.places[key][1:], "n", "46023", style=book.style(14))
    return Damaged(book.save(), frozenset({"F21"}), {key: ("terisi", None, "1 Januari 2026")})


@damage("hanya satu lembar disalin ke buku kerja lain")
def _one_sheet(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    book.remove_entry(2)
    book.remove_entry(1)
    del book.parts["xl/worksheets/sheet3.xml"], book.parts["xl/worksheets/sheet2.xml"]
    return Damaged(book.save(), frozenset({"F09"}), {key: None for key, at in one.places.items() if at[0] != FORM})


@damage("teks berwarna sebagian")
def _rich(one: Case, draw: random.Random) -> Damaged:
    """A text in several runs, and how it is read aloud beside it, is one text."""
    book = Book(one.data)
    key = draw.choice([key for key, answer in one.wanted.items() if key[1] == "hambatan" and answer[2]])
    text = one.wanted[key][2]
    cell = book.form.cell(*one.places[key][1:])
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    item = etree.SubElement(cell, f"{{{MAIN}}}is")
    for part in (text[:3], text[3:]):
        run = etree.SubElement(item, f"{{{MAIN}}}r")
        etree.SubElement(etree.SubElement(run, f"{{{MAIN}}}rPr"), f"{{{MAIN}}}b")
        etree.SubElement(run, f"{{{MAIN}}}t").text = part
    aloud = etree.SubElement(item, f"{{{MAIN}}}rPh", sb="0", eb="1")
    etree.SubElement(aloud, f"{{{MAIN}}}t").text = "bukan isian"
    return Damaged(book.save())


@damage("sel tanpa alamat")
def _without_references(one: Case, draw: random.Random) -> Damaged:
    """ECMA-376 lets a program leave out where rows and cells stand: they follow each other."""
    book = Book(one.data)
    _fill_gaps(book.form)
    for element in book.form.data.iter(f"{{{MAIN}}}row", f"{{{MAIN}}}c"):
        element.attrib.pop("r")
    return Damaged(book.save())


def _fill_gaps(sheet: Sheet) -> None:
    last = max(sheet.rows())
    for row in range(1, last + 1):
        ends = [number(re.sub(r"\d", "", cell.get("r", "A1"))) for cell in sheet.row(row)]
        for column in range(1, max(ends, default=0) + 1):
            sheet.cell(row, column)


@damage("awalan nama XML")
def _prefixed(one: Case, draw: random.Random) -> Damaged:
    """The same XML with a prefix before every name, as several libraries write it."""
    found = parts(one.data)
    for name in list(found):
        if name.startswith("xl/worksheets/sheet") or name in _PREFIXED:
            text = re.sub(r"<(/?)([A-Za-z]\w*)(?=[\s/>])", r"<\1q:\2", found[name].decode())
            found[name] = text.replace(f'xmlns="{MAIN}"', f'xmlns:q="{MAIN}"').encode()
    return Damaged(pack(found))


@damage("Strict Open XML")
def _strict(one: Case, draw: random.Random) -> Damaged:
    """Excel's other kind of .xlsx, with other names of its namespaces."""
    found = parts(one.data)
    names = {MAIN: f"{_STRICT}spreadsheetml/main", f"{_OFFICE}relationships": f"{_STRICT}officeDocument/relationships"}
    for old, new in names.items():
        found = {name: data.replace(old.encode(), new.encode()) for name, data in found.items()}
    return Damaged(pack(found))


@damage("banyak rumus di teks")
def _many_injections(one: Case, draw: random.Random) -> Damaged:
    book = Book(one.data)
    touched: dict[Key, Answer | None] = {}
    for key in one.places:
        if key[1] in ("pendorong", "bukti_dukung", "keterangan"):
            text = draw.choice(INJECTIONS[:-2])
            sheet, row, column = one.places[key]
            book.sheet(sheet).put(row, column, "inlineStr", text)
            touched[key] = ("terisi", None, text)
    return Damaged(book.save(), frozenset({"F35"}), touched)
