"""A stamp such as "Salinan ke-3" on every page of a PDF: at the top right of what is seen, in the margin.

A page may be turned, cut, moved from the origin or drawn at another scale (ISO 32000-1, 7.7.3.3); the stamp stands
upright at the corner that a reader sees. Where words stand there already it goes to the next corner that is free.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from doctool.cell_lines import text_width

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter
    from pypdf.generic import DictionaryObject, IndirectObject

#: Points: distance of the frame from the sides and from the top, size of its letters, room around them.
_SIDE, _EDGE, _SIZE, _SMALLEST, _PAD = 28.0, 14.0, 9.0, 5.0, 3.5
#: What words are taken to be wide and high, in parts of their size; how many pages are remembered.
_WIDE, _RISE, _SINK, _REMEMBERED = 0.55, 0.8, 0.25, 2_000

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a page draws: the places of its words in its own coordinates, graphics states it leaves open (or closes
    without having opened them)."""

    words: tuple[Box, ...]
    left_open: int
    closed_too_many: int


class Stamper:
    """Stamps pages of one writer with one text."""

    def __init__(self, writer: PdfWriter, text: str) -> None:
        self._writer = writer
        self._text = printable(text)
        self._font: IndirectObject | None = None
        self._before: dict[int, IndirectObject] = {}
        self._after: dict[bytes, IndirectObject] = {}

    def stamp(self, page: PageObject) -> None:
        """Put the stamp on a page of the writer. What the page draws stays as it is, between two short streams."""
        from pypdf.generic import ArrayObject, NameObject, StreamObject

        look = _look(page)
        drawn, font = self._drawn(page, look.words), _add_font(page, self._font_object())
        content = b"Q\n" * (1 + look.left_open) + drawn.replace(b"/Cap ", font.encode("ascii") + b" ")
        found = page.raw_get("/Contents") if "/Contents" in page else None
        inner = None if found is None else found.get_object()
        own = list(inner) if isinstance(inner, ArrayObject) else [found] if isinstance(inner, StreamObject) else []
        page[NameObject("/Contents")] = ArrayObject([
            self._opening(1 + look.closed_too_many), *own, self._closing(content),
        ])  # fmt: skip

    def _drawn(self, page: PageObject, words: Sequence[Box]) -> bytes:
        """The frame and its text, in a place where no words stand, else at the top right."""
        matrix, width, height, unit = seen(page)
        size, text = _fitting(self._text, width / unit - 2 * _SIDE)
        box = (text_width(text, "Arial", size, bold=True) + 2 * _PAD, size + 2 * _PAD)
        shown = [_to_seen(one, matrix) for one in words]
        places = _corners((width, height), (box[0] * unit, box[1] * unit), unit)
        x, y = next((one for one in places if not _covers(one, box, unit, shown)), places[0])
        numbers = (*matrix, unit, x, y, box[0], box[1], size, _PAD, _PAD + 0.22 * size)
        a, b, c, d, e, f, scale, left, low, wide, high, points, right, up = map(_number, numbers)
        said = text.encode("cp1252").hex().encode("ascii")
        lines = (
            b"q %s %s %s %s %s %s cm" % (a, b, c, d, e, f), b"%s 0 0 %s %s %s cm" % (scale, scale, left, low),
            b"0 g 0 G 0.7 w [] 0 d 0 0 %s %s re S" % (wide, high),
            b"BT 0 Tr 0 Tc 0 Tw 100 Tz 0 Ts /Cap %s Tf %s %s Td <%s> Tj ET Q" % (points, right, up, said),
        )  # fmt: skip
        return b"\n".join(lines) + b"\n"

    def _font_object(self) -> IndirectObject:
        from pypdf.generic import DictionaryObject, NameObject

        if self._font is None:
            entries = {
                "/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica-Bold", "/Encoding": "/WinAnsiEncoding",
            }  # fmt: skip
            font = DictionaryObject({NameObject(key): NameObject(value) for key, value in entries.items()})
            self._font = self._writer._add_object(font)
        return self._font

    def _opening(self, states: int) -> IndirectObject:
        if states not in self._before:
            self._before[states] = self._stream(b"q\n" * states)
        return self._before[states]

    def _closing(self, content: bytes) -> IndirectObject:
        if content not in self._after:
            self._after[content] = self._stream(b"\n" + content)
        return self._after[content]

    def _stream(self, content: bytes) -> IndirectObject:
        from pypdf.generic import StreamObject

        stream = StreamObject()
        stream.set_data(content)
        return self._writer._add_object(stream)


def printable(text: str) -> str:
    """`text` in the signs of the standard typefaces (Windows code page 1252); accents that it lacks are left out."""
    out = []
    for sign in " ".join(unicodedata.normalize("NFC", text).split()):
        try:
            sign.encode("cp1252")
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
            out.append(bare or "?")
        else:
            out.append(sign)
    return "".join(out)


def seen(page: PageObject) -> tuple[tuple[float, float, float, float, float, float], float, float, float]:
    """How a page is shown: the matrix from what is seen (origin at the lower left) to the page's own coordinates, width
    and height of what is seen in those, and how many of them a point is."""
    media, crop = page.mediabox, page.cropbox
    x0, y0 = max(float(media.left), float(crop.left)), max(float(media.bottom), float(crop.bottom))
    x1, y1 = min(float(media.right), float(crop.right)), min(float(media.top), float(crop.top))
    if x1 <= x0 or y1 <= y0:  # a crop box beside the page counts for nothing
        x0, y0, x1, y1 = (float(side) for side in (media.left, media.bottom, media.right, media.top))
    wide, high = x1 - x0, y1 - y0
    unit = 1 / float(cast("Any", page.get("/UserUnit", 1)) or 1)
    match page.rotation % 360:
        case 90:
            return (0, 1, -1, 0, x1, y0), high, wide, unit
        case 180:
            return (-1, 0, 0, -1, x1, y1), wide, high, unit
        case 270:
            return (0, -1, 1, 0, x0, y1), high, wide, unit
        case _:
            return (1, 0, 0, 1, x0, y0), wide, high, unit


def _fitting(text: str, room: float) -> tuple[float, str]:
    """The size at which `text` fits, and the text, cut where even the smallest is too wide."""
    size = _SIZE
    while size > _SMALLEST and text_width(text, "Arial", size, bold=True) > room:
        size -= 0.5
    while len(text) > 1 and text_width(text, "Arial", size, bold=True) > room:
        text = text[:-2].rstrip() + "…"
    return size, text


def _corners(page: tuple[float, float], box: tuple[float, float], unit: float) -> tuple[tuple[float, float], ...]:
    """Where the frame may stand (its lower left corner), the best place first: top right, top left, bottom right and
    left, then closer to the edge."""
    (width, height), (wide, high) = page, box
    found = []
    for side, edge in ((_SIDE * unit, _EDGE * unit), (_SIDE * unit, _EDGE * unit / 2)):
        right, left, top, bottom = max(width - side - wide, 0), side, max(height - edge - high, 0), edge
        found += [(right, top), (left, top), (right, bottom), (left, bottom)]
    return tuple(found)


def _covers(place: tuple[float, float], box: tuple[float, float], unit: float, words: Sequence[Box]) -> bool:
    left, low = place
    right, high = left + box[0] * unit, low + box[1] * unit
    return any(one[0] < right and one[2] > left and one[1] < high and one[3] > low for one in words)


def _to_seen(box: Box, matrix: tuple[float, float, float, float, float, float]) -> Box:
    """A box in the page's coordinates as it is seen; the matrix turns by quarters only."""
    a, b, c, d, e, f = matrix
    corners = []
    for x, y in ((box[0], box[1]), (box[2], box[3])):
        dx, dy = x - e, y - f
        corners.append((a * dx + b * dy, c * dx + d * dy))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


_looks: OrderedDict[bytes, _Look] = OrderedDict()


def _look(page: PageObject) -> _Look:
    """What a page draws; the same page in many packets is looked at once."""
    contents = page.get_contents()
    data = b"" if contents is None else contents.get_data()
    key = hashlib.sha256(data).digest()
    if key in _looks:
        _looks.move_to_end(key)
        return _looks[key]
    found = _Look(_words(page), *_open_states(page))
    _looks[key] = found
    if len(_looks) > _REMEMBERED:
        _looks.popitem(last=False)
    return found


def _words(page: PageObject) -> tuple[Box, ...]:
    """The places of the words, roughly; none where they cannot be read (a scanned page)."""
    from pypdf.errors import PyPdfError

    found: list[Box] = []

    def note(text: str, cm: list[float], tm: list[float], _font: object, size: float) -> None:
        if text.strip():
            found.append(_word_box(len(text.strip()), cm, tm, size))

    try:
        page.extract_text(visitor_text=note)
    # Words only help to find a free place; a typeface that pypdf cannot read has none.
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OverflowError):
        return tuple(found)
    return tuple(found)


def _word_box(letters: int, cm: Sequence[float], tm: Sequence[float], size: float) -> Box:
    a, b, c, d, e, f = (float(one) for one in tm)
    corners = []
    for x, y in ((0.0, -_SINK * size), (_WIDE * size * letters, _RISE * size)):
        at_x, at_y = a * x + c * y + e, b * x + d * y + f
        corners.append((
            float(cm[0]) * at_x + float(cm[2]) * at_y + float(cm[4]),
            float(cm[1]) * at_x + float(cm[3]) * at_y + float(cm[5]),
        ))  # fmt: skip
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _open_states(page: PageObject) -> tuple[int, int]:
    """Graphics states that a page's content leaves open, and those it closes without having opened them."""
    contents = page.get_contents()
    depth = lowest = 0
    for _operands, operator in contents.operations if contents is not None else ():
        depth += {b"q": 1, b"Q": -1}.get(operator, 0)
        lowest = min(lowest, depth)
    return depth - lowest, -lowest


def _add_font(page: PageObject, font: IndirectObject) -> str:
    """Give a page the stamp's typeface under a name it does not use; what other pages share with it stays as it is."""
    from pypdf.generic import DictionaryObject, NameObject

    shared = page.get("/Resources")
    resources = DictionaryObject(cast("DictionaryObject", shared.get_object()) if shared is not None else {})
    known = resources.get("/Font")
    fonts = DictionaryObject(cast("DictionaryObject", known.get_object()) if known is not None else {})
    name = "/Cap"
    while name in fonts and fonts.raw_get(name) != font:
        name += "x"
    fonts[NameObject(name)] = font
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources
    return name


def _number(value: float) -> bytes:
    return f"{value:.4f}".rstrip("0").rstrip(".").encode("ascii")
