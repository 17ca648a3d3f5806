"""Fields of a Word file (ECMA-376 part 1, 17.16): which pieces of runs stand in which field, looked up before reading.

A field's code and its result lie in runs between three marks, often over many paragraphs. Marks that do not belong
together (a damaged file) count for nothing, so that no text hides behind one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from doctool.prose.word_xml import DELETED, MC, Element, W

#: Fields whose result is made anew by the report, and what they are called.
MADE_ANEW = {
    "TOC": "daftar isi", "INDEX": "indeks", "TOA": "daftar rujukan hukum", "PAGEREF": "nomor halaman rujukan",
    "PAGE": "nomor halaman", "NUMPAGES": "jumlah halaman", "SECTIONPAGES": "jumlah halaman", "RD": "dokumen rujukan",
}  # fmt: skip
#: Fields that show another place's text, which will not follow that place any more.
REFERENCES = ("REF", "NOTEREF", "STYLEREF")
_ADDRESS = re.compile(r'^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_PIECES = frozenset(
    f"{W}{name}"
    for name in ("t", "tab", "ptab", "br", "cr", "sym", "drawing", "pict", "object", "noBreakHyphen", "softHyphen",
                 "footnoteReference", "endnoteReference", "fldChar")
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Field:
    """A field: its code; whether it has its end, and whether a result."""

    code: str = ""
    closed: bool = False
    result: bool = False

    @property
    def kind(self) -> str:
        """The first word of the code, in capitals."""
        words = self.code.split()
        return words[0].upper() if words else ""

    @property
    def address(self) -> str:
        """The address of a HYPERLINK field, "" for one within the document."""
        found = _ADDRESS.match(self.code)
        return (found[1] or found[2] or "") if found else ""


class Fields:
    """The fields of one part."""

    def __init__(self, root: Element) -> None:
        self._around: dict[Element, tuple[tuple[Field, bool], ...]] = {}
        stack: list[Field] = []
        simple: list[Field] = []
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, one in walk:
            tag = one.tag
            if event == "end":
                if tag == f"{W}fldSimple":
                    simple.pop()
                continue
            if tag in DELETED or tag == f"{MC}Fallback":
                walk.skip_subtree()
            elif tag == f"{W}fldSimple":
                simple.append(Field(one.get(f"{W}instr") or "", closed=True, result=True))
            elif tag == f"{W}instrText" and stack and not stack[-1].result:
                stack[-1].code += one.text or ""
            if tag in _PIECES and (stack or simple):
                self._around[one] = tuple((field, field.result) for field in (*stack, *simple))
            if tag == f"{W}fldChar":
                _mark(one.get(f"{W}fldCharType") or "", stack)

    def of(self, piece: Element) -> list[tuple[Field, bool]]:
        """The fields around a piece of a run, outermost first, and whether it stands in their result."""
        return [one for one in self._around.get(piece, ()) if one[0].closed]


def _mark(kind: str, stack: list[Field]) -> None:
    if kind == "begin":
        stack.append(Field())
    elif kind == "separate" and stack:
        stack[-1].result = True
    elif kind == "end" and stack:
        stack.pop().closed = True
