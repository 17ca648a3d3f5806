"""The files of a packet in the output folder: written in batches, each whole or not there, and known again later.

A batch is written to temporary files, noted in the journal, made to last with one call for all (`disk_sync`), and only
then renamed into place. A run killed at any moment leaves whole files, temporary ones in one folder that the next run
empties, and a journal that knows every file by its SHA-256: what is there as noted need not be made again, and what
differs was changed by a person and is left alone.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from doctool.atomic import RETRY_PAUSES_S
from doctool.disk_sync import sync_batch, system_path
from doctool.errors import WriteError, system_reason
from doctool.fingerprint import digest
from doctool.manifest import State
from doctool.packet_journal import Written, read_journal, read_manifest

#: A batch is put in place when it has so many files, or bytes.
BATCH_FILES, BATCH_BYTES = 320, 32_000_000
#: Errors after which no other file can be written either.
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
JOURNAL, _STAGING = "jurnal.jsonl", "siap"


class DiskFullError(WriteError):
    """Nothing more can be written: the disk is full, or has become read-only."""


@dataclass(frozen=True, slots=True)
class Look:
    """What stands at a place: its state, and for a file of ours how it was made."""

    state: State
    written: Written | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be put in place, and why."""

    nama: str
    error: WriteError


class PacketStore:
    """The files of the packet in `folder`, below the output folder `root`; doctool's notes about them in `notes`.

    Only for a run that holds the lock of the output folder.
    """

    def __init__(self, root: Path, folder: Path, notes: Path, *, dry_run: bool = False) -> None:
        self.root, self.folder, self.notes = root, folder, notes
        self._known: dict[str, tuple[Written, ...]] = {}
        self._pending: list[tuple[Written, Path]] = []
        self._bytes = self._count = 0
        self._good: set[Path] = set()
        for one in read_journal(notes / JOURNAL) or read_manifest(folder):
            self._known[one.nama] = (*(had for had in self._known.get(one.nama, ()) if had.sha256 != one.sha256), one)
        if not dry_run:
            with _told(self.notes):
                self._begin()

    def _begin(self) -> None:
        """Make the notes' folder, empty the folder of temporary files and end the journal's last line."""
        refuse_links(self.notes, self.root)
        staging = self.notes / _STAGING
        staging.mkdir(parents=True, exist_ok=True)
        for left in staging.iterdir():
            left.unlink()
        journal = self.notes / JOURNAL
        if journal.exists() and journal.stat().st_size:
            with journal.open("rb") as file:
                file.seek(-1, os.SEEK_END)
                torn = file.read(1) != b"\n"  # by a kill: the file of that line was not put in place
            if torn:
                os.truncate(journal, journal.read_bytes().rfind(b"\n") + 1)

    def look(self, nama: str) -> Look:
        """What stands at the place `nama`, by its bytes. Raises WriteError where it cannot be read."""
        path = self.folder / nama
        try:
            with open(system_path(path), "rb") as file:
                found = digest(file.read())
        except (FileNotFoundError, NotADirectoryError):
            return Look(State.NEW)
        except OSError as error:
            raise WriteError(
                f'berkas "{path}" tidak dapat dibaca: {system_reason(error)}',
                "tutup program yang membukanya, lalu ulangi",
            ) from error
        ours = next((one for one in reversed(self._known.get(nama, ())) if one.sha256 == found), None)
        return Look(State.CHANGED) if ours is None else Look(State.OURS, ours)

    @property
    def waiting(self) -> int:
        """How many files wait for their batch to be put in place."""
        return len(self._pending)

    def aside(self) -> Path:
        """A place for a large file that is written piece by piece, to be handed to `put_aside`."""
        self._count += 1
        return self.notes / _STAGING / f"{self._count:07}"

    def put_aside(self, written: Written, part: Path) -> list[Failed]:
        """Have the file at `part` (from `aside`) put at its place with the next batch, as `put` does."""
        self._pending.append((written, part))
        return self.flush() if len(self._pending) >= BATCH_FILES else []

    def put(self, written: Written, data: bytes) -> list[Failed]:
        """Have `data` put at its place with the next batch; the failures of a batch that was due.

        Raises WriteError where this file cannot even be written aside (DiskFullError: no other can either).
        """
        part = self.aside()
        with _told(self.folder / written.nama):
            _write_part(part, [data])
        self._pending.append((written, part))
        self._bytes += len(data)
        return self.flush() if len(self._pending) >= BATCH_FILES or self._bytes >= BATCH_BYTES else []

    def flush(self) -> list[Failed]:
        """Put the batch in place; what could not be."""
        batch, self._pending, self._bytes = self._pending, [], 0
        if not batch:
            return []
        try:
            self._note([one for one, _ in batch])
            sync_batch(self.notes / _STAGING, [*(part for _, part in batch), self.notes / JOURNAL])
        except OSError as error:
            _remove(part for _, part in batch)
            return [Failed(one.nama, write_error(self.folder / one.nama, error)) for one, _ in batch]
        failed: list[Failed] = []
        self._good.clear()
        for one, part in batch:
            try:
                self._place(part, self.folder / one.nama)
            except OSError as error:
                failed.append(Failed(one.nama, write_error(self.folder / one.nama, error)))
            except WriteError as error:
                failed.append(Failed(one.nama, error))
        _remove(part for _, part in batch)
        return failed

    def _note(self, batch: list[Written]) -> None:
        """Add the lines of a batch to the journal, or none of them."""
        journal = self.notes / JOURNAL
        with journal.open("ab") as file:
            before = file.seek(0, os.SEEK_END)
            try:
                file.write("".join(one.line() for one in batch).encode("utf-8"))
                file.flush()
            except OSError:
                with contextlib.suppress(OSError):
                    file.truncate(before)
                raise
        for one in batch:
            self._known[one.nama] = (*(had for had in self._known.get(one.nama, ()) if had.sha256 != one.sha256), one)

    def _place(self, part: Path, path: Path) -> None:
        if path.parent not in self._good:
            refuse_links(path.parent, self.root)
            os.makedirs(system_path(path.parent), exist_ok=True)
            self._good.add(path.parent)
        if path.is_symlink():
            refuse_links(path, self.root)
        for pause in (*RETRY_PAUSES_S, None):
            try:
                os.replace(system_path(part), system_path(path))
            except PermissionError:  # open in Word; a virus scanner lets go after a moment
                if pause is None or os.name != "nt":
                    raise
                time.sleep(pause)
            else:
                return

    def drop_note(self, nama: str) -> None:
        """Remove a file about the packet that no longer holds. Raises WriteError."""
        with _told(self.folder / nama), contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(system_path(self.folder / nama))

    @property
    def known(self) -> Mapping[str, tuple[Written, ...]]:
        """What doctool put at each place, the newest last."""
        return self._known

    def names(self) -> list[str]:
        """Every place where doctool has put a file."""
        return sorted(self._known)

    def forget(self, nama: str) -> bool:
        """Remove the file at `nama` and its empty folder, unless a person changed it; whether it is gone."""
        if self.look(nama).state is State.CHANGED:
            return False
        path = self.folder / nama
        with _told(path):
            refuse_links(path, self.root)
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.unlink(system_path(path))
        self._known.pop(nama, None)
        for parent in path.relative_to(self.folder).parents[:-1]:
            with contextlib.suppress(OSError):  # not empty: it stays
                os.rmdir(system_path(self.folder / parent))
        self._good.clear()
        return True

    def note_file(self, nama: str, data: bytes) -> None:
        """Put a file about the packet (manifest, list of failures) in place at once, unless it is there with these very
        bytes. Raises WriteError."""
        self.note_parts(nama, lambda: [data])

    def note_parts(self, nama: str, parts: Callable[[], Iterable[bytes]]) -> None:
        """The same for a file whose bytes `parts` gives part by part, each time anew."""
        path = self.folder / nama
        with _told(path):
            if _says(path, parts()):
                return
            part = self.notes / _STAGING / "catatan"
            _write_part(part, parts())
            sync_batch(self.notes / _STAGING, [part])
            self._place(part, path)

    def end(self, current: Iterable[Written]) -> None:
        """Keep in the journal only the files that are there as `current` says, and what else is known to be ours.

        Raises WriteError. Left out, the journal is longer than need be and says the same.
        """
        for one in current:
            self._known[one.nama] = (one,)
        journal = self.notes / JOURNAL
        with _told(journal):
            if _says(journal, self._lines()):
                return
            part = self.notes / _STAGING / "jurnal"
            _write_part(part, self._lines())
            sync_batch(self.notes / _STAGING, [part])
            os.replace(part, journal)

    def _lines(self) -> Iterator[bytes]:
        for name in sorted(self._known):
            for one in self._known[name]:
                yield one.line().encode("utf-8")


def write_error(path: Path, error: OSError) -> WriteError:
    """Why `path` could not be written; DiskFullError where nothing can be."""
    if error.errno in _FULL:
        return DiskFullError(
            f'"{path}" tidak dapat ditulis: {system_reason(error)}',
            "kosongkan tempat di disk, lalu jalankan lagi dengan --lanjutkan",
        )
    if isinstance(error, PermissionError):
        return WriteError(
            f'"{path}" tidak dapat ditulis: sedang dibuka program lain, atau tidak boleh ditulis',
            "tutup berkas itu, lalu jalankan lagi dengan --lanjutkan",
        )
    return WriteError(
        f'"{path}" tidak dapat ditulis: {system_reason(error)}',
        "periksa disk dan folder tujuannya, lalu jalankan lagi dengan --lanjutkan",
    )


def refuse_links(path: Path, root: Path) -> None:
    """WriteError where `path` or a folder between `root` and it is a symbolic link."""
    for place in (path, *path.parents):
        if place == root:
            return
        if place.is_symlink():
            raise WriteError(
                f'"{place}" adalah tautan (symbolic link), jadi tidak ditulisi',
                "hapus tautan itu, atau pilih folder keluaran lain dengan -o",
            )


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise write_error(path, error) from error


def _write_part(part: Path, data: Iterable[bytes]) -> None:
    try:
        with open(system_path(part), "wb") as file:
            for piece in data:
                file.write(piece)
    except OSError:
        _remove([part])
        raise


def _says(path: Path, parts: Iterable[bytes]) -> bool:
    """Whether the file at `path` has just these bytes; not where it cannot be read."""
    try:
        with open(system_path(path), "rb") as file:
            return all(file.read(len(part)) == part for part in parts) and not file.read(1)
    except OSError:
        return False


def _remove(parts: Iterable[Path]) -> None:
    for part in parts:
        with contextlib.suppress(OSError):
            os.unlink(system_path(part))
