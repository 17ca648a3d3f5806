"""The running text of a docx, xlsx, pdf, html or svg at hand, told by its content and opened with care.

Two files with the same text in the same order say the same, whatever program saved them; where the symbols of a flow
stand and where its arrows go is not text and is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from doctool.border.pdf import BROKEN, PdfError, open_pdf
from doctool.border.plain_file import TooLongError, read_plain
from doctool.border.word import NoWordFileError, WordPackage, open_package
from doctool.border.workbook import inspect
from doctool.border.xml import XmlError, parse_html, parse_xml
from doctool.errors import DoctoolError, system_reason

if TYPE_CHECKING:
    from doctool.border.workbook import Incoming

#: Larger files are no SOP.
MAX_BYTES = 100_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = f"{_W}txbxContent"
_HIDDEN = {"script", "style", "head", "title", "desc", "metadata"}
_BLOCKS = {"p", "div", "td", "th", "tr", "li", "section", "table", "h1", "h2", "h3", "caption", "footer", "header"}


@dataclass(frozen=True, slots=True)
class FileText:
    """The text of a file: its kind by its content ("docx", ...), its paragraphs, lines or cells in order, and those in
    places of their own (symbols, foot lines), sorted."""

    jenis: str
    alinea: tuple[str, ...]
    lepas: tuple[str, ...] = ()

    @property
    def semua(self) -> tuple[str, ...]:
        """All of it."""
        return (*self.alinea, *self.lepas)


def read_bytes(file: Path) -> bytes:
    """The bytes of the file at hand. Raises DoctoolError."""
    try:
        return read_plain(file, MAX_BYTES)
    except TooLongError as error:
        message = f'berkas "{file}" lebih besar dari {MAX_BYTES // 1_000_000} MB'
        raise DoctoolError(message, "itu bukan lembar SOP") from error
    except OSError as error:
        message = f'berkas "{file}" tidak dapat dibaca: {system_reason(error)}'
        raise DoctoolError(message, "periksa nama dan hak aksesnya") from error


def file_text(data: bytes, name: str) -> FileText:
    """The text of the file `data`, called `name` in messages. Raises DoctoolError for what cannot be read."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"%pdf-" in head:
        return _pdf(data, name)
    if data.startswith(b"PK"):
        return _package(data, name)
    if head.startswith((b"<!doctype html", b"<html")):
        return _html(data, name)
    if b"<svg" in head:
        return _svg(data, name)
    raise DoctoolError(
        f'berkas "{name}" bukan docx, xlsx, pdf, html atau svg yang dapat dibaca',
        "simpan sebagai .docx, .xlsx atau .pdf, lalu ulangi",
    )


def _plain(text: str) -> str:
    return " ".join(text.split())


def _kept(texts: Iterator[str]) -> tuple[str, ...]:
    return tuple(one for one in map(_plain, texts) if one)


def _package(data: bytes, name: str) -> FileText:
    """A Word file or a workbook; a ZIP that is neither is told as the Word border tells it."""
    try:
        package = open_package(data)
    except NoWordFileError as error:
        if b"xl/workbook" not in data:
            raise DoctoolError(f'"{name}": {error}', error.hint) from error
        return _workbook(inspect(data, name))
    try:
        return _word(package)
    except NoWordFileError as error:
        raise DoctoolError(f'"{name}": {error}', error.hint) from error


def _word(package: WordPackage) -> FileText:
    body = package.xml(package.main)
    running = _kept(_word_text(one) for one in body.iter(f"{_W}p") if not _inside(one, _DRAWN))
    drawn = _kept(
        _word_text(one) for one in body.iter(f"{_W}p") if _inside(one, _DRAWN) and not _inside(one, _FALLBACK)
    )
    feet: set[str] = set()
    for link in package.relations(package.main).values():
        if link.kind in {"footer", "header"} and not link.external and link.target in package.names:
            feet.update(_kept(_word_text(one) for one in package.xml(link.target).iter(f"{_W}p")))
    return FileText("docx", running, (*sorted(drawn), *sorted(feet)))


def _inside(element: etree._Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _word_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of drawings anchored in it."""
    parts: list[str] = []
    for one in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if next(one.iterancestors(f"{_W}p"), None) is paragraph:
            parts.append((one.text or "") if one.tag == f"{_W}t" else "-" if one.tag.endswith("Hyphen") else " ")
    return "".join(parts)


def _workbook(file: Incoming) -> FileText:
    from doctool.forms.open_book import open_book

    book = open_book(file)
    running = _kept(sheet.cells[place].text for sheet in book.sheets for place in sorted(sheet.cells))
    drawn: list[str] = []
    for name in file.parts:
        content = file.read(name) if re.fullmatch(r"xl/drawings/[^/]+\.xml", name) else None
        root = _xml(content) if content is not None else None
        if root is not None:
            drawn += ["".join(part.text or "" for part in one.iter(f"{_A}t")) for one in root.iter(f"{_A}p")]
    return FileText("xlsx", running, tuple(sorted(_kept(iter(drawn)))))


def _xml(content: bytes) -> etree._Element | None:
    try:
        return parse_xml(content, comments=False)
    except XmlError:
        return None


def _pdf(data: bytes, name: str) -> FileText:
    try:
        reader = open_pdf(data)
        lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    except PdfError as error:
        raise DoctoolError(f'"{name}": pdf ini {error.message}', "minta dikirim ulang, lalu ulangi") from error
    except BROKEN as error:
        raise DoctoolError(f'"{name}": teks pdf ini tidak dapat dibaca', "minta dikirim ulang, lalu ulangi") from error
    return FileText("pdf", _kept(iter(lines)))


def _html(data: bytes, name: str) -> FileText:
    try:
        root = parse_html(data)
    except XmlError as error:
        raise DoctoolError(f'"{name}": halaman ini tidak dapat dibaca', "minta dikirim ulang, lalu ulangi") from error
    return FileText("html", _kept(iter("".join(_shown(root)).split("\n"))))


def _shown(element: etree._Element) -> Iterator[str]:
    """The text that is shown, a line end around each block."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _HIDDEN:
        return
    block = element.tag in _BLOCKS
    if block:
        yield "\n"
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _shown(child)
        yield (child.tail or "").replace("\n", " ")
    if block:
        yield "\n"


def _svg(data: bytes, name: str) -> FileText:
    root = _xml(data)
    if root is None:
        raise DoctoolError(f'"{name}": svg ini rusak atau tidak wajar', "minta dikirim ulang, lalu ulangi")
    return FileText("svg", _kept("".join(map(str, one.itertext())) for one in root.iter(f"{_SVG}text")))
