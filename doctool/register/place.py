"""From where the book is used, so that a copied workspace is noticed before it gives numbers a second time."""

from __future__ import annotations

import contextlib
import os
import socket
import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from doctool.errors import DoctoolError

#: Folders that programs copy between machines behind the user's back; locks do not reach across them.
SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud")


#: Where Linux lists what is mounted, and the kinds that are folders of other machines.
MOUNTS = Path("/proc/self/mounts")
_NETWORK = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "fuse.sshfs"})


class CopiedError(DoctoolError):
    """The book is used from a place it does not know: perhaps a copy, whose numbers would be given twice."""


@dataclass(frozen=True, slots=True)
class Place:
    """A machine and the folder of the book on it, as that machine calls it."""

    mesin: str
    folder: str


def here(folder: Path) -> Place:
    """The place of the book in `folder` on this machine."""
    return Place(socket.gethostname(), str(folder.resolve()))


def places(connection: sqlite3.Connection) -> list[tuple[Place, str]]:
    """The known places and since which day, oldest first."""
    rows = connection.execute("SELECT mesin, folder, sejak FROM tempat ORDER BY rowid").fetchall()
    return [(Place(row[0], row[1]), row[2]) for row in rows]


def is_new(connection: sqlite3.Connection, file: Path, *, accept: bool) -> bool:
    """Whether the book has not been used from here; the first place is welcome, others if the user says so (`accept`).

    Raises CopiedError for an unknown place, and for a copy whose original is still there, accepted or not.
    """
    place = here(file.parent)
    known = [tuple(row) for row in connection.execute("SELECT mesin, folder FROM tempat")]
    if (place.mesin, place.folder) in known:
        return False
    original = _original(file, place, [Place(*row) for row in known])
    if original:
        raise CopiedError(
            f'"{file}" adalah salinan: buku aslinya masih ada di "{original}"; nomor dari dua buku dapat kembar',
            f'ambil nomor hanya dari "{original}"; hapus salinan ini, atau pakai untuk membaca saja',
        )
    if known and not accept:
        raise _unknown(file, place, [Place(*row) for row in known])
    return True


def _unknown(file: Path, place: Place, known: list[Place]) -> CopiedError:
    """The refusal of an unknown place: what is likely, and what to do then."""
    command = f"doctool surat nomor tempat --terima --kantor {file.parent.name}"
    here_before = [one for one in known if one.mesin == place.mesin]
    usual = "; ".join(f'"{one.folder}" di komputer {one.mesin}' for one in known)
    if is_shared(place.folder):
        return CopiedError(
            f"komputer {place.mesin} belum pernah memakai buku agenda di folder jaringan ini; selama ini dari {usual}",
            f"bila komputer ini ikut memakai folder jaringan itu, jalankan sekali di sini: {command}",
        )
    if here_before:
        return CopiedError(
            f'folder kerja ini agaknya dipindah atau berganti nama: dahulu "{here_before[-1].folder}", sekarang '
            f'"{place.folder}"',
            f"bila benar, jalankan sekali: {command}; bila folder lama masih ada (misalnya di cakram yang sedang "
            "dilepas), ambil nomor dari sana saja",
        )
    renamed = " atau komputer ini berganti nama" if any(one.folder == place.folder for one in known) else ""
    return CopiedError(
        f'buku agenda ini agaknya salinan dari komputer lain: selama ini dipakai dari {usual}, sekarang dari '
        f'"{place.folder}" di komputer {place.mesin}; nomor dari dua buku dapat kembar',
        f"bila di {known[-1].mesin} masih diambil nomor, jangan ambil nomor di sini; bila pekerjaannya pindah ke "
        f"komputer ini{renamed} dan yang lama tidak dipakai lagi, jalankan sekali: {command}",
    )


def add(connection: sqlite3.Connection, folder: Path, today: date) -> None:
    """Note this machine and `folder` as a place of the book."""
    place = here(folder)
    connection.execute("INSERT INTO tempat VALUES (?, ?, ?)", (place.mesin, place.folder, today.isoformat()))


def _original(file: Path, place: Place, known: list[Place]) -> str:
    """The folder on this machine that still holds another file of this name, "" if none does."""
    for one in known:
        other = Path(one.folder) / file.name
        with contextlib.suppress(OSError):
            if one.mesin == place.mesin and other.stat().st_size and not os.path.samefile(other, file):
                return one.folder
    return ""


def is_synced(folder: Path) -> bool:
    """Whether `folder` lies in one that a cloud program keeps in step (OneDrive, Dropbox, ...)."""
    names = [part.lower() for part in folder.resolve().parts]
    return any(name.startswith(sign) for name in names for sign in SYNCED)


def is_shared(folder: str) -> bool:
    """Whether `folder` lies on a network: as Windows names it, or by the kind of what is mounted there."""
    if folder.startswith(("//", "\\\\")):
        return True
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False  # no system that lists its mounts there
    kinds = {fields[1].replace("\\040", " "): fields[2] for line in lines if len(fields := line.split()) > 2}
    around = [name for name in kinds if Path(folder).is_relative_to(name)]
    return bool(around) and kinds[max(around, key=len)] in _NETWORK
