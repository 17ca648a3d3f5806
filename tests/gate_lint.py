"""Rules for .docx files that no schema and no validator knows, or that they know but may be absent."""

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


def lint_docx(data: bytes) -> list[str]:
    """Breaches of the rules in the file `data`, one line each. A broken zip is said alone ("zip: ...")."""
    try:
        parts, names = open_parts(data, "word/document.xml")
    except PackageError as error:
        return [f"zip: {error}"]
    found = [*package_faults(parts, names), *_compatibility(parts)]
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {line}" for line in _word_part(part, parts)]
    return found


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
                    yield f"{name}: relationship {value} is not defined"


def _properties(parts: Parts) -> Iterator[str]:
    core = parts["docProps/core.xml"]
    if not (core.findtext("dc:title", "", NS) or "").strip():
        yield "docProps/core.xml: no title"
    if core.findtext("dc:creator", "", NS) == "python-docx":
        yield "docProps/core.xml: the author is python-docx"
    if (core.findtext("dcterms:created", "", NS) or "").startswith("2013-12-23"):
        yield "docProps/core.xml: the date of python-docx's template"


def _compatibility(parts: Parts) -> Iterator[str]:
    settings = parts.get("word/settings.xml")
    modes = [] if settings is None else settings.xpath(
        "//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=NS
    )  # fmt: skip
    if modes != ["15"]:
        yield f"word/settings.xml: compatibilityMode is {modes}, not 15"


def _word_part(part: etree._Element, parts: Parts) -> Iterator[str]:
    yield from _tables(part)
    yield from _references(part, parts)
    yield from _marks(part)
    ids = Counter(part.xpath("//wp:docPr/@id | //wps:cNvPr/@id | //wpg:cNvPr/@id", namespaces=NS))
    yield from (f"drawing id {number} is used {times} times" for number, times in ids.items() if times > 1)
    for prefix in {
        word for choice in part.iter(f"{{{NS['mc']}}}Choice") for word in choice.get("Requires", "").split()
    }:
        if prefix not in part.nsmap:
            yield f"mc:Choice requires {prefix}, which the root does not declare"
    for group in part.iter(f"{{{NS['wpg']}}}wgp"):
        yield from _group(group)


def _tables(part: etree._Element) -> Iterator[str]:
    for cell in part.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for table in part.iter(f"{W}tbl"):
        after = table.getnext()
        if after is None or after.tag != f"{W}p":
            yield "a table is not followed by a paragraph"
        columns = len(table.findall("w:tblGrid/w:gridCol", NS))
        for number, row in enumerate(table.findall("w:tr", NS), 1):
            spans = [int(span) for span in row.xpath("w:tc/w:tcPr/w:gridSpan/@w:val", namespaces=NS)]
            width = len(row.findall("w:tc", NS)) - len(spans) + sum(spans)
            if width != columns:
                yield f"row {number} of a table covers {width} of {columns} columns"


def _references(part: etree._Element, parts: Parts) -> Iterator[str]:
    styles, numbering = parts.get("word/styles.xml"), parts.get("word/numbering.xml")
    known_styles = set() if styles is None else set(styles.xpath("//w:style/@w:styleId", namespaces=NS))
    known_numbers = set() if numbering is None else set(numbering.xpath("//w:num/@w:numId", namespaces=NS))
    for style in part.xpath("//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val", namespaces=NS):
        if style not in known_styles:
            yield f"style {style} is not defined"
    for number in part.xpath("//w:numPr/w:numId/@w:val", namespaces=NS):
        if number != "0" and number not in known_numbers:
            yield f"list {number} is not defined"


def _marks(part: etree._Element) -> Iterator[str]:
    for paragraph in part.iter(f"{W}p"):
        words = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if LEFTOVER.search(words):
            yield f"a placeholder was left over: {words[:60]}"
    starts = Counter(part.xpath("//w:bookmarkStart/@w:id", namespaces=NS))
    ends = Counter(part.xpath("//w:bookmarkEnd/@w:id", namespaces=NS))
    if starts != ends or any(times > 1 for times in starts.values()):
        yield "bookmarks do not begin and end once each"
    fields = Counter(part.xpath("//w:fldChar/@w:fldCharType", namespaces=NS))
    if fields["begin"] != fields["end"]:
        yield "a field does not begin and end"


def _group(group: etree._Element) -> Iterator[str]:
    """The group's extent is its anchor's extent and the exact union of its children; arrows end at their shapes."""
    frame = _numbers(group.find("wpg:grpSpPr/a:xfrm", NS), "a:off", "a:ext")
    inner = _numbers(group.find("wpg:grpSpPr/a:xfrm", NS), "a:chOff", "a:chExt")
    anchor = next(group.iterancestors(f"{{{NS['wp']}}}anchor", f"{{{NS['wp']}}}inline"), None)
    extent = None if anchor is None else anchor.find("wp:extent", NS)
    if extent is None or (int(extent.get("cx")), int(extent.get("cy"))) != frame[2:]:
        yield "the group and its anchor differ in size"
    if frame[2:] != inner[2:]:
        yield "the group scales its children"
    seen = [_seen(shape) for shape in group.findall("wps:wsp", NS)]
    left, top = min(box[0] for box in seen), min(box[1] for box in seen)
    union = (left, top, max(box[0] + box[2] for box in seen) - left, max(box[1] + box[3] for box in seen) - top)
    if any(abs(a - b) > 1 for a, b in zip(union, inner, strict=True)):
        yield f"the group's extent {inner} is not the union of its children {union}"
    yield from _connections(group)


def _connections(group: etree._Element) -> Iterator[str]:
    shapes = {
        shape.find("wps:cNvPr", NS).get("id"): shape
        for shape in group.findall("wps:wsp", NS)
        if shape.find("wps:cNvSpPr", NS) is not None and shape.find("wps:cNvPr", NS) is not None
    }
    for arrow in group.findall("wps:wsp[wps:cNvCnPr]", NS):
        name = arrow.find("wps:cNvPr", NS).get("name")
        for end, place in zip(("stCxn", "endCxn"), _ends(arrow), strict=True):
            link = arrow.find(f"wps:cNvCnPr/a:{end}", NS)
            shape = None if link is None else shapes.get(link.get("id"))
            if shape is None:
                yield f"{end} of arrow {name} names no shape of the group"
                continue
            x, y, width, height = _seen(shape)
            sites = [(x + width / 2, y), (x, y + height / 2), (x + width / 2, y + height), (x + width, y + height / 2)]
            site = sites[int(link.get("idx"))]
            if max(abs(site[0] - place[0]), abs(site[1] - place[1])) > SITE_TOLERANCE:
                yield f"{end} of arrow {name} is not at its shape's connection site"


def _numbers(frame: etree._Element, place: str, size: str) -> tuple[int, int, int, int]:
    off, ext = frame.find(place, NS), frame.find(size, NS)
    return int(off.get("x")), int(off.get("y")), int(ext.get("cx")), int(ext.get("cy"))


def _seen(shape: etree._Element) -> tuple[float, float, float, float]:
    """The frame of a shape as it stands on the page, after its turn: left, top, width, height."""
    frame = shape.find("wps:spPr/a:xfrm", NS)
    x, y, width, height = _numbers(frame, "a:off", "a:ext")
    if int(frame.get("rot", "0")) % (2 * TURN) != TURN:
        return x, y, width, height
    return x + (width - height) / 2, y + (height - width) / 2, height, width


def _ends(arrow: etree._Element) -> tuple[tuple[float, float], tuple[float, float]]:
    """Where a preset connector begins and ends: its corners top left and bottom right, flipped, then turned."""
    frame = arrow.find("wps:spPr/a:xfrm", NS)
    x, y, width, height = _numbers(frame, "a:off", "a:ext")
    half_x = -width / 2 if frame.get("flipH") in ("1", "true") else width / 2
    half_y = -height / 2 if frame.get("flipV") in ("1", "true") else height / 2
    if int(frame.get("rot", "0")) == TURN:
        half_x, half_y = -half_y, half_x
    middle_x, middle_y = x + width / 2, y + height / 2
    return (middle_x - half_x, middle_y - half_y), (middle_x + half_x, middle_y + half_y)
