"""How wide the columns of a table must be so that no word of it breaks, in which type it fits, how high it gets.

Words are measured with the advances of the package's typefaces. All lengths are twips, sizes of type points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from doctool.cell_lines import text_width
from doctool.model.dokumen import Daftar, GambarSebaris, GantiBaris, Paragraf, Rujukan, Sebaris, Sel, Tabel, Teks
from doctool.table_grid import Place, grid
from doctool.units import mm, pt

#: The smallest type of a table, and by how much and with which cell margins it gets there.
SMALLEST_PT = 8.0
_STEPS = ((0.0, 80), (1.0, 80), (1.0, 50), (2.0, 40))
#: Room for the rules of a cell, and what programs round differently.
_RULES, _SLACK = 20, 1.02
#: On so many lines a text should stand, and on so many it may; a heading on so many.
_FEW, _MANY, _HEAD_LINES = 3, 4, 3
#: Height of a line by its size, and what a row has besides.
_PITCH, _ROW = 1.17, 100
_BOLD = {"kepala", "kelompok", "jumlah"}
_LIST_STEP, _REFERENCE = 284, "Tabel 3.12"
_SPACE = re.compile("[ \t\n\r]+")


@dataclass(frozen=True, slots=True)
class Look:
    """The type of a table: its size and the margin at each side of a cell."""

    size: float
    side: int


@dataclass(slots=True)
class Column:
    """What a column needs: `least` for its longest word, `wanted` for its longest line; 0 where it is empty."""

    least: int = 0
    wanted: int = 0


def looks(size: float) -> tuple[Look, ...]:
    """The types to try for a table that is set in `size`, the largest first."""
    least = min(size, SMALLEST_PT)
    return tuple(dict.fromkeys(Look(max(size - less, least), side) for less, side in _STEPS))


def chosen_look(tabel: Tabel, font: str, size: float, room: int, height: int = 0) -> Look:
    """The largest type in which the table stands in comfort in `room`, else the largest in which no word breaks.

    With a `height`: a smaller type where the table would else go on to another page for a few rows.
    """
    every = [(look, columns(tabel, font, look)) for look in looks(size)]
    ways = (_FEW, _MANY, 0)
    fits = (at for lines in ways for at, (_, one) in enumerate(every) if _needed(one, room, lines) <= room)
    found = next(fits, len(every) - 1)
    if height and table_height(tabel, font, every[found][0], room) > height:
        lower = (at for at in range(found, len(every)) if table_height(tabel, font, every[at][0], room) <= height)
        found = next(lower, found)
    return every[found][0]


def stands(tabel: Tabel, font: str, size: float, room: int) -> bool:
    """Whether a page with `room` holds the table in comfort, at least in the smallest type."""
    return any(_needed(columns(tabel, font, look), room, _MANY) <= room for look in looks(size))


def unbroken(tabel: Tabel, font: str, size: float, room: int) -> bool:
    """Whether `room` holds the table without a word of it being broken, at least in the smallest type."""
    return any(sum(one.least for one in columns(tabel, font, look)) <= room for look in looks(size))


def columns(tabel: Tabel, font: str, look: Look) -> list[Column]:
    """What each column needs."""
    places, count = grid(tabel)
    made = [Column() for _ in range(count)]
    wide: list[tuple[Place, int]] = []
    for number, row in enumerate(places):
        for place in (one for one in row if one.row == number and one.sel.isi):
            kind = tabel.baris[number].jenis
            word, line = _measured(place.sel, font, look, bold=kind in _BOLD)
            if place.columns > 1:
                wide.append((place, word))
                continue
            column = made[place.column]
            column.least = max(column.least, word)
            column.wanted = max(column.wanted, max(word, line // _HEAD_LINES) if kind == "kepala" else line)
    for place, word in wide:
        covered = made[place.column : place.column + place.columns]
        lacking = max(word - sum(one.least for one in covered), 0)
        for at, one in enumerate(covered):
            one.least += lacking * (at + 1) // len(covered) - lacking * at // len(covered)
    for one in made:
        one.wanted = max(one.wanted, one.least)
    return made


def widths(tabel: Tabel, font: str, look: Look, room: int) -> list[int]:
    """The width of each column; they add up to `room`.

    `Tabel.lebar` is the wish. No column is narrower than its longest word where the room allows it; one that is wider
    than its longest line gives the rest to those whose texts take several lines. Tables without rules (signatures,
    names) and those to fill in by hand (`tetap`) keep their widths, but for long words.
    """
    needs = columns(tabel, font, look)
    wish = _shares(tabel.lebar, len(needs), room)
    least = [one.least for one in needs]
    if sum(least) > room:
        return _spread([float(max(one, 1)) for one in least], room)
    wanted = [
        max(mine, one.least) if one.wanted == 0 or tabel.tetap or not tabel.bergaris else one.wanted
        for one, mine in zip(needs, wish, strict=True)
    ]
    start = [max(low, min(mine, high)) for mine, low, high in zip(wish, least, wanted, strict=True)]
    spare = room - sum(start)
    if spare < 0:
        above = [one - low for one, low in zip(start, least, strict=True)]
        return _spread([one + spare * own / sum(above) for one, own in zip(start, above, strict=True)], room)
    lacking = [min(high, room) - one for one, high in zip(start, wanted, strict=True)]
    if sum(lacking) > spare:
        given = [one + spare * own / sum(lacking) for one, own in zip(start, lacking, strict=True)]
        return _spread(_balanced(needs, given, wanted) if tabel.bergaris else given, room)
    full = [one + own for one, own in zip(start, lacking, strict=True)]
    rest = room - sum(full)
    return _spread([one + rest * mine / sum(wish) for one, mine in zip(full, wish, strict=True)], room)


def _balanced(needs: Sequence[Column], given: Sequence[float], wanted: Sequence[int]) -> list[float]:
    """The columns whose texts take several lines halfway between their widths and those at which all take as many."""
    several = [at for at, one in enumerate(given) if one < wanted[at]]
    whole = sum(given[at] - needs[at].least for at in several)
    more = sum(wanted[at] - needs[at].least for at in several)
    made = list(given)
    for at in several:
        even = needs[at].least + whole * (wanted[at] - needs[at].least) / more
        made[at] = (given[at] + even) / 2
    return made


def table_height(tabel: Tabel, font: str, look: Look, room: int) -> int:
    """About how high the table gets, its caption and notes with it."""
    sizes = widths(tabel, font, look, room)
    places, _ = grid(tabel)
    pitch = pt(look.size * _PITCH)
    whole = 0
    for number, row in enumerate(places):
        lines = 1
        bold = tabel.baris[number].jenis in _BOLD
        for place in (one for one in row if one.row == number and one.rows == 1):
            width = sum(sizes[place.column : place.column + place.columns]) - 2 * look.side
            lines = max(lines, sum(_lines(text, font, look.size, width, bold=bold) for text, _ in _texts(place.sel)))
        whole += lines * pitch + _ROW
    caption = "".join(_plain(tabel.keterangan.isi)) if tabel.keterangan is not None else ""
    around = [(caption, look.size + 1, True), *(("".join(_plain(one.isi)), 8.0, False) for one in tabel.catatan)]
    return whole + sum(
        _lines(text, font, size, room, bold=bold) * pt(size * _PITCH) + _ROW for text, size, bold in around if text
    )


def _needed(needs: Sequence[Column], room: int, lines: int) -> int:
    """How wide the table is with no text on more than so many lines (0: any number), where that is not more than its
    share of the room."""
    return sum(max(one.least, min(one.wanted, room) // lines if lines else 0) for one in needs)


def _measured(sel: Sel, font: str, look: Look, *, bold: bool) -> tuple[int, int]:
    """The widths of the longest word and of the longest line of a cell, with its margins; 0 for an empty one."""
    word = line = 0
    for text, indent in _texts(sel):
        heavy = bold or sel.tebal or _all_bold(sel)
        wide = [_width(one, font, look.size, bold=heavy) for one in _SPACE.split(text) if one]
        word = max([word, *(one + indent for one in wide)])
        line = max(line, _width(text, font, look.size, bold=heavy) + indent if wide else 0)
    around = 2 * look.side + _RULES
    return (word + around, line + around) if word else (0, 0)


def _width(text: str, font: str, size: float, *, bold: bool) -> int:
    return int(text_width(text, font, size, bold=bold) * 20 * _SLACK) + 1


def _lines(text: str, font: str, size: float, width: int, *, bold: bool) -> int:
    """How many lines `text` takes in `width`."""
    lines, used = 1, 0
    space = _width(" ", font, size, bold=bold)
    for word in _SPACE.split(text):
        wide = _width(word, font, size, bold=bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, wide
        else:
            used += wide + (space if used else 0)
    return lines


def _texts(sel: Sel) -> Iterator[tuple[str, int]]:
    """The lines of a cell as they were written, each with its indent."""
    for one in sel.isi:
        if isinstance(one, Paragraf):
            yield from ((text, 0) for text in "".join(_plain(one.isi)).split("\n"))
        elif isinstance(one, Daftar):
            for butir in one.butir:
                yield from ((text, indent + _LIST_STEP) for text, indent in _texts(Sel(butir)))


def _plain(isi: Sequence[Sebaris]) -> Iterator[str]:
    for one in isi:
        match one:
            case Teks():
                yield one.teks
            case GantiBaris():
                yield "\n"
            case Rujukan():
                yield _REFERENCE
            case GambarSebaris():
                yield "x" * (mm(one.lebar_mm) // 100)
            case _:
                yield ""


def _all_bold(sel: Sel) -> bool:
    return any(
        isinstance(run, Teks) and run.tebal for one in sel.isi if isinstance(one, Paragraf) for run in one.isi
    )


def _shares(parts: Sequence[float], count: int, whole: int) -> list[int]:
    """The widths wished for; columns that `parts` does not name are as the average."""
    sound = [max(float(one), 0.0) for one in parts[:count]]
    average = sum(sound) / len(sound) if sum(sound) > 0 else 1.0
    return _spread([one or average for one in sound] + [average] * (count - len(sound)), whole)


def _spread(shares: Sequence[float], whole: int) -> list[int]:
    """Whole twips in proportion to `shares` that add up to `whole`."""
    edges = [round(whole * sum(shares[:number]) / sum(shares)) for number in range(len(shares) + 1)]
    return [max(right - left, 1) for left, right in pairwise(edges)]
