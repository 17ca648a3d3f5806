"""A Word template, read, patched and compiled once; each letter costs its own filling and packing only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from docxtpl import DocxTemplate
from lxml import etree

from doctool.fill.docxtpl_way import fill_by_docxtpl
from doctool.fill.faults import BrokenTemplateError, NeedsDocxtplError, place_of, refuse_tangled
from doctool.fill.meter import SMALL_BUDGET, metered
from doctool.fill.package import Package, read_parts
from doctool.fill.part import DOCUMENT, Part
from doctool.fill.properties import NAME as PROPERTIES
from doctool.fill.properties import Properties, PropertiesPart

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_HEAD = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_MARK = "isi"
_BODY_TAG = re.compile(r"<w:body(?: [^>]*[^/>])?>")
_TAG = re.compile(r"\{[{%#_]|[%}]_\}")
#: Control characters but tab and line ends; halves of characters cannot be encoded at all.
_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0D})
#: Of values, but for the two signs that docxtpl reads as a new paragraph and a new page.
_FORBIDDEN = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())  # both begin with _NO_FIRST
_NO_FIRST = b"\xef"


class CompiledTemplate:
    """A template ready to be filled. Its language and its results are docxtpl's, with values always escaped."""

    def __init__(self, docx: bytes) -> None:
        """BrokenTemplateError where a tag cannot be read; `docx` is a sound Word file."""
        source = DocxTemplate(io.BytesIO(docx))
        source.init_docx()
        source.docx.core_properties  # noqa: B018 - made where the file has none
        out = io.BytesIO()
        source.docx.save(out)
        self._docx = out.getvalue()
        parts = read_parts(self._docx)
        before, body, self._end = _document(source)
        tag = _BODY_TAG.match(body)
        self._skipped = tag.end() if tag else 0
        self._start = f"{before}<w:body>" if tag else before
        self._body = Part(DOCUMENT, _patched(source, DOCUMENT, body))
        patched = ((name, _patched(source, name, xml)) for name, xml in _others(source))
        self._others = {name: Part(name, xml) for name, xml in patched if _TAG.search(xml)}
        self._properties = PropertiesPart(parts[PROPERTIES])
        self._package = Package(parts, frozenset({DOCUMENT, PROPERTIES, *self._others}))

    def fill(self, values: Mapping[str, Any], properties: Properties) -> bytes:
        """The Word file with `values`.

        BrokenTemplateError where a tag cannot be evaluated or the result is no sound Word text.
        """
        with metered(SMALL_BUDGET):
            core = self._properties.fill(values, properties)
        with metered():
            try:
                body = self._body.fill(values)
                parts = {name: part.fill(values) for name, part in self._others.items()}
            except NeedsDocxtplError:
                _refuse_controls(values)
                filled = read_parts(fill_by_docxtpl(self._docx, values))
                return Package(filled, frozenset({PROPERTIES})).pack({PROPERTIES: _encoded(core, values)})
        made = {PROPERTIES: core, DOCUMENT: f"{self._start}{body[self._skipped:]}{self._end}"}
        made |= {name: xml if xml.startswith("<?xml") else _HEAD + xml for name, xml in parts.items()}
        return self._package.pack({name: _encoded(xml, values) for name, xml in made.items()})


def _document(source: DocxTemplate) -> tuple[str, str, str]:
    """The document's XML before its text, its text with the tag of w:body, and what comes after."""
    root = deepcopy(source.docx._element)
    root.replace(root.body, etree.SubElement(root, _MARK))
    before, after = etree.tostring(root, encoding="unicode").split(f"<{_MARK}/>")
    return _HEAD + before, source.get_xml(), after


def _patched(source: DocxTemplate, name: str, xml: str) -> str:
    """A part as docxtpl patches it. BrokenTemplateError where that would take for ever."""
    refuse_tangled(xml, place_of(name))
    return str(source.patch_xml(xml))


def _others(source: DocxTemplate) -> Iterator[tuple[str, str]]:
    """Name and XML of the other parts that docxtpl fills: headers, footers, footnotes."""
    for uri in (source.HEADER_URI, source.FOOTER_URI):
        for _, part in source.get_headers_footers(uri):
            yield str(part.partname)[1:], source.get_part_xml(part)
    for part in source.docx.part.package.iter_parts():
        if part.content_type == _FOOTNOTES:
            yield str(part.partname)[1:], part.blob.decode("utf-8")


def _encoded(xml: str, values: Mapping[str, Any]) -> bytes:
    """The bytes of a part. BrokenTemplateError where a character in it cannot stand in a Word file."""
    try:
        data = xml.encode()
    except UnicodeEncodeError:
        data = b"\0"
    if len(data.translate(None, _CONTROLS)) != len(data) or (
        _NO_FIRST in data and any(sign in data for sign in _NO_CHARACTERS)
    ):
        _refuse_controls(values)
        raise BrokenTemplateError("memuat karakter yang tidak dapat dicetak")
    return data


def _refuse_controls(values: Mapping[str, Any]) -> None:
    """BrokenTemplateError that names the value which cannot stand in a Word file."""
    for path, text in _texts(values):
        found = _FORBIDDEN.search(text)
        if found is not None:
            raise BrokenTemplateError(f'isi "{path}" memuat karakter U+{ord(found[0]):04X} yang tidak dapat dicetak')


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in `value` with its place, as a template would name it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
