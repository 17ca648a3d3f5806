"""Which files of an SOP are as they would be made again: made of the same, and as they were made."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from doctool.fingerprint import digest, digest_of_parts
from doctool.sop_notes import SheetNote, pack, unpack

if TYPE_CHECKING:
    from doctool.catalog.index import Entry
    from doctool.findings import Finding
    from doctool.sop_draw import Drawn
    from doctool.sop_notes import Notes
    from doctool.sop_reader import Known


#: In which a build makes the files of an SOP.
_ORDER = ("docx", "xlsx", "html", "svg", "pdf")


def format_of(name: str) -> str:
    """The format of a file by its name: "docx", "svg"."""
    return name.rpartition(".")[2]


class Sheets:
    """The sheets of SOPs that `notes` know."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def current(
        self, entry: Entry, known: Known, formats: Collection[str], links: Mapping[str, str], folder: Path
    ) -> tuple[Path, ...] | None:
        """The files of the SOP in `folder`, where all `formats` are as they would be made; else None."""
        note = self._note(entry, known)
        files: list[Path] = []
        for name in (one for one in _ORDER if one in formats):
            of, shas = (note.berkas if note is not None else {}).get(name, ("", {}))
            if not shas or of != _of(name, links):
                return None
            for file, sha in shas.items():
                path = folder / file
                if _sha(path) != sha:
                    return None
                files.append(path)
        return tuple(files)

    def told(self, entry: Entry, known: Known) -> tuple[int, tuple[Finding, ...]]:
        """How many pages there are, and what the drawing told."""
        note = self._note(entry, known)
        if note is None:
            return 0, ()
        return note.halaman, unpack(note.saran, _files(known))

    def keep(
        self, entry: Entry, known: Known, drawn: Drawn, links: Mapping[str, str], made: Mapping[str, bytes]
    ) -> None:
        """Note that `made`, files by name, were written of what was drawn."""
        if not known.bahan or not made:
            return
        note = self._note(entry, known)
        if note is None:
            note = SheetNote(known.bahan, drawn.pages, pack(drawn.findings, _files(known)))
        for name in {format_of(file) for file in made}:
            shas = {file: digest(data) for file, data in made.items() if format_of(file) == name}
            note.berkas[name] = (_of(name, links), shas)
        self._notes.put_sheet(entry.address, note)

    def _note(self, entry: Entry, known: Known) -> SheetNote | None:
        note = self._notes.sheets.get(entry.address)
        return note if note is not None and known.bahan and note.bahan == known.bahan else None


def _of(name: str, links: Mapping[str, str]) -> str:
    """What a format is made of beside the SOP."""
    return digest_of_parts(json.dumps(links, sort_keys=True)) if name == "html" else ""


def _sha(path: Path) -> str:
    try:
        with open(path, "rb", buffering=0) as file:
            return digest(file.read())
    except OSError:
        return ""


def _files(known: Known) -> tuple[str, ...]:
    return known.loaded.positions.file, known.loaded.office.positions.file
