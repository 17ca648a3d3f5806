"""What a packet's notes say of the files that doctool made: the journal, or the manifest where that is gone."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from doctool.border.json_text import read_json
from doctool.border.limits import JSON_BYTES
from doctool.border.plain_file import read_plain


@dataclass(frozen=True, slots=True)
class Written:
    """A file as doctool made it: `nama` below the packet's folder with "/", its bytes' SHA-256 and number, `bahan` the
    SHA-256 over what it was made of, `pages` of a PDF (0: not known)."""

    nama: str
    sha256: str
    size: int
    bahan: str
    pages: int = 0

    def line(self) -> str:
        """Its line in the journal."""
        said = {"berkas": self.nama, "sha256": self.sha256, "ukuran": self.size, "bahan": self.bahan}
        return json.dumps({**said, "halaman": self.pages} if self.pages else said, ensure_ascii=False) + "\n"


def read_journal(file: Path) -> list[Written]:
    """The lines of the journal; a line torn by a kill is passed over."""
    found: list[Written] = []
    try:
        with file.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            for line in lines:
                with contextlib.suppress(ValueError, KeyError, TypeError, AttributeError):
                    found.append(_written(read_json(line), "berkas"))
    except OSError:
        return []
    return found


def read_manifest(folder: Path) -> list[Written]:
    """What manifes.json says, for a packet whose journal is gone."""
    try:
        said = read_json(read_plain(folder / "manifes.json", JSON_BYTES))
        return [_written(one, "nama") for one in said["berkas"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _written(said: dict[str, object], name: str) -> Written:
    size, pages = said["ukuran"], said.get("halaman", 0)
    if not isinstance(size, int) or not isinstance(pages, int):
        raise TypeError(said)
    return Written(str(said[name]), str(said["sha256"]), size, str(said["bahan"]), pages)
