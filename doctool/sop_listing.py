"""The daftar SOP of a workspace: SOPs and what was published of them are read, listed, and written as files.

Files: <out>/daftar-sop/<kantor>/daftar-sop.xlsx, .html, .json.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from doctool import atomic, lock
from doctool.border.plain_file import plain_digest
from doctool.catalog.editions import editions, find_entry, load_edition, published_entries
from doctool.catalog.related import Register
from doctool.errors import ContentError, DoctoolError
from doctool.listing.book import daftar_book
from doctool.listing.listed import DaftarSop, as_bytes, daftar_json
from doctool.listing.page import daftar_html
from doctool.listing.rows import SopBahan, baris
from doctool.manifest import Manifest
from doctool.model.terbitan import TEKS_FILE
from doctool.pipeline import NOTES, BuildResult, refuse_changed

if TYPE_CHECKING:
    from doctool.catalog.index import Entry, Workspace
    from doctool.loaded import LoadedSop
    from doctool.model.terbitan import Terbitan

#: Where the list's files lie in the output folder.
LIST_FOLDER = "daftar-sop"
NAME = "daftar-sop"
FORMATS = ("xlsx", "html", "json")
_WRITERS: dict[str, Callable[[DaftarSop], bytes]] = {
    "xlsx": daftar_book,
    "html": lambda listed: daftar_html(listed).encode("utf-8"),
    "json": lambda listed: as_bytes(daftar_json(listed)),
}


@dataclass(slots=True)
class Catalogue:
    """The SOPs of a workspace as read, by address; `gagal` are those that cannot be read and why."""

    workspace: Workspace
    bahan: dict[str, SopBahan] = field(default_factory=dict)
    gagal: dict[Entry, ContentError] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OutWish:
    """Where and how files are written: `overwrite` also replaces what a person changed; `dry_run` writes nothing."""

    out: Path
    overwrite: bool = False
    dry_run: bool = False


def select(workspace: Workspace, addresses: Sequence[str]) -> list[Entry]:
    """The SOPs named by `addresses`, also those of which only what was published is left. Raises DoctoolError."""
    found: set[Entry] = set()
    for address in addresses:
        try:
            found.update(workspace.select([address]))
        except DoctoolError:
            found.add(find_entry(workspace, address))
    return sorted(found)


def read_catalogue(workspace: Workspace, entries: Sequence[Entry] | None = None) -> Catalogue:
    """`entries`, None for every SOP of the workspace, those of which only what was published is left among them."""
    found = Catalogue(workspace)
    for entry in entries if entries is not None else sorted({*workspace.entries(), *published_entries(workspace)}):
        try:
            bahan = read_sop(workspace, entry)
        except ContentError as error:
            found.gagal[entry] = error
            continue
        if bahan is not None:
            found.bahan[entry.address] = bahan
    return found


def read_sop(workspace: Workspace, entry: Entry) -> SopBahan | None:
    """An SOP and what was published of it; None where there is neither. Raises ContentError."""
    known = editions(workspace, entry)
    if not entry.path.is_file():
        if not known:
            return None
        last = replace(load_edition(workspace, known[-1]), monitoring=workspace.monitoring(entry))
        return SopBahan(entry.address, None, known, last)
    mine = workspace.load(entry)
    return SopBahan(entry.address, mine, known, _in_force(workspace, entry, mine, known))


def _in_force(
    workspace: Workspace, entry: Entry, mine: LoadedSop, known: tuple[Terbitan, ...]
) -> LoadedSop | None:
    """The text in force: the last that was published, unless the SOP was withdrawn; without any, the text at work where
    it calls itself disahkan."""
    if mine.sop.tercabut:
        return None
    if not known:
        return mine if mine.sop.status == "disahkan" else None
    if known[-1].berkas.get(TEKS_FILE) == plain_digest(entry.path):
        return mine  # the same text, read already; its office as it is today
    return load_edition(workspace, known[-1])


def list_sops(catalogue: Catalogue, entries: Sequence[Entry], today: date) -> list[DaftarSop]:
    """The list of each office that has one of `entries`, in order; an office that cannot be read has none, and its SOPs
    are among `catalogue.gagal`."""
    known = [one.naskah for one in catalogue.bahan.values()]
    register = Register(catalogue.workspace, known, all_known=True)
    wanted = {one.address for one in entries}
    found: list[DaftarSop] = []
    for code in sorted({one.kantor for one in entries}):
        try:
            office = catalogue.workspace.load_kantor(code)
        except ContentError:
            continue
        rows = [
            baris(one, register.target, today) for address, one in catalogue.bahan.items()
            if address in wanted and one.naskah.office.kode == code
        ]
        failed = tuple(
            (entry.address, error.message) for entry, error in catalogue.gagal.items()
            if entry.kantor == code and entry.address in wanted
        )  # fmt: skip
        found.append(DaftarSop(office, today, tuple(sorted(rows, key=lambda row: row.urutan)), failed))
    return found


def all_entries(catalogue: Catalogue) -> list[Entry]:
    """Every SOP of the workspace, those of which only what was published is left among them."""
    known = {*catalogue.workspace.entries(), *published_entries(catalogue.workspace)}
    return sorted(one for one in known if one.address in catalogue.bahan or one in catalogue.gagal)


def write_lists(listed: Sequence[DaftarSop], formats: Collection[str], wish: OutWish) -> list[BuildResult]:
    """Write the list of each office as `formats`; what became of each. Raises BusyError."""
    files = {
        one.office.kode: {f"{NAME}.{name}": _WRITERS[name](one) for name in FORMATS if name in formats}
        for one in listed
    }  # fmt: skip
    return put_files(files, wish)


def refresh_list(workspace: Workspace, kantor: str, today: date, wish: OutWish) -> BuildResult | None:
    """Make the list of an office anew in the formats in which it was made before; None where it never was.

    A list that a person changed stays as it is, and the result says so. Raises BusyError.
    """
    folder = wish.out / LIST_FOLDER / kantor
    formats = [name for name in FORMATS if (folder / f"{NAME}.{name}").is_file()]
    if not formats:
        return None
    catalogue = read_catalogue(workspace)
    entries = [one for one in all_entries(catalogue) if one.kantor == kantor]
    (result,) = write_lists(list_sops(catalogue, entries, today), formats, wish) or (None,)
    return result


def put_files(files: Mapping[str, Mapping[str, bytes]], wish: OutWish) -> list[BuildResult]:
    """Put files by office and name into <out>/daftar-sop/<kantor>/, where no person changed what stands there."""
    notes = wish.out / NOTES
    with nullcontext() if wish.dry_run else lock.hold(notes / "kunci"):
        manifest = Manifest(wish.out, notes / "manifes.jsonl")
        results: list[BuildResult] = []
        for code, named in files.items():
            result = BuildResult(code)
            results.append(result)
            places = {wish.out / LIST_FOLDER / code / name: data for name, data in named.items()}
            with result.faults():
                if not wish.dry_run:
                    atomic.sweep(wish.out / LIST_FOLDER)
                refuse_changed(manifest, list(places), result, overwrite=wish.overwrite)
                for path, data in places.items():
                    if not wish.dry_run:
                        manifest.write(path, data)
                    result.files.append(path)
        return results
