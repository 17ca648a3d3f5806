"""Directives within runs of text, for every reader of texts alike: a paragraph becomes blocks (M01 to M03).

A reader that knows only runs (Word) calls `parse_paragraph` and `parse_line`; a directive may be torn over several runs
of any look. One that finds directives itself (Markdown) gives `assemble` and `assemble_line` its pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from doctool.findings import Finding, Where
from doctool.model.dokumen import Blok, GantiBaris, GayaParagraf, Paragraf, Permintaan, Rata, Sebaris, Teks, tulisan
from doctool.prose.command import Command, error, read, spans, unclosed


@dataclass(frozen=True, slots=True)
class Found:
    """A directive among runs, with the runs that it was written in."""

    command: Command
    runs: tuple[Teks, ...]


@dataclass(frozen=True, slots=True)
class LineEnd:
    """The end of a line of the source that prints as a space; a directive alone on such a line is a block. `next` is
    where the next line begins, if the reader knows."""

    next: Where | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is the block `blok` where it has a line for itself (a picture), and `isi` within a line of text."""

    blok: Blok
    isi: tuple[Sebaris, ...]


Piece: TypeAlias = Sebaris | Found | LineEnd | Standing


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks that a paragraph became (none for an empty one), and what was found in it."""

    blok: tuple[Blok, ...]
    temuan: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """The content of a heading, cell or caption, and what was found in it."""

    isi: tuple[Sebaris, ...]
    temuan: tuple[Finding, ...] = ()


def parse_paragraph(
    isi: Sequence[Sebaris], where: Where, *, gaya: GayaParagraf = "isi", rata: Rata | None = None
) -> Blocks:
    """The paragraph of the runs `isi` at `where`: a Paragraf, a Permintaan, or several where a line break (GantiBaris)
    parts a directive from the text beside it.

    [tabel: ..] and [bagan: ..] alone become Permintaan, [angka: ..] and [lihat: ..] Angka and Rujukan in the line,
    [petunjuk: ..] a paragraph of that look. What is wrong stays as the text that it is, with a finding.
    """
    return assemble(pieces(isi, where), where, gaya=gaya, rata=rata)


def parse_line(isi: Sequence[Sebaris], where: Where) -> Line:
    """The runs of a heading, a cell or a caption: Angka and Rujukan in their places; tables and charts cannot stand
    there and stay text (M03)."""
    return assemble_line(pieces(isi, where), where)


def pieces(isi: Sequence[Sebaris], where: Where) -> tuple[Piece, ...]:
    """The runs `isi` with each directive as one `Found`, however it is torn; all else as it was."""
    text = "".join(one.teks if isinstance(one, Teks) else "\ufffc" for one in isi)
    out: list[Piece] = []
    done = 0
    for start, end in spans(text):
        if start < done:
            continue
        runs = tuple(one for one in _cut(isi, start, end) if isinstance(one, Teks))
        command = read(text[start:end], where, tebal=bool(runs) and runs[0].tebal)
        if command:
            out += [*_cut(isi, done, start), Found(command, runs)]
            done = end
    return (*out, *_cut(isi, done, len(text)))


def assemble(parts: Sequence[Piece], where: Where, *, gaya: GayaParagraf = "isi", rata: Rata | None = None) -> Blocks:
    """`parse_paragraph` for pieces."""
    blok: list[Blok] = []
    temuan: list[Finding] = []
    open_lines: list[Piece] = []
    here = begins = where

    def close() -> None:
        line = assemble_line(_stripped(open_lines), begins)
        temuan.extend(line.temuan)
        if line.isi:
            blok.append(Paragraf(line.isi, gaya, rata, begins))
        open_lines.clear()

    for line, end in _notes_whole(_lines(parts)):
        alone = _alone(line)
        note = _note(line)
        if alone is not None or note is not None:
            close()
        if alone is not None:
            blok.append(alone)
        elif note is not None:
            blok.append(Paragraf(note, "petunjuk", asal=here))
        else:
            begins = begins if open_lines else here
            open_lines += [*line, *end]
        here = next((one.next for one in (*line, *end)[::-1] if isinstance(one, LineEnd) and one.next), here)
    close()
    return Blocks(tuple(blok), tuple(temuan))


def assemble_line(parts: Iterable[Piece], where: Where) -> Line:
    """`parse_line` for pieces."""
    out: list[Sebaris] = []
    temuan: list[Finding] = []
    for one in parts:
        if isinstance(one, LineEnd):
            out.append(Teks(" "))
        elif isinstance(one, Standing):
            out += one.isi
        elif not isinstance(one, Found):
            out.append(one)
        elif one.command.asks is None or isinstance(one.command.asks, Permintaan):
            out += one.runs
            temuan += one.command.findings or [_not_alone(one.command)]
        else:
            out.append(one.command.asks)
    temuan += unclosed(tulisan(tuple(out)), where) + _note_in_text(tulisan(tuple(out)), where)
    return Line(joined(out), tuple(temuan))


def joined(isi: Iterable[Sebaris]) -> tuple[Sebaris, ...]:
    """`isi` with neighbouring runs of one look as one run, without empty runs."""
    out: list[Sebaris] = []
    for one in isi:
        last = out[-1] if out else None
        if isinstance(one, Teks) and isinstance(last, Teks) and replace(one, teks=last.teks) == last:
            out[-1] = replace(last, teks=last.teks + one.teks)
        elif not isinstance(one, Teks) or one.teks:
            out.append(one)
    return tuple(out)


def _not_alone(command: Command) -> Finding:
    return error("M03", command.where, "tabel atau bagan diminta di tengah teks",
                 f'tulis "{command.text}" sebagai alinea tersendiri', command.text)  # fmt: skip


_NOTE = re.compile(r"\[\s*petunjuk\s*:\s*", re.IGNORECASE)
#: A note that is not closed within so many lines is never closed.
_MOST_LINES = 40


def _note_in_text(text: str, where: Where) -> tuple[Finding, ...]:
    found = [match for match in _NOTE.finditer(text) if text.rfind("]") >= match.end()]
    hint = "tulis [petunjuk: ...] sebagai alinea tersendiri; di tengah teks ia ikut tercetak"
    return tuple(
        error("M03", where, "petunjuk berdiri di tengah teks", hint, text[m.start() : m.start() + 80]) for m in found
    )


def _cut(isi: Sequence[Sebaris], start: int, end: int) -> list[Sebaris]:
    """The part of `isi` from character `start` to `end`, where what is no text counts as one character."""
    out: list[Sebaris] = []
    at = 0
    for one in isi:
        length = len(one.teks) if isinstance(one, Teks) else 1
        first, last = max(start - at, 0), min(end - at, length)
        if first < last:
            out.append(replace(one, teks=one.teks[first:last]) if isinstance(one, Teks) else one)
        at += length
    return out


_Lines: TypeAlias = list[tuple[list[Piece], list[Piece]]]


def _lines(parts: Sequence[Piece]) -> _Lines:
    """The lines of a paragraph, each with what ended it."""
    lines: _Lines = [([], [])]
    for one in parts:
        if isinstance(one, LineEnd | GantiBaris):
            lines[-1][1].append(one)
            lines.append(([], []))
        else:
            lines[-1][0].append(one)
    return lines


def _notes_whole(lines: _Lines) -> _Lines:
    """`lines` with the lines of a [petunjuk: ..] of several lines as one."""
    out: _Lines = []
    at = 0
    while at < len(lines):
        count = _note_lines(lines, at)
        own = lines[at : at + count]
        whole = [piece for line, end in own[:-1] for piece in (*line, *end)]
        out.append(([*whole, *own[-1][0]], own[-1][1]))
        at += count
    return out


def _note_lines(lines: _Lines, at: int) -> int:
    """How many lines the note takes that begins with line `at`; 1 for what is no note or is never closed."""
    raw = ""
    for count, (line, end) in enumerate(lines[at : at + _MOST_LINES], start=1):
        own = _raw(line)
        raw += own
        if count > 1 and _NOTE.match(own.lstrip()):
            return 1  # the next note begins before this one ends
        if not _NOTE.match(raw.lstrip()) or _depth(raw) < 0:
            return 1
        if _depth(raw) == 0:
            return count
        raw += _raw(end)
    return 1


def _raw(line: Sequence[Piece]) -> str:
    """A line as it was written, one character for what is no text."""
    return "".join(
        one.teks if isinstance(one, Teks) else " " if isinstance(one, GantiBaris) else "\ufffc" for one in _flat(line)
    )


def _flat(line: Sequence[Piece]) -> list[Sebaris]:
    """A line with directives as the text that they were written as."""
    out: list[Sebaris] = []
    for one in line:
        if isinstance(one, LineEnd):
            out.append(Teks(" "))
        elif isinstance(one, Found):
            out += one.runs
        elif isinstance(one, Standing):
            out += one.isi
        else:
            out.append(one)
    return out


def _depth(text: str) -> int:
    """How many brackets are open at the end of `text`, -1 when one closed before its end all that were opened."""
    depth = 0
    for at, letter in enumerate(text):
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if depth <= 0 and letter == "]" and text[at + 1 :].strip():
            return -1
    return depth


def _alone(line: Sequence[Piece]) -> Blok | None:
    """The block that a line is which holds nothing else."""
    solid = [one for one in line if not (isinstance(one, Teks) and not one.teks.strip())]
    if len(solid) != 1:
        return None
    if isinstance(solid[0], Standing):
        return solid[0].blok
    if isinstance(solid[0], Found) and isinstance(solid[0].command.asks, Permintaan):
        return solid[0].command.asks
    return None


def _note(line: Sequence[Piece]) -> tuple[Sebaris, ...] | None:
    """The content of a line that is a [petunjuk: ..] and nothing else; directives in it stay text."""
    raw = _raw(line)
    head = _NOTE.match(raw.lstrip())
    if not head or _depth(raw) != 0:
        return None
    flat = _flat(line)
    length = sum(len(one.teks) if isinstance(one, Teks) else 1 for one in flat)
    start = len(raw) - len(raw.lstrip()) + head.end()
    end = length - (len(raw) - raw.rindex("]"))
    return joined(_cut(flat, start, end))


def _stripped(parts: Sequence[Piece]) -> list[Piece]:
    """A paragraph without line ends and white space at its ends."""
    out = list(parts)
    while out and _empty(out[0]):
        out.pop(0)
    while out and _empty(out[-1]):
        out.pop()
    return out


def _empty(one: Piece) -> bool:
    return isinstance(one, LineEnd | GantiBaris) or (isinstance(one, Teks) and not one.teks.strip())
