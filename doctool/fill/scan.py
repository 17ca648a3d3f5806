"""The text of a Word file as its template language sees it, with the place of each piece as Word shows it.

Tags are read from the running text of a paragraph; Word cuts it into runs as it likes. What stands between two
pieces of text (a line break, the edge of a link, ...) is kept as a `Gap`: a tag that reaches over one may be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: Longest text of a head cell that names its column.
_HEAD_LETTERS = 60

#: Elements that hold others of the same level and are passed through in silence.
_CLEAR = {f"{W}{name}" for name in ("sdtContent", "customXml")}
#: Elements around runs: a tag cannot reach over their edges.
_AROUND = {
    f"{W}hyperlink": "pautan (hyperlink)", f"{W}ins": "perubahan terlacak", f"{W}moveTo": "perubahan terlacak",
    f"{W}sdt": "kontrol isi", f"{W}fldSimple": "field Word", f"{W}smartTag": "tag pintar", f"{W}dir": "arah teks",
    f"{W}bdo": "arah teks", f"{W}customXml": "XML khusus",
}  # fmt: skip
_DELETED = {f"{W}del", f"{W}moveFrom"}
_INSERTED = {f"{W}ins", f"{W}moveTo"}
#: Pieces of a run that are no text: what they are called, and what stands for them in a quotation.
_SIGNS = {
    f"{W}tab": ("tab", " "), f"{W}ptab": ("tab", " "), f"{W}br": ("pindah baris", " "), f"{W}cr": ("pindah baris", " "),
    f"{W}noBreakHyphen": ("tanda hubung tetap", "-"), f"{W}softHyphen": ("tanda hubung lunak", ""),
    f"{W}sym": ("lambang", ""), f"{W}footnoteReference": ("rujukan catatan kaki", ""),
    f"{W}endnoteReference": ("rujukan catatan akhir", ""), f"{W}commentReference": ("komentar", ""),
}  # fmt: skip
_POINTS = {f"{W}bookmarkStart": "penanda buku (bookmark)", f"{W}commentRangeStart": "komentar"}
_DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object"}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something between two letters of a paragraph: after how many letters, what, whether text on both its sides
    still makes one tag (`healed`)."""

    offset: int
    what: str
    healed: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph: its text, where it stands, and the cell, row and table around it (None: in none)."""

    place: str
    part: str
    box: Any = None
    cell: Any = None
    row: Any = None
    table: Any = None
    cell_number: int = 0
    text: str = ""
    deleted: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    runs: list[int] = field(default_factory=list)
    inserted: list[tuple[int, int]] = field(default_factory=list)
    pictures: bool = False
    filled: bool = True
    row_texts: list[str] = field(default_factory=list)

    def cut_by(self, start: int, end: int) -> list[Gap]:
        """The gaps strictly between two places of the text."""
        return [gap for gap in self.gaps if start < gap.offset < end]

    def in_one_run(self, start: int, end: int) -> bool:
        """Whether no run ends between two places of the text."""
        return not any(start < offset < end for offset in self.runs)

    def is_inserted(self, start: int, end: int) -> bool:
        """Whether a part of this stretch is a tracked insertion."""
        return any(begin < end and start < stop for begin, stop in self.inserted)


def paragraphs(root: etree._Element, label: str, *, filled: bool = True) -> list[Paragraph]:
    """Every paragraph of a part, in order; `label` is what a user calls the part."""
    scanner = _Scanner(label, filled)
    if root.tag == f"{W}document":
        body = root.find(f"{W}body")
        scanner.container(body if body is not None else root, _Place(label, box=root))
    elif root.tag in (f"{W}footnotes", f"{W}endnotes", f"{W}comments"):
        number = 0
        for note in root:
            if note.get(f"{W}type") not in ("separator", "continuationSeparator", "continuationNotice"):
                number += 1
                scanner.container(note, _Place(f"{label} {number}", box=note))
    else:
        found = list(root.iter(f"{W}p"))
        scanner.container(root, _Place(label, box=root))
        if not found:
            scanner.loose(root, label)
    return scanner.found


@dataclass(slots=True)
class _Place:
    """Where the walk is: the words for it, what is around it, and how many paragraphs and tables came before."""

    words: str
    box: Any = None
    cell: Any = None
    row: Any = None
    table: Any = None
    cell_number: int = 0
    row_texts: list[str] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    boxes: int = 0
    single: bool = False


class _Scanner:
    def __init__(self, part: str, filled: bool) -> None:
        self.part = part
        self.filled = filled
        self.found: list[Paragraph] = []

    def container(self, element: Any, place: _Place) -> None:
        """Paragraphs and tables one under another."""
        for child in element:
            if child.tag == f"{W}p":
                place.paragraphs += 1
                words = place.words if place.single else f"{place.words}, alinea {place.paragraphs}"
                self._paragraph(child, words, place)
            elif child.tag == f"{W}tbl":
                place.tables += 1
                inner = " di dalamnya" if place.table is not None else ""
                self._table(child, f"{place.words}, tabel {place.tables}{inner}", place)
            elif child.tag == f"{_MC}AlternateContent":
                for choice in child[:1]:
                    self.container(choice, place)
            elif isinstance(child.tag, str) and child.tag not in (f"{W}tcPr", f"{W}sectPr", f"{W}sdtPr"):
                self.container(child, place)

    def loose(self, root: Any, label: str) -> None:
        """The texts of a part that knows no Word paragraphs (a chart)."""
        for element in root.iter(etree.Element):
            if element.text and element.text.strip():
                self.found.append(Paragraph(label, self.part, text=element.text, filled=self.filled))

    def _table(self, table: Any, words: str, outer: _Place) -> None:
        rows = list(_within(table, f"{W}tr"))
        heads = _head(rows)
        for number, row in enumerate(rows, 1):
            cells = list(_cells(row))
            texts = [_plain(cell) for cell, _ in cells]
            for index, (cell, column) in enumerate(cells):
                name = heads.get(column, "") if number > 1 else ""
                where = f'kolom "{name}"' if name else f"kolom {index + 1}"
                single = sum(1 for _ in _within(cell, f"{W}p")) == 1 and not any(_within(cell, f"{W}tbl"))
                self.container(cell, _Place(
                    f"{words}, baris {number}, {where}", outer.box, cell, row, table, index, texts, single=single
                ))  # fmt: skip

    def _paragraph(self, element: Any, words: str, place: _Place) -> None:
        made = Paragraph(
            words, self.part, place.box, place.cell, place.row, place.table, place.cell_number, filled=self.filled,
            row_texts=place.row_texts,
        )  # fmt: skip
        self.found.append(made)
        self._inline(element, made, place, inserted=False)

    def _inline(self, element: Any, made: Paragraph, place: _Place, *, inserted: bool) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, made, place, inserted)
            elif tag in _DELETED:
                made.gaps.append(Gap(len(made.text), "perubahan terlacak"))
                text = "".join(one.text or "" for one in child.iter(f"{W}delText", f"{W}t"))
                if text:
                    made.deleted.append(text)
            elif tag in _AROUND:
                inside = child.find(f"{W}sdtContent") if tag == f"{W}sdt" else child
                made.gaps.append(Gap(len(made.text), _AROUND[tag]))
                if inside is not None:
                    self._inline(inside, made, place, inserted=inserted or tag in _INSERTED)
                made.gaps.append(Gap(len(made.text), _AROUND[tag]))
            elif tag in _POINTS:
                made.gaps.append(Gap(len(made.text), _POINTS[tag], healed=True))
            elif tag in _CLEAR:
                self._inline(child, made, place, inserted=inserted)

    def _run(self, run: Any, made: Paragraph, place: _Place, inserted: bool) -> None:
        start = len(made.text)
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                made.text += child.text or ""
                made.runs.append(len(made.text))
            elif tag in _SIGNS:
                made.gaps.append(Gap(len(made.text), _SIGNS[tag][0], healed=True))
            elif tag == f"{W}fldChar":
                made.gaps.append(Gap(len(made.text), "field Word"))
            elif tag == f"{W}instrText":
                self._aside(child.text or "", made, "kode field Word")
            elif tag == f"{W}delText":
                made.deleted.append(child.text or "")
            elif tag in _DRAWN or tag == f"{_MC}AlternateContent":
                made.gaps.append(Gap(len(made.text), "gambar"))
                made.pictures = True
                self._drawn(child, made, place)
        if inserted and len(made.text) > start:
            made.inserted.append((start, len(made.text)))

    def _drawn(self, element: Any, made: Paragraph, place: _Place) -> None:
        """Text boxes in a drawing, and its texts for the blind."""
        for one in _visible(element):
            for value in one.attrib.values():
                if "{{" in value or "{%" in value:
                    self._aside(str(value), made, "teks pengganti gambar")
            if one.tag == f"{W}txbxContent":
                place.boxes += 1
                words = f"{made.place}, kotak teks {place.boxes}"
                self.container(one, _Place(words, box=one, cell=None))

    def _aside(self, text: str, made: Paragraph, what: str) -> None:
        if "{" in text:
            self.found.append(Paragraph(
                f"{made.place}, {what}", self.part, made.box, made.cell, made.row, made.table, made.cell_number, text,
                filled=self.filled,
            ))  # fmt: skip


def _visible(element: Any) -> Iterator[Any]:
    """`element` and what is in it, but not a second drawing for old programs, and not what is in text boxes."""
    yield element
    if element.tag != f"{W}txbxContent":
        for child in element:
            if isinstance(child.tag, str) and child.tag != f"{_MC}Fallback":
                yield from _visible(child)


def _within(element: Any, tag: str) -> Iterator[Any]:
    """The children `tag` of `element`, also in content controls and tracked blocks, but not in other tables."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}p"):
            yield from _within(child, tag)


def _cells(row: Any) -> Iterator[tuple[Any, int]]:
    """The cells of a row with the column of the grid (from 0) that each begins in."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    column = _number(before) if before is not None else 0
    for cell in _within(row, f"{W}tc"):
        yield cell, column
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        column += max(_number(span), 1) if span is not None else 1


def _number(element: Any) -> int:
    value = element.get(f"{W}val") or ""
    return int(value) if value.isdigit() else 0


def _head(rows: list[Any]) -> dict[int, str]:
    """The texts of a table's head row by column: the first row, where each of its cells has a short text."""
    if len(rows) < 2:
        return {}
    cells = [(column, _plain(cell)) for cell, column in _cells(rows[0])]
    marked = rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    texts = [text for _, text in cells]
    usual = len(texts) > 1 and all(texts) and any(any(letter.isalpha() for letter in text) for text in texts)
    if not (marked or usual) or any("{{" in text or "{%" in text for text in texts):
        return {}
    if not marked and any(not any(letter.isalpha() for letter in text) for text in texts):
        return {}
    counted = [text for text in texts if text]
    return {column: text for column, text in cells if text and len(text) <= _HEAD_LETTERS and counted.count(text) == 1}


def _plain(cell: Any) -> str:
    """The text of a cell on one line."""
    pieces = (one.text or "" if one.tag == f"{W}t" else " " for one in cell.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p"))
    return " ".join("".join(pieces).split())
