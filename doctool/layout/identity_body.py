"""The lower part of the identity sheet: six sections in two columns, each a heading above a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from doctool.drawing import Padding, Paragraph, TextStyle
from doctool.layout.bands import Band, Flow, Paragraphs
from doctool.layout.kop import body_style
from doctool.layout.measure import line_pitch, text_width
from doctool.layout.text import paragraph
from doctool.loaded import LoadedSop
from doctool.model.dasar import DaftarButir, split_marker
from doctool.units import pt

#: Space between rules and text.
SIDE = pt(5)
PADDING = Padding(pt(2.5), SIDE, pt(2.5), SIDE)
#: What a cell's width loses to padding and to its rules, which LibreOffice takes from the text's room.
BESIDE = 2 * SIDE + pt(1.5)
#: Distance between two items.
ITEM_GAP = pt(1.5)

#: Left and right of each pair of sections, by their keys in the SOP and in the labels.
PAIRS = (
    ("dasar_hukum", "kualifikasi_pelaksana"),
    ("keterkaitan", "peralatan_perlengkapan"),
    ("peringatan", "pencatatan_pendataan"),
)


def item_marker(kind: str, number: int) -> str:
    """The marker of item `number` (from 1): "1." counts in figures, "a." in letters (z, aa, ab, ...)."""
    if kind[:1] == "1":
        return f"{number}{kind[1:]}"
    if kind[:1] == "a":
        letters = ""
        while number:
            number, digit = divmod(number - 1, 26)
            letters = chr(ord("a") + digit) + letters
        return letters + kind[1:]
    return kind


@dataclass(frozen=True, slots=True)
class _Item:
    marker: str
    text: str
    nested: bool


def _items(listing: DaftarButir, house_marker: str) -> list[_Item]:
    """The lines of a list with their markers; the second line of an item and on are nested under its first."""
    kind = house_marker if listing.penanda is None else listing.penanda
    out: list[_Item] = []
    for number, item in enumerate(listing.butir, 1):
        marker = item_marker(kind, number)
        lines = item.teks.splitlines() or [""]
        first = (marker, lines[0]) if marker else split_marker(lines[0])
        out.append(_Item(*first, nested=False))
        out.extend(_Item(*split_marker(line.strip()), nested=bool(marker)) for line in lines[1:] if line.strip())
    return out


def list_paragraphs(listing: DaftarButir, house_marker: str, style: TextStyle, width: int) -> Paragraphs:
    """`listing` in `width` twips, markers hanging at one common indent."""
    items = _items(listing, house_marker)
    gap = style.size // 2

    def width_of(item: _Item) -> int:
        return text_width(item.marker, style) + gap if item.marker else 0

    indents = {
        nested: max((width_of(one) for one in items if one.nested is nested), default=0)
        for nested in (False, True)
    }
    out: list[Paragraph] = []
    for item in items:
        indent = indents[item.nested] if item.marker else 0
        left = indents[False] if item.nested else 0
        before = ITEM_GAP if out else 0
        out.append(
            paragraph(item.text, style, width, marker=item.marker, indent=indent, left=left, before=before)
        )
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    listing: DaftarButir


def _section(loaded: LoadedSop, key: str) -> _Section | None:
    listing: DaftarButir | None = getattr(loaded.sop, key)
    if listing is None:
        return None
    style = loaded.kantor.gaya.identitas
    heading: str = getattr(loaded.label, key)
    if style.judul_kapital:
        heading = heading.upper()
    if style.titik_dua_judul and not heading.endswith(":"):
        heading = f"{heading} :"
    return _Section(heading, listing)


def _breaks_words(paragraphs: Paragraphs) -> bool:
    """Whether a line ends inside a word."""
    return any(set(" ".join(one.lines).split()) - set(_words(one.text)) for one in paragraphs)


def _words(text: str) -> list[str]:
    """The words of `text` and the parts that a line may end with: after a hyphen or a slash."""
    parts = re.sub(r"([-‐–—/])", r"\1 ", text).split()
    return [*text.split(), *parts]


def _flows(loaded: LoadedSop, section: _Section | None, left: int, right: int) -> tuple[Flow, Flow]:
    """Heading and content of `section` between `left` and `right`."""
    if section is None:
        return Flow(left, right), Flow(left, right)
    style = body_style(loaded)
    bold = replace(style, bold=True)
    width = right - left - BESIDE
    heading, again = (
        (paragraph(text, bold, width),) for text in (section.heading, f"{section.heading} (lanjutan)")
    )
    columns = section.listing.kolom
    while True:
        column_width = (right - left) // columns - BESIDE
        text = list_paragraphs(section.listing, loaded.kantor.gaya.identitas.penanda, style, column_width)
        if columns == 1 or not _breaks_words(text):
            break
        columns -= 1
    return Flow(left, right, heading, again=again), Flow(left, right, text, columns=columns)


def body_bands(loaded: LoadedSop, half: int, width: int) -> list[Band]:
    """The bands of the six sections, the columns meeting at `half`; a section whose key is absent has no place.

    Where only one section of a pair is there, it takes the whole width.
    """
    pitch = line_pitch(body_style(loaded))
    bands: list[Band] = []
    for keys in PAIRS:
        sections = [_section(loaded, key) for key in keys]
        if all(one is None for one in sections):
            continue
        if None in sections:
            only = next(one for one in sections if one is not None)
            flows = [_flows(loaded, only, 0, width)]
        else:
            flows = [_flows(loaded, sections[0], 0, half), _flows(loaded, sections[1], half, width)]
        bands.append(
            Band(
                body=tuple(body for _, body in flows),
                head=tuple(head for head, _ in flows),
                padding=PADDING,
                spare=pitch // 4,
                minimum=2 * pitch,
                stretch=4 * pitch,
                splits=True,
            )
        )
    return bands
