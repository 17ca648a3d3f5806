"""The workspace: which offices and SOPs there are, how they are addressed, loading them by address.

A workspace is a folder with `sop_catalog/<kantor>/kantor.yaml` and `sop_catalog/<kantor>/sop/<slug>.yaml`. An
SOP is addressed `kantor/slug`, or `slug` where only one office has it.
"""

from __future__ import annotations

import difflib
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from doctool.catalog.load import CATALOG_FOLDER, KANTOR_FILE, SOP_FOLDER, load_kantor, sop_of
from doctool.catalog.monitoring import monitoring_file, read_monitoring
from doctool.catalog.source import Source, read_yaml, shown_path
from doctool.errors import ContentError, DoctoolError
from doctool.findings import Where
from doctool.loaded import LoadedKantor, LoadedSop
from doctool.model.monitoring import Pemantauan
from doctool.refusal import error, refuse

#: What the offices work on, by office: letters, indicators, the register.
DATA_FOLDER = "data"
_SUFFIXES = {".yaml", ".yml"}


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """An SOP file of the workspace: office code, slug and absolute path. Nothing is read yet."""

    kantor: str
    slug: str
    path: Path

    @property
    def address(self) -> str:
        """`kantor/slug`."""
        return f"{self.kantor}/{self.slug}"


class Workspace:
    """The offices and SOPs below `root` (absolute). The folder is listed once, offices are read once."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.abspath(root))
        self._entries: list[Entry] | None = None
        self._folded: Counter[str] = Counter()
        self._offices: dict[str, LoadedKantor | ContentError] = {}
        self._real: Path | None = None
        self._inside: dict[Path, bool] = {}

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The workspace that `start` lies in. Raises DoctoolError when there is none."""
        begin = start.absolute()
        for folder in (begin, *begin.parents):
            if (folder / CATALOG_FOLDER).is_dir():
                return cls(folder)
        raise DoctoolError(
            f'folder "{begin}" bukan bagian dari ruang kerja: tidak ada folder {CATALOG_FOLDER}',
            "pindah ke folder ruang kerja, atau buat yang baru dengan: doctool baru kantor",
        )

    @property
    def catalog(self) -> Path:
        """The folder of the offices."""
        return self.root / CATALOG_FOLDER

    def offices(self) -> list[str]:
        """The office codes, sorted: every folder of the catalog with a kantor.yaml or a folder of SOPs."""
        return sorted(
            folder.name
            for folder in self.catalog.iterdir()
            if folder.is_dir() and not folder.name.startswith(".")
            and ((folder / KANTOR_FILE).exists() or (folder / SOP_FOLDER).is_dir())
        )

    def entries(self) -> list[Entry]:
        """All SOPs, sorted by address."""
        if self._entries is None:
            self._entries = sorted(
                Entry(office, path.stem, path) for office in self.offices() for path in self._files(office)
            )
            self._folded = Counter(entry.address.casefold() for entry in self._entries)
        return list(self._entries)

    def _files(self, office: str) -> Iterable[Path]:
        folder = self.catalog / office / SOP_FOLDER
        if not folder.is_dir():
            return ()
        return (
            path for path in folder.iterdir()
            if path.suffix.lower() in _SUFFIXES and not path.name.startswith((".", "~")) and not path.is_dir()
        )

    def select(self, addresses: Iterable[str]) -> list[Entry]:
        """The SOPs named by `addresses`, sorted, each once.

        An address is `kantor/slug`, a slug that one office has, an office (all its SOPs), a pattern with `*`
        or `?`, or the path of an SOP file. Raises DoctoolError for one that names nothing or too much.
        """
        found: set[Entry] = set()
        for address in addresses:
            found.update(self._matches(address))
        return sorted(found)

    def _matches(self, address: str) -> list[Entry]:
        entries = self.entries()
        name = address.replace("\\", "/").strip("/")
        if any(sign in name for sign in "*?["):
            found = [one for one in entries if fnmatchcase(one.address, name) or fnmatchcase(one.slug, name)]
            if not found:
                raise DoctoolError(f'pola "{address}" tidak cocok dengan SOP mana pun', self._known())
            return found
        if Path(address).suffix.lower() in _SUFFIXES:
            wanted = Path(address).absolute()
            found = [one for one in entries if one.path == wanted]
            if found:
                return found
        exact = [one for one in entries if one.address == name]
        if exact:
            return exact
        return self._by_short_name(address, name)

    def _by_short_name(self, address: str, name: str) -> list[Entry]:
        of_office = [one for one in self.entries() if one.kantor == name]
        of_slug = [one for one in self.entries() if one.slug == name]
        if len(of_slug) > 1 or (of_slug and name in self.offices()):
            choices = ", ".join(one.address for one in of_slug)
            raise DoctoolError(f'"{address}" menunjuk lebih dari satu hal', f"sebut alamat lengkapnya: {choices}")
        if of_slug or of_office:
            return of_slug or of_office
        if name in self.offices():
            hint = f"taruh SOP di {CATALOG_FOLDER}/{name}/{SOP_FOLDER}/"
            raise DoctoolError(f'kantor "{name}" belum punya SOP', hint)
        known = [one.address for one in self.entries()]
        if "/" not in name:
            known += [*(one.slug for one in self.entries()), *self.offices()]
        near = difflib.get_close_matches(name, known, n=1)
        raise DoctoolError(f'tidak ada SOP "{address}"', f'maksudnya "{near[0]}"?' if near else self._known())

    def _known(self) -> str:
        addresses = [one.address for one in self.entries()]
        if not addresses:
            return f"belum ada SOP di {shown_path(self.catalog)}"
        return "SOP yang ada: " + ", ".join(addresses[:12]) + (", ..." if len(addresses) > 12 else "")

    def load_kantor(self, code: str) -> LoadedKantor:
        """The office with this code, read once. Raises ContentError."""
        known = self._offices.get(code)
        if known is None:
            try:
                self.check_place(self.catalog / code / KANTOR_FILE)
                if len([one for one in self.offices() if one.casefold() == code.casefold()]) > 1:
                    raise _twins(self.catalog / code, code)
                known = load_kantor(self.catalog / code)
            except ContentError as problem:
                known = problem
            self._offices[code] = known
        if isinstance(known, ContentError):
            raise ContentError(known.message, known.findings, known.hint)
        return known

    def office_of(self, path: Path) -> str | None:
        """The office in whose folder data/<kantor>/ or sop_catalog/<kantor>/ the file at `path` lies; None: none."""
        offices, place = self.offices(), Path(os.path.abspath(path))  # without "..", which leads out and in again
        for folder in (self.root / DATA_FOLDER, self.catalog):
            if place.is_relative_to(folder):
                parts = place.relative_to(folder).parts
                if len(parts) > 1 and parts[0] in offices:
                    return parts[0]
        return None

    def load(self, entry: Entry) -> LoadedSop:
        """The SOP with its office and what was noted of its monitoring. Raises ContentError."""
        return self.read(entry)[0]

    def read(self, entry: Entry) -> tuple[LoadedSop, Source]:
        """As `load`, with the tree that was read. Raises ContentError."""
        self.check_entry(entry)
        office = self.load_kantor(entry.kantor)
        source = read_yaml(entry.path)
        loaded = sop_of(source, entry.path, office)
        notes = self.monitoring(entry)
        return (replace(loaded, monitoring=notes) if notes else loaded), source

    def check_entry(self, entry: Entry) -> None:
        """Refuse an SOP whose place or name cannot be used (D13, D14)."""
        folder = entry.path.parent
        if folder not in self._inside:  # looked at once, however many files it has
            self._inside[folder] = self._leads_inside(folder)
        if not self._inside[folder] or entry.path.is_symlink():
            self.check_place(entry.path)
        self.entries()
        if self._folded[entry.address.casefold()] > 1:
            raise _twins(entry.path, entry.slug)

    def monitoring(self, entry: Entry) -> tuple[Pemantauan, ...]:
        """What was noted of the monitoring of an SOP. Raises ContentError."""
        file = monitoring_file(self.catalog / entry.kantor, entry.slug)
        if not file.is_file():
            return ()
        self.check_place(file)
        return read_monitoring(file)

    def check_place(self, path: Path) -> None:
        """Refuse a link that leads out of the workspace (D14): what is printed comes from the workspace."""
        if not self._leads_inside(path):
            shown = shown_path(path)
            message = "tautan (symlink) ini menunjuk ke luar ruang kerja"
            raise refuse(shown, [error("D14", Where(shown), message, "salin berkasnya ke dalam ruang kerja")])

    def _leads_inside(self, path: Path) -> bool:
        """Whether `path` lies in the workspace, links followed."""
        if self._real is None:
            self._real = self.root.resolve()
        return path.resolve().is_relative_to(self._real)


def _twins(path: Path, name: str) -> ContentError:
    """Names that differ in case or suffix only (D13): on Windows they are one file."""
    shown = shown_path(path)
    message = f'nama "{name}" sama dengan nama lain di folder ini, bila huruf besar dan akhiran diabaikan'
    return refuse(shown, [error("D13", Where(shown), message, "ganti salah satu namanya", name)])
