"""What a reader finds in a .docx file: its parts, its texts as shown, its fields."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def tree(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[part])


def text(element: etree._Element) -> str:
    """The text of an element as it is shown; a line break is a newline."""
    pieces = []
    signs = {f"{W}br": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
    for node in element.iter(f"{W}t", *signs):
        pieces.append(signs.get(str(node.tag)) or node.text or "")
    return "".join(pieces)


def paragraphs(data: bytes) -> list[tuple[str, str]]:
    """(style id, text) of every paragraph of the document, also those in cells."""
    found = []
    for one in tree(data).iter(f"{W}p"):
        style = one.find("w:pPr/w:pStyle", NS)
        found.append(("" if style is None else style.get(f"{W}val"), text(one)))
    return found


def fields(element: etree._Element) -> list[tuple[str, str]]:
    """(instruction, shown result) of every field in order of their beginnings; the result of a field that holds
    others is all that they show."""
    made: list[list[str]] = []
    open_fields: list[list[str]] = []
    shown: list[list[str]] = []
    for node in element.iter(f"{W}fldChar", f"{W}instrText", f"{W}t"):
        if node.tag == f"{W}t":
            for one in shown:
                one[1] += node.text or ""
        elif node.tag == f"{W}instrText":
            open_fields[-1][0] += node.text or ""
        elif node.get(f"{W}fldCharType") == "begin":
            made.append(["", ""])
            open_fields.append(made[-1])
        elif node.get(f"{W}fldCharType") == "separate":
            shown.append(open_fields[-1])
        else:
            done = open_fields.pop()
            shown = [one for one in shown if one is not done]
    return [(code.strip(), result) for code, result in made]
