"""Word templates with faults in them, made with python-docx as an office's clerk would make them in Word."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from doctool.fill.lint import check_template
from doctool.fill.names import Names, block, flag, group, many, text
from doctool.findings import Finding

NAMES = Names(
    {
        "hal": text("hal surat"),
        "sifat": text("sifat"),
        "isi": block("isi surat"),
        "tte": flag("tanda tangan elektronik"),
        "penandatangan": group("penanda tangan", jabatan=text("jabatan"), nama=text("nama"), nip=text("NIP")),
        "tembusan": many("tembusan", text()),
        "kiriman": many("yang dikirim", group(nomor=text("nomor"), naskah=text("naskah"), banyaknya=text("banyaknya"))),
    }
)


def word(*paragraphs: str, change: Callable[[Any], None] | None = None) -> bytes:
    """A Word file with `paragraphs`, and what `change` makes of it."""
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    if change is not None:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table(*rows: tuple[str, ...]) -> Callable[[Any], None]:
    """Adds a table with these texts."""

    def add(document: Any) -> None:
        made = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, content in zip(row.cells, texts, strict=True):
                lines = content.split("\n")
                cell.text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)

    return add


def runs(*pieces: str | Any) -> Callable[[Any], None]:
    """Adds a paragraph of runs; what is no text is put between them."""

    def add(document: Any) -> None:
        paragraph = document.add_paragraph()
        for piece in pieces:
            if isinstance(piece, str):
                paragraph.add_run(piece)
            else:
                paragraph._p.append(piece)

    return add


def element(tag: str, *inside: Any, content: str = "", **attributes: str) -> Any:
    """An element of Word: `element("w:ins", run)`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(inside)
    if content:
        made.text = content
    return made


def run(content: str, tag: str = "w:t") -> Any:
    """A run with `content`."""
    return element("w:r", element(tag, content=content))


def found(
    *paragraphs: str, change: Callable[[Any], None] | None = None, names: Names = NAMES, **more: Any
) -> list[Finding]:
    """The findings of `word(...)`."""
    return check_template(word(*paragraphs, change=change), names, name="t.docx", **more)


def told(*paragraphs: str, **more: Any) -> list[tuple[str, str]]:
    """The codes and places of the findings."""
    return [(one.code, one.where.place) for one in found(*paragraphs, **more)]


def said(*paragraphs: str, **more: Any) -> str:
    """Message and hint of the one finding."""
    (finding,) = found(*paragraphs, **more)
    return f"{finding.message} -> {finding.hint}"
