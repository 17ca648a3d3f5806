"""Files damaged blindly: bytes, parts of the package, elements and attributes of its XML.

Nobody knows what such damage means; so of each file is known only which cells it touched. Every other answer must be
read as it was entered, or be told to be lost.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from doctool.forms.number_format import form_of
from tests.forms.edit import MAIN
from tests.hostile_workbooks import pack, parts

_SHEET = re.compile(r"xl/worksheets/sheet([12])\.xml")
#: A cell: the sheet's number and its reference.
Ref = tuple[str, str]


@dataclass(frozen=True)
class Mutant:
    """A damaged file; `touched` are the cells whose own XML (or number format) is not as it was: none where only bytes
    were damaged, since the checksums of the parts tell that."""

    kind: str
    data: bytes
    touched: frozenset[Ref] = frozenset()


def mutant(data: bytes, draw: random.Random) -> Mutant:
    """The file damaged in one of the ways."""
    return draw.choice(_WAYS)(data, draw)


def _flipped(data: bytes, draw: random.Random) -> Mutant:
    changed = bytearray(data)
    for _ in range(draw.choice([1, 1, 2, 5, 50])):
        changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return Mutant("bita", bytes(changed))


def _cut(data: bytes, draw: random.Random) -> Mutant:
    return Mutant("terpotong", data[: draw.randrange(len(data))])


def _zeroed(data: bytes, draw: random.Random) -> Mutant:
    at, size = draw.randrange(len(data)), draw.choice([1, 16, 512, 4096])
    return Mutant("dinolkan", data[:at] + bytes(min(size, len(data) - at)) + data[at + size :])


def _grown(data: bytes, draw: random.Random) -> Mutant:
    at = draw.randrange(len(data))
    return Mutant("disisipi", data[:at] + draw.randbytes(draw.choice([1, 7, 300])) + data[at:])


def _shuffled(data: bytes, draw: random.Random) -> Mutant:
    ends = sorted(draw.randrange(len(data)) for _ in range(3))
    a, b, c = ends
    return Mutant("diacak", data[:a] + data[b:c] + data[a:b] + data[c:])


def _dropped(data: bytes, draw: random.Random) -> Mutant:
    found = parts(data)
    del found[draw.choice(list(found))]
    return Mutant("bagian hilang", pack(found), _touched(data, found))


def _swapped(data: bytes, draw: random.Random) -> Mutant:
    found = parts(data)
    left, right = draw.sample(list(found), 2)
    found[left], found[right] = found[right], found[left]
    return Mutant("bagian tertukar", pack(found), _touched(data, found))


def _broken(data: bytes, draw: random.Random) -> Mutant:
    found = parts(data)
    name = draw.choice(list(found))
    content = found[name]
    half = content[: len(content) // 2]
    found[name] = draw.choice([b"", b"\0" * 99, half, content + b"<x>", b"<?xml version='1.0'?><x/>"])
    return Mutant("bagian rusak", pack(found), _touched(data, found))


def _edited(data: bytes, draw: random.Random) -> Mutant:
    """An element or an attribute of a part changed; the file is whole in every other way."""
    found = parts(data)
    weights = {name: 6 if _SHEET.fullmatch(name) else 2 for name in found if name.endswith((".xml", ".rels"))}
    name = draw.choices(list(weights), list(weights.values()))[0]
    root = etree.fromstring(found[name])
    for _ in range(draw.choice([1, 1, 2, 4])):
        _edit(root, draw)
    found[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return Mutant("xml", pack(found), _touched(data, found))


def _edit(root: etree._Element, draw: random.Random) -> None:
    elements = [one for one in root.iter() if isinstance(one.tag, str) and one is not root]
    if not elements:
        return
    one = draw.choice(elements)
    parent = one.getparent()
    assert parent is not None
    way = draw.randrange(7)
    if way == 0:
        parent.remove(one)
    elif way == 1:
        parent.append(etree.fromstring(etree.tostring(one)))
    elif way == 2:
        draw.choice(elements).append(etree.fromstring(etree.tostring(one)))
    elif way == 3 and one.attrib:
        del one.attrib[draw.choice(list(one.attrib))]
    elif way == 4 and one.attrib:
        value = draw.choice(["", "0", "1", "-1", "99999999999", "x", "true", "A1", "n", "s"])
        one.set(draw.choice(list(one.attrib)), value)
    elif way == 5:
        one.tag = draw.choice([f"{{{MAIN}}}v", f"{{{MAIN}}}c", "x", f"{{{MAIN}}}row"])
    elif len(parent) > 1:
        other = draw.choice(list(parent))
        place, target = parent.index(one), parent.index(other)
        parent.remove(one)
        parent.insert(target if target != place else 0, one)


_WAYS: tuple[Callable[[bytes, random.Random], Mutant], ...] = (
    _flipped, _cut, _zeroed, _grown, _shuffled, _dropped, _swapped, _broken, _edited, _edited, _edited, _edited,
)


def blind(data: bytes, draw: random.Random) -> Mutant:
    """Damage to the bytes of a file of any format."""
    return draw.choice(_WAYS[:5])(data, draw)


def _touched(old: bytes, changed: dict[str, bytes]) -> frozenset[Ref]:
    """The cells whose own XML is another, or whose number format is; texts that are shared count as their cells'."""
    before = parts(old)
    found: set[Ref] = set()
    for name in before:
        sheet = _SHEET.fullmatch(name)
        if sheet is not None:
            was, now = _cells(before[name]), _cells(changed.get(name, b""))
            found |= {(sheet[1], ref) for ref in was.keys() | now.keys() if was.get(ref) != now.get(ref)}
    if before.get("xl/styles.xml") != changed.get("xl/styles.xml"):
        was_forms, now_forms = _forms(before["xl/styles.xml"]), _forms(changed.get("xl/styles.xml", b""))
        other = {str(at) for at, form in enumerate(was_forms) if at >= len(now_forms) or now_forms[at] != form}
        for name in before:
            sheet = _SHEET.fullmatch(name)
            if sheet is not None:
                found |= {(sheet[1], ref) for ref, said in _cells(before[name]).items() if set(said[0]) & {
                    ("s", one) for one in other
                }}
    return frozenset(found)


def _cells(data: bytes) -> dict[str, tuple[tuple[tuple[str, str], ...], bytes]]:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return {}
    made: dict[str, tuple[tuple[tuple[str, str], ...], bytes]] = {}
    for cell in root.iter(f"{{{MAIN}}}c"):
        ref = cell.get("r", "")
        said = b"".join(etree.tostring(child) for child in cell)
        attributes = tuple(sorted((str(key), str(value)) for key, value in cell.attrib.items() if key != "r"))
        made[ref] = (attributes, made[ref][1] + said) if ref in made else (attributes, said)
    return made


def _forms(data: bytes) -> list[str]:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return []
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter(f"{{{MAIN}}}numFmt")}
    found = root.find(f"{{{MAIN}}}cellXfs")
    return [form_of(one.get("numFmtId", "0"), own) for one in found] if found is not None else []
