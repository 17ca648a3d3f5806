"""The text of a letter as Word paragraphs and tables: alinea, daftar, tabel, rincian.

They name styles of the template ("Isi Surat", "Daftar Surat", ...), so that an office changes their look in Word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from doctool.fill.values import Wml
from doctool.letters import wml
from doctool.model.surat import Blok, BlokDaftar, BlokRincian, BlokTabel

#: Where lists and aligned names begin: the first-line indent of a paragraph, in twips.
INDENT = 720
#: A row with more text than this may be cut at the page's end; others stay whole.
LONG_CELL = 1200
#: A wide letter (bold Bookman), in twips for each point of its size; the margins and rules of a cell.
_TWIPS_PER_LETTER = 12.5
_CELL_MARGINS = 200
_GAP = 170
#: LibreOffice forgets to keep the last row of a table that began on an earlier page with what follows. So where the
#: signature follows a table that fills most of a page (in lines), its last rows are a table of their own.
_TALL_TABLE, _HELD_ROWS = 24, 2
_SPACE_BEFORE_TABLE = '<w:spacing w:after="40"/>'
_SPACE_AFTER_LIST = '<w:spacing w:after="120"/>'
_SPACE_AFTER_TABLE = '<w:spacing w:after="100"/>'


def blocks(content: Sequence[Blok], width: int, size: float, *, last: bool = False) -> Wml:
    """`content` one under another, in a text `width` twips wide and `size` points large.

    `last`: the signature follows, so the last line, item or row stays with it.
    """
    parts = []
    for number, block in enumerate(content, 1):
        held = last if number == len(content) else _announces(block)
        parts.append(_block(block, width, size, keep=held))
    return Wml("".join(parts))


def aligned(rows: Sequence[tuple[str, str]], size: float, *, keep: bool = False) -> Wml:
    """Names and values with the colons under one another; `keep`: the last row stays with what follows."""
    longest = max((len(name) for name, _ in rows), default=0)
    colon = INDENT + min(max(int(longest * size * _TWIPS_PER_LETTER) + _GAP, 1300), 3600)
    value = colon + _GAP
    tabs = "".join(f'<w:tab w:val="left" w:pos="{place}"/>' for place in (colon, value))
    extra = f'<w:tabs>{tabs}</w:tabs><w:ind w:left="{value}" w:hanging="{value - INDENT}"/>'
    lines = [
        wml.paragraph(f"{name}\t:\t{text}", "RincianSurat", keep=keep or number + 1 < len(rows), extra=extra)
        for number, (name, text) in enumerate(rows)
    ]
    return Wml("".join([*lines, "" if keep else wml.paragraph("", "Sela", extra=_SPACE_AFTER_TABLE)]))


def _announces(block: Blok) -> bool:
    """A sentence that ends with a colon stays with what it announces."""
    return isinstance(block, str) and block.rstrip().endswith(":")


def _block(block: Blok, width: int, size: float, *, keep: bool) -> str:
    if isinstance(block, str):
        return _paragraphs(block, keep)
    if isinstance(block, BlokDaftar):
        return _list(block, keep)
    if isinstance(block, BlokRincian):
        return aligned(tuple(block.rincian.items()), size, keep=keep)
    return _table(block, width, size, keep)


def _paragraphs(text: str, keep: bool) -> str:
    """Paragraphs are parted by empty lines; a single line end stays one."""
    parts = [part for part in text.strip("\n").split("\n\n") if part.strip()]
    return "".join(
        wml.paragraph(part.strip("\n"), "IsiSurat", keep=keep and number == len(parts))
        for number, part in enumerate(parts, 1)
    )


def marker(kind: str, number: int) -> str:
    """The marker of item `number` (from 1): "3." for kind "1.", "c)" for "a)", "-" for "-"."""
    if kind[0] == "1":
        return f"{number}{kind[1:]}"
    if kind[0] == "a":
        letters = ""
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("a") + rest) + letters
        return f"{letters}{kind[1:]}"
    return kind


def _list(block: BlokDaftar, keep: bool) -> str:
    count = len(block.daftar)
    return "".join(
        wml.paragraph(
            f"{marker(block.penanda, number)}\t{text}", "DaftarSurat",
            keep=keep and number == count, extra=_SPACE_AFTER_LIST if number == count else "",
        )
        for number, text in enumerate(block.daftar, 1)
    )  # fmt: skip


def _table(block: BlokTabel, width: int, size: float, keep: bool) -> str:
    columns = _widths(block, width, size)
    head = wml.row(
        (wml.cell(w, wml.paragraph(text, "KepalaTabel")) for w, text in zip(columns, block.kolom, strict=True)),
        "<w:cantSplit/><w:tblHeader/>",
    )
    counted = block.kolom[0].strip().rstrip(".").lower() in {"no", "nomor"}
    before = wml.paragraph("", "Sela", keep=True, extra=_SPACE_BEFORE_TABLE)
    after = wml.paragraph("", "Sela", keep=keep, extra=_SPACE_AFTER_TABLE)
    count = len(block.baris)
    cut = count - _HELD_ROWS if keep and count > _HELD_ROWS and _lines(block, columns, size) > _TALL_TABLE else count
    rows = [
        _row(texts, columns, counted, keep=keep and (number >= cut or number == count - 1), open_above=number == cut)
        for number, texts in enumerate(block.baris)
    ]
    table = wml.table(columns, [head, *rows[:cut]], "TabelSurat")
    held = wml.paragraph("", "Sela") + wml.table(columns, rows[cut:], "TabelSurat") if cut < count else ""
    return before + table + held + after


def _lines(block: BlokTabel, columns: Sequence[int], size: float) -> int:
    """About how many lines the rows of a table take."""
    letters = [max(1, round((width - _CELL_MARGINS) / (size * _TWIPS_PER_LETTER))) for width in columns]
    return sum(
        max(ceil(len(text) / most) + text.count("\n") for text, most in zip(texts, letters, strict=True))
        for texts in block.baris
    )


def _row(texts: Sequence[str], columns: Sequence[int], counted: bool, *, keep: bool, open_above: bool) -> str:
    """A row; `counted`: its first cell holds a number, `open_above`: no rule above it."""
    styles = ("IsiTabelTengah" if counted else "IsiTabel", *("IsiTabel" for _ in texts[1:]))
    rule = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>' if open_above else ""
    cells = (
        wml.cell(width, wml.paragraph(text, style, keep=keep), rule)
        for width, text, style in zip(columns, texts, styles, strict=True)
    )
    return wml.row(cells, "<w:cantSplit/>" if max(map(len, texts), default=0) <= LONG_CELL else "")


def _widths(block: BlokTabel, width: int, size: float) -> list[int]:
    """The columns in twips: as the office says, or by what they hold; together exactly `width`.

    Each holds its longest word (of sensible length) where there is room; what is left goes to the longer texts.
    """
    columns = [[title, *(texts[place] for texts in block.baris)] for place, title in enumerate(block.kolom)]
    least = [_longest_word(texts) * size * _TWIPS_PER_LETTER + _CELL_MARGINS for texts in columns]
    room = width - sum(least)
    if block.lebar or room < 0:
        shares = list(block.lebar) or least
        wanted = [width * share / sum(shares) for share in shares]
    else:
        more = [max(min(max(map(len, texts)), 60) - _longest_word(texts), 0.5) for texts in columns]
        wanted = [own + room * share / sum(more) for own, share in zip(least, more, strict=True)]
    edges = [round(sum(wanted[:place])) for place in range(len(wanted))]
    return [right - left for left, right in pairwise((*edges, width))]


def _longest_word(texts: Sequence[str]) -> int:
    return min(max((len(word) for text in texts for word in text.split()), default=1), 24)
