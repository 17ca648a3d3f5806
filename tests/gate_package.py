"""What every Office file is made of, for the rules that look into it: parts, content types, links and properties."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
}
W, R = f"{{{NS['w']}}}", f"{{{NS['r']}}}"
LEFTOVER = re.compile(r"\{\{|\{%|\{#|\$\{")
#: How far (EMU) a connector's end may be from the connection site of its shape: 0.6 pt.
SITE_TOLERANCE = 7620
TURN = 5_400_000

Parts = dict[str, etree._Element]


def at(element: etree._Element) -> str:
    """Where an element stands in its part: a path of names, each with its number among those of its name."""
    steps = []
    for one in (element, *element.iterancestors()):
        number = 1 + sum(1 for _ in one.itersiblings(str(one.tag), preceding=True))
        name = etree.QName(one).localname
        steps.append(f"{one.prefix}:{name}[{number}]" if one.prefix else f"{name}[{number}]")
    return "/" + "/".join(reversed(steps))


def readable(found: Iterator[str]) -> Iterator[str]:
    """What is found; a value of another kind than a rule reads (no number, no such element) is a finding, too."""
    try:
        yield from found
    except (AttributeError, TypeError, ValueError, IndexError) as error:
        yield f"a rule cannot read it: {type(error).__name__}: {error}"


class PackageError(Exception):
    """The file cannot be looked into."""


def open_parts(data: bytes, main: str) -> tuple[Parts, list[str]]:
    """The XML parts of an Office file and the names of all its parts; `main` must be among them. PackageError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            contents = {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise PackageError(str(error)) from error
    for name, times in Counter(names).items():
        if times > 1:
            raise PackageError(f"{name} is there twice")
    parts: Parts = {}
    for name, content in contents.items():
        if b"<!DOCTYPE" in content[:1000]:
            raise PackageError(f"{name} has a DOCTYPE")
        if name.endswith((".xml", ".rels")):
            try:
                parts[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as error:
                raise PackageError(f"{name} is not well-formed: {error}") from error
    for name in sorted({"[Content_Types].xml", main, "docProps/core.xml"} - set(parts)):
        raise PackageError(f"{name} is missing")
    return parts, names


def package_faults(parts: Parts, names: list[str]) -> list[str]:
    """What is wrong with content types, links and properties, whatever kind of file it is."""
    return [*_content_types(parts, names), *_relationships(parts, set(names)), *_properties(parts)]


def _content_types(parts: Parts, names: list[str]) -> Iterator[str]:
    types = parts["[Content_Types].xml"]
    endings = {item.get("Extension", "").lower() for item in types if item.tag.endswith("}Default")}
    overrides = {item.get("PartName", "").lstrip("/") for item in types if item.tag.endswith("}Override")}
    for name in names:
        ending = name.rpartition(".")[2].lower()
        if name != "[Content_Types].xml" and name not in overrides and ending not in endings:
            yield f"{name}: no content type"
    yield from (f"[Content_Types].xml: {name} does not exist" for name in sorted(overrides - set(names)))


def _relationships(parts: Parts, names: set[str]) -> Iterator[str]:
    for name, part in parts.items():
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for link in part:
                target = link.get("Target", "")
                if link.get("TargetMode") == "External":
                    if not link.get("Type", "").endswith("/hyperlink"):
                        yield f"{name}: {link.get('Id')} points outside the file: {target}"
                elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in names:
                    yield f"{name}: {link.get('Id')} points to {target}, which does not exist"
            continue
        folder, base = posixpath.split(name)
        links = parts.get(f"{folder}/_rels/{base}.rels")
        known = {link.get("Id") for link in links} if links is not None else set()
        for element in part.iter(etree.Element):
            for key, value in element.attrib.items():
                if key.startswith(R) and value not in known:
                    yield f"{name}: relationship {value} is not defined: {at(element)}"


def _properties(parts: Parts) -> Iterator[str]:
    core = parts["docProps/core.xml"]
    if not (core.findtext("dc:title", "", NS) or "").strip():
        yield "docProps/core.xml: no title"
    if core.findtext("dc:creator", "", NS) == "python-docx":
        yield "docProps/core.xml: the author is python-docx"
    if (core.findtext("dcterms:created", "", NS) or "").startswith("2013-12-23"):
        yield "docProps/core.xml: the date of python-docx's template"
