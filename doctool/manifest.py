"""The manifest of an output folder: what doctool wrote there, so that hand-made changes are recognised.

A file of lines, each {"berkas": path below the folder, "sha256": ...}, or {"berkas": ..., "asal": ...} with where the
data of a file come from. A line is added before its file is
put in place, so that a run killed in between never makes doctool's own file look like a person's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from doctool import atomic
from doctool.border.json_text import read_json
from doctool.border.limits import MADE_BYTES
from doctool.border.plain_file import plain_digest, read_plain
from doctool.errors import WriteError, system_reason
from doctool.fingerprint import digest

#: One for all: json.dumps makes a new one each time, and there is a line for every file.
_ENCODER = json.JSONEncoder(ensure_ascii=False)


class State(StrEnum):
    """What stands at a place in the output folder, and SAME where it would be made again as it is; the values are
    printed by --dry-run."""

    NEW = "baru"
    OURS = "ganti"
    CHANGED = "diubah"
    SAME = "tetap"


class Manifest:
    """The manifest in `file` for the folder `root`; read once, added to by `write`."""

    def __init__(self, root: Path, file: Path) -> None:
        self.root = root
        self.file = file
        self._known: dict[str, list[str]] = {}
        self._origins: dict[str, str] = {}
        for name, sha, origin in _read(file):
            if sha:
                self._known.setdefault(name, []).append(sha)
            else:
                self._origins[name] = origin

    def state(self, path: Path) -> State:
        """NEW: nothing there; OURS: as doctool wrote it; CHANGED: by someone else, or since."""
        try:
            found = plain_digest(path)
        except (FileNotFoundError, NotADirectoryError):
            return State.NEW
        except OSError as error:
            raise WriteError(
                f'berkas "{path}" tidak dapat dibaca: {system_reason(error)}', "periksa hak akses berkas itu"
            ) from error
        return State.OURS if found in self._known.get(self._name(path), ()) else State.CHANGED

    def write(self, path: Path, data: bytes) -> None:
        """Put `data` at `path` atomically and remember it as doctool's."""
        self.write_all({path: data})

    def write_all(self, files: Mapping[Path, bytes]) -> None:
        """`write` for each of `files`, in order; they are remembered in one step."""
        self._add({self._name(path): digest(data) for path, data in files.items()})
        for path, data in files.items():
            atomic.write_bytes(path, data, root=self.root)

    def origin(self, path: Path) -> str:
        """Where the data of the file at `path` come from, as `claim` was told; "" where it is not known."""
        return self._origins.get(self._name(path), "")

    def claim(self, path: Path, origin: str) -> None:
        """Remember where the data of the file at `path` come from; before it is written."""
        name = self._name(path)
        if self._origins.get(name) != origin:
            self._origins[name] = origin
            self._append(_origin_line(name, origin))

    def compact(self) -> None:
        """Keep one line for each file that is there as doctool wrote it; called under the lock."""
        lines: list[str] = []
        for name in sorted(self._known):
            path = os.path.join(self.root, name)
            if os.path.isfile(path):
                if len(self._known[name]) > 1:
                    current = plain_digest(Path(path))
                    if current in self._known[name]:
                        self._known[name] = [current]
                for sha in self._known[name]:
                    lines.append(_line(name, sha))
                if name in self._origins:
                    lines.append(_origin_line(name, self._origins[name]))
        text = "".join(lines).encode("utf-8")
        if not self.file.is_file() or read_plain(self.file, MADE_BYTES) != text:
            atomic.write_bytes(self.file, text, root=self.root)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _add(self, shas: Mapping[str, str]) -> None:
        new = {name: sha for name, sha in shas.items() if sha not in self._known.get(name, ())}
        for name, sha in new.items():
            self._known.setdefault(name, []).append(sha)
        if new:
            self._append("".join(_line(name, sha) for name, sha in new.items()))

    def _append(self, lines: str) -> None:
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            with self.file.open("a", encoding="utf-8", newline="\n") as file:
                file.write(lines)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise WriteError(
                f'catatan keluaran "{self.file}" tidak dapat ditulis: {system_reason(error)}',
                "periksa disk dan hak akses folder keluaran",
            ) from error


def _line(name: str, sha: str) -> str:
    return _ENCODER.encode({"berkas": name, "sha256": sha}) + "\n"


def _origin_line(name: str, origin: str) -> str:
    return _ENCODER.encode({"berkas": name, "asal": origin}) + "\n"


def _read(file: Path) -> list[tuple[str, str, str]]:
    """The lines of `file`, with either the hash or the origin; a line torn by a crash is passed over (its file then
    needs --timpa)."""
    try:
        text = read_plain(file, MADE_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return []
    out: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        try:
            entry = read_json(line)
            origin = str(entry.get("asal", ""))
            out.append((str(entry["berkas"]), "" if origin else str(entry["sha256"]), origin))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return out
