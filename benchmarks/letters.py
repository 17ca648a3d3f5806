"""How fast letters are filled: doctool's compiled templates beside docxtpl, docx-mailmerge and the floor.

    python -m benchmarks.letters [--letters 500] [--rounds 3]

One nota dinas (letterhead table, 10 fields, a table of 12 rows, signature), each time with other data, in one process
and in memory. Every round runs all engines one after another; the figures are the medians of the rounds. Before any
clock starts, each engine's first letters are looked at, and doctool's must be docxtpl's XML.
"""

from __future__ import annotations

import argparse
import io
import statistics
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree
from mailmerge import MailMerge
from PIL import Image

from doctool.fill.properties import Properties
from doctool.fill.template import CompiledTemplate

FIELDS = ("yth", "dari", "tembusan", "tanggal", "nomor", "sifat", "lampiran", "hal", "penandatangan", "nip")
COLUMNS = ("no", "naskah", "jenis", "tahun", "banyaknya", "keterangan")
ROWS = 12
Fill = Callable[[Mapping[str, Any]], bytes]
#: What is asked: against docxtpl opened for each letter, and of the rate of the floor.
LEAST_RATIO, LEAST_SHARE = 30, 1 / 3


def nota(number: int) -> dict[str, Any]:
    """The data of letter `number`: texts that differ from letter to letter, with signs that must be escaped."""
    return {
        **{field: f"{field} {number} & <{number * 7919 % 1000}>" for field in FIELDS},
        "kiriman": [
            {column: f"{column} {number * 31 % 977}-{row}" for column in COLUMNS} for row in range(1, ROWS + 1)
        ],
    }


def template(field: Callable[[str, str], str], loop: Callable[[Any], None]) -> bytes:
    """The nota dinas; `field` gives the XML of a value's run, `loop` adds the rows of the table."""
    document = Document()
    head = document.add_table(1, 2)
    head.rows[0].cells[0].paragraphs[0].add_run().add_picture(io.BytesIO(_crest()), width=Mm(20))
    head.rows[0].cells[1].text = "PEMERINTAH KABUPATEN CONTOH\nSEKRETARIAT DAERAH\nJalan Contoh Nomor 1"
    document.add_paragraph("NOTA DINAS")
    for name in FIELDS[:8]:
        _with(document.add_paragraph(f"{name.title()}\t: "), field("", name))
    for _ in range(3):
        document.add_paragraph(
            "Sehubungan dengan penyusunan laporan kinerja tahun berjalan, bersama ini disampaikan daftar naskah "
            "yang diperlukan dari setiap bidang untuk diisi dan dikembalikan tepat pada waktunya."
        )
    table = document.add_table(1, len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.text = name.title()
    loop(table)
    document.add_paragraph("Demikian disampaikan untuk dilaksanakan.")
    for name in FIELDS[8:]:
        _with(document.add_paragraph(), field("", name))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _crest() -> bytes:
    """A picture of some 28 KB, as crests are."""
    noise = bytes(value * 16807 % 251 for value in range(96 * 96 * 3))
    out = io.BytesIO()
    Image.frombytes("RGB", (96, 96), noise).save(out, "PNG")
    return out.getvalue()


def _with(paragraph: Any, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))


def _tag(owner: str, name: str) -> str:
    path = f"{owner}.{name}" if owner else name
    return f'<w:r {nsdecls("w")}><w:t>{{{{ {path} }}}}</w:t></w:r>'


def _merge_field(_owner: str, name: str) -> str:
    return (
        f'<w:fldSimple {nsdecls("w")} w:instr=" MERGEFIELD {name} \\* MERGEFORMAT "><w:r><w:t>{name}</w:t></w:r>'
        "</w:fldSimple>"
    )


def _tag_rows(table: Any) -> None:
    table.add_row().cells[0].text = "{%tr for k in kiriman %}"
    for cell, name in zip(table.add_row().cells, COLUMNS, strict=True):
        _with(cell.paragraphs[0], _tag("k", name))
    table.add_row().cells[0].text = "{%tr endfor %}"


def _merge_row(table: Any) -> None:
    for cell, name in zip(table.add_row().cells, COLUMNS, strict=True):
        _with(cell.paragraphs[0], _merge_field("", name))


def docxtpl_opened(docx: bytes) -> Fill:
    def fill(values: Mapping[str, Any]) -> bytes:
        return _rendered(DocxTemplate(io.BytesIO(docx)), values)

    return fill


def docxtpl_kept(docx: bytes) -> Fill:
    kept = DocxTemplate(io.BytesIO(docx))
    return lambda values: _rendered(kept, values)


def _rendered(made: DocxTemplate, values: Mapping[str, Any]) -> bytes:
    made.render(dict(values), Environment(autoescape=True), autoescape=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def mail_merge(docx: bytes) -> Fill:
    def fill(values: Mapping[str, Any]) -> bytes:
        with MailMerge(io.BytesIO(docx)) as document:
            document.merge(**{name: values[name] for name in FIELDS})
            document.merge_rows("no", values["kiriman"])
            out = io.BytesIO()
            document.write(out)
            return out.getvalue()

    return fill


def compiled(docx: bytes) -> Fill:
    made = CompiledTemplate(docx)
    return lambda values: made.fill(values, Properties(f"Nota Dinas: {values['hal']}", "Nota Dinas", "Kantor Contoh"))


def floor(docx: bytes, ready: bytes) -> Fill:
    """The least that makes a Word file: the parts as they are, and one ready part deflated."""
    name = b"word/document.xml"
    before, directory, count = _copied(docx)

    def fill(_values: Mapping[str, Any]) -> bytes:
        squeeze = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed = squeeze.compress(ready) + squeeze.flush()
        sizes = (zlib.crc32(ready), len(packed), len(ready), len(name))
        local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 33, *sizes, 0)
        entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, *sizes, 0, 0, 0, 0, 0, len(before))
        start = len(before) + len(local) + len(name) + len(packed)
        size = len(directory) + len(entry) + len(name)
        end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count + 1, count + 1, size, start, 0)
        return b"".join((before, local, name, packed, directory, entry, name, end))

    return fill


def _copied(docx: bytes) -> tuple[bytes, bytes, int]:
    """The package without its document.xml, cut into files and directory."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if entry.filename != "word/document.xml":
                target.writestr(zipfile.ZipInfo(entry.filename), source.read(entry), zipfile.ZIP_DEFLATED)
        start, count = target.start_dir, len(target.namelist())
    data = out.getvalue()
    return data[:start], data[start:-22], count


def document_xml(docx: bytes) -> bytes:
    """document.xml in canonical form."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.tostring(etree.fromstring(archive.read("word/document.xml")), method="c14n")


def engines() -> dict[str, Fill]:
    """Every engine with its template read; stops where one does not print what it should."""
    docx = template(_tag, _tag_rows)
    opened, ours = docxtpl_opened(docx), compiled(docx)
    first = ours(nota(1))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        ready = archive.read("word/document.xml")
    found = {
        "docxtpl, opened for each letter": opened,
        "docxtpl, one template object": docxtpl_kept(docx),
        "docx-mailmerge": mail_merge(template(_merge_field, _merge_row)),
        "doctool": ours,
        "floor: ready text, parts copied raw": floor(docx, ready),
    }
    for number in range(1, 11):
        wanted = document_xml(opened(nota(number)))
        if document_xml(ours(nota(number))) != wanted:
            sys.exit(f"letter {number}: doctool's document.xml is not docxtpl's")
        for name, fill in list(found.items())[:4]:
            text = "".join(map(str, etree.fromstring(document_xml(fill(nota(number)))).itertext()))
            lost = [value for value in _values(nota(number)) if value not in text]
            if lost:
                sys.exit(f"{name}: letter {number} has lost {lost[0]!r}")
    return found


def _values(data: Mapping[str, Any]) -> list[str]:
    return [*(data[name] for name in FIELDS), *(text for row in data["kiriman"] for text in row.values())]


def measure(letters: int, rounds: int) -> dict[str, float]:
    """Letters a second of each engine: the median of `rounds`, the engines taking turns."""
    found = engines()
    rates: dict[str, list[float]] = {name: [] for name in found}
    data = [nota(number) for number in range(1, letters + 1)]
    for _ in range(rounds):
        for name, fill in found.items():
            start = time.perf_counter()
            for values in data:
                fill(values)
            rates[name].append(letters / (time.perf_counter() - start))
    return {name: statistics.median(taken) for name, taken in rates.items()}


def report(rates: Mapping[str, float]) -> list[str]:
    """The rates and the two ratios that are asked."""
    base, ours, least = rates["docxtpl, opened for each letter"], rates["doctool"], rates[list(rates)[-1]]
    lines = [f"{name:<40} {rate:>8.0f} letters/s {rate / base:>7.1f} x" for name, rate in rates.items()]
    return [
        *lines,
        f"doctool against docxtpl opened for each letter: {ours / base:.1f} (target {LEAST_RATIO})",
        f"doctool against the floor: {ours / least:.2f} (target {LEAST_SHARE:.2f})",
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.letters", description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(arguments)
    print("\n".join(report(measure(options.letters, options.rounds))), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
