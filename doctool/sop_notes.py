"""Notes beside an output folder: what was found in each SOP and what was made of it, so that it is not done again.

A file of lines (<out>/.doctool/sop.catatan), each with the beginning of its own SHA-256; the last of an SOP counts.
Texts and files must have the SHA-256 that is noted of them; without notes, or where a line is torn, work is done again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from doctool import atomic
from doctool.border.json_text import read_json
from doctool.border.limits import JSON_BYTES
from doctool.border.plain_file import read_plain
from doctool.errors import WriteError
from doctool.findings import Finding, Severity, Where
from doctool.fingerprint import digest
from doctool.loaded import LoadedSop, Positions
from doctool.loaded import Path as Steps

#: Lines that nobody reads any more are left standing until there are more of them than these and than the others.
_IDLE_LINES = 50
Data = dict[str, Any]


@dataclass(slots=True)
class TextNote:
    """What was read of an SOP. `teks`: what it was read from; `isi`: the part of its tree that rules between SOPs and
    links need, `letak` the places of that; `temuan`: the findings that last, as `pack` gives them."""

    teks: str
    isi: Data
    letak: Data
    temuan: list[Any]
    kept: LoadedSop | None = None  #: what was made of `isi`, while the program runs


@dataclass(slots=True)
class SheetNote:
    """What was drawn of an SOP. `bahan`: what the sheets were made of; `saran`: what their drawing told, as `pack`
    gives it; `berkas`: by format, the files by name with their SHA-256, and what else they were made of (links)."""

    bahan: str
    halaman: int
    saran: list[Any]
    berkas: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)


class Notes:
    """The notes in `file` below the output folder `root`; with `dry_run` nothing is written."""

    def __init__(self, root: Path, file: Path, *, dry_run: bool = False) -> None:
        self.root, self.file, self.dry_run = root, file, dry_run
        self.texts: dict[str, TextNote] = {}
        self.sheets: dict[str, SheetNote] = {}
        self._lines = 0
        self._read()

    def put_text(self, address: str, note: TextNote) -> None:
        """Keep what was read of the SOP at `address`."""
        self.texts[address] = note
        self._append([_text_line(address, note)])

    def put_sheet(self, address: str, note: SheetNote) -> None:
        """Keep what was drawn of the SOP at `address`."""
        self.sheets[address] = note
        self._append([_sheet_line(address, note)])

    def compact(self, addresses: Iterable[str]) -> None:
        """Drop what is overtaken, and SOPs that are none of `addresses`, where that is worth the writing."""
        known = frozenset(addresses)
        texts = {name: one for name, one in self.texts.items() if name in known}
        sheets = {name: one for name, one in self.sheets.items() if name in known}
        kept = len(texts) + len(sheets)
        if self.dry_run or self._lines - kept <= max(_IDLE_LINES, kept):
            return
        self.texts, self.sheets, self._lines = texts, sheets, kept
        lines = [_text_line(name, one) for name, one in texts.items()]
        lines += [_sheet_line(name, one) for name, one in sheets.items()]
        with contextlib.suppress(WriteError):  # notes save time and are nothing to fail for
            atomic.write_text(self.file, "".join(lines), root=self.root)

    def _append(self, lines: list[str]) -> None:
        self._lines += len(lines)
        if self.dry_run:
            return
        with contextlib.suppress(OSError):  # likewise
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8", newline="\n") as file:
                file.write("".join(lines))

    def _read(self) -> None:
        try:
            data = read_plain(self.file, JSON_BYTES)
        except OSError:
            return
        for line in data.split(b"\n"):
            self._lines += bool(line)
            with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                mark, _, text = line.partition(b" ")
                if mark.decode() != _mark(text):
                    continue
                said = read_json(text)
                if "teks" in said:
                    self.texts[said["sop"]] = TextNote(said["teks"], said["isi"], said["letak"], said["temuan"])
                else:
                    files = {name: (str(one[0]), dict(one[1])) for name, one in said["berkas"].items()}
                    self.sheets[said["sop"]] = SheetNote(said["bahan"], int(said["halaman"]), said["saran"], files)
        if data and not data.endswith(b"\n"):  # torn by a crash: the next line must not be torn with it
            self._append(["\n"])


def _text_line(address: str, note: TextNote) -> str:
    return _line({"sop": address, "teks": note.teks, "isi": note.isi, "letak": note.letak, "temuan": note.temuan})


def _sheet_line(address: str, note: SheetNote) -> str:
    return _line({
        "sop": address, "bahan": note.bahan, "halaman": note.halaman, "saran": note.saran, "berkas": note.berkas
    })


def _line(said: Mapping[str, Any]) -> str:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return f"{_mark(text.encode('utf-8'))} {text}\n"


def _mark(text: bytes) -> str:
    return digest(text)[:16]


def pack(findings: Iterable[Finding], files: tuple[str, ...]) -> list[Any]:
    """`findings` as JSON has them; a file of `files` is told by its place there, since its name depends on where the
    user stands."""
    out: list[Any] = []
    for one in findings:
        at = one.where
        file: str | int = files.index(at.file) if at.file in files else at.file
        where = [file, at.line, at.column, at.cell, at.place]
        out.append([one.code, str(one.severity), where, one.message, one.hint, one.text, one.basis])
    return out


def unpack(packed: Iterable[Any], files: tuple[str, ...]) -> tuple[Finding, ...]:
    """What `pack` was given, with the names that `files` have today."""
    out = []
    severities = {str(one): one for one in Severity}
    for code, severity, (file, line, column, cell, place), message, hint, text, basis in packed:
        where = Where(files[file] if isinstance(file, int) else file, line, column, cell, place)
        out.append(Finding(code, severities[severity], where, message, hint, text, basis))
    return tuple(out)


def pack_positions(positions: Positions, wanted: frozenset[str]) -> Data:
    """The places of everything below the keys `wanted` of the first level."""

    def below(places: Mapping[Steps, tuple[int, int]]) -> list[Any]:
        return [[list(path), *at] for path, at in places.items() if not path or path[0] in wanted]

    return {"nilai": below(positions.values), "kunci": below(positions.keys)}


def unpack_positions(packed: Data, file: str) -> Positions:
    """What `pack_positions` was given, of `file`."""

    def places(of: list[Any]) -> dict[Steps, tuple[int, int]]:
        return {tuple(path): (line, column) for path, line, column in of}

    return Positions(file, places(packed["nilai"]), places(packed["kunci"]))
