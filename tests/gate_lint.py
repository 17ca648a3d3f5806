"""Rules for .docx files that no schema and no validator knows, or that they know but may be absent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.gate_package import (
    LEFTOVER,
    NS,
    SITE_TOLERANCE,
    TURN,
    PackageError,
    Parts,
    W,
    at,
    open_parts,
    package_faults,
    readable,
)  # fmt: skip


def lint_docx(data: bytes) -> list[str]:
    """Breaches of the rules in the file `data`, one line each. A broken zip is said alone ("zip: ...")."""
    try:
        parts, names = open_parts(data, "word/document.xml")
    except PackageError as error:
        return [f"zip: {error}"]
    found = [*package_faults(parts, names), *_compatibility(parts)]
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {line}" for line in readable(_word_part(part, parts))]
    return found


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
    yield from _sections(part)
    ids = Counter(part.xpath("//wp:docPr/@id | //wps:cNvPr/@id | //wpg:cNvPr/@id", namespaces=NS))
    yield from (f"drawing id {number} is used {times} times" for number, times in ids.items() if times > 1)
    for prefix in {
        word for choice in part.iter(f"{{{NS['mc']}}}Choice") for word in choice.get("Requires", "").split()
    }:
        if prefix not in part.nsmap:
            yield f"mc:Choice requires {prefix}, which the root does not declare"
    yield from (f"{prefix} is ignorable and not declared: {at(part)}" for prefix in _undeclared(part))
    for group in part.iter(f"{{{NS['wpg']}}}wgp"):
        yield from _group(group)


def _sections(part: etree._Element) -> Iterator[str]:
    """A document ends with its section, and each section has a size of paper."""
    body = part.find("w:body", NS)
    if body is not None and (len(body) == 0 or body[-1].tag != f"{W}sectPr"):
        yield f"the document does not end with a sectPr: {at(body)}"
    for section in part.iter(f"{W}sectPr"):
        if section.find("w:pgSz", NS) is None and section.getparent().tag != f"{W}sectPrChange":
            yield f"a section has no pgSz: {at(section)}"


def _undeclared(part: etree._Element) -> list[str]:
    ignorable = part.get(f"{{{NS['mc']}}}Ignorable", "").split()
    return [prefix for prefix in ignorable if prefix not in part.nsmap]


def _tables(part: etree._Element) -> Iterator[str]:
    for cell in part.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield f"a cell does not end with a paragraph: {at(cell)}"
    for table in part.iter(f"{W}tbl"):
        after = table.getnext()
        if after is None or after.tag != f"{W}p":
            yield f"a table is not followed by a paragraph: {at(table)}"
        columns = len(table.findall("w:tblGrid/w:gridCol", NS))
        for number, row in enumerate(table.findall("w:tr", NS), 1):
            spans = [int(span) for span in row.xpath("w:tc/w:tcPr/w:gridSpan/@w:val", namespaces=NS)]
            width = len(row.findall("w:tc", NS)) - len(spans) + sum(spans)
            if width != columns:
                yield f"row {number} of a table covers {width} of {columns} columns: {at(row)}"


def _references(part: etree._Element, parts: Parts) -> Iterator[str]:
    styles, numbering = parts.get("word/styles.xml"), parts.get("word/numbering.xml")
    known_styles = set() if styles is None else set(styles.xpath("//w:style/@w:styleId", namespaces=NS))
    known_numbers = set() if numbering is None else set(numbering.xpath("//w:num/@w:numId", namespaces=NS))
    for one in part.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
        if one.get(f"{W}val") not in known_styles:
            yield f"style {one.get(f'{W}val')} is not defined: {at(one)}"
    kinds = {one.get(f"{W}abstractNumId") for one in part.iterfind("w:abstractNum", NS)}
    for one in part.iterfind("w:num/w:abstractNumId", NS):
        if one.get(f"{W}val") not in kinds:
            yield f"abstractNum {one.get(f'{W}val')} is not defined: {at(one)}"
    for one in part.iterfind(".//w:numPr/w:numId", NS):
        if one.get(f"{W}val") not in {"0", *known_numbers}:
            yield f"list {one.get(f'{W}val')} is not defined: {at(one)}"


def _marks(part: etree._Element) -> Iterator[str]:
    for paragraph in part.iter(f"{W}p"):
        words = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
        if LEFTOVER.search(words):
            yield f"a placeholder was left over: {words[:60]}: {at(paragraph)}"
    starts = Counter(part.xpath("//w:bookmarkStart/@w:id", namespaces=NS))
    ends = Counter(part.xpath("//w:bookmarkEnd/@w:id", namespaces=NS))
    for number in sorted(starts.keys() | ends.keys()):
        if (starts[number], ends[number]) != (1, 1):
            yield f"bookmarks do not begin and end once each: id {number}"
    names = Counter(part.xpath("//w:bookmarkStart/@w:name", namespaces=NS))
    yield from (f"bookmark {name} is there {times} times" for name, times in names.items() if times > 1)
    yield from _fields(part)


def _fields(part: etree._Element) -> Iterator[str]:
    """Complex fields that do not begin, separate and end in this order."""
    opened: list[tuple[etree._Element, bool]] = []
    for mark in part.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            opened.append((mark, False))
        elif not opened or (kind == "separate" and opened[-1][1]):
            yield f"a field does not begin and end: {at(mark)}"
        elif kind == "separate":
            opened[-1] = (mark, True)
        else:
            opened.pop()
    yield from (f"a field does not begin and end: {at(mark)}" for mark, _ in opened)


def _group(group: etree._Element) -> Iterator[str]:
    """The group's extent is its anchor's extent and the exact union of its children; arrows end at their shapes."""
    frame = _numbers(group.find("wpg:grpSpPr/a:xfrm", NS), "a:off", "a:ext")
    inner = _numbers(group.find("wpg:grpSpPr/a:xfrm", NS), "a:chOff", "a:chExt")
    anchor = next(group.iterancestors(f"{{{NS['wp']}}}anchor", f"{{{NS['wp']}}}inline"), None)
    extent = None if anchor is None else anchor.find("wp:extent", NS)
    if extent is None or (int(extent.get("cx")), int(extent.get("cy"))) != frame[2:]:
        yield f"the group and its anchor differ in size: {at(group)}"
    if frame[2:] != inner[2:]:
        yield f"the group scales its children: {at(group)}"
    seen = [_seen(shape) for shape in group.findall("wps:wsp", NS)]
    if not seen:
        yield f"the group has no children: {at(group)}"
        return
    left, top = min(box[0] for box in seen), min(box[1] for box in seen)
    union = (left, top, max(box[0] + box[2] for box in seen) - left, max(box[1] + box[3] for box in seen) - top)
    if any(abs(a - b) > 1 for a, b in zip(union, inner, strict=True)):
        yield f"the group's extent {inner} is not the union of its children {union}: {at(group)}"
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
